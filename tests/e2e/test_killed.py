"""The program is killed at any moment: what was shown as saved is there, exactly."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.model.review import Review

DRIVEN = Path(__file__).parent / "programs" / "driven.py"
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a thing of POSIX systems")
@pytest.mark.parametrize("seed", range(4))
def test_nothing_shown_as_saved_is_lost(seed, tmp_path, letters):
    log, letter = tmp_path / "cases.db", letters(31, items=2)
    chance = random.Random(seed)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(
        [sys.executable, str(DRIVEN), str(log), str(letter), str(seed)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env, cwd=ROOT,
    )  # fmt: skip
    shown, enough = "", chance.randrange(3, 60)
    for _ in range(enough):
        line = child.stdout.readline().decode()
        if not line.startswith("SAVED "):
            break
        shown = line
    child.send_signal(signal.SIGKILL)
    rest = [line for line in child.stdout.read().decode().splitlines() if line.startswith("SAVED ")]
    child.wait()
    child.stdout.close()
    assert shown, "the program never said that anything was saved"
    shown = msgspec.json.decode(bytes.fromhex((rest[-1] if rest else shown).split()[1]), type=Review)

    workstation = open_workstation(log)
    try:
        opened, _ = workstation.reviews.open(1)
        acts = list(opened.acts)
        seen = [type(workstation.reviews).history_of(msgspec.structs.replace(opened, acts=tuple(acts[:n]))).review
                for n in range(len(acts) + 1)]  # fmt: skip
        assert shown in seen
        assert workstation.log.verify() is None
    finally:
        workstation.close()
