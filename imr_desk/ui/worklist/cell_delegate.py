"""How a cell of the queue looks: words, a sign, a chip where it matters; readable without colour."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPixmap, QStaticText
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from imr_desk.ui.dress import Dress
from imr_desk.ui.theme import font
from imr_desk.ui.worklist.columns import COLUMNS, Cell
from imr_desk.ui.worklist.rows import CaseRows

_Index = QModelIndex | QPersistentModelIndex
_SIGN = 14
_CACHED = 4000
_SELECTED = QStyle.StateFlag.State_Selected.value


class CellDelegate(QStyledItemDelegate):
    """Paints cells of ``CaseRows``; everything that is costly is kept from one painting to the next.

    The view says before each painting which row is ``framed``, since it is current, and which is ``hovered``.

    Args:
        rows: the cases.
        dress: theme, type and icons.
        view: the table.
    """

    def __init__(self, rows: CaseRows, dress: Dress, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._rows = rows
        self._view = view
        self.open_case = -1
        self.hovered = -1
        self.framed = -1
        self.set_dress(dress)

    def set_dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        theme, kind = dress.theme, dress.kind
        self._colours = {
            name: QColor(getattr(theme, name)) for name in type(theme).__struct_fields__ if name != "name"
        }
        self._plain, self._strong = font(kind.body), font(kind.body, strong=True)
        self._metrics = {False: QFontMetrics(self._plain), True: QFontMetrics(self._strong)}
        self._shaped: dict[tuple[str, bool, int], tuple[QStaticText, int]] = {}
        self._signs: dict[tuple[str, str], QPixmap] = {}
        self._high = self._metrics[False].height()
        self._gap, self._sign_size = kind.px(6), kind.px(_SIGN)
        self._pad = kind.px(8)
        self.row_height = self._metrics[True].height() + kind.px(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the width that shows the whole cell, and the height of all rows."""
        cell = self._rows.cell(index.row(), index.column())
        sign = self._sign_size + self._gap if cell.icon else 0
        chip = 2 * self._pad if cell.ground else 0
        width = self._metrics[cell.strong].horizontalAdvance(cell.words) + sign + chip + 2 * self._pad
        return QSize(width, self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        row, column = index.row(), index.column()
        case = self._rows.case_at(row)
        if case is None:
            return
        area: QRect = option.rect
        colours = self._colours
        self._paint_ground(painter, area, option, row, is_open=case.id == self.open_case)
        cell = self._rows.cell(row, column)
        inner = area.adjusted(self._pad, 0, -self._pad, -1)
        if case.id == self.open_case and self._is_first(column):
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height() - 1), colours["accent"])
        if cell.ground and cell.words:
            inner = self._paint_chip(painter, inner, cell)
        if cell.icon and inner.width() >= self._sign_size:
            top = inner.top() + (inner.height() - self._sign_size) // 2
            painter.drawPixmap(inner.left(), top, self._sign(cell.icon, cell.role))
            inner.setLeft(inner.left() + self._sign_size + self._gap)
        if cell.words and inner.width() > 0:
            painter.setFont(self._strong if cell.strong else self._plain)
            painter.setPen(colours[cell.role])
            words, width = self._fitted(cell, inner.width())
            left = inner.right() + 1 - width if COLUMNS[column].figures else inner.left()
            painter.drawStaticText(left, inner.top() + (inner.height() - self._high) // 2, words)

    def _paint_ground(
        self, painter: QPainter, area: QRect, option: QStyleOptionViewItem, row: int, *, is_open: bool
    ) -> None:
        colours = self._colours
        if option.state.value & _SELECTED:
            painter.fillRect(area, colours["accent_ground"])
        elif row == self.hovered or is_open:
            painter.fillRect(area, colours["sunken"])
        bottom = area.bottom()
        painter.fillRect(area.left(), bottom, area.width(), 1, colours["hairline"])
        if row == self.framed:
            painter.fillRect(area.left(), area.top(), area.width(), 2, colours["accent"])
            painter.fillRect(area.left(), bottom - 1, area.width(), 2, colours["accent"])

    def _paint_chip(self, painter: QPainter, inner: QRect, cell: Cell) -> QRect:
        """Paint the chip's ground and return the room in it."""
        wanted = self._metrics[cell.strong].horizontalAdvance(cell.words) + self._sign_size + 3 * self._gap
        high = self._metrics[True].height() + self._gap // 2
        chip = QRect(inner.left(), inner.top() + (inner.height() - high) // 2, min(wanted, inner.width()), high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colours[cell.ground])
        painter.drawRoundedRect(chip, high / 2, high / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        return chip.adjusted(self._gap, 0, -self._gap // 2, 0)

    def _fitted(self, cell: Cell, width: int) -> tuple[QStaticText, int]:
        """Return the words that fit, shaped once, and their width."""
        key = (cell.words, cell.strong, width)
        found = self._shaped.get(key)
        if found is None:
            if len(self._shaped) > _CACHED:
                self._shaped.clear()
            shown = self._metrics[cell.strong].elidedText(cell.words, Qt.TextElideMode.ElideRight, width)
            words = QStaticText(shown)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            words.prepare(font=self._strong if cell.strong else self._plain)
            found = self._shaped[key] = (words, round(words.size().width()))
        return found

    def _sign(self, name: str, role: str) -> QPixmap:
        found = self._signs.get((name, role))
        if found is None:
            found = self._signs[name, role] = self._dress.pixmap(name, role, self._view, _SIGN)
        return found

    def _is_first(self, column: int) -> bool:
        header = self._view.horizontalHeader() if hasattr(self._view, "horizontalHeader") else None
        return header is not None and header.visualIndex(column) == 0

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Show what does not fit in its cell, and what stands behind a sign; words of a letter only literally."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return False
        cell = self._rows.cell(index.row(), index.column())
        is_cut = self.sizeHint(option, index).width() > option.rect.width()
        lines = [words for words in (cell.words if is_cut else "", cell.tip) if words]
        if lines:
            QToolTip.showText(event.globalPos(), literal("\n".join(lines)), view)
        else:
            QToolTip.hideText()
        return True


def literal(words: str) -> str:
    """Return words as a tooltip that Qt cannot take for rich text, wrapped at the width of a tooltip."""
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<p>{safe}</p>"
