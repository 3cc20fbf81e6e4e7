"""Tells what a letter prints from what is only drawn from it: no paper says "as printed" of an inference.

A category of the decision search or "retrospective: no" has its place in the letter, but no letter prints it.
"""

import re
from typing import Final

from imr_desk.model.fields import FieldKind, FieldSpec
from imr_desk.model.values import Value, parse_date, words_of

_INFERRED: Final = ("category", "subcategory")
"""Coding of the DWC decision search, which letters do not carry."""

_DATE: Final = re.compile(
    r"\d{1,4}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{1,4}|[A-Za-z]{3,9}\.?\s+\d{1,2}\w{0,2}\s*,?\s+\d{4}"
)
_WORD: Final = re.compile(r"\w+")


def stands_printed(spec: FieldSpec, value: Value, quote: str) -> bool:
    """Tell whether the letter prints a value at its evidence.

    Case, punctuation and white space may differ; a date may be printed in any way that ``parse_date`` reads.

    Args:
        spec: the field.
        value: its value.
        quote: the letter's words at the evidence of the value.
    """
    if value is None or spec.kind is FieldKind.FLAG or spec.name in _INFERRED:
        return False
    if spec.kind is FieldKind.DATE:
        return any(parse_date(found[0]) == value for found in _DATE.finditer(quote))
    parts = value if isinstance(value, tuple) else (words_of(value),)
    return all(_holds(quote, part) for part in parts)


def _holds(quote: str, words: str) -> bool:
    tokens = [re.escape(token) for token in _WORD.findall(words)]
    if not tokens:
        return words.strip() in quote
    return re.search(r"(?<!\w)" + r"\W*".join(tokens) + r"(?!\w)", quote, re.IGNORECASE) is not None
