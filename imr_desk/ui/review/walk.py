"""The way through the form: which place comes next, and which wants the reviewer."""

from collections.abc import Iterable

from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS
from imr_desk.model.geometry import Span
from imr_desk.model.review import Look, Review, flag_item, flag_key
from imr_desk.ui.session import Place


def place_of(look: Look) -> Place | None:
    """Return the place in the form that a look points to; ``None`` for the case as a whole.

    What concerns a whole item, such as a question about it, leads to the item's decision.
    """
    if look.flag is not None:
        return Place(look.item, "flag", look.flag)
    if look.field is None:
        return None if look.item is None else Place(look.item, "decision")
    return Place(look.item, look.field)


def wanting(review: Review, *, as_printed: bool = False) -> tuple[Place, ...]:
    """Return the places that want the reviewer, each once, in form order or ``as_printed``, in the letter's."""
    places = dict.fromkeys(place for look in review.problems() if (place := place_of(look)) is not None)
    order = {place: number for number, place in enumerate(all_places(review, as_printed=as_printed))}
    return tuple(sorted(places, key=lambda place: order.get(place, len(order))))


def all_places(review: Review, *, as_printed: bool = False) -> tuple[Place, ...]:
    """Return every place of the form, from top to bottom or ``as_printed``, in the order of the letter.

    From top to bottom the items with their flags stand before the letter. What the letter does not print keeps behind
    the place that stands before it in the form.
    """
    places = tuple(_places(review))
    if not as_printed:
        return places
    at: dict[Place, Span] = {}
    here = Span(1, 0, 0)
    for place in places:
        here = min(_sources(review, place), default=here)
        at[place] = here
    return tuple(sorted(places, key=at.__getitem__))


def _sources(review: Review, place: Place) -> tuple[Span, ...]:
    if place.name == "flag":
        return next((flag.sources for flag in review.flags if flag_key(flag) == place.flag), ())
    if place.name == "excerpt" and place.item is not None:
        excerpt = review.item(place.item).excerpt
        return excerpt.spans if excerpt is not None else ()
    return review.entry(place.item, place.name).sources


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


def step(
    places: tuple[Place, ...], review: Review, current: Place | None, forth: bool, *, as_printed: bool = False
) -> Place | None:
    """Return the next (or, not ``forth``, the previous) of ``places`` from ``current`` on, going round the end."""
    if not places:
        return None
    order = {place: number for number, place in enumerate(all_places(review, as_printed=as_printed))}
    here = order.get(current, -1) if current is not None else -1
    if forth:
        return next((p for p in places if order.get(p, 0) > here), places[0])
    return next((p for p in reversed(places) if order.get(p, 0) < here), places[-1])
