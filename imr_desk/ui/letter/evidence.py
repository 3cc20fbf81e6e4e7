"""Where in the letter the values of the form come from: pure, on review, draft and letter."""

from collections.abc import Iterator

import msgspec

from imr_desk.model.draft import Draft, Finding, Flag
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Entry, EntryState, FlagState, Item, Review, flag_item, flag_key
from imr_desk.ui.letter.text_selection import Caret
from imr_desk.ui.session import Place

NO_PLACE = "This value has no place in the letter."
NOT_FOUND = "The letter shows no place for this value."
LOST = "The words that this was taken from were not found in the letter's new text."
NO_EXCERPT = "No excerpt is taken for this item yet."
NO_FLAG_PLACE = "This note concerns the letter as a whole."


class PageMark(msgspec.Struct, frozen=True):
    """A mark beside a small page picture.

    Attributes:
        share: how far down the page, 0 to 1.
        flag: an open flag lies there; otherwise a value that wants a look.
    """

    share: float
    flag: bool


def sources_of(review: Review, draft: Draft, place: Place) -> tuple[Span, ...]:
    """Return the evidence of a place in the form; of an ambiguous value that of all its readings."""
    if place.name == "flag":
        flag = _flag(review, place)
        return flag.sources if flag is not None else ()
    item = _item(review, place.item)
    if place.item is not None and item is None:
        return ()
    if place.name == "excerpt" and item is not None:
        # Without an excerpt the reasoning is shown, so that one can be marked in it.
        return item.excerpt.spans if item.excerpt is not None else item.fields["rationale"].sources
    entry = review.entry(place.item, place.name)
    return _with_candidates(entry, finding_of(draft, place))


def surroundings_of(review: Review, place: Place) -> tuple[Span, ...]:
    """Return what is marked softly around the focus: decision and excerpt of the same item."""
    item = _item(review, place.item)
    if item is None:
        return ()
    return (*item.decision.sources, *(item.excerpt.spans if item.excerpt is not None else ()))


def why_nothing(review: Review, place: Place) -> str:
    """Return the sentence for a place that has no evidence."""
    if place.name == "flag":
        return NO_FLAG_PLACE
    item = _item(review, place.item)
    if place.name == "excerpt":
        return LOST if item is not None and item.excerpt is not None else NO_EXCERPT
    if place.item is not None and item is None:
        return NOT_FOUND
    if review.entry(place.item, place.name).lost:
        return LOST
    return NO_PLACE if review.entry(place.item, place.name).value is not None else NOT_FOUND


def places_at(review: Review, caret: Caret) -> tuple[Place, ...]:
    """Return the places of the form whose evidence holds a place of the letter, the narrowest evidence first."""
    found: list[tuple[int, int, Place]] = []
    for order, (place, spans) in enumerate(_all_sources(review)):
        for span in spans:
            if span.page == caret.page and span.start <= caret.offset <= span.end:
                found.append((span.end - span.start, order, place))
                break
    return tuple(place for _, _, place in sorted(found, key=lambda each: each[:2]))


def place_at(review: Review, caret: Caret, focus: Place | None) -> Place | None:
    """Return the place of the form that a click on the letter means; clicking on goes from one to the next."""
    places = places_at(review, caret)
    if not places:
        return None
    if focus in places:
        return places[(places.index(focus) + 1) % len(places)]
    return places[0]


def page_marks(review: Review, letter: LetterText) -> dict[int, tuple[PageMark, ...]]:
    """Return, page by page, where doubtful values and open flags lie."""
    marks: dict[int, list[PageMark]] = {}
    for look in review.looks():
        entry = review.entry(look.item, look.field or "")
        for span in entry.sources[:1]:
            marks.setdefault(span.page, []).append(PageMark(_share(letter, span), flag=False))
    for flag in review.open_flags():
        for span in flag.sources:
            marks.setdefault(span.page, []).append(PageMark(_share(letter, span), flag=True))
    return {page: tuple(sorted(found, key=lambda mark: mark.share)) for page, found in marks.items()}


def _share(letter: LetterText, span: Span) -> float:
    page = letter.page(span.page)
    boxes = letter.rects_of(Span(span.page, span.start, span.start + 1))
    if boxes and page.height:
        return min(1.0, max(0.0, boxes[0].y0 / page.height))
    return min(1.0, span.start / max(1, len(page.text)))


def _all_sources(review: Review) -> Iterator[tuple[Place, tuple[Span, ...]]]:
    for item in review.items:
        yield Place(item.id, "decision"), item.decision.sources
        for name, entry in item.fields.items():
            yield Place(item.id, name), entry.sources
        if item.excerpt is not None:
            yield Place(item.id, "excerpt"), item.excerpt.spans
    for name, entry in review.fields.items():
        yield Place(None, name), entry.sources
    for flag in review.flags:
        if review.settlement(flag) is FlagState.OPEN:
            yield Place(flag_item(flag), "flag", flag_key(flag)), flag.sources


def _flag(review: Review, place: Place) -> Flag | None:
    return next((flag for flag in review.flags if flag_key(flag) == place.flag), None)


def _item(review: Review, item_id: str | None) -> Item | None:
    return next((item for item in review.items if item.id == item_id), None)


def finding_of(draft: Draft, place: Place) -> Finding | None:
    """Return what the machine found; items of a draft are called 1, 2, 3 and so on in the review."""
    if place.item is None:
        return draft.fields.get(place.name)
    number = int(place.item) if place.item.isdigit() else 0
    return draft.items[number - 1].fields.get(place.name) if 1 <= number <= len(draft.items) else None


def _with_candidates(entry: Entry, finding: Finding | None) -> tuple[Span, ...]:
    if entry.state is not EntryState.AMBIGUOUS or finding is None:
        return entry.sources
    spans = [*entry.sources, *(span for candidate in finding.candidates for span in candidate.sources)]
    return tuple(sorted(set(spans)))
