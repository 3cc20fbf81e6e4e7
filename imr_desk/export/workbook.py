"""All tables in one workbook (XLSX), a sheet each, of one case or of a selection.

Every cell is written as text, so none can be a formula, a link or a number that loses its zeros. The workbook is made
in memory: letters are health data and must not lie in a folder for temporary files. The same cases give the same
bytes.
"""

import io
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from imr_desk.export.characters import printable
from imr_desk.export.table_rows import TABLES, Table
from imr_desk.export.tables import guarded
from imr_desk.model.case import Dossier
from imr_desk.model.errors import ExportError

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST_CELL: Final = 32_767
"""Characters that a cell of a workbook can hold."""
_CUT: Final = " … [cut: the cell is full]"
_MOST_ROWS: Final = 1_048_576
_WIDTH: Final = 18
_UNDATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no zone
"""The file's own date when nothing is in it."""


class TablesXlsx:
    """Makes the workbook of all tables."""

    name = "tables-xlsx"
    label = "Cases, items, deadlines and flags (Excel)"
    suffix = ".xlsx"

    def content(self, dossier: Dossier) -> bytes:
        """Return the workbook of one case."""
        return self.content_of_all((dossier,))

    def content_of_all(self, dossiers: Iterable[Dossier]) -> bytes:
        """Return the workbook of cases.

        Raises:
            ExportError: a sheet would have more rows than a workbook can hold.
        """
        import xlsxwriter  # noqa: PLC0415 - wanted only when a workbook is made, never at the start

        file = io.BytesIO()
        book = xlsxwriter.Workbook(file, {"in_memory": True})
        sheets = [(table, _sheet(book, table)) for table in TABLES]
        filled, made = dict.fromkeys((table.name for table in TABLES), 0), _UNDATED
        for dossier in dossiers:
            made = datetime.fromisoformat(dossier.printed_at).replace(tzinfo=None)
            for table, sheet in sheets:
                for row in table.rows(dossier):
                    filled[table.name] += 1
                    if filled[table.name] >= _MOST_ROWS:
                        raise ExportError("An Excel file cannot hold so many rows. Choose fewer cases, or CSV.")
                    for column, name in enumerate(table.columns):
                        sheet.write_string(filled[table.name], column, _cell(row[name]))
        for table, sheet in sheets:
            sheet.autofilter(0, 0, filled[table.name], len(table.columns) - 1)
        book.set_properties({"title": "IMR cases", "created": made})
        book.close()
        return file.getvalue()


def _sheet(book: "Workbook", table: Table) -> "Worksheet":
    """Return an empty sheet with its heading row, which stays in sight."""
    sheet = book.add_worksheet(table.name)
    heading = book.add_format({"bold": True, "bottom": 1})
    sheet.set_column(0, len(table.columns) - 1, _WIDTH)
    sheet.freeze_panes(1, 1)
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, heading)
    return sheet


def _cell(words: str) -> str:
    # The guard is for whoever saves the sheet as CSV later; in the workbook text is text.
    cell = guarded(printable(words))
    return cell if len(cell) <= _LONGEST_CELL else cell[: _LONGEST_CELL - len(_CUT)] + _CUT
