"""Words of a letter with where they stand, for other papers."""

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText


def copied(letter: LetterText, spans: tuple[Span, ...]) -> str:
    """Return the selected words as they stand, line by line."""
    return "\n".join(letter.text_of(span) for span in spans)


def cited(letter: LetterText, spans: tuple[Span, ...], case_number: str) -> str:
    """Return the selected words in quotation marks, and behind them the case and the place.

    Like this: “The request is overturned.” — IMR CM17-0000001, page 2, lines 14–16
    """
    if not spans:
        return ""
    case = f"IMR {case_number}" if case_number else "IMR letter"
    return f"“{letter.quote_of(spans)}” — {case}, {place(letter, spans)}"


def place(letter: LetterText, spans: tuple[Span, ...]) -> str:
    """Return where the spans stand: page and line, or from where to where."""
    first, last = spans[0], spans[-1]
    start, end = letter.line_of(first), _last_line(letter, last)
    several = letter.has_paper or len(letter.pages) > 1
    if first.page != last.page:
        return f"page {first.page}, line {start} to page {last.page}, line {end}"
    lines = f"line {start}" if start == end else f"lines {start}–{end}"
    return f"page {first.page}, {lines}" if several else lines


def _last_line(letter: LetterText, span: Span) -> int:
    words = letter.words_of(span)
    return words[-1].line + 1 if words else letter.line_of(span)
