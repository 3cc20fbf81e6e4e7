"""Labelled words on the paper and in the text: a faint ground, and under the words the line of the label."""

from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType

import msgspec
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat

from imr_desk.model.geometry import Rect, Span
from imr_desk.model.letter import LetterText
from imr_desk.ui.label_look import DARK_TINTS, LIGHT_TINTS, Mark, Pattern, Tint, paint_line
from imr_desk.ui.letter.highlights import padded
from imr_desk.ui.letter.paper import Paper

_LEVELS = 3
"""Lines of overlapping marks that stand under one another; a fourth one lies on the first."""

_STYLES = MappingProxyType(
    {
        Pattern.SOLID: QTextCharFormat.UnderlineStyle.SingleUnderline,
        Pattern.DASHES: QTextCharFormat.UnderlineStyle.DashUnderline,
        Pattern.DOTS: QTextCharFormat.UnderlineStyle.DotLine,
        Pattern.DOUBLE: QTextCharFormat.UnderlineStyle.DashDotDotLine,
        Pattern.WAVE: QTextCharFormat.UnderlineStyle.WaveUnderline,
        Pattern.DASH_DOT: QTextCharFormat.UnderlineStyle.DashDotLine,
        Pattern.BLOCKS: QTextCharFormat.UnderlineStyle.DashUnderline,
        Pattern.HATCH: QTextCharFormat.UnderlineStyle.DotLine,
    }
)
"""The nearest that the text widget can draw."""


class Labelled(msgspec.Struct, frozen=True):
    """A mark as it lies on one page: its boxes in points, and which line under the words is its own."""

    mark: Mark
    boxes: tuple[Rect, ...]
    level: int


class LabelMarks:
    """The labelled words of one letter; boxes are made page by page, when a page is painted.

    Args:
        letter: the letter that all marks refer to.
    """

    def __init__(self, letter: LetterText) -> None:
        self._letter = letter
        self._marks: dict[int, list[tuple[Mark, Span]]] = {}
        self._made: dict[int, tuple[Labelled, ...]] = {}

    def set(self, marks: Sequence[Mark]) -> frozenset[int]:
        """Show these marks and no others; return the pages on which something looks different."""
        before = self._marks
        by_page: dict[int, list[tuple[Mark, Span]]] = {}
        for mark in marks:
            for span in mark.spans:
                if span.page <= len(self._letter.pages):
                    by_page.setdefault(span.page, []).append((mark, span))
        self._marks = by_page
        moved = frozenset(page for page in before.keys() | by_page.keys() if before.get(page) != by_page.get(page))
        for page in moved:
            self._made.pop(page, None)
        return moved

    def on(self, page: int) -> tuple[Labelled, ...]:
        """Return the marks of a page, those to be painted last at the end."""
        made = self._made.get(page)
        if made is None:
            made = self._made[page] = tuple(self._lay_out(self._marks.get(page, ())))
        return made

    def _lay_out(self, marks: Sequence[tuple[Mark, Span]]) -> Iterator[Labelled]:
        """Give each mark the first line that no mark before it uses there."""
        levels = dict.fromkeys(range(len(marks)), 0)
        ends: list[int] = []
        for number in sorted(range(len(marks)), key=lambda each: marks[each][1]):
            span = marks[number][1]
            level = next((level for level, end in enumerate(ends) if end <= span.start), len(ends))
            ends[level : level + 1] = [span.end]
            levels[number] = level % _LEVELS
        for number, (mark, span) in enumerate(marks):
            boxes = tuple(padded(rect) for rect in self._letter.rects_of(span))
            yield Labelled(mark, boxes, levels[number])


def tint_on(paper: Paper, mark: Mark) -> Tint:
    """Return the colours of a mark on a paper."""
    return (LIGHT_TINTS if paper.darkens else DARK_TINTS)[mark.color]


def paint_labels(
    painter: QPainter, labelled: Sequence[Labelled], paper: Paper, box_of: Callable[[Rect], QRectF]
) -> None:
    """Paint the grounds of what persons labelled, then every line, so that no ground hides a line."""
    painter.setCompositionMode(paper.blend)
    for each in labelled:
        if not each.mark.proposed or each.mark.focus:
            ink = paper.blended(tint_on(paper, each.mark).ground)
            for rect in each.boxes:
                painter.fillRect(box_of(rect), ink)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    for each in labelled:
        line = tint_on(paper, each.mark).line
        for rect in each.boxes:
            box = box_of(rect)
            thick = max(1.5, min(3.0, box.height() * (0.13 if each.mark.focus else 0.1)))
            top = box.bottom() - thick + each.level * (thick + 0.5)
            paint_line(painter, QRectF(box.left(), top, box.width(), thick), each.mark.pattern, line)
            if each.mark.focus:
                painter.setPen(QPen(QColor(line), 1.5))
                painter.drawRect(box)


def label_format(paper: Paper, mark: Mark) -> QTextCharFormat:
    """Return how the text view sets labelled words."""
    look, tint = QTextCharFormat(), tint_on(paper, mark)
    if not mark.proposed or mark.focus:
        look.setBackground(QColor(tint.ground))
    look.setForeground(QColor(paper.words))
    look.setUnderlineStyle(_STYLES[mark.pattern])
    look.setUnderlineColor(QColor(tint.line))
    return look
