"""A letter with native highlights: a copy of its PDF in which any reader shows what was marked, and the notes."""

import io
from datetime import UTC, datetime
from typing import Any

import pymupdf

from imr_desk.documents.open_pdf import opened
from imr_desk.model.copies import Mark
from imr_desk.model.errors import LetterError, LetterErrorKind
from imr_desk.model.geometry import Rect
from imr_desk.model.letter import LetterText

_DRAWS_LOTS = "AESV"  # names of the ciphers that begin every string with a random number
_NO_DAY = "D:19700101000000Z"  # where nobody signed; the present moment would change the bytes with every copy


def marked(content: bytes, letter: LetterText, marks: tuple[Mark, ...]) -> bytes:
    """Return the PDF with a highlight annotation for each mark and page; the same marks give the same bytes.

    The source's own bytes stand at the front of the copy and the highlights follow as an update (PDF 32000-1, 7.5.6).
    A file that cannot take one (damaged, or encrypted with AES, which begins each string with a random number) is
    written anew without its encryption; its pages stay as they are.

    Raises:
        LetterError: the file cannot be opened, or holds other pages than the letter's text.
    """
    with opened(content) as document:
        if document.page_count != len(letter.pages):
            raise LetterError(
                LetterErrorKind.DAMAGED, "The letter's pages are not those that were read; import it anew."
            )
        anew = not document.can_save_incrementally() or _encryption_draws_lots(document)
        number = 0
        for mark in marks:
            for page, boxes in boxes_of(letter, mark):
                number += 1
                highlight(document[page - 1], boxes, mark, number)
        return written(document, anew=anew)


def boxes_of(letter: LetterText, mark: Mark) -> list[tuple[int, list[Rect]]]:
    """Return the boxes of a mark by page (from 1), one a printed line; words without a place on paper have none."""
    places: dict[int, list[Rect]] = {}
    for span in mark.spans:
        places.setdefault(span.page, []).extend(letter.rects_of(span))
    return [(page, boxes) for page, boxes in places.items() if boxes]


def highlight(page: pymupdf.Page, boxes: list[Rect], mark: Mark, number: int) -> None:
    """Put one highlight on a page: boxes in points as shown, turned back to the paper as the file holds it."""
    turned_back = page.derotation_matrix
    quads = [pymupdf.Rect(box.x0, box.y0, box.x1, box.y1).quad * turned_back for box in boxes]
    annotation = page.add_highlight_annot(quads)
    moment = _pdf_moment(mark.at)
    annotation.set_info(
        title=mark.author, subject=mark.subject, content=mark.note, creationDate=moment, modDate=moment
    )
    annotation.set_colors(stroke=mark.color)
    annotation.update()
    document = page.parent
    document.xref_set_key(annotation.xref, "NM", f"(imr-desk-{number})")
    document.xref_set_key(annotation.xref, "M", f"({moment})")  # update() writes the present moment


def written(document: pymupdf.Document, *, anew: bool) -> bytes:
    """Return the file: an update behind the source's own bytes, or written anew without encryption."""
    options = pymupdf.mupdf.PdfWriteOptions()
    options.do_incremental = int(not anew)
    options.do_encrypt = pymupdf.PDF_ENCRYPT_NONE if anew else pymupdf.PDF_ENCRYPT_KEEP
    options.dont_regenerate_id = 1  # a new one is drawn by lot
    options.reproducible = 1
    sink = io.BytesIO()
    # Document.save() does the same, but takes an update only to a file on the disk.
    output = pymupdf.JM_new_output_fileptr(sink)
    pymupdf.mupdf.pdf_write_document(pymupdf._as_pdf_document(document), output, options)  # noqa: SLF001 - no public way
    output.fz_close_output()
    return sink.getvalue()


def _encryption_draws_lots(document: pymupdf.Document) -> bool:
    kind, value = document.xref_get_key(-1, "Encrypt")
    if kind == "xref":
        value = document.xref_object(int(str(value).split()[0]))
    return _DRAWS_LOTS in str(value)


def _pdf_moment(at: str) -> str:
    """Return an ISO 8601 moment as PDF writes it, in universal time (PDF 32000-1, 7.9.4)."""
    try:
        moment: Any = datetime.fromisoformat(at)
    except ValueError:
        return _NO_DAY
    return f"D:{moment.astimezone(UTC):%Y%m%d%H%M%S}Z"
