"""The line by which a thread is seen while it is folded."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget


class ThreadLine(QPushButton):
    """How the thread stands, in one line; pressed, it unfolds or folds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("threadLine")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words = ""

    def show_words(self, words: str) -> None:
        """Show as much of the words as there is room for."""
        self._words = words
        self._elide()

    def sizeHint(self) -> QSize:
        """Ask for the height of a line, whatever the width."""
        return QSize(80, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more or less of the words."""
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._elide()

    def _elide(self) -> None:
        room = self.width() - self.iconSize().width() - 24
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(40, room))
        if words != self.text():
            self.setText(words.replace("&", "&&"))
