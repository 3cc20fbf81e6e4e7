"""What a paper says of one value in the form: the value, how it stands, and where the letter says so."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

import msgspec

from imr_desk.export.moments import date_words
from imr_desk.export.printed import stands_printed
from imr_desk.model.draft import Finding
from imr_desk.model.fields import FieldKind, FieldSpec
from imr_desk.model.letter import LetterText
from imr_desk.model.places import place_words
from imr_desk.model.review import Entry, EntryState
from imr_desk.model.values import Value, folded, words_of


class Mark(StrEnum):
    """The shape beside a state, so that paper in black and white tells the states apart.

    ``SETTLED``: a person said so. ``PROPOSED``: only the program says so. ``DOUBT``: it can be wrong or cannot be
    read. ``ABSENT``: there is no value.
    """

    SETTLED = "settled"
    PROPOSED = "proposed"
    DOUBT = "doubt"
    ABSENT = "absent"


class Fact(msgspec.Struct, frozen=True):
    """One line of a paper.

    Attributes:
        name: name of the field, or of what the paper adds.
        label: what it is.
        words: the value; empty where there is none, and then the state says why.
        state: how the value stands, in words.
        mark: the same as a shape.
        place: where the letter says so; empty for a value without evidence.
        remark: what the program had read before a person changed it, and the person's own note.
    """

    name: str
    label: str
    words: str
    state: str = ""
    mark: Mark = Mark.SETTLED
    place: str = ""
    remark: str = ""


_NEVER_PRINTED: Final = ("date_received",)
"""Fields that no letter can print, because they come to be when it arrives: absent means that nobody entered them."""

_BY_A_PERSON: Final[Mapping[EntryState, tuple[str, Mark]]] = {
    EntryState.CONFIRMED: ("confirmed", Mark.SETTLED),
    EntryState.CORRECTED: ("corrected", Mark.SETTLED),
    EntryState.TYPED: ("typed", Mark.SETTLED),
    EntryState.UNSURE: ("marked unsure", Mark.DOUBT),
    EntryState.UNREADABLE: ("marked unreadable", Mark.DOUBT),
}
_BY_THE_PROGRAM: Final[Mapping[EntryState, str]] = {
    EntryState.AMBIGUOUS: "can be read in more than one way, not confirmed",
    EntryState.UNREADABLE: "cannot be read, not confirmed",
    EntryState.UNSURE: "not sure, not confirmed",
}


def value_words(value: Value, kind: FieldKind) -> str:
    """Return a value as one line of words, dates in US order."""
    words = " ".join(words_of(value).split())
    return date_words(words) if kind is FieldKind.DATE else words


def fact_of(spec: FieldSpec, entry: Entry, letter: LetterText, read: Finding | None = None) -> Fact:
    """Say how an entry stands.

    Args:
        spec: its field.
        entry: the entry.
        letter: the letter that its sources point into.
        read: what the program had read, to be told where a person changed it.
    """
    words = value_words(entry.value, spec.kind)
    state, mark = _absent(spec, entry) if not words else _present(entry, _source(spec, entry, letter))
    if entry.lost:
        state, mark = "its words were not found in the letter's new text", Mark.DOUBT
    return Fact(
        spec.name, spec.label, words, state, mark, place_words(letter, entry.sources), _remark(spec, entry, read)
    )


def facts_of(
    specs: Iterable[FieldSpec],
    entries: Mapping[str, Entry],
    letter: LetterText,
    read: Mapping[str, Finding],
) -> tuple[Fact, ...]:
    """Say how the entries of some fields stand, in the order of the fields."""
    return tuple(fact_of(spec, entries.get(spec.name, Entry()), letter, read.get(spec.name)) for spec in specs)


def _source(spec: FieldSpec, entry: Entry, letter: LetterText) -> str:
    """Say how the letter has the value, if it has it."""
    if not entry.sources:
        return ""
    printed = stands_printed(spec, entry.value, letter.quote_of(entry.sources))
    return "as printed" if printed else "drawn from the letter"


def _present(entry: Entry, source: str) -> tuple[str, Mark]:
    """Say how a value stands that is there."""
    if entry.state in _BY_A_PERSON and entry.by is not None:
        verb, mark = _BY_A_PERSON[entry.state]
        said = entry.state is EntryState.CONFIRMED and source
        return f"{source}, confirmed" if said else f"{verb} by {entry.by.who}", mark
    if entry.state in _BY_THE_PROGRAM:
        return _BY_THE_PROGRAM[entry.state], Mark.DOUBT
    if entry.wants_look:
        return "not confirmed", Mark.DOUBT
    return source or "read by the program", Mark.PROPOSED


def _absent(spec: FieldSpec, entry: Entry) -> tuple[str, Mark]:
    """Say why there is no value."""
    if entry.by is not None and entry.state in (EntryState.UNSURE, EntryState.UNREADABLE):
        verb, mark = _BY_A_PERSON[entry.state]
        return f"{verb} by {entry.by.who}", mark
    if entry.state in _BY_THE_PROGRAM:
        return _BY_THE_PROGRAM[entry.state], Mark.DOUBT
    if entry.state is EntryState.NOT_APPLICABLE:
        return "does not apply", Mark.ABSENT
    if spec.name in _NEVER_PRINTED:
        return "not entered", Mark.ABSENT
    if entry.wants_look:
        return "not found in the letter, not confirmed", Mark.DOUBT
    return "not in the letter", Mark.ABSENT


def _remark(spec: FieldSpec, entry: Entry, read: Finding | None) -> str:
    parts = []
    if (
        entry.by is not None
        and read is not None
        and read.value is not None
        and folded(read.value) != folded(entry.value)
    ):
        parts.append(f"The program had read: {value_words(read.value, spec.kind)}")
    if entry.note.strip():
        parts.append(f"Note: {' '.join(entry.note.split())}")
    return ". ".join(part.rstrip(".") for part in parts) + ("." if parts else "")
