"""For whom a paper is and what for; and why, where it holds more than that needs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from imr_desk.services.disclosure import Disclosure
from imr_desk.services.recipients import RECIPIENTS, Recipient
from imr_desk.ui.choice_boxes import ChoiceBox
from imr_desk.ui.dress import plain_label, set_state


class RecipientForm(QWidget):
    """Asks for whom, who that is in words, and what for.

    Signals:
        chosen: another class of recipients is chosen.
        edited: words were typed.
    """

    chosen = Signal()
    edited = Signal()

    def __init__(self, recipient: Recipient, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whom, self.who, self.purpose = ChoiceBox("For whom"), QLineEdit(), ChoiceBox("What for")
        self.whom.addItems([each.label for each in RECIPIENTS])
        self.whom.setCurrentIndex(RECIPIENTS.index(recipient))
        self.whom.setMinimumContentsLength(16)
        self.who.setAccessibleName("Who exactly")
        self.purpose.setEditable(True)
        self.purpose.setInsertPolicy(ChoiceBox.InsertPolicy.NoInsert)
        self.purpose.setMinimumContentsLength(20)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        boxes = (("For &whom", self.whom, 3), ("Wh&o exactly", self.who, 4), ("What &for", self.purpose, 5))
        for column, (words, box, stretch) in enumerate(boxes):
            label = QLabel(words)
            label.setObjectName("filterLabel")
            label.setBuddy(box)
            grid.addWidget(label, 0, column)
            grid.addWidget(box, 1, column)
            grid.setColumnStretch(column, stretch)
        self.whom.currentIndexChanged.connect(self._choose)
        self.who.textChanged.connect(self.edited)
        self.purpose.editTextChanged.connect(self.edited)
        self._offer()

    @property
    def recipient(self) -> Recipient:
        """The class that is chosen."""
        return RECIPIENTS[self.whom.currentIndex()]

    @property
    def words(self) -> str:
        """Who gets the paper, in words: the class, and who that is when somebody said it."""
        return self.recipient.words(self.who.text())

    def problem(self) -> tuple[str, QWidget] | None:
        """Return what is missing in a sentence and where to say it; ``None`` when all is said."""
        if self.recipient.named and not self.who.text().strip():
            return "Say who gets the paper.", self.who
        if not self.purpose.currentText().strip():
            return "Say what the paper is for: the history of the case keeps it.", self.purpose
        return None

    def disclosure(self, reason: str) -> Disclosure:
        """Return what the log is to keep."""
        return Disclosure(self.words, self.purpose.currentText(), reason)

    def _choose(self) -> None:
        self._offer()
        self.chosen.emit()

    def _offer(self) -> None:
        recipient = self.recipient
        self.who.setPlaceholderText("name them" if recipient.named else "name or office, where it matters")
        self.purpose.clear()
        self.purpose.addItems(recipient.purposes)
        self.purpose.setCurrentIndex(0)
        line = self.purpose.lineEdit()
        if line is not None:
            line.home(False)  # its beginning shows where there is not room for all


class ExcessFrame(QFrame):
    """Says that a paper holds more than its recipient needs, and asks why it is given all the same.

    Signals: ``edited``.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rulesNewsBar")
        set_state(self, kind="warning")
        self.words = plain_label("rulesNews")
        self.words.setWordWrap(True)
        label = QLabel("W&hy it is needed all the same")
        label.setObjectName("rulesNews")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Why it is needed all the same")
        self.reason.setPlaceholderText("the history of the case keeps your reason")
        label.setBuddy(self.reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        for widget in (self.words, label, self.reason):
            column.addWidget(widget)
        self.reason.textChanged.connect(self.edited)
        self.hide()

    def show_warning(self, sentence: str) -> None:
        """Show the warning, or hide the frame when there is none; a reason for another paper is forgotten."""
        if sentence != self.words.text():
            self.reason.clear()
        self.words.setText(sentence)
        self.reason.setAccessibleDescription(sentence)
        self.setVisible(bool(sentence))

    @property
    def is_wanted(self) -> bool:
        """Tell whether a reason is asked for."""
        return bool(self.words.text())

    @property
    def given(self) -> str:
        """The reason; empty where none is asked for."""
        return self.reason.text().strip() if self.is_wanted else ""
