"""Breaks the paragraphs of a letter into lines and its lines into pages, as a word processor would.

Measures are PDF points with the origin at the top left of a US Letter page. The faces are the base-14
fonts that stand for the Times New Roman and Arial of the posted letters; both have the same widths.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec
import pymupdf

Face = Literal["roman", "bold", "sans", "sans-bold"]
Role = Literal[
    "blank",
    "title",
    "header",
    "how_section",
    "summary_section",
    "issues_section",
    "documents_section",
    "label",
    "lead_in",
    "credentials",
    "summary",
    "documents",
    "heading",
    "claims_guideline",
    "imr_guideline",
    "rationale",
    "text",
]
Place = Literal[
    "before_summary_section",
    "in_summary",
    "before_issues_section",
    "before_heading",
    "in_heading",
    "before_claims_guideline",
    "in_claims_guideline",
    "before_imr_guideline",
    "in_imr_guideline",
    "before_rationale",
    "in_rationale",
]

PAGE_WIDTH = 612.0
PAGE_HEIGHT = 792.0
LEFT = 72.0
RIGHT = 542.0
TOP = 72.0
LINE_PITCH = 13.8
BODY_SIZE = 12.0
TABLE_SIZE = 11.04
REDACTION = "\u2588"
REDACTION_BLANKS = 18

_BASE_FONTS: dict[Face, str] = {"roman": "tiro", "bold": "tibo", "sans": "helv", "sans-bold": "hebo"}
_PIECE = re.compile(r"[^\s-]*-+(?=\S)|\S+")
_TOKEN = re.compile(r"(\n)|([^ \n]+)?( *)")


class Run(msgspec.Struct, frozen=True):
    """Text in one face; a line feed in it is a hard line break."""

    text: str
    face: Face = "roman"


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph with its part in the letter; `item` counts from 0, None outside the items."""

    runs: tuple[Run, ...]
    role: Role
    item: int | None = None
    centred: bool = False
    after: float = 0.0
    split_hyphen: bool = False


class PageBreak(msgspec.Struct, frozen=True):
    """A page break asked for: the place and, for places inside the items, the item from 0."""

    place: Place
    item: int = 0


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line as printed; `opens` marks the first line of its paragraph."""

    x: float
    baseline: float
    size: float
    runs: tuple[Run, ...]
    role: Role
    item: int | None = None
    opens: bool = True

    @property
    def text(self) -> str:
        """What an extraction gives for the line: a redaction is a run of blanks."""
        return "".join(run.text for run in self.runs).replace(REDACTION, " " * REDACTION_BLANKS)


class Box(msgspec.Struct, frozen=True):
    """A filled rectangle; grey 0 is black, 1 white."""

    x0: float
    y0: float
    x1: float
    y1: float
    grey: float


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page with its lines in reading order and the boxes that lie under or over them."""

    lines: tuple[Line, ...]
    under: tuple[Box, ...] = ()
    over: tuple[Box, ...] = ()
    logo: bool = False


class _Token(msgspec.Struct):
    runs: list[Run]
    width: float
    blanks: float
    hard_break: bool = False


@functools.cache
def _advances(face: Face) -> dict[str, float]:
    font = pymupdf.Font(_BASE_FONTS[face])
    characters = bytes(range(32, 256)).decode("cp1252", "ignore")
    table = {character: float(font.glyph_advance(ord(character))) for character in characters}
    table[REDACTION] = table[" "] * REDACTION_BLANKS
    return table


def text_width(text: str, face: Face, size: float) -> float:
    """The width of a text in points; raises KeyError for a character outside Windows-1252."""
    table = _advances(face)
    return sum([table[character] for character in text]) * size


def _tokens(runs: Iterable[Run]) -> list[_Token]:
    """Pieces between which a line may break: after blanks and, as Word does, after a hyphen."""
    tokens: list[_Token] = []
    glue = False
    for run in runs:
        for feed, word, blanks in _TOKEN.findall(run.text):
            if feed:
                tokens.append(_Token([], 0.0, 0.0, hard_break=True))
                glue = False
                continue
            pieces = _PIECE.findall(word)
            for index, piece in enumerate(pieces):
                last = index == len(pieces) - 1
                tail = blanks if last else ""
                width = text_width(piece, run.face, BODY_SIZE)
                gap = text_width(tail, run.face, BODY_SIZE)
                if glue:
                    joined = tokens[-1]
                    joined.runs.append(Run(piece + tail, run.face))
                    joined.width += joined.blanks + width
                    joined.blanks = gap
                else:
                    tokens.append(_Token([Run(piece + tail, run.face)], width, gap))
                glue = last and not blanks
            if blanks and not word and tokens and not tokens[-1].hard_break:
                tokens[-1].runs.append(Run(blanks, run.face))
                tokens[-1].blanks += text_width(blanks, run.face, BODY_SIZE)
                glue = False
            elif blanks and not word:
                tokens.append(_Token([Run(blanks, run.face)], 0.0, text_width(blanks, run.face, BODY_SIZE)))
                glue = False
    return tokens


def _merged(tokens: Iterable[_Token]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for token in tokens:
        for run in token.runs:
            if runs and runs[-1].face == run.face:
                runs[-1] = Run(runs[-1].text + run.text, run.face)
            else:
                runs.append(run)
    return tuple(runs)


def wrap(paragraph: Paragraph) -> list[tuple[Run, ...]]:
    """The lines of a paragraph, each with the blanks that Word leaves at its end."""
    room = RIGHT - LEFT
    lines: list[list[_Token]] = [[]]
    used = 0.0
    to_split = paragraph.split_hyphen
    for token in _tokens(paragraph.runs):
        if token.hard_break:
            lines.append([])
            used = 0.0
            continue
        if lines[-1] and used + token.width > room:
            lines.append([])
            used = 0.0
        lines[-1].append(token)
        used += token.width + token.blanks
        if to_split and token.blanks == 0 and used > room / 3 and token.runs[-1].text.endswith("-"):
            lines.append([])
            used = 0.0
            to_split = False
    return [_merged(line) for line in lines]


def line_count(paragraph: Paragraph) -> int:
    """How many lines a paragraph takes."""
    return len(wrap(paragraph))


def blank_line(face: Face = "roman") -> Paragraph:
    """An empty paragraph; Word prints one blank for it."""
    return Paragraph(runs=(Run(" ", face),), role="blank")


_FORCED: dict[Place, tuple[Role, bool]] = {
    "before_summary_section": ("summary_section", False),
    "in_summary": ("summary", True),
    "before_issues_section": ("issues_section", False),
    "before_heading": ("heading", False),
    "in_heading": ("heading", True),
    "before_claims_guideline": ("claims_guideline", False),
    "in_claims_guideline": ("claims_guideline", True),
    "before_imr_guideline": ("imr_guideline", False),
    "in_imr_guideline": ("imr_guideline", True),
    "before_rationale": ("rationale", False),
    "in_rationale": ("rationale", True),
}
_ITEM_ROLES: frozenset[Role] = frozenset({"heading", "claims_guideline", "imr_guideline", "rationale"})
_SECTION_ROLES: frozenset[Role] = frozenset({"how_section", "summary_section", "issues_section", "documents_section"})


def _forced_line(paragraph: Paragraph, count: int, breaks: Iterable[PageBreak]) -> int | None:
    """The line of the paragraph that a wished page break puts first on a page, or None."""
    for wanted in breaks:
        role, inside = _FORCED[wanted.place]
        if paragraph.role != role or (role in _ITEM_ROLES and paragraph.item != wanted.item):
            continue
        if not inside:
            return 0
        if count < 2:
            raise ValueError(f"{wanted.place}: the paragraph has only one line")
        return max(1, count // 2)
    return None


class _Sheet:
    """The page being filled."""

    def __init__(self, first: Page | None, top: float) -> None:
        self.pages: list[Page] = []
        self._first = first
        self._lines: list[Line] = list(first.lines) if first else []
        self._over: list[Box] = []
        self.y = top

    def turn(self) -> None:
        """Finishes the page and starts the next."""
        if self.pages or self._first is None:
            page = Page(lines=tuple(self._lines), over=tuple(self._over))
        else:
            page = msgspec.structs.replace(self._first, lines=tuple(self._lines), over=tuple(self._over))
        self.pages.append(page)
        self._lines, self._over, self.y = [], [], TOP

    def put(self, line: Line) -> None:
        """Prints a line, and a black box over each redaction in it."""
        self._lines.append(line)
        x = line.x
        for run in line.runs:
            for piece in re.split(f"({REDACTION})", run.text):
                width = text_width(piece, run.face, line.size)
                if piece == REDACTION:
                    self._over.append(Box(x, line.baseline - 9.5, x + width, line.baseline + 2.5, 0.0))
                x += width


def set_pages(
    paragraphs: Sequence[Paragraph],
    *,
    breaks: Iterable[PageBreak] = (),
    first: Page | None = None,
    top: float = TOP,
    bottom: float = 720.0,
) -> tuple[Page, ...]:
    """Sets paragraphs on pages.

    `first` holds what already stands on the first page (the header table), `top` is where its text goes on,
    `bottom` the lower margin. Raises ValueError when a wished page break has no place in the letter.
    """
    wanted = tuple(breaks)
    met = 0
    sheet = _Sheet(first, top)
    last = max((index for index, paragraph in enumerate(paragraphs) if paragraph.role != "blank"), default=0)
    for position, paragraph in enumerate(paragraphs):
        if position > last and sheet.y + LINE_PITCH > bottom:
            break
        lines = wrap(paragraph)
        forced = _forced_line(paragraph, len(lines), wanted)
        met += forced is not None
        if paragraph.role in _SECTION_ROLES and sheet.y + 4 * LINE_PITCH > bottom:
            sheet.turn()
        for index, runs in enumerate(lines):
            if index == forced or sheet.y + LINE_PITCH > bottom:
                sheet.turn()
            width = sum(text_width(run.text, run.face, BODY_SIZE) for run in runs)
            sheet.put(
                Line(
                    x=(LEFT + RIGHT - width) / 2 if paragraph.centred else LEFT,
                    baseline=sheet.y + 10.7,
                    size=BODY_SIZE,
                    runs=runs or (Run(" "),),
                    role=paragraph.role,
                    item=paragraph.item,
                    opens=index == 0,
                )
            )
            sheet.y += LINE_PITCH
        sheet.y += paragraph.after
    sheet.turn()
    if met != len(wanted):
        raise ValueError(f"{len(wanted)} page breaks were asked for, {met} have a place in this letter")
    return tuple(sheet.pages)
