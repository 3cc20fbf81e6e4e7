"""The line in which a step with cases gets what it needs: to whom, why, until when. It stands over the cases."""

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.handling import (
    AddLabel,
    AskSecondLook,
    Assign,
    HandlingStep,
    HoldReason,
    Priority,
    PutOnHold,
    RemoveLabel,
    SendToSecondReading,
    SetPriority,
    Skip,
)
from imr_desk.ui.dress import plain_label
from imr_desk.ui.flow import Flow
from imr_desk.ui.worklist.case_words import number_of_cases
from imr_desk.ui.worklist.filter_editors import NO_DATE, ChoiceEditor, DateEdit, WordsEditor

_Input = ChoiceEditor | WordsEditor | DateEdit


class StepKind(msgspec.Struct, frozen=True):
    """What one step asks for.

    Attributes:
        head: what happens to the cases; ``{}`` stands for how many.
        accept: the word on the button.
        inputs: makes the editors, given the people and the labels known.
        step: makes the step of what stands in them; a sentence when something is wanting.
    """

    head: str
    accept: str
    inputs: Callable[[Sequence[str], Sequence[str]], tuple[_Input, ...]]
    step: Callable[[Sequence[_Input]], HandlingStep | str]


def _known(name: str, hint: str, words: Sequence[str] = ()) -> WordsEditor:
    editor = WordsEditor(name, hint)
    editor.know(words)
    return editor


def _words(editor: _Input) -> str:
    return editor.text().strip() if isinstance(editor, WordsEditor) else ""


def _assign(inputs: Sequence[_Input]) -> HandlingStep | str:
    to = _words(inputs[0])
    return Assign(to) if to else "Say to whom the cases go."


def _hold(inputs: Sequence[_Input]) -> HandlingStep | str:
    reason, words, until = inputs
    if not isinstance(reason, ChoiceEditor) or not isinstance(until, DateEdit):
        raise TypeError("these are not the inputs of a hold")
    if until.is_wrong:
        return NO_DATE
    value = reason.value()
    if not isinstance(value, HoldReason):
        return "Say why the cases wait."
    if value is HoldReason.OTHER and not _words(words):
        return "Say in your own words why the cases wait."
    return PutOnHold(value, _words(words), until=until.day)


def _second_look(inputs: Sequence[_Input]) -> HandlingStep | str:
    return AskSecondLook(_words(inputs[0])) if _words(inputs[0]) else "Say what the second look is for."


def _skip(inputs: Sequence[_Input]) -> HandlingStep | str:
    return Skip(_words(inputs[0])) if _words(inputs[0]) else "Say why the cases are passed over."


def _priority(inputs: Sequence[_Input]) -> HandlingStep | str:
    value = inputs[0].value() if isinstance(inputs[0], ChoiceEditor) else None
    return SetPriority(value) if isinstance(value, Priority) else "Choose a priority."


def _label(inputs: Sequence[_Input]) -> HandlingStep | str:
    return AddLabel(_words(inputs[0])) if _words(inputs[0]) else "Write the label."


def _unlabel(inputs: Sequence[_Input]) -> HandlingStep | str:
    return RemoveLabel(_words(inputs[0])) if _words(inputs[0]) else "Write the label that comes off."


def _second_reading(inputs: Sequence[_Input]) -> HandlingStep | str:
    why, reader, start = inputs
    if not isinstance(reader, ChoiceEditor) or not isinstance(start, ChoiceEditor):
        raise TypeError("these are not the inputs of a second reading")
    if not _words(why):
        return "Say what the second reading is for. The second reader is not told."
    # Who read a case first, the case itself says when it is sent.
    return SendToSecondReading(_words(why), "", bool(start.value()), str(reader.value()))


_STARTS = (("Begins with what the program read", False), ("Begins with an empty form", True))

_REASONS = tuple((reason.value[:1].upper() + reason.value[1:], reason) for reason in HoldReason)
_PRIORITIES = tuple((priority.words, priority) for priority in reversed(Priority))

STEP_KINDS: tuple[tuple[str, StepKind], ...] = (
    ("case_assign", StepKind(
        "Assign {} to", "Assign", lambda people, _: (_known("Assign to", "name of a colleague", people),), _assign,
    )),
    ("case_hold", StepKind(
        "Put {} on hold", "Put on hold",
        lambda *_: (
            ChoiceEditor("Reason of the hold", _REASONS),
            _known("The reason in your own words", "in your own words"),
            DateEdit("Look again on", "look again on 01/31/2017"),
        ),
        _hold,
    )),
    ("case_second_look", StepKind(
        "Ask for a second look at {}", "Ask", lambda *_: (_known("What the second look is for", "what for"),),
        _second_look,
    )),
    ("case_second_send", StepKind(
        "Send {} to a second reading", "Send",
        lambda people, _: (
            _known("What the second reading is for", "what for"),
            ChoiceEditor("Who reads", [("Whoever takes them", ""), *((name, name) for name in people)]),
            ChoiceEditor("The second reader begins with", _STARTS),
        ),
        _second_reading,
    )),
    ("case_skip", StepKind(
        "Pass {} over", "Skip", lambda *_: (_known("Why the cases are passed over", "why"),), _skip,
    )),
    ("case_priority", StepKind(
        "Priority of {}", "Set", lambda *_: (ChoiceEditor("Priority", _PRIORITIES),), _priority,
    )),
    ("case_label", StepKind(
        "Put a label on {}", "Label", lambda _, labels: (_known("Label", "label", labels),), _label,
    )),
    ("case_unlabel", StepKind(
        "Take a label off {}", "Take off", lambda _, labels: (_known("Label to take off", "label", labels),),
        _unlabel,
    )),
)  # fmt: skip
"""What each step asks for, by the act's id."""


class StepForm(QFrame):
    """Asks for what a step needs; Enter does it, Esc leaves everything as it is.

    Signals:
        accepted: the step that is to be taken.
        left: the person changed their mind.
    """

    accepted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stepForm")
        self._kind: StepKind | None = None
        self.inputs: tuple[_Input, ...] = ()
        self.head = plain_label("stepHead")
        self.problem = plain_label("filterProblem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._row = QWidget()
        self._flow = Flow(self._row)
        self.accept = QPushButton()
        self.accept.setObjectName("stepAccept")
        self.accept.clicked.connect(self._accept)
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.leave)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.head)
        buttons.addStretch(1)
        buttons.addWidget(self.accept)
        buttons.addWidget(cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 8)
        column.setSpacing(6)
        column.addLayout(buttons)
        column.addWidget(self._row)
        column.addWidget(self.problem)
        self.hide()

    def ask(self, act: str, number: int, people: Sequence[str], labels: Sequence[str]) -> None:
        """Ask for what an act needs, for so many cases; people and labels are offered."""
        self._kind = dict(STEP_KINDS)[act]
        for old in self.inputs:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.inputs = self._kind.inputs(people, labels)
        for editor in self.inputs:
            room = _room(editor)
            editor.setFixedWidth(round(room * self.fontMetrics().height() / 17))
            self._flow.addWidget(editor)
            editor.show()
            editor.changed.connect(self.problem.hide)
        self.show_number(number)
        self.accept.setText(self._kind.accept)
        self.problem.hide()
        self.show()
        self.inputs[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_number(self, number: int) -> None:
        """Say how many cases the step is for: it is taken with those that are selected when it is accepted."""
        if self._kind is not None:
            self.head.setText(self._kind.head.format(number_of_cases(number)))
            self.accept.setEnabled(number > 0)

    def leave(self) -> None:
        """Put the form away."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does it, Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _accept(self) -> None:
        if self._kind is None or not self.accept.isEnabled():
            return
        step = self._kind.step(self.inputs)
        if isinstance(step, str):
            self.problem.setText(step)
            self.problem.show()
            return
        self.hide()
        self.accepted.emit(step)


def _room(editor: _Input) -> int:
    """Return the width of an editor in pixels at 100 % text: enough for the longest choice."""
    if not isinstance(editor, ChoiceEditor):
        return 250
    return 310 if any(len(editor.itemText(place)) > _LONG for place in range(editor.count())) else 190


_LONG = 24
"""Characters of a choice that has no room in a narrow editor."""
