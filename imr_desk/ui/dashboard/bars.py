"""Where the bars of a chart lie: groups stand at 0, 1, 2 … on one axis, values on the other."""

import msgspec
from PySide6.QtCore import QRectF

from imr_desk.ui.dashboard.chart import Bar, Chart, axis_values

_FILLED = 0.66
"""Part of its place that the bars of a group fill; the rest is air."""


class Spot(msgspec.Struct, frozen=True):
    """A bar on the drawing: the rectangle that is drawn, and the one around it that is clicked."""

    bar: Bar
    drawn: QRectF
    around: QRectF


class BarLayout(msgspec.Struct, frozen=True):
    """All bars of a chart laid out.

    Attributes:
        spots: bars in reading order.
        values: round values of the axis of values.
    """

    spots: tuple[Spot, ...]
    values: tuple[float, ...]

    @classmethod
    def of(cls, chart: Chart) -> "BarLayout":
        """Lay a chart out."""
        values = axis_values(chart.top, whole=not chart.unit)
        spots: list[Spot] = []
        for place, slot in enumerate(chart.slots):
            each = _FILLED / max(1, len(slot.bars))
            for number, bar in enumerate(slot.bars):
                at = place - _FILLED / 2 + number * each
                near = place - 0.5 + number / len(slot.bars)
                drawn = _rect(at, each, bar.height, lying=chart.lying)
                around = _rect(near, 1 / len(slot.bars), values[-1], lying=chart.lying)
                spots.append(Spot(bar, drawn, around))
        return cls(tuple(spots), values)

    def at(self, across: float, up: float, *, lying: bool) -> int:
        """Return which bar's place a point of the drawing belongs to; -1 for none.

        Only its place on the axis of groups counts: a low bar is as easy to hit as a high one.
        """
        along = up if lying else across
        for number, spot in enumerate(self.spots):
            low, high = (
                (spot.around.top(), spot.around.bottom()) if lying else (spot.around.left(), spot.around.right())
            )
            if low <= along < high:
                return number
        return -1


def place_of(spot: Spot, *, lying: bool) -> float:
    """Return where the middle of a bar stands on the axis of groups."""
    return spot.drawn.center().y() if lying else spot.drawn.center().x()


def _rect(at: float, thick: float, long: float, *, lying: bool) -> QRectF:
    return QRectF(0, at, long, thick) if lying else QRectF(at, 0, thick, long)
