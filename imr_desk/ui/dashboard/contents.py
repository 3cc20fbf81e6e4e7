"""From figures to charts and tables of cases; those of outcomes are in ``outcome_contents``."""

from datetime import date

import msgspec

from imr_desk.model.flag_names import flag_name
from imr_desk.model.queue import CaseFilter, Figure
from imr_desk.services.figures import LATER, OVERDUE, UNSURE, FigureTable, Line, Number
from imr_desk.services.shares import Share
from imr_desk.ui.dashboard.chart import Bar, Cell, Chart, Content, Fill, Series, Slot, Table
from imr_desk.ui.dashboard.words import TITLES, day_words, field_words, short_day, things

_MOST_LYING = 10
"""Groups that a chart shows; its table shows the rest."""

MOST_MONTHS = 18
"""Months that a chart shows, the newest; its table shows all."""

MOST_ROWS = 300
"""Rows that a table on the screen shows; the file has all."""


_GROUP_NAMES = {OVERDUE: "Overdue", LATER: "Later", UNSURE: "Needs a date"}


def workload_content(table: FigureTable) -> Content:
    """Show what is due: overdue, the days of four weeks, later."""
    slots: list[Slot] = []
    rows: list[tuple[Cell, ...]] = []
    for line in table.lines:
        number = line.total
        where = line.numbers[0].where if number else None
        name = _GROUP_NAMES.get(line.group) or day_words(date.fromisoformat(line.group))
        words = f"{name}: {things(number, 'case', 'cases')}"
        bar = Bar(number, words, where, series=int(line.group == OVERDUE))
        if line.group not in (LATER, UNSURE):  # in the chart they would dwarf the days
            slots.append(Slot(_day_label(line), (bar,), f"{number:,}" if where else ""))
        if line.group == OVERDUE:
            slots.append(Slot("", ()))  # air between what is late and what is to come
        rows.append((Cell(name), number_cell(number, where)))
    chart = Chart((Series("Due", "accent"), Series("Overdue", "error", Fill.HATCHED)), tuple(slots))
    later, unsure = (line.total for line in table.lines[-2:])
    note = f"Four weeks; days of the weekend only when something is due on them. Later: {later:,}."
    one, many = "case needs a date first and counts", "cases need a date first and count"
    unsure_words = f"{things(unsure, one, many)} on no day until then."
    nothing = not any(line.total for line in table.lines[:-1])
    nothing_words = f"Nothing is due on a day that is sure. {unsure_words}" if unsure else "Nothing is due."
    return Content(
        TITLES[table.figure],
        chart,
        Table(("Due", "Cases"), tuple(rows)),
        f"{note} {unsure_words}" if unsure else note,
        nothing_words if nothing else "",
    )


def throughput_content(table: FigureTable) -> Content:
    """Show what came in and what was finished, week by week."""
    slots: list[Slot] = []
    rows: list[tuple[Cell, ...]] = []
    for line in table.lines:
        monday = date.fromisoformat(line.group)
        name = f"Week of {day_words(monday)}"
        arrived, finished = line.numbers
        bars = tuple(
            Bar(
                one.number,
                f"{name}: {things(one.number, 'case', 'cases')} {part}",
                one.where if one.number else None,
                series=series,
            )
            for series, (one, part) in enumerate(((arrived, "arrived"), (finished, "finished")))
        )
        slots.append(Slot(short_day(monday), bars))
        rows.append((Cell(name), *(number_cell(one.number, one.where) for one in line.numbers)))
    chart = Chart((Series("Arrived", "quiet", Fill.HATCHED), Series("Finished", "accent")), tuple(slots))
    nothing = not any(line.total for line in table.lines)
    return Content(
        TITLES[table.figure],
        chart,
        Table(("Week", "Arrived", "Finished"), tuple(rows)),
        "Weeks begin on Monday; the present one, last, is not over.",
        "No case arrived or was finished in these weeks." if nothing else "",
    )


def corrections_content(table: FigureTable) -> Content:
    """Show in which fields persons put another value in the machine's place."""
    rows = tuple(
        (
            Cell(field_words(line.group)),
            number_cell(line.total, line.numbers[0].where),
            percent_cell(Share(line.total, table.whole)),
        )
        for line in table.lines
    )
    slots = tuple(
        _lying(line, field_words(line.group), f"corrected in {_of_cases(line.total, table.whole)}")
        for line in table.lines[:_MOST_LYING]
    )
    return Content(
        TITLES[table.figure],
        Chart((Series("Cases in which a person corrected the field", "warning", Fill.TINTED),), slots, lying=True),
        Table(("Field", "Cases corrected", "Of cases worked"), rows),
        f"Of {things(table.whole, 'case', 'cases')} that a person has worked; where the extractor is weak, first.",
        "" if table.lines else "No value has been corrected yet.",
    )


def flags_content(table: FigureTable) -> Content:
    """Show which checks left flags that nobody has settled."""
    rows = tuple(
        (Cell(flag_name(line.group)), number_cell(line.total, line.numbers[0].where)) for line in table.lines
    )
    slots = tuple(
        _lying(line, flag_name(line.group), f"open in {things(line.total, 'case', 'cases')}")
        for line in table.lines[:_MOST_LYING]
    )
    return Content(
        TITLES[table.figure],
        Chart((Series("Cases with an open flag of the rule", "warning", Fill.TINTED),), slots, lying=True),
        Table(("Rule", "Cases with open flags"), rows),
        "Flags that are more than information.",
        "" if table.lines else "No flag is open.",
    )


def reviewers_content(table: FigureTable) -> Content:
    """Show who has the cases that wait."""
    rows = tuple((Cell(_who(line)), number_cell(line.total, line.numbers[0].where)) for line in table.lines)
    slots = tuple(_lying(line, _who(line), things(line.total, "case", "cases")) for line in table.lines[:_MOST_LYING])
    return Content(
        TITLES[table.figure],
        Chart((Series("Cases that wait, on hold included", "accent"),), slots, lying=True),
        Table(("Reviewer", "Waiting cases"), rows),
        "",
        "" if table.lines else "No case waits.",
    )


def case_content(table: FigureTable) -> Content:
    """Show a figure that counts cases."""
    return {
        Figure.DUE_DATE: workload_content,
        Figure.FINISHED_BY_WEEK: throughput_content,
        Figure.CORRECTED_FIELD: corrections_content,
        Figure.OPEN_FLAG: flags_content,
        Figure.REVIEWER: reviewers_content,
    }[table.figure](table)


def _day_label(line: Line) -> str:
    """Return what stands at the axis: the ends by name, of the days the first and the Mondays."""
    if line.group == OVERDUE:
        return "Overdue"
    day = date.fromisoformat(line.group)
    return short_day(day) if day.weekday() == 0 else ""


def _lying(line: Line, name: str, words: str) -> Slot:
    number = line.numbers[0]
    return Slot(name, (Bar(number.number, f"{name}: {words}", number.where),), f"{number.number:,}")


def number_cell(number: int, where: CaseFilter | None) -> Cell:
    """Return a cell with a number that leads to its cases; 0 leads nowhere."""
    return Cell(f"{number:,}", where if number else None, number)


def items_cell(number: Number) -> Cell:
    """Return a cell with a number of items that leads to their cases, and tells how many those are."""
    cell = number_cell(number.number, number.where)
    return msgspec.structs.replace(cell, leads=things(number.cases, "case", "cases")) if cell.where else cell


def percent_cell(share: Share) -> Cell:
    """Return a cell with a share in percent, unless it is one of too few."""
    return Cell("too few") if share.too_few else Cell(f"{share.percent:.1f} %", None, round(share.percent, 1))


def interval_words(share: Share) -> str:
    """Return the 95 % interval of a share, such as ``41.2 to 58.8 %``."""
    low, high = share.interval
    return f"{low:.1f} to {high:.1f} %"


def _who(line: Line) -> str:
    return line.group or "Nobody yet"


def _of_cases(number: int, whole: int) -> str:
    return f"{number:,} of {things(whole, 'case', 'cases')}" if whole else things(number, "case", "cases")
