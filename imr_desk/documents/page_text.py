"""One page of a PDF as text: MuPDF's words with their boxes, put into reading order, bold and unseen ones told apart.

Written for speed: the Python work for an ordinary word is one ``Word`` and one ``Rect``. What is rare (a line in two
faces, a run of blanks, a word that may not be seen) takes the slower way through ``careful_line``.
"""

from typing import Any

import msgspec
import pymupdf

from imr_desk.documents.careful_line import IsBlank, Paper, careful_line, ink_is_certain, is_bold
from imr_desk.documents.control_marks import marked
from imr_desk.documents.reading_order import Piece, Printed, Row, rows_of
from imr_desk.documents.typesetting import set_in_lines
from imr_desk.model.letter import Page

# Ligatures are taken apart, hyphens and unmapped glyphs left as they are; the text is that of the glyphs which a
# person sees, whatever "actual text" the file claims for them.
_FLAGS: int = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_IGNORE_ACTUALTEXT
_UPRIGHT = (1, 0)

Turn = tuple[int, int]
"""Direction in which a line runs on the page as shown, to the nearest right angle."""


class PageText(msgspec.Struct):
    """What the text layer of one page says.

    Attributes:
        page: the text that counts.
        unseen_words: how many words were left out because nobody sees them beside the others.
        only_unseen: all its words are invisible, as in the text layer that a scanner lays over its picture.
        control_characters: how many characters cannot be printed and are shown as marks.
    """

    page: Page
    unseen_words: int = 0
    only_unseen: bool = False
    control_characters: int = 0


def text_of(page: pymupdf.Page, number: int, is_blank: IsBlank) -> PageText:
    """Read the text layer of page ``number`` (from 1); boxes are in points on the page as it is shown.

    ``is_blank`` tells whether a box of the page shows nothing; it is asked only about text whose ink is in doubt.
    """
    # FzStextPage and not Page.get_textpage: that one takes the page's rotation off, which moves every box.
    structured = pymupdf.mupdf.FzStextPage(page.this, pymupdf.mupdf.FzStextOptions(_FLAGS))
    box = structured.m_internal.mediabox
    lines = _Lines(Paper(box.x0, box.y0, box.x1, box.y1, is_blank))
    # What stands off the paper would be left out in silence; without bounds it is seen here and told.
    box.x0 = box.y0 = pymupdf.FZ_MIN_INF_RECT
    box.x1 = box.y1 = pymupdf.FZ_MAX_INF_RECT
    layer = pymupdf.TextPage(structured)
    lines.take(layer.extractDICT()["blocks"], layer.extractWORDS())
    return lines.page_text(number)


class _Lines:
    """The lines of one page: those that are seen and those that are not, by the direction in which they run."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._seen: dict[Turn, list[Piece]] = {_UPRIGHT: []}
        self._unseen: dict[Turn, list[Piece]] = {_UPRIGHT: []}
        self._off_paper = 0

    def take(self, blocks: list[dict[str, Any]], words: list[Printed]) -> None:
        """Take in the page's blocks of lines and its words, which MuPDF gives in the same order."""
        at = 0
        for block in blocks:
            for line_number, line in enumerate(block.get("lines", ())):
                end = self._take_plainly(line, words, at)
                if end is None:
                    place = [block["number"], line_number]
                    end = at
                    while end < len(words) and [*words[end][5:7]] == place:
                        end += 1
                    self._take_carefully(line, words[at:end])
                at = end

    def _take_plainly(self, line: dict[str, Any], words: list[Printed], at: int) -> int | None:
        """Take an ordinary line and return where the words of the next begin; ``None`` if it needs a closer look."""
        parts: list[str] = []
        bold: list[bool] = []
        for span in line["spans"]:
            text = span["text"]
            if not ink_is_certain(span) or "    " in text:
                return None
            parts_of_span = text.split()
            parts += parts_of_span
            bold += [is_bold(span)] * len(parts_of_span)
        end = at + len(parts)
        mine = words[at:end]
        x0, y0, x1, y1 = line["bbox"]
        if line["dir"][0] < 0.7 or not self._paper.holds(x0, y0, x1, y1) or [word[4] for word in mine] != parts:
            return None
        if parts:
            self._seen[_UPRIGHT].append(Piece(x0, y0, x1, y1, " ".join(parts), mine, bold))
        return end

    def _take_carefully(self, line: dict[str, Any], words: list[Printed]) -> None:
        sorted_line = careful_line(line["spans"], words, line["bbox"], self._paper)
        self._off_paper += sorted_line.off_paper
        right, down = line["dir"]
        turn = (round(right), round(down)) if abs(abs(right) - abs(down)) > 0.1 else _UPRIGHT
        if sorted_line.seen is not None:
            self._seen.setdefault(turn, []).append(_turned(sorted_line.seen, turn))
        if sorted_line.unseen is not None:
            self._unseen.setdefault(turn, []).append(_turned(sorted_line.unseen, turn))

    def page_text(self, number: int) -> PageText:
        """Return the page, unseen words kept only where there are no others."""
        unseen = sum(len(piece.words) for pieces in self._unseen.values() for piece in pieces)
        only_unseen = unseen > 0 and not any(self._seen.values())
        text, words = set_in_lines(_rows(self._unseen if only_unseen else self._seen))
        text, control_characters = marked(text)
        paper = self._paper
        page = Page(number, text, tuple(words), paper.x1 - paper.x0, paper.y1 - paper.y0)
        left_out = self._off_paper + (0 if only_unseen else unseen)
        return PageText(page, left_out, only_unseen, control_characters)


def _turned(piece: Piece, turn: Turn) -> Piece:
    """Return the piece in the frame in which it is read, so that a page lying on its side is read rightly too."""
    if turn == _UPRIGHT:
        return piece
    right, down = turn
    xs = sorted((right * piece.x0 + down * piece.y0, right * piece.x1 + down * piece.y1))
    ys = sorted((right * piece.y0 - down * piece.x0, right * piece.y1 - down * piece.x1))
    piece.x0, piece.x1 = xs
    piece.y0, piece.y1 = ys
    return piece


def _rows(pieces: dict[Turn, list[Piece]]) -> list[Row]:
    """Return the rows of the direction with most text, then those of stamps and marginal notes in others."""
    if len(pieces) == 1:
        return rows_of(pieces[_UPRIGHT])
    most_first = sorted(pieces.values(), key=lambda group: -sum(len(piece.text) for piece in group))
    return [row for group in most_first for row in rows_of(group)]
