"""When two readings have the same at a place of the form or the letter."""

from typing import NamedTuple

from imr_desk.model.annotations import Annotation
from imr_desk.model.draft import Decision
from imr_desk.model.geometry import Span
from imr_desk.model.review import Entry, EntryState, FlagState, Item, Review
from imr_desk.model.values import Value, folded


class _Standing(NamedTuple):
    """What an entry says: its value or, without one, why there is none."""

    value: Value
    why: EntryState | None


def _standing(entry: Entry) -> _Standing:
    if entry.value is not None:
        return _Standing(folded(entry.value), None)
    # That several readings are left can be said by no edit; "not sure" is how a person says it.
    return _Standing(None, EntryState.UNSURE if entry.state is EntryState.AMBIGUOUS else entry.state)


def same_entry(one: Entry, other: Entry) -> bool:
    """Tell whether two entries have the same value or, without one, the same reason for having none."""
    return _standing(one) == _standing(other)


def decision_of(entry: Entry) -> Decision | None:
    """Return the decision that an entry holds; ``None`` where it holds none."""
    return Decision(entry.value) if isinstance(entry.value, str) else None


def spans_of(item: Item) -> tuple[Span, ...]:
    """Return where an item's excerpt stands; nothing without one."""
    return () if item.excerpt is None else item.excerpt.spans


def alike_items(item: Item, wanted: Item) -> bool:
    """Tell whether two items are the same one: by their blocks, their names, or the words these were taken from."""
    blocks = bool(wanted.extent) and item.extent == wanted.extent
    sources = [each.fields.get("treatment", Entry()).sources for each in (item, wanted)]
    words = bool(sources[1]) and sources[0] == sources[1]
    return blocks or words or folded(item.title) == folded(wanted.title)


def said_of(review: Review, key: str) -> FlagState:
    """Return what a review says of a flag."""
    settled = review.settled.get(key)
    return FlagState.OPEN if settled is None else settled.state


def same_words(one: Annotation, other: Annotation) -> bool:
    """Tell whether two annotations label the same words alike."""
    return (one.label, one.spans) == (other.label, other.spans)


def meet(one: Annotation, other: Annotation) -> bool:
    """Tell whether two annotations share any words."""
    return any(span.overlaps(each) for span in one.spans for each in other.spans)
