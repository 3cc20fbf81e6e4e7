"""The rule table and the holiday table as text (TOML), read with friendly errors and printed again."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from imr_desk.model.deadlines.columns import (
    Column,
    day,
    many,
    pairs,
    printed,
    printed_row,
    read_row,
    text,
    whole,
    word,
    yes_no,
)
from imr_desk.model.deadlines.rules import DeadlineRule, RuleTable, RuleTableError, check_rule
from imr_desk.model.deadlines.words import (
    Basis,
    DayUnit,
    Duty,
    Excuse,
    ExpeditedAsked,
    HoldKind,
    OutcomeAsked,
    Rendered,
    Roll,
    ServiceMethod,
)
from imr_desk.model.deadlines.work_calendar import FIRST_YEAR, LAST_YEAR, Holiday, WorkCalendar, YearlyDay

_FIRST_LAW = 1850
"""The year in which California became a State; no holiday of its code is older."""

_MOST_DAYS = 60
"""Holidays of one year beyond which a table is a slip of the hand; Gov. Code 6700 has about twenty."""

_LARGEST = 1_000_000
_MOST_ROWS = 1000

_RULE_COLUMNS = (
    Column("id", text, needed=True),
    Column("name", text, needed=True),
    Column("duty", word(Duty), needed=True),
    Column("trigger", text, needed=True),
    Column("stand_ins", many(text)),
    Column("late_stand_ins", many(text)),
    Column("count", whole, needed=True),
    Column("unit", word(DayUnit), needed=True),
    Column("service_days", pairs(word(ServiceMethod), whole)),
    Column("service_assumed", word(ServiceMethod)),
    Column("roll_safe", word(Roll)),
    Column("roll_latest", word(Roll)),
    Column("outcome", word(OutcomeAsked)),
    Column("rendered", many(word(Rendered))),
    Column("expedited", word(ExpeditedAsked)),
    Column("answers", pairs(text, text)),
    Column("paused_by", many(word(HoldKind))),
    Column("asks", yes_no),
    Column("source", text, needed=True),
    Column("link", text),
    Column("basis", word(Basis)),
    Column("unchecked_from", day),
    Column("valid_from", day),
    Column("valid_to", day),
    Column("verified_by", text),
    Column("verified_on", day),
    Column("note", text),
)
"""The columns of a rule, in the order in which they are printed."""

_HOLIDAY_COLUMNS = (
    Column("name", text, needed=True),
    Column("excuse", word(Excuse), needed=True),
    Column("on", text),
    Column("dates", many(day)),
    Column("monday_after_sunday", yes_no),
    Column("friday_before_saturday", yes_no),
    Column("from_year", whole),
    Column("to_year", whole),
    Column("source", text),
    Column("basis", word(Basis)),
)

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = tuple("January February March April May June July August September October November December".split())  # noqa: SIM905
_NTHS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": -1}
_ON = re.compile(
    rf"(?:(?P<plus>[1-6]) days? after )?"
    rf"(?:(?P<month>{'|'.join(_MONTHS)}) (?P<day>\d\d?)"
    rf"|(?P<nth>{'|'.join(_NTHS)}) (?P<weekday>{'|'.join(_DAYS)}) of (?P<of>{'|'.join(_MONTHS)}))"
)


def parse_rules(source: str) -> RuleTable:
    """Read a rule table.

    Raises:
        RuleTableError: the text is no table, or a rule in it makes no sense; one sentence names rule and column.
    """
    name, version, rows = _parts(source, "rule")
    rules = []
    for row in rows:
        rule = DeadlineRule(**read_row(row, _RULE_COLUMNS, "Rule", "id"))
        check_rule(rule)
        rules.append(rule)
    return RuleTable.of(rules, name, version)


def print_rules(table: RuleTable) -> str:
    """Return the table as text that reads back to the same table; remarks of the original do not survive."""
    defaults = _defaults(DeadlineRule)
    rows = [_cells(rule, _RULE_COLUMNS) for rule in table.rules]
    return "\n".join([_head(table.name, table.version), *(printed_row("rule", row, defaults) for row in rows)])


def parse_holidays(source: str) -> WorkCalendar:
    """Read a holiday table and lay it out.

    Raises:
        RuleTableError: the text is no table, or a holiday in it makes no sense.
    """
    name, version, rows = _parts(source, "holiday")
    holidays = tuple(_holiday(read_row(row, _HOLIDAY_COLUMNS, "Holiday", "name")) for row in rows)
    _must_make_sense(holidays)
    return WorkCalendar.of(holidays, name, version)


def print_holidays(calendar: WorkCalendar) -> str:
    """Return the holiday table as text that reads back to the same calendar."""
    defaults = _defaults(Holiday)
    rows = []
    for holiday in calendar.holidays:
        row = _cells(holiday, _HOLIDAY_COLUMNS)
        row["on"] = None if holiday.on is None else yearly_words(holiday.on)
        rows.append(printed_row("holiday", row, defaults))
    return "\n".join([_head(calendar.name, calendar.version), *rows])


def _parts(source: str, block: str) -> tuple[str, str, list[object]]:
    if len(source) > _LARGEST:
        raise RuleTableError("The table is longer than a million characters; it cannot be what was meant.")
    try:
        whole_table = tomllib.loads(source)
    except RecursionError:
        raise RuleTableError(
            "The table has brackets within brackets without end; write it as the shipped one."
        ) from None
    except ValueError as error:
        place = re.search(r"line (\d+)", str(error))
        where = f" at line {place[1]}" if place else ", at its end" if "end of document" in str(error) else ""
        raise RuleTableError(f"The table cannot be read{where}: it is not written as TOML.") from None
    for key in whole_table:
        if key not in {"name", "version", block}:
            raise RuleTableError(f"The table has a part “{_plain(key)}” that has no meaning; remove it.", column=key)
    name, version, rows = whole_table.get("name"), whole_table.get("version"), whole_table.get(block, [])
    for column, said in (("name", name), ("version", version)):
        if not isinstance(said, str) or not said.strip() or len(said) > 200 or not said.isprintable():
            raise RuleTableError(f"The table needs a line “{column}” with words in quotation marks.", column=column)
    if not isinstance(rows, list):
        raise RuleTableError(f"The table's part “{block}” must be written as [[{block}]] blocks.", column=block)
    if len(rows) > _MOST_ROWS:
        raise RuleTableError(
            f"The table holds more than {_MOST_ROWS} rows; it cannot be what was meant.", column=block
        )
    return str(name), str(version), rows


def _plain(words: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in words[:40])


def _holiday(cells: dict[str, Any]) -> Holiday:
    name = cells["name"]
    if not name:
        raise RuleTableError("Holiday without a name: the column “name” is empty.", column="name")
    said = cells.pop("on", None)
    if (said is None) == ("dates" not in cells):
        raise RuleTableError(f"Holiday {name}: it needs either “on” or “dates”, and not both.", name, "on")
    on = None if said is None else _on(name, said)
    holiday = Holiday(on=on, **cells)
    for column, year in (("from_year", holiday.from_year), ("to_year", holiday.to_year)):
        if year and not _FIRST_LAW <= year <= LAST_YEAR:
            sentence = f"Holiday {name}: the column “{column}” must be a year such as 2026, or 0 for none."
            raise RuleTableError(sentence, name, column)
    if holiday.to_year and holiday.to_year < holiday.from_year:
        raise RuleTableError(f"Holiday {name}: the column “to_year” is before “from_year”.", name, "to_year")
    for each in holiday.dates:
        if not FIRST_YEAR <= each.year <= LAST_YEAR or not holiday.in_force(each.year):
            sentence = f"Holiday {name}: the column “dates” holds {each}, a year in which it would not be used."
            raise RuleTableError(sentence, name, "dates")
    return holiday


def _on(name: str, said: str) -> YearlyDay:
    try:
        return yearly_day(said)
    except RuleTableError as error:
        raise RuleTableError(f"Holiday {name}: the column “on” {error.sentence}", name, "on") from None


def yearly_day(said: str) -> YearlyDay:
    """Read a day that comes every year, such as ``July 4`` or ``1 day after 4th Thursday of November``.

    Raises:
        RuleTableError: it is none; the sentence is meant to follow the name of the column.
    """
    match = _ON.fullmatch(said)
    if match is None:
        raise RuleTableError("must read as “July 4” or “3rd Monday of January”.", column="on")
    plus = int(match["plus"] or 0)
    if match["nth"]:
        return YearlyDay(_MONTHS.index(match["of"]) + 1, 0, _DAYS.index(match["weekday"]), _NTHS[match["nth"]], plus)
    found = YearlyDay(_MONTHS.index(match["month"]) + 1, int(match["day"]), plus=plus)
    if not found.day or found.in_year(2024) is None:
        raise RuleTableError("names a day that no month has.", column="on")
    return found


def _must_make_sense(holidays: Sequence[Holiday]) -> None:
    """Refuse a table that counts hardly a day, or none as a holiday."""
    if not any(holiday.excuse is not Excuse.NEVER for holiday in holidays):
        raise RuleTableError(
            "The holiday table leaves out no day at all; write at least one holiday, or take the table as shipped."
        )
    by_name: dict[str, Holiday] = {}
    for holiday in holidays:
        other = by_name.setdefault(holiday.name.casefold(), holiday)
        if other is not holiday:
            sentence = f"Holiday {holiday.name}: there are two of this name; change one, or take it out."
            raise RuleTableError(sentence, holiday.name, "name")
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        days = {day for each in holidays if each.excuse is not Excuse.NEVER for day in each.days_in(year)}
        if len(days) > _MOST_DAYS:
            raise RuleTableError(
                f"The holiday table leaves out {len(days)} days of {year}; it cannot be what was meant."
            )


def yearly_words(on: YearlyDay) -> str:
    """Return a day that comes every year as ``yearly_day`` reads it."""
    after = f"{on.plus} day{'s' if on.plus > 1 else ''} after " if on.plus else ""
    if not on.nth:
        return f"{after}{_MONTHS[on.month - 1]} {on.day}"
    nth = next(word for word, number in _NTHS.items() if number == on.nth)
    return f"{after}{nth} {_DAYS[on.weekday]} of {_MONTHS[on.month - 1]}"


def _head(name: str, version: str) -> str:
    return f"name = {printed(name)}\nversion = {printed(version)}\n"


def _cells(row: msgspec.Struct, columns: tuple[Column, ...]) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in columns}


def _defaults(kind: type[msgspec.Struct]) -> Mapping[str, Any]:
    return {
        field.name: field.default for field in msgspec.structs.fields(kind) if field.default is not msgspec.NODEFAULT
    }
