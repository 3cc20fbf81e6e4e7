"""How a case looks in the queue: two lines, readable without colour."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from imr_desk.model.case import Case, CaseStatus
from imr_desk.model.draft import CaseOutcome
from imr_desk.ui.dress import Dress
from imr_desk.ui.theme import font
from imr_desk.ui.worklist.case_words import case_name, outcome_words
from imr_desk.ui.worklist.rows import CASE_ROLE

_ROLES = {
    CaseOutcome.UPHELD: "upheld",
    CaseOutcome.OVERTURNED: "overturned",
    CaseOutcome.PARTIALLY_OVERTURNED: "overturned",
}


class CaseDelegate(QStyledItemDelegate):
    """Paints a case: number and what it wants above, outcome and treatment below."""

    def __init__(self, dress: Dress, view: QWidget) -> None:
        super().__init__(view)
        self._dress = dress
        self._view = view
        self.open_case = -1

    def set_dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return two lines and their air."""
        body = QFontMetrics(font(self._dress.kind.body)).height()
        small = QFontMetrics(font(self._dress.kind.small)).height()
        return QSize(160, body + 2 * small + 18)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one case."""
        case = index.data(CASE_ROLE)
        if not isinstance(case, Case):
            return
        theme, kind = self._dress.theme, self._dress.kind
        painter.save()
        area: QRect = option.rect
        state = option.state
        if case.id == self.open_case:
            painter.fillRect(area, QColor(theme.accent_ground))
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), QColor(theme.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(theme.sunken))
        painter.setPen(QPen(QColor(theme.hairline)))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(14, 7, -12, -7)
        body, small = font(kind.body, strong=True), font(kind.small)
        high, low = QFontMetrics(body).height(), QFontMetrics(small).height()
        sign = self._sign(case)
        painter.drawPixmap(inner.right() - kind.px(16), inner.top() + 1, sign)
        words = inner.adjusted(0, 0, -kind.px(24), 0)
        self._line(painter, QRect(words.left(), words.top(), words.width(), high), body, theme.text, case_name(case))
        role = _ROLES.get(case.digest.outcome, "quiet") if case.digest.outcome is not None else "quiet"
        below = QRect(inner.left(), words.top() + high + 1, inner.width(), low)
        whose = "" if case.digest.confirmed or case.digest.outcome is None else " (proposed)"
        self._line(painter, below, small, getattr(theme, role), outcome_words(case) + whose)
        last = below.translated(0, low + 1)
        self._line(painter, last, small, theme.quiet, case.digest.title or case.name)
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _sign(self, case: Case) -> QPixmap:
        if case.status is CaseStatus.FINISHED:
            return self._dress.pixmap("finish", "good", self._view)
        if case.digest.looks or case.digest.flags:
            return self._dress.pixmap("wants-look", "warning", self._view)
        name = "state-proposed" if case.status is CaseStatus.NEW else "state-corrected"
        return self._dress.pixmap(name, "quiet", self._view)

    @staticmethod
    def _line(painter: QPainter, area: QRect, face: QFont, colour: str, words: str) -> None:
        painter.setFont(face)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
