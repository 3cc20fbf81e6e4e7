"""The duties of a real case over real services and a log in memory."""

from functools import cache
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from imr_desk.bootstrap.letter_worker import checked
from imr_desk.config.rule_tables import read_holidays, read_rules
from imr_desk.documents.registry import reader_for
from imr_desk.extraction.engine import draft
from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.handling import Handling
from imr_desk.model.review import Review
from imr_desk.ports import NewLetter
from imr_desk.services.case_handling import CaseHandling
from imr_desk.services.deadlines import Deadlines
from imr_desk.services.people import People
from imr_desk.ui.duties.case_duties import CaseDuties
from imr_desk.ui.duties.panel import DutiesPanel
from imr_desk.ui.duties.recount import Recount
from imr_desk.ui.duties.rules_sheet import RulesSheet
from tests.synthetic import make_letter, render_pdf
from tests.ui.showing import show_active

DECISIONS = ("overturned", "upheld", "overturned")


@cache
def letter():
    content = render_pdf(make_letter("D", 7, items=3, decisions=DECISIONS))
    text = reader_for(content).read(content)
    return NewLetter("letter.pdf", content, text, checked(text, draft(text)))


@cache
def rules():
    return read_rules()


@cache
def holidays():
    return read_holidays()


@pytest.fixture
def place(desk, dress, qtbot):
    """Return a desk with one case on it: items 1 and 3 overturned, item 2 upheld; no date of receipt."""
    deadlines = Deadlines(desk.log, desk.reviews.clock, rules, holidays)
    desk.reviews.due_of = deadlines.mark
    handling = CaseHandling(desk.log, desk.reviews)

    def duties(*, follows=True):
        return CaseDuties(desk.log, handling, deadlines, desk.session, desk.lane, follows=follows)

    def open_case():
        new = letter()
        review = Review.of(new.draft, new.text)
        standing = desk.reviews.with_due(CaseStanding.of(review, CaseStatus.NEW), Handling())
        case = desk.log.add(new, standing, desk.reviews.sign())
        desk.session.open(*desk.reviews.open(case.id))

    def settled():
        desk.saved()
        qtbot.waitUntil(lambda: not desk.lane.busy)

    return SimpleNamespace(
        desk=desk,
        log=desk.log,
        session=desk.session,
        lane=desk.lane,
        deadlines=deadlines,
        handling=handling,
        people=People(desk.log, desk.reviews.clock, desk.reviews, "rn1"),
        duties=duties,
        settled=settled,
        dress=dress,
        open=open_case,
    )


@pytest.fixture
def shown(place, qtbot):
    """Return the panel of duties of the open case."""
    duties = place.duties()
    panel = DutiesPanel(duties)
    qtbot.addWidget(panel)
    panel.dress(place.dress)
    panel.resize(470, 900)
    show_active(panel)
    place.open()
    qtbot.waitUntil(lambda: duties.view is not None)
    place.panel, place.case = panel, duties
    return place


class Answers:
    """The door for questions, answered by the test."""

    def __init__(self):
        self.asked = []
        self.answer = False

    def confirm(self, title, question, accept):
        self.asked.append(question)
        return self.answer


@pytest.fixture
def sheet(place, qtbot):
    """Return the desk with a way to make the sheet of rules and holidays over it."""
    window = QWidget()
    qtbot.addWidget(window)
    place.answers = Answers()
    place.recount = Recount(place.deadlines, place.lane, window)

    def make():
        parts = (place.deadlines, place.desk.reviews, place.people, place.recount, place.lane, place.answers)
        made = RulesSheet(*parts, place.dress, window)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(made)
        show_active(made)
        return made

    place.make = make
    yield place
    qtbot.waitUntil(lambda: not place.recount.is_running)
