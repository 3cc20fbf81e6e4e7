"""The act that shows the history of the log."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from imr_desk.services.workstation import Workstation
from imr_desk.ui.background import Lane
from imr_desk.ui.dialogs import Dialogs


class LogHistoryActs(QObject):
    """Shows the sheet.

    Args:
        workstation: the services.
        lane: the thread that the case log lives in.
        dialogs: the door for questions.
        window: the parent of the sheet.
    """

    def __init__(self, workstation: Workstation, lane: Lane, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._workstation, self._lane, self._dialogs, self._window = workstation, lane, dialogs, window

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        return {"log_history": self.show_sheet}

    def show_sheet(self) -> None:
        """Show what happened to the log as a whole."""
        from imr_desk.ui.log_history import LogHistorySheet, LogHistorySource  # noqa: PLC0415 - the start need not wait

        LogHistorySheet(LogHistorySource.of(self._workstation), self._lane, self._dialogs, self._window).open()
