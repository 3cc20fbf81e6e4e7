"""The rows of the queue as a Qt model; rows come from the log a batch at a time."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from imr_desk.model.case import Case
from imr_desk.model.draft import CaseOutcome

CASE_ROLE = int(Qt.ItemDataRole.UserRole)

OUTCOME_WORDS: dict[CaseOutcome, str] = {
    CaseOutcome.UPHELD: "Upheld — stays denied",
    CaseOutcome.OVERTURNED: "Overturned — approved",
    CaseOutcome.PARTIALLY_OVERTURNED: "Partially overturned",
}


def case_name(case: Case) -> str:
    """Return what the queue calls a case: its IMR number, or the name of its file."""
    return case.digest.case_number or case.name


def outcome_words(case: Case) -> str:
    """Return a case's outcome in words."""
    return OUTCOME_WORDS[case.digest.outcome] if case.digest.outcome is not None else "No outcome yet"


class CaseRows(QAbstractListModel):
    """Cases in the order of the log's answer."""

    def __init__(self) -> None:
        super().__init__()
        self._cases: list[Case] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return how many cases are shown."""
        return 0 if parent.isValid() else len(self._cases)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 - Qt's variant
        """Return the case for painting, and its words for screen readers."""
        if not 0 <= index.row() < len(self._cases):
            return None
        case = self._cases[index.row()]
        if role == CASE_ROLE:
            return case
        if role == int(Qt.ItemDataRole.DisplayRole):
            return case_name(case)
        if role in (int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.AccessibleDescriptionRole)):
            looks = f", {case.digest.looks} want a look" if case.digest.looks else ""
            return f"{case_name(case)}, {outcome_words(case)}, {case.status.value}{looks}, {case.digest.title}"
        return None

    def show(self, cases: tuple[Case, ...]) -> None:
        """Show other cases; rows that stay keep their place and so the selection."""
        if [case.id for case in cases] == [case.id for case in self._cases]:
            for row, case in enumerate(cases):
                if case != self._cases[row]:
                    self._cases[row] = case
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._cases = list(cases)
        self.endResetModel()

    def row_of(self, case_id: int) -> int:
        """Return the row of a case; -1 when it is not shown."""
        return next((row for row, case in enumerate(self._cases) if case.id == case_id), -1)

    def case_at(self, row: int) -> Case | None:
        """Return the case in a row."""
        return self._cases[row] if 0 <= row < len(self._cases) else None
