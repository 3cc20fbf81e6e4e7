"""The hash chain of the log's events: each event carries the hash of the one before it.

An event's hash is SHA-256 over the hash before it and the event as canonical JSON (keys sorted, ASCII, no blanks).
The chain makes changes evident, it does not prevent them: it cannot see its own tail cut off, nor a whole log
rewritten by somebody who has the file. Standard library only.
"""

import hashlib
import json
import time
from collections.abc import Iterable
from typing import NamedTuple

from imr_desk.caselog.engine import sqlite3

GENESIS = "0" * 64
"""What stands in the place of a hash before the first event."""

CHAINED = ("seq", "utc", "utc_offset", "actor", "at", "kind", "case_id", "act", "detail")
"""The columns of an event that its hash covers."""

_CHUNK = 500
"""Events between two chances for others: some 15 ms."""

_SMALL = 50
"""Events between two rests of a walk that is to disturb nobody: less than 2 ms."""

Scalar = str | int | None


class Head(NamedTuple):
    """The end of a chain: how many events there are and the hash of the last."""

    seq: int
    hash: str


def link(prev: str, event: Iterable[Scalar]) -> str:
    """Return the hash of an event, its values in the order of ``CHAINED``, behind the hash ``prev``."""
    record = dict(zip(CHAINED, event, strict=True))
    canonical = json.dumps(record, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256((prev + canonical).encode("ascii")).hexdigest()


def head_of(connection: sqlite3.Connection) -> Head:
    """Return the end of the log's chain."""
    row = connection.execute("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(0, GENESIS) if row is None else Head(*row)


class Walk:
    """A walk along the chain in pieces, so that a long one lets others to the log in between.

    Args:
        piece: events in a piece.
    """

    def __init__(self, piece: int = _CHUNK) -> None:
        self._piece = piece
        self.at = Head(0, GENESIS)
        self.broken: int | None = None
        self.ended = False

    def on(self, connection: sqlite3.Connection) -> None:
        """Check the next events; sets ``broken`` to the first that does not fit, and ``ended``."""
        try:
            self._read(connection, self._piece)
        except sqlite3.OperationalError as error:
            _must_be_text(error)
            self._to_the_unreadable(connection)

    def _to_the_unreadable(self, connection: sqlite3.Connection) -> None:
        # Rows are fetched ahead of their turn, so that the text that cannot be decoded may be the next one's.
        try:
            while not self.ended:
                self._read(connection, 1)
        except sqlite3.OperationalError as error:
            _must_be_text(error)
            self._break()

    def _read(self, connection: sqlite3.Connection, most: int) -> None:
        rows = connection.execute(
            "SELECT seq, utc, utc_offset, actor, at, kind, case_id, act, detail, prev, hash "
            "FROM events WHERE seq > ? ORDER BY seq LIMIT ?",
            (self.at.seq, most),
        )
        seen = 0
        for row in rows:
            seen += 1
            *event, prev, own = row
            if event[0] != self.at.seq + 1 or prev != self.at.hash or own != link(prev, event):
                self._break()
                return
            self.at = Head(event[0], own)
        self.ended = seen < most

    def _break(self) -> None:
        self.broken, self.ended = self.at.seq + 1, True


def _must_be_text(error: sqlite3.OperationalError) -> None:
    # Python, not SQLite, refuses text that is no UTF-8: the event cannot be read, so it was altered.
    if hasattr(error, "sqlite_errorcode"):
        raise error


def first_broken(connection: sqlite3.Connection, rest: float = 0) -> int | None:
    """Return the number of the first event that does not fit the chain; ``None`` when all fit.

    Args:
        connection: to the log.
        rest: seconds to rest after every few events, so that the other threads of a window stay quick; 0 for none.

    Raises:
        sqlite3.Error: the file cannot be read.
    """
    walk = Walk(_SMALL if rest else _CHUNK)
    while not walk.ended:
        walk.on(connection)
        if rest:
            time.sleep(rest)
    return walk.broken
