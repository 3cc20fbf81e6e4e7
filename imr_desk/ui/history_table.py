"""A history in a table: when, who, what; it grows at its end, and long words wrap."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imr_desk.ui.choice_boxes import ChoiceBox
from imr_desk.ui.dress import plain_label
from imr_desk.ui.pieces import whole_rows

_BESIDE, _ABOVE = 24, 10
"""Pixels that the style sheet leaves empty beside and above the words of a cell, taken together."""

_WRAPPED = Qt.TextFlag.TextWordWrap


class HistoryColumn(NamedTuple):
    """A column of a history.

    Attributes:
        head: its head.
        letters: letters that stand on one line at the most, as wide as its words need; 0 for one that shares with
            others of this kind what is left.
    """

    head: str
    letters: int = 0


class HistoryTable(QTableWidget):
    """Shows lines, newest first; long ones wrap.

    Signals: ``end_reached()`` the person came to the last line.

    Args:
        columns: the columns.
        name: what it is called for those who hear it.
        parent: its owner.
    """

    end_reached = Signal()

    def __init__(self, columns: Sequence[HistoryColumn], name: str, parent: QWidget | None = None) -> None:
        super().__init__(0, len(columns), parent)
        self._columns = tuple(columns)
        whole_rows(self, name, [column.head for column in columns])
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setStretchLastSection(not columns[-1].letters)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self._set_heights)
        head.sectionResized.connect(lambda *_sizes: self._settle.start())
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.currentCellChanged.connect(lambda row, *_rest: self._went(row))

    def showEvent(self, event: QShowEvent) -> None:
        """Give each column the room that it needs in this type."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    def add(self, lines: Sequence[Sequence[str]]) -> None:
        """Put lines behind those that are shown, each with the words of its cells."""
        first = self.rowCount()
        self.setRowCount(first + len(lines))
        for row, line in enumerate(lines, first):
            for column, words in enumerate(line):
                cell = QTableWidgetItem(words)
                cell.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                self.setItem(row, column, cell)
        if first == 0 and lines:
            self.setCurrentCell(0, 0)
        self._fit()
        self._set_heights(first)

    def clear_lines(self) -> None:
        """Show none."""
        self.setRowCount(0)

    def _fit(self) -> None:
        letters, left = self.fontMetrics(), self.viewport().width()
        room = letters.averageCharWidth() * 2 + _BESIDE
        shared = [place for place, column in enumerate(self._columns) if not column.letters]
        for place, column in enumerate(self._columns):
            if not column.letters:
                continue
            longest = max((self._words(row, place) for row in range(self.rowCount())), key=len, default="")
            words = max(longest[: column.letters], column.head, key=len)
            left -= (width := letters.horizontalAdvance(words) + room)
            self.setColumnWidth(place, width)
        for place in shared:
            self.setColumnWidth(place, max(room * 2, left // len(shared)))

    def _set_heights(self, first: int = 0) -> None:
        """Make rows as high as their words need; Qt's own count leaves the style sheet's padding out."""
        letters = self.fontMetrics()
        widths = [self.columnWidth(place) - _BESIDE for place in range(len(self._columns))]
        for row in range(first, self.rowCount()):
            highest = letters.height()
            for place, width in enumerate(widths):
                box = QRect(0, 0, max(1, width), 0)
                highest = max(highest, letters.boundingRect(box, _WRAPPED, self._words(row, place)).height())
            self.setRowHeight(row, highest + _ABOVE)

    def _words(self, row: int, column: int) -> str:
        cell = self.item(row, column)
        return "" if cell is None else cell.text()

    def _went(self, row: int) -> None:
        if row and row == self.rowCount() - 1:
            self.end_reached.emit()

    def _scrolled(self, value: int) -> None:
        if value == self.verticalScrollBar().maximum() and self.rowCount():
            self.end_reached.emit()


def history_body(told: str, about: ChoiceBox, count: QLabel, table: HistoryTable, *below: QWidget) -> QWidget:
    """Return the body of a sheet that tells a history.

    Args:
        told: what is to be known about it.
        about: which part of it is shown.
        count: how many lines those are.
        table: the lines.
        below: what stands under them.
    """
    words, label = plain_label("sheetAbout", told), QLabel("S&how")
    words.setWordWrap(True)
    label.setBuddy(about)
    about.setMinimumContentsLength(22)
    choice = QHBoxLayout()
    choice.setSpacing(8)
    choice.addWidget(label)
    choice.addWidget(about)
    choice.addStretch(1)
    choice.addWidget(count)
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    column.addWidget(words)
    column.addLayout(choice)
    column.addWidget(table, 1)
    for widget in below:
        column.addWidget(widget)
    return body
