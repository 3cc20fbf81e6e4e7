"""The bar over the letter in which words are looked for."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.letter.key_words import with_key
from imr_desk.ui.letter.letter_search import LetterSearch
from imr_desk.ui.theme import GRID, font


class _FindField(QLineEdit):
    """A line of words with the keys of a find bar."""

    step_requested = Signal(int)
    close_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, back with Shift and Enter, close with Escape."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step_requested.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """Words to look for, how many were found, and buttons to go through them.

    Args:
        search: does the looking.
        dress: theme, type and icons.
    """

    words_changed = Signal(str)
    step_requested = Signal(int)
    close_requested = Signal()

    def __init__(self, search: LetterSearch, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setAccessibleName("Find")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._search = search
        self._field = _FindField(self)
        self._field.setObjectName("findField")
        self._field.setPlaceholderText("Find in the letter")
        self._field.setAccessibleName("Find in the letter")
        self._field.setClearButtonEnabled(True)
        self._count = plain_label("findCount")
        self._previous = self._button("up", "Previous hit")
        self._next = self._button("down", "Next hit")
        self._close = self._button("close", "Close the find bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        row.setSpacing(GRID)
        row.addWidget(self._field, 1)
        row.addWidget(self._count)
        for button in (self._previous, self._next, self._close):
            row.addWidget(button)
        self._field.textChanged.connect(self.words_changed)
        self._field.step_requested.connect(self.step_requested)
        self._field.close_requested.connect(self.close_requested)
        self._previous.clicked.connect(self._ask_previous)
        self._next.clicked.connect(self._ask_next)
        self._close.clicked.connect(self.close_requested)
        search.changed.connect(self._tell)
        self.dress(dress)
        self.show_keys(lambda _act: "")
        self._tell()

    def dress(self, dress: Dress) -> None:
        """Restyle."""
        self._field.setFont(font(dress.kind.body))
        self._count.setFont(font(dress.kind.small))
        side = dress.kind.px(16)
        for button, icon in ((self._previous, "up"), (self._next, "down"), (self._close, "close")):
            button.setIcon(dress.icon(icon))
            button.setIconSize(QSize(side, side))

    def show_keys(self, key_of: Callable[[str], str]) -> None:
        """Name in the tooltips the bar's own keys and those that the acts have now, by the id of the act."""
        for button, own, act in (
            (self._previous, "Shift+Return", "find_previous"),
            (self._next, "Return", "find_next"),
            (self._close, "Esc", ""),
        ):
            key = QKeySequence(own).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(with_key(button.accessibleName(), key, key_of(act) if act else ""))

    def take_words(self, words: str) -> None:
        """Get ready for typing: the words selected in the letter, or the last ones, all selected."""
        if words and words != self._field.text():
            self._field.setText(words)
        elif self._field.text():
            self.words_changed.emit(self._field.text())
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    @property
    def count_words(self) -> str:
        """How many hits there are, as the bar says it."""
        return self._count.text()

    def _tell(self) -> None:
        search = self._search
        count = len(search.hits)
        if not search.words.strip():
            words = ""
        elif not count:
            words = "no hit" if search.done else "…"
        else:
            words = f"{(search.current or 0) + 1:,} of {count:,}{'' if search.done else '…'}"
        self._count.setText(words)
        self._count.setAccessibleName(f"Hits: {words}" if words else "Hits")
        set_state(self._field, nothing=bool(search.words.strip()) and search.done and not count)
        for button in (self._previous, self._next):
            button.setEnabled(count > 0)

    def _button(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"find-{icon}")
        button.setAutoRaise(True)
        button.setAccessibleName(name)
        return button

    def _ask_previous(self) -> None:
        self.step_requested.emit(-1)

    def _ask_next(self) -> None:
        self.step_requested.emit(1)
