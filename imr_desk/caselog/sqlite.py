"""The case log of a desk: one SQLite file, one writer, durable on return."""

import contextlib
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlite_utils import Database

from imr_desk import ports
from imr_desk.caselog import rows
from imr_desk.caselog.backup import copy_whole, part_of, prove_copy
from imr_desk.caselog.chain import Walk
from imr_desk.caselog.failures import UnreadableRowError, failure, sorted_copy_failures, sorted_failures
from imr_desk.caselog.inspection import damage_in
from imr_desk.caselog.migrations import MIGRATIONS, Migration
from imr_desk.caselog.opening import identity_of, open_log
from imr_desk.caselog.queue_sql import queue_sql
from imr_desk.caselog.trail import Trail
from imr_desk.model.case import Case, CaseDigest, CaseEvent, CaseQuery, CaseStatus, OpenedCase, UnreadLetter
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.history import Act
from imr_desk.model.review import Signature
from imr_desk.ports import NewLetter

_CASE = f"SELECT {', '.join(rows.CASE_COLUMNS)}, seal FROM cases "  # noqa: S608 - our own columns
_INSERT = (
    f"INSERT INTO cases ({', '.join(rows.CASE_COLUMNS[1:])}, seal) "  # noqa: S608 - our own columns
    f"VALUES ({', '.join('?' * len(rows.CASE_COLUMNS))})"
)


class SqliteCaseLog:
    """A case log in one file. Any one thread at a time may call it; each call waits for the one before it."""

    def __init__(self, path: Path, clock: ports.Clock, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
        """Open the log, or make a new one where there is nothing.

        Raises:
            CaseLogError: it cannot be opened; the file is left as it was.
        """
        self._path = path.resolve() if path.is_symlink() else path.absolute()
        self._lock = threading.RLock()
        db, self._hold, self._identity = open_log(self._path, clock.now, migrations)
        self._db: Database | None = db
        self._trail = Trail(db, clock.now)

    @property
    def path(self) -> Path:
        """Where the log is."""
        return self._path

    def add(self, letter: NewLetter, digest: CaseDigest, by: Signature) -> Case:
        """Bring a letter in as a new case; a letter that is there already gives its case back unchanged."""
        with self._saving() as db:
            there = self._found(db, "fingerprint", letter.text.fingerprint)
            if there is not None:
                return there
            cells = {
                "fingerprint": letter.text.fingerprint,
                "name": rows.storable(letter.name),
                "size": len(letter.content),
                "pages": len(letter.text.pages),
                "status": CaseStatus.NEW.value,
                "imported_at": rows.storable(by.at),
                "imported_by": rows.storable(by.who),
                **rows.digest_cells(digest),
            }
            case_id = db.execute(_INSERT, (*cells.values(), 0)).lastrowid or 0
            whole = (case_id, *cells.values())
            db.execute("UPDATE cases SET seal = ? WHERE id = ?", (rows.seal(whole), case_id))
            content = (case_id, rows.sha256(letter.content), letter.content)
            db.execute("INSERT INTO letters (case_id, sha256, content) VALUES (?, ?, ?)", content)
            reading = (case_id, rows.packed_letter(letter.text), rows.packed_draft(letter.draft))
            db.execute("INSERT INTO readings (case_id, letter, draft) VALUES (?, ?, ?)", reading)
            self._index(db, case_id, cells)
            self._trail.append(case_id, "imported", by, detail=rows.import_detail(letter))
            return rows.case_of(whole)

    def with_fingerprint(self, fingerprint: str) -> Case | None:
        """Return the case of the letter with these bytes, if there is one."""
        with self._reading() as db:
            return self._found(db, "fingerprint", fingerprint)

    def cases(self, query: CaseQuery) -> tuple[Case, ...]:
        """Return the cases that the query asks for, in its order."""
        asked = queue_sql(query)
        if asked is None:
            return ()
        with self._reading() as db:
            return tuple(map(rows.case_of, db.execute(*asked)))

    def counts(self) -> Mapping[CaseStatus, int]:
        """Return how many cases stand where; every status has a number."""
        with self._reading() as db:
            found = dict(db.execute("SELECT status, count(*) FROM cases GROUP BY status").fetchall())
            return {status: found.get(status.value, 0) for status in CaseStatus}

    def case(self, case_id: int) -> Case:
        """Return one case without its letter.

        Raises:
            CaseLogError: there is no such case (``NO_CASE``), or the log cannot be read.
        """
        with self._reading() as db:
            return self._must_find(db, case_id)

    def opened(self, case_id: int) -> OpenedCase:
        """Return one case whole, with all its acts in their order."""
        with self._reading() as db:
            case = self._must_find(db, case_id)
            found = db.execute("SELECT letter, draft FROM readings WHERE case_id = ?", (case_id,)).fetchone()
            if found is None:
                raise UnreadableRowError(f"the stored text of case {case_id}")
            acts = db.execute(
                "SELECT act FROM events WHERE case_id = ? AND act IS NOT NULL ORDER BY seq", (case_id,)
            ).fetchall()
            letter, draft = rows.unpacked_letter(found[0], case_id), rows.unpacked_draft(found[1], case_id)
            return OpenedCase(case, letter, draft, tuple(rows.act_of(act) for (act,) in acts))

    def content(self, case_id: int) -> bytes:
        """Return the letter's bytes as they were brought in."""
        with self._reading() as db:
            self._must_find(db, case_id)
            found = db.execute("SELECT sha256, content FROM letters WHERE case_id = ?", (case_id,)).fetchone()
            if found is None or rows.sha256(found[1]) != found[0]:
                raise UnreadableRowError(f"the letter of case {case_id}")
            content: bytes = found[1]
            return content

    def record(self, case_id: int, act: Act, digest: CaseDigest, status: CaseStatus) -> int:
        """Append an act with the digest and status it leaves, in one transaction; return its sequence number."""
        with self._saving() as db:
            before = self._cells(db, case_id)
            changed = rows.changed_cells(before, {**rows.digest_cells(digest), "status": status.value})
            if changed:
                after = {**before, **changed}
                changed["seal"] = rows.seal([after[name] for name in rows.CASE_COLUMNS])
                if changed.keys() & set(rows.SEARCHED_COLUMNS):
                    self._unindex(db, case_id, before)
                columns = ", ".join(f"{name} = ?" for name in changed)
                sql = f"UPDATE cases SET {columns} WHERE id = ?"  # noqa: S608 - our own columns
                db.execute(sql, (*changed.values(), case_id))
                if changed.keys() & set(rows.SEARCHED_COLUMNS):
                    self._index(db, case_id, after)
            return self._trail.append(case_id, "act", act.by, act=rows.act_text(act))

    def note_event(self, case_id: int, kind: str, detail: str, by: Signature) -> int:
        """Append another event, such as an export; return its sequence number."""
        with self._saving() as db:
            self._must_find(db, case_id)
            return self._trail.append(case_id, kind, by, detail=detail)

    def events(self, case_id: int) -> tuple[CaseEvent, ...]:
        """Return the history of a case, oldest first."""
        with self._reading() as db:
            self._must_find(db, case_id)
            found = db.execute(
                "SELECT seq, case_id, kind, actor, at, act, detail FROM events WHERE case_id = ? ORDER BY seq",
                (case_id,),
            )
            return tuple(map(rows.event_of, found))

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
        with sorted_copy_failures(self._path, path), part_of(path) as part:
            with self._reading() as db:
                head = copy_whole(db.conn, part)
            prove_copy(part, head)

    def verify(self) -> int | None:
        """Return the number of the first event that does not fit the chain; ``None`` when the history is whole.

        Others may use the log in between; events they append are checked too.
        """
        walk = Walk()
        while not walk.ended:
            with self._reading() as db:
                walk.on(db.conn)
        return walk.broken

    def damage(self) -> tuple[str, ...]:
        """Return what is damaged in the file, a clause each; empty when all of it is as it was written.

        Reads everything: seconds for a large log, during which nothing else can be saved.
        """
        with self._reading() as db:
            return tuple(damage_in(db))

    def close(self) -> None:
        """Let go of the file. Closing twice does nothing."""
        with self._lock, sorted_failures(self._path):
            db, self._db = self._db, None
            if db is not None:
                try:
                    db.close()
                finally:
                    self._hold.release()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Database]:
        with self._lock, sorted_failures(self._path):
            if self._db is None:
                raise CaseLogError(
                    CaseLogErrorKind.IO, f"The case log {self._path.name} has been closed. Open it again."
                )
            yield self._db

    @contextlib.contextmanager
    def _saving(self) -> Iterator[Database]:
        """Give a transaction: all of it is on the disk when it ends without an error, or none."""
        with self._reading() as db:
            # What an error left open would swallow this transaction: it would look saved and never be.
            db.rollback()
            self._must_be_the_same_file()
            with db.atomic():
                yield db

    def _must_be_the_same_file(self) -> None:
        try:
            same = identity_of(self._path) == self._identity
        except FileNotFoundError:
            same = False
        if not same:
            raise failure(
                CaseLogErrorKind.IO, self._path, ": the file was moved, deleted or replaced while it was open"
            )

    def _cells(self, db: Database, case_id: int) -> dict[str, rows.Cell]:
        found = db.execute(_CASE + "WHERE id = ?", (case_id,)).fetchone()
        if found is None:
            raise failure(CaseLogErrorKind.NO_CASE, self._path, f"Case {case_id}")
        *cells, seal = found
        if rows.seal(cells) != seal:
            raise UnreadableRowError(f"the row of case {case_id}")
        return dict(zip(rows.CASE_COLUMNS, cells, strict=True))

    def _must_find(self, db: Database, case_id: int) -> Case:
        return rows.case_of(tuple(self._cells(db, case_id).values()))

    def _found(self, db: Database, column: str, value: str) -> Case | None:
        found = db.execute(f"SELECT id FROM cases WHERE {column} = ?", (value,)).fetchone()  # noqa: S608 - ours
        return None if found is None else self._must_find(db, found[0])

    @staticmethod
    def _index(db: Database, case_id: int, cells: Mapping[str, rows.Cell]) -> None:
        number, title, name = (cells[column] for column in rows.SEARCHED_COLUMNS)
        sql = "INSERT INTO case_words (rowid, case_number, title, name) VALUES (?, ?, ?, ?)"
        db.execute(sql, (case_id, number, title, name))
        db.execute("INSERT INTO case_numbers (rowid, case_number) VALUES (?, ?)", (case_id, number))

    @staticmethod
    def _unindex(db: Database, case_id: int, cells: Mapping[str, rows.Cell]) -> None:
        number, title, name = (cells[column] for column in rows.SEARCHED_COLUMNS)
        sql = "INSERT INTO case_words (case_words, rowid, case_number, title, name) VALUES ('delete', ?, ?, ?, ?)"
        db.execute(sql, (case_id, number, title, name))
        sql = "INSERT INTO case_numbers (case_numbers, rowid, case_number) VALUES ('delete', ?, ?)"
        db.execute(sql, (case_id, number))
