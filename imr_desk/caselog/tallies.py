"""What the dashboard counts, over a range of cases."""

# ruff: noqa: S608 - the pieces of SQL are our own

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.facts_rows import MarkKind, marks_of
from imr_desk.caselog.picking import Looked
from imr_desk.caselog.queue_sql import mark_words
from imr_desk.caselog.rows import storable
from imr_desk.model.draft import FINAL_DECISIONS
from imr_desk.model.queue import DECIDED, OUTCOMES, Count, Figure
from imr_desk.model.terms.guidelines import guideline_names

_BY_WEEK = (Figure.FINISHED_BY_WEEK, Figure.ARRIVED_BY_WEEK)
_MARKS = {Figure.CORRECTED_FIELD: MarkKind.CORRECTED, Figure.OPEN_FLAG: MarkKind.FLAG}

_ASKED = "{number} BETWEEN ?1 AND ?2 AND {number} NOT IN (SELECT value FROM json_each(?3))"
_CASES_ASKED, _ITEMS_ASKED = _ASKED.format(number="cases.id"), _ASKED.format(number="items.case_id")
_OF_CASES = f"SELECT {{group}}, {{part}}, count(*) FROM cases WHERE {_CASES_ASKED} GROUP BY 1, 2"
_FINAL = ", ".join(f"'{decision.value}'" for decision in FINAL_DECISIONS)


def _of_items(group: str, where: str, source: str = "items") -> str:
    """Return the statement that counts items and their cases by group and decision, and those decided together."""
    rest = f"count(*), count(DISTINCT items.case_id) FROM {source} WHERE {where}"
    return (
        f"SELECT {group}, items.outcome, {rest} GROUP BY 1, 2 UNION ALL "
        f"SELECT {group}, '{DECIDED}', {rest} AND items.outcome IN ({_FINAL}) GROUP BY 1"
    )


_SQL = {
    Figure.STATUS: _OF_CASES.format(group="status", part="''"),
    Figure.DUE_DATE: _OF_CASES.format(group="CASE due_needs WHEN '' THEN due_on ELSE '' END", part="''"),
    Figure.REVIEWER: _OF_CASES.format(group="reviewer", part="status"),
    Figure.FINISHED_BY_WEEK: _OF_CASES.format(group="finished_on", part="''"),
    Figure.ARRIVED_BY_WEEK: _OF_CASES.format(group="substr(imported_at, 1, 10)", part="''"),
    Figure.OUTCOME_BY_CATEGORY: _of_items("category", _ITEMS_ASKED),
    Figure.OUTCOME_BY_SUBCATEGORY: _of_items("subcategory", _ITEMS_ASKED),
    Figure.OUTCOME_BY_MONTH: _of_items(
        "substr(decision_date, 1, 7)", _CASES_ASKED, "cases JOIN items ON items.case_id = cases.id"
    ),
}
_BY_SPECIALTY = _of_items(
    "marks.word",
    f"kind = ?4 AND word = ?5 AND {_ASKED.format(number='marks.case_id')}",
    "marks CROSS JOIN items ON items.case_id = marks.case_id",
)
_BY_CASE = f"SELECT guideline, outcome, case_id FROM items WHERE {_ITEMS_ASKED} AND guideline > '' ORDER BY case_id"
_BY_MARK = f"SELECT count(*) FROM marks WHERE kind = ?4 AND word = ?5 AND {_ASKED.format(number='case_id')}"

Pair = tuple[str, str]
"""Group and part."""


class _Counted(NamedTuple):
    """What was counted, and for items in how many cases they are."""

    numbers: Counter[Pair]
    cases: Counter[Pair]


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
    whose decision is open have an empty part; those overturned or upheld are counted once more, as ``DECIDED``.
    """
    counted = _Counted(Counter(), Counter())
    if figure in _MARKS:
        for word in mark_words(db, _MARKS[figure]):
            values = (*asked.values, _MARKS[figure].value, word)
            counted.numbers[word, ""] = db.execute(_BY_MARK, values).fetchone()[0]
    elif figure is Figure.OUTCOME_BY_SPECIALTY:
        for word in mark_words(db, MarkKind.SPECIALTY):
            _add_up(counted, db.execute(_BY_SPECIALTY, (*asked.values, MarkKind.SPECIALTY.value, word)))
    elif figure is Figure.OUTCOME_BY_GUIDELINE:
        _add_up_guidelines(counted, db.execute(_BY_CASE, asked.values))
    else:
        _add_up(counted, db.execute(_SQL[figure], asked.values))
    return _counts(figure, counted)


def _add_up(counted: _Counted, rows: Iterable[Sequence[Any]]) -> None:
    """Add rows of group, part, number and, for items, the number of their cases."""
    for group, part, number, *cases in rows:
        counted.numbers[group, part or ""] += number
        counted.cases[group, part or ""] += sum(cases)


def _add_up_guidelines(counted: _Counted, rows: Iterable[Sequence[Any]]) -> None:
    """Add items up by the names of what they cite, from rows of line, outcome and case, those of a case together."""
    last: dict[Pair, int] = {}
    for line, outcome, case_id in rows:
        for name in guideline_names(line):
            for part in _parts(outcome or ""):
                pair = name, part
                counted.numbers[pair] += 1
                if last.get(pair) != case_id:
                    last[pair] = case_id
                    counted.cases[pair] += 1


def _parts(outcome: str) -> tuple[str, ...]:
    return (outcome, DECIDED) if outcome in FINAL_DECISIONS else (outcome,)


def tally_of(figure: Figure, cases: Iterable[Looked]) -> tuple[Count, ...]:
    """Count cases by a figure, like ``tally_in``, without a database."""
    counted = _Counted(Counter(), Counter())
    for looked in cases:
        pairs = _pairs(figure, looked)
        counted.numbers.update(pairs)
        if figure in OUTCOMES:
            counted.cases.update(set(pairs))
    return _counts(figure, counted)


def _counts(figure: Figure, counted: _Counted) -> tuple[Count, ...]:
    numbers = counted.numbers
    if figure in _BY_WEEK:
        numbers = Counter()
        for (day, part), number in counted.numbers.items():
            numbers[_monday(day), part] += number
    return tuple(
        Count(group, part, number, counted.cases[group, part])
        for (group, part), number in sorted(numbers.items())
        if number and (group or figure is Figure.REVIEWER)
    )


def _monday(day: str) -> str:
    """Return the Monday of a day's week, ISO 8601; empty for what is no day."""
    try:
        moment = date.fromisoformat(day)
        return (moment - timedelta(days=moment.weekday())).isoformat()
    except (ValueError, OverflowError):
        return ""


def _pairs(figure: Figure, looked: Looked) -> list[Pair]:
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
        groups: dict[Figure, Iterable[str]] = {
            Figure.OUTCOME_BY_CATEGORY: [item.category],
            Figure.OUTCOME_BY_SUBCATEGORY: [item.subcategory],
            Figure.OUTCOME_BY_GUIDELINE: guideline_names(storable(item.guideline)),
            Figure.OUTCOME_BY_SPECIALTY: specialties,
            Figure.OUTCOME_BY_MONTH: [case.digest.decision_date[:7]],
        }
        parts = _parts("" if item.outcome is None else item.outcome.value)
        pairs += [(storable(group), part) for group in groups[figure] for part in parts]
    return pairs
