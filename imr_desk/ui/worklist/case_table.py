"""The table of the queue: many cases at a glance, selected, sorted and opened by keys as well as by the mouse."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from imr_desk.model.queue import CaseOrder
from imr_desk.ui.dress import Dress
from imr_desk.ui.worklist.cell_delegate import CellDelegate
from imr_desk.ui.worklist.columns import COLUMNS, column_of
from imr_desk.ui.worklist.queue import Queue

_LAYOUT = "queue/columns"
_SCALE = "queue/columns-scale"


class CaseTable(QTableView):
    """Shows the cases of the queue; asks it for more when the end comes near.

    Args:
        queue: the queue.
        dress: theme, type and icons.
        settings: where columns are remembered.
        parent: its owner.

    Signals:
        case_chosen: number of the case that is to be opened.
        selection_moved: other cases are selected, or another one is current.
        all_selected: the person asked for all cases.
    """

    case_chosen = Signal(int)
    selection_moved = Signal()
    all_selected = Signal()

    def __init__(self, queue: Queue, dress: Dress, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseTable")
        self.setAccessibleName("Cases")
        self._queue = queue
        self._settings = settings
        self._anchor: tuple[int, int] | None = None
        self.setModel(queue.rows)
        self.delegate = CellDelegate(queue.rows, dress, self)
        self.setItemDelegate(self.delegate)
        self._behave()
        self._scale = 1.0
        self._lay_out()
        self.dress(dress)
        self._connect()

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setObjectName("caseHeader")
        header.setAccessibleName("Columns of the queue")
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _connect(self) -> None:
        header, rows = self.horizontalHeader(), self._queue.rows
        header.sectionClicked.connect(self._sort)
        header.customContextMenuRequested.connect(self._offer_columns)
        for moved in (header.sectionMoved, header.sectionResized):
            moved.connect(self._remember)
        self.verticalScrollBar().valueChanged.connect(self._tell_bottom)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        self.selectionModel().currentRowChanged.connect(self._current_moved)
        self.doubleClicked.connect(self._open)
        self._queue.changed.connect(self._show_order)
        self._queue.filled.connect(self._tell_bottom)
        for before in (rows.rowsAboutToBeInserted, rows.rowsAboutToBeRemoved, rows.layoutAboutToBeChanged):
            before.connect(self._drop_anchor)
        for after in (rows.rowsInserted, rows.rowsRemoved, rows.layoutChanged):
            after.connect(self._hold_anchor)
        rows.modelReset.connect(self._begin_at_the_top)
        self._show_order()

    # Look and columns

    def dress(self, dress: Dress) -> None:
        """Take on a look; columns grow with the text."""
        self.delegate.set_dress(dress)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self.delegate.row_height)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(dress.kind.px(36))
        if dress.kind.scale != self._scale:
            ratio, self._scale = dress.kind.scale / self._scale, dress.kind.scale
            for column in range(len(COLUMNS)):
                header.resizeSection(column, round(header.sectionSize(column) * ratio))
        self.viewport().update()

    def _lay_out(self) -> None:
        header = self.horizontalHeader()
        kept = self._settings.value(_LAYOUT)
        if kept is not None and header.restoreState(kept) and header.count() == len(COLUMNS):
            self._scale = float(str(self._settings.value(_SCALE, 1.0)))
            header.setSortIndicatorShown(True)
        else:
            self.reset_columns()

    def reset_columns(self) -> None:
        """Give the columns their first order and widths, all of them shown."""
        header = self.horizontalHeader()
        for column, spec in enumerate(COLUMNS):
            header.moveSection(header.visualIndex(column), column)
            header.setSectionHidden(column, False)
            header.resizeSection(column, round(spec.width * self._scale))

    def _remember(self) -> None:
        self._settings.setValue(_LAYOUT, self.horizontalHeader().saveState())
        self._settings.setValue(_SCALE, self._scale)

    def _offer_columns(self, at: QPoint) -> None:
        self.columns_menu().popup(self.horizontalHeader().mapToGlobal(at))

    def columns_menu(self) -> QMenu:
        """Return a menu that shows, hides and fits columns."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        header = self.horizontalHeader()
        shown = [column for column in range(len(COLUMNS)) if not header.isSectionHidden(column)]
        for column, spec in enumerate(COLUMNS):
            act = menu.addAction(spec.head)
            act.setCheckable(True)
            act.setChecked(column in shown)
            act.setEnabled(shown != [column])
            act.toggled.connect(lambda is_shown, column=column: self._show_column(column, is_shown=is_shown))
        menu.addSeparator()
        menu.addAction("Fit the columns to what they hold").triggered.connect(self._fit_columns)
        menu.addAction("Reset the columns").triggered.connect(self.reset_columns)
        return menu

    def _show_column(self, column: int, *, is_shown: bool) -> None:
        self.horizontalHeader().setSectionHidden(column, not is_shown)
        self._remember()

    def _fit_columns(self) -> None:
        for column in range(len(COLUMNS)):
            if not self.horizontalHeader().isSectionHidden(column):
                self.resizeColumnToContents(column)

    # Order

    def _sort(self, column: int) -> None:
        order = COLUMNS[column].order
        query = self._queue.query
        if order is not None:
            self._queue.sort(order, descending=query.order is order and not query.descending)
        else:
            self._show_order()

    def _show_order(self) -> None:
        query = self._queue.query
        way = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column_of(query.order), way)

    def sort_menu(self) -> QMenu:
        """Return a menu of all orders, for the keyboard."""
        menu = QMenu("Sort by", self)
        for column in COLUMNS:
            if column.order is not None:
                self._add_order(menu, column.head, column.order)
        self._add_order(menu, "Arrival", CaseOrder.ARRIVAL)
        return menu

    def _add_order(self, menu: QMenu, words: str, order: CaseOrder) -> None:
        query = self._queue.query
        act = menu.addAction(words)
        act.setCheckable(True)
        act.setChecked(query.order is order)
        turned = query.order is order and not query.descending
        act.triggered.connect(lambda *_: self._queue.sort(order, descending=turned))

    # Selection

    def selected_ids(self) -> list[int]:
        """Return the numbers of the selected cases, in the order of the rows."""
        rows = {row for first, last in self._runs() for row in range(first, last + 1)}
        cases = self._queue.rows.cases
        return [cases[row].id for row in sorted(rows) if row < len(cases)]

    def selected_count(self) -> int:
        """Return how many cases are selected."""
        return sum(last - first + 1 for first, last in self._runs())

    def _runs(self) -> list[tuple[int, int]]:
        """Return the selected rows as runs, first and last row of each."""
        selection = self.selectionModel().selection()
        runs = (selection.at(place) for place in range(selection.count()))
        return [(run.top(), run.bottom()) for run in runs]

    def leading_row(self) -> int:
        """Return the row that stands for the selection: the current one, else the first selected; -1 for none."""
        runs, current = self._runs(), self.currentIndex().row()
        if not runs or any(first <= current <= last for first, last in runs):
            return current if runs else -1
        return min(first for first, _ in runs)

    def select_ids(self, case_ids: Iterable[int]) -> None:
        """Select the cases with these numbers that are here."""
        rows, last = self._queue.rows, len(COLUMNS) - 1
        chosen = QItemSelection()
        for case_id in case_ids:
            if (row := rows.row_of(case_id)) >= 0:
                chosen.select(rows.index(row, 0), rows.index(row, last))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def go_to(self, case_id: int) -> None:
        """Make a case the current and only selected one, if it is here."""
        row = self._queue.rows.row_of(case_id)
        if row >= 0 and case_id not in self.selected_ids():
            self.setCurrentIndex(self._queue.rows.index(row, max(0, self.currentIndex().column())))

    def _selection_changed(self) -> None:
        self._tell_bottom()
        self.selection_moved.emit()

    def _current_moved(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Paint whole rows: the frame of the current one spans all cells."""
        for moved in (current, previous):
            self._paint_row(moved.row())
        self._selection_changed()

    def _open(self, index: QModelIndex) -> None:
        case = self._queue.rows.case_at(index.row())
        if case is not None:
            self.case_chosen.emit(case.id)

    # Keeping the place

    def _begin_at_the_top(self) -> None:
        self._anchor = None
        self.delegate.hovered = -1
        self.verticalScrollBar().setValue(0)

    def _drop_anchor(self) -> None:
        """Remember which case stands at the top, and how far it is scrolled."""
        row = self.rowAt(0)
        case = self._queue.rows.case_at(row)
        if self._anchor is None and case is not None:
            self._anchor = (case.id, self.rowViewportPosition(row))

    def _hold_anchor(self) -> None:
        """Put that case back where it stood."""
        if self._anchor is None:
            return
        case_id, at = self._anchor
        self._anchor = None
        row = self._queue.rows.row_of(case_id)
        bar = self.verticalScrollBar()
        if row >= 0 and bar.value() > 0:
            self.updateGeometries()
            bar.setValue(row * self.delegate.row_height - at)

    def _tell_bottom(self) -> None:
        rows = self._queue.rows.rowCount()
        last = self.rowAt(self.viewport().height() - 1)
        bottom = last if last >= 0 else rows
        chosen = max((last for _, last in self._runs()), default=0)
        if self.isVisible():
            self._queue.see(self, bottom, min(chosen, rows))

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+A selects all that is here and tells so, Home and End go to the ends of the list."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._open(index)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
            self.all_selected.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            last = self._queue.rows.rowCount() - 1
            row = 0 if event.key() == Qt.Key.Key_Home else last
            self.setCurrentIndex(self._queue.rows.index(row, max(0, index.column())))
        elif event.key() == Qt.Key.Key_Escape and self.selected_count() > 1:
            self.selectionModel().select(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            )
        elif event.text().strip() and event.text().isprintable():
            event.ignore()  # letters and signs are acts, of the page or the window
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the row under the pointer up."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def viewportEvent(self, event: QEvent) -> bool:
        """Let no row stay lit when the pointer leaves."""
        if event.type() is QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the current row while the table has the keyboard."""
        self.delegate.framed = self.currentIndex().row() if self.hasFocus() else -1
        super().paintEvent(event)

    def _hover(self, row: int) -> None:
        before, self.delegate.hovered = self.delegate.hovered, row
        if before != row:
            for moved in (before, row):
                self._paint_row(moved)

    def _paint_row(self, row: int) -> None:
        if row >= 0:
            self.viewport().update(
                0, self.rowViewportPosition(row), self.viewport().width(), self.delegate.row_height
            )
