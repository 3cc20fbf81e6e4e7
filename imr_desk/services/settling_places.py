"""The kinds of places that two readings may fill in differently: what the record has there, and what changes it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from imr_desk.model.annotations import Annotation
from imr_desk.model.draft import Decision
from imr_desk.model.edits import (
    AddItem,
    Annotate,
    ChangeAnnotation,
    DecideItem,
    DropExcerpt,
    LinkAnnotations,
    MoveAnnotation,
    MoveItem,
    RemoveAnnotation,
    RemoveItem,
    SettleFlag,
    WriteNote,
)
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.fields import ITEM_FIELDS
from imr_desk.model.geometry import Span
from imr_desk.model.review import Entry, FlagState, Item, Review
from imr_desk.model.second import Pair, Side
from imr_desk.services.reading_sides import Sides, ThirdValue, Writing
from imr_desk.services.settling_alike import (
    alike_items,
    decision_of,
    meet,
    said_of,
    same_entry,
    same_words,
    spans_of,
)

_NO_THIRD = "An item is in the list or it is not. Take a side, then change its fields in the form."
_GONE = "The record has nothing at this place any more."


class Place(ABC):
    """One place that two readings may fill in differently."""

    def __init__(self, both: Sides, pair: Pair) -> None:
        self.both, self.pair = both, pair

    @abstractmethod
    def holds(self, record: Review, side: Side) -> bool:
        """Tell whether the record has the side's value."""

    @abstractmethod
    def write(self, writing: Writing, side: Side) -> None:
        """Make the record hold the side's value."""

    @abstractmethod
    def write_third(self, writing: Writing, third: ThirdValue) -> None:
        """Make the record hold another value."""

    @abstractmethod
    def third_of(self, record: Review) -> ThirdValue:
        """Return what the record has, as what may have been put there.

        Raises:
            EditRefusedError: no third value could be put there.
        """

    @abstractmethod
    def sources(self, side: Side) -> tuple[Span, ...]:
        """Return where the side's value stands."""

    def item_in(self, record: Review) -> Item | None:
        """Return the record's item; ``None`` where it is gone."""
        return next((item for item in record.items if item.id == self.pair.item), None)


class _FieldPlace(Place):
    """A field of the letter or of an item."""

    def holds(self, record: Review, side: Side) -> bool:
        pair = self.pair
        if pair.item is not None and self.item_in(record) is None:
            return False
        return same_entry(record.entry(pair.item, pair.field), self.both.entry(pair, side))

    def write(self, writing: Writing, side: Side) -> None:
        writing.enter(self.pair.item, self.pair.field, self.both.entry(self.pair, side))

    def write_third(self, writing: Writing, third: ThirdValue) -> None:
        entry = Entry(third.value, sources=third.spans)
        now = None if self.pair.item is not None and self.item_in(writing.record) is None else writing.record
        if now is None or not same_entry(now.entry(self.pair.item, self.pair.field), entry):
            writing.enter(self.pair.item, self.pair.field, entry)

    def third_of(self, record: Review) -> ThirdValue:
        if self.pair.item is not None and self.item_in(record) is None:
            raise EditRefusedError(_GONE)
        entry = record.entry(self.pair.item, self.pair.field)
        return ThirdValue(entry.value, entry.sources)

    def sources(self, side: Side) -> tuple[Span, ...]:
        return self.both.entry(self.pair, side).sources


class _DecisionPlace(Place):
    """The decision on an item."""

    def holds(self, record: Review, side: Side) -> bool:
        item = self.item_in(record)
        return item is not None and item.outcome is decision_of(self.both.entry(self.pair, side))

    def write(self, writing: Writing, side: Side) -> None:
        entry = self.both.entry(self.pair, side)
        self._decide(writing, decision_of(entry), entry.sources)

    def write_third(self, writing: Writing, third: ThirdValue) -> None:
        item, wanted = self.item_in(writing.record), decision_of(Entry(third.value))
        if item is None or item.outcome is not wanted:
            self._decide(writing, wanted)

    def third_of(self, record: Review) -> ThirdValue:
        item = self.item_in(record)
        if item is None or item.outcome is None:
            raise EditRefusedError(_GONE)
        return ThirdValue(item.outcome.value)

    def _decide(self, writing: Writing, decision: Decision | None, sources: tuple[Span, ...] = ()) -> None:
        if decision is None or self.pair.item is None:
            raise EditRefusedError("This reading has no decision on the item, so there is none to take.")
        writing.do(DecideItem(self.pair.item, decision, sources))

    def sources(self, side: Side) -> tuple[Span, ...]:
        item = self.both.item(self.pair, side)
        if item is None:
            return ()
        sentence = item.fields.get("determination", Entry()).sources
        return item.decision.sources or sentence or (item.excerpt.spans if item.excerpt else ())


class _ExcerptPlace(Place):
    """The passage that carries the decision."""

    def holds(self, record: Review, side: Side) -> bool:
        item = self.item_in(record)
        return item is not None and spans_of(item) == self.sources(side)

    def write(self, writing: Writing, side: Side) -> None:
        self._quote(writing, self.sources(side))

    def write_third(self, writing: Writing, third: ThirdValue) -> None:
        item = self.item_in(writing.record)
        if item is None or spans_of(item) != third.spans:
            self._quote(writing, third.spans)

    def third_of(self, record: Review) -> ThirdValue:
        item = self.item_in(record)
        if item is None:
            raise EditRefusedError(_GONE)
        return ThirdValue(spans=spans_of(item))

    def _quote(self, writing: Writing, spans: tuple[Span, ...]) -> None:
        item = self.pair.item or ""
        if spans:
            writing.quote(item, spans)
        else:
            writing.do(DropExcerpt(item))

    def sources(self, side: Side) -> tuple[Span, ...]:
        item = self.both.item(self.pair, side)
        return () if item is None else spans_of(item)


class _ItemPlace(Place):
    """An item that only one of the readings has."""

    @property
    def _side(self) -> Side:
        return Side.FIRST if self.pair.first_id else Side.SECOND

    @property
    def _wanted(self) -> Item:
        item = self.both.item(self.pair, self._side)
        if item is None:
            raise EditRefusedError("This item is in neither reading any more.")
        return item

    def present(self, record: Review) -> Item | None:
        """Return the item as the record has it: under its identity, else as it was put in again or taken over."""
        pairs, wanted = self.both.readings.comparison.pairs, self._wanted
        others = {pair.first_id for pair in pairs if pair.field == "decision"}
        alike = [item for item in record.items if item.id not in others and alike_items(item, wanted)]
        return next((item for item in alike if item.id == self.pair.first_id), next(iter(alike), None))

    def holds(self, record: Review, side: Side) -> bool:
        return (self.present(record) is not None) is (side is self._side)

    def write(self, writing: Writing, side: Side) -> None:
        present = self.present(writing.record)
        if present is not None:
            writing.do(RemoveItem(present.id))
            return
        item, treatment = self._wanted, self._wanted.fields.get("treatment", Entry())
        after = self._before(writing.record)
        writing.do(AddItem(str(treatment.value or ""), treatment.sources, after, item.id))
        known = {each.id for each in writing.record.items}
        made = writing.record.items[-1 if after is None else writing.record.number_of(after)].id
        if after is None and len(known) > 1 and self.both.review(self._side).number_of(item.id) == 1:
            writing.do(MoveItem(made, 1))
        for spec in ITEM_FIELDS:
            entry = item.fields.get(spec.name, Entry())
            if not same_entry(writing.record.entry(made, spec.name), entry):
                writing.enter(made, spec.name, entry)
        if item.outcome is not None:
            writing.do(DecideItem(made, item.outcome, item.decision.sources))
        if item.excerpt is not None:
            writing.quote(made, item.excerpt.spans)
        if item.note:
            writing.do(WriteNote(made, item.note))

    def write_third(self, writing: Writing, third: ThirdValue) -> None:
        raise EditRefusedError(_NO_THIRD)

    def third_of(self, record: Review) -> ThirdValue:
        raise EditRefusedError(_NO_THIRD)

    def _before(self, record: Review) -> str | None:
        """Return the item of the record that the wanted one comes behind; ``None`` for none."""
        items = self.both.review(self._side).items
        ids = [item.id for item in items]
        for each in reversed(ids[: ids.index(self._wanted.id)]):
            here = each if self._side is Side.FIRST else item_in(self.both, record, each)
            if any(item.id == here for item in record.items):
                return here
        return None

    def sources(self, side: Side) -> tuple[Span, ...]:
        item = self.both.item(self.pair, side) if side is self._side else None
        if item is None:
            return ()
        return item.extent or item.fields.get("treatment", Entry()).sources or spans_of(item)


class _FlagPlace(Place):
    """What was said of a flag."""

    def holds(self, record: Review, side: Side) -> bool:
        return said_of(record, self.pair.label) is said_of(self.both.review(side), self.pair.label)

    def write(self, writing: Writing, side: Side) -> None:
        settled = self.both.review(side).settled.get(self.pair.label)
        state = FlagState.OPEN if settled is None else settled.state
        writing.do(SettleFlag(self.pair.label, state, "" if settled is None else settled.reason))

    def write_third(self, writing: Writing, third: ThirdValue) -> None:
        state = FlagState(str(third.value))
        if said_of(writing.record, self.pair.label) is not state:
            writing.do(SettleFlag(self.pair.label, state, third.words))

    def third_of(self, record: Review) -> ThirdValue:
        settled = record.settled.get(self.pair.label)
        return ThirdValue(said_of(record, self.pair.label).value, words="" if settled is None else settled.reason)

    def sources(self, side: Side) -> tuple[Span, ...]:
        flag = self.both.flag(self.pair)
        return () if flag is None else flag.sources


class _AnnotationPlace(Place):
    """A labelled passage, which both readers may have or one of them."""

    def holds(self, record: Review, side: Side) -> bool:
        wanted = self._wanted(side)
        if wanted is not None:
            return self._like(record, wanted) is not None
        other = self._wanted(Side.SECOND if side is Side.FIRST else Side.FIRST)
        return other is None or self._like(record, other) is None

    def write(self, writing: Writing, side: Side) -> None:
        wanted, present = self._wanted(side), self._present(writing.record)
        if wanted is None:
            if present is not None:
                writing.do(RemoveAnnotation(present.id))
            return
        item = wanted.item if side is Side.FIRST else item_in(self.both, writing.record, wanted.item)
        item = item if any(each.id == item for each in writing.record.items) else None
        if present is None:
            writing.do(Annotate(wanted.spans, wanted.label, wanted.attributes, item, wanted.note, wanted.rule))
            self._link(writing, side, writing.record.annotations[-1].id)
            return
        if present.spans != wanted.spans:
            writing.do(MoveAnnotation(present.id, wanted.spans))
        if (present.attributes, present.item, present.note) != (wanted.attributes, item, wanted.note):
            writing.do(ChangeAnnotation(present.id, wanted.label, wanted.attributes, item, wanted.note))

    def write_third(self, writing: Writing, third: ThirdValue) -> None:
        if not third.spans:
            raise EditRefusedError("Mark the words in the letter first.")
        present = self._present(writing.record)
        if present is None:
            writing.do(Annotate(third.spans, self.pair.label))
        elif present.spans != third.spans:
            writing.do(MoveAnnotation(present.id, third.spans))

    def third_of(self, record: Review) -> ThirdValue:
        present = self._present(record)
        if present is None:
            raise EditRefusedError(_GONE)
        return ThirdValue(spans=present.spans)

    def _link(self, writing: Writing, side: Side, made: str) -> None:
        """Link the annotation again as the reading had it: whoever takes one away takes its links too."""
        if side is not Side.FIRST:
            return
        known = {each.id for each in writing.record.annotations}
        for link in self.both.readings.first_review.links:
            ends = tuple(made if end == self.pair.first_id else end for end in (link.source, link.target))
            if made in ends and known.issuperset(ends):
                writing.do(LinkAnnotations(link.kind, *ends))

    def _wanted(self, side: Side) -> Annotation | None:
        return self.both.annotation(self.pair, side)

    def _like(self, record: Review, wanted: Annotation) -> Annotation | None:
        """Return the record's annotation of these words with this label, but not the first reader's twin of it."""
        alike = partial(same_words, wanted)
        twins = {each.id for each in self.both.readings.first_review.annotations if alike(each)} - {
            self.pair.first_id
        }
        return next((each for each in record.annotations if alike(each) and each.id not in twins), None)

    def _present(self, record: Review) -> Annotation | None:
        """Return what the record has of either side, or what was put in their stead."""
        sides = [each for each in (self._wanted(Side.FIRST), self._wanted(Side.SECOND)) if each is not None]
        found = next((each for wanted in sides if (each := self._like(record, wanted)) is not None), None)
        if found is not None:
            return found
        others = [each for each in self.both.readings.first_review.annotations if each.id != self.pair.first_id]
        for each in record.annotations:
            known = any(same_words(other, each) for other in others)
            if each.label == self.pair.label and not known and any(meet(each, wanted) for wanted in sides):
                return each
        return None

    def sources(self, side: Side) -> tuple[Span, ...]:
        wanted = self._wanted(side)
        return () if wanted is None else wanted.spans


_PLACES: Mapping[str, type[Place]] = MappingProxyType(
    {
        "decision": _DecisionPlace,
        "excerpt": _ExcerptPlace,
        "item": _ItemPlace,
        "flag": _FlagPlace,
        "annotation": _AnnotationPlace,
    }
)
"""How each place of a comparison that is no field is read and written."""


def place_of(sides: Sides, pair: Pair) -> Place:
    """Return how a place of a comparison is read and written."""
    return _PLACES.get(pair.field, _FieldPlace)(sides, pair)


def item_in(sides: Sides, record: Review, second_item: str | None) -> str | None:
    """Return the item of the record that an item of the second reading is; ``None`` where there is none."""
    for pair in sides.readings.comparison.pairs:
        if second_item and pair.second_id == second_item and pair.field == "decision":
            return pair.first_id if any(item.id == pair.first_id for item in record.items) else None
        if second_item and pair.second_id == second_item and pair.field == "item":
            present = _ItemPlace(sides, pair).present(record)
            return None if present is None else present.id
    return None
