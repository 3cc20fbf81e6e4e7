"""A letter as one running text, with the way back to its pages.

Formats read the stream; findings point to pages. The stream is the text of the pages in order, joined by newlines,
without what only repeats itself at a page's edge (page numbers, running heads, a page that came twice). Every
character keeps its place: white space and line-end hyphens of other engines are replaced one for one.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

import msgspec

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText, TextKind, Word

_LINE_ENDS = "\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"
_BLANKS = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_JOINT = "\ufffe"  # PDFium writes it for a hyphen at a line's end, and goes on with the next line
_LINE_HYPHENS = _JOINT + "\u2010\u2011"
_PLAIN = {ord(c): " " for c in _BLANKS} | {ord(c): "\n" for c in _LINE_ENDS} | {ord(c): "-" for c in _LINE_HYPHENS}
_NEEDS_PLAIN = re.compile(f"[{_LINE_ENDS}{_BLANKS}{_LINE_HYPHENS}]")
_SPLIT_HYPHEN = re.compile(r"(?<=\w)-[ ]*\n\s*")
_TOKEN = re.compile(r"\S+")
_ODD = re.compile(
    r"[^\x20-\x7e\n\xa1-\xac\xae-\xff\u0152\u0153\u2013\u2014\u2018-\u201d\u2022\u2026\u20ac\u2122\u2190-\u2193\u2264\u2265]"
    r"|[\xc2\xc3\xe2](?=[\x80-\xbf\u20ac\u2019\u201c\u201d\u2122])"  # UTF-8 read as Latin-1
)


class Stretch(msgspec.Struct, frozen=True):
    """A run of characters of the stream: ``start`` up to, not including, ``end``."""

    start: int
    end: int

    @property
    def is_empty(self) -> bool:
        """Tell whether the stretch holds no character."""
        return self.start >= self.end


class Part(msgspec.Struct, frozen=True):
    """What of one page stands in the stream.

    Attributes:
        page: number of the page, from 1.
        start: offset in the page's text of the part's first character.
        end: offset behind its last one.
    """

    page: int
    start: int
    end: int


def whole_pages(letter: LetterText) -> tuple[Part, ...]:
    """Return all pages of the letter, each whole."""
    return tuple(Part(page.number, 0, len(page.text)) for page in letter.pages)


class Stream:
    """The running text of a letter. Read-only."""

    def __init__(self, letter: LetterText, parts: Sequence[Part] | None = None) -> None:
        self.letter = letter
        self._parts = tuple(whole_pages(letter) if parts is None else parts)
        self._at: list[int] = []
        texts: list[str] = []
        length = 0
        for part in self._parts:
            self._at.append(length)
            texts.append(letter.page(part.page).text[part.start : part.end])
            length += part.end - part.start + 1
        self._joins = self._at[1:]
        joined = "\n".join(texts)
        self.text = joined.translate(_PLAIN) if _NEEDS_PLAIN.search(joined) else joined
        self.knows_bold = letter.kind is TextKind.LAYER and any(
            word.bold for page in letter.pages for word in page.words
        )

    @property
    def page_joins(self) -> Sequence[int]:
        """Offsets at which a page other than the first begins."""
        return self._joins

    def joins_in(self, stretch: Stretch) -> Sequence[int]:
        """Return the page joins inside the stretch, not those at its ends."""
        joins = self.page_joins
        return joins[bisect_right(joins, stretch.start) : bisect_left(joins, stretch.end)]

    def page_at(self, offset: int) -> int:
        """Return the number of the page on which the character stands."""
        return self._parts[self._index(offset)].page

    def _index(self, offset: int) -> int:
        return max(0, bisect_right(self._at, offset) - 1)

    def spans(self, stretch: Stretch) -> tuple[Span, ...]:
        """Return where the stretch stands, one span a page, each without white space at its ends."""
        if not self._parts or stretch.is_empty:
            return ()
        first, last = self._index(stretch.start), self._index(stretch.end - 1)
        found: list[Span] = []
        for index in range(first, last + 1):
            part, at = self._parts[index], self._at[index]
            start, end = max(stretch.start, at), min(stretch.end, at + part.end - part.start)
            piece = self.text[start:end]
            bare = piece.lstrip()
            start += len(piece) - len(bare)
            length = len(bare.rstrip())
            if length:
                shift = part.start - at
                found.append(Span(part.page, start + shift, start + shift + length))
        return tuple(found)

    def trimmed(self, stretch: Stretch) -> Stretch:
        """Return the stretch without white space at its ends; empty at its start when there is nothing else."""
        piece = self.text[stretch.start : stretch.end]
        bare = piece.strip()
        if not bare:
            return Stretch(stretch.start, stretch.start)
        start = stretch.start + len(piece) - len(piece.lstrip())
        return Stretch(start, start + len(bare))

    def raw(self, stretch: Stretch) -> str:
        """Return the characters of the stretch."""
        return self.text[stretch.start : stretch.end]

    def prose(self, stretch: Stretch) -> str:
        """Return the stretch as running prose: white space folded, a word broken at its hyphen joined again."""
        raw = self.text[stretch.start : stretch.end]
        if "-" in raw:
            raw = _SPLIT_HYPHEN.sub("-", raw)
        return " ".join(raw.split())

    def shows_joint(self, stretch: Stretch) -> bool:
        """Tell whether the engine marked in the stretch where it put the halves of a broken word together."""
        return any(_JOINT in self.letter.text_of(span) for span in self.spans(stretch))

    def is_odd(self, stretch: Stretch) -> bool:
        """Tell whether the stretch holds a character that no letter of this kind holds."""
        place = bisect_left(self._odd, stretch.start)
        return place < len(self._odd) and self._odd[place] < stretch.end

    @cached_property
    def _odd(self) -> list[int]:
        """Where characters stand that no letter holds."""
        return [match.start() for match in _ODD.finditer(self.text)]

    def folded(self, stretch: Stretch) -> tuple[str, list[int]]:
        """Return the stretch with white space folded, and for each of its characters where it stands.

        The list has one offset more, the end of the stretch, so that ends of matches can be looked up too.
        """
        letters: list[str] = []
        places: list[int] = []
        for token in _TOKEN.finditer(self.text, stretch.start, stretch.end):
            if letters:
                letters.append(" ")
                places.append(token.start() - 1)
            letters.append(token[0])
            places += range(token.start(), token.end())
        return "".join(letters), [*places, stretch.end]

    def words(self, stretch: Stretch) -> tuple[Word, ...]:
        """Return the words of the stretch in order; their offsets are those of their pages."""
        found: tuple[Word, ...] = ()
        for span in self.spans(stretch):
            found += self.letter.words_of(span)
        return found

    def is_bold(self, stretch: Stretch) -> bool | None:
        """Tell whether every word of the stretch is bold; ``None`` where the text does not show weight."""
        if not self.knows_bold:
            return None
        words = self.words(stretch)
        return bool(words) and all(word.bold for word in words)

    def bold_start(self, end: int, floor: int) -> int:
        """Return where the run of bold words that ends at ``end`` begins, not before ``floor``; ``end`` if none."""
        start = end
        for index in range(self._index(max(0, end - 1)), self._index(floor) - 1, -1):
            part, at = self._parts[index], self._at[index]
            shift = at - part.start
            words = self.letter.words_of(Span(part.page, max(floor, at) - shift, min(end - shift, part.end)))
            for word in reversed(words):
                if not word.bold:
                    return start
                start = max(floor, word.start + shift)
        return start

    def line_start(self, offset: int) -> int:
        """Return where the line of the character begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Return where the line of the character ends."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def line_before(self, line_start: int) -> int | None:
        """Return the start of the nearest line above that holds text; ``None`` above the first one."""
        reach = 400
        while True:
            above = max(0, line_start - reach)
            bare = self.text[above:line_start].rstrip()
            if bare:
                return self.line_start(above + len(bare) - 1)
            if not above:
                return None
            reach *= 4
