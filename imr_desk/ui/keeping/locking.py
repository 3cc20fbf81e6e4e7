"""Locking a window: everything is hidden behind a page, and nothing that was typed is lost by it."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from imr_desk.model.errors import DeskError
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.keeping import Protection
from imr_desk.services.log_events import refused_unlocks
from imr_desk.services.protection import LogLock
from imr_desk.ui.background import Lane
from imr_desk.ui.keeping.cover import Cover, CoverDialog
from imr_desk.ui.keeping.person_page import PersonPage, knows_by_passphrase
from imr_desk.ui.keeping.unlock_dialog import UnlockDialog
from imr_desk.ui.review.editors import LineEditor, ProseEditor
from imr_desk.ui.session import SaveState
from imr_desk.ui.window import Window

_AGAIN = 1_000
"""Milliseconds between two tries to close the file of a locked log that still has something to save or to read."""

_TOLD = (
    "Nobody can look into the case log until it is unlocked: its file is closed. What you did is saved, and what you "
    "were typing comes back as it stands."
)


class Locking(QObject):
    """Locks one window; it stays as it is, with its sheets and all that stands in them, and comes back so.

    The file of a log with a passphrase is closed behind the page and its key forgotten, as soon as everything is
    saved. A log of several people asks who goes on. Any other lock is only a cover, and says so.

    Args:
        window: the window.
        cover: hides it.
        lane: where copies are made: the file is closed between two, never in the midst of one.

    Signals:
        lifted: somebody goes on in this window.
        failed: the file could not be closed, in a sentence.
        happened: kind and detail of what the log's history should keep.
    """

    lifted = Signal()
    failed = Signal(str)
    happened = Signal(EventKind, str)

    def __init__(self, window: Window, cover: Cover, lane: Lane) -> None:
        super().__init__(window)
        workstation = window.workstation
        self._window, self._cover, self._lane = window, cover, lane
        self._people = workstation.people
        self.log_lock = LogLock(workstation.log, workstation.protection)
        self._shut_soon = QTimer(self)
        self._shut_soon.setInterval(_AGAIN)
        self._shut_soon.timeout.connect(self._shut_behind)
        window.installEventFilter(self)

    def lock(self, protection: Protection) -> None:
        """Hide everything; how one comes back in depends on what protects the log."""
        if self._cover.down or not self._window.isVisible():
            return
        _take_over_typing()
        self.happened.emit(EventKind.LOCKED, "" if protection.passphrase else "the file stays open")
        if protection.passphrase:
            self._cover.lower(self._passphrase_page())
            self.log_lock.begin()
            self._shut_soon.start()
            self._shut_behind()
        elif knows_by_passphrase(self._people):
            self._cover.lower(self._person_page())
        else:
            cover = CoverDialog()
            cover.finished.connect(self._lift)
            self._cover.lower(cover)

    def stop(self) -> None:
        """End what is under way, once the window is closed."""
        self._shut_soon.stop()

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the program end while it is locked: those go who wait for the log, and the page with the window."""
        if not isinstance(event, QCloseEvent) or not self._cover.down:
            return False
        self.log_lock.give_up()
        self._window.closeEvent(event)
        if event.isAccepted():
            self._cover.drop()
        return True

    def _passphrase_page(self) -> UnlockDialog:
        name = self._window.workstation.log_path.name
        page = UnlockDialog(f"{name} is locked", _TOLD, self.log_lock.unlock, leave="")
        page.accepted.connect(self._unlocked)
        return page

    def _person_page(self) -> PersonPage:
        page = PersonPage(self._people, self._lane)
        page.signed_in.connect(lambda person: self._window.parts.people.switched.emit(person.name))
        page.accepted.connect(self._lift)
        return page

    def _unlocked(self) -> None:
        self._shut_soon.stop()
        if knows_by_passphrase(self._people):
            self._cover.turn_to(self._person_page())
        else:
            self._lift()

    def _lift(self) -> None:
        if self._cover.down:
            self._cover.lift()
            for refused in refused_unlocks(self._window.workstation.protection.take_refusals()):
                self.happened.emit(refused.kind, refused.detail)
            self.happened.emit(EventKind.UNLOCKED, "")
            self.lifted.emit()

    def _shut_behind(self) -> None:
        """Close the file as soon as everything is saved and no letter is coming in."""
        if not self._window.intake.running and self._window.session.save_state is SaveState.SAVED:
            self._shut_soon.stop()
            self._lane.run(self, self.log_lock.shut, None, self._not_shut)

    def _not_shut(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.failed.emit(error.sentence)


def _take_over_typing() -> None:
    """Take over what is being typed into the form, under the name of the person who typed it."""
    typing = QApplication.focusWidget()
    if isinstance(typing, LineEditor | ProseEditor):
        typing.flush()
