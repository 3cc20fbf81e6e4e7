"""A drawer at the right edge of a page: it covers the form, never the letter, and is closed by Esc."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from imr_desk.ui.dress import Dress

if TYPE_CHECKING:
    from imr_desk.ui.duties.panel import DutiesPanel

_WIDTH = 470
_MOST = 0.5
"""The greatest share of the page that a drawer covers."""


class DutiesDrawer(QFrame):
    """Holds the duties of a case over the right edge of a page.

    Args:
        make: makes what is in it, when it is first opened.
        page: what it lies over, such as the splitter of the panels, already in its place; the drawer goes with its
            size, and is a child of the page's parent, since a splitter would lay it out.
        covers: the part of the page that it covers whole, such as the form; ``None`` for none.
    """

    def __init__(self, make: "Callable[[], DutiesPanel]", page: QWidget, covers: QWidget | None = None) -> None:
        self._host = page.parentWidget() or page
        super().__init__(self._host)
        self.setObjectName("dutiesDrawer")
        self._make = make
        self._panel: DutiesPanel | None = None
        self._dress: Dress | None = None
        self._page = page
        self._covers = covers
        self._before: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 0, 0)
        for watched in (page, covers):
            if watched is not None:
                watched.installEventFilter(self)
        self.hide()

    @property
    def panel(self) -> "DutiesPanel":
        """What is in it, made when it is first asked for."""
        if self._panel is None:
            self._panel = self._make()
            self._panel.close_requested.connect(self.shut)
            self._column.addWidget(self._panel)
            if self._dress is not None:
                self._panel.dress(self._dress)
        return self._panel

    @property
    def is_open(self) -> bool:
        """Tell whether it is open."""
        return not self.isHidden()

    def open(self) -> None:
        """Open it, with the keyboard on the first thing to do."""
        if not self.is_open:
            self._before = QApplication.focusWidget()
        panel = self.panel
        self._fit()
        self.show()
        self.raise_()
        panel.take_focus()

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
        self._dress = dress
        if self._panel is not None:
            self._panel.dress(dress)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Go with the size of the page."""
        # Qt still calls while Python takes the drawer apart at the end: then there is nothing left to fit.
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and "_covers" in vars(self):
            self._fit()
        return False

    def _fit(self) -> None:
        room = self._page.rect() if self._host is self._page else self._page.geometry()
        scale = 1.0 if self._dress is None else self._dress.kind.scale
        width = min(round(_WIDTH * max(1.0, scale)), max(round(room.width() * _MOST), 320))
        covers = self._covers
        if covers is not None and covers.isVisible():
            left = covers.mapTo(self._host, QPoint(0, 0)).x()
            width = max(width, room.right() + 1 - left)
        self.setGeometry(room.right() + 1 - width, room.top(), width, room.height())
