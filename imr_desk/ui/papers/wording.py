"""What the pages of the sheet are made of: wrapped words, a row of buttons, a sentence on how it went."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from imr_desk.ui.dress import plain_label, set_state


def wrapped(name: str, words: str = "") -> QLabel:
    """Return a label whose words wrap and can be selected."""
    label = plain_label(name, words)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def button_row(*buttons: QPushButton, last: int = 1) -> QHBoxLayout:
    """Return buttons in a row, the ``last`` of them at the right end."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for place, button in enumerate(buttons):
        if place == len(buttons) - last:
            row.addStretch(1)
        button.setAutoDefault(False)
        row.addWidget(button)
    return row


class Said(QLabel):
    """One sentence on what went wrong, or well; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionProblem")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def say(self, sentence: str, *, good: bool = False) -> None:
        """Show a sentence; an empty one hides it."""
        set_state(self, kind="good" if good else "error")
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
