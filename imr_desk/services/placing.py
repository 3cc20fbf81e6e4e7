"""Annotations on another text of their letter: where their words stand now, and which cannot be found again."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from rapidfuzz import fuzz

from imr_desk.model.annotations import Annotation
from imr_desk.model.edits.on_annotations import stands
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.rationale import JoinedText

Placed = tuple[tuple[str, tuple[Span, ...]], ...]
"""Identities of annotations with where their words stand now."""

_ALIKE = 88.0
"""Per cent of characters that must agree: a page recognized twice agrees in more, other sentences in far less."""

_SHORTEST = 12
"""Characters; what is shorter is looked for word for word alone."""

_AROUND = 60
"""Characters before and behind that tell one place from another with the same words."""

_TOKEN = re.compile(r"\S+")


def placed_again(annotations: Sequence[Annotation], letter: LetterText, before: LetterText | None = None) -> Placed:
    """Return where the words of annotations that lost their place stand in a letter's text now.

    The same words come first; of several such places the one with the same words around it, or else the nearest one
    on the same page. Then the most similar words are taken, when they are very similar. What is found neither way is
    left out: it stays as it is, and a person places it.

    Args:
        annotations: all of a case; those that still stand are left alone.
        letter: the text as it is now.
        before: the text that they were made on, when it is at hand.
    """
    lost = [made for made in annotations if not stands(letter, made)]
    if not lost:
        return ()
    search = _Search(letter, before)
    return tuple((made.id, spans) for made in lost if (spans := search.place_of(made)))


class _Search:
    """Looks for words in the whole text of a letter, over its pages."""

    def __init__(self, letter: LetterText, before: LetterText | None) -> None:
        self._letter, self._before = letter, before
        self._whole = _whole(letter)

    @cached_property
    def _folded(self) -> tuple[str, list[int], list[int]]:
        """The text with white space folded; where each of its words begins there, and in the text."""
        words, folded_at, text_at, length = [], [], [], 0
        for token in _TOKEN.finditer(self._whole.text):
            words.append(token[0])
            folded_at.append(length)
            text_at.append(token.start())
            length += len(token[0]) + 1
        return " ".join(words), folded_at, text_at

    def place_of(self, made: Annotation) -> tuple[Span, ...]:
        """Return where an annotation's words stand; empty when they cannot be told."""
        found = self._same(made) or self._similar(made.text)
        return () if found is None else self._whole.place_of(*found)

    def _same(self, made: Annotation) -> tuple[int, int] | None:
        pattern = r"\s+".join(re.escape(word) for word in made.text.split())
        places = [match.span() for match in re.finditer(pattern, self._whole.text)] if pattern else []
        if len(places) < 2:
            return places[0] if places else None
        around = self._around_before(made)
        if around is not None:
            rated = [(self._alike_around(place, around), place) for place in places]
            best = max(score for score, _ in rated)
            places = [place for score, place in rated if score > best - 1.0]
        first = made.spans[0]
        on_page = [(place, self._whole.place_of(*place)[0]) for place in places]
        near = [(abs(span.start - first.start), place) for place, span in on_page if span.page == first.page]
        if near:
            return min(near)[1]
        return places[0] if len(places) == 1 else None

    def _around_before(self, made: Annotation) -> tuple[str, str] | None:
        """Return what stood before and behind the words in the text that the annotation was made on."""
        if self._before is None or not stands(self._before, made):
            return None
        whole = _whole(self._before)
        last = made.spans[-1]
        start, end = whole.offset_of(made.spans[0]), whole.offset_of(Span(last.page, last.end, last.end))
        return None if start is None or end is None else _around(whole.text, start, end)

    def _alike_around(self, place: tuple[int, int], around: tuple[str, str]) -> float:
        here = _around(self._whole.text, *place)
        return fuzz.ratio(here[0], around[0]) + fuzz.ratio(here[1], around[1])

    def _similar(self, words: str) -> tuple[int, int] | None:
        folded, folded_at, text_at = self._folded
        if len(words) < _SHORTEST or len(folded) < len(words):
            return None
        alignment = fuzz.partial_ratio_alignment(words, folded, score_cutoff=_ALIKE)
        if alignment is None:
            return None
        first = bisect_right(folded_at, alignment.dest_start + 1) - 1  # a blank before a word belongs to it
        last = bisect_right(folded_at, max(alignment.dest_end - 2, alignment.dest_start)) - 1
        end = text_at[last] + len(_TOKEN.match(self._whole.text, text_at[last])[0])  # type: ignore[index]
        start = text_at[first]
        found = " ".join(self._whole.text[start:end].split())
        return (start, end) if fuzz.ratio(words, found) >= _ALIKE else None


def _whole(letter: LetterText) -> JoinedText:
    return JoinedText.of(letter, tuple(Span(page.number, 0, len(page.text)) for page in letter.pages))


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return " ".join(before.split()), " ".join(behind.split())
