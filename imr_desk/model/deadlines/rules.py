"""Rules of deadlines as values; the shipped ones stand in the resources, and a supervisor may edit a copy.

California adopted amended UR and IMR rules effective 1 April 2026, so a rule carries the dates from and to which it
is valid, where it was read and who verified it. Which version counts is decided by the day a deadline runs from.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from imr_desk.model.deadlines.triggers import ANSWERS, TRIGGERS, answer_of
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
from imr_desk.model.errors import DeskError

MOST = {
    DayUnit.WORKING_DAYS: 1000,
    DayUnit.BUSINESS_DAYS: 1000,
    DayUnit.CALENDAR_DAYS: 36_600,
    DayUnit.MONTHS: 1200,
    DayUnit.YEARS: 100,
    DayUnit.HOURS: 10_000,
}
"""The greatest count of each unit that can be meant; a greater one is a slip of the hand."""

_MOST_SERVICE_DAYS = 366
_LONGEST = 1000


class RuleTableError(DeskError):
    """A rule or holiday table that makes no sense; nothing of it is used.

    Attributes:
        rule: id of the rule or name of the holiday; empty when the table as a whole is meant.
        column: the column that makes no sense; empty when no single one does.
    """

    def __init__(self, sentence: str, rule: str = "", column: str = "") -> None:
        super().__init__(sentence)
        self.rule = rule
        self.column = column


class DeadlineRule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule.

    Attributes:
        id: ``R1``; versions of a rule share it.
        name: what is to be done, for people.
        duty: whose it is.
        trigger: name of the ``Trigger`` that it runs from.
        stand_ins: dates that may stand in for it, the best first, for the safe date; none may be later than it.
        late_stand_ins: the same for the latest arguable date; none may be earlier, or it is told. Empty: as above.
        count: how many of ``unit``; 0 for the day itself.
        unit: what is counted.
        service_days: calendar days that the manner of service adds, to the latest arguable date only.
        service_assumed: the manner that counts while none is known.
        roll_safe: where the safe date goes from a day that is not a working day.
        roll_latest: where the latest arguable date goes.
        outcome: the decisions it is about.
        rendered: the states of delivery it is about.
        expedited: the reviews it is about.
        answers: other answers it depends on, as name and choice; an answer not known does not exclude it.
        paused_by: the holds under which it waits.
        asks: whether the desk asks for the trigger; otherwise it is silent until the date is there.
        source: the regulation, for people.
        link: address of the source.
        basis: read, or from memory.
        unchecked_from: trigger date from which nobody has compared it with the law, such as after an amendment.
        valid_from: first trigger date; ``None`` for no limit.
        valid_to: last trigger date, included; ``None`` for no limit.
        verified_by: who compared it with its source; empty for nobody.
        verified_on: when.
        note: a remark that explanations repeat.
    """

    id: str
    name: str
    duty: Duty
    trigger: str
    count: int
    unit: DayUnit
    source: str
    stand_ins: tuple[str, ...] = ()
    late_stand_ins: tuple[str, ...] = ()
    service_days: tuple[tuple[ServiceMethod, int], ...] = ()
    service_assumed: ServiceMethod | None = None
    roll_safe: Roll = Roll.NONE
    roll_latest: Roll = Roll.NONE
    outcome: OutcomeAsked = OutcomeAsked.ANY
    rendered: tuple[Rendered, ...] = tuple(Rendered)
    expedited: ExpeditedAsked = ExpeditedAsked.ANY
    answers: tuple[tuple[str, str], ...] = ()
    paused_by: tuple[HoldKind, ...] = ()
    asks: bool = True
    link: str = ""
    basis: Basis = Basis.READ
    unchecked_from: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    verified_by: str = ""
    verified_on: date | None = None
    note: str = ""

    @property
    def unverified(self) -> bool:
        """Whether it is from memory and nobody has compared it with its source."""
        return self.basis is Basis.MEMORY and not self.verified_by

    def valid_on(self, day: date) -> bool:
        """Tell whether it applies to what is triggered on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class RuleTable(msgspec.Struct, frozen=True):
    """All rules; made by ``of``, which refuses nonsense.

    Attributes:
        name: what the table calls itself.
        version: which state of it; told with every date that it gave.
        families: the rules, versions of one id together, in the order of the table.
    """

    name: str
    version: str
    families: tuple[tuple[DeadlineRule, ...], ...]

    @classmethod
    def of(cls, rules: Iterable[DeadlineRule], name: str, version: str) -> "RuleTable":
        """Make a table of rules.

        Raises:
            RuleTableError: a rule makes no sense, two versions of one rule are valid on the same day, or there is a
                gap between them, in which the rule would be lost unseen.
        """
        families: dict[str, list[DeadlineRule]] = {}
        for rule in rules:
            check_rule(rule)
            for earlier in families.setdefault(rule.id, []):
                if _overlap(earlier, rule):
                    raise RuleTableError(
                        f"Rule {rule.id}: two versions are valid on the same day; "
                        "give the older one a “valid_to” before the newer one's “valid_from”.",
                        rule.id,
                        "valid_from",
                    )
            families[rule.id].append(rule)
        if not families:
            raise RuleTableError(
                "The rule table holds no rule; write at least one, or use the table that was shipped."
            )
        sorted_families = tuple(tuple(sorted(family, key=_age)) for family in families.values())
        for family in sorted_families:
            _check_gaps(family)
        return cls(name, version, sorted_families)

    @property
    def rules(self) -> tuple[DeadlineRule, ...]:
        """All rules in their order, older versions first."""
        return tuple(rule for family in self.families for rule in family)


def _age(rule: DeadlineRule) -> date:
    return rule.valid_from or date.min


def _check_gaps(family: tuple[DeadlineRule, ...]) -> None:
    for older, newer in pairwise(family):
        if older.valid_to is not None and newer.valid_from != older.valid_to + timedelta(days=1):
            raise RuleTableError(
                f"Rule {newer.id}: after {older.valid_to} no version is valid until {newer.valid_from}; "
                "let the “valid_from” of the newer one follow the “valid_to” of the older one.",
                newer.id,
                "valid_from",
            )


def _overlap(one: DeadlineRule, other: DeadlineRule) -> bool:
    return _age(one) <= (other.valid_to or date.max) and _age(other) <= (one.valid_to or date.max)


def check_rule(rule: DeadlineRule) -> None:
    """Refuse a rule whose columns make no sense, alone or together.

    Raises:
        RuleTableError: says which rule and which column.
    """
    for column, wrong in _faults(rule):
        raise RuleTableError(f"Rule {rule.id}: the column “{column}” {wrong}.", rule.id, column)


def _faults(rule: DeadlineRule) -> Iterable[tuple[str, str]]:
    for column in ("id", "name", "source", "link", "verified_by", "note"):
        text = getattr(rule, column)
        if not text.isprintable() or len(text) > _LONGEST or text != text.strip():
            yield column, "must be one line of plain text without blanks around it"
        elif not text and column in {"id", "name", "source"}:
            yield column, "is empty"
    known = {trigger.name for trigger in TRIGGERS}
    for column, names in (
        ("trigger", (rule.trigger,)),
        ("stand_ins", rule.stand_ins),
        ("late_stand_ins", rule.late_stand_ins),
    ):
        for unknown in [name for name in names if name not in known]:
            yield column, f"names “{_short(unknown)}”, which is no date that the desk keeps"
    if not 0 <= rule.count <= MOST[rule.unit]:
        yield "count", f"must be from 0 to {MOST[rule.unit]} for {rule.unit}"
    if _RANK[rule.roll_latest] < _RANK[rule.roll_safe] or rule.roll_latest is Roll.PREVIOUS:
        yield "roll_latest", "would put the latest date before the safe one; use “none” or “next”"
    if not rule.rendered:
        yield "rendered", "is empty, so that the rule would never apply"
    yield from _service_faults(rule)
    yield from _answer_faults(rule)
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        yield "valid_to", "is before “valid_from”"
    if bool(rule.verified_by) != (rule.verified_on is not None):
        yield "verified_by", "and “verified_on” belong together; fill in both or neither"


_TO_IMPLEMENT = (
    (Rendered.NO, "not yet given"),
    (Rendered.YES, "already given"),
    (Rendered.PART, "given in part"),
    (Rendered.UNKNOWN, "perhaps given"),
)


def check_duties(table: RuleTable) -> None:
    """Refuse a table that says of no approved treatment any more what the desk has to do: nothing would be due.

    A table that was kept before this was asked is still read; only what is edited has to fit.

    Raises:
        RuleTableError: says for which treatments a rule is missing.
    """
    for state, words in _TO_IMPLEMENT:
        if not any(_implements(rule, state) for rule in table.rules):
            raise RuleTableError(
                f"No rule that asks for its date and has no last day says what the desk has to do about treatment "
                f"that is approved and {words}; of such cases nothing would be due. Keep one with the duty “ours”.",
                column="duty",
            )


def _implements(rule: DeadlineRule, state: Rendered) -> bool:
    fits = rule.duty is Duty.OURS and rule.outcome is not OutcomeAsked.UPHELD and state in rule.rendered
    always = rule.expedited is not ExpeditedAsked.YES and not rule.answers and rule.valid_to is None
    return fits and always and rule.asks


_RANK = {Roll.PREVIOUS: 0, Roll.NONE: 1, Roll.NEXT: 2}


def _service_faults(rule: DeadlineRule) -> Iterable[tuple[str, str]]:
    days = dict(rule.service_days)
    if any(not 0 <= extra <= _MOST_SERVICE_DAYS for extra in days.values()):
        yield "service_days", f"must give from 0 to {_MOST_SERVICE_DAYS} days"
    if len(days) != len(rule.service_days):
        yield "service_days", "names a manner of service twice"
    if days and rule.service_assumed not in days:
        yield "service_assumed", "must be one of the manners in “service_days”"
    if not days and rule.service_assumed is not None:
        yield "service_assumed", "has no meaning without “service_days”"


def _answer_faults(rule: DeadlineRule) -> Iterable[tuple[str, str]]:
    known = {answer.name for answer in ANSWERS}
    if len(dict(rule.answers)) != len(rule.answers):
        yield "answers", "names an answer twice"
    for name, choice in rule.answers:
        if name not in known:
            yield "answers", f"names “{_short(name)}”, which the desk does not ask"
        elif choice not in answer_of(name).choices:
            yield (
                "answers",
                f"gives “{_short(choice)}” for {name}, which can only be {', '.join(answer_of(name).choices)}",
            )


def _short(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text[:40])
