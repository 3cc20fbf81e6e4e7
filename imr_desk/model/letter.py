"""The text of a letter, character by character, with the place of each word on its page."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from imr_desk.model.geometry import Rect, Span


class TextKind(StrEnum):
    """Where the characters come from: the PDF's text layer, OCR of its pictures, or a plain-text file."""

    LAYER = "layer"
    OCR = "ocr"
    PLAIN = "plain"


class Word(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One word of a page.

    Attributes:
        start: offset of its first character in ``Page.text``.
        end: offset behind its last character.
        line: number of its printed line on the page, counted from 0 in reading order.
        bold: printed in a bold face.
        box: where it stands on the paper; ``None`` for plain text, which has no paper.
        confidence: OCR's confidence in per cent; ``None`` when the text was not recognised but read.
    """

    start: int
    end: int
    line: int
    bold: bool = False
    box: Rect | None = None
    confidence: int | None = None


class Page(msgspec.Struct, frozen=True):
    """One page: its text in reading order (lines joined by a newline) and its words in the same order.

    Attributes:
        number: counted from 1.
        text: the characters that all offsets of this page refer to.
        words: in order of ``start``; never overlapping.
        width: width of the page as shown, in points; 0 for plain text.
        height: height of the page as shown, in points; 0 for plain text.
    """

    number: int
    text: str
    words: tuple[Word, ...]
    width: float = 0.0
    height: float = 0.0


class NoteKind(StrEnum):
    """What is odd about a letter's file or text."""

    REPAIRED = "repaired"
    DAMAGED = "damaged"
    HIDDEN_TEXT = "hidden-text"
    NO_TEXT = "no-text"
    MOJIBAKE = "mojibake"
    CONTROL_CHARACTERS = "control-characters"
    SCRIPTS = "scripts"
    ATTACHMENTS = "attachments"
    OCR_MISSING = "ocr-missing"
    LOW_CONFIDENCE = "low-confidence"
    ENCODING = "encoding"
    PAGES = "pages"
    PAGE_TWICE = "page-twice"


class LetterNote(msgspec.Struct, frozen=True):
    """Something that the reviewer must know about the letter's file, in one sentence."""

    kind: NoteKind
    sentence: str
    page: int | None = None


class Repair(msgspec.Struct, frozen=True):
    """A place where the text shown differs from the source, such as mojibake undone for display.

    Attributes:
        span: the repaired characters as shown.
        source: what the source says there.
    """

    span: Span
    source: str


class LetterText(msgspec.Struct, frozen=True):
    """A whole letter as text.

    Attributes:
        fingerprint: SHA-256 of the letter's bytes, in hexadecimal: the identity of a letter whatever its name.
        kind: where the text comes from.
        pages: in the order of the file, numbered from 1.
        notes: what is odd about the file.
        repairs: where the text shown is not the source's.
    """

    fingerprint: str
    kind: TextKind
    pages: tuple[Page, ...]
    notes: tuple[LetterNote, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def has_paper(self) -> bool:
        """Tell whether the letter has printed pages; plain text has none."""
        return self.kind is not TextKind.PLAIN

    def page(self, number: int) -> Page:
        """Return page ``number`` (from 1)."""
        return self.pages[number - 1]

    def text_of(self, span: Span) -> str:
        """Return the characters of the span exactly as in the page's text."""
        return self.page(span.page).text[span.start : span.end]

    def quote_of(self, spans: tuple[Span, ...]) -> str:
        """Return the text of the spans as running prose: white space and line ends folded to one blank."""
        return " ".join(" ".join(self.text_of(span).split()) for span in spans)

    def words_of(self, span: Span) -> tuple[Word, ...]:
        """Return the words that share a character with the span."""
        words = self.page(span.page).words
        first = bisect_right(words, span.start, key=lambda word: word.end)
        last = bisect_left(words, span.end, key=lambda word: word.start)
        return words[first:last]

    def rects_of(self, span: Span) -> tuple[Rect, ...]:
        """Return one box for each printed line the span touches, in points; empty for plain text."""
        lines: dict[int, Rect] = {}
        for word in self.words_of(span):
            if word.box is not None:
                box = self._cut(word, span)
                lines[word.line] = lines[word.line].united(box) if word.line in lines else box
        return tuple(lines[line] for line in sorted(lines))

    @staticmethod
    def _cut(word: Word, span: Span) -> Rect:
        """Return the part of the word's box that the span covers, taking all characters as equally wide."""
        box = word.box
        if box is None:  # pragma: no cover - callers ask only for words on paper
            raise ValueError("a word without paper has no box")
        length = max(1, word.end - word.start)
        left = max(0, span.start - word.start) / length
        right = max(0, word.end - span.end) / length
        return Rect(box.x0 + left * box.width, box.y0, box.x1 - right * box.width, box.y1)

    def line_of(self, span: Span) -> int:
        """Return the printed line on which the span begins, counted from 1 over the lines that hold text."""
        words = self.words_of(span)
        if words:
            return words[0].line + 1
        return sum(1 for line in self.page(span.page).text[: span.start].split("\n") if line.strip()) or 1

    def find(self, wanted: str, *, whole_words: bool = False) -> Iterator[Span]:
        """Yield each place where the words stand, in any case and across line ends (hyphens kept).

        An empty or blank ``wanted`` yields nothing; every other string is taken literally.
        """
        parts = [re.escape(part) for part in wanted.split()]
        if not parts:
            return
        pattern = r"\s+".join(parts)
        if whole_words:
            pattern = rf"(?<!\w){pattern}(?!\w)"
        compiled = re.compile(pattern, re.IGNORECASE)
        for page in self.pages:
            for match in compiled.finditer(page.text):
                yield Span(page.number, match.start(), match.end())
