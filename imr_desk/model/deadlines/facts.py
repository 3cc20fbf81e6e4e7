"""What is known of a case when its deadlines are counted."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from imr_desk.model.deadlines.triggers import TRIGGERS
from imr_desk.model.deadlines.words import HoldKind, Rendered, ServiceMethod
from imr_desk.model.draft import Decision
from imr_desk.model.review import Entry, Item, Review
from imr_desk.model.values import date_of


class GivenDate(msgspec.Struct, frozen=True):
    """A date that is known.

    Attributes:
        day: the day.
        settled: whether a person typed or confirmed it; otherwise it is the program's reading.
    """

    day: date
    settled: bool = True


class Hold(msgspec.Struct, frozen=True):
    """A time in which duties wait, for the whole case.

    Attributes:
        kind: why.
        since: first day.
        until: last day; ``None`` while it goes on.
        reason: the person's words.
        by: who put it there.
    """

    kind: HoldKind
    since: date
    until: date | None = None
    reason: str = ""
    by: str = ""

    def on(self, day: date) -> bool:
        """Tell whether duties wait on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class ItemFacts(msgspec.Struct, frozen=True):
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

    items: tuple[ItemFacts, ...] = ()
    dates: Mapping[str, GivenDate] = msgspec.field(default_factory=dict)
    expedited: bool | None = None
    service: ServiceMethod | None = None
    holds: tuple[Hold, ...] = ()
    answers: Mapping[str, str] = msgspec.field(default_factory=dict)
    done: Mapping[str, date] = msgspec.field(default_factory=dict)


def facts_of(
    review: Review,
    holds: Iterable[Hold] = (),
    service: ServiceMethod | None = None,
    answers: Mapping[str, str] | None = None,
    done: Mapping[str, date] | None = None,
) -> DeadlineFacts:
    """Take from a review what deadlines need; fields that the form does not have are simply not known.

    A hold over liability that is over gives ``liability_resolved``, unless the form says it.
    """
    holds = tuple(holds)
    dates = {trigger.name: found for trigger in TRIGGERS if (found := _given(review.fields.get(trigger.name)))}
    over = [hold.until for hold in holds if hold.kind is HoldKind.LIABILITY and hold.until is not None]
    if over and "liability_resolved" not in dates:
        dates["liability_resolved"] = GivenDate(max(over))
    priority = review.fields["priority"].value if "priority" in review.fields else None
    return DeadlineFacts(
        items=tuple(ItemFacts(number, item.outcome, _rendered(item)) for number, item in enumerate(review.items, 1)),
        dates=dates,
        expedited=priority.strip().casefold() == "expedited" if isinstance(priority, str) else None,
        service=service,
        holds=holds,
        answers=answers or {},
        done=done or {},
    )


def _given(entry: Entry | None) -> GivenDate | None:
    if entry is None or not isinstance(entry.value, str) or (day := date_of(entry.value)) is None:
        return None
    return GivenDate(day, entry.by is not None)


def _rendered(item: Item) -> Rendered:
    """Read the field ``retrospective``; a doubtful yes counts as unknown, because no gives the earlier date."""
    entry = item.fields.get("retrospective")
    if entry is None or (entry.value == "yes" and entry.wants_look):
        return Rendered.UNKNOWN
    return {"yes": Rendered.YES, "no": Rendered.NO}.get(str(entry.value), Rendered.UNKNOWN)
