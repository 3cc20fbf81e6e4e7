"""The way through the form: which place comes next, and which wants the reviewer."""

from collections.abc import Iterable

from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS
from imr_desk.model.review import Look, Review, flag_item, flag_key
from imr_desk.ui.session import Place


def place_of(look: Look) -> Place | None:
    """Return the place in the form that a look points to; ``None`` for the case as a whole."""
    if look.flag is not None:
        return Place(look.item, "flag", look.flag)
    return None if look.field is None else Place(look.item, look.field)


def wanting(review: Review) -> tuple[Place, ...]:
    """Return the places that want the reviewer, in form order, each once."""
    places = dict.fromkeys(place for look in review.problems() if (place := place_of(look)) is not None)
    order = {place: number for number, place in enumerate(all_places(review))}
    return tuple(sorted(places, key=lambda place: order.get(place, len(order))))


def all_places(review: Review) -> tuple[Place, ...]:
    """Return every place of the form from top to bottom: items with their flags, then the letter."""
    return tuple(_places(review))


def _places(review: Review) -> Iterable[Place]:
    for item in review.items:
        yield Place(item.id, "decision")
        yield Place(item.id, "excerpt")
        yield from (Place(item.id, "flag", flag_key(f)) for f in review.flags if flag_item(f) == item.id)
        yield from (Place(item.id, spec.name) for spec in ITEM_FIELDS)
    known = {item.id for item in review.items}
    yield from (
        Place(flag_item(flag), "flag", flag_key(flag)) for flag in review.flags if flag_item(flag) not in known
    )
    yield from (Place(None, spec.name) for spec in LETTER_FIELDS)


def step(places: tuple[Place, ...], review: Review, current: Place | None, forth: bool) -> Place | None:
    """Return the next (or, not ``forth``, the previous) of ``places`` from ``current`` on, going round the end."""
    if not places:
        return None
    order = {place: number for number, place in enumerate(all_places(review))}
    here = order.get(current, -1) if current is not None else -1
    if forth:
        return next((p for p in places if order.get(p, 0) > here), places[0])
    return next((p for p in reversed(places) if order.get(p, 0) < here), places[-1])
