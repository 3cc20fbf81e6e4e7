"""The questions of a case in a list, each leading to its place."""

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from imr_desk.ui.dress import Dress
from imr_desk.ui.session import Place

_LINES_SHOWN = 6


class Asked(msgspec.Struct, frozen=True):
    """A line of the list.

    Attributes:
        place: where it leads.
        words: what it says.
        role: colour role of its sign.
    """

    place: Place
    words: str
    role: str


class QuestionList(QFrame):
    """Open questions first; Enter or a click leads to the place.

    Signals:
        place_chosen: the place whose thread is to be shown.
        case_wished: somebody wants to ask about the case as a whole.
        left: the list was put away with Esc.
    """

    place_chosen = Signal(object)
    case_wished = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionListFrame")
        self._dress: Dress | None = None
        self._lines: tuple[Asked, ...] = ()
        self._most = 1000
        self.list = QListWidget()
        self.list.setObjectName("problemList")
        self.list.setAccessibleName("Questions about this case")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(False)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.whole = QPushButton("Ask about the case as a whole")
        self.whole.setObjectName("quietButton")
        self.whole.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list)
        column.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.whole.clicked.connect(self.case_wished)
        self.hide()

    def show_lines(self, lines: tuple[Asked, ...]) -> None:
        """Show these; the line that was chosen stays chosen."""
        if lines == self._lines:
            return
        chosen = max(0, self.list.currentRow())
        self._lines = lines
        self.list.clear()
        for line in lines:
            row = QListWidgetItem(line.words)
            row.setToolTip(f"<p>{_escaped(line.words)}</p>")
            row.setData(Qt.ItemDataRole.UserRole, line.place)
            self.list.addItem(row)
        self.list.setVisible(bool(lines))
        self.list.setCurrentRow(min(chosen, len(lines) - 1))
        self._sign()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self.list.setIconSize(QSize(dress.kind.px(16), dress.kind.px(16)))
        self._sign()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the list away."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def fit(self, most: int) -> None:
        """Be as high as the lines, but no higher than ``most`` pixels."""
        self._most = most
        self._sign()

    def _sign(self) -> None:
        if self._dress is None:
            return
        for number, line in enumerate(self._lines):
            self.list.item(number).setIcon(self._dress.icon("question", line.role))
        line_height = max(24, self.list.sizeHintForRow(0))
        rows = min(len(self._lines), _LINES_SHOWN, max(2, self._most // line_height))
        self.list.setFixedHeight(rows * line_height + 8)

    def _go(self, row: QListWidgetItem) -> None:
        place = row.data(Qt.ItemDataRole.UserRole)
        if isinstance(place, Place):
            self.place_chosen.emit(place)


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
