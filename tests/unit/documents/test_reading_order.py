"""Rows and cells from geometry alone."""

from itertools import permutations

import pytest

from imr_desk.documents.reading_order import Piece, rows_of
from imr_desk.documents.typesetting import set_in_lines


def piece(x: float, y: float, text: str, width: float | None = None) -> Piece:
    right = x + (6.0 * len(text) if width is None else width)
    words, at = [], x
    for word in text.split():
        words.append((at, y, at + 6.0 * len(word), y + 12.0, word, 0, 0, 0))
        at += 6.0 * (len(word) + 1)
    return Piece(x, y, right, y + 12.0, text, words, [False] * len(words))


def text_of(pieces: list[Piece]) -> str:
    return set_in_lines(rows_of(pieces))[0]


TABLE = [
    piece(72, 100, "Case Number:"),
    piece(180, 100, "CM99-0000001"),
    piece(72, 114, "Priority:"),
    piece(180, 114, "Standard"),
    piece(330, 114, "Application"),
    piece(330, 128, "Received:"),
    piece(427, 114, "11/03/2016"),
    piece(72, 150, "HOW THE FINAL DETERMINATION WAS MADE AND BY WHOM IT WAS"),
]
TABLE_TEXT = (
    "Case Number: CM99-0000001\n"
    "Priority: Standard Application Received: 11/03/2016\n"
    "HOW THE FINAL DETERMINATION WAS MADE AND BY WHOM IT WAS"
)


@pytest.mark.parametrize("order", [list(range(8)), list(range(7, -1, -1)), [3, 6, 0, 7, 5, 1, 4, 2]])
def test_a_label_wrapped_over_two_lines_is_read_before_its_value_whatever_the_order_in_the_file(order):
    assert text_of([TABLE[index] for index in order]) == TABLE_TEXT


def test_a_value_set_in_the_middle_of_its_wrapped_label_stands_behind_it():
    middle = [*TABLE[:6], piece(427, 121, "11/03/2016"), TABLE[7]]
    assert text_of(middle) == TABLE_TEXT


def test_a_paragraph_under_the_first_cell_is_no_part_of_the_cell():
    pieces = [piece(72, 100, "Priority:"), piece(180, 100, "Standard"), piece(72, 113, "The case")]
    assert text_of(pieces) == "Priority: Standard\nThe case"


def test_a_label_of_the_first_column_may_wrap_too():
    pieces = [piece(72, 100, "Application"), piece(180, 100, "11/03/2016"), piece(72, 113, "Received:")]
    assert text_of(pieces) == "Application Received: 11/03/2016"


def test_lines_of_a_paragraph_stay_lines_in_any_order_of_the_file():
    lines = [piece(72, 100 + 14 * number, f"line {number} of the paragraph") for number in range(4)]
    wanted = "\n".join(line.text for line in lines)
    assert all(text_of(list(order)) == wanted for order in permutations(lines))


def test_two_columns_of_prose_are_read_one_after_the_other():
    left = [piece(50, 100 + 14 * n, f"left column prose, line {n}, goes on") for n in range(6)]
    right = [piece(320, 100 + 14 * n, f"right column prose, line {n}, goes on") for n in range(6)]
    mixed = [cell for pair in zip(left, right, strict=True) for cell in pair]
    assert text_of(mixed) == "\n".join(line.text for line in left + right)


def test_a_hole_in_running_prose_is_kept_as_four_blanks_but_not_between_label_and_value():
    pieces = [piece(72, 100, "the medication was then replaced by"), piece(400, 100, "and apparently")]
    assert text_of(pieces) == "the medication was then replaced by    and apparently"
    pieces = [piece(72, 100, "Certification(s)/Specialty of reviewer:"), piece(400, 100, "Pain Management")]
    assert text_of(pieces) == "Certification(s)/Specialty of reviewer: Pain Management"


def test_pieces_that_lie_on_each_other_are_never_one_row():
    pieces = [piece(72, 100, "DRAFT DRAFT DRAFT"), piece(90, 102, "not medically necessary")]
    assert text_of(pieces) == "DRAFT DRAFT DRAFT\nnot medically necessary"


def test_words_carry_the_offsets_and_the_line_of_the_text():
    text, words = set_in_lines(rows_of(TABLE))
    assert [text[word.start : word.end] for word in words] == text.split()
    lines = [line for number, line in enumerate(text.split("\n")) for _ in line.split() if number >= 0]
    assert len(words) == len(lines)
    assert [word.line for word in words][:2] == [0, 0]
    assert words[-1].line == 2


def test_a_hundred_thousand_cells_on_one_line_are_no_problem():
    pieces = [piece(7.0 * number, 100, "x", 5.0) for number in range(100_000)]
    pieces.append(piece(0, 200, "end"))
    rows = rows_of(pieces[::-1])
    assert len(rows[0]) == 100_000
    assert rows[1][0].text == "end"
