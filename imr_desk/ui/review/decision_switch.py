"""The two-part switch of an item: overturned or upheld, each with what it means in words."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QGridLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from imr_desk.model.draft import Decision
from imr_desk.model.review import Item
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.review import words as say

_WORDS = {
    Decision.OVERTURNED: ("Overturned", "treatment approved", "overturn"),
    Decision.UPHELD: ("Upheld", "treatment stays denied", "uphold"),
}


class DecisionButton(QPushButton):
    """One half of the switch, two lines: the decision and its meaning."""

    focused = Signal()
    accepted = Signal()

    def __init__(self, decision: Decision, parent: QWidget | None = None) -> None:
        word, meaning, _act = _WORDS[decision]
        super().__init__(parent)
        self.decision = decision
        self.setObjectName("decisionButton")
        self.setCheckable(True)
        self.setAccessibleName(f"{word}: {meaning}")
        self.show_keys(say.no_key)
        self.setProperty("decision", decision.value)
        self.picture = QLabel()
        self.title = plain_label("decisionWord", word)
        self.meaning = plain_label("decisionMeaning", meaning)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(12, 6, 12, 6)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.picture, 0, 0, 2, 1)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(self.meaning, 1, 1)
        grid.setColumnStretch(1, 1)
        for label in (self.picture, self.title, self.meaning):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_keys(self, key_of: say.KeyOf) -> None:
        """Name the key that decides so."""
        word, meaning, act = _WORDS[self.decision]
        self.setToolTip(say.with_key(f"{word}: {meaning}", key_of(act)))

    def sizeHint(self) -> QSize:
        """Take the size of the two lines."""
        return self._grid.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter accepts the decision as it stands; the space bar and a click choose this half."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the reviewer is here."""
        super().focusInEvent(event)
        self.focused.emit()


class DecisionSwitch(QWidget):
    """Shows and takes an item's decision; a proposal is outlined, a person's decision is filled."""

    chosen = Signal(object)
    accepted = Signal()
    focused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overturned = DecisionButton(Decision.OVERTURNED, self)
        self.upheld = DecisionButton(Decision.UPHELD, self)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.other = QToolButton(self)
        self.other.setObjectName("otherDecision")
        self.other.setText("Other…")
        self.other.setToolTip("For a letter that does not say: not addressed, or unclear")
        self.other.setAccessibleName("Other decision: not addressed or unclear")
        self.other.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.other)
        menu.addAction("Not addressed: the letter does not decide this item").setData(Decision.NOT_ADDRESSED)
        menu.addAction("Unclear: the letter can be read both ways").setData(Decision.UNCLEAR)
        menu.triggered.connect(self._other_chosen)
        self.other.setMenu(menu)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.overturned, self.upheld):
            row.addWidget(button, 1)
            self._group.addButton(button)
            button.clicked.connect(self._clicked)
            button.focused.connect(self.focused)
            button.accepted.connect(self.accepted)
        row.addWidget(self.other)
        self._first = self.overturned

    def show_item(self, item: Item) -> None:
        """Show the item's decision and whose it is."""
        settled = item.decision.by is not None
        for button in (self.overturned, self.upheld):
            chosen = item.outcome is button.decision
            button.setChecked(chosen)
            set_state(button, proposed=chosen and not settled, decided=chosen and settled)
            whose = ("confirmed" if settled else "proposed by the program") if chosen else "not chosen"
            button.setAccessibleDescription(whose)
            for label in (button.title, button.meaning):
                set_state(label, proposed=chosen and not settled, decided=chosen and settled)
        elsewhere = item.outcome in (Decision.NOT_ADDRESSED, Decision.UNCLEAR)
        words = {Decision.NOT_ADDRESSED: "Not addressed", Decision.UNCLEAR: "Unclear"}
        self.other.setText(words[item.outcome] if elsewhere and item.outcome is not None else "Other…")
        set_state(self.other, decided=elsewhere)
        self._first = self.upheld if item.outcome is Decision.UPHELD else self.overturned

    def set_narrow(self, narrow: bool) -> None:
        """Put the halves under each other where they do not fit side by side."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)

    def show_keys(self, key_of: say.KeyOf) -> None:
        """Name the keys that decide."""
        for button in (self.overturned, self.upheld):
            button.show_keys(key_of)

    def take_focus(self) -> None:
        """Put the keyboard on the decision that stands.

        No focus proxy does this: Qt's Tab finds the switch itself behind the form's last stop and would lead back.
        """
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.overturned.picture.setPixmap(dress.pixmap("overturned", "overturned", self, 18))
        self.upheld.picture.setPixmap(dress.pixmap("upheld", "upheld", self, 18))

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, DecisionButton):
            button.setChecked(True)
            self.chosen.emit(button.decision)

    def _other_chosen(self, action: QAction) -> None:
        self.chosen.emit(action.data())
