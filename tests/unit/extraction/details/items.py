"""Items made by hand for the details: heading, disputed part, determination, each with its place."""

import re
from collections.abc import Mapping

from imr_desk.model.draft import Finding, FindingState
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText, Page, TextKind, Word


def item(
    treatment: str,
    determination: str = "",
    *,
    disputed: str = "",
    rationale: str = "",
    needs_review: bool = False,
    confidence: int | None = None,
) -> tuple[LetterText, Mapping[str, Finding]]:
    """Return a letter that holds one item, and the item's fields."""
    rationale = f"{rationale} {determination}".strip()
    text = f"{treatment}: Upheld\n{rationale}"
    words = tuple(Word(m.start(), m.end(), 0, confidence=confidence) for m in re.finditer(r"\S+", text))
    kind = TextKind.LAYER if confidence is None else TextKind.OCR
    letter = LetterText("0" * 64, kind, (Page(1, text, words),))
    fields = {"treatment": _found(text, treatment), "disputed": _found(text, disputed or treatment, needs_review)}
    if rationale:
        fields["rationale"] = _found(text, rationale)
    if determination:
        fields["determination"] = _found(text, determination)
    return letter, fields


def _found(text: str, words: str, needs_review: bool = False) -> Finding:
    start = text.rindex(words)
    return Finding(words, FindingState.FOUND, (Span(1, start, start + len(words)),), "by hand", 0.999, needs_review)
