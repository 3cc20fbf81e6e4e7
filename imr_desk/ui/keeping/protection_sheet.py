"""What is protected and how, and changing it."""

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.errors import DeskError
from imr_desk.model.keeping import Protection
from imr_desk.model.people import Right
from imr_desk.services.closed_log import DecryptLog
from imr_desk.services.protection import DOES_NOT, OLD_COPIES, PROTECTS, LogProtection, words_for
from imr_desk.services.workstation import Workstation
from imr_desk.ui.background import Lane
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.keeping.code_dialog import CodeDialog
from imr_desk.ui.keeping.encrypt_dialog import EncryptDialog, PassphraseDialog
from imr_desk.ui.keeping.parts import Problem, framed
from imr_desk.ui.people.allowed import allow
from imr_desk.ui.pieces import button_row, wrapped


class _Found(msgspec.Struct, frozen=True):
    """What protects the log now, whether there is a key store, and how many backups there are."""

    protection: Protection
    has_store: bool
    copies: int


class ProtectionSheet(QDialog):
    """Shows how a log is protected.

    Args:
        workstation: the services of the open log.
        lane: does what takes a moment.
        dialogs: the door for questions.
        general: what the program protects beside the log.
        parent: the window.

    Signals:
        afterwards_requested: what can only be done with the log closed.
        protection_changed: something that opens the log was changed, in a few words for its history.
    """

    afterwards_requested = Signal(object)
    protection_changed = Signal(str)

    def __init__(
        self, workstation: Workstation, lane: Lane, dialogs: Dialogs, general: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workstation, self._lane, self._dialogs = workstation, lane, dialogs
        self._found: _Found | None = None
        self._at_once = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.state, self.sentence = wrapped("keepingState", "Looking…"), wrapped("sheetAbout")
        self.problem = Problem()
        self.encrypt = QPushButton("Encrypt…")
        self.encrypt.setObjectName("dutyAccept")
        self.passphrase = QPushButton("Change the passphrase…")
        self.code = QPushButton("New recovery code…")
        self.store = QPushButton("Open with my login…")
        self.remove = QPushButton("Remove encryption…")
        self.shut = QPushButton("Close")
        self._arrange(general)
        self.encrypt.clicked.connect(self._encrypt)
        self.passphrase.clicked.connect(self._change_passphrase)
        self.code.clicked.connect(self._renew_code)
        self.store.clicked.connect(self._turn_store)
        self.remove.clicked.connect(self._remove)
        self.shut.clicked.connect(self.reject)
        self._look()

    @property
    def _service(self) -> LogProtection:
        return self._workstation.protection

    @property
    def _acts(self) -> tuple[QPushButton, ...]:
        return self.encrypt, self.passphrase, self.code, self.store, self.remove

    def _arrange(self, general: str) -> None:
        column = framed(self, "What is protected", "What is protected", 44, 38)
        card = QFrame()
        card.setObjectName("keepingCard")
        rows = QVBoxLayout(card)
        rows.setContentsMargins(14, 10, 14, 12)
        rows.setSpacing(6)
        rows.addWidget(self.state)
        rows.addWidget(self.sentence)
        acts = button_row(*self._acts, last=0)
        acts.addStretch(1)
        rows.addLayout(acts)
        rows.addWidget(self.problem)
        column.addWidget(card)
        text = QPlainTextEdit(f"{PROTECTS}\n\n{DOES_NOT}\n\n{OLD_COPIES}\n\n{general}")
        text.setReadOnly(True)
        text.setObjectName("sheetWords")
        text.setAccessibleName("What is protected")
        text.setTabChangesFocus(True)
        column.addWidget(text, 1)
        column.addLayout(button_row(self.shut))
        for button in self._acts:
            button.hide()

    def encrypt_at_once(self) -> None:
        """Ask how the log is to be encrypted as soon as it is known that it can be, and by this person."""
        self._at_once = True

    # What there is

    def _look(self) -> None:
        service, backups = self._service, self._workstation.backups
        self._lane.run(
            self,
            lambda: _Found(service.protection(), service.has_store(), len(backups.kept())),
            self._show,
            self._failed,
        )

    def _show(self, found: _Found) -> None:
        self._found = found
        protection, key = found.protection, self._workstation.key
        words = words_for(protection, has_store=found.has_store)
        self.state.setText(words.state)
        self.sentence.setText(words.sentence)
        mine = not self._workstation.to_read
        opened = mine and protection.encrypted and key is not None
        self.encrypt.setVisible(mine and not protection.encrypted and protection.possible)
        self.passphrase.setText("Change the passphrase…" if protection.passphrase else "Give it a passphrase…")
        for button in (self.passphrase, self.code, self.remove):
            button.setVisible(opened)
        self.store.setVisible(opened and (found.has_store or protection.key_store))
        self.store.setText("Ask me at each start" if protection.key_store else "Open with my login")
        for button in self._acts:
            allow(button, self._workstation.people.refusal(Right.PROTECTION))
        at_once, self._at_once = self._at_once, False
        if at_once and self.encrypt.isEnabled() and not self.encrypt.isHidden():
            self._encrypt()

    def _failed(self, error: Exception) -> None:
        for button in self._acts:
            allow(button, self._workstation.people.refusal(Right.PROTECTION))
        if not isinstance(error, DeskError):
            raise error
        self.problem.say(error.sentence)

    # Acts

    def _encrypt(self) -> None:
        if self._found is None:
            return
        dialog = EncryptDialog(has_store=self._found.has_store, copies=self._found.copies, parent=self)
        dialog.accepted.connect(lambda: self.afterwards_requested.emit(dialog.wanted))
        dialog.open()

    def _remove(self) -> None:
        if self._dialogs.confirm(
            "Remove encryption",
            "Write the case log without encryption? Whoever gets hold of its file can then read the letters. Its "
            "backups stay encrypted. The window closes and opens again.",
            "Remove encryption",
        ):
            self.afterwards_requested.emit(DecryptLog())

    def _change_passphrase(self) -> None:
        dialog = PassphraseDialog(self)

        def take() -> None:
            key, words, service = self._workstation.key, dialog.wanted, self._service
            if key is not None:
                change = partial(service.change_passphrase, key, words)
                self._do(change, "The new passphrase is set.", "a new passphrase")

        dialog.accepted.connect(take)
        dialog.open()

    def _turn_store(self) -> None:
        key, service, found = self._workstation.key, self._service, self._found
        if key is None or found is None:
            return
        use = not found.protection.key_store
        said = (
            "Your login on this computer opens the case log from now on."
            if use
            else "The passphrase is asked for from now on."
        )
        noted = "the login opens it" if use else "the login opens it no more"
        self._do(lambda: service.use_store(key, use=use), said, noted)

    def _renew_code(self) -> None:
        key, service = self._workstation.key, self._service
        if key is None or not self._dialogs.confirm(
            "New recovery code",
            "Make a new recovery code? The one before then opens only backups that were made until now.",
            "Make a new code",
        ):
            return
        self._wait()
        self._lane.run(self, lambda: service.renew_recovery_code(key), self._show_code, self._failed)

    def _show_code(self, code: str) -> None:
        workstation = self._workstation
        CodeDialog(code, workstation.log_path.name, workstation.clock.now(), self).open()
        self._done("The new recovery code opens the case log; the one before does no more.", "a new recovery code")

    def _do(self, work: Callable[[], object], said: str, noted: str) -> None:
        self._wait()
        self._lane.run(self, work, lambda _none: self._done(said, noted), self._failed)

    def _wait(self) -> None:
        self.problem.say("")
        for button in self._acts:
            button.setEnabled(False)

    def _done(self, said: str, noted: str) -> None:
        self.problem.say(said, good=True)
        self.protection_changed.emit(noted)
        self._look()
