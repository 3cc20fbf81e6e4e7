"""Looking through a whole log for damage that no single reading meets, in pieces that let others in between."""

from collections.abc import Callable, Iterator

from imr_desk.caselog import rows
from imr_desk.caselog.chain import Walk
from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.facts_rows import FactsRow
from imr_desk.caselog.failures import UnreadableRowError
from imr_desk.caselog.guards import fallen_guards

_CASES = 20
"""Cases looked at between two chances for others: their letters are some 5 MB."""

_INDEXES = ("case_words", "case_numbers", "excerpt_words")
"""Search indexes that can be compared with what they index."""


class Examination:
    """A look through a log, a piece at a time: its history, then its cases with letters, readings and facts.

    What others write in between is looked at too. Pages and indexes are looked at when copies are made, which are
    proved apart from the log.
    """

    def __init__(self) -> None:
        self.damage: list[str] = []
        self.ended = False
        self._walk = Walk()
        self._case = 0

    @property
    def events(self) -> int:
        """How many events were walked along."""
        return self._walk.at.seq

    def on(self, db: sqlite3.Connection) -> None:
        """Look at the next piece: some 20 ms."""
        if self._walk.ended:
            self._next_cases(db)
        else:
            self._next_events(db)

    def _next_events(self, db: sqlite3.Connection) -> None:
        try:
            self._walk.on(db)
        except sqlite3.DatabaseError as error:
            self.damage.append(f"the history cannot be read behind event {self.events} ({_name_of(error)})")
            self._walk.ended = True
        else:
            if self._walk.ended:
                self.damage += _guarded(lambda: _history(db, self._walk))

    def _next_cases(self, db: sqlite3.Connection) -> None:
        first = self._case + 1
        self._case += _CASES
        for look in _LOOKS:
            self.damage += _guarded(lambda look=look: look(db, first, self._case))  # type: ignore[misc]
        try:
            self.ended = not any(db.execute("SELECT 1 FROM cases WHERE id > ? LIMIT 1", (self._case,)))
        except sqlite3.DatabaseError as error:
            self.damage.append(f"the cases cannot be read behind number {self._case} ({_name_of(error)})")
            self.ended = True


def damage_in(db: sqlite3.Connection) -> Iterator[str]:
    """Yield what is damaged, a clause each: pages and indexes, history, cases, letters, readings, facts, search."""
    yield from _guarded(lambda: _pages(db))
    examination = Examination()
    while not examination.ended:
        examination.on(db)
    yield from examination.damage
    yield from _guarded(lambda: _search(db))


def _guarded(look: Callable[[], Iterator[str]]) -> Iterator[str]:
    try:
        yield from look()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        yield f"a part cannot be read ({_name_of(error)})"


def _name_of(error: Exception) -> str:
    return str(getattr(error, "sqlite_errorname", "text"))


def _pages(db: sqlite3.Connection) -> Iterator[str]:
    for (line,) in db.execute("PRAGMA integrity_check(10)"):
        if line != "ok":
            yield str(line)


def _history(db: sqlite3.Connection, walk: Walk) -> Iterator[str]:
    if walk.broken is not None:
        yield f"the history is broken at event {walk.broken}"
    for name in fallen_guards(db):
        yield f"the guard {name} is missing or changed"


def _cases(db: sqlite3.Connection, first: int, last: int) -> Iterator[str]:
    columns = ", ".join(rows.CASE_COLUMNS)
    sql = f"SELECT {columns}, seal FROM cases WHERE id BETWEEN ? AND ?"  # noqa: S608 - our own columns
    for *cells, seal in db.execute(sql, (first, last)):
        if rows.seal(cells) != seal:
            yield f"the row of case {cells[0]}"


def _letters(db: sqlite3.Connection, first: int, last: int) -> Iterator[str]:
    letters = (
        "SELECT id, sha256, content FROM cases LEFT JOIN letters ON letters.case_id = cases.id "
        "WHERE id BETWEEN ? AND ?"
    )
    for case_id, wanted, content in db.execute(letters, (first, last)):
        if content is None or rows.sha256(content) != wanted:
            yield f"the letter of case {case_id}"


def _readings(db: sqlite3.Connection, first: int, last: int) -> Iterator[str]:
    readings = (
        "SELECT id, letter, draft FROM cases LEFT JOIN readings ON readings.case_id = cases.id "
        "WHERE id BETWEEN ? AND ?"
    )
    for case_id, letter, draft in db.execute(readings, (first, last)):
        try:
            rows.unpacked_letter(letter or b"", case_id)
            rows.unpacked_draft(draft or b"", case_id)
        except UnreadableRowError as error:
            yield str(error)


def _facts(db: sqlite3.Connection, first: int, last: int) -> Iterator[str]:
    facts = "SELECT id, facts.* FROM cases LEFT JOIN facts ON facts.case_id = cases.id WHERE id BETWEEN ? AND ?"
    for case_id, there, *cells, seal in db.execute(facts, (first, last)):
        if there is None or FactsRow(*cells).seal != seal:
            yield f"the facts of case {case_id}"


_LOOKS = (_cases, _letters, _readings, _facts)


def _search(db: sqlite3.Connection) -> Iterator[str]:
    if db.execute("PRAGMA query_only").fetchone() == (1,):
        return  # asking is a kind of writing
    for table in _INDEXES:
        try:
            # Rank 1: compare with the cases too, not only the index with itself.
            db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - our own tables
        except sqlite3.DatabaseError:
            yield f"the search index {table}"
