"""What one reader has at a place: whose it is, the words, where they stand, and the key that takes it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.annotations import LabelColor
from imr_desk.model.second import Side
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.label_look import PATTERNS, paint_line, tint_of
from imr_desk.ui.second.difference_runs import Run
from imr_desk.ui.second.difference_text import DifferenceText

COLORS = {Side.FIRST: LabelColor.BLUE, Side.SECOND: LabelColor.ORANGE}
"""How each reader's words are marked in the letter, and the line over their side."""

KEYS = {Side.FIRST: "1", Side.SECOND: "2", Side.THIRD: "3"}


class SideLine(QWidget):
    """The line under a reader's words in the letter, drawn over their side."""

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._dress: Dress | None = None
        self.setFixedSize(26, 6)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self.setFixedSize(QSize(dress.kind.px(26), dress.kind.px(6)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        if self._dress is not None:
            color = COLORS[self._side]
            painter = QPainter(self)
            paint_line(painter, QRectF(self.rect()), PATTERNS[color], tint_of(color, self._dress.theme).line)
            painter.end()


class DifferenceSide(QFrame):
    """One side of a difference.

    Signals:
        pointed: somebody looks at this side: the letter shows its words.
        taken: this side shall stand.
    """

    pointed = Signal(object)
    taken = Signal(object)

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differenceSide")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.side = side
        self._dress: Dress | None = None
        self._runs: tuple[Run, ...] = ()
        self._quiet = self._tight = False
        self.line, self.name, self.where = (
            SideLine(side),
            plain_label("differenceReader"),
            plain_label("differencePage"),
        )
        self.name.setWordWrap(True)
        self.take = QPushButton(f"Take  {KEYS[side]}")
        self.take.setObjectName("differenceTake")
        self.take.setAutoDefault(False)
        self.take.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the key does the same; a stop fewer for each side
        self.take.clicked.connect(lambda: self.taken.emit(self.side))
        self.words = DifferenceText()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.line, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.name, 1)
        head.addWidget(self.where)
        head.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addStretch(1)
        set_state(self, lit=False)

    def show_side(self, reader: str, runs: Sequence[Run], where: str, *, quiet: bool, open_: bool) -> None:
        """Show what a reader has, and where it stands."""
        self._runs, self._quiet = tuple(runs), quiet
        self.name.setText(reader)
        self.where.setText(where)
        self.where.setVisible(bool(where) and not self._tight)
        self.take.setVisible(open_)
        self.take.setAccessibleName(f"Take {reader}’s value")
        self.take.setToolTip(f"{reader}’s value stands ({KEYS[self.side]})")
        self._draw()

    def set_tight(self, *, tight: bool) -> None:
        """Leave out where the words stand, where there is hardly room for whose they are; the letter shows it."""
        if tight != self._tight:
            self._tight = tight
            self.where.setVisible(bool(self.where.text()) and not tight)

    def show_lit(self, *, lit: bool) -> None:
        """Show that the letter points at this side's words."""
        set_state(self, lit=lit)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self.line.dress(dress)
        self._draw()

    def _draw(self) -> None:
        if self._dress is not None:
            self.words.show_runs(self._runs, self._dress.theme, quiet=self._quiet)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the letter show this side's words."""
        super().mousePressEvent(event)
        self.pointed.emit(self.side)
