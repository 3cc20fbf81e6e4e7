"""Reading and printing one cell of a table: each kind of cell both ways, errors in plain words."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from imr_desk.model.deadlines.rules import RuleTableError
from imr_desk.model.values import date_of

_Word = TypeVar("_Word", bound=StrEnum)

Read = Callable[[object], Any]
"""Reads a cell; raises ``_UnfitError`` with what is wrong with it."""


class _UnfitError(Exception):
    """What is wrong with a cell, to follow the name of the column."""


class Column(msgspec.Struct, frozen=True):
    """One column of a table.

    Attributes:
        name: as written in the table; the same as the field's.
        read: how a cell is read.
        needed: whether every row must have it.
    """

    name: str
    read: Read
    needed: bool = False


def read_row(row: object, columns: tuple[Column, ...], what: str, key: str) -> dict[str, Any]:
    """Read one row; ``what`` and the cell under ``key`` name it in sentences, as ``Rule R3``.

    Raises:
        RuleTableError: a column is unknown, missing or makes no sense.
    """
    if not isinstance(row, Mapping):
        raise RuleTableError(f"The table's part “{what.lower()}” must be written as [[{what.lower()}]] blocks.")
    said = row.get(key)
    told = _cut(said) if isinstance(said, str) and said.strip() else "without a name"
    by_name = {column.name: column for column in columns}
    for name in row:
        if name not in by_name:
            raise RuleTableError(f"{what} {told}: there is no column “{_cut(str(name))}”.", told, str(name))
    found = {}
    for column in columns:
        if column.name not in row:
            if column.needed:
                raise RuleTableError(f"{what} {told}: the column “{column.name}” is missing.", told, column.name)
            continue
        try:
            found[column.name] = column.read(row[column.name])
        except _UnfitError as unfit:
            sentence = f"{what} {told}: the column “{column.name}” {unfit}."
            raise RuleTableError(sentence, told, column.name) from None
    return found


def _cut(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text[:40])


def text(cell: object) -> str:
    """Read words."""
    if not isinstance(cell, str):
        raise _UnfitError("must be words in quotation marks")
    if len(cell) > 1000 or not cell.isprintable() or cell != cell.strip():
        raise _UnfitError("must be one line of plain text without blanks around it")
    return cell


def whole(cell: object) -> int:
    """Read a whole number."""
    if not isinstance(cell, int) or isinstance(cell, bool) or abs(cell) > 10**6:
        raise _UnfitError("must be a whole number, without quotation marks")
    return cell


def yes_no(cell: object) -> bool:
    """Read ``true`` or ``false``."""
    if not isinstance(cell, bool):
        raise _UnfitError("must be true or false")
    return cell


def day(cell: object) -> date:
    """Read a date, with or without quotation marks."""
    if isinstance(cell, str) and (found := date_of(cell)) is not None:
        return found
    if not isinstance(cell, date) or isinstance(cell, datetime):
        raise _UnfitError("must be a date such as 2026-04-01")
    return cell


def word(kind: type[_Word]) -> Callable[[object], _Word]:
    """Make a reader for one word of a vocabulary."""

    def read(cell: object) -> _Word:
        for member in kind:
            if member.value == cell:
                return member
        said = f"says “{_cut(cell)}”, which is" if isinstance(cell, str) else "is"
        raise _UnfitError(f"{said} none of: {', '.join(kind)}")

    return read


def many(read: Read) -> Callable[[object], tuple[Any, ...]]:
    """Make a reader for a list in brackets."""

    def read_all(cell: object) -> tuple[Any, ...]:
        if not isinstance(cell, list):
            raise _UnfitError("must be a list in square brackets")
        found = tuple(read(each) for each in cell)
        if len(set(found)) != len(found):
            raise _UnfitError("names something twice")
        return found

    return read_all


def pairs(read_key: Read, read_value: Read) -> Callable[[object], tuple[tuple[Any, Any], ...]]:
    """Make a reader for names with values in braces."""

    def read_all(cell: object) -> tuple[tuple[Any, Any], ...]:
        if not isinstance(cell, Mapping):
            raise _UnfitError("must be names with values in braces")
        return tuple((read_key(key), read_value(value)) for key, value in cell.items())

    return read_all


_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+")


def printed_row(block: str, cells: Mapping[str, Any], defaults: Mapping[str, Any]) -> str:
    """Return a row as a TOML block; cells that say what is understood anyway are left out."""
    lines = [f"{name} = {printed(cell)}" for name, cell in cells.items() if cell != defaults.get(name, _NOTHING)]
    return "\n".join([f"[[{block}]]", *lines]) + "\n"


_NOTHING = object()


def printed(cell: object) -> str:
    """Return a value as TOML: words, numbers, dates, lists, and pairs in braces."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, tuple):
        if cell and isinstance(cell[0], tuple):
            inside = ", ".join(f"{_key(str(key))} = {printed(value)}" for key, value in cell)
            return f"{{ {inside} }}"
        return f"[{', '.join(printed(each) for each in cell)}]"
    return _quoted(str(cell))


def _key(name: str) -> str:
    return name if _PLAIN_KEY.fullmatch(name) else _quoted(name)


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
