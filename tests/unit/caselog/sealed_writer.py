"""A program that writes encrypted logs.

python -m tests.unit.caselog.sealed_writer waiting DB KEY TREATMENT     works, says READY, waits in the middle of it
python -m tests.unit.caselog.sealed_writer steady DB KEY ACTS           says ACK n after each act that was saved
python -m tests.unit.caselog.sealed_writer turning DB WORDS ACTS        the same on a plain log, then encrypts it
"""

import sys
from pathlib import Path

from imr_desk.caselog import keys
from imr_desk.caselog.protecting import Vault
from imr_desk.caselog.sqlite import SqliteCaseLog
from tests.contracts.caselog.letters import SetClock, a_day_of_acts, added, new_letter, recorded
from tests.unit.caselog.writer import act, say, standing


def waiting(path: Path, key: bytes, treatment: str) -> None:
    log = SqliteCaseLog(path, SetClock(), key=key)
    letter = new_letter(treatments=(treatment, "Physical therapy"), repeated=400)
    recorded(log, added(log, letter), letter, a_day_of_acts(letter))
    log.back_up(path.with_name("copy.db"))
    say("READY")
    sys.stdin.readline()


def steady(path: Path, key: bytes | None, acts: int) -> None:
    log = SqliteCaseLog(path, SetClock(), key=key)
    case = added(log, new_letter())
    say("ACK 0")
    for number in range(1, acts + 1):
        log.record(case.id, act(number), standing(number))
        say(f"ACK {number}")
    log.close()


def turning(path: Path, words: str, acts: int) -> None:
    keys.MEMORY, keys.PASSES = 64, 1
    steady(path, None, acts)
    Vault(path).protect(words, in_store=False)
    say(f"ACK {acts + 1}")


if __name__ == "__main__":
    way, db, secret, rest = sys.argv[1:]
    if way == "waiting":
        waiting(Path(db), bytes.fromhex(secret), rest)
    elif way == "steady":
        steady(Path(db), bytes.fromhex(secret), int(rest))
    else:
        turning(Path(db), secret, int(rest))
