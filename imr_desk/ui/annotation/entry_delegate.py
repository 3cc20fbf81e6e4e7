"""How an entry looks in the list: its label as colour, pattern and word, its words, what is said of it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from imr_desk.model.annotations import Label
from imr_desk.ui.annotation.entries import Entry
from imr_desk.ui.annotation.entry_list import EntryRows
from imr_desk.ui.annotation.words import LOST
from imr_desk.ui.dress import Dress
from imr_desk.ui.label_look import PATTERNS, paint_line, tint_of
from imr_desk.ui.theme import font

_Index = QModelIndex | QPersistentModelIndex
_SELECTED = QStyle.StateFlag.State_Selected.value
_LINES = 2
"""Lines of an entry's words that show; the letter shows the rest."""


class EntryDelegate(QStyledItemDelegate):
    """Paints rows of ``EntryRows``.

    Args:
        rows: the entries.
        dress: theme and type.
        view: the list.
    """

    def __init__(self, rows: EntryRows, dress: Dress, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._rows, self._view = rows, view
        self.set_dress(dress)

    def set_dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress, kind = dress, dress.kind
        self._chip_font, self._serif, self._small = (
            font(kind.small, strong=True),
            font(kind.body, serif=True),
            font(kind.small),
        )
        self._pad, self._gap, self._line = kind.px(10), kind.px(4), max(2, kind.px(3))
        self._chip_high = QFontMetrics(self._chip_font).height() + 2 * self._gap + self._line
        self._words_high = _LINES * QFontMetrics(self._serif).lineSpacing()
        self._aside_high = QFontMetrics(self._small).height()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height that all rows have."""
        high = self._chip_high + self._words_high + self._aside_high + 2 * self._gap + 2 * self._pad
        return QSize(self._view.viewport().width(), high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one entry."""
        row = index.row()
        if row >= len(self._rows.entries):
            return
        entry, label, theme = self._rows.entries[row], self._rows.label(row), self._dress.theme
        area: QRect = option.rect
        self._paint_ground(painter, area, selected=bool(option.state.value & _SELECTED))
        inner = area.adjusted(self._pad, self._pad, -self._pad, -self._pad)
        self._paint_chip(painter, inner, entry, label)
        words = QRect(inner.left(), inner.top() + self._chip_high + self._gap, inner.width(), self._words_high)
        painter.setFont(self._serif)
        painter.setPen(QColor(theme.text))
        # A little less than the full width: lines break at blanks and end ragged.
        shown = QFontMetrics(self._serif).elidedText(
            entry.text, Qt.TextElideMode.ElideRight, round(_LINES * 0.9 * words.width())
        )
        flags = Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignTop.value | Qt.TextFlag.TextWordWrap.value
        painter.drawText(words, flags, shown)
        below = QRect(inner.left(), words.bottom() + 1 + self._gap, inner.width(), self._aside_high)
        painter.setFont(self._small)
        painter.setPen(QColor(theme.quiet if entry.placed else theme.error))
        aside = self._rows.aside(row) if entry.placed else LOST
        painter.drawText(
            below,
            Qt.AlignmentFlag.AlignLeft,
            QFontMetrics(self._small).elidedText(aside, Qt.TextElideMode.ElideRight, below.width()),
        )

    def _paint_ground(self, painter: QPainter, area: QRect, *, selected: bool) -> None:
        theme = self._dress.theme
        if selected:
            painter.fillRect(area, QColor(theme.accent_ground))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, QColor(theme.hairline))
        if selected and self._view.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -2))

    def _paint_chip(self, painter: QPainter, inner: QRect, entry: Entry, label: Label) -> None:
        """Paint the label: filled for what a person said, dashed for what the machine proposes."""
        tint, metrics = tint_of(label.color, self._dress.theme), QFontMetrics(self._chip_font)
        name = metrics.elidedText(label.name, Qt.TextElideMode.ElideRight, inner.width() - 2 * self._pad)
        wide = metrics.horizontalAdvance(name) + 2 * self._pad
        chip = QRectF(inner.left() + 0.5, inner.top() + 0.5, wide, self._chip_high - 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(tint.line), 1)
        if entry.is_proposal:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(self._dress.theme.panel if entry.is_proposal else tint.ground))
        painter.drawRoundedRect(chip, self._gap, self._gap)
        painter.restore()
        under = QRectF(
            chip.left() + self._pad, chip.bottom() - self._line - self._gap / 2, wide - 2 * self._pad, self._line
        )
        paint_line(painter, under, PATTERNS[label.color], tint.line)
        painter.setFont(self._chip_font)
        painter.setPen(QColor(tint.line))
        painter.drawText(chip.adjusted(0, 0, 0, -self._line - self._gap / 2), Qt.AlignmentFlag.AlignCenter, name)
