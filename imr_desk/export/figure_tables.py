"""Tables of the dashboard for spreadsheets."""

import csv
import io
from collections.abc import Sequence

from imr_desk.export.characters import printable
from imr_desk.export.tables import guarded

_BYTE_ORDER_MARK = "\ufeff"


def table_csv(rows: Sequence[Sequence[str | float]]) -> bytes:
    """Return rows as CSV: UTF-8 with a byte order mark, RFC 4180; no word is ever taken for a formula.

    Numbers stay numbers, with a point and without separators of thousands; line ends within a name become blanks.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow(map(_cell, row))
    return (_BYTE_ORDER_MARK + text.getvalue()).encode("utf-8")


def _cell(cell: str | float) -> str:
    return guarded(printable(" ".join(cell.split()))) if isinstance(cell, str) else f"{cell:.10g}"
