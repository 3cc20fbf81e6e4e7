"""The views of the queue with their numbers, at the left of the cases."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from imr_desk.ui.dress import Dress
from imr_desk.ui.theme import font
from imr_desk.ui.worklist.case_words import number_of_cases
from imr_desk.ui.worklist.views import UNREAD, View

_VIEW = int(Qt.ItemDataRole.UserRole)
_NUMBER = _VIEW + 1
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


class _ViewDelegate(QStyledItemDelegate):
    """Paints a view: sign and name at the left, its number at the right."""

    def __init__(self, dress: Dress, views: QListWidget) -> None:
        super().__init__(views)
        self._views = views
        self.set_dress(dress)

    def set_dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.dress = dress
        self._faces = {strong: font(dress.kind.body, strong=strong) for strong in (False, True)}
        self._metrics = {strong: QFontMetrics(face) for strong, face in self._faces.items()}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return one line and its air."""
        return QSize(60, self._metrics[True].height() + self.dress.kind.px(10))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one view."""
        view = index.data(_VIEW)
        if not isinstance(view, View):
            return
        theme, kind = self.dress.theme, self.dress.kind
        area: QRect = option.rect.adjusted(6, 0, -6, 0)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(theme.accent_ground if is_chosen else theme.sunken))
            painter.drawRoundedRect(area, 5, 5)
        if is_chosen and self._views.hasFocus():
            painter.setPen(QColor(theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for inset in (0, 1):
                painter.drawRoundedRect(area.adjusted(inset, inset, -inset - 1, -inset - 1), 5, 5)
        inner = area.adjusted(kind.px(8), 0, -kind.px(8), 0)
        if view.icon:
            sign = self.dress.pixmap(view.icon, "text" if is_chosen else "quiet", self._views, 15)
            painter.drawPixmap(inner.left(), inner.top() + (inner.height() - kind.px(15)) // 2, sign)
        painter.setFont(self._faces[is_chosen])
        painter.setPen(QColor(theme.text if is_chosen else theme.quiet))
        number = index.data(_NUMBER)
        shown = f"{number:,}" if isinstance(number, int) else ""
        centre = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.drawText(inner, centre | int(Qt.AlignmentFlag.AlignRight), shown)
        metrics = self._metrics[is_chosen]
        words = inner.adjusted(kind.px(23), 0, -metrics.horizontalAdvance(shown) - kind.px(8), 0)
        label = metrics.elidedText(view.label, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, centre | int(Qt.AlignmentFlag.AlignLeft), label)
        painter.restore()


class ViewList(QListWidget):
    """Views to choose from.

    Signals:
        chosen: a view was chosen by the person.
        rename_requested, forget_requested, replace_requested: what the person wants with a saved view.
    """

    chosen = Signal(object)
    rename_requested = Signal(object)
    forget_requested = Signal(object)
    replace_requested = Signal(object)

    def __init__(self, name: str, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queueViews")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer)
        self._delegate = _ViewDelegate(dress, self)
        self.setItemDelegate(self._delegate)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)
        self._views: tuple[View, ...] = ()

    @property
    def views(self) -> tuple[View, ...]:
        """The views that are listed."""
        return self._views

    def show_views(self, views: Sequence[View]) -> None:
        """List these views."""
        if tuple(views) == self._views:
            return
        self._views = tuple(views)
        self.clear()
        for view in views:
            line = QListWidgetItem()
            line.setData(_VIEW, view)
            self.addItem(line)
        self.show_numbers({}, None)

    def show_numbers(self, numbers: Mapping[View, int], chosen: View | None) -> None:
        """Show how many cases each view has; files that could not be read are listed only where there are some."""
        for row, view in enumerate(self._views):
            line = self.item(row)
            number = numbers.get(view)
            said = view.label if number is None else f"{view.label}, {number_of_cases(number)}"
            if said != line.data(_SPOKEN):
                line.setData(_NUMBER, number)
                line.setData(_SPOKEN, said)
            is_hidden = view.where is None and not number and chosen != UNREAD
            if is_hidden != line.isHidden():  # else the list would be laid out anew for nothing
                line.setHidden(is_hidden)
        self._fit()

    def show_chosen(self, view: View) -> None:
        """Mark the view that is shown."""
        rows = [row for row, own in enumerate(self._views) if own == view]
        if rows:
            self.setCurrentRow(rows[0])
        else:
            self.setCurrentRow(-1)
            self.clearSelection()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._delegate.set_dress(dress)
        self.scheduleDelayedItemsLayout()
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows show the view they come to; F2 renames and Delete takes away one that people saved."""
        view = self._current()
        if event.key() == Qt.Key.Key_F2 and view is not None and view.saved:
            self.rename_requested.emit(view)
        elif event.key() == Qt.Key.Key_Delete and view is not None and view.saved:
            self.forget_requested.emit(view)
        else:
            super().keyPressEvent(event)
            after = self._current()
            if after is not None and after != view:
                self.chosen.emit(after)

    def _current(self) -> View | None:
        line = self.currentItem()
        view = line.data(_VIEW) if self.currentRow() >= 0 else None
        return view if isinstance(view, View) else None

    def _choose(self, line: QListWidgetItem) -> None:
        view = line.data(_VIEW)
        if isinstance(view, View):
            self.chosen.emit(view)

    def _offer(self) -> None:
        view = self._current()
        if view is None or not view.saved:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("&Rename…", lambda: self.rename_requested.emit(view))
        menu.addAction("Re&place by what is shown now", lambda: self.replace_requested.emit(view))
        menu.addAction("&Delete", lambda: self.forget_requested.emit(view))
        menu.popup(self.mapToGlobal(self.visualItemRect(self.currentItem()).bottomLeft()))

    def _fit(self) -> None:
        """Be as high as the views that are shown."""
        shown = sum(not self.item(row).isHidden() for row in range(self.count()))
        self.setFixedHeight(shown * max(1, self.sizeHintForRow(0)) + 2)
