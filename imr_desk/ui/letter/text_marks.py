"""Marked words in the text view; only those near what shows become selections of the widget."""

from bisect import bisect_left
from collections.abc import Iterable

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from imr_desk.model.geometry import Span
from imr_desk.ui.letter.display_text import DisplayText
from imr_desk.ui.letter.paper import MarkKind, Paper


class TextMarks:
    """The marks of one letter as ranges of units.

    Args:
        text: the letter as the widget shows it.
    """

    def __init__(self, text: DisplayText) -> None:
        self._text = text
        self._spans: dict[MarkKind, tuple[Span, ...]] = {}
        self._ranges: dict[MarkKind, list[tuple[int, int]]] = {}

    def set(self, kind: MarkKind, spans: Iterable[Span]) -> bool:
        """Mark these words and no others of this kind; tell whether that changed anything."""
        taken = tuple(spans)
        if taken == self._spans.get(kind, ()):
            return False
        self._spans[kind] = taken
        self._ranges[kind] = sorted(self._text.units_of(span) for span in taken)
        return True

    def between(self, kind: MarkKind, start: int, end: int) -> list[tuple[int, int]]:
        """Return the marked ranges of a kind that reach into a range of units."""
        ranges = self._ranges.get(kind, [])
        last = bisect_left(ranges, (end, end))
        return [(low, high) for low, high in ranges[:last] if high > start]

    def selections(
        self, editor: QPlainTextEdit, paper: Paper, start: int, end: int
    ) -> list[QTextEdit.ExtraSelection]:
        """Return what the widget must mark between two units."""
        found = []
        for kind in (MarkKind.AROUND, MarkKind.HIT, MarkKind.FOCUS, MarkKind.CURRENT_HIT):
            look = _look(paper, kind)
            for low, high in self.between(kind, start, end):
                selection = QTextEdit.ExtraSelection()
                cursor = QTextCursor(editor.document())
                cursor.setPosition(low)
                cursor.setPosition(high, QTextCursor.MoveMode.KeepAnchor)
                selection.cursor, selection.format = cursor, look
                found.append(selection)
        return found


def _look(paper: Paper, kind: MarkKind) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(QColor(paper.grounds[kind]))
    look.setForeground(QColor(paper.words))
    if kind in (MarkKind.FOCUS, MarkKind.CURRENT_HIT):
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(QColor(paper.underline if kind is MarkKind.FOCUS else paper.outline))
    return look
