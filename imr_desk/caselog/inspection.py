"""Looking through a whole log for damage that no single reading meets."""

import sqlite3
from collections.abc import Iterator

from sqlite_utils import Database

from imr_desk.caselog import rows
from imr_desk.caselog.chain import first_broken
from imr_desk.caselog.failures import UnreadableRowError
from imr_desk.caselog.guards import fallen_guards


def damage_in(db: Database) -> Iterator[str]:
    """Yield what is damaged, a clause each: pages and indexes, history, rows, letters, readings, search."""
    for check in (_pages, _history, _cases, _letters, _readings, _search):
        try:
            yield from check(db)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            yield f"a part cannot be read ({getattr(error, 'sqlite_errorname', 'text')})"


def _pages(db: Database) -> Iterator[str]:
    for (line,) in db.execute("PRAGMA integrity_check(10)"):
        if line != "ok":
            yield str(line)


def _history(db: Database) -> Iterator[str]:
    broken = first_broken(db.conn)
    if broken is not None:
        yield f"the history is broken at event {broken}"
    for name in fallen_guards(db.conn):
        yield f"the guard {name} is missing or changed"


def _cases(db: Database) -> Iterator[str]:
    columns = ", ".join(rows.CASE_COLUMNS)
    for *cells, seal in db.execute(f"SELECT {columns}, seal FROM cases"):  # noqa: S608 - our own columns
        if rows.seal(cells) != seal:
            yield f"the row of case {cells[0]}"


def _letters(db: Database) -> Iterator[str]:
    letters = "SELECT id, sha256, content FROM cases LEFT JOIN letters ON letters.case_id = cases.id"
    for case_id, wanted, content in db.execute(letters):
        if content is None or rows.sha256(content) != wanted:
            yield f"the letter of case {case_id}"


def _readings(db: Database) -> Iterator[str]:
    readings = "SELECT id, letter, draft FROM cases LEFT JOIN readings ON readings.case_id = cases.id"
    for case_id, letter, draft in db.execute(readings):
        try:
            rows.unpacked_letter(letter or b"", case_id)
            rows.unpacked_draft(draft or b"", case_id)
        except UnreadableRowError as error:
            yield str(error)


def _search(db: Database) -> Iterator[str]:
    for table in ("case_words", "case_numbers"):
        try:
            # Rank 1: compare with the cases too, not only the index with itself.
            db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - our own tables
        except sqlite3.DatabaseError:
            yield f"the search index {table}"
