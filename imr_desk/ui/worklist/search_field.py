"""The field in which words of a case are searched; what is typed is taken literally."""

import msgspec
from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from imr_desk.ui.worklist.queue import Queue

_PAUSE = 180
"""Milliseconds after the last letter until the log is asked."""


class SearchField(QLineEdit):
    """Narrows the queue to cases in which all words occur.

    Args:
        queue: the queue.
        parent: its owner.

    Signals:
        left: the person goes on to the cases: Enter, arrow down, or Esc in the empty field.
    """

    left = Signal()

    def __init__(self, queue: Queue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self.setPlaceholderText("Find a case ( / )")
        self.setAccessibleName("Find a case by number, treatment, file name, or words of letter, excerpts and notes")
        self.setClearButtonEnabled(True)
        self.setMaxLength(400)
        self.setMinimumWidth(60)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(self._pause.start)
        self.returnPressed.connect(self._go)
        queue.changed.connect(self._show)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow down goes to the cases; Esc clears the words, then leaves."""
        if event.key() == Qt.Key.Key_Down:
            self._go()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        if self._pause.isActive():
            self._search()
        self.left.emit()

    def _search(self) -> None:
        self._pause.stop()
        self._queue.narrow(msgspec.structs.replace(self._queue.where, words=self.text().strip()))

    def _show(self) -> None:
        words = self._queue.where.words
        if words != self.text().strip():
            with QSignalBlocker(self):
                self.setText(words)
            self._pause.stop()
