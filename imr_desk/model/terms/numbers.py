"""Whole numbers as letters print them: in figures and in words."""

import re

_WORDS = {
    "zero": 0, "no": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "twenty-four": 24, "thirty": 30, "sixty": 60,
    "ninety": 90, "once": 1, "twice": 2, "thrice": 3,
}  # fmt: skip

NUMBER = (
    r"(?:\d{1,4}|twenty-four|"
    + "|".join(
        word
        for word in sorted(_WORDS, key=len, reverse=True)
        if word not in ("no", "once", "twice", "thrice", "twenty-four")
    )
    + r")"
)
"""Pattern of a whole number in figures or words, without groups; to be compiled case-blind."""

NUMBER_WORDS = frozenset((*_WORDS, *"0123456789"))
"""What a text that holds a number holds at least one of: a number word or a figure."""

_PLAIN = re.compile(r"\d{1,4}")


def number_of(printed: str) -> int | None:
    """Read a whole number: ``12``, ``twelve``, ``twice``; ``None`` when it is none."""
    word = printed.strip().lower()
    if _PLAIN.fullmatch(word):
        return int(word)
    return _WORDS.get(word)
