"""The narrow queue beside the letter: the view, a search, its cases, and what could not be read."""

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QListView, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from imr_desk.model.queue import CaseQuery
from imr_desk.services.worklist import Worklist
from imr_desk.ui.background import Lane
from imr_desk.ui.choice_boxes import ChoiceBox
from imr_desk.ui.dress import Dress
from imr_desk.ui.worklist.case_delegate import CaseDelegate
from imr_desk.ui.worklist.empty_queue import EmptyQueue
from imr_desk.ui.worklist.queue import Queue
from imr_desk.ui.worklist.search_field import SearchField
from imr_desk.ui.worklist.unread_list import UnreadList
from imr_desk.ui.worklist.view_counts import ViewCounts
from imr_desk.ui.worklist.views import TO_DO, UNREAD, View, built_in_views, free, mine, read_by

_CASES, _EMPTY, _UNREAD = range(3)


class WorklistPanel(QFrame):
    """Shows the queue in little room; it never waits for the log.

    Args:
        worklist: the service.
        lane: the thread that the case log lives in.
        dress: theme, type and icons.
        person: who works here; without a name there is no view of one's own cases.
        parent: its owner.
        queue: the queue that it shares with the page; one of its own when left out.

    Signals:
        case_chosen: number of a case that is to be opened.
        open_requested: letters are to be chosen and brought in.
        retry_requested: path of a file that is to be read again.
        retry_all_requested: paths of all files that could not be read.
    """

    case_chosen = Signal(int)
    open_requested = Signal()
    retry_requested = Signal(str)
    retry_all_requested = Signal(object)

    def __init__(
        self,
        worklist: Worklist,
        lane: Lane,
        dress: Dress,
        person: str = "",
        parent: QWidget | None = None,
        *,
        queue: Queue | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("worklistPanel")
        self.queue = queue if queue is not None else Queue(worklist, lane, self)
        self.rows = self.queue.rows
        self._open_case = -1
        self._person = person
        self._views = _views_of(person)
        self.counts = ViewCounts(worklist, lane, self)
        self.views = ChoiceBox("View of the queue")
        self.search = SearchField(self.queue)
        self.cases = QListView()
        self.delegate = CaseDelegate(dress, self.cases)
        self.nothing = EmptyQueue(self.queue, self.counts)
        self.empty = self.nothing.words
        self.failed = UnreadList(worklist, lane)
        self.unread = self.failed.list
        self.retry: QPushButton = self.failed.retry
        self._build()
        self._arrange()
        self._connect()
        self._show_query()

    def _build(self) -> None:
        self.views.setMaxVisibleItems(20)
        self.cases.setObjectName("caseList")
        self.cases.setAccessibleName("Cases")
        self.cases.setModel(self.rows)
        self.cases.setItemDelegate(self.delegate)
        self.cases.setUniformItemSizes(True)
        self.cases.setMouseTracking(True)
        self.cases.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _arrange(self) -> None:
        self._stack = QStackedWidget()
        for page in (self.cases, self.nothing, self.failed):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        inset = QVBoxLayout()
        inset.setContentsMargins(12, 0, 12, 0)
        inset.addWidget(self.views)
        inset.addWidget(self.search)
        column.addLayout(inset)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.views.activated.connect(self._choose_view)
        self.search.left.connect(self.take_focus)
        self.cases.clicked.connect(self._choose)
        self.cases.activated.connect(self._choose)
        self.cases.verticalScrollBar().valueChanged.connect(self._tell_bottom)
        self.nothing.open_requested.connect(self.open_requested)
        self.nothing.view_requested.connect(self._show_view)
        self.failed.retry_requested.connect(self.retry_requested)
        self.failed.retry_all_requested.connect(self.retry_all_requested)
        self.failed.forgotten.connect(self._count)
        self.queue.changed.connect(self._show_query)
        self.queue.filled.connect(self._show_cases)
        self.queue.failed.connect(self._show_cases)
        self.counts.counted.connect(self._show_numbers)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.delegate.set_dress(dress)
        self.cases.scheduleDelayedItemsLayout()
        self.cases.viewport().update()

    def show_person(self, person: str) -> None:
        """Offer the views of another person, who works here now."""
        if person != self._person:
            old, self._person = self._person, person
            self._views = _views_of(person)
            for view in (mine, free, read_by):
                self.queue.follow(view(old), view(person))
            self._show_query()
            self._count()

    @property
    def view(self) -> View:
        """The view that is chosen."""
        return self.queue.view

    @property
    def query(self) -> CaseQuery:
        """What the queue shows now."""
        return self.queue.query

    def refresh(self) -> None:
        """Ask the log again."""
        self.queue.refresh()
        if self.view.where is None:
            self.failed.refresh()
        self._count()

    def showEvent(self, event: QShowEvent) -> None:
        """Count the views, which nobody does while they are not seen."""
        super().showEvent(event)
        self._count()

    def _count(self) -> None:
        if self.isVisible():
            self.counts.ask(self._views)

    def _listed(self) -> list[View]:
        """Return the views to choose from: those of the program, and the one chosen on the page if it is another."""
        numbers = self.counts.numbers
        listed = [view for view in self._views if view.where is not None or numbers.get(view) or view == self.view]
        return listed if self.view in listed else [*listed, self.view]

    def _show_query(self) -> None:
        self._show_numbers()
        self._show_cases()

    def _show_numbers(self) -> None:
        listed, numbers = self._listed(), self.counts.numbers
        with QSignalBlocker(self.views):
            self.views.clear()
            for view in listed:
                number = numbers.get(view)
                self.views.addItem(view.label if number is None else f"{view.label}   {number:,}", view)
            self.views.setCurrentIndex(listed.index(self.view))
        if self._stack.currentIndex() == _EMPTY:
            self.nothing.show_reason()

    def _show_cases(self) -> None:
        if self.view.where is None:
            self._stack.setCurrentIndex(_UNREAD)
        elif self.rows.rowCount():
            self._stack.setCurrentIndex(_CASES)
        elif self.queue.is_answered:
            self._stack.setCurrentIndex(_EMPTY)
            self.nothing.show_reason()
        self.mark_open(self._open_case)
        self._tell_bottom()

    def mark_open(self, case_id: int) -> None:
        """Mark the case that is on the desk, and bring it into view when it has just come there."""
        moved = case_id != self._open_case
        self._open_case = self.delegate.open_case = case_id
        row = self.rows.row_of(case_id)
        if row >= 0 and self.cases.currentIndex().row() != row:
            index = self.rows.index(row, 0)
            self.cases.setCurrentIndex(index)
            if moved:
                self.cases.scrollTo(index)
        self.cases.viewport().update()

    def take_focus(self) -> None:
        """Put the keyboard on the list that is shown."""
        shown = (self.cases, self.views, self.unread)[self._stack.currentIndex()]
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if shown is self.cases and self.rows.rowCount() and not self.cases.currentIndex().isValid():
            self.cases.setCurrentIndex(self.rows.index(0, 0))

    def show_unread(self) -> None:
        """Show the files that could not be read."""
        self._show_view(UNREAD)
        self.unread.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose_view(self, row: int) -> None:
        view = self.views.itemData(row)
        self._show_view(view if isinstance(view, View) else TO_DO)

    def _show_view(self, view: View) -> None:
        if view.where is None:
            self.queue.view = view
            self._show_query()
            self.failed.refresh()
        else:
            self.queue.choose(view)

    def _tell_bottom(self) -> None:
        if self.isVisible():
            last = self.cases.indexAt(self.cases.viewport().rect().bottomLeft()).row()
            self.queue.see(self, last if last >= 0 else self.rows.rowCount())

    def _choose(self, index: QModelIndex) -> None:
        case = self.rows.case_at(index.row())
        if case is not None and case.id != self._open_case:
            self.case_chosen.emit(case.id)


def _views_of(person: str) -> tuple[View, ...]:
    return tuple(view for view in built_in_views(person) if person or view not in (mine(""), free(""), read_by("")))
