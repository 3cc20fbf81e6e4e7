"""The rationale of an item, sentence by sentence, and the passage that is offered as its excerpt."""

import re

import msgspec

from imr_desk.model.draft import FindingState, ItemDraft
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText

_SENTENCE_END = re.compile(r"""[.!?]["”’')\]]*(?=\s+["“(\[]?[A-Z0-9])""")
_SHORT = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|vs|No|Nos|pg|pp|p|ed|Fig|St|Jr|Sr|etc|al|e\.g|i\.e|U\.S|C\.C|[A-Z])\.$")


class Passage(msgspec.Struct, frozen=True):
    """A run of text that may go over pages, as one string.

    Attributes:
        text: the pages' parts, joined by a newline.
        spans: the parts, in order; their lengths and the joints give back where each character stands.
    """

    text: str
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, letter: LetterText, spans: tuple[Span, ...]) -> "Passage":
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
            first = max(start - before, 0) + part.start
            last = min(end - before, part.end - part.start) + part.start
            if first < last:
                found.append(Span(part.page, first, last))
            before += part.end - part.start + 1
        return tuple(found)

    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Return the sentences as runs of the text; abbreviations, initials and decimals do not end one."""
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


def proposed_excerpt(letter: LetterText, item: ItemDraft) -> tuple[Span, ...]:
    """Return the passage offered as the item's excerpt: the deciding sentence and the one before it.

    The sentence before carries the reason ("no functional improvement is documented"); the deciding one alone
    often says only "the request is not medically necessary". Nothing is offered where no determination was found.
    """
    determination, rationale = item.fields.get("determination"), item.fields.get("rationale")
    if determination is None or determination.state is not FindingState.FOUND or not determination.sources:
        return ()
    if rationale is None or not rationale.sources:
        return determination.sources
    passage = Passage.of(letter, rationale.sources)
    first = passage.offset_of(determination.sources[0])
    last_span = determination.sources[-1]
    last = passage.offset_of(Span(last_span.page, last_span.end, last_span.end))
    if first is None or last is None or last <= first:
        return determination.sources
    before = [start for start, end in passage.sentences() if end <= first]
    return passage.place_of(before[-1] if before else first, last)
