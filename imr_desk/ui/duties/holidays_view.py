"""The days that do not count: a table to look at for all, and one of them in fields for a supervisor to edit."""

from datetime import date

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imr_desk.model.deadlines.words import Basis
from imr_desk.model.deadlines.work_calendar import Holiday, WorkCalendar
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.duties.holiday_draft import HolidayDraft
from imr_desk.ui.duties.holidays_editor import EXCUSE_WORDS, HolidayEditor, day_list
from imr_desk.ui.pieces import whole_rows

_HEADS = ("Holiday", "Left out", "This year", "Next year", "Source")


class _HolidayTable(QTableWidget):
    """One line a holiday.

    Signals:
        opened: Enter was pressed on one.
    """

    opened = Signal()

    def __init__(self) -> None:
        super().__init__(0, len(_HEADS))
        whole_rows(self, "Holidays", _HEADS)
        self.setWordWrap(False)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(len(_HEADS) - 1, QHeaderView.ResizeMode.Stretch)

    def show_line(self, row: int, holiday: Holiday, year: int, dress: Dress | None) -> None:
        """Show a holiday in a row; what is from memory is marked."""
        for column, words in enumerate(_row(holiday, year)):
            item = QTableWidgetItem(words)
            item.setToolTip(words.replace("<", "‹"))
            if not column and dress is not None:
                doubtful = holiday.basis is Basis.MEMORY
                item.setIcon(dress.icon("wants-look", "warning") if doubtful else QIcon())
            self.setItem(row, column, item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the holiday."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class HolidaysView(QWidget):
    """The holiday table; Saturdays and Sundays are left out without being listed.

    Args:
        calendar: the holidays that count.
        today: the day on which one looks.
        who: who edits it.
        refusal: why the person may not edit it; empty when they may.
        parent: its owner.

    Signals:
        changed: the draft changed, or another holiday is looked at.
    """

    changed = Signal()

    def __init__(
        self, calendar: WorkCalendar, today: date, who: str, refusal: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.draft = HolidayDraft(calendar)
        self._today, self._who, self._refusal = today, who, refusal
        self._place = 0
        self._dress: Dress | None = None
        self.told = plain_label("settingMeaning")
        self.told.setWordWrap(True)
        self.table, self.editor = _HolidayTable(), HolidayEditor(today)
        self.add, self.remove = QPushButton("Add a holiday…"), QPushButton("Remove")
        self.edit = QPushButton("Look at this holiday…" if refusal else "Edit this holiday…")
        self.back, self.head = QPushButton("‹ All holidays"), plain_label("dutyName")
        self.stack = QStackedWidget()
        self._arrange()
        self._connect()
        self._show_all()

    def _arrange(self) -> None:
        self.back.setAccessibleName("Back to all holidays")
        for button in (self.add, self.remove, self.edit, self.back):
            button.setObjectName("dutyButton")
            button.setAutoDefault(False)
        for widget in (self.add, self.remove, self.editor.content):
            widget.setEnabled(not self._refusal)
            widget.setToolTip(self._refusal)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.add)
        line.addWidget(self.remove)
        line.addStretch(1)
        line.addWidget(self.edit)
        every, one = QWidget(), QWidget()
        rows = QVBoxLayout(every)
        rows.setContentsMargins(0, 10, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.told)
        rows.addWidget(self.table, 1)
        rows.addLayout(line)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addWidget(self.head, 1)
        column = QVBoxLayout(one)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.editor, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self.stack.addWidget(every)
        self.stack.addWidget(one)

    def _connect(self) -> None:
        self.table.currentCellChanged.connect(lambda row, *_: self._choose(row))
        self.table.cellDoubleClicked.connect(lambda *_: self.open())
        self.table.opened.connect(self.open)
        self.edit.clicked.connect(self.open)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.back.clicked.connect(self.go_back)
        self.editor.changed.connect(self._edited)

    # What the sheet asks

    @property
    def problem(self) -> str:
        """Why nothing can be saved yet; empty when it can. What a field can tell is told under it."""
        error = self.draft.problem
        shown = self.editor.show_problem(error)
        if error is not None and not (shown and self.stack.currentIndex()):
            return error.sentence
        if error is not None or self.editor.own_problem:
            return "Nothing can be saved yet: see the field marked below its line."
        return ""

    def take_text(self, text: str) -> None:
        """Take a whole table, such as the one that was shipped.

        Raises:
            RuleTableError: it makes no sense; everything is as it was.
        """
        self.draft.take_text(text)
        self._show_all()

    def discard(self) -> None:
        """Go back to the holidays that count."""
        self.draft.discard()
        self._show_all()

    def kept_now(self, text: str) -> None:
        """Take note that the holidays of this text count now."""
        self.draft.kept_now(text)
        self._show_all()

    # Showing

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self.table.setIconSize(QSize(dress.kind.px(16), dress.kind.px(16)))
        self.table.verticalHeader().setDefaultSectionSize(dress.kind.px(28))
        self._show_rows()

    def _show_all(self) -> None:
        self._place = max(0, min(self._place, len(self.draft.holidays) - 1))
        self._show_rows()
        self._show_one()
        self.changed.emit()

    def _show_rows(self) -> None:
        draft = self.draft
        self.told.setText(
            f"{draft.name}, version {draft.version}. Saturdays and Sundays are left out without being listed."
        )
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(draft.holidays))
            for row, holiday in enumerate(draft.holidays):
                self.table.show_line(row, holiday, self._today.year, self._dress)
            if draft.holidays:
                self.table.setCurrentCell(self._place, 0, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self.table.selectRow(self._place)

    def _show_one(self) -> None:
        there = bool(self.draft.holidays)
        self.edit.setEnabled(there)
        self.remove.setEnabled(there and not self._refusal)
        if there:
            holiday = self.draft.holidays[self._place]
            self.head.setText(holiday.name)
            self.editor.show_holiday(holiday)
        else:
            self.stack.setCurrentIndex(0)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.draft.holidays) and row != self._place:
            self._place = row
            self._show_one()
            self.changed.emit()

    def open(self) -> None:
        """Show the chosen holiday alone, with all its fields."""
        if self.draft.holidays:
            self.stack.setCurrentIndex(1)
            self.editor.verticalScrollBar().setValue(0)
            self.editor.cells["name"].setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def go_back(self) -> bool:
        """Show all holidays again; tell whether one was shown alone."""
        if not self.stack.currentIndex():
            return False
        self._show_one()  # what is no value at all is forgotten, or it would bar saving unseen
        self.stack.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        return True

    # Editing

    def _edited(self, holiday: Holiday) -> None:
        self.draft.put(self._place, holiday)
        self.draft.sign(self._who, self._today)
        self.head.setText(holiday.name)
        self._show_rows()
        self.changed.emit()

    def _add(self) -> None:
        self._place = self.draft.add(self._today)
        self.draft.sign(self._who, self._today)
        self._show_all()
        self.open()

    def _remove(self) -> None:
        self.draft.remove(self._place)
        self.draft.sign(self._who, self._today)
        self._show_all()


def _row(holiday: Holiday, year: int) -> tuple[str, ...]:
    source = holiday.source or "no source given"
    if holiday.basis is Basis.MEMORY:
        source = f"From memory, to be checked. {source}"
    return (
        holiday.name,
        EXCUSE_WORDS[holiday.excuse],
        day_list(holiday, year),
        day_list(holiday, year + 1),
        source,
    )
