"""A table on a page of figures: as high as its rows, and some of its cells lead somewhere."""

from abc import abstractmethod

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from imr_desk.ui.dress import Dress

_MOST_SHOWN = 12
"""Rows that are seen at once; the others by scrolling."""


class LinkTable(QTableWidget):
    """Enter follows the cell in focus; whoever derives from it fills it, and says where its cells lead."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figureTable")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self._dress: Dress | None = None

    @property
    def seen(self) -> int:
        """How many rows there is room for."""
        return min(max(self.rowCount(), 1), _MOST_SHOWN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows the cell in focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._follow(self.currentItem())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self._share_out()

    # For whoever derives from the table

    @abstractmethod
    def _follow(self, item: QTableWidgetItem | None) -> None:
        """Lead to where a cell leads, if anywhere."""

    @abstractmethod
    def _share_out(self) -> None:
        """Give each column its part of the width."""

    def _show_head(self, column: int, words: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        head = QTableWidgetItem(words)
        head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setHorizontalHeaderItem(column, head)

    def _mark(self, item: QTableWidgetItem, words: str) -> None:
        """Let a cell look as one that leads somewhere; ``words`` say where, for a screen reader."""
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, words)
        if self._dress is not None:
            item.setForeground(QColor(self._dress.theme.accent))
            font = self.font()
            font.setUnderline(True)
            item.setFont(font)

    def _fit_rows(self) -> None:
        """Give the rows their height."""
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        row = 26 if self._dress is None else self._dress.kind.px(26)
        self.verticalHeader().setDefaultSectionSize(row)
        for number in range(self.rowCount()):
            self.setRowHeight(number, row)

    def _take_height(self, spare: int) -> None:
        """Take the height of head and rows, and ``spare`` pixels for frame and scroll bar."""
        row = self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.seen * row + self.horizontalHeader().sizeHint().height() + spare)
