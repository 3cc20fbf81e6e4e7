"""What the dashboard counts, over a range of cases."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.facts_rows import MarkKind, marks_of
from imr_desk.caselog.picking import Looked
from imr_desk.caselog.queue_sql import mark_words
from imr_desk.caselog.rows import storable
from imr_desk.model.queue import Count, Figure

_BY_WEEK = (Figure.FINISHED_BY_WEEK, Figure.ARRIVED_BY_WEEK)
_MARKS = {Figure.CORRECTED_FIELD: MarkKind.CORRECTED, Figure.OPEN_FLAG: MarkKind.FLAG}

_OF_CASES = "SELECT {group}, {part}, count(*) FROM cases WHERE id BETWEEN ? AND ? GROUP BY 1, 2"
_OF_ITEMS = "SELECT {group}, outcome, count(*) FROM items WHERE case_id BETWEEN ? AND ? GROUP BY 1, 2"
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
        "JOIN items ON items.case_id = cases.id WHERE cases.id BETWEEN ? AND ? GROUP BY 1, 2"
    ),
}
_BY_SPECIALTY = (
    "SELECT items.outcome, count(*) FROM marks CROSS JOIN items ON items.case_id = marks.case_id "
    "WHERE kind = ? AND word = ? AND marks.case_id BETWEEN ? AND ? GROUP BY 1"
)
_BY_MARK = "SELECT count(*) FROM marks WHERE kind = ? AND word = ? AND case_id BETWEEN ? AND ?"

Counted = Counter[tuple[str, str]]


def tally_in(db: sqlite3.Connection, figure: Figure, first: int, last: int) -> tuple[Count, ...]:
    """Count the cases of a log numbered ``first`` to ``last`` by a figure.

    Cases and items without the value are left out; only at ``REVIEWER`` an empty group stands for nobody. Items
    whose decision is open have an empty part.
    """
    counted: Counted = Counter()
    if figure in _MARKS:
        for word in mark_words(db, _MARKS[figure]):
            values = (_MARKS[figure].value, word, first, last)
            counted[word, ""] = db.execute(_BY_MARK, values).fetchone()[0]
    elif figure is Figure.OUTCOME_BY_SPECIALTY:
        for word in mark_words(db, MarkKind.SPECIALTY):
            for outcome, number in db.execute(_BY_SPECIALTY, (MarkKind.SPECIALTY.value, word, first, last)):
                counted[word, outcome or ""] = number
    else:
        for group, part, number in db.execute(_SQL[figure], (first, last)):
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
