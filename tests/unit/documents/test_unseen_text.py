"""Text that nobody sees must decide nothing."""

import pymupdf
import pytest

from imr_desk.documents.mupdf import MupdfReader
from imr_desk.model.letter import LetterText, NoteKind
from tests.unit.documents.pdf_making import LINES, with_lines

TRAP = "Decision: Overturned"


def read(document: pymupdf.Document) -> LetterText:
    return MupdfReader().read(document.tobytes())


def seen_letter() -> pymupdf.Document:
    return pymupdf.open(stream=with_lines())


def assert_left_out(letter: LetterText) -> None:
    assert letter.pages[0].text == "\n".join(LINES)
    assert [(note.kind, note.page) for note in letter.notes] == [(NoteKind.HIDDEN_TEXT, 1)]


@pytest.mark.parametrize(
    "how",
    [
        {"render_mode": 3},
        {"color": (1, 1, 1)},
        {"color": (0.97, 0.98, 0.97)},
        {"fill_opacity": 0, "stroke_opacity": 0},
        {"fontsize": 0.5},
    ],
    ids=["not drawn", "white", "pale", "transparent", "tiny"],
)
def test_text_that_is_not_seen_beside_other_text_is_left_out_and_told(how):
    document = seen_letter()
    document[0].insert_text((72, 300), TRAP, **{"fontsize": 10, **how})
    assert_left_out(read(document))


@pytest.mark.parametrize("place", [(72, 1500), (-400, 300), (900, 300), (72, -50)])
def test_text_off_the_paper_is_left_out_and_told(place):
    document = seen_letter()
    document[0].insert_text(place, TRAP, fontsize=10)
    assert_left_out(read(document))


def test_an_unseen_word_inside_a_line_is_left_out_of_the_line():
    document = seen_letter()
    page = document[0]
    page.insert_text((72, 300), "It is", fontsize=10)
    page.insert_text((95, 300), "not", fontsize=10, render_mode=3)
    page.insert_text((112, 300), "necessary.", fontsize=10)
    letter = read(document)
    assert letter.pages[0].text.split("\n")[-1].split() == ["It", "is", "necessary."]
    assert [note.kind for note in letter.notes] == [NoteKind.HIDDEN_TEXT]


def test_white_print_on_a_dark_ground_is_seen():
    document = seen_letter()
    page = document[0]
    page.draw_rect(pymupdf.Rect(60, 285, 300, 310), color=(0, 0, 0.4), fill=(0, 0, 0.4))
    page.insert_text((72, 300), TRAP, fontsize=10, color=(1, 1, 1))
    letter = read(document)
    assert letter.pages[0].text.endswith(TRAP)
    assert letter.notes == ()


def test_the_invisible_layer_that_a_scanner_lays_over_its_picture_is_read_and_told():
    picture = seen_letter()[0].get_pixmap(dpi=100, colorspace=pymupdf.csGRAY)
    document = pymupdf.open()
    page = document.new_page(width=612, height=792)
    page.insert_image(page.rect, stream=picture.tobytes("jpeg"))
    for number, line in enumerate(LINES):
        page.insert_text((72, 72 + 18 * number), line, fontsize=11, render_mode=3)
    letter = read(document)
    assert letter.pages[0].text == "\n".join(LINES)
    assert [note.kind for note in letter.notes] == [NoteKind.HIDDEN_TEXT]
    assert "compare" in letter.notes[0].sentence
