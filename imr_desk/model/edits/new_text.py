"""Where what stands in a review is found in another text of its letter."""

from collections.abc import Iterator, Mapping
from textwrap import shorten

import msgspec

from imr_desk.model.draft import Flag
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Entry, Excerpt, Item, Review, flag_key
from imr_desk.model.values import folded

EXCERPT, EXTENT, DECISION = "excerpt", "extent", "decision"
"""Names of places of an item beside those of its fields."""

_LONGEST_LOST = 160
"""Characters of lost words that are kept to be told; the text they stood in stays in the log."""

Spans = tuple[Span, ...]


class NewPlace(msgspec.Struct, frozen=True, array_like=True):
    """Where words of a review stand in the letter's new text.

    Attributes:
        item: identity of the item; ``None`` for the letter.
        name: name of the field, or ``decision``, ``excerpt`` or ``extent`` (the item's block in the letter).
        spans: where they stand.
    """

    item: str | None
    name: str
    spans: Spans


class NewText(msgspec.Struct, frozen=True):
    """Another text of the letter, and what was found in it.

    Attributes:
        before: the text that places pointed into.
        after: the text that they are to point into.
        places: where words stand now, by the identity of the item and the name of the place.
    """

    before: LetterText
    after: LetterText
    places: Mapping[tuple[str | None, str], Spans]

    def entry(self, item_id: str | None, name: str, entry: Entry, fresh: Entry) -> Entry:
        """Return an entry on the new text: on its words, or on those that the machine reads the same value from.

        One that has neither keeps its value and tells the words that were lost.
        """
        if not entry.sources:
            return entry
        same = fresh.value is not None and folded(fresh.value) == folded(entry.value)
        sources = self.places.get((item_id, name)) or (fresh.sources if same else ())
        lost = "" if sources else shorten(self.before.quote_of(entry.sources), _LONGEST_LOST, placeholder="…") or "…"
        return msgspec.structs.replace(entry, sources=sources, lost=lost)

    def excerpt(self, item_id: str, excerpt: Excerpt | None) -> Excerpt | None:
        """Return an excerpt on the new text, word for word as that has it; one that is lost keeps its words."""
        if excerpt is None:
            return None
        spans = self.places.get((item_id, EXCERPT), ())
        words = self.after.quote_of(spans) if spans else excerpt.text
        return msgspec.structs.replace(excerpt, spans=spans, text=words)

    def item(self, item: Item) -> Item:
        """Return an item on the new text that the machine does not find in it."""
        return msgspec.structs.replace(
            item,
            fields={name: self.entry(item.id, name, entry, Entry()) for name, entry in item.fields.items()},
            decision=self.entry(item.id, DECISION, item.decision, Entry()),
            excerpt=self.excerpt(item.id, item.excerpt),
            extent=self.places.get((item.id, EXTENT), ()),
        )


def places_of(review: Review) -> Iterator[NewPlace]:
    """Yield the places that must be found in another text: those of values that persons settled, and of their items.

    Values that nobody settled are read anew, with their places.
    """
    for name, entry in review.fields.items():
        if entry.by is not None and entry.sources:
            yield NewPlace(None, name, entry.sources)
    for item in review.items:
        if not is_touched(item):
            continue
        for name, entry in ((DECISION, item.decision), *item.fields.items()):
            if entry.sources:
                yield NewPlace(item.id, name, entry.sources)
        if item.excerpt is not None and item.excerpt.spans:
            yield NewPlace(item.id, EXCERPT, item.excerpt.spans)
        if item.extent:
            yield NewPlace(item.id, EXTENT, item.extent)


def is_touched(item: Item) -> bool:
    """Tell whether a person said anything of an item."""
    entries = (item.decision, *item.fields.values())
    return (
        bool(item.note)
        or any(entry.by is not None for entry in entries)
        or (item.excerpt is not None and item.excerpt.by is not None)
    )


def with_flags(review: Review, flags: tuple[Flag, ...]) -> Review:
    """Return a review with the flags of another text; what persons said of one that says the same goes with it.

    A flag is known by where it points, and that has moved; of several that say the same, the order tells.
    """
    waiting = [flag for flag in review.flags if flag_key(flag) in review.settled]
    settled = dict(review.settled)
    for flag in flags:
        old = next((each for each in waiting if _says(each) == _says(flag)), None)
        if old is not None:
            waiting.remove(old)
            settled[flag_key(flag)] = review.settled[flag_key(old)]
    return msgspec.structs.replace(review, flags=flags, settled=settled)


def _says(flag: Flag) -> tuple[str, str, int | None, str | None]:
    return flag.rule, flag.message, flag.item, flag.field
