"""The foot of the form: how much still wants the reviewer, as a list to click, and the way on."""

from textwrap import shorten as shortened

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.review import Look, Review
from imr_desk.ui.dress import Dress, set_state
from imr_desk.ui.review import words as say
from imr_desk.ui.review.walk import place_of

_LINES_SHOWN = 6
_LONGEST_LINE = 160
"""Characters of a line; a colleague's question can be much longer and is read where it was asked."""
_BESIDE_LINES, _ABOVE_AND_BELOW = 36, 8
"""Pixels of padding, frame and scroll bar, as the style sheet gives them."""


class FinishBar(QFrame):
    """Never a grey button without a word: what blocks finishing is listed, and each line leads there."""

    place_requested = Signal(object)
    look_chosen = Signal(object)
    finish_requested = Signal()
    reopen_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("finishBar")
        self._problems: tuple[Look, ...] = ()
        self._finished = False
        self._key = ""
        self._dress: Dress | None = None
        self._others: list[QPushButton] = []
        self.list = QListWidget()
        self.list.setObjectName("problemList")
        self.list.setAccessibleName("What is left before the review can be finished")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.hide()
        self.left = QPushButton()
        self.left.setObjectName("disclosure")
        self.left.setCheckable(True)
        self.finish = QPushButton()
        self.finish.setObjectName("mainButton")
        row = self._row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.left, 1)
        row.addWidget(self.finish)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.list)
        column.addLayout(row)
        self.left.toggled.connect(self._unfold)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.finish.clicked.connect(self._pressed)

    def take_in(self, button: QPushButton, unfolded: QWidget) -> None:
        """Take in another button, and what it unfolds above the row."""
        self._row.insertWidget(self._row.count() - 1, button)
        self._column.insertWidget(0, unfolded)
        self._others.append(button)

    def widgets_in_order(self) -> list[QWidget]:
        """Return what the keyboard visits here."""
        return [self.left, *self._others, self.finish]

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self._sign()

    def show_review(self, review: Review, *, for_good: bool = False) -> None:
        """Show what is left; ``for_good`` when what is finished can never be opened again, as a second reading."""
        self._problems = review.problems()
        self._finished = review.finished is not None
        count = len(self._problems)
        self.finish.setText("Reopen review" if self._finished else "Finish and next")
        self.finish.setVisible(not (self._finished and for_good))
        self._tell_left()
        self.left.setEnabled(count > 0 and not self._finished)
        self._tell_key()
        set_state(self.finish, ready=count == 0 and not self._finished)
        set_state(self.left, done=count == 0)
        self._fill()
        self._sign()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say what is left in fewer words where there is little room."""
        super().resizeEvent(event)
        self._tell_left()
        self._fit_list()

    def _tell_left(self) -> None:
        count = len(self._problems)
        things = "1 thing left" if count == 1 else f"{count} things left"
        ways = ("Finished",) if self._finished else (f"{things} before you can finish", things)
        if not count and not self._finished:
            ways = ("Nothing left to look at", "Nothing left")
        others = sum(button.sizeHint().width() for button in (*self._others, self.finish) if not button.isHidden())
        spaces = 12 * len(self._others) + 2 * 24 + 40
        room = self.width() - others - spaces
        fits = [words for words in ways if self.left.fontMetrics().horizontalAdvance(words) <= room]
        self.left.setText(fits[0] if fits else ways[-1])
        self.left.setAccessibleName(ways[0])

    def show_keys(self, key_of: say.KeyOf) -> None:
        """Name the key that finishes."""
        self._key = key_of("finish")
        self._tell_key()

    def _tell_key(self) -> None:
        self.finish.setToolTip("Void the finish and go on working" if self._finished else self._key)

    def _fill(self) -> None:
        shown = self.left.isChecked() and self._problems and not self._finished
        self.list.setVisible(bool(shown))
        if not shown:
            return
        self.list.clear()
        for look in self._problems:
            line = QListWidgetItem(shortened(look.sentence, _LONGEST_LINE, placeholder="…"))
            line.setData(Qt.ItemDataRole.UserRole, look)
            self.list.addItem(line)
        self._fit_list()

    def _fit_list(self) -> None:
        """Show whole lines, also where they wrap."""
        room, metrics = QRect(0, 0, max(120, self.width() - 24 - _BESIDE_LINES), 10_000), self.list.fontMetrics()
        wrap = Qt.TextFlag.TextWordWrap
        lines = (self.list.item(row).text() for row in range(min(self.list.count(), _LINES_SHOWN)))
        heights = (metrics.boundingRect(room, wrap, words).height() for words in lines)
        self.list.setFixedHeight(sum(max(24, height + _ABOVE_AND_BELOW) for height in heights) + 8)

    def _sign(self) -> None:
        if self._dress is None:
            return
        if self._finished or not self._problems:
            self.left.setIcon(self._dress.icon("finish", "good"))
        else:
            self.left.setIcon(self._dress.icon("less" if self.left.isChecked() else "more"))

    def _unfold(self) -> None:
        self._fill()
        self._sign()

    def open_list(self) -> None:
        """Show the list, so that a person who tried to finish sees why not."""
        self.left.setChecked(True)

    def _go(self, line: QListWidgetItem) -> None:
        look = line.data(Qt.ItemDataRole.UserRole)
        if not isinstance(look, Look):
            return
        if (place := place_of(look)) is not None:
            self.place_requested.emit(place)
        self.look_chosen.emit(look)

    def _pressed(self) -> None:
        if self._finished:
            self.reopen_requested.emit()
        else:
            self.finish_requested.emit()
