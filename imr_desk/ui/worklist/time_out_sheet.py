"""After how long a case in work is free for others again: shown to all, changed by a supervisor."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIntValidator, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.errors import DeskError
from imr_desk.model.people import Right
from imr_desk.services.ownership import MOST_HOURS, USUAL_HOURS, Ownership
from imr_desk.services.people import People
from imr_desk.services.reviews import Reviews
from imr_desk.ui.background import Lane
from imr_desk.ui.choice_boxes import TickBox
from imr_desk.ui.dress import plain_label

_MEANING = (
    "A case belongs to whoever took it, until it is given back. When nobody has worked on it for this long, a "
    "colleague may take it without a supervisor. All that was done stays, and the history says that it timed out."
)
_EXAMPLE = "Only working days count: 24 hours from Friday at three end on Monday at three."


class TimeOutSheet(QDialog):
    """Shows and keeps the time.

    Args:
        ownership: keeps it.
        people: tells whether the person may change it.
        reviews: signs.
        lane: the thread that the case log lives in.
        parent: the window.

    Signals:
        hours_kept: another time counts now: whose cases are free has changed.
    """

    hours_kept = Signal()

    def __init__(self, ownership: Ownership, people: People, reviews: Reviews, lane: Lane, parent: QWidget) -> None:
        super().__init__(parent)
        self._ownership, self._people, self._reviews, self._lane = ownership, people, reviews, lane
        self._refusal = people.refusal(Right.OTHERS_CASES)
        self.setWindowTitle("Cases left lying")
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.on, self.hours = TickBox("A case is free again after"), QLineEdit()
        self.problem = plain_label("questionProblem")
        self.save, close = QPushButton("Save"), QPushButton("Close")
        self.save.clicked.connect(self._save)
        self.hours.returnPressed.connect(self._save)
        self.on.toggled.connect(self._turned)
        close.clicked.connect(self.reject)
        self._arrange(close)

    def _arrange(self, close: QPushButton) -> None:
        words = (_MEANING, _EXAMPLE, self._refusal)
        told, example, refusal = (plain_label("settingMeaning", each) for each in words)
        for label in (told, example, refusal, self.problem):
            label.setWordWrap(True)
        self.hours.setAccessibleName("Hours on working days")
        self.hours.setValidator(QIntValidator(0, 999_999, self))
        self.hours.setFixedWidth(self.hours.fontMetrics().horizontalAdvance("000000") + 22)
        self.save.setObjectName("dutyAccept")
        self.problem.hide()
        refusal.setVisible(bool(self._refusal))
        line, buttons = QHBoxLayout(), QHBoxLayout()
        for widget in (self.on, self.hours, plain_label("ruleLabel", "hours without an act")):
            line.addWidget(widget)
        line.addStretch(1)
        buttons.addStretch(1)
        for button in (self.save, close):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(plain_label("sheetHead", "Cases left lying"))
        column.addWidget(told)
        column.addLayout(line)
        for label in (example, self.problem, refusal):
            column.addWidget(label)
        column.addStretch(1)
        column.addLayout(buttons)
        letter, room = self.fontMetrics().averageCharWidth(), self.screen().availableGeometry().size()
        self.resize(QSize(letter * 84, self.sizeHint().height()).boundedTo(room - QSize(40, 60)))
        self._enable(may=False, on=False)  # until the log has told the time that counts

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the time that counts."""
        super().showEvent(event)
        self._lane.run(self, lambda: self._ownership.hours, self._show, self._fail)

    def _show(self, hours: int) -> None:
        may = not self._refusal
        self.hours.setText(str(hours or USUAL_HOURS))
        self.on.setChecked(hours > 0)
        self._enable(may=may, on=hours > 0)
        (self.hours if self.hours.isEnabled() else self.on).setFocus(Qt.FocusReason.OtherFocusReason)

    def _enable(self, *, may: bool, on: bool) -> None:
        self.on.setEnabled(may)
        self.save.setEnabled(may)
        self.hours.setEnabled(may and on)

    def _turned(self, on: bool) -> None:
        self.hours.setEnabled(on and not self._refusal)

    def _save(self) -> None:
        said = self.hours.text().strip()
        hours = int(said) if said.isdecimal() else 0
        if self.on.isChecked() and not 1 <= hours <= MOST_HOURS:
            self._tell(f"Write a number of hours from 1 to {MOST_HOURS:,}.")
            return
        people, ownership, by = self._people, self._ownership, self._reviews.sign()

        def work(hours: int) -> None:
            people.must(Right.OTHERS_CASES)
            ownership.keep_hours(hours, by)

        self.save.setEnabled(False)
        wanted = hours if self.on.isChecked() else 0
        self._lane.run(self, partial(work, wanted), lambda _none: self._saved(), self._fail)

    def _saved(self) -> None:
        self.hours_kept.emit()
        self.accept()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.save.setEnabled(not self._refusal)
        self._tell(error.sentence)

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
