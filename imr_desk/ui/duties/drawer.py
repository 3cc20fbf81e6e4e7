"""A drawer at the right edge of a page: it covers the form, never the letter, and is closed by Esc."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from imr_desk.ui.dress import Dress
from imr_desk.ui.duties.panel import DutiesPanel

_WIDTH = 470
_MOST = 0.5
"""The greatest share of the page that a drawer covers."""


class DutiesDrawer(QFrame):
    """Holds the duties of a case over the right edge of a page.

    Args:
        panel: what is in it.
        page: what it lies over, such as the splitter of the panels, already in its place; the drawer goes with its
            size, and is a child of the page's parent, since a splitter would lay it out.
        covers: the part of the page that it covers whole, such as the form; ``None`` for none.
    """

    def __init__(self, panel: DutiesPanel, page: QWidget, covers: QWidget | None = None) -> None:
        self._host = page.parentWidget() or page
        super().__init__(self._host)
        self.setObjectName("dutiesDrawer")
        self.panel = panel
        self._page = page
        self._covers = covers
        self._scale = 1.0
        self._before: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(panel)
        panel.close_requested.connect(self.shut)
        for watched in (page, covers):
            if watched is not None:
                watched.installEventFilter(self)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Tell whether it is open."""
        return not self.isHidden()

    def open(self) -> None:
        """Open it, with the keyboard on the first thing to do."""
        if not self.is_open:
            self._before = QApplication.focusWidget()
        self._fit()
        self.show()
        self.raise_()
        self.panel.take_focus()

    def shut(self) -> None:
        """Close it; the keyboard goes back to where it was."""
        had_keyboard = (now := QApplication.focusWidget()) is None or self.isAncestorOf(now)
        before, self._before = self._before, None
        self.hide()
        if had_keyboard and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self) -> None:
        """Open it, or close it."""
        if self.is_open:
            self.shut()
        else:
            self.open()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._scale = dress.kind.scale
        self.panel.dress(dress)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Go with the size of the page."""
        # Qt still calls while Python takes the drawer apart at the end: then there is nothing left to fit.
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and "_covers" in vars(self):
            self._fit()
        return False

    def _fit(self) -> None:
        room = self._page.rect() if self._host is self._page else self._page.geometry()
        width = min(round(_WIDTH * max(1.0, self._scale)), max(round(room.width() * _MOST), 320))
        covers = self._covers
        if covers is not None and covers.isVisible():
            left = covers.mapTo(self._host, QPoint(0, 0)).x()
            width = max(width, room.right() + 1 - left)
        self.setGeometry(room.right() + 1 - width, room.top(), width, room.height())
