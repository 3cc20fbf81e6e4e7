"""Drawing finished cases for a second reading, by a rule that a supervisor sets."""

import random
from collections.abc import Callable, Iterator, Sequence

import msgspec

from imr_desk.model.case import CaseStatus, HandledCase
from imr_desk.model.facts import CaseFacts
from imr_desk.model.people import Right
from imr_desk.model.queue import CaseFilter, CaseOrder, CaseQuery, DateRange
from imr_desk.model.second.sampling import DRAWN, SamplingRule
from imr_desk.ports import CaseLog, Progress
from imr_desk.services.people import People
from imr_desk.services.reviews import Reviews
from imr_desk.services.second_readings import SecondReadings

_RULE = "sampling"
"""Name of the rule among the texts that the log keeps."""

_AT_ONCE = 200
_LOTS = random.SystemRandom()


class Drawn(msgspec.Struct, frozen=True):
    """What a drawing brought.

    Attributes:
        sent: cases sent to a second reading, by why.
        looked: how many finished cases were looked at.
        stopped: whether the person stopped it.
        wanted: how many are drawn; 0 while cases are still looked at.
        done: how many of these were dealt with.
    """

    sent: dict[str, int]
    looked: int
    stopped: bool = False
    wanted: int = 0
    done: int = 0

    @property
    def number(self) -> int:
        """How many cases were sent."""
        return sum(self.sent.values())


class FinishedReview(msgspec.Struct, frozen=True):
    """What the rule looks at of one finished review.

    Attributes:
        reader: who finished it.
        month: month in which that was, such as ``2026-11``.
        facts: items and flags; nothing else is kept of it.
        is_fresh: whether it was never sent to a second reading.
    """

    reader: str
    month: str
    facts: CaseFacts
    is_fresh: bool

    @classmethod
    def of(cls, handled: HandledCase) -> "FinishedReview":
        """Take from a case what the rule looks at."""
        facts, digest = handled.facts, handled.case.digest
        seen = CaseFacts(items=facts.items, flags=facts.flags)
        return cls(digest.finished_by, digest.finished_on[:7], seen, _never_read_twice(handled))


class Forecast(msgspec.Struct, frozen=True):
    """What a rule would draw.

    Attributes:
        looked: how many finished reviews there are.
        before: how many of them were sent to a second reading before.
        by_rule: how many are sure to be drawn, by why.
        by_chance: about how many are drawn at random, filling up to the least number included.
    """

    looked: int
    before: int = 0
    by_rule: dict[str, int] = {}
    by_chance: int = 0

    @property
    def number(self) -> int:
        """How many would be read twice."""
        return sum(self.by_rule.values()) + self.by_chance


def forecast(rule: SamplingRule, reviews: Sequence[FinishedReview]) -> Forecast:
    """Return what a rule would draw among finished reviews, were it on; what chance draws is its expectation."""
    rule = msgspec.structs.replace(rule, on=True)
    by_rule: dict[str, int] = {}
    have: dict[tuple[str, str], int] = {}
    rest: dict[tuple[str, str], int] = {}
    for review in reviews:
        why = rule.why(review.facts, _NEVER) if review.is_fresh else ""
        if why:
            by_rule[why] = by_rule.get(why, 0) + 1
        group = rest if review.is_fresh and not why else have
        key = (review.reader, review.month)
        group[key] = group.get(key, 0) + 1
    chance = 0.0
    for key, left in rest.items():
        share = left * rule.percent / 100
        chance += share + max(0.0, min(left - share, rule.least - have.get(key, 0) - share))
    before = sum(not review.is_fresh for review in reviews)
    return Forecast(len(reviews), before, by_rule, round(chance))


_NEVER = 1.0
"""A lot that no share draws."""


class Sampling:
    """Draws cases.

    Args:
        log: where cases and the rule live.
        reviews: tells who acts, and when.
        readings: sends cases to a second reading.
        people: who may change the rule.
        lot: draws a number from 0 up to but not including 1.
    """

    def __init__(
        self,
        log: CaseLog,
        reviews: Reviews,
        readings: SecondReadings,
        people: People,
        lot: Callable[[], float] = _LOTS.random,
    ) -> None:
        self._log = log
        self._reviews = reviews
        self._readings = readings
        self._people = people
        self._lot = lot
        self.problem = ""
        self._rule = self._read()

    @property
    def rule(self) -> SamplingRule:
        """The rule in force."""
        return self._rule

    def renew(self) -> SamplingRule:
        """Read the rule anew, since the log may have been elsewhere meanwhile, and return it.

        Raises:
            CaseLogError: the log cannot be read.
        """
        self._rule = self._read()
        return self._rule

    def keep_rule(self, rule: SamplingRule) -> None:
        """Put a rule in force.

        Raises:
            NotAllowedError: the person's role does not let them.
            EditRefusedError: the rule makes no sense.
            CaseLogError: it could not be saved.
        """
        self._people.must(Right.SECOND_READINGS)
        text = msgspec.json.encode(rule.checked()).decode()
        self._log.keep(_RULE, text, self._reviews.sign())
        self._rule = rule

    def after_finish(self, case_id: int) -> str:
        """Draw for a case that was just finished; return why it goes to a second reading, empty when it does not.

        Raises:
            CaseLogError: the log cannot do it.
        """
        if not self.renew().on or not self._readings.has_second_reader:
            return ""
        handled = self._log.handled((case_id,))[0]
        if handled.case.stage is not CaseStatus.FINISHED or not _never_read_twice(handled):
            return ""
        why = self._rule.why(handled.facts, self._lot())
        if why:
            self._readings.send_drawn((case_id,), why, blank=self._rule.blank)
        return why

    def draw(self, days: DateRange, progress: Progress | None = None) -> Drawn:
        """Draw among the cases finished in a time that were never read twice, and fill up to the least number.

        Raises:
            NotAllowedError: the person's role does not let them.
            CaseLogError: the log cannot do it; what was sent before stays sent.
        """
        drawn = Drawn({}, 0)
        for drawn in self.drawing(days):
            if progress is not None and drawn.done < drawn.wanted:
                progress.step(drawn.done, drawn.wanted, "cases")
                if progress.cancelled():
                    return msgspec.structs.replace(drawn, stopped=True)
        return drawn

    def drawing(self, days: DateRange) -> Iterator[Drawn]:
        """Draw as ``draw`` does, a piece at a time, so that others come to the log in between.

        Gives what was done so far after each piece; whoever asks for no more has stopped it.

        Raises:
            NotAllowedError: the person's role does not let them.
            CaseLogError: the log cannot do it; what was sent before stays sent.
        """
        self._people.must(Right.SECOND_READINGS)
        cases: list[HandledCase] = []
        for page in self._finished(days):
            cases += page
            yield Drawn({}, len(cases))
        wanted = self._chosen(cases)
        sent: dict[str, int] = {}
        yield Drawn({}, len(cases), wanted=len(wanted))
        for done, (case_id, why) in enumerate(wanted, 1):
            if self._readings.send_drawn((case_id,), why, blank=self._rule.blank).before:
                sent[why] = sent.get(why, 0) + 1
            yield Drawn(dict(sent), len(cases), wanted=len(wanted), done=done)

    def finished(self, days: DateRange) -> Iterator[tuple[FinishedReview, ...]]:
        """Give what the rule looks at of the reviews finished in a time, a page at a time.

        Raises:
            CaseLogError: the log cannot be read.
        """
        for page in self._finished(days):
            yield tuple(map(FinishedReview.of, page))

    def _chosen(self, cases: list[HandledCase]) -> list[tuple[int, str]]:
        rule = msgspec.structs.replace(self._rule, on=True)
        fresh = [case for case in cases if _never_read_twice(case)]
        chosen: dict[int, str] = {}
        for case in fresh:
            if why := rule.why(case.facts, self._lot()):
                chosen[case.case.id] = why
        by_reader: dict[tuple[str, str], list[HandledCase]] = {}
        for case in cases:
            digest = case.case.digest
            by_reader.setdefault((digest.finished_by, digest.finished_on[:7]), []).append(case)
        for own in by_reader.values():
            have = sum(not _never_read_twice(case) or case.case.id in chosen for case in own)
            left = sorted(
                (case for case in own if _never_read_twice(case) and case.case.id not in chosen),
                key=lambda _case: self._lot(),
            )
            for case in left[: max(0, rule.least - have)]:
                chosen[case.case.id] = DRAWN
        return sorted(chosen.items())

    def _finished(self, days: DateRange) -> Iterator[list[HandledCase]]:
        where = CaseFilter(statuses=(CaseStatus.FINISHED, CaseStatus.SECOND_READING), finished=days)
        query = CaseQuery(where, CaseOrder.ARRIVAL, limit=_AT_ONCE)
        while page := self._log.cases(query):
            yield list(self._log.handled([case.id for case in page if case.stage is CaseStatus.FINISHED]))
            query = msgspec.structs.replace(query, after=page[-1])

    def _read(self) -> SamplingRule:
        kept = self._log.kept(_RULE)
        if kept is None:
            return SamplingRule()
        try:
            rule = msgspec.json.decode(kept, type=SamplingRule)
        except msgspec.MsgspecError:
            self.problem = "The rule for second readings cannot be read by this version; nothing is drawn."
            return SamplingRule()
        self.problem = ""
        return rule


def _never_read_twice(handled: HandledCase) -> bool:
    return handled.case.handling.second is None
