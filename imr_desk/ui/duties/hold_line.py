"""Putting a case on hold and releasing it, with what becomes of its deadlines."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from imr_desk.model.deadlines.phrases import capital
from imr_desk.model.handling import Hold, HoldReason, PutOnHold, ReleaseHold
from imr_desk.ui.choice_boxes import ChoiceBox
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.duties.day_edit import DayEdit
from imr_desk.ui.duties.words import hold_words

_FREE = "Not on hold. An appeal or a dispute over liability lets the duty to implement the decision wait."


class HoldLine(QFrame):
    """Whether the case is on hold, and a form to change it.

    Args:
        today: the day on which one looks.
        parent: its owner.

    Signals:
        step_chosen: the step that is to be taken.
    """

    step_chosen = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("holdLine")
        self._today = today
        self._hold: Hold | None = None
        self._dress: Dress | None = None
        self.sign = QLabel()
        self.words = plain_label("holdWords", _FREE)
        self.words.setWordWrap(True)
        self.act = QPushButton("Put on hold…")
        self.reason, self.own = ChoiceBox("Why the case waits"), QLineEdit()
        self.since = DayEdit("First day of the hold", today)
        self.until = DayEdit("Day on which to look again", today, optional=True)
        self.last = DayEdit("Day on which the hold ended", today)
        self.problem = plain_label("questionProblem")
        self.problem.setWordWrap(True)
        self.accept, self.cancel = QPushButton(), QPushButton("Cancel")
        self.form = QFrame()
        self._arrange()
        self.act.clicked.connect(self.ask)
        self.accept.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.leave)
        for day in (self.since, self.until, self.last):
            day.accepted.connect(self._accept)
        self.own.returnPressed.connect(self._accept)

    def _arrange(self) -> None:
        self.reason.addItems([capital(reason.value) for reason in HoldReason])
        self.own.setPlaceholderText("In your own words")
        self.own.setAccessibleName("Why the case waits, in your own words")
        self.own.setMaxLength(500)
        for button, name in ((self.act, "dutyButton"), (self.accept, "dutyAccept"), (self.cancel, "dutyButton")):
            button.setAutoDefault(False)
            button.setObjectName(name)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.words, 1)
        line.addWidget(self.act, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self.form)
        self._arrange_form()

    def _arrange_form(self) -> None:
        self.form.setObjectName("dutyForm")
        grid = QGridLayout(self.form)
        grid.setContentsMargins(10, 8, 10, 8)
        grid.setSpacing(6)
        grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QWidget]] = []
        for row, (label, widget) in enumerate(
            (
                ("Reason", self.reason),
                ("", self.own),
                ("Since", self.since),
                ("Look again on", self.until),
                ("Ended on", self.last),
            )
        ):
            head = plain_label("questionWords", label)
            head.setBuddy(widget)
            self._rows.append((head, widget))
            grid.addWidget(head, row, 0)
            grid.addWidget(widget, row, 1)
        grid.addWidget(self.problem, 5, 0, 1, 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.accept)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        grid.addLayout(buttons, 6, 0, 1, 2)
        self.form.hide()

    def show_hold(self, hold: Hold | None) -> None:
        """Show whether the case is on hold."""
        if hold != self._hold:
            self.leave()
        self._hold = hold
        self.words.setText(_FREE if hold is None else hold_words(hold))
        self.act.setText("Put on hold…" if hold is None else "Release…")
        set_state(self, held=hold is not None)
        self._sign()

    def ask(self) -> None:
        """Ask for what a hold needs, or for the day on which the one that lasts ended: duties run again on it."""
        ending = self._hold is not None
        for head, widget in self._rows:
            shown = (widget is self.last) is ending
            head.setVisible(shown)
            widget.setVisible(shown)
        self.since.show_day(self._today.isoformat())
        self.last.show_day(self._today.isoformat())
        self.until.show_day("")
        self.own.clear()
        self.problem.hide()
        self.accept.setText("Release the hold" if ending else "Put on hold")
        self.act.hide()
        self.form.show()
        (self.last if ending else self.reason).setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Put the form away."""
        now = QApplication.focusWidget()
        had_keyboard = self.form.isVisible() and now is not None and self.form.isAncestorOf(now)
        self.form.hide()
        self.act.show()
        if had_keyboard:
            self.act.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form."""
        if event.key() == Qt.Key.Key_Escape and self.form.isVisible():
            self.leave()
        else:
            super().keyPressEvent(event)

    def _accept(self) -> None:
        step = self._release() if self._hold is not None else self._put()
        if isinstance(step, str):
            self.problem.setText(step)
            self.problem.show()
            return
        self.leave()
        self.step_chosen.emit(step)

    def _release(self) -> ReleaseHold | str:
        problem = self.last.problem
        if not problem and self._hold is not None and self.last.day < self._hold.since:
            problem = "A hold cannot end before it begins."
        elif not problem and self.last.day > self._today.isoformat():
            problem = "A hold cannot end on a day to come. Release it on that day."
        return problem or ReleaseHold(self.last.day)

    def _put(self) -> PutOnHold | str:
        reason, words = tuple(HoldReason)[self.reason.currentIndex()], self.own.text().strip()
        if reason is HoldReason.OTHER and not words:
            return "Say in your own words why the case waits."
        if problem := self.since.problem or self.until.problem:
            return problem
        if self.since.day > self._today.isoformat():
            return "A hold cannot begin on a day to come. Put the case on hold on that day."
        if self.until.day and self.until.day < self.since.day:
            return "The day to look again lies before the hold begins."
        return PutOnHold(reason, words, self.since.day, self.until.day)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        for day in (self.since, self.until, self.last):
            day.fit()
        self._sign()

    def _sign(self) -> None:
        if self._dress is not None:
            name, role = ("hold", "warning") if self._hold is not None else ("release", "quiet")
            self.sign.setPixmap(self._dress.pixmap(name, role, self))
