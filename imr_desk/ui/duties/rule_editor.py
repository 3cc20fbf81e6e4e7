"""The editor of one rule in plain fields; what makes no sense is told under the field that is meant."""

from datetime import date

import msgspec
from PySide6.QtWidgets import QWidget

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
from imr_desk.ui.duties.fields_editor import CellSpec, FieldsEditor, Make, choice, simple
from imr_desk.ui.duties.rule_cells import (
    AnswersCell,
    DayCell,
    NamesCell,
    NumberCell,
    ServiceCell,
    SomeCell,
    WordsCell,
)
from imr_desk.ui.duties.rule_draft import RENDERED_WORDS, rule_words


def _some(*choices: tuple[str, object]) -> Make:
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
        _S("name", "What is to be done", "As people read it on each card.", simple(WordsCell)),
        _S("duty", "Whose it is", "Only what is ours makes a case due.",
           choice(*((words, duty) for duty, words in _DUTIES.items()))),
        _S("trigger", "Runs from", "The date that the deadline is counted from.",
           choice(*((capital(each.label), each.name) for each in TRIGGERS))),
        _S("count", "How many", "0 is the day itself.", simple(NumberCell)),
        _S("unit", "Of what", "Working days leave out Saturdays, Sundays and holidays.",
           choice(*((capital(each), each) for each in DayUnit))),
        _S("asks", "Asks for its date", "Otherwise the rule is silent until the date is given.",
           choice(("Yes", True), ("No, silent until it is there", False))),
        _S("stand_ins", "Dates that stand in", "Taken while the date is not known, and told; none may be later.",
           simple(NamesCell)),
        _S("late_stand_ins", "Stand in for the latest date", "As above, for the latest arguable date.",
           simple(NamesCell)),
        _S("roll_safe", "Safe date on a day off", "Where the safe date goes from a day that does not count.",
           choice(("Stays", Roll.NONE), ("Goes to the working day before", Roll.PREVIOUS))),
        _S("roll_latest", "Latest date on a day off", "Where the latest arguable date goes (Gov. Code 6800).",
           choice(("Stays", Roll.NONE), ("Goes to the next working day", Roll.NEXT))),
    )),
    ("When it applies", (
        _S("outcome", "Decisions", "Overturned: treatment approved. Upheld: the denial stands.",
           choice(("Any decision", OutcomeAsked.ANY),
                   ("Overturned: treatment approved", OutcomeAsked.OVERTURNED),
                   ("Upheld: denial stands", OutcomeAsked.UPHELD))),
        _S("rendered", "Treatment was", "Whether it had been given before the decision.",
           _some(*((capital(RENDERED_WORDS[each]), each) for each in Rendered))),
        _S("expedited", "Reviews", "Expedited ones, others, or all.",
           choice(("All", ExpeditedAsked.ANY), ("Expedited only", ExpeditedAsked.YES),
                   ("Not expedited", ExpeditedAsked.NO))),
        _S("answers", "Other answers", "An answer that is not known does not exclude the rule.",
           simple(AnswersCell)),
        _S("paused_by", "Waits during", "The deadline keeps its date meanwhile.",
           _some(*((capital(each), each) for each in HoldKind))),
        _S("service_days", "Days for service", "Added to the latest arguable date only (8 CCR 10605).",
           simple(ServiceCell)),
        _S("service_assumed", "Assumed service", "Taken while nobody knows how it was served.",
           choice(("None", None), *((capital(each), each) for each in ServiceMethod))),
    )),
    ("Where it stands, and who checked it", (
        _S("source", "Source", "The regulation, for people.", simple(WordsCell)),
        _S("link", "Address", "Where the source can be read.", simple(WordsCell)),
        _S("basis", "Came from", "What is from memory is marked until somebody verified it.",
           choice(("Read at its source", Basis.READ), ("From memory, to be checked", Basis.MEMORY))),
        _S("unchecked_from", "Not compared with the law from", "Clear it once somebody compared the rule.",
           DayCell),
        _S("valid_from", "Valid from", "First trigger date; empty for no limit.", DayCell),
        _S("valid_to", "Valid to", "Last trigger date, included; empty for no limit.", DayCell),
        _S("verified_by", "Verified by", "Who compared it with its source.", simple(WordsCell)),
        _S("verified_on", "Verified on", "When.", DayCell),
        _S("note", "Remark", "Repeated whenever the counting is explained.", simple(WordsCell)),
    )),
)  # fmt: skip
"""Every column but the identity, in the order of the editor."""


class RuleEditor(FieldsEditor):
    """Edits one rule."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(today, 6, parent)
        self._rule: DeadlineRule | None = None
        for head, specs in CELL_GROUPS:
            self._column.addWidget(plain_label("settingGroup", head))
            self._add_fields(specs)
        self._finish()

    @property
    def _entry(self) -> str | None:
        return self._rule.id if self._rule is not None else None

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

    def _without_place(self, error: RuleTableError) -> str:
        lead = f"Rule {error.rule}: the column “{error.column}” "
        plain = error.sentence.removeprefix(lead) if error.sentence.startswith(lead) else error.sentence
        return capital(plain.removeprefix(f"Rule {error.rule}: "))
