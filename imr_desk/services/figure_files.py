"""Charts and tables of the dashboard that leave the desk."""

from collections.abc import Callable, Sequence
from pathlib import Path

from imr_desk.ports import Destination

TableBytes = Callable[[Sequence[Sequence[str | float]]], bytes]
"""Makes a spreadsheet file of rows, in which no cell can be taken for a formula."""


class FigureFiles:
    """Writes them, whole or not at all.

    Args:
        destination: writes files.
        table_bytes: makes the file of a table.
    """

    def __init__(self, destination: Destination, table_bytes: TableBytes) -> None:
        self._destination = destination
        self._table_bytes = table_bytes

    def write(self, path: Path, content: bytes) -> None:
        """Write the file of a chart.

        Raises:
            ExportError: it could not be written; an older file stands as it was.
        """
        self._destination.write(path, content)

    def write_table(self, path: Path, rows: Sequence[Sequence[str | float]]) -> None:
        """Write a table, its heads as the first row.

        Raises:
            ExportError: it could not be written; an older file stands as it was.
        """
        self._destination.write(path, self._table_bytes(rows))
