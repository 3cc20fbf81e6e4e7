"""The cases of the queue as a Qt table; they come from the log a page at a time."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from imr_desk.model.case import Case
from imr_desk.services.worklist import Outlook
from imr_desk.ui.worklist.case_words import case_name, outcome_words, whose_word
from imr_desk.ui.worklist.columns import COLUMNS, Cell, cell_of

CASE_ROLE = int(Qt.ItemDataRole.UserRole)

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
_SPOKEN = (int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.AccessibleDescriptionRole))


class CaseRows(QAbstractTableModel):
    """Cases in the order of the log's answer; the same rows stand in the list beside the letter and on the page."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases: list[Case] = []
        self._row_of: dict[int, int] = {}
        self._cells: dict[tuple[int, int], Cell] = {}
        self.outlook = Outlook("")

    @property
    def cases(self) -> Sequence[Case]:
        """All cases that are here, in their order."""
        return self._cases

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many cases are here."""
        return 0 if parent.isValid() else len(self._cases)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return how many columns a case has."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 - Qt's variant
        """Return the case itself, a cell's words, or what a screen reader says."""
        case = self.case_at(index.row())
        if case is None:
            return None
        if role == CASE_ROLE:
            return case
        if role == int(Qt.ItemDataRole.DisplayRole):
            return self.cell(index.row(), index.column()).words
        if role in _SPOKEN:
            return self._spoken(index.row(), index.column(), case)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Return the head of a column and what it means."""
        if orientation is Qt.Orientation.Horizontal and section < len(COLUMNS):
            if role == int(Qt.ItemDataRole.DisplayRole):
                return COLUMNS[section].head
            if role == int(Qt.ItemDataRole.ToolTipRole):
                return COLUMNS[section].meaning
            if role == int(Qt.ItemDataRole.TextAlignmentRole):
                side = Qt.AlignmentFlag.AlignRight if COLUMNS[section].figures else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Return that rows can be chosen and dragged out."""
        return _FLAGS

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        """Return that rows leave as text."""
        return ["text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        """Return the case numbers of rows that are dragged out, one a line."""
        data = QMimeData()
        rows = sorted({index.row() for index in indexes})
        data.setText("\n".join(case_name(self._cases[row]) for row in rows))
        return data

    def cell(self, row: int, column: int) -> Cell:
        """Return what a cell shows; computed once for each case and column."""
        case = self._cases[row]
        key = (case.id, column)
        found = self._cells.get(key)
        if found is None:
            found = self._cells[key] = cell_of(COLUMNS[column], case, self.outlook)
        return found

    def row_of(self, case_id: int) -> int:
        """Return the row of a case; -1 when it is not here."""
        return self._row_of.get(case_id, -1)

    def case_at(self, row: int) -> Case | None:
        """Return the case in a row."""
        return self._cases[row] if 0 <= row < len(self._cases) else None

    # Becoming others

    def show(self, cases: Sequence[Case], outlook: Outlook) -> None:
        """Show other cases from the top."""
        self.beginResetModel()
        self._cells.clear()
        self.outlook = outlook
        self._cases = list(cases)
        self._count_rows()
        self.endResetModel()

    def append(self, cases: Sequence[Case]) -> None:
        """Add cases at the end; those that are here already stay where they are."""
        new = [case for case in cases if case.id not in self._row_of]
        if new:
            self._insert(len(self._cases), new)

    def become(self, cases: Sequence[Case], outlook: Outlook) -> None:
        """Turn into these cases so that selection and place on the screen stay with the cases that remain."""
        if outlook != self.outlook:  # the day has changed, say: everything is nearer
            self.outlook = outlook
            self._cells.clear()
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._cases) - 1, len(COLUMNS) - 1))
        wanted = {case.id for case in cases}
        self._remove([row for row, case in enumerate(self._cases) if case.id not in wanted])
        place = {case.id: at for at, case in enumerate(cases)}
        if any(place[one.id] > place[other.id] for one, other in pairwise(self._cases)):
            self._reorder(sorted(self._cases, key=lambda case: place[case.id]))
        self._insert_missing(cases)
        self._renew(cases)

    def _remove(self, rows: list[int]) -> None:
        for first, last in reversed(_runs(rows)):
            self.beginRemoveRows(_ROOT, first, last)
            del self._cases[first : last + 1]
            self._count_rows()
            self.endRemoveRows()

    def _reorder(self, cases: list[Case]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._cases[index.row()].id for index in before]
        self._cases = cases
        self._count_rows()
        after = [self.index(self._row_of[case], index.column()) for case, index in zip(ids, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _insert_missing(self, cases: Sequence[Case]) -> None:
        missing = [row for row, case in enumerate(cases) if case.id not in self._row_of]
        for first, last in _runs(missing):
            self._insert(first, cases[first : last + 1])

    def _insert(self, row: int, cases: Sequence[Case]) -> None:
        self.beginInsertRows(_ROOT, row, row + len(cases) - 1)
        self._cases[row:row] = cases
        self._count_rows()
        self.endInsertRows()

    def _renew(self, cases: Sequence[Case]) -> None:
        for row, case in enumerate(cases):
            if case != self._cases[row]:
                self._cases[row] = case
                for column in range(len(COLUMNS)):
                    self._cells.pop((case.id, column), None)
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def _count_rows(self) -> None:
        self._row_of = {case.id: row for row, case in enumerate(self._cases)}

    def _spoken(self, row: int, column: int, case: Case) -> str:
        if column:
            return f"{COLUMNS[column].head}: {self.cell(row, column).words or 'nothing'}"
        looks = f", {case.digest.looks} want a look" if case.digest.looks else ""
        whose = f" ({whose_word(case)})" if whose_word(case) else ""
        due = self.cell(row, 0).words or "nothing due"
        said = f"{case_name(case)}, {due}, {outcome_words(case)}{whose}, {case.status.value}{looks}"
        return f"{said}, {case.digest.title}"


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Return ascending rows as runs, first and last row of each."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
