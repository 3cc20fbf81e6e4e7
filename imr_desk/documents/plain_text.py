"""Letters in plain text: copied out of a viewer, or written by another program."""

import re
from bisect import bisect_left, bisect_right
from hashlib import sha256

from imr_desk.documents.blanks import blanks
from imr_desk.documents.control_marks import marked
from imr_desk.documents.encodings import Decoded, decoded, is_text
from imr_desk.documents.line_layout import paragraphs
from imr_desk.documents.mojibake import Mended, mended
from imr_desk.documents.refusals import MAX_PAGES, empty, too_many_pages
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterNote, LetterText, NoteKind, Page, Repair, TextKind, Word

LONGEST_WORD = 1_000
"""Characters; a longer "word" is broken over several lines, because a text view needs minutes for one such line."""

_TOKEN = re.compile(r"\S+")
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")


class PlainTextReader:
    """Reads plain text in UTF-8, UTF-16 or windows-1252.

    The text shown is single-spaced with an empty line between paragraphs, one page unless the file has form feeds;
    double encoding is undone and unprintable characters are shown as marks. The file itself stays as it is.
    """

    @property
    def name(self) -> str:
        """Name of this reader in records."""
        return "text"

    def knows(self, content: bytes) -> bool:
        """Tell whether the bytes are characters rather than a program's data."""
        return is_text(content)

    def read(self, content: bytes) -> LetterText:
        """Return the letter's text; every offset refers to the text as shown.

        Raises:
            LetterError: no text in it, or too many pages.
        """
        source = decoded(content)
        text, mends = mended(_LINE_END.sub("\n", source.text))
        sheets = text.rstrip("\f\n\t ").split("\f")
        if len(sheets) > MAX_PAGES:
            raise too_many_pages(len(sheets))
        pages: list[Page] = []
        repairs: list[Repair] = []
        unprintable = broken = start = 0
        for number, sheet in enumerate(sheets, 1):
            shown, marks = marked(sheet)
            unprintable += marks
            setting = _Setting(number)
            setting.set(shown)
            pages.append(setting.page())
            repairs += setting.repairs([mend for mend in mends if start <= mend.start <= start + len(sheet)], start)
            broken += setting.broken_words
            start += len(sheet) + 1
        if not any(page.words for page in pages):
            raise empty()
        notes = _notes(source, mends=len(mends), unprintable=unprintable, broken=broken)
        return LetterText(sha256(content).hexdigest(), TextKind.PLAIN, tuple(pages), notes, tuple(repairs))


class _Setting:
    """Sets one page line by line and remembers where each word of the source went."""

    def __init__(self, number: int) -> None:
        self.broken_words = 0
        self._number = number
        self._words: list[Word] = []
        self._sources: list[int] = []  # for each word, where it begins in the source page
        self._parts: list[str] = []
        self._length = 0
        self._line = 0

    def set(self, text: str) -> None:
        """Set the whole text of the page."""
        lines = text.split("\n")
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        for number, paragraph in enumerate(paragraphs(lines)):
            if number:
                self._put("\n\n")
            for index, line_number in enumerate(paragraph):
                if index:
                    self._put("\n")
                self._set_line(lines[line_number], starts[line_number])
                self._line += 1

    def page(self) -> Page:
        return Page(self._number, "".join(self._parts), tuple(self._words))

    def repairs(self, mends: list[Mended], offset: int) -> list[Repair]:
        """Return where the mended places are in the text as set; mended white space is not told."""
        found: list[Repair] = []
        for mend in mends:
            start, end = mend.start - offset, mend.end - offset
            first = max(0, bisect_right(self._sources, start) - 1)
            last = bisect_left(self._sources, end) - 1
            if last < first:
                continue
            shown_start = self._shown(first, start)
            shown_end = self._shown(last, end)
            if shown_start < shown_end:
                found.append(Repair(Span(self._number, shown_start, shown_end), mend.source))
        return found

    def _shown(self, word: int, source: int) -> int:
        at = self._words[word].start + source - self._sources[word]
        return max(self._words[word].start, min(at, self._words[word].end))

    def _set_line(self, line: str, offset: int) -> None:
        end = -1
        for token in _TOKEN.finditer(line):
            if end >= 0:
                self._put(blanks(line[end : token.start()]))
            end = token.end()
            self.broken_words += end - token.start() > LONGEST_WORD
            for start in range(token.start(), end, LONGEST_WORD):
                if start > token.start():
                    self._put("\n")
                    self._line += 1
                self._set_word(line[start : min(end, start + LONGEST_WORD)], offset + start)

    def _set_word(self, text: str, source: int) -> None:
        self._words.append(Word(self._length, self._length + len(text), self._line))
        self._sources.append(source)
        self._put(text)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _notes(source: Decoded, *, mends: int, unprintable: int, broken: int) -> tuple[LetterNote, ...]:
    notes: list[tuple[NoteKind, str]] = []
    if source.encoding == "windows-1252":
        notes.append((NoteKind.ENCODING, "The file was read as Windows-1252 text; check accents, dashes and quotes."))
    if source.lost:
        notes.append((NoteKind.DAMAGED, f"{_count(source.lost, 'character')} cannot be read; marks stand for them."))
    if mends:
        notes.append(
            (NoteKind.MOJIBAKE, f"{_count(mends, 'garbled place')} put right for reading; the file is unchanged.")
        )
    if unprintable:
        notes.append((NoteKind.CONTROL_CHARACTERS, f"{_count(unprintable, 'unprintable character')} shown as marks."))
    if broken:
        notes.append((NoteKind.ENCODING, f"{_count(broken, 'word')} of over {LONGEST_WORD:,} characters broken up."))
    return tuple(LetterNote(kind, sentence) for kind, sentence in notes)


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"
