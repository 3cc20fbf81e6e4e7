"""The window: the only place where the panels meet. It ties what they ask for to those who do it."""

import time
from collections import ChainMap
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from imr_desk.model.case import CaseStatus
from imr_desk.services.workstation import Workstation
from imr_desk.ui.actions import KEEPING, ActionSet
from imr_desk.ui.acts import Acts, Parts
from imr_desk.ui.annotating import Annotating
from imr_desk.ui.arrangement import Arrangement
from imr_desk.ui.arrivals import Arrivals
from imr_desk.ui.background import only_desk_errors
from imr_desk.ui.bars import CaseBar, HintStrip, IntakeBar, MessageBar, StatusStrip
from imr_desk.ui.case_acts import CASE_ACTS
from imr_desk.ui.centre import Centre
from imr_desk.ui.colleagues import Colleagues
from imr_desk.ui.command_sheet import RecentCommands
from imr_desk.ui.dashboard.lazy_page import LazyDashboard
from imr_desk.ui.desk import Desk
from imr_desk.ui.dialogs import Dialogs, QtDialogs
from imr_desk.ui.dress import Dress
from imr_desk.ui.duty_desk import DutyDesk
from imr_desk.ui.faults import FaultBook
from imr_desk.ui.icons import Icons
from imr_desk.ui.intake_run import IntakeRun
from imr_desk.ui.lanes import Lanes
from imr_desk.ui.letter.panel import LetterPanel
from imr_desk.ui.letter.second_window import SecondScreen
from imr_desk.ui.people_acts import PeopleActs
from imr_desk.ui.preferences.applying import Applying, Takers
from imr_desk.ui.preferences.bindings import Bindings
from imr_desk.ui.preferences.keys import apply_keys, default_keys, native
from imr_desk.ui.preferences.store import PreferenceStore
from imr_desk.ui.recent import RecentActs, RecentCases
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.session import Change, SaveState, Session, refusals_of
from imr_desk.ui.sheet_acts import SheetActs
from imr_desk.ui.theme import Theme, Type, apply_theme
from imr_desk.ui.ties import tie_pages, tie_start
from imr_desk.ui.watching import Watching
from imr_desk.ui.worklist.page import QueuePage
from imr_desk.ui.worklist.panel import WorklistPanel
from imr_desk.ui.worklist.queue import Queue


class Window(QMainWindow):
    """One workstation, one window.

    Args:
        workstation: the services.
        dialogs: the door for questions; the real one when left out.
    """

    keeping_requested = Signal(str)
    """Something is asked for that outlives the window, such as a lock: the name of the act."""

    def __init__(self, workstation: Workstation, dialogs: Dialogs | None = None) -> None:
        super().__init__()
        self.setWindowTitle("imr_desk")
        self.setMinimumSize(1024, 640)
        self.setAcceptDrops(True)
        self.workstation = workstation
        self.dialogs: Dialogs = dialogs if dialogs is not None else QtDialogs(self)
        self.settings = QSettings(str(workstation.settings_path), QSettings.Format.IniFormat)
        self._style_sheet = (workstation.resources / "desk.qss").read_text(encoding="utf-8")
        self.preferences = PreferenceStore(self.settings, default_keys(), self)
        self._applying = Applying(self.preferences, Icons(workstation.resources / "icons"), self)
        self._look = self._applying.look
        self._lanes = Lanes()
        self.faults = FaultBook()
        self._refresh_soon = QTimer(self, singleShot=True, interval=200)
        self._closing = False
        self._build()
        self._make_acts()
        self._connect()
        self.arrangement.restore(self, self._dress_all)
        if self.second.was_open:
            QTimer.singleShot(0, self.second, self.second.turn)
        self.actions_.set_case_open(False)
        self._lanes.log.run(self, workstation.worklist.counts, self._greet, only_desk_errors)
        self.worklist.refresh()
        self.recent.look_up()
        self.watching.start()
        self.duty_desk.start()

    # Building

    def _make_acts(self) -> None:
        parts = Parts(
            self.workstation, self.session, self.desk, self.arrivals.bring_in, self.worklist, self.letter,
            self.review, self.message, self._lanes.log, self._lanes.reading[0], self._lanes.printing,
        )  # fmt: skip
        self._acts = Acts(self, parts, self.dialogs)
        commands = RecentCommands(self.settings)
        self._sheets = SheetActs(self, parts, self.dialogs, self.preferences, self.faults, commands)
        self._recent_acts = RecentActs(self.recent, self.desk.open)
        self._people = PeopleActs(self.workstation.people, self._lanes.log, self)
        doers = (self._acts, self._sheets, self._recent_acts, self._people, self.duty_desk, self.colleagues,
            self.annotating, self.watching,
        )  # fmt: skip
        tables = (*(part.table() for part in doers), self.centre.queue.does(), self._table())
        self.actions_ = ActionSet(self, ChainMap(*map(dict, tables)))
        self.actions_.fill(self.menuBar())
        self._recent_acts.show(self.actions_, ())
        self.centre.queue.adopt({act.id: self.actions_[act.id] for act in CASE_ACTS})

    def _build(self) -> None:
        ws = self.workstation
        self.session = Session(ws.reviews, self._lanes.log, refusals_of(ws))
        self.desk = Desk(self.session, ws.reviews, ws.worklist, self._lanes.log)
        self.intake = IntakeRun(ws.intake, self._lanes.reading, self._lanes.log, time.monotonic)
        self.recent = RecentCases(ws.log, ws.log_path, self.settings, self._lanes.log, self)
        self.case_bar, self.message, self.intake_bar = CaseBar(), MessageBar(), IntakeBar()
        self.hint = HintStrip(self.settings)
        self.colleagues = Colleagues(self.session, ws.handling, self._lanes.log, self.message)
        person = self.session.person
        self.queue = Queue(ws.worklist, self._lanes.log, self)
        self.worklist = WorklistPanel(ws.worklist, self._lanes.log, self._look, person, queue=self.queue)
        self.letter = LetterPanel(self.session, ws.pages, self._lanes.pages, self._look)
        self.second = SecondScreen(self.session, ws.pages, self._lanes.pages, self._look, self.settings, self)
        self.review = ReviewPanel(self.session)
        self.arrangement = Arrangement(self.worklist, self.letter, self.review, self.settings)
        queue_page = QueuePage(
            self.queue, ws.handling, person, self._look, self.settings, partial(self.message.tell, stays=True)
        )
        dashboard = LazyDashboard(ws.figures, ws.figure_files, self._lanes.log, self.dialogs, self._look)
        self.centre = Centre(self.arrangement, queue_page, dashboard)
        self.annotating = Annotating(ws, self.session, self.arrangement, self._lanes.log, self._look, self)
        self.watching = Watching(self.intake, self._lanes.reading[0], self.settings, self.dialogs, self.message)
        self.arrivals = Arrivals(
            self.intake, self.intake_bar, self.session, self.desk, self.message, self.centre.show_unread
        )
        center = QWidget()
        column = QVBoxLayout(center)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.case_bar, self.message, self.hint, self.intake_bar):
            column.addWidget(widget)
        column.addWidget(self.centre, 1)
        self.setCentralWidget(center)
        self.duty_desk = DutyDesk(
            ws, self.session, self.centre, self.review, self.case_bar.due, self._lanes.log, self.dialogs, self
        )
        self.case_bar.hide()
        self.status = StatusStrip(self.session.person, ws.log_path.name)
        self.setStatusBar(self.status)

    def _connect(self) -> None:
        session, letter, review, worklist = self.session, self.letter, self.review, self.worklist
        session.case_opened.connect(self._case_opened)
        session.case_closed.connect(self._case_closed)
        session.review_changed.connect(self._review_moved)
        session.save_changed.connect(self._save_moved)
        session.refused.connect(self._refused)
        self.desk.failed.connect(self._refused)
        self.desk.queue_done.connect(self._queue_done)
        self.desk.ahead_read.connect(letter.prepare)
        review.finish_requested.connect(self._acts.finish)
        review.reopen_requested.connect(self._acts.reopen)
        self.case_bar.next_requested.connect(review.next_wanting)
        worklist.case_chosen.connect(self.desk.open)
        worklist.open_requested.connect(self._acts.open_letters)
        worklist.retry_requested.connect(self.arrivals.retry)
        self._tie_letter(letter)
        self.second.opened.connect(self._tie_letter)
        self.second.turned.connect(self.actions_["second_window"].setChecked)
        self.arrivals.arrived.connect(self._refresh_later)
        self.recent.found.connect(partial(self._recent_acts.show, self.actions_))
        self._connect_layout()
        self._refresh_soon.timeout.connect(worklist.refresh)
        self._refresh_soon.timeout.connect(self.recent.look_up)
        letter.toolbar.page_theme_requested.connect(self._applying.choose_page_theme)
        self._applying.start(
            Takers(
                self.set_look, letter.set_page_theme, review.set_order, self._take_keys, self.workstation.papers.use
            )
        )

    def _connect_layout(self) -> None:
        self.arrangement.queue_turned.connect(self.actions_["queue"].setChecked)
        self.centre.turned.connect(self._page_turned)
        tie_pages(self.centre, self._acts, self.arrivals, self.desk, self.duty_desk, self.message)
        self.duty_desk.moved.connect(self._refresh_later)
        self._people.switched.connect(self.status.show_person)
        self.colleagues.told.connect(self.actions_["take_over"].setEnabled)
        self.colleagues.taken.connect(self._refresh_later)
        self.annotating.turned.connect(self.actions_["annotate"].setChecked)
        self.annotating.turned.connect(self.duty_desk.drawer.shut)
        self.watching.turned.connect(self.actions_["watch_folder"].setChecked)
        tie_start(self.arrangement.start, self._acts, self.actions_)

    def _tie_letter(self, letter: LetterPanel) -> None:
        letter.open_requested.connect(self._acts.open_letters)
        letter.files_dropped.connect(self.bring_in)
        letter.value_clicked.connect(self.review.go_to)
        letter.fill_requested.connect(self._acts.fill)
        letter.excerpt_requested.connect(self.review.take_excerpt)
        self.annotating.tie(letter)

    def _table(self) -> Mapping[str, Callable[[], object]]:
        """Return what the acts on the window itself do."""
        return {
            "theme": self._applying.turn_theme,
            "page_theme": self._applying.next_page_theme,
            "larger_text": partial(self._applying.scale, 1.1),
            "smaller_text": partial(self._applying.scale, 1 / 1.1),
            "queue": self.arrangement.turn_queue,
            "queue_page": self.centre.turn_queue,
            "dashboard": self.centre.turn_dashboard,
            "second_window": self.second.turn,
            "reset_layout": self.reset_layout,
            "next_panel": partial(self.centre.step_part, 1),
            "previous_panel": partial(self.centre.step_part, -1),
            "unread": self.centre.show_unread,
            **{act: partial(self.keeping_requested.emit, act) for act in KEEPING},
            "commands": lambda: self._sheets.show_commands(self.actions_),
            "quit": self.close,
        }

    # Look and layout

    @property
    def look(self) -> Dress:
        """The look of the window now."""
        return self._look

    def set_look(self, theme: Theme, kind: Type) -> None:
        """Dress everything anew; what a person chooses goes through ``preferences``, which remembers it."""
        self._look = Dress(self._look.icons, theme, kind)
        self._dress_all()

    def _dress_all(self) -> None:
        # At the start once all widgets are there: styling them one by one takes twice as long.
        self._dress_program()
        self._dress_parts()

    def _dress_program(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self._look.theme, self._look.kind, self._style_sheet)

    def _dress_parts(self) -> None:
        panels = (self.worklist, self.letter, self.second, self.review)
        whole = (self.centre, self.duty_desk, self.annotating, self._people, self.case_bar.due)
        for part in (self.case_bar, self.message, self.hint, self.arrangement.start, *panels, self.status, *whole):
            part.dress(self._look)
        self.actions_.show_icons(self._look.icon)
        self.actions_["theme"].setChecked(self._look.theme.is_dark)

    def reset_layout(self) -> None:
        """Give the panels their first widths."""
        self.arrangement.reset(self.width())
        self.centre.queue.reset_layout()

    def _take_keys(self, bindings: Bindings) -> None:
        """Give the acts their keys, and name them wherever the screen does."""
        apply_keys(self.actions_, bindings)

        def key_of(act: str) -> str:
            return native(bindings[act][0]) if bindings[act] else ""

        panels = (self.letter, self.second, self.review)
        for part in (self.case_bar, self.hint, self.arrangement.start, *panels, self.status):
            part.show_keys(key_of)

    def _case_opened(self) -> None:
        session = self.session
        self.setWindowTitle(f"Case {session.case_id} — imr_desk")
        self.actions_.set_case_open(True)
        self.message.leave_case()
        self.arrangement.show_start(shown=False)
        self.centre.show_desk()
        self.hint.offer()
        self.colleagues.tell()
        self.recent.opened(session.case_id)
        self._mark_open(session.case_id)
        QTimer.singleShot(0, self, self.review.start)
        self.desk.read_ahead(self.worklist.query)

    def _page_turned(self, on_desk: bool) -> None:
        """Let acts on the open case reach it only while it is seen."""
        seen = on_desk and self.session.is_open
        self.actions_.set_case_open(seen)
        if seen:
            self._show_turns()
        self.case_bar.setVisible(seen)
        self.hint.setVisible(seen and self.hint.is_wanted)
        self.actions_["queue_page"].setChecked(self.centre.on_queue)
        self.actions_["dashboard"].setChecked(self.centre.currentWidget() is self.centre.dashboard)

    def _case_closed(self) -> None:
        self.setWindowTitle("imr_desk")
        self.actions_.set_case_open(False)
        self.case_bar.hide()
        self.hint.hide()
        self.recent.closed()
        self.status.show_undo(None)
        self._mark_open(-1)

    def _mark_open(self, case_id: int) -> None:
        self.worklist.mark_open(case_id)
        self.centre.queue.mark_open(case_id)

    def _review_moved(self, change: Change) -> None:
        self.case_bar.show_case(self.session.opened, change.after)
        self.case_bar.setVisible(self.centre.on_desk)
        self._show_turns()

    def _show_turns(self) -> None:
        self.actions_.show_turns(self.session.history)
        self.status.show_undo(self.session.history.undo_label)

    def _save_moved(self, state: SaveState) -> None:
        self.status.show_saved(state, self.session.saved_at)
        if state is SaveState.NOT_SAVED:
            sentence = f"Your last acts are not saved yet; they stay on the screen. {self.session.save_problem}"
            self.message.tell("error", sentence, "Save again", self.session.retry_saving, stays=True)
        elif state is SaveState.SAVED:
            self._refresh_soon.start()
            if self._closing:
                self.close()

    def _refused(self, sentence: str) -> None:
        self.message.tell("warning", sentence)

    def _queue_done(self) -> None:
        if self.arrangement.currentWidget() is not self.arrangement.start:
            sentence = "All done: no other case waits for you."
            self.message.tell("good", sentence, "Open letters…", self._acts.open_letters)
            self.worklist.refresh()

    def _greet(self, counts: Mapping[CaseStatus, int]) -> None:
        """Show how to begin while the log is empty."""
        if not any(counts.values()) and not self.session.is_open:
            self.arrangement.show_start(shown=True)

    def _refresh_later(self) -> None:
        if not self._refresh_soon.isActive():
            self._refresh_soon.start()

    def bring_in(self, paths: tuple[Path, ...]) -> None:
        """Bring letters in; the first is opened when the desk is empty or it was the only one asked for."""
        self.arrivals.bring_in(paths)

    def come_forward(self, letters: tuple[Path, ...]) -> None:
        """Show the window and take the letters of a second start."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if letters:
            self.bring_in(letters)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring in what was dropped."""
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.bring_in(paths)

    # Ending

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close once everything is saved; ask only when that cannot be."""
        self._acts.flush_typing()
        state = self.session.save_state
        if state is SaveState.SAVING:
            self._closing = True
            event.ignore()
            return
        if state is SaveState.NOT_SAVED and not self._acts.gives_up():
            self._closing = False
            event.ignore()
            return
        self.arrangement.remember(self)
        self.intake.cancel()
        self._end_lanes()
        event.accept()

    def _end_lanes(self) -> None:
        self._refresh_soon.stop()
        self._acts.stop_printing()
        self.duty_desk.stop()
        self.annotating.close()
        self.watching.stop()
        self._lanes.close()
