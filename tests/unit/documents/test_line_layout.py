"""Where paragraphs end."""

from imr_desk.documents.line_layout import paragraphs


def texts(lines: list[str]) -> list[list[str]]:
    return [[lines[number] for number in paragraph] for paragraph in paragraphs(lines)]


def test_no_lines_are_no_paragraphs():
    assert paragraphs([]) == []
    assert paragraphs(["", " ", "\t"]) == []


def test_blank_lines_of_white_space_count_as_empty():
    assert texts(["a", " ", "b"]) == [["a"], ["b"]]


def test_lines_without_empty_ones_are_one_paragraph():
    assert texts(["a", "b", "c"]) == [["a", "b", "c"]]


def test_the_usual_gap_is_spacing_and_a_wider_one_a_paragraph():
    wrapped = [f"the words of line {number} go on and" for number in range(8)]
    double = [part for line in wrapped for part in (line, "")]
    assert texts(double) == [wrapped]
    double[8:8] = ["", ""]
    assert texts(double) == [wrapped[:4], wrapped[4:]]


def test_triple_spacing_is_spacing_too():
    wrapped = [f"the words of line {number} go on and" for number in range(8)]
    assert texts([part for line in wrapped for part in (line, "", "")]) == [wrapped]
