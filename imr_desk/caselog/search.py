"""Searching by words: what a person types is taken literally and is never a syntax error."""

import re
import unicodedata
from collections.abc import Sequence

_LONGEST = 1_000
_MOST_WORDS = 32
_SHORTEST_PART = 3
_BETWEEN = re.compile(r'[\s"\x00-\x1f]+')


def _typed(words: str) -> str:
    return words[:_LONGEST].encode("utf-8", "ignore").decode()


def _parts(typed: str) -> list[str]:
    return [part for part in _BETWEEN.split(typed) if any(char.isalnum() for char in part)][:_MOST_WORDS]


def _goes_on(typed: str) -> bool:
    """Tell whether the last word may still be growing under the person's fingers."""
    return not typed[-1].isspace() and typed[-1] != '"'


def fts_query(words: str) -> str | None:
    """Return an FTS5 query for all of these words, the last one as a beginning; ``None``: nothing to look for."""
    typed = _typed(words)
    parts = _parts(typed)
    if not parts:
        return None
    return " ".join(f'"{part}"' for part in parts) + ("*" if _goes_on(typed) else "")


def number_part(words: str) -> str | None:
    """Return what may be a part of a case number, such as ``0219557``: a single word of three characters or more."""
    parts = _parts(_typed(words))
    return parts[0] if len(parts) == 1 and len(parts[0]) >= _SHORTEST_PART else None


def number_query(words: str) -> str | None:
    """Return an FTS5 query (trigrams) for a part of a case number; ``None`` when the words cannot be one."""
    part = number_part(words)
    return None if part is None else f'"{part}"'


def tokens(text: str) -> list[str]:
    """Cut a text into words as FTS5's ``unicode61`` does: letters and digits, without case and diacritics."""
    folded = unicodedata.normalize("NFD", text.lower())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return "".join(char if char.isalnum() else " " for char in plain).split()


def occurs(words: str, texts: Sequence[str], number: str) -> bool:
    """Tell without a database what ``fts_query`` and ``number_query`` find: ``texts`` of a case, its ``number``."""
    typed = _typed(words)
    part = number_part(words)
    if part is not None and part.lower() in number.lower():
        return True
    phrases = [tokens(part) for part in _parts(typed)]
    columns = [tokens(text) for text in texts]
    begun = len(phrases) - 1 if typed and _goes_on(typed) else None
    wanted = [(phrase, index == begun) for index, phrase in enumerate(phrases) if phrase]
    return bool(wanted) and all(
        any(_stands(phrase, column, beginning=beginning) for column in columns) for phrase, beginning in wanted
    )


def _stands(phrase: list[str], column: list[str], *, beginning: bool) -> bool:
    size = len(phrase)
    for start in range(len(column) - size + 1):
        here = column[start : start + size]
        if here == phrase or (beginning and here[:-1] == phrase[:-1] and here[-1].startswith(phrase[-1])):
            return True
    return False
