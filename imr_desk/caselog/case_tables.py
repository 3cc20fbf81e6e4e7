"""Writing a case into its tables: the row of the queue, facts, items, marks, words to search, counts."""

from collections.abc import Mapping
from typing import NamedTuple

from imr_desk.caselog import rows
from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.facts_rows import ITEM_COLUMNS, FactsRow, facts_of, facts_row, item_rows, marks_of
from imr_desk.caselog.failures import UnreadableRowError
from imr_desk.model.facts import CaseFacts
from imr_desk.model.letter import LetterText

Cells = Mapping[str, rows.Cell]

_CASE = f"SELECT {', '.join(rows.CASE_COLUMNS)}, seal FROM cases WHERE id = ?"  # noqa: S608 - our own columns
_NEW_CASE = (
    f"INSERT INTO cases ({', '.join(rows.CASE_COLUMNS[1:])}, seal) "  # noqa: S608 - our own columns
    f"VALUES ({', '.join('?' * len(rows.CASE_COLUMNS))})"
)
_NEW_ITEM = f"INSERT INTO items ({', '.join(ITEM_COLUMNS)}) VALUES ({', '.join('?' * len(ITEM_COLUMNS))})"  # noqa: S608
_NEW_FACTS = "INSERT OR REPLACE INTO facts (case_id, facts, excerpts, notes, seal) VALUES (?, ?, ?, ?, ?)"
_WORDS = ("case_number", "title", "name")
_NUMBERS = ("case_number", "claim_number")


class Stored(NamedTuple):
    """A case as its tables hold it."""

    cells: dict[str, rows.Cell]
    facts: FactsRow

    @property
    def case_id(self) -> int:
        """The number of the case."""
        return int(self.cells["id"] or 0)

    @property
    def marks(self) -> frozenset[tuple[str, str]]:
        """What it is picked by."""
        return marks_of(facts_of(self.facts, self.case_id), rows.case_of(tuple(self.cells.values())).handling)


def cells_of(db: sqlite3.Connection, case_id: int) -> dict[str, rows.Cell] | None:
    """Return the row of a case; ``None`` when there is no such case.

    Raises:
        UnreadableRowError: it is not as it was written.
    """
    found = db.execute(_CASE, (case_id,)).fetchone()
    if found is None:
        return None
    *cells, seal = found
    if rows.seal(cells) != seal:
        raise UnreadableRowError(f"the row of case {case_id}")
    return dict(zip(rows.CASE_COLUMNS, cells, strict=True))


def facts_in(db: sqlite3.Connection, case_id: int) -> FactsRow:
    """Return the facts of a case.

    Raises:
        UnreadableRowError: they are not as they were written.
    """
    found = db.execute("SELECT facts, excerpts, notes, seal FROM facts WHERE case_id = ?", (case_id,)).fetchone()
    if found is None:
        raise UnreadableRowError(f"the facts of case {case_id}")
    row = FactsRow(*found[:3])
    if row.seal != found[3]:
        raise UnreadableRowError(f"the facts of case {case_id}")
    return row


def insert_case(db: sqlite3.Connection, cells: Cells, facts: CaseFacts, letter: LetterText) -> tuple[rows.Cell, ...]:
    """Put a new case into its tables; ``cells`` are all columns but the number. Return the whole row."""
    case_id = db.execute(_NEW_CASE, (*(cells[name] for name in rows.CASE_COLUMNS[1:]), 0)).lastrowid or 0
    whole = (case_id, *(cells[name] for name in rows.CASE_COLUMNS[1:]))
    db.execute("UPDATE cases SET seal = ? WHERE id = ?", (rows.seal(whole), case_id))
    stored = Stored(dict(zip(rows.CASE_COLUMNS, whole, strict=True)), facts_row(facts))
    db.execute(_NEW_FACTS, (case_id, *stored.facts, stored.facts.seal))
    db.executemany(_NEW_ITEM, item_rows(case_id, facts))
    _put_marks(db, case_id, frozenset(), stored.marks)
    _put_words(db, None, stored)
    db.execute(
        "INSERT INTO letter_words (rowid, name, letter) VALUES (?, ?, ?)",
        (case_id, cells["name"], rows.letter_words(letter)),
    )
    _count(db, str(cells["status"]), 1)
    return whole


def update_case(db: sqlite3.Connection, before: Stored, after: Cells, facts: CaseFacts | None = None) -> None:
    """Put down what is different in a case: columns given in ``after``, and the facts unless they are ``None``."""
    changed = rows.changed_cells(before.cells, after)
    cells = {**before.cells, **changed}
    new = Stored(cells, before.facts if facts is None else facts_row(facts))
    if changed:
        changed["seal"] = rows.seal([cells[name] for name in rows.CASE_COLUMNS])
        setting = ", ".join(f"{name} = ?" for name in changed)
        db.execute(f"UPDATE cases SET {setting} WHERE id = ?", (*changed.values(), new.case_id))  # noqa: S608 - ours
    if "status" in changed:
        _count(db, str(before.cells["status"]), -1)
        _count(db, str(cells["status"]), 1)
    if new.facts != before.facts:
        db.execute(_NEW_FACTS, (new.case_id, *new.facts, new.facts.seal))
        if facts is not None and new.facts.facts != before.facts.facts:
            db.execute("DELETE FROM items WHERE case_id = ?", (new.case_id,))
            db.executemany(_NEW_ITEM, item_rows(new.case_id, facts))
    if new.facts.facts != before.facts.facts or "handling" in changed:
        _put_marks(db, new.case_id, before.marks, new.marks)
    _put_words(db, before, new)


def put_letter_words(db: sqlite3.Connection, case_id: int, before: LetterText, after: LetterText) -> None:
    """Search the words of another text of a letter from now on; what is forgotten must be exactly what was learnt."""
    old, new = rows.letter_words(before), rows.letter_words(after)
    if old == new:
        return
    (name,) = db.execute("SELECT name FROM cases WHERE id = ?", (case_id,)).fetchone()
    forget = "INSERT INTO letter_words (letter_words, rowid, name, letter) VALUES ('delete', ?, ?, ?)"
    db.execute(forget, (case_id, name, old))
    db.execute("INSERT INTO letter_words (rowid, name, letter) VALUES (?, ?, ?)", (case_id, name, new))


def _put_marks(
    db: sqlite3.Connection, case_id: int, before: frozenset[tuple[str, str]], after: frozenset[tuple[str, str]]
) -> None:
    gone, come = before - after, after - before
    delete = "DELETE FROM marks WHERE kind = ? AND word = ? AND case_id = ?"
    db.executemany(delete, [(*mark, case_id) for mark in sorted(gone)])
    insert = "INSERT INTO marks (kind, word, case_id) VALUES (?, ?, ?)"
    db.executemany(insert, [(*mark, case_id) for mark in sorted(come)])


def _put_words(db: sqlite3.Connection, before: Stored | None, after: Stored) -> None:
    """Bring the search up to date; FTS5 wants to be told what it forgets."""
    for table, columns, old, new in (
        ("case_words", (*_WORDS, "notes"), before and _own_words(before), _own_words(after)),
        ("case_numbers", _NUMBERS, before and _numbers(before), _numbers(after)),
        ("excerpt_words", ("excerpts",), before and (before.facts.excerpts,), (after.facts.excerpts,)),
    ):
        if old == new:
            continue
        names, places = ", ".join(columns), ", ".join("?" * len(columns))
        if old is not None:
            forget = f"INSERT INTO {table} ({table}, rowid, {names}) VALUES ('delete', ?, {places})"  # noqa: S608
            db.execute(forget, (after.case_id, *old))
        learn = f"INSERT INTO {table} (rowid, {names}) VALUES (?, {places})"  # noqa: S608 - our own columns
        db.execute(learn, (after.case_id, *new))


def _own_words(stored: Stored) -> tuple[rows.Cell, ...]:
    return (*(stored.cells[name] for name in _WORDS), stored.facts.notes)


def _numbers(stored: Stored) -> tuple[rows.Cell, ...]:
    return tuple(stored.cells[name] for name in _NUMBERS)


def _count(db: sqlite3.Connection, status: str, more: int) -> None:
    db.execute("UPDATE counts SET number = number + ? WHERE status = ?", (more, status))
