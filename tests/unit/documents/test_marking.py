"""Highlights in a copy of a letter: other readers find them on the words that were marked."""

from pathlib import Path

import pymupdf
import pytest

from imr_desk.documents.marking import marked
from imr_desk.documents.marking_text import marked_text
from imr_desk.model.copies import Mark
from imr_desk.model.errors import LetterError
from imr_desk.model.geometry import Span
from tests.synthetic.making import make_letter
from tests.synthetic.renderings import render_pdf, render_text
from tests.unit.documents.copies import (
    boxes_by_pdfium,
    boxes_by_pypdf,
    opened_by_pypdf,
    read,
    solid,
    text_by_pdfium,
    words_in,
)
from tests.unit.documents.pdf_making import scanned, with_lines

FONT = (Path(__file__).parents[3] / "resources" / "fonts" / "SourceSerif4-Regular.ttf").read_bytes()
AT = "2026-11-24T10:00:00-08:00"


def mark(*spans: Span, note: str = "Why: “né 100 %”") -> Mark:
    return Mark(spans, "Evidence", "A. Nurse, RN", note, AT)


def spread(letter, wanted: int = 12) -> list[Span]:
    """Spans of whole words all over a letter, of a word up to several lines, also over a whole page's end."""
    spans = []
    for page in letter.pages:
        step = max(1, len(page.words) // wanted)
        for length, first in enumerate(range(0, len(page.words), step)):
            last = min(len(page.words) - 1, first + 3 * length)
            spans.append(Span(page.number, page.words[first].start, page.words[last].end))
    return spans


@pytest.mark.parametrize("seed", [3, 8])
@pytest.mark.parametrize("layout", ["A", "B", "C", "C2", "D"])
def test_two_other_readers_find_each_highlight_on_its_words(layout, seed):
    content = render_pdf(make_letter(layout, seed), encrypted=seed == 3)
    letter = read(content)
    spans = spread(letter)
    copy = marked(content, letter, tuple(mark(span, note=f"note {number}") for number, span in enumerate(spans)))
    by_pypdf, by_pdfium = boxes_by_pypdf(copy), boxes_by_pdfium(copy)
    assert len(by_pypdf) == len(by_pdfium) == len(spans) > 10
    told = {annotation["/Contents"]: (page, boxes) for page, annotation, boxes in by_pypdf}
    for page, note, boxes in by_pdfium:
        span = spans[int(note.split()[1])]
        other_page, other_boxes = told[note]
        assert page == other_page == span.page - 1
        for box, other in zip(boxes, other_boxes, strict=True):
            assert box == pytest.approx(other, abs=0.01)
        assert len(boxes) == len(letter.rects_of(span))  # one a printed line
        assert words_in(copy, page, boxes) == solid(letter.text_of(span))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_highlights_of_turned_and_cropped_pages_lie_on_their_words(rotation):
    document = pymupdf.open(stream=with_lines(rotation=rotation))
    document[0].set_cropbox(pymupdf.Rect(20, 30, 580, 700))
    content = document.tobytes()
    letter = read(content)
    span = next(letter.find("lumbar brace is not"))
    copy = marked(content, letter, (mark(span),))
    ((page, note, boxes),) = boxes_by_pdfium(copy)
    assert (page, note) == (0, "Why: “né 100 %”")
    assert words_in(copy, 0, boxes) == "lumbarbraceisnot"


def test_the_sources_bytes_stand_untouched_before_the_highlights():
    content = with_lines(pages=2)
    letter = read(content)
    copy = marked(content, letter, (mark(next(letter.find("lumbar brace"))),))
    assert copy.startswith(content)
    assert len(copy) < len(content) + 3_000


def test_who_when_and_what_are_told_to_every_reader():
    content = with_lines()
    letter = read(content)
    copy = marked(content, letter, (mark(next(letter.find("Upheld"))),))
    ((_, annotation, _),) = boxes_by_pypdf(copy)
    assert annotation["/T"] == "A. Nurse, RN"
    assert annotation["/Subj"] == "Evidence"
    assert annotation["/Contents"] == "Why: “né 100 %”"
    assert annotation["/M"] == annotation["/CreationDate"] == "D:20261124180000Z"
    assert annotation["/AP"]["/N"].get_object().get_data()  # readers that draw nothing themselves show it too


def test_a_mark_over_two_pages_is_a_highlight_on_each():
    content = with_lines(pages=2)
    letter = read(content)
    first, second = list(letter.find("Decision: Upheld"))
    copy = marked(content, letter, (mark(first, second),))
    assert [(page, words_in(copy, page, boxes)) for page, _, boxes in boxes_by_pdfium(copy)] == [
        (0, "decisionupheld"),
        (1, "decisionupheld"),
    ]


@pytest.mark.parametrize("encrypted", [True, False])
def test_the_same_marks_give_the_same_bytes_at_any_moment(encrypted, monkeypatch):
    content = render_pdf(make_letter("D", 4), encrypted=encrypted)
    letter = read(content)
    marks = tuple(mark(span) for span in spread(letter, 3))
    first = marked(content, letter, marks)
    monkeypatch.setattr(pymupdf, "get_pdf_now", lambda: "D:20990101000000Z")
    assert marked(content, letter, marks) == first


def test_an_encrypted_letter_can_be_read_without_asking_for_anything():
    content = render_pdf(make_letter("D", 4), encrypted=True)
    letter = read(content)
    copy = marked(content, letter, (mark(next(letter.find("Decision"))),))
    assert not opened_by_pypdf(copy).is_encrypted
    assert solid(text_by_pdfium(copy)).endswith(solid(letter.pages[-1].text)[-200:])


def test_a_scan_is_highlighted_where_its_print_is():
    content = scanned()
    letter = read(content)
    spans = list(letter.find("Upheld"))
    if not spans:
        pytest.skip("Tesseract's English data are not installed here")
    ((_, _, ((x0, y0, x1, y1),)),) = boxes_by_pdfium(marked(content, letter, (mark(spans[0]),)))
    (box,) = letter.rects_of(spans[0])
    assert (x0, 792 - y1, x1, 792 - y0) == pytest.approx((box.x0, box.y0, box.x1, box.y1), abs=2)


def test_pages_that_were_not_read_are_refused():
    letter = read(with_lines(pages=1))
    with pytest.raises(LetterError, match="not those that were read"):
        marked(with_lines(pages=2), letter, ())


def test_plain_text_gets_sheets_with_highlights():
    content = render_text(make_letter("C", 5, items=3), form_feeds=True).encode()
    letter = read(content)
    assert not letter.has_paper
    spans = spread(letter, 6)
    copy = marked_text(letter, tuple(mark(span, note=f"note {n}") for n, span in enumerate(spans)), FONT)
    assert copy == marked_text(letter, tuple(mark(span, note=f"note {n}") for n, span in enumerate(spans)), FONT)
    assert solid(text_by_pdfium(copy)) == solid("".join(page.text for page in letter.pages))
    words: dict[str, str] = {}
    for page, note, boxes in boxes_by_pdfium(copy):
        words[note] = words.get(note, "") + words_in(copy, page, boxes)
    assert words == {f"note {n}": solid(letter.text_of(span)) for n, span in enumerate(spans)}


def test_words_too_long_for_a_line_and_signs_without_a_glyph_are_all_there():
    letter = read(("x" * 400 + " 中 end\n").encode())
    (span,) = letter.find("x" * 400)
    (glyph,) = letter.find("中")
    copy = marked_text(letter, (mark(span, note="long"), mark(glyph, note="sign")), FONT)
    found = {note: words_in(copy, page, boxes) for page, note, boxes in boxes_by_pdfium(copy)}
    assert found == {"long": "x" * 400, "sign": "u4e2d"}
