"""The search of a redacted copy: by PDFium, by text recognition, and through every string of the file.

Whoever removed the words is not asked whether they are gone.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pymupdf
import pypdfium2

from imr_desk.documents import tesseract
from imr_desk.documents.ocr import recognized
from imr_desk.documents.open_pdf import opened
from imr_desk.documents.redaction import Removed
from imr_desk.documents.redaction_strings import STRING, bytes_of
from imr_desk.documents.redaction_words import Sought
from imr_desk.documents.tesseract import Tesseract
from imr_desk.model.geometry import Rect

AROUND = 0
"""Stands for the file around its pages: metadata, bookmarks, attachments, objects."""

_BINARY = ("/Image", "/Type1C", "/CIDFontType0C", "/OpenType")


def left_in(found: Removed, words: Sought) -> tuple[int, ...]:
    """Return the pages (from 1, or ``AROUND``) on which PDFium or the file's own strings still hold a word."""
    return tuple(sorted({*_by_pdfium(found, words), *_by_strings(found.content, words)}))


def left_in_pictures(found: Removed, words: Sought, data: Path, step: Callable[[], None]) -> tuple[int, ...]:
    """Return the pages (from 1) on which text recognition still reads a word.

    Looked at are pages that something was taken out of, and those with pictures or curves; on others all that is
    printed is text, which is searched as such.

    Args:
        found: the copy.
        words: what must be gone.
        data: folder of the recognition data.
        step: called before each page, which takes seconds.

    Raises:
        OSError: text recognition is not there.
    """
    left = []
    with Tesseract(data) as engine, opened(found.content) as document:
        for number in sorted({*found.boxes, *found.pictures}):
            step()
            if words.stands_in(recognized(document[number - 1], number, engine).text):
                left.append(number)
    return tuple(left)


def can_read_pictures() -> bool:
    """Tell whether this build has text recognition."""
    return tesseract.is_built_in()


def _by_pdfium(found: Removed, words: Sought) -> Iterator[int]:
    with closing(pypdfium2.PdfDocument(found.content)) as document:
        if document.count_attachments() or any(
            words.stands_in(text) for text in document.get_metadata_dict().values()
        ):
            yield AROUND
        if any(True for _ in document.get_toc()):
            yield AROUND
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            if words.stands_in(text.get_text_range()) or _stands_inside(text, found.boxes.get(number, ())):
                yield number


def _stands_inside(text: pypdfium2.PdfTextPage, boxes: tuple[Rect, ...]) -> bool:
    """Tell whether the middle of a printed character lies in one of the boxes."""
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        if (
            any(box.holds((left + right) / 2, (bottom + top) / 2) for box in boxes)
            and text.get_text_range(index, 1).strip()
        ):
            return True
    return False


def _by_strings(content: bytes, words: Sought) -> Iterator[int]:
    """Search every string of every object and stream, unpacked, in both encodings that PDF has for text."""
    with opened(content) as document:
        for xref in range(1, document.xref_length()):
            sources = [str(document.xref_object(xref, compressed=True)).encode("utf-8", "replace")]
            if document.xref_is_stream(xref) and not _is_binary(document, xref):
                sources.append(document.xref_stream(xref) or b"")
            if any(words.stands_in(text) for source in sources for text in _texts(source)):
                yield AROUND


def _is_binary(document: pymupdf.Document, xref: int) -> bool:
    """Tell whether a stream is a picture or a font program, which hold no strings."""
    return document.xref_get_key(xref, "Subtype")[1] in _BINARY or document.xref_get_key(xref, "Length1")[0] == "int"


def _texts(source: bytes) -> Iterator[str]:
    """Yield what the strings of a source may say: each by itself, and run together as a line is set in pieces."""
    strings = [bytes_of(match[0]) for match in STRING.finditer(source)]
    yield "".join(string.decode("latin-1") for string in strings)
    for string in strings:
        yield string.decode("utf-16-be", "ignore") if string.startswith(b"\xfe\xff") else string.decode("latin-1")
