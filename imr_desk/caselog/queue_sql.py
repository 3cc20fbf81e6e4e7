"""What a filter of the queue asks, as SQL: one condition for each thing that is given.

A condition is a test of one case and, where an index knows the cases that fit, a door: a query of their numbers.
``queue_plan`` goes through the narrowest door or along the order, whichever is shorter.
"""

# ruff: noqa: S608 - the pieces of SQL are our own; what a person typed is bound as values

import json
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.facts_rows import ASKED, MarkKind
from imr_desk.caselog.picking import STATUS_ORDER, asks_of_item, that_cite, week_after, with_part
from imr_desk.caselog.rows import Cell
from imr_desk.caselog.search import Wanted, trigrams, wanted
from imr_desk.model.draft import FINAL_DECISIONS
from imr_desk.model.queue import DATED_WINDOWS, CaseFilter, DateRange, DueWindow


class Sql(NamedTuple):
    """A piece of SQL and its values."""

    text: str
    values: tuple[Cell, ...] = ()


class Bounds(NamedTuple):
    """A range of one column; an end that is ``None`` is open. ``above``: without the low end itself, and so on."""

    column: str
    low: Cell = None
    above: bool = False
    high: Cell = None
    below: bool = False

    @property
    def sql(self) -> Sql:
        """The range as a test."""
        tests, values = [], []
        if self.low is not None:
            tests.append(f"cases.{self.column} {'>' if self.above else '>='} ?")
            values.append(self.low)
        if self.high is not None:
            tests.append(f"cases.{self.column} {'<' if self.below else '<='} ?")
            values.append(self.high)
        return Sql(" AND ".join(tests), tuple(values))


class Condition(NamedTuple):
    """One thing that is asked of a case.

    Attributes:
        test: over ``cases`` and ``found.id``.
        doors: queries of the numbers of the cases that fit (column ``id``, each once), together all of them; empty
            when no index knows them.
        bounds: the same as ``test``, where it is a range of a column that the queue can be sorted by.
        by_status: the doors lead to the asked statuses only.
        streams: each door gives its cases by number, up or down, as far as one wants them and no further.
        wide: so many cases fit that nobody need ask how many.
        words: what is looked for, as long as nobody knows how many cases hold it (see ``settled``).
        rest: a query of the numbers of the cases of the asked statuses that do not fit, where they are the fewer.
    """

    test: Sql
    doors: tuple[Sql, ...] = ()
    bounds: Bounds | None = None
    by_status: bool = False
    streams: bool = False
    wide: bool = False
    words: Wanted | None = None
    rest: Sql | None = None

    @property
    def door(self) -> Sql:
        """All doors in one, each case once."""
        return Sql(" UNION ".join(door.text for door in self.doors), values_of(self.doors))


def values_of(pieces: Sequence[Sql]) -> tuple[Cell, ...]:
    """Return the values of pieces one behind the other."""
    return tuple(value for piece in pieces for value in piece.values)


class Nothing(Exception):  # noqa: N818 - no error: a finding
    """No case can fit."""


def conditions(where: CaseFilter, today: str, db: sqlite3.Connection) -> list[Condition]:
    """Return what a filter (made ``tidy``) asks beside the status, which every plan looks at.

    Raises:
        Nothing: no case can fit.
        ValueError: a window of days is asked for without a day.
    """
    found = [*_ranges(where), *_columns(where), *_marks(where, db)]
    if where.window is not None:
        found.append(_window(where.window, where, today))
        if where.window in DATED_WINDOWS:
            # A date that rests on an assumption makes no case due: it asks for the true one.
            found.append(Condition(Sql("cases.due_needs = ''")))
    if asks_of_item(where):
        found += _item(where, db)
    if where.number:
        found.append(_number(where.number))
    if where.words:
        words = wanted(where.words)
        if words is None:
            raise Nothing
        found.append(_words(words))
    if where.letter:
        found.append(_letter(where.letter))
    return found


def asked_statuses(where: CaseFilter) -> tuple[str, ...]:
    """Return the statuses that are asked for, as they are stored; all when the filter names none."""
    return tuple(status.value for status in STATUS_ORDER if not where.statuses or status in where.statuses)


def among(column: str, values: Sequence[Cell]) -> Sql:
    """Return the test that a column holds one of the values."""
    return Sql(f"{column} IN ({', '.join('?' * len(values))})", tuple(values))


def _by_column(where: CaseFilter, column: str, test: Sql, bounds: Bounds | None = None) -> Condition:
    statuses = among("status", asked_statuses(where))
    door = Sql(
        f"SELECT id FROM cases INDEXED BY cases_by_{column} WHERE {statuses.text} AND {test.text}",
        statuses.values + test.values,
    )
    return Condition(test, (door,), bounds, by_status=True)


def _ranges(where: CaseFilter) -> list[Condition]:
    named = (
        ("injury_date", where.injury),
        ("received", where.received),
        ("decision_date", where.decided),
        ("due_on", where.due),
        ("finished_on", where.finished),
        # The moment of arrival begins with its day, and no digit comes behind the tilde.
        ("imported_at", msgspec.structs.replace(where.arrived, last=where.arrived.last and f"{where.arrived.last}~")),
    )
    return [_range(where, _bounds_of(column, dates)) for column, dates in named if dates != DateRange()]


def _bounds_of(column: str, dates: DateRange) -> Bounds:
    return Bounds(column, dates.first, above=not dates.first, high=dates.last or None)


def _range(where: CaseFilter, bounds: Bounds) -> Condition:
    return _by_column(where, bounds.column, bounds.sql, bounds)


def _columns(where: CaseFilter) -> list[Condition]:
    found = []
    if where.outcomes:
        test = among("cases.outcome", [outcome.value for outcome in where.outcomes])
        found.append(_by_column(where, "outcome", test))
    if where.reviewer is not None:
        found.append(_by_column(where, "reviewer", Sql("cases.reviewer = ?", (where.reviewer,))))
    if where.free_for:
        found.append(_free(where))
    if where.priority is not None:
        found.append(_range(where, Bounds("priority", int(where.priority))))
    return found


def _free(where: CaseFilter) -> Condition:
    """Return what is free for somebody: what nobody or they have, and what others have not worked on for long."""
    one_of = among("cases.reviewer", ("", where.free_for))
    statuses = among("status", asked_statuses(where))
    # What others have is little beside what waits, so that it is counted and taken from the number of all.
    rest = Sql(
        f"SELECT id FROM cases INDEXED BY cases_in_work WHERE {statuses.text} AND reviewer > '' AND reviewer <> ?",
        (*statuses.values, where.free_for),
    )
    if not where.idle_before:
        return _by_column(where, "reviewer", one_of)._replace(rest=rest)
    rest = Sql(f"{rest.text} AND taken_at >= ?", (*rest.values, where.idle_before))
    # Two ranges without a case in common, so that they are counted without being compared.
    door = Sql(
        f"SELECT id FROM (SELECT id FROM cases INDEXED BY cases_by_reviewer WHERE {statuses.text} AND {one_of.text} "
        f"UNION ALL SELECT id FROM cases INDEXED BY cases_in_work WHERE {statuses.text} AND reviewer > '' "
        "AND taken_at < ? AND reviewer <> ?)",
        (*statuses.values, *one_of.values, *statuses.values, where.idle_before, where.free_for),
    )
    test = Sql(f"({one_of.text} OR cases.taken_at < ?)", (*one_of.values, where.idle_before))
    return Condition(test, (door,), by_status=True, rest=rest)


def _window(window: DueWindow, where: CaseFilter, today: str) -> Condition:
    if window is DueWindow.NEEDS_DATE:
        return Condition(Sql("cases.due_needs > ''"), (Sql("SELECT id FROM cases WHERE due_needs > ''"),))
    if window is DueWindow.PAUSED:
        return Condition(Sql("cases.due_paused > ''"), (Sql("SELECT id FROM cases WHERE due_paused > ''"),))
    if window is DueWindow.NOTHING:
        return Condition(Sql("cases.due_on = '' AND cases.due_needs = '' AND cases.due_paused = ''"))
    last = week_after(today)
    bounds = {
        DueWindow.OVERDUE: Bounds("due_on", "", above=True, high=today, below=True),
        DueWindow.TODAY: Bounds("due_on", today, high=today),
        DueWindow.WEEK: Bounds("due_on", today, above=True, high=last),
        DueWindow.LATER: Bounds("due_on", last, above=True),
    }
    return _range(where, bounds[window])


def _item(where: CaseFilter, db: sqlite3.Connection) -> list[Condition]:
    outcome = None if where.item_outcome is None else where.item_outcome.value
    asked = (
        ("category", where.category),
        ("subcategory", where.subcategory),
        ("outcome", outcome),
    )
    one_of = [Sql(f"{column} = ?", (value,)) for column, value in asked if value]
    if where.item_decided:
        one_of.append(among("outcome", [decision.value for decision in FINAL_DECISIONS]))
    found = []
    if where.cited_guideline:
        lines = that_cite(where.cited_guideline, mark_words(db, MarkKind.GUIDELINE))
        if not lines:
            raise Nothing
        kept = json.dumps(lines)
        one_of.append(Sql("guideline IN (SELECT value FROM json_each(?))", (kept,)))
        found.append(_cites(kept))
    tests, values = " AND ".join(test.text for test in one_of), values_of(one_of)
    # A guideline is in no index of items; the mark that it leaves on the case is the door.
    doors = () if found else (Sql(f"SELECT DISTINCT case_id AS id FROM items WHERE {tests}", values),)
    # The plus keeps SQLite to the items of the case: else it may go through all of a category for each case.
    of_case = " AND ".join(f"+{test.text}" for test in one_of)
    test = Sql(f"EXISTS (SELECT 1 FROM items WHERE items.case_id = found.id AND {of_case})", values)
    return [*found, Condition(test, doors)]


def _cites(lines: str) -> Condition:
    """Return the condition that a case bears one of these guideline lines, given as JSON: there may be thousands."""
    one_of = Sql("kind = ? AND word IN (SELECT value FROM json_each(?))", (MarkKind.GUIDELINE.value, lines))
    return Condition(
        Sql(f"EXISTS (SELECT 1 FROM marks WHERE {one_of.text} AND case_id = found.id)", one_of.values),
        (Sql(f"SELECT DISTINCT case_id AS id FROM marks WHERE {one_of.text}", one_of.values),),
    )


def _marks(where: CaseFilter, db: sqlite3.Connection) -> list[Condition]:
    whole = (
        (MarkKind.SPECIALTY, where.exact_specialty),
        (MarkKind.FLAG, where.flag),
        (MarkKind.LABEL, where.label),
        (MarkKind.CORRECTED, where.corrected),
        (MarkKind.SECOND, "" if where.second is None else where.second.value),
        (MarkKind.SECOND_READER, where.second_reader),
        (MarkKind.QUESTION, ASKED if where.questions else ""),
    )
    parts = ((MarkKind.SPECIALTY, where.specialty), (MarkKind.GUIDELINE, where.guideline))
    found = [_mark(kind, (word,)) for kind, word in whole if word]
    for kind, part in parts:
        if part:
            words = with_part(part, mark_words(db, kind))
            if not words:
                raise Nothing
            found.append(_mark(kind, words))
    return found


_MARK_WORDS = """
WITH RECURSIVE known (word) AS (
    SELECT min(word) FROM marks WHERE kind = ?1
    UNION ALL
    SELECT (SELECT min(word) FROM marks WHERE kind = ?1 AND word > known.word) FROM known WHERE word IS NOT NULL
)
SELECT word FROM known WHERE word IS NOT NULL
"""
"""Each word of a kind once: one step in the index a word, however many cases bear it."""


def mark_words(db: sqlite3.Connection, kind: MarkKind) -> list[str]:
    """Return the words of a kind that any case bears, sorted."""
    return [word for (word,) in db.execute(_MARK_WORDS, (kind.value,))]


def _mark(kind: MarkKind, words: Sequence[str]) -> Condition:
    one_of = among("word", words)
    values = (kind.value, *one_of.values)
    once = "DISTINCT " * (len(words) > 1)
    return Condition(
        Sql(f"EXISTS (SELECT 1 FROM marks WHERE kind = ? AND {one_of.text} AND case_id = found.id)", values),
        (Sql(f"SELECT {once}case_id AS id FROM marks WHERE kind = ? AND {one_of.text}", values),),
        streams=len(words) == 1,
    )


def _number(number: str) -> Condition:
    query = trigrams(number)
    if query is None:
        part = number.lower()
        test = "(instr(lower(cases.case_number), ?) OR instr(lower(cases.claim_number), ?))"
        return Condition(Sql(test, (part, part)))
    door = Sql("SELECT rowid AS id FROM case_numbers WHERE case_numbers MATCH ?", (query,))
    return Condition(Sql(f"found.id IN ({door.text})", door.values), (door,), streams=True)


# Words

_SAMPLES, _SAMPLE, _COMMON = 8, 128, 1 / 16
_SMALL = 20_000
"""Logs up to so many cases need no thought: all that match are looked at."""
_GATHERED = 200_000
"""Cases that are gathered; what more of them match is asked case by case."""


def _ways(words: Wanted) -> tuple[Sql, ...]:
    """Return the ways in which words are found, each as a query of the cases' numbers."""
    ways = [("letter_words", words.whole), ("excerpt_words", words.whole), ("case_words", words.begun)]
    if words.number is not None:
        ways.append(("case_numbers", words.number))
    return tuple(Sql(f"SELECT rowid AS id FROM {table} WHERE {table} MATCH ?", (query,)) for table, query in ways)


def _words(words: Wanted) -> Condition:
    ways = _ways(words)
    either = " UNION ".join(way.text for way in ways)
    return Condition(Sql(f"found.id IN ({either})", values_of(ways)), ways, streams=True, words=words)


def _letter(letter: str) -> Condition:
    words = wanted(letter)
    if words is None:
        raise Nothing
    door = Sql("SELECT rowid AS id FROM letter_words WHERE letter_words MATCH ?", (words.whole,))
    return Condition(Sql(f"EXISTS ({door.text} AND rowid = found.id)", door.values), (door,), streams=True)


def settled(condition: Condition, db: sqlite3.Connection) -> Condition:
    """Return a condition in the form that is tested soonest; for words that depends on how many cases hold them."""
    words = condition.words
    if words is None:
        return condition
    ways = condition.doors
    if not _are_common(words, db) and (found := _gathered(ways, db)) is not None:
        # Gathered once, since two words that meet seldom take long to meet.
        door = Sql("SELECT value AS id FROM json_each(?)", (json.dumps(sorted(found), separators=(",", ":")),))
        return Condition(Sql(f"found.id IN ({door.text})", door.values), (door,))
    # Gathering half the log would take longer than asking case by case until a page is full. But a beginning is
    # gathered anew for each case that is asked, so that it is better gathered once.
    begun = (words.begun,) if words.begun != words.whole else ()
    asked = [
        f"found.id IN ({way.text})" if way.values == begun else f"EXISTS ({way.text} AND rowid = found.id)"
        for way in ways
    ]
    return Condition(Sql(f"({' OR '.join(asked)})", values_of(ways)), ways, wide=True)


def _gathered(ways: Sequence[Sql], db: sqlite3.Connection) -> set[int] | None:
    """Return the cases that are found in any of the ways; ``None`` when they are too many."""
    found: set[int] = set()
    for way in ways:
        part = db.execute(f"{way.text} LIMIT ?", (*way.values, _GATHERED + 1)).fetchall()
        if len(part) > _GATHERED:
            return None
        found.update(case_id for (case_id,) in part)
    return found


def _are_common(words: Wanted, db: sqlite3.Connection) -> bool:
    """Tell from samples all over the log whether at least one letter in sixteen holds the words."""
    newest = db.execute("SELECT max(id) FROM cases").fetchone()[0] or 0
    if newest <= _SMALL:
        return False
    sample = "SELECT count(*) FROM letter_words WHERE letter_words MATCH ? AND rowid BETWEEN ? AND ?"
    step = newest // _SAMPLES
    starts = range(1, newest - _SAMPLE, step)
    hits = sum(db.execute(sample, (words.whole, start, start + _SAMPLE - 1)).fetchone()[0] for start in starts)
    return bool(hits >= len(starts) * _SAMPLE * _COMMON)
