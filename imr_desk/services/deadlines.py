"""Deadlines of cases: from what the log knows of a case and the rules that count today."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property

from imr_desk.model.case import HandledCase
from imr_desk.model.deadlines.computing import Deadline, compute
from imr_desk.model.deadlines.due import Due, due_of
from imr_desk.model.deadlines.facts import DeadlineFacts, DisputedItem, GivenDate, Suspension
from imr_desk.model.deadlines.rules import RuleTable, RuleTableError, check_duties
from imr_desk.model.deadlines.table_text import parse_holidays, parse_rules, print_holidays, print_rules
from imr_desk.model.deadlines.triggers import TRIGGERS
from imr_desk.model.deadlines.words import Duty, HoldKind, Rendered, ServiceMethod
from imr_desk.model.deadlines.work_calendar import WorkCalendar
from imr_desk.model.facts import CaseFacts, DueMark
from imr_desk.model.handling import Handling, HoldReason
from imr_desk.model.signature import Signature
from imr_desk.model.values import date_of
from imr_desk.ports import CaseLog, Clock, Progress

_RULES = "deadline-rules"
"""Name of the department's own rules among the texts that the log keeps."""

_HOLIDAYS = "holidays"
"""Name of the department's own holiday table among them."""

_COUNTED = "deadlines-counted"
"""Name under which the log keeps by which rules all its cases were last counted."""

_SERVICE = "service_method"
"""Name of the answer to how the letter was served."""

_WAY = 2
"""How the next duty is told from its deadlines; one more whenever that changes, so that old logs are counted anew."""

_AT_ONCE = 500

LOOK_AGAIN = "look again"
"""Stands as the rule of a mark for a case on hold with a day on which to look again."""

_KINDS = {HoldReason.APPEAL: HoldKind.APPEAL, HoldReason.LIABILITY: HoldKind.LIABILITY}
_RENDERED = {True: Rendered.YES, False: Rendered.NO, None: Rendered.UNKNOWN}


class Deadlines:
    """Computes deadlines and keeps the department's rules.

    Args:
        log: where cases live and the rules are kept.
        clock: tells the day.
        shipped: gives the rules that count until a supervisor keeps others.
        holidays: gives the working days of California.
    """

    def __init__(
        self,
        log: CaseLog,
        clock: Clock,
        shipped: Callable[[], RuleTable],
        holidays: Callable[[], WorkCalendar],
    ) -> None:
        self._log = log
        self._clock = clock
        self._read_shipped = shipped
        self._read_holidays = holidays
        self._rules_problem = self._holidays_problem = ""

    @property
    def problem(self) -> str:
        """Why rules or holidays that were kept do not count; empty when they do."""
        return f"{self._rules_problem} {self._holidays_problem}".strip()

    @cached_property
    def rules(self) -> RuleTable:
        """The rules that count; read when they are first needed, since a start need not wait for them."""
        return self._rules_that_count()

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working days that count; read when they are first needed."""
        return self._holidays_that_count()

    @cached_property
    def _shipped(self) -> RuleTable:
        return self._read_shipped()

    @property
    def rule_names(self) -> Mapping[str, str]:
        """What the rules ask for, by their ids; of several versions of a rule, as the last one says it."""
        return {family[-1].id: family[-1].name for family in self.rules.families}

    @property
    def today(self) -> date:
        """The day on which one looks."""
        return self._clock.now().date()

    def works(self, day: date) -> bool:
        """Tell whether a day is a working day, by the holidays that count and nobody doubts."""
        return self.calendar.works(day)

    def of(self, case: HandledCase) -> tuple[Deadline, ...]:
        """Return the deadlines of a case, in the order of the rules."""
        return compute(facts_of(case.facts, case.case.handling), self.rules, self.calendar)

    def due(self, deadlines: tuple[Deadline, ...]) -> Due:
        """Return what a case asks next, as seen today."""
        return due_of(deadlines, self.today, self.calendar)

    def mark(self, facts: CaseFacts, handling: Handling) -> DueMark:
        """Return the next duty of a case as the queue keeps it: without regard to the day on which one looks.

        A date that rests on an assumption sorts, but the case asks for the true date first. Only an appeal or a
        dispute over liability lets duties wait: on a case that waits for something else they go on, so that the day
        on which to look again counts only where it comes before them.
        """
        deadlines = compute(facts_of(facts, handling), self.rules, self.calendar)
        duty = _next([found for found in deadlines if found.duty is Duty.OURS and found.done is None])
        hold = handling.hold
        if hold is None:
            return duty
        if duty == DueMark() or (hold.until and (not duty.on or hold.until < duty.on)):
            return DueMark(on=hold.until, latest=hold.until, rule=LOOK_AGAIN, paused=hold.reason.value)
        return duty

    # Rules

    def keep_rules(self, text: str, by: Signature) -> None:
        """Take an edited table as the department's rules; the dates of all cases are then to be counted anew.

        Raises:
            RuleTableError: the table makes no sense; the rules are as they were.
            CaseLogError: it could not be saved.
        """
        rules = parse_rules(text)
        check_duties(rules)
        self._log.keep(_RULES, print_rules(rules), by)
        self.rules, self._rules_problem = rules, ""

    def rules_text(self) -> str:
        """Return the rules that count, as a supervisor edits them."""
        return print_rules(self.rules)

    def shipped_text(self) -> str:
        """Return the rules that came with the program, as a supervisor edits them."""
        return print_rules(self._shipped)

    # Holidays

    def keep_holidays(self, text: str, by: Signature) -> None:
        """Take an edited table as the department's holidays; the dates of all cases are then to be counted anew.

        Raises:
            RuleTableError: the table makes no sense; the holidays are as they were.
            CaseLogError: it could not be saved.
        """
        calendar = parse_holidays(text)
        self._log.keep(_HOLIDAYS, print_holidays(calendar), by)
        self.calendar, self._holidays_problem = calendar, ""

    def holidays_text(self) -> str:
        """Return the holidays that count, as a table."""
        return print_holidays(self.calendar)

    def shipped_holidays_text(self) -> str:
        """Return the holidays that came with the program, as a table."""
        return print_holidays(self._read_holidays())

    # Counting

    def count_anew(self, progress: Progress | None = None) -> Iterator[int]:
        """Count the next duties of all cases anew, some at a time, yielding how many cases changed each time.

        Whoever runs this lets the log do other things in between.

        Raises:
            CaseLogError: the log cannot do it; run it again.
        """
        first, newest = 1, self._log.newest()
        while cases := self._log.handled_from(first, _AT_ONCE):
            if progress is not None:
                if progress.cancelled():
                    return
                progress.step(cases[0].case.id - 1, newest, "")
            marks = {case.case.id: self.mark(case.facts, case.case.handling) for case in cases}
            changed = {case.case.id: marks[case.case.id] for case in cases if marks[case.case.id] != case.case.due}
            if changed:
                self._log.set_due(changed)
            yield len(changed)
            first = cases[-1].case.id + 1
        self._log.keep(_COUNTED, self._state, Signature("imr_desk", self._clock.now().isoformat()))

    def wants_counting(self) -> bool:
        """Tell whether the cases of the log were never counted by the rules that count now.

        So it is after a log of an older format was brought over, and when the program came with other rules.
        """
        return self._log.newest() > 0 and self._log.kept(_COUNTED) != self._state

    @property
    def _state(self) -> str:
        """What tells these rules and holidays from others, in a line."""
        digest = hashlib.sha256(f"{self.rules_text()}\n{self.holidays_text()}".encode()).hexdigest()
        tables = "; ".join(f"{table.name}, version {table.version}" for table in (self.rules, self.calendar))
        return f"{tables}; SHA-256 {digest}; way {_WAY}"

    def _rules_that_count(self) -> RuleTable:
        kept = self._log.kept(_RULES)
        if kept is None:
            return self._shipped
        try:
            return parse_rules(kept)
        except RuleTableError as error:
            self._rules_problem = (
                f"The department's deadline rules cannot be used, so the ones that came with the program count. "
                f"{error.sentence}"
            )
            return self._shipped

    def _holidays_that_count(self) -> WorkCalendar:
        kept = self._log.kept(_HOLIDAYS)
        if kept is None:
            return self._read_holidays()
        try:
            return parse_holidays(kept)
        except RuleTableError as error:
            self._holidays_problem = (
                f"The department's holidays cannot be used, so the ones that came with the program count. "
                f"{error.sentence}"
            )
            return self._read_holidays()


def facts_of(facts: CaseFacts, handling: Handling) -> DeadlineFacts:
    """Return what deadlines are counted from. A date that a person put into the form goes before one given beside."""
    holds = tuple(_holds(handling))
    dates = dict(_dates(facts, handling.dates))
    over = [hold.until for hold in holds if hold.kind is HoldKind.LIABILITY and hold.until is not None]
    if over:
        dates.setdefault("liability_resolved", GivenDate(max(over)))
    served = handling.answers.get(_SERVICE, "")
    return DeadlineFacts(
        items=tuple(
            DisputedItem(number, item.outcome, _RENDERED[item.rendered]) for number, item in enumerate(facts.items, 1)
        ),
        dates=dates,
        expedited=facts.expedited,
        service=ServiceMethod(served) if served in set(ServiceMethod) else None,
        holds=holds,
        answers={name: choice for name, choice in handling.answers.items() if name != _SERVICE},
        done={done.rule: day for done in handling.done if (day := date_of(done.on)) is not None},
    )


def _dates(facts: CaseFacts, given: Mapping[str, str]) -> Iterator[tuple[str, GivenDate]]:
    for trigger in TRIGGERS:
        in_form, beside = date_of(facts.dates.get(trigger.name, "")), date_of(given.get(trigger.name, ""))
        if in_form is not None and (beside is None or trigger.name in facts.assured):
            yield trigger.name, GivenDate(in_form, trigger.name in facts.assured)
        elif beside is not None:
            yield trigger.name, GivenDate(beside)


def _holds(handling: Handling) -> Iterator[Suspension]:
    for hold in handling.holds:
        since, kind = date_of(hold.since), _KINDS.get(hold.reason)
        if since is not None and kind is not None:
            yield Suspension(kind, since, date_of(hold.released), hold.words, hold.by.who)


def _next(open_duties: list[Deadline]) -> DueMark:
    """Return the nearest duty that no hold suspends; without one that has a date, what is missing for one."""
    running = [duty for duty in open_duties if duty.paused is None]
    dated = min((duty for duty in running if duty.safe is not None), key=_safe, default=None)
    undated = next((duty for duty in running if duty.safe is None), None)
    if dated is None or dated.safe is None:
        return DueMark(rule=undated.rule, needs=undated.trigger) if undated is not None else DueMark()
    latest = dated.latest.isoformat() if dated.latest is not None else ""
    needs = dated.trigger if dated.assumed else ""
    return DueMark(on=dated.safe.isoformat(), latest=latest, rule=dated.rule, needs=needs)


def _safe(deadline: Deadline) -> date:
    return deadline.safe or date.max
