"""What the dashboard counts, over a range of cases."""

# ruff: noqa: S608 - the pieces of SQL are our own

import json
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.facts_rows import MarkKind, marks_of
from imr_desk.caselog.picking import Looked
from imr_desk.caselog.queue_sql import mark_words
from imr_desk.caselog.rows import storable
from imr_desk.model.queue import Count, Figure

_BY_WEEK = (Figure.FINISHED_BY_WEEK, Figure.ARRIVED_BY_WEEK)
_MARKS = {Figure.CORRECTED_FIELD: MarkKind.CORRECTED, Figure.OPEN_FLAG: MarkKind.FLAG}

_ASKED = "{number} BETWEEN ?1 AND ?2 AND {number} NOT IN (SELECT value FROM json_each(?3))"
_CASES_ASKED, _ITEMS_ASKED = _ASKED.format(number="cases.id"), _ASKED.format(number="items.case_id")
_OF_CASES = f"SELECT {{group}}, {{part}}, count(*) FROM cases WHERE {_CASES_ASKED} GROUP BY 1, 2"
_OF_ITEMS = f"SELECT {{group}}, outcome, count(*) FROM items WHERE {_ITEMS_ASKED} GROUP BY 1, 2"
_SQL = {
    Figure.STATUS: _OF_CASES.format(group="status", part="''"),
    Figure.DUE_DATE: _OF_CASES.format(group="CASE due_needs WHEN '' THEN due_on ELSE '' END", part="''"),
    Figure.REVIEWER: _OF_CASES.format(group="reviewer", part="status"),
    Figure.FINISHED_BY_WEEK: _OF_CASES.format(group="finished_on", part="''"),
    Figure.ARRIVED_BY_WEEK: _OF_CASES.format(group="substr(imported_at, 1, 10)", part="''"),
    Figure.OUTCOME_BY_CATEGORY: _OF_ITEMS.format(group="category"),
    Figure.OUTCOME_BY_SUBCATEGORY: _OF_ITEMS.format(group="subcategory"),
    Figure.OUTCOME_BY_GUIDELINE: _OF_ITEMS.format(group="guideline"),
    Figure.OUTCOME_BY_MONTH: (
        "SELECT substr(decision_date, 1, 7), items.outcome, count(*) FROM cases "
        f"JOIN items ON items.case_id = cases.id WHERE {_CASES_ASKED} GROUP BY 1, 2"
    ),
}
_BY_SPECIALTY = (
    "SELECT items.outcome, count(*) FROM marks CROSS JOIN items ON items.case_id = marks.case_id "
    f"WHERE kind = ?4 AND word = ?5 AND {_ASKED.format(number='marks.case_id')} GROUP BY 1"
)
_BY_MARK = f"SELECT count(*) FROM marks WHERE kind = ?4 AND word = ?5 AND {_ASKED.format(number='case_id')}"

Counted = Counter[tuple[str, str]]


class Asked(NamedTuple):
    """The cases that are counted: those numbered ``first`` to ``last``, both included, but those ``without``."""

    first: int
    last: int
    without: Collection[int] = ()

    @property
    def values(self) -> tuple[int, int, str]:
        """What the statements are given."""
        within = [number for number in self.without if self.first <= number <= self.last]
        return self.first, self.last, json.dumps(within)


def tally_in(db: sqlite3.Connection, figure: Figure, asked: Asked) -> tuple[Count, ...]:
    """Count cases of a log by a figure.

    Cases and items without the value are left out; only at ``REVIEWER`` an empty group stands for nobody. Items
    whose decision is open have an empty part.
    """
    counted: Counted = Counter()
    if figure in _MARKS:
        for word in mark_words(db, _MARKS[figure]):
            values = (*asked.values, _MARKS[figure].value, word)
            counted[word, ""] = db.execute(_BY_MARK, values).fetchone()[0]
    elif figure is Figure.OUTCOME_BY_SPECIALTY:
        for word in mark_words(db, MarkKind.SPECIALTY):
            for outcome, number in db.execute(_BY_SPECIALTY, (*asked.values, MarkKind.SPECIALTY.value, word)):
                counted[word, outcome or ""] = number
    else:
        for group, part, number in db.execute(_SQL[figure], asked.values):
            counted[group, part or ""] += number
    return _counts(figure, counted)


def tally_of(figure: Figure, cases: Iterable[Looked]) -> tuple[Count, ...]:
    """Count cases by a figure, like ``tally_in``, without a database."""
    return _counts(figure, Counter(pair for looked in cases for pair in _pairs(figure, looked)))


def _counts(figure: Figure, counted: Counted) -> tuple[Count, ...]:
    if figure in _BY_WEEK:
        by_week: Counted = Counter()
        for (day, part), number in counted.items():
            by_week[_monday(day), part] += number
        counted = by_week
    return tuple(
        Count(group, part, number)
        for (group, part), number in sorted(counted.items())
        if number and (group or figure is Figure.REVIEWER)
    )


def _monday(day: str) -> str:
    """Return the Monday of a day's week, ISO 8601; empty for what is no day."""
    try:
        moment = date.fromisoformat(day)
        return (moment - timedelta(days=moment.weekday())).isoformat()
    except (ValueError, OverflowError):
        return ""


def _pairs(figure: Figure, looked: Looked) -> list[tuple[str, str]]:
    """Return the groups and parts that a case counts in, once for each time."""
    case, facts = looked.case, looked.facts
    of_case = {
        Figure.STATUS: (case.status.value, ""),
        Figure.DUE_DATE: ("" if case.due.needs else case.due.on, ""),
        Figure.REVIEWER: (case.handling.reviewer, case.status.value),
        Figure.FINISHED_BY_WEEK: (case.digest.finished_on, ""),
        Figure.ARRIVED_BY_WEEK: (case.imported_at[:10], ""),
    }
    if figure in of_case:
        return [of_case[figure]]
    marks = marks_of(facts, case.handling)
    if figure in _MARKS:
        return [(word, "") for kind, word in marks if kind == _MARKS[figure].value]
    specialties = [word for kind, word in marks if kind == MarkKind.SPECIALTY.value]
    pairs = []
    for item in facts.items:
        groups = {
            Figure.OUTCOME_BY_CATEGORY: [item.category],
            Figure.OUTCOME_BY_SUBCATEGORY: [item.subcategory],
            Figure.OUTCOME_BY_GUIDELINE: [item.guideline],
            Figure.OUTCOME_BY_SPECIALTY: specialties,
            Figure.OUTCOME_BY_MONTH: [case.digest.decision_date[:7]],
        }
        part = "" if item.outcome is None else item.outcome.value
        pairs += [(storable(group), part) for group in groups[figure]]
    return pairs
