"""Over the differences: who read, how far both agree, how far it is settled. Under them: the keys, and the way on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.second import Side
from imr_desk.ui.choice_boxes import TickBox
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.second import difference_words as say
from imr_desk.ui.second.difference_side import SideLine
from imr_desk.ui.second.differences_case import DifferencesView

_HINT = "  ·  ".join(
    words.replace(" ", "\N{NO-BREAK SPACE}")
    for words in ("1, 2 take a side", "3 another value", "0 open again", "N next", "Q ask")
)
_HOW = (
    "Left and Right show the words of the one or the other reader in the letter; R says why; Space shows all words; "
    "F2 is another value, too, and Backspace opens again."
)
_SIGN = "The review was opened for the values that were taken: finish it to sign it again."


class DifferencesHead(QFrame):
    """Says what is compared.

    Signals:
        all_wanted: whether values that agree are shown, too.
    """

    all_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differencesHead")
        self.title = plain_label("differencesTitle", "Two readings of this case")
        self.sum = plain_label("differencesSum")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName("Differences settled")
        self.all = TickBox("Show all values")
        self.all.toggled.connect(self.all_wanted)
        self.readers = {side: plain_label("differencesReader") for side in (Side.FIRST, Side.SECOND)}
        self._lines = {side: SideLine(side) for side in self.readers}
        self.refusal = plain_label("differencesRefusal")
        for label in (self.sum, self.refusal, *self.readers.values()):
            label.setWordWrap(True)
        self._arrange()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 14, 10)
        column.setSpacing(4)
        column.addLayout(top)
        for side, label in self.readers.items():
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(self._lines[side], 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(label, 1)
            column.addLayout(row)
        column.addWidget(self.sum)
        column.addWidget(self.bar)
        column.addWidget(self.refusal)

    def show_view(self, view: DifferencesView) -> None:
        """Show who read, and how far it is."""
        total, left = len(view.differences), len(view.open)
        self.sum.setText(f"{say.agreement(view.pairs)}   ·   {say.progress(total - left, total)}")
        self.bar.setVisible(total > 0)
        self.bar.setMaximum(max(1, total))
        self.bar.setValue(total - left)
        finished, signed = view.both.readings.first_review.finished, view.second.signed
        blank = "from an empty form" if view.second.blank else ""
        first = (view.second.first, "first reading", say.day(finished.at) if finished else "")
        second = (view.second.reader, "second reading", say.day(signed.at) if signed else "", blank)
        self.readers[Side.FIRST].setText("  ·  ".join(filter(None, first)))
        self.readers[Side.SECOND].setText("  ·  ".join(filter(None, second)))
        closed = view.second.closed is not None
        self.refusal.setText(f"{view.refusal} {_SIGN}" if closed and view.record.finished is None else view.refusal)
        self.refusal.setVisible(bool(view.refusal))
        set_state(self.refusal, kind="good" if closed else "warning")

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        for line in self._lines.values():
            line.dress(dress)


class DifferencesFoot(QFrame):
    """Names the keys and offers the way on.

    Signals:
        close_requested: all differences are settled.
        finish_requested: the review is to be signed again.
        back_requested: the form is to be shown again.
    """

    close_requested = Signal()
    finish_requested = Signal()
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differencesFoot")
        self.hint = plain_label("differenceHint", _HINT)
        self.hint.setWordWrap(True)
        self.hint.setToolTip(_HOW)
        self.main, self.back = QPushButton(), QPushButton("Back to the form  Esc")
        self.main.setObjectName("mainButton")
        self.back.setObjectName("quietButton")
        self.main.clicked.connect(self._go_on)
        self.back.clicked.connect(self.back_requested)
        self._closed = False
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.main)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 14, 10)
        column.setSpacing(8)
        column.addWidget(self.hint)
        column.addLayout(row)

    def show_view(self, view: DifferencesView) -> None:
        """Offer what comes next: closing the comparison, then signing the review that was opened for it."""
        self._closed = view.second.closed is not None
        unsigned = view.record.finished is None
        if self._closed:
            self.main.setText("Finish the review")
            self.main.setToolTip("It was opened for the values that were taken: sign it again")
        else:
            left = len(view.open)
            self.main.setText("Close the comparison  Ctrl+Enter")
            self.main.setToolTip("" if not left else f"{left} still to settle")
        ready = (self._closed and unsigned) or (not self._closed and not view.open)
        self.main.setVisible(unsigned if self._closed else not view.refusal)
        self.hint.setVisible(not view.refusal and bool(view.differences))
        set_state(self.main, ready=ready)

    def _go_on(self) -> None:
        if self._closed:
            self.finish_requested.emit()
        else:
            self.close_requested.emit()


def empty_words(view: DifferencesView) -> str:
    """Return what stands in the place of differences where there are none."""
    total = len(view.pairs)
    values = f"all {total} values" if total != 1 else "the one value that was compared"
    return f"Both readings agree in {values}. There is nothing to settle" + (
        "." if view.refusal else ": close the comparison."
    )


def empty_label() -> QLabel:
    """Return the label for it."""
    label = plain_label("emptyState")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
