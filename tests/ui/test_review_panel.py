"""The form, driven by keys as a reviewer does."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from imr_desk.model.draft import Decision
from imr_desk.model.edits import MarkField, SetField
from imr_desk.model.review import EntryState
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.session import Place
from tests.synthetic import make_letter, render_pdf
from tests.ui.showing import show_active


@pytest.fixture
def form(qtbot, desk, dress):
    panel = ReviewPanel(desk.session)
    panel.dress(dress)
    panel.resize(600, 800)
    qtbot.addWidget(panel)
    desk.open(render_pdf(make_letter("D", 7, items=3)))
    show_active(panel)
    panel.start()
    return panel


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def type_words(words):
    QTest.keyClicks(QApplication.focusWidget(), words)


def test_the_work_begins_at_the_first_decision(form):
    assert form.here == Place("1", "decision")


def test_enter_accepts_what_the_program_read_and_goes_on(form, desk, qtbot):
    proposed = desk.session.review.item("1").outcome
    press(Qt.Key.Key_Return)
    item = desk.session.review.item("1")
    assert item.decided is proposed
    assert item.excerpt.by is not None
    assert form.here != Place("1", "decision")


def test_correcting_a_date_keeps_what_was_printed_in_reach(form, desk, qtbot):
    form.go_to(Place(None, "date_of_injury"))
    QApplication.focusWidget().selectAll()
    type_words("03/04/2015")
    press(Qt.Key.Key_Return)
    entry = desk.session.review.fields["date_of_injury"]
    assert (entry.value, entry.state) == ("2015-03-04", EntryState.CORRECTED)
    desk.session.turn("undo")
    assert desk.session.review.fields["date_of_injury"].by is None


def test_a_date_of_no_calendar_stays_on_the_screen_and_is_not_taken(form, desk):
    before = desk.session.review
    form.go_to(Place(None, "date_of_injury"))
    row = form.row_in_focus()
    row.editor.selectAll()
    type_words("02/30/2015")
    press(Qt.Key.Key_Return)
    assert desk.session.review == before
    assert row.editor.words() == "02/30/2015"
    assert "no date of the calendar" in row.problem.text()
    press(Qt.Key.Key_Escape)
    assert row.editor.words() != "02/30/2015"
    assert row.problem.isHidden()


def test_typing_is_taken_over_after_a_pause_as_one_step(form, desk, qtbot):
    form.go_to(Place(None, "claim_number"))
    type_words("ABC")
    qtbot.waitUntil(lambda: desk.session.review.fields["claim_number"].value == "ABC")
    type_words("-9")
    qtbot.waitUntil(lambda: desk.session.review.fields["claim_number"].value == "ABC-9")
    assert desk.session.history.undo_label == "change claim number"
    desk.session.turn("undo")
    assert desk.session.review.fields["claim_number"].value is None
    assert form.row_in_focus().editor.words() == ""


def test_each_act_reaches_the_log(form, desk):
    form.decide(Decision.OVERTURNED)
    desk.saved()
    opened = desk.log.opened(desk.session.case_id)
    assert desk.reviews.history_of(opened).review == desk.session.review


def test_filling_from_the_letter_keeps_the_words_as_evidence(form, desk):
    form.go_to(Place("1", "quantity"))
    span = next(desk.session.letter.find("Decision Date"))
    desk.session.select((span,))
    assert form.row_in_focus().take_selection()
    entry = desk.session.review.item("1").fields["quantity"]
    assert (entry.value, entry.sources) == ("Decision Date", (span,))


def test_an_excerpt_is_taken_from_the_selection(form, desk):
    source = desk.session.review.item("2").fields["rationale"].sources[0]
    span = type(source)(source.page, source.start, source.start + 20)
    desk.session.select((span,))
    form.go_to_item(2)
    form.take_excerpt()
    assert desk.session.review.item("2").excerpt.spans == (span,)


def test_without_a_selection_the_reviewer_is_told_how(form, desk, qtbot):
    with qtbot.waitSignal(desk.session.refused) as told:
        form.take_excerpt()
    assert "Mark" in told.args[0]


def test_the_finish_bar_lists_what_is_left_and_leads_there(form, desk):
    assert "left before you can finish" in form.finish.left.text()
    form.finish.open_list()
    count = form.finish.list.count()
    assert count == len(desk.session.review.problems())
    form.finish._go(form.finish.list.item(count - 1))
    last = desk.session.review.problems()[-1]
    assert form.here.item == last.item


def test_when_nothing_is_left_the_keyboard_stands_on_finish(form, desk):
    for _ in range(60):
        if not desk.session.review.problems():
            break
        press(Qt.Key.Key_Return)
    assert desk.session.review.problems() == ()
    assert QApplication.focusWidget() is form.finish.finish


def test_items_are_added_deleted_and_brought_back(form, desk):
    form.remove_item()
    assert len(desk.session.review.items) == 2
    desk.session.turn("undo")
    assert len(form.items.cards) == 3
    form.add_item()
    assert len(form.items.cards) == 4


def test_letter_text_is_shown_literally(form, desk, qtbot):
    """Whatever a letter holds, no label takes it as rich text (design: reliability, threat 6)."""
    from PySide6.QtWidgets import QLabel

    for label in form.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or label.text() == ""
    for widget in form.findChildren(QWidget):
        assert "<" not in re.sub(r"</?p>", "", widget.toolTip()), widget.toolTip()


def test_a_note_of_the_reviewer_is_no_markup_in_a_tooltip(form, desk):
    desk.session.act(MarkField(None, "case_number", EntryState.UNSURE, '<img src="file:///etc/hostname">'))
    assert "&lt;img" in form.facts.rows["case_number"].toolTip()


def test_the_form_never_scrolls_sideways(form, desk, qtbot):
    for width in (440, 470, 500, 520, 640):
        form.resize(width, 700)
        form.go_to_item(2)
        form.go_to(Place(None, "decision_date"))
        qtbot.waitUntil(lambda width=width: form.width() == width)
        qtbot.waitUntil(lambda: form._area.horizontalScrollBar().maximum() == 0)


def test_every_row_that_shows_has_its_label_after_any_change_of_size_and_look(form, desk, dress, qtbot):
    """A row whose prose changed its height in the midst of a layout once stood there without label and sign."""
    long_name = "Operative arthroscopy, superior labral anterior posterior repair, right shoulder"
    desk.session.act(SetField("1", "disputed", long_name))
    desk.session.act(SetField("1", "treatment", long_name))
    for width, height in ((540, 640), (610, 860), (540, 640), (700, 900), (550, 600)):
        form.resize(width, height)
        form.dress(dress)
        form.start()
        rows = [row for row in (*form.body.rows.values(), *form.facts.rows.values()) if not row.isHidden()]
        assert rows
        qtbot.waitUntil(lambda width=width: form.width() == width)
        qtbot.waitUntil(lambda rows=rows: all(row.parts.label.height() and row.parts.sign.height() for row in rows))
