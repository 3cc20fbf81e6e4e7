"""What the annotation panel lists: annotations and open proposals, in one order. Pure, on values."""

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum

import msgspec

from imr_desk.model.annotations import Annotation, Attributes, Label, Proposal, label_of
from imr_desk.model.edits import Annotate
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
            yield Entry(
                made.id, made.label, made.spans, made.text, made.attributes, made.item, annotation=made, placed=placed
            )
    if shown is not Shown.ANNOTATIONS:
        ids = {item.id for item in review.items}
        for each in open_proposals(review, proposals):
            text = letter.quote_of(each.spans)
            item = item_id(each, ids)
            yield Entry(f"?{each.key}", each.label, each.spans, text, each.attributes, item, proposal=each)


def item_id(proposal: Proposal, ids: Collection[str]) -> str | None:
    """Return the identity of a proposal's item; items of a draft are called 1, 2, 3 and so on in the review."""
    wanted = None if proposal.item is None else str(proposal.item + 1)
    return wanted if wanted in ids else None


def stands(letter: LetterText, made: Annotation) -> bool:
    """Tell whether the annotation's words are still where it says."""
    inside = all(
        1 <= span.page <= len(letter.pages) and 0 <= span.start < span.end <= len(letter.page(span.page).text)
        for span in made.spans
    )
    return inside and letter.quote_of(made.spans) == made.text


def confirmation(entry: Entry, **changes: object) -> Annotate:
    """Return the edit that confirms a proposal; ``changes`` are what the person says otherwise."""
    if entry.proposal is None:
        raise ValueError("only a proposal can be confirmed")
    made = Annotate(entry.spans, entry.label, entry.attributes, entry.item, rule=entry.proposal.rule)
    return msgspec.structs.replace(made, **changes)


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
    review: Review,
    proposals: Sequence[Proposal],
    focus: str | None,
    labels: Sequence[Label],
    hidden: Collection[str] = (),
) -> tuple[Mark, ...]:
    """Return what the letter shows of annotations and open proposals; ``focus`` is the identity of an entry.

    The entry in focus comes last, so that it is painted over the others.
    """
    found = [
        (made.id, _mark(made.label, made.spans, labels, focus=made.id == focus, proposed=False))
        for made in review.annotations
        if made.label not in hidden
    ]
    found += [
        (f"?{each.key}", _mark(each.label, each.spans, labels, focus=f"?{each.key}" == focus, proposed=True))
        for each in open_proposals(review, proposals)
        if each.label not in hidden
    ]
    return tuple(mark for _, mark in sorted(found, key=lambda each: (each[1].focus, not each[1].proposed)))


def _mark(key: str, spans: tuple[Span, ...], labels: Sequence[Label], *, focus: bool, proposed: bool) -> Mark:
    color = label_of(labels, key).color
    return Mark(spans, color, PATTERNS[color], focus, proposed)


def _touch(one: tuple[Span, ...], other: tuple[Span, ...]) -> bool:
    return any(a.overlaps(b) for a in one for b in other)
