"""Where the pages of a letter lie on the desk: pure geometry, without Qt.

Points are those of the paper as the reader gives it (1/72 inch, origin at the top left). View units are logical
pixels of the scrolled content, origin at its top left.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from imr_desk.model.geometry import Rect
from imr_desk.model.letter import LetterText, Page

MARGIN = 16.0
"""Desk around the pages, in view units."""
GAP = 12.0
"""Desk between two pages, in view units."""
FULL_SIZE = 96 / 72
"""View units a point at 100 %: the 96 logical pixels an inch that desktops take for paper size."""
SMALLEST, LARGEST = 0.1, 8.0
"""Bounds of the zoom as fractions of full size."""
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0)
"""Where zooming by key or button stops."""


class Fit(StrEnum):
    """How the zoom follows the size of the view."""

    WIDTH = "width"
    PAGE = "page"
    FREE = "free"


class Paper(msgspec.Struct, frozen=True):
    """One page's paper in points."""

    page: int
    width: float
    height: float


class Frame(msgspec.Struct, frozen=True):
    """The place of a page in view units, turned as it is shown."""

    page: int
    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height


class Spot(msgspec.Struct, frozen=True):
    """A place on a page in points, perhaps beyond its edges."""

    page: int
    x: float
    y: float


def paper_of(page: Page) -> Paper:
    """Return the paper of a page; one without a size, such as a damaged one, is taken for US Letter."""
    return Paper(page.number, page.width or 612.0, page.height or 792.0)


def papers_of(letter: LetterText) -> tuple[Paper, ...]:
    """Return the papers of a letter."""
    return tuple(paper_of(page) for page in letter.pages)


def fitted_zoom(papers: Sequence[Paper], rotation: int, width: float, height: float, fit: Fit) -> float:
    """Return the zoom at which the widest page (and, for ``Fit.PAGE``, the tallest) fits into a view of this size."""
    if not papers:
        return 1.0
    turned = rotation % 180 == 90
    widest = max(paper.height if turned else paper.width for paper in papers)
    zoom = (width - 2 * MARGIN) / (widest * FULL_SIZE)
    if fit is Fit.PAGE:
        tallest = max(paper.width if turned else paper.height for paper in papers)
        zoom = min(zoom, (height - 2 * MARGIN) / (tallest * FULL_SIZE))
    return bounded(zoom)


def bounded(zoom: float) -> float:
    """Return the zoom within its bounds."""
    return min(LARGEST, max(SMALLEST, zoom))


def stepped(zoom: float, steps: int) -> float:
    """Return the next stop above (``steps`` > 0) or below a zoom."""
    for _ in range(abs(steps)):
        if steps > 0:
            at = bisect_right(STEPS, zoom * 1.005)
            zoom = STEPS[min(at, len(STEPS) - 1)]
        else:
            at = bisect_left(STEPS, zoom * 0.995) - 1
            zoom = STEPS[max(at, 0)]
    return zoom


class PageLayout(msgspec.Struct, frozen=True):
    """All pages under one another, centred.

    Attributes:
        papers: the pages in points.
        frames: the pages in view units, same order.
        zoom: 1.0 is full size.
        rotation: degrees clockwise: 0, 90, 180 or 270.
        width: width of the content.
        height: height of the content.
    """

    papers: tuple[Paper, ...]
    frames: tuple[Frame, ...]
    zoom: float
    rotation: int
    width: float
    height: float

    @classmethod
    def arranged(
        cls, papers: tuple[Paper, ...], zoom: float, rotation: int, view_width: float, ratio: float = 1.0
    ) -> "PageLayout":
        """Lay the pages out, each on whole device pixels (``ratio`` of them in a view unit)."""
        scale = zoom * FULL_SIZE
        turned = rotation % 180 == 90
        sizes = []
        for paper in papers:
            across, down = (paper.height, paper.width) if turned else (paper.width, paper.height)
            width = max(1, round(across * scale * ratio)) / ratio
            height = max(1, round(down * width / across * ratio)) / ratio
            sizes.append((width, height))
        content = max((width for width, _ in sizes), default=0.0) + 2 * MARGIN
        middle = max(content, view_width) / 2
        frames, y = [], MARGIN
        for paper, (width, height) in zip(papers, sizes, strict=True):
            x = round((middle - width / 2) * ratio) / ratio
            frames.append(Frame(paper.page, x, round(y * ratio) / ratio, width, height))
            y += height + GAP
        bottom = y - GAP + MARGIN if frames else 0.0
        return cls(papers, tuple(frames), zoom, rotation, max(content, view_width), bottom)

    def frame(self, page: int) -> Frame:
        """Return the place of page ``page`` (from 1)."""
        return self.frames[page - 1]

    def scale(self, page: int) -> float:
        """Return view units a point on this page."""
        paper, frame = self.papers[page - 1], self.frames[page - 1]
        return frame.width / (paper.height if self.rotation % 180 == 90 else paper.width)

    def between(self, top: float, bottom: float) -> tuple[Frame, ...]:
        """Return the pages that show between two heights."""
        first = bisect_right(self.frames, top, key=lambda frame: frame.bottom)
        last = bisect_left(self.frames, bottom, key=lambda frame: frame.y)
        return self.frames[first:last]

    def nearest(self, y: float) -> Frame | None:
        """Return the page at a height, or the one next to it; ``None`` for a letter without pages."""
        if not self.frames:
            return None
        at = bisect_right(self.frames, y, key=lambda frame: frame.bottom)
        if at >= len(self.frames):
            return self.frames[-1]
        after = self.frames[at]
        if at and after.y > y and y - self.frames[at - 1].bottom < after.y - y:
            return self.frames[at - 1]
        return after

    def spot(self, x: float, y: float) -> Spot | None:
        """Return the place on the nearest page under a place of the view."""
        frame = self.nearest(y)
        if frame is None:
            return None
        return self._spot_on(frame, x, y)

    def _spot_on(self, frame: Frame, x: float, y: float) -> Spot:
        scale, paper = self.scale(frame.page), self.papers[frame.page - 1]
        across, down = (x - frame.x) / scale, (y - frame.y) / scale
        turned = {
            0: (across, down),
            90: (down, paper.height - across),
            180: (paper.width - across, paper.height - down),
            270: (paper.width - down, across),
        }
        return Spot(frame.page, *turned[self.rotation])

    def place(self, spot: Spot) -> tuple[float, float]:
        """Return where a place on a page lies in the view."""
        paper, frame, scale = self.papers[spot.page - 1], self.frames[spot.page - 1], self.scale(spot.page)
        turned = {
            0: (spot.x, spot.y),
            90: (paper.height - spot.y, spot.x),
            180: (paper.width - spot.x, paper.height - spot.y),
            270: (spot.y, paper.width - spot.x),
        }
        across, down = turned[self.rotation]
        return frame.x + across * scale, frame.y + down * scale

    def box(self, page: int, rect: Rect) -> Rect:
        """Return where a box on a page lies in the view."""
        return self.spanned(Spot(page, rect.x0, rect.y0), Spot(page, rect.x1, rect.y1))

    def spanned(self, one: Spot, other: Spot) -> Rect:
        """Return the box of the view that has two places of pages for opposite corners."""
        x0, y0 = self.place(one)
        x1, y1 = self.place(other)
        return Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def parts(self, box: Rect) -> tuple[tuple[int, Rect], ...]:
        """Return what a box of the view covers of each page: page, and the box on its paper in points."""
        found = []
        for frame in self.between(box.y0, box.y1):
            top, bottom = max(box.y0, frame.y), min(box.y1, frame.bottom)
            one, other = self._spot_on(frame, box.x0, top), self._spot_on(frame, box.x1, bottom)
            rect = Rect(min(one.x, other.x), min(one.y, other.y), max(one.x, other.x), max(one.y, other.y))
            found.append((frame.page, rect))
        return tuple(found)

    def in_sight(self, boxes: Iterable[tuple[int, Rect]], view: Rect) -> Spot | None:
        """Return the top left corner of the first of these boxes (page, points) that shows whole in a view."""
        for page, rect in boxes:
            box = self.box(page, rect)
            if view.x0 <= box.x0 and box.x1 <= view.x1 and view.y0 <= box.y0 and box.y1 <= view.y1:
                return Spot(page, rect.x0, rect.y0)
        return None


def revealing(view_start: float, view_length: float, start: float, end: float, context: float) -> float:
    """Return the scroll position that shows ``start``..``end``, moving as little as it can.

    What shows already does not move at all, nor does a view that lies wholly within what is longer than itself. What
    must move comes in with ``context`` around it; of what is longer than the view, the beginning is shown.
    """
    view_end = view_start + view_length
    if (start >= view_start and end <= view_end) or (start <= view_start and end >= view_end):
        return view_start
    room = max(0.0, (view_length - (end - start)) / 2)
    around = min(context, room)
    if start < view_start or end - start > view_length:
        return start - around
    return end + around - view_length
