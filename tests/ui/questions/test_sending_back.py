"""Sending a case back from the form: what it brings about is said first, and the case is shown as it stands then."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from imr_desk.model.case import CaseStatus
from imr_desk.model.draft import Severity
from imr_desk.model.edits import (
    AnswerQuestion,
    ConfirmExcerpt,
    ConfirmField,
    DecideItem,
    FinishReview,
    MarkField,
    SettleFlag,
)
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.review import EntryState, FlagState, flag_key
from imr_desk.ui.session import Place
from tests.ui.questions.conftest import ANOTHER, Office, press, send, texts, type_words

PLACE = Place("2", "treatment")


def finish(office):
    """Let Ben finish the case on the desk."""
    session = office.session
    for item in session.review.items:
        assert session.act(DecideItem(item.id, item.outcome))
        if session.review.item(item.id).excerpt.by is None:
            assert session.act(ConfirmExcerpt(item.id))
    for look in session.review.looks():
        entry = session.review.entry(look.item, look.field)
        settle = ConfirmField if entry.value is not None else lambda i, n: MarkField(i, n, EntryState.MISSING)
        assert session.act(settle(look.item, look.field))
    for flag in session.review.flags:
        if flag.severity is Severity.ERROR:
            assert session.act(SettleFlag(flag_key(flag), FlagState.CONFIRMED))
    assert session.review.problems() == ()
    assert session.act(FinishReview())
    office.saved()


@pytest.fixture
def finished(office):
    finish(office)
    office.sit("Cho")
    office.reopen(office.session.case_id)
    return office


def back_at(office, place=PLACE):
    office.form.go_to(place)
    office.questions.send_back()
    return office.at(place)


def test_what_it_brings_about_is_said_before(finished):
    thread = back_at(finished)
    said = thread.composer.notice.text()
    assert thread.composer.notice.isVisible()
    assert "voids the signature of Ben (2026-11-24)" in said
    assert thread.composer.to.currentText() == "Ben (read it first)"
    assert thread.composer.accept.text() == "Send back"
    assert finished.session.review.finished is not None


def test_the_case_goes_back_with_the_question_and_is_shown_as_it_stands(finished, qtbot):
    case_id = finished.session.case_id
    back_at(finished)
    type_words("Why six?")
    with qtbot.waitSignal(finished.questions.moved):
        send()
    qtbot.waitUntil(lambda: bool(finished.told))
    assert finished.told == [("good", "Sent back to Ben with your question. The review is open again.")]
    case = finished.log.case(case_id)
    assert (case.stage, case.handling.reviewer) == (CaseStatus.REOPENED, "Ben")
    review = finished.session.review
    assert review.finished is None
    [asked] = review.questions
    assert (asked.item, asked.field, asked.text, asked.to) == ("2", "treatment", "Why six?", "Ben")
    assert finished.session.case_id == case_id
    qtbot.waitUntil(lambda: finished.at(PLACE) is not None and finished.at(PLACE).isVisible())
    assert finished.at(PLACE).line.text() == "You ask Ben: Why six?"
    assert finished.questions.unsent == 0


def test_the_reader_answers_and_the_asker_sees_it(finished, qtbot):
    back_at(finished)
    type_words("Why six?")
    send()
    qtbot.waitUntil(lambda: bool(finished.told))
    finished.sit("Ben")
    finished.reopen(finished.session.case_id)
    assert any("Cho asks: Why six?" in look.sentence for look in finished.session.review.problems())
    assert finished.session.act(AnswerQuestion("q1", "As printed."))
    assert finished.session.act(FinishReview())
    finished.sit("Cho")
    finished.reopen(finished.session.case_id)
    finished.form.items.set_current("2")
    assert finished.at(PLACE).line.text() == "Ben answered: As printed."


def test_words_of_a_question_are_taken_over_when_the_case_is_to_go_back(finished):
    finished.ask(PLACE)
    type_words("Why six?")
    thread = finished.at(PLACE)
    thread.composer.back.click()
    assert thread.composer.aim.back
    assert thread.composer.edit.toPlainText() == "Why six?"
    press(Qt.Key.Key_Escape)
    assert finished.at(PLACE).line.text() == "Not sent yet: Why six?"


def test_whoever_may_not_is_told_why_and_is_not_offered_it(office):
    office.form.go_to(PLACE)
    office.questions.send_back()
    assert office.told == [
        ("warning", "Only a supervisor or an administrator may assign and take over the cases of others.")
    ]
    assert office.ask(PLACE).composer.back.isHidden()


def test_alone_in_a_log_there_is_nobody_to_send_it_to(desk, dress, qtbot):
    alone = Office(desk, dress, qtbot, alone=True)
    alone.open()
    alone.questions.send_back()
    [(kind, sentence)] = alone.told
    assert kind == "warning"
    assert "Nobody else works in this case log" in sentence


def test_a_log_that_cannot_save_says_so_in_the_thread_and_keeps_the_words(finished, qtbot, monkeypatch):
    def full(*_given):
        raise CaseLogError(CaseLogErrorKind.DISK_FULL, "The disk is full.")

    monkeypatch.setattr(finished.log, "record", full)
    thread = back_at(finished)
    type_words("Why six?")
    send()
    qtbot.waitUntil(lambda: "The disk is full." in texts(thread))
    assert thread.composer.edit.toPlainText() == "Why six?"
    assert not thread.composer.edit.isReadOnly()
    assert QApplication.focusWidget() is thread.composer.edit
    assert finished.session.review.finished is not None
    assert finished.log.case(finished.session.case_id).handling.reviewer == "Ben"


def test_acts_on_their_way_into_the_log_are_waited_for(office, qtbot):
    """A question sent back at once behind other acts is recorded behind all of them."""
    office.sit("Cho")
    back_at(office)
    office.at(PLACE).composer.to.setCurrentIndex(office.at(PLACE).composer.to.findData("Ben"))
    type_words("Why six?")
    item = office.session.review.item("3")
    assert office.session.act(DecideItem("3", item.outcome))
    assert office.session.act(DecideItem("1", office.session.review.item("1").outcome))
    send()
    qtbot.waitUntil(lambda: bool(office.told))
    assert office.told == [("good", "Sent back to Ben with your question.")]
    acts = [type(act.step).__name__ for act in office.log.opened(office.session.case_id).acts]
    assert acts == ["DecideItem", "DecideItem", "AskQuestion"]
    assert office.session.review.item("1").decided is not None
    assert len(office.session.review.questions) == 1


def test_another_case_opened_meanwhile_stays_on_the_desk(finished, qtbot):
    case_id = finished.session.case_id
    back_at(finished)
    type_words("Why six?")
    send()
    other = finished.open(ANOTHER)
    qtbot.waitUntil(lambda: bool(finished.told))
    assert finished.session.case_id == other.id
    assert finished.session.review.questions == ()
    assert finished.log.case(case_id).stage is CaseStatus.REOPENED
    assert finished.questions.unsent == 0
