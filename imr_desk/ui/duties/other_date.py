"""A date that brings further deadlines and that no duty asks for, such as that of a bill or of a new request."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.deadlines.phrases import capital
from imr_desk.model.deadlines.triggers import Trigger
from imr_desk.ui.choice_boxes import ChoiceBox
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.duties.day_edit import DayEdit


class OtherDate(QFrame):
    """Takes a date of the person's own choice.

    Args:
        today: the day on which one looks.
        parent: its owner.

    Signals:
        date_given: name of the date, and the day as ISO 8601.
    """

    date_given = Signal(str, str)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("otherDate")
        self._triggers: tuple[Trigger, ...] = ()
        self.which = ChoiceBox("Which date")
        self.day = DayEdit("The day", today)
        self.problem = plain_label("questionProblem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.save = QPushButton("Save")
        self._arrange()
        self.day.changed.connect(self.problem.hide)
        self.which.currentIndexChanged.connect(self.problem.hide)
        self.day.accepted.connect(self._give)
        self.save.clicked.connect(self._give)

    def _arrange(self) -> None:
        self.save.setObjectName("answerButton")
        self.save.setAutoDefault(False)
        self.save.setAccessibleDescription("Saves the date and counts the deadlines that run from it")
        head = plain_label("questionWords", "Something else came to pass? Its date brings its deadlines.")
        head.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.day, 1)
        line.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(head)
        column.addWidget(self.which)
        column.addLayout(line)
        column.addWidget(self.problem)

    def offer(self, triggers: tuple[Trigger, ...]) -> None:
        """Offer these dates; with none, there is nothing to ask."""
        if triggers != self._triggers:
            self._triggers = triggers
            self.which.clear()
            self.which.addItems(["Choose a date…", *(capital(trigger.label) for trigger in triggers)])
            self.day.show_day("")
        self.setVisible(bool(triggers))

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.day.fit()

    def _give(self) -> None:
        chosen = self.which.currentIndex()
        problem = self.day.problem if chosen else "Choose first which date it is."
        if problem:
            self.problem.setText(problem)
            self.problem.show()
            (self.day if chosen else self.which).setFocus()
        else:
            self.date_given.emit(self._triggers[chosen - 1].name, self.day.day)
