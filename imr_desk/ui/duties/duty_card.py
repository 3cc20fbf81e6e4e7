"""One duty: what is to be done, about which items, by when, what must be known first, and how it was counted."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.deadlines.computing import Deadline
from imr_desk.model.deadlines.triggers import Question
from imr_desk.model.deadlines.words import Duty
from imr_desk.model.handling import Done
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.duties.case_duties import DutyView
from imr_desk.ui.duties.done_form import DoneForm
from imr_desk.ui.duties.due_chip import DueMarkLabel
from imr_desk.ui.duties.questions import GivenRow, QuestionRow
from imr_desk.ui.duties.words import (
    DUE_SIGNS,
    Given,
    date_lines,
    done_words,
    doubt_of,
    due_of_one,
    given_for,
    item_lines,
    rule_of,
)


class DutyCard(QFrame):
    """One deadline of a case.

    Signals:
        date_given, answer_given, form_requested: see ``QuestionRow``.
        done: rule, day (ISO 8601) and note.
        not_done: rule.
        step_requested: on to the next card (1) or back to the one before (-1).
    """

    date_given = Signal(str, str)
    answer_given = Signal(str, str, object)
    form_requested = Signal(str, int)
    done = Signal(str, str, str)
    not_done = Signal(str)
    step_requested = Signal(int)

    def __init__(self, view: DutyView, deadline: Deadline, parent: QWidget | None = None) -> None:
        """Make the card; ``show_duty`` fills it."""
        super().__init__(parent)
        self.setObjectName("dutyCard")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._dress: Dress | None = None
        self._deadline = deadline
        self._asked: tuple[object, ...] | None = None
        self.questions: list[QuestionRow | GivenRow] = []
        self.name = _wrapped("dutyName")
        self.mark = DueMarkLabel()
        self.items, self.dates, self.told = _wrapped("dutyItems"), _wrapped("dutyDates"), _wrapped("dutyDone")
        self.above = _wrapped("dutyItems")
        self.mark_done, self.take_back = _button("Mark done…"), _button("Take back")
        self.form = DoneForm(view.today, self)
        self.how = QPushButton()
        self.how.setObjectName("disclosure")
        self.how.setCheckable(True)
        self.how.setAutoDefault(False)
        self.lines = _wrapped("dutyLines")
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._doubt_sign, self.doubt = QLabel(), _wrapped("dutyDoubt")
        self._ask_box = QWidget()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        self._asks = QVBoxLayout(self._ask_box)
        self._asks.setContentsMargins(0, 2, 0, 2)
        self._asks.setSpacing(2)
        doubt = QHBoxLayout()
        doubt.setSpacing(6)
        doubt.addWidget(self._doubt_sign, 0, Qt.AlignmentFlag.AlignTop)
        doubt.addWidget(self.doubt, 1)
        acts = QHBoxLayout()
        acts.setSpacing(6)
        acts.addWidget(self.mark_done)
        acts.addWidget(self.take_back)
        acts.addStretch(1)
        acts.addWidget(self.how)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 12, 8)
        column.setSpacing(4)
        column.addLayout(head)
        for widget in (self.items, self.dates, self.told, self.above, self._ask_box):
            column.addWidget(widget)
        column.addLayout(doubt)
        column.addLayout(acts)
        column.addWidget(self.form)
        column.addWidget(self.lines)
        self.lines.hide()

    def _connect(self) -> None:
        self.mark_done.clicked.connect(self._ask_done)
        self.take_back.clicked.connect(lambda: self.not_done.emit(self._deadline.rule))
        self.form.accepted.connect(self._accept_done)
        self.form.left.connect(self._form_left)
        self.how.toggled.connect(self._unfold)

    # Showing

    @property
    def rule(self) -> str:
        """Identity of the rule."""
        return self._deadline.rule

    def show_duty(self, view: DutyView, deadline: Deadline, asked: set[Question]) -> None:
        """Show the deadline as it stands; ``asked`` holds what cards above ask, and takes what this one does."""
        self._deadline = deadline
        due = due_of_one(deadline, view.today, view.calendar)
        self.name.setText(deadline.name)
        self.mark.show_due(due)
        open_ = deadline.done is None
        set_state(self, due=DUE_SIGNS[due.state].state, done=not open_)
        self._say(self.items, item_lines(view.case.facts.items, deadline))
        self._say(self.dates, date_lines(deadline))
        done = _done(view.case.case.handling.done, deadline)
        self._say(self.told, (done_words(done),) if done is not None and not open_ else ())
        rule = rule_of(deadline, view.rules)
        questions = [each for each in _one_a_row(deadline.missing if open_ else ()) if each not in asked]
        asked.update(questions)
        above = open_ and len(questions) < len(deadline.missing)
        self._say(self.above, ("What it needs to know is asked above.",) if above else ())
        self._ask(view, tuple(questions), given_for(deadline, rule, view.case.case.handling) if open_ else ())
        ours = deadline.duty is Duty.OURS
        self.mark_done.setVisible(ours and open_ and self.form.isHidden())
        self.take_back.setVisible(not open_)
        if not (ours and open_):
            self.form.hide()
        doubt = doubt_of(rule, deadline.start)
        self.doubt.setText(f"Rule {deadline.rule}: {doubt}." if doubt else "")
        for widget in (self.doubt, self._doubt_sign):
            widget.setVisible(bool(doubt) and open_)
        where = (f"To be read at {deadline.link}",) if deadline.link else ()
        self.lines.setText("\n".join((*deadline.lines, *where)))
        self._name_how()
        self._name_all(due.words)
        self._sign()

    def _say(self, label: QLabel, lines: tuple[str, ...]) -> None:
        label.setText("\n".join(lines))
        label.setVisible(bool(lines))

    def _name_all(self, due: str) -> None:
        """Tell screen readers in one breath what the card shows, and which act each button is about."""
        self.setAccessibleName(f"{self._deadline.name}: {due}")
        self.setAccessibleDescription(
            ". ".join(w.text() for w in (self.items, self.dates, self.told, self.doubt) if w.text())
        )
        for button in (self.mark_done, self.take_back, self.how):
            button.setAccessibleName(f"{button.text().rstrip('…')}: {self._deadline.name}")

    def _ask(self, view: DutyView, questions: tuple[Question, ...], given: tuple[Given, ...]) -> None:
        if (questions, given, view.in_form) == self._asked:
            return
        now = QApplication.focusWidget()
        had_keyboard = now is not None and any(row.isAncestorOf(now) for row in self.questions)
        self._asked = questions, given, view.in_form
        for row in self.questions:
            self._asks.removeWidget(row)
            row.hide()
            row.deleteLater()
        asking = [QuestionRow(each, view.today, in_form=view.in_form) for each in questions]
        self.questions = [*asking, *map(GivenRow, given)]
        for row in asking:
            row.form_requested.connect(self.form_requested)
        for row in self.questions:
            self._asks.addWidget(row)
            row.date_given.connect(self.date_given)
            row.answer_given.connect(self.answer_given)
        self._ask_box.setVisible(bool(self.questions))
        if had_keyboard:  # the question is answered: on to the next, or to the duty
            following = self.questions[0].first if self.questions else self
            following.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_how(self) -> None:
        self.how.setText("Hide the counting" if self.how.isChecked() else "How counted")

    def _unfold(self, shown: bool) -> None:
        self.lines.setVisible(shown)
        self._name_how()
        self._sign()

    # Doing

    def _ask_done(self) -> None:
        self.mark_done.hide()
        self.form.ask()

    def _accept_done(self, day: str, note: str) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.done.emit(self._deadline.rule, day, note)

    def _form_left(self) -> None:
        self.mark_done.setVisible(self._deadline.done is None)
        self.mark_done.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter marks done, Space unfolds how it was counted, Up and Down leave; all only on the card itself."""
        if not self.hasFocus():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.mark_done.isVisible():
            self._ask_done()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step_requested.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Space:
            self.how.toggle()
        else:
            super().keyPressEvent(event)

    # Look

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self.mark.dress(dress)
        self._sign()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the date as wide as its words when the type changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.form.day.fit()

    def _sign(self) -> None:
        if self._dress is not None:
            self._doubt_sign.setPixmap(self._dress.pixmap("wants-look", "warning", self, 14))
            self.how.setIconSize(QSize(self._dress.kind.px(16), self._dress.kind.px(16)))
            self.how.setIcon(self._dress.icon("less" if self.how.isChecked() else "more"))


def _one_a_row(questions: tuple[Question, ...]) -> list[Question]:
    """Ask of several items one after another, since each may have its own answer."""
    rows: list[Question] = []
    for question in questions:
        if question.field == "retrospective" and len(question.items) > 1:
            words = "Had the treatment of item {} been given before the decision?"
            rows += [Question(question.field, words.format(number), (number,)) for number in question.items]
        else:
            rows.append(question)
    return rows


def _done(done: tuple[Done, ...], deadline: Deadline) -> Done | None:
    names = (deadline.rule, deadline.rule.partition("-")[0])
    return next((each for name in names for each in done if each.rule == name), None)


def _wrapped(name: str) -> QLabel:
    label = plain_label(name)
    label.setWordWrap(True)
    return label


def _button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName("dutyButton")
    button.setAutoDefault(False)
    return button
