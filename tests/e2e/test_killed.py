"""The program is killed at any moment: what was shown as saved is there, exactly, and the case opens as it was.

A run of the suite kills it a few times. ``IMR_DESK_KILLS=200 pytest tests/e2e/test_killed.py`` does it 200 times.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from imr_desk.bootstrap.workstation import SystemClock
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.services.reviews import Reviews
from tests.e2e.programs.fingerprints import fingerprint

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("IMR_DESK_KILLS", "4"))
KILLS_A_LOG = 10


class Told(NamedTuple):
    """A line of the program: a case with so many acts, and its review's fingerprint."""

    what: str
    case: int
    acts: int
    review: str


class Logged(NamedTuple):
    """A case as the log has it: the fingerprint of its review after each number of acts."""

    reviews: tuple[str, ...]

    @property
    def told(self):
        return len(self.reviews) - 1, self.reviews[-1]


def killed_at_a_random_moment(log, letters, seed):
    """Let the program work on the log and kill it: mostly amid its acts, sometimes amid its start or an intake."""
    chance = random.Random(seed)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.programs.driven", str(log), str(seed), *map(str, letters)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=ROOT,
    )  # fmt: skip
    try:
        heard = b""
        if chance.random() < 0.8:
            for _ in range(chance.randrange(2, 60)):
                heard += child.stdout.readline()
            time.sleep(chance.uniform(0, 0.02))  # into the midst of an act
        else:
            time.sleep(chance.uniform(0.1, 2.0))
        assert child.poll() is None, child.stderr.read().decode()
    finally:
        child.send_signal(signal.SIGKILL)
        rest, _ = child.communicate()
    lines = (heard + rest).decode().split("\n")[:-1]  # what was not said to its end was not said
    fields = [line.split() for line in lines if line.startswith(("OPENED ", "SAVED "))]
    return [Told(what, int(case), int(acts), review) for what, case, acts, review in fields]


def logged(path):
    """Return the cases of a log by number; it must open and prove whole."""
    log = SqliteCaseLog(path, SystemClock())
    try:
        assert log.verify() is None
        cases = {}
        for case_id in range(1, sum(log.counts().values()) + 1):
            opened = log.opened(case_id)
            after = [
                Reviews.history_of(msgspec.structs.replace(opened, acts=opened.acts[:number])).review
                for number in range(len(opened.acts) + 1)
            ]
            cases[case_id] = Logged(tuple(map(fingerprint, after)))
        return cases
    finally:
        log.close()


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a thing of POSIX systems")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("number", range(-(-KILLS // KILLS_A_LOG)))
def test_nothing_shown_as_saved_is_lost(number, tmp_path, letters):
    log, files = tmp_path / "cases.db", [letters(31, items=2), letters(32, items=1)]
    before, saved, acts = {}, 0, 0
    for kill in range(min(KILLS_A_LOG, KILLS - number * KILLS_A_LOG)):
        bring_in = files if len(before) < len(files) else ()
        told = killed_at_a_random_moment(log, bring_in, seed=1000 * number + kill)
        cases = logged(log) if log.exists() else {}
        for case_id, was in before.items():
            assert cases[case_id].reviews[: len(was.reviews)] == was.reviews, "what was logged before has changed"
        opened = set()
        for line in told:
            assert cases[line.case].reviews[line.acts] == line.review, f"{line.what} is not what the log holds"
            if line.what == "OPENED" and line.case in before and line.case not in opened:
                assert (line.acts, line.review) == before[line.case].told, "the case did not open as it was"
            opened.add(line.case)
        before, saved = cases, saved + sum(line.what == "SAVED" for line in told)
        acts = sum(len(case.reviews) - 1 for case in cases.values())
    print(f"log {number}: {kill + 1} kills, {saved} times shown as saved, {acts} acts in the log")
    assert saved, "the program never said that anything was saved"
