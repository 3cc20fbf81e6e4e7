"""The queue beside the letter and the recent cases ask the log again: once for many pieces of news."""

from PySide6.QtCore import QObject, QTimer

from imr_desk.ui.recent import RecentCases
from imr_desk.ui.worklist.panel import WorklistPanel

_PAUSE = 200
"""Milliseconds within which all news are answered together."""


class Refreshing(QObject):
    """Asks again a moment after something changed.

    Args:
        worklist: the queue beside the letter.
        recent: the cases that the menu offers.
        parent: the window.
    """

    def __init__(self, worklist: WorklistPanel, recent: RecentCases, parent: QObject) -> None:
        super().__init__(parent)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(worklist.refresh)
        self._pause.timeout.connect(recent.look_up)

    def soon(self) -> None:
        """Ask after a pause; news that come meanwhile do not put it off, so that a long intake is seen to grow."""
        if not self._pause.isActive():
            self._pause.start()

    def once_quiet(self) -> None:
        """Ask after a pause; news that come meanwhile put it off, so that typing is not disturbed at each save."""
        self._pause.start()

    def stop(self) -> None:
        """Ask no more: the window closes."""
        self._pause.stop()
