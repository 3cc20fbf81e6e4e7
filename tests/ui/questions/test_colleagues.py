"""Questions between colleagues: in another's case, in the queue, in the history, on the way through the form."""

import pytest
from PySide6.QtWidgets import QTableWidget, QWidget

from imr_desk.model.case import CaseStatus
from imr_desk.model.draft import Decision
from imr_desk.model.edits import AnswerQuestion, AskQuestion, CloseQuestion, DecideItem
from imr_desk.services.case_history import case_history
from imr_desk.services.worklist import Worklist
from imr_desk.ui.case_history import CaseHistorySheet
from imr_desk.ui.review.walk import place_of, wanting
from imr_desk.ui.session import Place
from imr_desk.ui.worklist.columns import COLUMNS, cell_of
from imr_desk.ui.worklist.views import built_in_views
from tests.ui.questions.conftest import send, type_words

PLACE = Place("2", "treatment")


def standing(office):
    office.saved()
    case = office.log.case(office.session.case_id)
    return case.stage, case.handling.reviewer


def test_who_only_asks_neither_takes_a_case_nor_begins_its_review(office):
    office.ask(PLACE)
    type_words("Why six?")
    send()
    assert standing(office) == (CaseStatus.NEW, "")
    office.session.act(DecideItem("1", Decision.UPHELD))
    assert standing(office) == (CaseStatus.IN_REVIEW, "Ben")


def test_a_colleagues_case_is_asked_about_answered_and_closed_and_nothing_else_is_changed(office):
    office.session.act(DecideItem("1", Decision.UPHELD))
    office.saved()
    office.sit("Cho")
    office.reopen(office.session.case_id)
    assert office.session.colleague == "Ben"
    office.ask(PLACE)
    type_words("Why six?")
    send()
    assert office.session.act(AnswerQuestion("q1", "I mean the first row."))
    assert office.session.act(CloseQuestion("q1"))
    assert not office.session.act(DecideItem("2", Decision.UPHELD))
    assert standing(office) == (CaseStatus.IN_REVIEW, "Ben")


def test_the_queue_has_a_view_of_waiting_questions_and_a_sign_in_their_rows(office):
    worklist = Worklist(office.log, office.desk.reviews)
    [view] = [view for view in built_in_views("Ben") if view.label == "Questions waiting"]
    [status] = [column for column in COLUMNS if column.key == "status"]
    case = office.log.case(office.session.case_id)
    assert worklist.count(view.where) == 0
    assert cell_of(status, case, worklist.outlook()).icon != "question"
    office.session.act(AskQuestion("2", "treatment", "Why six?", "Ana"))
    office.saved()
    assert worklist.count(view.where) == 1
    cell = cell_of(status, case, worklist.outlook())
    assert (cell.icon, cell.words) == ("question", "New · question")
    assert cell.tip == "A question of a colleague waits for an answer."


def test_the_history_of_the_case_tells_questions_in_plain_words(office, qtbot):
    office.session.act(AskQuestion("2", "quantity", "Why six?", "Ana"))
    office.session.act(AnswerQuestion("q1", "I mean the units."))
    office.session.act(CloseQuestion("q1"))
    office.saved()
    owner = QWidget()
    qtbot.addWidget(owner)
    history = case_history(office.log, office.session.case_id)
    sheet = CaseHistorySheet(history, office.session.review, None, owner)
    table = sheet.findChild(QTableWidget)
    assert [table.item(row, 2).text() for row in range(3)] == [
        "closes the question about quantity of item 2",
        "writes to the question about quantity of item 2: I mean the units.",
        "asks Ana about item 2, quantity: Why six?",
    ]


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        (AskQuestion("2", "", "Two items?"), Place("2", "decision")),
        (AskQuestion("2", "quantity", "Why?"), Place("2", "quantity")),
        (AskQuestion(None, "", "All?"), None),
    ],
)
def test_the_way_through_the_form_leads_to_questions(office, asked, place):
    office.session.act(asked)
    [look] = [look for look in office.session.review.problems() if look.sentence.startswith("Ben asks")]
    assert place_of(look) == place
    assert place is None or place in wanting(office.session.review)


def test_a_long_question_is_told_short_among_what_is_left(office):
    office.session.act(AskQuestion("2", "quantity", "Why six?\n" * 200))
    [look] = [look for look in office.session.review.problems() if look.sentence.startswith("Ben asks")]
    assert len(look.sentence) < 180
    assert look.sentence.endswith("…")
