"""What SQLite itself forbids on the events of a log, and whether those guards still stand.

Triggers stop UPDATE and DELETE. INSERT OR REPLACE fires delete triggers only under ``recursive_triggers``, so a
third trigger takes nothing but the next number with the right hash before it. Triggers do not stop DDL, such as DROP
TRIGGER or a table rebuilt: the texts are compared at each opening, and the program's own connection may not do DDL
on them at all (``deny_tampering``). Standard library only.
"""

from typing import NamedTuple

from imr_desk.caselog.engine import sqlite3


class Guard(NamedTuple):
    """A table or trigger that must stand in the log word for word."""

    name: str
    sql: str


EVENTS = Guard(
    "events",
    """CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    utc TEXT NOT NULL,
    utc_offset INTEGER NOT NULL,
    actor TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    case_id INTEGER REFERENCES cases (id),
    act TEXT,
    detail TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT""",
)

EVENT_TRIGGERS = (
    Guard(
        "events_are_never_changed",
        """CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events of the case log are never changed'); END""",
    ),
    Guard(
        "events_are_never_deleted",
        """CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events of the case log are never deleted'); END""",
    ),
    Guard(
        "events_are_only_appended",
        """CREATE TRIGGER events_are_only_appended BEFORE INSERT ON events
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM events)
  OR NEW.prev IS NOT coalesce((SELECT hash FROM events ORDER BY seq DESC LIMIT 1), hex(zeroblob(32)))
BEGIN SELECT RAISE(ABORT, 'events of the case log are only appended'); END""",
    ),
)

GUARDS = (EVENTS, *EVENT_TRIGGERS)
"""Everything that keeps the history append-only, as the newest format has it."""

_DDL = frozenset(
    {
        sqlite3.SQLITE_ALTER_TABLE,
        sqlite3.SQLITE_CREATE_TRIGGER,
        sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
        sqlite3.SQLITE_DROP_TABLE,
        sqlite3.SQLITE_DROP_TRIGGER,
    }
)
_SWITCHES = frozenset({"writable_schema", "recursive_triggers", "synchronous", "foreign_keys", "locking_mode"})


def fallen_guards(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of guards that are missing or changed, and of triggers on the events that are not ours."""
    found = dict(
        connection.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'events' AND type <> 'index'")
    )
    wanted = {guard.name: guard.sql for guard in GUARDS}
    return tuple(sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name)))


def deny_tampering(connection: sqlite3.Connection) -> None:
    """Forbid this connection to touch what guards the events, whatever code asks for it."""
    connection.set_authorizer(_permission)


def _permission(action: int, first: str | None, second: str | None, _schema: str | None, _by: str | None) -> int:
    if action in _DDL:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and second is not None and first in _SWITCHES:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
