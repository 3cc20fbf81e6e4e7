"""Opening a case and recording what a person does to it."""

from typing import Union

from imr_desk.model.case import CaseDigest, CaseStatus, OpenedCase
from imr_desk.model.edits import Edit, ReopenReview
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.review import Review, Signature
from imr_desk.ports import CaseLog, Clock


class Reviews:
    """Reviews in the case log.

    Args:
        log: where cases live.
        clock: tells the time of each act.
        person: who works at this desk.
    """

    def __init__(self, log: CaseLog, clock: Clock, person: str) -> None:
        self._log = log
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

    def record(self, case_id: int, act: Act, review: Review, digest: CaseDigest) -> int:
        """Save an act and what it leaves; durable when this returns.

        Raises:
            CaseLogError: it could not be saved; what was saved before is not touched.
        """
        return self._log.record(case_id, act, digest, status_after(act, review))


def status_after(act: Act, review: Review) -> CaseStatus:
    """Return where the case stands after an act."""
    if review.finished is not None:
        return CaseStatus.FINISHED
    return CaseStatus.REOPENED if isinstance(act.step, ReopenReview) else CaseStatus.IN_REVIEW
