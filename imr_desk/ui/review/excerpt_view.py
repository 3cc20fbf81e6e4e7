"""The excerpt of an item as a quotation with its place, and the acts on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.letter import LetterText
from imr_desk.model.places import place_words
from imr_desk.model.review import Excerpt, Item
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.review import words as say

_LONGEST_SHOWN = 1200


class ExcerptView(QFrame):
    """Focusable: Enter confirms, an act takes the words selected in the letter."""

    focused = Signal()
    accepted = Signal()
    take_requested = Signal()
    drop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("excerptView")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sign = QLabel()
        self.state = plain_label("excerptState")
        self.words = plain_label("excerptWords")
        self.words.setWordWrap(True)
        self._key = ""
        self._empty = True
        self.take = QPushButton("Take selection")
        self.take.setObjectName("quietButton")
        self.take.setToolTip("Take the words selected in the letter as this item's excerpt")
        self.drop = QPushButton("Remove")
        self.drop.setObjectName("quietButton")
        for button in (self.take, self.drop):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.take.clicked.connect(self.take_requested)
        self.drop.clicked.connect(self.drop_requested)
        self.state.setWordWrap(True)
        self._arrange()

    def _arrange(self) -> None:
        first, acts = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.state, 1)
        acts.addWidget(self.take)
        acts.addWidget(self.drop)
        acts.addStretch(0)
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(8)
        head.addLayout(first, 1)
        head.addLayout(acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.words)

    def show_item(self, item: Item, letter: LetterText) -> None:
        """Show the item's excerpt, or that there is none."""
        excerpt = item.excerpt
        self._empty = excerpt is None
        self.drop.setVisible(excerpt is not None)
        self.words.setVisible(excerpt is not None)
        if excerpt is None:
            state = self._advice()
        else:
            shown = excerpt.text if len(excerpt.text) <= _LONGEST_SHOWN else excerpt.text[:_LONGEST_SHOWN] + "…"
            self.words.setText(f"“{shown}”")
            state = f"{place_words(letter, excerpt.spans).capitalize()} · {_whose(excerpt)}"
        self.state.setText(state)
        set_state(self, look=excerpt is None or excerpt.by is None)
        self.setAccessibleName("Rationale excerpt")
        self.setAccessibleDescription(f"{state}. {excerpt.text if excerpt else ''}")

    def show_keys(self, key_of: say.KeyOf) -> None:
        """Name the key that takes the selected words."""
        self._key = key_of("take_excerpt")
        self.take.setText(say.with_key("Take selection", self._key))
        if self._empty:
            self.state.setText(self._advice())

    def _advice(self) -> str:
        how = f"press {self._key}" if self._key else "take the selection"
        return f"No excerpt. Mark the reasoning in the letter and {how}."

    def set_narrow(self, narrow: bool) -> None:
        """Put the acts under the state where both do not fit beside each other."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(way)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.sign.setPixmap(dress.pixmap("quote", "quiet", self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter confirms the excerpt."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the reviewer is here."""
        super().focusInEvent(event)
        self.focused.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click focuses the excerpt."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()


def _whose(excerpt: Excerpt) -> str:
    return "proposed by the program" if excerpt.by is None else f"confirmed by {excerpt.by.who}"
