"""What an open log keeps of itself as a whole: texts, events of no case, unread files; its copies and soundness."""

from pathlib import Path

from imr_desk.caselog import rows
from imr_desk.caselog.chain import Walk
from imr_desk.caselog.copying import copy_log
from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.facts_damage import damaged_facts
from imr_desk.caselog.inspection import Examination, damage_in
from imr_desk.caselog.open_file import OpenLogFile
from imr_desk.caselog.trail import Trail
from imr_desk.model.case import CaseEvent, UnreadLetter
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
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

    def keep_unread(self, letter: UnreadLetter) -> None:
        """Put a file into the list of those that could not be brought in; a later word on a path replaces it."""
        path = rows.path_bytes(letter.path)
        texts = (rows.storable(letter.kind), rows.storable(letter.sentence), rows.storable(letter.at))
        with self._saving() as db:
            db.execute("DELETE FROM unread WHERE path = ?", (path,))
            db.execute("INSERT INTO unread (path, kind, sentence, at) VALUES (?, ?, ?, ?)", (path, *texts))

    def forget_unread(self, path: str) -> None:
        """Take a file off that list."""
        with self._saving() as db:
            db.execute("DELETE FROM unread WHERE path = ?", (rows.path_bytes(path),))

    def unread(self) -> tuple[UnreadLetter, ...]:
        """Return that list, newest first."""
        with self._reading() as db:
            found = db.execute("SELECT path, kind, sentence, at FROM unread ORDER BY id DESC")
            return tuple(map(rows.unread_of, found))

    def back_up(self, path: Path) -> None:
        """Write a whole copy of the log to ``path`` and prove it; an older file there stands until then."""
        if path.absolute() == self._path or (path.exists() and path.samefile(self._path)):
            raise CaseLogError(CaseLogErrorKind.IO, "A copy cannot take the place of the log. Choose another name.")
        copy_log(self._path, path, self._reading, self._letting_go)

    def verify(self) -> int | None:
        """Return the number of the first event that does not fit the chain; ``None`` when the history is whole.

        Others may use the log in between; events they append are checked too.
        """
        walk = Walk()
        while not walk.ended:
            with self._reading() as db:
                walk.on(db)
        return walk.broken

    def damage(self) -> tuple[str, ...]:
        """Return what is damaged in the file, a clause each; empty when all of it is as it was written.

        Reads everything: seconds for a large log, during which nothing else can be saved.
        """
        with self._reading() as db:
            return (*damage_in(self._must_be_open()), *damaged_facts(db))

    def examine(self, examination: Examination) -> None:
        """Take a look through the log one piece further; others may use the log in between."""
        with self._reading():
            examination.on(self._must_be_open())

    def _trail(self, db: sqlite3.Connection) -> Trail:
        return Trail(db, self._now)
