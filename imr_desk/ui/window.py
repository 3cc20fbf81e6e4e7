"""The window: the only place where the panels meet. It ties what they ask for to those who do it."""

import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QVBoxLayout, QWidget

from imr_desk.services.intake import AlreadyThere, BroughtIn, Intaken, NotRead
from imr_desk.services.workstation import Workstation
from imr_desk.ui.actions import ActionSet
from imr_desk.ui.acts import Acts, Parts
from imr_desk.ui.background import Lane
from imr_desk.ui.bars import CaseBar, IntakeBar, MessageBar, StatusStrip
from imr_desk.ui.desk import Desk
from imr_desk.ui.dialogs import Dialogs, QtDialogs
from imr_desk.ui.dress import Dress
from imr_desk.ui.icons import Icons
from imr_desk.ui.intake_run import IntakeRun, IntakeSum
from imr_desk.ui.letter.panel import LetterPanel
from imr_desk.ui.letter.second_window import SecondScreen
from imr_desk.ui.preferences.applying import Applying, Takers
from imr_desk.ui.preferences.dialog import SettingsDialog
from imr_desk.ui.preferences.keys import apply_keys, default_keys
from imr_desk.ui.preferences.store import PreferenceStore
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.session import Change, SaveState, Session
from imr_desk.ui.sheets import CommandSheet, history_sheet, key_sheet, words_sheet
from imr_desk.ui.statements import about_words, protection_words
from imr_desk.ui.theme import Theme, Type, apply_theme
from imr_desk.ui.worklist.panel import WorklistPanel

_NARROW = 1500
"""Below this width the queue folds away, so that letter and form have room."""


class Window(QMainWindow):
    """One workstation, one window.

    Args:
        workstation: the services.
        dialogs: the door for questions; the real one when left out.
    """

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
        self._log_lane, self._page_lane = Lane("case-log"), Lane("pages")
        self._intake_lane, self._second_intake_lane = Lane("intake"), Lane("intake-2")
        self._print_lane = Lane("printing")
        self._refresh_soon = QTimer(self)
        self._refresh_soon.setSingleShot(True)
        self._refresh_soon.setInterval(200)
        self._open_next_arrival = False
        self._closing = False
        self._build()
        parts = Parts(
            workstation, self.session, self.desk, self.bring_in, self.worklist, self.letter, self.review,
            self.message, self._log_lane, self._intake_lane, self._print_lane,
        )  # fmt: skip
        self._acts = Acts(self, parts, self.dialogs)
        self.actions_ = ActionSet(self, {**self._acts.table(), **self._table()})
        self.actions_.fill(self.menuBar())
        self._connect()
        self._restore()
        self.actions_.set_case_open(False)
        self.worklist.refresh()

    # Building

    def _build(self) -> None:
        ws = self.workstation
        self.session = Session(ws.reviews, self._log_lane)
        self.desk = Desk(self.session, ws.reviews, ws.worklist, self._log_lane)
        readers = (self._intake_lane, self._second_intake_lane)
        self.intake = IntakeRun(ws.intake, readers, self._log_lane, time.monotonic)
        self.case_bar, self.message, self.intake_bar = CaseBar(), MessageBar(), IntakeBar()
        self.worklist = WorklistPanel(ws.worklist, self._log_lane, self._look)
        self.letter = LetterPanel(self.session, ws.pages, self._page_lane, self._look)
        self.second = SecondScreen(self.session, ws.pages, self._page_lane, self._look, self.settings, self)
        self.review = ReviewPanel(self.session)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("panels")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        for panel in (self.worklist, self.letter, self.review):
            self.splitter.addWidget(panel)
        self.splitter.setStretchFactor(1, 1)
        center = QWidget()
        column = QVBoxLayout(center)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.case_bar, self.message, self.intake_bar):
            column.addWidget(widget)
        column.addWidget(self.splitter, 1)
        self.setCentralWidget(center)
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
        worklist.retry_requested.connect(self._retry)
        self._tie_letter(letter)
        self.second.opened.connect(self._tie_letter)
        self.second.turned.connect(self.actions_["second_window"].setChecked)
        self.intake.stepped.connect(self.intake_bar.show_step)
        self.intake.arrived.connect(self._letter_arrived)
        self.intake.ended.connect(self._intake_ended)
        self.intake_bar.cancel_requested.connect(self.intake.cancel)
        self._refresh_soon.timeout.connect(worklist.refresh)
        letter.toolbar.page_theme_requested.connect(self._applying.choose_page_theme)
        keys = partial(apply_keys, self.actions_)
        self._applying.start(Takers(self.set_look, letter.set_page_theme, review.set_order, keys))

    def _tie_letter(self, letter: LetterPanel) -> None:
        letter.open_requested.connect(self._acts.open_letters)
        letter.files_dropped.connect(self.bring_in)
        letter.value_clicked.connect(self.review.go_to)
        letter.fill_requested.connect(self._acts.fill)
        letter.excerpt_requested.connect(self.review.take_excerpt)

    def _table(self) -> Mapping[str, Callable[[], object]]:
        """Return what the acts on the window itself do."""
        return {
            "settings": self._show_settings,
            "theme": self._applying.turn_theme,
            "page_theme": self._applying.next_page_theme,
            "larger_text": partial(self._applying.scale, 1.1),
            "smaller_text": partial(self._applying.scale, 1 / 1.1),
            "queue": self._turn_queue,
            "second_window": self.second.turn,
            "reset_layout": self.reset_layout,
            "next_panel": partial(self._step_panel, 1),
            "previous_panel": partial(self._step_panel, -1),
            "unread": self.show_unread,
            "history": self._show_history,
            "keys": self._show_keys,
            "commands": self._show_commands,
            "protection": self._show_protection,
            "about": self._show_about,
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
        self._dress_program()
        self._dress_parts()

    def _dress_program(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self._look.theme, self._look.kind, self._style_sheet)

    def _dress_parts(self) -> None:
        for part in (self.case_bar, self.message, self.worklist, self.letter, self.second, self.review, self.status):
            part.dress(self._look)
        self.actions_.show_icons(self._look.icon)
        self.actions_["theme"].setChecked(self._look.theme.is_dark)

    def _restore(self) -> None:
        geometry = self.settings.value("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            room = self.screen().availableGeometry().size()
            self.resize(QSize(1440, 900).boundedTo(room))
        self._dress_program()  # once all widgets are there: styling them one by one takes twice as long
        self._dress_parts()
        sizes = self.settings.value("window/panels")
        if sizes is None or not self.splitter.restoreState(sizes):
            self.reset_layout()
        self.actions_["queue"].setChecked(not self.worklist.isHidden())
        if self.second.was_open:
            QTimer.singleShot(0, self.second, self.second.turn)

    def reset_layout(self) -> None:
        """Give the panels their first widths: 57 to 43 for letter and form, the queue where there is room."""
        width = max(self.width(), 1024)
        wide = width >= _NARROW
        self.worklist.setVisible(wide)
        self.actions_["queue"].setChecked(wide)
        queue = 300 if wide else 0
        form = min(620, round((width - queue) * 0.43))
        self.splitter.setSizes([queue or 280, width - queue - form, form])

    def _turn_queue(self) -> None:
        self.worklist.setVisible(self.worklist.isHidden())
        self.actions_["queue"].setChecked(not self.worklist.isHidden())
        if not self.worklist.isHidden():
            self.worklist.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _step_panel(self, way: int) -> None:
        """Put the keyboard on the next panel that is shown."""
        panels: list[tuple[QWidget, Callable[[], object]]] = [
            (self.worklist, self.worklist.take_focus),
            (self.letter, self.letter.take_focus),
            (self.review, self.review.take_focus),
        ]
        shown = [pair for pair in panels if not pair[0].isHidden()]
        now = QApplication.focusWidget()
        here = next((i for i, (panel, _) in enumerate(shown) if now is not None and panel.isAncestorOf(now)), -1)
        shown[(here + way) % len(shown)][1]()

    # Sheets

    def show_unread(self) -> None:
        """Show the files that could not be read, in the queue."""
        self.worklist.show()
        self.actions_["queue"].setChecked(True)
        self.worklist.show_unread()

    def _show_history(self) -> None:
        case_id, log = self.session.case_id, self.workstation.log
        self._log_lane.run(self, lambda: log.events(case_id), lambda events: history_sheet(self, events).open())

    def _show_settings(self) -> None:
        SettingsDialog(self.preferences, self).open()

    def _show_keys(self) -> None:
        key_sheet(self, self.preferences.bindings).open()

    def _show_commands(self) -> None:
        sheet = CommandSheet(self, self.actions_.__getitem__)
        sheet.move(self.mapToGlobal(QPoint((self.width() - sheet.width()) // 2, 80)))
        sheet.show()
        sheet.words.setFocus()

    def _show_about(self) -> None:
        self._show_words("About imr_desk", about_words())

    def _show_protection(self) -> None:
        self._show_words("What is protected", protection_words(self.workstation.resources))

    def _show_words(self, title: str, words: str) -> None:
        words_sheet(self, title, words).open()

    # What happens

    def _case_opened(self) -> None:
        session = self.session
        self.setWindowTitle(f"Case {session.case_id} — imr_desk")
        self.actions_.set_case_open(True)
        self.message.leave_case()
        self.worklist.mark_open(session.case_id)
        QTimer.singleShot(0, self, self.review.start)
        self.desk.read_ahead(self.worklist.query)

    def _case_closed(self) -> None:
        self.setWindowTitle("imr_desk")
        self.actions_.set_case_open(False)
        self.case_bar.hide()
        self.status.show_undo(None)
        self.worklist.mark_open(-1)

    def _review_moved(self, change: Change) -> None:
        session, history = self.session, self.session.history
        self.case_bar.show_case(session.opened, change.after)
        for name, label in (("undo", history.undo_label), ("redo", history.redo_label)):
            words = name.capitalize()
            self.actions_[name].setText(f"&{words} {label}" if label else f"&{words}")
            self.actions_[name].setEnabled(label is not None)
        self.status.show_undo(history.undo_label)
        self.actions_["reopen"].setEnabled(change.after.finished is not None)

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
        self.message.tell("good", "All done: no other case waits for you.")
        self.worklist.refresh()

    # Letters coming in

    def bring_in(self, paths: tuple[Path, ...]) -> None:
        """Bring letters in; the first is opened when the desk is empty or it was the only one asked for."""
        self._open_next_arrival = not self.session.is_open or (len(paths) == 1 and paths[0].is_file())
        self.intake.start(paths)

    def come_forward(self, letters: tuple[Path, ...]) -> None:
        """Show the window and take the letters of a second start."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if letters:
            self.bring_in(letters)

    def _retry(self, path: str) -> None:
        self.bring_in((Path(path),))

    def _letter_arrived(self, taken: Intaken) -> None:
        if not self._refresh_soon.isActive():
            self._refresh_soon.start()
        if self._open_next_arrival and isinstance(taken, BroughtIn | AlreadyThere):
            self._open_next_arrival = False
            self.desk.open(taken.case.id)

    def _intake_ended(self, ended: IntakeSum) -> None:
        self.worklist.refresh()
        tell = partial(self.message.tell, stays=True)
        if ended.problem:
            tell("error", ended.sentence)
        elif isinstance(ended.single, NotRead):
            tell("error", ended.single.letter.sentence)
        elif isinstance(ended.single, AlreadyThere):
            tell("info", "This letter is in the log already; its case is open now.")
        elif ended.unread:
            tell("warning", ended.sentence, "Show them", self.show_unread)
        elif ended.single is None or ended.related:
            tell("good" if ended.new else "info", ended.sentence)

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
        if state is SaveState.NOT_SAVED and not self.dialogs.confirm(
            "Not saved",
            f"Your last acts could not be saved and would be lost. {self.session.save_problem}",
            "Close and lose them",
        ):
            self._closing = False
            event.ignore()
            return
        self.settings.setValue("window/geometry", self.saveGeometry())
        self.settings.setValue("window/panels", self.splitter.saveState())
        self.settings.sync()
        self.intake.cancel()
        self._end_lanes()
        event.accept()

    def _end_lanes(self) -> None:
        self._refresh_soon.stop()
        self._acts.stop_printing()
        lanes = (self._intake_lane, self._second_intake_lane, self._page_lane, self._print_lane, self._log_lane)
        for lane in lanes:
            lane.close(finish=lane is self._log_lane)
