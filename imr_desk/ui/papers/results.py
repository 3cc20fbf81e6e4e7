"""What became of each case of a batch, those that failed first."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from imr_desk.services.papers import Kept, NotWritten, Result, Written

Index = QModelIndex | QPersistentModelIndex
_HEADS = ("Case", "What became of it", "File, or why not")
_ORDER = (NotWritten, Kept, Written)
_WORDS = {NotWritten: "could not be made", Kept: "kept as it was", Written: "written"}


class ResultRows(QAbstractTableModel):
    """The results as rows; a batch can have many thousand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[tuple[str, str, str], ...] = ()

    def show_results(self, results: Sequence[Result]) -> None:
        """Take other results."""
        self.beginResetModel()
        self.rows = tuple(_row(result) for kind in _ORDER for result in results if isinstance(result, kind))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return the number of cases."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return the number of columns."""
        return len(_HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell; the whole of them also as its tip."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self.rows[index.row()])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the head of a column."""
        across = orientation == Qt.Orientation.Horizontal
        return _HEADS[section] if across and role == Qt.ItemDataRole.DisplayRole else None


def _row(result: Result) -> tuple[str, str, str]:
    about = result.sentence if isinstance(result, NotWritten) else result.path.name
    return f"Case {result.case_id}", _WORDS[type(result)], about


class ResultTable(QTableView):
    """Shows the results."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ResultRows(self)
        self.setModel(self.rows)
        dress_table(self)
        self.setAccessibleName("What became of each case")

    def show_results(self, results: Sequence[Result]) -> None:
        """Show other results."""
        self.rows.show_results(results)
        fit_columns(self)
        self.setCurrentIndex(self.rows.index(0, 0))


def dress_table(table: QTableView) -> None:
    """Give a table of words the look of the program's tables."""
    table.setObjectName("paperTable")
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setAlternatingRowColors(True)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setHighlightSections(False)


def fit_columns(table: QTableView) -> None:
    """Make columns as wide as their words, none wider than a third of the view."""
    header: QHeaderView = table.horizontalHeader()
    metrics = table.fontMetrics()
    table.verticalHeader().setDefaultSectionSize(metrics.height() + 10)
    widest = max(metrics.averageCharWidth() * 24, table.viewport().width() // 3)
    model = table.model()
    for column in range(model.columnCount()):
        heads = (str(model.headerData(column, Qt.Orientation.Horizontal)),)
        cells = (str(model.index(row, column).data()) for row in range(min(200, model.rowCount())))
        wide = max(metrics.horizontalAdvance(words) for words in (*heads, *cells))
        header.resizeSection(column, min(wide + 26, widest))
