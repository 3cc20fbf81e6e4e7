"""Tables as CSV, of one case or of a selection: UTF-8 with a byte order mark, RFC 4180, no cell a formula."""

import csv
import io
from collections.abc import Iterable
from typing import Final

from imr_desk.export.characters import printable
from imr_desk.export.table_rows import Table
from imr_desk.model.case import Dossier

_BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's own code page."""

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that make a spreadsheet take a cell for a formula (OWASP, CSV injection)."""


def guarded(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula: an apostrophe stands before a risky start.

    White space before a formula does not hide it, since some programs trim cells.
    """
    risky = cell.startswith(_FORMULA_STARTS) or cell.lstrip().startswith(_FORMULA_STARTS)
    return f"'{cell}" if risky else cell


class TableCsv:
    """Makes one kind of table."""

    suffix = ".csv"

    def __init__(self, table: Table) -> None:
        """Take the kind of table."""
        self._table = table
        self.name = f"{table.name}-csv"
        self.label = f"{table.label} (CSV)"

    def content(self, dossier: Dossier) -> bytes:
        """Return the table of one case."""
        return self.content_of_all((dossier,))

    def content_of_all(self, dossiers: Iterable[Dossier]) -> bytes:
        """Return the table of cases; the heading row stands there even when no row does."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(self._table.columns)
        for dossier in dossiers:
            for row in self._table.rows(dossier):
                writer.writerow([guarded(printable(row[column])) for column in self._table.columns])
        return (_BYTE_ORDER_MARK + text.getvalue()).encode("utf-8")
