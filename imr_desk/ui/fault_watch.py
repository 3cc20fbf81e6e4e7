"""Meets what nobody expected: an error in the midst of the work, and the end of a run that died."""

import sys
from types import TracebackType

from PySide6.QtCore import QTimer

from imr_desk.model.errors import DeskError
from imr_desk.ui.faults import CrashLog, fault_of
from imr_desk.ui.window import Window

_WENT_WRONG = (
    "Something went wrong in the program; what was saved is safe. Go on working; if it happens again, close and "
    "open the program."
)
_DIED = "imr_desk ended unexpectedly last time. Nothing that was saved is lost."


class FaultWatch:
    """Watches over one window from its opening to the end of the program.

    What is met is told in the window's message bar and stands in its report of problems, never with the message or
    the values of an exception: these may hold letter text.

    Args:
        window: where it is told.
    """

    def __init__(self, window: Window) -> None:
        self._window = window
        self._hook = sys.excepthook
        self._crash_log = CrashLog(window.workstation.settings_path.parent, window.workstation.log_path)
        sys.excepthook = self.meet
        window.faults.last_end = self._crash_log.begin()
        if window.faults.last_end is not None:
            window.message.tell("info", _DIED, "Details…", self._show, stays=True)

    def meet(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Meet an error that nobody took: a sentence in the window, its kind and code lines on standard error."""
        window = self._window
        if issubclass(kind, KeyboardInterrupt):
            QTimer.singleShot(0, window, window.close)
            return
        if isinstance(error, DeskError):
            window.message.tell("error", error.sentence)
            return
        fault = fault_of(error, trace)
        window.faults.note(fault, window.workstation.clock.now())
        if sys.stderr is not None:  # a program without a console has none
            sys.stderr.write("\n  ".join((fault.kind, *fault.lines)) + "\n")
        window.message.tell("error", _WENT_WRONG, "Details…", self._show, stays=True)

    def close(self) -> None:
        """The run ends well."""
        sys.excepthook = self._hook
        self._crash_log.end()

    def _show(self) -> None:
        self._window.actions_["report"].trigger()
