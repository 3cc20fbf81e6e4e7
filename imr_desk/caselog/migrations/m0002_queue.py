"""Format 2: the queue. How a case is handled and what is due; facts, items and marks; search in letters and notes.

Every sorting of the queue has an index that begins with the status, so that a page of it is read from as many short
ranges as there are statuses, whatever the size of the log. What cases of format 1 lack is taken from their reviews,
which are what their acts leave of their drafts.
"""

from typing import TYPE_CHECKING

from imr_desk.caselog import rows
from imr_desk.caselog.facts_rows import ITEM_COLUMNS, facts_row, item_rows, marks_of
from imr_desk.caselog.failures import UnreadableRowError
from imr_desk.model.case import CaseDigest, CaseStanding, CaseStatus
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.facts import CaseFacts
from imr_desk.model.handling import Handling
from imr_desk.model.history import History
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Review

if TYPE_CHECKING:
    from sqlite_utils import Database

_NEW_COLUMNS = (
    "stage TEXT NOT NULL DEFAULT 'new'",
    "claim_number TEXT NOT NULL DEFAULT ''",
    "injury_date TEXT NOT NULL DEFAULT ''",
    "finished_on TEXT NOT NULL DEFAULT ''",
    "finished_by TEXT NOT NULL DEFAULT ''",
    # The handling as JSON, empty while nobody touched it; beside it what the queue sorts and picks by.
    "handling TEXT NOT NULL DEFAULT ''",
    "reviewer TEXT NOT NULL DEFAULT ''",
    "taken_at TEXT NOT NULL DEFAULT ''",
    "priority INTEGER NOT NULL DEFAULT 1",
    "due_on TEXT NOT NULL DEFAULT ''",
    "due_latest TEXT NOT NULL DEFAULT ''",
    "due_rule TEXT NOT NULL DEFAULT ''",
    "due_needs TEXT NOT NULL DEFAULT ''",
    "due_paused TEXT NOT NULL DEFAULT ''",
)

_STATUSES = ("new", "in review", "on hold", "needs a second look", "finished", "reopened")
"""The statuses of format 2."""

_SORTED_BY = (
    "due_on", "priority", "case_number", "claim_number", "outcome", "items", "flags", "reviewer", "injury_date",
    "received", "decision_date",
)  # fmt: skip
_PICKED_BY = ("imported_at", "finished_on")

_BEFORE = (
    "DROP INDEX cases_by_number",
    "DROP INDEX cases_by_decision",
    "DROP TABLE case_words",
    "DROP TABLE case_numbers",
    *(f"ALTER TABLE cases ADD COLUMN {column}" for column in _NEW_COLUMNS),
    # What the queue need not read: the facts as JSON, and the texts that are searched.
    """CREATE TABLE facts (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id),
    facts TEXT NOT NULL,
    excerpts TEXT NOT NULL,
    notes TEXT NOT NULL,
    seal INTEGER NOT NULL
) STRICT""",
    """CREATE TABLE items (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    category TEXT NOT NULL,
    subcategory TEXT NOT NULL,
    outcome TEXT,
    guideline TEXT NOT NULL,
    rendered INTEGER,
    PRIMARY KEY (case_id, number)
) STRICT, WITHOUT ROWID""",
    # Words that a case bears any number of: flag, label, specialty, corrected, guideline.
    """CREATE TABLE marks (
    kind TEXT NOT NULL,
    word TEXT NOT NULL,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    PRIMARY KEY (kind, word, case_id)
) STRICT, WITHOUT ROWID""",
    "CREATE TABLE counts (status TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    # Texts of the whole log, such as the deadline rules; the newest of a name counts.
    """CREATE TABLE kept (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT""",
    "CREATE INDEX kept_by_name ON kept (name)",
    """CREATE VIEW searched AS
SELECT id, case_number, title, name, notes FROM cases JOIN facts ON facts.case_id = cases.id""",
    """CREATE VIRTUAL TABLE case_words USING fts5 (
    case_number, title, name, notes,
    content = 'searched', content_rowid = 'id', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
)""",
    """CREATE VIRTUAL TABLE case_numbers USING fts5 (
    case_number, claim_number,
    content = 'cases', content_rowid = 'id', tokenize = 'trigram'
)""",
    """CREATE VIRTUAL TABLE excerpt_words USING fts5 (
    excerpts,
    content = 'facts', content_rowid = 'case_id', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
)""",
    # Written once, unless a letter's text is read again: its file's name never changes.
    """CREATE VIRTUAL TABLE letter_words USING fts5 (
    name, letter,
    content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
)""",
)

_AFTER = (
    *(f"CREATE INDEX cases_by_{column} ON cases (status, {column})" for column in (*_SORTED_BY, *_PICKED_BY)),
    "CREATE INDEX cases_that_want_a_date ON cases (due_needs) WHERE due_needs > ''",
    "CREATE INDEX cases_that_rest ON cases (due_paused) WHERE due_paused > ''",
    "CREATE INDEX items_by_category ON items (category, subcategory, outcome)",
    "CREATE INDEX items_by_subcategory ON items (subcategory, outcome)",
    "CREATE INDEX items_by_outcome ON items (outcome)",
    "INSERT INTO case_words (case_words) VALUES ('rebuild')",
    "INSERT INTO case_numbers (case_numbers) VALUES ('rebuild')",
    "INSERT INTO excerpt_words (excerpt_words) VALUES ('rebuild')",
)


def m0002_queue(db: "Database") -> None:
    """Bring a log of format 1 to format 2."""
    for statement in _BEFORE:
        db.execute(statement)
    ids = [case_id for (case_id,) in db.execute("SELECT id FROM cases ORDER BY id").fetchall()]
    for case_id in ids:
        _bring_over(db, case_id)
    stages = dict(db.execute("SELECT status, count(*) FROM cases GROUP BY status").fetchall())
    db["counts"].insert_all(  # type: ignore[union-attr]
        {"status": status, "number": stages.get(status, 0)} for status in _STATUSES
    )
    for statement in _AFTER:
        db.execute(statement)


def _bring_over(db: "Database", case_id: int) -> None:
    columns = ", ".join((*_FORMAT_1, "seal"))
    *cells, seal = db.execute(f"SELECT {columns} FROM cases WHERE id = ?", (case_id,)).fetchone()  # noqa: S608 - ours
    row = dict(zip(_FORMAT_1, cells, strict=True))
    letter, facts = None, CaseFacts()
    changed: dict[str, rows.Cell] = {"stage": row["status"]}
    try:
        letter, review = _review_of(db, case_id)
    except (UnreadableRowError, EditRefusedError):
        # One damaged case must not keep the log shut: it comes over as it is, and the inspection still names it.
        pass
    else:
        facts = CaseStanding.of(review, CaseStatus.NEW).facts
        changed |= rows.digest_cells(CaseDigest.of(review))
    whole = {**_DEFAULTS, **row, **changed}
    # A row that did not fit its seal must not get one that fits.
    changed["seal"] = rows.seal([whole[name] for name in rows.CASE_COLUMNS]) + (rows.seal(cells) != seal)
    setting = ", ".join(f"{name} = ?" for name in changed)
    db.execute(f"UPDATE cases SET {setting} WHERE id = ?", (*changed.values(), case_id))  # noqa: S608 - ours
    stored = facts_row(facts)
    db.execute("INSERT INTO facts VALUES (?, ?, ?, ?, ?)", (case_id, *stored, stored.seal))
    places = ", ".join("?" * len(ITEM_COLUMNS))
    for item in item_rows(case_id, facts):
        db.execute(f"INSERT INTO items VALUES ({places})", item)  # noqa: S608 - our own columns
    for kind, word in marks_of(facts, Handling()):
        db.execute("INSERT INTO marks VALUES (?, ?, ?)", (kind, word, case_id))
    text = "" if letter is None else rows.letter_words(letter)
    db.execute("INSERT INTO letter_words (rowid, name, letter) VALUES (?, ?, ?)", (case_id, row["name"], text))


def _review_of(db: "Database", case_id: int) -> tuple[LetterText, Review]:
    found = db.execute("SELECT letter, draft FROM readings WHERE case_id = ?", (case_id,)).fetchone()
    if found is None:
        raise UnreadableRowError(f"the stored text of case {case_id}")
    letter, draft = rows.unpacked_letter(found[0], case_id), rows.unpacked_draft(found[1], case_id)
    acts = db.execute("SELECT act FROM events WHERE case_id = ? AND act IS NOT NULL ORDER BY seq", (case_id,))
    history = History.replayed(letter, Review.of(draft, letter), [rows.act_of(act) for (act,) in acts.fetchall()])
    return letter, history.review


_FORMAT_1 = (
    "id", "fingerprint", "name", "size", "pages", "status", "imported_at", "imported_by", "case_number", "outcome",
    "confirmed", "title", "items", "overturned", "looks", "flags", "decision_date", "received",
)  # fmt: skip
"""The columns that the seal of format 1 covers, in that order."""

_DEFAULTS: dict[str, rows.Cell] = {
    "claim_number": "", "injury_date": "", "finished_on": "", "finished_by": "", "handling": "", "reviewer": "",
    "taken_at": "", "priority": 1, "due_on": "", "due_latest": "", "due_rule": "", "due_needs": "", "due_paused": "",
}  # fmt: skip
