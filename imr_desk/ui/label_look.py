"""How labels look, on chips and on the letter: a colour and a line pattern for each, so that colour never tells alone.

The letter paints ``Mark``s and knows nothing of annotations; the annotation panel makes them and knows no letter view.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

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
