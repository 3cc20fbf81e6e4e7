"""The one SQLite of the program: everything of the case log takes its connections, errors and constants from here.

Two copies of SQLite that open the same file in one process undo each other's locks (howtocorrupt.html, 2.2.1), so no
other module imports one. It is SQLCipher's: a newer SQLite than Python's own, free of the fault by which versions
before 3.51.3 could damage a log in WAL, and able to encrypt. Where it is not installed, as for somebody who only
checks a log, Python's own does all but encrypt. Standard library only, but for that.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        from sqlcipher3 import dbapi2 as sqlite3
    except ImportError:
        import sqlite3

__all__ = ["CAN_ENCRYPT", "CIPHER_KEY", "VERSION", "LogConnection", "connect", "sqlite3"]

CAN_ENCRYPT = sqlite3.__name__.startswith("sqlcipher3")
"""Whether logs can be kept encrypted."""

VERSION = sqlite3.sqlite_version
"""Version of SQLite, such as ``3.53.4``."""

CIPHER_KEY = 32
"""Bytes of a key: AES-256."""


class LogConnection(sqlite3.Connection):
    """A connection that remembers the key of its file, so that a copy is kept under the same."""

    key: bytes | None = None


def connect(path: Path | str, key: bytes | None = None, *, uri: bool = False, wait: float = 0) -> LogConnection:
    """Open a file for use from any thread, statements taking effect at once unless a transaction is begun.

    Args:
        path: the file, or a ``file:`` address where ``uri`` says so; missing files are made.
        key: the key of an encrypted file; ``None`` for a plain one. A wrong key shows only when it is read.
        uri: ``path`` is an address.
        wait: seconds to wait for somebody else's lock.

    Raises:
        sqlite3.Error: it could not be opened.
    """
    connection: LogConnection = sqlite3.connect(
        path, isolation_level=None, timeout=wait, check_same_thread=False, uri=uri, factory=LogConnection
    )
    try:
        # What is sorted or set aside never touches the disk, and SQLCipher keeps its complaints from the screen.
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cipher_log_level = NONE")
        # Of files that are attached too: what a later version would choose must not shut today's logs.
        connection.execute("PRAGMA cipher_default_compatibility = 4")
        if key is not None:
            connection.execute(f'PRAGMA key = "{as_pragma(key)}"')
            connection.key = key
    except BaseException:
        connection.close()
        raise
    return connection


def as_pragma(key: bytes) -> str:
    """Return a key as SQLCipher takes one that is random already and needs no stretching."""
    if len(key) != CIPHER_KEY:
        raise ValueError("a key has 32 bytes")
    return f"x'{key.hex()}'"
