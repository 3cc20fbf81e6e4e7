"""What the day begins with: overdue, due today, due in seven days, in want of a date, mine; each with its number."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from imr_desk.model.queue import DueWindow
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.theme import font
from imr_desk.ui.worklist.case_words import number_of_cases
from imr_desk.ui.worklist.due_words import DUE_SIGNS
from imr_desk.ui.worklist.views import View


class Tile(QPushButton):
    """A view with its number set large."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("todayTile")
        self.setCheckable(True)
        self.view = view
        self.sign = QLabel()
        self.number = plain_label("tileNumber", "…")
        self.label = plain_label("tileLabel", view.label)
        for label in (self.sign, self.number, self.label):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.sign)
        above.addWidget(self.number, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 6, 12, 6)
        self._column.setSpacing(0)
        self._column.addLayout(above)
        self._column.addWidget(self.label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(view.label)

    def show_number(self, number: int) -> None:
        """Show how many cases there are."""
        self.number.setText(f"{number:,}")
        self.setAccessibleName(f"{self.view.label}: {number_of_cases(number)}")
        for widget in (self, self.number):
            set_state(widget, none=number == 0)

    def dress(self, dress: Dress) -> None:
        """Take on a look; the tile is as high and at least as wide as its words."""
        window = self.view.where.window if self.view.where is not None else None
        role = DUE_SIGNS[window].role if isinstance(window, DueWindow) else "accent"
        self.sign.setPixmap(dress.pixmap(self.view.icon, role, self, 18))
        number, label = QFontMetrics(font(dress.kind.display, strong=True)), QFontMetrics(font(dress.kind.small))
        self.setFixedHeight(number.height() + label.height() + 14)
        words = max(label.horizontalAdvance(self.view.label), dress.kind.px(26) + number.horizontalAdvance("0,000"))
        self.setMinimumWidth(words + 28)


class TodayTiles(QWidget):
    """The tiles of the day in a row; those that have no room are left out, since the list of views has them too.

    Signals:
        chosen: the view of the tile that was pressed.
    """

    chosen = Signal(object)

    def __init__(self, views: Sequence[View], dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("todayTiles")
        self.tiles = tuple(Tile(view) for view in views)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        for tile in self.tiles:
            tile.clicked.connect(lambda *_, tile=tile: self.chosen.emit(tile.view))
            row.addWidget(tile)
        self.setMinimumWidth(1)
        self.dress(dress)

    def show_views(self, views: Sequence[View]) -> None:
        """Stand for these views, as many as before: those of another person."""
        for tile, view in zip(self.tiles, views, strict=True):
            tile.view = view

    def show_numbers(self, numbers: Mapping[View, int]) -> None:
        """Show how many cases each view has."""
        for tile in self.tiles:
            if tile.view in numbers:
                tile.show_number(numbers[tile.view])

    def show_chosen(self, view: View) -> None:
        """Mark the view that is shown."""
        for tile in self.tiles:
            tile.setChecked(tile.view == view)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        for tile in self.tiles:
            tile.dress(dress)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 24
        for tile in self.tiles:
            room -= tile.minimumWidth() + 8
            tile.setVisible(room >= -8)
