"""A chart as a file: with title, legend and what must be said of it, on white, whatever the screen looks like."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from imr_desk.ui.dashboard.bar_drawing import chart_font
from imr_desk.ui.dashboard.chart import Content
from imr_desk.ui.dashboard.legend import entries_of, paint_swatch
from imr_desk.ui.dashboard.plot import Plot
from imr_desk.ui.dress import Dress
from imr_desk.ui.theme import LIGHT, Type

_WIDTH, _MARGIN, _GAP = 960, 28, 10
_SHARPNESS = 2
"""Device pixels a logical one in pictures, so that they stay sharp on paper."""

_DPI = 96
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class ChartDrawing:
    """Draws a chart for files.

    Args:
        content: what the card shows.
        dress: where the icons are; its look is not used.
        day: the day that the numbers are of, in words.
        parent: keeps the hidden chart alive while it is drawn.
    """

    def __init__(self, content: Content, dress: Dress, day: str, parent: QWidget) -> None:
        self._content = content
        self._theme = LIGHT
        self._kind = Type()
        self._notes = f"{content.note} As of {day}.".strip()
        self._plot = Plot(parent)
        self._plot.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._plot.dress(Dress(dress.icons, self._theme, self._kind))
        self._plot.show_chart(content.chart)
        self._plot.resize(_WIDTH - 2 * _MARGIN, self._plot.height())
        self._plot.show()
        self._plot.settle()

    def close(self) -> None:
        """Let the hidden chart go."""
        self._plot.hide()
        self._plot.deleteLater()

    def png(self) -> bytes:
        """Return it as a picture."""
        size = self._size()
        image = QImage(size * _SHARPNESS, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_SHARPNESS)
        painter = QPainter(image)
        self._paint(painter, size)
        painter.end()
        buffer = _opened()
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return _bytes(buffer)

    def svg(self) -> bytes:
        """Return it as a drawing that stays sharp at every size."""
        size, buffer = self._size(), _opened()
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(size)
        generator.setResolution(_DPI)
        generator.setViewBox(QRect(0, 0, size.width(), size.height()))
        generator.setTitle(self._content.title)
        painter = QPainter(generator)
        self._paint(painter, size)
        painter.end()
        return _bytes(buffer)

    def pdf(self) -> bytes:
        """Return it as a page of its own size."""
        size, buffer = self._size(), _opened()
        writer = QPdfWriter(buffer)
        writer.setResolution(_DPI)
        points = QSizeF(size.width() * 72 / _DPI, size.height() * 72 / _DPI)
        writer.setPageLayout(
            QPageLayout(
                QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch),
                QPageLayout.Orientation.Portrait,
                QMarginsF(),
            )
        )
        writer.setTitle(self._content.title)
        painter = QPainter(writer)
        self._paint(painter, size)
        painter.end()
        return _bytes(buffer)

    def _size(self) -> QSize:
        return QSize(_WIDTH, round(self._paint(None, QSize(_WIDTH, 0))))

    def _paint(self, painter: QPainter | None, size: QSize) -> float:
        """Paint everything from top to bottom, or only measure; return the height."""
        wide, small = _WIDTH - 2 * _MARGIN, chart_font(self._kind.small)
        if painter is not None:
            painter.fillRect(QRect(0, 0, size.width(), size.height()), QColor(self._theme.panel))
        y = float(_MARGIN)
        head = chart_font(self._kind.display, strong=True)
        y += self._words(painter, self._content.title, head, self._theme.text, QRectF(_MARGIN, y, wide, 0)) + _GAP
        y += self._paint_legend(painter, y, wide) + _GAP
        target = QRectF(_MARGIN, y, wide, self._plot.height())
        if painter is not None:
            self._plot.paint_into(painter, target)
        y += target.height() + _GAP
        y += self._words(painter, self._notes, small, self._theme.quiet, QRectF(_MARGIN, y, wide, 0))
        return y + _MARGIN

    def _paint_legend(self, painter: QPainter | None, top: float, wide: float) -> float:
        small, side = chart_font(self._kind.small), 12
        metrics = QFontMetrics(small)
        x, y, line = float(_MARGIN), top, metrics.height() + 4
        for entry, words in entries_of(self._content.chart):
            needed = side + 6 + metrics.horizontalAdvance(words)
            if x > _MARGIN and x + needed > _MARGIN + wide:
                x, y = float(_MARGIN), y + line
            if painter is not None:
                sign = QRectF(x, y + (line - side) / 2, side, side)
                paint_swatch(painter, sign, self._content.chart, entry, self._theme)
                painter.setFont(small)
                painter.setPen(QColor(self._theme.text))
                place = QRectF(x + side + 6, y, needed, line)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            x += needed + 20
        return y + line - top

    @staticmethod
    def _words(painter: QPainter | None, words: str, face: QFont, colour: str, place: QRectF) -> float:
        needed = QFontMetrics(face).boundingRect(QRect(0, 0, int(place.width()), 10_000), int(_WRAPPED), words)
        if painter is not None:
            painter.setFont(face)
            painter.setPen(QColor(colour))
            painter.drawText(
                QRectF(place.left(), place.top(), place.width(), needed.height() + 2), int(_WRAPPED), words
            )
        return float(needed.height())


def _opened() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _bytes(buffer: QBuffer) -> bytes:
    buffer.close()
    data: QByteArray = buffer.data()
    return bytes(data.data())
