"""A real form over a real draft, without the worker process and without a file."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from imr_desk.bootstrap.letter_worker import checked
from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.config.places import resources_folder
from imr_desk.documents.registry import reader_for
from imr_desk.extraction.engine import draft
from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.review import Review
from imr_desk.ports import NewLetter
from imr_desk.services.reviews import Reviews
from imr_desk.ui.background import Lane
from imr_desk.ui.dress import Dress
from imr_desk.ui.session import SaveState, Session
from imr_desk.ui.theme import LIGHT, Type, apply_theme, load_fonts


class StandingClock:
    """Always the same moment."""

    def now(self):
        return datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def dress(qapp):
    folder = resources_folder()
    load_fonts(folder / "fonts")
    apply_theme(qapp, LIGHT, Type(), (folder / "desk.qss").read_text(encoding="utf-8"))
    return Dress.from_resources(folder)


@pytest.fixture
def desk(qtbot):
    """Return a session, its log, and a way to open a letter's bytes in it."""
    log, lane = MemoryCaseLog(), Lane("case-log")
    reviews = Reviews(log, StandingClock(), "rn1")
    session = Session(reviews, lane)

    def open_letter(content, name="letter.pdf"):
        text = reader_for(content).read(content)
        made = checked(text, draft(text))
        case = log.add(
            NewLetter(name, content, text, made),
            CaseStanding.of(Review.of(made, text), CaseStatus.NEW),
            reviews.sign(),
        )
        session.open(*reviews.open(case.id))
        return case

    def saved():
        qtbot.waitUntil(lambda: session.save_state is SaveState.SAVED)

    yield SimpleNamespace(session=session, log=log, reviews=reviews, lane=lane, open=open_letter, saved=saved)
    lane.close()
