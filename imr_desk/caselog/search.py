"""Searching by words: what a person types is taken literally and is never a syntax error.

A case is found when all of the words stand in its own words (number, treatments, file name, notes), or all in its
letter (file name included), or all in its excerpts. The last word may be a beginning, in the own words alone: over a
million letters a beginning is half the dictionary.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_LONGEST = 1_000
_MOST_WORDS = 32
SHORTEST_PART = 3
"""Characters that a trigram index wants at least."""
_SHORTEST_BEGINNING = 2
_BETWEEN = re.compile(r'[\s"\x00-\x1f]+')


def _typed(words: str) -> str:
    return words[:_LONGEST].encode("utf-8", "ignore").decode()


def _parts(typed: str) -> list[str]:
    return [part for part in _BETWEEN.split(typed) if any(char.isalnum() for char in part)][:_MOST_WORDS]


def _begun(typed: str, parts: Sequence[str]) -> bool:
    """Tell whether the last word may still be growing under the person's fingers.

    One letter is no beginning: a million cases have words that begin with it.
    """
    if not parts or typed[-1].isspace() or typed[-1] == '"':
        return False
    last = tokens(parts[-1])
    return bool(last) and len(last[-1]) >= _SHORTEST_BEGINNING


class Wanted(NamedTuple):
    """What a person looks for, as FTS5 queries.

    Attributes:
        begun: all of the words, the last one as a beginning, for the words of a case itself.
        whole: all of the words as they are, for letters and excerpts.
        number: what may be a part of a case number, by trigrams; ``None`` when the words cannot be one.
    """

    begun: str
    whole: str
    number: str | None


def wanted(words: str) -> Wanted | None:
    """Return what to look for; ``None`` when the words hold nothing that could be found."""
    typed = _typed(words)
    parts = _parts(typed)
    if not parts:
        return None
    whole = " ".join(f'"{part}"' for part in parts)
    part = number_part(words)
    number = None if part is None else f'case_number : "{part}"'
    return Wanted(whole + "*" * _begun(typed, parts), whole, number)


def number_part(words: str) -> str | None:
    """Return what may be a part of a case number, such as ``0219557``: a single word of three characters or more."""
    parts = _parts(_typed(words))
    return parts[0] if len(parts) == 1 and len(parts[0]) >= SHORTEST_PART else None


def typed_number(number: str) -> str:
    """Return a part of a number as it is looked for: without blanks around it and what no text can hold."""
    return _typed(number).strip().replace("\0", " ")


def trigrams(number: str) -> str | None:
    """Return an FTS5 query for a part of a number; ``None`` when it is too short for trigrams."""
    return None if len(number) < SHORTEST_PART else '"' + number.replace('"', '""') + '"'


def tokens(text: str) -> list[str]:
    """Cut a text into words as FTS5's ``unicode61`` does: letters and digits, without case and diacritics."""
    folded = unicodedata.normalize("NFD", text.lower())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return "".join(char if char.isalnum() else " " for char in plain).split()


class Texts(NamedTuple):
    """The texts of a case that are searched: its own words, its letter, its excerpts; each in columns."""

    own: Sequence[str]
    letter: Sequence[str]
    excerpts: Sequence[str]


def occurs(words: str, texts: Texts, number: str) -> bool:
    """Tell without a database what ``wanted`` finds: ``texts`` of a case, its ``number``."""
    typed = _typed(words)
    parts = _parts(typed)
    part = number_part(words)
    if part is not None and part.lower() in number.lower():
        return True
    phrases = [phrase for phrase in map(tokens, parts) if phrase]
    if not phrases:
        return False
    begun = _begun(typed, parts)
    return (
        _all_stand(phrases, texts.own, begun=begun)
        or _all_stand(phrases, texts.letter, begun=False)
        or _all_stand(phrases, texts.excerpts, begun=False)
    )


def _all_stand(phrases: Sequence[Sequence[str]], texts: Sequence[str], *, begun: bool) -> bool:
    columns = [tokens(text) for text in texts]
    last = len(phrases) - 1
    return all(
        any(_stands(phrase, column, beginning=begun and index == last) for column in columns)
        for index, phrase in enumerate(phrases)
    )


def _stands(phrase: Sequence[str], column: Sequence[str], *, beginning: bool) -> bool:
    size = len(phrase)
    for start in range(len(column) - size + 1):
        here = column[start : start + size]
        if here == phrase or (beginning and here[:-1] == phrase[:-1] and here[-1].startswith(phrase[-1])):
            return True
    return False
