"""Words copied from a letter with the place where they stand."""

from imr_desk.model.geometry import Rect, Span
from imr_desk.model.letter import LetterText, Page, TextKind, Word
from imr_desk.ui.letter.citation import cited, copied

TEXT = "The request\nis overturned.\nReasons follow."
LINES = ((0, 3, 0), (4, 11, 0), (12, 14, 1), (15, 26, 1), (27, 34, 2), (35, 42, 2))
WORDS = tuple(Word(start, end, line, False, Rect(0, 0, 1, 1)) for start, end, line in LINES)
LETTER = LetterText("f", TextKind.LAYER, (Page(1, TEXT, WORDS, 612, 792), Page(2, TEXT, WORDS, 612, 792)))


def test_a_quotation_runs_on_over_line_ends_and_says_where_it_stands():
    words = cited(LETTER, (Span(2, 0, 26),), "CM99-0000001")
    assert words == "“The request is overturned.” — IMR CM99-0000001, page 2, lines 1–2"


def test_one_line_is_named_alone():
    assert cited(LETTER, (Span(1, 15, 26),), "CM99-0000001").endswith("page 1, line 2")


def test_a_passage_over_two_pages_names_both_ends():
    words = cited(LETTER, (Span(1, 27, 42), Span(2, 0, 11)), "CM99-0000001")
    assert words.endswith("page 1, line 3; page 2, line 1")


def test_a_letter_without_a_number_is_cited_all_the_same():
    assert cited(LETTER, (Span(1, 0, 3),), "") == "“The” — IMR letter, page 1, line 1"


def test_plain_text_of_one_page_has_lines_only():
    plain = LetterText("f", TextKind.PLAIN, (Page(1, TEXT, ()),))
    assert cited(plain, (Span(1, 15, 26),), "").endswith(", line 2")


def test_nothing_selected_is_no_quotation():
    assert cited(LETTER, (), "CM99-0000001") == ""


def test_a_plain_copy_keeps_the_lines():
    assert copied(LETTER, (Span(1, 0, 26), Span(2, 0, 3))) == "The request\nis overturned.\nThe"
