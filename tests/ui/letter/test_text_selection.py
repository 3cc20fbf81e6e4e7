"""Which words a pointer or key means, without Qt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imr_desk.model.geometry import Rect, Span
from imr_desk.model.letter import LetterText, Page, TextKind, Word
from imr_desk.ui.letter.text_selection import Caret, PrintedText, Step


def page(number, *lines):
    """Set a page: each character 10 wide, each line 20 high, words divided by blanks."""
    text, words, start = "\n".join(lines), [], 0
    for row, line in enumerate(lines):
        at = 0
        for word in line.split(" "):
            if word:
                box = Rect(10 * at, 20 * row, 10 * (at + len(word)), 20 * row + 14)
                words.append(Word(start + at, start + at + len(word), row, False, box))
            at += len(word) + 1
        start += len(line) + 1
    return Page(number, text, tuple(words), 600, 800)


@pytest.fixture
def small():
    return LetterText(
        "f",
        TextKind.LAYER,
        (page(1, "The request is", "overturned today."), page(2), page(3, "Physical therapy", "six visits")),
    )


@pytest.fixture
def printed(small):
    return PrintedText(small)


def words_of(letter, spans):
    return [letter.text_of(span) for span in spans]


def test_a_point_inside_a_word_means_its_nearest_gap(printed):
    assert printed.caret_at(1, 52, 5) == Caret(1, 5)
    assert printed.caret_at(1, 58, 5) == Caret(1, 6)


def test_a_point_beside_a_line_means_that_line(printed, small):
    assert printed.caret_at(1, 590, 27) == Caret(1, len(small.page(1).text))
    assert printed.caret_at(1, -50, 27) == Caret(1, 15)


def test_a_page_without_words_has_no_place(printed):
    assert printed.caret_at(2, 100, 100) is None
    assert printed.first_in(2, 0) is None
    assert printed.line_around(Caret(2, 0)) is None


def test_only_a_point_on_a_word_is_on_a_word(printed, small):
    word = printed.word_at(1, 45, 5)
    assert small.page(1).text[word.start : word.end] == "request"
    assert printed.word_at(1, 300, 5) is None
    assert printed.word_at(1, 45, 17) is None


def test_within_one_word_characters_count(printed, small):
    assert words_of(small, printed.between(Caret(1, 5), Caret(1, 8))) == ["equ"]


def test_beyond_one_word_whole_words_count(printed, small):
    assert words_of(small, printed.between(Caret(1, 5), Caret(1, 13))) == ["request is"]


def test_a_place_at_the_edge_of_a_word_does_not_take_it_in(printed, small):
    assert words_of(small, printed.between(Caret(1, 3), Caret(1, 12))) == ["request"]
    assert words_of(small, printed.between(Caret(1, 4), Caret(1, 11))) == ["request"]


def test_the_order_of_the_two_places_does_not_matter(printed):
    assert printed.between(Caret(1, 13), Caret(1, 5)) == printed.between(Caret(1, 5), Caret(1, 13))


def test_a_selection_over_pages_gives_one_span_a_page_and_skips_those_without_words(printed, small):
    spans = printed.between(Caret(1, 20), Caret(3, 9))
    assert [span.page for span in spans] == [1, 3]
    assert words_of(small, spans) == ["overturned today.", "Physical"]


def test_nothing_lies_between_a_place_and_itself(printed):
    assert printed.between(Caret(1, 5), Caret(1, 5)) == ()


def test_words_and_lines_around_a_place(printed, small):
    assert words_of(small, [printed.word_around(Caret(1, 6))]) == ["request"]
    assert words_of(small, [printed.word_around(Caret(1, 14))]) == ["is"]
    assert words_of(small, [printed.line_around(Caret(1, 20))]) == ["overturned today."]


def test_steps_go_by_word_and_line_and_over_pages(printed, small):
    last = Caret(1, len(small.page(1).text))
    assert printed.moved(Caret(1, 4), Step.WORD_ON) == Caret(1, 11)
    assert printed.moved(Caret(1, 11), Step.WORD_BACK) == Caret(1, 4)
    assert printed.moved(last, Step.WORD_ON) == Caret(3, 8)
    assert printed.moved(Caret(3, 0), Step.WORD_BACK) == Caret(1, 26)
    assert printed.moved(Caret(1, 5), Step.LINE_DOWN) == Caret(1, 20)
    assert printed.moved(Caret(1, 20), Step.LINE_DOWN) == Caret(3, 5)
    assert printed.moved(Caret(3, 5), Step.LINE_UP) == Caret(1, 20)
    assert printed.moved(Caret(1, 20), Step.LINE_START) == Caret(1, 15)
    assert printed.moved(Caret(1, 20), Step.LINE_END) == last
    assert printed.moved(Caret(3, 5), Step.PAGE_END) == Caret(3, 27)
    assert printed.moved(Caret(3, 5), Step.PAGE_START) == Caret(3, 0)


def test_steps_beyond_the_letter_stay(printed):
    for step in (Step.WORD_BACK, Step.LINE_UP):
        assert printed.moved(Caret(1, 0), step) == Caret(1, 0)
    for step in (Step.WORD_ON, Step.LINE_DOWN):
        assert printed.moved(Caret(3, 27), step).page == 3
    for step in Step:
        assert printed.moved(Caret(2, 0), step).page in (1, 2, 3)


def test_a_real_page_gives_back_each_word_where_it_is_printed(letter):
    printed = PrintedText(letter)
    for sheet in letter.pages:
        for word in sheet.words[::7]:
            x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
            caret = printed.caret_at(sheet.number, x, y)
            assert word.start <= caret.offset <= word.end
            assert printed.word_around(caret).overlaps(Span(sheet.number, word.start, word.end))


@settings(max_examples=60)
@given(st.data())
def test_any_two_places_of_a_real_letter_give_spans_of_whole_text(letter, data):
    printed = PrintedText(letter)

    def caret():
        number = data.draw(st.integers(1, len(letter.pages)))
        return Caret(number, data.draw(st.integers(0, len(letter.page(number).text))))

    spans = printed.between(caret(), caret())
    assert list(spans) == sorted(spans)
    assert len({span.page for span in spans}) == len(spans)
    for span in spans:
        words = letter.text_of(span)
        assert words == words.strip()
        assert words
