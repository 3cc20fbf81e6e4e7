"""Opening a case and recording what a person does to it."""

from collections.abc import Callable
from typing import Union

import msgspec

from imr_desk.model.case import CaseStanding, CaseStatus, HandlingChange, OpenedCase
from imr_desk.model.edits import ON_QUESTIONS, Edit, ReopenReview
from imr_desk.model.facts import CaseFacts, DueMark
from imr_desk.model.handling import GoOn, Handling, HandlingStep, Take, step_taken
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.review import Review
from imr_desk.model.signature import Signature
from imr_desk.ports import CaseLog, Clock

DueOf = Callable[[CaseFacts, Handling], DueMark]
"""Tells the next duty of a case from its facts and its handling."""


WantsSign = Callable[[Handling, Signature], bool]
"""Tells whether an act is to put the moment of the reviewer's last work forward."""


def no_sign(_handling: Handling, _by: Signature) -> bool:
    """Want none: for a desk at which no case times out."""
    return False


def nothing_due(_facts: CaseFacts, _handling: Handling) -> DueMark:
    """Tell of no duty: for a desk without deadline rules."""
    return DueMark()


class Reviews:
    """Reviews in the case log.

    Args:
        log: where cases live.
        clock: tells the time of each act.
        person: who works at this desk.
        due_of: tells the next duty of a case.
        wants_sign: tells whether an act keeps the case from timing out.
    """

    def __init__(
        self, log: CaseLog, clock: Clock, person: str, due_of: DueOf = nothing_due, wants_sign: WantsSign = no_sign
    ) -> None:
        self._wants_sign = wants_sign
        self._log = log
        self.due_of = due_of
        self.clock = clock
        self.person = person

    def sign(self) -> Signature:
        """Return who acts now, and when."""
        return Signature(self.person, self.clock.now().isoformat(timespec="milliseconds"))

    def act(self, step: Union[Edit, Turn], *, amends: bool = False) -> Act:  # noqa: UP007 - see Edit
        """Make a signed act of an edit or a turn back or forth."""
        return Act(step, self.sign(), amends)

    def open(self, case_id: int) -> tuple[OpenedCase, History]:
        """Return a case and its history, exactly as the last act left them.

        Raises:
            CaseLogError: there is no such case, or the log cannot be read.
        """
        opened = self._log.opened(case_id)
        return opened, self.history_of(opened)

    @staticmethod
    def history_of(opened: OpenedCase) -> History:
        """Replay a case's acts over its draft."""
        return History.replayed(opened.letter, Review.of(opened.draft, opened.letter), opened.acts)

    def with_due(self, standing: CaseStanding, handling: Handling) -> CaseStanding:
        """Return a standing with the next duty put in."""
        return msgspec.structs.replace(standing, due=self.due_of(standing.facts, handling))

    def record(self, case_id: int, act: Act, review: Review) -> int:
        """Save an act and what it leaves; durable when this returns.

        Raises:
            CaseLogError: it could not be saved; what was saved before is not touched.
        """
        case, asks = self._log.case(case_id), isinstance(act.step, ON_QUESTIONS)
        standing = CaseStanding.of(review, case.stage if asks else stage_after(act, review))
        handling = case.handling
        if not handling.reviewer and not asks:  # who only asks does not work on it
            handling = self._handled(Take(), case_id, standing.facts, handling)
        elif not asks and self._wants_sign(handling, act.by):
            handling = self._handled(GoOn(), case_id, standing.facts, handling)
        return self._log.record(case_id, act, self.with_due(standing, handling))

    def _handled(self, step: HandlingStep, case_id: int, facts: CaseFacts, handling: Handling) -> Handling:
        """Take a step with the case at work: it belongs to whoever works on it, until given back or timed out."""
        by = self.sign()
        taken = step_taken(step, handling, by)
        self._log.handle((HandlingChange(case_id, step, taken, self.due_of(facts, taken)),), by)
        return taken


def stage_after(act: Act, review: Review) -> CaseStatus:
    """Return where the review of a case stands after an act."""
    if review.finished is not None:
        return CaseStatus.FINISHED
    return CaseStatus.REOPENED if isinstance(act.step, ReopenReview) else CaseStatus.IN_REVIEW
