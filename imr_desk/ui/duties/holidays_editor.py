"""The editor of one holiday in plain fields; what makes no sense is told under the field that is meant."""

from datetime import date
from typing import Any

import msgspec
from PySide6.QtWidgets import QWidget

from imr_desk.model.deadlines.phrases import capital, short_day
from imr_desk.model.deadlines.rules import RuleTableError
from imr_desk.model.deadlines.table_text import yearly_day, yearly_words
from imr_desk.model.deadlines.words import Basis, Excuse
from imr_desk.model.deadlines.work_calendar import Holiday, YearlyDay
from imr_desk.model.values import parse_date
from imr_desk.ui.duties.fields_editor import CellSpec, FieldsEditor, choice, simple
from imr_desk.ui.duties.rule_cells import CellValue, WordsCell

EXCUSE_WORDS = {
    Excuse.ALWAYS: "Of safe and latest date",
    Excuse.ARGUABLE: "Of the latest date only",
    Excuse.NEVER: "Never: it is counted",
}
_YEAR_DIGITS = 4


class YearlyCell(WordsCell):
    """A day that comes every year, in words."""

    @property
    def problem(self) -> str:
        """Why what stands there is no such day."""
        try:
            yearly_day(self._said())
        except RuleTableError as error:
            return f"This {error.sentence}"
        return ""

    def _said(self) -> str:
        """Return the words with the capitals that the table writes."""
        small = {"of", "after", "day", "days", "last"}
        words = (word.lower() for word in self.line.text().split())
        return " ".join(word if word in small or word[:1].isdecimal() else capital(word) for word in words)

    def value(self) -> CellValue:
        """Return the day; ``None`` while it is none."""
        return None if self.problem else yearly_day(self._said())

    def show_value(self, value: CellValue) -> None:
        """Show a day, unless it stands there already in a person's own spelling."""
        if value is not None and value != self.value():
            self.line.setText(yearly_words(value))


class DatesCell(WordsCell):
    """Days one by one, with commas between them."""

    def _parts(self) -> list[str]:
        return [part.strip() for part in self.line.text().split(",") if part.strip()]

    @property
    def problem(self) -> str:
        """Why what stands there are no days."""
        wrong = next((part for part in self._parts() if parse_date(part) is None), "")
        if wrong:
            return f"“{wrong[:30]}” is no date. Write days like 02/17/2026, with commas between them."
        return "" if self._parts() else "Write at least one day, like 02/17/2026."

    def value(self) -> CellValue:
        """Return the days, each once, the earliest first."""
        days = {date.fromisoformat(day) for part in self._parts() if (day := parse_date(part))}
        return tuple(sorted(days))

    def show_value(self, value: CellValue) -> None:
        """Show days, unless they stand there already."""
        if self.problem or value != self.value():
            self.line.setText(", ".join(f"{day:%m/%d/%Y}" for day in value))
            self.line.setCursorPosition(0)


class YearCell(WordsCell):
    """A year, or none."""

    @property
    def problem(self) -> str:
        """Why what stands there is no year."""
        said = self.line.text().strip()
        fits = not said or (said.isascii() and said.isdecimal() and len(said) == _YEAR_DIGITS)
        return "" if fits else "Write a year such as 2026, or nothing."

    def value(self) -> CellValue:
        """Return the year; 0 for none."""
        said = self.line.text().strip()
        return int(said) if said and not self.problem else 0

    def show_value(self, value: CellValue) -> None:
        """Show a year; 0 as nothing."""
        if self.problem or value != self.value():
            self.line.setText(str(value) if value else "")


_S = CellSpec
_YES_NO = (("Yes", True), ("No", False))

HOLIDAY_FIELDS = (
    _S("name", "Name", "As explanations call the day.", simple(WordsCell)),
    _S("excuse", "Left out", "A safe date excuses no day that a regulator might count.",
       choice(*((words, excuse) for excuse, words in EXCUSE_WORDS.items()))),
    _S("listed", "Comes", "Days that follow the moon are listed one by one.",
       choice(("Every year on the same day", False), ("On days that are listed", True))),
    _S("on", "Day", "“July 4”, “3rd Monday of January” or “1 day after 4th Thursday of November”.",
       simple(YearlyCell)),
    _S("dates", "Days", "Such as 02/17/2026, with commas; in a year without one no day is left out.",
       simple(DatesCell)),
    _S("monday_after_sunday", "Monday after a Sunday too", "Gov. Code 6701; for the latest date only.",
       choice(*_YES_NO)),
    _S("friday_before_saturday", "Friday before a Saturday too", "Gov. Code 6701; for the latest date only.",
       choice(*_YES_NO)),
    _S("from_year", "First year", "Empty for always.", simple(YearCell)),
    _S("to_year", "Last year", "Empty for no last one.", simple(YearCell)),
    _S("source", "Source", "Where it stands.", simple(WordsCell)),
    _S("basis", "Came from", "What is from memory is marked until somebody compared it.",
       choice(("Read at its source", Basis.READ), ("From memory, to be checked", Basis.MEMORY))),
)  # fmt: skip
"""Every field of a holiday, in the order of the editor; ``listed`` says whether the days are listed one by one."""


class HolidayEditor(FieldsEditor):
    """Edits one holiday."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(today, 8, parent)
        self._holiday: Holiday | None = None
        self._add_fields(HOLIDAY_FIELDS, shared="on")
        self._finish()

    @property
    def _entry(self) -> str | None:
        return self._holiday.name if self._holiday is not None else None

    def show_holiday(self, holiday: Holiday) -> None:
        """Show a holiday."""
        self._holiday = holiday
        for name, cell in self.cells.items():
            cell.show_value(holiday.on is None if name == "listed" else getattr(holiday, name))
        self._show_days()

    def _counts(self, name: str) -> bool:
        """Tell whether a field says anything: of the two manners of days only one does."""
        listed = bool(self.cells["listed"].value())
        return not (name == "on" and listed) and not (name == "dates" and not listed)

    def _changed(self) -> None:
        if self._holiday is None:
            return
        values: dict[str, Any] = {name: cell.value() for name, cell in self.cells.items()}
        if values.pop("listed"):
            values["on"] = None
        else:
            # While the words are no day, the last day that was one stands; nothing can be saved meanwhile.
            values.update(dates=(), on=values["on"] or self._holiday.on or YearlyDay(1, 1))
        self._holiday = msgspec.structs.replace(self._holiday, **values)
        self._show_days()
        self.changed.emit(self._holiday)

    def _show_days(self) -> None:
        for name in ("on", "dates"):
            self._boxes[name].setVisible(self._counts(name))
        if self._holiday is not None:
            years = (self._today.year, self._today.year + 1)
            days = "; ".join(f"{year}: {day_list(self._holiday, year)}" for year in years)
            self.told.setText("" if self.own_problem else f"{days}.")

    def _without_place(self, error: RuleTableError) -> str:
        plain = error.sentence.removeprefix(f"Holiday {error.rule}: ")
        for column, said in ((error.column, "this"), *((spec.name, f"“{spec.label}”") for spec in HOLIDAY_FIELDS)):
            plain = plain.replace(f"the column “{column}”", said).replace(f"“{column}”", said)
        return capital(plain)


def day_list(holiday: Holiday, year: int) -> str:
    """Return the days that a holiday gives in a year, in words."""
    if not holiday.in_force(year):
        return "not a holiday"
    days = [short_day(day) for day in holiday.days_in(year)]
    days += [f"{short_day(moved)} (observed)" for day in holiday.days_in(year) for moved in holiday.moved(day)]
    return ", ".join(days) or "no date in the table"
