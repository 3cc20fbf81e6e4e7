"""The columns of the queue, each once: head, width, what it sorts by, and what a case shows in it."""

from collections.abc import Callable
from functools import lru_cache

import msgspec

from imr_desk.model.case import Case, CaseStatus
from imr_desk.model.facts import DueMark
from imr_desk.model.handling import Priority
from imr_desk.model.queue import CaseOrder
from imr_desk.model.second import SecondReading
from imr_desk.services.worklist import Outlook
from imr_desk.ui.worklist.case_words import (
    NOT_SHOWN,
    OUTCOME_ROLES,
    STATUS_ICONS,
    WHY_NOT_SHOWN,
    case_name,
    held_words,
    is_kept_back,
    outcome_words,
    second_words,
    status_words,
    whose_word,
)
from imr_desk.ui.worklist.due_words import DUE_SIGNS, due_sentence, due_words, short_date, window_of
from imr_desk.ui.worklist.ownership_words import who_words, whose_words


class Cell(msgspec.Struct, frozen=True):
    """What a cell shows.

    Attributes:
        words: its words.
        role: colour role of the words.
        icon: name of the sign before the words; empty for none.
        ground: colour role of a chip behind them; empty for no chip.
        strong: whether the words are set strong.
        tip: a longer sentence for the tooltip; empty where the words say it all.
    """

    words: str
    role: str = "text"
    icon: str = ""
    ground: str = ""
    strong: bool = False
    tip: str = ""


class Column(msgspec.Struct, frozen=True):
    """A column.

    Attributes:
        key: identity in the settings.
        head: its name over the column.
        meaning: what it shows, for the tooltip of its head.
        width: first width in pixels at 100 % text.
        order: what a click on the head sorts by; ``None`` for nothing.
        cell: what a case shows in it, looked at with an outlook.
        figures: whether it holds a number, set to the right.
        tells: whether it tells what the review of the case says, or may tell, as a label does.
    """

    key: str
    head: str
    meaning: str
    width: int
    order: CaseOrder | None
    cell: Callable[[Case, Outlook], Cell]
    figures: bool = False
    tells: bool = False


def cell_of(column: Column, case: Case, outlook: Outlook) -> Cell:
    """Return what a case shows in a column; what its first reader said is kept from whoever could read it blind."""
    if column.tells and is_kept_back(case):
        return Cell("–" if column.figures else NOT_SHOWN, "quiet", tip=WHY_NOT_SHOWN)
    return column.cell(case, outlook)


def _due(case: Case, outlook: Outlook) -> Cell:
    return _due_cell(case.due, outlook.today, outlook.rule_names.get(case.due.rule, ""))


@lru_cache(maxsize=2048)
def _due_cell(due: DueMark, today: str, rule_name: str) -> Cell:
    sign = DUE_SIGNS[window_of(due, today)]
    tip = due_sentence(due, today, rule_name)
    if due.paused and due.on and due.on <= today:
        return Cell(due_words(due, today), "warning", "hold", "warning_ground", strong=True, tip=tip)
    return Cell(due_words(due, today), sign.role, sign.icon, sign.ground, bool(sign.ground), tip)


def _outcome(case: Case, _outlook: Outlook) -> Cell:
    words, whose, outcome = outcome_words(case), whose_word(case), case.digest.outcome
    if outcome is None:
        return Cell(words, "quiet", tip="At least one item has no decision, or the letter does not decide it.")
    confirmed = case.digest.confirmed
    tip = "A person confirmed every item." if confirmed else "Read by the program; nobody has confirmed it yet."
    icon = "state-confirmed" if confirmed else "state-proposed"
    return Cell(words if confirmed else f"{words} · {whose}", OUTCOME_ROLES[outcome], icon, tip=tip)


def _number(case: Case, _outlook: Outlook) -> Cell:
    return Cell(case_name(case), strong=True)


def _claim(case: Case, _outlook: Outlook) -> Cell:
    return Cell(case.digest.claim_number)


def _treatments(case: Case, _outlook: Outlook) -> Cell:
    return Cell(case.digest.title or case.name, "text" if case.digest.title else "quiet")


def _items(case: Case, _outlook: Outlook) -> Cell:
    return Cell(str(case.digest.items))


def _flags(case: Case, _outlook: Outlook) -> Cell:
    flags, looks = case.digest.flags, case.digest.looks
    if flags:
        return Cell(str(flags), "warning", "warning", strong=True, tip=f"Open flags: {flags}. Want a look: {looks}.")
    return Cell("0", "quiet", tip=f"No open flag. Want a look: {looks}.")


def _status(case: Case, outlook: Outlook) -> Cell:
    handling = case.handling
    tip = ""
    if handling.hold is not None:
        until = f" until {short_date(handling.hold.until)}" if handling.hold.until else ""
        tip = f"On hold{until}: {held_words(handling.hold)}"
    elif handling.second is not None and case.status is CaseStatus.SECOND_READING:
        tip = second_words(case, handling.second)
    elif handling.second_look:
        tip = f"{handling.asked_by} asks for a second look: {handling.second_look}"
    elif handling.skipped:
        tip = f"Skipped: {handling.skipped}"
    if case.id in outlook.asked:
        tip = f"A question of a colleague waits for an answer. {tip}".rstrip()
        return Cell(f"{status_words(case.status)} · question", "warning", "question", strong=True, tip=tip)
    role = {CaseStatus.FINISHED: "good", CaseStatus.SECOND_LOOK: "warning"}.get(case.status, "text")
    return Cell(status_words(case.status), role, STATUS_ICONS[case.status], tip=tip)


def _priority(case: Case, _outlook: Outlook) -> Cell:
    priority = case.handling.priority
    if priority >= Priority.HIGH:
        return Cell(priority.words, "error" if priority is Priority.URGENT else "warning", "priority", strong=True)
    return Cell(priority.words, "quiet")


def _who(case: Case, outlook: Outlook) -> Cell:
    second = case.handling.second
    if second is not None and second.is_open:
        return _second_reader(case, second)
    who = who_words(case, outlook)
    if not case.handling.reviewer:
        return Cell(who, "quiet")
    idle, tip = outlook.is_idle(case), whose_words(case, outlook)
    return Cell(who, "quiet", tip=tip) if idle else Cell(who, tip=tip)


def _second_reader(case: Case, second: SecondReading) -> Cell:
    tip = second_words(case, second)
    if second.reader:
        return Cell(second.reader, tip=tip)
    if is_kept_back(case) or second.seen_by or second.known_to:
        return Cell("Nobody" if is_kept_back(case) else "Somebody else", "quiet", tip=tip)
    return Cell("Read first by you", "quiet", tip=tip)


def _injury(case: Case, _outlook: Outlook) -> Cell:
    return Cell(short_date(case.digest.injury_date))


def _received(case: Case, _outlook: Outlook) -> Cell:
    return Cell(short_date(case.digest.received))


def _decided(case: Case, _outlook: Outlook) -> Cell:
    return Cell(short_date(case.digest.decision_date))


def _labels(case: Case, _outlook: Outlook) -> Cell:
    words = ", ".join(case.handling.labels)
    return Cell(words, "quiet", "label" if words else "")


_C, _O = Column, CaseOrder

COLUMNS: tuple[Column, ...] = (
    _C("due", "Due", "The next duty, by the safe date.", 216, _O.DUE, _due, tells=True),
    _C("number", "Case", "The IMR case number, or the name of the file.", 136, _O.CASE_NUMBER, _number),
    _C(
        "outcome",
        "Outcome",
        "What the decisions mean, and whether a person confirmed them.",
        336,
        _O.OUTCOME,
        _outcome,
        tells=True,
    ),
    _C("treatments", "Treatments", "The disputed treatments.", 164, None, _treatments, tells=True),
    _C("items", "Items", "How many disputed treatments.", 58, _O.ITEMS, _items, figures=True, tells=True),
    _C(
        "flags", "Flags", "Open flags that are more than information.", 62, _O.FLAGS, _flags, figures=True, tells=True
    ),
    _C("status", "Status", "Where the case stands.", 158, _O.STATUS, _status),
    _C("who", "Who", "Who has the case, or has left it lying; who reads it twice.", 200, _O.REVIEWER, _who),
    _C("priority", "Priority", "How urgent the case is.", 92, _O.PRIORITY, _priority),
    _C("claim", "Claim", "The claims administrator's number of the claim.", 118, _O.CLAIM_NUMBER, _claim, tells=True),
    _C(
        "received",
        "Received",
        "When the letter reached the claims administrator.",
        118,
        _O.RECEIVED,
        _received,
        tells=True,
    ),
    _C("decided", "Decided", "Date of the final determination.", 118, _O.DECIDED, _decided, tells=True),
    _C("injury", "Injury", "Date of injury.", 118, _O.INJURY, _injury, tells=True),
    _C("labels", "Labels", "Labels of the department's own.", 130, None, _labels, tells=True),
)


def column_of(order: CaseOrder) -> int:
    """Return the column that an order belongs to; -1 for none, such as the order of arrival."""
    return next((place for place, column in enumerate(COLUMNS) if column.order is order), -1)
