"""The look of the paper and of the marks on it: light, dimmed or inverted, whatever the theme of the program."""

from collections.abc import Mapping
from enum import IntEnum

import msgspec
from PySide6.QtGui import QColor, QImage, QPainter

from imr_desk.ui.letter.tiles import PageTheme
from imr_desk.ui.theme import Theme

_MULTIPLY = QPainter.CompositionMode.CompositionMode_Multiply
_PLUS = QPainter.CompositionMode.CompositionMode_Plus

_DIMMED_GROUND = "#ddd7c8"
_INVERTED_GROUND = "#1d2025"
_INVERTED_WORDS = "#dfe2e6"


class MarkKind(IntEnum):
    """What words are marked for; the order is that of painting."""

    AROUND = 0
    HIT = 1
    FOCUS = 2
    CURRENT_HIT = 3
    SELECTION = 4


class Paper(msgspec.Struct, frozen=True):
    """Colours on the paper, as ``#rrggbb``.

    Attributes:
        theme: which look this is.
        ground: the bare paper.
        words: printed words, and what the program writes on bare paper.
        quiet: words of second rank on bare paper.
        edge: the hairline around a page.
        grounds: behind marked words, as they come to lie on bare paper.
        underline: under the evidence of the value in focus.
        outline: around the hit that stands first in the search.
        caret: the place from which a selection goes on.
    """

    theme: PageTheme
    ground: str
    words: str
    quiet: str
    edge: str
    grounds: Mapping[MarkKind, str]
    underline: str
    outline: str
    caret: str

    @classmethod
    def of(cls, theme: Theme, page_theme: PageTheme) -> "Paper":
        """Return the paper of a page theme beside the program's theme."""
        if page_theme is PageTheme.INVERTED:
            grounds = {
                MarkKind.AROUND: "#4a4024", MarkKind.FOCUS: "#755a17", MarkKind.HIT: "#51304a",
                MarkKind.CURRENT_HIT: "#7d3f6d", MarkKind.SELECTION: "#1f4a78",
            }  # fmt: skip
            return cls(
                page_theme, _INVERTED_GROUND, _INVERTED_WORDS, "#a3abb5", "#3a4048", grounds, "#ffc94d", "#e7a7d3",
                "#74b7f8",
            )  # fmt: skip
        grounds = {
            MarkKind.AROUND: theme.evidence, MarkKind.FOCUS: theme.evidence_focus, MarkKind.HIT: "#f5d8ea",
            MarkKind.CURRENT_HIT: "#ecaad2", MarkKind.SELECTION: "#b9d7f6",
        }  # fmt: skip
        edge = "#3a4048" if theme.is_dark else "#c9ced5"
        ground = _DIMMED_GROUND if page_theme is PageTheme.DIMMED else "#ffffff"
        return cls(page_theme, ground, "#1a1f26", "#4b5561", edge, grounds, "#8a4b00", "#8a2767", "#0b5cad")

    @property
    def darkens(self) -> bool:
        """Tell whether marks darken bright paper; on dark paper they brighten it. Either way words stay legible."""
        return self.theme is not PageTheme.INVERTED

    @property
    def blend(self) -> QPainter.CompositionMode:
        """How a mark meets what is printed."""
        return _MULTIPLY if self.darkens else _PLUS

    def ink(self, kind: MarkKind) -> QColor:
        """Return the colour to blend so that the mark's ground comes out on white or inverted paper."""
        return self.blended(self.grounds[kind])

    def blended(self, color: str) -> QColor:
        """Return the colour to blend so that a ground of this colour comes out on white or inverted paper."""
        ground = QColor(color)
        if self.darkens:
            return ground
        bare = QColor(self.ground)
        return QColor(
            max(0, ground.red() - bare.red()),
            max(0, ground.green() - bare.green()),
            max(0, ground.blue() - bare.blue()),
        )


def tinted(image: QImage, theme: PageTheme) -> QImage:
    """Return a page picture in the look of a page theme. May be called off the Qt thread."""
    if theme is PageTheme.LIGHT:
        return image
    if theme is PageTheme.INVERTED:
        image.invertPixels()
    painter = QPainter(image)
    if theme is PageTheme.DIMMED:
        painter.setCompositionMode(_MULTIPLY)
        painter.fillRect(image.rect(), QColor(_DIMMED_GROUND))
    else:
        bare, words = QColor(_INVERTED_GROUND), QColor(_INVERTED_WORDS)
        span = QColor(words.red() - bare.red(), words.green() - bare.green(), words.blue() - bare.blue())
        painter.setCompositionMode(_MULTIPLY)
        painter.fillRect(image.rect(), span)
        painter.setCompositionMode(_PLUS)
        painter.fillRect(image.rect(), bare)
    painter.end()
    return image
