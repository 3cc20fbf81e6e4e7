"""Watching a folder: letters that a mail room or a scanner puts there come in while the work goes on."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from imr_desk.model.errors import DeskError
from imr_desk.services.inbox import SETTLED, Inbox
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.bars import MessageBar
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.intake_run import IntakeRun, IntakeSum

_FOLDER = "intake/watched"
_EVERY = round(SETTLED * 1000)
_AFTER_TROUBLE = 60_000
"""Milliseconds until the folder is looked at again when the log could not take its letters."""


class Watching(QObject):
    """Looks into the watched folder every few seconds, in the lane that reads.

    Signals: ``turned(on)`` watching began or ended.

    Args:
        intake: takes what is there.
        lane: where the folder is looked through.
        settings: remember the folder.
        dialogs: the door for questions.
        message: says what is watched, and why no longer.
    """

    turned = Signal(bool)

    def __init__(
        self, intake: IntakeRun, lane: Lane, settings: QSettings, dialogs: Dialogs, message: MessageBar
    ) -> None:
        super().__init__(message)
        self._intake, self._lane, self._settings = intake, lane, settings
        self._dialogs, self._message = dialogs, message
        self._inbox: Inbox | None = None
        self._job: Job | None = None
        self._given: set[Path] = set()
        intake.arrived.connect(lambda taken: self._given.discard(taken.path))
        intake.ended.connect(self._intake_ended)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._look)

    @property
    def folder(self) -> Path | None:
        """The folder that is watched; ``None`` for none."""
        return None if self._inbox is None else self._inbox.folder

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        return {"watch_folder": self.turn}

    def start(self) -> None:
        """Watch the folder that was watched when the program ended last."""
        kept = str(self._settings.value(_FOLDER, ""))
        if kept:
            self._watch(Path(kept))

    def turn(self) -> None:
        """Ask for a folder and watch it, or stop watching."""
        if self._inbox is not None:
            name = self._inbox.folder.name
            self.stop()
            self._settings.remove(_FOLDER)
            self._message.tell("info", f"The folder “{name}” is no longer watched.", stays=True)
            return
        folder = self._dialogs.choose_folder(None)
        if folder is not None:
            self._settings.setValue(_FOLDER, str(folder))
            self._watch(folder)
            words = "letters put there come in by themselves, and its files stay where they are."
            self._message.tell("good", f"Watching “{folder.name}”: {words}", stays=True)
        self.turned.emit(self._inbox is not None)

    def stop(self) -> None:
        """Stop watching."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        self._inbox = self._job = None
        self._given.clear()
        self.turned.emit(False)

    def _watch(self, folder: Path) -> None:
        self._inbox = Inbox(folder, time.monotonic)
        self._timer.start()
        self.turned.emit(True)
        self._look()

    def _look(self) -> None:
        if self._inbox is not None and self._job is None:
            self._job = self._lane.run(self, self._inbox.ready, self._found, self._failed)

    def _found(self, paths: tuple[Path, ...]) -> None:
        self._job = None
        self._timer.setInterval(_EVERY)
        if paths:
            self._given.update(paths)
            self._intake.start(paths)

    def _intake_ended(self, ended: IntakeSum) -> None:
        """See to the letters of the folder that were left: none is passed over without a word."""
        left = frozenset(self._given)
        self._given.clear()
        if self._inbox is None or not left:
            return
        if ended.problem:
            self._inbox.give_again(left)
            self._timer.setInterval(_AFTER_TROUBLE)
        elif ended.stopped:
            name = self._inbox.folder.name
            self.stop()
            self._settings.remove(_FOLDER)
            words = f"The folder “{name}” is no longer watched; watch it again to bring in the rest."
            # Behind what the intake itself says of its end.
            QTimer.singleShot(0, self, lambda: self._message.tell("info", f"{ended.sentence} {words}", stays=True))

    def _failed(self, error: Exception) -> None:
        self.stop()
        if not isinstance(error, DeskError):
            raise error
        self._message.tell("warning", error.sentence, stays=True)
