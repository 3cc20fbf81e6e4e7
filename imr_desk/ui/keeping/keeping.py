"""Ties the keeping of the log to one window: what is done in the background, its sheets, locking, its marks."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout

from imr_desk.model.errors import DeskError
from imr_desk.model.keeping import Protection
from imr_desk.model.settings import LOCK, Value
from imr_desk.services.closed_log import Afterwards, LockLog
from imr_desk.services.protection import words_for
from imr_desk.ui.keeping.backups_sheet import BackupsSheet
from imr_desk.ui.keeping.cover import Cover, CoverDialog
from imr_desk.ui.keeping.idle_watch import IdleWatch
from imr_desk.ui.keeping.keeper import Keeper
from imr_desk.ui.keeping.marks import EncryptionMark, ReadOnlyBar
from imr_desk.ui.keeping.protection_sheet import ProtectionSheet
from imr_desk.ui.keeping.unlock_dialog import UnlockDialog
from imr_desk.ui.session import SaveState
from imr_desk.ui.statements import protection_words
from imr_desk.ui.window import Window

AUTO_MINUTES = 10
"""Minutes after which a log with a passphrase locks unless a person chose otherwise (design: reliability, 5)."""

_AGAIN = 1_000
"""Milliseconds between two tries to close a locked log that still has something to save or to read."""


class Keeping(QObject):
    """Keeps the log of one window.

    Args:
        window: the window.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._workstation = window, window.workstation
        self.afterwards: Afterwards | None = None
        self._protection = Protection()
        self.keeper = Keeper(self._workstation, self)
        self.keeper.told.connect(self._tell)
        self.cover = Cover(self)
        self.idle = IdleWatch(self._workstation.clock.now, self)
        self.idle.idle.connect(self.lock)
        self.mark = EncryptionMark()
        self.mark.clicked.connect(self.show_protection)
        window.status.addPermanentWidget(self.mark)
        self._close_soon = QTimer(self)
        self._close_soon.setInterval(_AGAIN)
        self._close_soon.timeout.connect(self._close_behind)
        window.session.save_changed.connect(self._save_moved)
        for changed in (window.arrivals.arrived, window.centre.queue.steps.done, window.duty_desk.moved):
            changed.connect(self.keeper.log_changed)
        window.preferences.changed.connect(self._chosen)
        window.keeping_requested.connect(self._do)
        if self._workstation.to_read:
            self._show_read_only()

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        return {
            "backups": self.show_backups,
            "protection": self.show_protection,
            "lock": self.lock,
            "plain_copy": self.write_plain_copy,
        }

    def start(self) -> None:
        """Begin once the window is shown."""
        self.keeper.start()
        self._look()

    def close(self) -> None:
        """End what is under way, once the window is closed."""
        self._close_soon.stop()
        self.idle.close()
        self.cover.drop()
        self.keeper.close()

    def _do(self, act: str) -> None:
        self.table()[act]()

    def _show_read_only(self) -> None:
        center = self._window.centralWidget()
        column = center.layout() if center is not None else None
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, ReadOnlyBar(self._workstation.log_path.name))

    # What protects the log

    def _look(self) -> None:
        self.keeper.lane.run(self, self._workstation.protection.protection, self._show, self._failed)

    def _show(self, protection: Protection) -> None:
        self._protection = protection
        self.mark.show_notice(words_for(protection, has_store=False).notice)
        self._set_limit(self._window.preferences.choices[LOCK])

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._tell("error", error.sentence)

    def _chosen(self, key: str, value: Value) -> None:
        if key == LOCK:
            self._set_limit(value)

    def _set_limit(self, value: Value) -> None:
        if value == "auto":
            self.idle.set_limit(AUTO_MINUTES if self._protection.passphrase else 0)
        else:
            self.idle.set_limit(int(str(value)) if str(value).isdigit() else 0)

    # Acts

    def show_backups(self) -> None:
        """Show the backups."""
        sheet = BackupsSheet(self._workstation, self.keeper.lane, self._window.dialogs, self._window)
        sheet.afterwards_requested.connect(lambda wish: self._close_for(wish, sheet))
        sheet.open()

    def show_protection(self) -> None:
        """Show what is protected and how."""
        general = protection_words(self._workstation.resources)
        sheet = ProtectionSheet(self._workstation, self.keeper.lane, self._window.dialogs, general, self._window)
        sheet.afterwards_requested.connect(lambda wish: self._close_for(wish, sheet))
        sheet.protection_changed.connect(self._look)
        sheet.open()

    def write_plain_copy(self) -> None:
        """Ask where, and write the copy for other programs."""
        path = self._workstation.log_path
        target = self._window.dialogs.choose_target(
            path.with_name(f"{path.stem} plain copy.db"), "a copy without encryption or letters"
        )
        if target is None:
            return
        said = f"Written: {target.name}. It is not encrypted and holds names and decisions, but no letters."
        write = self._workstation.write_plain_copy
        self.keeper.lane.run(self, lambda: write(Path(target)), lambda _none: self._tell("good", said), self._failed)

    def _tell(self, kind: str, sentence: str) -> None:
        self._window.message.tell(kind, sentence, stays=True)

    # What can only be done with the log closed

    def _close_for(self, wish: Afterwards, sheet: BackupsSheet | ProtectionSheet) -> None:
        sheet.accept()
        self.afterwards = wish
        if not self._window.close() and self._window.session.save_state is not SaveState.SAVING:
            self.afterwards = None

    def _save_moved(self, state: SaveState) -> None:
        if state is SaveState.SAVED:
            self.keeper.log_changed()
        elif state is SaveState.NOT_SAVED and not self.cover.down:
            self.afterwards = None

    # Locking

    def lock(self) -> None:
        """Hide everything; a log with a passphrase is closed behind the page and its key forgotten."""
        if self.cover.down or not self._window.isVisible():
            return
        if self._protection.passphrase:
            service, name = self._workstation.protection, self._workstation.log_path.name
            told = "Nobody can look into the case log until it is unlocked. What you did is being kept."
            page = UnlockDialog(f"{name} is locked", told, service.unlock, leave="")
            page.accepted.connect(self._lift)
            self.cover.lower(page)
            self._close_soon.start()
            self._close_behind()
        else:
            cover = CoverDialog()
            cover.finished.connect(self._lift)
            self.cover.lower(cover)

    def come_forward(self, letters: tuple[Path, ...]) -> None:
        """Show the window and take the letters of a second start; a locked one stays behind its page."""
        if self.cover.down:
            self.cover.come_forward()
            if letters:
                self._window.bring_in(letters)
        else:
            self._window.come_forward(letters)

    def _lift(self) -> None:
        if self.cover.down:
            self._close_soon.stop()
            self.afterwards = None
            self.cover.lift()
            self._window.raise_()
            self._window.activateWindow()
            self.idle.touched()

    def _close_behind(self) -> None:
        """Close the log behind the page as soon as everything is saved and no letter is coming in."""
        session = self._window.session
        if not self.cover.down or self._window.intake.running or session.save_state is SaveState.NOT_SAVED:
            return
        self.afterwards = LockLog(session.case_id if session.is_open else None)
        if self._window.close():
            self._close_soon.stop()
            self.cover.drop()
