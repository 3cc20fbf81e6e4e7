"""The history of a log in a table: when, who, what; it grows at its end."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from imr_desk.services.log_history import LogLine

HEADS = ("When", "Who", "What")
_WHO = 20
"""Letters of a name that stand on one line; a longer one wraps."""

_BESIDE, _ABOVE = 24, 10
"""Pixels that the style sheet leaves empty beside and above the words of a cell, taken together."""

_WRAPPED = Qt.TextFlag.TextWordWrap


class LogHistoryTable(QTableWidget):
    """Shows lines, newest first; long ones wrap.

    Signals: ``end_reached()`` the person came to the last line.
    """

    end_reached = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(HEADS), parent)
        self.setObjectName("sheetTable")
        self.setAccessibleName("History of the log, newest first")
        self.setHorizontalHeaderLabels(list(HEADS))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setStretchLastSection(True)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self._set_heights)
        head.sectionResized.connect(lambda *_sizes: self._settle.start())
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.currentCellChanged.connect(lambda row, *_rest: self._went(row))

    def showEvent(self, event: QShowEvent) -> None:
        """Give days and names the room that they need in this type."""
        super().showEvent(event)
        self._fit()

    def add(self, lines: Sequence[LogLine]) -> None:
        """Put lines behind those that are shown."""
        first = self.rowCount()
        self.setRowCount(first + len(lines))
        for row, line in enumerate(lines, first):
            for column, words in enumerate((line.when, line.by, line.words)):
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
        letters = self.fontMetrics()
        room = letters.averageCharWidth() * 3 + 16
        self.setColumnWidth(0, letters.horizontalAdvance("0000-00-00 00:00:00") + room)
        longest = max((self._words(row, 1) for row in range(self.rowCount())), key=len, default="")
        self.setColumnWidth(1, letters.horizontalAdvance(max(longest[:_WHO], HEADS[1], key=len)) + room)

    def _set_heights(self, first: int = 0) -> None:
        """Make rows as high as their words need; Qt's own count leaves the style sheet's padding out."""
        letters, widths = self.fontMetrics(), [self.columnWidth(column) - _BESIDE for column in range(len(HEADS))]
        for row in range(first, self.rowCount()):
            highest = letters.height()
            for column in (1, 2):
                box = QRect(0, 0, max(1, widths[column]), 0)
                highest = max(highest, letters.boundingRect(box, _WRAPPED, self._words(row, column)).height())
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
