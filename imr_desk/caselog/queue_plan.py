"""How a question of the queue is answered with little work, whatever the size of the log.

Three ways: when few cases fit a condition, fetch and sort them; else walk along the index of the order and test each
case until the page is full; when that takes too long, since what fits lies far behind, through the narrowest door.
The planner of SQLite, which knows only averages, is not asked: each statement names its index.
"""

# ruff: noqa: S608 - the pieces of SQL are our own; what a person typed is bound as values

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from imr_desk.caselog import rows
from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.picking import STATUS_ORDER, SortValue, sort_value, tidy
from imr_desk.caselog.queue_sql import (
    Bounds,
    Condition,
    Nothing,
    Sql,
    among,
    asked_statuses,
    conditions,
    settled,
    values_of,
)
from imr_desk.model.queue import CaseFilter, CaseOrder, CaseQuery

_FEW = 10_000
"""Cases that are fetched and sorted within a blink."""
_WALK = 20_000
"""Cases that are tested along an order before another way is looked for."""
_MANY = 200_000
"""Cases that are fetched and sorted rather than walking to the end."""

_COLUMNS = {
    CaseOrder.DUE: "due_on",
    CaseOrder.PRIORITY: "priority",
    CaseOrder.CASE_NUMBER: "case_number",
    CaseOrder.CLAIM_NUMBER: "claim_number",
    CaseOrder.OUTCOME: "outcome",
    CaseOrder.ITEMS: "items",
    CaseOrder.FLAGS: "flags",
    CaseOrder.REVIEWER: "reviewer",
    CaseOrder.INJURY: "injury_date",
    CaseOrder.RECEIVED: "received",
    CaseOrder.DECIDED: "decision_date",
}
"""Orders by a column that has an index; the others are by number alone, status by status or not."""

_NEVER_EMPTY = (CaseOrder.PRIORITY, CaseOrder.ITEMS, CaseOrder.FLAGS)
_CASE = ", ".join(f"cases.{name}" for name in rows.CASE_COLUMNS)
_NEVER = "(0 <> 0)"
Row = tuple[Any, ...]


def page_of(query: CaseQuery, db: sqlite3.Connection) -> list[Row]:
    """Return the rows of the cases that are asked for, in their order.

    Raises:
        ValueError: a window of days is asked for without a day.
    """
    where = tidy(query.where)
    try:
        asked = conditions(where, query.today, db)
    except Nothing:
        return []
    if query.limit <= 0:
        return []
    return _Page(query, asked_statuses(where), asked, db).read()


def number_of(where: CaseFilter, today: str, db: sqlite3.Connection) -> int:
    """Return how many cases a filter lets through.

    Raises:
        ValueError: a window of days is asked for without a day.
    """
    where = tidy(where)
    statuses = asked_statuses(where)
    try:
        asked = conditions(where, today, db)
    except Nothing:
        return 0
    if not asked:
        return _number_in(statuses, db)
    if len(asked) == 1 and (rest := asked[0].rest) is not None:
        return _number_in(statuses, db) - _number(db, Sql(f"SELECT count(*) FROM ({rest.text})", rest.values))
    every = len(statuses) == len(STATUS_ORDER)
    if len(asked) == 1 and asked[0].doors and (every or asked[0].by_status):
        return _number(db, Sql(f"SELECT count(*) FROM ({asked[0].door.text})", asked[0].door.values))
    asked = [settled(condition, db) for condition in asked]
    one_of = among("cases.status", statuses)
    narrow = _narrowest(asked, db, _FEW) or _narrowest(asked, db, _MANY)
    if narrow is None:
        start, tests = Sql(f"SELECT id FROM cases WHERE {one_of.text}", one_of.values), asked
    else:
        start, tests = narrow.door, [condition for condition in asked if condition is not narrow]
    whole = _joined([one_of, *(condition.test for condition in tests)])
    sql = f"SELECT count(*) FROM ({start.text}) AS found CROSS JOIN cases ON cases.id = found.id WHERE {whole.text}"
    return _number(db, Sql(sql, start.values + whole.values))


def _number_in(statuses: Sequence[str], db: sqlite3.Connection) -> int:
    """Return how many cases have one of the statuses; kept by a counter."""
    one_of = among("status", statuses)
    return _number(db, Sql(f"SELECT coalesce(sum(number), 0) FROM counts WHERE {one_of.text}", one_of.values))


def _number(db: sqlite3.Connection, sql: Sql) -> int:
    number: int = db.execute(*sql).fetchone()[0]
    return number


def _narrowest(asked: Sequence[Condition], db: sqlite3.Connection, most: int) -> Condition | None:
    """Return the condition that the fewest cases fit, if there are at most so many."""
    best, least = None, most + 1
    for condition in asked:
        number = least if condition.wide or not condition.doors else 0
        for door in () if condition.wide else condition.doors:
            counted = Sql(f"SELECT count(*) FROM ({door.text} LIMIT ?)", (*door.values, max(1, least - number)))
            number += _number(db, counted)
        if number < least:
            best, least = condition, number
    return best


def _joined(tests: Sequence[Sql]) -> Sql:
    return Sql(" AND ".join(test.text for test in tests), values_of(tests))


class _Place(NamedTuple):
    """Where a page begins: behind the case of this value and number."""

    value: SortValue
    case_id: int


class _Page:
    """A page of the queue on its way."""

    def __init__(
        self, query: CaseQuery, statuses: tuple[str, ...], asked: list[Condition], db: sqlite3.Connection
    ) -> None:
        self._query = query
        self._statuses = statuses
        self._asked = asked
        self._db = db
        self._order = query.order
        self._way = "DESC" if query.descending else "ASC"
        self._further = "<" if query.descending else ">"
        self._after = None
        if query.after is not None:
            self._after = _Place(sort_value(query.after, query.order), query.after.id)

    def read(self) -> list[Row]:
        """Return the rows of the page."""
        if self._by_door_alone() and self._asked[0].streams:
            return self._behind(self._asked[0])
        self._asked = [settled(condition, self._db) for condition in self._asked]
        if self._asked and (few := _narrowest(self._asked, self._db, _FEW)) is not None:
            return self._through(few)
        found: list[Row] = []
        for arms in self._segments():
            wanted = self._query.limit - len(found)
            part = self._walked(arms, wanted, _WALK)
            if len(part) < wanted and self._asked and self._goes_on(arms):
                narrow = _narrowest(self._asked, self._db, _MANY)
                if narrow is not None:
                    return self._through(narrow)
                part = self._walked(arms, wanted, -1)
            found += part
            if len(found) == self._query.limit:
                break
        return found

    # Along the order

    def _walked(self, arms: Sequence[Sql], limit: int, most: int) -> list[Row]:
        if not self._asked:
            most = limit
        walk = self._walk(arms, most)
        tests = _joined([condition.test for condition in self._asked])
        where = f" WHERE {tests.text}" if self._asked else ""
        sql = f"SELECT {_CASE} FROM ({walk.text}) AS found CROSS JOIN cases ON cases.id = found.id{where} LIMIT ?"
        return self._db.execute(sql, (*walk.values, *tests.values, limit)).fetchall()

    def _walk(self, arms: Sequence[Sql], most: int) -> Sql:
        both = Sql(" UNION ALL ".join(arm.text for arm in arms), values_of(arms))
        return Sql(f"{both.text} ORDER BY value {self._way}, id {self._way} LIMIT ?", (*both.values, most))

    def _goes_on(self, arms: Sequence[Sql]) -> bool:
        walk = self._walk(arms, _WALK)
        return _number(self._db, Sql(f"SELECT count(*) FROM ({walk.text})", walk.values)) == _WALK

    def _segments(self) -> Iterator[list[Sql]]:
        """Yield the parts of the order one behind the other, each as ranges of an index that are merged."""
        if self._order is CaseOrder.ARRIVAL:
            yield [self._by_number("cases_by_status", "status = ?", (status,)) for status in self._statuses]
        elif self._order is CaseOrder.STATUS:
            yield from self._status_by_status()
        else:
            column = _COLUMNS[self._order]
            if self._after is None or self._after.value != "":
                arms = [arm for status in self._statuses for arm in self._by_column(column, status)]
                if arms:
                    yield arms
            bound = any(asked.bounds is not None and asked.bounds.column == column for asked in self._asked)
            if self._order not in _NEVER_EMPTY and not bound:
                empty = f"status = ? AND {_none(self._order)}"
                after = self._after is not None and self._after.value == ""
                yield [
                    self._by_number(f"cases_by_{column}", empty, (status,), after=after) for status in self._statuses
                ]

    def _status_by_status(self) -> Iterator[list[Sql]]:
        ranks = [rank for rank, status in enumerate(STATUS_ORDER) if status.value in self._statuses]
        for rank in sorted(ranks, reverse=self._query.descending):
            here = self._after is not None and self._after.value == rank
            if self._after is None or here or (rank < int(self._after.value)) == self._query.descending:
                yield [self._by_number("cases_by_status", "status = ?", (STATUS_ORDER[rank].value,), after=here)]

    def _by_number(self, index: str, test: str, values: tuple[rows.Cell, ...], *, after: bool = True) -> Sql:
        sql = f"SELECT id, id AS value FROM cases INDEXED BY {index} WHERE {test}"
        if self._after is None or not after:
            return Sql(sql, values)
        return Sql(f"{sql} AND id {self._further} ?", (*values, self._after.case_id))

    def _by_column(self, column: str, status: str) -> Iterator[Sql]:
        start = f"SELECT id, {column} AS value FROM cases INDEXED BY cases_by_{column} WHERE status = ? AND "
        bounds = self._bounds(column)
        if self._after is None:
            yield Sql(start + bounds.sql.text, (status, *bounds.sql.values))
            return
        value = self._after.value
        if _holds(bounds, value):
            # Equal ones apart: else all of them would be gone through to find the place.
            same = f"{start}{column} = ? AND id {self._further} ?"
            yield Sql(same, (status, value, self._after.case_id))
        tight = _below(bounds, value) if self._query.descending else _above(bounds, value)
        yield Sql(start + tight.sql.text, (status, *tight.sql.values))

    def _bounds(self, column: str) -> Bounds:
        """Return the range of the order's own column that is asked for: the walk need not leave it."""
        lowest = Bounds(column, 0) if self._order in _NEVER_EMPTY else Bounds(column, "", above=True)
        for condition in self._asked:
            asked = condition.bounds
            if asked is not None and asked.column == column:
                if asked.low is not None:
                    lowest = _above_or_at(lowest, asked)
                if asked.high is not None:
                    lowest = _below_or_at(lowest, asked)
        return lowest

    # Through a door

    def _by_door_alone(self) -> bool:
        """Tell whether the numbers behind one door are the page: nothing else is asked, and they are the order."""
        every = len(self._statuses) == len(STATUS_ORDER) or (len(self._asked) == 1 and self._asked[0].by_status)
        return self._order is CaseOrder.ARRIVAL and len(self._asked) == 1 and every

    def _through(self, narrow: Condition) -> list[Row]:
        if self._by_door_alone():
            return self._behind(narrow)
        statuses = among("cases.status", self._statuses)
        tests = [statuses, *(condition.test for condition in self._asked if condition is not narrow)]
        value, none = self._value()
        if self._after is not None:
            tests.append(self._behind_test(value, none, self._after))
        whole = _joined(tests)
        sql = (
            f"SELECT {_CASE} FROM ({narrow.door.text}) AS found CROSS JOIN cases ON cases.id = found.id "
            f"WHERE {whole.text} ORDER BY {none}, {value} {self._way}, cases.id {self._way} LIMIT ?"
        )
        return self._db.execute(sql, (*narrow.door.values, *whole.values, self._query.limit)).fetchall()

    def _behind(self, narrow: Condition) -> list[Row]:
        after = Sql("") if self._after is None else Sql(f"WHERE id {self._further} ?", (self._after.case_id,))
        last = Sql(f"{after.text} ORDER BY id {self._way} LIMIT ?", (*after.values, self._query.limit))
        doors = [
            Sql(f"SELECT id FROM (SELECT id FROM ({door.text}) {last.text})", door.values + last.values)
            for door in narrow.doors
        ]
        page = Condition(Sql(""), tuple(doors)).door
        cases = f"SELECT {_CASE} FROM ({page.text}) AS found CROSS JOIN cases ON cases.id = found.id"
        sql = f"{cases} ORDER BY found.id {self._way} LIMIT ?"
        return self._db.execute(sql, (*page.values, self._query.limit)).fetchall()

    def _value(self) -> tuple[str, str]:
        """Return what the order sorts by, and the test whether it is not there."""
        if self._order is CaseOrder.ARRIVAL:
            return "cases.id", _NEVER
        if self._order is CaseOrder.STATUS:
            ranks = " ".join(f"WHEN '{status.value}' THEN {rank}" for rank, status in enumerate(STATUS_ORDER))
            return f"CASE cases.status {ranks} END", _NEVER
        value = f"cases.{_COLUMNS[self._order]}"
        return value, _NEVER if self._order in _NEVER_EMPTY else f"cases.{_none(self._order)}"

    def _behind_test(self, value: str, none: str, after: _Place) -> Sql:
        if after.value == "":
            return Sql(f"({none} AND cases.id {self._further} ?)", (after.case_id,))
        further = f"{value} {self._further} ? OR ({value} = ? AND cases.id {self._further} ?)"
        return Sql(f"({none} OR (NOT {none} AND ({further})))", (after.value, after.value, after.case_id))


def _none(order: CaseOrder) -> str:
    return "outcome IS NULL" if order is CaseOrder.OUTCOME else f"{_COLUMNS[order]} = ''"


def _holds(bounds: Bounds, value: SortValue) -> bool:
    tight = _below_or_at(_above_or_at(bounds, Bounds(bounds.column, value)), Bounds(bounds.column, high=value))
    return (tight.low, tight.above, tight.high, tight.below) == (value, False, value, False)


def _above(bounds: Bounds, value: SortValue) -> Bounds:
    return _above_or_at(bounds, Bounds(bounds.column, value, above=True))


def _below(bounds: Bounds, value: SortValue) -> Bounds:
    return _below_or_at(bounds, Bounds(bounds.column, high=value, below=True))


def _above_or_at(bounds: Bounds, other: Bounds) -> Bounds:
    """Return bounds with the higher low end of the two."""
    ends: list[Any] = [(end.low, end.above) for end in (bounds, other) if end.low is not None]
    low, above = max(ends)
    return bounds._replace(low=low, above=above)


def _below_or_at(bounds: Bounds, other: Bounds) -> Bounds:
    """Return bounds with the lower high end of the two."""
    ends: list[Any] = [(end.high, not end.below) for end in (bounds, other) if end.high is not None]
    high, at = min(ends)
    return bounds._replace(high=high, below=not at)
