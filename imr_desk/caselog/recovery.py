"""Recovery codes: 160 random bits as eight groups of five characters that a person can print and type.

Four characters of a group carry bits, the fifth checks them and the group's place, so that a slip of the pen is named
by its group and never tried as a key. The alphabet is Crockford's base 32: no I, L, O or U, and what looks like a 1
or 0 is taken for one.
"""

import secrets

from imr_desk.model.errors import CaseLogError, CaseLogErrorKind

SECRET_SIZE = 20
"""Bytes of the secret behind a code."""

_GROUPS, _CARRYING = 8, 4
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OILU", "011V")
_MODULUS = 0b100101
"""x^5 + x^2 + 1: with it, five bits make a field in which no wrong or swapped character of a group goes unseen."""


def new_secret() -> bytes:
    """Return a new random secret."""
    return secrets.token_bytes(SECRET_SIZE)


def code_of(secret: bytes) -> str:
    """Return a secret as its code, groups parted by hyphens."""
    number = int.from_bytes(secret, "big")
    symbols = [number >> 5 * place & 31 for place in reversed(range(_GROUPS * _CARRYING))]
    return "-".join(
        "".join(_ALPHABET[symbol] for symbol in (*carrying, _check(place, carrying)))
        for place, carrying in enumerate(_in_groups(symbols, _CARRYING))
    )


def secret_of(code: str) -> bytes:
    """Return the secret of a code as somebody typed it, in small or capital letters, with or without hyphens.

    Raises:
        CaseLogError: it is no such code (``SEALED``); the sentence names the first group that does not fit.
    """
    symbols = _symbols_of(code)
    if len(symbols) != _GROUPS * (_CARRYING + 1):
        raise _refused(f"A recovery code has {_GROUPS} groups of {_CARRYING + 1} letters and digits; look again.")
    number = 0
    for place, (*carrying, check) in enumerate(_in_groups(symbols, _CARRYING + 1)):
        if _check(place, carrying) != check:
            raise _refused(f"Group {place + 1} of the recovery code does not fit; compare it with the paper.")
        for symbol in carrying:
            number = number << 5 | symbol
    return number.to_bytes(SECRET_SIZE, "big")


def looks_like_code(text: str) -> bool:
    """Tell whether a text may be meant as a recovery code."""
    kept = [character for character in text if character.isalnum()]
    return len(kept) == _GROUPS * (_CARRYING + 1) and text.count("-") in (0, _GROUPS - 1)


def _symbols_of(code: str) -> list[int]:
    letters = [letter for letter in code.upper().translate(_LOOKALIKES) if letter.isalnum()]
    unknown = next((letter for letter in letters if letter not in _ALPHABET), None)
    if unknown is not None:
        raise _refused(f"A recovery code has no “{unknown}” in it; compare it with the paper.")
    return [_ALPHABET.index(letter) for letter in letters]


def _in_groups(symbols: list[int], size: int) -> list[list[int]]:
    return [symbols[start : start + size] for start in range(0, len(symbols), size)]


def _check(place: int, carrying: list[int]) -> int:
    rest = place
    for symbol in carrying:
        rest = _doubled(rest) ^ symbol
    return _doubled(rest)


def _doubled(element: int) -> int:
    return element << 1 ^ (_MODULUS if element & 16 else 0)


def _refused(sentence: str) -> CaseLogError:
    return CaseLogError(CaseLogErrorKind.SEALED, sentence)
