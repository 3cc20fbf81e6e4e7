"""Words, pixels and drawings taken out of a copy of a letter: removed from the file, not covered.

The copy is a new file. Only what a page shows goes into it (contents, resources, boxes, rotation); bookmarks,
metadata, attachments, scripts, forms, structure, links, comments, older revisions and identities of the source stay
behind, since nothing carries them over.
"""

from collections.abc import Iterable

import msgspec
import pymupdf

from imr_desk.documents.open_pdf import opened
from imr_desk.documents.redaction_strings import drop_marked_content, set_by_glyph
from imr_desk.documents.redaction_words import Sought
from imr_desk.model.copies import Withheld
from imr_desk.model.errors import LetterError, LetterErrorKind
from imr_desk.model.geometry import Rect
from imr_desk.model.letter import LetterText

_BLACK = (0.0, 0.0, 0.0)
_INSET = 0.12  # of a box's height: boxes of words reach into the lines above and below
_STEADY = 1.0  # points
_EDGE = 2.0  # points; letters that lean over the edge of the paper stay
_EVERY_WORD: int = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_IGNORE_ACTUALTEXT
_FAR = 14_400.0  # points; the largest page that PDF has
_REMOVE_TEXT, _REMOVE_UNSEEN = 0, 2
_LEAVE_IMAGES, _CLEAR_PIXELS = 0, 2
_LEAVE_ART, _REMOVE_COVERED, _REMOVE_TOUCHED = 0, 1, 2
_ASIDE = ("Metadata", "PieceInfo", "LastModified", "StructParent", "StructParents", "Alternates", "OPI", "AF", "OC")


class Removed(msgspec.Struct, frozen=True):
    """A copy with words taken out, not yet searched.

    Attributes:
        content: the file.
        boxes: what was taken out on each page (from 1), in the file's own coordinates (origin at the lower left).
        pictures: pages (from 1) that hold pictures or curves, in which words can be drawn.
    """

    content: bytes
    boxes: dict[int, tuple[Rect, ...]]
    pictures: tuple[int, ...]


def removed(content: bytes, letter: LetterText, withheld: Withheld, words: Sought) -> Removed:
    """Take words out of a PDF.

    Raises:
        LetterError: it cannot be opened, has hidden layers, or holds other pages than the letter's text.
    """
    with opened(content) as source:
        if source.page_count != len(letter.pages):
            raise LetterError(
                LetterErrorKind.DAMAGED, "The letter's pages are not those that were read; import it anew."
            )
        if source.get_ocgs():
            raise LetterError(
                LetterErrorKind.FORBIDDEN,
                "This PDF has layers, which can hide words. Print it to a new PDF, import that and redact it.",
            )
        source.bake()  # comments and form fields become part of the page, and are taken out of it with the rest
        boxes: dict[int, tuple[Rect, ...]] = {}
        pictures: list[int] = []
        for number in range(1, source.page_count + 1):
            page = source[number - 1]
            drop_marked_content(source, page)
            taken = _take_out(page, _boxes(page, number, letter, withheld, words))
            if taken:
                boxes[number] = taken
            if page.get_images() or _curved(page, None):
                pictures.append(number)
        return Removed(_copied(source), boxes, tuple(pictures))


def _boxes(
    page: pymupdf.Page, number: int, letter: LetterText, withheld: Withheld, words: Sought
) -> list[pymupdf.Rect]:
    """Return what to take out of a page, in points of the page without its rotation."""
    read = letter.page(number)
    shown = [
        word.box
        for span in withheld.spans
        if span.page == number
        for word in letter.words_of(span)
        if word.box is not None
    ]
    again = words.hits([read.text[word.start : word.end] for word in read.words])
    shown += [box for index in again if (box := read.words[index].box) is not None]
    layer = _layer(page)
    hits = words.hits([text for _, text in layer])
    boxes = [layer[index][0] for index in sorted(hits)]
    for box in _unturned(page, dict.fromkeys(shown)):
        inside = [inner for inner, _ in layer if ((inner.tl + inner.br) / 2) in box]
        boxes += inside or [box]
    boxes += _unturned(page, [area.box for area in withheld.areas if area.page == number])
    return [pymupdf.Rect(box) for box in dict.fromkeys(tuple(box) for box in boxes if not box.is_empty)]


def _unturned(page: pymupdf.Page, shown: Iterable[Rect]) -> list[pymupdf.Rect]:
    """Return boxes as shown in points of the page without its rotation."""
    return [pymupdf.Rect(box.x0, box.y0, box.x1, box.y1) * page.derotation_matrix for box in shown]


def _layer(page: pymupdf.Page) -> list[tuple[pymupdf.Rect, str]]:
    """Return every word of the text layer, seen or not, with its box drawn in a little across its line.

    Boxes of words reach into the lines above and below, whose words are to stay.
    """
    lines = {
        (block["number"], number): line["dir"]
        for block in page.get_text("dict", flags=_EVERY_WORD)["blocks"]
        for number, line in enumerate(block.get("lines", ()))
    }
    found = []
    for x0, y0, x1, y1, text, block, line, _ in page.get_text("words", flags=_EVERY_WORD):
        right, down = lines.get((block, line), (1, 0))
        across, along = _INSET * (y1 - y0) * abs(right), _INSET * (x1 - x0) * abs(down)
        found.append((pymupdf.Rect(x0 + along, y0 + across, x1 - along, y1 - across), text))
    return found


def _take_out(page: pymupdf.Page, boxes: list[pymupdf.Rect]) -> tuple[Rect, ...]:
    """Take the boxes out of the page, and all text that nobody sees, such as the layer under a scan."""
    _drop_unseen(page)
    if boxes:
        set_by_glyph(page.parent, page)
        others = [(text, box) for box, text in _layer(page) if not any(box.intersects(taken) for taken in boxes)]
        for box in boxes:
            page.add_redact_annot(box, fill=False, cross_out=False)
        art = _REMOVE_TOUCHED if _curved(page, boxes) else _REMOVE_COVERED
        page.apply_redactions(images=_CLEAR_PIXELS, graphics=art, text=_REMOVE_TEXT)
        _must_stand(page, others)
        for box in boxes:
            page.draw_rect(box, color=None, fill=_BLACK)
    page.clean_contents()
    to_file = ~page.transformation_matrix
    placed = [(box * to_file).normalize() for box in boxes]
    return tuple(Rect(box.x0, box.y0, box.x1, box.y1) for box in placed)


def _drop_unseen(page: pymupdf.Page) -> None:
    """Take out text that is drawn invisibly, as under a scan, or beside the paper."""
    page.add_redact_annot(pymupdf.Rect(-_FAR, -_FAR, _FAR, _FAR), fill=False, cross_out=False)
    page.apply_redactions(images=_LEAVE_IMAGES, graphics=_LEAVE_ART, text=_REMOVE_UNSEEN)
    paper = page.rect * page.derotation_matrix
    edge = pymupdf.Rect(paper.x0 - _EDGE, paper.y0 - _EDGE, paper.x1 + _EDGE, paper.y1 + _EDGE)
    for beside in (
        pymupdf.Rect(-_FAR, -_FAR, edge.x0, _FAR),
        pymupdf.Rect(edge.x1, -_FAR, _FAR, _FAR),
        pymupdf.Rect(-_FAR, -_FAR, _FAR, edge.y0),
        pymupdf.Rect(-_FAR, edge.y1, _FAR, _FAR),
    ):
        page.add_redact_annot(beside, fill=False, cross_out=False)
    page.apply_redactions(images=_LEAVE_IMAGES, graphics=_LEAVE_ART, text=_REMOVE_TEXT)


def _must_stand(page: pymupdf.Page, words: list[tuple[str, pymupdf.Rect]]) -> None:
    """Make sure that the other words of the page are where they were: one that moved could lie under the black.

    Raises:
        LetterError: one is not.
    """
    stands: dict[str, list[pymupdf.Rect]] = {}
    for box, text in _layer(page):
        stands.setdefault(text, []).append(box)
    for text, box in words:
        if not any(abs(now.x0 - box.x0) + abs(now.y0 - box.y0) < _STEADY for now in stands.get(text, ())):
            raise LetterError(
                LetterErrorKind.FORBIDDEN,
                f"On page {page.number + 1} words cannot be taken out without moving others, so nothing was written. "
                "Print the letter to a new PDF, import that and redact it.",
            )


def _curved(page: pymupdf.Page, boxes: list[pymupdf.Rect] | None) -> bool:
    """Tell whether the page, or one of the boxes, holds a drawing with curves: letters can be drawn as such."""
    return any(
        any(item[0] == "c" for item in drawing["items"])
        for drawing in page.get_drawings()
        if boxes is None or any(drawing["rect"].intersects(box) for box in boxes)
    )


def _copied(source: pymupdf.Document) -> bytes:
    """Return a new file with what the pages show and nothing else; the same source gives the same bytes."""
    copy = pymupdf.open()
    copy.insert_pdf(source, links=False, annots=False, widgets=False)
    for xref in range(1, copy.xref_length()):
        _drop(copy, xref, _ASIDE)
        _drop(copy, xref, ("Resources/Properties", "Properties"))
    copy.set_metadata({})
    content: bytes = copy.tobytes(
        garbage=4, deflate=True, no_new_id=True, reproducible=True, encryption=pymupdf.PDF_ENCRYPT_NONE
    )
    copy.close()
    return content


def _drop(document: pymupdf.Document, xref: int, keys: Iterable[str]) -> None:
    for key in keys:
        if document.xref_get_key(xref, key)[0] not in {"null", "undefined"}:
            document.xref_set_key(xref, key, "null")
