"""Counting the duties of all cases anew, some at a time, while the desk goes on working."""

import threading
from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from imr_desk.model.errors import DeskError
from imr_desk.services.deadlines import Deadlines
from imr_desk.ui.background import Lane


class _Heard:
    """Hears how far it is, in the lane, and asks it to stop, from the Qt thread."""

    def __init__(self) -> None:
        self.done = self.total = 0
        self._stop = threading.Event()

    def step(self, done: int, total: int, name: str) -> None:
        """Take note."""
        self.done, self.total = done, total

    def cancelled(self) -> bool:
        """Tell whether it is to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask it to stop."""
        self._stop.set()


class Recount(QObject):
    """One run over all cases; each piece is a job of the log's lane, so that acts are saved in between.

    It belongs to the window, since it outlives the sheet in which it was begun.

    Signals:
        stepped: how many cases are counted, of how many.
        ended: a sentence: how many duties moved, or that it was stopped.
        failed: a sentence.
    """

    stepped = Signal(int, int)
    ended = Signal(str)
    failed = Signal(str)

    def __init__(self, deadlines: Deadlines, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deadlines = deadlines
        self._lane = lane
        self._heard: _Heard | None = None
        self._pieces: Iterator[int] = iter(())
        self._moved = 0

    @property
    def is_running(self) -> bool:
        """Tell whether it goes on."""
        return self._heard is not None

    def start(self) -> None:
        """Begin from the first case; one that runs already begins anew, since the rules have changed."""
        if self._heard is not None:
            self._heard.cancel()
        self._heard, self._moved = _Heard(), 0
        self._pieces = self._deadlines.count_anew(self._heard)
        self.stepped.emit(0, 0)
        self._go_on(self._heard)

    def stop(self) -> None:
        """Stop after the piece at work."""
        if self._heard is not None:
            self._heard.cancel()

    def _go_on(self, heard: _Heard) -> None:
        pieces = self._pieces
        self._lane.run(
            self,
            lambda: next(pieces, None),
            lambda moved: self._counted(heard, moved),
            lambda error: self._not_counted(heard, error),
        )

    def _counted(self, heard: _Heard, moved: int | None) -> None:
        if heard is not self._heard:
            return  # another run has begun since
        if moved is not None:
            self._moved += moved
            self.stepped.emit(heard.done, max(heard.total, 1))
            self._go_on(heard)
            return
        self._heard = None
        if heard.cancelled():
            self.ended.emit(
                "Stopped: some cases still show dates of the rules before. Count all cases anew when there is time."
            )
        else:
            duties = "1 case has" if self._moved == 1 else f"{self._moved} cases have"
            self.ended.emit(f"All cases are counted anew; {duties} another next duty.")

    def _not_counted(self, heard: _Heard, error: Exception) -> None:
        if heard is self._heard:
            self._heard = None
        if not isinstance(error, DeskError):
            raise error
        self.failed.emit(f"{error.sentence} Some cases still show the dates of the rules before; count them anew.")
