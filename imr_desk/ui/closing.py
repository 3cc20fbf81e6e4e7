"""The end of a window: it closes once everything is saved, and what runs behind it ends with it."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from imr_desk.ui.doers import Doers
from imr_desk.ui.lanes import Lanes
from imr_desk.ui.parts import WindowParts
from imr_desk.ui.session import SaveState


class Closing(QObject):
    """Lets a window close, at once or as soon as the last act is saved.

    Args:
        window: the window.
        parts: its parts.
        doers: take over what is being typed, ask what may be lost, end what they began.
        lanes: the threads.
    """

    def __init__(self, window: QMainWindow, parts: WindowParts, doers: Doers, lanes: Lanes) -> None:
        super().__init__(window)
        self._window, self._parts, self._acts, self._lanes = window, parts, doers.acts, lanes
        self._papers = doers.papers
        self._waits = False
        parts.session.save_changed.connect(self._save_moved)

    def is_due(self) -> bool:
        """Tell whether the window may close now; ask only when something would be lost.

        While they are being saved the answer is no, and the window is closed once they are.
        """
        self._acts.flush_typing()
        state = self._parts.session.save_state
        if state is SaveState.SAVING:
            self._waits = True
            return False
        if state is SaveState.NOT_SAVED and not self._acts.gives_up():
            self._waits = False
            return False
        unsent = self._parts.questions.unsent
        return not unsent or self._acts.leaves_unsent(unsent)

    def end(self) -> None:
        """Remember the sizes and end what runs behind the window; the lanes last, for others still use them."""
        parts = self._parts
        parts.arrangement.remember(self._window)
        parts.watching.stop()  # first: nobody stopped the letters of its folder
        parts.intake.cancel()
        parts.refreshing.stop()
        self._acts.stop_printing()
        self._papers.stop()
        parts.duty_desk.stop()
        parts.annotating.close()
        self._lanes.close()

    def _save_moved(self, state: SaveState) -> None:
        if state is SaveState.SAVED and self._waits:
            self._window.close()
