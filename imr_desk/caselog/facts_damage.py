"""Looking for items, marks and counts that do not fit the cases they were taken from; cases and facts are known."""

from collections import Counter
from collections.abc import Iterator

from imr_desk.caselog import rows
from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.facts_rows import FactsRow, facts_of, item_rows, marks_of
from imr_desk.caselog.failures import UnreadableRowError


def damaged_facts(db: sqlite3.Connection) -> Iterator[str]:
    """Yield what does not fit, a clause each."""
    for check in (_cases, _counts, _search):
        try:
            yield from check(db)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            yield f"a part cannot be read ({getattr(error, 'sqlite_errorname', 'text')})"


def _cases(db: sqlite3.Connection) -> Iterator[str]:
    columns = ", ".join(f"cases.{name}" for name in rows.CASE_COLUMNS)
    sql = f"SELECT {columns}, facts, excerpts, notes FROM cases JOIN facts ON case_id = cases.id"  # noqa: S608 - ours
    borne: Counter[tuple[str, str]] = Counter()
    items = 0
    for *cells, facts, excerpts, notes in db.execute(sql):
        case_id = cells[0]
        try:
            handling = rows.case_of(cells).handling
            known = facts_of(FactsRow(facts, excerpts, notes), case_id)
        except UnreadableRowError:
            continue  # a damaged row, which is named by whoever looks at rows
        wanted = item_rows(case_id, known)
        items += len(wanted)
        if wanted != db.execute("SELECT * FROM items WHERE case_id = ? ORDER BY number", (case_id,)).fetchall():
            yield f"the items of case {case_id}"
        marks = marks_of(known, handling)
        borne.update(marks)
        for mark in sorted(marks):
            sql = "SELECT 1 FROM marks WHERE kind = ? AND word = ? AND case_id = ?"
            if db.execute(sql, (*mark, case_id)).fetchone() is None:
                yield f"the marks of case {case_id}"
    found = Counter({(kind, word): number for kind, word, number in db.execute(_MARKS)})
    if found != borne or db.execute("SELECT count(*) FROM items").fetchone() != (items,):
        yield "items or marks of cases that bear none"


_MARKS = "SELECT kind, word, count(*) FROM marks GROUP BY 1, 2"


def _counts(db: sqlite3.Connection) -> Iterator[str]:
    stand = dict(db.execute("SELECT status, count(*) FROM cases GROUP BY 1").fetchall())
    counted = dict(db.execute("SELECT status, number FROM counts WHERE number <> 0").fetchall())
    if stand != counted:
        yield "the numbers of cases by status"


def _search(db: sqlite3.Connection) -> Iterator[str]:
    if db.execute("PRAGMA query_only").fetchone() == (1,):
        return  # asking is a kind of writing
    try:
        db.execute("INSERT INTO letter_words (letter_words) VALUES ('integrity-check')")
    except sqlite3.DatabaseError:
        yield "the search index letter_words"
