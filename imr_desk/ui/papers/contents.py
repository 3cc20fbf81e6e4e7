"""What of a file is shown before it leaves: its words, or the rows of its table."""

import csv
import io

import msgspec

MOST_ROWS = 200
"""Rows of a table that a preview shows; the file holds all."""
MOST_LINES = 2000
"""Lines of a text that a preview shows."""
_WIDEST_CELL = 400


class Rows(msgspec.Struct, frozen=True):
    """A table to look at.

    Attributes:
        title: what it is called.
        columns: names of the columns.
        rows: the first rows, as many cells as columns.
        left: rows of the file beyond those.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int


def rows_of(content: bytes, title: str) -> Rows:
    """Return the table of a CSV file; a column that is empty in every row shown is left out."""
    csv.field_size_limit(2**31 - 1)  # an excerpt is longer than the 131,072 characters that Python expects of a cell
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    columns, rows = (lines[0], lines[1:]) if lines else ([], [])
    shown = rows[:MOST_ROWS]
    filled = [place for place in range(len(columns)) if not shown or any(_cell(row, place) for row in shown)]
    return Rows(
        title,
        tuple(columns[place] for place in filled),
        tuple(tuple(_cell(row, place) for place in filled) for row in shown),
        len(rows) - len(shown),
    )


def words_of(content: bytes) -> tuple[str, int]:
    """Return the first lines of a text, and how many lines follow them."""
    lines = content.decode("utf-8-sig", errors="replace").splitlines()
    return "\n".join(lines[:MOST_LINES]), max(0, len(lines) - MOST_LINES)


def _cell(row: list[str], place: int) -> str:
    words = " ".join(row[place].split()) if place < len(row) else ""
    return words if len(words) <= _WIDEST_CELL else f"{words[:_WIDEST_CELL]}…"
