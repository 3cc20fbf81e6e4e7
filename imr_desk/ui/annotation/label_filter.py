"""Which labels the list and the letter show."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from imr_desk.model.annotations import Label


class LabelFilter(QToolButton):
    """A button with a menu of labels, each with how many entries it has.

    Signals:
        filtered: the labels that are filtered out changed.
    """

    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("labelFilter")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.hidden: frozenset[str] = frozenset()
        self._known: frozenset[str] = frozenset()
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)
        self._tell()

    def show_labels(self, labels: tuple[Label, ...], counts: Mapping[str, int]) -> None:
        """Offer the labels that have entries, with their numbers."""
        self._menu.clear()
        self._known = frozenset(counts)
        every = self._menu.addAction("All labels")
        every.triggered.connect(lambda: self._take(frozenset()))
        self._menu.addSeparator()
        for label in labels:
            if label.key in counts:
                action = QAction(f"{label.name}  ({counts[label.key]})", self._menu)
                action.setToolTip(label.meaning)
                action.setCheckable(True)
                action.setChecked(label.key not in self.hidden)
                action.setData(label.key)
                action.toggled.connect(self._toggled)
                self._menu.addAction(action)
                self._add_only(label)
        self._tell()

    def _add_only(self, label: Label) -> None:
        only = QAction(f"Only {label.name}", self._menu)
        only.triggered.connect(lambda: self._take(self._known - {label.key}))
        menu = next((m for m in self._menu.findChildren(QMenu) if m.objectName() == "only"), None)
        if menu is None:
            menu = QMenu("Only one label", self._menu)
            menu.setObjectName("only")
            self._menu.insertMenu(self._menu.actions()[1], menu)
        menu.addAction(only)

    def _toggled(self, on: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            key = str(action.data())
            self._take(self.hidden - {key} if on else self.hidden | {key})

    def _take(self, hidden: frozenset[str]) -> None:
        if hidden != self.hidden:
            self.hidden = hidden
            self._tell()
            self.filtered.emit()

    def _tell(self) -> None:
        count = len(self.hidden & self._known)
        self.setText("All labels" if not count else f"{len(self._known) - count} of {len(self._known)} labels")
        self.setAccessibleName(f"Filter by label: {self.text()}")
        self.setProperty("filtering", bool(count))
