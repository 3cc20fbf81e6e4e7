"""The foot of the form: how much still wants the reviewer, as a list to click, and the way on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.review import Look, Review
from imr_desk.ui.dress import Dress, set_state
from imr_desk.ui.review import words as say
from imr_desk.ui.review.walk import place_of

_LINES_SHOWN = 6


class FinishBar(QFrame):
    """Never a grey button without a word: what blocks finishing is listed, and each line leads there."""

    place_requested = Signal(object)
    finish_requested = Signal()
    reopen_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("finishBar")
        self._problems: tuple[Look, ...] = ()
        self._finished = False
        self._key = ""
        self._dress: Dress | None = None
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
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.left, 1)
        row.addWidget(self.finish)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.list)
        column.addLayout(row)
        self.left.toggled.connect(self._unfold)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.finish.clicked.connect(self._pressed)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self._sign()

    def show_review(self, review: Review) -> None:
        """Show what is left."""
        self._problems = review.problems()
        self._finished = review.finished is not None
        count = len(self._problems)
        if self._finished:
            self.left.setText("Finished")
            self.finish.setText("Reopen review")
        elif count:
            self.left.setText(
                "1 thing left before you can finish" if count == 1 else f"{count} things left before you can finish"
            )
            self.finish.setText("Finish and next")
        else:
            self.left.setText("Nothing left to look at")
            self.finish.setText("Finish and next")
        self.left.setEnabled(count > 0 and not self._finished)
        self._tell_key()
        set_state(self.finish, ready=count == 0 and not self._finished)
        set_state(self.left, done=count == 0)
        self._fill()
        self._sign()

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
            line = QListWidgetItem(look.sentence)
            line.setData(Qt.ItemDataRole.UserRole, look)
            self.list.addItem(line)
        rows = min(len(self._problems), _LINES_SHOWN)
        self.list.setFixedHeight(rows * max(24, self.list.sizeHintForRow(0)) + 8)

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
        if isinstance(look, Look) and (place := place_of(look)) is not None:
            self.place_requested.emit(place)

    def _pressed(self) -> None:
        if self._finished:
            self.reopen_requested.emit()
        else:
            self.finish_requested.emit()
