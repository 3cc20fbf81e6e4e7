"""The active filters as chips over the cases; each can be taken away, or all at once."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from imr_desk.model.queue import CaseFilter
from imr_desk.ui.dress import Dress
from imr_desk.ui.flow import Flow
from imr_desk.ui.worklist.filter_parts import Part, narrowed

_LONGEST = 60


class Chip(QToolButton):
    """One active filter; a click, Space or Delete takes it away."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("filterChip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the words
        shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(f"Take away: {words}".replace("<", "‹"))
        self.setAccessibleName(f"Take away the filter {words}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete does what a click does."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)


class FilterChips(QWidget):
    """All that narrows the chosen view.

    Signals:
        changed: the filter without what was taken away.
        save_requested: the person wants to keep the filter as a view.
    """

    changed = Signal(object)
    save_requested = Signal()

    def __init__(self, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterChips")
        self._dress = dress
        self._where = self._base = CaseFilter()
        self._flow = Flow(self)
        self._flow.setContentsMargins(12, 2, 12, 4)
        self.chips: list[Chip] = []
        self.clear = QPushButton("Clear all")
        self.clear.setObjectName("quietButton")
        self.clear.clicked.connect(self.clear_all)
        self.save = QPushButton("Save as a view…")
        self.save.setObjectName("quietButton")
        self.save.clicked.connect(self.save_requested)
        self.hide()

    def show_filter(self, where: CaseFilter, base: CaseFilter) -> None:
        """Show in what a filter differs from that of its view."""
        if (where, base) == (self._where, self._base):
            return
        self._where, self._base = where, base
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for button in (self.clear, self.save):
            self._flow.removeWidget(button)
        self.chips = [self._chip(part) for part in narrowed(where, base)]
        for widget in (*self.chips, self.clear, self.save):
            self._flow.addWidget(widget)
            widget.show()
        self.setVisible(bool(self.chips))
        self.updateGeometry()

    def clear_all(self) -> None:
        """Go back to what the view asks for."""
        self.changed.emit(self._base)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        for chip in self.chips:
            self._sign(chip)

    def _chip(self, part: Part) -> Chip:
        chip = Chip(part.chip(self._where), self)
        self._sign(chip)
        chip.clicked.connect(lambda: self._take_away(part))
        return chip

    def _sign(self, chip: Chip) -> None:
        chip.setIcon(self._dress.icon("close"))
        chip.setIconSize(QSize(self._dress.kind.px(12), self._dress.kind.px(12)))

    def _take_away(self, part: Part) -> None:
        had_keyboard = any(chip.hasFocus() for chip in self.chips)
        self.changed.emit(part.put_back(self._where, self._base))
        if had_keyboard and self.chips:
            self.chips[0].setFocus(Qt.FocusReason.OtherFocusReason)
