"""Two lines for a new passphrase, and how strong it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imr_desk.ui.dress import set_state
from imr_desk.ui.keeping.strength import SHORTEST, strength_words
from imr_desk.ui.people.passphrase_line import PassphraseLine
from imr_desk.ui.pieces import wrapped


class NewPassphrase(QWidget):
    """Takes a new passphrase twice.

    Signals:
        changed: what stands there changed.
        accepted: Enter was pressed in the second line.
    """

    changed = Signal()
    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.again = PassphraseLine("New passphrase"), PassphraseLine("The same once more")
        self.strength = wrapped("keepingStrength")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.first, self.strength, self.again):
            column.addWidget(widget)
        for line in (self.first, self.again):
            line.changed.connect(self._show)
        self.first.accepted.connect(self.again.setFocus)
        self.again.accepted.connect(self.accepted)
        self.setFocusProxy(self.first)
        self._show()

    @property
    def words(self) -> str:
        """The passphrase."""
        return self.first.words

    @property
    def problem(self) -> str:
        """Why it cannot be taken, in a sentence; empty when it can."""
        if len(self.first.words.strip()) < SHORTEST:
            return f"A passphrase needs at least {SHORTEST} characters."
        if self.first.words != self.again.words:
            return "The two lines do not say the same. Type the passphrase once more."
        return ""

    def forget(self) -> None:
        """Clear both lines."""
        self.first.forget()
        self.again.forget()

    def _show(self) -> None:
        words, good = strength_words(self.first.words)
        if good and self.again.words and self.again.words != self.first.words:
            words, good = "The second line is not the same yet.", False
        self.strength.setText(words)
        self.first.line.setAccessibleDescription(words)
        set_state(self.strength, good=good)
        self.changed.emit()
