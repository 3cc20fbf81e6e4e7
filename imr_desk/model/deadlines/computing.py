"""From facts, rules and calendar to deadlines.

Two dates for each: the safe one excuses no day that a regulator might count, the latest arguable one takes the whole
list of Gov. Code 6700, rolling (6800) and time for service (8 CCR 10605). What nobody knows is assumed so that the
date is the earlier one, and every assumption is told.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from imr_desk.model.deadlines.counting import Counting, DayCount
from imr_desk.model.deadlines.facts import DeadlineFacts, DisputedItem, GivenDate, Suspension
from imr_desk.model.deadlines.phrases import capital, counted, day_words, item_words
from imr_desk.model.deadlines.rules import DeadlineRule, RuleTable
from imr_desk.model.deadlines.triggers import Question, answer_of, trigger_of
from imr_desk.model.deadlines.words import DayUnit, Duty, ExpeditedAsked, OutcomeAsked, Rendered, Roll
from imr_desk.model.deadlines.work_calendar import WorkCalendar
from imr_desk.model.draft import Decision

FIRST_SENSIBLE, LAST_SENSIBLE = date(1900, 1, 1), date(2199, 12, 31)
"""Dates outside are slips of the hand; nothing is counted from them."""

_SATURDAY = (
    "Saturday is not a working day (Pa'u v. Department of Forestry, for utilization review; by analogy elsewhere)."
)
_HOUR = "Hours are counted in whole days, because the hour is not kept."
_BOTH = "Safe and latest date"
_OPEN_DECISIONS = frozenset({None, Decision.UNCLEAR})


class Deadline(msgspec.Struct, frozen=True):
    """One date by which something is to be done or known.

    Attributes:
        rule: id of the rule.
        name: what is to be done.
        duty: whose it is.
        items: numbers of the items it is about, from 1.
        trigger: name of the date that it runs from.
        start: the day it was counted from; ``None`` while there is none.
        assumed: whether that day stands in for another or is only assumed.
        safe: the safe date; ``None`` without a start.
        latest: the latest arguable date; never before it may a diary on it be closed.
        counts: how the dates were counted, the safe one first, the latest last.
        holds: the holds that concern it, also those that are over.
        missing: what must be asked, the most needed first.
        assumptions: what was taken for granted, in sentences.
        done: when it was done; ``None`` while it is open.
        source: the regulation.
        link: its address.
    """

    rule: str
    name: str
    duty: Duty
    items: tuple[int, ...]
    trigger: str
    start: date | None
    assumed: bool
    safe: date | None
    latest: date | None
    counts: tuple[DayCount, ...]
    holds: tuple[Suspension, ...]
    missing: tuple[Question, ...]
    assumptions: tuple[str, ...]
    done: date | None
    source: str
    link: str

    @property
    def paused(self) -> Suspension | None:
        """The hold that goes on without an end, the oldest first; the deadline stays, and waits.

        Holds neither begin nor end on a day to come (see ``PutOnHold``, ``ReleaseHold``): as seen today, this is the
        same question as ``paused_on``.
        """
        return min((hold for hold in self.holds if hold.lasts), key=lambda hold: hold.since, default=None)

    def paused_on(self, day: date) -> Suspension | None:
        """Return the hold under which it waits on a day, the one that goes on longest; ``None`` when it runs."""
        held = (hold for hold in self.holds if hold.on(day))
        return max(held, key=lambda hold: hold.until or date.max, default=None)

    @property
    def lines(self) -> tuple[str, ...]:
        """How it was counted, in sentences, and day by day where that is short."""
        first, last = self.counts[:1], self.counts[-1:]
        told = self.counts
        if first and msgspec.structs.replace(first[0], label=_BOTH) == msgspec.structs.replace(last[0], label=_BOTH):
            told = (msgspec.structs.replace(first[0], label=_BOTH), *self.counts[1:-1])
        words = (words for count in told for words in (count.words, count.steps) if words)
        return (*words, *self.assumptions, f"Source: {self.source}.")


def compute(facts: DeadlineFacts, table: RuleTable, calendar: WorkCalendar) -> tuple[Deadline, ...]:
    """Return the deadlines of a case, in the order of the table.

    Of the versions of a rule, the one counts that is valid on the day the deadline runs from. A rule whose date is
    not known gives a deadline without dates that asks for it, or none where the rule does not ask.

    A hold leaves the deadline as it is, on hold. Once the hold is over the date stands as first counted: no source
    read says that its days are deducted, and not deducting them gives the earlier date.
    """
    return tuple(found for family in table.families if (found := _of_family(family, facts, calendar)) is not None)


class _Start(msgspec.Struct, frozen=True):
    """The day that a rule runs from, and what it is called."""

    given: GivenDate
    name: str


def _of_family(family: tuple[DeadlineRule, ...], facts: DeadlineFacts, calendar: WorkCalendar) -> Deadline | None:
    known = False
    for rule in reversed(family):
        start = _start(facts, rule.trigger, rule.stand_ins)
        known |= start is not None
        if start is not None and rule.valid_on(start.given.day):
            items = _items(rule, facts)
            return None if items is None else _dated(rule, facts, items, start, calendar)
    rule = family[-1]
    if known or not rule.asks or (items := _items(rule, facts)) is None:
        return None
    return _undated(rule, facts, items)


def _start(facts: DeadlineFacts, trigger: str, stand_ins: tuple[str, ...]) -> _Start | None:
    dates = facts.dates
    for name in (trigger, *stand_ins):
        if (given := dates.get(name)) is not None and FIRST_SENSIBLE <= given.day <= LAST_SENSIBLE:
            return _Start(given, name)
    return None


def _items(rule: DeadlineRule, facts: DeadlineFacts) -> tuple[DisputedItem, ...] | None:
    """Return the items that a rule is about; ``None`` when it does not apply."""
    if rule.expedited is not ExpeditedAsked.ANY and (rule.expedited is ExpeditedAsked.YES) != (
        facts.expedited is True
    ):
        return None
    for name, choice in rule.answers:
        if facts.answers.get(name, choice) != choice:
            return None
    items = tuple(item for item in facts.items if item.rendered in rule.rendered and _asked(rule, item.outcome))
    return items if items or (rule.outcome is OutcomeAsked.ANY and not facts.items) else None


def _asked(rule: DeadlineRule, outcome: Decision | None) -> bool:
    if rule.outcome is OutcomeAsked.ANY:
        return True
    if outcome in _OPEN_DECISIONS:
        return rule.duty is Duty.OURS and rule.outcome is OutcomeAsked.OVERTURNED
    return outcome is not None and rule.outcome.value == outcome.value


def _undated(rule: DeadlineRule, facts: DeadlineFacts, items: tuple[DisputedItem, ...]) -> Deadline:
    return Deadline(
        rule=rule.id,
        name=rule.name,
        duty=rule.duty,
        items=tuple(item.number for item in items),
        trigger=rule.trigger,
        start=None,
        assumed=False,
        safe=None,
        latest=None,
        counts=(),
        holds=_holds(rule, facts),
        missing=(Question(rule.trigger, trigger_of(rule.trigger).question), *_questions(rule, facts, items)),
        assumptions=tuple(_about_dates(rule, facts, None)) + tuple(_about_rule(rule, None)),
        done=_done(rule, facts),
        source=rule.source,
        link=rule.link,
    )


def _dated(
    rule: DeadlineRule, facts: DeadlineFacts, items: tuple[DisputedItem, ...], start: _Start, calendar: WorkCalendar
) -> Deadline:
    late = _start(facts, rule.trigger, rule.late_stand_ins or rule.stand_ins) or start
    counts = _counts(rule, facts, start.given.day, late.given.day, calendar)
    assumed = start.name != rule.trigger
    first = (Question(rule.trigger, trigger_of(rule.trigger).question),) if assumed else ()
    assumptions = (
        *_about_dates(rule, facts, start),
        *_about_late(rule, start, late),
        *_about_items(rule, items),
        *_about_counting(rule, facts, counts, calendar),
        *_about_holds(rule, facts, counts[-1].end),
        *_about_rule(rule, start.given.day),
    )
    return Deadline(
        rule=rule.id,
        name=rule.name,
        duty=rule.duty,
        items=tuple(item.number for item in items),
        trigger=rule.trigger,
        start=start.given.day,
        assumed=assumed,
        safe=counts[0].end,
        latest=max(counts[0].end, counts[-1].end),
        counts=counts,
        holds=_holds(rule, facts),
        missing=(*first, *_questions(rule, facts, items)),
        assumptions=assumptions,
        done=_done(rule, facts),
        source=rule.source,
        link=rule.link,
    )


def _counts(
    rule: DeadlineRule, facts: DeadlineFacts, start: date, late: date, calendar: WorkCalendar
) -> tuple[DayCount, ...]:
    """Count the safe date, for rules with time for service the date without it, and the latest arguable date."""
    business = rule.unit is DayUnit.BUSINESS_DAYS
    safe = Counting("Safe date", rule.count, rule.unit, rule.roll_safe, 0, business)
    counts = [safe.from_day(start, calendar.core)]
    extra = _service_days(rule, facts)
    if extra:
        without = Counting("Without time for service", rule.count, rule.unit, rule.roll_latest)
        counts.append(without.from_day(late, calendar.full))
    latest = Counting("Latest arguable date", rule.count, rule.unit, rule.roll_latest, extra)
    counts.append(latest.from_day(late, calendar.full))
    return tuple(counts)


def _service_days(rule: DeadlineRule, facts: DeadlineFacts) -> int:
    for method, extra in rule.service_days:
        if method is (facts.service or rule.service_assumed):
            return extra
    return 0


def _holds(rule: DeadlineRule, facts: DeadlineFacts) -> tuple[Suspension, ...]:
    return tuple(hold for hold in facts.holds if hold.kind in rule.paused_by) if facts.holds else ()


def _done(rule: DeadlineRule, facts: DeadlineFacts) -> date | None:
    return facts.done.get(rule.id) or facts.done.get(rule.id.partition("-")[0]) if facts.done else None


def _questions(rule: DeadlineRule, facts: DeadlineFacts, items: tuple[DisputedItem, ...]) -> Iterator[Question]:
    if rule.outcome is not OutcomeAsked.ANY and (open_items := _open(items)):
        yield Question("decision", f"What does the letter decide on {item_words(open_items)}?", open_items)
    if _asks_rendered(rule) and (unknown := _unknown(items)):
        words = f"Had the treatment of {item_words(unknown)} been given before the decision?"
        yield Question("retrospective", words, unknown)
    for name, _ in rule.answers:
        if name not in facts.answers:
            yield Question(name, answer_of(name).question)
    if rule.service_days and facts.service is None:
        yield Question("service_method", "How was it served, and from where?")


def _open(items: tuple[DisputedItem, ...]) -> tuple[int, ...]:
    return tuple(item.number for item in items if item.outcome in _OPEN_DECISIONS)


def _unknown(items: tuple[DisputedItem, ...]) -> tuple[int, ...]:
    return tuple(item.number for item in items if item.rendered is Rendered.UNKNOWN)


def _asks_rendered(rule: DeadlineRule) -> bool:
    return len(rule.rendered) < len(Rendered)


def _about_dates(rule: DeadlineRule, facts: DeadlineFacts, start: _Start | None) -> Iterator[str]:
    typed = facts.dates.get(rule.trigger)
    if typed is not None and not FIRST_SENSIBLE <= typed.day <= LAST_SENSIBLE:
        yield f"{capital(trigger_of(rule.trigger).label)}, {day_words(typed.day)}, cannot be right and was not used."
    if start is None:
        return
    label = trigger_of(start.name).label
    if start.name != rule.trigger:
        wanted = trigger_of(rule.trigger).label
        day = day_words(start.given.day)
        yield f"{capital(wanted)} is not known; {label}, {day}, stands in for it, the earliest that it can be."
    if not start.given.settled:
        yield f"{capital(label)} is the program's reading; nobody has confirmed it."


def _about_late(rule: DeadlineRule, start: _Start, late: _Start) -> Iterator[str]:
    if late.name == rule.trigger:
        return
    if late.name != start.name:
        label, day = trigger_of(late.name).label, day_words(late.given.day)
        yield f"The latest arguable date is counted from {label}, {day}, because {_wanted(rule)} cannot be later."
    elif rule.duty is not Duty.OURS:
        yield f"The latest arguable date may be later, because {_wanted(rule)} is not known."


def _wanted(rule: DeadlineRule) -> str:
    return trigger_of(rule.trigger).label


def _about_items(rule: DeadlineRule, items: tuple[DisputedItem, ...]) -> Iterator[str]:
    if rule.outcome is not OutcomeAsked.ANY and (open_items := _open(items)):
        yield f"The decision on {item_words(open_items)} is not clear; counted as if the treatment were approved."
    if _asks_rendered(rule) and (unknown := _unknown(items)):
        given = "not yet given" if Rendered.NO in rule.rendered else "given"
        yield f"Nobody said whether the treatment of {item_words(unknown)} was given; counted as {given}."


def _about_counting(
    rule: DeadlineRule, facts: DeadlineFacts, counts: tuple[DayCount, ...], calendar: WorkCalendar
) -> Iterator[str]:
    if rule.unit is DayUnit.WORKING_DAYS:
        yield _SATURDAY
    elif rule.unit is DayUnit.BUSINESS_DAYS:
        yield "Saturday counts as a business day for the safe date (Civil Code 7 and 9), not for the latest one."
    elif rule.unit is DayUnit.HOURS:
        yield _HOUR
    if rule.service_days and facts.service is None and rule.service_assumed is not None:
        extra = counted(_service_days(rule, facts), "days")
        yield f"How it was served is not known; {extra} are added for {rule.service_assumed} to the latest date only."
    if rule.unit in {DayUnit.WORKING_DAYS, DayUnit.BUSINESS_DAYS} or rule.roll_latest is Roll.NEXT:
        for year, name in calendar.unlisted_between(counts[-1].start, counts[-1].end):
            yield f"The calendar gives no date for {name} in {year}; no day was left out for it."
    if counts[-1].end < counts[0].end:
        yield "The dates given contradict one another; the later of both counts is shown as the latest."


def _about_holds(rule: DeadlineRule, facts: DeadlineFacts, latest: date) -> Iterator[str]:
    for hold in _holds(rule, facts):
        if hold.since > latest:
            yield f"The hold since {day_words(hold.since)} ({hold.kind}) began when the date had passed."
        if hold.until is not None:
            days = f"{day_words(hold.since)} to {day_words(hold.until)}"
            yield f"On hold from {days} ({hold.kind}); its days are not deducted, the date stands as first counted."


def _about_rule(rule: DeadlineRule, start: date | None) -> Iterator[str]:
    if rule.unverified:
        yield f"Rule {rule.id} was written down from memory; nobody has compared it with its source."
    if rule.unchecked_from is not None and start is not None and start >= rule.unchecked_from:
        changed = day_words(rule.unchecked_from)
        yield f"The law was amended as of {changed}; rule {rule.id} has not been compared with the new text."
    if rule.note:
        yield rule.note
