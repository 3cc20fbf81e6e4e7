"""One editor for each kind of cell of a rule: words, numbers, days, one of several, some of several, pairs."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from imr_desk.model.deadlines.phrases import capital
from imr_desk.model.deadlines.triggers import ANSWERS, TRIGGERS
from imr_desk.model.deadlines.words import ServiceMethod
from imr_desk.model.values import date_of
from imr_desk.ui.choice_boxes import ChoiceBox, TickBox
from imr_desk.ui.dress import plain_label
from imr_desk.ui.duties.day_edit import DayEdit

_LONGEST_NUMBER = 9

CellValue = Any
"""What a column of a rule holds: words, numbers, days, members of vocabularies, or tuples of them."""


_Part = TypeVar("_Part")


def _in_order(parts: Iterable[_Part], shown: tuple[object, ...]) -> tuple[_Part, ...]:
    """Return parts in the order in which they were shown, new ones behind: nothing is moved that nobody touched."""
    return tuple(sorted(parts, key=lambda part: shown.index(part) if part in shown else len(shown)))


class Cell(QWidget):
    """Shows the value of one column and gives it back.

    Signals:
        changed: a person changed it.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2)

    @property
    def problem(self) -> str:
        """Why what stands there is no value at all; empty when it is one."""
        return ""

    @abstractmethod
    def value(self) -> CellValue:
        """Return the value."""

    @abstractmethod
    def show_value(self, value: CellValue) -> None:
        """Show a value, without telling of a change."""


class WordsCell(Cell):
    """A line of words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.column.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.changed)

    def value(self) -> str:
        """Return the words."""
        return " ".join(self.line.text().split())

    def show_value(self, value: str) -> None:
        """Show words from their beginning."""
        if value != self.value():
            self.line.setText(value)
            self.line.setCursorPosition(0)


class NumberCell(WordsCell):
    """A whole number."""

    @property
    def problem(self) -> str:
        """Why what stands there is no number."""
        return "" if self._text().isdecimal() else "Write a whole number, such as 5."

    def _text(self) -> str:
        return self.line.text().strip()[:_LONGEST_NUMBER]

    def value(self) -> CellValue:
        """Return the number; 0 while there is none."""
        return int(self._text()) if self._text().isdecimal() else 0

    def show_value(self, value: CellValue) -> None:
        """Show a number."""
        if self.problem or value != self.value():
            self.line.setText(str(value))


class ChoiceCell(Cell):
    """One of several values, each in words."""

    def __init__(self, name: str, choices: Sequence[tuple[str, object]]) -> None:
        super().__init__()
        self._values = [value for _, value in choices]
        self.box = ChoiceBox(name)
        self.box.addItems([words for words, _ in choices])
        self.column.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.currentIndexChanged.connect(self.changed)

    def value(self) -> CellValue:
        """Return the value chosen."""
        return self._values[self.box.currentIndex()]

    def show_value(self, value: object) -> None:
        """Show a value."""
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(self._values.index(value))


class SomeCell(Cell):
    """Some of several values, each in words."""

    def __init__(self, name: str, choices: Sequence[tuple[str, object]]) -> None:
        super().__init__()
        self._shown: tuple[object, ...] = ()
        self.boxes: list[tuple[TickBox, object]] = []
        for words, value in choices:
            box = TickBox(words)
            box.setAccessibleName(f"{name}: {words}")
            box.toggled.connect(self.changed)
            self.boxes.append((box, value))
            self.column.addWidget(box)
        self.setFocusProxy(self.boxes[0][0])

    def value(self) -> tuple[CellValue, ...]:
        """Return what is ticked, in the order in which it was shown."""
        return _in_order((value for box, value in self.boxes if box.isChecked()), self._shown)

    def show_value(self, value: tuple[object, ...]) -> None:
        """Tick these."""
        self._shown = value
        for box, each in self.boxes:
            with QSignalBlocker(box):
                box.setChecked(each in value)


class DayCell(Cell):
    """A day, or none."""

    def __init__(self, name: str, today: date) -> None:
        super().__init__()
        self.day = DayEdit(name, today, optional=True)
        self.column.addWidget(self.day)
        self.setFocusProxy(self.day)
        self.day.changed.connect(self.changed)

    @property
    def problem(self) -> str:
        """Why what stands there is no day."""
        return self.day.problem

    def value(self) -> date | None:
        """Return the day."""
        return date_of(self.day.day)

    def show_value(self, value: date | None) -> None:
        """Show a day, unless it stands there already in a person's own spelling."""
        if value != self.value() or (value is None and self.day.problem):
            with QSignalBlocker(self.day):
                self.day.show_day("" if value is None else value.isoformat())


class NamesCell(WordsCell):
    """Several dates by their labels, with commas, the best first."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.line.setPlaceholderText("none")
        self.line.setToolTip(
            "Labels with commas, the best first: " + ", ".join(trigger.label for trigger in TRIGGERS)
        )

    def value(self) -> CellValue:
        """Return the names; what is no label is given back as it stands, so that the table refuses it by name."""
        by_label = {trigger.label: trigger.name for trigger in TRIGGERS}
        parts = (" ".join(part.split()) for part in self.line.text().split(","))
        return tuple(by_label.get(part.lower(), by_label.get(f"the {part.lower()}", part)) for part in parts if part)

    def show_value(self, value: CellValue) -> None:
        """Show names by their labels."""
        if value != self.value():
            labels = {trigger.name: trigger.label for trigger in TRIGGERS}
            self.line.setText(", ".join(labels.get(name, name) for name in value))
            self.line.setCursorPosition(0)


class ServiceCell(Cell):
    """Days that each manner of service adds; an empty line for a manner that the rule does not name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        self._shown: tuple[ServiceMethod, ...] = ()
        self.lines: dict[ServiceMethod, QLineEdit] = {}
        for row, method in enumerate(ServiceMethod):
            line = QLineEdit()
            line.setAccessibleName(f"{name}: {method}")
            line.setPlaceholderText("–")
            line.setFixedWidth(line.fontMetrics().horizontalAdvance("00000") + 20)
            line.textEdited.connect(self.changed)
            self.lines[method] = line
            grid.addWidget(line, row, 0)
            grid.addWidget(plain_label("ruleAside", capital(method)), row, 1)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)
        self.setFocusProxy(self.lines[ServiceMethod.PERSONAL])

    @property
    def problem(self) -> str:
        """Why a line is no number of days."""
        wrong = any(text and not text.isdecimal() for text in map(self._text, ServiceMethod))
        return "Days of service are whole numbers, or nothing." if wrong else ""

    def _text(self, method: ServiceMethod) -> str:
        return self.lines[method].text().strip()[:_LONGEST_NUMBER]

    def value(self) -> tuple[tuple[ServiceMethod, int], ...]:
        """Return manners with their days."""
        named = _in_order((each for each in ServiceMethod if self._text(each).isdecimal()), self._shown)
        return tuple((method, int(self._text(method))) for method in named)

    def show_value(self, value: tuple[tuple[ServiceMethod, int], ...]) -> None:
        """Show manners with their days."""
        self._shown = tuple(method for method, _ in value)
        if value != self.value():
            days = dict(value)
            for method, line in self.lines.items():
                line.setText(str(days[method]) if method in days else "")


class AnswersCell(Cell):
    """What other answers must be; any answer will do where none is chosen."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._shown: tuple[str, ...] = ()
        self.choices: dict[str, ChoiceCell] = {}
        for answer in ANSWERS:
            label = capital(answer.label.removeprefix("whether ").removeprefix("the "))
            any_of = (f"{label}: any", "")
            cell = ChoiceCell(
                f"{name}: {answer.question}",
                (any_of, *((f"{label}: {choice}", choice) for choice in answer.choices)),
            )
            cell.changed.connect(self.changed)
            self.choices[answer.name] = cell
            self.column.addWidget(cell)
        self.setFocusProxy(self.choices[ANSWERS[0].name])

    def value(self) -> tuple[tuple[str, str], ...]:
        """Return names and choices."""
        named = _in_order((name for name, cell in self.choices.items() if cell.value()), self._shown)
        return tuple((name, self.choices[name].value()) for name in named)

    def show_value(self, value: tuple[tuple[str, str], ...]) -> None:
        """Show names and choices."""
        self._shown = tuple(name for name, _ in value)
        for name, cell in self.choices.items():
            cell.show_value(dict(value).get(name, ""))
