"""A letter's text as a text widget shows it, and the way between its characters and those of the pages.

Qt counts UTF-16 units, pages count characters; pages are divided by a line of their own; a word of more than 1,000
characters is broken, because a text widget needs minutes to lay one out. All offsets named ``unit`` here are Qt's.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText, Page
from imr_desk.ui.letter.text_selection import Caret

LONGEST_WORD = 1_000
"""Characters; a longer word is broken for display."""

_LONG = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_WIDE = re.compile("[\U00010000-\U0010ffff]+")
_ONE_FOR_ONE = str.maketrans({
    "\r": " ", "\u2028": " ", "\u2029": " ", "\ufdd0": "\ufffd", "\ufdd1": "\ufffd", "\x00": "\u2400",
    **{chr(surrogate): "\ufffd" for surrogate in range(0xD800, 0xE000)},
})  # fmt: skip
"""Characters that a Qt document takes for the end of a paragraph or frame, or drops."""


class Piece(msgspec.Struct, frozen=True):
    """A run of characters of one page that is shown without a break: ``units`` UTF-16 units for each of them."""

    page: int
    start: int
    end: int
    unit: int
    units: int = 1

    @property
    def unit_end(self) -> int:
        """Unit behind its last character."""
        return self.unit + (self.end - self.start) * self.units


class DisplayText(msgspec.Struct, frozen=True):
    """A whole letter for a text widget.

    Attributes:
        text: what is shown.
        pieces: where its characters come from, in order.
        separators: for each page but the first, where the line that announces it stands, as units.
        length: units of ``text``.
    """

    text: str
    pieces: tuple[Piece, ...]
    separators: tuple[tuple[int, int], ...]
    length: int

    @classmethod
    def of(cls, letter: LetterText) -> "DisplayText":
        """Set a letter for display."""
        parts: list[str] = []
        pieces: list[Piece] = []
        separators: list[tuple[int, int]] = []
        unit = 0
        for page in letter.pages:
            if page.number > 1:
                words = f"Page {page.number}"
                separators.append((unit + 2, unit + 2 + len(words)))
                parts.append(f"\n\n{words}\n\n")
                unit += len(words) + 4
            shown = page.text.translate(_ONE_FOR_ONE)
            for start, end, units, broken in _runs(page):
                pieces.append(Piece(page.number, start, end, unit, units))
                parts.append(shown[start:end])
                unit += (end - start) * units
                if broken:
                    parts.append("\n")
                    unit += 1
        return cls("".join(parts), tuple(pieces), tuple(separators), unit)

    # From the pages to the widget

    def unit_of(self, caret: Caret) -> int:
        """Return the unit at which a place of a page is shown."""
        at = bisect_right(self.pieces, (caret.page, caret.offset), key=lambda piece: (piece.page, piece.start)) - 1
        if at < 0:
            return 0
        piece = self.pieces[at]
        if piece.page != caret.page:
            return piece.unit_end
        return piece.unit + (min(caret.offset, piece.end) - piece.start) * piece.units

    def units_of(self, span: Span) -> tuple[int, int]:
        """Return from which to which unit a span is shown; line breaks that were put in lie inside."""
        start = self.unit_of(Caret(span.page, span.start))
        last = self.unit_of(Caret(span.page, max(span.start, span.end - 1)))
        if span.end <= span.start:
            return start, start
        piece = self._piece_at(last)
        return start, last + (piece.units if piece is not None else 1)

    # From the widget to the pages

    def caret_at(self, unit: int) -> Caret | None:
        """Return the place of a page that is shown at a unit, or the one before it; ``None`` in an empty letter."""
        piece = self._piece_at(unit)
        if piece is None:
            return None
        return Caret(piece.page, min(piece.end, piece.start + max(0, unit - piece.unit) // piece.units))

    def spans_between(self, start: int, end: int) -> tuple[Span, ...]:
        """Return what is shown between two units, one span a page; blanks at its ends and separators left out."""
        found: dict[int, list[int]] = {}
        first = max(0, bisect_right(self.pieces, start, key=lambda piece: piece.unit) - 1)
        for piece in self.pieces[first:]:
            if piece.unit >= end:
                break
            low = piece.start + max(0, start - piece.unit) // piece.units
            high = piece.end - max(0, piece.unit_end - end) // piece.units
            if low < high:
                edges = found.setdefault(piece.page, [low, high])
                edges[1] = high
        return tuple(Span(page, low, high) for page, (low, high) in sorted(found.items()))

    def between(self, start: int, end: int) -> str:
        """Return the text shown between two units."""
        if len(self.text) == self.length:
            return self.text[start:end]
        return self.text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")

    def _piece_at(self, unit: int) -> Piece | None:
        if not self.pieces:
            return None
        return self.pieces[max(0, bisect_right(self.pieces, unit, key=lambda piece: piece.unit) - 1)]


def _runs(page: Page) -> Iterator[tuple[int, int, int, bool]]:
    """Yield the runs of a page: start, end, units a character, and whether a line break is put in behind."""
    breaks = {match.end() for match in _LONG.finditer(page.text)}
    wide = [match.span() for match in _WIDE.finditer(page.text)]
    narrow_from = {end for _, end in wide}
    wide_from = {start for start, _ in wide}
    edges = sorted(breaks | narrow_from | wide_from | {0, len(page.text)})
    units = 1
    for start, end in pairwise(edges):
        if start in wide_from:
            units = 2
        elif start in narrow_from:
            units = 1
        yield start, end, units, end in breaks


def trimmed(letter: LetterText, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans without blanks at their ends; those of blanks alone are left out."""
    found = []
    for span in spans:
        text = letter.text_of(span)
        if text.strip():
            left = len(text) - len(text.lstrip())
            found.append(Span(span.page, span.start + left, span.start + len(text.rstrip())))
    return tuple(found)


def bold_runs(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the runs of bold words of a page, a line at a time."""
    start = end = line = -1
    for word in page.words:
        if word.bold and word.line == line and start >= 0:
            end = word.end
            continue
        if start >= 0:
            yield start, end
        start, end, line = (word.start, word.end, word.line) if word.bold else (-1, -1, word.line)
    if start >= 0:
        yield start, end
