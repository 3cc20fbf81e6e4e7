"""Selecting words of the letter with mouse and keys, and what can be done with them."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from imr_desk.model.geometry import Rect, Span
from imr_desk.ui.letter.paper import MarkKind
from imr_desk.ui.session import Place
from tests.ui.letter.conftest import drag, place_of, press_at, release_at, word_place

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
INDEX = 30


@pytest.fixture
def line(reading):
    """Return indices of the words of a printed line in the middle of the first page."""
    words = reading.letter.page(1).words
    lines = {}
    for index, word in enumerate(words):
        lines.setdefault(word.line, []).append(index)
    return next(indices for indices in lines.values() if len(indices) >= 8 and indices[0] > INDEX)


def selected(reading):
    return [reading.letter.text_of(span) for span in reading.session.selection]


def text(reading, first, last):
    words = reading.letter.page(1).words
    return reading.letter.page(1).text[words[first].start : words[last].end]


def place(reading, index, share=0.5):
    return word_place(reading.pages, reading.letter, 1, index, share)


def test_dragging_over_words_selects_them_whole_and_tells_the_session(reading, line):
    drag(reading.pages, place(reading, line[1]), place(reading, line[4]))
    assert selected(reading) == [text(reading, line[1], line[4])]
    assert reading.pages.marks.spans(MarkKind.SELECTION) == reading.session.selection


def test_dragging_backwards_selects_the_same(reading, line):
    drag(reading.pages, place(reading, line[4]), place(reading, line[1]))
    assert selected(reading) == [text(reading, line[1], line[4])]


def test_a_double_click_selects_a_word_and_a_third_the_line(reading, line):
    pos = place(reading, line[3])
    QTest.mouseDClick(reading.pages.viewport(), Qt.MouseButton.LeftButton, pos=pos)
    assert selected(reading) == [text(reading, line[3], line[3])]
    press_at(reading.pages, pos)
    release_at(reading.pages, pos)
    assert selected(reading) == [text(reading, line[0], line[-1])]


def test_dragging_after_a_double_click_goes_on_by_words(reading, line):
    start, end = place(reading, line[3]), place(reading, line[5], 0.9)
    view = reading.pages.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, SHIFT, end)
    release_at(reading.pages, end)
    assert selected(reading)[0].startswith(text(reading, line[3], line[4]))


def test_shift_and_a_click_reach_from_the_first_click_to_the_second(reading, line):
    press_at(reading.pages, place(reading, line[1]))
    release_at(reading.pages, place(reading, line[1]))
    press_at(reading.pages, place(reading, line[5]), SHIFT)
    release_at(reading.pages, place(reading, line[5]))
    assert selected(reading) == [text(reading, line[1], line[5])]


def test_a_click_beside_all_words_takes_the_selection_away(reading, line):
    drag(reading.pages, place(reading, line[1]), place(reading, line[4]))
    box = reading.letter.page(1).words[line[0]].box
    beside = place_of(reading.pages, 1, Rect(box.x0 - 30, box.y0, box.x0 - 20, box.y1))
    press_at(reading.pages, beside)
    release_at(reading.pages, beside)
    assert selected(reading) == []


def test_escape_takes_the_selection_away(reading, line):
    drag(reading.pages, place(reading, line[1]), place(reading, line[4]))
    QTest.keyClick(reading.pages, Qt.Key.Key_Escape)
    assert selected(reading) == []


def test_a_selection_goes_on_over_the_end_of_a_page(reading):
    view = reading.pages
    view.go_to_page(2)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() - 300)
    last = len(reading.letter.page(1).words) - 3
    start = word_place(view, reading.letter, 1, last)
    end = word_place(view, reading.letter, 2, 4)
    drag(view, start, end)
    spans = reading.session.selection
    assert [span.page for span in spans] == [1, 2]
    assert spans[0].end == reading.letter.page(1).words[-1].end
    assert spans[1].start == reading.letter.page(2).words[0].start


def test_keys_select_word_by_word_line_by_line_and_to_the_ends(reading, line):
    press_at(reading.pages, place(reading, line[2]))
    release_at(reading.pages, place(reading, line[2]))
    assert selected(reading) == [text(reading, line[2], line[2])]
    QTest.keyClick(reading.pages, Qt.Key.Key_Right, SHIFT)
    assert selected(reading) == [text(reading, line[2], line[3])]
    QTest.keyClick(reading.pages, Qt.Key.Key_Left, SHIFT)
    assert selected(reading)[0].startswith(text(reading, line[2], line[2]))
    QTest.keyClick(reading.pages, Qt.Key.Key_End, SHIFT)
    assert selected(reading) == [text(reading, line[2], line[-1])]
    QTest.keyClick(reading.pages, Qt.Key.Key_Down, SHIFT)
    assert selected(reading)[0].startswith(text(reading, line[2], line[-1] + 1))
    QTest.keyClick(reading.pages, Qt.Key.Key_End, SHIFT | CONTROL)
    assert reading.session.selection[0].end == reading.letter.page(1).words[-1].end


def test_without_a_click_keys_select_from_the_first_line_in_view(reading):
    reading.pages.verticalScrollBar().setValue(200)
    QTest.keyClick(reading.pages, Qt.Key.Key_Right, SHIFT)
    span = reading.session.selection[0]
    box = reading.letter.rects_of(span)[0]
    assert 0 <= reading.pages.rect_in_view(1, box).top() < 80


def test_what_keys_select_stays_in_view(reading):
    for _ in range(60):
        QTest.keyClick(reading.pages, Qt.Key.Key_Down, SHIFT)
    caret = reading.pages.caret
    rect = reading.pages.rect_in_view(caret.page, reading.pages.printed.box_of(caret))
    assert reading.pages.viewport().rect().contains(rect.toRect().center())
    assert len(reading.session.selection) > 1


def test_a_selection_made_elsewhere_is_shown(reading):
    spans = (Span(1, 40, 60),)
    reading.session.select(spans)
    assert reading.pages.marks.spans(MarkKind.SELECTION) == spans
    reading.session.select(())
    assert reading.pages.marks.spans(MarkKind.SELECTION) == ()


def test_dragging_below_the_view_scrolls_on(reading, line, qtbot):
    view, bar = reading.pages, reading.pages.verticalScrollBar()
    press_at(view, place(reading, line[1]))
    QTest.mouseMove(view.viewport(), place(reading, line[3]))
    QTest.mouseMove(view.viewport(), QPoint(300, view.viewport().height() + 60))
    qtbot.waitUntil(lambda: bar.value() > 100)
    release_at(view, QPoint(300, view.viewport().height() + 60))
    at_rest = bar.value()
    assert not view._gestures.edge.isActive()
    assert bar.value() == at_rest


def test_copying_keeps_the_lines_and_citing_names_case_page_and_line(reading, line):
    reading.session.select((Span(1, *_ends(reading, line[0], line[-1] + 2)),))
    reading.panel.words.copy()
    assert QGuiApplication.clipboard().text() == text(reading, line[0], line[-1] + 2)
    reading.panel.words.copy_with_citation()
    number = reading.session.review.fields["case_number"].value
    words = QGuiApplication.clipboard().text()
    assert words.startswith(f"“{text(reading, line[0], line[3])}")
    assert f"— IMR {number}, page 1, line" in words
    assert "\n" not in words


def test_copying_nothing_leaves_the_clipboard_alone(reading):
    QGuiApplication.clipboard().setText("before")
    reading.panel.words.copy()
    reading.panel.words.copy_with_citation()
    assert QGuiApplication.clipboard().text() == "before"


def test_the_menu_offers_the_selection_to_the_field_and_as_excerpt(reading, line, qtbot):
    reading.session.set_focus(Place(None, "provider"))
    drag(reading.pages, place(reading, line[1]), place(reading, line[4]))
    acts = {action.text(): action for action in reading.panel.words.menu().actions()}
    with qtbot.waitSignal(reading.panel.fill_requested) as filled:
        acts["Put into the focused field"].trigger()
    with qtbot.waitSignal(reading.panel.excerpt_requested) as taken:
        acts["Take as excerpt"].trigger()
    assert filled.args == taken.args == [reading.session.selection]


def test_the_menu_offers_only_what_can_be_done(reading, line):
    acts = {action.text(): action for action in reading.panel.words.menu().actions()}
    assert not any(action.isEnabled() for name, action in acts.items() if name)
    drag(reading.pages, place(reading, line[1]), place(reading, line[4]))
    acts = {action.text(): action for action in reading.panel.words.menu().actions()}
    assert acts["Copy"].isEnabled()
    assert not acts["Put into the focused field"].isEnabled()


def test_the_menu_leads_to_the_value_that_comes_from_the_words(reading, qtbot):
    spans = reading.session.review.fields["case_number"].sources
    reading.session.select(spans)
    acts = {action.text(): action for action in reading.panel.words.menu().actions()}
    with qtbot.waitSignal(reading.panel.value_clicked) as clicked:
        acts["Go to the value it gives"].trigger()
    assert clicked.args == [Place(None, "case_number")]


def test_a_right_click_takes_the_word_under_it(reading, line, qtbot):
    pos = place(reading, line[2])
    with qtbot.waitSignal(reading.pages.menu_requested):
        _ask_for_menu(reading.pages, pos)
    assert selected(reading) == [text(reading, line[2], line[2])]
    menu = next(menu for menu in reading.panel.findChildren(type(reading.panel.words.menu())) if menu.isVisible())
    menu.close()


def _ends(reading, first, last):
    words = reading.letter.page(1).words
    return words[first].start, words[last].end


def _ask_for_menu(view, pos):
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QApplication

    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, pos, view.viewport().mapToGlobal(pos))
    QApplication.sendEvent(view.viewport(), event)


def test_once_a_selection_ended_keys_begin_another_where_it_ended(reading, line):
    drag(reading.pages, place(reading, line[1]), place(reading, line[2]))
    QTest.keyClick(reading.pages, Qt.Key.Key_Escape)
    QTest.keyClick(reading.pages, Qt.Key.Key_Right, SHIFT)
    assert selected(reading)[0].endswith(text(reading, line[3], line[3]))
    assert text(reading, line[1], line[1]) not in selected(reading)[0]


def test_the_caret_walks_without_selecting_and_the_next_selection_begins_there(reading, line):
    drag(reading.pages, place(reading, line[0]), place(reading, line[1]))
    QTest.keyClick(reading.pages, Qt.Key.Key_Right, CONTROL)
    assert not reading.session.selection
    QTest.keyClick(reading.pages, Qt.Key.Key_Right, CONTROL)
    QTest.keyClick(reading.pages, Qt.Key.Key_Right, SHIFT)
    first = selected(reading)[0]
    assert first == text(reading, line[3], line[3]) or first.endswith(text(reading, line[4], line[4]))


def test_a_walk_by_lines_begins_at_a_whole_word(reading, line):
    drag(reading.pages, place(reading, line[1]), place(reading, line[3]))
    QTest.keyClick(reading.pages, Qt.Key.Key_Down, ALT)
    assert not reading.session.selection
    QTest.keyClick(reading.pages, Qt.Key.Key_Right, SHIFT)
    words = reading.letter.page(1).words
    assert reading.session.selection[0].start in {word.start for word in words}
    assert reading.session.selection[0].end in {word.end for word in words}
    assert reading.session.selection[0].start > words[line[-1]].end


def test_keys_begin_at_the_first_line_seen_once_the_caret_is_scrolled_away(reading, line):
    press_at(reading.pages, place(reading, line[2]))
    release_at(reading.pages, place(reading, line[2]))
    QTest.keyClick(reading.pages, Qt.Key.Key_Escape)
    reading.pages.go_to_page(2)
    QTest.keyClick(reading.pages, Qt.Key.Key_Right, SHIFT)
    assert [span.page for span in reading.session.selection] == [2]


def test_words_selected_elsewhere_grow_on_by_keys(reading, line):
    words = reading.letter.page(1).words
    reading.session.select((Span(1, words[line[1]].start, words[line[2]].end),))
    QTest.keyClick(reading.pages, Qt.Key.Key_Right, SHIFT)
    assert selected(reading) == [text(reading, line[1], line[3])]


def test_evidence_that_was_shown_begins_a_selection_of_its_own(reading, line, qtbot):
    words = reading.letter.page(1).words
    drag(reading.pages, place(reading, line[1]), place(reading, line[2]))
    reading.panel.finding.bar.show()
    reading.panel.finding.bar.take_words("")
    qtbot.waitUntil(lambda: not reading.pages.hasFocus())
    reading.panel.reveal((Span(1, words[line[5]].start, words[line[6]].end),))
    QTest.keyClick(reading.pages, Qt.Key.Key_Right, SHIFT)
    assert selected(reading) == [text(reading, line[5], line[5])]


@pytest.mark.parametrize("as_text", [False, True])
def test_a_key_selects_sentence_after_sentence_and_back(reading, as_text):
    if as_text:
        reading.panel.toggle_text_view()
    view = reading.panel.views.front
    taken = []
    for _ in range(12):
        QTest.keyClick(view, Qt.Key.Key_Period)
        taken.append(reading.session.selection)
    assert len(set(taken)) == 12
    assert all(one[-1].end <= other[0].start for one, other in pairwise(taken) if one[-1].page == other[0].page)
    QTest.keyClick(view, Qt.Key.Key_Comma)
    assert reading.session.selection == taken[-2]
    QTest.keyClick(view, Qt.Key.Key_Period, SHIFT)
    assert reading.session.selection == taken[-2]
