"""Marked words in the text view; only those near what shows become selections of the widget."""

from collections.abc import Iterable

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from imr_desk.model.geometry import Span
from imr_desk.ui.label_look import Mark
from imr_desk.ui.letter.display_text import DisplayText
from imr_desk.ui.letter.label_marks import label_format
from imr_desk.ui.letter.paper import MarkKind, Paper


class TextMarks:
    """The marks of one letter; they become ranges of units page by page, when a page shows.

    Args:
        text: the letter as the widget shows it.
    """

    def __init__(self, text: DisplayText) -> None:
        self._text = text
        self._spans: dict[MarkKind, dict[int, list[Span]]] = {kind: {} for kind in MarkKind}
        self._ranges: dict[tuple[MarkKind, int], list[tuple[int, int]]] = {}
        self._labels: tuple[Mark, ...] = ()
        self._label_ranges: list[tuple[Mark, int, int]] = []

    def set(self, kind: MarkKind, spans: Iterable[Span]) -> bool:
        """Mark these words and no others of this kind; tell whether that changed anything."""
        by_page: dict[int, list[Span]] = {}
        for span in spans:
            by_page.setdefault(span.page, []).append(span)
        if by_page == self._spans[kind]:
            return False
        self._spans[kind] = by_page
        self._ranges = {key: ranges for key, ranges in self._ranges.items() if key[0] is not kind}
        return True

    def add(self, kind: MarkKind, spans: Iterable[Span]) -> None:
        """Mark these words beside the others of this kind."""
        for span in spans:
            self._spans[kind].setdefault(span.page, []).append(span)
            self._ranges.pop((kind, span.page), None)

    def has(self, kind: MarkKind) -> bool:
        """Tell whether anything is marked for this."""
        return bool(self._spans[kind])

    def between(self, kind: MarkKind, start: int, end: int) -> list[tuple[int, int]]:
        """Return the marked ranges of a kind that reach into a range of units."""
        first, last = self._text.caret_at(start), self._text.caret_at(end)
        if first is None or last is None:
            return []
        ranges = (each for page in range(first.page, last.page + 1) for each in self._of_page(kind, page))
        return [(low, high) for low, high in ranges if low < end and high > start]

    def show_labels(self, marks: tuple[Mark, ...]) -> bool:
        """Show these labelled words and no others; tell whether that changed anything."""
        if marks == self._labels:
            return False
        self._labels = marks
        self._label_ranges = [(mark, *self._text.units_of(span)) for mark in marks for span in mark.spans]
        return True

    def label_selections(
        self, editor: QPlainTextEdit, paper: Paper, start: int, end: int
    ) -> list[QTextEdit.ExtraSelection]:
        """Return the labelled words between two units, as the widget must mark them."""
        shown = ((mark, low, high) for mark, low, high in self._label_ranges if low < end and high > start)
        return [_selection(editor, low, high, label_format(paper, mark)) for mark, low, high in shown]

    def _of_page(self, kind: MarkKind, page: int) -> list[tuple[int, int]]:
        if page not in self._spans[kind]:
            return []
        made = self._ranges.get((kind, page))
        if made is None:
            made = sorted(self._text.units_of(span) for span in self._spans[kind][page])
            self._ranges[kind, page] = made
        return made

    def selections(
        self, editor: QPlainTextEdit, paper: Paper, start: int, end: int
    ) -> list[QTextEdit.ExtraSelection]:
        """Return what the widget must mark between two units."""
        found = []
        for kind in MarkKind:
            look = _look(paper, kind)
            for low, high in self.between(kind, start, end):
                found.append(_selection(editor, low, high, look))
        return found


def _selection(editor: QPlainTextEdit, low: int, high: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    cursor = QTextCursor(editor.document())
    cursor.setPosition(low)
    cursor.setPosition(high, QTextCursor.MoveMode.KeepAnchor)
    selection.cursor, selection.format = cursor, look
    return selection


def _look(paper: Paper, kind: MarkKind) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(QColor(paper.grounds[kind]))
    look.setForeground(QColor(paper.words))
    if kind in (MarkKind.FOCUS, MarkKind.CURRENT_HIT):
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(QColor(paper.underline if kind is MarkKind.FOCUS else paper.outline))
    return look
