"""Second readings: sending cases, reading them blind, comparing both readings, settling the differences."""

from collections.abc import Sequence

import msgspec

from imr_desk.model.case import CaseStatus, OpenedCase
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind, EditRefusedError
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.handling import (
    CallOffSecondReading,
    CloseComparison,
    FinishSecondReading,
    GiveSecondReadingBack,
    HandlingStep,
    SeeFirstReading,
    SendToSecondReading,
    SettleDifference,
    TakeSecondReading,
)
from imr_desk.model.hiding import as_seen_by, is_hidden
from imr_desk.model.history import Act, History
from imr_desk.model.people import Right
from imr_desk.model.review import Review
from imr_desk.model.second import Comparison, SecondReading, SecondState, Side, compared, second_form
from imr_desk.ports import CaseLog, Progress
from imr_desk.services.case_handling import CaseHandling, Handled, Refusal, RefusalOf, StepFor
from imr_desk.services.people import People
from imr_desk.services.rereading import has_new_text, read_when_sent
from imr_desk.services.reviews import Reviews

ALONE = (
    "Only one person works in this case log, so nobody could read a case blind. Add a colleague first (File, People)."
)
"""Why nothing is sent to a second reading in the log of a single user."""


class TwoReadings(msgspec.Struct, frozen=True):
    """Both readings of a case, for whoever settles the differences.

    Attributes:
        second: how the second reading stands.
        comparison: the two as they were before anybody settled anything.
        first_review: the first reading as it was then.
        second_review: the second reading.
    """

    second: SecondReading
    comparison: Comparison
    first_review: Review
    second_review: Review

    @property
    def left(self) -> int:
        """How many differences nobody has settled yet."""
        return sum(self.second.side_of(pair.key) is None for pair in self.comparison.differences)


class Opening(msgspec.Struct, frozen=True):
    """A case on its way to the desk.

    Attributes:
        opened: the case as it came out of the log.
        history: the form that is shown: of the record, or of a second reading.
        second: the second reading that the form belongs to; ``None`` for the record.
        is_offer: nothing may be shown yet: the case waits for a second reader, whom the person could be.
    """

    opened: OpenedCase
    history: History
    second: SecondReading | None = None
    is_offer: bool = False


class SecondReadings:
    """Second readings in the case log.

    Args:
        log: where cases live.
        reviews: replays cases, tells who acts and when.
        handling: takes the steps, and says who may.
        people: who works in the log.
    """

    def __init__(self, log: CaseLog, reviews: Reviews, handling: CaseHandling, people: People) -> None:
        self._log = log
        self._reviews = reviews
        self._handling = handling
        self._people = people

    @property
    def person(self) -> str:
        """Who works here."""
        return self._reviews.person

    @property
    def has_second_reader(self) -> bool:
        """Tell whether more than one person works in the log; alone, nobody can read blind."""
        return len(self.colleagues) > 1

    @property
    def colleagues(self) -> tuple[str, ...]:
        """Everybody who works in the log and could be asked to read, by name; empty where one works alone."""
        register = self._people.register
        return () if register is None else tuple(person.name for person in register.people if person.active)

    # Sending

    def send(self, case_ids: Sequence[int], why: str, *, blank: bool = False, reader: str = "") -> Handled:
        """Send finished cases to a second reading; those that are not finished are left and told.

        Args:
            case_ids: the cases.
            why: what for, in words.
            blank: begin with an empty form instead of the machine's draft.
            reader: who shall read them; empty for whoever takes them.

        Raises:
            NotAllowedError: the person's role does not let them.
            EditRefusedError: only one person works in this log.
            CaseLogError: the log cannot do it.
        """
        self._people.must(Right.SECOND_READINGS)
        return self.send_drawn(case_ids, why, blank=blank, reader=reader)

    def send_drawn(self, case_ids: Sequence[int], why: str, *, blank: bool = False, reader: str = "") -> Handled:
        """Send cases that the rule has drawn, whoever sits at the desk; see ``send``."""
        if not self.has_second_reader:
            raise EditRefusedError(ALONE)
        taken = Handled("send to a second reading", {})
        if reader and reader not in self.colleagues:
            raise EditRefusedError(f"Nobody named {reader} works in this case log. Choose a name from the list.")
        for handled in self._log.handled(case_ids):
            case = handled.case
            if case.stage is not CaseStatus.FINISHED:
                sentence = "Only a finished review can be read a second time. Finish it first."
                taken = _joined(taken, Handled(taken.label, {}, refused=(Refusal(case.id, sentence),)))
                continue
            first = case.digest.finished_by
            step = SendToSecondReading(
                why, first, blank, reader, self._known_to(case.id, case.handling.second, first)
            )
            taken = _joined(taken, self._handling.take((case.id,), step))
        return taken

    def _known_to(self, case_id: int, before: SecondReading | None, first: str) -> tuple[str, ...]:
        """Return who knows the record from work of their own: on the review, or on an earlier comparison of it."""
        known = {event.act.by.who for event in self._log.events(case_id) if event.kind == EventKind.ACT and event.act}
        if before is not None:
            known.update(before.known_to, before.seen_by, (settled.by.who for settled in before.settled))
            known.update((before.reader,) if before.signed is not None else ())
        return tuple(sorted(known - {first}))

    def call_off(self, case_ids: Sequence[int]) -> Handled:
        """Do without second readings that were asked for.

        Raises:
            CaseLogError: the log cannot do it.
        """
        return self._handling.take(case_ids, CallOffSecondReading())

    # Reading blind

    def opening(self, case_id: int, *, record: bool = False) -> Opening:
        """Return a case as the person at the desk may see it.

        A second reading that they have begun goes on. A case that they could read blind is offered, unless they ask
        for the record. Whoever sees the record of a case before its second reading is finished is noted, also while
        somebody else reads it: they could not read it blind if that one gave it back.

        Raises:
            EditRefusedError: they ask for the record of a case that they are reading blind.
            CaseLogError: there is no such case, or the log cannot be read.
        """
        opened = self._log.opened(case_id)
        second = opened.case.handling.second
        if second is not None and second.may_read(self.person):
            if not record:
                return self._blind(opened, is_offer=second.reader != self.person or not second.taken)
            self.see_first(case_id)
        elif second is not None and second.is_blind:
            self._note_seen(case_id)
        return Opening(opened, Reviews.history_of(opened))

    def _note_seen(self, case_id: int) -> None:
        try:
            self.see_first(case_id)
        except CaseLogError as error:
            if error.kind is not CaseLogErrorKind.READ_ONLY:  # nobody reads a case blind in a copy
                raise

    def refusal_of_record(self, case_id: int) -> str:
        """Return why nothing made from the record may be shown to the person at the desk; empty when it may.

        Raises:
            CaseLogError: there is no such case, or the log cannot be read.
        """
        if not is_hidden(self._log.case(case_id).handling, self.person):
            return ""
        return f"You could still read case {case_id} a second time, so nothing made from its record is shown to you."

    def begin(self, case_id: int) -> Opening:
        """Begin or go on with the second reading of a case: the letter, and nothing that the first reader said.

        Raises:
            EditRefusedError: the person cannot read it blind; the sentence says why.
            CaseLogError: there is no such case, or the log cannot be read.
        """
        self._step(case_id, TakeSecondReading())
        return self._blind(self._log.opened(case_id))

    def _blind(self, opened: OpenedCase, *, is_offer: bool = False) -> Opening:
        shown, history = self._second(opened)
        return Opening(shown, history, self._of(shown), is_offer)

    def _second(self, opened: OpenedCase) -> tuple[OpenedCase, History]:
        second = self._of(opened)
        acts = self._log.second_acts(opened.case.id, second.round)
        letter, draft = opened.letter, opened.draft
        if has_new_text(opened.acts):
            letter, draft = read_when_sent(opened, self._log.events(opened.case.id), second.round)
        start = second_form(draft, letter, blank=second.blank)
        # What the queue tells of the record is taken off too: nothing of it may reach the screen.
        case = as_seen_by(opened.case, self.person)
        shown = msgspec.structs.replace(opened, case=case, letter=letter, draft=draft, acts=acts)
        return shown, History.replayed(letter, start, acts)

    def record(self, case_id: int, number: int, act: Act) -> int:
        """Save an act of round ``number`` of the second readings; durable when this returns.

        Raises:
            CaseLogError: it could not be saved; what was saved before is not touched.
        """
        return self._log.record_second(case_id, number, act)

    def finish(self, case_id: int) -> TwoReadings:
        """Compare the two readings once the second one is signed as finished.

        The comparison is kept before the step that says so: a crash between the two leaves a reading that can be
        finished again, and the newest comparison of a round counts.

        Raises:
            EditRefusedError: it is not finished, or another reads it.
            CaseLogError: it could not be saved.
        """
        opened = self._log.opened(case_id)
        second = self._of(opened)
        first_review = Reviews.history_of(opened).review
        second_review = self._second(opened)[1].review
        if second_review.finished is None:
            raise EditRefusedError("The second reading is not finished yet.")
        if second.reader != self.person:
            raise EditRefusedError(f"{second.reader or 'Somebody else'} reads this case a second time.")
        by = self._reviews.sign()
        comparison = Comparison(
            second.round, second.first, second.reader, by.at, len(opened.acts), second.blank,
            compared(first_review, second_review),
        )  # fmt: skip
        self._log.keep_comparison(case_id, comparison, by)
        self._step(case_id, FinishSecondReading())
        return TwoReadings(self._of(self._log.opened(case_id)), comparison, first_review, second_review)

    def give_back(self, case_id: int) -> None:
        """Leave a second reading to somebody else.

        Raises:
            EditRefusedError: nobody reads it.
            CaseLogError: it could not be saved.
        """
        self._step(case_id, GiveSecondReadingBack())

    def see_first(self, case_id: int) -> None:
        """Note that the person looks at the record of a case that waits for its second reading.

        Raises:
            EditRefusedError: they are reading it blind.
            CaseLogError: it could not be saved.
        """
        self._step(case_id, SeeFirstReading())

    # Settling

    def both(self, case_id: int) -> TwoReadings:
        """Return both readings of a case whose second one is finished.

        Raises:
            EditRefusedError: it is not finished.
            CaseLogError: there is no such case, or the log cannot be read.
        """
        opened = self._log.opened(case_id)
        second = self._of(opened)
        found = [
            event.comparison
            for event in self._log.events(case_id)
            if event.comparison is not None and event.comparison.round == second.round
        ]
        if second.state not in (SecondState.COMPARING, SecondState.SETTLED) or not found:
            raise EditRefusedError("The second reading of this case is not finished.")
        comparison = found[-1]
        first = msgspec.structs.replace(opened, acts=opened.acts[: comparison.acts])
        return TwoReadings(second, comparison, Reviews.history_of(first).review, self._second(opened)[1].review)

    def settle(self, case_id: int, key: str, side: Side | None, words: str = "") -> SecondReading:
        """Say whose reading of a place stands (``None`` opens the difference again); the record is changed apart.

        Raises:
            EditRefusedError: there is nothing to settle, or the person may not.
            CaseLogError: it could not be saved.
        """
        return self._step(case_id, SettleDifference(key, side, words))

    def close(self, case_id: int) -> SecondReading:
        """Say that all differences are settled.

        Raises:
            EditRefusedError: some are not, or the person may not.
            CaseLogError: it could not be saved.
        """
        left = self.both(case_id).left
        if left:
            raise EditRefusedError(f"{left} difference{'s' * (left != 1)} still to settle.")
        return self._step(case_id, CloseComparison())

    def _step(self, case_id: int, step: HandlingStep) -> SecondReading:
        handled = self._handling.take((case_id,), step)
        if handled.refused:
            raise EditRefusedError(handled.refused[0].sentence)
        second = self._log.case(case_id).handling.second
        if second is None:
            raise EditRefusedError("This case is in no second reading.")
        return second

    @staticmethod
    def _of(opened: OpenedCase) -> SecondReading:
        second = opened.case.handling.second
        if second is None:
            raise EditRefusedError("This case is in no second reading.")
        return second


class QueueHandling(CaseHandling):
    """Takes the steps of the queue; cases go to a second reading by its own rules, which know their first readers.

    Args:
        readings: sends cases to a second reading.
        log, reviews, refusal_of, step_for: see ``CaseHandling``.
    """

    def __init__(
        self, readings: SecondReadings, log: CaseLog, reviews: Reviews, refusal_of: RefusalOf, step_for: StepFor
    ) -> None:
        super().__init__(log, reviews, refusal_of, step_for)
        self._readings = readings

    def take(self, case_ids: Sequence[int], step: HandlingStep, progress: Progress | None = None) -> Handled:
        """Take a step with each of the cases; see ``CaseHandling`` and ``SecondReadings.send``."""
        if isinstance(step, SendToSecondReading):
            return self._readings.send(case_ids, step.why, blank=step.blank, reader=step.reader)
        return super().take(case_ids, step, progress)


def _joined(one: Handled, other: Handled) -> Handled:
    before, after = {**one.before, **other.before}, {**one.after, **other.after}
    return Handled(one.label, before, after, (*one.refused, *other.refused))
