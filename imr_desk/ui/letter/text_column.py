"""How wide the column of a letter's text is set, and in which size of type."""

import msgspec
from PySide6.QtGui import QFontMetricsF

from imr_desk.ui.theme import font

_MEASURE = 80
"""Characters of a line where the letter does not set its own."""
_LONGEST_LINE = 112
"""Characters; a letter whose lines are longer is set to the measure."""
_SMALLEST = 0.76
"""Share of the usual size of type down to which a narrow view may make it, so that lines stay whole."""
_MARGIN = 2.4
"""Paper beside the text, in heights of the type; less where there is no room."""


class TextColumn(msgspec.Struct, frozen=True):
    """A column of text.

    Attributes:
        size: of the type, in pixels.
        margin: paper around the text, in pixels.
        side: desk on each side of the paper, in pixels.
    """

    size: int
    margin: int
    side: int


def text_column(text: str, width: float, size: float, zoom: float) -> TextColumn:
    """Set a column into a view of ``width`` pixels: type of ``size`` times ``zoom``, smaller if it must be."""
    wide = _line_width(text, round(size))
    fit = min(1.0, max(_SMALLEST, (width - 2 * size) / wide)) if wide else 1.0
    set_size = max(6, int(size * fit * zoom))
    line = _line_width(text, set_size)
    margin = max(set_size * 0.8, min(set_size * _MARGIN, (width - line) / 2))
    return TextColumn(set_size, round(margin), max(0, round((width - line - 2 * margin) / 2)))


def _line_width(text: str, size: int) -> float:
    """Return the width of the letter's longest line, or of the measure where its lines are too long to keep."""
    metrics = QFontMetricsF(font(size, serif=True))
    usual = metrics.averageCharWidth() * _MEASURE
    longest = sorted(text.split("\n"), key=len)[-40:]
    if len(longest[-1]) > _LONGEST_LINE:
        return usual
    return max([usual * 0.75, *(metrics.horizontalAdvance(line) for line in longest)]) + metrics.averageCharWidth()
