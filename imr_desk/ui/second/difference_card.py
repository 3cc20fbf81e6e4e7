"""One place that two readings fill in: both values side by side while it is open, a line once it is settled."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.second import Pair, Settled, Side
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.second import difference_words as say
from imr_desk.ui.second.difference_body import NARROW, DifferenceBody, fold
from imr_desk.ui.second.differences_case import DifferencesView

_AT_MOST = 90
"""Characters of a value that the line of a settled difference shows."""
_SIGNS = {
    "open": ("wants-look", "warning"),
    "settled": ("state-confirmed", "good"),
    "agreed": ("state-confirmed", "quiet"),
}
"""Icon and colour of each state of a card."""


class DifferenceCard(QFrame):
    """A card with the keyboard on it is the current one; its open part is made once it is needed.

    Signals:
        arrived: the card became the current one, or took another height while it is.
        side_pointed: the letter shall show this side's words.
        side_taken: this side shall stand.
        third_asked: another value is wanted.
        third_written: a ``ThirdValue``.
        opened_again: the difference shall be opened again.
        question_asked: somebody shall be asked about this place.
    """

    arrived = Signal()
    side_pointed = Signal(object)
    side_taken = Signal(object)
    third_asked = Signal()
    third_written = Signal(object)
    opened_again = Signal()
    question_asked = Signal()

    def __init__(self, pair: Pair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differenceCard")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pair = pair
        self.lit = Side.SECOND
        self.body: DifferenceBody | None = None
        self._dress: Dress | None = None
        self._state = ""
        self._shown: tuple[object, ...] | None = None
        self._current = False
        self.sign = QLabel()
        self.name, self.about = plain_label("differenceName"), plain_label("differenceAbout")
        self.line, self.by = plain_label("differenceLine"), plain_label("differenceBy")
        for label in (self.name, self.about, self.line, self.by):
            label.setWordWrap(True)
        self.again = QPushButton("Open again  0")
        self.again.setObjectName("quietButton")
        self.again.setAutoDefault(False)
        self.again.clicked.connect(self.opened_again)
        self._arrange()
        set_state(self, state="open", current=False)

    def _arrange(self) -> None:
        self._names = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._names.setSpacing(2)
        self._names.addWidget(self.name, 2, Qt.AlignmentFlag.AlignTop)
        self._names.addWidget(self.about, 3, Qt.AlignmentFlag.AlignTop)
        head = QGridLayout()
        head.setHorizontalSpacing(8)
        head.setVerticalSpacing(2)
        head.setColumnStretch(1, 1)
        head.addWidget(self.sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(self._names, 0, 1)
        head.addWidget(self.again, 0, 2, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.line, 1, 1, 1, 2)
        head.addWidget(self.by, 2, 1, 1, 2)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 10, 8)
        self._column.setSpacing(2)
        self._column.addLayout(head)

    def _open_part(self) -> DifferenceBody:
        if self.body is None:
            body = self.body = DifferenceBody(self.pair)
            body.side_taken.connect(self.side_taken)
            body.side_pointed.connect(self._point)
            body.third_asked.connect(self.third_asked)
            body.third_written.connect(self.third_written)
            body.question_asked.connect(self.question_asked)
            body.left.connect(self.take_focus)
            body.grown.connect(self.arrived)
            if self._dress is not None:
                body.dress(self._dress)
            self._column.addWidget(body)
            body.fold(self._lines)
        return self.body

    # Showing

    @property
    def is_open(self) -> bool:
        """Tell whether a side can be taken."""
        return self._state == "open"

    @property
    def reason_words(self) -> str:
        """Why the side that is taken next stands; empty for nothing."""
        return "" if self.body is None else self.body.reason_words

    def show_difference(self, view: DifferencesView, about: str) -> None:
        """Show how the place stands in a comparison; a card that shows that already is left alone."""
        settled = view.settled(self.pair)
        stands = say.stands(view.both, view.record, self.pair)
        shown = (view.both, settled, view.refusal, stands, about)
        if shown == self._shown:
            return
        self._shown = shown
        self._state = "agreed" if self.pair.agrees else "open" if settled is None else "settled"
        self._show_head(view, about, settled)
        if self.is_open:
            body = self._open_part()
            body.show_view(view)
            body.show_current(current=self._current, lit=self.lit)
        elif self.body is not None:
            self.body.leave_third()
        if self.body is not None:
            self.body.setVisible(self.is_open)
        self._name_all(view, about)
        self._sign()

    def _show_head(self, view: DifferencesView, about: str, settled: Settled | None) -> None:
        self.name.setText(say.place_name(self.pair, view.both))
        self.name.setToolTip(about)
        self.about.setText(about)
        kind_told = self.pair.field in ("annotation", "flag", "item")  # else the name says enough for a mere line
        self.about.setVisible(bool(about) and (self.is_open or kind_told))
        set_state(self, state=self._state)
        self.again.setVisible(settled is not None and not view.refusal)
        side = Side.FIRST if settled is None else settled.side
        if side is Side.THIRD:
            words = say.said_in(view.record, self.pair)
        else:
            words = "" if self.is_open else say.said(view.both, self.pair, side)
        by = "" if settled is None else say.taken_words(view.second, settled)
        words = f"Both: {words}" if self.pair.agrees else words
        for label, text in ((self.line, _cut(words)), (self.by, by)):
            label.setText(text)
            label.setVisible(bool(text))

    def _name_all(self, view: DifferencesView, about: str) -> None:
        """Tell screen readers in one breath what the card shows."""
        state = {"open": "open", "settled": "settled", "agreed": "both agree"}[self._state]
        self.setAccessibleName(". ".join(part for part in (self.name.text(), about, state) if part))
        if self.is_open:
            sides = (Side.FIRST, Side.SECOND)
            said = [f"{say.whose(view.second, side)}: {say.said(view.both, self.pair, side)}" for side in sides]
        else:
            said = [self.line.text(), self.by.text()]
        self.setAccessibleDescription(". ".join(filter(None, said)))

    def show_current(self, *, current: bool) -> None:
        """Show whether this is the card that the keys work on."""
        self._current = current
        set_state(self, current=current)
        if self.body is not None:
            self.body.show_current(current=current, lit=self.lit)

    # Acts

    def take_focus(self) -> None:
        """Make this the current card."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_side(self, side: Side) -> None:
        """Let the letter show a side's words."""
        self.lit = side
        self.show_current(current=True)
        self.side_pointed.emit(side)

    def _point(self, side: Side) -> None:
        self.take_focus()
        self.turn_side(side)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Become the current card."""
        super().focusInEvent(event)
        self.arrived.emit()

    # Look

    @property
    def _lines(self) -> float:
        """How many line heights the card is wide."""
        return self.width() / max(1, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand names and sides side by side, or under each other where there is no room."""
        super().resizeEvent(event)
        if event.oldSize().width() == event.size().width():
            return
        narrow = self._lines < NARROW
        fold(self._names, under=narrow)
        self._names.setSpacing(2 if narrow else 12)
        if self.body is not None:
            self.body.fold(self._lines)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        if self.body is not None:
            self.body.dress(dress)
        self._sign()

    def _sign(self) -> None:
        if self._dress is not None and self._state:
            name, role = _SIGNS[self._state]
            self.sign.setPixmap(self._dress.pixmap(name, role, self, 16))


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _AT_MOST else f"{flat[: _AT_MOST - 1].rstrip()}…"
