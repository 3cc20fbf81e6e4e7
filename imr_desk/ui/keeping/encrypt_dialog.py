"""How a log is to be encrypted, and giving it another passphrase."""

from PySide6.QtWidgets import QPushButton, QWidget

from imr_desk.services.closed_log import EncryptLog
from imr_desk.services.protection import DOES_NOT, OLD_COPIES, PROTECTS, STORE_ALONE
from imr_desk.ui.choice_boxes import TickBox
from imr_desk.ui.keeping.new_passphrase import NewPassphrase
from imr_desk.ui.keeping.parts import FittedDialog, Problem, framed
from imr_desk.ui.pieces import button_row, wrapped


class EncryptDialog(FittedDialog):
    """Asks how; ``wanted`` is ``None`` when the person changes their mind.

    Args:
        has_store: whether this computer has a key store that can be used.
        copies: how many backups there are.
        parent: the window.
    """

    def __init__(self, *, has_store: bool, copies: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted: EncryptLog | None = None
        self.passphrase = NewPassphrase()
        self.with_passphrase = TickBox("A passphrase opens it (recommended)")
        self.with_passphrase.setChecked(True)
        self.in_store = TickBox("My login on this computer opens it without asking")
        self.copies_too = TickBox(f"Encrypt the {_backups(copies)} made before too")
        self.copies_too.setChecked(True)
        self.alone = wrapped("settingMeaning", STORE_ALONE)
        self.problem = Problem()
        self.encrypt, self.leave = QPushButton("Encrypt the case log"), QPushButton("Cancel")
        self.encrypt.setObjectName("dutyAccept")
        self.has_store = has_store
        self._arrange(copies)
        self.with_passphrase.toggled.connect(self._show)
        self.passphrase.changed.connect(lambda: self.problem.say(""))
        self.passphrase.accepted.connect(self._take)
        self.encrypt.clicked.connect(self._take)
        self.leave.clicked.connect(self.reject)
        self._show()
        self.passphrase.setFocus()

    def _arrange(self, copies: int) -> None:
        column = framed(self, "imr_desk", "Encrypt the case log", 36)
        column.addWidget(wrapped("settingMeaning", f"{PROTECTS} {DOES_NOT}"))
        column.addWidget(self.with_passphrase)
        column.addWidget(self.passphrase)
        for widget in (self.in_store, self.alone):
            column.addWidget(widget)
            widget.setVisible(self.has_store)
        column.addWidget(self.copies_too)
        self.copies_too.setVisible(copies > 0)
        self.with_passphrase.setVisible(self.has_store)
        told = "The window closes, the case log is written anew, you get a recovery code, and the window opens again."
        column.addWidget(wrapped("sheetAbout", told))
        column.addWidget(self.problem)
        column.addStretch(1)
        column.addLayout(button_row(self.encrypt, self.leave, last=2))

    def _show(self) -> None:
        wants = self.with_passphrase.isChecked()
        self.passphrase.setEnabled(wants)
        self.alone.setVisible(self.has_store and not wants)

    def _take(self) -> None:
        wants = self.with_passphrase.isChecked()
        if not wants and not self.in_store.isChecked():
            self.problem.say("Choose a passphrase, your login, or both: something has to open the case log.")
            return
        if wants and self.passphrase.problem:
            self.problem.say(self.passphrase.problem)
            return
        words = self.passphrase.words if wants else None
        self.wanted = EncryptLog(words, self.in_store.isChecked(), self.copies_too.isChecked())
        self.passphrase.forget()
        self.accept()


def _backups(copies: int) -> str:
    return "backup" if copies == 1 else f"{copies} backups"


class PassphraseDialog(FittedDialog):
    """Asks for a new passphrase; ``wanted`` is ``None`` when the person changes their mind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted: str | None = None
        self.passphrase = NewPassphrase()
        self.problem = Problem()
        self.change, self.leave = QPushButton("Set this passphrase"), QPushButton("Cancel")
        self.change.setObjectName("dutyAccept")
        column = framed(self, "imr_desk", "A new passphrase", 32)
        column.addWidget(wrapped("sheetAbout", f"It takes effect at once. {OLD_COPIES}"))
        column.addWidget(self.passphrase)
        column.addWidget(self.problem)
        column.addStretch(1)
        column.addLayout(button_row(self.change, self.leave, last=2))
        self.passphrase.changed.connect(lambda: self.problem.say(""))
        self.passphrase.accepted.connect(self._take)
        self.change.clicked.connect(self._take)
        self.leave.clicked.connect(self.reject)
        self.passphrase.setFocus()

    def _take(self) -> None:
        if self.passphrase.problem:
            self.problem.say(self.passphrase.problem)
            return
        self.wanted = self.passphrase.words
        self.passphrase.forget()
        self.accept()
