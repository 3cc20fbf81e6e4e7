"""A bar chart on the screen, walked with the pointer or the arrow keys; a click or Enter leads to the cases."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from imr_desk.model.queue import CaseFilter
from imr_desk.ui.dashboard.bar_drawing import BarDrawing
from imr_desk.ui.dashboard.bars import BarLayout, Spot
from imr_desk.ui.dashboard.chart import Chart
from imr_desk.ui.dress import Dress

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Plot(QFrame):
    """Shows a chart and says which bar is meant."""

    cases_requested = Signal(CaseFilter)

    spoken = Signal(str)
    """What the bar under the pointer or the keyboard says; empty when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figurePlot")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._chart: Chart | None = None
        self._dress: Dress | None = None
        self._layout = BarLayout((), (0.0, 1.0))
        self._current = -1
        self._drawing = BarDrawing()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 2, 2, 2)
        self._column.addWidget(self._drawing.view)

    # Showing

    def show_chart(self, chart: Chart) -> None:
        """Show a chart in place of the one before."""
        self._chart = chart
        self._layout = BarLayout.of(chart)
        self._current = -1
        self._draw()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self._draw()

    def _draw(self) -> None:
        if self._chart is not None and self._dress is not None:
            self.setFixedHeight(self._drawing.draw(self._chart, self._layout, self._dress))
            self._drawing.fit(self.width(), self.height())
            self._point_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give names and numbers the room that is there now."""
        super().resizeEvent(event)
        self._drawing.fit(self.width(), self.height())

    # Pointing

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The bars in the order in which the keyboard walks along them."""
        return self._layout.spots

    def place_on_widget(self, number: int) -> QPoint:
        """Return the middle of a bar's place on this widget."""
        point = self._drawing.point_of(self._layout.spots[number].around.center())
        return self._drawing.view.mapTo(self, point.toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what the bar under the pointer is."""
        self._go_to(self._at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lead to the cases of the bar under the pointer."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._go_to(self._at(event.position()))
            self._ask()

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing any more, unless the keyboard does."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._go_to(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the first bar."""
        super().focusInEvent(event)
        if self._current < 0 and self._layout.spots and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._go_to(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing any more."""
        super().focusOutEvent(event)
        self._go_to(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the bars; Enter leads to the cases."""
        key, last = Qt.Key(event.key()), len(self._layout.spots) - 1
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask()
        elif key in _STEPS:
            self._go_to(max(0, min(last, self._current + _STEPS[key])))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if key == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    @property
    def _spot(self) -> Spot | None:
        return self._layout.spots[self._current] if 0 <= self._current < len(self._layout.spots) else None

    def _at(self, point: QPointF) -> int:
        if self._chart is None:
            return -1
        values = self._drawing.values_at(QPointF(self._drawing.view.mapFrom(self, point.toPoint())))
        return self._layout.at(values.x(), values.y(), lying=self._chart.lying)

    def _go_to(self, number: int) -> None:
        if number != self._current:
            self._current = number
            self._point_out()

    def _point_out(self) -> None:
        spot = self._spot
        self._drawing.point_at(spot)
        leads = spot is not None and spot.bar.where is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        words = "" if spot is None else spot.bar.words
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.spoken.emit(words)

    def _ask(self) -> None:
        if self._spot is not None and self._spot.bar.where is not None:
            self.cases_requested.emit(self._spot.bar.where)

    # Files

    def settle(self) -> None:
        """Lay out at once, for a chart that is drawn without being seen."""
        self._column.activate()
        self._drawing.settle(self.width(), self.height())

    def paint_into(self, painter: QPainter, target: QRectF) -> None:
        """Draw the chart into a rectangle of something else, such as a picture or a page."""
        self._go_to(-1)
        self._drawing.paint_into(painter, target)
