"""A quiet line that lies over the letter without moving it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.theme import GRID, font


class OverlayLine(QFrame):
    """Says one sentence at the top of its parent; clicks go through to the letter.

    Args:
        dress: theme, type and icons.
        parent: what it lies over.
    """

    def __init__(self, dress: Dress, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overlayLine")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._sign = plain_label("sign")
        self._words = plain_label("overlayWords")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 3, GRID, GRID * 3, GRID)
        row.setSpacing(GRID * 2)
        row.addWidget(self._sign)
        row.addWidget(self._words)
        parent.installEventFilter(self)
        self.dress(dress)
        self.hide()

    def dress(self, dress: Dress) -> None:
        """Restyle."""
        self._sign.setPixmap(dress.pixmap("no-place", "quiet", self, 15))
        self._words.setFont(font(dress.kind.small))
        self._place()

    @property
    def sentence(self) -> str:
        """What it says; empty while it is not there."""
        return "" if self.isHidden() else self._words.text()

    def say(self, sentence: str) -> None:
        """Show a sentence; an empty one takes the line away."""
        self._words.setText(sentence)
        self._words.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            self._place()
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay at the top of the parent when its size changes."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        size = self.sizeHint()
        width = min(size.width(), parent.width() - 8 * GRID)
        self.setGeometry((parent.width() - width) // 2, GRID * 2, width, size.height())
