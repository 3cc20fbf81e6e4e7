"""How hard a passphrase is to guess, in words: an estimate that errs on the low side, no rule but one on length."""

import math
import re

SHORTEST = 10
"""Characters; the case log takes none that is shorter."""

_FAIR, _STRONG = 45, 60
"""Bits. Each guess costs 64 MiB and 0.4 s (Argon2id), so that 45 bits keep one person busy for a lifetime."""

_WORD = 12
"""Bits of a word that somebody thought of, somewhat less than the 12.9 of one drawn from a list of 7776."""

_CHARACTER = 3.5
"""Bits of a character that somebody thought of, in a string that is not made of words."""


def bits_of(passphrase: str) -> float:
    """Return about how many bits a passphrase is worth against somebody who knows how people choose."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", passphrase)}
    rest = re.sub(r"[^\W\d_]{3,}|\s", "", passphrase)
    by_words = len(words) * _WORD + len(set(rest)) * 2.0
    distinct = len(set(passphrase.casefold()))
    by_characters = min(len(passphrase), 2 * distinct) * min(_CHARACTER, math.log2(max(distinct, 1)))
    # A sentence is worth no more than its words; a string without words no more than its characters.
    return min(by_words, by_characters) if len(words) > 1 else min(by_characters, by_words + 30)


def strength_words(passphrase: str) -> tuple[str, bool]:
    """Return what to say of a passphrase, and whether it is good enough to be recommended."""
    missing = SHORTEST - len(passphrase.strip())
    if not passphrase:
        return "Four or five words that do not belong together are easy to keep in mind and hard to guess.", False
    if missing > 0:
        return f"Too short: {missing} more character{'' if missing == 1 else 's'}.", False
    bits = bits_of(passphrase)
    if bits < _FAIR:
        return "Weak: a program would guess it. Add a word or two that do not belong there.", False
    if bits < _STRONG:
        return "Good. One more word would make it strong.", True
    return "Strong.", True
