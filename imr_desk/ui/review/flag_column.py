"""What the checks found, one row under the other; rows are kept and serve the next case."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imr_desk.model.draft import Flag
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Review
from imr_desk.ui.dress import Dress
from imr_desk.ui.review.flag_row import FlagRow


class FlagColumn(QWidget):
    """Shows flags. Signals: ``focused(Place)`` and ``settle_requested(key, FlagState)`` of its rows."""

    focused = Signal(object)
    settle_requested = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[FlagRow] = []
        self._spare: list[FlagRow] = []
        self._dress: Dress | None = None
        self._narrow = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_flags(self, flags: Sequence[Flag], review: Review, letter: LetterText) -> None:
        """Show these flags and what became of them."""
        while len(self.rows) > len(flags):
            row = self.rows.pop()
            row.hide()
            self._spare.append(row)
        while len(self.rows) < len(flags):
            self.rows.append(self._spare.pop() if self._spare else self._another(flags[len(self.rows)]))
        for row, flag in zip(self.rows, flags, strict=True):
            row.show_flag(flag, review, letter)
            row.show()
        self.setVisible(bool(flags))

    def _another(self, flag: Flag) -> FlagRow:
        row = FlagRow(flag, self)
        row.focused.connect(self.focused)
        row.settle_requested.connect(self.settle_requested)
        row.set_narrow(self._narrow)
        if self._dress is not None:
            row.dress(self._dress)
        self._column.addWidget(row)
        return row

    def row_of(self, key: str | None) -> FlagRow | None:
        """Return the row of a flag, by its key."""
        return next((row for row in self.rows if row.key == key), None)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        for row in (*self.rows, *self._spare):
            row.dress(dress)

    def set_narrow(self, narrow: bool) -> None:
        """Make do with little width, or not."""
        self._narrow = narrow
        for row in (*self.rows, *self._spare):
            row.set_narrow(narrow)

    def widgets_in_order(self) -> list[QWidget]:
        """Return what the keyboard visits, from top to bottom."""
        return [stop for row in self.rows for stop in (row, row.confirm, row.dismiss, row.reopen)]
