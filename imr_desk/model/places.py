"""Where words stand in a letter, as a paper names the place so that a reader finds it."""

from collections.abc import Iterable

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText


def place_words(letter: LetterText, spans: Iterable[Span]) -> str:
    """Return ``page 2, lines 14–17``; places on several pages are joined by semicolons; empty for no spans.

    Lines are counted from 1 over the lines of the page that hold text, as ``LetterText.line_of`` counts them.
    A plain-text letter of one page has no paper, so its place is the line alone.
    """
    found: list[str] = []
    for span in spans:
        words = _place(letter, span)
        if words not in found:
            found.append(words)
    return "; ".join(found)


def _place(letter: LetterText, span: Span) -> str:
    first = letter.line_of(span)
    touched = letter.words_of(span)
    last = max(first, touched[-1].line + 1) if touched else first
    lines = f"line {first}" if last == first else f"lines {first}–{last}"
    if not letter.has_paper and len(letter.pages) == 1:
        return lines
    return f"page {span.page}, {lines}"
