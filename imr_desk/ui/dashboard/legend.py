"""What the bars, lines and signs of a chart mean: on the screen, and on a chart that leaves the desk."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from imr_desk.ui.dashboard.bar_drawing import series_brushes
from imr_desk.ui.dashboard.chart import Chart
from imr_desk.ui.dashboard.flow import Flow
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.theme import Theme

GUIDE, MARKER = -1, -2
"""Entries of a legend that are no series."""


def entries_of(chart: Chart) -> tuple[tuple[int, str], ...]:
    """Return what a legend says: the number of a series, or ``GUIDE`` or ``MARKER``, with its words."""
    entries = list(enumerate(series.name for series in chart.series))
    if chart.guide is not None:
        entries.append((GUIDE, chart.guide.words))
    if chart.marker_words:
        entries.append((MARKER, chart.marker_words))
    return tuple(entries)


def paint_swatch(painter: QPainter, rect: QRectF, chart: Chart, entry: int, theme: Theme) -> None:
    """Paint the sign of an entry as the chart shows it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=entry == MARKER)
    middle = rect.center()
    if entry == GUIDE:
        painter.setPen(QPen(QColor(theme.text), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(middle.x(), rect.top()), QPointF(middle.x(), rect.bottom()))
    elif entry == MARKER:
        half = rect.height() * 0.42
        path = QPainterPath(middle + QPointF(0, -half))
        for corner in (QPointF(half, 0), QPointF(0, half), QPointF(-half, 0)):
            path.lineTo(middle + corner)
        path.closeSubpath()
        painter.setPen(QPen(QColor(theme.text), 1.5))
        painter.setBrush(QColor(theme.evidence_focus))
        painter.drawPath(path)
    else:
        series = chart.series[entry]
        painter.setPen(QPen(QColor(getattr(theme, series.role)), 1))
        for brush in series_brushes(series, theme):
            painter.setBrush(brush)
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


class Swatch(QWidget):
    """The sign of an entry."""

    def __init__(self, chart: Chart, entry: int, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart, self._entry, self._theme = chart, entry, dress.theme
        self.setFixedSize(dress.kind.px(14), dress.kind.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        paint_swatch(painter, QRectF(self.rect()), self._chart, self._entry, self._theme)
        painter.end()


class Legend(Flow):
    """All entries, in as many lines as the width needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(14, parent=parent)

    def show_chart(self, chart: Chart, dress: Dress) -> None:
        """Show what a chart's signs mean."""
        made: list[QWidget] = []
        for entry, words in entries_of(chart):
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            row.addWidget(Swatch(chart, entry, dress))
            label = plain_label("legendWords", words)
            row.addWidget(label)
            made.append(pair)
        self.show_widgets(made)
