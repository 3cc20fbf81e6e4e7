"""The form of the filter, with the keys of the DWC decision search and the desk's own."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from imr_desk.model.case import Case, CaseStatus
from imr_desk.model.categories import DWC_CATEGORIES
from imr_desk.model.draft import DECISION_WORDS, CaseOutcome, Decision
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS
from imr_desk.model.flag_names import flag_name
from imr_desk.model.handling import Priority
from imr_desk.model.queue import CaseFilter, DueWindow
from imr_desk.model.second.reading import SecondState
from imr_desk.ui.dress import plain_label
from imr_desk.ui.worklist.case_words import OUTCOME_CHOICES, status_words
from imr_desk.ui.worklist.due_words import WINDOW_WORDS
from imr_desk.ui.worklist.filter_editors import ChoiceEditor, Editor, RangeEditor, TicksEditor, WordsEditor, labelled

_PAUSE = 250
"""Milliseconds after the last change until the log is asked."""


class FilterForm(QWidget):
    """Shows a filter and tells when a person changed it; what it has no editor for stays as it was.

    Args:
        person: who works here.
        parent: its owner.

    Signals:
        changed: the filter that is asked for.
    """

    changed = Signal(object)

    def __init__(self, person: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterForm")
        self._person = person
        self._where = CaseFilter()
        self._people: set[str] = set()
        self._labels: set[str] = set()
        self._flags: tuple[str, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._tell)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 0, 12, 12)
        self._column.setSpacing(2)
        self.editors: dict[str, Editor] = {}
        self._build()
        self._know()

    def _build(self) -> None:
        self._ask_letter()
        self._ask_decision()
        self._ask_work()

    def _ask_letter(self) -> None:
        self._head("Which letter")
        self._add("number", "Case or claim number", WordsEditor("Case or claim number", "part of it"))
        self._add("specialty", "Reviewer's specialty", WordsEditor("Reviewer's specialty", "part of it"))
        self._add("decided", "Decided", RangeEditor("Decided"))
        self._add("received", "Received", RangeEditor("Received"))
        self._add("injury", "Date of injury", RangeEditor("Date of injury"))

    def _ask_decision(self) -> None:
        self._head("What it decides")
        outcomes = [(OUTCOME_CHOICES[outcome], outcome) for outcome in CaseOutcome]
        self._add("outcomes", "Outcome", TicksEditor("Outcome", outcomes))
        decisions = [("Any", None), *((DECISION_WORDS[decision], decision) for decision in Decision)]
        self._add("item_outcome", "Has an item that is", ChoiceEditor("Has an item that is", decisions))
        categories = [("Any", ""), *((name, name) for name in DWC_CATEGORIES)]
        self._add("category", "Has an item of category", ChoiceEditor("Category", categories))
        self._add(
            "subcategory", "Has an item of subcategory", WordsEditor("Subcategory", "as the search page has it")
        )
        self._add("guideline", "Reviewer cites", WordsEditor("Guideline that the reviewer cites", "part of it"))

    def _ask_work(self) -> None:
        self._head("How it is worked")
        windows = [("Any", None), *((WINDOW_WORDS[window], window) for window in DueWindow)]
        self._add("window", "Due", ChoiceEditor("Due", windows))
        self._add("due", "Due between", RangeEditor("Due between"))
        self._add("arrived", "Brought in", RangeEditor("Brought in"))
        self._add("finished", "Finished", RangeEditor("Finished"))
        statuses = [(status_words(status), status) for status in CaseStatus]
        self._add("statuses", "Status", TicksEditor("Status", statuses))
        self._add("reviewer", "Who has it", ChoiceEditor("Who has it", [("Anyone", None)]))
        priorities = [("Any", None), *((f"At least {p.words.lower()}", p) for p in reversed(Priority) if p)]
        self._add("priority", "Priority", ChoiceEditor("Priority", priorities))
        self._add("label", "Label", WordsEditor("Label"))
        self._add("flag", "Has an open flag", ChoiceEditor("Has an open flag", [("Any", "")]))
        states = [("Any", None), *((f"{state[:1].upper()}{state[1:]}", state) for state in SecondState)]
        self._add("second", "Second reading", ChoiceEditor("Second reading", states))
        self._add("second_reader", "Second reader", WordsEditor("Second reader", "the whole name"))
        questions = [("Any", False), ("Waits for an answer", True)]
        self._add("questions", "Question of a colleague", ChoiceEditor("Question of a colleague", questions))
        fields = [("Any", ""), *((spec.label, spec.name) for spec in (*LETTER_FIELDS, *ITEM_FIELDS))]
        self._add("corrected", "A person corrected", ChoiceEditor("A person corrected", fields))

    def _head(self, words: str) -> None:
        self._column.addWidget(plain_label("filterHead", words))

    def _add(self, name: str, label: str, editor: Editor) -> None:
        editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._column.addWidget(labelled(label, editor))
        self._column.addWidget(editor)
        editor.changed.connect(self._pause.start)
        self.editors[name] = editor

    def show_filter(self, where: CaseFilter) -> None:
        """Show a filter; what a person is typing is left alone."""
        self._pause.stop()
        self._where = where
        self._offer_flags()
        for name, editor in self.editors.items():
            editor.show_value(getattr(where, name))

    def know_cases(self, cases: Sequence[Case]) -> None:
        """Offer the people and labels of these cases too."""
        people = {case.handling.reviewer for case in cases if case.handling.reviewer}
        people |= {second.reader for case in cases if (second := case.handling.second) and second.reader}
        labels = {label for case in cases for label in case.handling.labels}
        if not (people <= self._people and labels <= self._labels):
            self._people |= people
            self._labels |= labels
            self._know()

    def know_flags(self, rules: Sequence[str]) -> None:
        """Offer the flags of these rules."""
        self._flags = tuple(rules)
        self._offer_flags()

    def show_person(self, person: str) -> None:
        """Call another person, who works here now, “Me”; what is being typed counts first."""
        if self._pause.isActive():
            self._pause.stop()
            self._tell()
        self._people.add(self._person)
        self._person = person
        self._know()

    def _offer_flags(self) -> None:
        editor = self.editors["flag"]
        if isinstance(editor, ChoiceEditor):
            asked = {str(editor.value()), self._where.flag} - {""}  # stays on offer, whether it occurs or not
            rules = sorted({*self._flags, *asked}, key=flag_name)
            editor.offer([("Any", ""), *((flag_name(rule), rule) for rule in rules)])

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who was seen at a case, and who works here."""
        return tuple(sorted({*self._people, self._person}, key=str.casefold))

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels that were seen."""
        return tuple(sorted(self._labels, key=str.casefold))

    def _know(self) -> None:
        reviewer, label = self.editors["reviewer"], self.editors["label"]
        others = [(name, name) for name in self.people if name != self._person]
        if isinstance(reviewer, ChoiceEditor):
            reviewer.offer([("Anyone", None), (f"Me ({self._person})", self._person), ("Nobody", ""), *others])
        second = self.editors["second_reader"]
        for words, known in ((label, self.labels), (second, self.people)):
            if isinstance(words, WordsEditor):
                words.know(known)

    def _tell(self) -> None:
        values = {name: editor.value() for name, editor in self.editors.items()}
        self._where = msgspec.structs.replace(self._where, **values)
        self.changed.emit(self._where)
