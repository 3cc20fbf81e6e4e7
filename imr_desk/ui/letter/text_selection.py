"""Which words of a page a pointer or a key means: pure, on the text of the letter and the boxes of its words."""

from bisect import bisect_left, bisect_right
from enum import Enum, auto

import msgspec

from imr_desk.model.geometry import Rect, Span
from imr_desk.model.letter import LetterText, Word

_BESIDE_ACROSS = 9.0
_BESIDE_DOWN = 3.0
"""Points around a word that a hand aiming at it may miss it by; the next line is hardly farther away."""


class Caret(msgspec.Struct, frozen=True, order=True, array_like=True):
    """A place between two characters: page number from 1, offset in ``Page.text``."""

    page: int
    offset: int


class Step(Enum):
    """How far a key moves the end of a selection."""

    WORD_BACK = auto()
    WORD_ON = auto()
    LINE_UP = auto()
    LINE_DOWN = auto()
    LINE_START = auto()
    LINE_END = auto()
    PAGE_START = auto()
    PAGE_END = auto()


class PrintedLine(msgspec.Struct, frozen=True):
    """A printed line: its words from left to right, and the box around them."""

    words: tuple[Word, ...]
    box: Rect

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return min(word.start for word in self.words)

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return max(word.end for word in self.words)


class PrintedText:
    """The words of a letter as they lie on its pages.

    Args:
        letter: a letter with paper.
    """

    def __init__(self, letter: LetterText) -> None:
        self._letter = letter
        self._lines: dict[int, tuple[PrintedLine, ...]] = {}

    def lines(self, page: int) -> tuple[PrintedLine, ...]:
        """Return the printed lines of a page in reading order."""
        if page not in self._lines:
            self._lines[page] = _lines(self._letter.page(page).words)
        return self._lines[page]

    # From a place on the paper to characters

    def word_at(self, page: int, x: float, y: float) -> Word | None:
        """Return the word under a point (in points); ``None`` beside all words."""
        for line in self.lines(page):
            if line.box.y0 <= y <= line.box.y1:
                for word in line.words:
                    if word.box is not None and word.box.holds(x, y):
                        return word
        return None

    def is_near(self, page: int, x: float, y: float) -> bool:
        """Tell whether a point lies on a word or so near to one that a hand aiming at the word may have missed it."""
        for line in self.lines(page):
            if line.box.y0 - _BESIDE_DOWN <= y <= line.box.y1 + _BESIDE_DOWN and any(
                word.box is not None and word.box.x0 - _BESIDE_ACROSS <= x <= word.box.x1 + _BESIDE_ACROSS
                for word in line.words
            ):
                return True
        return False

    def words_in(self, page: int, rect: Rect) -> tuple[Span, ...]:
        """Return the words whose middle lies in a box (in points), in reading order.

        Words that follow one another in the text are one span; where the box leaves a word out, as between columns,
        a new span begins.
        """
        inside = {
            word.start
            for line in self.lines(page)
            if line.box.y0 <= rect.y1 and line.box.y1 >= rect.y0
            for word in line.words
            if word.box is not None and rect.holds((word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2)
        }
        spans: list[Span] = []
        joins = False
        for word in self._letter.page(page).words if inside else ():
            if word.start not in inside:
                joins = False
                continue
            start = spans.pop().start if joins else word.start
            spans.append(Span(page, start, word.end))
            joins = True
        return tuple(spans)

    def caret_at(self, page: int, x: float, y: float) -> Caret | None:
        """Return the place between characters nearest to a point; ``None`` on a page without words."""
        lines = self.lines(page)
        if not lines:
            return None
        line = min(lines, key=lambda each: _away(each.box, x, y))
        return Caret(page, _offset_in(line, x))

    # Words and lines around a place

    def word_around(self, caret: Caret) -> Span | None:
        """Return the word that holds the place, or ends at it; ``None`` between two words."""
        for word in self._touching(caret):
            if word.start <= caret.offset < word.end:
                return Span(caret.page, word.start, word.end)
        for word in self._touching(caret):
            return Span(caret.page, word.start, word.end)
        return None

    def line_around(self, caret: Caret) -> Span | None:
        """Return the printed line that holds the place or lies nearest to it."""
        at = self._line_index(caret)
        if at is None:
            return None
        line = self.lines(caret.page)[at]
        return Span(caret.page, line.start, line.end)

    def first_in(self, page: int, top: float) -> Caret | None:
        """Return the beginning of the first line at or below a height of the page (in points)."""
        lines = self.lines(page)
        for line in lines:
            if line.box.y0 >= top:
                return Caret(page, line.start)
        return Caret(page, lines[-1].start) if lines else None

    def moved(self, caret: Caret, step: Step) -> Caret:
        """Return the place one step on; the same place where there is nothing more."""
        if step is Step.WORD_ON:
            return self._word_on(caret)
        if step is Step.WORD_BACK:
            return self._word_back(caret)
        if step in (Step.LINE_UP, Step.LINE_DOWN):
            return self._line_on(caret, 1 if step is Step.LINE_DOWN else -1)
        return self._edge(caret, step)

    def _edge(self, caret: Caret, step: Step) -> Caret:
        words, line = self._letter.page(caret.page).words, self.line_around(caret)
        if not words or line is None:
            return caret
        edges = {
            Step.PAGE_START: words[0].start,
            Step.PAGE_END: words[-1].end,
            Step.LINE_START: line.start,
            Step.LINE_END: line.end,
        }
        return Caret(caret.page, edges[step])

    def box_of(self, caret: Caret) -> Rect | None:
        """Return a box without width where the place lies on the paper."""
        at = self._line_index(caret)
        if at is None:
            return None
        line = self.lines(caret.page)[at]
        for word in line.words:
            if word.box is not None and word.start <= caret.offset <= word.end:
                x = word.box.x0 + word.box.width * (caret.offset - word.start) / max(1, word.end - word.start)
                return Rect(x, word.box.y0, x, word.box.y1)
        return Rect(line.box.x0, line.box.y0, line.box.x0, line.box.y1)

    # What two places hold between them

    def between(self, one: Caret, other: Caret) -> tuple[Span, ...]:
        """Return what is selected between two places, one span a page, in page order.

        Within one word the characters count; beyond it whole words, so that no word is cut at its edge.
        """
        first, last = sorted((one, other))
        if first == last:
            return ()
        if first.page == last.page and self._same_word(first, last):
            return (Span(first.page, first.offset, last.offset),)
        spans = []
        for number in range(first.page, last.page + 1):
            words = self._letter.page(number).words
            low = bisect_right(words, first.offset, key=lambda word: word.end) if number == first.page else 0
            high = bisect_left(words, last.offset, key=lambda word: word.start) if number == last.page else len(words)
            if low < high:
                spans.append(Span(number, words[low].start, words[high - 1].end))
        return tuple(spans)

    def _same_word(self, first: Caret, last: Caret) -> bool:
        return any(word.start <= first.offset and last.offset <= word.end for word in self._touching(first))

    def _touching(self, caret: Caret) -> tuple[Word, ...]:
        words = self._letter.page(caret.page).words
        low = bisect_left(words, caret.offset, key=lambda word: word.end)
        high = bisect_right(words, caret.offset, key=lambda word: word.start)
        return words[low:high]

    def _line_index(self, caret: Caret) -> int | None:
        lines = self.lines(caret.page)
        nearest, least = None, 0
        for index, line in enumerate(lines):
            away = max(line.start - caret.offset, caret.offset - line.end, 0)
            if nearest is None or away < least:
                nearest, least = index, away
        return nearest

    def _word_on(self, caret: Caret) -> Caret:
        for number in range(caret.page, len(self._letter.pages) + 1):
            words = self._letter.page(number).words
            at = bisect_right(words, caret.offset, key=lambda word: word.end) if number == caret.page else 0
            if at < len(words):
                return Caret(number, words[at].end)
        return caret

    def _word_back(self, caret: Caret) -> Caret:
        for number in range(caret.page, 0, -1):
            words = self._letter.page(number).words
            at = bisect_left(words, caret.offset, key=lambda word: word.start) if number == caret.page else len(words)
            if at:
                return Caret(number, words[at - 1].start)
        return caret

    def _line_on(self, caret: Caret, way: int) -> Caret:
        at, box = self._line_index(caret), self.box_of(caret)
        if at is None or box is None:
            return caret
        if 0 <= at + way < len(self.lines(caret.page)):
            return Caret(caret.page, _offset_in(self.lines(caret.page)[at + way], box.x0))
        page = caret.page + way
        while 1 <= page <= len(self._letter.pages):
            lines = self.lines(page)
            if lines:
                return Caret(page, _offset_in(lines[0 if way > 0 else -1], box.x0))
            page += way
        return caret


def _lines(words: tuple[Word, ...]) -> tuple[PrintedLine, ...]:
    gathered: dict[int, list[Word]] = {}
    for word in words:
        if word.box is not None:
            gathered.setdefault(word.line, []).append(word)
    return tuple(_line(gathered[line]) for line in sorted(gathered))


def _line(words: list[Word]) -> PrintedLine:
    boxes = [word.box for word in words if word.box is not None]
    around = boxes[0]
    for box in boxes[1:]:
        around = around.united(box)
    return PrintedLine(tuple(sorted(words, key=lambda word: word.box.x0 if word.box else 0.0)), around)


def _away(box: Rect, x: float, y: float) -> float:
    """Return how far a point is from a line; height counts more, so that the line beside the pointer is meant."""
    across = max(box.x0 - x, x - box.x1, 0.0)
    down = max(box.y0 - y, y - box.y1, 0.0)
    return across + 4 * down


def _offset_in(line: PrintedLine, x: float) -> int:
    """Return the offset between characters nearest to ``x``, the characters of a word taken as equally wide."""
    nearest, least = line.words[0], float("inf")
    for word in line.words:
        if word.box is not None:
            away = max(word.box.x0 - x, x - word.box.x1, 0.0)
            if away < least:
                nearest, least = word, away
    box = nearest.box
    if box is None or box.width <= 0:
        return nearest.start
    share = min(1.0, max(0.0, (x - box.x0) / box.width))
    return nearest.start + round(share * (nearest.end - nearest.start))
