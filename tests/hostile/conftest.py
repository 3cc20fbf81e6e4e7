"""Worker processes for the hostile tests, and a look round for what they leave behind."""

import os
import sys
import threading
from pathlib import Path

import pytest

from imr_desk.documents.limits import Limits
from imr_desk.documents.worker import WorkerProcess

PROBE = "tests.hostile.probe_worker"
LETTERS = "tests.hostile.letter_worker"


def open_descriptors() -> set[str]:
    folder = Path("/proc/self/fd")
    return {entry.name for entry in folder.iterdir() if entry.exists()} if folder.is_dir() else set()


def children() -> set[str]:
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat") if sys.platform == "linux" else ():
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            found.add(status.parent.name)
    return found


@pytest.fixture(autouse=True)
def nothing_left_behind():
    """No process, pipe or thread of a worker outlives its test."""
    before = children(), len(open_descriptors()), threading.active_count()
    yield
    after = children(), len(open_descriptors()), threading.active_count()
    assert after[0] <= before[0]
    assert after[1] <= before[1]
    assert after[2] <= before[2]


@pytest.fixture
def probe():
    with WorkerProcess(PROBE, Limits(seconds=20)) as worker:
        yield worker


@pytest.fixture
def hasty_probe():
    with WorkerProcess(PROBE, Limits(seconds=1.0, step_seconds=1.0, all_seconds=1.8)) as worker:
        yield worker


@pytest.fixture
def letters():
    with WorkerProcess(LETTERS) as worker:
        yield worker
