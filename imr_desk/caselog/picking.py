"""Which cases a filter lets through and in which order they come, told without a database.

``queue_sql`` asks SQLite the same; both share what a filter's words mean.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from imr_desk.caselog.facts_rows import ASKED, MarkKind, marks_of
from imr_desk.caselog.rows import storable
from imr_desk.caselog.search import Texts, occurs, typed_number
from imr_desk.model.case import Case, CaseStatus
from imr_desk.model.draft import FINAL_DECISIONS
from imr_desk.model.facts import CaseFacts
from imr_desk.model.handling import Handling
from imr_desk.model.queue import CaseFilter, CaseOrder, CaseQuery, DateRange, DueWindow
from imr_desk.model.terms.guidelines import guideline_names

STATUS_ORDER = tuple(CaseStatus)
"""How cases are sorted by status: as the work goes."""

SortValue = str | int

_RANGES = ("injury", "received", "decided", "due", "arrived", "finished")

_SORT_VALUES: Mapping[CaseOrder, Callable[[Case], SortValue]] = {
    CaseOrder.ARRIVAL: lambda case: case.id,
    CaseOrder.DUE: lambda case: case.due.on,
    CaseOrder.PRIORITY: lambda case: int(case.handling.priority),
    CaseOrder.CASE_NUMBER: lambda case: case.digest.case_number,
    CaseOrder.CLAIM_NUMBER: lambda case: case.digest.claim_number,
    CaseOrder.OUTCOME: lambda case: "" if case.digest.outcome is None else case.digest.outcome.value,
    CaseOrder.ITEMS: lambda case: case.digest.items,
    CaseOrder.FLAGS: lambda case: case.digest.flags,
    CaseOrder.STATUS: lambda case: STATUS_ORDER.index(case.status),
    CaseOrder.REVIEWER: lambda case: case.handling.reviewer,
    CaseOrder.INJURY: lambda case: case.digest.injury_date,
    CaseOrder.RECEIVED: lambda case: case.digest.received,
    CaseOrder.DECIDED: lambda case: case.digest.decision_date,
}


def sort_value(case: Case, order: CaseOrder) -> SortValue:
    """Return what a case is sorted by; an empty text stands for a value that is not there."""
    return _SORT_VALUES[order](case)


def tidy(where: CaseFilter) -> CaseFilter:
    """Return a filter without what no log can hold, so that it can be asked for."""
    texts = (
        "category",
        "subcategory",
        "specialty",
        "exact_specialty",
        "guideline",
        "cited_guideline",
        "free_for",
        "idle_before",
        "flag",
        "label",
        "corrected",
        "second_reader",
    )
    plain = {name: storable(getattr(where, name)) for name in texts}
    reviewer = None if where.reviewer is None else storable(where.reviewer)
    ranges = {
        name: DateRange(storable(dates.first), storable(dates.last))
        for name in _RANGES
        if (dates := getattr(where, name)) != DateRange()
    }
    return msgspec.structs.replace(
        where, **plain, **ranges, reviewer=reviewer, number=typed_number(where.number), words=where.words.lstrip(),
        letter=where.letter.lstrip(),
    )  # fmt: skip


def week_after(today: str) -> str:
    """Return the last day of the window of seven days.

    Raises:
        ValueError: ``today`` is no ISO 8601 date; a window of days cannot do without.
    """
    return (date.fromisoformat(today) + timedelta(days=7)).isoformat()


class Looked(NamedTuple):
    """All of a case that a filter looks at."""

    case: Case
    facts: CaseFacts
    letter: str


def lets_through(where: CaseFilter, looked: Looked, today: str) -> bool:
    """Tell whether a filter (made ``tidy``) lets a case through on a day."""
    case, facts, _letter = looked
    digest, handling = case.digest, case.handling
    marks = marks_of(facts, handling)
    return all(
        (
            not where.statuses or case.status in where.statuses,
            _in_range(where.injury, digest.injury_date),
            _in_range(where.received, digest.received),
            _in_range(where.decided, digest.decision_date),
            _in_range(where.due, case.due.on),
            _in_range(where.finished, digest.finished_on),
            _in_range(where.arrived, case.imported_at[:10]),
            where.window is None or _in_window(where.window, case, today),
            not where.outcomes or digest.outcome in where.outcomes,
            where.reviewer is None or handling.reviewer == where.reviewer,
            not where.free_for or _is_free(where, handling),
            where.priority is None or handling.priority >= where.priority,
            _has_item(where, facts),
            not where.specialty or _has_part(MarkKind.SPECIALTY, where.specialty, marks),
            not where.guideline or _has_part(MarkKind.GUIDELINE, where.guideline, marks),
            not where.exact_specialty or (MarkKind.SPECIALTY.value, where.exact_specialty) in marks,
            not where.flag or (MarkKind.FLAG.value, where.flag) in marks,
            not where.label or (MarkKind.LABEL.value, where.label) in marks,
            not where.corrected or (MarkKind.CORRECTED.value, where.corrected) in marks,
            where.second is None or (MarkKind.SECOND.value, where.second.value) in marks,
            not where.second_reader or (MarkKind.SECOND_READER.value, where.second_reader) in marks,
            not where.questions or (MarkKind.QUESTION.value, ASKED) in marks,
            not where.number or _has_number(where.number, case),
            not where.words or _has_words(where.words, looked),
            not where.letter or occurs(where.letter, Texts((), (case.name, looked.letter), ()), ""),
        )
    )


def _is_free(where: CaseFilter, handling: Handling) -> bool:
    return handling.reviewer in ("", where.free_for) or handling.taken_at < where.idle_before


def _in_range(dates: DateRange, value: str) -> bool:
    if dates == DateRange():
        return True
    return bool(value) and value >= dates.first and (not dates.last or value <= dates.last)


def _in_window(window: DueWindow, case: Case, today: str) -> bool:
    due = case.due
    if window is DueWindow.NEEDS_DATE:
        return bool(due.needs)
    if window is DueWindow.PAUSED:
        return bool(due.paused)
    if window is DueWindow.NOTHING:
        return not (due.on or due.needs or due.paused)
    if due.needs:
        return False
    last = week_after(today)
    fits = {
        DueWindow.OVERDUE: "" < due.on < today,
        DueWindow.TODAY: due.on == today,
        DueWindow.WEEK: today < due.on <= last,
        DueWindow.LATER: due.on > last,
    }
    return fits[window]


def asks_of_item(where: CaseFilter) -> bool:
    """Tell whether a filter asks for something that one item must be."""
    asked = (where.item_decided, where.category, where.subcategory, where.cited_guideline)
    return where.item_outcome is not None or any(asked)


def _has_item(where: CaseFilter, facts: CaseFacts) -> bool:
    if not asks_of_item(where):
        return True
    return any(
        (where.item_outcome is None or item.outcome == where.item_outcome)
        and (not where.item_decided or item.outcome in FINAL_DECISIONS)
        and (not where.category or storable(item.category) == where.category)
        and (not where.subcategory or storable(item.subcategory) == where.subcategory)
        and (not where.cited_guideline or where.cited_guideline in guideline_names(storable(item.guideline)))
        for item in facts.items
    )


def with_part(part: str, words: Iterable[str]) -> list[str]:
    """Return the words that hold a part, whatever its case."""
    folded = part.casefold()
    return [word for word in words if folded in word.casefold()]


def that_cite(guideline: str, words: Iterable[str]) -> list[str]:
    """Return the guideline lines that cite a guideline of this name."""
    return [word for word in words if guideline in guideline_names(word)]


def _has_part(kind: MarkKind, part: str, marks: Iterable[tuple[str, str]]) -> bool:
    return bool(with_part(part, (word for of, word in marks if of == kind.value)))


def _has_number(part: str, case: Case) -> bool:
    return any(part.lower() in number.lower() for number in (case.digest.case_number, case.digest.claim_number))


def _has_words(words: str, looked: Looked) -> bool:
    case, facts, letter = looked
    digest = case.digest
    texts = Texts((digest.case_number, digest.title, case.name, facts.notes), (case.name, letter), (facts.excerpts,))
    return occurs(words, texts, digest.case_number)


def in_order(cases: Iterable[Case], query: CaseQuery) -> list[Case]:
    """Sort cases and return those behind ``query.after``, at most ``query.limit``.

    Cases without the value come last in either direction; equal ones come by arrival, in the query's direction.
    """

    def place(case: Case) -> tuple[SortValue, int]:
        return sort_value(case, query.order), case.id

    def behind(case: Case) -> bool:
        if query.after is None:
            return True
        here, there = place(case), place(query.after)
        if (here[0] == "") != (there[0] == ""):
            return here[0] == ""
        return here < there if query.descending else here > there

    found = sorted(filter(behind, cases), key=place, reverse=query.descending)
    whole = [case for case in found if sort_value(case, query.order) != ""]
    empty = [case for case in found if sort_value(case, query.order) == ""]
    return [*whole, *empty][: max(0, query.limit)]
