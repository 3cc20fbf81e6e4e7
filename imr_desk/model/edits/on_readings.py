"""A new reading of the letter by the machine, beside what people said of it."""

from collections.abc import Mapping

import msgspec

from imr_desk.model.annotations import Annotation
from imr_desk.model.draft import Candidate, Draft, Flag
from imr_desk.model.edits.base import BaseEdit, must_stand
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Entry, Item, Review
from imr_desk.model.signature import Signature
from imr_desk.model.values import folded


class RereadLetter(BaseEdit, frozen=True, tag="reread_letter"):
    """Take over a new draft of the same text.

    What a person settled stays as it is; where the machine now reads something else, that stands beside it as
    another reading. What nobody settled becomes what the machine reads now. An item that a person touched is kept
    even if the machine no longer finds it. Annotations go where ``placed`` says; the others stay as they are, those
    whose words no longer stand there included: a person places them again.

    Attributes:
        draft: what the machine reads now.
        placed: identities of annotations that lost their place, each with where its words stand now. Found once and
            kept with the act, so that replaying it never depends on how places are searched.
    """

    draft: Draft
    placed: tuple[tuple[str, tuple[Span, ...]], ...] = ()

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Merge the draft into the review."""
        fresh = Review.of(self.draft, letter)
        fields = {name: _merged(entry, fresh.fields.get(name, Entry())) for name, entry in review.fields.items()}
        items, names = _merged_items(review, fresh)
        flags = tuple(_renamed(flag, names) for flag in fresh.flags)
        return msgspec.structs.replace(
            review,
            fields=fields,
            items=items,
            flags=flags,
            reread=self.draft,
            annotations=_placed(review, letter, dict(self.placed)),
        )

    def label(self, review: Review) -> str:
        """Name the act."""
        return "read the letter again"


def _placed(review: Review, letter: LetterText, places: Mapping[str, tuple[Span, ...]]) -> tuple[Annotation, ...]:
    """Return the annotations, each on its place; who signed one is still who labelled it."""
    for spans in places.values():
        must_stand(letter, spans)
    return tuple(
        msgspec.structs.replace(made, spans=places[made.id], text=letter.quote_of(places[made.id]))
        if made.id in places
        else made
        for made in review.annotations
    )


def _merged(entry: Entry, fresh: Entry) -> Entry:
    if entry.by is None:
        return fresh
    if fresh.value is None or folded(fresh.value) == folded(entry.value):
        return msgspec.structs.replace(entry, others=())
    return msgspec.structs.replace(entry, others=(Candidate(fresh.value, fresh.sources),))


def _merged_items(review: Review, fresh: Review) -> tuple[tuple[Item, ...], Mapping[str, str]]:
    """Return the items, and what each item of the new draft is called among them."""
    pairs = _pairs(review.items, fresh.items)
    names: dict[str, str] = {}
    merged: list[Item] = []
    for item in review.items:
        new = pairs.get(item.id)
        if new is not None:
            names[new.id] = item.id
            merged.append(_merged_item(item, new))
        elif _touched(item):
            merged.append(item)
    highest = max((int(item.id) for item in (*review.items, *fresh.items) if item.id.isdigit()), default=0)
    for new in fresh.items:
        if new.id not in names:
            highest += 1
            names[new.id] = str(highest)
            merged.append(msgspec.structs.replace(new, id=str(highest)))
    return tuple(merged), names


def _pairs(old: tuple[Item, ...], new: tuple[Item, ...]) -> dict[str, Item]:
    """Pair items by where the letter prints them; the rest by order, when as many are left on each side."""
    waiting = list(new)
    pairs: dict[str, Item] = {}
    for item in old:
        printed = _printed(item)
        found = next((other for other in waiting if printed and _printed(other) == printed), None)
        if found is not None:
            pairs[item.id] = found
            waiting.remove(found)
    left = [item for item in old if item.id not in pairs]
    if len(left) == len(waiting):
        pairs |= {item.id: other for item, other in zip(left, waiting, strict=True)}
    return pairs


def _printed(item: Item) -> str:
    """Return where the letter prints the item, whatever a person made of it; empty for one that a person added."""
    return "/".join(f"{span.page}.{span.start}" for span in item.extent)


def _merged_item(item: Item, fresh: Item) -> Item:
    fields = {name: _merged(entry, fresh.fields.get(name, Entry())) for name, entry in item.fields.items()}
    settled = item.excerpt is not None and item.excerpt.by is not None
    return msgspec.structs.replace(
        item,
        fields=fields,
        decision=_merged(item.decision, fresh.decision),
        excerpt=item.excerpt if settled else fresh.excerpt,
        extent=fresh.extent,
    )


def _touched(item: Item) -> bool:
    entries = (item.decision, *item.fields.values())
    return (
        bool(item.note)
        or any(entry.by is not None for entry in entries)
        or (item.excerpt is not None and item.excerpt.by is not None)
    )


def _renamed(flag: Flag, names: Mapping[str, str]) -> Flag:
    if flag.item is None:
        return flag
    name = names.get(str(flag.item + 1), str(flag.item + 1))
    return msgspec.structs.replace(flag, item=int(name) - 1)
