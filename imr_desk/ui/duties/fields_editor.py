"""What the editors of one rule and of one holiday share: fields in two columns, what is wrong under each."""

from abc import abstractmethod
from collections.abc import Callable, Iterable
from datetime import date

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from imr_desk.model.deadlines.rules import RuleTableError
from imr_desk.ui.dress import plain_label
from imr_desk.ui.duties.rule_cells import Cell, ChoiceCell
from imr_desk.ui.pieces import only_down

Make = Callable[[str, date], Cell]
"""Makes the editor of a cell, given its label and today."""


class CellSpec(msgspec.Struct, frozen=True):
    """One column of a table as its editor shows it.

    Attributes:
        name: of the column.
        label: what the editor calls it.
        meaning: one sentence for tooltip and screen reader.
        make: makes its editor, given the label and today.
    """

    name: str
    label: str
    meaning: str
    make: Make


def simple(kind: Callable[[str], Cell]) -> Make:
    """Return how to make a cell that needs no more than its label."""
    return lambda label, _today: kind(label)


def choice(*choices: tuple[str, object]) -> Make:
    """Return how to make a cell with one of several values, each in words."""
    return lambda label, _today: ChoiceCell(label, choices)


class FieldsEditor(QScrollArea):
    """Edits one entry of a table, each column in a field of its own.

    Args:
        today: the day on which one looks.
        gap: pixels between the sentence above, heads and fields.
        parent: its owner.

    Signals:
        changed: the entry as it now stands in the fields; it may make no sense.
    """

    changed = Signal(object)

    def __init__(self, today: date, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.cells: dict[str, Cell] = {}
        self.problems: dict[str, QLabel] = {}
        self._boxes: dict[str, QWidget] = {}
        self.told = plain_label("settingMeaning")
        self.told.setWordWrap(True)
        self.content = QWidget()
        self.content.setObjectName("settingsContent")
        self._column = QVBoxLayout(self.content)
        self._column.setContentsMargins(12, 4, 12, 12)
        self._column.setSpacing(gap)
        self._column.addWidget(self.told)

    def _finish(self) -> None:
        """Show the fields, all of them being there."""
        self._column.addStretch(1)
        only_down(self, "settingsScroll", self.content)

    def _add_fields(self, specs: Iterable[CellSpec], shared: str = "") -> None:
        """Lay fields out in two columns, each cell under its label; ``shared`` has one place with the next one."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        place = 0
        for spec in specs:
            box = self._boxes[spec.name] = self._field(spec)
            grid.addWidget(box, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
            place += spec.name != shared
        self._column.addLayout(grid)

    def _field(self, spec: CellSpec) -> QWidget:
        box, problem = QWidget(), plain_label("questionProblem")
        label, cell = plain_label("ruleLabel", spec.label), spec.make(spec.label, self._today)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        label.setBuddy(cell)
        for widget in (label, cell):
            widget.setToolTip(spec.meaning)
        (cell.focusProxy() or cell).setAccessibleDescription(spec.meaning)
        problem.setWordWrap(True)
        problem.hide()
        self.cells[spec.name], self.problems[spec.name] = cell, problem
        cell.changed.connect(self._changed)
        for part in (label, cell, problem):
            column.addWidget(part)
        return box

    @property
    def own_problem(self) -> str:
        """Why a field holds no value at all; empty when all do."""
        return next((cell.problem for name, cell in self.cells.items() if self._counts(name) and cell.problem), "")

    def show_problem(self, error: RuleTableError | None) -> bool:
        """Show what is wrong under the field that is meant; ``False`` when it stands in no field of this entry."""
        shown = False
        for name, label in self.problems.items():
            sentence = self.cells[name].problem if self._counts(name) else ""
            if not sentence and error is not None and error.rule == self._entry and error.column == name:
                sentence, shown = self._without_place(error), True
            label.setText(sentence)
            label.setVisible(bool(sentence))
        return shown

    def _counts(self, _name: str) -> bool:
        """Tell whether a field says anything."""
        return True

    @property
    @abstractmethod
    def _entry(self) -> str | None:
        """What errors call the entry that is shown; ``None`` while there is none."""

    @abstractmethod
    def _without_place(self, error: RuleTableError) -> str:
        """Return a sentence without entry and column, which the eye sees already."""

    @abstractmethod
    def _changed(self) -> None:
        """Take what stands in the fields."""
