"""One thing that a check found: what the text shows, and what the reviewer makes of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.draft import Flag, Severity
from imr_desk.model.letter import LetterText
from imr_desk.model.places import place_words
from imr_desk.model.review import FlagState, Review, Settlement, flag_item, flag_key
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.session import Place

_SIGNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
_WORDS = {Severity.ERROR: "Must be settled", Severity.WARNING: "Worth a look", Severity.INFO: "For information"}


class FlagRow(QFrame):
    """Focusable: Enter confirms the flag and goes on; Delete dismisses it."""

    focused = Signal(object)
    settle_requested = Signal(object, object)

    def __init__(self, flag: Flag, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flag = flag
        self.key = flag_key(flag)
        self._dress: Dress | None = None
        self.setObjectName("flagRow")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip("")
        self.sign = QLabel()
        self.message = plain_label("flagMessage")
        self.message.setWordWrap(True)
        self.state = plain_label("flagState")
        self.state.setWordWrap(True)
        self.confirm = QPushButton("Confirm")
        self.dismiss = QPushButton("Dismiss")
        self.reopen = QPushButton("Reopen")
        for button, state, why in (
            (self.confirm, FlagState.CONFIRMED, "The letter really shows this; it goes into the summary"),
            (self.dismiss, FlagState.DISMISSED, "This does not matter here; the summary lists it as dismissed"),
            (self.reopen, FlagState.OPEN, "Take back what was said of this flag"),
        ):
            button.setObjectName("quietButton")
            button.setToolTip(why)
            button.setProperty("state", state.value)
            button.clicked.connect(self._pressed)
        self._arrange()

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.message)
        words.addWidget(self.state)
        said, acts = QHBoxLayout(), QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        said.addLayout(words, 1)
        for button in (self.confirm, self.dismiss, self.reopen):
            acts.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        acts.addStretch(0)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(10, 6, 6, 6)
        row.setSpacing(8)
        row.addLayout(said, 1)
        row.addLayout(acts)

    def set_narrow(self, narrow: bool) -> None:
        """Put the acts under the words where both do not fit beside each other."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)

    @property
    def place(self) -> Place:
        """Where in the form this flag stands."""
        return Place(flag_item(self.flag), "flag", self.key)

    def show_flag(self, flag: Flag, review: Review, letter: LetterText) -> None:
        """Show a flag and what became of it; a row that showed another one before gives the keyboard away."""
        if flag != self.flag:
            if self.hasFocus() and flag_key(flag) != self.key:
                self.clearFocus()
            self.flag, self.key = flag, flag_key(flag)
            self._sign()
        self.message.setText(flag.message)
        set_state(self, severity=flag.severity.value)
        set_state(self.message, severity=flag.severity.value)  # its weight follows the row's severity
        self._show_settlement(review, letter)

    def _show_settlement(self, review: Review, letter: LetterText) -> None:
        settled: Settlement | None = review.settled.get(self.key)
        state = settled.state if settled else FlagState.OPEN
        where = place_words(letter, self.flag.sources)
        words = [_WORDS[self.flag.severity]] if state is FlagState.OPEN or settled is None else []
        if settled is not None and state is not FlagState.OPEN:
            words.append(f"{state.value.capitalize()} by {settled.by.who}")
            if settled.reason:
                words.append(settled.reason)
        if where:
            words.append(where)
        if self.flag.reason and state is FlagState.OPEN:
            words.append(self.flag.reason)
        self.state.setText(" · ".join(words))
        self._show_state()
        for button in (self.confirm, self.dismiss):
            button.setVisible(state is FlagState.OPEN)
        self.reopen.setVisible(state is not FlagState.OPEN)
        set_state(self, settled=state is not FlagState.OPEN)
        set_state(self.message, settled=state is not FlagState.OPEN)
        self.setAccessibleName(f"{_WORDS[self.flag.severity]}: {self.flag.message}")
        self.setAccessibleDescription(self.state.text())

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self._sign()

    def _sign(self) -> None:
        if self._dress is None:
            return
        role = {"error": "error", "warning": "warning", "info": "quiet"}[self.flag.severity.value]
        self.sign.setPixmap(self._dress.pixmap(_SIGNS[self.flag.severity], role, self))

    def _show_state(self) -> None:
        """Information is one quiet line until it is looked at."""
        self.state.setVisible(self.flag.severity is not Severity.INFO or self.hasFocus())

    def _pressed(self) -> None:
        button = self.sender()
        if button is not None:
            self.settle_requested.emit(self.key, FlagState(button.property("state")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter confirms, Delete dismisses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.settle_requested.emit(self.key, FlagState.CONFIRMED)
        elif event.key() == Qt.Key.Key_Delete:
            self.settle_requested.emit(self.key, FlagState.DISMISSED)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the reviewer is here."""
        super().focusInEvent(event)
        self._show_state()
        self.focused.emit(self.place)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Fold again."""
        super().focusOutEvent(event)
        self._show_state()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click focuses the flag, and so shows its words in the letter."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()
