"""The rationale of an item, sentence by sentence, and the passage that is offered as its excerpt."""

import re

from imr_desk.model.draft import FindingState, ItemDraft
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText

_SENTENCE_END = re.compile(r"""[.!?]["”’')\]]*(?=\s+["“(\[]?[A-Z0-9])""")
_SHORT = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|vs|No|Nos|pg|pp|p|ed|Fig|St|Jr|Sr|etc|al|e\.g|i\.e|U\.S|C\.C|[A-Z])\.$")


def sentences(letter: LetterText, span: Span) -> tuple[Span, ...]:
    """Cut a span into its sentences; abbreviations, initials and decimals do not end one."""
    text = letter.text_of(span)
    found, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        if not _SHORT.search(text, max(0, match.start() - 6), match.start() + 1):
            found.append((start, match.end()))
            start = match.end()
    found.append((start, len(text)))
    spans = []
    for first, last in found:
        piece = text[first:last]
        if piece.strip():
            left = first + len(piece) - len(piece.lstrip())
            spans.append(Span(span.page, span.start + left, span.start + first + len(piece.rstrip())))
    return tuple(spans)


def proposed_excerpt(letter: LetterText, item: ItemDraft) -> tuple[Span, ...]:
    """Return the passage offered as the item's excerpt: the deciding sentence and the one before it.

    The sentence before carries the reason ("no functional improvement is documented"); the deciding one alone
    often says only "the request is not medically necessary". Nothing is offered where no determination was found.
    """
    determination = item.fields.get("determination")
    rationale = item.fields.get("rationale")
    if determination is None or determination.state is not FindingState.FOUND or not determination.sources:
        return ()
    first = determination.sources[0]
    if rationale is not None:
        before = [
            sentence
            for source in rationale.sources
            if source.page == first.page
            for sentence in sentences(letter, source)
            if sentence.end <= first.start
        ]
        if before:
            return (Span(first.page, before[-1].start, first.end), *determination.sources[1:])
    return determination.sources
