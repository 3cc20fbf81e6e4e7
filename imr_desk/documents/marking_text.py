"""A plain-text letter laid out on sheets with native highlights: text has no paper, so it gets some."""

import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import pymupdf

from imr_desk.documents.marking import highlight, written
from imr_desk.model.copies import Mark
from imr_desk.model.geometry import Rect, Span
from imr_desk.model.letter import LetterText, Page

_WIDTH, _HEIGHT, _MARGIN = 612.0, 792.0, 60.0  # US Letter, in points
_SIZE, _LEADING = 10.0, 14.0


class _Piece(NamedTuple):
    """A word as typed, or the part of an overlong one that fits a line: its characters and its place."""

    sheet: int
    line: int
    span: Span
    edges: tuple[float, ...]  # left edge of each character, and the right edge of the last
    top: float


def marked_text(letter: LetterText, marks: tuple[Mark, ...], font: bytes) -> bytes:
    """Return a PDF with the letter's text, each of its pages on sheets of its own, and a highlight for each mark.

    The same letter and marks give the same bytes.

    Args:
        letter: a letter without paper.
        marks: what is to be highlighted.
        font: a font file, embedded; a character that it lacks is printed by its number, such as ``[U+4E2D]``.
    """
    typed = _Typed(font)
    for page in letter.pages:
        typed.take(page)
    document = typed.finished()
    number = 0
    for mark in marks:
        for sheet, boxes in typed.boxes_of(mark):
            number += 1
            highlight(document[sheet], boxes, mark, number)
    document.subset_fonts()
    return written(document, anew=True)


class _Typed:
    """Sheets being typed, and where each character of the letter came to stand."""

    def __init__(self, font: bytes) -> None:
        self._font: Any = pymupdf.Font(fontbuffer=font)
        self._document = pymupdf.open()
        self._writer: Any = None
        self._sheet: Any = None
        self._pieces: list[_Piece] = []
        self._line = 0
        self._x = self._y = 0.0

    def take(self, page: Page) -> None:
        """Type one page of the letter, from the top of a new sheet."""
        self._new_sheet()
        at = 0
        for row in page.text.split("\n"):
            self._new_line()
            for start, end in _runs(row):
                self._word(page, at + start, at + end)
            at += len(row) + 1

    def finished(self) -> pymupdf.Document:
        """Return the document, its last sheet typed."""
        self._end_sheet()
        return self._document

    def boxes_of(self, mark: Mark) -> list[tuple[int, list[Rect]]]:
        """Return the boxes of a mark, one a typed line, by sheet (from 0)."""
        lines: dict[tuple[int, int], Rect] = {}
        for piece in self._pieces:
            for span in mark.spans:
                if span.overlaps(piece.span):
                    first = max(span.start - piece.span.start, 0)
                    last = min(span.end, piece.span.end) - piece.span.start
                    box = Rect(piece.edges[first], piece.top, piece.edges[last], piece.top + _LEADING)
                    place = (piece.sheet, piece.line)
                    lines[place] = lines[place].united(box) if place in lines else box
        sheets: dict[int, list[Rect]] = {}
        for (sheet, _), box in sorted(lines.items()):
            sheets.setdefault(sheet, []).append(box)
        return list(sheets.items())

    def _word(self, page: Page, start: int, end: int) -> None:
        shown = [self._shown(character) for character in page.text[start:end]]
        widths = [float(self._font.text_length(part, _SIZE)) for part in shown]
        if self._x > _MARGIN and self._x + sum(widths) > _WIDTH - _MARGIN:
            self._new_line()
        first = 0
        while first < len(shown):
            edges = [self._x]
            while first + len(edges) <= len(shown) and (
                len(edges) == 1 or edges[-1] + widths[first + len(edges) - 1] <= _WIDTH - _MARGIN
            ):
                edges.append(edges[-1] + widths[first + len(edges) - 1])
            last = first + len(edges) - 1
            baseline = self._y + 0.75 * _LEADING
            self._writer.append((self._x, baseline), "".join(shown[first:last]), font=self._font, fontsize=_SIZE)
            span = Span(page.number, start + first, start + last)
            self._pieces.append(_Piece(self._document.page_count - 1, self._line, span, tuple(edges), self._y))
            self._x = edges[-1]
            first = last
            if first < len(shown):
                self._new_line()
        self._x += float(self._font.text_length(" ", _SIZE))

    def _shown(self, character: str) -> str:
        if self._font.has_glyph(ord(character)) and not unicodedata.category(character).startswith("C"):
            return character
        return f"[U+{ord(character):04X}]"

    def _new_line(self) -> None:
        self._x = _MARGIN
        self._y += _LEADING
        self._line += 1
        if self._y + _LEADING > _HEIGHT - _MARGIN:
            self._new_sheet()

    def _new_sheet(self) -> None:
        self._end_sheet()
        self._sheet = self._document.new_page(width=_WIDTH, height=_HEIGHT)
        self._writer = pymupdf.TextWriter(self._sheet.rect)
        self._x, self._y = _MARGIN, _MARGIN

    def _end_sheet(self) -> None:
        if self._sheet is not None:
            self._writer.write_text(self._sheet)
            self._sheet = None


def _runs(row: str) -> Iterator[tuple[int, int]]:
    """Yield where each run without blanks stands in a row."""
    start: int | None = None
    for at, character in enumerate(f"{row} "):
        if character.isspace():
            if start is not None:
                yield start, at
            start = None
        elif start is None:
            start = at
