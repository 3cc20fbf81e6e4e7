"""A program that writes a case log and says ``ACK n`` after each act that was reported as saved.

python -m tests.unit.caselog.writer steady DB ACTS      once, with a close and a new opening in the middle
python -m tests.unit.caselog.writer stubborn DB ACTS    tries an act again until it is saved, says FAIL KIND
python -m tests.unit.caselog.writer killed DB           a child that writes for ever, a new one for each input line
python -m tests.unit.caselog.writer holding DB          opens, says READY, waits for input
python -m tests.unit.caselog.writer opening DB          opens, says OPENED or the kind and sentence of the error
python -m tests.unit.caselog.writer bound DB            the same as an account that file modes bind
"""

import os
import sys
from pathlib import Path

from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.case import CaseDigest, CaseStanding, CaseStatus
from imr_desk.model.edits import WriteNote
from imr_desk.model.errors import CaseLogError
from imr_desk.model.history import Act
from tests.contracts.caselog.letters import SetClock, added, new_letter, signed


def say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


def act(number: int) -> Act:
    return Act(WriteNote(None, f"note {number} " + "x" * (number * 37 % 900)), signed(number % 60))


def digest(number: int) -> CaseDigest:
    return CaseDigest(case_number="CM26-0100001", title=f"title {number}", items=number)


def standing(number: int) -> CaseStanding:
    return CaseStanding(CaseStatus.IN_REVIEW, digest(number))


def acts_in(log: SqliteCaseLog, case_id: int) -> int:
    return len(log.opened(case_id).acts)


def steady(path: Path, acts: int) -> None:
    log = SqliteCaseLog(path, SetClock())
    case = added(log, new_letter())
    say("ACK 0")
    for number in range(1, acts + 1):
        if number == acts * 2 // 3:
            log.close()
            log = SqliteCaseLog(path, SetClock())
        log.record(case.id, act(number), standing(number))
        say(f"ACK {number}")
    log.close()


def stubborn(path: Path, acts: int) -> None:
    log = SqliteCaseLog(path, SetClock())
    case = added(log, new_letter())
    for number in range(1, acts + 1):
        for _attempt in range(25):
            try:
                log.record(case.id, act(number), standing(number))
            except CaseLogError as error:
                say(f"FAIL {error.kind.value} {error.sentence}")
            else:
                say(f"ACK {number}")
                break
    say("END")


def killed(path: Path) -> None:
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            log = SqliteCaseLog(path, SetClock())
            case = added(log, new_letter())
            number = acts_in(log, case.id)
            say(f"PID {os.getpid()} {number}")
            while True:
                number += 1
                log.record(case.id, act(number), standing(number))
                say(f"ACK {number}")
        os.waitpid(child, 0)
        say("DEAD")


def holding(path: Path) -> None:
    log = SqliteCaseLog(path, SetClock())
    say("READY")
    sys.stdin.readline()
    log.close()


def opening(path: Path) -> None:
    try:
        SqliteCaseLog(path, SetClock()).close()
        say("OPENED")
    except CaseLogError as error:
        say(f"{error.kind.value} {error.sentence}")


def bound(path: Path) -> None:
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    opening(path)


if __name__ == "__main__":
    way, db, *rest = sys.argv[1:]
    if way in ("steady", "stubborn"):
        {"steady": steady, "stubborn": stubborn}[way](Path(db), int(rest[0]))
    else:
        {"killed": killed, "holding": holding, "opening": opening, "bound": bound}[way](Path(db))
