"""The form of one person: name, role, computer account, passphrase."""

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from imr_desk.model.people import ROLE_MEANINGS, Person, Role
from imr_desk.services.people import SHORTEST_PASSPHRASE
from imr_desk.ui.choice_boxes import TickBox
from imr_desk.ui.dress import plain_label
from imr_desk.ui.people.passphrase_line import PassphraseLine


class WantedPerson(msgspec.Struct, frozen=True):
    """A person as the form has it.

    Attributes:
        person: with the passphrase that they had, as a hash; empty for none.
        passphrase: a new passphrase; empty for no new one.
        instead_of: name of the person that is changed; empty for a new one.
    """

    person: Person
    passphrase: str = ""
    instead_of: str = ""


class PersonForm(QFrame):
    """Adds a person or changes one.

    Args:
        account: this computer account, offered.
        parent: its owner.

    Signals:
        accepted: a ``WantedPerson``.
        left: the person at the desk changed their mind.
    """

    accepted = Signal(object)
    left = Signal()

    def __init__(self, account: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("personForm")
        self._account = account
        self._before: Person | None = None
        self.head = plain_label("dutyName")
        self.name, self.account = QLineEdit(), QLineEdit()
        self.roles: dict[Role, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.uses = TickBox("Signs in with a passphrase")
        self.first, self.second = PassphraseLine("Passphrase"), PassphraseLine("The same again")
        self.active = TickBox("Works here; acts of people who left stay signed with their names")
        self.problem = plain_label("questionProblem")
        self.accept, self.cancel = QPushButton("Save"), QPushButton("Cancel")
        self._arrange()
        self.uses.toggled.connect(self._ask_passphrase)
        for line in (self.name, self.account):
            line.textChanged.connect(self.problem.hide)
            line.returnPressed.connect(self._accept)
        for phrase in (self.first, self.second):
            phrase.changed.connect(self.problem.hide)
            phrase.accepted.connect(self._accept)
        self.accept.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.leave)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(4)
        column.addWidget(self.head)
        for label, line, hint in (
            ("Name, as acts are signed", self.name, "such as A. Ruiz, RN"),
            ("Computer account", self.account, "empty for any account"),
        ):
            words = plain_label("ruleLabel", label)
            words.setBuddy(line)
            line.setAccessibleName(label)
            line.setPlaceholderText(hint)
            column.addWidget(words)
            column.addWidget(line)
        column.addSpacing(4)
        for role in Role:
            self._add_role(role, column)
        column.addSpacing(4)
        for widget in (self.uses, self.first, self.second, self.active, self.problem):
            column.addWidget(widget)
        self.problem.setWordWrap(True)
        self.accept.setObjectName("dutyAccept")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.accept, self.cancel):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addSpacing(6)
        column.addLayout(buttons)
        column.addStretch(1)

    def _add_role(self, role: Role, column: QVBoxLayout) -> None:
        button = QRadioButton(role.words)
        button.setAccessibleDescription(ROLE_MEANINGS[role])
        meaning = plain_label("personMeaning", ROLE_MEANINGS[role])
        meaning.setWordWrap(True)
        meaning.setContentsMargins(round(1.6 * self.fontMetrics().height()), 0, 0, 0)
        self.roles[role] = button
        self._group.addButton(button)
        column.addWidget(button)
        column.addWidget(meaning)

    def ask(self, person: Person | None) -> None:
        """Show a person to be changed; ``None`` for a new one."""
        self._before = person
        shown = person or Person("", Role.REVIEWER)
        self.head.setText(f"Change {person.name}" if person else "Add a person")
        self.name.setText(shown.name)
        self.name.setReadOnly(person is not None)
        self.name.setToolTip("A name stands under all that was signed with it." if person else "")
        self.account.setText(shown.account)
        self.account.setToolTip(f"This computer account is {self._account}.")
        self.roles[shown.role].setChecked(True)
        self.uses.setChecked(bool(shown.passphrase))
        self._ask_passphrase(self.uses.isChecked())
        self.active.setChecked(shown.active)
        self.active.setVisible(person is not None)
        self.problem.hide()
        (self.account if person else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, problem: str) -> None:
        """Tell why it cannot be taken."""
        self.problem.setText(problem)
        self.problem.show()
        self.accept.setAccessibleDescription(problem)

    def leave(self) -> None:
        """Put the form away."""
        for phrase in (self.first, self.second):
            phrase.forget()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _ask_passphrase(self, wanted: bool) -> None:
        has = self._before is not None and bool(self._before.passphrase)
        for phrase in (self.first, self.second):
            phrase.forget()
            phrase.setVisible(wanted)
        self.first.line.setPlaceholderText("New passphrase; empty to keep the one there is" if has else "Passphrase")

    def _accept(self) -> None:
        problem = self._passphrase_problem()
        if problem:
            self.say(problem)
            self.first.setFocus()
            return
        role = next(role for role, button in self.roles.items() if button.isChecked())
        kept = self._before.passphrase if self._before is not None and self.uses.isChecked() else ""
        person = Person(
            " ".join(self.name.text().split()), role, self.account.text().strip(), kept, self.active.isChecked()
        )
        before = "" if self._before is None else self._before.name
        self.accepted.emit(WantedPerson(person, self.first.words if self.uses.isChecked() else "", before))

    def _passphrase_problem(self) -> str:
        if not self.uses.isChecked():
            return ""
        has = self._before is not None and bool(self._before.passphrase)
        if not self.first.words:
            return "" if has and not self.second.words else "Write a passphrase, twice."
        if len(self.first.words) < SHORTEST_PASSPHRASE:
            return f"A passphrase has at least {SHORTEST_PASSPHRASE} characters; several words are best."
        return "" if self.first.words == self.second.words else "The two passphrases differ; write them again."
