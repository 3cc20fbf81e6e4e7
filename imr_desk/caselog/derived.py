"""What a log can take anew from its letters and its history: rows, facts, items, marks, counts, words to search."""

from imr_desk.caselog import rows
from imr_desk.caselog.case_tables import put_letter_words
from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.facts_rows import FactsRow, facts_of, facts_row, item_rows, marks_of
from imr_desk.caselog.failures import UnreadableRowError
from imr_desk.model.case import CaseDigest, CaseStanding, CaseStatus
from imr_desk.model.edits import RereadLetter
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.handling import Handling
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.review import Review

_REBUILT = ("case_words", "case_numbers", "excerpt_words")


def derive_again(db: sqlite3.Connection) -> None:
    """Fill items, marks, counts and search from cases, facts and readings; they must be empty."""
    for case_id, handling, facts in _known(db):
        known = facts_of(facts, case_id)
        db.executemany(_into("items", 8), item_rows(case_id, known))
        db.executemany(_into("marks", 3), [(*mark, case_id) for mark in sorted(marks_of(known, handling))])
    db.execute("DELETE FROM counts")
    stand = dict(db.execute("SELECT status, count(*) FROM cases GROUP BY status").fetchall())
    db.executemany(_into("counts", 2), [(status.value, stand.get(status.value, 0)) for status in CaseStatus])
    for table in _REBUILT:
        db.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")  # noqa: S608 - our own tables
    for case_id, name in db.execute("SELECT id, name FROM cases ORDER BY id").fetchall():
        found = db.execute("SELECT letter FROM readings WHERE case_id = ?", (case_id,)).fetchone()
        if found is None:
            words = ""
        elif was_reread(db, case_id):
            words = rows.letter_words(history_of(db, case_id).text)
        else:
            words = rows.letter_words(rows.unpacked_letter(found[0], case_id))
        db.execute("INSERT INTO letter_words (rowid, name, letter) VALUES (?, ?, ?)", (case_id, name, words))


def facts_from_review(db: sqlite3.Connection, case_id: int) -> None:
    """Put the facts of a case from its review.

    Raises:
        UnreadableRowError: the review cannot be had.
    """
    review = history_of(db, case_id).review
    row = facts_row(CaseStanding.of(review, CaseStatus.NEW).facts)
    db.execute(_into("facts", 5), (case_id, *row, row.seal))


def row_from_review(db: sqlite3.Connection, case_id: int) -> None:
    """Put the row of a case from its letter, its review and the event of its import; its handling is lost.

    Raises:
        UnreadableRowError: one of them cannot be had.
    """
    history = history_of(db, case_id)
    letter, review = history.letter, history.review
    content = db.execute("SELECT sha256, length(content) FROM letters WHERE case_id = ?", (case_id,)).fetchone()
    came = db.execute("SELECT at, actor FROM events WHERE case_id = ? ORDER BY seq LIMIT 1", (case_id,)).fetchone()
    if content is None or came is None:
        raise UnreadableRowError(f"the row of case {case_id}")
    (acts,) = db.execute("SELECT count(act) FROM events WHERE case_id = ?", (case_id,)).fetchone()
    stage = (CaseStatus.IN_REVIEW if acts else CaseStatus.NEW).value
    cells: dict[str, rows.Cell] = {
        "id": case_id,
        "fingerprint": content[0],
        "name": f"recovered letter {case_id}",
        "size": content[1],
        "pages": len(letter.pages),
        "status": stage,
        "imported_at": came[0],
        "imported_by": came[1],
        "stage": stage,
        **rows.digest_cells(CaseDigest.of(review)),
        **rows.handling_cells(Handling()),
        **dict.fromkeys(rows.DUE_COLUMNS, ""),
    }
    ordered = [cells[name] for name in rows.CASE_COLUMNS]
    columns = ", ".join((*rows.CASE_COLUMNS, "seal"))
    places = ", ".join("?" * (len(ordered) + 1))
    sql = f"INSERT INTO cases ({columns}) VALUES ({places})"  # noqa: S608 - our own columns
    db.execute(sql, (*ordered, rows.seal(ordered)))


def was_reread(db: sqlite3.Connection, case_id: int) -> bool:
    """Tell whether the letter of a case was ever read again, so that its text may be another than the first."""
    sql = "SELECT 1 FROM events WHERE case_id = ? AND kind = ? AND instr(act, ?) LIMIT 1"
    return db.execute(sql, (case_id, EventKind.ACT, rows.REREAD)).fetchone() is not None


def learn_text_after(db: sqlite3.Connection, case_id: int, act: Act) -> None:
    """Let the search find the words of the letter's text that an act leaves in force, before it is appended.

    Raises:
        UnreadableRowError: the text before it cannot be had.
    """
    if isinstance(act.step, RereadLetter):
        may_change = act.step.text is not None
    else:
        may_change = isinstance(act.step, Turn) and was_reread(db, case_id)
    if not may_change:
        return
    history = history_of(db, case_id)
    try:
        after = history.done(act)
    except EditRefusedError:  # what the case refuses changes nothing
        return
    put_letter_words(db, case_id, history.text, after.text)


def history_of(db: sqlite3.Connection, case_id: int) -> History:
    """Return the letter of a case and its review, as its acts leave it.

    Raises:
        UnreadableRowError: a part is missing, or acts are missing that others build on.
    """
    found = db.execute("SELECT letter, draft FROM readings WHERE case_id = ?", (case_id,)).fetchone()
    if found is None:
        raise UnreadableRowError(f"the stored text of case {case_id}")
    letter, draft = rows.unpacked_letter(found[0], case_id), rows.unpacked_draft(found[1], case_id)
    sql = "SELECT act FROM events WHERE case_id = ? AND act IS NOT NULL AND kind = ? ORDER BY seq"
    acts = db.execute(sql, (case_id, EventKind.ACT)).fetchall()
    try:
        return History.replayed(letter, Review.of(draft, letter), [rows.act_of(act) for (act,) in acts])
    except EditRefusedError:
        raise UnreadableRowError(f"the history of case {case_id}") from None


def _known(db: sqlite3.Connection) -> list[tuple[int, Handling, FactsRow]]:
    columns = ", ".join(f"cases.{name}" for name in rows.CASE_COLUMNS)
    sql = f"SELECT {columns}, facts, excerpts, notes FROM cases JOIN facts ON case_id = id"  # noqa: S608 - ours
    return [
        (cells[0], rows.case_of(cells).handling, FactsRow(facts, excerpts, notes))
        for *cells, facts, excerpts, notes in db.execute(sql)
    ]


def _into(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"  # noqa: S608 - our own tables
