"""Turning a plain file of SQLite into an encrypted one and back, and telling one from the other."""

import contextlib
from pathlib import Path

from imr_desk.caselog.backup import FalseCopyError
from imr_desk.caselog.chain import first_broken, head_of
from imr_desk.caselog.engine import LogConnection, as_pragma, connect
from imr_desk.caselog.places import key_file_of

PLAIN = b"SQLite format 3\0"
"""What a file of SQLite starts with, unless it is encrypted: then it starts with random bytes."""

_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"

_LOOKED_AT = 1024
_RANDOM = 230
"""Different values among so many bytes, if they are random (251 are to be expected); text has fewer than 100."""


def seems_encrypted(path: Path) -> bool:
    """Tell whether a file looks like an encrypted log: no plain start, whole pages, a key file or random bytes."""
    with path.open("rb") as file:
        head = file.read(_LOOKED_AT)
    if not head or head.startswith(PLAIN):
        return False
    whole_pages = len(head) == _LOOKED_AT and path.stat().st_size % _LOOKED_AT == 0
    return whole_pages and (key_file_of(path).exists() or len(set(head)) >= _RANDOM)


def in_memory(path: Path, key: bytes | None) -> LogConnection:
    """Return a copy of a closed log in memory, plain, since memory is no disk.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    copy = connect(":memory:")
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        if key is None:
            with contextlib.closing(connect(address, uri=True)) as source:
                source.backup(copy)
        else:
            copy.execute(f"ATTACH ? AS source KEY {_as_text(key)}", (address,))
            _exported(copy, "source", "main")
            copy.execute("DETACH source")
    except BaseException:
        copy.close()
        raise
    return copy


def write_anew(log: Path, key: bytes | None, part: Path, new_key: bytes | None) -> None:
    """Write what a closed log holds into an empty file under another key, or none, and prove it.

    Raises:
        FalseCopyError: the new file does not hold what the old one holds.
        sqlite3.Error: the one could not be read or the other not be written.
    """
    with contextlib.closing(connect(log, key)) as source:
        # The newest changes of a program that was killed stand beside the file until somebody writes them into it.
        source.execute("PRAGMA locking_mode = EXCLUSIVE")
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        source.execute("PRAGMA journal_mode = DELETE")
        source.execute(f"ATTACH ? AS anew KEY {_as_text(new_key)}", (str(part),))
        for setting in ("journal_mode = OFF", "synchronous = OFF"):
            source.execute(f"PRAGMA anew.{setting}")
        _exported(source, "main", "anew")
        source.execute("DETACH anew")
        with contextlib.closing(connect(part, new_key)) as copy:
            _must_hold_the_same(source, copy)


def _exported(connection: LogConnection, source: str, target: str) -> None:
    connection.execute("SELECT sqlcipher_export(?, ?)", (target, source)).fetchone()
    for number in ("application_id", "user_version"):
        value = connection.execute(f"PRAGMA {source}.{number}").fetchone()[0]
        connection.execute(f"PRAGMA {target}.{number} = {value}")


def _must_hold_the_same(source: LogConnection, copy: LogConnection) -> None:
    if copy.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise FalseCopyError("the copy is damaged")
    for question in (_SCHEMA, "PRAGMA application_id", "PRAGMA user_version"):
        if source.execute(question).fetchall() != copy.execute(question).fetchall():
            raise FalseCopyError("the copy lacks a part")
    tables = [name for (name,) in source.execute(_TABLES)]
    for table in tables:
        rows = f'SELECT count(*) FROM "{table}"'  # noqa: S608 - names of our own tables
        if source.execute(rows).fetchone() != copy.execute(rows).fetchone():
            raise FalseCopyError(f"the copy lacks rows of {table}")
    if "events" in tables and (head_of(source) != head_of(copy) or first_broken(copy) is not None):
        raise FalseCopyError("the history of the copy is another")


def _as_text(key: bytes | None) -> str:
    return "''" if key is None else f'"{as_pragma(key)}"'
