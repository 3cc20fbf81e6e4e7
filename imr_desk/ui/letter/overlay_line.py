"""A quiet line that lies over the letter without moving it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.theme import GRID, font

NO_PLACE = "no-place"
"""The sign of a sentence that tells of something the letter does not show."""


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
        self._dress = dress
        self._icon = NO_PLACE
        self._sign = plain_label("sign")
        self._words = plain_label("overlayWords")
        self._more = plain_label("overlayMore")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 3, GRID, GRID * 3, GRID)
        row.setSpacing(GRID * 2)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._more)
        parent.installEventFilter(self)
        self.dress(dress)
        self.hide()

    def dress(self, dress: Dress) -> None:
        """Restyle."""
        self._dress = dress
        self._show_sign()
        for label in (self._words, self._more):
            label.setFont(font(dress.kind.small))
        self._place()

    @property
    def sentence(self) -> str:
        """What it says; empty while it is not there."""
        return "" if self.isHidden() else self._words.text()

    @property
    def more(self) -> str:
        """What it says beside the sentence; empty where there is no room for it."""
        return "" if self.isHidden() or self._more.isHidden() else self._more.text()

    def say(self, sentence: str, more: str = "", icon: str = NO_PLACE) -> None:
        """Show a sentence; an empty one takes the line away. ``more`` shows beside it where there is room."""
        self._icon = icon
        self._show_sign()
        self._words.setText(sentence)
        self._words.setAccessibleName(sentence)
        self._more.setText(more)
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
        room = parent.width() - 8 * GRID
        self._words.setWordWrap(False)
        self._more.setVisible(bool(self._more.text()))
        if self.sizeHint().width() > room:
            self._more.hide()
        width = min(self.sizeHint().width(), room)
        height = self.sizeHint().height()
        if self.sizeHint().width() > room:
            self._words.setWordWrap(True)
            height = self.heightForWidth(width)
        self.setGeometry((parent.width() - width) // 2, GRID * 2, width, height)

    def _show_sign(self) -> None:
        self._sign.setPixmap(self._dress.pixmap(self._icon, "quiet", self, 15))
