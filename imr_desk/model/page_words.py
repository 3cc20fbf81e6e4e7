"""Words of a letter that begin with what was typed, each run with the place where it is printed first."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice

import msgspec

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText

SHORTEST = 2
"""Characters that must be typed before anything is offered."""
LONGEST_RUN = 6
"""Words in the longest run that is offered; more only where as many were typed."""
_KEY = 48
"""Characters by which the places are sorted; what was typed beyond them is compared place by place."""

_WORD = re.compile(r"\S+")
# A word may be typed from its first letter or digit, or from a letter behind a bracket, slash, dash or quote.
_BEGINNING = re.compile(r"""(?:^[\W_]*(?=[^\W_]))|(?:(?<=[(\[/"“–—-])(?=[^\W\d_]))""")
_CLOSING = ".,;:!?\"'”’)]}"
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+$")
_SHORTENED = frozenset(("dr.", "mr.", "mrs.", "ms.", "no.", "nos.", "st.", "vs.", "p.", "pp.", "pg.", "fig.", "sec."))
"""Words that end with a full stop which ends no sentence."""
_LABELLED_LINE = re.compile(r"[^\W\d_][^:\n]{0,40}:(?:\s|$)")
"""A line that begins with a label, such as ``Date of Injury: …``."""
# One character for one, so that offsets stay right; typed quotes and dashes are plain, printed ones often not.
_PLAIN = str.maketrans("‘’“”‐‑–—", "''\"\"----")


class Completion(msgspec.Struct, frozen=True):
    """A run of words of the letter.

    Attributes:
        text: the words as printed, white space and line ends folded to one blank.
        spans: where they stand first; their ``quote_of`` is the text.
    """

    text: str
    spans: tuple[Span, ...]


class _Printed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One printed word: its page and characters there, and where it begins in the indexed text."""

    page: int
    start: int
    end: int
    at: int


class WordIndex:
    """The words of one letter, sorted so that those with a beginning are found at once.

    Args:
        letter: its text; pages are never joined, since their heads and feet stand between.
    """

    def __init__(self, letter: LetterText) -> None:
        self._letter = letter
        self._words: list[_Printed] = []
        self._last: list[int] = []
        starts: list[int] = []
        lines = []
        at = 0
        for page in letter.pages:
            found = []
            for match in _WORD.finditer(page.text):
                found.append(_Printed(page.number, match.start(), match.end(), at))
                starts.extend(at + place.end() for place in _BEGINNING.finditer(match.group()))
                at += match.end() - match.start() + 1
            at += not found
            self._last.extend(_last_words(page.text, found, len(self._words)))
            self._words.extend(found)
            lines.append(" ".join(page.text[word.start : word.end] for word in found))
        self._text = plain("\n".join(lines) + "\n")
        self._starts = sorted(starts, key=self._key)

    def completions(self, typed: str, limit: int = 10) -> tuple[Completion, ...]:
        """Return runs of words that begin with what was typed, short runs first, then in the letter's order."""
        wanted = plain(" ".join(typed.split()))
        if len(wanted) < SHORTEST:
            return ()
        if typed[-1].isspace():
            wanted += " "  # a word is finished: its next one is asked for
        found: dict[str, Completion] = {}
        for run in self._runs(wanted):
            found.setdefault(plain(run.text), run)
            if len(found) >= limit:
                break
        return tuple(found.values())[:limit]

    def _key(self, start: int) -> str:
        return self._text[start : start + _KEY]

    def _places(self, wanted: str) -> list[int]:
        """Return where the wanted characters begin, in the letter's order."""
        first = bisect_left(self._starts, wanted[:_KEY], key=self._key)
        found = []
        for start in islice(self._starts, first, None):
            if not self._text.startswith(wanted[:_KEY], start):
                break
            if self._text.startswith(wanted, start):
                found.append(start)
        return sorted(found)

    def _runs(self, wanted: str) -> Iterator[Completion]:
        typed_words = wanted.count(" ") + 1
        places = [(start, self._word_at(start)) for start in self._places(wanted)]
        for length in range(typed_words, max(LONGEST_RUN, typed_words) + 1):
            for start, first in places:
                if first + length - 1 <= self._last[first]:
                    yield self._run(start, first, first + length - 1, len(wanted.rstrip()))

    def _word_at(self, start: int) -> int:
        return bisect_right(self._words, start, key=lambda word: word.at) - 1

    def _run(self, start: int, first: int, last: int, at_least: int) -> Completion:
        head, tail = self._words[first], self._words[last]
        text = self._letter.page(head.page).text
        begin = head.start + start - head.at
        printed = text[begin : tail.end]
        length = len(_without_closing(printed))
        words = " ".join(printed[:length].split())
        if len(words) < at_least:  # the closing signs were typed too
            length, words = len(printed), " ".join(printed.split())
        return Completion(words, (Span(head.page, begin, begin + length),))


class PageWords:
    """Completions from the letter at hand; its words are indexed once, when they are first asked for."""

    def __init__(self) -> None:
        self._letter: LetterText | None = None
        self._index: WordIndex | None = None

    def completions(self, letter: LetterText, typed: str, limit: int = 10) -> tuple[Completion, ...]:
        """Return at most ``limit`` runs of the letter's words that begin with what was typed, in any case.

        A run begins where a word does, goes across line ends, and ends at the latest with its sentence, before the
        next label, or with a label's colon. Runs of the same words are offered once, with their first place.
        """
        # The letter itself, not its fingerprint alone: the same bytes may have been read anew into another text.
        if self._index is None or self._letter is not letter:
            self._letter, self._index = letter, WordIndex(letter)
        return self._index.completions(typed, limit)


def plain(text: str) -> str:
    """Return the text in small letters, quotes and dashes plain, each character at its offset."""
    text = text.translate(_PLAIN)
    small = text.lower()
    if len(small) == len(text):
        return small
    # A few capitals, such as İ, have small forms of two characters.
    return "".join(one if len(one := character.lower()) == 1 else character for character in text)


def _without_closing(printed: str) -> str:
    """Leave out the punctuation that ends a run, but not what belongs to its last word: ``M.D.``, ``(spine)``."""
    last_word = printed.rsplit(maxsplit=1)[-1].lstrip("([{\"'“‘")
    if _INITIALS.match(last_word):
        return printed
    bare = printed.rstrip(_CLOSING)
    cut = printed[len(bare) :]
    if cut.startswith(")") and bare.count("(") > bare.count(")"):
        return bare + ")"
    return bare or printed


def _last_words(text: str, found: list[_Printed], first: int) -> list[int]:
    """Return for each word of a page the number of the last one that a run from it may hold."""
    last: list[int] = []
    end = first + len(found) - 1
    for number in range(len(found) - 1, -1, -1):
        if number + 1 < len(found) and _ends_run(text, found[number], found[number + 1]):
            end = first + number
        last.append(end)
    last.reverse()
    return last


def _ends_run(text: str, word: _Printed, following: _Printed) -> bool:
    """Tell whether no run goes on behind a word: a label's colon, a paragraph, a sentence ends, or a label begins."""
    printed = text[word.start : word.end]
    if printed.endswith((":", ";")):
        return True
    lines = text.count("\n", word.end, following.start)
    if lines > 1 or (lines and _LABELLED_LINE.match(text, following.start)):
        return True
    if not _SENTENCE_END.search(printed):
        return False
    ends_it = printed.lower().lstrip("(") not in _SHORTENED and not _INITIALS.match(printed.lstrip("("))
    return ends_it and not text[following.start].islower()
