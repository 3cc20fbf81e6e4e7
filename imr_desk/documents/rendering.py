"""Pages as pictures."""

import math
from collections import OrderedDict

import pymupdf

from imr_desk.documents.open_pdf import MUPDF_ERRORS, open_pdf, refusal
from imr_desk.model.errors import LetterError, LetterErrorKind
from imr_desk.ports import PagePixels

MAX_PIXELS = 40_000_000
"""More than any screen shows; a page that would take more is drawn smaller, whatever size it claims to have."""

_KEPT = 4  # documents: the letter on the screen, its neighbours in the queue
_KEPT_BYTES = 96 * 1024 * 1024


def draw(document: pymupdf.Document, page: int, scale: float) -> PagePixels:
    """Draw page ``page`` (from 1) at ``scale`` pixels a point, smaller if it would exceed ``MAX_PIXELS``.

    Raises:
        LetterError: there is no such page, or it cannot be drawn.
    """
    if not 1 <= page <= document.page_count:
        raise LetterError(LetterErrorKind.DAMAGED, f"This letter has no page {page}.")
    try:
        sheet = document[page - 1]
        wanted = sheet.rect.width * sheet.rect.height * scale * scale
        if wanted > MAX_PIXELS:
            scale *= math.sqrt(MAX_PIXELS / wanted)
        pixels = sheet.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False)
        return PagePixels(pixels.width, pixels.height, pixels.stride, pixels.samples)
    except MUPDF_ERRORS as error:
        raise refusal(error) from error


class MupdfRenderer:
    """Draws pages of letters in PDF and keeps the last few documents open (``ports.PageRenderer``)."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[pymupdf.Document, int]] = OrderedDict()

    def render(self, content: bytes, fingerprint: str, page: int, scale: float) -> PagePixels:
        """Draw page ``page`` (from 1) at ``scale`` pixels a point; a page too large is drawn smaller.

        ``content`` may be empty for a letter that is still open.

        Raises:
            LetterError: ``GONE`` if the content is empty and the letter is not open (give it again); else the letter
                cannot be opened, has no such page, or the page cannot be drawn.
        """
        return draw(self._opened(content, fingerprint), page, scale)

    def close(self) -> None:
        """Close every document."""
        for document, _ in self._kept.values():
            document.close()
        self._kept.clear()

    def _opened(self, content: bytes, fingerprint: str) -> pymupdf.Document:
        if fingerprint in self._kept:
            self._kept.move_to_end(fingerprint)
            return self._kept[fingerprint][0]
        if not content:
            raise LetterError(LetterErrorKind.GONE, "The letter is no longer open for drawing; open it again.")
        document = open_pdf(content)
        self._kept[fingerprint] = (document, len(content))
        while len(self._kept) > _KEPT or sum(size for _, size in self._kept.values()) > _KEPT_BYTES:
            if len(self._kept) == 1:
                break
            self._kept.popitem(last=False)[1][0].close()
        return document
