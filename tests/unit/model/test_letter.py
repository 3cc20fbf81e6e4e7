"""Characters, words and boxes of a letter."""

import re

from hypothesis import given
from hypothesis import strategies as st

from imr_desk.model.geometry import Rect, Span
from imr_desk.model.letter import TextKind
from tests.unit.model.letters import letter, span_of


def test_boxes_come_one_a_line():
    made = letter("one two\nthree four")
    boxes = made.rects_of(Span(1, 4, 13))
    assert boxes == (Rect(24, 0, 42, 10), Rect(0, 12, 30, 22))


def test_a_part_of_a_word_has_a_part_of_its_box():
    assert letter("abcdef").rects_of(Span(1, 1, 3)) == (Rect(6, 0, 18, 10),)


def test_plain_text_has_no_boxes_but_lines():
    made = letter("one\n\ntwo three", kind=TextKind.PLAIN)
    assert made.line_of(span_of(made, "three")) == 3


def test_finding_crosses_line_ends_and_takes_signs_literally():
    made = letter("a (b.\nc) A (B. C)")
    assert [made.text_of(s) for s in made.find("(b. c)")] == ["(b.\nc)", "(B. C)"]


@given(st.text(max_size=60), st.text(max_size=20))
def test_finding_never_fails_and_finds_only_what_stands_there(text, wanted):
    made = letter(text)
    for span in made.find(wanted):
        found, sought = (" ".join(words.split()) for words in (made.text_of(span), wanted))
        assert re.fullmatch(re.escape(sought), found, re.IGNORECASE)


def test_a_quote_over_two_pages_reads_as_one():
    made = letter("the request\nis", "not necessary")
    assert made.quote_of((Span(1, 4, 14), Span(2, 0, 3))) == "request is not"
