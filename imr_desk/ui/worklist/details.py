"""The strip under the cases: the selected case in full, without opening it."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from imr_desk.model.case import Case, HandledCase
from imr_desk.model.draft import DECISION_WORDS, Decision
from imr_desk.model.errors import DeskError
from imr_desk.model.facts import ItemFacts
from imr_desk.model.flag_names import flag_name
from imr_desk.services.worklist import Outlook, Worklist
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.worklist.case_words import (
    NOT_SHOWN,
    WHY_NOT_SHOWN,
    case_name,
    held_words,
    is_kept_back,
    outcome_words,
    second_words,
    status_words,
    whose_word,
)
from imr_desk.ui.worklist.detail_rows import DetailRows, literal_label
from imr_desk.ui.worklist.due_words import due_sentence, short_date
from imr_desk.ui.worklist.ownership_words import whose_words

_PAUSE = 60
"""Milliseconds after which a case that stays selected is asked for; running along the rows asks for none."""

_NOTHING = "Select a case to see its treatments, when it is due and who has it."

_ITEM_SIGNS = {Decision.OVERTURNED: ("overturned", "overturned"), Decision.UPHELD: ("upheld", "upheld")}


class _Answer(NamedTuple):
    handled: HandledCase
    related: tuple[Case, ...]
    outlook: Outlook


class CaseDetails(QScrollArea):
    """Asks the log for a case and those of the same number, and tells of it in words.

    Args:
        worklist: the service.
        lane: the thread that the case log lives in.
        dress: theme, type and icons.
        parent: its owner.

    Signals:
        case_chosen: number of a case that is to be opened.
    """

    case_chosen = Signal(int)

    def __init__(self, worklist: Worklist, lane: Lane, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseDetails")
        self.setAccessibleName("The selected case")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._worklist = worklist
        self._lane = lane
        self._dress = dress
        self._job: Job | None = None
        self._case: Case | None = None
        self._answer: _Answer | None = None
        self._number = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask)
        self._build()
        self._tell(_NOTHING)

    def show_case(self, case: Case | None, selected: int) -> None:
        """Show a case; ``selected`` is how many are selected."""
        if (case, selected) == (self._case, self._number):
            return
        self._case, self._number = case, selected
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if case is None:
            self._pause.stop()
            self._answer = None
            self._tell(_NOTHING)
        else:
            self._pause.start()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self._lay()
        if self._answer is not None:
            self._show(self._answer)

    def _ask(self) -> None:
        case = self._case
        if case is None:
            return

        def work() -> _Answer:
            return _Answer(self._worklist.handled(case.id), self._worklist.related(case), self._worklist.outlook())

        self._job = self._lane.run(self, work, self._show, self._fail)

    def _fail(self, error: Exception) -> None:
        self._job = self._answer = None
        if not isinstance(error, DeskError):
            raise error
        self._tell(error.sentence)

    def _build(self) -> None:
        content = QWidget()
        content.setObjectName("detailsContent")
        self._head = literal_label("detailsHead")
        self._items = DetailRows("detailsSign", "detailsItem")
        self._facts = DetailRows("detailsLabel", "detailsFact")
        self._same = QWidget()
        self._links = QVBoxLayout(self._same)
        self._links.setContentsMargins(0, 0, 0, 0)
        self._links.setSpacing(2)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self._facts)
        right.addWidget(self._same)
        right.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self._items)
        left.addStretch(1)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(24)
        self._sides.addLayout(left, 3)
        self._sides.addLayout(right, 2)
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addWidget(self._head)
        column.addLayout(self._sides)
        column.addStretch(1)
        self.setWidget(content)

    def _tell(self, sentence: str) -> None:
        """Show a sentence in place of a case."""
        self._head.setObjectName("detailsQuiet")
        self._polish_head()
        self._head.setText(sentence)
        self._items.show_rows(())
        self._facts.show_rows(())
        self._same.hide()

    def _polish_head(self) -> None:
        self._head.style().unpolish(self._head)
        self._head.style().polish(self._head)

    def _show(self, answer: _Answer) -> None:
        self._job, self._answer = None, answer
        case, facts = answer.handled.case, answer.handled.facts
        if self._head.objectName() != "detailsHead":
            self._head.setObjectName("detailsHead")
            self._polish_head()
        self._head.setText(self._head_words(case))
        items = [(self._sign(item), _item_words(number, item)) for number, item in enumerate(facts.items, 1)]
        nothing = WHY_NOT_SHOWN if is_kept_back(case) else "No disputed treatment was found in this letter."
        self._items.show_rows(items or [("", nothing)])
        self._facts.show_rows(tuple(_facts(answer.handled, answer.outlook)))
        self._show_related(answer.related)
        self.verticalScrollBar().setValue(0)

    def _show_related(self, related: tuple[Case, ...]) -> None:
        while (item := self._links.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._same.setVisible(bool(related))
        if related:
            self._links.addWidget(plain_label("detailsLabel", "Letters of the same number"))
        for other in related:
            link = QPushButton(f"{other.name}, {status_words(other.status)}".replace("&", "&&"))
            link.setObjectName("detailsLink")
            link.setAccessibleName(f"Open the other letter of this number: {other.name}")
            link.clicked.connect(lambda *_, case_id=other.id: self.case_chosen.emit(case_id))
            self._links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _head_words(self, case: Case) -> str:
        more = f"   ·   the current one of {self._number:,} selected" if self._number > 1 else ""
        whose = f" ({whose_word(case)})" if whose_word(case) else ""
        return f"{case_name(case)}   ·   {outcome_words(case)}{whose}   ·   {status_words(case.status)}{more}"

    def _sign(self, item: ItemFacts) -> QPixmap:
        name, role = _sign(item)
        return self._dress.pixmap(name, role, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set treatments and facts side by side where there is room."""
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        is_wide = self.viewport().width() >= self._dress.kind.px(640)
        ways = QHBoxLayout.Direction
        self._sides.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)


def _sign(item: ItemFacts) -> tuple[str, str]:
    """Return icon and colour role of an item's decision."""
    if item.outcome is None:
        return "state-proposed", "quiet"
    return _ITEM_SIGNS.get(item.outcome, ("state-ambiguous", "warning"))


def _item_words(number: int, item: ItemFacts) -> str:
    decision = DECISION_WORDS[item.outcome] if item.outcome is not None else "No decision yet"
    kind = " / ".join(part for part in (item.category, item.subcategory) if part)
    rendered = {True: "already rendered", False: "not yet rendered", None: ""}[item.rendered]
    aside = "; ".join(part for part in (kind, rendered) if part)
    return f"{number}. {item.title}\n{decision}" + (f" · {aside}" if aside else "")


def _facts(handled: HandledCase, outlook: Outlook) -> Iterator[tuple[str, str]]:
    case = handled.case
    handling, digest = case.handling, case.digest
    yield (
        "Due",
        NOT_SHOWN
        if is_kept_back(case)
        else due_sentence(case.due, outlook.today, outlook.rule_names.get(case.due.rule, "")),
    )
    yield "Who", whose_words(case, outlook)
    yield "Priority", handling.priority.words
    if handling.hold is not None:
        hold = handling.hold
        until = f", until {short_date(hold.until)}" if hold.until else ""
        yield "On hold", f"{held_words(hold)}; since {short_date(hold.since)}{until}, by {hold.by.who}"
    if handling.second_look:
        yield "Second look", f"{handling.second_look} (asked by {handling.asked_by})"
    if handling.second is not None:
        second = handling.second
        yield "Second reading", second_words(case, second) if second.is_open else str(second.state)
    if handling.skipped:
        yield "Skipped", handling.skipped
    if handling.labels:
        yield "Labels", ", ".join(handling.labels)
    if digest.claim_number:
        yield "Claim", digest.claim_number
    dates = (("injury", digest.injury_date), ("decided", digest.decision_date), ("received", digest.received))
    told = [f"{word} {short_date(day)}" for word, day in dates if short_date(day)]
    if told:
        yield "Dates", ", ".join(told)
    if handled.facts.specialty:
        yield "Specialty", ", ".join(handled.facts.specialty)
    if handled.facts.flags:
        yield "Open flags", "; ".join(map(flag_name, handled.facts.flags))
