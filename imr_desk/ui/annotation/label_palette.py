"""The labels that the selected words can get: a click or the label's key."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from imr_desk.model.annotations import Label
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.label_look import PATTERNS, Tint, paint_line, tint_of

_SWATCH = QSize(34, 16)


class LabelPalette(QWidget):
    """Offers the labels of the table.

    Signals:
        chosen: a ``Label`` for the selected words.
        move_requested: the current annotation shall stand on the selected words.
    """

    chosen = Signal(object)
    move_requested = Signal()

    def __init__(self, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("labelPalette")
        self._dress = dress
        self._labels: tuple[Label, ...] = ()
        self.buttons: list[QToolButton] = []
        self._columns = 0
        self.move_here = QPushButton("Put the current annotation on these words")
        self.move_here.setObjectName("quietButton")
        self.move_here.clicked.connect(self.move_requested)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(2)
        self._head: QLabel = plain_label("annotationHead", "Label the selected words")
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.addWidget(self._head)
        column.addWidget(self.move_here, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._grid)
        column.addStretch(1)

    def show_labels(self, labels: tuple[Label, ...]) -> None:
        """Offer these labels."""
        if labels == self._labels:
            return
        self._labels = labels
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(label) for label in labels]
        self._lay_out()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        for button, label in zip(self.buttons, self._labels, strict=True):
            button.setIcon(self._swatch(label))
            button.setIconSize(_SWATCH * dress.kind.scale)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        """Ask for height alone: the labels stand in as many columns as there is room for."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two columns where no name would be cut, else in one."""
        super().resizeEvent(event)
        if self._columns_for_room() != self._columns:
            self._lay_out()

    def _columns_for_room(self) -> int:
        widest = max((button.sizeHint().width() for button in self.buttons), default=0)
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._grid.horizontalSpacing()
        return 2 if 2 * widest <= room else 1

    def _lay_out(self) -> None:
        columns = self._columns = self._columns_for_room()
        rows = -(-len(self.buttons) // columns)
        for number, button in enumerate(self.buttons):
            row, column = number % max(1, rows), number // max(1, rows)
            self._grid.addWidget(button, row, column, Qt.AlignmentFlag.AlignLeft)

    def _button(self, label: Label) -> QToolButton:
        button = QToolButton()
        button.setObjectName("labelButton")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setText(f"{label.hotkey.upper()}  {label.name}" if label.hotkey else label.name)
        button.setToolTip(label.meaning)
        button.setAccessibleDescription(label.meaning)
        button.setIcon(self._swatch(label))
        button.setIconSize(_SWATCH * self._dress.kind.scale)
        button.clicked.connect(lambda: self.chosen.emit(label))
        return button

    def _swatch(self, label: Label) -> QIcon:
        return QIcon(swatch(tint_of(label.color, self._dress.theme), label, self, self._dress.kind.scale))


def swatch(tint: Tint, label: Label, widget: QWidget, scale: float = 1.0) -> QPixmap:
    """Return a small picture of a label's colour and pattern, sharp on the screen that shows the widget."""
    ratio, size = widget.devicePixelRatioF(), _SWATCH * scale
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(tint.ground))
    painter = QPainter(picture)
    line = QRectF(2 * scale, size.height() - 5 * scale, size.width() - 4 * scale, 3 * scale)
    paint_line(painter, line, PATTERNS[label.color], tint.line)
    painter.end()
    return picture
