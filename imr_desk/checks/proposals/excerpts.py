"""Passages of a rationale that could stand as an item's excerpt: applied reasoning before recital."""

from collections.abc import Iterable, Sequence

import msgspec

from imr_desk.checks.proposals.sentences import KindedSentence, Kinds
from imr_desk.checks.reading import ItemReading
from imr_desk.model.draft import Draft, ItemDraft
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.rationale import REASONING, best_runs, deciding_passage


class ExcerptCandidate(msgspec.Struct, frozen=True):
    """A passage that could stand as an item's excerpt.

    Attributes:
        spans: where it stands, one span a page.
        score: how good it is; only the order counts.
        reasons: why it is offered.
    """

    spans: tuple[Span, ...]
    score: float
    reasons: tuple[str, ...]


def best_excerpts(letter: LetterText, draft: Draft, item: int, most: int = 5) -> tuple[ExcerptCandidate, ...]:
    """Return passages of the item's rationale (index from 0), best first; none where there is no rationale.

    Reasoning that runs into the conclusion stands first, then reasoning alone, then the conclusion alone. A passage
    that another one holds whole is left out.
    """
    if not 0 <= item < len(draft.items):
        return ()
    reading = ItemReading(letter, item, draft.items[item])
    return _best(reading, Kinds(reading).sentences, most)


def with_excerpts(letter: LetterText, draft: Draft) -> Draft:
    """Return the draft with the passage that each item is to offer as its excerpt.

    The deciding sentence with the one before it stays where reasoning is in it; elsewhere the best passage with
    reasoning stands in its stead. An item without a determination offers nothing, as ever.
    """
    items = tuple(_with_excerpt(letter, index, item) for index, item in enumerate(draft.items))
    return msgspec.structs.replace(draft, items=items)


def _with_excerpt(letter: LetterText, index: int, item: ItemDraft) -> ItemDraft:
    deciding = deciding_passage(letter, item)
    if not deciding:
        return item
    reading = ItemReading(letter, index, item)
    passage, sentences = reading.passage("rationale"), Kinds(reading).sentences
    reasoning = [span for each in sentences if each.kind == REASONING for span in passage.spans(each.start, each.end)]
    if not _touch(deciding, reasoning):
        best = (each.spans for each in _best(reading, sentences, most=3))
        deciding = next((spans for spans in best if _touch(spans, reasoning)), deciding)
    return msgspec.structs.replace(item, excerpt=deciding)


def _best(reading: ItemReading, sentences: Sequence[KindedSentence], most: int) -> tuple[ExcerptCandidate, ...]:
    passage = reading.passage("rationale")
    runs = best_runs([(each.start, each.end, each.kind, each.confidence) for each in sentences], most)
    return tuple(
        ExcerptCandidate(spans, round(score, 3), reasons)
        for score, start, end, reasons in runs
        if _one_a_page(spans := passage.spans(start, end))
    )


def _touch(some: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in some for other in others)


def _one_a_page(spans: tuple[Span, ...]) -> bool:
    return bool(spans) and len({span.page for span in spans}) == len(spans)
