"""What sheets and panels are made of: wrapped words, buttons in a row, how it went, an area to scroll, rows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QWidget,
)

from imr_desk.ui.dress import plain_label, set_state


def wrapped(name: str, words: str = "") -> QLabel:
    """Return a label whose words wrap and can be selected."""
    label = plain_label(name, words)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def button_row(*buttons: QPushButton, last: int = 1) -> QHBoxLayout:
    """Return buttons in a row, the ``last`` of them at the right end."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for place, button in enumerate(buttons):
        if place == len(buttons) - last:
            row.addStretch(1)
        button.setAutoDefault(False)
        row.addWidget(button)
    return row


def only_down(area: QScrollArea, name: str, content: QWidget | None = None) -> None:
    """Let an area scroll up and down only: its content takes its width, no frame, no stop of the Tab key.

    Args:
        area: what scrolls.
        name: what the style sheet calls it.
        content: what it holds; ``None`` where that comes later.
    """
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if content is not None:
        area.setWidget(content)


def whole_rows(table: QTableWidget, name: str, heads: Sequence[str]) -> None:
    """Let a table of a sheet show rows that are chosen whole and changed elsewhere; the Tab key leaves it.

    Args:
        table: the table.
        name: what it is called for those who hear it.
        heads: of its columns.
    """
    table.setObjectName("sheetTable")
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)


class Said(QLabel):
    """One sentence on what went wrong, or well; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionProblem")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def say(self, sentence: str, *, good: bool = False) -> None:
        """Show a sentence; an empty one hides it."""
        set_state(self, kind="good" if good else "error")
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
