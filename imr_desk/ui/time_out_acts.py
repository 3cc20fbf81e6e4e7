"""The act that shows after how long a case left lying is free again."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from imr_desk.services.workstation import Workstation
from imr_desk.ui.background import Lane


class TimeOutActs(QObject):
    """Shows the sheet.

    Signals: ``changed()`` another time counts: the queue should ask again.

    Args:
        workstation: the services.
        lane: the thread that the case log lives in.
        window: the parent of the sheet.
    """

    changed = Signal()

    def __init__(self, workstation: Workstation, lane: Lane, window: QWidget) -> None:
        super().__init__(window)
        self._workstation, self._lane, self._window = workstation, lane, window

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        return {"time_out": self.show_sheet}

    def show_sheet(self) -> None:
        """Show after how long a case is free again."""
        from imr_desk.ui.worklist.time_out_sheet import TimeOutSheet  # noqa: PLC0415 - who starts the program need not wait for it

        ws = self._workstation
        sheet = TimeOutSheet(ws.ownership, ws.people, ws.reviews, self._lane, self._window)
        sheet.hours_kept.connect(self.changed)
        sheet.open()
