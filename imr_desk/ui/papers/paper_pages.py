"""The pages of a paper that is not in the log: counted, measured and drawn by the process that draws letters."""

from hashlib import sha256

from imr_desk.model.errors import LetterError
from imr_desk.ports import PagePixels, PageRenderer

_GLANCE = 0.05
"""Pixels a point at which a page is drawn to learn whether it is there."""
_MOST = 2000
"""Pages beyond which nobody counts; a letter has at most 500."""


class PaperPages:
    """Draws the pages of one PDF. Blocks while it works: call it from a lane, never from the Qt thread.

    Args:
        renderer: draws, apart from the window.
        content: the PDF.
    """

    def __init__(self, renderer: PageRenderer, content: bytes) -> None:
        self._renderer = renderer
        self._content = content
        self._fingerprint = sha256(content).hexdigest()
        self._sizes: dict[int, tuple[int, int]] = {}

    def draw(self, page: int, scale: float) -> PagePixels:
        """Draw page ``page`` (from 1) at ``scale`` pixels a point.

        Raises:
            LetterError: it cannot be drawn.
        """
        return self._renderer.render(self._content, self._fingerprint, page, scale)

    def size(self, page: int) -> tuple[int, int]:
        """Return width and height of a page (from 1) in whole points.

        Raises:
            LetterError: it cannot be drawn.
        """
        if page not in self._sizes:
            pixels = self.draw(page, 1.0)
            self._sizes[page] = (pixels.width, pixels.height)
        return self._sizes[page]

    def count(self) -> int:
        """Return the number of pages, found by looking: first in leaps, then by halves.

        Raises:
            LetterError: the paper cannot be opened or its first page cannot be drawn.
        """
        self.size(1)
        there, beyond = 1, 2
        while beyond <= _MOST and self._has(beyond):
            there, beyond = beyond, beyond * 2
        while beyond - there > 1:
            middle = (there + beyond) // 2
            if self._has(middle):
                there = middle
            else:
                beyond = middle
        return there

    def _has(self, page: int) -> bool:
        """Tell whether there is such a page; one that is there and cannot be drawn counts, and says so when shown."""
        try:
            self.draw(page, _GLANCE)
        except LetterError as error:
            return f"has no page {page}." not in error.sentence
        return True
