"""What must be done about a case: asked for, counted, done, taken back, put on hold."""

from datetime import date

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from imr_desk.model.deadlines.words import DueState
from imr_desk.model.draft import Decision
from imr_desk.model.edits import DecideItem, SetField
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.handling import GiveAnswer, HoldReason, Priority, PutOnHold, SetPriority
from imr_desk.model.review import EntryState
from imr_desk.model.signature import Signature
from imr_desk.ui.duties.day_edit import DayEdit
from imr_desk.ui.duties.drawer import DutiesDrawer
from imr_desk.ui.duties.due_chip import DueChip
from imr_desk.ui.duties.questions import GivenRow, QuestionRow
from imr_desk.ui.duties.words import DUE_SIGNS
from tests.ui.showing import show_active


def handling(shown):
    return shown.log.case(1).handling


def row_of(panel, field):
    return next(
        row
        for card in panel.cards.values()
        for row in card.questions
        if isinstance(row, QuestionRow) and row.question.field == field
    )


def write(qtbot, row, words):
    row.first.line.setFocus()
    row.first.line.setText(words)
    qtbot.keyClick(row.first.line, Qt.Key.Key_Return)


def receive(shown, qtbot, words="11/20/2026"):
    write(qtbot, row_of(shown.panel, "date_received"), words)
    qtbot.waitUntil(lambda: shown.case.view.deadlines[0].start is not None and not shown.case.view.due.assumed)
    shown.settled()


def text(panel):
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


# Asking


def test_what_is_missing_is_asked_right_there_and_goes_into_the_open_form(shown, qtbot):
    assert shown.case.view.due.state is DueState.NEEDS_DATE
    receive(shown, qtbot)
    entry = shown.session.review.fields["date_received"]
    assert (entry.value, entry.state) == ("2026-11-20", EntryState.TYPED)
    assert not handling(shown).dates
    assert shown.case.view.due.day.isoformat() == "2026-11-30"
    assert "Safe date: Mon Nov 30, 2026" in text(shown.panel)


def test_each_question_is_asked_once(shown):
    asked = [row.question for card in shown.panel.cards.values() for row in card.questions]
    assert len(asked) == len(set(asked))


def test_what_is_no_date_is_told_and_changes_nothing(shown, qtbot):
    before = shown.session.review
    for words, sentence in (("11/31/2026", "not a date"), ("", "Write the day first"), ("soon", "not a date")):
        row = row_of(shown.panel, "date_received")
        write(qtbot, row, words)
        assert sentence in row.problem.text()
        assert row.problem.isVisible()
        assert shown.session.review is before


def test_a_finished_review_keeps_its_form_and_takes_the_date_beside_it(shown, qtbot):
    history = shown.session.history
    review = msgspec.structs.replace(history.review, finished=Signature("rn1", "2026-11-24T09:00:00+00:00"))
    shown.session.open(shown.session.opened, msgspec.structs.replace(history, review=review))
    qtbot.waitUntil(lambda: shown.case.view is not None and not shown.case.view.in_form)
    write(qtbot, row_of(shown.panel, "date_received"), "11/20/2026")
    qtbot.waitUntil(lambda: handling(shown).dates == {"date_received": "2026-11-20"})
    assert shown.session.review is review


def test_a_case_that_is_not_open_takes_the_date_beside_its_review(place, qtbot):
    place.open()
    place.session.close()
    duties = place.duties(follows=False)
    duties.show_case(1)
    qtbot.waitUntil(lambda: duties.view is not None)
    assert not duties.view.in_form
    duties.give_date("date_received", "2026-11-20")
    qtbot.waitUntil(lambda: duties.view.due.state is DueState.THIS_WEEK)
    assert place.log.case(1).handling.dates == {"date_received": "2026-11-20"}
    assert place.log.case(1).due.on == "2026-11-30"


def test_what_a_person_put_into_the_form_goes_before_what_was_given_beside(shown, qtbot):
    shown.case.give_date("date_mailed", "2026-11-10")
    shown.settled()
    receive(shown, qtbot, "Nov 20 2026")
    shown.case.take(GiveAnswer("service_method", "in person"))
    shown.settled()
    shown.session.act(SetField(None, "date_received", "2026-11-19"))
    qtbot.waitUntil(lambda: shown.case.view.deadlines[0].start.isoformat() == "2026-11-19")


def test_whether_treatment_was_given_is_answered_for_each_item(shown, qtbot):
    receive(shown, qtbot)
    assert {each.rule for each in shown.case.view.deadlines if each.duty == "ours"} == {"R1"}
    rows = [row for row in shown.panel.cards["R1"].questions if row.question.field == "retrospective"]
    for row in rows:
        assert row.question.items in ((1,), (3,))
    shown.case.give_answer("retrospective", "yes", (3,))
    qtbot.waitUntil(lambda: "R2" in shown.panel.cards)
    assert shown.session.review.items[2].fields["retrospective"].value == "yes"
    assert "Item 3" in shown.panel.cards["R2"].items.text()
    assert "Overturned: treatment approved" in shown.panel.cards["R2"].items.text()


def test_an_answer_is_chosen_saved_and_can_be_taken_back(shown, qtbot):
    row = row_of(shown.panel, "service_method")
    button = next(b for b in row.findChildren(QPushButton) if b.text() == "Save")
    button.click()
    assert row.problem.text() == "Choose an answer first."
    row.first.setCurrentIndex(1)
    button.click()
    qtbot.waitUntil(lambda: handling(shown).answers == {"service_method": "in person"})
    qtbot.waitUntil(lambda: any(isinstance(row, GivenRow) for row in shown.panel.cards["R3"].questions))
    given = next(row for row in shown.panel.cards["R3"].questions if isinstance(row, GivenRow))
    given.take_back.click()
    qtbot.waitUntil(lambda: not handling(shown).answers)


def test_a_decision_is_asked_of_the_form(shown, qtbot):
    shown.session.act(DecideItem(shown.session.review.items[0].id, Decision.UNCLEAR))
    qtbot.waitUntil(lambda: any(q.field == "decision" for d in shown.case.view.deadlines for q in d.missing))
    with qtbot.waitSignal(shown.panel.form_requested) as wanted:
        row_of(shown.panel, "decision").first.click()
    assert wanted.args == ["decision", 1]
    assert "as if the treatment were approved" in shown.panel.cards["R1"].lines.text()


def test_another_date_brings_its_deadlines(shown, qtbot):
    other = shown.panel.other
    other.save.click()
    assert other.problem.text() == "Choose first which date it is."
    other.which.setCurrentText("The date the bill arrived")
    other.save.click()
    assert "Write the day first" in other.problem.text()
    other.day.line.setText("11/16/2026")
    qtbot.keyClick(other.day.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "R9" in shown.panel.cards)
    assert handling(shown).dates == {"bill_received": "2026-11-16"}
    assert "The date the bill arrived" not in [other.which.itemText(n) for n in range(other.which.count())]


# Doing


def test_a_duty_is_marked_done_with_day_and_note_and_taken_back(shown, qtbot):
    receive(shown, qtbot)
    card = shown.panel.cards["R1"]
    card.mark_done.click()
    assert card.form.day.day == "2026-11-24"
    card.form.note.setText("auth 123")
    card.form.accept.click()
    qtbot.waitUntil(card.take_back.isVisible)
    done = handling(shown).done[0]
    assert (done.rule, done.on, done.words, done.by.who) == ("R1", "2026-11-24", "auth 123", "rn1")
    assert "Done on Tue Nov 24, 2026, says rn1. auth 123" in text(shown.panel)
    card.take_back.click()
    qtbot.waitUntil(lambda: not handling(shown).done)
    qtbot.waitUntil(card.mark_done.isVisible)


def test_nothing_is_done_in_the_future(shown, qtbot):
    receive(shown, qtbot)
    card = shown.panel.cards["R1"]
    card.mark_done.click()
    card.form.day.line.setText("11/25/2026")
    card.form.accept.click()
    assert "future" in card.form.problem.text()
    assert not handling(shown).done
    qtbot.keyClick(card.form, Qt.Key.Key_Escape)
    assert card.form.isHidden()
    assert card.mark_done.isVisible()


def test_who_authorizes_an_expedited_case_has_done_the_target_too(shown, qtbot):
    shown.session.act(SetField(None, "priority", "Expedited"))
    receive(shown, qtbot)
    qtbot.waitUntil(lambda: "R1-expedited" in shown.panel.cards)
    shown.case.mark_done("R1-expedited", "2026-11-23", "")
    qtbot.waitUntil(lambda: len(handling(shown).done) == 1)
    qtbot.waitUntil(lambda: all(d.done is not None for d in shown.case.view.deadlines if d.rule.startswith("R1-")))
    assert all(d.done is not None for d in shown.case.view.deadlines if d.rule in ("R1", "R1-expedited"))
    shown.case.mark_not_done("R1-expedited")
    qtbot.waitUntil(lambda: not handling(shown).done)


def test_the_last_step_can_be_undone(shown, qtbot):
    receive(shown, qtbot)
    shown.case.mark_done("R1", "2026-11-24", "")
    qtbot.waitUntil(lambda: shown.panel._undo.isVisible() and bool(handling(shown).done))
    qtbot.waitUntil(lambda: not shown.lane.busy)
    shown.panel._undo.click()
    qtbot.waitUntil(lambda: not handling(shown).done)


def test_undo_of_what_went_into_the_form_is_the_forms_own(shown, qtbot):
    receive(shown, qtbot)
    assert shown.panel._undo.isVisible()
    shown.panel._undo.click()
    assert shown.session.review.fields["date_received"].value is None
    assert shown.session.history.redo_label is not None


def test_undo_is_not_offered_once_somebody_went_on(shown, qtbot):
    receive(shown, qtbot)
    shown.session.act(SetField(None, "employer", "Example Works"))
    assert shown.panel._undo.isHidden()
    shown.case.mark_done("R1", "2026-11-24", "")
    qtbot.waitUntil(shown.panel._undo.isVisible)
    qtbot.waitUntil(lambda: not shown.lane.busy)
    shown.handling.take((1,), SetPriority(Priority.HIGH))
    shown.case.refresh()
    qtbot.waitUntil(shown.panel._undo.isHidden)


def test_a_log_that_cannot_save_is_told_and_nothing_is_lost(shown, qtbot, monkeypatch):
    receive(shown, qtbot)

    def full(*_args):
        raise CaseLogError(CaseLogErrorKind.DISK_FULL, "The disk is full.")

    monkeypatch.setattr(shown.log, "handle", full)
    shown.case.mark_done("R1", "2026-11-24", "")
    qtbot.waitUntil(lambda: "The disk is full." in text(shown.panel))
    assert not handling(shown).done


# Holds


def test_an_appeal_lets_the_duty_wait_in_sight(shown, qtbot):
    receive(shown, qtbot)
    hold = shown.panel.hold
    hold.act.click()
    hold.since.line.setText("11/20/2026")
    hold.accept.click()
    qtbot.waitUntil(lambda: shown.case.view.due.state is DueState.PAUSED)
    assert handling(shown).hold.reason is HoldReason.APPEAL
    assert "R1" in shown.panel.cards
    assert "Safe date: Mon Nov 30, 2026" in text(shown.panel)
    assert "waits meanwhile" in hold.words.text()
    hold.act.click()
    hold.last.line.setText("11/01/2026")
    hold.accept.click()
    assert hold.problem.text() == "A hold cannot end before it begins."
    hold.ask()
    assert hold.last.day == "2026-11-24"
    hold.last.line.setText("11/25/2026")
    hold.accept.click()
    assert "cannot end on a day to come" in hold.problem.text()
    hold.ask()
    hold.accept.click()
    qtbot.waitUntil(lambda: handling(shown).hold is None)
    qtbot.waitUntil(lambda: shown.case.view.due.state is not DueState.PAUSED)


@pytest.mark.parametrize(
    ("reason", "words", "since", "until", "sentence"),
    [
        (4, "", "11/24/2026", "", "own words"),
        (0, "", "", "", "Write the day first"),
        (0, "", "11/24/2026", "11/01/2026", "lies before"),
        (0, "", "11/24/2026", "soon", "not a date"),
        (0, "", "11/25/2026", "", "cannot begin on a day to come"),
    ],
)
def test_a_hold_that_makes_no_sense_is_refused(shown, reason, words, since, until, sentence):
    hold = shown.panel.hold
    hold.ask()
    hold.reason.setCurrentIndex(reason)
    hold.own.setText(words)
    hold.since.line.setText(since)
    hold.until.line.setText(until)
    hold.accept.click()
    assert sentence in hold.problem.text()
    assert not handling(shown).holds


def test_a_hold_for_records_does_not_stop_the_clock(shown, qtbot):
    receive(shown, qtbot)
    shown.case.take(PutOnHold(HoldReason.RECORDS, "operative report"))
    qtbot.waitUntil(lambda: handling(shown).hold is not None)
    qtbot.waitUntil(lambda: "deadlines go on" in shown.panel.hold.words.text())
    assert shown.case.view.due.state is DueState.THIS_WEEK


# Telling


def test_how_it_was_counted_unfolds_with_rule_and_marks(shown, qtbot):
    receive(shown, qtbot)
    card = shown.panel.cards["R1"]
    assert card.lines.isHidden()
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Space)
    assert card.lines.isVisible()
    assert "5 working days after Fri Nov 20, 2026" in card.lines.text()
    assert "Source: 8 CCR 9792.10.7(a)(2)" in card.lines.text()
    assert "To be read at http://www.dir.ca.gov" in card.lines.text()
    assert "not compared with the law as amended" in card.doubt.text()


def test_the_foot_says_whose_rules_and_no_legal_advice_and_no_money_is_named(shown):
    words = text(shown.panel)
    assert "California IMR deadlines, version 2026-1" in words
    assert "no legal advice" in words
    assert "$" not in words


def test_no_case_no_duties(shown, qtbot):
    shown.session.close()
    qtbot.waitUntil(lambda: shown.case.view is None)
    assert shown.panel.empty.isVisible()
    assert not shown.panel.cards


def test_screen_readers_hear_what_each_card_is_about(shown, qtbot):
    receive(shown, qtbot)
    card = shown.panel.cards["R1"]
    assert card.accessibleName() == "Authorize the treatment; tell the employee and the provider: Due Mon Nov 30"
    assert "Safe date" in card.accessibleDescription()
    for button in (card.mark_done, card.how):
        assert "Authorize the treatment" in button.accessibleName()
    for edit in shown.panel.findChildren(type(row_of(shown.panel, "date_mailed").first)):
        assert edit.line.accessibleName()


def test_the_keyboard_goes_from_card_to_card_and_out(shown, qtbot):
    receive(shown, qtbot)
    cards = shown.panel._shown()
    cards[0].setFocus()
    qtbot.keyClick(cards[0], Qt.Key.Key_Down)
    qtbot.waitUntil(cards[1].hasFocus)
    qtbot.keyClick(cards[1], Qt.Key.Key_Up)
    qtbot.waitUntil(cards[0].hasFocus)
    with qtbot.waitSignal(shown.panel.close_requested):
        qtbot.keyClick(cards[0], Qt.Key.Key_Escape)


def test_after_an_answer_the_keyboard_goes_on_to_the_next_thing(shown, qtbot):
    receive(shown, qtbot)
    card = shown.panel.cards["R1"]
    qtbot.waitUntil(lambda: card.isAncestorOf(card.focusWidget() or card) and card.window().focusWidget() is not None)
    focused = shown.panel.window().focusWidget()
    assert card is focused or card.isAncestorOf(focused)


# Chip and drawer


def test_the_chip_says_what_is_due_and_hides_without_a_case(shown, qtbot):
    chip = DueChip("Ctrl+D")
    qtbot.addWidget(chip)
    chip.dress(shown.dress)
    chip.show_due(None)
    assert chip.isHidden()
    receive(shown, qtbot)
    chip.show_due(shown.case.view.due)
    assert chip.text().strip() == "Due Mon Nov 30"
    assert chip.property("due") == "week"
    assert "safe date Mon Nov 30, 2026" in chip.toolTip()
    assert "Ctrl+D" in chip.toolTip()
    assert chip.accessibleName() == "Deadline: Due Mon Nov 30"
    assert not chip.icon().isNull()


def test_every_state_has_its_own_sign(dress):
    assert set(DUE_SIGNS) == set(DueState)
    assert len({sign.state for sign in DUE_SIGNS.values()}) == len(DUE_SIGNS)
    for sign in DUE_SIGNS.values():
        assert not dress.icon(sign.icon, sign.role).isNull()


def test_the_drawer_covers_the_form_whole_and_never_the_rest(shown, qtbot):
    center, splitter = QWidget(), QSplitter()
    shown.center = center  # the panel in it is closed after the test
    letter, form = QWidget(), QWidget()
    for part in (letter, form):
        splitter.addWidget(part)
    column = QVBoxLayout(center)
    column.addWidget(splitter)
    drawer = DutiesDrawer(lambda: shown.panel, splitter, form)
    assert splitter.count() == 2
    center.resize(1280, 800)
    show_active(center)
    for share in (560, 700):
        splitter.setSizes([1280 - share, share])
        drawer.open()
        qtbot.waitUntil(lambda: drawer.x() == form.mapTo(center, QPoint(0, 0)).x())
        assert drawer.y() == splitter.y()
        assert drawer.height() == splitter.height()


def test_the_drawer_opens_on_the_first_question_and_gives_the_keyboard_back(shown, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1280, 800)
    before = QLineEdit(page)
    drawer = DutiesDrawer(lambda: shown.panel, page)
    drawer.dress(shown.dress)
    show_active(page)
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    drawer.turn()
    qtbot.waitUntil(row_of(shown.panel, "date_received").first.line.hasFocus)
    assert drawer.geometry().right() == page.rect().right()
    assert drawer.width() <= page.width() // 2
    page.resize(1920, 1080)
    qtbot.waitUntil(lambda: drawer.geometry().right() == page.rect().right())
    qtbot.keyClick(row_of(shown.panel, "date_received").first.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(before.hasFocus)
    assert not drawer.is_open


def test_a_line_for_a_day_has_room_for_a_whole_date_when_the_type_grows(qtbot):
    edit = DayEdit("Day", date(2026, 11, 24))
    qtbot.addWidget(edit)
    before = edit.line.width()
    edit.setStyleSheet("QLineEdit { font-size: 48px; }")
    edit.line.ensurePolished()
    assert edit.line.width() > before
    needed = edit.line.fontMetrics().horizontalAdvance("MM/DD/YYYY")
    assert edit.line.width() > needed
    edit.show_day("2026-12-28")
    assert edit.line.width() > edit.line.fontMetrics().horizontalAdvance(edit.line.text())
