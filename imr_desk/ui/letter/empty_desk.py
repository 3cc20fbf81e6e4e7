"""What the letter panel shows while no case is open: what to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.theme import GRID, font


class EmptyDesk(QWidget):
    """Invites to drop letters or open one.

    Args:
        dress: theme, type and icons.
    """

    open_requested = Signal()

    def __init__(self, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyDesk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sign = plain_label("sign")
        self._title = plain_label("emptyTitle", "No letter is open")
        self._words = plain_label("emptyWords", "Drop letters here, or open one from the queue.")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = QPushButton("Open letters…", self)
        self.button.setObjectName("emptyOpen")
        self.button.clicked.connect(self.open_requested)
        column = QVBoxLayout(self)
        column.setSpacing(GRID * 2)
        column.addStretch(2)
        for widget in (self._sign, self._title):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._words)
        column.addSpacing(GRID * 2)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.dress(dress)

    def dress(self, dress: Dress) -> None:
        """Restyle."""
        self._sign.setPixmap(dress.pixmap("drop-letters", "quiet", self, 40))
        self._title.setFont(font(dress.kind.title, strong=True))
        self._words.setFont(font(dress.kind.body))
