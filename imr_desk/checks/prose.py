"""Running text cut into sentences and quotations, for checks that ask who says something."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from imr_desk.model.terms.sentences import sentences_in

_QUOTED = re.compile(r"\"[^\"]{2,8000}\"|“[^”]{2,8000}”")
_GUIDELINE = re.compile(
    r"\b(?:MTUS|ODG|ACOEM|guidelines?|Official\s+Disability|literature|evidence-based|studies|Chapter\s+\d+|FDA)\b",
    re.IGNORECASE,
)
_REACH = 2000  # characters; no sentence of a letter is longer
PATIENT = re.compile(
    r"\b(?:patient|claimant|applicant|injured\s+worker|worker|employee|individual|IW|this\s+case|she|he|her|his)(?:'s|’s)?\b",
    re.IGNORECASE,
)
"""Words for the person treated, or for the case at hand."""


class Prose:
    """A text with its sentences and quotations, found when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lower(self) -> str:
        """The text in small letters, every character in its place."""
        lowered = self.text.lower()
        return lowered if len(lowered) == len(self.text) else "".join(c.lower()[:1] for c in self.text)

    @cached_property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """Offsets of the sentences, in order, without blanks at their ends."""
        return sentences_in(self.text)

    @cached_property
    def quotations(self) -> Sequence[tuple[int, int]]:
        """Offsets of what stands between a pair of quotation marks, marks included."""
        if '"' not in self.text and "“" not in self.text:
            return ()
        return [match.span() for match in _QUOTED.finditer(self.text)]

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return the sentence that holds the character; of an endless one no more than a reach to either side."""
        start, end = self.sentences[self.sentence_number(offset)] if self.sentences else (0, len(self.text))
        return max(start, offset - _REACH), min(end, offset + _REACH)

    def sentence_number(self, offset: int) -> int:
        """Return which sentence holds the character, from 0."""
        return max(0, bisect_right(self.sentences, (offset, len(self.text))) - 1)

    def is_quoted(self, offset: int) -> bool:
        """Tell whether the character stands inside a quotation."""
        index = bisect_right(self.quotations, (offset, len(self.text))) - 1
        return index >= 0 and offset < self.quotations[index][1]

    def own_part(self, start: int, end: int) -> str:
        """Return the characters of a stretch with what is quoted in it left out."""
        if not self.quotations:
            return self.text[start:end]
        pieces, at = [], start
        for left, right in self.quotations:
            if right <= start or left >= end:
                continue
            pieces.append(self.text[at : max(at, left)])
            at = max(at, right)
        pieces.append(self.text[at:end] if at < end else "")
        return " ".join(pieces)

    def speaks_of_guideline(self, start: int, end: int) -> bool:
        """Tell whether a stretch speaks of a guideline or study and not of the person treated."""
        own = self.own_part(start, end)
        return _GUIDELINE.search(own) is not None and PATIENT.search(own) is None


def shortened(text: str, most: int = 60) -> str:
    """Return a short quotation of a text for a message, cut at a blank."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"
