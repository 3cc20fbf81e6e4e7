"""The question how one case is read a second time: what for, by whom, and what the reader begins with."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.handling import SendToSecondReading
from imr_desk.ui.choice_boxes import ChoiceBox
from imr_desk.ui.dress import plain_label

ANYBODY = "Whoever takes it"
STARTS = (("What the program read", False), ("An empty form", True))
"""What a second reader can begin with, in words, and whether that is an empty form."""

_TOLD = (
    "A colleague reads the letter without seeing what {} said. Then both readings are compared. The colleague is "
    "not told what it is for."
)
_LONGEST = 200


class SendDialog(QDialog):
    """Asks for what sending a case to a second reading needs; stays until somebody accepts it, who has sent the case.

    Args:
        case_id: the case.
        first: who read it first.
        readers: who could be asked to read it.
        blank: whether an empty form is offered first.
        parent: the window.

    Signals:
        wanted: the step to take (``SendToSecondReading``).
    """

    wanted = Signal(object)

    def __init__(self, case_id: int, first: str, readers: Sequence[str], *, blank: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._first = first
        self.setWindowTitle("Send to a second reading")
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.why, self.reader, self.start = QLineEdit(), ChoiceBox("Who reads it"), ChoiceBox("Begins with")
        self.why.setAccessibleName("What the second reading is for")
        self.why.setPlaceholderText("such as a doubtful outcome")
        self.why.setMaxLength(_LONGEST)
        self.reader.addItem(ANYBODY, "")
        for name in readers:
            self.reader.addItem(name, name)
        for words, is_blank in STARTS:
            self.start.addItem(words, is_blank)
        self.start.setCurrentIndex(int(blank))
        self.problem = plain_label("questionProblem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.accept_, self.cancel = QPushButton("Send"), QPushButton("Cancel")
        self._arrange(case_id)
        self.why.textChanged.connect(self.problem.hide)
        self.accept_.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.reject)

    def _arrange(self, case_id: int) -> None:
        told = plain_label("settingMeaning", _TOLD.format(self._first or "the first reader"))
        told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(6)
        column.addWidget(plain_label("sheetHead", f"Send case {case_id} to a second reading"))
        column.addWidget(told)
        for label, widget in (
            ("What for", self.why),
            ("Who reads it", self.reader),
            ("The second reader begins with", self.start),
        ):
            words = plain_label("ruleLabel", label)
            words.setBuddy(widget)
            column.addWidget(words)
            column.addWidget(widget)
        column.addWidget(self.problem)
        self.accept_.setObjectName("dutyAccept")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.accept_, self.cancel):
            button.setAutoDefault(False)
            row.addWidget(button)
        column.addSpacing(6)
        column.addLayout(row)
        self.setMinimumWidth(round(27 * self.fontMetrics().height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.accept_.isEnabled():
                self._accept()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Change one's mind, as long as the case is not on its way."""
        if self.accept_.isEnabled():
            super().reject()

    def _wait(self, *, is_sending: bool) -> None:
        for button in (self.accept_, self.cancel):
            button.setEnabled(not is_sending)

    def say(self, problem: str) -> None:
        """Tell why it cannot be sent; what stands in the dialog stays."""
        self._wait(is_sending=False)
        self.problem.setText(problem)
        self.problem.show()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        why = self.why.text().strip()
        if not why:
            self.say("Say what the second reading is for.")
            return
        self._wait(is_sending=True)
        self.wanted.emit(
            SendToSecondReading(why, self._first, bool(self.start.currentData()), str(self.reader.currentData()))
        )
