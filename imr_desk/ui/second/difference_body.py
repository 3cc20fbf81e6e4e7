"""The open part of a difference: both values side by side, and what can be done about them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.second import Pair, PairKind, Side
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.review.words import chip_words
from imr_desk.ui.second import difference_words as say
from imr_desk.ui.second.difference_runs import Run, is_shortened, runs_of, shortened
from imr_desk.ui.second.difference_side import DifferenceSide
from imr_desk.ui.second.difference_third import ThirdForm
from imr_desk.ui.second.differences_case import DifferencesView

NARROW, _NARROW_SHORT = 30, 20
"""Width of a card, in line heights, below which the sides stand under each other: long values, and short ones."""
_SHORT = 48
"""Characters up to which a value is short."""


class Reason(QLineEdit):
    """Why a side is taken; Enter and Escape lead back to the card.

    Signals:
        left: the person is done here.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differenceReason")
        self.setPlaceholderText("Why, if it needs a word (R)")
        self.setAccessibleName("Why this value stands")
        self.setMaxLength(500)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps the words for the side that is taken next, Escape drops them."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class DifferenceFoot(QWidget):
    """What can be done besides taking a side; shown on the current card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.other, self.ask, self.all = (_button(words) for words in ("Another value  3", "Ask  Q", ""))
        self.reason = Reason()
        acts = QHBoxLayout()
        acts.setSpacing(4)
        for button in (self.other, self.ask, self.all):
            acts.addWidget(button)
        acts.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addLayout(acts)
        self._row.addWidget(self.reason, 1)

    def fold(self, *, narrow: bool) -> None:
        """Put the reason under the buttons where there is no room beside them."""
        fold(self._row, under=narrow)


class DifferenceBody(QWidget):
    """Both sides of a difference.

    Signals:
        side_pointed, side_taken: a side.
        third_asked: another value is wanted.
        third_written: a ``ThirdValue``.
        question_asked: somebody shall be asked about this place.
        left: the keyboard goes back to the card.
        grown: it took another height.
    """

    side_pointed = Signal(object)
    side_taken = Signal(object)
    third_asked = Signal()
    third_written = Signal(object)
    question_asked = Signal()
    left = Signal()
    grown = Signal()

    def __init__(self, pair: Pair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair = pair
        self._view: DifferencesView | None = None
        self._runs: dict[Side, tuple[Run, ...]] = {}
        self._whole = False
        self._lines = 100.0
        self.third: ThirdForm | None = None
        self.foot: DifferenceFoot | None = None
        self.sides = {side: DifferenceSide(side) for side in (Side.FIRST, Side.SECOND)}
        self.record = plain_label("differenceHint")
        self.record.setWordWrap(True)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(8)
        for side in self.sides.values():
            self._row.addWidget(side, 1)
            side.taken.connect(self.side_taken)
            side.pointed.connect(self.side_pointed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(self._row)
        self._column.addWidget(self.record)

    # Showing

    def show_view(self, view: DifferencesView) -> None:
        """Show both values, and what the record has where that is not the first reader's any more."""
        self._view = view
        both, pair = view.both, self._pair
        if not self._runs:
            self._runs = self._cut_up({side: say.said(both, pair, side) for side in self.sides})
        for side, widget in self.sides.items():
            runs = self._runs[side] if self._whole else shortened(self._runs[side])
            where = chip_words(both.letter, both.sources(pair, side))
            nothing = (pair.first if side is Side.FIRST else pair.second) is None
            widget.show_side(say.whose(view.second, side), runs, where, quiet=nothing, open_=not view.refusal)
        self._show_record(view)
        self._show_acts(view)
        self.fold(self._lines)

    def _cut_up(self, words: dict[Side, str]) -> dict[Side, tuple[Run, ...]]:
        """Pick out what differs in long texts; of a date or a code all that differs is seen at a glance."""
        if self._pair.kind is PairKind.FACT:
            return {side: (Run(text),) for side, text in words.items()}
        return dict(zip(self.sides, runs_of(words[Side.FIRST], words[Side.SECOND]), strict=True))

    def _show_record(self, view: DifferencesView) -> None:
        holds, pair = view.both.holds, self._pair
        if holds(view.record, pair, Side.FIRST):
            words = ""
        elif holds(view.record, pair, Side.SECOND):
            words = f"The record has {say.whose(view.second, Side.SECOND)}’s value until a side is taken."
        else:
            words = f"The record has another value until a side is taken: {say.said_in(view.record, pair)}"
        self.record.setText(words)
        self.record.setVisible(bool(words))

    def _show_acts(self, view: DifferencesView) -> None:
        if self.foot is None:
            return
        may = not view.refusal
        self.foot.other.setVisible(may and self._pair.field != "item")
        self.foot.reason.setVisible(may)
        self.foot.all.setText("Only what differs  Space" if self._whole else "All words  Space")
        self.foot.all.setVisible(self.can_unfold)

    @property
    def can_unfold(self) -> bool:
        """Tell whether words are left out that both sides have."""
        return any(map(is_shortened, self._runs.values()))

    @property
    def reason_words(self) -> str:
        """Why the side that is taken next stands; empty for nothing."""
        return "" if self.foot is None else self.foot.reason.text()

    def show_current(self, *, current: bool, lit: Side) -> None:
        """Show what can be done on the current card, and which side's words the letter shows."""
        if current and self.foot is None:
            foot = self.foot = DifferenceFoot()
            foot.other.clicked.connect(self.third_asked)
            foot.ask.clicked.connect(self.question_asked)
            foot.all.clicked.connect(self.unfold)
            foot.reason.left.connect(self.left)
            self._column.addWidget(foot)
            if self._view is not None:
                self._show_acts(self._view)
            self.fold(self._lines)
        if self.foot is not None:
            self.foot.setVisible(current)
        for side, widget in self.sides.items():
            widget.show_lit(lit=current and side is lit)

    def fold(self, lines: float) -> None:
        """Stand side by side, or under each other where a card of so many line heights has no room."""
        self._lines = lines
        short = all(sum(len(run.text) for run in runs) <= _SHORT for runs in self._runs.values())
        under = lines < (_NARROW_SHORT if short else NARROW)
        fold(self._row, under=under)
        for side in self.sides.values():
            side.set_tight(tight=lines < NARROW and not under)
        if self.foot is not None:
            self.foot.fold(narrow=lines < NARROW)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        for side in self.sides.values():
            side.dress(dress)

    # Acts

    def unfold(self) -> None:
        """Show all words of both sides, or only those around what differs."""
        if self._view is not None and self.can_unfold:
            self._whole = not self._whole
            self.show_view(self._view)
            self.grown.emit()

    def give_reason(self) -> None:
        """Put the keyboard where a reason is typed."""
        if self.foot is not None and not self.foot.reason.isHidden():
            self.foot.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_third(self) -> None:
        """Show the editor for another value."""
        if self._view is None or self.third is not None:
            return
        third = self.third = ThirdForm(self._pair, self._view.record)
        third.written.connect(self.third_written)
        third.left.connect(self.leave_third)
        self._column.insertWidget(2, third)  # under the sides and what the record has
        third.show()
        third.take_focus()
        self.grown.emit()

    def leave_third(self) -> None:
        """Put the editor away; the keyboard stays on the card."""
        third, self.third = self.third, None
        if third is None:
            return
        now = QApplication.focusWidget()
        if now is not None and third.isAncestorOf(now):
            self.left.emit()
        self._column.removeWidget(third)
        third.hide()
        third.deleteLater()


def fold(layout: QBoxLayout, *, under: bool) -> None:
    """Let the parts of a layout stand under each other, or side by side."""
    way = QBoxLayout.Direction.TopToBottom if under else QBoxLayout.Direction.LeftToRight
    if layout.direction() != way:
        layout.setDirection(way)


def _button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName("quietButton")
    button.setAutoDefault(False)
    return button
