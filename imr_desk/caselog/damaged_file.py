"""Reading what can be read of a damaged file of SQLite: rows by their numbers, around what is broken."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from imr_desk.caselog.engine import LogConnection, connect, sqlite3

Row = tuple[Any, ...]

_STRIDE = 1_024
"""Numbers tried at once where nothing tells how far a table goes."""

_WIDE, _SAMPLES = 128, 16
"""Of a range of more numbers so many are tried: if none can be read, a page above all of them is lost."""


class DamagedFile:
    """A damaged file, of which this is a copy: reading may write to it.

    Args:
        path: the file.
        key: of an encrypted one.
    """

    def __init__(self, path: Path, key: bytes | None) -> None:
        self._path = path
        self._key = key
        self._connection: LogConnection | None = None

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def rows(self, sql: str, arguments: Sequence[int] = ()) -> tuple[list[Row], bool]:
        """Return the rows up to the first that cannot be read, and whether they are all."""
        found: list[Row] = []
        try:
            found.extend(self._opened().execute(sql, tuple(arguments)))
        except (sqlite3.Error, UnicodeDecodeError):
            if self._key is not None:
                # After a page that does not fit its checksum SQLCipher reads nothing more until it is opened anew.
                self.close()
            return found, False
        return found, True

    def one(self, sql: str) -> int | None:
        """Return a number, or ``None`` when it cannot be read."""
        found, whole = self.rows(sql)
        return int(found[0][0]) if whole and found and isinstance(found[0][0], int) else None

    def numbered(self, table: str, number: str, columns: Sequence[str], last: int) -> "NumberedRows":
        """Return what can be read of a table whose rows have numbers; ``last`` is the highest known elsewhere."""
        return NumberedRows(self, table, number, columns, last)

    def _opened(self) -> LogConnection:
        if self._connection is None:
            self._connection = connect(self._path, self._key)
            self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        return self._connection


class NumberedRows:
    """The rows of one table, and the ranges of numbers in which something could not be read.

    Attributes:
        lost: first and last number of each range, both included; not every number need have had a row.
    """

    def __init__(self, file: DamagedFile, table: str, number: str, columns: Sequence[str], last: int) -> None:
        self._file = file
        # Indexes are read by nobody: they may be what is damaged.
        names = ", ".join((number, *columns))
        self._sql = (
            f"SELECT {names} FROM {table} NOT INDEXED "  # noqa: S608 - our own tables and columns
            f"WHERE {number} BETWEEN ? AND ? ORDER BY {number}"
        )
        sql = f"SELECT coalesce(max({number}), 0) FROM {table} NOT INDEXED"  # noqa: S608 - as above
        self._last = file.one(sql)
        self._known = max(last, self._last or 0)
        self.lost: list[tuple[int, int]] = []

    @property
    def end_is_lost(self) -> bool:
        """Tell whether the last number cannot be read, so that nobody knows how many rows there were."""
        return self._last is None

    def __iter__(self) -> Iterator[Row]:
        """Yield number and columns of each row that can be read, in the order of the numbers."""
        yield from self._between(1, self._known)
        if self._last is not None:
            return
        # The end of the table is what cannot be read: go on while something is found.
        start, empty = self._known + 1, 0
        while empty < 2:
            before = len(self.lost)
            found = list(self._between(start, start + _STRIDE - 1))
            yield from found
            start, empty = start + _STRIDE, 0 if found else empty + 1
            if not found:
                del self.lost[before:]  # nothing tells that there was anything

    def _between(self, first: int, last: int) -> Iterator[Row]:
        if first > last:
            return
        found, whole = self._file.rows(self._sql, (first, last))
        yield from found
        if whole:
            return
        # A row is fetched ahead of its turn: the one that broke is not the next one for certain.
        first = found[-1][0] + 1 if found else first
        if first > last:
            return
        if first == last or (last - first > _WIDE and not self._any_between(first, last)):
            self._lose(first, last)
            return
        middle = (first + last) // 2
        yield from self._between(first, middle)
        yield from self._between(middle + 1, last)

    def _any_between(self, first: int, last: int) -> bool:
        step = (last - first) // (_SAMPLES - 1)
        return any(self._file.rows(self._sql, (number, number))[1] for number in range(first, last + 1, step))

    def _lose(self, first: int, last: int) -> None:
        if self.lost and self.lost[-1][1] == first - 1:
            first = self.lost.pop()[0]
        self.lost.append((first, last))
