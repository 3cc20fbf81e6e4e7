"""The papers to choose from, by group; what suits the recipient and what holds too much is marked on each."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from imr_desk.services.paper_facts import PaperFacts, PaperGroup
from imr_desk.services.recipients import Recipient
from imr_desk.ui.dress import Dress
from imr_desk.ui.theme import font

Index = QModelIndex | QPersistentModelIndex
Row = PaperGroup | PaperFacts

_WIDEST = 520
"""Pixels that the list asks for at most; where large type needs more, the endings give way."""
_SELECTED = QStyle.StateFlag.State_Selected.value


class PaperRows(QAbstractListModel):
    """Heads of groups and papers under them.

    Args:
        papers: those that can be made, in order, with the ending of their files.
        recipient: whom they are held against.
    """

    def __init__(self, papers: Sequence[tuple[PaperFacts, str]], recipient: Recipient) -> None:
        super().__init__()
        self.endings = {facts.name: ending.removeprefix(".").upper() for facts, ending in papers}
        self.recipient = recipient
        self.rows: list[Row] = []
        for group in PaperGroup:
            members = [facts for facts, _ in papers if facts.group is group]
            self.rows += [group, *members] if members else []

    @property
    def papers(self) -> tuple[PaperFacts, ...]:
        """The papers, in the order of the list."""
        return tuple(row for row in self.rows if isinstance(row, PaperFacts))

    @property
    def suggestion(self) -> PaperFacts:
        """The paper with the least that the recipient needs."""
        return self.recipient.suggestion(self.papers)

    def hold_against(self, recipient: Recipient) -> None:
        """Mark the papers for another recipient."""
        self.recipient = recipient
        self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def mark(self, facts: PaperFacts) -> str:
        """Return in a word how a paper suits the recipient; empty when it just may be given."""
        if self.recipient.excess(facts):
            return "holds more"
        return "suggested" if facts is self.suggestion else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return the number of rows, heads included."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only papers be chosen."""
        is_paper = isinstance(self.rows[index.row()], PaperFacts)
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if is_paper else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name of a row, and all that is to be known of it for those who cannot see it."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.value if isinstance(row, PaperGroup) else row.title
        if isinstance(row, PaperFacts):
            if role == Qt.ItemDataRole.ToolTipRole:
                return f"{row.holds} {row.leaves_out}".strip()
            if role == Qt.ItemDataRole.AccessibleTextRole:
                parts = (f"{row.group.value}: {row.title}", self.endings[row.name], self.mark(row))
                return ", ".join(part for part in parts if part)
            if role == Qt.ItemDataRole.AccessibleDescriptionRole:
                return f"{row.holds} {row.leaves_out}".strip()
        return None


class _RowPainter(QStyledItemDelegate):
    """Paints heads small and papers with their mark."""

    def __init__(self, rows: PaperRows, view: QListView) -> None:
        super().__init__(view)
        self._rows, self._view = rows, view

    def set_dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress, kind = dress, dress.kind
        self._body, self._strong, self._small = font(kind.body), font(kind.body, strong=True), font(kind.small)
        self._head = font(kind.small, strong=True)
        self._pad = kind.px(10)
        self._high = QFontMetrics(self._body).height() + kind.px(9)
        self._head_high = QFontMetrics(self._head).height() + kind.px(12)

    @property
    def widest(self) -> int:
        """Pixels that the widest row needs, its mark included."""
        words, small = QFontMetrics(self._strong), QFontMetrics(self._small)
        room = small.horizontalAdvance("holds more") + self._pad
        ending = small.horizontalAdvance("XLSX") + self._pad
        titles = (words.horizontalAdvance(facts.title) for facts in self._rows.papers)
        return max(titles) + room + ending + 2 * self._pad

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        is_head = isinstance(self._rows.rows[index.row()], PaperGroup)
        return QSize(self._view.viewport().width(), self._head_high if is_head else self._high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row, theme = self._rows.rows[index.row()], self._dress.theme
        area: QRect = option.rect
        painter.save()
        inner = area.adjusted(self._pad, 0, -self._pad, 0)
        if isinstance(row, PaperGroup):
            painter.setFont(self._head)
            painter.setPen(QColor(theme.quiet))
            under = inner.adjusted(0, 0, 0, -self._dress.kind.px(3))
            painter.drawText(under, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, row.value)
        else:
            self._paint_paper(painter, area, inner, row, selected=bool(option.state.value & _SELECTED))
        painter.restore()

    def _paint_paper(self, painter: QPainter, area: QRect, inner: QRect, row: PaperFacts, *, selected: bool) -> None:
        theme = self._dress.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            focused = self._view.hasFocus()
            painter.setPen(QPen(QColor(theme.accent), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_ground))
            painter.drawRoundedRect(area.adjusted(3, 1, -3, -1), 4, 4)
        middle = Qt.AlignmentFlag.AlignVCenter
        small = QFontMetrics(self._small)
        painter.setFont(self._small)
        right = inner
        if area.width() >= self.widest:
            painter.setPen(QColor(theme.quiet))
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, self._rows.endings[row.name])
            right = inner.adjusted(0, 0, -small.horizontalAdvance("XLSX") - self._pad, 0)
        mark = self._rows.mark(row)
        if mark:
            role = "warning" if mark == "holds more" else "good"
            painter.setPen(QColor(getattr(theme, role)))
            painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, mark)
            right = right.adjusted(0, 0, -small.horizontalAdvance(mark) - self._pad, 0)
        painter.setFont(self._strong if selected else self._body)
        painter.setPen(QColor(theme.text))
        title = QFontMetrics(painter.font()).elidedText(row.title, Qt.TextElideMode.ElideRight, right.width())
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignLeft, title)


class PaperList(QListView):
    """Chooses a paper.

    Args:
        rows: the papers.
        dress: theme and type.

    Signals: ``chosen(PaperFacts)`` another paper is chosen.
    """

    chosen = Signal(object)

    def __init__(self, rows: PaperRows, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.setObjectName("paperList")
        self.setAccessibleName("Which paper")
        self.setModel(rows)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._painter = _RowPainter(rows, self)
        self.setItemDelegate(self._painter)
        self.dress(dress)
        self.choose(rows.suggestion)
        self.selectionModel().currentChanged.connect(self._tell)

    @property
    def paper(self) -> PaperFacts:
        """The paper that is chosen."""
        row = self.rows.rows[self.currentIndex().row()]
        return row if isinstance(row, PaperFacts) else self.rows.suggestion

    def choose(self, facts: PaperFacts) -> None:
        """Choose a paper."""
        self.setCurrentIndex(self.rows.index(self.rows.rows.index(facts)))

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._painter.set_dress(dress)
        wanted = self._painter.widest + self.verticalScrollBar().sizeHint().width() + 12
        self.setMinimumWidth(min(wanted, _WIDEST))
        self.scheduleDelayedItemsLayout()

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.paper)
