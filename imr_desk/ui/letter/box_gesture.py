"""Drawing a box on the pages: the words in it become the selection, also across columns."""

from PySide6.QtCore import QPointF

from imr_desk.model.geometry import Rect, Span
from imr_desk.ui.letter.page_desk import PageDesk
from imr_desk.ui.letter.page_layout import Spot


class BoxGesture:
    """A box between two places of the pages, which scrolling and zooming do not move.

    Args:
        desk: shows the pages and the box.
    """

    def __init__(self, desk: PageDesk) -> None:
        self._desk = desk
        self._from: Spot | None = None
        self._known: dict[int, tuple[Rect, tuple[Span, ...]]] = {}

    @property
    def is_drawn(self) -> bool:
        """Tell whether a box is being drawn."""
        return self._from is not None

    def begin(self, pos: QPointF) -> None:
        """Put a corner at a place of the viewport."""
        self._from = self._desk.spot_at(pos)
        self._known = {}

    def reach(self, pos: QPointF) -> None:
        """Put the opposite corner at a place of the viewport, and select what lies in the box now."""
        to = self._desk.spot_at(pos)
        if self._from is None or to is None:
            return
        self._desk.show_band((self._from, to))
        layout = self._desk.layout_of_pages
        spans = (self._words(page, rect) for page, rect in layout.parts(layout.spanned(self._from, to)))
        self._desk.select(tuple(span for of_page in spans for span in of_page))

    def end(self) -> None:
        """Take the box away; what was in it stays selected."""
        self._from = None
        self._known = {}
        self._desk.show_band(None)

    def _words(self, page: int, rect: Rect) -> tuple[Span, ...]:
        """Return the words in a box on a page; a long drag covers many pages of which only the last one changes."""
        known = self._known.get(page)
        if known is not None and known[0] == rect:
            return known[1]
        printed = self._desk.printed
        spans = () if printed is None else printed.words_in(page, rect)
        self._known[page] = (rect, spans)
        return spans
