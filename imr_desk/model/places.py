"""Where words stand in a letter, as a paper names the place so that a reader finds it."""

from collections.abc import Iterable

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText


def place_words(letter: LetterText, spans: Iterable[Span]) -> str:
    """Return ``page 2, lines 14–17``; places apart from each other are joined by semicolons; empty for no spans.

    Lines are counted from 1 over the lines of the page that hold text, as ``LetterText.line_of`` counts them. What
    follows on the same or the next line of a page, as the words of a box over columns do, is one place.
    A plain-text letter of one page has no paper, so its place is the line alone.
    """
    found: list[tuple[int, int, int]] = []
    for span in spans:
        first, last = _lines(letter, span)
        if found and found[-1][0] == span.page and found[-1][1] <= first <= found[-1][2] + 1:
            found[-1] = (span.page, found[-1][1], max(found[-1][2], last))
        elif (span.page, first, last) not in found:
            found.append((span.page, first, last))
    return "; ".join(_place(letter, *place) for place in found)


def _lines(letter: LetterText, span: Span) -> tuple[int, int]:
    first = letter.line_of(span)
    touched = letter.words_of(span)
    return first, max(first, touched[-1].line + 1) if touched else first


def _place(letter: LetterText, page: int, first: int, last: int) -> str:
    lines = f"line {first}" if last == first else f"lines {first}–{last}"
    if not letter.has_paper and len(letter.pages) == 1:
        return lines
    return f"page {page}, {lines}"
