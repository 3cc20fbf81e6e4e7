"""Services over a log in memory and the real readers and extractor, without a worker process."""

import errno
import os
import threading
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.documents.registry import reader_for
from imr_desk.extraction.engine import draft
from imr_desk.ports import ReadLetter
from imr_desk.services.case_handling import CaseHandling
from imr_desk.services.intake import Intake
from imr_desk.services.reviews import Reviews
from imr_desk.services.worklist import Worklist


class StandingClock:
    """Always the same moment."""

    def now(self):
        return datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class PlainWorkshop:
    """Reads letters in this very process."""

    def __init__(self):
        self._turn = threading.Lock()  # an intake reads ahead in threads; MuPDF takes one at a time

    def read(self, content):
        with self._turn:
            text = reader_for(content).read(content)
            return ReadLetter(text, draft(text))

    def draft(self, letter):
        return draft(letter)


@pytest.fixture
def desk():
    log = MemoryCaseLog()
    reviews = Reviews(log, StandingClock(), "rn1")
    return SimpleNamespace(
        handling=CaseHandling(log, reviews),
        log=log,
        reviews=reviews,
        intake=Intake(log, PlainWorkshop(), reviews),
        worklist=Worklist(log, reviews),
    )


@pytest.fixture
def closed_folder(monkeypatch):
    """Return a way to make a folder that may not be looked into; it gives a way to open it."""
    closed = set()
    real = os.scandir

    def scandir(path="."):
        if os.fspath(path) in closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)

    def make(folder):
        folder.mkdir()
        closed.add(os.fspath(folder))
        return closed.clear

    return make
