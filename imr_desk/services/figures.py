"""What the dashboard shows: the numbers of the log, and for each the filter that leads to its cases.

A figure over a large log is added up from ranges of case numbers. ``Figures.results`` therefore hands the caller the
turn after each visit to the log, so that whatever is to be saved never waits for a figure.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Union

import msgspec

from imr_desk.model.benchmarks import Benchmark
from imr_desk.model.case import OPEN_STATUSES, CaseStatus
from imr_desk.model.draft import Decision
from imr_desk.model.queue import DECIDED, OUTCOMES, CaseFilter, DateRange, DueWindow, Figure
from imr_desk.ports import CaseReading
from imr_desk.services.worklist import Worklist

AT_ONCE = 10_000
"""Case numbers a visit to the log."""

DAYS_AHEAD = 28
WEEKS_BACK = 12

OVERDUE, LATER, UNSURE = "overdue", "later", "needs a date"
"""Groups of the workload beside its days."""

CASES, ARRIVED, FINISHED = "cases", "arrived", "finished"
"""Parts of figures that are not about decisions."""


class Number(msgspec.Struct, frozen=True):
    """A number and the filter that leads to its cases.

    Attributes:
        number: how many cases, or items.
        where: leads to just these cases, or to the cases of these items; ``None`` where no filter does.
        cases: of items, in how many cases they are; 0 where cases are counted.
    """

    number: int
    where: CaseFilter | None = None
    cases: int = 0


class Line(msgspec.Struct, frozen=True):
    """The numbers of one group.

    Attributes:
        group: which.
        numbers: one a part, in the order of the parts.
        decided: of decisions, the items overturned or upheld together.
    """

    group: str
    numbers: tuple[Number, ...]
    decided: Number = Number(0)

    @property
    def total(self) -> int:
        """All parts together."""
        return sum(one.number for one in self.numbers)


class FigureTable(msgspec.Struct, frozen=True):
    """A figure added up.

    Attributes:
        figure: which.
        parts: names of the columns: decisions, or ``cases``, or ``arrived`` and ``finished``.
        lines: in the order in which they are shown.
        whole: cases in the log that the lines are a part of; 0 where that means nothing.
    """

    figure: Figure
    parts: tuple[str, ...]
    lines: tuple[Line, ...]
    whole: int = 0


class Tile(msgspec.Struct, frozen=True):
    """One of the few numbers that stand at the top."""

    name: str
    number: Number


class Tiles(msgspec.Struct, frozen=True):
    """The numbers at the top, and how many cases the log has."""

    tiles: tuple[Tile, ...]
    cases: int


Result = Union[Tiles, FigureTable]  # noqa: UP007 - one name for what the dashboard is handed

_Counts = Mapping[str, Mapping[str, int]]
"""Numbers by part by group."""

DECISIONS: tuple[Decision, ...] = (Decision.OVERTURNED, Decision.UPHELD, Decision.NOT_ADDRESSED, Decision.UNCLEAR)

WAITING = (*OPEN_STATUSES, CaseStatus.ON_HOLD)
"""Cases that are somebody's work, now or later."""


class Figures:
    """Adds the log's figures up, as the person at the desk may see them.

    A figure by what reviews say counts no case whose review is hidden from that person: it would tell, and the number
    would not be that of the cases that it leads to.

    Args:
        log: where cases live.
        worklist: tells the day, and counts what a filter lets through.
        benchmarks: published rates to hold the log's own beside.
    """

    def __init__(self, log: CaseReading, worklist: Worklist, benchmarks: tuple[Benchmark, ...] = ()) -> None:
        self._log = log
        self._worklist = worklist
        self.benchmarks = benchmarks

    @property
    def today(self) -> date:
        """The day on which one looks."""
        return date.fromisoformat(self._worklist.today)

    def results(self) -> Iterator[Result | None]:
        """Yield what is done after each visit to the log, ``None`` while a figure is still being added up.

        Raises:
            CaseLogError: the log cannot be read.
        """
        today = self.today
        yield from counted_tiles(self._worklist, tile_filters(today))
        hidden = frozenset(case.id for case in self._worklist.hidden.among(CaseFilter()))
        yield None
        unsure = CaseFilter(window=DueWindow.NEEDS_DATE)
        number = Number(self._worklist.count(unsure), unsure)
        yield workload(today, (yield from self._added_up(Figure.DUE_DATE, hidden)), number)
        arrived = yield from self._added_up(Figure.ARRIVED_BY_WEEK)
        yield throughput(today, arrived, (yield from self._added_up(Figure.FINISHED_BY_WEEK)))
        for figure in OUTCOMES:
            sums = yield from self._sums(figure, hidden)
            yield outcomes(figure, sums.numbers, sums.cases)
        statuses = yield from self._added_up(Figure.STATUS)
        worked = sum(_total(parts) for status, parts in statuses.items() if status != CaseStatus.NEW.value)
        corrected = yield from self._added_up(Figure.CORRECTED_FIELD, hidden)
        yield cases_by(Figure.CORRECTED_FIELD, corrected, worked - len(hidden))
        yield cases_by(Figure.OPEN_FLAG, (yield from self._added_up(Figure.OPEN_FLAG, hidden)))
        yield cases_by(Figure.REVIEWER, (yield from self._added_up(Figure.REVIEWER)))

    def _added_up(self, figure: Figure, without: Collection[int] = ()) -> Generator[None, None, _Counts]:
        """Add a figure of cases up, range by range, but for the cases numbered ``without``."""
        return (yield from self._sums(figure, without)).numbers

    def _sums(self, figure: Figure, without: Collection[int] = ()) -> Generator[None, None, "_Sums"]:
        sums = _Sums({}, {})
        for first in range(1, self._log.newest() + 1, AT_ONCE):
            for count in self._log.tally(figure, first, first + AT_ONCE - 1, without):
                sums.numbers.setdefault(count.group, Counter())[count.part] += count.number
                sums.cases.setdefault(count.group, Counter())[count.part] += count.cases
            yield None
        return sums


class _Sums(msgspec.Struct, frozen=True):
    """What was added up over all ranges, and of items in how many cases they are: no case is in two ranges."""

    numbers: dict[str, Counter[str]]
    cases: dict[str, Counter[str]]


def counted_tiles(worklist: Worklist, filters: Iterable[tuple[str, CaseFilter]]) -> Iterator[Tiles | None]:
    """Count the numbers at the top, named with their filters; yield ``None`` after each, then all of them.

    Raises:
        CaseLogError: the log cannot be read.
    """
    tiles: list[Tile] = []
    for name, where in filters:
        tiles.append(Tile(name, Number(worklist.count(where), where)))
        yield None
    yield Tiles(tuple(tiles), worklist.count(CaseFilter()))


def tile_filters(today: date) -> tuple[tuple[str, CaseFilter], ...]:
    """Return the numbers at the top by name, with the filters that count them."""
    monday = _monday(today)
    return (
        ("Waiting", CaseFilter(statuses=OPEN_STATUSES)),
        ("Overdue", CaseFilter(window=DueWindow.OVERDUE)),
        ("Due today", CaseFilter(window=DueWindow.TODAY)),
        ("Due in 7 days", CaseFilter(window=DueWindow.WEEK)),
        ("Needs a date", CaseFilter(window=DueWindow.NEEDS_DATE)),
        ("On hold", CaseFilter(statuses=(CaseStatus.ON_HOLD,))),
        ("Finished this week", CaseFilter(finished=_days(monday, 7))),
    )


def workload(today: date, counts: _Counts, unsure: Number) -> FigureTable:
    """Return how many duties fall on the next four weeks' days, with what is overdue before and the rest behind.

    Days of the weekend are shown only when something is due on them. A date that is only assumed is due on no day:
    the window that stands in each filter leaves it out, as the count did. How many those are, with the duties that
    have no date at all, stands last.
    """
    by_day = {group: _total(parts) for group, parts in counts.items() if group}
    start, end = today.isoformat(), (today + timedelta(days=DAYS_AHEAD)).isoformat()
    lines = [_line(OVERDUE, sum(n for day, n in by_day.items() if day < start), CaseFilter(window=DueWindow.OVERDUE))]
    for ahead in range(DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        number = by_day.get(day.isoformat(), 0)
        if number or day.weekday() < _SATURDAY:
            lines.append(_line(day.isoformat(), number, CaseFilter(due=_days(day, 1), window=_window_of(ahead))))
    later = sum(n for day, n in by_day.items() if day >= end)
    lines.append(_line(LATER, later, CaseFilter(due=DateRange(first=end), window=DueWindow.LATER)))
    lines.append(Line(UNSURE, (unsure,)))
    return FigureTable(Figure.DUE_DATE, (CASES,), tuple(lines))


def throughput(today: date, arrived: _Counts, finished: _Counts) -> FigureTable:
    """Return how many cases arrived and were finished in each of the last weeks, the present one last."""
    lines: list[Line] = []
    for back in reversed(range(WEEKS_BACK)):
        monday = _monday(today) - timedelta(weeks=back)
        group, week = monday.isoformat(), _days(monday, 7)
        numbers = (
            Number(_total(arrived.get(group, {})), CaseFilter(arrived=week)),
            Number(_total(finished.get(group, {})), CaseFilter(finished=week)),
        )
        lines.append(Line(group, numbers))
    return FigureTable(Figure.FINISHED_BY_WEEK, (ARRIVED, FINISHED), tuple(lines))


def outcomes(figure: Figure, counts: _Counts, cases: _Counts) -> FigureTable:
    """Return how the decided items of each group came out: the largest group first, months in their order.

    Items without a decision or without a group are left out; ``cases`` tells in how many cases the items are.
    """
    filter_of = _OUTCOME_FILTERS[figure]
    by_size = figure is not Figure.OUTCOME_BY_MONTH
    named = {group: parts for group, parts in counts.items() if group and (by_size or _is_month(group))}
    lines = [_outcome_line(group, parts, cases.get(group, {}), filter_of(group)) for group, parts in named.items()]
    lines.sort(key=lambda line: (-line.total if by_size else 0, line.group))
    decided = tuple(line for line in lines if line.total)
    return FigureTable(figure, tuple(decision.value for decision in DECISIONS), decided)


def cases_by(figure: Figure, counts: _Counts, whole: int = 0) -> FigureTable:
    """Return how many cases each group has, the largest first; ``whole`` is how many cases they are a part of.

    Of the cases that persons have, only those that wait are counted, and those that nobody has come first.
    """
    if figure is Figure.REVIEWER:
        waiting = {status.value for status in WAITING}
        sums = {who: sum(n for part, n in parts.items() if part in waiting) for who, parts in counts.items()}
    else:
        sums = {group: _total(parts) for group, parts in counts.items() if group}
    filter_of = _CASE_FILTERS[figure]
    lines = [_line(group, number, filter_of(group)) for group, number in sums.items() if number]
    lines.sort(key=lambda line: (bool(line.group), -line.total, line.group))
    return FigureTable(figure, (CASES,), tuple(lines), whole=whole)


_SATURDAY = 5

_WINDOW_DAYS = 7
"""Days ahead that the window of a week holds, the last one included."""

_CASE_FILTERS: Mapping[Figure, Callable[[str], CaseFilter]] = MappingProxyType(
    {
        Figure.CORRECTED_FIELD: lambda name: CaseFilter(corrected=name),
        Figure.OPEN_FLAG: lambda rule: CaseFilter(flag=rule),
        Figure.REVIEWER: lambda who: CaseFilter(reviewer=who, statuses=WAITING),
    }
)

_OUTCOME_FILTERS: Mapping[Figure, Callable[[str], CaseFilter]] = MappingProxyType(
    {
        Figure.OUTCOME_BY_CATEGORY: lambda group: CaseFilter(category=group),
        Figure.OUTCOME_BY_SUBCATEGORY: lambda group: CaseFilter(subcategory=group),
        Figure.OUTCOME_BY_GUIDELINE: lambda group: CaseFilter(cited_guideline=group),
        Figure.OUTCOME_BY_SPECIALTY: lambda group: CaseFilter(exact_specialty=group),
        Figure.OUTCOME_BY_MONTH: lambda month: CaseFilter(decided=_month(month)),
    }
)


def _outcome_line(group: str, parts: Mapping[str, int], cases: Mapping[str, int], where: CaseFilter) -> Line:
    def number(part: str, asked: CaseFilter) -> Number:
        return Number(parts.get(part, 0), asked, cases.get(part, 0))

    numbers = tuple(number(one.value, msgspec.structs.replace(where, item_outcome=one)) for one in DECISIONS)
    return Line(group, numbers, number(DECIDED, msgspec.structs.replace(where, item_decided=True)))


def _line(group: str, number: int, where: CaseFilter) -> Line:
    return Line(group, (Number(number, where),))


def _window_of(ahead: int) -> DueWindow:
    """Return the window that a day is in, by how many days ahead it is."""
    if not ahead:
        return DueWindow.TODAY
    return DueWindow.WEEK if ahead <= _WINDOW_DAYS else DueWindow.LATER


def _total(parts: Mapping[str, int]) -> int:
    return sum(parts.values())


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days(first: date, number: int) -> DateRange:
    return DateRange(first.isoformat(), (first + timedelta(days=number - 1)).isoformat())


def _is_month(month: str) -> bool:
    """Tell whether this is a month ``YYYY-MM``; letters print what they like for a date."""
    try:
        date.fromisoformat(f"{month}-01")
    except ValueError:
        return False
    return True


def _month(month: str) -> DateRange:
    """Return the days of a month ``YYYY-MM``."""
    year, number = int(month[:4]), int(month[5:7])
    return DateRange(f"{month}-01", f"{month}-{monthrange(year, number)[1]:02}")
