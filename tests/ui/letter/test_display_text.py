"""A letter's text as a text widget shows it, and the way back, without Qt."""

from hypothesis import given
from hypothesis import strategies as st

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText, Page, TextKind
from imr_desk.ui.letter.display_text import LONGEST_WORD, DisplayText, trimmed
from imr_desk.ui.letter.text_selection import Caret


def letter_of(*texts):
    return LetterText("f", TextKind.PLAIN, tuple(Page(number, text, ()) for number, text in enumerate(texts, 1)))


def units(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_a_plain_page_is_shown_as_it_is():
    shown = DisplayText.of(letter_of("One line\nand another"))
    assert shown.text == "One line\nand another"
    assert shown.units_of(Span(1, 4, 8)) == (4, 8)


def test_pages_are_divided_by_a_line_that_belongs_to_none_of_them():
    shown = DisplayText.of(letter_of("first", "second"))
    assert shown.text == "first\n\nPage 2\n\nsecond"
    assert [shown.text[start:end] for start, end in shown.separators] == ["Page 2"]
    assert shown.spans_between(0, shown.length) == (Span(1, 0, 5), Span(2, 0, 6))
    assert shown.spans_between(*shown.separators[0]) == ()


def test_a_word_too_long_is_broken_and_its_offsets_stay():
    word = "x" * (LONGEST_WORD * 2 + 30)
    letter = letter_of(f"a {word} b")
    shown = DisplayText.of(letter)
    assert max(len(part) for part in shown.text.split()) <= LONGEST_WORD
    start, end = shown.units_of(Span(1, 2, 2 + len(word)))
    assert shown.text[start:end].replace("\n", "") == word
    assert shown.spans_between(start, end) == (Span(1, 2, 2 + len(word)),)
    assert letter.text_of(shown.spans_between(end + 1, shown.length)[0]) == "b"


def test_characters_beyond_the_first_plane_count_twice_for_qt():
    letter = letter_of("a😀😀b c")
    shown = DisplayText.of(letter)
    assert shown.length == units("a😀😀b c")
    start, end = shown.units_of(Span(1, 3, 4))
    assert (start, end) == (5, 6)
    assert shown.between(start, end) == "b"
    assert shown.caret_at(5) == Caret(1, 3)


def test_what_qt_would_take_for_the_end_of_a_paragraph_keeps_its_place():
    letter = letter_of("a\u2029b\rc\x00d\ud800e")
    shown = DisplayText.of(letter)
    assert units(shown.text) == len(letter.page(1).text)
    assert "\r" not in shown.text
    assert shown.units_of(Span(1, 8, 9)) == (8, 9)


def test_an_empty_letter_has_no_place():
    shown = DisplayText.of(letter_of(""))
    assert shown.caret_at(0) in (None, Caret(1, 0))
    assert shown.spans_between(0, 10) == ()


def test_blanks_at_the_ends_of_a_selection_are_left_out():
    letter = letter_of("one  two ")
    assert trimmed(letter, (Span(1, 3, 9), Span(1, 3, 5))) == (Span(1, 5, 8),)


texts = st.lists(
    st.text(st.characters(exclude_categories=()), max_size=40) | st.just("y" * (LONGEST_WORD + 3) + "🙂" * 3),
    min_size=1,
    max_size=4,
)


@given(texts, st.data())
def test_every_span_comes_back_from_the_widget(pages, data):
    letter = letter_of(*pages)
    shown = DisplayText.of(letter)
    assert shown.length == units(shown.text)
    number = data.draw(st.integers(1, len(pages)))
    text = letter.page(number).text
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        low, high = shown.units_of(Span(number, start, end))
        assert shown.spans_between(low, high) == (Span(number, start, end),)
        assert shown.caret_at(low) == Caret(number, start)
