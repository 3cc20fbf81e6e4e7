"""Words of a letter with where they stand, for other papers."""

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.places import place_words


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
    return f"“{letter.quote_of(spans)}” — {case}, {place_words(letter, spans)}"
