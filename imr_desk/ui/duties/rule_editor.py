"""The editor of one rule in plain fields; what makes no sense is told under the field that is meant."""

from collections.abc import Callable
from datetime import date

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from imr_desk.model.deadlines.phrases import capital
from imr_desk.model.deadlines.rules import DeadlineRule, RuleTableError
from imr_desk.model.deadlines.triggers import TRIGGERS
from imr_desk.model.deadlines.words import (
    Basis,
    DayUnit,
    Duty,
    ExpeditedAsked,
    HoldKind,
    OutcomeAsked,
    Rendered,
    Roll,
    ServiceMethod,
)
from imr_desk.ui.dress import plain_label
from imr_desk.ui.duties.rule_cells import (
    AnswersCell,
    Cell,
    ChoiceCell,
    DayCell,
    NamesCell,
    NumberCell,
    ServiceCell,
    SomeCell,
    WordsCell,
)
from imr_desk.ui.duties.rule_draft import RENDERED_WORDS, rule_words


class CellSpec(msgspec.Struct, frozen=True):
    """One column as the editor shows it.

    Attributes:
        name: of the column.
        label: what the editor calls it.
        meaning: one sentence for tooltip and screen reader.
        make: makes its editor, given the label and today.
    """

    name: str
    label: str
    meaning: str
    make: Callable[[str, date], Cell]


def _words(label: str, _today: date) -> Cell:
    return WordsCell(label)


def _choice(*choices: tuple[str, object]) -> Callable[[str, date], Cell]:
    return lambda label, _today: ChoiceCell(label, choices)


def _some(*choices: tuple[str, object]) -> Callable[[str, date], Cell]:
    return lambda label, _today: SomeCell(label, choices)


_S = CellSpec
_DUTIES = {
    Duty.OURS: "Ours to do",
    Duty.THEIRS: "The other side's to do",
    Duty.INFORMATION: "To know",
    Duty.RETENTION: "Keeping the file",
}

CELL_GROUPS: tuple[tuple[str, tuple[CellSpec, ...]], ...] = (
    ("What, from when, how long", (
        _S("name", "What is to be done", "As people read it on each card.", _words),
        _S("duty", "Whose it is", "Only what is ours makes a case due.",
           _choice(*((words, duty) for duty, words in _DUTIES.items()))),
        _S("trigger", "Runs from", "The date that the deadline is counted from.",
           _choice(*((capital(each.label), each.name) for each in TRIGGERS))),
        _S("count", "How many", "0 is the day itself.", lambda label, _today: NumberCell(label)),
        _S("unit", "Of what", "Working days leave out Saturdays, Sundays and holidays.",
           _choice(*((capital(each), each) for each in DayUnit))),
        _S("asks", "Asks for its date", "Otherwise the rule is silent until the date is given.",
           _choice(("Yes", True), ("No, silent until it is there", False))),
        _S("stand_ins", "Dates that stand in", "Taken while the date is not known, and told; none may be later.",
           lambda label, _today: NamesCell(label)),
        _S("late_stand_ins", "Stand in for the latest date", "As above, for the latest arguable date.",
           lambda label, _today: NamesCell(label)),
        _S("roll_safe", "Safe date on a day off", "Where the safe date goes from a day that does not count.",
           _choice(("Stays", Roll.NONE), ("Goes to the working day before", Roll.PREVIOUS))),
        _S("roll_latest", "Latest date on a day off", "Where the latest arguable date goes (Gov. Code 6800).",
           _choice(("Stays", Roll.NONE), ("Goes to the next working day", Roll.NEXT))),
    )),
    ("When it applies", (
        _S("outcome", "Decisions", "Overturned: treatment approved. Upheld: the denial stands.",
           _choice(("Any decision", OutcomeAsked.ANY),
                   ("Overturned: treatment approved", OutcomeAsked.OVERTURNED),
                   ("Upheld: denial stands", OutcomeAsked.UPHELD))),
        _S("rendered", "Treatment was", "Whether it had been given before the decision.",
           _some(*((capital(RENDERED_WORDS[each]), each) for each in Rendered))),
        _S("expedited", "Reviews", "Expedited ones, others, or all.",
           _choice(("All", ExpeditedAsked.ANY), ("Expedited only", ExpeditedAsked.YES),
                   ("Not expedited", ExpeditedAsked.NO))),
        _S("answers", "Other answers", "An answer that is not known does not exclude the rule.",
           lambda label, _today: AnswersCell(label)),
        _S("paused_by", "Waits during", "The deadline keeps its date meanwhile.",
           _some(*((capital(each), each) for each in HoldKind))),
        _S("service_days", "Days for service", "Added to the latest arguable date only (8 CCR 10605).",
           lambda label, _today: ServiceCell(label)),
        _S("service_assumed", "Assumed service", "Taken while nobody knows how it was served.",
           _choice(("None", None), *((capital(each), each) for each in ServiceMethod))),
    )),
    ("Where it stands, and who checked it", (
        _S("source", "Source", "The regulation, for people.", _words),
        _S("link", "Address", "Where the source can be read.", _words),
        _S("basis", "Came from", "What is from memory is marked until somebody verified it.",
           _choice(("Read at its source", Basis.READ), ("From memory, to be checked", Basis.MEMORY))),
        _S("unchecked_from", "Not compared with the law from", "Clear it once somebody compared the rule.",
           DayCell),
        _S("valid_from", "Valid from", "First trigger date; empty for no limit.", DayCell),
        _S("valid_to", "Valid to", "Last trigger date, included; empty for no limit.", DayCell),
        _S("verified_by", "Verified by", "Who compared it with its source.", _words),
        _S("verified_on", "Verified on", "When.", DayCell),
        _S("note", "Remark", "Repeated whenever the counting is explained.", _words),
    )),
)  # fmt: skip
"""Every column but the identity, in the order of the editor."""


class RuleEditor(QScrollArea):
    """Edits one rule.

    Args:
        today: the day on which one looks.
        parent: its owner.

    Signals:
        changed: the rule as it now stands in the fields; it may make no sense.
    """

    changed = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsScroll")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rule: DeadlineRule | None = None
        self.cells: dict[str, Cell] = {}
        self.problems: dict[str, QLabel] = {}
        self.told = plain_label("settingMeaning")
        self.told.setWordWrap(True)
        self.content = QWidget()
        self.content.setObjectName("settingsContent")
        column = QVBoxLayout(self.content)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(6)
        column.addWidget(self.told)
        for head, specs in CELL_GROUPS:
            column.addWidget(plain_label("settingGroup", head))
            column.addLayout(self._grid(specs, today))
        column.addStretch(1)
        self.setWidget(self.content)

    def _grid(self, specs: tuple[CellSpec, ...], today: date) -> QGridLayout:
        """Lay a group out in two columns, each cell under its label."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for number, spec in enumerate(specs):
            box = QVBoxLayout()
            box.setSpacing(2)
            label, cell, problem = plain_label("ruleLabel", spec.label), spec.make(spec.label, today), QLabel()
            label.setBuddy(cell)
            label.setToolTip(spec.meaning)
            cell.setToolTip(spec.meaning)
            (cell.focusProxy() or cell).setAccessibleDescription(spec.meaning)
            problem.setTextFormat(Qt.TextFormat.PlainText)
            problem.setObjectName("questionProblem")
            problem.setWordWrap(True)
            problem.hide()
            self.cells[spec.name], self.problems[spec.name] = cell, problem
            cell.changed.connect(self._changed)
            for widget in (label, cell, problem):
                box.addWidget(widget)
            box.addStretch(1)
            grid.addLayout(box, number // 2, number % 2)
        return grid

    def show_rule(self, rule: DeadlineRule | None) -> None:
        """Show a rule; ``None`` for none."""
        self._rule = rule
        self.setEnabled(rule is not None)
        if rule is None:
            self.told.clear()
            return
        self.told.setText(rule_words(rule))
        for name, cell in self.cells.items():
            cell.show_value(getattr(rule, name))

    def show_problem(self, error: RuleTableError | None) -> bool:
        """Show what is wrong under the field that is meant; ``False`` when it stands in no field of this rule."""
        mine = error is not None and self._rule is not None and error.rule == self._rule.id
        shown = False
        for name, label in self.problems.items():
            sentence = self.cells[name].problem
            if not sentence and mine and error is not None and error.column == name:
                sentence, shown = _without_place(error), True
            label.setText(sentence)
            label.setVisible(bool(sentence))
        return shown

    @property
    def own_problem(self) -> str:
        """Why a field holds no value at all; empty when all do."""
        return next((cell.problem for cell in self.cells.values() if cell.problem), "")

    def _changed(self) -> None:
        if self._rule is None:
            return
        values = {name: cell.value() for name, cell in self.cells.items()}
        self._rule = msgspec.structs.replace(self._rule, **values)
        if not self.own_problem:
            self.told.setText(rule_words(self._rule) if self._is_known() else "")
        self.changed.emit(self._rule)

    def _is_known(self) -> bool:
        return self._rule is not None and bool(self._rule.name)


def _without_place(error: RuleTableError) -> str:
    """Return a sentence without rule and column, which the eye sees already."""
    lead = f"Rule {error.rule}: the column “{error.column}” "
    plain = error.sentence.removeprefix(lead) if error.sentence.startswith(lead) else error.sentence
    return capital(plain.removeprefix(f"Rule {error.rule}: "))
