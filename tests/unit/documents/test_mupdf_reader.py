"""What MupdfReader makes of a page: text in reading order, words with places, faces and offsets."""

from hashlib import sha256

import pymupdf
import pytest

from imr_desk.documents.mupdf import MupdfReader
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText, NoteKind, TextKind
from tests.synthetic import make_letter, pages_of, render_pdf
from tests.unit.documents.pdf_making import LINES, one_page, raw, stream, with_lines, with_texts


def read(content: bytes) -> LetterText:
    return MupdfReader().read(content)


def kinds(letter: LetterText) -> list[NoteKind]:
    return [note.kind for note in letter.notes]


def test_text_words_and_identity_of_a_plain_letter():
    content = with_lines(pages=2)
    letter = read(content)
    assert letter.fingerprint == sha256(content).hexdigest()
    assert letter.kind is TextKind.LAYER
    assert [page.number for page in letter.pages] == [1, 2]
    assert letter.pages[0].text == "\n".join(LINES)
    assert (letter.pages[0].width, letter.pages[0].height) == (612, 792)
    assert letter.notes == ()


@pytest.mark.parametrize("layout", ["A", "B", "C", "C2", "D"])
def test_every_layout_reads_as_it_was_typeset(layout):
    letter = make_letter(layout, 11)
    read_letter = read(render_pdf(letter))
    assert len(read_letter.pages) == len(pages_of(letter))
    for page, typeset in zip(read_letter.pages, pages_of(letter), strict=True):
        assert sorted(page.text.split()) == sorted(word for line in typeset.lines for word in line.text.split())
    assert read_letter.notes == ()


def test_the_header_table_of_layout_d_is_one_line_a_row_with_the_wrapped_label_whole():
    letter = make_letter("D", 11)
    lines = read(render_pdf(letter)).pages[0].text.split("\n")
    assert [line.split()[0] for line in lines[:4]] == ["Case", "Date", "Decision", "Priority:"]
    assert " Application Received: " in lines[3]
    assert lines[4] == "HOW THE IMR FINAL DETERMINATION WAS MADE"


def test_labels_are_bold_and_values_are_not():
    page = read(render_pdf(make_letter("D", 11))).pages[0]
    faces = {page.text[word.start : word.end]: word.bold for word in page.words[:10]}
    assert faces["Case"] is True
    assert faces["Number:"] is True
    assert not page.words[2].bold


def test_a_line_in_two_faces_tells_each_word():
    content = with_texts((72, 100, "hebo", "Lumbar brace: "), (152, 100, "helv", "Upheld"))
    page = read(content).pages[0]
    assert page.text == "Lumbar brace: Upheld"
    assert [word.bold for word in page.words] == [True, True, False]


def test_boxes_hold_their_words_as_mupdf_itself_finds_them():
    content = with_lines()
    letter = read(content)
    found = pymupdf.open(stream=content)[0].search_for("medically")[0]
    span = next(iter(letter.find("medically")))
    (box,) = letter.rects_of(span)
    assert (box.x0, box.x1) == pytest.approx((found.x0, found.x1), abs=1)
    assert box.y0 <= (found.y0 + found.y1) / 2 <= box.y1


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_of_a_rotated_page_are_those_of_the_page_as_shown(rotation):
    content = with_lines(rotation=rotation)
    letter = read(content)
    page = letter.pages[0]
    assert page.text == "\n".join(LINES)
    assert (page.width, page.height) == ((612, 792) if rotation in {0, 180} else (792, 612))
    shown = pymupdf.open(stream=content)[0]
    wanted = shown.search_for("Upheld")[0] * shown.rotation_matrix
    span = next(iter(letter.find("Upheld")))
    (box,) = letter.rects_of(span)
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx(tuple(wanted), abs=2)
    picture = shown.get_pixmap(clip=pymupdf.Rect(box.x0, box.y0, box.x1, box.y1), colorspace=pymupdf.csGRAY)
    assert min(picture.samples) < 100  # there is print in the box


def test_a_page_written_on_its_side_is_read_line_by_line_all_the_same():
    document = pymupdf.open()
    page = document.new_page(width=792, height=612)
    for number, line in enumerate(LINES):
        page.insert_text((100 + 18 * number, 540), line, fontsize=11, rotate=90)
    assert read(document.tobytes()).pages[0].text == "\n".join(LINES)
    document = pymupdf.open()
    page = document.new_page(width=792, height=612)
    for number, line in enumerate(LINES):
        page.insert_text((600 - 18 * number, 60), line, fontsize=11, rotate=270)
    assert read(document.tobytes()).pages[0].text == "\n".join(LINES)


def test_a_stamp_on_its_side_comes_after_the_letter():
    document = pymupdf.open(stream=with_lines())
    document[0].insert_text((40, 300), "RECEIVED", fontsize=9, rotate=90)
    assert read(document.tobytes()).pages[0].text == "\n".join([*LINES, "RECEIVED"])


def test_blanks_are_single_but_the_run_that_a_redaction_leaves_stays():
    content = with_lines(["low back:  Overturned", "replaced by            and apparently"])
    page = read(content).pages[0]
    first, second = page.text.split("\n")
    assert first == "low back: Overturned"
    assert second.startswith("replaced by    ")
    assert [page.text[word.start : word.end] for word in page.words] == page.text.split()


def test_ligatures_are_taken_apart():
    document = pymupdf.open()
    page = document.new_page()
    writer = pymupdf.TextWriter(page.rect)
    writer.append((72, 72), "certi\ufb01ed o\ufb00er", font=pymupdf.Font("tiro"))
    writer.write_text(page)
    assert read(document.tobytes()).pages[0].text == "certified offer"


def test_what_the_glyphs_show_counts_and_not_the_text_the_file_claims_for_them():
    shown = b"/Span << /ActualText (Overturned) >> BDC (Upheld) Tj EMC"
    page = read(one_page(stream(b"BT /F1 12 Tf 72 720 Td (Decision: ) Tj %s ET" % shown))).pages[0]
    assert page.text == "Decision: Upheld"


def test_words_never_overlap_and_their_offsets_fit_on_every_page_of_every_layout():
    for layout in ("A", "B", "C", "C2", "D"):
        letter = read(render_pdf(make_letter(layout, 5)))
        for page in letter.pages:
            end = 0
            for word in page.words:
                assert word.start >= end
                assert page.text[end : word.start].isspace() or word.start == end
                assert len(page.text[word.start : word.end].split()) == 1
                end = word.end
            assert page.text[end:] == ""


def test_a_mark_that_turns_the_direction_of_text_is_shown_and_not_obeyed():
    letter = read(_with_second_glyph_meaning("202E"))
    assert letter.pages[0].text == "A\ufffdA"
    assert kinds(letter) == [NoteKind.CONTROL_CHARACTERS]
    assert letter.text_of(Span(1, 2, 3)) == "A"
    assert len(letter.rects_of(Span(1, 0, 3))) == 1


def test_a_glyph_without_a_character_is_told():
    assert kinds(read(_with_second_glyph_meaning("FFFD"))) == [NoteKind.ENCODING]


def _with_second_glyph_meaning(code: str) -> bytes:
    """Return a PDF that shows ABA, with the second glyph claimed to be the character of the hexadecimal code."""
    meaning = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange\n"
        f"<00> <FF>\nendcodespacerange\n2 beginbfchar\n<41> <0041>\n<42> <{code}>\nendbfchar endcmap end end"
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    return raw(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            stream(b"BT /F1 12 Tf 72 720 Td (ABA) Tj ET"),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
            stream(meaning.encode()),
        ]
    )


def test_a_letter_after_a_damaged_one_is_not_called_damaged():
    content = with_lines()
    broken = content[: len(content) // 2] + content[len(content) // 2 + 40 :]
    reader = MupdfReader()
    assert {note.kind for note in reader.read(broken).notes} & {NoteKind.REPAIRED, NoteKind.DAMAGED}
    assert reader.read(content).notes == ()


def test_a_blank_page_is_said_to_be_blank():
    document = pymupdf.open(stream=with_lines())
    document.new_page()
    letter = read(document.tobytes())
    assert [(note.kind, note.page) for note in letter.notes] == [(NoteKind.NO_TEXT, 2)]
    assert letter.pages[1].text == ""
    assert letter.text_of(Span(1, 0, 4)) == "Case"


def test_text_recognition_is_told_of_each_step():
    steps = []
    MupdfReader(lambda: steps.append(1)).read(with_lines())
    assert steps == []


def test_every_real_letter_is_read_without_a_note_and_its_header_row_by_row(real_letters):
    paths = sorted(real_letters.glob("*.pdf"))
    assert len(paths) == 47
    for path in paths:
        letter = read(path.read_bytes())
        assert letter.notes == ()
        labels = [line.split(":")[0] for line in letter.pages[0].text.split("\n")[:5]]
        assert labels[:4] == ["Case Number", "Date Assigned", "Decision Date", "Priority"]
        assert labels[4] == "HOW THE IMR FINAL DETERMINATION WAS MADE"
        assert " Application Received: " in letter.pages[0].text.split("\n")[3]
