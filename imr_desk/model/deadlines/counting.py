"""Counting days: the first day is left out, the last one counts (Gov. Code 6800), and the words that show it."""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from imr_desk.model.deadlines.phrases import counted, day_words, listed, short_day
from imr_desk.model.deadlines.words import DayUnit, Roll
from imr_desk.model.deadlines.work_calendar import SATURDAY, SUNDAY

_DAY = timedelta(days=1)
_STEPPED = frozenset({DayUnit.WORKING_DAYS, DayUnit.BUSINESS_DAYS})
_LONGEST_TOLD = 15

LeftOut = tuple[tuple[date, str], ...]
"""Days that were not counted, each with its name; ``Saturday`` and ``Sunday`` are such names."""


class DayCount(msgspec.Struct, frozen=True):
    """One way to count a deadline, with what is needed to tell how.

    Attributes:
        label: which date it gives: ``Safe date``.
        start: the day from which it counts; itself not counted.
        count: how many.
        unit: of what.
        extra: calendar days added for the manner of service (8 CCR 10605).
        raw: the last day as counted.
        end: the last day after rolling.
        left_out: days that were skipped while counting.
        rolled_over: days that were skipped while rolling.
    """

    label: str
    start: date
    count: int
    unit: DayUnit
    extra: int
    raw: date
    end: date
    left_out: LeftOut = ()
    rolled_over: LeftOut = ()

    @property
    def words(self) -> str:
        """How it was counted, in one sentence."""
        how_many = counted(self.count, self.unit)
        if self.extra:
            how_many += f" and {counted(self.extra, 'days')} for service"
        sentence = f"{self.label}: {how_many} after {day_words(self.start)}"
        if self.left_out:
            sentence += f", leaving out {listed(_names(self.left_out))}"
        if self.end == self.raw:
            return f"{sentence}, is {day_words(self.end)}."
        way = "forward" if self.end > self.raw else "back"
        skipped = listed(_names(self.rolled_over))
        return f"{sentence}, is {day_words(self.raw)}; {way} over {skipped} to {day_words(self.end)}."

    @property
    def steps(self) -> str:
        """Day by day, for short counts of working days; empty for others."""
        if self.unit not in _STEPPED or self.count > _LONGEST_TOLD:
            return ""
        skipped = dict(self.left_out)
        told, number, day = [], 0, self.start
        while day < self.raw:
            day += _DAY
            if (name := skipped.get(day)) is None:
                number += 1
                told.append(f"day {number} {short_day(day)}")
            else:
                told.append(short_day(day) if day.weekday() >= SATURDAY else f"{short_day(day)} ({name})")
        return f"{self.label}, day by day: {'; '.join(told)}."


def _names(left_out: LeftOut) -> list[str]:
    holidays = [f"{name} ({short_day(day)})" for day, name in left_out if day.weekday() < SATURDAY]
    weekend = sorted({day.weekday() for day, _ in left_out if day.weekday() >= SATURDAY})
    return [*holidays, *("Saturday" if number == SATURDAY else "Sunday" for number in weekend)]


class Counting(msgspec.Struct, frozen=True):
    """What a count needs besides its start.

    Attributes:
        label: as in ``DayCount``.
        count: how many.
        unit: of what.
        roll: where the last day goes.
        extra: calendar days added for service.
        saturday_counts: for business days, in the safe reading.
    """

    label: str
    count: int
    unit: DayUnit
    roll: Roll
    extra: int = 0
    saturday_counts: bool = False

    def from_day(self, start: date, holidays: Mapping[date, str]) -> DayCount:
        """Count from a day over the holidays of one reading."""
        left_out: LeftOut = ()
        if self.unit in _STEPPED:
            raw, left_out = _after_working_days(start, self.count, holidays, saturday_counts=self.saturday_counts)
        else:
            raw = _after(start, self.count, self.unit)
        if self.extra:
            raw += timedelta(days=self.extra)
        end, rolled = _rolled(raw, self.roll, holidays)
        return DayCount(self.label, start, self.count, self.unit, self.extra, raw, end, left_out, rolled)


def _after(start: date, count: int, unit: DayUnit) -> date:
    if unit is DayUnit.MONTHS:
        return _after_months(start, count)
    if unit is DayUnit.YEARS:
        return _after_months(start, 12 * count)
    return start + timedelta(days=count // 24 if unit is DayUnit.HOURS else count)


def _after_months(start: date, count: int) -> date:
    """Return the same day of a later month; where that month is shorter, its last day: February 29 to February 28."""
    years, month = divmod(start.month - 1 + count, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _after_working_days(
    start: date, count: int, holidays: Mapping[date, str], *, saturday_counts: bool
) -> tuple[date, LeftOut]:
    day, left, skipped = start, count, []
    while left:
        day += _DAY
        if (name := _day_off(day, holidays, saturday_counts=saturday_counts)) is None:
            left -= 1
        else:
            skipped.append((day, name))
    return day, tuple(skipped)


def _rolled(day: date, roll: Roll, holidays: Mapping[date, str]) -> tuple[date, LeftOut]:
    if roll is Roll.NONE:
        return day, ()
    step = _DAY if roll is Roll.NEXT else -_DAY
    skipped = []
    while (name := _day_off(day, holidays)) is not None:
        skipped.append((day, name))
        day += step
    return day, tuple(skipped)


def _day_off(day: date, holidays: Mapping[date, str], *, saturday_counts: bool = False) -> str | None:
    weekday = day.weekday()
    if weekday == SUNDAY:
        return "Sunday"
    if weekday == SATURDAY and not saturday_counts:
        return "Saturday"
    return holidays.get(day)
