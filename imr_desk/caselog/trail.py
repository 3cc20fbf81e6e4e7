"""Appending to the history of a log."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from imr_desk.caselog.chain import GENESIS, Head, Scalar, link
from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.rows import storable
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.signature import Signature

_TOLERATED = timedelta(minutes=1)
"""How far a clock may fall behind without a note: time servers correct clocks by seconds."""

_APPEND = (
    "INSERT INTO events (seq, utc, utc_offset, actor, at, kind, case_id, act, detail, prev, hash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class _Entry(NamedTuple):
    case_id: int | None
    kind: str
    by: Signature
    act: str | None = None
    detail: str = ""


class Trail:
    """The append-only history of one open log. Order is by number, never by time."""

    def __init__(self, db: sqlite3.Connection, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def append(
        self, case_id: int | None, kind: str, by: Signature, *, act: str | None = None, detail: str = ""
    ) -> int:
        """Append an event inside the transaction of what it tells; return its number. No case: one of the whole log.

        When the clock was set back since the last event, an event before it says so.
        """
        now = self._now()
        last = self._db.execute("SELECT seq, hash, utc FROM events ORDER BY seq DESC LIMIT 1").fetchone()
        head, then = (Head(0, GENESIS), None) if last is None else (Head(*last[:2]), last[2])
        if then is not None and (behind := datetime.fromisoformat(then) - now.astimezone(UTC)) > _TOLERATED:
            words = f"The clock of the computer shows {behind} less than at event {head.seq}."
            note = _Entry(case_id, EventKind.CLOCK_SET_BACK, Signature(by.who, now.isoformat()), None, words)
            head = self._insert(head, now, note)
        return self._insert(head, now, _Entry(case_id, kind, by, act, detail)).seq

    def _insert(self, head: Head, now: datetime, entry: _Entry) -> Head:
        offset = now.utcoffset() or timedelta()
        event: tuple[Scalar, ...] = (
            head.seq + 1,
            now.astimezone(UTC).isoformat(timespec="microseconds"),
            int(offset.total_seconds() // 60),
            storable(entry.by.who),
            storable(entry.by.at),
            storable(entry.kind),
            entry.case_id,
            entry.act,
            storable(entry.detail),
        )
        own = link(head.hash, event)
        self._db.execute(_APPEND, (*event, head.hash, own))
        return Head(head.seq + 1, own)
