"""The bar over the cases: how many are selected, and what can be done with them."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from imr_desk.ui.case_acts import CASE_ACTS
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.theme import font
from imr_desk.ui.worklist.case_words import number_of_cases

_IN_MENU = frozenset(("case_second_look_done", "case_unlabel", "case_take_over"))
"""Rare acts, which stand behind “More” always."""


class ActBar(QWidget):
    """Buttons of the acts on cases; those that have no room stand behind “More”."""

    def __init__(self, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actBar")
        self._actions: Mapping[str, QAction] = {}
        self.count = plain_label("actCount")
        self.buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 4)
        row.setSpacing(2)
        row.addWidget(self.count)
        row.addSpacing(8)
        for act in CASE_ACTS:
            if act.id not in _IN_MENU:
                button = self.buttons[act.id] = QToolButton()
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                button.setText(act.short)
                button.setAccessibleName(act.text.replace("&", "").removesuffix("…"))
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                row.addWidget(button)
        self.more = QToolButton()
        self.more.setText("More")
        self.more.setAccessibleName("More acts on the selected cases")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self.menu)
        row.addWidget(self.more)
        row.addStretch(1)
        self.setMinimumWidth(1)
        self.dress(dress)
        self.show_count(0)

    def adopt(self, actions: Mapping[str, QAction]) -> None:
        """Take the acts that the buttons do."""
        for act_id, button in self.buttons.items():
            if act_id in self._actions:
                button.clicked.disconnect()
            action = actions[act_id]
            button.clicked.connect(action.trigger)
            button.setEnabled(action.isEnabled())
            action.enabledChanged.connect(button.setEnabled)
            action.changed.connect(partial(_tell_keys, button, action))
            _tell_keys(button, action)
        self._actions = actions

    def show_count(self, number: int) -> None:
        """Show how many cases are selected."""
        self.count.setText(f"{number_of_cases(number)} selected" if number else "No case selected")
        self.more.setEnabled(number > 0)
        self._fit()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        for act in CASE_ACTS:
            if act.id in self.buttons:
                self.buttons[act.id].setIcon(dress.icon(act.icon, "text"))
        size = QSize(dress.kind.px(16), dress.kind.px(16))
        for button in (*self.buttons.values(), self.more):
            button.setIconSize(size)
            button.setFont(font(dress.kind.body))  # at once, so that its width is the new one
        self.more.setIcon(dress.icon("more", "text"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self.count.sizeHint().width() - self.more.sizeHint().width() - 44
        for button in self.buttons.values():
            room -= button.sizeHint().width() + 2
            button.setVisible(room >= 0)

    def _fill_menu(self) -> None:
        self.menu.clear()
        for act in CASE_ACTS:
            button = self.buttons.get(act.id)
            if act.id in self._actions and (button is None or button.isHidden()):
                self.menu.addAction(self._actions[act.id])


def _tell_keys(button: QToolButton, action: QAction) -> None:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    button.setToolTip(f"{button.accessibleName()} ({keys})" if keys else button.accessibleName())
