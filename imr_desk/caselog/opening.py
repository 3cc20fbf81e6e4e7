"""Opening a log: who it belongs to, whether it is whole, and the settings under which it is durable.

The order matters. Nothing is written to a file before it is known to be a log of ours, whole, and of a format that
this version knows. Exclusive locking comes before the first look at a WAL file, so that no shared memory is used.
"""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from imr_desk.caselog.backup import copy_whole, part_of, prove_copy
from imr_desk.caselog.encrypting import PLAIN, in_memory, seems_encrypted
from imr_desk.caselog.engine import CAN_ENCRYPT, LogConnection, connect, sqlite3
from imr_desk.caselog.failures import failure, sorted_copy_failures, sorted_failures
from imr_desk.caselog.guards import deny_tampering, fallen_guards
from imr_desk.caselog.holder import HeldError, Hold
from imr_desk.caselog.keys import carry_keys
from imr_desk.caselog.migrations import APPLICATION_ID, MIGRATIONS, Migration, has_schema, migrate
from imr_desk.caselog.places import key_file_of, wal_of
from imr_desk.model.errors import CaseLogErrorKind

CHECKED_WHOLE = 50_000_000
"""Logs up to this many bytes are checked page by page at each opening (0.2 s); larger ones in the background."""

_WAIT = 0.2
"""Seconds to wait for a lock: long enough for a program that is just closing, short enough for a person."""

_BEFORE_WRITING = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA cache_size = -16000",
)
_DURABLE = (
    "PRAGMA synchronous = FULL",
    # macOS: only this reaches the disk itself; elsewhere it does nothing.
    "PRAGMA fullfsync = ON",
    "PRAGMA journal_size_limit = 16000000",
)


class OpenedFile(NamedTuple):
    """An open log, the word that it is open, and which file it was (device, number) when it was opened."""

    db: sqlite3.Connection
    hold: Hold
    identity: tuple[int, int]


def identity_of(path: Path) -> tuple[int, int]:
    """Return what tells this very file from another of the same name."""
    found = path.stat()
    return found.st_dev, found.st_ino


def open_log(
    path: Path,
    now: Callable[[], datetime],
    migrations: tuple[Migration, ...] = MIGRATIONS,
    key: bytes | None = None,
    *,
    to_read: bool = False,
) -> OpenedFile:
    """Open the log at ``path``, or make a new one where there is nothing; the folder too.

    Args:
        path: the file.
        now: tells the time.
        migrations: the formats that this version knows.
        key: of an encrypted log; a plain one is opened without it.
        to_read: open a closed log, such as a backup, without writing to it or leaving anything beside it. One of an
            older format is brought to the newest in memory. Every write fails.

    Raises:
        CaseLogError: it cannot be opened; the file is left as it was.
    """
    if to_read:
        return _open_to_read(path, migrations, key)
    with sorted_failures(path):
        _make_room(path)
        try:
            hold = Hold.take(path)
        except HeldError:
            raise failure(CaseLogErrorKind.LOCKED, path) from None
        try:
            # A copy that was cut off, of what may not lie about.
            path.with_name(f".{path.name}.part").unlink(missing_ok=True)
            db = _opened(path, now, migrations, _look_from_outside(path, len(migrations), key))
        except BaseException:
            hold.release()
            raise
        hold.announce(now())
        return OpenedFile(db, hold, identity_of(path))


def open_again(
    path: Path,
    now: Callable[[], datetime],
    migrations: tuple[Migration, ...],
    key: bytes | None,
    identity: tuple[int, int],
    *,
    to_read: bool = False,
) -> sqlite3.Connection:
    """Open a log that was closed for a while and is still held by this program.

    Args:
        path: the file.
        now: tells the time.
        migrations: the formats that this version knows.
        key: of an encrypted log.
        identity: which file it was.
        to_read: it was opened without writing to it.

    Raises:
        CaseLogError: it cannot be opened, or another file is in its place.
    """
    with sorted_failures(path):
        if identity_of(path) != identity:
            raise failure(CaseLogErrorKind.IO, path, ": the file was moved, deleted or replaced while it was locked")
        if to_read:
            return _open_to_read(path, migrations, key).db
        return _opened(path, now, migrations, _look_from_outside(path, len(migrations), key))


def _open_to_read(path: Path, migrations: tuple[Migration, ...], key: bytes | None) -> OpenedFile:
    with sorted_failures(path):
        key = _look_from_outside(path, len(migrations), key)
        if wal_of(path).exists() and wal_of(path).stat().st_size > 0:
            raise failure(CaseLogErrorKind.LOCKED, path)
        connection = connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", key, uri=True)
        try:
            _must_open(path, connection)
            version = _number(connection, "user_version")
            empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
            _must_be_ours(path, _number(connection, "application_id"), version, len(migrations), empty=empty)
            if version < len(migrations):
                connection.close()
                connection = in_memory(path, key)
                migrate(connection, migrations)
            connection.execute("PRAGMA query_only = ON")
            _must_have_its_schema(path, connection, migrations)
        except BaseException:
            connection.close()
            raise
        return OpenedFile(connection, Hold.none(path), identity_of(path))


def _opened(
    path: Path, now: Callable[[], datetime], migrations: tuple[Migration, ...], key: bytes | None
) -> sqlite3.Connection:
    connection = connect(path, key, wait=_WAIT)
    try:
        return _prepared(path, connection, now, migrations)
    except BaseException:
        connection.close()
        raise


def _make_room(path: Path) -> None:
    wal = wal_of(path)
    if (not path.exists() or path.stat().st_size == 0) and wal.exists() and wal.stat().st_size > 0:
        # SQLite would take the log for new and delete what belongs to the old one.
        raise failure(CaseLogErrorKind.DAMAGED, path, f": it is gone, but its newest changes are still in {wal.name}")
    if path.is_dir():
        raise failure(CaseLogErrorKind.FOREIGN, path, " but a folder")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _look_from_outside(path: Path, newest: int, key: bytes | None) -> bytes | None:
    """Read the first bytes without SQLite, which may write to a file that it opens (layout: fileformat2.html 1.3).

    Return the key that the file is to be opened with: none for a plain one.
    """
    with path.open("rb") as file:
        head = file.read(108)
    if head and not head.startswith(PLAIN) and (key is not None or seems_encrypted(path)):
        if key is None:
            raise failure(CaseLogErrorKind.SEALED, path, _missing_key(path))
        if not CAN_ENCRYPT:
            raise failure(
                CaseLogErrorKind.SEALED, path, ", and this computer lacks what opens it: install sqlcipher3"
            )
        return key
    if not head:
        return key if CAN_ENCRYPT else None
    if len(head) < 108 or not head.startswith(PLAIN):
        raise failure(CaseLogErrorKind.DAMAGED, path, " or not a case log at all")
    application_id, user_version = int.from_bytes(head[68:72]), int.from_bytes(head[60:64])
    # The page of the schema is a leaf without cells (page type 13, cell count 0) while there is no table.
    empty = head[100] == 13 and head[103:105] == b"\0\0"
    _must_be_ours(path, application_id, user_version, newest, empty=empty)
    return None


def _missing_key(path: Path) -> str:
    if key_file_of(path).exists():
        return ". It opens with its passphrase or its recovery code"
    return (
        f", and its key file {key_file_of(path).name} is missing from {path.parent}. Each backup has a copy of it "
        "beside it: put that there under this name"
    )


def _must_open(path: Path, connection: sqlite3.Connection) -> None:
    """Tell a key that does not fit from a damaged log: with a wrong one not even the first page can be read."""
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        keyed = isinstance(connection, LogConnection) and connection.key is not None
        if keyed and getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_NOTADB:
            raise failure(
                CaseLogErrorKind.SEALED,
                path,
                ", and its key does not fit: its key file belongs to another log, or its first page is damaged",
            ) from None
        raise


def _must_be_ours(path: Path, application_id: int, user_version: int, newest: int, *, empty: bool) -> None:
    if application_id != APPLICATION_ID and (application_id != 0 or not empty):
        raise failure(CaseLogErrorKind.FOREIGN, path, " but another program's database")
    if application_id == APPLICATION_ID and user_version > newest:
        raise failure(
            CaseLogErrorKind.NEWER, path, f" (format {user_version}, this version knows up to format {newest})"
        )


def _prepared(
    path: Path, connection: sqlite3.Connection, now: Callable[[], datetime], migrations: tuple[Migration, ...]
) -> sqlite3.Connection:
    connection.execute(_BEFORE_WRITING[0])
    _must_open(path, connection)
    for statement in _BEFORE_WRITING[1:]:
        connection.execute(statement)
    application_id, user_version = _number(connection, "application_id"), _number(connection, "user_version")
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    # Again, since the newest state may stand in the WAL file that only SQLite reads.
    _must_be_ours(path, application_id, user_version, len(migrations), empty=empty)
    if path.stat().st_size <= CHECKED_WHOLE and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise failure(CaseLogErrorKind.DAMAGED, path)
    if connection.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
        raise failure(CaseLogErrorKind.IO, path, ": it cannot keep a log safely")
    for statement in _DURABLE:
        connection.execute(statement)
    if empty or user_version < len(migrations):
        if not empty:
            _copy_first(path, connection, user_version, now())
        migrate(connection, migrations)
        # A program that knows less must see the new format from outside.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _must_have_its_schema(path, connection, migrations)
    deny_tampering(connection)
    return connection


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    number: int = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
    return number


def _must_have_its_schema(path: Path, connection: sqlite3.Connection, migrations: tuple[Migration, ...]) -> None:
    if fallen_guards(connection):
        raise failure(
            CaseLogErrorKind.DAMAGED, path, ": what keeps its history from being changed was taken out or altered"
        )
    if not has_schema(connection, migrations):
        raise failure(CaseLogErrorKind.DAMAGED, path, ": a part of it is missing or altered")


def _copy_first(path: Path, connection: sqlite3.Connection, user_version: int, now: datetime) -> None:
    """Copy the log beside itself before its format changes."""
    copy = path.with_name(f"{path.stem}-before-format-{user_version + 1}-{now:%Y%m%d-%H%M%S}.db")
    with sorted_copy_failures(path, copy), part_of(copy) as part:
        prove_copy(part, copy_whole(connection, part))
        carry_keys(path, copy)
