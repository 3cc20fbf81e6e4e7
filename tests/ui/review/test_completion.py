"""Typing with the letter's own words at hand, by the keys that a reviewer presses."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from imr_desk.model.review import EntryState
from imr_desk.ui.review.completion import LetterWords
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


@pytest.fixture
def typing(form, qtbot):
    """Return a way to empty a field and type in it, until something is offered."""

    def type_in(name, words, item=None):
        form.go_to(Place(item, name))
        row = form.row_in_focus()
        row.editor.selectAll()
        QTest.keyClicks(row.editor, words)
        qtbot.waitUntil(lambda: row.ahead.popup is not None)
        return row

    return type_in


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def rows_of(row):
    model = row.ahead.popup.model()
    return [model.index(number, 0).data() for number in range(model.rowCount())]


def a_word(desk):
    """Return a long word of the letter."""
    text = desk.session.letter.page(1).text
    return max((word for word in text.split() if word.isalpha()), key=len)


def looked_up(qtbot, row):
    qtbot.waitUntil(lambda: not row.ahead._look_up_soon.isActive())


def test_what_is_chosen_fills_the_field_with_its_place(typing, desk):
    row = typing("employer", a_word(desk)[:4].lower())
    assert QApplication.focusWidget() is row.editor
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    chosen = rows_of(row)[0]
    press(Qt.Key.Key_Return)
    entry = desk.session.review.fields["employer"]
    assert row.ahead.popup is None
    assert QApplication.focusWidget() is row.editor
    assert chosen.startswith(entry.value)
    assert chosen.endswith("(p 1)")
    assert row.editor.words() == entry.value
    assert desk.session.letter.quote_of(entry.sources) == entry.value
    assert entry.state is EntryState.CORRECTED


def test_taking_is_one_step_with_the_typing_before_it(typing, desk, qtbot):
    before = desk.session.review
    row = typing("employer", a_word(desk)[:4])
    qtbot.waitUntil(lambda: desk.session.review.fields["employer"].state is EntryState.TYPED)
    assert row.ahead.popup is not None
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is row.editor
    assert desk.session.review.fields["employer"].sources
    desk.session.turn("undo")
    assert desk.session.review.fields["employer"] == before.fields["employer"]


def test_words_typed_in_full_can_still_be_given_their_place(typing, desk, qtbot):
    word = a_word(desk)
    row = typing("employer", word)
    qtbot.waitUntil(lambda: desk.session.review.fields["employer"].value == word)
    assert not desk.session.review.fields["employer"].sources
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    entry = desk.session.review.fields["employer"]
    assert row.editor.words() == entry.value
    assert entry.sources


def test_enter_without_a_choice_accepts_what_was_typed_and_goes_on(typing, desk, form):
    typed = a_word(desk)[:4]
    row = typing("employer", typed)
    press(Qt.Key.Key_Return)
    assert desk.session.review.fields["employer"].value == typed
    assert form.here != Place(None, "employer")
    assert row.ahead.popup is None


def test_tab_without_a_choice_goes_on(typing, desk):
    row = typing("employer", a_word(desk)[:4])
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not row.editor
    assert row.ahead.popup is None


def test_escape_closes_first_and_then_takes_back(typing, desk, qtbot):
    typed = a_word(desk)[:4]
    row = typing("employer", typed)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Escape)
    assert row.ahead.popup is None
    assert row.editor.words() == typed
    qtbot.waitUntil(lambda: desk.session.review.fields["employer"].value == typed)
    QTest.keyClicks(row.editor, "zz")
    press(Qt.Key.Key_Escape)
    assert row.editor.words() == typed


def test_typing_goes_on_while_words_are_offered(typing, desk, qtbot):
    row = typing("employer", a_word(desk)[:3])
    QTest.keyClicks(row.editor, "qqq")
    qtbot.waitUntil(lambda: row.ahead.popup is None)
    assert row.editor.words() == a_word(desk)[:3] + "qqq"


def test_nothing_is_offered_for_what_stands_there_already(form, desk, qtbot):
    form.go_to(Place("1", "disputed"))
    row = form.row_in_focus()
    value = row.editor.words()
    row.editor.selectAll()
    QTest.keyClicks(row.editor, value)
    looked_up(qtbot, row)
    assert row.editor.words() == value
    assert row.ahead.popup is None


def test_who_mends_the_middle_is_offered_nothing(typing, desk, qtbot):
    row = typing("employer", a_word(desk)[:6])
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Delete)
    looked_up(qtbot, row)
    assert row.ahead.popup is None


def test_a_date_is_offered_dates_only(typing, desk):
    entry = desk.session.review.fields["date_of_injury"]
    printed = desk.session.letter.quote_of(entry.sources)
    row = typing("decision_date", printed[:3])
    assert printed in [words.split("   ")[0] for words in rows_of(row)]
    assert all(words[0].isdigit() for words in rows_of(row))
    QTest.keyClicks(row.editor, printed[3:])
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    taken = desk.session.review.fields["decision_date"]
    assert taken.value == entry.value
    assert taken.sources


def test_a_click_takes_and_leaves_the_keyboard_in_the_editor(typing, desk):
    row = typing("employer", a_word(desk)[:4])
    popup = row.ahead.popup
    QTest.mouseClick(
        popup.viewport(), Qt.MouseButton.LeftButton, pos=popup.visualRect(popup.model().index(0, 0)).center()
    )
    assert QApplication.focusWidget() is row.editor
    assert desk.session.review.fields["employer"].sources


def test_prose_is_completed_too_and_typing_goes_on_behind_it(typing, desk):
    row = typing("documents_reviewed", a_word(desk)[:4])
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    value = desk.session.review.fields["documents_reviewed"].value
    assert row.editor.words() == value
    QTest.keyClicks(row.editor, "!")
    assert row.editor.words() == value + "!"


def test_undo_under_an_open_list_closes_it(typing, desk, qtbot):
    row = typing("employer", a_word(desk)[:4])
    qtbot.waitUntil(lambda: desk.session.review.fields["employer"].value is not None)
    desk.session.turn("undo")
    assert row.editor.words() == ""
    assert row.ahead.popup is None


def test_leaving_closes_and_the_list_stays_within_the_window(typing, desk, form):
    row = typing("claims_administrator", a_word(desk)[:2])
    popup = row.ahead.popup
    assert form.rect().contains(popup.geometry())
    assert not popup.geometry().intersects(
        row.editor.rect().translated(row.editor.mapTo(form, row.editor.rect().topLeft()))
    )
    other = QLineEdit(form)
    show_active(other)
    other.setFocus()
    assert row.ahead.popup is None


def test_all_rows_share_one_index(desk, form):
    assert LetterWords.of(desk.session) is LetterWords.of(desk.session)
    desk.session.close()
    assert LetterWords.of(desk.session).completions("the", 5) == ()
