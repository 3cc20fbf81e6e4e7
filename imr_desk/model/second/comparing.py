"""Laying two readings of one letter side by side."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from typing import NamedTuple

import msgspec

from imr_desk.model.annotations import Annotation
from imr_desk.model.draft import Severity
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS, FieldKind, FieldSpec
from imr_desk.model.geometry import Span
from imr_desk.model.review import Entry, EntryState, Excerpt, FlagState, Item, Review, flag_key
from imr_desk.model.values import folded, words_of

CLOSE_SPANS = 0.85
"""From which F1 of characters two passages count as the same: what trained annotators reach (Deleger 2012)."""

_JUDGED = frozenset({"category", "subcategory", "retrospective", "associated_surgical", "priority", "sex"})


class PairKind(StrEnum):
    """Kinds of what is compared; each has its own measure of agreement. The values are what the screen calls them."""

    JUDGEMENT = "judgements"
    FACT = "dates, numbers and codes"
    TEXT = "free text"
    PASSAGE = "passages"


class Pair(msgspec.Struct, frozen=True, omit_defaults=True):
    """One place in the form or the letter as two readers filled it in.

    Attributes:
        key: identity of the place within the comparison.
        kind: what is compared.
        field: name of the field, or ``decision``, ``excerpt``, ``item``, ``flag``, ``annotation``.
        item: identity of the item in the first reading, or in the second where only that one has it; ``None`` for the
            letter.
        number: place of the item in its list, from 1; 0 for the letter.
        first: what the first reader has, in words; ``None`` for nothing.
        second: what the second reader has.
        agrees: whether both have the same.
        shared: characters that both passages cover; 0 but for passages.
        sizes: characters of the first passage and of the second.
        label: key of the label of an annotation; of a flag, its key.
        first_id: identity of the item or annotation in the first reading; empty for none.
        second_id: the same in the second reading.
    """

    key: str
    kind: PairKind
    field: str
    item: str | None
    number: int
    first: str | None
    second: str | None
    agrees: bool
    shared: int = 0
    sizes: tuple[int, int] = (0, 0)
    label: str = ""
    first_id: str = ""
    second_id: str = ""


class Comparison(msgspec.Struct, frozen=True):
    """Two finished readings of one letter, as they were before anybody settled a difference.

    Attributes:
        round: which second reading of the case it is.
        first: the first reader.
        second: the second reader.
        at: when the second reading was finished, ISO 8601 with offset.
        acts: how many acts of the case the first reading consists of.
        blank: whether the second reader began with an empty form.
        pairs: every place that at least one of them filled in.
    """

    round: int
    first: str
    second: str
    at: str
    acts: int
    blank: bool
    pairs: tuple[Pair, ...]

    @property
    def differences(self) -> tuple[Pair, ...]:
        """The pairs that do not agree."""
        return tuple(pair for pair in self.pairs if not pair.agrees)


def compared(first: Review, second: Review) -> tuple[Pair, ...]:
    """Return every place that at least one of two readings of a letter filled in: items first, then the letter.

    Items are the same when they come from the same item of the draft, else when their blocks in the letter overlap.
    What the second reader left empty without a word is not compared: the letter may not say it.
    """
    return tuple(_pairs(first, second))


def _pairs(first: Review, second: Review) -> Iterator[Pair]:
    for mine, yours in _matched_items(first.items, second.items):
        yield from _item_pairs(first, second, mine, yours)
    for spec in LETTER_FIELDS:
        found = _field(spec, None, 0, first.fields.get(spec.name, Entry()), second.fields.get(spec.name, Entry()))
        if found is not None:
            yield found
    yield from _flag_pairs(first, second)
    yield from _annotation_pairs(first.annotations, second.annotations)


def _lone_item(side: str, number: int, item: Item) -> Pair:
    """Return the pair of an item that only one of the readings has."""
    mine, yours = (item.title, None) if side == "first" else (None, item.title)
    ids = (item.id, "") if side == "first" else ("", item.id)
    key = f"item/{side}/{item.id}"
    return Pair(
        key, PairKind.JUDGEMENT, "item", item.id, number, mine, yours, False, first_id=ids[0], second_id=ids[1]
    )


def _item_pairs(first: Review, second: Review, mine: Item | None, yours: Item | None) -> Iterator[Pair]:
    if mine is None or yours is None:
        if mine is not None:
            yield _lone_item("first", first.number_of(mine.id), mine)
        if yours is not None:
            yield _lone_item("second", second.number_of(yours.id), yours)
        return
    number = first.number_of(mine.id)
    outcomes = (mine.outcome, yours.outcome)
    yield Pair(
        f"{mine.id}/decision", PairKind.JUDGEMENT, "decision", mine.id, number,
        outcomes[0] and outcomes[0].value, outcomes[1] and outcomes[1].value, outcomes[0] is outcomes[1],
        first_id=mine.id, second_id=yours.id,
    )  # fmt: skip
    if mine.excerpt is not None or yours.excerpt is not None:
        sides = _words_at(mine.excerpt), _words_at(yours.excerpt)
        yield _passage(f"{mine.id}/excerpt", "excerpt", mine.id, number, sides, ids=(mine.id, yours.id))
    for spec in ITEM_FIELDS:
        entries = mine.fields.get(spec.name, Entry()), yours.fields.get(spec.name, Entry())
        found = _field(spec, mine.id, number, *entries)
        if found is not None:
            yield msgspec.structs.replace(found, first_id=mine.id, second_id=yours.id)


def _field(spec: FieldSpec, item: str | None, number: int, mine: Entry, yours: Entry) -> Pair | None:
    if _said(mine) is None and _said(yours) is None:
        return None
    if yours.value is None and yours.by is None and yours.state is EntryState.MISSING:
        return None
    same = folded(mine.value) == folded(yours.value) and (mine.value is not None or mine.state is yours.state)
    key = f"{item or 'letter'}/{spec.name}"
    return Pair(key, _kind(spec), spec.name, item, number, _said(mine), _said(yours), same)


def _said(entry: Entry) -> str | None:
    if entry.value is not None:
        return words_of(entry.value)
    return None if entry.state is EntryState.MISSING else entry.state.value


def _kind(spec: FieldSpec) -> PairKind:
    if spec.name in _JUDGED:
        return PairKind.JUDGEMENT
    return PairKind.FACT if spec.kind in (FieldKind.DATE, FieldKind.NUMBER) or spec.name in _CODES else PairKind.TEXT


_CODES = frozenset({"case_number", "claim_number", "quantity", "strength", "specialty", "licensure"})


class _Words(NamedTuple):
    """Words of the letter that a reader marked, and where; ``None`` where they marked none."""

    text: str | None = None
    spans: tuple[Span, ...] = ()


def _words_at(marked: Excerpt | Annotation | None) -> _Words:
    return _Words() if marked is None else _Words(marked.text, marked.spans)


def _passage(
    key: str,
    field: str,
    item: str | None,
    number: int,
    sides: tuple[_Words, _Words],
    *,
    label: str = "",
    ids: tuple[str, str] = ("", ""),
) -> Pair:
    places = _places(sides[0].spans), _places(sides[1].spans)
    sizes = len(places[0]), len(places[1])
    shared = len(places[0] & places[1])
    close = sum(sizes) > 0 and 2 * shared / sum(sizes) >= CLOSE_SPANS
    texts = sides[0].text, sides[1].text
    return Pair(key, PairKind.PASSAGE, field, item, number, *texts, close, shared, sizes, label, *ids)


def _places(spans: Iterable[Span]) -> set[tuple[int, int]]:
    return {(span.page, at) for span in spans for at in range(span.start, span.end)}


def _flag_pairs(first: Review, second: Review) -> Iterator[Pair]:
    known = {flag_key(flag) for flag in second.flags}
    for flag in first.flags:
        key = flag_key(flag)
        if flag.severity is Severity.INFO or key not in known:
            continue
        states = first.settlement(flag), second.settlement(flag)
        if states == (FlagState.OPEN, FlagState.OPEN):
            continue
        words = states[0].value, states[1].value
        item = None if flag.item is None else str(flag.item + 1)
        yield Pair(
            f"flag/{key}", PairKind.JUDGEMENT, "flag", item, 0 if flag.item is None else flag.item + 1, *words,
            states[0] is states[1], label=key,
        )  # fmt: skip


def _annotation_pairs(first: Sequence[Annotation], second: Sequence[Annotation]) -> Iterator[Pair]:
    left = list(second)
    for mine in first:
        alike = [each for each in left if each.label == mine.label and _shared(mine, each)]
        best = max(alike, key=partial(_shared, mine), default=None)
        if best is not None:
            left.remove(best)
        sides, ids = (_words_at(mine), _words_at(best)), (mine.id, best.id if best else "")
        yield _passage(f"annotation/first/{mine.id}", "annotation", mine.item, 0, sides, label=mine.label, ids=ids)
    for yours in left:
        sides, ids = (_Words(), _words_at(yours)), ("", yours.id)
        yield _passage(
            f"annotation/second/{yours.id}", "annotation", yours.item, 0, sides, label=yours.label, ids=ids
        )


def _shared(one: Annotation, other: Annotation) -> int:
    return len(_places(one.spans) & _places(other.spans))


def _matched_items(first: Sequence[Item], second: Sequence[Item]) -> Iterator[tuple[Item | None, Item | None]]:
    """Yield the items of both readings, those that are the same together; it does not matter who was first.

    All that are certain are matched before any that are not, so that no item takes the other one of its neighbour.
    """
    matches: dict[int, int] = {}
    for alike in (_same_item, _overlapping, _same_title):
        taken = frozenset(matches.values())
        places = ((a, b) for a in range(len(first)) if a not in matches for b in range(len(second)) if b not in taken)
        ranked = [(-rank, min(a, b), max(a, b), a, b) for a, b in places if (rank := alike(first[a], second[b]))]
        for *_, mine, yours in sorted(ranked):
            if mine not in matches and yours not in matches.values():
                matches[mine] = yours
    for place, item in enumerate(first):
        yield item, second[matches[place]] if place in matches else None
    yield from ((None, item) for place, item in enumerate(second) if place not in matches.values())


def _same_item(one: Item, other: Item) -> int:
    """Tell whether two items come from the same item of the draft.

    An identity alone does not tell: items that both readers added get the same numbers for different things, so that
    their blocks have to overlap or, without any, their titles have to be the same.
    """
    if one.id != other.id:
        return 0
    return _overlapping(one, other) or (not one.extent and not other.extent and _same_title(one, other))


def _overlapping(one: Item, other: Item) -> int:
    return len(_places(one.extent) & _places(other.extent))


def _same_title(one: Item, other: Item) -> int:
    return int(folded(one.title) == folded(other.title))
