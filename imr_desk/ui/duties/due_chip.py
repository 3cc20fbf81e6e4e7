"""What is due next, as a chip: sign, words and colour. It opens what must be done."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from imr_desk.model.deadlines.due import Due
from imr_desk.model.deadlines.words import DueState
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.duties.words import DUE_SIGNS

_WHAT = "Opens what must be done, by when"


class DueChip(QPushButton):
    """The next duty of a case; hidden until there is a case.

    Args:
        keys: the key that does the same, for the tooltip; empty for none.
        parent: its owner.
    """

    def __init__(self, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dueChip")
        self._keys = keys
        self._due: Due | None = None
        self._dress: Dress | None = None
        self.hide()

    def show_due(self, due: Due | None) -> None:
        """Show what is due next; ``None`` for no case."""
        self._due = due
        self.setVisible(due is not None)
        if due is None:
            return
        self.setText(f" {due.words}".replace("&", "&&"))  # the blank keeps words and sign apart
        what = f"{_WHAT} ({self._keys})" if self._keys else _WHAT
        self.setToolTip("\n".join(words for words in (due.hint, what) if words).replace("<", "‹"))
        self.setAccessibleName(f"Deadline: {due.words}")
        self.setAccessibleDescription(f"{due.hint} {what}".strip())
        set_state(self, due=DUE_SIGNS[due.state].state)
        self._sign()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self._sign()

    def _sign(self) -> None:
        if self._dress is not None and self._due is not None:
            sign = DUE_SIGNS[self._due.state]
            self.setIconSize(QSize(self._dress.kind.px(16), self._dress.kind.px(16)))
            self.setIcon(self._dress.icon(sign.icon, sign.role))


class DueMarkLabel(QWidget):
    """The same within a card, where nothing is to be opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dueMark")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state = DueState.NONE
        self._dress: Dress | None = None
        self.sign = QLabel()
        self.words = plain_label("dueMarkWords")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 10, 2)
        row.setSpacing(5)
        row.addWidget(self.sign)
        row.addWidget(self.words)

    def show_due(self, due: Due) -> None:
        """Show how near a duty is."""
        self._state = due.state
        self.words.setText(due.words)
        state = DUE_SIGNS[due.state].state
        set_state(self, due=state)
        set_state(self.words, due=state)
        self._sign()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self._sign()

    def _sign(self) -> None:
        if self._dress is not None:
            sign = DUE_SIGNS[self._state]
            self.sign.setPixmap(self._dress.pixmap(sign.icon, sign.role, self, 14))
