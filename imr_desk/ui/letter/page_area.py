"""A view that pages can be laid out in, scrolled, zoomed and turned; what is painted there is not its business."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from imr_desk.model.geometry import Rect
from imr_desk.ui.letter.glide import Glide
from imr_desk.ui.letter.page_layout import (
    Fit,
    Frame,
    PageLayout,
    Paper,
    Spot,
    bounded,
    fitted_zoom,
    revealing,
    stepped,
)

LINE = 40
"""View units that an arrow key scrolls."""
_CONTEXT = 0.22
"""Share of the view that is shown around what had to be scrolled to."""


class PageArea(QAbstractScrollArea):
    """Pages under one another, and which part of them shows.

    Subclasses are told after every move (``_settle``) and may name boxes that are to stay in sight (``_held_boxes``).
    """

    zoom_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.fit = Fit.WIDTH
        self.rotation = 0
        self.layout_of_pages = PageLayout.arranged((), 1.0, 0, 0)
        self.glide = Glide(self.verticalScrollBar())
        self._papers: tuple[Paper, ...] = ()
        self._ratio = self.devicePixelRatioF()

    def _settle(self) -> None:
        """Do what is to be done when another part of the pages shows."""

    def _held_boxes(self) -> Iterable[tuple[int, Rect]]:
        """Return boxes (page, points) of which the first that shows stays in sight when the view changes its size."""
        return ()

    # Scrolling

    def scroll_screens(self, screens: float) -> None:
        """Scroll by so many views, gliding."""
        self.glide.to(self.glide.goal + screens * self.viewport().height())

    def show_box(self, page: int, rect: Rect) -> None:
        """Scroll just so far that a box on a page (in points) shows."""
        self._bring_into_view(self.layout_of_pages.box(page, rect), LINE, LINE)

    def reveal_boxes(self, page: int, rects: Iterable[Rect]) -> None:
        """Scroll so that boxes on a page (in points) show with some context; what shows already does not move."""
        boxes = [self.layout_of_pages.box(page, rect) for rect in rects]
        if not boxes:
            return
        around = boxes[0]
        for box in boxes[1:]:
            around = around.united(box)
        size = self.viewport().size()
        if around.height > size.height():
            around = boxes[0]
        self._bring_into_view(around, size.width() * _CONTEXT, size.height() * _CONTEXT)

    def _bring_into_view(self, box: Rect, beside: float, above: float) -> None:
        across, down, size = self.horizontalScrollBar(), self.verticalScrollBar(), self.viewport().size()
        self.glide.jump(revealing(down.value(), size.height(), box.y0, box.y1, above))
        across.setValue(round(revealing(across.value(), size.width(), box.x0, box.x1, beside)))

    def _shown(self) -> tuple[Frame, ...]:
        """Return the pages that show."""
        top = self.verticalScrollBar().value()
        return self.layout_of_pages.between(top, top + self.viewport().height())

    # Zoom

    @property
    def zoom(self) -> float:
        """The zoom as it is; 1.0 is full size."""
        return self.layout_of_pages.zoom

    def set_fit(self, fit: Fit) -> None:
        """Let the zoom follow the size of the view."""
        self.fit = fit
        self._rearrange()
        self.zoom_changed.emit()

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom, keeping what is at ``at`` (or in the middle) where it is."""
        at = at or QPointF(self.viewport().rect().center())
        anchor = self._spot_at(at)
        self.fit = Fit.FREE
        self._arrange(anchor, bounded(zoom))
        self.zoom_changed.emit()

    def zoom_by(self, steps: int) -> None:
        """Zoom by so many stops in (or, below zero, out)."""
        self.zoom_to(stepped(self.zoom, steps))

    def rotate(self) -> None:
        """Turn all pages a quarter clockwise."""
        anchor = self._spot_at(QPointF(self.viewport().rect().center()))
        self.rotation = (self.rotation + 90) % 360
        self._arrange(anchor)
        self.zoom_changed.emit()

    def spot_at(self, pos: QPointF) -> Spot | None:
        """Return the place on the nearest page under a place of the viewport."""
        left, top = self._scrolled()
        return self.layout_of_pages.spot(pos.x() + left, pos.y() + top)

    def rect_in_view(self, page: int, rect: Rect) -> QRectF:
        """Return where a box on a page lies in the viewport."""
        box = self.layout_of_pages.box(page, rect)
        left, top = self._scrolled()
        return QRectF(box.x0 - left, box.y0 - top, box.width, box.height)

    def will_show(self, page: int, rect: Rect) -> bool:
        """Tell whether some of a box on a page shows, once the pages have come to rest."""
        moved = self.verticalScrollBar().value() - self.glide.goal
        box = self.rect_in_view(page, rect).translated(0, moved).adjusted(-1, -1, 1, 1)
        return box.toAlignedRect().intersects(self.viewport().rect())

    def _scrolled(self) -> tuple[int, int]:
        return self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def _spot_at(self, pos: QPointF) -> tuple[Spot, QPointF] | None:
        spot = self.spot_at(pos)
        return None if spot is None else (spot, pos)

    def _arrange(self, anchor: tuple[Spot, QPointF] | None, zoom: float | None = None) -> None:
        """Lay the pages out anew, keeping the spot of ``anchor`` where it is in the view."""
        papers, size = self._papers, self.viewport().size()
        self._ratio = self.devicePixelRatioF()
        if self.fit is not Fit.FREE:
            zoom = fitted_zoom(papers, self.rotation, size.width(), size.height(), self.fit)
        layout = PageLayout.arranged(papers, zoom or self.zoom, self.rotation, size.width(), self._ratio)
        self.layout_of_pages = layout
        self.glide.stop()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(size.height())
        down.setSingleStep(LINE)
        down.setRange(0, max(0, round(layout.height) - size.height()))
        across.setPageStep(size.width())
        across.setSingleStep(LINE)
        across.setRange(0, max(0, round(layout.width) - size.width()))
        if anchor is not None and papers:
            spot, pos = anchor
            x, y = layout.place(spot)
            across.setValue(round(x - pos.x()))
            down.setValue(round(y - pos.y()))
        self.viewport().update()
        self._settle()

    def _rearrange(self) -> None:
        self._arrange(self._held(self.viewport().size()))

    def _held(self, before: QSize) -> tuple[Spot, QPointF] | None:
        """Return what stays where it is when the size of the view moves on from ``before``: its top.

        A box to be held that was in sight stays in sight instead, at the same share of the height.
        """
        left, top = self._scrolled()
        view = Rect(left, top, left + before.width(), top + before.height())
        spot = self.layout_of_pages.in_sight(self._held_boxes(), view)
        if spot is None:
            return self._spot_at(QPointF(self.viewport().width() / 2, 0))
        x, y = self.layout_of_pages.place(spot)
        return spot, QPointF(x - left, (y - top) * self.viewport().height() / max(1, before.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the top of the view, or what is to be held in sight, where it is."""
        self._arrange(self._held(event.oldSize()))
        self.zoom_changed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Move what is painted and paint only what comes in."""
        self.viewport().scroll(dx, dy)
        self._settle()
