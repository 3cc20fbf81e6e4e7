"""A line that says how things stand: what is wrong, what is not saved yet, how far a count is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from imr_desk.ui.dress import Dress, plain_label, set_state

_SIGNS = {"error": "error", "warning": "warning", "good": "saved"}


class NewsBar(QFrame):
    """Shows a sentence with its sign, and progress where there is some.

    Signals:
        stop_requested: the person wants what goes on to end.
    """

    stop_requested = Signal()

    def __init__(self, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rulesNewsBar")
        self._dress = dress
        self._sign, self.words = QLabel(), plain_label("rulesNews")
        self.words.setWordWrap(True)
        self.progress, self.stop = QProgressBar(), QPushButton("Stop")
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.progress.setMaximumWidth(240)
        self.progress.setAccessibleName("How many cases are counted anew")
        self.stop.setObjectName("quietButton")
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.stop_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.addWidget(self._sign)
        row.addWidget(self.words, 1)
        row.addWidget(self.progress)
        row.addWidget(self.stop)
        self.tell("", "")

    def tell(self, kind: str, sentence: str) -> None:
        """Show a sentence; ``kind`` is ``error``, ``warning`` or ``good``. An empty one hides the line."""
        self.words.setText(sentence)
        for widget in (self.progress, self.stop):
            widget.hide()
        set_state(self, kind=kind)
        if kind:
            self._sign.setPixmap(self._dress.pixmap(_SIGNS[kind], kind, self))
        self._sign.setVisible(bool(kind))
        self.setVisible(bool(sentence))

    def show_step(self, done: int, total: int) -> None:
        """Show how far a count is; a total of 0 for one that just began."""
        self.tell("good", f"Counting anew: {done} of {total} cases" if total else "Counting all cases anew…")
        self.progress.setMaximum(total)
        self.progress.setValue(done)
        for widget in (self.progress, self.stop):
            widget.show()
