"""Format 1: cases, their letters, readings and history, the words to search them by, files that could not be read."""

from typing import TYPE_CHECKING

from imr_desk.caselog.guards import EVENT_TRIGGERS, EVENTS

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    # The queue reads this table alone; the seal is a checksum of the row.
    """CREATE TABLE cases (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fingerprint TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    status TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    case_number TEXT NOT NULL,
    outcome TEXT,
    confirmed INTEGER NOT NULL,
    title TEXT NOT NULL,
    items INTEGER NOT NULL,
    overturned INTEGER NOT NULL,
    looks INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    decision_date TEXT NOT NULL,
    received TEXT NOT NULL,
    seal INTEGER NOT NULL
) STRICT""",
    "CREATE INDEX cases_by_status ON cases (status)",
    # Cases without a number or date come last, whatever the direction of the rest.
    "CREATE INDEX cases_by_number ON cases (case_number = '', case_number)",
    "CREATE INDEX cases_by_decision ON cases (decision_date = '', decision_date)",
    # The letter as it was brought in, byte by byte.
    """CREATE TABLE letters (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id),
    sha256 TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT""",
    # What was read from it then: two bytes of form, then zlib over MessagePack.
    """CREATE TABLE readings (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id),
    letter BLOB NOT NULL,
    draft BLOB NOT NULL
) STRICT""",
    EVENTS.sql,
    "CREATE INDEX events_by_case ON events (case_id)",
    *(trigger.sql for trigger in EVENT_TRIGGERS),
    # Kept up to date by the program: under trusted_schema = off no trigger may touch a virtual table.
    """CREATE VIRTUAL TABLE case_words USING fts5 (
    case_number, title, name,
    content = 'cases', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
)""",
    """CREATE VIRTUAL TABLE case_numbers USING fts5 (
    case_number,
    content = 'cases', content_rowid = 'id', tokenize = 'trigram'
)""",
    # The path as bytes, since a file's name need not be text.
    """CREATE TABLE unread (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    sentence TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT""",
)


def m0001_cases(db: "Database") -> None:
    """Make a new log."""
    for statement in _STATEMENTS:
        db.execute(statement)
