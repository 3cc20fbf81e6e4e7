"""A box to choose from and a box to tick whose arrow and tick are drawn in the colours of the theme."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QStyle, QStyleOptionButton, QWidget


class ChoiceBox(QComboBox):
    """A box to choose from; the wheel scrolls what it stands in and never changes a choice."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choiceBox")
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow that shows that there are choices."""
        super().paintEvent(event)
        size = self.fontMetrics().height() * 0.26
        middle = QPointF(self.width() - size * 2.6, self.height() / 2 + size * 0.2)
        painter = QPainter(self)
        colour = self.palette().color(QPalette.ColorRole.Text)
        _draw(
            painter,
            colour,
            size,
            [middle + QPointF(-size, -size / 2), middle + QPointF(0, size / 2), middle + QPointF(size, -size / 2)],
        )


class TickBox(QCheckBox):
    """A box to tick."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tick."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        area = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        left, top, size = float(area.left()), float(area.top()), float(area.width())
        marks = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.31))
        colour = self.palette().color(QPalette.ColorRole.HighlightedText)
        points = [QPointF(left + across * size, top + down * size) for across, down in marks]
        _draw(QPainter(self), colour, size / 2, points)


def _draw(painter: QPainter, colour: QColor, size: float, points: list[QPointF]) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1.5, size * 0.34))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(points))
    painter.end()
