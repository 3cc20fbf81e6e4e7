"""What the annotation panel lists: annotations and open proposals, in one order. Pure, on values."""

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum

import msgspec

from imr_desk.model.annotations import Annotation, Attributes, Label, Link, Proposal, label_of
from imr_desk.model.edits import Annotate
from imr_desk.model.edits.on_annotations import stands
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Review
from imr_desk.ui.label_look import PATTERNS, Mark


class Order(StrEnum):
    """In which order entries stand; the value is what the screen calls it."""

    LETTER = "Letter order"
    LEAST_CERTAIN = "Least certain first"


class Shown(StrEnum):
    """Which entries stand in the list; the value is what the screen calls it."""

    ALL = "All"
    PROPOSALS = "Proposals"
    ANNOTATIONS = "Labelled"
    LOST = "Not placed again"


class Say(StrEnum):
    """What a key says of the current entry; the value is the key's name."""

    NEGATED = "X"
    HISTORICAL = "P"
    SPEAKER = "W"
    CRITERION = "C"
    REMARK = "R"


class Entry(msgspec.Struct, frozen=True):
    """One line of the list: an annotation, or a proposal that nobody settled yet.

    Attributes:
        id: identity: the annotation's, or the proposal's key with a mark before it.
        label: key of its label.
        spans: where it stands.
        text: its words; of a proposal those of the letter.
        attributes: what is said of it.
        item: identity of its item; ``None`` for the letter.
        annotation: the annotation; ``None`` for a proposal.
        proposal: the proposal; ``None`` for an annotation.
        placed: its words stand in the letter as they did when it was made.
    """

    id: str
    label: str
    spans: tuple[Span, ...]
    text: str
    attributes: Attributes
    item: str | None
    annotation: Annotation | None = None
    proposal: Proposal | None = None
    placed: bool = True

    @property
    def is_proposal(self) -> bool:
        """Tell whether the machine proposes it."""
        return self.proposal is not None


def open_proposals(review: Review, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Return the proposals that nobody confirmed or rejected."""
    rejected = frozenset(review.rejected)
    same = {(made.label, made.spans) for made in review.annotations}
    by_rule: dict[str, list[Annotation]] = {}
    for made in review.annotations:
        if made.rule:
            by_rule.setdefault(made.rule, []).append(made)
    return tuple(
        each
        for each in proposals
        if each.key not in rejected
        and (each.label, each.spans) not in same
        and not any(_touch(each.spans, made.spans) for made in by_rule.get(each.rule, ()))
    )


def entries_of(
    letter: LetterText,
    review: Review,
    proposals: Sequence[Proposal],
    order: Order = Order.LETTER,
    shown: Shown = Shown.ALL,
    hidden: Collection[str] = (),
) -> tuple[Entry, ...]:
    """Return the entries of the list; ``hidden`` are keys of labels that are filtered out."""
    found = [entry for entry in _entries(letter, review, proposals, shown) if entry.label not in hidden]
    found.sort(key=lambda each: (each.spans, each.is_proposal, each.id))
    if order is Order.LEAST_CERTAIN:
        found.sort(key=lambda each: (not each.is_proposal, each.proposal.confidence if each.proposal else 0.0))
    return tuple(found)


def _entries(letter: LetterText, review: Review, proposals: Sequence[Proposal], shown: Shown) -> Iterator[Entry]:
    if shown is not Shown.PROPOSALS:
        for made in review.annotations:
            placed = stands(letter, made)
            if placed and shown is Shown.LOST:
                continue
            yield Entry(
                made.id, made.label, made.spans, made.text, made.attributes, made.item, annotation=made, placed=placed
            )
    if shown in (Shown.ALL, Shown.PROPOSALS):
        ids = {item.id for item in review.items}
        for each in open_proposals(review, proposals):
            text = letter.quote_of(each.spans)
            item = item_id(each, ids)
            yield Entry(f"?{each.key}", each.label, each.spans, text, each.attributes, item, proposal=each)


def item_id(proposal: Proposal, ids: Collection[str]) -> str | None:
    """Return the identity of a proposal's item; items of a draft are called 1, 2, 3 and so on in the review."""
    wanted = None if proposal.item is None else str(proposal.item + 1)
    return wanted if wanted in ids else None


def other_ends(entry: Entry, review: Review, proposals: Sequence[Proposal]) -> tuple[tuple[Link, Proposal], ...]:
    """Return what the machine would link a proposal with; an end that somebody rejected is none."""
    if entry.proposal is None:
        return ()
    own, by_key = entry.proposal.key, {each.key: each for each in proposals}
    found = ((link, link.target if link.source == own else link.source) for link in entry.proposal.links)
    return tuple((link, by_key[key]) for link, key in found if key in by_key and key not in review.rejected)


def confirmation(entry: Entry, review: Review, ends: Sequence[tuple[Link, Proposal]], **changes: object) -> Annotate:
    """Return the edit that confirms a proposal, its other ends with it.

    Args:
        entry: the proposal.
        review: what is labelled already is linked as it is.
        ends: other proposals that are confirmed with it.
        changes: what the person says of this one otherwise.

    Raises:
        ValueError: the entry is no proposal.
    """
    if entry.proposal is None:
        raise ValueError("only a proposal can be confirmed")
    made = Annotate(entry.spans, entry.label, entry.attributes, entry.item, rule=entry.proposal.rule)
    made = msgspec.structs.replace(made, **changes)
    key = entry.proposal.key
    leading = tuple((link.kind, _end(other, review)) for link, other in ends if link.source == key)
    if leading:
        return msgspec.structs.replace(made, ends=leading)
    # A link is read from an act to its ends, so an end from which one comes is the act, and this one its end.
    coming = next(((link.kind, other) for link, other in ends if link.target == key), None)
    if coming is None:
        return made
    return msgspec.structs.replace(_end(coming[1], review), ends=((coming[0], made),))


def _end(proposal: Proposal, review: Review) -> Annotate:
    """Return the edit that labels the other end: as somebody labelled it already, else as it is proposed."""
    for made in review.annotations:
        same = (made.label, made.spans) == (proposal.label, proposal.spans)
        if same or (made.rule == proposal.rule and _touch(made.spans, proposal.spans)):
            return Annotate(made.spans, made.label, item=made.item)
    item = item_id(proposal, {each.id for each in review.items})
    return Annotate(proposal.spans, proposal.label, proposal.attributes, item, rule=proposal.rule)


def item_at(review: Review, spans: tuple[Span, ...]) -> str | None:
    """Return the item in whose block of the letter the words stand; ``None`` outside all of them."""
    for item in review.items:
        if spans and any(part.contains(spans[0]) for part in item.extent):
            return item.id
    return None


def entry_at(entries: Sequence[Entry], page: int, offset: int) -> Entry | None:
    """Return the entry that a click on the letter means: the shortest one there."""
    there = [
        (span.end - span.start, number, entry)
        for number, entry in enumerate(entries)
        for span in entry.spans
        if span.page == page and span.start <= offset < span.end
    ]
    return min(there, key=lambda each: each[:2])[2] if there else None


def marks_of(
    letter: LetterText,
    review: Review,
    proposals: Sequence[Proposal],
    focus: Collection[str],
    labels: Sequence[Label],
    hidden: Collection[str] = (),
) -> tuple[Mark, ...]:
    """Return what the letter shows of annotations and open proposals; ``focus`` are identities of entries.

    Those in focus come last, so that they are painted over the others. An annotation that lost its place is shown
    nowhere: other words stand there now.
    """
    found = [
        (made.id, _mark(made.label, made.spans, labels, focus=made.id in focus, proposed=False))
        for made in review.annotations
        if made.label not in hidden and stands(letter, made)
    ]
    found += [
        (f"?{each.key}", _mark(each.label, each.spans, labels, focus=f"?{each.key}" in focus, proposed=True))
        for each in open_proposals(review, proposals)
        if each.label not in hidden
    ]
    return tuple(mark for _, mark in sorted(found, key=lambda each: (each[1].focus, not each[1].proposed)))


def _mark(key: str, spans: tuple[Span, ...], labels: Sequence[Label], *, focus: bool, proposed: bool) -> Mark:
    color = label_of(labels, key).color
    return Mark(spans, color, PATTERNS[color], focus, proposed)


def _touch(one: tuple[Span, ...], other: tuple[Span, ...]) -> bool:
    return any(a.overlaps(b) for a in one for b in other)
