"""Rows out of sight are built and filled after what is in sight was painted, a few at each turn of the event loop."""

import time
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer

from imr_desk.ui.review.row import FieldRow

_FRAME = 17
"""Milliseconds from the painting of the form to the first turn: the letter and the keyboard's place come first."""
_TURN = 0.004
"""Seconds of work at one turn; a key that comes meanwhile waits no longer."""


class LateRows(QObject):
    """The rows that still wait. A row that is painted, focused or asked for meanwhile fills itself at once."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[FieldRow] = []
        self._turns = QTimer(self)
        self._turns.timeout.connect(self._turn)

    def keep(self, rows: Iterable[FieldRow]) -> None:
        """Keep those of the rows that wait, in their order, until the form is painted."""
        self._turns.stop()
        self._waiting = [row for row in rows if row.waits]

    @property
    def are_left(self) -> bool:
        """Tell whether any row still waits."""
        return bool(self._waiting)

    def painted(self) -> None:
        """The form was painted: from now on there is time for what waits."""
        if self._waiting and not self._turns.isActive():
            self._turns.start(_FRAME)

    def finish(self) -> None:
        """Fill at once what still waits."""
        self._turns.stop()
        waiting, self._waiting = self._waiting, []
        for row in waiting:
            row.fill()

    def _turn(self) -> None:
        end = time.perf_counter() + _TURN
        while self._waiting and time.perf_counter() < end:
            self._waiting.pop(0).fill()
        if self._waiting:
            self._turns.setInterval(0)
        else:
            self._turns.stop()
