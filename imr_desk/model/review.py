"""A review: what stands in the form now, who said so, and what is still missing."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from textwrap import shorten

import msgspec

from imr_desk.model.annotations import Annotation, Link
from imr_desk.model.draft import (
    Candidate,
    CaseOutcome,
    Decision,
    Draft,
    Finding,
    FindingState,
    Flag,
    ItemDraft,
    Severity,
    case_outcome,
)
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS, spec_of
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.questions import Question
from imr_desk.model.rationale import proposed_excerpt
from imr_desk.model.signature import Signature
from imr_desk.model.values import Value

_LONGEST_ASKED = 160
"""Characters of a question that are told among what is left; all of it stands at its place."""


class EntryState(StrEnum):
    """How a value in the form stands, shown by icon, word and colour."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    TYPED = "typed"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    NOT_APPLICABLE = "not applicable"
    AMBIGUOUS = "ambiguous"
    UNSURE = "unsure"


class Entry(msgspec.Struct, frozen=True):
    """One value in the form.

    Attributes:
        value: the value; ``None`` for none.
        state: how it stands.
        sources: where in the letter it comes from; empty when it was typed or the letter does not say.
        by: the person who last settled it; ``None`` while it is the machine's proposal.
        doubtful: the machine asks a person to look.
        note: the person's remark, such as why it is unsure.
        others: what the machine read when the letter was read again, where it differs from what the person settled.
        lost: the words it was taken from, when the letter's text was read again and they were not found in it; empty
            while its place stands, and once a person looked.
    """

    value: Value = None
    state: EntryState = EntryState.MISSING
    sources: tuple[Span, ...] = ()
    by: Signature | None = None
    doubtful: bool = False
    note: str = ""
    others: tuple[Candidate, ...] = ()
    lost: str = ""

    @property
    def wants_look(self) -> bool:
        """Tell whether a person should look at it before the review is finished."""
        return bool(self.lost) or (self.doubtful and self.by is None)

    @classmethod
    def of(cls, finding: Finding) -> "Entry":
        """Take over the machine's finding as a proposal."""
        states = {
            FindingState.FOUND: EntryState.PROPOSED,
            FindingState.MISSING: EntryState.MISSING,
            FindingState.AMBIGUOUS: EntryState.AMBIGUOUS,
            FindingState.UNREADABLE: EntryState.UNREADABLE,
        }
        return cls(finding.value, states[finding.state], finding.sources, None, finding.needs_review)


class Excerpt(msgspec.Struct, frozen=True):
    """A passage of the rationale, verbatim.

    Attributes:
        spans: where it stands, in reading order; a box that a person drew over columns has several a page. Empty when
            the letter's text was read again and its words were not found in it: a person marks them anew.
        text: the words there, white space folded.
        by: who took it; ``None`` while the machine proposes it.
    """

    spans: tuple[Span, ...]
    text: str
    by: Signature | None = None

    @property
    def is_lost(self) -> bool:
        """Tell whether its words no longer have a place in the letter."""
        return not self.spans


class Item(msgspec.Struct, frozen=True):
    """One disputed item under review.

    Attributes:
        id: stable identity within the case, whatever its place in the list.
        fields: entries by the names of ``ITEM_FIELDS``.
        decision: the decision; its value is a ``Decision``.
        excerpt: the passage that carries the decision.
        extent: the item's block in the letter; empty for an item that a person added.
        note: the reviewer's remark.
    """

    id: str
    fields: Mapping[str, Entry]
    decision: Entry = Entry(doubtful=True)
    excerpt: Excerpt | None = None
    extent: tuple[Span, ...] = ()
    note: str = ""

    @property
    def outcome(self) -> Decision | None:
        """The decision as it stands, the machine's or a person's."""
        return Decision(self.decision.value) if isinstance(self.decision.value, str) else None

    @property
    def decided(self) -> Decision | None:
        """The decision once a person took it."""
        return self.outcome if self.decision.by is not None else None

    @property
    def title(self) -> str:
        """The disputed treatment in one line."""
        for name in ("disputed", "treatment"):
            entry = self.fields.get(name)
            if entry is not None and isinstance(entry.value, str) and entry.value.strip():
                return " ".join(entry.value.split())
        return "(treatment not named)"


class FlagState(StrEnum):
    """What a person made of a flag."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class Settlement(msgspec.Struct, frozen=True):
    """A person's word on a flag."""

    state: FlagState
    by: Signature
    reason: str = ""


class Look(msgspec.Struct, frozen=True):
    """A place in the form that wants a person: a field, a decision, an excerpt or a flag.

    Attributes:
        sentence: what is wanted.
        item: identity of the item; ``None`` for the letter.
        field: name of the field, or ``decision`` or ``excerpt``.
        flag: key of the flag.
    """

    sentence: str
    item: str | None = None
    field: str | None = None
    flag: str | None = None


class Review(msgspec.Struct, frozen=True):
    """The whole form at one moment. A change makes a new review; nothing is altered in place.

    Attributes:
        fields: entries by the names of ``LETTER_FIELDS``.
        items: the disputed items in the order of the screen.
        flags: what the checks found.
        settled: what persons said of flags, by ``flag_key``.
        note: the reviewer's remark on the case.
        finished: who finished the review, and when.
        reread: the machine's draft when the letter was last read again; ``None`` while the first one stands.
        text: the letter's text when it was last read again and came out differently; all places point into it.
            ``None`` while the first one is in force.
        annotations: the spans that a nurse labelled, in the order in which they were made.
        links: which of them hang together.
        rejected: keys of the machine's proposals that a nurse rejected.
        questions: what colleagues ask about it, oldest first.
    """

    fields: Mapping[str, Entry]
    items: tuple[Item, ...]
    flags: tuple[Flag, ...] = ()
    settled: Mapping[str, Settlement] = {}
    note: str = ""
    finished: Signature | None = None
    reread: Draft | None = None
    annotations: tuple[Annotation, ...] = ()
    links: tuple[Link, ...] = ()
    rejected: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    text: LetterText | None = None

    @classmethod
    def of(cls, draft: Draft, letter: LetterText) -> "Review":
        """Start a review: the draft, and nothing edited."""
        fields = {spec.name: _entry(draft.fields, spec.name) for spec in LETTER_FIELDS}
        items = tuple(_item(str(index + 1), item, letter) for index, item in enumerate(draft.items))
        return cls(fields, items, draft.flags)

    def item(self, item_id: str) -> Item:
        """Return the item.

        Raises:
            KeyError: there is no such item.
        """
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def number_of(self, item_id: str) -> int:
        """Return the place of the item in the list, counted from 1, as the screen shows it.

        Raises:
            KeyError: there is no such item.
        """
        for number, item in enumerate(self.items, 1):
            if item.id == item_id:
                return number
        raise KeyError(item_id)

    def entry(self, item_id: str | None, name: str) -> Entry:
        """Return a letter's entry (``item_id`` is ``None``) or an item's; ``decision`` is an entry too."""
        if item_id is None:
            return self.fields.get(name, Entry())
        item = self.item(item_id)
        return item.decision if name == "decision" else item.fields.get(name, Entry())

    @property
    def outcome(self) -> CaseOutcome | None:
        """The case's outcome as the decisions stand, confirmed or not; ``None`` while one is open."""
        return case_outcome(tuple(item.outcome for item in self.items))

    @property
    def confirmed_outcome(self) -> CaseOutcome | None:
        """The case's outcome once a person decided each item."""
        return case_outcome(tuple(item.decided for item in self.items))

    def settlement(self, flag: Flag) -> FlagState:
        """Return what became of the flag."""
        settled = self.settled.get(flag_key(flag))
        return settled.state if settled else FlagState.OPEN

    def open_flags(self, item_id: str | None = None) -> tuple[Flag, ...]:
        """Return the flags nobody settled, of one item or (``None``) of the whole case."""
        return tuple(
            flag
            for flag in self.flags
            if self.settlement(flag) is FlagState.OPEN and (item_id is None or flag_item(flag) == item_id)
        )

    def looks(self) -> tuple[Look, ...]:
        """Return the doubtful values that no person settled yet, in form order: items first, then the letter."""
        return tuple(self._looks())

    def _looks(self) -> Iterator[Look]:
        for number, item in enumerate(self.items, 1):
            for name in ("decision", *(spec.name for spec in ITEM_FIELDS)):
                if self.entry(item.id, name).wants_look:
                    yield Look(f"Item {number}: {label_of(name).lower()} wants a look.", item.id, name)
        for spec in LETTER_FIELDS:
            if self.fields.get(spec.name, Entry()).wants_look:
                yield Look(f"{spec.label} wants a look.", None, spec.name)

    def _is_decided(self, item_id: str | None) -> bool:
        return item_id is not None and self.item(item_id).decided is not None

    def problems(self) -> tuple[Look, ...]:
        """Return what still keeps the review from being finished, in form order; empty when nothing does."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[Look]:
        if not self.items:
            yield Look("The case has no disputed item yet. Add the items that the letter decides.")
        for number, item in enumerate(self.items, 1):
            if item.decided is None:
                yield Look(f"Item {number} wants your decision: overturned or upheld.", item.id, "decision")
            elif item.decided in (Decision.OVERTURNED, Decision.UPHELD):
                if item.excerpt is None:
                    yield Look(f"Item {number} has no rationale excerpt.", item.id, "excerpt")
                elif item.excerpt.is_lost:
                    yield Look(
                        f"Item {number}: its excerpt was not found in the letter's new text. Mark it again.",
                        item.id,
                        "excerpt",
                    )
                elif item.excerpt.by is None:
                    yield Look(f"Item {number}: the proposed excerpt is not confirmed.", item.id, "excerpt")
        yield from (look for look in self._looks() if look.field != "decision" or self._is_decided(look.item))
        for flag in self.flags:
            if flag.severity is Severity.ERROR and self.settlement(flag) is FlagState.OPEN:
                yield Look(flag.message, flag_item(flag), flag.field, flag_key(flag))
        for asked in self.questions:
            if asked.waits:
                words = shorten(asked.text, _LONGEST_ASKED, placeholder="…")
                yield Look(f"{asked.by.who} asks: {words}", asked.item, asked.field or None)


def _entry(findings: Mapping[str, Finding], name: str) -> Entry:
    finding = findings.get(name)
    return Entry() if finding is None else Entry.of(finding)


def _item(item_id: str, item: ItemDraft, letter: LetterText) -> Item:
    spans = proposed_excerpt(letter, item)
    excerpt = Excerpt(spans, letter.quote_of(spans)) if spans else None
    decision = _entry(item.fields, "decision")
    fields = {spec.name: _entry(item.fields, spec.name) for spec in ITEM_FIELDS}
    if decision.state is EntryState.MISSING:
        decision = Entry(doubtful=True)
    return Item(item_id, fields, decision, excerpt, item.extent)


def flag_key(flag: Flag) -> str:
    """Return an identity of the flag that stays when other flags come or go: its rule and where it points."""
    first = flag.sources[0] if flag.sources else None
    place = "" if first is None else f"@{first.page}.{first.start}"
    return f"{flag.rule}/{'letter' if flag.item is None else flag.item + 1}/{flag.field or ''}{place}"


def flag_item(flag: Flag) -> str | None:
    """Return the identity of the item that the flag concerns; items of a draft are called 1, 2, 3 and so on."""
    return None if flag.item is None else str(flag.item + 1)


def label_of(name: str) -> str:
    """Return what the form calls a field, the decision and the excerpt included."""
    if name in ("decision", "excerpt"):
        return name.capitalize()
    return spec_of(name).label
