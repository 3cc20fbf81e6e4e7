"""Rows of two labels that are filled anew for each case; widgets are kept, for making them is what takes long."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from imr_desk.ui.dress import plain_label


class DetailRows(QWidget):
    """Rows of a short word or a sign at the left and words at the right, all taken literally.

    Args:
        left: name of the labels at the left, for the style sheet.
        right: name of those at the right.
    """

    def __init__(self, left: str, right: str) -> None:
        super().__init__()
        self._names = left, right
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)

    def show_rows(self, rows: Sequence[tuple[str | QPixmap, str]]) -> None:
        """Show these rows."""
        while len(self._rows) < len(rows):
            self._add()
        for place, (left, right) in enumerate(self._rows):
            is_used = place < len(rows)
            left.setVisible(is_used)
            right.setVisible(is_used)
            if is_used:
                sign, words = rows[place]
                left.clear()  # an empty text alone would leave the picture of the row before
                if isinstance(sign, QPixmap):
                    left.setPixmap(sign)
                else:
                    left.setText(sign)
                right.setText(words)

    def _add(self) -> None:
        row = len(self._rows)
        left, right = plain_label(self._names[0]), literal_label(self._names[1])
        self._grid.addWidget(left, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(right, row, 1)
        self._rows.append((left, right))


def literal_label(name: str, words: str = "") -> QLabel:
    """Return a label of running words that can be marked and copied."""
    label = plain_label(name, words)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label
