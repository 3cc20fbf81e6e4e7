"""What of each page belongs to the letter's running text, and whether the pages go on from one another.

Posted letters have no footers; other copies may carry page numbers or a running head with the case number, and a
copy may hold a page twice, lack one, or have two in the wrong order. What repeats is left out of the running text.
What does not go on is told, and the values that run over that edge are doubted.
"""

import re
from collections.abc import Sequence

import msgspec

from imr_desk.extraction.rules.lineation import Lineation, turn_of
from imr_desk.extraction.stream import Part, Stream
from imr_desk.model.letter import LetterText, Page

_PAGE_NUMBER = re.compile(
    r"[ ]*(?:-[ ]*)?(?:Page[ ]*)?(?P<number>\d{1,4})(?:[ ]*(?:of|/)[ ]*\d{1,4})?(?:[ ]*-)?[ ]*", re.IGNORECASE
)
_PAGE_OF = r"Page[ ]*\d{1,4}(?:[ ]*of[ ]*\d{1,4})?"
_RUNNING_HEAD = re.compile(
    rf"[ ]*(?:{_PAGE_OF}[ ,|-]*)?(?:(?:IMR|MAXIMUS)[ ]+)?(?:Case[ ]+(?:Number|No\.?|\#)[ ]*:?[ ]*)?"
    rf"[A-Z]{{2}}\d{{2}}-\d{{7}}(?:[ ,|-]*{_PAGE_OF})?[ ]*",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.!?:][\"'\u2019\u201d)\]]*$")
_ABBREVIATED = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|vs|No|pgs?|pp?|eds?|i\.e|e\.g|approx|cf|etc|[A-Z])\.$")
_ENDS_PARAGRAPH = re.compile(r"\b(?:Upheld|Overturned)[ .]*$")
_BEGINS_PARAGRAPH = re.compile(
    r"(?:Claims?\s+Administrator['\u2019]?s?\s+guideline|MAXIMUS\s+guideline|Decision\s+rationale|IMR\s+ISSUES|CLINICAL\s+CASE|"
    r"HOW\s+THE\s+IMR|The\s+Final\s+Determination\s+was|The\s+expert\s+reviewer\s+developed|Case\s+Number)",
    re.IGNORECASE,
)
_MOST_FREE = 0.35  # of a page's height; pages that are followed by another leave at most 0.18 free
_EDGES = 2  # lines at each edge of a page that may be a running head or foot


class Bodies(msgspec.Struct, frozen=True):
    """The pages without their running heads and feet.

    Attributes:
        parts: what of each page is running text, in order.
        doubled: numbers of the pages that repeat an earlier one and were left out.
        blank: numbers of pages without text.
    """

    parts: tuple[Part, ...]
    doubled: tuple[int, ...] = ()
    blank: tuple[int, ...] = ()


def bodies_of(letter: LetterText) -> Bodies:
    """Tell what of each page belongs to the running text."""
    seen: set[str] = set()
    pages: list[Page] = []
    doubled: list[int] = []
    blank: list[int] = []
    for page in letter.pages:
        bare = page.text.strip()
        key = " ".join(bare.split()) if len(letter.pages) > 1 else bare
        if not bare:
            blank.append(page.number)
        elif key in seen:
            doubled.append(page.number)
        else:
            seen.add(key)
            pages.append(page)
    if len(pages) < 2:
        parts = tuple(Part(page.number, 0, len(page.text)) for page in pages)
    else:
        parts = _without_running_lines(pages)
    return Bodies(parts, tuple(doubled), tuple(blank))


def _without_running_lines(pages: Sequence[Page]) -> tuple[Part, ...]:
    edges = [_edge_lines(page.text) for page in pages]
    shifts: dict[int, int] = {}
    for page, (head, foot) in zip(pages, edges, strict=True):
        numbers = {int(m["number"]) - page.number for line in (*head, *foot) if (m := _number(page.text, line))}
        for shift in numbers:
            shifts[shift] = shifts.get(shift, 0) + 1
    shift, count = max(shifts.items(), key=lambda entry: entry[1], default=(0, 0))
    numbered = shift if count >= 2 and count >= len(pages) - 1 else None
    parts: list[Part] = []
    for page, (head, foot) in zip(pages, edges, strict=True):
        start, end = 0, len(page.text)
        for line in head:
            if not _is_running(page, line, numbered, first=page is pages[0]):
                break
            start = line[1]
        for line in foot:
            if not _is_running(page, line, numbered, first=page is pages[0]):
                break
            end = line[0]
        parts.append(Part(page.number, start, max(start, end)))
    return tuple(parts)


def _edge_lines(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return where the first and the last lines with text stand, nearest to the edge first."""
    head: list[tuple[int, int]] = []
    at = 0
    while at < len(text) and len(head) < _EDGES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[at:end].strip():
            head.append((at, end))
        at = end + 1
    foot: list[tuple[int, int]] = []
    end = len(text)
    while end > 0 and len(foot) < _EDGES:
        start = text.rfind("\n", 0, end) + 1
        if text[start:end].strip():
            foot.append((start, end))
        end = start - 1
    return head, foot


def _number(text: str, line: tuple[int, int]) -> re.Match[str] | None:
    return _PAGE_NUMBER.fullmatch(text, *line) if line[1] - line[0] < 40 else None


def _is_running(page: Page, line: tuple[int, int], numbered: int | None, *, first: bool) -> bool:
    match = _number(page.text, line)
    if match is not None:
        return numbered is not None and int(match["number"]) - page.number == numbered
    return not first and line[1] - line[0] <= 80 and _RUNNING_HEAD.fullmatch(page.text, *line) is not None


def short_pages(letter: LetterText, bodies: Bodies) -> tuple[int, ...]:
    """Return the numbers of pages, not the last, whose text ends high above the foot, as only a last page's does."""
    short: list[int] = []
    for part in bodies.parts[:-1]:
        page = letter.page(part.page)
        if page.words and page.height and _free_foot(page) > _MOST_FREE * page.height:
            short.append(page.number)
    return tuple(short)


def _free_foot(page: Page) -> float:
    """Return the free space below the last word of the page, in points, in the direction in which it is read."""
    last = next((word.box for word in reversed(page.words) if word.box is not None), None)
    if last is None:
        return 0.0
    right, down = turn_of(page.words)
    if down:
        return last.x0 if down > 0 else page.width - last.x1
    return page.height - last.y1 if right > 0 else last.y0


def broken_joins(stream: Stream, lineation: Lineation) -> dict[int, str]:
    """Return the page edges that do not go on in running text, by offset, with what is odd about each.

    A line that a page ends with was broken because the next word did not fit. Where the first word of the next page
    would have fitted and no sentence ends, or a sentence ends and the next page begins in small letters, a page is
    missing or out of place.
    """
    broken: dict[int, str] = {}
    text = stream.text
    for join in stream.page_joins:
        before = text[max(0, join - 300) : join].rstrip()
        behind = text[join : join + 300].lstrip()
        if not before or not behind or _ENDS_PARAGRAPH.search(before[-20:]):
            continue
        ends = _ENDS_SENTENCE.search(before) is not None and _ABBREVIATED.search(before) is None
        begins = _BEGINS_PARAGRAPH.match(behind) is not None
        first_line = join + len(text[join : join + 300]) - len(behind)
        if ends and behind[0].islower():
            broken[join] = "a sentence ends the page before and this page begins in the middle of one"
        elif begins and not ends:
            broken[join] = "the page before ends in the middle of a sentence and this page does not go on with it"
        elif not ends and lineation.fits_above(stream.line_start(first_line)):
            broken[join] = "the page before has room for the first word of this one"
    return broken
