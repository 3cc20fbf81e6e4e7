"""The window: it is made of its parts, tied to those who do what they ask for, dressed, opened and closed."""

from collections import ChainMap
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from imr_desk.services.workstation import Workstation
from imr_desk.ui.actions import KEEPING, ActionSet
from imr_desk.ui.background import only_desk_errors
from imr_desk.ui.case_acts import CASE_ACTS
from imr_desk.ui.case_turns import CaseTurns
from imr_desk.ui.closing import Closing
from imr_desk.ui.dialogs import Dialogs, QtDialogs
from imr_desk.ui.doers import Doers
from imr_desk.ui.dress import Dress
from imr_desk.ui.faults import FaultBook
from imr_desk.ui.icons import Icons
from imr_desk.ui.lanes import Lanes
from imr_desk.ui.parts import Given, WindowParts, parts_of
from imr_desk.ui.preferences.applying import Applying, Takers
from imr_desk.ui.preferences.bindings import Bindings
from imr_desk.ui.preferences.keys import apply_keys, default_keys, native
from imr_desk.ui.preferences.store import PreferenceStore
from imr_desk.ui.theme import Theme, Type, apply_theme
from imr_desk.ui.ties import tie


class Window(QMainWindow):
    """One workstation, one window.

    What programs around the window and tests reach of its parts stands here by name; all of them are in ``parts``.

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
        given = Given(workstation, self.settings, self.dialogs, self._look, self._lanes, self)
        self.parts = parts_of(given)
        self._name_parts(self.parts)
        self.setCentralWidget(self.parts.bars.above(self.centre))
        self.case_bar.hide()
        self.setStatusBar(self.status)
        self._doers = Doers(given, self.parts, self.preferences, self.faults)
        self.papers = self._doers.papers
        self.actions_ = self._made_actions()
        self._turns = CaseTurns(self, self.parts, self._doers.acts, self.actions_)
        self._closing = Closing(self, self.parts, self._doers, self._lanes)
        tie(self.parts, self._doers, self.actions_)
        self._apply_choices()
        self._start()

    # Making

    def _name_parts(self, parts: WindowParts) -> None:
        self.session, self.desk, self.queue = parts.session, parts.desk, parts.queue
        self.worklist, self.letter, self.second = parts.worklist, parts.letter, parts.second
        self.review, self.arrangement, self.centre = parts.review, parts.arrangement, parts.centre
        self.case_bar, self.message, self.hint = parts.bars.case, parts.bars.message, parts.bars.hint
        self.intake_bar, self.status = parts.bars.intake, parts.bars.status
        self.intake, self.arrivals, self.watching = parts.intake, parts.arrivals, parts.watching
        self.recent, self.colleagues = parts.recent, parts.colleagues
        self.annotating, self.duty_desk = parts.annotating, parts.duty_desk

    def _made_actions(self) -> ActionSet:
        tables = (*self._doers.tables(), self._table())
        actions = ActionSet(self, ChainMap(*map(dict, tables)))
        actions.fill(self.menuBar())
        self._doers.recent.show(actions, ())
        self.centre.queue_place.adopt({act.id: actions[act.id] for act in CASE_ACTS})
        return actions

    def _apply_choices(self) -> None:
        """Let everything that is chosen reach who takes it, now and when it changes."""
        letter, papers = self.letter, self.workstation.papers
        letter.toolbar.page_theme_requested.connect(self._applying.choose_page_theme)
        self._applying.start(
            Takers(self.set_look, letter.set_page_theme, self.review.set_order, self._take_keys, papers.use)
        )

    def _start(self) -> None:
        """Take up sizes and look, and ask the log for what is shown first."""
        self.arrangement.restore(self, self._dress_all)
        if self.second.was_open:
            QTimer.singleShot(0, self.second, self.second.turn)
        self.actions_.set_case_open(False)
        self._lanes.log.run(self, self.workstation.worklist.counts, self._turns.greet, only_desk_errors)
        self.worklist.refresh()
        self.recent.look_up()
        self.watching.start()
        self.duty_desk.start()

    def _table(self) -> Mapping[str, Callable[[], object]]:
        """Return what the acts on the window itself do."""
        return {
            "theme": self._applying.turn_theme,
            "page_theme": self._applying.next_page_theme,
            "larger_text": partial(self._applying.scale, 1.1),
            "smaller_text": partial(self._applying.scale, 1 / 1.1),
            "queue": self.arrangement.turn_queue,
            "second_window": self.second.turn,
            "reset_layout": self.reset_layout,
            **{act: partial(self.keeping_requested.emit, act) for act in KEEPING},
            "commands": lambda: self._doers.sheets.show_commands(self.actions_),
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
        for part in self.parts.dressed():
            part.dress(self._look)
        self.papers.dress(self._look)
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

        for part in self.parts.keyed():
            part.show_keys(key_of)

    # Letters from outside

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

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close once everything is saved; ask only when that cannot be."""
        if self._closing.is_due():
            self._closing.end()
            event.accept()
        else:
            event.ignore()
