"""One question with what was said to it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.questions import Question
from imr_desk.model.signature import Signature
from imr_desk.ui.dress import plain_label
from imr_desk.ui.flow import Flow
from imr_desk.ui.questions.words import Here, asks_words


class QuestionCard(QFrame):
    """Shows a question; an open one can be answered, asked again and closed.

    Signals:
        answer_wished: identity of the question that somebody wants to write to.
        close_wished: identity of the question that is dealt with.

    Args:
        question: the question.
        here: who looks.
        quiet: nothing can be done here, as in a copy that is only read.
    """

    answer_wished = Signal(str)
    close_wished = Signal(str)

    def __init__(self, question: Question, here: Here, *, quiet: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionCard")
        self.setProperty("seenWhole", True)
        self.question = question
        self.setProperty("closed", not question.is_open)
        mine = question.by.who == here.me
        self.answer = QPushButton("Ask again" if mine else "Answer")
        self.close_ = QPushButton("Close the question")
        self.close_.setToolTip("It is dealt with; it can still be read here")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(2)
        column.addWidget(_meta(f"{asks_words(_first(question), here)} · {_moment(question.by)}"))
        column.addWidget(_said("questionText", question.text))
        for answer in question.answers:
            who = "You" if answer.by.who == here.me else answer.by.who
            column.addSpacing(4)
            column.addWidget(_meta(f"{who} · {_moment(answer.by)}"))
            column.addWidget(_said("questionText", answer.text))
        if question.closed is not None:
            who = here.called(question.closed.who)
            column.addWidget(_meta(f"Closed by {who} · {_moment(question.closed)}"))
        self._offer(column, quiet=quiet or not question.is_open)

    def _offer(self, column: QVBoxLayout, *, quiet: bool) -> None:
        buttons = Flow()
        for button in (self.answer, self.close_):
            button.setObjectName("quietButton")
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.answer.clicked.connect(lambda: self.answer_wished.emit(self.question.id))
        self.close_.clicked.connect(lambda: self.close_wished.emit(self.question.id))
        column.addLayout(buttons)
        for button in (self.answer, self.close_):
            button.setVisible(not quiet)  # once it has its place: alone it would be a window
            button.setVisible(not quiet)

    def offer_answer(self, *, offered: bool) -> None:
        """Offer to write to the question, unless that is being done."""
        if not self.close_.isHidden():
            self.answer.setVisible(offered)

    def stops(self) -> tuple[QWidget, ...]:
        """Return what the keyboard visits here, in order."""
        return (self.answer, self.close_)


def _first(question: Question) -> Question:
    """Return the question as it was asked first, without what was said since."""
    return Question(question.id, question.item, question.field, question.text, question.by, question.to)


def _moment(by: Signature) -> str:
    return by.at[:16].replace("T", " ")


def _meta(words: str) -> QLabel:
    label = plain_label("questionMeta", words)
    label.setWordWrap(True)
    return label


def _said(name: str, words: str) -> QLabel:
    label = plain_label(name, words)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
