"""All rules as a table: one line a version, what is to be checked marked by sign and words."""

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from imr_desk.model.deadlines.rules import DeadlineRule
from imr_desk.ui.dress import Dress
from imr_desk.ui.duties.rule_draft import count_words, is_doubtful, trigger_words, valid_words, verified_words
from imr_desk.ui.pieces import whole_rows

_HEADS = ("Rule", "What is to be done", "Runs from", "Counts", "Valid", "Verified", "Source")
_VERIFIED = 5
_WIDTHS = (110, 240, 150, 134, 90, 226, 170)
_LEAST = 200
"""Pixels that the words of a rule keep at least, times the text size; the table scrolls beyond."""


class RuleList(QTableWidget):
    """The rules, one of them chosen.

    Signals:
        chosen: place of the rule in the list, from 0.
        opened: Enter was pressed on it.
    """

    chosen = Signal(int)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_HEADS), parent)
        whole_rows(self, "Rules", _HEADS)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._dress: Dress | None = None
        self._rules: tuple[DeadlineRule, ...] = ()
        self.currentCellChanged.connect(self._choose)

    def show_rules(self, rules: tuple[DeadlineRule, ...], place: int) -> None:
        """Show the rules, with the one at ``place`` chosen."""
        with QSignalBlocker(self):
            self.setRowCount(len(rules))
            for row, rule in enumerate(rules):
                if row >= len(self._rules) or self._rules[row] != rule:
                    self._show(row, rule)
            self._rules = rules
            self.setCurrentCell(place, max(0, self.currentColumn()), QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.selectRow(place)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self.setIconSize(QSize(dress.kind.px(16), dress.kind.px(16)))
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, dress.kind.px(width))
        self._fit()
        self.verticalHeader().setDefaultSectionSize(dress.kind.px(28))
        for row, rule in enumerate(self._rules):
            self._show(row, rule)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what is to be done the room that the others leave."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._dress is not None:
            others = sum(self.columnWidth(column) for column in range(len(_HEADS)) if column != 1)
            self.setColumnWidth(1, max(self._dress.kind.px(_LEAST), self.viewport().width() - others))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the rule."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, row: int, rule: DeadlineRule) -> None:
        cells = (
            rule.id,
            rule.name,
            trigger_words(rule),
            count_words(rule),
            valid_words(rule),
            verified_words(rule),
            rule.source,
        )
        for column, words in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setToolTip(words.replace("<", "‹"))
            if column == _VERIFIED and self._dress is not None:
                doubtful = is_doubtful(rule)
                item.setIcon(self._dress.icon("wants-look", "warning") if doubtful else QIcon())
            self.setItem(row, column, item)

    def _choose(self, row: int, _column: int, before: int, _column_before: int) -> None:
        if row >= 0 and row != before:
            self.chosen.emit(row)
