"""The tools for which a narrow or much enlarged toolbar has no room."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget


class Overflow(QToolButton):
    """A button with a menu of those tools that are folded away.

    Args:
        tools: the tools that can be folded, those that go first at the beginning.
        parent: the toolbar.
    """

    def __init__(self, tools: Sequence[QToolButton], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("moreTools")
        self.setAutoRaise(True)
        self.setAccessibleName("More tools")
        self.setToolTip("More tools")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._tools = tuple(tools)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.hide()

    @property
    def folded(self) -> tuple[QToolButton, ...]:
        """The tools that are folded away."""
        return tuple(tool for tool in self._tools if tool.isHidden())

    def fit(self, missing: float) -> None:
        """Fold tools away until ``missing`` pixels are saved; with nothing missing, all of them show."""
        gone = set()
        if missing > 0:
            missing += self.sizeHint().width()
            for tool in self._tools:
                if missing <= 0:
                    break
                gone.add(tool)
                missing -= tool.sizeHint().width() + 1
        for tool in self._tools:
            tool.setVisible(tool not in gone)
        self.setVisible(bool(gone))

    def _fill(self) -> None:
        self._menu.clear()
        for tool in self.folded:
            if tool.menu() is not None:
                submenu = self._menu.addMenu(tool.icon(), tool.accessibleName())
                submenu.addActions(tool.menu().actions())
                submenu.triggered.connect(tool.menu().triggered)
                continue
            action = QAction(tool.icon(), tool.accessibleName(), self._menu)
            action.setCheckable(tool.isCheckable())
            action.setChecked(tool.isChecked())
            action.setEnabled(tool.isEnabled())
            action.triggered.connect(tool.click)
            self._menu.addAction(action)
