"""The full page of the queue, where the day happens: views and filter, cases, what to do with them, one in detail."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget

from imr_desk.model.queue import CaseFilter, CaseOrder
from imr_desk.services.case_handling import CaseHandling
from imr_desk.ui.case_acts import CASE_ACTS
from imr_desk.ui.dress import Dress
from imr_desk.ui.worklist.act_bar import ActBar
from imr_desk.ui.worklist.case_menu import case_menu
from imr_desk.ui.worklist.case_steps import CaseSteps
from imr_desk.ui.worklist.case_table import CaseTable
from imr_desk.ui.worklist.chips import FilterChips
from imr_desk.ui.worklist.details import CaseDetails
from imr_desk.ui.worklist.empty_queue import EmptyQueue
from imr_desk.ui.worklist.page_frame import PageFrame
from imr_desk.ui.worklist.page_keys import own_actions, page_key
from imr_desk.ui.worklist.queue import Queue
from imr_desk.ui.worklist.search_field import SearchField
from imr_desk.ui.worklist.side import QueueSide, Tell
from imr_desk.ui.worklist.step_form import StepForm
from imr_desk.ui.worklist.today_tiles import TodayTiles
from imr_desk.ui.worklist.unread_list import UnreadList
from imr_desk.ui.worklist.view_counts import ViewCounts
from imr_desk.ui.worklist.views import UNREAD, View, today_views

_CASES, _EMPTY, _UNREAD = range(3)


class QueuePage(QWidget):
    """The queue as a page of its own; it and the narrow panel beside the letter show one ``Queue``.

    Args:
        queue: the queue.
        handling: who works which case.
        person: who works here.
        dress: theme, type and icons.
        settings: where columns and widths are remembered.
        tell: shows news: kind, sentence, word on a button, what the button does.
        parent: its owner.

    Signals:
        case_chosen: number of a case that is to be opened.
        open_requested: letters are to be chosen and brought in.
        files_dropped: paths that are to be brought in.
        retry_requested: path of a file that is to be read again.
        retry_all_requested: paths of all files that could not be read.
    """

    case_chosen = Signal(int)
    open_requested = Signal()
    files_dropped = Signal(object)
    retry_requested = Signal(str)
    retry_all_requested = Signal(object)

    def __init__(
        self,
        queue: Queue,
        handling: CaseHandling,
        person: str,
        dress: Dress,
        settings: QSettings,
        tell: Tell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("queuePage")
        self.setAccessibleName("Queue")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self.queue = queue
        self._tell = tell
        self._takes_all = False
        self.counts = ViewCounts(queue.worklist, queue.lane, self)
        self.side = QueueSide(queue, self.counts, person, dress, tell)
        self.search = SearchField(queue)
        self.tiles = TodayTiles(today_views(person), dress)
        self.chips = FilterChips(dress)
        self.acts = ActBar(dress)
        self.form = StepForm()
        self.table = CaseTable(queue, dress, settings)
        self.empty = EmptyQueue(queue, self.counts)
        self.unread = UnreadList(queue.worklist, queue.lane)
        self.details = CaseDetails(queue.worklist, queue.lane, dress)
        self.steps = CaseSteps(queue, handling, self.form, tell, self._chosen)
        self.frame = PageFrame(
            self.side, self.search, (self.tiles, self.chips, self.acts, self.form),
            (self.table, self.empty, self.unread), self.details, settings,
        )  # fmt: skip
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.frame)
        self._recount = QTimer(self)
        self._actions: dict[str, QAction] = {}
        self._make_actions()
        self._connect()
        self.dress(dress)
        self._show_query()

    # Acts

    def _make_actions(self) -> None:
        """Make acts of its own; a window that has a table of acts gives its own instead."""
        self._actions = own_actions(self, self.steps.does())
        self.acts.adopt(self._actions)

    def adopt(self, actions: Mapping[str, QAction]) -> None:
        """Show the acts of the window, by id, in place of its own; they must do what ``does`` says."""
        for action in self._actions.values():
            self.removeAction(action)
            action.deleteLater()
        self._actions = {act.id: actions[act.id] for act in CASE_ACTS}
        self.acts.adopt(self._actions)
        self._selection_moved()

    def does(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act on cases does, by its id, for the window's table of acts."""
        return self.steps.does()

    def _connect(self) -> None:
        queue, table = self.queue, self.table
        self._recount.setSingleShot(True)
        self._recount.setInterval(0)
        self._recount.timeout.connect(self._count_views)
        self.side.view_chosen.connect(self.show_view)
        self.side.views_changed.connect(self._recount.start)
        self.tiles.chosen.connect(self._show_tile)
        self.chips.changed.connect(queue.narrow)
        self.chips.save_requested.connect(self._save_view)
        self.counts.counted.connect(self._show_numbers)
        table.case_chosen.connect(self.case_chosen)
        table.selection_moved.connect(self._selection_moved)
        table.all_selected.connect(self._offer_all)
        table.customContextMenuRequested.connect(self._offer_acts)
        self.details.case_chosen.connect(self.case_chosen)
        self.empty.open_requested.connect(self.open_requested)
        self.empty.view_requested.connect(self.show_view)
        self.unread.retry_requested.connect(self.retry_requested)
        self.unread.retry_all_requested.connect(self.retry_all_requested)
        self.unread.forgotten.connect(self._recount.start)
        self.unread.failed.connect(self._tell_error)
        self.form.left.connect(self.take_focus)
        self.form.accepted.connect(self.take_focus)
        self.steps.done.connect(self._stepped)
        self.steps.busy_changed.connect(self._selection_moved)
        self.search.left.connect(self.take_focus)
        queue.changed.connect(self._show_query)
        queue.filled.connect(self._show_cases)
        queue.renewed.connect(self._renew)
        queue.failed.connect(self._failed)
        self.frame.all_requested.connect(self._take_all)

    def show_person(self, person: str) -> None:
        """Let the page be that of another person, who works here now; steps of the one before stay done."""
        self.tiles.show_views(today_views(person))
        self.side.show_person(person)
        self.tiles.show_chosen(self.queue.view)
        self.steps.forget()

    # Look

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        for part in (self.side, self.tiles, self.chips, self.acts, self.table, self.details):
            part.dress(dress)
        self.frame.dress(dress)

    def reset_layout(self) -> None:
        """Give columns and parts their first widths and heights, all of them shown."""
        self.frame.reset()
        self.table.reset_columns()

    # Showing

    def refresh(self) -> None:
        """Ask the log again for cases, views and numbers."""
        self.queue.refresh()
        self.side.refresh()
        self._recount.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what the page shows beyond the shared rows."""
        super().showEvent(event)
        self.side.refresh()
        self._recount.start()
        self._selection_moved()

    def hideEvent(self, event: object) -> None:
        """Let no act reach cases that nobody sees."""
        self._enable()

    def show_view(self, view: View) -> None:
        """Show a view."""
        if view.where is None:
            self.queue.view = view
            self._show_query()
            self.unread.refresh()
        else:
            self.queue.choose(view)

    def show_cases(self, title: str, where: CaseFilter, order: CaseOrder = CaseOrder.DUE) -> None:
        """Show cases such as those behind a number of a chart; the title is for what no chip can say."""
        self.queue.choose_cases(title, where, order)

    def show_unread(self) -> None:
        """Show the files that could not be read."""
        self.show_view(UNREAD)
        self.unread.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def mark_open(self, case_id: int) -> None:
        """Mark the case that is on the desk."""
        self.table.delegate.open_case = case_id
        self.table.viewport().update()

    def take_focus(self) -> None:
        """Put the keyboard on the cases."""
        shown = (self.table, self.empty, self.unread.list)[self.frame.stack.currentIndex()]
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if shown is self.table and not self.table.selected_count() and self.queue.rows.rowCount():
            self.table.setCurrentIndex(self.queue.rows.index(max(0, self.table.currentIndex().row()), 0))

    def step_part(self, way: int) -> None:
        """Put the keyboard on the next part (1) or the one before (-1): search, views, cases, details."""
        cases = (self.table, self.empty, self.unread.list)[self.frame.stack.currentIndex()]
        parts = [part for part in (self.search, self.side.built_in, cases, self.details) if part.isVisible()]
        now = QApplication.focusWidget()
        held = [part is now or (now is not None and part.isAncestorOf(now)) for part in parts]
        here = held.index(True) if True in held else -way
        parts[(here + way) % len(parts)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_search(self) -> None:
        """Put the keyboard into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _show_tile(self, view: View) -> None:
        self.show_view(view)
        self.tiles.show_chosen(self.queue.view)

    def _show_query(self) -> None:
        queue = self.queue
        self._takes_all = False
        self.frame.offer.hide()
        self.form.hide()
        self.frame.title.setText(queue.view.label)
        self.side.show_chosen(queue.view)
        self.tiles.show_chosen(queue.view)
        self.chips.show_filter(queue.where, queue.base if queue.view.where is not None else queue.where)
        self._show_cases()

    def _show_cases(self) -> None:
        queue = self.queue
        rows = queue.rows.rowCount()
        focus = QApplication.focusWidget()
        held = focus if focus is not None and self.frame.stack.isAncestorOf(focus) else None
        if queue.view.where is None:
            self.frame.stack.setCurrentIndex(_UNREAD)
            self.frame.count.setText("")
        elif rows:
            self.frame.stack.setCurrentIndex(_CASES)
            if self._takes_all:
                self.table.selectAll()
            of = f"{queue.total:,}" if queue.total is not None else "…"
            self.frame.count.setText(f"1–{rows:,} of {of}")
        elif queue.is_answered:
            self.frame.stack.setCurrentIndex(_EMPTY)
            self.frame.count.setText("no case")
            self.empty.show_reason()
        is_case_view = queue.view.where is not None
        self.acts.setVisible(is_case_view)
        self.details.setVisible(is_case_view and self.frame.details_button.isChecked())
        if held is not None and not (QApplication.focusWidget() is held and held.isVisible()):
            self.take_focus()  # what it was on is gone from the screen
        self._selection_moved()

    def _renew(self) -> None:
        """Ask for what the rows do not show: a letter may have come in, or a file that could not be read."""
        self._recount.start()
        if self.queue.view.where is None and self.isVisible():
            self.unread.refresh()

    def _count_views(self) -> None:
        if self.isVisible():
            self.counts.ask(self.side.views)

    def _show_numbers(self) -> None:
        self.tiles.show_numbers(self.counts.numbers)
        if self.frame.stack.currentIndex() == _EMPTY:
            self.empty.show_reason()

    def _failed(self, sentence: str) -> None:
        if self.queue.rows.rowCount():
            self._tell("error", sentence, "Try again", self.queue.refresh)
        else:
            self.frame.stack.setCurrentIndex(_EMPTY)
            self.empty.show_reason()

    def _tell_error(self, sentence: str) -> None:
        self._tell("error", sentence, "", None)

    def _save_view(self) -> None:
        self.frame.filter_button.setChecked(True)
        self.side.begin_saving()

    # Selection and steps

    def _chosen(self) -> list[int] | None:
        return None if self._takes_all else self.table.selected_ids()

    def _selection_moved(self) -> None:
        number = self.table.selected_count()
        if self._takes_all and number < self.queue.rows.rowCount():
            self._takes_all = False
        if number < self.queue.rows.rowCount():
            self.frame.offer.hide()
        shown = (self.queue.total or number) if self._takes_all else number
        self.acts.show_count(shown)
        self.form.show_number(shown)
        self._enable()
        self.details.show_case(self.queue.rows.case_at(self.table.leading_row()), shown)

    def _enable(self) -> None:
        can = self.isVisible() and self.table.selected_count() > 0 and not self.steps.is_busy
        for action in self._actions.values():
            action.setEnabled(can)

    def _offer_all(self) -> None:
        queue = self.queue
        if not queue.is_whole:
            total = "" if queue.total is None else f" {queue.total:,}"
            loaded = f"The {queue.rows.rowCount():,} cases loaded are selected."
            self.frame.offer.setText(f"{loaded} Select all{total} that the filter lets through")
            self.frame.offer.show()

    def _take_all(self) -> None:
        self.table.selectAll()
        self._takes_all = True
        self.frame.offer.hide()
        self._selection_moved()
        self.take_focus()

    def _offer_acts(self, at: QPoint) -> None:
        menu = self.case_menu()
        if at.isNull() or not self.table.viewport().rect().contains(at):
            at = self.table.visualRect(self.table.currentIndex()).bottomLeft()
        menu.popup(self.table.viewport().mapToGlobal(at))

    def case_menu(self) -> QMenu:
        """Return the menu of the selected cases."""
        return case_menu(self.table, self._actions)

    def _stepped(self) -> None:
        self.refresh()
        if not isinstance(QApplication.focusWidget(), QLineEdit):  # else: what is typed on would become acts on cases
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Keys, files

    def event(self, event: QEvent) -> bool:
        """Claim the page's own keys before the window's acts on the letter get them."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._does(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Find, undo and redo; what the page does not know goes on to the window."""
        do = self._does(event)
        if do is not None:
            do()
        else:
            super().keyPressEvent(event)

    def _does(self, event: QKeyEvent) -> Callable[[], object] | None:
        return page_key(event, self.focusWidget(), self.take_search, self.steps.undo, self.steps.redo)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped."""
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)
