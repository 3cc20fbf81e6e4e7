"""Finding words in the letter."""

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from imr_desk.model.geometry import Span
from imr_desk.ui.letter.letter_search import LetterSearch
from imr_desk.ui.letter.paper import MarkKind
from imr_desk.ui.letter.text_selection import Caret

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def finding(reading):
    reading.panel.show_find()
    reading.finding = reading.panel.finding
    reading.field = reading.panel.finding.bar._field
    return reading


def hits(finding, words):
    return list(finding.letter.find(words))


def test_the_bar_counts_while_words_are_typed(finding):
    assert finding.field.hasFocus()
    QTest.keyClicks(finding.field, "the")
    count = len(hits(finding, "the"))
    assert finding.finding.bar.count_words == f"1 of {count}"
    assert list(finding.pages.marks.spans(MarkKind.HIT)) == hits(finding, "the")
    assert finding.pages.marks.spans(MarkKind.CURRENT_HIT) == (hits(finding, "the")[0],)


def test_enter_and_shift_enter_go_round(finding):
    QTest.keyClicks(finding.field, "medical")
    found = hits(finding, "medical")
    assert len(found) > 2
    for expected in (found[1], found[2]):
        QTest.keyClick(finding.field, Qt.Key.Key_Return)
        assert finding.finding.search.current_hit == expected
    for expected in (found[1], found[0], found[-1]):
        QTest.keyClick(finding.field, Qt.Key.Key_Return, SHIFT)
        assert finding.finding.search.current_hit == expected
    finding.panel.finding.step(1)
    assert finding.finding.search.current_hit == found[0]


def test_the_current_hit_is_brought_into_view(finding):
    QTest.keyClicks(finding.field, "the")
    last = hits(finding, "the")[-1]
    QTest.keyClick(finding.field, Qt.Key.Key_Return, SHIFT)
    rect = finding.pages.rect_in_view(last.page, finding.letter.rects_of(last)[0])
    assert finding.pages.viewport().rect().contains(rect.toRect())


def test_the_search_begins_on_the_page_that_is_read(finding):
    finding.panel.go_to_page(2)
    QTest.keyClicks(finding.field, "the")
    assert finding.finding.search.current_hit.page == 2


def test_words_that_are_nowhere_say_so(finding):
    QTest.keyClicks(finding.field, "zzyzx")
    assert finding.finding.bar.count_words == "no hit"
    assert not finding.finding.bar._next.isEnabled()
    finding.panel.finding.step(1)
    assert finding.finding.search.current_hit is None


def test_escape_closes_takes_the_marks_away_and_gives_the_keyboard_back(finding):
    QTest.keyClicks(finding.field, "the")
    QTest.keyClick(finding.field, Qt.Key.Key_Escape)
    assert finding.finding.bar.isHidden()
    assert finding.pages.marks.spans(MarkKind.HIT) == ()
    assert finding.pages.marks.spans(MarkKind.CURRENT_HIT) == ()
    assert finding.pages.hasFocus()
    assert not finding.panel.toolbar._buttons["find"].isChecked()


def test_selected_words_are_looked_for(reading):
    span = next(iter(reading.letter.find("determination")))
    reading.session.select((span,))
    reading.panel.show_find()
    assert reading.panel.finding.search.words.lower() == "determination"


def test_hits_run_over_line_ends(finding):
    page = finding.letter.page(1)
    first, second = next(
        (one, other)
        for one, other in zip(page.words, page.words[1:], strict=False)
        if one.line + 1 == other.line and other.start - one.end == 1
    )
    words = f"{page.text[first.start : first.end]} {page.text[second.start : second.end]}"
    QTest.keyClicks(finding.field, words)
    assert finding.finding.search.hits
    assert len(finding.pages.marks.boxes(MarkKind.CURRENT_HIT, 1)) == 2


def test_another_letter_closes_the_bar(finding, letter_bytes):
    QTest.keyClicks(finding.field, "the")
    finding.open(letter_bytes)
    assert finding.finding.bar.isHidden()
    assert finding.finding.search.hits == []


def test_a_long_letter_is_searched_in_slices_to_its_end(qapp, letter, qtbot):
    page = letter.page(1)
    long = msgspec.structs.replace(
        letter, pages=tuple(msgspec.structs.replace(page, number=number) for number in range(1, 1501))
    )
    search = LetterSearch()
    search.open(long)
    told = []
    search.changed.connect(lambda: told.append(len(search.hits)))
    search.look_for("e", Caret(1, 0))
    assert not search.done
    assert search.current == 0
    qtbot.waitUntil(lambda: search.done)
    assert len(search.hits) == page.text.lower().count("e") * 1500
    assert len(told) > 2
    search.look_for("", Caret(1, 0))


def test_a_new_word_ends_the_search_before(qapp, letter, qtbot):
    long = msgspec.structs.replace(
        letter, pages=tuple(msgspec.structs.replace(letter.page(1), number=n) for n in range(1, 1501))
    )
    search = LetterSearch()
    search.open(long)
    search.look_for("e", Caret(1, 0))
    search.look_for("zzyzx", Caret(1, 0))
    qtbot.waitUntil(lambda: search.done)
    assert search.hits == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30) | st.sampled_from(["*", "(", "\\", "[a-", "%", "'", "a b  c", ".*", "\x00", "\ud800"]))
def test_any_words_find_something_or_nothing_and_never_fail(qapp, letter, words):
    search = LetterSearch()
    search.open(letter)
    search.look_for(words, Caret(1, 0))
    while not search.done:
        search._go_on()
    assert search.hits == list(letter.find(words))


def test_leaving_on_a_hit_selects_it_so_that_it_can_be_worked_on(finding):
    QTest.keyClicks(finding.field, "the")
    hit = finding.finding.search.current_hit
    QTest.keyClick(finding.field, Qt.Key.Key_Escape)
    assert finding.panel._session.selection == (hit,)


def test_leaving_without_a_hit_leaves_the_selection_alone(finding):
    finding.panel._session.select((Span(1, 0, 4),))
    QTest.keyClicks(finding.field, "zzyzx")
    QTest.keyClick(finding.field, Qt.Key.Key_Escape)
    assert finding.panel._session.selection == (Span(1, 0, 4),)
