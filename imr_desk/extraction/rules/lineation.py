"""Where a paragraph ends, and whether a line was broken where the printer had to break it.

Three looks, as far as the text allows them: the gap above a line (points on paper, blank lines in plain text), and
whether the first word of a line would still have fitted on the line above, which a justified or ragged paragraph
never leaves. In plain text without paper the width of a line is reckoned in Times, the face of every known letter.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from statistics import median

from imr_desk.extraction.rules.typeface import width_of
from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.geometry import Rect
from imr_desk.model.letter import TextKind, Word

_GAP = 1.5  # a paragraph stands further below than this many usual line distances
_COLUMN = 468.0  # width in points of the text column of the known letters: 6.5 inches
_COLUMN_MOST, _COLUMN_LEAST = 472.0, 440.0  # no line of the column is wider; its fuller lines are not narrower
_TOO_WIDE = 3.0  # points beyond the column from which a line surely is too wide
_HYPHEN = 4.0  # width of a hyphen in points
_CASE_NUMBER_BESIDE = re.compile(r"Case\s+Number\s*:\s*[A-Z]{2}\d{2}-")
_DECISION_DATE_BESIDE = re.compile(r"Decision\s+Date\s*:\s*\d")
_LINE_END_HYPHEN = re.compile(r"\w-[ ]*\n")
_TOP = 2000  # characters in which the header stands
_WIDE_SPARE = 30.0  # points by which a word must fit before it surely did: bold runs wider than reckoned
_WIDEST_CERTAIN = 70  # characters; no line of so few is wider than the column
_SHORT_LINE = 40  # characters; shorter lines tell nothing of the column

_BLANK = 0.25  # of the height of a line: the least width of the blank between two words
_ENOUGH = 16  # words of a page that are looked at for its direction
Turn = tuple[int, int]
"""Direction in which the lines of a page run, as it is shown."""
_MARKS = "\"'(),.;:\u201c\u201d\u2019"
_LINE = re.compile(r"[^\n]*\S[^\n]*")


class Lineation:
    """What the lines of one letter tell of its paragraphs. Read-only; figures are reckoned when first asked."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def gap_before(self, line_start: int) -> bool | None:
        """Tell whether a paragraph gap stands above the line; ``None`` where nothing shows it.

        On paper the answer is certain but at the top of a page. In plain text blank lines may be missing, so that
        their absence tells nothing.
        """
        if self._stream.letter.has_paper:
            return self._gap_on_paper(line_start)
        above = self._stream.line_before(line_start)
        if above is None or self._usual_blank_lines is None:
            return None
        between = self._stream.text[self._stream.line_end(above) : line_start]
        return True if between.count("\n") - 1 > self._usual_blank_lines else None

    def fits_above(self, line_start: int) -> bool | None:
        """Tell whether the first word of the line would have fitted on the line above; ``None`` if it may be.

        ``True`` means that a paragraph ended above; ``False`` that the line had to be broken there.
        """
        above = self._stream.line_before(line_start)
        if above is None:
            return None
        if self._stream.letter.has_paper:
            return self._fits_on_paper(above, line_start)
        if not self.is_known_column:
            return None
        text = self._stream.text
        first = text[line_start : self._stream.line_end(line_start)].split(maxsplit=1)[:1]
        line = text[above : self._stream.line_end(above)].strip()
        if not first:
            return None
        spare = self._column - width_of(f"{line} {first[0]}")
        return True if spare > _WIDE_SPARE else False if spare < 0 else None

    @cached_property
    def is_known_column(self) -> bool:
        """Whether the lines of a plain text are those of the printed column, so that their widths mean something."""
        widths = sorted(width_of(line) for line in self._long_lines)
        if len(widths) < 8:
            return False
        return _COLUMN_LEAST <= widths[len(widths) * 3 // 4] <= _COLUMN_MOST

    @property
    def _long_lines(self) -> list[str]:
        lines = (match[0].strip() for match in _LINE.finditer(self._stream.text))
        return [line for line in lines if len(line) >= _SHORT_LINE]

    def lost_hyphen(self, stretch: Stretch, *, bold: bool = False) -> bool:
        """Tell whether a line of the stretch may hold two halves of a word that were put together without a hyphen.

        Some engines drop the hyphen at a line's end and write ``anti-`` / ``inflammatory`` as one word on the first
        line, or go on with the whole next line; what stood there is then lost. Such a line is wider than the column,
        for it was broken because the word did not fit; only the hyphen's own width is spared. ``bold`` tells that the
        stretch is printed in bold.
        """
        stream = self._stream
        if stream.letter.kind is not TextKind.PLAIN or not self.is_known_column:
            return False
        at, end = stream.line_start(stretch.start), stream.line_end(stretch.end)
        for line in stream.text[at:end].split("\n"):
            place = Stretch(at, at + len(line))
            at += len(line) + 1
            if len(line) > _WIDEST_CERTAIN and self._is_joined(line.strip(), place, bold=bold):
                return True
        return False

    def _is_joined(self, line: str, place: Stretch, *, bold: bool) -> bool:
        width = width_of(line, bold=bold)
        if width <= self._column - _HYPHEN or self._stream.shows_joint(place):
            return False
        if width > self._column + _TOO_WIDE and not bold:
            return True
        word = line.rsplit(maxsplit=1)[-1].strip(_MARKS)
        return self._may_drop_hyphens and len(word) > 1 and self._words[word] == 1

    @cached_property
    def _words(self) -> Counter[str]:
        """How often each word of the letter comes."""
        return Counter(word.strip(_MARKS) for word in self._stream.text.split())

    @cached_property
    def _column(self) -> float:
        """Width of the text column in points: that of the known letters, or more where many lines have it."""
        widths = sorted((width_of(line) for line in self._long_lines), reverse=True)
        for widest, third in zip(widths, widths[2:], strict=False):
            if _COLUMN < widest <= _COLUMN_MOST and widest - third <= 1.0:
                return widest
        return _COLUMN

    @cached_property
    def _may_drop_hyphens(self) -> bool:
        """Whether the engine may be one that drops hyphens at line ends.

        Those that write each header label beside its value keep them, and so does any that has left one.
        """
        text = self._stream.text
        if self._has_line_too_wide:
            return True
        beside = _CASE_NUMBER_BESIDE.search(text, 0, _TOP) and _DECISION_DATE_BESIDE.search(text, 0, _TOP)
        return not beside and _LINE_END_HYPHEN.search(text) is None

    @property
    def _has_line_too_wide(self) -> bool:
        return any(
            width_of(match[0].strip()) > self._column + _TOO_WIDE
            and not self._stream.shows_joint(Stretch(match.start(), match.end()))
            for match in _LINE.finditer(self._stream.text)
            if match.end() - match.start() > _WIDEST_CERTAIN
        )

    @cached_property
    def _usual_blank_lines(self) -> int | None:
        """Blank lines between two lines of a paragraph; ``None`` where the text has the same number everywhere."""
        counts: Counter[int] = Counter()
        blank = 0
        for line in self._stream.text.split("\n"):
            if line.strip():
                counts[blank] += 1
                blank = 0
            else:
                blank += 1
        if len(counts) < 2:
            return None
        return counts.most_common(1)[0][0]

    def _gap_on_paper(self, line_start: int) -> bool | None:
        above_start = self._stream.line_before(line_start)
        if above_start is None or self._stream.page_at(above_start) != self._stream.page_at(line_start):
            return None
        here, above = self._first_box(line_start), self._first_box(above_start)
        if here is None or above is None or not self._usual_distance:
            return None
        return here.y1 - above.y1 > _GAP * self._usual_distance

    def _fits_on_paper(self, above_start: int, line_start: int) -> bool | None:
        here = self._first_box(line_start)
        above = self._last_box(above_start)
        if here is None or above is None:
            return None
        spare = self._right_edges[self._stream.page_at(above_start)] - (above.x1 + _BLANK * above.height + here.width)
        return True if spare > 1.0 else False if spare < -1.0 else None

    def _first_box(self, line_start: int) -> Rect | None:
        words = self._stream.words(Stretch(line_start, self._stream.line_end(line_start)))
        return self._upright(line_start, words[0].box) if words else None

    def _last_box(self, line_start: int) -> Rect | None:
        words = self._stream.words(Stretch(line_start, self._stream.line_end(line_start)))
        return self._upright(line_start, words[-1].box) if words else None

    def _upright(self, offset: int, box: Rect | None) -> Rect | None:
        return None if box is None else turned(box, self._turns[self._stream.page_at(offset)])

    @cached_property
    def _turns(self) -> dict[int, Turn]:
        return {page.number: turn_of(page.words) for page in self._stream.letter.pages}

    @cached_property
    def _usual_distance(self) -> float:
        """Distance in points from one line to the next inside a paragraph."""
        distances: list[float] = []
        for page in self._stream.letter.pages:
            turn = self._turns[page.number]
            line, foot = -1, 0.0
            for word in page.words:
                if word.line != line and word.box is not None:
                    below = turned(word.box, turn).y1
                    if line >= 0:
                        distances.append(below - foot)
                    line, foot = word.line, below
        return median(distances) if distances else 0.0

    @cached_property
    def _right_edges(self) -> dict[int, float]:
        """Right edge of the widest line of each page in points, in the frame in which its text is read."""
        edges: dict[int, float] = {}
        for page in self._stream.letter.pages:
            turn = self._turns[page.number]
            boxes = [word.box for word in page.words if word.box is not None]
            edges[page.number] = max((turned(box, turn).x1 for box in boxes), default=0.0)
        return edges


def turn_of(words: Sequence[Word]) -> Turn:
    """Tell in which direction the words of a page run, as it is shown: ``(1, 0)`` is left to right."""
    longest: tuple[float, Turn] = (0.0, (1, 0))
    for first, second in pairwise(words[:_ENOUGH]):
        if first.line == second.line and first.box is not None and second.box is not None:
            right = second.box.x0 + second.box.x1 - first.box.x0 - first.box.x1
            down = second.box.y0 + second.box.y1 - first.box.y0 - first.box.y1
            turn = (1 if right > 0 else -1, 0) if abs(right) > abs(down) else (0, 1 if down > 0 else -1)
            longest = max(longest, (abs(right) + abs(down), turn))
    return longest[1]


def turned(box: Rect, turn: Turn) -> Rect:
    """Return the box in the frame in which its page is read, x to the right and y down."""
    if turn == (1, 0):
        return box
    right, down = turn
    xs = sorted((right * box.x0 + down * box.y0, right * box.x1 + down * box.y1))
    ys = sorted((right * box.y0 - down * box.x0, right * box.y1 - down * box.x1))
    return Rect(xs[0], ys[0], xs[1], ys[1])
