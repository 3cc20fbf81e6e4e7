"""Marked words on the paper: evidence, hits of a search, selection."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from imr_desk.model.geometry import Rect, Span
from imr_desk.model.letter import LetterText
from imr_desk.ui.letter.paper import MarkKind, Paper

_PAD_ACROSS = 1.2
_PAD_DOWN = 0.6
"""Points of ground around marked words."""


class Marks:
    """What is marked in a letter. Boxes are made page by page, when a page is painted.

    Args:
        letter: the letter that all spans refer to.
    """

    def __init__(self, letter: LetterText) -> None:
        self._letter = letter
        self._spans: dict[MarkKind, dict[int, list[Span]]] = {kind: {} for kind in MarkKind}
        self._boxes: dict[tuple[MarkKind, int], tuple[Rect, ...]] = {}

    def set(self, kind: MarkKind, spans: Iterable[Span]) -> frozenset[int]:
        """Mark these words and no others of this kind; return the pages on which something may look different."""
        before = self._spans[kind]
        by_page: dict[int, list[Span]] = {}
        for span in spans:
            by_page.setdefault(span.page, []).append(span)
        self._spans[kind] = by_page
        moved = frozenset(page for page in before.keys() | by_page.keys() if before.get(page) != by_page.get(page))
        for page in moved:
            self._boxes.pop((kind, page), None)
        return moved

    def add(self, kind: MarkKind, spans: Iterable[Span]) -> frozenset[int]:
        """Mark these words beside the others of this kind; return their pages."""
        pages = set()
        for span in spans:
            self._spans[kind].setdefault(span.page, []).append(span)
            pages.add(span.page)
        for page in pages:
            self._boxes.pop((kind, page), None)
        return frozenset(pages)

    def spans(self, kind: MarkKind) -> tuple[Span, ...]:
        """Return the marked words of a kind."""
        return tuple(span for spans in self._spans[kind].values() for span in spans)

    def boxes(self, kind: MarkKind, page: int) -> tuple[Rect, ...]:
        """Return the boxes of marked words of a page, in points, a little larger than the words."""
        if page not in self._spans[kind]:
            return ()
        made = self._boxes.get((kind, page))
        if made is None:
            rects = (rect for span in self._spans[kind][page] for rect in self._letter.rects_of(span))
            made = tuple(padded(rect) for rect in rects)
            self._boxes[kind, page] = made
        return made

    def all_boxes(self, kind: MarkKind) -> list[tuple[int, Rect]]:
        """Return the boxes of all marked words of a kind with their pages; meant for kinds that mark few words."""
        return [(page, box) for page in self._spans[kind] for box in self.boxes(kind, page)]


def padded(rect: Rect) -> Rect:
    """Return the box of a mark around the box of its words."""
    return Rect(rect.x0 - _PAD_ACROSS, rect.y0 - _PAD_DOWN, rect.x1 + _PAD_ACROSS, rect.y1 + _PAD_DOWN)


def paint_grounds(painter: QPainter, boxes: Iterable[QRectF], paper: Paper, kind: MarkKind) -> None:
    """Lay the ground of marks over printed words so that the words stay as they are."""
    painter.setCompositionMode(paper.blend)
    ink = paper.ink(kind)
    for box in boxes:
        painter.fillRect(box, ink)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def paint_signs(painter: QPainter, boxes: Iterable[QRectF], paper: Paper, kind: MarkKind) -> None:
    """Draw what tells marks apart without colour: a line under evidence in focus, a frame around the current hit."""
    if kind is MarkKind.FOCUS:
        for box in boxes:
            thickness = max(1.5, min(3.0, box.height() * 0.11))
            line = QRectF(box.left(), box.bottom() - thickness, box.width(), thickness)
            painter.fillRect(line, QColor(paper.underline))
    elif kind is MarkKind.CURRENT_HIT:
        painter.setPen(QPen(QColor(paper.outline), 1.5))
        for box in boxes:
            painter.drawRect(box)
