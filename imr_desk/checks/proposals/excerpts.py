"""The passage that a draft offers as an item's excerpt: applied reasoning before recital."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from imr_desk.checks.proposals.sentences import KindedSentence, Kinds
from imr_desk.checks.reading import ItemReading
from imr_desk.model.draft import Draft, ItemDraft
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.rationale import REASONING, best_runs, deciding_passage


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
        best = _best(reading, sentences, most=3)
        deciding = next((spans for spans in best if _touch(spans, reasoning)), deciding)
    return msgspec.structs.replace(item, excerpt=deciding)


def _best(reading: ItemReading, sentences: Sequence[KindedSentence], most: int) -> Iterator[tuple[Span, ...]]:
    """Yield the passages that could stand as the excerpt, best first."""
    passage = reading.passage("rationale")
    for _, start, end, _ in best_runs(
        [(each.start, each.end, each.kind, each.confidence) for each in sentences], most
    ):
        spans = passage.spans(start, end)
        if _one_a_page(spans):
            yield spans


def _touch(some: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in some for other in others)


def _one_a_page(spans: tuple[Span, ...]) -> bool:
    return bool(spans) and len({span.page for span in spans}) == len(spans)
