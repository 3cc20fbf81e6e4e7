"""Characters that cannot be printed, shown as visible marks of the same length, so that no offset moves."""

import re

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0, DEL and C1 controls, but for tab and newline
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of the text around them
    "\u200b\u2060\ufeff"  # blanks without width, which split a word that looks whole
    "\ud800-\udfff]"  # halves of characters, which neither a database nor a file can hold
)
_PICTURES = 0x2400  # Unicode block "Control Pictures": the picture of control N is U+2400 + N
_REPLACEMENT = "\ufffd"


def marked(text: str) -> tuple[str, int]:
    """Return the text with each unprintable character as a visible mark, and how many there were."""
    if _UNPRINTABLE.search(text) is None:
        return text, 0
    return _UNPRINTABLE.subn(_mark, text)


def _mark(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_PICTURES + code)
    return "\u2421" if code == 0x7F else _REPLACEMENT
