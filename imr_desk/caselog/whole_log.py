"""What an open log keeps of itself as a whole: texts under a name, and events of no case."""

from imr_desk.caselog import rows
from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.open_file import OpenLogFile
from imr_desk.caselog.trail import Trail
from imr_desk.model.case import CaseEvent
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.signature import Signature

_BEHIND_ALL = 2**63 - 1
"""No event has a number as high as this, the highest that SQLite can count to."""


class WholeLogFile(OpenLogFile):
    """An open log as a whole, without its cases."""

    def kept(self, name: str) -> str | None:
        """Return the newest text kept under a name, such as the deadline rules; ``None`` when there is none."""
        with self._reading() as db:
            sql = "SELECT text FROM kept WHERE name = ? ORDER BY id DESC LIMIT 1"
            found = db.execute(sql, (rows.storable(name),)).fetchone()
            return None if found is None else str(found[0])

    def keep(self, name: str, text: str, by: Signature) -> None:
        """Keep a text of the whole log under a name, with an event (``kept``); older ones stay in the log."""
        cells = tuple(map(rows.storable, (name, text, by.at, by.who)))
        with self._saving() as db:
            db.execute("INSERT INTO kept (name, text, at, actor) VALUES (?, ?, ?, ?)", cells)
            self._trail(db).append(None, EventKind.KEPT, by, detail=rows.kept_detail(cells[0], cells[1]))

    def note_log_event(self, kind: EventKind, detail: str, by: Signature) -> int:
        """Append an event of the whole log, such as a refused sign-in; return its sequence number."""
        with self._saving() as db:
            return self._trail(db).append(None, kind, by, detail=detail)

    def log_events(self, after: int, limit: int) -> tuple[CaseEvent, ...]:
        """Return the next ``limit`` events of no case behind event number ``after`` (0 for all), newest first."""
        # A short range of the index by case, which holds the events of no case in their order.
        sql = (
            "SELECT seq, 0, kind, actor, at, act, detail FROM events WHERE case_id IS NULL AND seq < ? "
            "ORDER BY seq DESC LIMIT ?"
        )
        with self._reading() as db:
            return tuple(map(rows.event_of, db.execute(sql, (after if after > 0 else _BEHIND_ALL, max(0, limit)))))

    def _trail(self, db: sqlite3.Connection) -> Trail:
        return Trail(db, self._now)
