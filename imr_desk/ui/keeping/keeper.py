"""Looks after the log while the window is open: backups when due, and a look through all of it once a day."""

import threading

from PySide6.QtCore import QObject, QTimer, Signal

from imr_desk.model.errors import DeskError
from imr_desk.model.keeping import Soundness
from imr_desk.services.closed_log import soundness_words
from imr_desk.services.workstation import Workstation
from imr_desk.ui.background import Lane

_SOON = 3_000
"""Milliseconds from the window to the first copy: the first case is on the desk by then."""

_MINUTE = 60_000

_DAY = 24 * 60
"""Minutes between two looks through the log."""


class Keeper(QObject):
    """Keeps one log, in a lane of its own. One that was opened to read is left alone.

    Args:
        workstation: the services of the open log.
        parent: the window.

    Signals:
        told: kind (``warning``, ``error``) and a sentence that the person must know.
    """

    told = Signal(str, str)

    def __init__(self, workstation: Workstation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workstation = workstation
        self._lane, self._looking = Lane("keeping"), Lane("looking")
        self._stop = threading.Event()
        self._minutes = 0
        self._soon, self._minute = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._minute.setInterval(_MINUTE)
        self._soon.timeout.connect(self.begin)
        self._minute.timeout.connect(self.tick)

    @property
    def lane(self) -> Lane:
        """What is done for the keeping of the log is done here, one after the other."""
        return self._lane

    def start(self) -> None:
        """Begin soon: the window and its first case come first."""
        if not self._workstation.to_read:
            self._soon.start()
            self._minute.start()

    def log_changed(self) -> None:
        """Take note that something was saved."""
        self._workstation.backups.log_changed()

    def begin(self) -> None:
        """Make the first copy of the day where it is due, and look through the log."""
        self._back_up(at_start=True)
        self.look()

    def tick(self) -> None:
        """Make a copy where one is due; to be called once a minute."""
        self._minutes += 1
        self._back_up()
        if self._minutes % _DAY == 0:
            self.look()

    def look(self) -> None:
        """Look through the whole log in the background."""
        look_through, stop = self._workstation.look_through, self._stop
        self._looking.run(self, lambda: look_through(stop), self._seen, self._failed)

    def close(self) -> None:
        """End what is under way; a copy that is being made is finished first."""
        self._stop.set()
        self._soon.stop()
        self._minute.stop()
        for lane in (self._looking, self._lane):
            lane.close(finish=False)

    def _back_up(self, *, at_start: bool = False) -> None:
        backups = self._workstation.backups
        self._lane.run(self, lambda: backups.make_if_due(at_start=at_start), self._made, self._failed)

    def _made(self, sentence: str) -> None:
        if sentence:
            self.told.emit("warning", sentence)

    def _seen(self, found: Soundness | None) -> None:
        if found is not None and not found.whole:
            self.told.emit("error", soundness_words(found))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        if not self._stop.is_set():
            self.told.emit("error", error.sentence)
