"""What the comparison of two readings says: places, values, sides, agreement."""

from collections.abc import Sequence
from datetime import datetime

from imr_desk.model.annotations import Annotation, Label, label_of
from imr_desk.model.draft import DECISION_WORDS, Decision
from imr_desk.model.fields import FieldKind, spec_of
from imr_desk.model.review import Entry, EntryState, FlagState, Item, Review
from imr_desk.model.review import label_of as field_label
from imr_desk.model.second import Pair, SecondReading, Settled, Side
from imr_desk.services.settling import BothSides
from imr_desk.ui.annotation.words import attribute_words
from imr_desk.ui.review.words import STATE_WORDS, editable, long_date

NOTHING = "Nothing entered"
FLAG_WORDS: dict[FlagState, str] = {
    FlagState.OPEN: "Left open",
    FlagState.CONFIRMED: "Confirmed: the letter has this fault",
    FlagState.DISMISSED: "Dismissed",
}
"""What a reader made of a flag."""

_KINDS = {"flag": "Flag", "annotation": "Label"}


def place_name(pair: Pair, both: BothSides) -> str:
    """Name a place: ``Item 2 · Quantity``."""
    if pair.field == "item":
        return "Item in one reading only"  # its number in that reading's list is no number of the record
    name, number = _KINDS.get(pair.field) or field_label(pair.field), pair.number
    if pair.field == "annotation":
        side = Side.FIRST if pair.first_id else Side.SECOND
        number = next((n for n, item in enumerate(both.review(side).items, 1) if item.id == pair.item), 0)
    place = f"Item {number}" if number else "" if pair.field in _KINDS else "Letter"
    return f"{place} · {name}" if place else name


def about(both: BothSides, pair: Pair, labels: Sequence[Label]) -> str:
    """Return what a place is about beside its name: the treatment, the flag's message, the label."""
    if pair.field == "flag":
        flag = both.flag(pair)
        return "" if flag is None else flag.message
    if pair.field == "annotation":
        return label_of(labels, pair.label).name
    if pair.field == "item":
        return (
            f"No. {pair.number} of {whose(both.readings.second, Side.FIRST if pair.first_id else Side.SECOND)}’s list"
        )
    item = both.item(pair, Side.FIRST) or both.item(pair, Side.SECOND)
    return "" if item is None else item.title


def said(both: BothSides, pair: Pair, side: Side) -> str:
    """Return what a side has at a place, in words."""
    if pair.field == "item":
        return _item_words(both.item(pair, side))
    if pair.field == "flag":
        settled = both.review(side).settled.get(pair.label)
        words = FLAG_WORDS[FlagState.OPEN if settled is None else settled.state]
        return words if settled is None or not settled.reason else f"{words}: {settled.reason}"
    if pair.field == "annotation":
        return _annotation_words(both.annotation(pair, side))
    if pair.field == "excerpt":
        item = both.item(pair, side)
        return "No excerpt taken" if item is None or item.excerpt is None else f"“{item.excerpt.text}”"
    entry = both.entry(pair, side)
    return decision_words(entry) if pair.field == "decision" else entry_words(pair.field, entry)


def said_in(record: Review, pair: Pair) -> str:
    """Return what the record has at a place where it has neither reader's value."""
    item = next((each for each in record.items if each.id == pair.item), None)
    if pair.field == "flag":
        settled = record.settled.get(pair.label)
        return FLAG_WORDS[FlagState.OPEN if settled is None else settled.state]
    if pair.field == "annotation":
        return "other words are labelled"
    if pair.item is not None and item is None:
        return "the item is gone"
    if pair.field == "excerpt" and item is not None:
        return "no excerpt" if item.excerpt is None else f"“{item.excerpt.text}”"
    entry = record.entry(pair.item, pair.field)
    return decision_words(entry) if pair.field == "decision" else entry_words(pair.field, entry)


def stands(both: BothSides, record: Review, pair: Pair) -> str:
    """Return whose value the record has at a place; of another value, that value."""
    side = next((side for side in (Side.FIRST, Side.SECOND) if both.holds(record, pair, side)), None)
    return said_in(record, pair) if side is None else side.value


def entry_words(name: str, entry: Entry) -> str:
    """Return a value of a field in words; a date with its day of the week."""
    if entry.value is None:
        return NOTHING if entry.state is EntryState.MISSING and entry.by is None else STATE_WORDS[entry.state]
    spec = spec_of(name)
    words = editable(spec, entry.value)
    day = long_date(entry.value) if spec.kind is FieldKind.DATE else ""
    return f"{words} · {day}" if day else words


def decision_words(entry: Entry) -> str:
    """Return a decision with what it means for the treatment."""
    return DECISION_WORDS[Decision(entry.value)] if isinstance(entry.value, str) else "No decision"


def _item_words(item: Item | None) -> str:
    if item is None:
        return "Not in this reading"
    excerpt = "with an excerpt" if item.excerpt is not None else "without an excerpt"
    return f"{item.title}\n{decision_words(item.decision)}, {excerpt}"


def _annotation_words(annotation: Annotation | None) -> str:
    if annotation is None:
        return "Not labelled"
    aside = ", ".join(part for part in (attribute_words(annotation.attributes), annotation.note) if part)
    return f"“{annotation.text}”" + (f"\n{aside}" if aside else "")


def agreement(pairs: Sequence[Pair]) -> str:
    """Tell how far two readings agree: ``27 of 29 values agree``."""
    same = sum(pair.agrees for pair in pairs)
    return f"{same} of {len(pairs)} {'value agrees' if len(pairs) == 1 else 'values agree'}"


def progress(settled: int, total: int) -> str:
    """Tell how far the settling is."""
    if not total:
        return "no difference to settle"
    return f"{settled} of {total} difference{'s' * (total != 1)} settled"


def whose(second: SecondReading, side: Side) -> str:
    """Name the reader of a side."""
    return {Side.FIRST: second.first, Side.SECOND: second.reader}.get(side, "another value")


def taken_words(second: SecondReading, settled: Settled) -> str:
    """Tell who settled a difference and how."""
    took = "wrote another value" if settled.side is Side.THIRD else f"took {whose(second, settled.side)}’s value"
    why = f": {settled.words}" if settled.words else ""
    return f"{settled.by.who} {took}, {moment(settled.by.at)}{why}"


def moment(at: str) -> str:
    """Return a moment as the screen shows it: ``24 Nov 2026, 09:00``; as it was written where it is none."""
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        return at
    return f"{when.day} {when:%b %Y, %H:%M}"


def day(at: str) -> str:
    """Return the day of a moment."""
    return moment(at).split(",")[0]


def reopening(signer: str, colleague: str, person: str) -> str:
    """Tell what taking a value does besides; empty when nothing.

    Args:
        signer: who signed the review; empty while it is open.
        colleague: who works on the case; empty for whoever settles, and for nobody.
        person: who settles.
    """
    whose_name = "your" if signer == person else f"{signer}’s"
    if signer and colleague:
        return (
            f"Taking this value opens the finished review again and voids {whose_name} signature. The case comes to "
            "you, until you finish it again."
        )
    if signer:
        return f"Taking this value opens the finished review again and voids {whose_name} signature."
    return f"{colleague} works on this case. Taking this value takes the case over." if colleague else ""
