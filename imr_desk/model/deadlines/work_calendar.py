"""Which days count in California, in two readings: the safe one and the latest arguable one.

Sources: Gov. Code 6700 (the list of holidays), 6701 (Sunday to Monday, Veterans Day from Saturday to Friday), 6800
(first day excluded, last day included); *Pa'u v. Department of Forestry* (WCAB, significant panel decision, 2019):
Saturday is not a working day under Labor Code 4610, and the Friday after Thanksgiving is one. Its use for the five
days of 8 CCR 9792.10.7 is by analogy.
"""

import calendar
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import msgspec

from imr_desk.model.deadlines.words import Basis, Excuse

SATURDAY, SUNDAY = 5, 6

FIRST_YEAR, LAST_YEAR = 1990, 2070
"""The years whose holidays are laid out. Outside them only Saturdays and Sundays are left out."""

_DAY = timedelta(days=1)


class YearlyDay(msgspec.Struct, frozen=True):
    """A day that comes every year: of the month, or the nth weekday of the month.

    Attributes:
        month: from 1.
        day: of the month; 0 when the weekday says it.
        weekday: Monday is 0.
        nth: which of them in the month, from 1; -1 for the last; 0 when the day says it.
        plus: days after that day, as the Friday after the fourth Thursday.
    """

    month: int
    day: int = 0
    weekday: int = 0
    nth: int = 0
    plus: int = 0

    def in_year(self, year: int) -> date | None:
        """Return the day of a year; ``None`` where the year has none, as February 29."""
        length = calendar.monthrange(year, self.month)[1]
        if self.nth == -1:
            last = date(year, self.month, length)
            found = last - timedelta(days=(last.weekday() - self.weekday) % 7)
        elif self.nth:
            first = date(year, self.month, 1)
            found = first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1))
        elif self.day <= length:
            found = date(year, self.month, self.day)
        else:
            return None
        return found + timedelta(days=self.plus)


class Holiday(msgspec.Struct, frozen=True):
    """One holiday of the table.

    Attributes:
        name: as explanations call it.
        excuse: whether its days are left out, and in which reading.
        on: the day every year; ``None`` where the days are listed.
        dates: the days, for holidays that follow the moon; years without one are counted as working days and told.
        monday_after_sunday: the Monday is a holiday when it falls on a Sunday (Gov. Code 6701); full reading only.
        friday_before_saturday: the Friday is one when it falls on a Saturday (6701, Veterans Day); full reading only.
        from_year: first year in which it is a holiday; 0 for always.
        to_year: last year; 0 for none.
        source: where it stands.
        basis: read at the source, or from memory.
    """

    name: str
    excuse: Excuse
    on: YearlyDay | None = None
    dates: tuple[date, ...] = ()
    monday_after_sunday: bool = False
    friday_before_saturday: bool = False
    from_year: int = 0
    to_year: int = 0
    source: str = ""
    basis: Basis = Basis.READ

    def in_force(self, year: int) -> bool:
        """Tell whether it is a holiday in a year."""
        return self.from_year <= year and (not self.to_year or year <= self.to_year)

    def days_in(self, year: int) -> tuple[date, ...]:
        """Return the day itself in a year, without the days of Gov. Code 6701."""
        if not self.in_force(year):
            return ()
        if self.on is None:
            return tuple(day for day in self.dates if day.year == year)
        found = self.on.in_year(year)
        return () if found is None else (found,)

    def moved(self, day: date) -> Iterator[date]:
        """Yield the day that Gov. Code 6701 makes a holiday too."""
        if self.monday_after_sunday and day.weekday() == SUNDAY:
            yield day + _DAY
        if self.friday_before_saturday and day.weekday() == SATURDAY:
            yield day - _DAY


class WorkCalendar(msgspec.Struct, frozen=True):
    """The days that are left out, by name, in both readings; made by ``of``.

    Attributes:
        name: what the table calls itself.
        version: which state of the table.
        holidays: the table.
        core: days left out of the safe date: what nobody doubts, without the days of Gov. Code 6701.
        full: days left out of the latest arguable date: all of Gov. Code 6700 and 6701.
        unlisted: names of listed holidays without a date, by year.
    """

    name: str
    version: str
    holidays: tuple[Holiday, ...]
    core: Mapping[date, str]
    full: Mapping[date, str]
    unlisted: Mapping[int, tuple[str, ...]]

    @classmethod
    def of(cls, holidays: tuple[Holiday, ...], name: str = "", version: str = "") -> "WorkCalendar":
        """Lay the holidays out over the years from ``FIRST_YEAR`` to ``LAST_YEAR``."""
        core: dict[date, str] = {}
        full: dict[date, str] = {}
        unlisted: dict[int, tuple[str, ...]] = {}
        for holiday in holidays:
            if holiday.excuse is Excuse.NEVER:
                continue
            for year in range(FIRST_YEAR, LAST_YEAR + 1):
                days = holiday.days_in(year)
                if not days and holiday.on is None and holiday.in_force(year):
                    unlisted[year] = (*unlisted.get(year, ()), holiday.name)
                for day in days:
                    full.setdefault(day, holiday.name)
                    full.update(
                        {moved: f"{holiday.name}, observed" for moved in holiday.moved(day) if moved not in full}
                    )
                    if holiday.excuse is Excuse.ALWAYS:
                        core.setdefault(day, holiday.name)
        return cls(name, version, holidays, core, full, unlisted)

    def works(self, day: date, *, full: bool = False) -> bool:
        """Tell whether a day is a working day in the safe reading, or in the full one."""
        return day.weekday() < SATURDAY and day not in (self.full if full else self.core)

    def unlisted_between(self, start: date, end: date) -> tuple[tuple[int, str], ...]:
        """Return year and name of holidays that may fall between two days and whose date the table does not give."""
        if not self.unlisted:
            return ()
        years = range(start.year, end.year + 1)
        return tuple((year, name) for year in years for name in self.unlisted.get(year, ()))
