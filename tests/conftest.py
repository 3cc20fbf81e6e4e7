"""What all tests share: a home of their own, and no thing left behind."""

import os
import threading
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Keep every test away from the person's own data."""
    home = tmp_path / "imr-desk-home"
    monkeypatch.setenv("IMR_DESK_HOME", str(home))
    return home


@pytest.fixture
def real_letters():
    """Return the folder of real letters, which is for measuring and no part of the project."""
    folder = SHARED / "letters" / "real"
    if not folder.is_dir():
        pytest.skip("the real letters of ../shared are not here")
    return folder


@pytest.fixture(autouse=True)
def no_thread_left():
    """Fail a test that leaves a thread of the program running."""
    before = set(threading.enumerate())
    yield
    names = ("case-log", "intake", "pages", "printing", "proposals", "keeping", "looking")
    left = [t for t in set(threading.enumerate()) - before if t.name.startswith(names)]
    for thread in left:
        thread.join(2)
    assert not [t.name for t in left if t.is_alive()]
