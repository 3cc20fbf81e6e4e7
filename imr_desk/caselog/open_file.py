"""An open log: one connection, one call at a time, transactions that are on the disk when they end.

A log that is locked rests: its file is closed and its key gone with the connection, but nobody else can take it, and
whoever asks something of it waits until it wakes.
"""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

from imr_desk import ports
from imr_desk.caselog.chain import Head, head_of
from imr_desk.caselog.engine import LogConnection, sqlite3
from imr_desk.caselog.failures import failure, only_to_read, sorted_failures
from imr_desk.caselog.migrations import MIGRATIONS, Migration
from imr_desk.caselog.opening import identity_of, open_again, open_log
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind


class OpenLogFile:
    """A log's file while it is open. Any one thread at a time may use it; each use waits for the one before it."""

    def __init__(
        self,
        path: Path,
        clock: ports.Clock,
        migrations: tuple[Migration, ...] = MIGRATIONS,
        key: bytes | None = None,
        *,
        to_read: bool = False,
    ) -> None:
        """Open the log, or make a new one where there is nothing.

        Args:
            path: the file.
            clock: tells the time.
            migrations: the formats that this version knows.
            key: of an encrypted log; a new one is encrypted with it.
            to_read: open a closed log, such as a backup, without writing anything.

        Raises:
            CaseLogError: it cannot be opened; the file is left as it was.
        """
        self._path = path.resolve() if path.is_symlink() else path.absolute()
        self._lock, self._turn = threading.Lock(), threading.Lock()
        self._to_read = to_read
        self._now, self._migrations = clock.now, migrations
        self._rest_turn, self._resting = threading.Lock(), threading.Event()
        self._head_at_rest: Head | None = None
        db, self._hold, self._identity = open_log(self._path, clock.now, migrations, key, to_read=to_read)
        self._db: sqlite3.Connection | None = db

    @property
    def path(self) -> Path:
        """Where the log is."""
        return self._path

    @property
    def key(self) -> bytes | None:
        """What opens the log as long as it is open; ``None`` for a plain one, and while it rests."""
        return self._db.key if isinstance(self._db, LogConnection) else None

    def number_of_events(self) -> int:
        """Return how many events the history has."""
        with self._reading() as db:
            return head_of(db).seq

    @property
    def resting(self) -> bool:
        """Tell whether it rests."""
        return self._resting.is_set()

    def rest(self) -> None:
        """Close the file and forget its key until ``wake``; who uses the log meanwhile waits. Twice does nothing.

        No copy may be under way. The Qt thread, which must not wait, is told that the log is locked.

        Raises:
            CaseLogError: it was closed, or could not be; it stays open.
        """
        with self._rest_turn:
            if self._resting.is_set():
                return
            with self._turn:
                self._lock.acquire()
            try:
                with sorted_failures(self._path):
                    db = self._must_be_open()
                    self._head_at_rest = head_of(db)
                    db.close()
                self._db = None
                self._resting.set()
            finally:
                if not self._resting.is_set():
                    self._lock.release()

    def wake(self, key: bytes | None) -> None:
        """Open the file again and let go on whoever waits; a log that does not rest is left alone.

        Raises:
            CaseLogError: it cannot be opened with this key, or somebody wrote into it meanwhile; it goes on resting.
        """
        with self._rest_turn:
            if not self._resting.is_set():
                return
            db = open_again(self._path, self._now, self._migrations, key, self._identity, to_read=self._to_read)
            if head_of(db) != self._head_at_rest:
                db.close()
                raise failure(CaseLogErrorKind.IO, self._path, ": another program wrote into it while it was locked")
            self._db = db
            self._end_rest()

    def give_up_rest(self) -> None:
        """Let whoever waits for a resting log be told that it is closed: the program ends."""
        with self._rest_turn:
            if self._resting.is_set():
                self._hold.release()
                self._end_rest()

    def _end_rest(self) -> None:
        self._resting.clear()
        self._lock.release()

    def close(self) -> None:
        """Let go of the file. Closing twice does nothing."""
        self.give_up_rest()
        with self._alone(), sorted_failures(self._path):
            db, self._db = self._db, None
            if db is not None:
                try:
                    db.close()
                finally:
                    self._hold.release()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._alone(), sorted_failures(self._path):
            yield self._must_be_open()

    def _must_be_open(self) -> sqlite3.Connection:
        if self._db is None:
            raise CaseLogError(CaseLogErrorKind.IO, f"The case log {self._path.name} has been closed. Open it again.")
        return self._db

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        if self._resting.is_set() and threading.current_thread() is threading.main_thread():
            raise CaseLogError(CaseLogErrorKind.SEALED, f"The case log {self._path.name} is locked. Unlock it first.")
        # Whoever waits for the lock holds the turn: one who lets go for a moment cannot take it back before him.
        with self._turn:
            self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()

    @contextlib.contextmanager
    def _letting_go(self) -> Iterator[None]:
        """Give the log, inside ``_reading``, to others for a moment.

        Raises:
            CaseLogError: it was closed meanwhile.
        """
        self._lock.release()
        try:
            yield
        finally:
            with self._turn:
                self._lock.acquire()
        self._must_be_open()

    @contextlib.contextmanager
    def _saving(self) -> Iterator[sqlite3.Connection]:
        """Give a transaction: all of it is on the disk when it ends without an error, or none."""
        with self._reading() as db:
            if self._to_read:
                raise only_to_read(self._path)
            # What an error left open would swallow this transaction: it would look saved and never be.
            if db.in_transaction:
                db.execute("ROLLBACK")
            self._must_be_the_same_file()
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                # SQLite has rolled back itself after some errors, such as a full disk.
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def _must_be_the_same_file(self) -> None:
        try:
            same = identity_of(self._path) == self._identity
        except FileNotFoundError:
            same = False
        if not same:
            raise failure(
                CaseLogErrorKind.IO, self._path, ": the file was moved, deleted or replaced while it was open"
            )
