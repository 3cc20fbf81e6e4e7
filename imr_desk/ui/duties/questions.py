"""What a deadline cannot be counted without, asked where it is needed: one row a question."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.deadlines.phrases import capital
from imr_desk.model.deadlines.triggers import ANSWERS, TRIGGERS, Question
from imr_desk.model.deadlines.words import ServiceMethod
from imr_desk.ui.choice_boxes import ChoiceBox
from imr_desk.ui.dress import plain_label
from imr_desk.ui.duties.day_edit import DayEdit
from imr_desk.ui.duties.words import Given

_RENDERED = "retrospective"

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{answer.name: answer.choices for answer in ANSWERS},
        "service_method": tuple(ServiceMethod),
        _RENDERED: ("yes", "no"),
    }
)
"""What can be answered to each question that does not ask for a date."""

_DATES = frozenset(trigger.name for trigger in TRIGGERS)
_FEW = 3


class GivenRow(QWidget):
    """Something that was given beside the review, with a way to take it back.

    Signals:
        date_given, answer_given: as of ``QuestionRow``, with nothing given.
    """

    date_given = Signal(str, str)
    answer_given = Signal(str, str, object)

    def __init__(self, given: Given, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionRow")
        words = plain_label("dutyGiven", given.words)
        words.setWordWrap(True)
        self.take_back = QPushButton("Take back")
        self.take_back.setObjectName("quietButton")
        self.take_back.setAutoDefault(False)
        self.take_back.setAccessibleName(f"Take back: {given.words}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(words, 1)
        row.addWidget(self.take_back)
        if given.is_date:
            self.take_back.clicked.connect(lambda: self.date_given.emit(given.name, ""))
        else:
            self.take_back.clicked.connect(lambda: self.answer_given.emit(given.name, "", ()))
        self.first: QWidget = self.take_back


class QuestionRow(QWidget):
    """One question with what it takes to answer it.

    Args:
        question: what is asked.
        today: the day on which one looks.
        in_form: whether the open form can take the answer.
        parent: its owner.

    Signals:
        date_given: name of the date, and the day as ISO 8601.
        answer_given: name of the answer, the choice, and the items it is about.
        form_requested: name of the field and number of the item (0 for none): only the form can answer.
    """

    date_given = Signal(str, str)
    answer_given = Signal(str, str, object)
    form_requested = Signal(str, int)

    def __init__(self, question: Question, today: date, *, in_form: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionRow")
        self.question = question
        self.words = plain_label("questionWords", question.words)
        self.words.setWordWrap(True)
        self.problem = plain_label("questionProblem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.first: QWidget
        self._line = QHBoxLayout()
        self._line.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(3)
        column.addWidget(self.words)
        column.addLayout(self._line)
        column.addWidget(self.problem)
        if question.field in _DATES:
            self._ask_day(today)
        elif question.field == "decision" or (question.field == _RENDERED and not in_form):
            self._ask_form()
        elif len(CHOICES[question.field]) <= _FEW:
            self._ask_few()
        else:
            self._ask_one_of_many()

    def _ask_day(self, today: date) -> None:
        edit = DayEdit(self.question.words, today)
        edit.changed.connect(self.problem.hide)

        def give() -> None:
            problem = edit.problem
            if problem:
                self._say(problem)
                edit.setFocus()
            else:
                self.date_given.emit(self.question.field, edit.day)

        edit.accepted.connect(give)
        self.first = edit
        self._line.addWidget(edit, 1)
        self._line.addWidget(self._button("Save", give))

    def _ask_few(self) -> None:
        for place, choice in enumerate(CHOICES[self.question.field]):
            button = self._button(capital(choice), partial(self._give, choice))
            button.setAccessibleName(f"{capital(choice)}: {self.question.words}")
            self._line.addWidget(button)
            if not place:
                self.first = button
        self._line.addStretch(1)

    def _ask_one_of_many(self) -> None:
        box = ChoiceBox(self.question.words)
        box.addItems(["Choose…", *map(capital, CHOICES[self.question.field])])
        box.currentIndexChanged.connect(self.problem.hide)

        def give() -> None:
            if not box.currentIndex():
                self._say("Choose an answer first.")
            else:
                self._give(CHOICES[self.question.field][box.currentIndex() - 1])

        self.first = box
        self._line.addWidget(box, 1)
        self._line.addWidget(self._button("Save", give))

    def _ask_form(self) -> None:
        item = self.question.items[0] if self.question.items else 0
        words = f"Go to item {item} in the form" if item else "Go to the form"
        button = self._button(words, lambda: self.form_requested.emit(self.question.field, item))
        self.first = button
        self._line.addWidget(button)
        self._line.addStretch(1)

    def _button(self, words: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words.replace("&", "&&"))
        button.setObjectName("answerButton")
        button.setAutoDefault(False)
        button.setAccessibleDescription(self.question.words)
        button.clicked.connect(lambda _checked: do())
        return button

    def _give(self, choice: str) -> None:
        self.answer_given.emit(self.question.field, choice, self.question.items)

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.show()
        self.first.setAccessibleDescription(problem)
