"""A line of a PDF that needs a closer look: two faces in one line, runs of blanks, words that may not be seen."""

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

import msgspec
import pymupdf

from imr_desk.documents.blanks import blanks
from imr_desk.documents.reading_order import Piece, Printed

Box = tuple[float, float, float, float]
IsBlank = Callable[[Box], bool]
"""Tells whether a box of the page, in points as shown, shows nothing when the page is drawn."""

_BOLD_FACE: int = pymupdf.TEXT_FONT_BOLD
_BOLD_INK: int = pymupdf.mupdf.FZ_STEXT_BOLD  # also a light face printed twice
_INK: int = pymupdf.mupdf.FZ_STEXT_FILLED | pymupdf.mupdf.FZ_STEXT_STROKED
_CLIP: int = pymupdf.mupdf.FZ_STEXT_CLIPPED  # characters that cut a picture; seen if the picture is
_PALE = 0xC0  # a colour with no part under this may be white on white
_UNREADABLE = 2.0  # points; nobody reads smaller print
_TOKEN = re.compile(r"\S+")

Span = dict[str, Any]


class Paper(msgspec.Struct, gc=False):
    """The page as shown, in points, and how to find out whether a box of it is blank."""

    x0: float
    y0: float
    x1: float
    y1: float
    is_blank: IsBlank

    def holds(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Tell whether the box lies wholly on the paper."""
        return x0 >= self.x0 and y0 >= self.y0 and x1 <= self.x1 and y1 <= self.y1

    def shows(self, box: Box) -> bool:
        """Tell whether the middle of the box lies on the paper."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


class CarefulLine(msgspec.Struct):
    """A line, its words apart by whether a person sees them."""

    seen: Piece | None
    unseen: Piece | None
    off_paper: int


def is_bold(span: Span) -> bool:
    """Tell whether the span is printed bold, by its face or by ink put on twice."""
    return bool(span["flags"] & _BOLD_FACE or span["char_flags"] & _BOLD_INK)


def ink_is_certain(span: Span) -> bool:
    """Tell whether the span is surely seen: drawn, opaque, neither pale nor tiny. Else it must be looked at."""
    return bool(
        span["char_flags"] & _INK
        and span["alpha"] == 255
        and span["color"] < _PALE * 0x010101
        and span["size"] >= _UNREADABLE
    )


def careful_line(spans: list[Span], words: list[Printed], box: Box, paper: Paper) -> CarefulLine:
    """Sort the words of one line into seen, unseen and off the paper.

    Where MuPDF's words are not the line's own (text in two directions), the line is cut at its blanks and the boxes
    are taken from the line's, all characters as equally wide.
    """
    text = "".join([span["text"] for span in spans])
    offsets = _offsets(text, words)
    if offsets is None:
        words = _words_by_width(text, box)
        offsets = _offsets(text, words) or []
    ends: list[int] = []
    for span in spans:
        ends.append((ends[-1] if ends else 0) + len(span["text"]))
    bold = [is_bold(span) for span in spans]
    ink = [_is_seen(span, paper) for span in spans]
    seen, unseen, off_paper = _Gathered(), _Gathered(), 0
    for word, offset in zip(words, offsets, strict=True):
        of_span = min(bisect_right(ends, offset), len(spans) - 1)
        if not paper.shows(word[:4]):
            off_paper += 1
        else:
            (seen if ink[of_span] else unseen).add(word, offset, bold[of_span], text)
    return CarefulLine(seen.piece(), unseen.piece(), off_paper)


class _Gathered:
    """Words of a line that belong together, with the blanks between them."""

    def __init__(self) -> None:
        self._words: list[Printed] = []
        self._starts: list[int] = []
        self._bold: list[bool] = []
        self._parts: list[str] = []
        self._length = 0
        self._end = 0

    def add(self, word: Printed, offset: int, bold: bool, line: str) -> None:
        if self._words:
            gap = blanks(line[self._end : offset])
            self._parts.append(gap)
            self._length += len(gap)
        self._starts.append(self._length)
        self._words.append(word)
        self._bold.append(bold)
        self._parts.append(word[4])
        self._length += len(word[4])
        self._end = offset + len(word[4])

    def piece(self) -> Piece | None:
        if not self._words:
            return None
        x0, y0, x1, y1 = zip(*[word[:4] for word in self._words], strict=True)
        text = "".join(self._parts)
        return Piece(min(x0), min(y0), max(x1), max(y1), text, self._words, self._bold, self._starts)


def _offsets(text: str, words: list[Printed]) -> list[int] | None:
    """Return where each word begins in the line; ``None`` where the words are not those of the line."""
    offsets: list[int] = []
    at = 0
    for word in words:
        found = text.find(word[4], at)
        if found < 0 or text[at:found].strip():
            return None
        offsets.append(found)
        at = found + len(word[4])
    return None if text[at:].strip() else offsets


def _words_by_width(text: str, box: Box) -> list[Printed]:
    x0, y0, x1, y1 = box
    width = (x1 - x0) / max(1, len(text))
    return [
        (x0 + width * token.start(), y0, x0 + width * token.end(), y1, token[0], 0, 0, 0)
        for token in _TOKEN.finditer(text)
    ]


def _is_seen(span: Span, paper: Paper) -> bool:
    if ink_is_certain(span):
        return True
    drawn = span["char_flags"] & (_INK | _CLIP)
    transparent = span["alpha"] == 0 and not span["char_flags"] & _CLIP
    if not drawn or transparent or span["size"] < _UNREADABLE:
        return False
    colour = span["color"]
    pale = min(colour >> 16, colour >> 8 & 255, colour & 255) >= _PALE
    return not ((pale or span["alpha"] < 128) and paper.is_blank(span["bbox"]))
