"""The days that do not count, as a table: name, when, in which reading, where it stands."""

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from imr_desk.model.deadlines.phrases import short_day
from imr_desk.model.deadlines.words import Basis, Excuse
from imr_desk.model.deadlines.work_calendar import Holiday, WorkCalendar
from imr_desk.ui.dress import Dress, plain_label

_HEADS = ("Holiday", "Left out", "This year", "Next year", "Source")
_EXCUSES = {
    Excuse.ALWAYS: "Of safe and latest date",
    Excuse.ARGUABLE: "Of the latest date only",
    Excuse.NEVER: "Never: it is counted",
}
_NO_DATE = "no date in the table"


class HolidaysView(QWidget):
    """The holiday table, to look at; Saturdays and Sundays are left out without being listed."""

    def __init__(self, calendar: WorkCalendar, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doubtful = [holiday.basis is Basis.MEMORY for holiday in calendar.holidays]
        told = plain_label(
            "settingMeaning",
            f"{calendar.name}, version {calendar.version}. Saturdays and Sundays are left out without being listed. "
            "These days come with the program and cannot be edited here.",
        )
        told.setWordWrap(True)
        self.table = QTableWidget(len(calendar.holidays), len(_HEADS))
        self.table.setObjectName("sheetTable")
        self.table.setAccessibleName("Holidays")
        self.table.setHorizontalHeaderLabels(list(_HEADS))
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setWordWrap(False)
        for row, holiday in enumerate(calendar.holidays):
            for column, words in enumerate(_row(holiday, today.year)):
                item = QTableWidgetItem(words)
                item.setToolTip(words.replace("<", "‹"))
                self.table.setItem(row, column, item)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(len(_HEADS) - 1, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 10, 0, 0)
        column_.addWidget(told)
        column_.addWidget(self.table, 1)

    def dress(self, dress: Dress) -> None:
        """Take on a look; what is from memory is marked."""
        self.table.setIconSize(QSize(dress.kind.px(16), dress.kind.px(16)))
        for row, doubtful in enumerate(self._doubtful):
            item = self.table.item(row, 0)
            if doubtful and item is not None:
                item.setIcon(dress.icon("wants-look", "warning"))
        self.table.verticalHeader().setDefaultSectionSize(dress.kind.px(28))


def _row(holiday: Holiday, year: int) -> tuple[str, ...]:
    source = holiday.source or "no source given"
    if holiday.basis is Basis.MEMORY:
        source = f"From memory, to be checked. {source}"
    return (holiday.name, _EXCUSES[holiday.excuse], _days(holiday, year), _days(holiday, year + 1), source)


def _days(holiday: Holiday, year: int) -> str:
    if not holiday.in_force(year):
        return "not a holiday"
    days = [short_day(day) for day in holiday.days_in(year)]
    days += [f"{short_day(moved)} (observed)" for day in holiday.days_in(year) for moved in holiday.moved(day)]
    return ", ".join(days) or _NO_DATE
