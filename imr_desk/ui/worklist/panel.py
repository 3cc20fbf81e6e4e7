"""The queue beside the letter: views with counts, search, cases, and what could not be read."""

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imr_desk.model.case import OPEN_STATUSES, Case, CaseStatus, UnreadLetter
from imr_desk.model.queue import CaseFilter, CaseQuery
from imr_desk.services.worklist import Worklist
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.worklist.case_delegate import CaseDelegate
from imr_desk.ui.worklist.rows import CaseRows

_SEARCH_PAUSE = 150


class View(msgspec.Struct, frozen=True):
    """A named part of the queue; ``statuses`` empty means the files that could not be read."""

    label: str
    statuses: tuple[CaseStatus, ...]


VIEWS: tuple[View, ...] = (
    View("To do", OPEN_STATUSES),
    View("New", (CaseStatus.NEW,)),
    View("In review", (CaseStatus.IN_REVIEW, CaseStatus.REOPENED)),
    View("On hold", (CaseStatus.ON_HOLD,)),
    View("Finished", (CaseStatus.FINISHED,)),
    View("Could not be read", ()),
)


class _Shown(msgspec.Struct, frozen=True):
    """One answer of the log to the queue."""

    cases: tuple[Case, ...]
    counts: Mapping[CaseStatus, int]
    unread: tuple[UnreadLetter, ...]


class WorklistPanel(QFrame):
    """Asks the log in its lane and shows what comes back; never waits."""

    case_chosen = Signal(int)
    open_requested = Signal()
    retry_requested = Signal(str)

    def __init__(self, worklist: Worklist, lane: Lane, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("worklistPanel")
        self._worklist = worklist
        self._lane = lane
        self._job: Job | None = None
        self._open_case = -1
        self._row_height = 28
        self.views = QListWidget()
        self.search = QLineEdit()
        self.rows = CaseRows()
        self.cases = QListView()
        self.delegate = CaseDelegate(dress, self.cases)
        self.unread = QListWidget()
        self.empty = plain_label("emptyState")
        self._build()
        self._arrange()

    def _build(self) -> None:
        self.views.setObjectName("queueViews")
        self.views.setAccessibleName("Views of the queue")
        for view in VIEWS:
            line = QListWidgetItem(view.label)
            line.setData(Qt.ItemDataRole.UserRole, view)
            self.views.addItem(line)
        self.views.setCurrentRow(0)
        self.views.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.search.setPlaceholderText("Find a case")
        self.search.setAccessibleName("Find a case by number, treatment or file name")
        self.search.setClearButtonEnabled(True)
        self.cases.setObjectName("caseList")
        self.cases.setAccessibleName("Cases")
        self.cases.setModel(self.rows)
        self.cases.setItemDelegate(self.delegate)
        self.cases.setUniformItemSizes(True)
        self.cases.setMouseTracking(True)
        self.cases.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.unread.setObjectName("unreadList")
        self.unread.setWordWrap(True)
        self.unread.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.unread.setAccessibleName("Files that could not be read")
        self._connect()

    def _connect(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE)
        self._pause.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._enter_list)
        self.views.currentRowChanged.connect(self._view_changed)
        self.cases.clicked.connect(self._choose)
        self.cases.activated.connect(self._choose)

    def _arrange(self) -> None:
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.open_letters = QPushButton("Open letters…")
        self.open_letters.setObjectName("quietButton")
        self.open_letters.clicked.connect(self.open_requested)
        failed = QWidget()
        below = QVBoxLayout(failed)
        below.setContentsMargins(0, 0, 0, 8)
        below.addWidget(self.unread, 1)
        self.retry = QPushButton("Try again")
        self.forget = QPushButton("Take off the list")
        for button in (self.retry, self.forget):
            button.setObjectName("quietButton")
            below.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.retry.clicked.connect(self._retry)
        self.forget.clicked.connect(self._forget)
        self._stack = QStackedWidget()
        for page in (self.cases, self._nothing_page(), failed):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.views)
        inset = QVBoxLayout()
        inset.setContentsMargins(12, 0, 12, 0)
        inset.addWidget(self.search)
        column.addLayout(inset)
        column.addWidget(self._stack, 1)

    def _nothing_page(self) -> QWidget:
        page = QWidget()
        middle = QVBoxLayout(page)
        middle.setContentsMargins(20, 20, 20, 20)
        middle.addStretch(1)
        middle.addWidget(self.empty)
        middle.addWidget(self.open_letters, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(2)
        return page

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.delegate.set_dress(dress)
        self.cases.scheduleDelayedItemsLayout()
        self.cases.viewport().update()
        self._row_height = dress.kind.px(28)
        self._fit_views()

    def _fit_views(self) -> None:
        """Be as high as the views that are shown."""
        shown = sum(not self.views.item(row).isHidden() for row in range(self.views.count()))
        height = max(self._row_height, self.views.sizeHintForRow(0))
        self.views.setFixedHeight(shown * height + 4)

    @property
    def view(self) -> View:
        """The view that is chosen."""
        chosen = self.views.currentItem()
        found = chosen.data(Qt.ItemDataRole.UserRole)
        return found if isinstance(found, View) else VIEWS[0]

    @property
    def query(self) -> CaseQuery:
        """What the queue shows now."""
        return CaseQuery(CaseFilter(statuses=self.view.statuses, words=self.search.text()))

    def refresh(self) -> None:
        """Ask the log again."""
        if self._job is not None:
            self._job.cancel()
        query, failed = self.query, not self.view.statuses

        def work() -> _Shown:
            cases = () if failed else self._worklist.cases(query)
            return _Shown(cases, self._worklist.counts(), self._worklist.unread())

        self._job = self._lane.run(self, work, self._show)

    def _show(self, shown: _Shown) -> None:
        self._job = None
        self.rows.show(shown.cases)
        self._count(shown)
        self._fill_unread(shown.unread)
        if not self.view.statuses:
            self._stack.setCurrentIndex(2 if shown.unread else 1)
            self.empty.setText("Every letter could be read.")
        elif shown.cases:
            self._stack.setCurrentIndex(0)
        else:
            self._stack.setCurrentIndex(1)
            self.empty.setText(self._why_empty(shown))
        self.open_letters.setVisible(bool(self.view.statuses) and not self.search.text())
        self.mark_open(self._open_case)

    def _why_empty(self, shown: _Shown) -> str:
        if self.search.text():
            return "No case matches these words."
        if sum(shown.counts.values()) == 0:
            return "No letters yet. Drop letters or a folder onto this window, or open them."
        if self.view.label == "To do":
            return "All done. Nothing waits for you."
        return "No case stands here."

    def _count(self, shown: _Shown) -> None:
        for row, view in enumerate(VIEWS):
            number = sum(shown.counts[s] for s in view.statuses) if view.statuses else len(shown.unread)
            line = self.views.item(row)
            line.setText(f"{view.label}   {number:,}")
            line.setHidden(not view.statuses and number == 0 and self.views.currentRow() != row)
        self._fit_views()

    def _fill_unread(self, unread: tuple[UnreadLetter, ...]) -> None:
        self.unread.clear()
        for letter in unread:
            name = letter.path.replace("\\", "/").rsplit("/", 1)[-1]
            line = QListWidgetItem(f"{name}\n{letter.sentence}")
            line.setData(Qt.ItemDataRole.UserRole, letter.path)
            self.unread.addItem(line)
        if unread:
            self.unread.setCurrentRow(0)

    def mark_open(self, case_id: int) -> None:
        """Mark the case that is on the desk."""
        self._open_case = self.delegate.open_case = case_id
        row = self.rows.row_of(case_id)
        if row >= 0:
            index = self.rows.index(row)
            self.cases.setCurrentIndex(index)
            self.cases.scrollTo(index)
        self.cases.viewport().update()

    def take_focus(self) -> None:
        """Put the keyboard on the list that is shown."""
        shown = self.unread if not self.view.statuses else self.cases
        (shown if self._stack.currentIndex() != 1 else self.views).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_unread(self) -> None:
        """Show the files that could not be read."""
        row = next(row for row, view in enumerate(VIEWS) if not view.statuses)
        self.views.item(row).setHidden(False)
        self.views.setCurrentRow(row)
        self.unread.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _view_changed(self) -> None:
        self.refresh()

    def _enter_list(self) -> None:
        self.cases.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.rows.rowCount() and not self.cases.currentIndex().isValid():
            self.cases.setCurrentIndex(self.rows.index(0))

    def _choose(self, index: QModelIndex) -> None:
        case = self.rows.case_at(index.row())
        if case is not None and case.id != self._open_case:
            self.case_chosen.emit(case.id)

    def _chosen_path(self) -> str:
        line = self.unread.currentItem()
        return str(line.data(Qt.ItemDataRole.UserRole)) if self.unread.count() else ""

    def _retry(self) -> None:
        if path := self._chosen_path():
            self.retry_requested.emit(path)

    def _forget(self) -> None:
        if path := self._chosen_path():
            self._lane.run(self, lambda: self._worklist.forget_unread(path), lambda _none: self.refresh())
