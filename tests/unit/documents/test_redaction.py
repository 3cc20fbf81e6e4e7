"""Words taken out of a letter: nothing of them is left for any engine, in any corner of the file."""

import random
import re

import pymupdf
import pytest

from imr_desk.documents import redaction_search, tesseract
from imr_desk.documents.language_data import language_data
from imr_desk.documents.redaction import Removed
from imr_desk.documents.redaction_proved import redacted
from imr_desk.documents.redaction_search import AROUND, left_in, left_in_pictures
from imr_desk.documents.redaction_text import MARK
from imr_desk.documents.redaction_words import Sought, sought
from imr_desk.model.copies import Area, RedactedLetter, Withheld
from imr_desk.model.errors import LetterError
from imr_desk.model.geometry import Rect, Span
from tests.synthetic.making import make_letter
from tests.synthetic.renderings import render_pdf, render_text
from tests.unit.documents.copies import (
    opened_by_pypdf,
    read,
    solid,
    strings_by_pypdf,
    text_by_pdfium,
    text_by_recognition,
)
from tests.unit.documents.pdf_making import one_page, scanned, stream, with_lines

DATA = language_data()
needs_data = pytest.mark.skipif(
    DATA is None or not tesseract.is_built_in(), reason="Tesseract's English data are not installed here"
)
NAME = "Zebulon Quartermain"
UNIQUE = ("Zebulon", "Quartermain", "WC-7788-4411")  # no part of another word, so looked for in run-together text too
LINES = (
    "Case Number: CM99-0000001",
    f"The injured worker {NAME} asks for a lumbar brace.",
    "Mr. Quartermain's claim is WC-7788-4411, as told.",
    "Decision: Upheld",
)


def without(content: bytes, *words: str, data=None) -> RedactedLetter:
    letter = read(content)
    return redacted(content, letter, Withheld(words=words), data, lambda: None)


def left(content: bytes, *words: str, recognize: bool = False) -> list[str]:
    """Words that pypdf, PDFium, a look at all bytes and (if asked) Tesseract still find."""
    places = [strings_by_pypdf(content), text_by_pdfium(content)]
    if recognize and DATA is not None and tesseract.is_built_in():
        places.append(text_by_recognition(content))
    found = []
    for place in places:
        runs, whole = set(map(solid, place.split())), solid(place)
        found += [word for word in words if solid(word) in runs or (word in UNIQUE and solid(word) in whole)]
    return found


@pytest.mark.parametrize("layout", ["A", "B", "C", "C2", "D"])
def test_no_word_is_left_of_what_was_marked_in_letters_of_every_layout(layout):
    content = render_pdf(make_letter(layout, 11))
    letter = read(content)
    draws = random.Random(layout)
    spans, gone = [], []
    for page in letter.pages:
        telling = [w for w in page.words if re.fullmatch(r"[A-Z][a-z]{5,}|[\d/-]{6,}", page.text[w.start : w.end])]
        for word in draws.sample(telling, min(4, len(telling))):
            spans.append(Span(page.number, word.start, word.end))
            gone.append(page.text[word.start : word.end])
    assert len(spans) >= 3
    made = redacted(content, letter, Withheld(tuple(spans)), None, lambda: None)
    assert made.left == ()
    assert made.places >= len(spans)
    assert left(made.content, *gone) == []
    kept = read(made.content)
    wanted = sought(letter, Withheld(tuple(spans)))
    for before, after in zip(letter.pages, kept.pages, strict=True):
        words = [before.text[w.start : w.end] for w in before.words]
        hits = wanted.hits(words)
        assert after.text.split() == [word for index, word in enumerate(words) if index not in hits]


@needs_data
@pytest.mark.parametrize("rotation", [90, 270])
def test_neither_text_nor_picture_of_a_turned_page_holds_them(rotation):
    made = without(with_lines(LINES, rotation=rotation), NAME, "WC-7788-4411", data=DATA)
    assert made.left == ()
    assert made.pictures_read
    assert left(made.content, "Zebulon", "Quartermain", "WC-7788-4411", recognize=True) == []
    assert "lumbar brace" in text_by_pdfium(made.content)


@needs_data
def test_what_stays_is_printed_where_it_was():
    content = with_lines(LINES)
    made = without(content, NAME)
    before, after = (read(each).pages[0] for each in (content, made.content))
    boxes = {before.text[w.start : w.end]: w.box for w in before.words}
    assert after.text.split("\n")[1] == "The injured worker asks for a lumbar brace."
    for word in after.words:
        box = boxes[after.text[word.start : word.end]]
        assert (word.box.x0, word.box.y0) == pytest.approx((box.x0, box.y0), abs=0.1)
    assert "asks for a lumbar brace" in text_by_recognition(made.content)


@needs_data
@pytest.mark.parametrize("turn", [0, 90])
def test_the_pixels_of_a_scan_are_gone_from_the_picture_itself(turn):
    content = scanned(LINES, turn=turn)
    letter = read(content)
    span = next(letter.find(NAME))
    boxes = [word.box for word in letter.words_of(span)]
    made = redacted(content, letter, Withheld((span,)), DATA, lambda: None)
    assert made.left == ()
    assert left(made.content, "Zebulon", "Quartermain", recognize=True) == []
    document = pymupdf.open(stream=made.content)
    (image,) = document[0].get_image_info(xrefs=True)
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.Pixmap(document, image["xref"]))
    to_picture = pymupdf.Matrix(picture.width, picture.height)
    for box in boxes:
        place = pymupdf.Rect(box.x0, box.y0, box.x1, box.y1) * ~pymupdf.Matrix(image["transform"]) * to_picture
        inner = pymupdf.Rect(place.normalize() + pymupdf.Rect(2, 2, -2, -2)).round()
        greys = {picture.pixel(x, y)[0] for x in range(inner.x0, inner.x1) for y in range(inner.y0, inner.y1)}
        assert max(greys) - min(greys) < 24, "print is left in the picture under the black"


def laden() -> bytes:
    """A letter that names the person in every corner that PDF has."""
    document = pymupdf.open(stream=with_lines(LINES))
    page = document[0]
    page.insert_text((72, 400), f"white {NAME}", color=(1, 1, 1))
    page.insert_text((72, 420), f"unseen {NAME}", render_mode=3)
    page.insert_text((72, 900), f"off the paper {NAME}")
    page.add_text_annot((300, 300), f"note on {NAME}").set_info(title=NAME, subject=NAME)
    page.add_freetext_annot(pymupdf.Rect(72, 500, 400, 520), f"typed over: {NAME}")
    page.insert_link(
        {"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(72, 80, 200, 100), "uri": f"http://x.example/{NAME}"}
    )
    field = pymupdf.Widget()
    field.field_name, field.field_type = NAME, pymupdf.PDF_WIDGET_TYPE_TEXT
    field.rect, field.field_value = pymupdf.Rect(72, 550, 400, 570), NAME
    page.add_widget(field)
    document.set_metadata({"title": f"Letter of {NAME}", "author": NAME})
    document.set_xml_metadata(f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{NAME}</x:xmpmeta>")
    document.set_toc([[1, NAME, 1]])
    document.embfile_add(NAME, NAME.encode(), filename=f"{NAME}.txt")
    document.set_page_labels([{"startpage": 0, "prefix": NAME, "style": "D"}])
    tree = document.get_new_xref()
    document.update_object(tree, f"<</Type/StructTreeRoot/K<</S/Span/ActualText({NAME})/Alt({NAME})>>>>")
    document.xref_set_key(document.pdf_catalog(), "StructTreeRoot", f"{tree} 0 R")
    contents = page.get_contents()[0]
    spoken = f"/Span <</ActualText ({NAME})>> BDC\n".encode() + document.xref_stream(contents) + b"\nEMC\n"
    document.update_stream(contents, spoken)
    document.xref_set_key(page.xref, "PieceInfo", f"<</App<</Private({NAME})>>>>")
    return document.tobytes() + f"% {NAME}\n".encode()


@needs_data
def test_every_corner_of_the_file_is_empty_of_them():
    content = laden()
    assert left(content, "Zebulon", "Quartermain") == ["Zebulon", "Quartermain"] * 2  # for both engines, before
    made = without(content, NAME, data=DATA)
    assert made.left == ()
    assert left(made.content, "Zebulon", "Quartermain", recognize=True) == []
    reader = opened_by_pypdf(made.content)
    root = reader.trailer["/Root"]
    assert set(root) <= {"/Type", "/Pages", "/Info"}  # which names MuPDF as the maker
    assert set(reader.trailer) <= {"/Size", "/Root", "/Info"}
    assert not reader.metadata
    assert all("/Annots" not in page for page in reader.pages)
    assert "lumbar brace" in text_by_pdfium(made.content)


def test_the_name_is_gone_wherever_the_letter_repeats_it_and_everyday_words_stay():
    made = without(with_lines(LINES), f"The injured worker {NAME}")
    text = text_by_pdfium(made.content)
    assert left(made.content, "Zebulon", "Quartermain") == []
    assert "claim is WC-7788-4411" in text
    assert "Decision: Upheld" in text


def test_an_area_loses_all_that_is_in_it():
    content = with_lines(LINES)
    letter = read(content)
    (box,) = letter.rects_of(next(letter.find("lumbar brace")))
    area = Area(1, Rect(box.x0 - 1, box.y0, box.x1 + 1, box.y1 - 4))
    made = redacted(content, letter, Withheld(areas=(area,)), None, lambda: None)
    assert made.left == ()
    assert "lumbar" not in text_by_pdfium(made.content)
    assert "claim is WC-7788-4411" in text_by_pdfium(made.content)


def drawn_as_curves(name: str) -> bytes:
    """A page of text on which the name stands twice: as letters, and drawn as outlines, which are no letters."""
    source = pymupdf.open(stream=with_lines((f"Signed: {name}",)))
    drawing = source[0].get_svg_image(text_as_path=True).encode()
    document = pymupdf.open("pdf", pymupdf.open("svg", drawing).convert_to_pdf())
    prose = "and so on and on, so that nobody takes the page for a picture whose words are to be recognized in it"
    for line, text in enumerate((f"A letter about {name}", prose, prose)):
        document[0].insert_text((72, 300 + 20 * line), text, fontsize=9)
    return document.tobytes()


@needs_data
def test_a_name_drawn_in_outlines_elsewhere_keeps_the_copy_from_leaving():
    content = drawn_as_curves(NAME)
    assert "Signed" not in read(content).pages[0].text
    made = without(content, NAME, data=DATA)
    assert made.left == (1,)
    assert made.content == b""


def test_pdfium_is_believed_when_the_words_are_still_there():
    content = with_lines(LINES)
    words = Sought((("zebulon", "quartermain"),), frozenset({"quartermain"}))
    assert left_in(Removed(content, {}, ()), words) == (AROUND, 1)
    assert left_in(Removed(with_lines(), {}, ()), words) == ()


@pytest.mark.parametrize(
    "hidden", [b"(Zebulon Quartermain)", b"<FEFF" + NAME.encode("utf-16-be").hex().encode() + b">"]
)
def test_a_string_that_no_page_shows_is_found(hidden):
    words = Sought((("zebulon", "quartermain"),), frozenset())
    content = one_page(page=b"/PieceInfo << /App << /Private " + hidden + b" >> >>")
    assert left_in(Removed(content, {}, ()), words) == (AROUND,)


def test_a_character_inside_a_box_is_found():
    words = Sought((), frozenset())
    content = with_lines(LINES)
    assert left_in(Removed(content, {1: (Rect(72, 700, 200, 725),)}, ()), words) == (1,)


@needs_data
def test_a_word_in_a_picture_is_found():
    words = Sought((), frozenset({"quartermain"}))
    steps = []
    found = left_in_pictures(Removed(scanned(LINES), {}, (1,)), words, DATA, lambda: steps.append(1))
    assert (found, steps) == ((1,), [1])


def test_without_recognition_it_says_so(monkeypatch):
    monkeypatch.setattr(redaction_search.tesseract, "is_built_in", lambda: False)
    assert not without(with_lines(LINES), NAME, data=DATA).pictures_read


def test_the_same_letter_gives_the_same_bytes():
    content = render_pdf(make_letter("D", 12))
    assert without(content, "Expert").content == without(content, "Expert").content != b""


def test_layers_that_may_hide_words_are_refused():
    document = pymupdf.open(stream=with_lines(LINES))
    document[0].insert_text((72, 500), NAME, oc=document.add_ocg("draft", on=False))
    with pytest.raises(LetterError, match="layers"):
        without(document.tobytes(), NAME)


def test_strings_shown_in_every_manner_lose_only_the_word():
    shown = stream(
        b"BT /F1 12 Tf 14 TL 72 720 Td (before Quartermain after) Tj T* [(un) -20 (kerned Quarter) 15 (main end)] TJ "
        b"(next Quartermain line) ' 0 0 (last \\(Quartermain\\) one) \" ET"
    )
    made = without(one_page(shown), "Quartermain")
    assert made.left == ()
    assert left(made.content, "Quartermain") == []
    assert text_by_pdfium(made.content).split() == [
        "before",
        "after",
        "unkerned",
        "end",
        "next",
        "line",
        "last",
        "one",
    ]


def test_plain_text_is_written_anew_without_the_words():
    content = render_text(make_letter("C", 5)).replace("the", "the Quartermain", 3).encode() + b"Mr. Quartermain's\n"
    letter = read(content)
    made = redacted(content, letter, Withheld(words=("Quartermain",)), DATA, lambda: None)
    text = made.content.decode()
    assert made.left == ()
    assert made.places == 4
    assert "quartermain" not in text.casefold()
    assert text.count(MARK) == 4
    assert solid(text) == solid(letter.pages[0].text.replace("Quartermain's", "").replace("Quartermain", ""))


@pytest.mark.parametrize(
    ("marked", "alone"),
    [
        ("the patient Jane Doe of Fresno", {"jane", "doe", "fresno"}),
        ("Patient complains", set()),  # the letter has it in small letters too
        ("born 01/02/1970", {"1970-01-02"}),
        ("at 12 Oak St.", {"oak"}),
        ("O'Brien-Smith's", {"o'brien-smith"}),
    ],
)
def test_words_that_tell_by_themselves(marked, alone):
    letter = read(f"the patient complains at home. {marked} of it\n".encode())
    assert sought(letter, Withheld(words=(marked,))).words == alone


def test_a_date_is_gone_in_every_way_of_writing_it():
    made = without(with_lines(("born 01/02/1970, told as 1-2-70", "and 01.02.1970; seen 01/03/1970")), "01/02/1970")
    assert made.left == ()
    assert text_by_pdfium(made.content).split() == ["born", "told", "as", "and", "seen", "01/03/1970"]


def test_a_word_cut_at_the_end_of_a_line_is_a_hit():
    words = Sought((), frozenset({"quartermain"}))
    assert words.hits(["Mr.", "Quarter-", "main", "said"]) == {1, 2}
    assert words.hits(["Quarter", "main"]) == set()
