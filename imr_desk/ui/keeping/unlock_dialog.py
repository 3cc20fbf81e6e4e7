"""Asks for what opens an encrypted log: before its window, and after it was locked."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from imr_desk.model.errors import DeskError
from imr_desk.ui.background import Lane
from imr_desk.ui.keeping.parts import FittedDialog, Problem, framed
from imr_desk.ui.people.passphrase_line import PassphraseLine
from imr_desk.ui.pieces import button_row, wrapped


class UnlockDialog(FittedDialog):
    """Asks until it is opened or left; ``key`` is what opens the log.

    Args:
        head: what is asked.
        told: why, in a sentence.
        unlock: returns the key for the words that were typed, or raises ``DeskError``; may take a second.
        leave: the word on the button that gives up; empty for a lock that can only be opened.
        parent: the window.
    """

    def __init__(
        self, head: str, told: str, unlock: Callable[[str], bytes], leave: str = "Quit", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._unlock = unlock
        self._lane = Lane("keeping")
        self.key: bytes | None = None
        self.line = PassphraseLine("Passphrase or recovery code")
        self.problem = Problem()
        self.accept_button, self.leave = QPushButton("Unlock"), QPushButton(leave)
        self.accept_button.setObjectName("dutyAccept")
        column = framed(self, "imr_desk", head, 28)
        column.addWidget(wrapped("sheetAbout", told))
        column.addWidget(self.line)
        column.addWidget(self.problem)
        column.addStretch(1)
        column.addLayout(button_row(self.accept_button, self.leave, last=2))
        self.line.changed.connect(lambda: self.problem.say(""))
        self.line.accepted.connect(self._try)
        self.accept_button.clicked.connect(self._try)
        self.leave.clicked.connect(self.reject)
        self.leave.setVisible(bool(leave))
        self.finished.connect(lambda _result: self._lane.close())
        self.line.setFocus()

    def reject(self) -> None:
        """Give up, where one may."""
        if self.leave.text():
            super().reject()

    def _try(self) -> None:
        if not self.accept_button.isEnabled():
            return
        words = self.line.words
        self.accept_button.setEnabled(False)
        self.accept_button.setText("Checking…")
        self._lane.run(self, lambda: self._unlock(words), self._opened, self._refused)

    def _opened(self, key: bytes) -> None:
        self.key = key
        self.line.forget()
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.accept_button.setEnabled(True)
        self.accept_button.setText("Unlock")
        if not isinstance(error, DeskError):
            raise error
        self.problem.say(error.sentence)
        self.line.line.setAccessibleDescription(error.sentence)
        self.line.line.selectAll()
        self.line.setFocus()
