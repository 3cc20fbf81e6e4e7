"""Whether anything is seen in a box of a page, found out by drawing the page once."""

import msgspec
import pymupdf

_PIXELS = 2_000_000  # enough to tell ink from paper; a page too large for it is drawn coarser
_CONTRAST = 24  # of 255 grey levels; less is not seen as print


class _Drawing(msgspec.Struct):
    """The page in grey: rows of one byte a pixel, and how many pixels a point takes."""

    grey: bytes
    width: int
    height: int
    stride: int
    scale: float


class Ink:
    """What is seen on a page, which is drawn when it is first asked for."""

    def __init__(self, page: pymupdf.Page) -> None:
        self._page = page
        self._kept: _Drawing | None = None

    def is_blank(self, box: tuple[float, float, float, float]) -> bool:
        """Tell whether a line's box, in points as shown, is of one tone."""
        inset = 0.2 * (box[3] - box[1])  # rules and neighbouring lines reach into a line's box
        return self._is_of_one_tone(box[0], box[1] + inset, box[2], box[3] - inset)

    def page_is_blank(self) -> bool:
        """Tell whether the whole page is of one tone."""
        paper = self._page.rect
        return self._is_of_one_tone(paper.x0, paper.y0, paper.x1, paper.y1)

    def _is_of_one_tone(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        drawing = self._drawing()
        left, right = max(0, int(x0 * drawing.scale)), min(drawing.width, int(x1 * drawing.scale) + 1)
        top, foot = max(0, int(y0 * drawing.scale)), min(drawing.height, int(y1 * drawing.scale) + 1)
        starts = range(top * drawing.stride, foot * drawing.stride, drawing.stride)
        rows = [drawing.grey[start + left : start + right] for start in starts]
        if not any(rows):
            return True
        tone = rows[0][0]
        same = bytes(range(max(0, tone - _CONTRAST), min(256, tone + _CONTRAST + 1)))
        return not any(row.translate(None, same) for row in rows)

    def _drawing(self) -> _Drawing:
        if self._kept is None:
            paper = self._page.rect
            scale = min(2.0, (_PIXELS / max(1.0, paper.width * paper.height)) ** 0.5)
            matrix = pymupdf.Matrix(scale, scale)
            drawn = self._page.get_pixmap(matrix=matrix, colorspace=pymupdf.csGRAY, alpha=False)
            self._kept = _Drawing(drawn.samples, drawn.width, drawn.height, drawn.stride, scale)
        return self._kept
