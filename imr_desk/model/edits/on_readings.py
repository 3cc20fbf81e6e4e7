"""A new reading of the letter by the machine, beside what people said of it."""

from collections.abc import Callable, Mapping

import msgspec

from imr_desk.model.annotations import Annotation
from imr_desk.model.draft import Candidate, Draft, Flag
from imr_desk.model.edits.base import BaseEdit, must_stand
from imr_desk.model.edits.new_text import DECISION, NewPlace, NewText, is_touched, with_flags
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Entry, Item, Review
from imr_desk.model.signature import Signature
from imr_desk.model.values import folded


class RereadLetter(BaseEdit, frozen=True, tag="reread_letter"):
    """Take over a new draft, of the same text of the letter or of one that was read better.

    What a person settled stays as it is; where the machine now reads something else, that stands beside it as
    another reading. What nobody settled becomes what the machine reads now. An item that a person touched is kept
    even if the machine no longer finds it. Annotations go where ``placed`` says; the others stay as they are, those
    whose words no longer stand there included: a person places them again.

    A new text takes effect with the act, and is undone with it. What a person settled keeps its value and goes where
    ``moved`` says; what is not found there, nor by the machine with the same value, has no place any more and wants a
    look. What was said of flags and proposals goes with them.

    Attributes:
        draft: what the machine reads now.
        placed: identities of annotations that lost their place, each with where its words stand now. Found once and
            kept with the act, so that replaying it never depends on how places are searched.
        text: the text that the draft was made of; ``None`` when it is the one in force. The one before stays in the
            log: with the first reading, or with the act that brought it.
        moved: where what persons settled stands in ``text``, found once like ``placed``.
        rejected: keys of rejected proposals, each with its key in ``text``.
        lost: how many values, excerpts and annotations have no place in ``text``, for the history.
    """

    draft: Draft
    placed: tuple[tuple[str, tuple[Span, ...]], ...] = ()
    text: LetterText | None = None
    moved: tuple[NewPlace, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    lost: int = 0

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Merge the draft into the review."""
        new = self._new_text(letter)
        text = letter if new is None else new.after
        fresh = Review.of(self.draft, text)
        fields = {
            name: _merged(entry, fresh.fields.get(name, Entry()), new, (None, name))
            for name, entry in review.fields.items()
        }
        items, names = _merged_items(review, fresh, new)
        flags = tuple(_renamed(flag, names) for flag in fresh.flags)
        keys = dict(self.rejected)
        return msgspec.structs.replace(
            msgspec.structs.replace(review, flags=flags) if new is None else with_flags(review, flags),
            fields=fields,
            items=items,
            reread=self.draft,
            annotations=_placed(review, text, dict(self.placed)),
            rejected=tuple(keys.get(key, key) for key in review.rejected),
            text=review.text if new is None else new.after,
        )

    def _new_text(self, letter: LetterText) -> NewText | None:
        if self.text is None:
            return None
        if self.text.fingerprint != letter.fingerprint:
            raise EditRefusedError("This is the text of another letter.")
        for place in self.moved:
            must_stand(self.text, place.spans)
        return NewText(letter, self.text, {(place.item, place.name): place.spans for place in self.moved})

    def label(self, review: Review) -> str:
        """Name the act."""
        return self.words

    @property
    def words(self) -> str:
        """Say what was done, and how much lost its place by it."""
        if self.text is None:
            return "read the letter again"
        lost = f" ({self.lost} place{'s' * (self.lost != 1)} not found)" if self.lost else ""
        return f"read the letter's text again{lost}"


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


def _merged(entry: Entry, fresh: Entry, new: NewText | None, place: tuple[str | None, str]) -> Entry:
    if entry.by is None:
        return fresh
    if new is not None:
        entry = new.entry(*place, entry, fresh)
    if fresh.value is None or folded(fresh.value) == folded(entry.value):
        return msgspec.structs.replace(entry, others=())
    return msgspec.structs.replace(entry, others=(Candidate(fresh.value, fresh.sources),))


def _merged_items(
    review: Review, fresh: Review, new_text: NewText | None
) -> tuple[tuple[Item, ...], Mapping[str, str]]:
    """Return the items, and what each item of the new draft is called among them."""
    pairs = _pairs(review.items, fresh.items, _printed if new_text is None else _named)
    names: dict[str, str] = {}
    merged: list[Item] = []
    for item in review.items:
        new = pairs.get(item.id)
        if new is not None:
            names[new.id] = item.id
            merged.append(_merged_item(item, new, new_text))
        elif is_touched(item):
            merged.append(item if new_text is None else new_text.item(item))
    highest = max((int(item.id) for item in (*review.items, *fresh.items) if item.id.isdigit()), default=0)
    for new in fresh.items:
        if new.id not in names:
            highest += 1
            names[new.id] = str(highest)
            merged.append(msgspec.structs.replace(new, id=str(highest)))
    return tuple(merged), names


def _pairs(old: tuple[Item, ...], new: tuple[Item, ...], mark_of: Callable[[Item], str]) -> dict[str, Item]:
    """Pair items by a mark that they have in common; the rest by order, when as many are left on each side."""
    waiting = list(new)
    pairs: dict[str, Item] = {}
    for item in old:
        mark = mark_of(item)
        found = next((other for other in waiting if mark and mark_of(other) == mark), None)
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


def _named(item: Item) -> str:
    """Return the treatment as the letter prints it: in another text of the letter it stands elsewhere."""
    return str(folded(item.fields.get("treatment", Entry()).value) or "")


def _merged_item(item: Item, fresh: Item, new: NewText | None) -> Item:
    fields = {
        name: _merged(entry, fresh.fields.get(name, Entry()), new, (item.id, name))
        for name, entry in item.fields.items()
    }
    settled = item.excerpt is not None and item.excerpt.by is not None
    excerpt = item.excerpt if new is None else new.excerpt(item.id, item.excerpt)
    return msgspec.structs.replace(
        item,
        fields=fields,
        decision=_merged(item.decision, fresh.decision, new, (item.id, DECISION)),
        excerpt=excerpt if settled else fresh.excerpt,
        extent=fresh.extent,
    )


def _renamed(flag: Flag, names: Mapping[str, str]) -> Flag:
    if flag.item is None:
        return flag
    name = names.get(str(flag.item + 1), str(flag.item + 1))
    return msgspec.structs.replace(flag, item=int(name) - 1)
