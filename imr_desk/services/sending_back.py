"""Sending a case back to its first reader for one item, with a question: asked, reopened and assigned in one go."""

import msgspec

from imr_desk.model.case import Case
from imr_desk.model.edits import AskQuestion, FinishReview, ReopenReview
from imr_desk.model.errors import CaseLogError, EditRefusedError
from imr_desk.model.handling import Assign
from imr_desk.model.history import Act, History
from imr_desk.model.people import Right, allowed_sentence
from imr_desk.model.signature import Signature
from imr_desk.services.case_handling import CaseHandling, Handled
from imr_desk.services.people import NotAllowedError, People
from imr_desk.services.reviews import Reviews


class SentBack(msgspec.Struct, frozen=True):
    """What became of sending a case back.

    Attributes:
        question: identity of the question.
        to: who has the case now.
        voided: the signature that no longer stands; ``None`` when the review was not finished.
        not_done: what could not be done, and why, in sentences; empty when all was.
    """

    question: str
    to: str
    voided: Signature | None = None
    not_done: str = ""


class SendingBack:
    """Sends cases back with a question.

    Args:
        reviews: replays cases, signs and records acts.
        handling: assigns cases, and says who may.
        people: who works in the log.
    """

    def __init__(self, reviews: Reviews, handling: CaseHandling, people: People) -> None:
        self._reviews = reviews
        self._handling = handling
        self._people = people

    @property
    def refusal(self) -> str:
        """Why the person at the desk may not send cases back; empty when they may."""
        if self._people.may(Right.SECOND_READINGS) or self._people.may(Right.OTHERS_CASES):
            return ""
        return allowed_sentence(Right.OTHERS_CASES)

    def send(self, case_id: int, asked: AskQuestion, to: str = "") -> SentBack:
        """Ask a question, void the signature of a finished review, and give the case to who shall answer.

        All is tried in memory before anything is written. The case is assigned first, and given back to whoever had
        it when the question then cannot be saved; so either nothing is done, or what is missing is told.

        Args:
            case_id: the case.
            asked: the question; who shall answer is taken from ``to``.
            to: who gets the case; empty for its first reader.

        Raises:
            NotAllowedError: the person's role does not let them.
            EditRefusedError: it does not fit; nothing was done.
            CaseLogError: it could not be saved; nothing was done.
        """
        if self.refusal:
            raise NotAllowedError(self.refusal)
        opened, history = self._reviews.open(case_id)
        reader = to.strip() or first_reader(opened.case, history, opened.acts)
        self._must_fit(opened.case, reader)
        question = self._reviews.act(msgspec.structs.replace(asked, to=reader))
        with_question = history.done(question)
        number = with_question.review.questions[-1].id
        finished = history.review.finished
        assigned = self._assigned(case_id, reader)
        try:
            self._reviews.record(case_id, question, with_question.review)
        except CaseLogError as error:
            self._take_back(assigned, reader, error)
            raise
        not_done = self._reopened(case_id, with_question) if finished is not None else ""
        return SentBack(number, reader, None if not_done else finished, not_done)

    def _must_fit(self, case: Case, reader: str) -> None:
        if not reader:
            raise EditRefusedError("Nobody has worked on this case yet. Say to whom it goes.")
        if reader == self._reviews.person:
            raise EditRefusedError(
                "You would send this case back to yourself. Ask the question alone, or choose somebody else."
            )
        register = self._people.register
        person = None if register is None else register.named(reader)
        if register is not None and (person is None or not person.active):
            raise EditRefusedError(f"{reader} no longer works in this case log. Choose somebody else.")
        second = case.handling.second
        if second is not None and second.is_blind:
            raise EditRefusedError(
                "This case waits for its second reading, which compares it as it was signed. Send it back once both "
                "readings are compared, or call the second reading off first."
            )

    def _assigned(self, case_id: int, reader: str) -> Handled:
        assigned = self._handling.take((case_id,), Assign(reader))
        if assigned.refused:
            raise EditRefusedError(assigned.refused[0].sentence)
        return assigned

    def _take_back(self, assigned: Handled, reader: str, cause: CaseLogError) -> None:
        """Give the case back to whoever had it.

        Raises:
            CaseLogError: that cannot be saved either; the sentence tells how the case stands.
        """
        try:
            self._handling.undo(assigned)
        except CaseLogError as error:
            sentence = f"{cause.sentence} The question was not asked, but the case is assigned to {reader}."
            raise CaseLogError(cause.kind, sentence) from error

    def _reopened(self, case_id: int, history: History) -> str:
        """Open the review again; return why not, and an empty text when it is open."""
        act = self._reviews.act(ReopenReview())
        try:
            self._reviews.record(case_id, act, history.done(act).review)
        except CaseLogError as error:
            return (
                "The question is asked and the case is assigned, but the review is still signed as finished: "
                f"{error.sentence} Reopen it yourself."
            )
        return ""


def first_reader(case: Case, history: History, acts: tuple[Act, ...]) -> str:
    """Return who read a case first: who signed its review, last signed it, or else has it; empty for nobody."""
    if history.review.finished is not None:
        return history.review.finished.who
    if case.handling.second is not None and case.handling.second.first:
        return case.handling.second.first
    signed = [act.by.who for act in acts if isinstance(act.step, FinishReview)]
    return signed[-1] if signed else case.handling.reviewer
