"""Passages of a rationale that could stand as an item's excerpt: applied reasoning before recital."""

from collections.abc import Iterator, Sequence

import msgspec

from imr_desk.checks.proposals.cues import CONCLUSION, FACT, QUOTE, REASONING
from imr_desk.checks.proposals.sentences import KindedSentence, Kinds
from imr_desk.checks.reading import ItemReading
from imr_desk.model.draft import Draft
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText

_LONGEST = 700  # characters; an excerpt is read at a glance
_MOST_SENTENCES = 4
_WORTH = {REASONING: 1.0, CONCLUSION: 0.6, FACT: 0.35, QUOTE: -0.5, "": -0.8}


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
    ranked = sorted(_runs(Kinds(reading).sentences), key=lambda each: (-each[0], each[1]))
    kept: list[tuple[float, int, int, tuple[str, ...]]] = []
    for score, start, end, reasons in ranked:
        if len(kept) == most:
            break
        if not any(start < right and left < end for _, left, right, _ in kept):
            kept.append((score, start, end, reasons))
    passage = reading.passage("rationale")
    return tuple(
        ExcerptCandidate(spans, round(score, 3), reasons)
        for score, start, end, reasons in kept
        if _one_a_page(spans := passage.spans(start, end))
    )


def _runs(sentences: Sequence[KindedSentence]) -> Iterator[tuple[float, int, int, tuple[str, ...]]]:
    """Yield runs of sentences that stand together, each with its score."""
    for first in range(len(sentences)):
        for last in range(first, min(first + _MOST_SENTENCES, len(sentences))):
            run = sentences[first : last + 1]
            if last > first and run[-1].end - run[0].start > _LONGEST:
                break
            yield _scored(run)


def _scored(run: Sequence[KindedSentence]) -> tuple[float, int, int, tuple[str, ...]]:
    kinds = [sentence.kind for sentence in run]
    score = sum(_WORTH[sentence.kind] * (0.5 + sentence.confidence / 2) for sentence in run)
    reasons = []
    if REASONING in kinds:
        reasons.append("applies the guideline to this patient")
    if CONCLUSION in kinds:
        reasons.append("decides the item")
    if kinds[-1] == CONCLUSION and any(sentence.kind == REASONING for sentence in run[:-1]):
        score += 0.8
    if kinds.count(CONCLUSION) > 1:
        score -= 0.6
    return score - 0.15 * len(run), run[0].start, run[-1].end, tuple(reasons)


def _one_a_page(spans: tuple[Span, ...]) -> bool:
    return bool(spans) and len({span.page for span in spans}) == len(spans)
