"""Pages that are pictures: recognized with confidence where the data are there, said to be unread where not."""

import pymupdf
import pytest

from imr_desk.documents import language_data as language_data_module
from imr_desk.documents import mupdf, tesseract
from imr_desk.documents.language_data import language_data
from imr_desk.documents.mupdf import MupdfReader
from imr_desk.documents.tesseract import Tesseract
from imr_desk.model.letter import LetterText, NoteKind, TextKind
from tests.unit.documents.pdf_making import LINES, scanned, with_lines

DATA = language_data()
needs_data = pytest.mark.skipif(
    DATA is None or not tesseract.is_built_in(), reason="Tesseract's English data are not installed here"
)
ON_PAPER = (
    "Case Number: CM99-0000001",
    "The request for a lumbar brace is not medically necessary.",
    "The reviewer has practised for more than five years.",
    "Decision: Upheld",
)


def read(content: bytes) -> LetterText:
    return MupdfReader().read(content)


@needs_data
@pytest.mark.parametrize(("slant", "turn"), [(0, 0), (2.5, 0), (-4, 0), (0, 90), (0.7, 180), (0, 270)], ids=str)
def test_a_scan_is_read_however_it_was_laid_on_the_glass(slant, turn):
    letter = read(scanned(ON_PAPER, slant=slant, turn=turn))
    assert letter.kind is TextKind.OCR
    assert letter.pages[0].text.split("\n") == list(ON_PAPER)
    assert all(word.confidence is not None and word.confidence > 60 for word in letter.pages[0].words)
    assert letter.notes == ()


@needs_data
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_boxes_of_recognized_words_lie_on_their_print(turn):
    content = scanned(ON_PAPER, turn=turn)
    letter = read(content)
    page = pymupdf.open(stream=content)[0]
    assert (letter.pages[0].width, letter.pages[0].height) == pytest.approx((page.rect.width, page.rect.height))
    for wanted in ("Upheld", "medically"):
        (box,) = letter.rects_of(next(letter.find(wanted)))
        around = pymupdf.Rect(box.x0, box.y0, box.x1, box.y1)
        picture = page.get_pixmap(clip=around, colorspace=pymupdf.csGRAY, matrix=pymupdf.Matrix(2, 2))
        dark = sum(1 for grey in picture.samples if grey < 128)
        assert dark > 0.1 * len(picture.samples)


@needs_data
def test_a_fax_line_over_a_scan_does_not_pass_for_the_letter():
    document = pymupdf.open(stream=scanned(ON_PAPER))
    document[0].insert_text((30, 20), "FAX 01/02/2014 P. 2/7", fontsize=9)
    letter = read(document.tobytes())
    assert letter.kind is TextKind.OCR
    assert "lumbar brace" in letter.pages[0].text


@needs_data
def test_pages_with_text_keep_it_in_a_letter_with_scanned_ones():
    document = pymupdf.open(stream=with_lines())
    document.insert_pdf(pymupdf.open(stream=scanned(ON_PAPER)))
    steps = []
    letter = MupdfReader(lambda: steps.append(1)).read(document.tobytes())
    assert letter.pages[0].text == "\n".join(LINES)
    assert {word.confidence for word in letter.pages[0].words} == {None}
    assert "reviewer" in letter.pages[1].text
    assert steps == [1]


@needs_data
def test_a_page_that_is_hard_to_read_is_flagged():
    document = pymupdf.open(stream=scanned(ON_PAPER * 3, dpi=45))
    letter = read(document.tobytes())
    assert {note.kind for note in letter.notes} <= {NoteKind.LOW_CONFIDENCE, NoteKind.NO_TEXT}
    assert letter.notes


@needs_data
def test_a_picture_without_words_is_said_to_have_none():
    document = pymupdf.open()
    page = document.new_page()
    page.draw_circle((300, 400), 150, fill=(0.5, 0.2, 0.2))
    letter = read(document.tobytes())
    assert [note.kind for note in letter.notes] == [NoteKind.NO_TEXT]


@needs_data
def test_the_engine_can_be_opened_again_and_again():
    for _ in range(3):
        with Tesseract(DATA) as engine:
            picture = pymupdf.open(stream=scanned(ON_PAPER[:1]))[0].get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
            assert "CM99-0000001" in [word.text for word in engine.words(picture, 200)]


def test_without_language_data_the_pages_stay_usable_and_a_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(mupdf, "language_data", lambda: None)
    document = pymupdf.open(stream=scanned(ON_PAPER))
    document.insert_pdf(pymupdf.open(stream=scanned(ON_PAPER)))
    letter = read(document.tobytes())
    assert [page.text for page in letter.pages] == ["", ""]
    assert letter.pages[0].width > 600
    assert [note.kind for note in letter.notes] == [NoteKind.OCR_MISSING, NoteKind.NO_TEXT, NoteKind.NO_TEXT]
    assert "install Tesseract" in letter.notes[0].sentence


def test_a_folder_without_the_data_is_an_error_of_the_engine_and_not_a_crash(tmp_path):
    if not tesseract.is_built_in():
        pytest.skip("this build of MuPDF has no Tesseract")
    with pytest.raises(OSError, match="could not read"):
        Tesseract(tmp_path)


def test_the_folder_named_in_the_environment_goes_first(tmp_path, monkeypatch):
    (tmp_path / "eng.traineddata").write_bytes(b"x")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert language_data() == tmp_path
    inside = tmp_path / "other" / "tessdata"
    inside.mkdir(parents=True)
    (inside / "eng.traineddata").write_bytes(b"x")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path / "other"))
    assert language_data() == inside


def test_no_data_anywhere_is_none(tmp_path, monkeypatch):
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    monkeypatch.setattr(language_data_module, "_USUAL", (f"{tmp_path}/*/tessdata",))
    assert language_data() is None
