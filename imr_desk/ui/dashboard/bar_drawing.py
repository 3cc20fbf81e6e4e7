"""Draws a bar chart with pyqtgraph.

The only module that knows the charting library, which is imported when a dashboard is first opened.
"""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QFrame, QGraphicsRectItem, QGraphicsTextItem, QGraphicsView

from imr_desk.ui.dashboard.bars import BarLayout, Spot, place_of
from imr_desk.ui.dashboard.chart import Chart, Fill, Series, Slot, number_words
from imr_desk.ui.dress import Dress
from imr_desk.ui.theme import Theme, Type, font

_ROW, _AXIS, _STANDING = 26, 30, 230
"""Pixels at text size 100 %: of a lying bar with its air, of the axis below, of a chart of standing bars."""

_WIDEST_NAME = 0.38
"""Part of the chart's width that the names of groups may take."""

_NEAR = "\u2002"
"""Blank between a bar and the words beside it."""

_MARGIN = 0.9
"""Places of air before the first standing bar."""

_CAP = 0.14
"""Half the length of the stroke at either end of an interval, as a part of a group's place."""


class BarDrawing:
    """A chart on a view of its own.

    Attributes:
        view: the widget that shows it; the mouse passes through it.
    """

    def __init__(self) -> None:
        view = pg.PlotWidget(enableMenu=False)
        view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setFrameShape(QFrame.Shape.NoFrame)
        self._item: Any = view.getPlotItem()
        self._item.hideButtons()
        self._item.setMouseEnabled(False, False)
        self.view: QGraphicsView = view
        self._chart = Chart((), ())
        self._kind = Type()
        self._layout = BarLayout.of(self._chart)
        self._cursor = QGraphicsRectItem()
        self._asides: list[tuple[int, Any]] = []

    # Drawing

    def draw(self, chart: Chart, layout: BarLayout, dress: Dress) -> int:
        """Draw a chart in place of the one before; return the height that it wants, in pixels."""
        theme, self._kind, self._chart, self._layout = dress.theme, dress.kind, chart, layout
        self._item.clear()
        self.view.setBackgroundBrush(QColor(theme.panel))
        self._draw_axes(theme)
        for number, series in enumerate(chart.series):
            self._draw_bars(number, series, theme)
        self._draw_intervals(theme)
        self._draw_published(theme)
        self._draw_asides(theme)
        self._cursor = QGraphicsRectItem()
        self._cursor.setPen(_pen(theme.text, 2))
        self._cursor.setZValue(20)
        self._cursor.hide()
        self._item.addItem(self._cursor, ignoreBounds=True)
        return self._kind.px(_ROW * max(1, len(chart.slots)) + _AXIS if chart.lying else _STANDING)

    def _draw_axes(self, theme: Theme) -> None:
        chart, small = self._chart, chart_font(self._kind.small)
        groups, values = ("left", "bottom") if chart.lying else ("bottom", "left")
        for name in (groups, values):
            axis = self._item.getAxis(name)
            axis.setPen(_pen(theme.line if name == groups else theme.panel, 1))
            axis.setTextPen(theme.text if name == groups else theme.quiet)
            axis.setTickFont(small)
            axis.setStyle(tickLength=0, tickTextOffset=6, hideOverlappingLabels=False)
        marks = [(value, number_words(value) + chart.unit) for value in self._layout.values]
        self._item.getAxis(values).setTicks([marks])
        self._item.getAxis("bottom").setHeight(self._kind.px(_AXIS - 6))
        if not chart.lying:
            metrics = QFontMetrics(small)
            self._item.getAxis("left").setWidth(max(metrics.horizontalAdvance(words) for _, words in marks) + 14)
        for value in self._layout.values[1:]:
            rule = pg.InfiniteLine(value, 90 if chart.lying else 0, pen=_pen(theme.line, 1, Qt.PenStyle.DotLine))
            rule.setZValue(-10)
            self._item.addItem(rule, ignoreBounds=True)

    def _draw_bars(self, number: int, series: Series, theme: Theme) -> None:
        drawn = [spot.drawn for spot in self._layout.spots if spot.bar.series == number and spot.bar.height > 0]
        if not drawn:
            return
        sides = {
            "x0": [rect.left() for rect in drawn],
            "x1": [rect.right() for rect in drawn],
            "y0": [rect.top() for rect in drawn],
            "y1": [rect.bottom() for rect in drawn],
        }
        for brush in series_brushes(series, theme):
            pen = _pen(getattr(theme, series.role), 1)
            self._item.addItem(pg.BarGraphItem(**sides, pen=pen, brush=brush))

    def _draw_intervals(self, theme: Theme) -> None:
        spots = [spot for spot in self._layout.spots if spot.bar.high > spot.bar.low]
        if not spots:
            return
        along: list[float] = []
        across: list[float] = []
        for spot in spots:
            middle, low, high = place_of(spot, lying=self._chart.lying), spot.bar.low, spot.bar.high
            for value, value_to, up in ((low, high, 0.0), (low, low, _CAP), (high, high, _CAP)):
                along += [value, value_to]
                across += [middle + up, middle - up]
        x, y = (along, across) if self._chart.lying else (across, along)
        self._item.addItem(pg.PlotCurveItem(x=x, y=y, connect="pairs", pen=_pen(theme.text, 1.5), antialias=True))

    def _draw_published(self, theme: Theme) -> None:
        chart = self._chart
        if chart.guide is not None:
            dashes = _pen(theme.text, 1, Qt.PenStyle.DashLine)
            self._item.addItem(pg.InfiniteLine(chart.guide.value, 90 if chart.lying else 0, pen=dashes))
        marked = [(i, slot.marker) for i, slot in enumerate(chart.slots) if slot.marker is not None]
        if marked:
            at, values = [i for i, _ in marked], [value for _, value in marked]
            points = {"x": values, "y": at} if chart.lying else {"x": at, "y": values}
            pen, brush = _pen(theme.text, 1.5), QColor(theme.evidence_focus)
            marks = pg.ScatterPlotItem(
                **points, symbol="d", size=self._kind.px(11), pen=pen, brush=brush, useCache=False
            )
            marks.setZValue(10)
            self._item.addItem(marks)

    def _draw_asides(self, theme: Theme) -> None:
        chart, small = self._chart, chart_font(self._kind.small)
        anchor = (0, 0.5) if chart.lying else (0.5, 0.9)
        self._asides = []
        for place, slot in enumerate(chart.slots):
            if not slot.aside:
                continue
            words = pg.TextItem(_NEAR * chart.lying + slot.aside, color=theme.text, anchor=anchor)
            _set_ground(words.textItem, theme.panel)
            words.setFont(small)
            end = _end(slot)
            words.setPos(*((end, place) if chart.lying else (place, end)))
            words.setZValue(5 if chart.lying else -5)
            self._asides.append((place, words))
            self._item.addItem(words, ignoreBounds=True)

    # Sizes

    def fit(self, width: int, height: int) -> None:
        """Give names and numbers the room that is there: pixels of the whole drawing."""
        chart, top, last = self._chart, self._layout.values[-1], len(self._chart.slots) - 0.5
        box, axis = self._item.getViewBox(), self._item.getAxis("left")
        box.invertY(chart.lying)
        if not chart.lying:
            room = self._kind.px(18) / max(1, height - self._kind.px(_AXIS))
            box.setRange(xRange=(-_MARGIN, last + 0.4), yRange=(0, top * (1 + room)), padding=0)
            places = last + 0.4 + _MARGIN
            self._fit_names(max(1.0, width - axis.width() - 12) / places, places)
            return
        metrics = QFontMetrics(chart_font(self._kind.small))
        widest = int(width * _WIDEST_NAME)
        names = [metrics.elidedText(slot.label, Qt.TextElideMode.ElideRight, widest) for slot in chart.slots]
        axis.setTicks([list(enumerate(names))])
        axis.setWidth(max((metrics.horizontalAdvance(name) for name in names), default=0) + 16)
        reach = self._reach(max(40.0, width - axis.width() - 16), metrics)
        box.setRange(xRange=(0, reach), yRange=(-0.5, last), padding=0)

    def settle(self, width: int, height: int) -> None:
        """Lay out at once, for a chart that is drawn without being seen."""
        self._item.layout.activate()
        self.fit(width, height)
        self._item.layout.activate()

    def _fit_names(self, each: float, places: float) -> None:
        """Leave out words below and above standing bars that would touch others; a place is ``each`` pixels wide."""
        metrics, slots = QFontMetrics(chart_font(self._kind.small)), self._chart.slots
        kept: list[tuple[int, str]] = []
        free = places * each
        for place in reversed(range(len(slots))):  # from the end, since the newest matters most
            middle, half = (place + _MARGIN) * each, metrics.horizontalAdvance(slots[place].label) / 2
            if half and middle + half <= free:
                kept.append((place, slots[place].label))
                free = middle - half - 10
        self._item.getAxis("bottom").setTicks([kept])
        crowded = [place for place, _ in self._asides if not (place + 1 < len(slots) and not slots[place + 1].bars)]
        room = all(metrics.horizontalAdvance(slots[place].aside) <= each for place in crowded)
        for place, words in self._asides:
            words.setVisible(room or place not in crowded)

    def _reach(self, room: float, metrics: QFontMetrics) -> float:
        """Return the value at the right end, so that the words beside the bars fit: ``room`` pixels are there."""
        reach = self._layout.values[-1] * 1.04
        for slot in self._chart.slots:
            free = room - metrics.horizontalAdvance(_NEAR + slot.aside) - 14
            if free > 0.2 * room:
                reach = max(reach, _end(slot) * room / free)
        return reach

    # Pointing

    def point_at(self, spot: Spot | None) -> None:
        """Draw a frame around a bar, or around its place when the bar is nothing; ``None`` takes the frame away."""
        self._cursor.setVisible(spot is not None)
        if spot is not None:
            self._cursor.setRect(spot.around if spot.drawn.isEmpty() else spot.drawn)

    def values_at(self, point: QPointF) -> QPointF:
        """Return what a point of the view means on the axes."""
        mapped = self._item.getViewBox().mapSceneToView(self.view.mapToScene(point.toPoint()))
        return QPointF(mapped)

    def point_of(self, values: QPointF) -> QPointF:
        """Return where values of the axes are on the view."""
        scene = self._item.getViewBox().mapViewToScene(values)
        return QPointF(self.view.mapFromScene(scene))

    def paint_into(self, painter: QPainter, target: QRectF) -> None:
        """Draw into a rectangle of something else, such as a picture or a page."""
        self.view.render(painter, target, self.view.viewport().rect())


def chart_font(size: int, *, strong: bool = False) -> QFont:
    """Return a font of the program without figures of one width, whose signs a PDF's reader could not copy."""
    made = font(size, strong=strong)
    made.clearFeatures()
    return made


def series_brushes(series: Series, theme: Theme) -> tuple[QBrush, ...]:
    """Return what bars of a series are filled with, one over the other; hatching lies over the panel's ground."""
    colour = QColor(getattr(theme, series.role))
    if series.fill is Fill.TINTED:
        return (QBrush(QColor(getattr(theme, f"{series.role}_ground"))),)
    if series.fill is Fill.HATCHED:
        return QBrush(QColor(theme.panel)), QBrush(colour, Qt.BrushStyle.BDiagPattern)
    return (QBrush(colour),)


def _set_ground(words: QGraphicsTextItem, colour: str) -> None:
    """Put a ground behind words, so that no rule of the chart runs through them.

    The library's own ground for words would be misplaced in a picture of another scale.
    """
    frame = words.document().rootFrame()
    ground = frame.frameFormat()
    ground.setBackground(QColor(colour))
    frame.setFrameFormat(ground)


def _end(slot: Slot) -> float:
    """Return the value behind which words have room."""
    ends = [max(bar.height, bar.high) for bar in slot.bars]
    return max([*ends, slot.marker or 0, 0])


def _pen(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    return pen
