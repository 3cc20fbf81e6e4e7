"""The line in which a person says when a duty was done, and how."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from imr_desk.ui.dress import plain_label
from imr_desk.ui.duties.day_edit import DayEdit


class DoneForm(QFrame):
    """Asks for the day, which is today at first, and a note.

    Signals:
        accepted: the day (ISO 8601) and the note.
        left: the person changed their mind.
    """

    accepted = Signal(str, str)
    left = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dutyForm")
        self._today = today
        self.day = DayEdit("Day on which it was done", today)
        self.note = QLineEdit()
        self.note.setPlaceholderText("Note, such as where the notice is filed")
        self.note.setAccessibleName("Note on how it was done")
        self.note.setMaxLength(500)
        self.problem = plain_label("questionProblem")
        self.problem.setWordWrap(True)
        self.accept, self.cancel = QPushButton("Mark done"), QPushButton("Cancel")
        self.accept.setObjectName("dutyAccept")
        self._arrange()
        self.day.changed.connect(self.problem.hide)
        self.day.accepted.connect(self._accept)
        self.note.returnPressed.connect(self._accept)
        self.accept.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.leave)
        self.hide()

    def _arrange(self) -> None:
        for button in (self.accept, self.cancel):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.accept)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addWidget(plain_label("questionWords", "On which day was it done?"))
        column.addWidget(self.day)
        column.addWidget(self.note)
        column.addWidget(self.problem)
        column.addLayout(buttons)

    def ask(self) -> None:
        """Ask, beginning with today."""
        self.day.show_day(self._today.isoformat())
        self.note.clear()
        self.problem.hide()
        self.show()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day.line.selectAll()

    def leave(self) -> None:
        """Put the form away."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _accept(self) -> None:
        problem = self.day.problem
        if not problem and self.day.day > self._today.isoformat():
            problem = "This day lies in the future; what is done has a day up to today."
        if problem:
            self.problem.setText(problem)
            self.problem.show()
            self.day.setFocus()
            return
        self.hide()
        self.accepted.emit(self.day.day, self.note.text().strip())
