"""``python -m tests.performance.copying_measures FOLDER CASES``: what saving costs while a backup is being made.

An act is saved again and again, as a busy reviewer would at most, once with nothing else going on and once while the
log is copied and the copy proved; both in the same run, on a plain log and on an encrypted one.
"""

import itertools
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from imr_desk.caselog.backup import part_of
from imr_desk.caselog.encrypting import write_anew
from imr_desk.caselog.engine import CAN_ENCRYPT
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.case import CaseStanding
from imr_desk.model.edits import WriteNote
from imr_desk.model.history import Act
from imr_desk.model.signature import Signature
from tests.performance.big_log import log_of
from tests.performance.figure import Figure, timed

BLINK = 0.05
"""Seconds that a person does not notice."""

_ALONE = 150
_PAUSE = 0.01
_KEY = bytes(range(32))


class _Clock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def saving_while_copied(folder: Path, cases: int, *, sealed: bool) -> tuple[list[float], list[float]]:
    """Return the seconds that saves took alone, and while the log was copied and the copy proved."""
    folder.mkdir(parents=True, exist_ok=True)
    path, copy = folder / f"copied-{cases}{'-sealed' if sealed else ''}.db", folder / "copy.db"
    shutil.copyfile(log_of(folder, cases), path)
    if sealed:
        with part_of(path) as part:
            write_anew(path, None, part, _KEY)
    log = SqliteCaseLog(path, _Clock(), key=_KEY if sealed else None)
    try:
        saves, done = _saves(log), threading.Event()

        def back_up() -> None:
            try:
                log.back_up(copy)
            finally:
                done.set()

        alone = [next(saves) for _ in range(_ALONE)]
        copying = threading.Thread(target=back_up)
        copying.start()
        meanwhile = []
        while not done.is_set():
            meanwhile.append(next(saves))
        copying.join()
        return alone, meanwhile
    finally:
        log.close()
        for left in (path, copy):
            left.unlink(missing_ok=True)


def _saves(log: SqliteCaseLog) -> Iterator[float]:
    """Save an act every few milliseconds and yield the seconds that it took."""
    case = log.handled((1,))[0]
    standing = CaseStanding(case.case.stage, case.case.digest, case.facts, case.case.due)
    for number in itertools.count(1):
        act = Act(WriteNote(None, f"note {number}"), Signature("bench", datetime.now(UTC).isoformat()))
        yield timed(partial(log.record, 1, act, standing))
        time.sleep(_PAUSE)


def copying_of(folder: Path, cases: int) -> list[Figure]:
    """Return the figures: a save while a copy is made against a moment that nobody notices, plain and encrypted."""
    figures = []
    for sealed in (False, True) if CAN_ENCRYPT else (False,):
        alone, meanwhile = saving_while_copied(folder, cases, sealed=sealed)
        kind = "an encrypted log" if sealed else "a log"
        name = f"save while {kind} of {cases:,} cases is copied"
        figures += [
            Figure(f"{name} (p95) / 50 ms", p95(meanwhile), BLINK, 1.0),
            Figure(f"{name} (p95) / the same alone", p95(meanwhile), p95(alone), None),
            Figure(f"{name} (longest) / the same alone", max(meanwhile), max(alone), None),
        ]
    return figures


def p95(seconds: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(seconds, n=20)[-1]


if __name__ == "__main__":
    for figure in copying_of(Path(sys.argv[1]), int(sys.argv[2])):
        print(f"{figure.name:74} {figure.value * 1000:7.1f} ms {figure.floor * 1000:7.1f} ms {figure.ratio:6.2f}")
