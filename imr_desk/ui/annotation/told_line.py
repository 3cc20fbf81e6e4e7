"""One line above the list: what the program is at, what went wrong, what is left to do, and the way on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from imr_desk.ui.annotation.entry_form import quiet_label


class ToldLine(QFrame):
    """A sentence with at most one button; hidden while there is nothing to say.

    Signals:
        way_on: the button was pressed.
    """

    way_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("annotationLink")
        self.words, self.button = quiet_label(""), QPushButton()
        self.button.setObjectName("quietButton")
        self.button.clicked.connect(self.way_on)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def text(self) -> str:
        """Return what it says."""
        return self.words.text()

    def say(self, sentence: str, way_on: str = "") -> None:
        """Say a sentence and offer a way on; nothing hides the line."""
        if sentence != self.words.text():
            self.words.setText(sentence)
            self.setAccessibleName(sentence)
        self.button.setText(way_on)
        self.button.setVisible(bool(way_on))
        self.setVisible(bool(sentence))
