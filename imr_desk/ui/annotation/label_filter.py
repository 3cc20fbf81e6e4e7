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
        self._shown: tuple[tuple[Label, ...], Mapping[str, int]] = ((), {})
        self._menu, self._only = QMenu(self), QMenu("Only one label", self)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)
        self._tell()

    def show_labels(self, labels: tuple[Label, ...], counts: Mapping[str, int]) -> None:
        """Offer the labels that have entries, with their numbers."""
        if (labels, counts) != self._shown:  # never while one of the actions is being told that it was chosen
            self._shown, self._known = (labels, counts), frozenset(counts)
            self._build([label for label in labels if label.key in counts], counts)
        for action in self._menu.actions():
            if action.isCheckable():
                action.blockSignals(True)
                action.setChecked(str(action.data()) not in self.hidden)
                action.blockSignals(False)
        self._tell()

    def _build(self, labels: list[Label], counts: Mapping[str, int]) -> None:
        self._menu.clear()
        self._only.clear()
        self._menu.addAction("All labels", lambda: self._take(frozenset()))
        self._menu.addMenu(self._only)
        self._menu.addSeparator()
        for label in labels:
            action = self._menu.addAction(f"{label.name}  ({counts[label.key]})")
            action.setToolTip(label.meaning)
            action.setCheckable(True)
            action.setData(label.key)
            action.toggled.connect(self._toggled)
            only = self._only.addAction(label.name)
            only.setData(label.key)
            only.triggered.connect(self._alone)

    def _alone(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._take(self._known - {str(action.data())})

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
