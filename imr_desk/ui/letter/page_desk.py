"""The desk on which the pages lie under one another, drawn sharp, with marked words."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from imr_desk.model.geometry import Rect, Span
from imr_desk.model.letter import LetterText
from imr_desk.ui.dress import Dress
from imr_desk.ui.letter.glide import Glide
from imr_desk.ui.letter.highlights import Marks
from imr_desk.ui.letter.page_layout import (
    Fit,
    Frame,
    PageLayout,
    Spot,
    bounded,
    fitted_zoom,
    papers_of,
    revealing,
    stepped,
)
from imr_desk.ui.letter.page_problem import PageProblems
from imr_desk.ui.letter.paper import MarkKind, Paper
from imr_desk.ui.letter.pictures import PagePictures, Rank
from imr_desk.ui.letter.sheet_painting import SheetPainter
from imr_desk.ui.letter.text_selection import Caret, PrintedText
from imr_desk.ui.letter.tiles import PageTheme, TileKey
from imr_desk.ui.theme import font

LINE = 40
"""View units that an arrow key scrolls."""
_SLOW = 250
"""Milliseconds after which a page that is still being drawn says so."""
_CONTEXT = 0.22
"""Share of the view that is shown around evidence that had to be scrolled to."""


class PageDesk(QAbstractScrollArea):
    """Shows the pages of one letter; what hands do to it is the business of ``PageView``.

    Args:
        pictures: draws the pages.
        dress: theme, type and icons.
    """

    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, pictures: PagePictures, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("letterPages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.letter: LetterText | None = None
        self.marks: Marks | None = None
        self.printed: PrintedText | None = None
        self.caret: Caret | None = None
        self.fit = Fit.WIDTH
        self.rotation = 0
        self.page = 1
        self._dress = dress
        self.paper = Paper.of(dress.theme, PageTheme.LIGHT)
        self._pictures = pictures
        self.layout_of_pages = PageLayout.arranged((), 1.0, 0, 0)
        self._ratio = self.devicePixelRatioF()
        self._problems = PageProblems(self.viewport(), dress)
        self._problems.retry_requested.connect(self._retry)
        self.glide = Glide(self.verticalScrollBar())
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW)
        self._slow.timeout.connect(self.viewport().update)
        pictures.arrived.connect(self._repaint_page)
        pictures.failed.connect(self._show_problem)

    # What is shown

    def show_letter(self, letter: LetterText | None, rotation: int = 0) -> None:
        """Show a letter from its beginning (``None`` for none); the pictures must be turned to it before."""
        self.letter = letter
        self.marks = None if letter is None else Marks(letter)
        self.printed = None if letter is None else PrintedText(letter)
        self.caret = None
        self.rotation = rotation
        self.page = 1
        self._problems.place({})
        self._arrange(None)
        self.glide.jump(0)
        self.horizontalScrollBar().setValue(0)
        self._settle()

    def dress(self, dress: Dress, page_theme: PageTheme) -> None:
        """Restyle; the paper has a theme of its own."""
        self._dress = dress
        self.paper = Paper.of(dress.theme, page_theme)
        self._problems.dress(dress)
        self.viewport().update()
        self._settle()

    def mark(self, kind: MarkKind, spans: Iterable[Span]) -> None:
        """Mark these words and no others of this kind; only what looks different is painted again."""
        if self.marks is None:
            return
        spans = tuple(spans)
        before = self.marks.spans(kind)
        region = self._region(kind)
        if self.marks.set(kind, spans) or before != spans:
            self.viewport().update(region.united(self._region(kind)))

    def reveal(self, spans: tuple[Span, ...]) -> None:
        """Scroll so that the words show with some context; what shows already does not move."""
        boxes = self._boxes_to_reveal(spans)
        if not boxes:
            return
        width, height = self.viewport().width(), self.viewport().height()
        around = boxes[0]
        for box in boxes[1:]:
            around = around.united(box)
        if around.height > height:
            around = boxes[0]
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        self.glide.jump(revealing(down.value(), height, around.y0, around.y1, height * _CONTEXT))
        across.setValue(round(revealing(across.value(), width, around.x0, around.x1, width * _CONTEXT)))

    def show_box(self, page: int, rect: Rect) -> None:
        """Scroll just so far that a box on a page (in points) shows."""
        box = self.layout_of_pages.box(page, rect)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        self.glide.jump(revealing(down.value(), self.viewport().height(), box.y0, box.y1, LINE))
        across.setValue(round(revealing(across.value(), self.viewport().width(), box.x0, box.x1, LINE)))

    def _boxes_to_reveal(self, spans: tuple[Span, ...]) -> list[Rect]:
        if self.letter is None or not spans:
            return []
        page = spans[0].page
        rects = [rect for span in spans if span.page == page for rect in self.letter.rects_of(span)]
        return [self.layout_of_pages.box(page, rect) for rect in rects]

    # Pages

    def go_to_page(self, page: int) -> None:
        """Show a page from its top; numbers beyond the letter mean its ends."""
        if self.letter is None:
            return
        page = min(max(1, page), len(self.letter.pages))
        self.glide.jump(self.layout_of_pages.frame(page).y - 6)
        self._note_page(page)

    def scroll_screens(self, screens: float) -> None:
        """Scroll by so many views, gliding."""
        self.glide.to(self.glide.goal + screens * self.viewport().height())

    # Zoom

    @property
    def zoom(self) -> float:
        """The zoom as it is; 1.0 is full size."""
        return self.layout_of_pages.zoom

    def set_fit(self, fit: Fit) -> None:
        """Let the zoom follow the size of the view."""
        self.fit = fit
        self._rearrange()
        self.zoom_changed.emit()

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom, keeping what is at ``at`` (or in the middle) where it is."""
        at = at or QPointF(self.viewport().rect().center())
        anchor = self._spot_at(at)
        self.fit = Fit.FREE
        self._arrange(anchor, bounded(zoom))
        self.zoom_changed.emit()

    def zoom_by(self, steps: int) -> None:
        """Zoom by so many stops in (or, below zero, out)."""
        self.zoom_to(stepped(self.zoom, steps))

    def rotate(self) -> None:
        """Turn all pages a quarter clockwise."""
        anchor = self._spot_at(QPointF(self.viewport().rect().center()))
        self.rotation = (self.rotation + 90) % 360
        self._arrange(anchor)
        self.zoom_changed.emit()

    def spot_at(self, pos: QPointF) -> Spot | None:
        """Return the place on the nearest page under a place of the viewport."""
        return self.layout_of_pages.spot(
            pos.x() + self.horizontalScrollBar().value(), pos.y() + self.verticalScrollBar().value()
        )

    def rect_in_view(self, page: int, rect: Rect) -> QRectF:
        """Return where a box on a page lies in the viewport."""
        box = self.layout_of_pages.box(page, rect)
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QRectF(box.x0 - left, box.y0 - top, box.width, box.height)

    def _spot_at(self, pos: QPointF) -> tuple[Spot, QPointF] | None:
        spot = self.spot_at(pos)
        return None if spot is None else (spot, pos)

    def _arrange(self, anchor: tuple[Spot, QPointF] | None, zoom: float | None = None) -> None:
        """Lay the pages out anew, keeping the spot of ``anchor`` where it is in the view."""
        papers = () if self.letter is None else papers_of(self.letter)
        size = self.viewport().size()
        self._ratio = self.devicePixelRatioF()
        if self.fit is not Fit.FREE:
            zoom = fitted_zoom(papers, self.rotation, size.width(), size.height(), self.fit)
        layout = PageLayout.arranged(papers, zoom or self.zoom, self.rotation, size.width(), self._ratio)
        self.layout_of_pages = layout
        self.glide.stop()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(size.height())
        down.setSingleStep(LINE)
        down.setRange(0, max(0, round(layout.height) - size.height()))
        across.setPageStep(size.width())
        across.setSingleStep(LINE)
        across.setRange(0, max(0, round(layout.width) - size.width()))
        if anchor is not None and papers:
            spot, pos = anchor
            x, y = layout.place(spot)
            across.setValue(round(x - pos.x()))
            down.setValue(round(y - pos.y()))
        self.viewport().update()
        self._settle()

    # After every move

    def _settle(self) -> None:
        """Wish for the pictures that show now, note the page, put the cards of failed pages into place."""
        letter = self.letter
        if letter is None:
            return
        shown = self._shown()
        height = self.verticalScrollBar()
        at_end = 0 < height.maximum() == height.value()
        middle = self.layout_of_pages.nearest(height.value() + self.viewport().height() / 3)
        if shown and middle is not None:
            self._note_page(shown[-1].page if at_end else middle.page)
            keys = [self._key(letter, frame.page) for frame in shown]
            keys.sort(key=lambda key: key.page != self.page)
            around = (shown[-1].page + 1, shown[0].page - 1)
            self._pictures.wish(Rank.SHOWN, keys)
            self._pictures.wish(Rank.SOON, (self._key(letter, page) for page in around if self._has(page)))
            if self._pictures.waiting:
                self._slow.start()
        self._place_cards()

    def _note_page(self, page: int) -> None:
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)

    def _has(self, page: int) -> bool:
        return self.letter is not None and 1 <= page <= len(self.letter.pages)

    def _shown(self) -> tuple[Frame, ...]:
        top = self.verticalScrollBar().value()
        return self.layout_of_pages.between(top, top + self.viewport().height())

    def _key(self, letter: LetterText, page: int) -> TileKey:
        width = self._upright_width(self.layout_of_pages.frame(page))
        return self._pictures.key(letter, page, width, self.paper.theme)

    def _upright_width(self, frame: Frame) -> float:
        """Return the width of the page before it is turned, in device pixels."""
        return (frame.height if self.rotation % 180 == 90 else frame.width) * self._ratio

    # Pages that cannot be drawn

    def _show_problem(self, page: int) -> None:
        self._place_cards()
        self._repaint_page(page)

    def _place_cards(self) -> None:
        failed = [frame for frame in self._shown() if self._pictures.problem(frame.page)]
        rects = {frame.page: self._frame_rect(frame).toRect() for frame in failed}
        self._problems.place({page: (self._pictures.problem(page), rect) for page, rect in rects.items()})

    def _retry(self, page: int) -> None:
        self._pictures.retry(page)
        self.setFocus()
        self._settle()
        self._repaint_page(page)

    # Painting

    def _frame_rect(self, frame: Frame) -> QRectF:
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QRectF(frame.x - left, frame.y - top, frame.width, frame.height)

    def _repaint_page(self, page: int) -> None:
        if self._has(page):
            self.viewport().update(self._frame_rect(self.layout_of_pages.frame(page)).toAlignedRect())

    def _region(self, kind: MarkKind) -> QRegion:
        region = QRegion()
        if self.marks is not None:
            for frame in self._shown():
                for box in self.marks.boxes(kind, frame.page):
                    region += self.rect_in_view(frame.page, box).toAlignedRect().adjusted(-2, -2, 2, 2)
        return region

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is exposed: the desk, the sheets, their pictures and marks."""
        painter = QPainter(self.viewport())
        exposed: QRect = event.rect()
        painter.fillRect(exposed, QColor(self._dress.theme.sunken))
        if self.letter is None or self.marks is None:
            return
        if self._ratio != self.devicePixelRatioF():  # the window came to another screen
            QTimer.singleShot(0, self, self._rearrange)
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        sheets = SheetPainter(painter, self.layout_of_pages, self.paper, left, top, self._ratio)
        for frame in self.layout_of_pages.between(top + exposed.top() - 4, top + exposed.bottom() + 4):
            sheets.sheet(frame)
            self._paint_picture(sheets, frame, self.letter)
            sheets.marks(frame.page, self.marks)
        box = self.printed.box_of(self.caret) if self.printed and self.caret and self.hasFocus() else None
        if box is not None and self.caret is not None:
            sheets.caret(self.caret.page, box)

    def _paint_picture(self, sheets: SheetPainter, frame: Frame, letter: LetterText) -> None:
        key = self._key(letter, frame.page)
        image = self._pictures.picture(key)
        if image is not None:
            sheets.picture(frame, image, exact=abs(image.width() - self._upright_width(frame)) <= 1)
            return
        image = self._pictures.nearest(key)
        if image is not None:
            sheets.picture(frame, image, exact=False)
        elif not self._pictures.problem(frame.page) and not self._slow.isActive():
            sheets.words(frame, f"Drawing page {frame.page}…", font(self._dress.kind.body))

    def _rearrange(self) -> None:
        self._arrange(self._held(self.viewport().size()))

    def _held(self, before: QSize) -> tuple[Spot, QPointF] | None:
        """Return what stays where it is when the size of the view moves on from ``before``: its top.

        Evidence in focus that was in sight stays in sight instead, at the same share of the height.
        """
        view = QRectF(0, 0, before.width(), before.height())
        for frame in self._shown():
            for box in self.marks.boxes(MarkKind.FOCUS, frame.page)[:1] if self.marks is not None else ():
                seen = self.rect_in_view(frame.page, box)
                if view.contains(seen):
                    share = self.viewport().height() / max(1, before.height())
                    return Spot(frame.page, box.x0, box.y0), QPointF(seen.left(), seen.top() * share)
        return self._spot_at(QPointF(self.viewport().width() / 2, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the top of the view, or the evidence in sight, where it is."""
        self._arrange(self._held(event.oldSize()))
        self.zoom_changed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Move what is painted and paint only what comes in."""
        self.viewport().scroll(dx, dy)
        self._settle()
