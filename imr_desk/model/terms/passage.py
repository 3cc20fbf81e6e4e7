"""A stretch of a letter as running prose that still knows where each character stands on its page."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText

_TOKEN = re.compile(r"\S+")
_BROKEN_WORD = re.compile(r"(?<=\w-)[ \t]*\n\s*(?=\w)")


class Passage:
    """Some spans of a letter, white space folded, words that a line end broke at their hyphen joined again.

    Offsets into ``text`` are led back to the letter by ``spans``. The map is made only when a place is asked for, so
    that looking through a letter that holds nothing of interest costs no more than folding its text.
    """

    __slots__ = ("_letter", "_places", "_sources", "_starts", "text")

    def __init__(self, letter: LetterText, sources: Iterable[Span]) -> None:
        self._letter = letter
        self._sources = tuple(sources)
        self._starts: list[int] = []
        self._places: list[Span] = []
        raw = " ".join(letter.text_of(span).strip() for span in self._sources)
        self.text = " ".join(_BROKEN_WORD.sub("", raw).split())

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return where the characters from ``start`` to ``end`` of ``text`` stand: one span for each page touched.

        Spans that were handed in out of page order, or twice for one page, come back in the order handed in.
        """
        self._map()
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        found: list[Span] = []
        for begins, place in zip(self._starts[first:last], self._places[first:last], strict=True):
            left = place.start + max(0, start - begins)
            right = min(place.end, place.start + end - begins)
            if left >= right:
                continue
            if found and found[-1].page == place.page and found[-1].end <= left:
                found[-1] = Span(place.page, found[-1].start, right)
            else:
                found.append(Span(place.page, left, right))
        return tuple(found)

    def _map(self) -> None:
        """Note for each printed token where it begins in ``text`` and where it stands in the letter."""
        if self._starts or not self.text:
            return
        at = 0
        for source in self._sources:
            page = self._letter.page(source.page).text
            before: re.Match[str] | None = None
            for token in _TOKEN.finditer(page, source.start, source.end):
                if before is not None:
                    gap = _BROKEN_WORD.match(page, before.end())
                    at += 0 if gap is not None and gap.end() == token.start() else 1
                elif self._starts:
                    at += 1
                self._starts.append(at)
                self._places.append(Span(source.page, token.start(), token.end()))
                at += token.end() - token.start()
                before = token
