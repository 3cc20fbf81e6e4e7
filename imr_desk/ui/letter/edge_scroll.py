"""Scrolling on while a drag waits beyond the edge of a view."""

from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtWidgets import QAbstractScrollArea

_INTERVAL = 30
"""Milliseconds between two moves."""
_SHARE = 0.4
"""Share of the way beyond the edge that one move scrolls."""


class EdgeScroll(QTimer):
    """Scrolls a view towards a pointer that is held beyond its edge, the faster the farther away it is.

    Signals: ``moved(QPointF)`` the view has scrolled, and the drag now reaches to this place of the viewport.

    Args:
        area: the view; it owns this.
    """

    moved = Signal(QPointF)

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._pos = QPointF()
        self.setInterval(_INTERVAL)
        self.timeout.connect(self._move)

    def follow(self, pos: QPointF) -> None:
        """Take note where the pointer of the drag is; scroll on while that is beyond the edge."""
        self._pos = pos
        outside = not self._area.viewport().rect().contains(pos.toPoint())
        if outside and not self.isActive():
            self.start()
        elif not outside:
            self.stop()

    def _move(self) -> None:
        view = self._area.viewport().rect()
        for bar, beyond in (
            (self._area.verticalScrollBar(), _beyond(self._pos.y(), view.height())),
            (self._area.horizontalScrollBar(), _beyond(self._pos.x(), view.width())),
        ):
            bar.setValue(bar.value() + round(beyond * _SHARE))
        edge = QPointF(
            min(max(self._pos.x(), 0.0), view.width() - 1.0), min(max(self._pos.y(), 0.0), view.height() - 1.0)
        )
        self.moved.emit(edge)


def _beyond(at: float, length: float) -> float:
    return at if at < 0 else max(0.0, at - length)
