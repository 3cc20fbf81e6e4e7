"""The desk on which the pages lie under one another, drawn sharp, with marked words."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from imr_desk.model.geometry import Rect, Span
from imr_desk.model.letter import LetterText
from imr_desk.ui.dress import Dress
from imr_desk.ui.label_look import Mark
from imr_desk.ui.letter.highlights import Marks
from imr_desk.ui.letter.label_marks import LabelMarks
from imr_desk.ui.letter.page_area import PageArea
from imr_desk.ui.letter.page_layout import Frame, Spot, papers_of
from imr_desk.ui.letter.page_problem import PageProblems
from imr_desk.ui.letter.paper import MarkKind, Paper
from imr_desk.ui.letter.pictures import PagePictures, Rank
from imr_desk.ui.letter.sentence_walk import SentenceWalk
from imr_desk.ui.letter.sheet_painting import SheetPainter
from imr_desk.ui.letter.text_selection import Caret, PrintedText
from imr_desk.ui.letter.tiles import PageTheme, TileKey
from imr_desk.ui.theme import font

_SLOW = 250
"""Milliseconds after which a page that is still being drawn says so."""


class PageDesk(PageArea):
    """Shows the pages of one letter; what hands do to it is the business of ``PageView``.

    Args:
        pictures: draws the pages.
        dress: theme, type and icons.
    """

    page_changed = Signal(int)
    selection_made = Signal(object)

    def __init__(self, pictures: PagePictures, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("letterPages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.letter: LetterText | None = None
        self.marks: Marks | None = None
        self.labels: LabelMarks | None = None
        self.printed: PrintedText | None = None
        self.sentences: SentenceWalk | None = None
        self.caret: Caret | None = None
        self.page = 1
        self._band: tuple[Spot, Spot] | None = None
        self._dress = dress
        self.paper = Paper.of(dress.theme, PageTheme.LIGHT)
        self._pictures = pictures
        self._problems = PageProblems(self.viewport(), dress)
        self._problems.retry_requested.connect(self._retry)
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
        self._papers = () if letter is None else papers_of(letter)
        self.marks = None if letter is None else Marks(letter)
        self.labels = None if letter is None else LabelMarks(letter)
        self.printed = None if letter is None else PrintedText(letter)
        self.sentences = None if letter is None else SentenceWalk(letter)
        self.caret = self._band = None
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
        region = self._region(kind)
        if self.marks.set(kind, spans):
            self.viewport().update(region.united(self._region(kind)))

    def mark_more(self, kind: MarkKind, spans: Iterable[Span]) -> None:
        """Mark these words beside the others of this kind."""
        if self.marks is not None and self.marks.add(kind, spans):
            self.viewport().update(self._region(kind))

    def show_labels(self, marks: tuple[Mark, ...]) -> None:
        """Show these labelled words and no others."""
        if self.labels is not None:
            for page in self.labels.set(marks):
                self._repaint_page(page)

    def select(self, spans: tuple[Span, ...]) -> None:
        """Mark what a hand has selected here, and tell it; nothing when it is the same as before."""
        if self.marks is not None and self.marks.spans(MarkKind.SELECTION) != spans:
            self.mark(MarkKind.SELECTION, spans)
            self.selection_made.emit(spans)

    def show_band(self, band: tuple[Spot, Spot] | None) -> None:
        """Show the box that a hand is drawing, by two opposite corners; ``None`` takes it away."""
        before, self._band = self._band_rect(), band
        for rect in (before, self._band_rect()):
            if rect is not None:
                self.viewport().update(rect.toAlignedRect().adjusted(-2, -2, 2, 2))

    def _band_rect(self) -> QRectF | None:
        if self._band is None:
            return None
        box = self.layout_of_pages.spanned(*self._band)
        left, top = self._scrolled()
        return QRectF(box.x0 - left, box.y0 - top, box.width, box.height)

    def reveal(self, spans: tuple[Span, ...]) -> None:
        """Scroll so that the words show with some context; what shows already does not move."""
        if self.letter is not None and spans:
            page = spans[0].page
            if not self.hasFocus():
                self.caret = Caret(page, spans[0].start)  # who comes here by keyboard begins to mark at the evidence
            self.reveal_boxes(
                page, [rect for span in spans if span.page == page for rect in self.letter.rects_of(span)]
            )

    # Pages

    def go_to_page(self, page: int) -> None:
        """Show a page from its top; numbers beyond the letter mean its ends."""
        if self.letter is None:
            return
        page = min(max(1, page), len(self.letter.pages))
        self.glide.jump(self.layout_of_pages.frame(page).y - 6)
        self._note_page(page)

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

    def _held_boxes(self) -> list[tuple[int, Rect]]:
        return [] if self.marks is None else self.marks.all_boxes(MarkKind.FOCUS)

    def _note_page(self, page: int) -> None:
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)

    def _has(self, page: int) -> bool:
        return self.letter is not None and 1 <= page <= len(self.letter.pages)

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
        left, top = self._scrolled()
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
        left, top = self._scrolled()
        sheets = SheetPainter(painter, self.layout_of_pages, self.paper, left, top, self._ratio)
        for frame in self.layout_of_pages.between(top + exposed.top() - 4, top + exposed.bottom() + 4):
            sheets.sheet(frame)
            self._paint_picture(sheets, frame, self.letter)
            if self.labels is not None:
                sheets.labels(frame.page, self.labels)
            sheets.marks(frame.page, self.marks)
        box = self.printed.box_of(self.caret) if self.printed and self.caret and self.hasFocus() else None
        if box is not None and self.caret is not None:
            sheets.caret(self.caret.page, box)
        band = self._band_rect()
        if band is not None:
            sheets.band(band)

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
