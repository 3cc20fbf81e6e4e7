"""The accessible form of a chart: a table whose numbers lead to their cases."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTableWidgetItem, QWidget

from imr_desk.model.queue import CaseFilter
from imr_desk.ui.dashboard.chart import Cell, Table
from imr_desk.ui.dashboard.contents import MOST_ROWS
from imr_desk.ui.dashboard.link_table import LinkTable
from imr_desk.ui.dress import Dress


class FigureTableView(LinkTable):
    """Shows a table; Enter or a click on a number leads to its cases."""

    cases_requested = Signal(CaseFilter)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self._table: Table | None = None
        self._widths: list[int] = []
        self.itemClicked.connect(self._follow)

    def show_table(self, table: Table) -> None:
        """Show a table in place of the one before."""
        self._table = table
        self.setRowCount(min(len(table.rows), MOST_ROWS))
        self.setColumnCount(len(table.heads))
        for row, cells in enumerate(table.rows[:MOST_ROWS]):
            for column, cell in enumerate(cells):
                self.setItem(row, column, self._item(cell, column))
        for column in range(len(table.heads)):
            side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
            self._show_head(column, table.heads[column], side)
        self._fit()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        if self._table is not None:
            self.show_table(self._table)

    def _item(self, cell: Cell, column: int) -> QTableWidgetItem:
        item = QTableWidgetItem(cell.words)
        item.setData(Qt.ItemDataRole.UserRole, cell)
        side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        if cell.where is not None:
            self._mark(item, f"Leads to {cell.leads or 'these cases'}")
            if cell.leads:
                item.setToolTip(f"{cell.words} items in {cell.leads}")
        return item

    def _fit(self) -> None:
        """Give the first column what the others leave, and the table the height of its rows."""
        self._fit_rows()
        self.resizeColumnsToContents()
        self._widths = [self.columnWidth(column) for column in range(self.columnCount())]
        self._take_height(12 if self.rowCount() > self.seen else 3)
        self._share_out()

    def _share_out(self) -> None:
        """Give the names what the numbers leave."""
        if self._widths and self.columnCount():
            left = self.viewport().width() - sum(self._widths[1:])
            widest = 160 if self._dress is None else self._dress.kind.px(160)
            self.setColumnWidth(0, max(left, min(self._widths[0], widest)))

    def _follow(self, item: QTableWidgetItem | None) -> None:
        cell = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        if isinstance(cell, Cell) and cell.where is not None:
            self.cases_requested.emit(cell.where)
