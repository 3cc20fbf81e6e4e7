"""Painting one page: the sheet on the desk, its picture, the marks on its words."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from imr_desk.model.geometry import Rect
from imr_desk.ui.letter.highlights import Marks, paint_grounds, paint_signs
from imr_desk.ui.letter.label_marks import LabelMarks, paint_labels
from imr_desk.ui.letter.page_layout import Frame, PageLayout
from imr_desk.ui.letter.paper import MarkKind, Paper

_SHADOW = (22, 10)
"""Strength of the shadow under a sheet, line by line, of 255."""

_BAND_TINT = 22
"""Strength of the ground of a box that is being drawn, of 255."""


class SheetPainter:
    """Paints pages of one layout into a view that is scrolled by so much.

    Args:
        painter: paints on the viewport.
        layout: where the pages lie.
        paper: colours.
        left: view units scrolled to the right.
        top: view units scrolled down.
        ratio: device pixels a view unit.
    """

    def __init__(
        self, painter: QPainter, layout: PageLayout, paper: Paper, left: float, top: float, ratio: float
    ) -> None:
        self._painter = painter
        self._layout = layout
        self._paper = paper
        self._left, self._top, self._ratio = left, top, ratio

    def rect(self, frame: Frame) -> QRectF:
        """Return where a page is painted: on whole device pixels, so that its picture stays sharp."""
        ratio = self._ratio
        x = round((frame.x - self._left) * ratio) / ratio
        y = round((frame.y - self._top) * ratio) / ratio
        return QRectF(x, y, frame.width, frame.height)

    def sheet(self, frame: Frame) -> None:
        """Paint the bare paper with its edge and a hint of a shadow."""
        rect = self.rect(frame)
        hair = 1 / self._ratio
        edge = rect.adjusted(-hair, -hair, hair, hair)
        for depth, strength in enumerate(_SHADOW, 1):
            line = QRectF(edge.left() + depth, edge.bottom() + (depth - 1), edge.width() - depth, 1)
            self._painter.fillRect(line, QColor(0, 0, 0, strength))
        self._painter.fillRect(edge, QColor(self._paper.edge))
        self._painter.fillRect(rect, QColor(self._paper.ground))

    def words(self, frame: Frame, words: str, font: QFont) -> None:
        """Write a line on bare paper where its picture will be."""
        self._painter.setFont(font)
        self._painter.setPen(QColor(self._paper.quiet))
        seen = self.rect(frame).intersected(QRectF(self._painter.viewport()))
        self._painter.drawText(seen, Qt.AlignmentFlag.AlignCenter, words)

    def picture(self, frame: Frame, image: QImage, *, exact: bool) -> None:
        """Paint the page's picture, turned as the layout says; stretched unless it is ``exact``ly of this size."""
        rect = self.rect(frame)
        painter, rotation, ratio = self._painter, self._layout.rotation, self._ratio
        turned = rotation % 180 == 90
        width, height = (rect.height(), rect.width()) if turned else (rect.width(), rect.height())
        if exact:  # never resample for the pixel by which the renderer rounds otherwise
            width, height = image.width() / ratio, image.height() / ratio
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
        painter.save()
        corners = {0: rect.topLeft(), 90: rect.topRight(), 180: rect.bottomRight(), 270: rect.bottomLeft()}
        painter.translate(corners[rotation])
        painter.rotate(rotation)
        painter.drawImage(QRectF(0, 0, width, height), image)
        painter.restore()

    def marks(self, page: int, marks: Marks) -> None:
        """Paint all marks on a page; the current hit is no ordinary hit."""
        current = marks.boxes(MarkKind.CURRENT_HIT, page)
        for kind in MarkKind:
            shown = marks.boxes(kind, page)
            if kind is MarkKind.HIT and current:
                shown = tuple(box for box in shown if box not in current)
            boxes = [self.box(page, box) for box in shown]
            if boxes:
                paint_grounds(self._painter, boxes, self._paper, kind)
                paint_signs(self._painter, boxes, self._paper, kind)

    def labels(self, page: int, labels: LabelMarks) -> None:
        """Paint what is labelled on a page; evidence and selection go over it."""
        paint_labels(self._painter, labels.on(page), self._paper, lambda rect: self.box(page, rect))

    def caret(self, page: int, box: Rect) -> None:
        """Paint the place from which a selection goes on; nothing blinks."""
        rect = self.box(page, box)
        self._painter.fillRect(rect.adjusted(-0.75, 0, 0.75, 0), QColor(self._paper.caret))

    def band(self, rect: QRectF) -> None:
        """Paint the box that a hand is drawing, a place of the view: a thin frame, and a tint that hides no words."""
        line, tint = QColor(self._paper.caret), QColor(self._paper.caret)
        tint.setAlpha(_BAND_TINT)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self._painter.fillRect(rect, tint)
        self._painter.setPen(QPen(line, 1))
        self._painter.drawRect(rect)

    def box(self, page: int, rect: Rect) -> QRectF:
        """Return where a box on a page (in points) is painted."""
        box = self._layout.box(page, rect)
        return QRectF(box.x0 - self._left, box.y0 - self._top, box.width, box.height)
