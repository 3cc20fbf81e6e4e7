"""The handling of a case at one moment."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

import msgspec

from imr_desk.model.second.reading import SecondReading
from imr_desk.model.signature import Signature


class Priority(IntEnum):
    """How urgent a case is; the order is that of the work."""

    LOW = 0
    NORMAL = 1
    HIGH = 2
    URGENT = 3

    @property
    def words(self) -> str:
        """What the screen calls it."""
        return self.name.capitalize()


class HoldReason(StrEnum):
    """Why a case waits. The first two suspend the duty to implement (8 CCR 9792.10.7(a))."""

    APPEAL = "appeal filed"
    LIABILITY = "liability disputed"
    RECORDS = "waiting for records"
    ANSWER = "waiting for an answer"
    OTHER = "other"

    @property
    def suspends(self) -> bool:
        """Tell whether the duty to implement the decision rests meanwhile."""
        return self in (HoldReason.APPEAL, HoldReason.LIABILITY)


class Hold(msgspec.Struct, frozen=True):
    """A time in which a case waits.

    Attributes:
        reason: why.
        words: the reason in the person's own words; may be empty.
        since: first day, ISO 8601 date.
        by: who put it on hold, and when.
        until: day on which to look again, ISO 8601 date; empty for no day.
        released: day on which the hold ended, ISO 8601 date; empty while it lasts.
    """

    reason: HoldReason
    words: str
    since: str
    by: Signature
    until: str = ""
    released: str = ""


class Done(msgspec.Struct, frozen=True):
    """A duty fulfilled.

    Attributes:
        rule: identity of the deadline's rule, such as ``R1``.
        on: the day it was done, ISO 8601 date.
        by: who says so, and when.
        words: how, in the person's own words; may be empty.
    """

    rule: str
    on: str
    by: Signature
    words: str = ""


class Handling(msgspec.Struct, frozen=True):
    """Who works a case and how it stands apart from its review.

    Attributes:
        reviewer: who has it; empty for nobody.
        taken_at: when they took it or were last seen working on it, ISO 8601 with offset; empty for nobody.
        priority: how urgent it is.
        holds: all holds, the present one last.
        second_look: why a second look is wanted; empty when none is.
        asked_by: who wants the second look.
        skipped: why it was last passed over; empty when it was not, or was worked since.
        labels: words of the department's own, sorted.
        done: duties fulfilled, one a rule.
        dates: dates that deadlines run from and the form does not have, such as that of a bill; ISO 8601, by name.
        answers: other answers that deadlines depend on, by name.
        second: the newest second reading; ``None`` when there never was one.
    """

    reviewer: str = ""
    taken_at: str = ""
    priority: Priority = Priority.NORMAL
    holds: tuple[Hold, ...] = ()
    second_look: str = ""
    asked_by: str = ""
    skipped: str = ""
    labels: tuple[str, ...] = ()
    done: tuple[Done, ...] = ()
    dates: Mapping[str, str] = {}
    answers: Mapping[str, str] = {}
    second: SecondReading | None = None

    @property
    def hold(self) -> Hold | None:
        """The hold that lasts, if there is one."""
        return self.holds[-1] if self.holds and not self.holds[-1].released else None

    @property
    def in_second_reading(self) -> bool:
        """Tell whether a second reading still has to be done or settled."""
        return self.second is not None and self.second.is_open
