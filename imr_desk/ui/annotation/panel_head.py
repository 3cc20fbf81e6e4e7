"""What stands above the list of annotations: counts, which are listed in which order, and what is told."""

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.annotations import Label
from imr_desk.ui.annotation.entries import Order, Shown
from imr_desk.ui.annotation.label_filter import LabelFilter
from imr_desk.ui.annotation.told_line import ToldLine
from imr_desk.ui.annotation.words import lost_words
from imr_desk.ui.choice_boxes import ChoiceBox
from imr_desk.ui.dress import plain_label

_EMPTY = "Nothing is labelled yet. Mark words in the letter and press a label's key, such as {}."
_LOOKING = "The program is looking for what could be labelled…"
_RETRY, _SHOW_LOST = "Look again", "Show them"
_ORDER = "annotations/order"
_FILTERED = "No entry is shown with this filter."


class PanelHead(QWidget):
    """Counts, choices and one line that says what the list cannot show.

    Args:
        settings: remembers the order.

    Signals:
        chosen: other entries, or another order, are wanted.
        labels_requested: look at or change the table of labels.
        retry_requested: the machine is to look for proposals once more.
    """

    chosen = Signal()
    labels_requested = Signal()
    retry_requested = Signal()

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem, self._looking = "", False
        self.count, self.told = plain_label("annotationCount"), ToldLine()
        self.shown, self.order, self.filter = ChoiceBox("What is listed"), ChoiceBox("Order"), LabelFilter()
        self.table = QPushButton("Labels…")
        self.table.setObjectName("quietButton")
        head, tools = QHBoxLayout(), QHBoxLayout()
        head.addWidget(plain_label("annotationTitle", "Annotations"))
        head.addWidget(self.count, 1)
        head.addWidget(self.table)
        for box, choices, share in ((self.shown, Shown, 2), (self.order, Order, 3)):
            box.addItems([choice.value for choice in choices])
            box.activated.connect(self.chosen)
            tools.addWidget(box, share)
        tools.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for row in (head, tools):
            row.setContentsMargins(12, 0, 12, 0)
            column.addLayout(row)
        column.addWidget(self.told)
        # Words of another version choose none.
        self.order.setCurrentText(str(settings.value(_ORDER, Order.LETTER.value)))
        self.order.activated.connect(lambda: settings.setValue(_ORDER, self.order.currentText()))
        self.filter.filtered.connect(self.chosen)
        self.table.clicked.connect(self.labels_requested)
        self.told.way_on.connect(self._way_on)

    @property
    def choice(self) -> tuple[Order, Shown]:
        """The order of the list, and what it shows."""
        return Order(self.order.currentText()), Shown(self.shown.currentText())

    def choose(self, shown: Shown) -> None:
        """List entries of this kind, with all labels."""
        self.filter.hidden = frozenset()
        self.shown.setCurrentText(shown.value)

    def begin(self, *, looking: bool = False, problem: str = "") -> None:
        """Note whether the machine is looking for proposals, or why there are none."""
        self._looking, self._problem = looking, problem

    def show_closed(self) -> None:
        """Say nothing: no case is open."""
        self.count.setText("")
        self.told.say("")

    def show_counts(self, labelled: int, waiting: int) -> None:
        """Tell how many words are labelled and how many proposals wait."""
        proposed = "looking for more…" if self._looking else f"{waiting} proposed"
        self.count.setText(f"{labelled} labelled" if self._problem else f"{labelled} labelled · {proposed}")

    def tell(self, *, listed: bool, any_entry: bool, lost: int, first: Label | None) -> None:
        """Say what the list cannot show: trouble first, then words that are lost, then why nothing is listed.

        Args:
            listed: whether the list shows an entry.
            any_entry: whether it would without the filter.
            lost: annotations whose words are no longer where they stood.
            first: a label with a key, to name one that works.
        """
        if self._problem:
            self.told.say(self._problem, _RETRY)
        elif lost:
            self.told.say(lost_words(lost), "" if self.choice[1] is Shown.LOST else _SHOW_LOST)
        elif listed:
            self.told.say("")
        elif any_entry:
            self.told.say(_FILTERED)
        elif self._looking:
            self.told.say(_LOOKING)
        else:
            key = f"{first.hotkey.upper()} for “{first.name}”" if first is not None else "none"
            self.told.say(_EMPTY.format(key))

    def _way_on(self) -> None:
        if self._problem:
            self.retry_requested.emit()
        else:
            self.choose(Shown.LOST)
            self.chosen.emit()
