"""How labels look, on chips and on the letter: colour and line pattern together, so that colour never tells alone.

The letter paints ``Mark``s and knows nothing of annotations; the annotation panel makes them and knows no view of
the letter.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from imr_desk.model.annotations import LabelColor
from imr_desk.model.geometry import Span
from imr_desk.ui.theme import Theme


class Pattern(StrEnum):
    """The line under labelled words and beside a chip."""

    SOLID = "solid"
    DASHES = "dashes"
    DOTS = "dots"
    DOUBLE = "double"
    WAVE = "wave"
    DASH_DOT = "dash-dot"
    BLOCKS = "blocks"
    HATCH = "hatch"


PATTERNS: Mapping[LabelColor, Pattern] = MappingProxyType(
    {
        LabelColor.BLUE: Pattern.SOLID,
        LabelColor.ORANGE: Pattern.WAVE,
        LabelColor.GREEN: Pattern.DASHES,
        LabelColor.PURPLE: Pattern.DOUBLE,
        LabelColor.TEAL: Pattern.DOTS,
        LabelColor.RED: Pattern.BLOCKS,
        LabelColor.OLIVE: Pattern.DASH_DOT,
        LabelColor.GREY: Pattern.HATCH,
    }
)
"""The pattern that goes with each colour."""


class Tint(msgspec.Struct, frozen=True):
    """A label's colour on one ground, as ``#rrggbb``: behind words, and as a line or word itself."""

    ground: str
    line: str


_C = LabelColor

LIGHT_TINTS: Mapping[LabelColor, Tint] = MappingProxyType(
    {
        _C.BLUE: Tint("#dcebfb", "#0b4f94"), _C.ORANGE: Tint("#ffe6cc", "#8a4300"),
        _C.GREEN: Tint("#daf1df", "#17602f"), _C.PURPLE: Tint("#ecdffa", "#6a2c9e"),
        _C.TEAL: Tint("#d3f0f0", "#005c60"), _C.RED: Tint("#fbdfe0", "#9c1c24"),
        _C.OLIVE: Tint("#eeedc9", "#55540a"), _C.GREY: Tint("#e6e8eb", "#48505a"),
    }
)  # fmt: skip
"""On white paper and in the light themes; each line has at least 4.5 : 1 on its ground and on white."""

DARK_TINTS: Mapping[LabelColor, Tint] = MappingProxyType(
    {
        _C.BLUE: Tint("#1b3350", "#8fc4fb"), _C.ORANGE: Tint("#44290f", "#ffb870"),
        _C.GREEN: Tint("#17381f", "#8adba0"), _C.PURPLE: Tint("#382352", "#d3aefc"),
        _C.TEAL: Tint("#0d393b", "#74dadb"), _C.RED: Tint("#4a1f23", "#ff9fa4"),
        _C.OLIVE: Tint("#35340f", "#d8d570"), _C.GREY: Tint("#30353c", "#bcc4cd"),
    }
)  # fmt: skip
"""In the dark theme and on inverted paper."""


def tint_of(color: LabelColor, theme: Theme) -> Tint:
    """Return a label's colours in a theme of the program."""
    return (DARK_TINTS if theme.is_dark else LIGHT_TINTS)[color]


class Mark(msgspec.Struct, frozen=True):
    """Labelled words as the letter paints them.

    Attributes:
        spans: where, one span a page; marks may overlap.
        color: colour of the label.
        pattern: line under the words.
        focus: the annotation that the person looks at now.
        proposed: the machine proposes it; it is painted fainter, without a ground.
    """

    spans: tuple[Span, ...]
    color: LabelColor
    pattern: Pattern
    focus: bool = False
    proposed: bool = False


def paint_line(painter: QPainter, line: QRectF, pattern: Pattern, color: str) -> None:
    """Draw the line of a pattern into a low, wide box: under words, or under the name on a chip."""
    thick = line.height()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle, ink = line.center().y(), QColor(color)
    if pattern is Pattern.DOUBLE:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)  # two lines so near must not blur into one
        high = max(1.0, thick / 3)
        for y in (line.bottom() - 3 * high, line.bottom() - high):
            painter.fillRect(QRectF(line.left(), round(y), line.width(), high), ink)
    elif pattern is Pattern.WAVE:
        painter.setPen(QPen(ink, thick / 2))
        painter.drawPolyline(_zigzag(line))
    elif pattern is Pattern.HATCH:
        painter.setPen(QPen(ink, thick / 3))
        step = max(2.0, thick * 1.5)
        for number in range(int(line.width() / step)):
            x = line.left() + number * step
            painter.drawLine(QPointF(x, line.bottom()), QPointF(min(line.right(), x + thick), line.top()))
    else:
        pen = QPen(ink, thick if pattern is not Pattern.SOLID else thick * 0.75)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if pattern in _DASHES:
            pen.setDashPattern(list(_DASHES[pattern]))
        painter.setPen(pen)
        painter.drawLine(QPointF(line.left(), middle), QPointF(line.right(), middle))
    painter.restore()


_DASHES = {
    Pattern.DASHES: (3.0, 1.5),
    Pattern.DOTS: (1.0, 1.2),
    Pattern.DASH_DOT: (4.0, 1.2, 1.0, 1.2),
    Pattern.BLOCKS: (2.0, 0.8),
}
"""Lengths of lines and gaps, in thicknesses of the line."""


def _zigzag(line: QRectF) -> list[QPointF]:
    step, count = max(2.0, line.height()), int(line.width() / max(2.0, line.height())) + 1
    return [
        QPointF(min(line.right(), line.left() + n * step), line.top() if n % 2 else line.bottom())
        for n in range(count + 1)
    ]
