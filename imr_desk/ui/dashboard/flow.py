"""A row that breaks: widgets side by side, going on below where the width ends."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Flow(QWidget):
    """Lays widgets out like words.

    Args:
        gap: pixels between two of them, both ways.
        even: whether all get the same width and fill the line.
        parent: the widget that it stands in.
    """

    def __init__(self, gap: int = 8, *, even: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._even = even
        self._widgets: list[QWidget] = []

    def show_widgets(self, widgets: list[QWidget]) -> None:
        """Take these in place of those before, which are thrown away."""
        for old in self._widgets:
            old.hide()
            old.deleteLater()
        self._widgets = widgets
        for widget in widgets:
            widget.setParent(self)
            widget.show()
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Lay out anew when one of them wants another size."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._arrange()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        """Ask for the width of the widest; the height follows from the width that is given."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Be no narrower than the widest of them can be."""
        widest = max((widget.minimumSizeHint().width() for widget in self._widgets), default=0)
        return QSize(widest, self.minimumHeight())

    def _arrange(self) -> None:
        height = self._laid(self.width(), move=True)
        if height != self.height():
            self.setFixedHeight(height)

    def _laid(self, width: int, *, move: bool) -> int:
        """Lay out within a width; return the height that is used."""
        if not self._widgets:
            return 0
        each = self._each(width) if self._even else 0
        tallest = max(widget.sizeHint().height() for widget in self._widgets) if self._even else 0
        x, y, line = 0, 0, 0
        for widget in self._widgets:
            hint = widget.sizeHint()
            wide, high = each or min(hint.width(), width), tallest or hint.height()
            if not self._even and hint.width() > width and widget.hasHeightForWidth():
                high = widget.heightForWidth(width)
            if x and x + wide > width:
                x, y, line = 0, y + line + self._gap, 0
            if move:
                widget.setGeometry(x, y, wide, high)
            x += wide + self._gap
            line = max(line, high)
        return y + line

    def _each(self, width: int) -> int:
        """Return the width of each, so that lines are full and about equally long."""
        number = len(self._widgets)
        widest = max(widget.sizeHint().width() for widget in self._widgets)
        fitting = max(1, min(number, (width + self._gap) // (widest + self._gap)))
        lines = -(-number // fitting)
        fitting = -(-number // lines)
        return max(1, (width - self._gap * (fitting - 1)) // fitting)
