"""What is done with the second reading of a case; its acts on the form are kept apart from those of the record."""

from abc import abstractmethod

import msgspec

from imr_desk.model.errors import EditRefusedError
from imr_desk.model.handling.base import BaseStep
from imr_desk.model.handling.standing import Handling
from imr_desk.model.second.reading import SecondReading, SecondState, Settled, Side
from imr_desk.model.signature import Signature

_replace = msgspec.structs.replace


class SendToSecondReading(BaseStep, frozen=True, tag="send-second"):
    """Have a finished case read a second time, by somebody who does not see the first reading.

    Attributes:
        why: why it was drawn, in words.
        first: who signed the review.
        blank: whether the second reader begins with an empty form.
        reader: who shall read it; empty for whoever takes it.
        known_to: who worked on the review and so cannot read it blind, other than the first reader; sorted.
    """

    why: str
    first: str
    blank: bool = False
    reader: str = ""
    known_to: tuple[str, ...] = ()

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with a second reading waiting."""
        before = handling.second
        if before is not None and before.is_open:
            raise EditRefusedError("This case is in its second reading already.")
        if not self.why.strip():
            raise EditRefusedError("Say what the second reading is for.")
        if self.reader and self.reader == self.first:
            raise EditRefusedError(f"{self.first} read this case first; somebody else must read it a second time.")
        if self.reader in self.known_to:
            raise EditRefusedError(f"{self.reader} has worked on this review; somebody else must read it blind.")
        number = 1 if before is None else before.round + 1
        second = SecondReading(
            self.why.strip(), by, self.first, number, self.blank, self.reader, by.at if self.reader else "",
            known_to=self.known_to,
        )  # fmt: skip
        return _replace(handling, second=second)

    @property
    def label(self) -> str:
        """Name the step."""
        return "send to a second reading"


class SecondStep(BaseStep, frozen=True):
    """A step with a second reading that is there."""

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with the second reading moved on."""
        if handling.second is None or not handling.second.is_open:
            raise EditRefusedError("This case is in no second reading.")
        return _replace(handling, second=self.moved(handling.second, by))

    @abstractmethod
    def moved(self, second: SecondReading, by: Signature) -> SecondReading | None:
        """Return the second reading with this done.

        Raises:
            EditRefusedError: it does not fit.
        """


class TakeSecondReading(SecondStep, frozen=True, tag="take-second"):
    """Begin to read a case a second time."""

    def moved(self, second: SecondReading, by: Signature) -> SecondReading:
        """Return the second reading in the hands of whoever takes it."""
        refusal = _refusal_to_read(second, by.who)
        if refusal:
            raise EditRefusedError(refusal)
        return second if second.taken and second.reader == by.who else _replace(second, reader=by.who, taken=by.at)

    @property
    def label(self) -> str:
        """Name the step."""
        return "begin the second reading"


class GiveSecondReadingBack(SecondStep, frozen=True, tag="give-back-second"):
    """Leave a second reading to somebody else, who begins anew; what was read so far stays in the history."""

    def moved(self, second: SecondReading, by: Signature) -> SecondReading:
        """Return the second reading waiting, as another round."""
        _must_be(second, SecondState.READING, "Nobody reads this case a second time just now.")
        return _replace(second, reader="", taken="", round=second.round + 1)

    @property
    def label(self) -> str:
        """Name the step."""
        return "give the second reading back"


class FinishSecondReading(SecondStep, frozen=True, tag="finish-second"):
    """Say that the second reading is done, so that both can be compared."""

    def moved(self, second: SecondReading, by: Signature) -> SecondReading:
        """Return the second reading signed."""
        _must_be(second, SecondState.READING, "Nobody reads this case a second time just now.")
        if second.reader != by.who:
            raise EditRefusedError(f"{second.reader} reads this case a second time; only they can finish that.")
        return _replace(second, signed=by)

    @property
    def label(self) -> str:
        """Name the step."""
        return "finish the second reading"


class SettleDifference(SecondStep, frozen=True, tag="settle"):
    """Say whose reading of a place stands, or open it again.

    Attributes:
        key: the pair's key.
        side: whose reading; ``None`` opens the difference again.
        words: why.
    """

    key: str
    side: Side | None
    words: str = ""

    def moved(self, second: SecondReading, by: Signature) -> SecondReading:
        """Return the second reading with the difference settled."""
        _must_be(second, SecondState.COMPARING, "There is nothing to settle before the second reading is finished.")
        others = tuple(each for each in second.settled if each.key != self.key)
        if self.side is None:
            return _replace(second, settled=others)
        return _replace(second, settled=(*others, Settled(self.key, self.side, by, self.words.strip())))

    @property
    def label(self) -> str:
        """Name the step."""
        return "settle a difference" if self.side is not None else "open a difference again"


class CloseComparison(SecondStep, frozen=True, tag="close-comparison"):
    """Say that all differences are settled."""

    def moved(self, second: SecondReading, by: Signature) -> SecondReading:
        """Return the second reading closed."""
        _must_be(second, SecondState.COMPARING, "There is nothing to settle before the second reading is finished.")
        return _replace(second, closed=by)

    @property
    def label(self) -> str:
        """Name the step."""
        return "close the comparison"


class CallOffSecondReading(SecondStep, frozen=True, tag="call-off-second"):
    """Do without a second reading that was asked for."""

    def moved(self, second: SecondReading, by: Signature) -> SecondReading:
        """Return the second reading closed without a comparison."""
        return _replace(second, closed=by)

    @property
    def label(self) -> str:
        """Name the step."""
        return "call the second reading off"


class SeeFirstReading(SecondStep, frozen=True, tag="see-first"):
    """Open the record of a case that waits for its second reading; whoever does can no longer read it blind."""

    def moved(self, second: SecondReading, by: Signature) -> SecondReading:
        """Return the second reading with one person fewer who can do it."""
        if by.who == second.first or second.is_known_to(by.who):
            return second
        if second.is_blind and second.reader == by.who:
            raise EditRefusedError("You read this case a second time. Give that back first, then look at the record.")
        return _replace(second, seen_by=tuple(sorted({*second.seen_by, by.who})))

    @property
    def label(self) -> str:
        """Name the step."""
        return "look at the first reading"


def restored(before: SecondReading | None, now: SecondReading | None) -> SecondReading | None:
    """Return what undoing a step makes of a second reading: what somebody did or saw since is never taken back.

    Args:
        before: the second reading as it was before the step.
        now: as it is.
    """
    if now is None:
        return now
    asked_anew = before is None or now.asked != before.asked
    untouched = now.is_blind and not now.seen_by and now.taken in ("", now.asked.at)
    if (asked_anew and untouched and now.round == (1 if before is None else before.round + 1)) or (
        now.closed is not None and _replace(now, closed=None) == before
    ):
        return before
    return now


def _must_be(second: SecondReading, state: SecondState, sentence: str) -> None:
    if second.state is not state:
        raise EditRefusedError(sentence)


def _refusal_to_read(second: SecondReading, person: str) -> str:
    """Return why somebody cannot read a case a second time; empty when they can."""
    if not second.is_blind:
        return "The second reading of this case is finished."
    if person == second.first:
        return "You read this case first; somebody else must read it a second time."
    if person in second.known_to:
        return "You have worked on this review; somebody else must read it blind."
    if person in second.seen_by:
        return "You have seen the first reading of this case; somebody else must read it blind."
    return "" if second.reader in ("", person) else f"{second.reader} reads this case a second time."
