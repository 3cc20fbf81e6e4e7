"""One page of a paper at a time, as wide as the view or at a zoom of its own."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from imr_desk.model.errors import DeskError
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.dress import Dress
from imr_desk.ui.letter.page_layout import FULL_SIZE, STEPS
from imr_desk.ui.letter.pictures import image_of
from imr_desk.ui.papers.paper_pages import PaperPages

_MARGIN = 14
_UNEXPECTED = "This page could not be drawn because of a fault in the program."
_BLANK = (612, 792)


class _Drawn(NamedTuple):
    """A page as a picture, and its size in points."""

    page: int
    size: tuple[int, int]
    image: QImage


def _draw(pages: PaperPages, page: int, width: float, zoom: float, ratio: float) -> _Drawn:
    """Draw a page ``width`` view units wide, or at ``zoom`` when that is not 0."""
    size = pages.size(page)
    scale = (zoom * FULL_SIZE if zoom else width / size[0]) * ratio
    return _Drawn(page, size, image_of(pages.draw(page, scale)))


class PageView(QAbstractScrollArea):
    """Shows a paper page by page.

    Args:
        lane: where pages are drawn.
        dress: the theme.

    Signals:
        moved: another page is shown, or the zoom is another.
        failed: a sentence: why a page cannot be drawn.
    """

    moved = Signal()
    failed = Signal(str)

    def __init__(self, lane: Lane, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("letterPages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there: a bar that comes and goes would change the width that the page is fitted to.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._lane = lane
        self._pages: PaperPages | None = None
        self._drawn: _Drawn | None = None
        self._job: Job | None = None
        self._zoom = 0.0
        self.page = self.count = 0
        self.problem = ""
        self.dress(dress)
        self._name()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self.viewport().update()

    @property
    def is_settled(self) -> bool:
        """Tell whether the page is drawn as it is wanted."""
        return self._job is None

    @property
    def zoom(self) -> float:
        """The zoom as a fraction of full size; that of the width while the page is fitted to it."""
        return self._zoom or self._fitted_width() / self._size()[0] / FULL_SIZE

    @property
    def is_fitted(self) -> bool:
        """Tell whether the page is as wide as the view."""
        return not self._zoom

    def show_paper(self, pages: PaperPages | None, count: int = 0) -> None:
        """Show the first page of a paper, or nothing; the same page again when there is one."""
        self._pages, self.count = pages, count
        self._drawn = None
        self.page = min(max(1, self.page), count) if pages is not None else 0
        self._want()

    def go_to(self, page: int) -> None:
        """Show a page (from 1); one that is not there leaves what is shown."""
        if 1 <= page <= self.count and page != self.page:
            self.page = page
            self.verticalScrollBar().setValue(0)
            self._want()

    def zoom_in(self) -> None:
        """Make the page larger by a step."""
        self._set_zoom(next((step for step in STEPS if step > self.zoom * 1.01), STEPS[-1]))

    def zoom_out(self) -> None:
        """Make the page smaller by a step."""
        self._set_zoom(next((step for step in reversed(STEPS) if step < self.zoom * 0.99), STEPS[0]))

    def fit_width(self) -> None:
        """Make the page as wide as the view."""
        self._set_zoom(0.0)

    def _set_zoom(self, zoom: float) -> None:
        if zoom != self._zoom:
            self._zoom = zoom
            self._want()

    # Drawing

    def _fitted_width(self) -> float:
        return max(80.0, self.viewport().width() - 2.0 * _MARGIN)

    def _size(self) -> tuple[int, int]:
        return self._drawn.size if self._drawn is not None else _BLANK

    def _want(self) -> None:
        """Have the page drawn as it is wanted now; what was wanted before is forgotten."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.problem = ""
        if self._pages is not None:
            ratio = self.devicePixelRatioF()
            work = partial(_draw, self._pages, self.page, self._fitted_width(), self._zoom, ratio)
            self._job = self._lane.run(self, work, self._keep, self._give_up)
        self._name()
        self._arrange()
        self.moved.emit()

    def _keep(self, drawn: _Drawn) -> None:
        self._job = None
        self._drawn = drawn
        self._arrange()
        self.moved.emit()

    def _give_up(self, error: Exception) -> None:
        self._job = None
        self._drawn = None
        self.problem = error.sentence if isinstance(error, DeskError) else _UNEXPECTED
        self._arrange()
        self.failed.emit(self.problem)
        if not isinstance(error, DeskError):
            raise error

    def _name(self) -> None:
        where = f", page {self.page} of {self.count}" if self.count else ""
        self.setAccessibleName(f"Preview{where}")

    def _paper(self) -> QSize:
        wide, high = self._size()
        width = self._zoom * FULL_SIZE * wide if self._zoom else self._fitted_width()
        return QSize(round(width), round(width * high / wide))

    def _arrange(self) -> None:
        paper, room = self._paper(), self.viewport().size()
        for bar, size, seen in (
            (self.verticalScrollBar(), paper.height(), room.height()),
            (self.horizontalScrollBar(), paper.width(), room.width()),
        ):
            bar.setRange(0, max(0, size + 2 * _MARGIN - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(max(1, seen // 12))
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page on the desk."""
        theme = self._dress.theme
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme.sunken))
        if self._pages is None:
            return
        paper = self._paper()
        left = max(_MARGIN, (self.viewport().width() - paper.width()) // 2) - self.horizontalScrollBar().value()
        area = QRectF(left, _MARGIN - self.verticalScrollBar().value(), paper.width(), paper.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(area, QColor("#ffffff"))
        if self._drawn is not None and self._drawn.page == self.page:
            painter.drawImage(area, self._drawn.image)
        painter.setPen(QPen(QColor(theme.line), 0.5))
        painter.drawRect(area)

    # Going

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the new width."""
        super().resizeEvent(event)
        if self.is_fitted and self._pages is not None and event.oldSize().width() != event.size().width():
            self._want()
        else:
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, turn pages, zoom."""
        bar, key = self.verticalScrollBar(), Qt.Key
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        does: dict[Qt.Key, Callable[[], object]] = {
            key.Key_PageDown: partial(self._page_on, 1),
            key.Key_PageUp: partial(self._page_on, -1),
            key.Key_Space: partial(self._page_on, -1 if shifted else 1),
            key.Key_Home: partial(self.go_to, 1),
            key.Key_End: partial(self.go_to, self.count),
            key.Key_Down: partial(bar.setValue, bar.value() + bar.singleStep()),
            key.Key_Up: partial(bar.setValue, bar.value() - bar.singleStep()),
            key.Key_Plus: self.zoom_in,
            key.Key_Minus: self.zoom_out,
            key.Key_0: self.fit_width,
        }
        do = does.get(Qt.Key(event.key()))
        if do is not None and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            do()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; beyond the end of a page, turn it."""
        bar, down = self.verticalScrollBar(), event.angleDelta().y() < 0
        at_end = bar.value() == (bar.maximum() if down else bar.minimum())
        if at_end and event.angleDelta().y():
            self._turn(1 if down else -1)
        else:
            super().wheelEvent(event)

    def _page_on(self, way: int) -> None:
        bar = self.verticalScrollBar()
        if bar.value() == (bar.maximum() if way > 0 else bar.minimum()):
            self._turn(way)
        else:
            bar.setValue(bar.value() + way * round(bar.pageStep() * 0.9))

    def _turn(self, way: int) -> None:
        before = self.page
        self.go_to(self.page + way)
        if way < 0 and self.page != before:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
