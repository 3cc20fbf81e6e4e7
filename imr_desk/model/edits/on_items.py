"""Edits of the list of disputed items."""

import msgspec

from imr_desk.model.edits.base import BaseEdit, item_of, item_words, must_stand
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.fields import ITEM_FIELDS
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Entry, EntryState, Item, Review
from imr_desk.model.signature import Signature


class AddItem(BaseEdit, frozen=True, tag="add_item"):
    """Add a disputed item that the machine did not find, behind another or (``None``) at the end.

    Attributes:
        treatment: what is disputed; may be empty.
        sources: words of the letter that name it.
        after: identity of the item that it comes behind.
        id: identity that it had before it was removed; another one is given where that is taken or empty.
    """

    treatment: str = ""
    sources: tuple[Span, ...] = ()
    after: str | None = None
    id: str = ""

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Put a new item in; it wants a decision and an excerpt."""
        must_stand(letter, self.sources)
        fields: dict[str, Entry] = {spec.name: Entry() for spec in ITEM_FIELDS}
        if self.treatment.strip():
            state = EntryState.CORRECTED if self.sources else EntryState.TYPED
            for name in ("treatment", "disputed"):
                fields[name] = Entry(self.treatment.strip(), state, self.sources, by)
        else:
            fields["treatment"] = Entry(doubtful=True)
        free = self.id.isdecimal() and self.id not in {item.id for item in review.items}
        return _insert(review, Item(self.id if free else _next_id(review), fields), self.after)

    def label(self, review: Review) -> str:
        """Name the edit."""
        return "add item"


class RemoveItem(BaseEdit, frozen=True, tag="remove_item"):
    """Take an item out of the case."""

    item: str

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Leave the others in their order."""
        item_of(review, self.item)
        items = tuple(item for item in review.items if item.id != self.item)
        return msgspec.structs.replace(review, items=items)

    def label(self, review: Review) -> str:
        """Name the item."""
        return f"delete {item_words(review, self.item)}"


class MoveItem(BaseEdit, frozen=True, tag="move_item"):
    """Give an item another place in the list, counted from 1."""

    item: str
    place: int

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Move it; places beyond the ends mean the ends."""
        moved = item_of(review, self.item)
        others = [item for item in review.items if item.id != self.item]
        others.insert(max(0, min(self.place - 1, len(others))), moved)
        return msgspec.structs.replace(review, items=tuple(others))

    def label(self, review: Review) -> str:
        """Name the item."""
        return f"move {item_words(review, self.item)}"


class DuplicateItem(BaseEdit, frozen=True, tag="duplicate_item"):
    """Put a copy of an item behind it; the copy wants its own decision."""

    item: str

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Copy the fields and leave the decision open."""
        copied = item_of(review, self.item)
        twin = msgspec.structs.replace(copied, id=_next_id(review), decision=Entry(doubtful=True), excerpt=None)
        return _insert(review, twin, self.item)

    def label(self, review: Review) -> str:
        """Name the item."""
        return f"duplicate {item_words(review, self.item)}"


class SplitItem(BaseEdit, frozen=True, tag="split_item"):
    """Make two items of one that the letter decides together, each with its own treatment."""

    item: str
    first: str
    second: str

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Both keep the guidelines, the evidence and the machine's decision; each wants its own confirmation."""
        whole = item_of(review, self.item)
        if not self.first.strip() or not self.second.strip():
            raise EditRefusedError("Both parts of a split item need a name.")
        parts = []
        for item_id, words in ((whole.id, self.first), (_next_id(review), self.second)):
            sources = whole.fields["treatment"].sources
            named = Entry(words.strip(), EntryState.CORRECTED, sources, by)
            fields = {**whole.fields, "treatment": named, "disputed": named}
            open_decision = msgspec.structs.replace(whole.decision, by=None, doubtful=True)
            parts.append(msgspec.structs.replace(whole, id=item_id, fields=fields, decision=open_decision))
        items: list[Item] = []
        for item in review.items:
            items.extend(parts if item.id == self.item else [item])
        return msgspec.structs.replace(review, items=tuple(items))

    def label(self, review: Review) -> str:
        """Name the item."""
        return f"split {item_words(review, self.item)}"


class MergeItems(BaseEdit, frozen=True, tag="merge_items"):
    """Join an item into another; the treatments are joined, the other's decision and excerpt stay."""

    item: str
    into: str

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Join the words and the evidence."""
        gone, kept = item_of(review, self.item), item_of(review, self.into)
        if gone.id == kept.id:
            raise EditRefusedError("An item cannot be joined to itself.")
        joined: dict[str, Entry] = dict(kept.fields)
        for name in ("treatment", "disputed"):
            words = "; ".join(str(e.value) for e in (kept.fields[name], gone.fields[name]) if e.value)
            sources = (*kept.fields[name].sources, *gone.fields[name].sources)
            joined[name] = Entry(words or None, EntryState.CORRECTED, sources, by)
        merged = msgspec.structs.replace(kept, fields=joined, extent=(*kept.extent, *gone.extent))
        items = tuple(merged if i.id == kept.id else i for i in review.items if i.id != gone.id)
        return msgspec.structs.replace(review, items=items)

    def label(self, review: Review) -> str:
        """Name both items."""
        return f"merge {item_words(review, self.item)} into {item_words(review, self.into)}"


def _next_id(review: Review) -> str:
    used = [int(item.id) for item in review.items if item.id.isdigit()]
    flagged = [flag.item + 1 for flag in review.flags if flag.item is not None]
    return str(max((*used, *flagged, 0)) + 1)


def _insert(review: Review, item: Item, after: str | None) -> Review:
    items = list(review.items)
    place = len(items)
    if after is not None:
        item_of(review, after)
        place = review.number_of(after)
    items.insert(place, item)
    return msgspec.structs.replace(review, items=tuple(items))
