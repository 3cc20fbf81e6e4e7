"""What a paper says of one disputed item: the treatment, the decision, the guidelines, the excerpt, its flags."""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from imr_desk.export.deadline_lines import ItemAction, action_of
from imr_desk.export.entry_words import Fact, fact_of, value_words
from imr_desk.export.flag_notes import FlagNote
from imr_desk.export.moments import moment_words
from imr_desk.export.outcome_words import DecisionLine, decision_of
from imr_desk.export.profiles import FILE, Part, Profile
from imr_desk.model.case import Dossier
from imr_desk.model.draft import Decision, Draft, Finding
from imr_desk.model.fields import ITEM_FIELDS, FieldGroup, FieldSpec, spec_of
from imr_desk.model.letter import LetterText
from imr_desk.model.places import place_words
from imr_desk.model.review import Entry, Excerpt, Item
from imr_desk.model.terms.citations import CitationSource, citations_of

TITLE_LENGTH: Final = 72
"""Characters of a treatment that stand in a heading; the whole of it stands below."""
ROW_LENGTH: Final = 360
"""Characters of a treatment that stand in a row of the item table, so that a row always fits on a page."""


class Quotation(msgspec.Struct, frozen=True):
    """A passage of the letter, verbatim but for folded white space.

    Attributes:
        text: the words.
        place: where they stand.
        state: who took or confirmed it, or that only the program proposes it.
        confirmed: whether a person took or confirmed it.
        repaired: says so where the words shown are not the file's own, such as mojibake undone for reading.
    """

    text: str
    place: str
    state: str
    confirmed: bool
    repaired: str = ""


class ItemPart(msgspec.Struct, frozen=True):
    """One disputed item.

    Attributes:
        number: its place in the list, from 1.
        title: the disputed treatment, whole.
        short_title: the same cut to fit a heading.
        row_title: the same cut to fit a row of the item table, which few treatments are too long for.
        details: quantity, category and the like in one line for the table, as far as the treatment's own words do
            not say it; empty where there is nothing.
        cited: which guidelines the expert reviewer cites, cut to fit a row of the table.
        decision: what was decided.
        action: what the desk has to do, and by when.
        facts: the treatment as printed and all that the form holds of it.
        guidelines: what the claims administrator and the reviewer cite; never left out.
        excerpt: the passage that carries the decision; ``None`` where none was taken.
        flags: what the checks found on this item.
        note: the reviewer's remark, lines as typed.
    """

    number: int
    title: str
    short_title: str
    row_title: str
    details: str
    cited: str
    decision: DecisionLine
    action: ItemAction
    facts: tuple[Fact, ...]
    guidelines: tuple[Fact, ...]
    excerpt: Quotation | None
    flags: tuple[FlagNote, ...]
    note: str


_IN_TABLE: Final = ("quantity", "frequency", "body_part", "date_of_service", "category")
_MAY_REPEAT: Final = ("frequency", "body_part")
"""Fields that the table leaves out where the treatment's own words say the same; never a number of units."""
_CITED_LENGTH: Final = 110
_NOT_NAMED: Final = "A treatment that is not named in this copy"


def item_part(
    number: int, item: Item, dossier: Dossier, flags: Iterable[FlagNote], profile: Profile = FILE
) -> ItemPart:
    """Say all that a paper for this profile says of an item."""
    letter = dossier.letter
    read = findings_of(item, dossier.read)
    if not profile.shows(Part.NOTES):
        item = _without_notes(item)
    named = profile.names_denied or item.decided is Decision.OVERTURNED
    title = item.title if named else _NOT_NAMED
    evidence = profile.shows(Part.ITEM_EVIDENCE)
    shown = tuple(spec for spec in ITEM_FIELDS if named and spec.name in profile.item_fields)
    decision = decision_of(item, letter, read.get("decision"))
    return ItemPart(
        number=number,
        title=title,
        short_title=clipped(title, TITLE_LENGTH),
        row_title=clipped(title, ROW_LENGTH),
        details=clipped(_details(item, shown, title), ROW_LENGTH),
        cited=clipped(_cited(_words(item, "imr_guideline")), _CITED_LENGTH)
        if spec_of("imr_guideline") in shown
        else "",
        decision=decision if profile.shows(Part.STATES) else msgspec.structs.replace(decision, place=""),
        action=action_of(number, item, dossier.deadlines if profile.shows(Part.DEADLINES) else ()),
        facts=tuple(_facts(item, shown, letter, read, title)) if evidence else (),
        guidelines=tuple(_guidelines(item, shown, letter, read)) if evidence else (),
        excerpt=None
        if item.excerpt is None or not profile.shows(Part.EXCERPTS)
        else _quotation(item.excerpt, letter),
        flags=tuple(flags) if profile.shows(Part.FLAGS) else (),
        note=item.note.strip(),
    )


def _without_notes(item: Item) -> Item:
    fields = {name: msgspec.structs.replace(entry, note="") for name, entry in item.fields.items()}
    return msgspec.structs.replace(item, fields=fields, note="")


def _guidelines(
    item: Item, shown: tuple[FieldSpec, ...], letter: LetterText, read: Mapping[str, Finding]
) -> Iterable[Fact]:
    for spec in shown:
        if spec.group is FieldGroup.GUIDELINES:
            yield fact_of(spec, _entry(item, spec.name), letter, read.get(spec.name))


def _facts(
    item: Item, shown: tuple[FieldSpec, ...], letter: LetterText, read: Mapping[str, Finding], title: str
) -> Iterable[Fact]:
    for spec in shown:
        entry = _entry(item, spec.name)
        if spec.group is not FieldGroup.GUIDELINES and _worth_saying(spec, entry, title):
            yield fact_of(spec, entry, letter, read.get(spec.name))


def findings_of(item: Item, draft: Draft) -> Mapping[str, Finding]:
    """Return what the program had read of an item; nothing for one that a person added.

    Items of a draft are called 1, 2, 3 and so on, and a later item never gets a used number.
    """
    index = int(item.id) - 1 if item.id.isdigit() else -1
    return draft.items[index].fields if 0 <= index < len(draft.items) else {}


def clipped(words: str, length: int) -> str:
    """Return the words cut to ``length`` characters, an ellipsis showing the cut; where one can be, after a word."""
    line = " ".join(words.split())
    if len(line) <= length:
        return line
    head, _, _ = line[:length].rpartition(" ")
    if len(head) < length // 2:
        head = line[: length - 1]
    return head.rstrip(" ,;:–-") + "…"


def _entry(item: Item, name: str) -> Entry:
    return item.fields.get(name, Entry())


def _worth_saying(spec: FieldSpec, entry: Entry, title: str) -> bool:
    """Tell whether a field says something: it has a value or a person's mark, and it does not repeat the title."""
    words = value_words(entry.value, spec.kind)
    if spec.name == "disputed":
        return True
    if words:
        return spec.name != "treatment" or words != title
    return bool(entry.note) or (entry.by is not None and not spec.by_hand)


def _words(item: Item, name: str) -> str:
    return value_words(_entry(item, name).value, spec_of(name).kind)


def _cited(words: str) -> str:
    """Return the guidelines alone: the sentence around them is longer than a row of the table, and says nothing."""
    found = citations_of(words)
    named = [each.words for each in found if each.title]
    if named:
        return "; ".join(named)
    return "no medical evidence" if any(each.source is CitationSource.NONE for each in found) else words


def _details(item: Item, shown: tuple[FieldSpec, ...], title: str) -> str:
    names = {spec.name for spec in shown}
    drug = " ".join(_words(item, name) for name in ("drug", "strength") if name in names).strip()
    parts = [f"Drug: {drug}"] if drug and drug.casefold() not in title.casefold() else []
    for name in _IN_TABLE:
        words = _words(item, name) if name in names else ""
        if words and not (name in _MAY_REPEAT and words.casefold() in title.casefold()):
            parts.append(f"{spec_of(name).label}: {words}")
    if "retrospective" in names and (rendered := _words(item, "retrospective")) in ("yes", "no"):
        parts.append(f"Rendered: {rendered}")
    return "; ".join(parts)


def _quotation(excerpt: Excerpt, letter: LetterText) -> Quotation:
    by = excerpt.by
    state = (
        "Proposed by the program, not confirmed by a person"
        if by is None
        else f"Confirmed by {by.who}, {moment_words(by.at)}"
    )
    repairs = [repair for repair in letter.repairs if any(repair.span.overlaps(span) for span in excerpt.spans)]
    repaired = ""
    if repairs:
        places = "place" if len(repairs) == 1 else "places"
        repaired = (
            f"In {len(repairs)} {places} the letter's file holds damaged characters, shown here repaired; "
            f"the first reads {repairs[0].source} in the file."
        )
    place = place_words(letter, excerpt.spans) or "not found in the letter's new text"
    return Quotation(excerpt.text, place[:1].upper() + place[1:], state, by is not None, repaired)
