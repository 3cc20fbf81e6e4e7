"""The few numbers at the top: what waits, what is late, what was done. Each is a button that leads to its cases."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.queue import CaseFilter
from imr_desk.services.figures import Tile, Tiles
from imr_desk.ui.dashboard.flow import Flow
from imr_desk.ui.dress import Dress, plain_label, set_state

_KINDS = {"Overdue": "error", "Due today": "warning", "Needs a date": "warning"}
"""Numbers that are no good news when they are not 0."""

_SIGNS = {"error": "error", "warning": "wants-look"}


class TileButton(QPushButton):
    """A number with its name."""

    def __init__(self, tile: Tile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tile = tile
        number = tile.number.number
        self.kind = _KINDS.get(tile.name, "") if number else ""
        self.setObjectName("tile")
        self.setAutoDefault(True)  # so that Enter counts as a click
        self.setAccessibleName(f"{tile.name}: {number:,}")
        self.setAccessibleDescription("Shows these cases in the queue")
        self.number = plain_label("tileNumber", f"{number:,}")
        self.name = plain_label("tileName", tile.name)
        self.sign = QLabel()
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(14, 8, 14, 9)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.number, 0, 0)
        grid.addWidget(self.sign, 0, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.name, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        for label in (self.number, self.name, self.sign):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_state(self.number, kind=self.kind)
        set_state(self, kind=self.kind)

    def sizeHint(self) -> QSize:
        """Take the size of number and name."""
        return self._grid.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Never clip the number or the name."""
        return self._grid.minimumSize()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        if self.kind:
            self.sign.setPixmap(dress.pixmap(_SIGNS[self.kind], self.kind, self, 18))


class TileRow(QWidget):
    """All of them, in as many lines as the width needs."""

    cases_requested = Signal(CaseFilter)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Tiles | None = None
        self._dress: Dress | None = None
        self.buttons: list[TileButton] = []
        self._flow = Flow(12, even=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._flow)

    def show_tiles(self, tiles: Tiles) -> None:
        """Show the numbers; the same ones again leave everything, the keyboard too, where it is."""
        if tiles == self._shown:
            return
        self._shown = tiles
        in_focus = next((button.tile.name for button in self.buttons if button.hasFocus()), "")
        self.buttons = [TileButton(tile) for tile in tiles.tiles]
        for button in self.buttons:
            button.clicked.connect(self._clicked)
            if self._dress is not None:
                button.dress(self._dress)
        self._flow.show_widgets(list(self.buttons))
        for button in self.buttons:
            if button.tile.name == in_focus:
                button.setFocus()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        for button in self.buttons:
            button.dress(dress)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, TileButton) and button.tile.number.where is not None:
            self.cases_requested.emit(button.tile.number.where)
