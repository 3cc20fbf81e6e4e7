"""What a person does with a case without opening it. Every step is named in the imperative and can be taken back."""

from collections.abc import Mapping
from typing import Union

import msgspec

from imr_desk.model.errors import EditRefusedError
from imr_desk.model.handling.base import BaseStep
from imr_desk.model.handling.ownership import GoOn, TakeIdle
from imr_desk.model.handling.second_steps import (
    CallOffSecondReading,
    CloseComparison,
    FinishSecondReading,
    GiveSecondReadingBack,
    SeeFirstReading,
    SendToSecondReading,
    SettleDifference,
    TakeSecondReading,
    restored,
)
from imr_desk.model.handling.standing import Done, Handling, Hold, HoldReason, Priority
from imr_desk.model.signature import Signature
from imr_desk.model.values import date_of

_LONGEST_LABEL = 40
_replace = msgspec.structs.replace


class Take(BaseStep, frozen=True, tag="take"):
    """Take a case to work on it; ``over`` takes it from whoever has it."""

    over: bool = False

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with the case taken."""
        if handling.reviewer not in ("", by.who) and not self.over:
            raise EditRefusedError(
                f"{handling.reviewer} works on this case. Take it over, or have it given back first."
            )
        if handling.reviewer == by.who and handling.taken_at:
            return handling
        return _replace(handling, reviewer=by.who, taken_at=by.at, skipped="")

    @property
    def label(self) -> str:
        """Name the step."""
        return "take over" if self.over else "take"


class GiveBack(BaseStep, frozen=True, tag="give-back"):
    """Give a case back to the queue."""

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with nobody at the case."""
        return _replace(handling, reviewer="", taken_at="")

    @property
    def label(self) -> str:
        """Name the step."""
        return "give back"


class Assign(BaseStep, frozen=True, tag="assign"):
    """Give a case to somebody."""

    to: str

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with the case assigned."""
        if not self.to.strip():
            raise EditRefusedError("Say to whom the case goes.")
        return _replace(handling, reviewer=self.to.strip(), taken_at=by.at, skipped="")

    @property
    def label(self) -> str:
        """Name the step."""
        return f"assign to {self.to}"


class PutOnHold(BaseStep, frozen=True, tag="hold"):
    """Let a case wait.

    Attributes:
        reason: why.
        words: the reason in the person's own words.
        since: first day, ISO 8601 date, none to come; the day of the step when empty.
        until: day on which to look again, ISO 8601 date; empty for no day.
    """

    reason: HoldReason
    words: str = ""
    since: str = ""
    until: str = ""

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling on hold; a hold that lasts is replaced from this day on."""
        since = self.since or by.at[:10]
        if since > by.at[:10]:
            raise EditRefusedError("A hold cannot begin on a day to come. Put the case on hold on that day.")
        if self.until and self.until < since:
            raise EditRefusedError("The day to look again lies before the hold begins.")
        before = _released(handling.holds, since) if handling.hold is not None else handling.holds
        return _replace(handling, holds=(*before, Hold(self.reason, self.words.strip(), since, by, self.until)))

    @property
    def label(self) -> str:
        """Name the step."""
        return f"put on hold: {self.reason.value}"


class ReleaseHold(BaseStep, frozen=True, tag="release"):
    """End a hold.

    Attributes:
        on: the day on which it ended, ISO 8601 date, none to come; the day of the step when empty. Duties that waited
            run again on that very day (8 CCR 9792.10.7(a): they rest only while the appeal or the dispute lasts).
    """

    on: str = ""

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with no hold."""
        hold = handling.hold
        if hold is None:
            raise EditRefusedError("This case is not on hold.")
        on = self.on or by.at[:10]
        if on < hold.since:
            raise EditRefusedError("A hold cannot end before it begins.")
        if on > by.at[:10]:
            raise EditRefusedError("A hold cannot end on a day to come. Release it on that day.")
        return _replace(handling, holds=_released(handling.holds, on))

    @property
    def label(self) -> str:
        """Name the step."""
        return "release the hold"


class AskSecondLook(BaseStep, frozen=True, tag="second-look"):
    """Ask for a second look; the reason is for whoever looks."""

    reason: str

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with a second look wanted."""
        if not self.reason.strip():
            raise EditRefusedError("Say what the second look is for.")
        return _replace(handling, second_look=self.reason.strip(), asked_by=by.who)

    @property
    def label(self) -> str:
        """Name the step."""
        return "ask for a second look"


class EndSecondLook(BaseStep, frozen=True, tag="second-look-done"):
    """Say that the second look is done."""

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with no second look wanted."""
        if not handling.second_look:
            raise EditRefusedError("No second look was asked for.")
        return _replace(handling, second_look="", asked_by="")

    @property
    def label(self) -> str:
        """Name the step."""
        return "end the second look"


class Skip(BaseStep, frozen=True, tag="skip"):
    """Pass a case over, with the reason; it goes behind the others and back to nobody."""

    reason: str

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with the case passed over."""
        if not self.reason.strip():
            raise EditRefusedError("Say why the case is passed over.")
        mine = handling.reviewer in ("", by.who)
        return _replace(
            handling,
            skipped=self.reason.strip(),
            reviewer="" if mine else handling.reviewer,
            taken_at="" if mine else handling.taken_at,
        )

    @property
    def label(self) -> str:
        """Name the step."""
        return "skip"


class SetPriority(BaseStep, frozen=True, tag="priority"):
    """Say how urgent a case is."""

    priority: Priority

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with this priority."""
        return _replace(handling, priority=self.priority)

    @property
    def label(self) -> str:
        """Name the step."""
        return f"set priority to {self.priority.words.lower()}"


class AddLabel(BaseStep, frozen=True, tag="label"):
    """Put a label of the department's own on a case."""

    word: str

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with the label."""
        word = " ".join(self.word.split())
        if not word or len(word) > _LONGEST_LABEL:
            raise EditRefusedError(f"A label has 1 to {_LONGEST_LABEL} characters.")
        return _replace(handling, labels=tuple(sorted({*handling.labels, word})))

    @property
    def label(self) -> str:
        """Name the step."""
        return f"label “{' '.join(self.word.split())}”"


class RemoveLabel(BaseStep, frozen=True, tag="unlabel"):
    """Take a label off a case."""

    word: str

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling without the label."""
        return _replace(handling, labels=tuple(word for word in handling.labels if word != self.word))

    @property
    def label(self) -> str:
        """Name the step."""
        return f"take off the label “{self.word}”"


class MarkDone(BaseStep, frozen=True, tag="done"):
    """Say that a duty is fulfilled.

    Attributes:
        rule: identity of the deadline's rule.
        on: the day it was done, ISO 8601 date; the day of the step when empty.
        words: how, in the person's own words.
    """

    rule: str
    on: str = ""
    words: str = ""

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with the duty done."""
        done = Done(self.rule, self.on or by.at[:10], by, self.words.strip())
        return _replace(handling, done=(*(old for old in handling.done if old.rule != self.rule), done))

    @property
    def label(self) -> str:
        """Name the step."""
        return f"mark {self.rule} done"


class MarkNotDone(BaseStep, frozen=True, tag="not-done"):
    """Take back that a duty is fulfilled."""

    rule: str

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with the duty open."""
        return _replace(handling, done=tuple(done for done in handling.done if done.rule != self.rule))

    @property
    def label(self) -> str:
        """Name the step."""
        return f"mark {self.rule} not done"


class GiveDate(BaseStep, frozen=True, tag="date"):
    """Give a date that deadlines run from.

    Attributes:
        name: name of the date, such as ``date_received``.
        on: the day, ISO 8601 date; empty to take it back.
    """

    name: str
    on: str

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with the date."""
        if self.on and date_of(self.on) is None:
            raise EditRefusedError("This is not a date. Write it like 11/24/2026.")
        return _replace(handling, dates=_with(handling.dates, self.name, self.on))

    @property
    def label(self) -> str:
        """Name the step."""
        return "give a date" if self.on else "take a date back"


class GiveAnswer(BaseStep, frozen=True, tag="answer"):
    """Answer a question that a deadline depends on.

    Attributes:
        name: name of the answer, such as ``service_method``.
        choice: the answer; empty to take it back.
    """

    name: str
    choice: str

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with the answer."""
        return _replace(handling, answers=_with(handling.answers, self.name, self.choice))

    @property
    def label(self) -> str:
        """Name the step."""
        return "answer a question" if self.choice else "take an answer back"


class RestoreHandling(BaseStep, frozen=True, tag="restore"):
    """Undo: put the handling back as it was before a step.

    Attributes:
        before: the handling as it was.
        undone: the label of the step that is taken back.
    """

    before: Handling
    undone: str

    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling as it was, but for what was done meanwhile about its second reading."""
        return _replace(self.before, second=restored(self.before.second, handling.second))

    @property
    def label(self) -> str:
        """Name the step."""
        return f"undo {self.undone}"


HandlingStep = Union[  # noqa: UP007 - msgspec reads it at run time
    Take, GiveBack, Assign, PutOnHold, ReleaseHold, AskSecondLook, EndSecondLook, Skip, SetPriority, AddLabel,
    RemoveLabel, MarkDone, MarkNotDone, GiveDate, GiveAnswer, RestoreHandling, SendToSecondReading,
    TakeSecondReading, GiveSecondReadingBack, FinishSecondReading, SettleDifference, CloseComparison,
    CallOffSecondReading, SeeFirstReading, TakeIdle, GoOn,
]  # fmt: skip


def step_taken(step: HandlingStep, handling: Handling, by: Signature) -> Handling:
    """Return the handling with a step taken.

    Raises:
        EditRefusedError: it does not fit; nothing is changed.
    """
    return step.apply(handling, by)


def _with(given: Mapping[str, str], name: str, value: str) -> dict[str, str]:
    others = {key: old for key, old in given.items() if key != name}
    return {**others, name: value} if value else others


def _released(holds: tuple[Hold, ...], on: str) -> tuple[Hold, ...]:
    return (*holds[:-1], _replace(holds[-1], released=max(on, holds[-1].since)))
