"""Steps about whose a case in work is: it belongs to its reviewer until it is given back or has timed out."""

import msgspec

from imr_desk.model.deadlines.phrases import day_words
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.handling.base import BaseStep
from imr_desk.model.handling.standing import Handling
from imr_desk.model.signature import Signature
from imr_desk.model.values import date_of

_replace = msgspec.structs.replace


class TakeIdle(BaseStep, frozen=True, tag="take-idle"):
    """Take a case whose reviewer has not worked on it for so long that it is no longer theirs alone.

    What the one before did stays as it is.

    Attributes:
        whose: who had it.
        since: when they took it or last worked on it, ISO 8601 with offset, as the handling has it.
    """

    whose: str
    since: str

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with the case taken, unless it was worked on or handed on meanwhile."""
        if (handling.reviewer, handling.taken_at) != (self.whose, self.since):
            raise EditRefusedError("Somebody has worked on this case meanwhile. Look again whose it is.")
        return _replace(handling, reviewer=by.who, taken_at=by.at, skipped="")

    @property
    def label(self) -> str:
        """Name the step."""
        day = date_of(self.since[:10])
        since = "" if day is None else f" since {day_words(day)}"
        return f"take from {self.whose}, timed out: not worked on{since}"


class GoOn(BaseStep, frozen=True, tag="go-on"):
    """Go on working on a case that one has, so that it does not time out."""

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with the last sign of work put down; a case of somebody else stays as it is."""
        return _replace(handling, taken_at=by.at) if handling.reviewer == by.who else handling

    @property
    def label(self) -> str:
        """Name the step."""
        return "go on working"
