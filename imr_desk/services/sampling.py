"""Drawing finished cases for a second reading, by a rule that a supervisor sets."""

import random
from collections.abc import Callable

import msgspec

from imr_desk.model.case import CaseStatus, HandledCase
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
    """

    sent: dict[str, int]
    looked: int
    stopped: bool = False

    @property
    def number(self) -> int:
        """How many cases were sent."""
        return sum(self.sent.values())


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
        if not self._rule.on or not self._readings.has_second_reader:
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
        self._people.must(Right.SECOND_READINGS)
        cases = self._finished(days)
        wanted = self._chosen(cases)
        sent: dict[str, int] = {}
        for done, (case_id, why) in enumerate(wanted):
            if progress is not None:
                progress.step(done, len(wanted), f"case {case_id}")
                if progress.cancelled():
                    return Drawn(sent, len(cases), stopped=True)
            if self._readings.send_drawn((case_id,), why, blank=self._rule.blank).before:
                sent[why] = sent.get(why, 0) + 1
        return Drawn(sent, len(cases))

    def _chosen(self, cases: list[HandledCase]) -> list[tuple[int, str]]:
        rule = msgspec.structs.replace(self._rule, on=True)
        fresh = [case for case in cases if _never_read_twice(case)]
        chosen: dict[int, str] = {}
        for case in fresh:
            if why := rule.why(case.facts, self._lot()):
                chosen[case.case.id] = why
        by_reader: dict[str, list[HandledCase]] = {}
        for case in cases:
            by_reader.setdefault(case.case.digest.finished_by, []).append(case)
        for own in by_reader.values():
            have = sum(not _never_read_twice(case) or case.case.id in chosen for case in own)
            left = sorted(
                (case for case in own if _never_read_twice(case) and case.case.id not in chosen),
                key=lambda _case: self._lot(),
            )
            for case in left[: max(0, rule.least - have)]:
                chosen[case.case.id] = DRAWN
        return sorted(chosen.items())

    def _finished(self, days: DateRange) -> list[HandledCase]:
        where = CaseFilter(statuses=(CaseStatus.FINISHED, CaseStatus.SECOND_READING), finished=days)
        query = CaseQuery(where, CaseOrder.ARRIVAL, limit=_AT_ONCE)
        found: list[HandledCase] = []
        while page := self._log.cases(query):
            found += self._log.handled([case.id for case in page if case.stage is CaseStatus.FINISHED])
            query = msgspec.structs.replace(query, after=page[-1])
        return found

    def _read(self) -> SamplingRule:
        kept = self._log.kept(_RULE)
        if kept is None:
            return SamplingRule()
        try:
            return msgspec.json.decode(kept, type=SamplingRule)
        except msgspec.MsgspecError:
            self.problem = "The rule for second readings cannot be read by this version; nothing is drawn."
            return SamplingRule()


def _never_read_twice(handled: HandledCase) -> bool:
    return handled.case.handling.second is None
