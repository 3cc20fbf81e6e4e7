"""Ties the keeping of the log to one window: what is done in the background, its sheets, locking, its marks."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout

from imr_desk.model.errors import DeskError
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.keeping import Protection
from imr_desk.model.settings import LOCK, Value
from imr_desk.services.closed_log import Afterwards
from imr_desk.services.log_events import Happened, LogEvents, refused_unlocks
from imr_desk.services.protection import words_for
from imr_desk.ui.keeping.cover import Cover
from imr_desk.ui.keeping.idle_watch import IdleWatch
from imr_desk.ui.keeping.keeper import Keeper
from imr_desk.ui.keeping.locking import Locking
from imr_desk.ui.keeping.marks import EncryptionMark, ReadOnlyBar
from imr_desk.ui.keeping.person_page import knows_by_passphrase
from imr_desk.ui.session import SaveState
from imr_desk.ui.statements import protection_words
from imr_desk.ui.window import Window

if TYPE_CHECKING:
    from imr_desk.ui.keeping.backups_sheet import BackupsSheet
    from imr_desk.ui.keeping.protection_sheet import ProtectionSheet

AUTO_MINUTES = 10
"""Minutes after which a log locks that asks for a passphrase, its own or a person's, unless a person chose otherwise
(design: reliability, 5)."""

_BEHIND_SAVED = 2
"""Place in the foot of the window behind the sign and the words that tell what is saved."""


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
        sign, to_read = self._workstation.reviews.sign, self._workstation.to_read
        self.events = LogEvents(self._workstation.log, sign, to_read=to_read)
        self.keeper = Keeper(self._workstation, self)
        self.keeper.told.connect(self._tell)
        self.idle = IdleWatch(self._workstation.clock.now, self)
        self.cover = Cover(self)
        self.locking = Locking(window, self.cover, self.keeper.lane)
        self.locking.failed.connect(partial(self._tell, "error"))
        self.locking.lifted.connect(self.idle.touched)
        self.locking.happened.connect(self.note)
        self.idle.idle.connect(self.lock)
        self.mark = EncryptionMark()
        self.mark.clicked.connect(lambda: self.show_protection(encrypt=True))
        # Behind what is saved, so that it stays in sight where large type leaves no room for all.
        window.status.insertWidget(_BEHIND_SAVED, self.mark)
        window.session.save_changed.connect(self._save_moved)
        for changed in (window.arrivals.arrived, window.centre.queue_place.stepped, window.duty_desk.moved):
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

    def start(self, happened: tuple[Happened, ...] = ()) -> None:
        """Begin once the window is shown; ``happened`` is what was done to the log while it was closed."""
        self.keeper.start()
        self._look()
        if not self._workstation.to_read:
            refusals = self._workstation.protection.take_refusals
            self._note(lambda: self.events.note(*refused_unlocks(refusals()), *happened))

    def close(self) -> None:
        """End what is under way, once the window is closed."""
        self.locking.stop()
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

    def note(self, kind: EventKind, detail: str = "") -> None:
        """Keep in the log's history what happened to it, as soon as the lane comes to it."""
        self._note(lambda: self.events.note(Happened(kind, detail)))

    def _note(self, work: Callable[[], None]) -> None:
        self.keeper.lane.run(self, work, None, self._failed)

    # What protects the log

    def _look(self) -> None:
        self.keeper.lane.run(self, self._workstation.protection.protection, self._show, self._failed)

    def _show(self, protection: Protection) -> None:
        self._protection = protection
        possible = protection.possible and not self._workstation.to_read
        self.mark.show_notice(words_for(protection, has_store=False).notice, possible=possible)
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
            asked = self._protection.passphrase or knows_by_passphrase(self._workstation.people)
            self.idle.set_limit(AUTO_MINUTES if asked else 0)
        else:
            self.idle.set_limit(int(str(value)) if str(value).isdigit() else 0)

    # Acts

    def show_backups(self) -> None:
        """Show the backups."""
        from imr_desk.ui.keeping.backups_sheet import BackupsSheet  # noqa: PLC0415 - who starts the program need not wait for it

        sheet = BackupsSheet(self._workstation, self.keeper.lane, self._window.dialogs, self._window)
        sheet.afterwards_requested.connect(lambda wish: self._close_for(wish, sheet))
        sheet.open()

    def show_protection(self, *, encrypt: bool = False) -> None:
        """Show what is protected and how; ``encrypt`` asks at once how a plain log is to be encrypted."""
        from imr_desk.ui.keeping.protection_sheet import ProtectionSheet  # noqa: PLC0415 - as above

        general = protection_words(self._workstation.resources)
        sheet = ProtectionSheet(self._workstation, self.keeper.lane, self._window.dialogs, general, self._window)
        sheet.afterwards_requested.connect(lambda wish: self._close_for(wish, sheet))
        sheet.protection_changed.connect(self._look)
        sheet.protection_changed.connect(partial(self.note, EventKind.PROTECTION))
        sheet.open()
        if encrypt:
            sheet.encrypt_at_once()

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

        def written() -> None:
            self._tell("good", said)
            self.note(EventKind.PLAIN_COPY, Path(target).name)

        self.keeper.lane.run(self, lambda: write(Path(target)), lambda _none: written(), self._failed)

    def _tell(self, kind: str, sentence: str) -> None:
        self._window.message.tell(kind, sentence, stays=True)

    # What can only be done with the log closed

    def _close_for(self, wish: Afterwards, sheet: "BackupsSheet | ProtectionSheet") -> None:
        sheet.accept()
        self.afterwards = wish
        if not self._window.close() and self._window.session.save_state is not SaveState.SAVING:
            self.afterwards = None

    def _save_moved(self, state: SaveState) -> None:
        if state is SaveState.SAVED:
            self.keeper.log_changed()
        elif state is SaveState.NOT_SAVED:
            self.afterwards = None

    # Locking

    def lock(self) -> None:
        """Hide everything; the file of a log with a passphrase is closed, and what was typed comes back."""
        self.locking.lock(self._protection)

    def come_forward(self, letters: tuple[Path, ...]) -> None:
        """Show the window and take the letters of a second start; a locked one stays behind its page."""
        if self.cover.down:
            self.cover.come_forward()
            if letters:
                self._window.bring_in(letters)
        else:
            self._window.come_forward(letters)
