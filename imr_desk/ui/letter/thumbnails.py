"""A strip of small pages, marked where values want a look and where flags lie."""

from collections.abc import Mapping

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from imr_desk.model.letter import LetterText
from imr_desk.ui.dress import Dress
from imr_desk.ui.letter.evidence import PageMark
from imr_desk.ui.letter.page_layout import Paper as Sheet
from imr_desk.ui.letter.page_layout import papers_of
from imr_desk.ui.letter.paper import Paper
from imr_desk.ui.letter.pictures import PagePictures, Rank
from imr_desk.ui.letter.tiles import PageTheme, TileKey
from imr_desk.ui.theme import GRID, font

_WIDTH = 78.0
"""Pixels of a small page at 100 % text size."""

Index = QModelIndex | QPersistentModelIndex


class PageList(QAbstractListModel):
    """The pages of a letter, and what is marked on them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letter: LetterText | None = None
        self.sheets: tuple[Sheet, ...] = ()
        self.marks: Mapping[int, tuple[PageMark, ...]] = {}

    def show_letter(self, letter: LetterText | None) -> None:
        """Turn to another letter."""
        self.beginResetModel()
        self.letter = letter
        self.sheets = () if letter is None else papers_of(letter)
        self.marks = {}
        self.endResetModel()

    def show_marks(self, marks: Mapping[int, tuple[PageMark, ...]]) -> None:
        """Say where values want a look and flags lie, page by page."""
        moved = [page for page in marks.keys() | self.marks.keys() if marks.get(page) != self.marks.get(page)]
        self.marks = marks
        for page in moved:
            self.dataChanged.emit(self.index(page - 1), self.index(page - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return the number of pages."""
        return 0 if parent.isValid() else len(self.sheets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the page number, or what is to be known about the page in words."""
        page = index.row() + 1
        if role == Qt.ItemDataRole.DisplayRole:
            return str(page)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(page)
        return None

    def _words(self, page: int) -> str:
        marks = self.marks.get(page, ())
        flags = sum(mark.flag for mark in marks)
        looks = len(marks) - flags
        parts = [f"Page {page}"]
        if looks:
            parts.append(f"{looks} value{'s' if looks > 1 else ''} to look at")
        if flags:
            parts.append(f"{flags} open note{'s' if flags > 1 else ''}")
        return ", ".join(parts)


class _PagePainter(QStyledItemDelegate):
    """Paints a small page with its number and marks."""

    def __init__(self, strip: "Thumbnails") -> None:
        super().__init__(strip)
        self._strip = strip

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Leave room for the page, its marks and its number."""
        page = self._strip.page_size(index.row() + 1)
        number = self._strip.dressed.kind.small + GRID * 2
        return QSize(round(page.width()) + 6 * GRID, round(page.height()) + number + 2 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the page in the middle, its number under it."""
        strip, page = self._strip, index.row() + 1
        theme, area, state = strip.dressed.theme, _rect(option), _state(option)
        size = strip.page_size(page)
        left = area.center().x() - size.width() / 2 + 0.5
        sheet = QRectF(left, area.top() + GRID * 1.5, size.width(), size.height())
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(sheet, QColor(strip.paper.ground))
        image = strip.image(page)
        if image is not None:
            painter.drawImage(sheet, image)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        thickness = (3 if focused else 2) if current else 0.5
        painter.setPen(QPen(QColor(theme.accent if current else theme.line), thickness))
        painter.drawRect(sheet.adjusted(-1, -1, 1, 1) if current else sheet)
        self._paint_marks(painter, sheet, page)
        painter.setFont(font(strip.dressed.kind.small, strong=current))
        painter.setPen(QColor(theme.accent if current else theme.quiet))
        number = QRectF(area.left(), sheet.bottom() + 2, area.width(), area.bottom() - sheet.bottom())
        painter.drawText(number, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, str(page))
        painter.restore()

    def _paint_marks(self, painter: QPainter, sheet: QRectF, page: int) -> None:
        """Paint a dot for a value and a triangle for a flag, on the right edge at their height."""
        theme = self._strip.dressed.theme
        for mark in self._strip.pages.marks.get(page, ()):
            at = QPointF(sheet.right(), sheet.top() + mark.share * sheet.height())
            painter.setPen(QPen(QColor(theme.panel), 1))
            painter.setBrush(QColor(theme.error if mark.flag else theme.warning))
            if mark.flag:
                painter.drawPolygon(QPolygonF([at + QPointF(-5, 4), at + QPointF(5, 4), at + QPointF(0, -5)]))
            else:
                painter.drawEllipse(at, 3.2, 3.2)
        painter.setBrush(Qt.BrushStyle.NoBrush)


class Thumbnails(QListView):
    """The strip. Going through it by keys or clicking asks for a page.

    Args:
        pictures: draws the pages; the strip's wishes come after the page view's.
        dress: theme, type and icons.
    """

    page_requested = Signal(int)

    def __init__(self, pictures: PagePictures, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thumbnails")
        self.setAccessibleName("Pages of the letter")
        self.pages = PageList(self)
        self.dressed = dress
        self.paper = Paper.of(dress.theme, PageTheme.LIGHT)
        self._pictures = pictures
        self._settling = False
        self.setModel(self.pages)
        self.setItemDelegate(_PagePainter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(False)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._chosen)
        self.verticalScrollBar().valueChanged.connect(self._wish)
        pictures.arrived.connect(self._repaint)
        self.dress(dress, PageTheme.LIGHT)

    def show_letter(self, letter: LetterText | None) -> None:
        """Show the pages of a letter."""
        self.pages.show_letter(letter)
        self._wish()

    def dress(self, dress: Dress, page_theme: PageTheme) -> None:
        """Restyle."""
        self.dressed = dress
        self.paper = Paper.of(dress.theme, page_theme)
        self.setFixedWidth(dress.kind.px(_WIDTH) + 6 * GRID + self.verticalScrollBar().sizeHint().width() + 4)
        self.scheduleDelayedItemsLayout()
        self._wish()

    def show_page(self, page: int) -> None:
        """Mark the page that is being read."""
        index = self.pages.index(page - 1)
        if index.isValid() and index != self.currentIndex():
            self._settling = True
            self.setCurrentIndex(index)
            self._settling = False

    def page_size(self, page: int) -> QSize:
        """Return how large a small page is, in view units."""
        sheet = self.pages.sheets[page - 1]
        width = self.dressed.kind.px(_WIDTH)
        if sheet.height < sheet.width:
            width = round(width * 1.1)
        return QSize(width, max(1, round(width * sheet.height / sheet.width)))

    def image(self, page: int) -> QImage | None:
        """Return the small picture if it is there."""
        letter = self.pages.letter
        return None if letter is None else self._pictures.picture(self._key(letter, page))

    def _key(self, letter: LetterText, page: int) -> TileKey:
        width = self.page_size(page).width() * self.devicePixelRatioF()
        return self._pictures.key(letter, page, width, self.paper.theme)

    def _wish(self) -> None:
        """Wish for the small pictures that show."""
        letter = self.pages.letter
        if letter is None or not self.isVisible():
            self._pictures.wish(Rank.SMALL, ())
            return
        first = self.indexAt(QPoint(self.width() // 3, 2 * GRID)).row()
        last = self.indexAt(QPoint(self.width() // 3, self.viewport().height() - 2 * GRID)).row()
        start = max(0, first)
        end = last if last >= 0 else min(len(self.pages.sheets) - 1, start + 12)
        self._pictures.wish(Rank.SMALL, [self._key(letter, row + 1) for row in range(start, end + 1)])

    def _repaint(self, page: int) -> None:
        index = self.pages.index(page - 1)
        if index.isValid():
            self.update(index)

    def _chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._settling:
            self.page_requested.emit(now.row() + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See which pages show now."""
        super().resizeEvent(event)
        self._wish()


def _rect(option: QStyleOptionViewItem) -> QRect:
    rect: QRect = option.rect
    return rect


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    state: QStyle.StateFlag = option.state
    return state
