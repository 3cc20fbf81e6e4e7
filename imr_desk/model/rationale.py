"""The rationale of an item, sentence by sentence, and the passages that are offered as its excerpt."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from imr_desk.model.annotations import Proposal
from imr_desk.model.draft import FindingState, ItemDraft
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText

_SENTENCE_END = re.compile(r"""[.!?]["”’')\]]*(?=\s+["“(\[]?[A-Z0-9])""")
_SHORT = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|vs|No|Nos|pg|pp|p|ed|Fig|St|Jr|Sr|etc|al|e\.g|i\.e|U\.S|C\.C|[A-Z])\.$")


REASONING, CONCLUSION, FACT, QUOTE = "reviewer-reasoning", "conclusion", "patient-fact", "guideline-quote"
"""Keys of the labels of a rationale's sentences (``annotations.LABELS``)."""

_LONGEST = 700  # characters; an excerpt is read at a glance
_MOST_SENTENCES = 4
_SHORTEST = 12  # characters; less between two sentences is a stray number or a heading
_WORTH = {REASONING: 1.0, CONCLUSION: 0.6, FACT: 0.35, QUOTE: -0.5, "": -0.8}
_OF_SENTENCE = "sentence-"  # rules of proposals that are whole sentences of a rationale

Sentence = tuple[int, int, str, float]
"""Offsets in a rationale, the label of the sentence (empty for a notice), and how sure that is, 0 to 1."""

Run = tuple[float, int, int, tuple[str, ...]]
"""Sentences that stand together: their score (only the order counts), their offsets, and why they are good."""


class JoinedText(msgspec.Struct, frozen=True):
    """A run of text that may go over pages, as one string with its line ends, character for character.

    Attributes:
        text: the pages' parts, joined by a newline.
        spans: the parts, in order; their lengths and the joints give back where each character stands.
    """

    text: str
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, letter: LetterText, spans: tuple[Span, ...]) -> "JoinedText":
        """Join the spans."""
        return cls("\n".join(letter.text_of(span) for span in spans), spans)

    def offset_of(self, span: Span) -> int | None:
        """Return where in the text the span begins; ``None`` when it lies outside."""
        before = 0
        for part in self.spans:
            if part.page == span.page and part.start <= span.start <= part.end:
                return before + span.start - part.start
            before += part.end - part.start + 1
        return None

    def place_of(self, start: int, end: int) -> tuple[Span, ...]:
        """Return where a run of the text stands in the letter, one span a page."""
        found, before = [], 0
        for part in self.spans:
            if before >= end:
                break
            first = max(start - before, 0) + part.start
            last = min(end - before, part.end - part.start) + part.start
            if first < last:
                found.append(Span(part.page, first, last))
            before += part.end - part.start + 1
        return tuple(found)

    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Return the sentences as runs of the text; abbreviations, initials and decimals do not end one.

        Only ``deciding_passage`` cuts like this, and always will: what it gave was confirmed in older logs. Others
        take ``terms.sentences``, which knows more abbreviations.
        """
        ends = [
            match.end()
            for match in _SENTENCE_END.finditer(self.text)
            if not _SHORT.search(self.text, max(0, match.start() - 6), match.start() + 1)
        ]
        found, start = [], 0
        for end in (*ends, len(self.text)):
            piece = self.text[start:end]
            if piece.strip():
                found.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
            start = end
        return tuple(found)


def best_runs(sentences: Sequence[Sentence], most: int = 5) -> tuple[Run, ...]:
    """Return the stretches of a rationale that could stand as an excerpt, best first; none overlaps another.

    Reasoning that runs into the conclusion stands first, then reasoning alone, then the conclusion alone; a recited
    guideline comes last.
    """
    kept: list[Run] = []
    for run in sorted(_runs(sentences), key=lambda each: (-each[0], each[1])):
        if len(kept) == most:
            break
        if not any(run[1] < right and left < run[2] for _, left, right, _ in kept):
            kept.append(run)
    return tuple(kept)


def _runs(sentences: Sequence[Sentence]) -> Iterator[Run]:
    for first in range(len(sentences)):
        for last in range(first, min(first + _MOST_SENTENCES, len(sentences))):
            run = sentences[first : last + 1]
            if last > first and run[-1][1] - run[0][0] > _LONGEST:
                break
            yield _scored(run)


def _scored(run: Sequence[Sentence]) -> Run:
    kinds = [kind for _, _, kind, _ in run]
    score = sum(_WORTH[kind] * (0.5 + sure / 2) for _, _, kind, sure in run)
    if kinds[-1] == CONCLUSION and REASONING in kinds[:-1]:
        score += 0.8
    if kinds.count(CONCLUSION) > 1:
        score -= 0.6
    return score - 0.15 * len(run), run[0][0], run[-1][1], reasons_for(kinds)


def reasons_for(kinds: Sequence[str]) -> tuple[str, ...]:
    """Return what sentences of these kinds do in an excerpt, each a short clause; most telling first."""
    told = (
        (REASONING in kinds, "applies the guideline to this patient"),
        (CONCLUSION in kinds, "decides the item"),
        (FACT in kinds, "tells facts of this patient"),
        (QUOTE in kinds, "quotes the guideline"),
    )
    return tuple(words for holds, words in told if holds)


def kinds_in(proposals: Sequence[Proposal], item: int, spans: tuple[Span, ...]) -> tuple[str, ...]:
    """Return the kinds of the sentences of an item (index from 0) that share a character with the spans."""
    return tuple(
        each.label
        for each in proposals
        if each.item == item
        and each.rule.startswith(_OF_SENTENCE)
        and any(part.overlaps(span) for part in each.spans for span in spans)
    )


def other_passages(
    letter: LetterText, rationale: tuple[Span, ...], item: int, proposals: Sequence[Proposal], most: int = 5
) -> tuple[tuple[tuple[Span, ...], tuple[str, ...]], ...]:
    """Return passages of an item's rationale that could stand as its excerpt, best first, each with why.

    Args:
        letter: the letter.
        rationale: where the rationale stands.
        item: index of the item in the draft, from 0.
        proposals: what the machine would label in the letter; sentences of this item are taken from it.
        most: how many.
    """
    passage = JoinedText.of(letter, rationale)
    runs = best_runs(tuple(_sentences(passage, item, proposals)), most)
    placed = ((passage.place_of(start, end), reasons) for _, start, end, reasons in runs)
    return tuple((spans, reasons) for spans, reasons in placed if _one_a_page(spans))


def _sentences(passage: JoinedText, item: int, proposals: Sequence[Proposal]) -> Iterator[Sentence]:
    """Yield the sentences of an item as offsets in its rationale, and what stands between them as of no kind."""
    found = []
    for each in proposals:
        if each.item == item and each.rule.startswith(_OF_SENTENCE) and each.spans:
            first, last = passage.offset_of(each.spans[0]), _end_of(passage, each.spans[-1])
            if first is not None and last is not None and first < last:
                found.append((first, last, each.label, each.confidence))
    behind = None
    for start, end, kind, sure in sorted(found):
        if behind is not None and len(passage.text[behind:start].strip()) >= _SHORTEST:
            yield behind, start, "", 0.0
        yield start, end, kind, sure
        behind = max(end, behind or 0)


def _end_of(passage: JoinedText, span: Span) -> int | None:
    return passage.offset_of(Span(span.page, span.end, span.end))


def _one_a_page(spans: tuple[Span, ...]) -> bool:
    return bool(spans) and len({span.page for span in spans}) == len(spans)


def proposed_excerpt(letter: LetterText, item: ItemDraft) -> tuple[Span, ...]:
    """Return the passage offered as the item's excerpt: what the draft names, else the deciding sentence.

    A draft made before it named an excerpt offers what it always offered, since acts of its reviewers confirmed that.
    """
    return item.excerpt or deciding_passage(letter, item)


def deciding_passage(letter: LetterText, item: ItemDraft) -> tuple[Span, ...]:
    """Return the deciding sentence and the one before it.

    The sentence before carries the reason ("no functional improvement is documented"); the deciding one alone
    often says only "the request is not medically necessary". Nothing is offered where no determination was found.
    """
    determination, rationale = item.fields.get("determination"), item.fields.get("rationale")
    if determination is None or determination.state is not FindingState.FOUND or not determination.sources:
        return ()
    if rationale is None or not rationale.sources:
        return determination.sources
    passage = JoinedText.of(letter, rationale.sources)
    first = passage.offset_of(determination.sources[0])
    last = _end_of(passage, determination.sources[-1])
    if first is None or last is None or last <= first:
        return determination.sources
    before = [start for start, end in passage.sentences() if end <= first]
    return passage.place_of(before[-1] if before else first, last)
