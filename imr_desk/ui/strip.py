"""What the strips over the panels share: a sign, a sentence that wraps, and what can be done about it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from imr_desk.ui.dress import plain_label


class Strip(QFrame):
    """One line over the panels; hidden until there is something to say.

    Args:
        name: what the style sheet calls it.
        words: what the style sheet calls its sentence.
        parent: its owner.
    """

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.sign = QLabel()
        self.words = plain_label(words)
        self.words.setWordWrap(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 6, 16, 6)
        self._row.setSpacing(10)
        self._row.addWidget(self.sign)
        self._row.addWidget(self.words, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say a sentence, to the screen reader too."""
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
