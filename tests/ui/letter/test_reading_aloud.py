"""What a screen reader finds, through Qt's accessibility interface."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from imr_desk.model.geometry import Span
from imr_desk.ui.letter.accessible import PageReader
from imr_desk.ui.letter.paper import MarkKind
from imr_desk.ui.session import Place


@pytest.fixture
def reader(reading):
    return QAccessible.queryAccessibleInterface(reading.pages)


def test_the_pages_are_a_document_with_the_letters_words(reader, reading):
    assert isinstance(reader, PageReader)
    assert reader.role() == QAccessible.Role.Document
    text = reader.textInterface()
    first, last = reading.letter.pages[0], reading.letter.pages[-1]
    assert text.text(0, 40) == first.text[:40]
    assert text.text(text.characterCount() - 20, text.characterCount()) == last.text[-20:]


def test_name_and_description_say_page_and_evidence(reader, reading):
    place = Place(reading.session.review.items[-1].id, "decision")
    reading.session.set_focus(place)
    name = reader.text(QAccessible.Text.Name)
    description = reader.text(QAccessible.Text.Description)
    assert name == f"Letter, page {reading.pages.page} of {len(reading.letter.pages)}"
    words = reading.letter.quote_of(reading.panel.light.spans)
    assert description.startswith("Evidence of the value in focus, page")
    assert words in description
    reading.session.select((Span(1, 10, 20),))
    assert "Selected, page 1" in reader.text(QAccessible.Text.Description)


def test_reading_goes_on_at_the_evidence(reader, reading):
    reading.session.set_focus(Place(reading.session.review.items[-1].id, "decision"))
    text = reader.textInterface()
    words = reading.letter.text_of(reading.panel.light.spans[0])
    assert text.text(text.cursorPosition(), text.cursorPosition() + len(words)) == words


def test_each_word_has_its_place_on_the_screen_and_back(reader, reading):
    text, page = reader.textInterface(), reading.letter.page(1)
    for word in page.words[:60:9]:
        rect = text.characterRect(word.start)
        box = reading.pages.rect_in_view(1, word.box)
        top = reading.pages.viewport().mapToGlobal(box.topLeft().toPoint())
        assert abs(rect.top() - top.y()) <= 2
        assert text.offsetAtPoint(rect.center()) == word.start


def test_a_reader_can_select_and_scroll(reader, reading):
    text = reader.textInterface()
    text.setSelection(0, 0, 11)
    assert reading.session.selection == (Span(1, 0, 11),)
    assert reading.pages.marks.spans(MarkKind.SELECTION) == (Span(1, 0, 11),)
    text.removeSelection(0)
    assert reading.session.selection == ()
    text.setCursorPosition(text.characterCount() - 5)
    assert reading.pages.page == len(reading.letter.pages)


def test_without_a_letter_there_is_nothing_to_read(studio):
    reader = QAccessible.queryAccessibleInterface(studio.panel.views.pages)
    assert reader.textInterface().characterCount() == 0
    assert reader.textInterface().cursorPosition() == 0


def test_everything_that_takes_the_keyboard_has_a_name(reading):
    reading.panel.show_find()
    for widget in reading.panel.findChildren(QWidget):
        own = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not widget.objectName().startswith("qt_")
        if own and isinstance(widget, QAbstractButton | QLineEdit):
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), widget
    for view in (reading.pages, reading.panel.thumbnails):
        assert QAccessible.queryAccessibleInterface(view).text(QAccessible.Text.Name)


def test_tab_leaves_the_letter(reading):
    reading.pages.setFocus()
    QTest.keyClick(reading.pages, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not reading.pages
    reading.panel.toggle_text_view()
    QTest.keyClick(reading.panel.views.text, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not reading.panel.views.text
