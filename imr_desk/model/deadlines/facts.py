"""What is known of a case when its deadlines are counted."""

from collections.abc import Mapping
from datetime import date

import msgspec

from imr_desk.model.deadlines.words import HoldKind, Rendered, ServiceMethod
from imr_desk.model.draft import Decision


class GivenDate(msgspec.Struct, frozen=True):
    """A date that is known.

    Attributes:
        day: the day.
        settled: whether a person typed or confirmed it; otherwise it is the program's reading.
    """

    day: date
    settled: bool = True


class Suspension(msgspec.Struct, frozen=True):
    """A time in which duties wait, for the whole case.

    The duty to implement a decision rests while an appeal or a dispute over liability lasts (8 CCR 9792.10.7(a)), and
    no longer: on the day on which that ends it runs again, as any day does that a regulator might count.

    Attributes:
        kind: why.
        since: first day on which duties wait.
        until: the day on which it ended, on which they run again; ``None`` while it goes on.
        reason: the person's words.
        by: who put it there.
    """

    kind: HoldKind
    since: date
    until: date | None = None
    reason: str = ""
    by: str = ""

    @property
    def lasts(self) -> bool:
        """Tell whether it goes on without an end."""
        return self.until is None

    def on(self, day: date) -> bool:
        """Tell whether duties wait on a day; one that begins and ends on the same day lets none wait."""
        return self.since <= day and (self.until is None or day < self.until)


class DisputedItem(msgspec.Struct, frozen=True):
    """What is known of one disputed item.

    Attributes:
        number: from 1, as in the form.
        outcome: the decision; ``None`` while nobody knows.
        rendered: whether the treatment had been given.
    """

    number: int
    outcome: Decision | None
    rendered: Rendered = Rendered.UNKNOWN


class DeadlineFacts(msgspec.Struct, frozen=True):
    """What is known of a case.

    Attributes:
        items: the disputed items.
        dates: by the names of ``TRIGGERS``.
        expedited: whether the review was expedited; ``None`` when nobody knows.
        service: how the letter was served; ``None`` when nobody knows.
        holds: all of them, also those that are over.
        answers: other answers, by the names of ``ANSWERS``.
        done: when a duty was done, by id of its rule; ``R1`` covers ``R1-expedited`` too.
    """

    items: tuple[DisputedItem, ...] = ()
    dates: Mapping[str, GivenDate] = msgspec.field(default_factory=dict)
    expedited: bool | None = None
    service: ServiceMethod | None = None
    holds: tuple[Suspension, ...] = ()
    answers: Mapping[str, str] = msgspec.field(default_factory=dict)
    done: Mapping[str, date] = msgspec.field(default_factory=dict)
