"""Duties in words, with a sign and a colour role for how near each is."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

import msgspec

from imr_desk.model.deadlines.computing import Deadline
from imr_desk.model.deadlines.due import Due, due_of
from imr_desk.model.deadlines.phrases import capital, day_words, item_words, short_day
from imr_desk.model.deadlines.rules import DeadlineRule, RuleTable
from imr_desk.model.deadlines.triggers import TRIGGERS, Trigger, answer_of, trigger_of
from imr_desk.model.deadlines.words import DueState, Duty
from imr_desk.model.deadlines.work_calendar import WorkCalendar
from imr_desk.model.draft import DECISION_WORDS
from imr_desk.model.facts import ItemFacts
from imr_desk.model.handling import Done, GiveDate, Handling, HandlingStep, Hold
from imr_desk.model.values import date_of

NOT_ADVICE = "A help for the desk and no legal advice: the regulation and counsel decide."

_MOST_ITEMS = 4
_LONGEST_TITLE = 90


class DueSign(msgspec.Struct, frozen=True):
    """How a state of being due looks.

    Attributes:
        icon: name of its icon.
        role: colour role of icon and words.
        state: what the style sheet calls it.
    """

    icon: str
    role: str
    state: str


DUE_SIGNS: Mapping[DueState, DueSign] = MappingProxyType(
    {
        DueState.OVERDUE: DueSign("error", "error", "overdue"),
        DueState.TODAY: DueSign("warning", "warning", "today"),
        DueState.NEXT_WORKING_DAY: DueSign("due", "warning", "soon"),
        DueState.THIS_WEEK: DueSign("due", "accent", "week"),
        DueState.LATER: DueSign("due", "quiet", "later"),
        DueState.PAUSED: DueSign("hold", "quiet", "paused"),
        DueState.NEEDS_DATE: DueSign("needs-date", "warning", "needs"),
        DueState.NONE: DueSign("state-confirmed", "quiet", "none"),
    }
)
"""Each state by icon, words and colour, never by colour alone."""

DUTY_HEADS: Mapping[Duty, str] = MappingProxyType(
    {
        Duty.OURS: "For us to do",
        Duty.THEIRS: "What the other side may do",
        Duty.INFORMATION: "To know",
        Duty.RETENTION: "Keeping the file",
    }
)
"""The groups of duties, in the order in which they are shown."""


def due_of_one(deadline: Deadline, today: date, calendar: WorkCalendar) -> Due:
    """Return how near one deadline is; what is not ours is never overdue."""
    if deadline.done is not None:
        return Due(DueState.NONE, f"Done {_near(deadline.done, today)}")
    if deadline.duty is Duty.OURS:
        return due_of((deadline,), today, calendar)
    last = deadline.latest
    if last is None:
        return Due(DueState.NEEDS_DATE, "Needs a date")
    if deadline.paused_on(today) is not None:
        return Due(DueState.PAUSED, "On hold")
    if deadline.duty is Duty.RETENTION:
        return Due(DueState.LATER, f"Keep until {_near(last, today)}")
    return Due(DueState.LATER, f"{'Until' if last >= today else 'Over since'} {_near(last, today)}")


def _near(day: date, today: date) -> str:
    return short_day(day) if day.year == today.year else day_words(day)


def date_lines(deadline: Deadline) -> tuple[str, ...]:
    """Return the dates of a deadline, each a line, so that the eye finds the same thing at the same place."""
    safe, latest = deadline.safe, deadline.latest
    if safe is None:
        return ()
    if latest is not None and latest != safe:
        lines = [f"Safe date: {day_words(safe)}", f"Latest arguable date: {day_words(latest)}"]
    else:
        lines = [f"{'Safe date' if deadline.duty is Duty.OURS else 'Date'}: {day_words(safe)}"]
    if deadline.assumed:
        lines.append("Counted from an assumed date")
    return tuple(lines)


def item_lines(items: Sequence[ItemFacts], deadline: Deadline) -> tuple[str, ...]:
    """Return the items that a deadline is about with their decisions in words; what is ours names the treatments."""
    numbers = deadline.items
    if deadline.duty is not Duty.OURS:
        by_decision: dict[str, list[int]] = {}
        for number in numbers:
            by_decision.setdefault(_decided(items[number - 1]), []).append(number)
        return tuple(f"{capital(item_words(those))} · {words}" for words, those in by_decision.items())
    lines = []
    for number in numbers[:_MOST_ITEMS]:
        item = items[number - 1]
        title = item.title if len(item.title) <= _LONGEST_TITLE else f"{item.title[: _LONGEST_TITLE - 1]}…"
        lines.append(f"Item {number} · {title} · {_decided(item)}")
    if len(numbers) > _MOST_ITEMS:
        lines.append(f"and {len(numbers) - _MOST_ITEMS} more items")
    return tuple(lines)


def _decided(item: ItemFacts) -> str:
    return "Not decided yet" if item.outcome is None else DECISION_WORDS[item.outcome]


def step_words(step: HandlingStep) -> str:
    """Tell what was just done, for the line that offers to take it back."""
    if isinstance(step, GiveDate):
        label, day = trigger_of(step.name).label, date_of(step.on)
        return f"{label} taken back" if day is None else f"{label}, {day_words(day)}"
    return step.label


def done_words(done: Done) -> str:
    """Tell when a duty was done, who says so, and how."""
    day = date.fromisoformat(done.on)
    words = f"Done on {day_words(day)}, says {done.by.who}."
    return f"{words} {done.words}" if done.words else words


def hold_words(hold: Hold) -> str:
    """Tell since when a case is on hold, why, and what becomes of its deadlines."""
    words = f"On hold since {day_words(date.fromisoformat(hold.since))}: {hold.reason.value}."
    if hold.words:
        words += f" {capital(hold.words.rstrip('.'))}."
    if hold.until:
        words += f" Look again on {day_words(date.fromisoformat(hold.until))}."
    if hold.reason.suspends:
        return f"{words} The duty to implement the decision waits meanwhile; its date stays as it was counted."
    return f"{words} The deadlines go on: only an appeal or a dispute over liability lets them wait."


class Given(msgspec.Struct, frozen=True):
    """Something that a person gave beside the review, for a deadline.

    Attributes:
        name: name of the date or answer.
        words: what it is and how it stands.
        is_date: whether it is a date.
    """

    name: str
    words: str
    is_date: bool


def given_for(deadline: Deadline, rule: DeadlineRule | None, handling: Handling) -> tuple[Given, ...]:
    """Return what a person gave beside the review for one deadline, so that it can be taken back."""
    found = []
    day = date_of(handling.dates.get(deadline.trigger, ""))
    if day is not None:
        found.append(
            Given(deadline.trigger, f"{capital(trigger_of(deadline.trigger).label)}: {day_words(day)}", True)
        )
    names = () if rule is None else tuple(name for name, _ in rule.answers)
    found += [
        Given(name, f"{capital(answer_of(name).label)}: {choice}", False)
        for name in names
        if (choice := handling.answers.get(name, ""))
    ]
    if rule is not None and rule.service_days and (choice := handling.answers.get("service_method", "")):
        found.append(Given("service_method", f"Served {choice}", False))
    return tuple(found)


def other_dates(deadlines: Sequence[Deadline], table: RuleTable, handling: Handling) -> tuple[Trigger, ...]:
    """Return the dates that would bring further deadlines and that nobody gave yet, such as that of a bill."""
    asked = {deadline.trigger for deadline in deadlines}
    named = {rule.trigger for rule in table.rules}
    return tuple(
        each for each in TRIGGERS if each.name in named and each.name not in asked and each.name not in handling.dates
    )


def rule_of(deadline: Deadline, table: RuleTable) -> DeadlineRule | None:
    """Return the version of the rule that gave a deadline."""
    family = next((family for family in table.families if family[0].id == deadline.rule), ())
    start = deadline.start
    return next((rule for rule in reversed(family) if start is None or rule.valid_on(start)), None)


def doubt_of(rule: DeadlineRule | None, start: date | None) -> str:
    """Return why a rule is not to be relied on unseen; empty when it may."""
    if rule is None:
        return ""
    if rule.unverified:
        return "written down from memory, not compared with its source"
    if rule.unchecked_from is not None and (start is None or start >= rule.unchecked_from):
        return f"not compared with the law as amended {day_words(rule.unchecked_from)}"
    return ""
