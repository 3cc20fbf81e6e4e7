"""Pictures of the open letter's pages: drawn in a lane, kept within a budget, the newest wish first."""

from collections.abc import Iterable
from enum import IntEnum
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from imr_desk.model.errors import DeskError
from imr_desk.model.letter import LetterText
from imr_desk.ports import PagePixels
from imr_desk.services.pages import Pages
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.letter.page_layout import Paper, paper_of, papers_of
from imr_desk.ui.letter.paper import tinted
from imr_desk.ui.letter.tiles import PageTheme, TileKey, TileStore

BUDGET = 96 * 2**20
"""Bytes that all kept pictures may take."""
LARGEST_PICTURE = 12_000_000
"""Pixels; a page that would be larger is drawn at this size and stretched."""
_BYTES_A_PIXEL = 4
_PAGES_AHEAD = 2
"""Pages of the next letter that are drawn ahead: what a window shows of it when it opens."""
_UNEXPECTED = "This page could not be drawn because of a fault in the program."


class Rank(IntEnum):
    """Who wishes a picture; lower ranks are served first."""

    SHOWN = 0
    SOON = 1
    SMALL = 2


class _Ahead(NamedTuple):
    """A picture that will be wanted next."""

    case_id: int
    key: TileKey
    scale: float


class PagePictures(QObject):
    """Draws pages one at a time.

    A wish that is no longer made is forgotten unless it is being drawn. A page that could not be drawn is not tried
    again until ``retry``.

    Args:
        pages: the service that draws; it blocks, so it works in ``lane``.
        lane: where drawing happens.
        budget: bytes that the kept pictures may take.
    """

    arrived = Signal(int)
    failed = Signal(int)

    def __init__(self, pages: Pages, lane: Lane, budget: int = BUDGET) -> None:
        super().__init__()
        self._pages = pages
        self._lane = lane
        self._store: TileStore[QImage] = TileStore(budget)
        self._wishes: dict[Rank, tuple[TileKey, ...]] = {}
        self._case_id: int | None = None
        self._letter = ""
        self._papers: tuple[Paper, ...] = ()
        self._problems: dict[int, str] = {}
        self._job: Job | None = None
        self._drawing: TileKey | None = None
        self._ahead: list[_Ahead] = []

    def open(self, case_id: int, letter: LetterText) -> None:
        """Turn to another letter; pictures of earlier ones are kept while there is room."""
        self.close()
        self._case_id, self._letter, self._papers = case_id, letter.fingerprint, papers_of(letter)

    def ahead(self, case_id: int, letter: LetterText, theme: PageTheme) -> None:
        """Draw the first pages of the letter that will be opened next, as wide as pages are now, once nothing waits.

        What is drawn ahead is only a picture in the store: if it cannot be drawn, opening the letter says why.
        """
        shown = next((key for rank in sorted(self._wishes) for key in self._wishes[rank]), None)
        if letter.has_paper and shown is not None:
            scale = shown.width / self._papers[shown.page - 1].width
            self._ahead = [
                _Ahead(case_id, self.key(letter, page.number, scale * paper_of(page).width, theme), scale)
                for page in letter.pages[:_PAGES_AHEAD]
            ]
            self._draw_next()

    def close(self) -> None:
        """Forget the letter and all wishes."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._drawing = self._case_id = None
        self._ahead = []
        self._wishes, self._problems = {}, {}

    @staticmethod
    def key(letter: LetterText, page: int, width: float, theme: PageTheme) -> TileKey:
        """Return the key of a page ``width`` device pixels wide; a page too large has that of its largest picture."""
        paper = paper_of(letter.page(page))
        most = (LARGEST_PICTURE * paper.width / paper.height) ** 0.5
        return TileKey(letter.fingerprint, page, max(1, round(min(width, most))), theme)

    def picture(self, key: TileKey) -> QImage | None:
        """Return the picture if it is there."""
        return self._store.get(key)

    def nearest(self, key: TileKey) -> QImage | None:
        """Return a picture of the page in another size, to be stretched meanwhile."""
        return self._store.nearest(key)

    def problem(self, page: int) -> str:
        """Return why a page could not be drawn; empty when it could, or was not tried."""
        return self._problems.get(page, "")

    def wish(self, rank: Rank, keys: Iterable[TileKey]) -> None:
        """Say which pictures are wanted now, the most urgent first, instead of those wanted before in this rank."""
        self._wishes[rank] = tuple(key for key in keys if key.letter == self._letter)
        self._draw_next()

    def retry(self, page: int) -> None:
        """Try again to draw a page that failed."""
        if self._problems.pop(page, None) is not None:
            self._draw_next()

    @property
    def waiting(self) -> bool:
        """Tell whether a picture is being drawn."""
        return self._drawing is not None

    def _next(self) -> TileKey | None:
        for rank in sorted(self._wishes):
            for key in self._wishes[rank]:
                if key not in self._store and key.page not in self._problems and self._fits(key, rank):
                    return key
        return None

    def _fits(self, key: TileKey, rank: Rank) -> bool:
        """Make room for a picture; what is shown is drawn in any case, the rest only where there is room for it."""
        keep = {kept for at, keys in self._wishes.items() if at <= rank for kept in keys}
        return self._store.make_room(self._size(key), keep) or rank is Rank.SHOWN

    def _size(self, key: TileKey) -> int:
        paper = self._papers[key.page - 1]
        return int(key.width * (key.width * paper.height / paper.width + 1)) * _BYTES_A_PIXEL

    def _draw_next(self) -> None:
        if self._drawing is not None or self._case_id is None:
            return
        key = self._next()
        if key is None:
            self._draw_ahead()
            return
        self._drawing = key
        scale = key.width / self._papers[key.page - 1].width
        work = partial(_drawn, self._pages, self._case_id, key, scale)
        self._job = self._lane.run(self, work, self._keep, self._give_up)

    def _draw_ahead(self) -> None:
        while self._ahead:
            ahead = self._ahead.pop(0)
            if ahead.key not in self._store:
                work = partial(_drawn, self._pages, ahead.case_id, ahead.key, ahead.scale)
                self._lane.run(self, work, partial(self._keep_ahead, ahead.key), _forget)
                return

    def _keep_ahead(self, key: TileKey, image: QImage) -> None:
        wished = {kept for keys in self._wishes.values() for kept in keys}
        if self._store.make_room(image.sizeInBytes(), wished):
            self._store.put(key, image, image.sizeInBytes())
        self._draw_next()

    def _keep(self, image: QImage) -> None:
        key, self._drawing, self._job = self._drawing, None, None
        if key is None:
            return
        self._store.put(key, image, image.sizeInBytes())
        self._draw_next()
        self.arrived.emit(key.page)

    def _give_up(self, error: Exception) -> None:
        key, self._drawing, self._job = self._drawing, None, None
        if key is None:
            return
        self._problems[key.page] = error.sentence if isinstance(error, DeskError) else _UNEXPECTED
        self._draw_next()
        self.failed.emit(key.page)
        if not isinstance(error, DeskError):
            raise error


def _forget(_error: Exception) -> None:
    """Say nothing of a picture that nobody asked for yet."""


def _drawn(pages: Pages, case_id: int, key: TileKey, scale: float) -> QImage:
    """Draw a page in the lane, ready to be painted."""
    return tinted(image_of(pages.picture(case_id, key.letter, key.page, scale)), key.theme)


def image_of(pixels: PagePixels) -> QImage:
    """Return the picture as an image that owns its bytes, in the form that paints fastest."""
    borrowed = QImage(pixels.rgb, pixels.width, pixels.height, pixels.stride, QImage.Format.Format_RGB888)
    return borrowed.convertToFormat(QImage.Format.Format_RGB32)
