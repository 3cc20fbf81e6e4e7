"""Who sits at the desk: asked at the start where the computer account does not tell, and when people switch."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.errors import DeskError
from imr_desk.model.people import Person
from imr_desk.services.people import People
from imr_desk.ui.background import Lane
from imr_desk.ui.dress import plain_label
from imr_desk.ui.people.passphrase_line import PassphraseLine

_NOBODY = (
    "Nobody in the list of people works under the computer account “{}”. Ask an administrator of this case log to "
    "add you, or sign in to the computer with your own account."
)


class SignInDialog(QDialog):
    """Asks for a name and a passphrase; accepted once somebody is signed in.

    Args:
        people: knows who works here.
        lane: the log's thread.
        at_start: whether the program ends when nobody signs in.
        parent: the window.

    Signals:
        signed_in: the person.
    """

    signed_in = Signal(object)

    def __init__(self, people: People, lane: Lane, *, at_start: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = people
        self._lane = lane
        self._candidates = people.candidates
        self.setWindowTitle("Sign in" if at_start else "Switch person")
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QListWidget()
        self.passphrase = PassphraseLine("Passphrase")
        self.problem = plain_label("questionProblem")
        self.sign_in = QPushButton("Sign in")
        self.leave = QPushButton("Quit" if at_start else "Cancel")
        self._arrange()
        self._fill()
        self.list.currentRowChanged.connect(self._chosen)
        self.list.itemActivated.connect(self._go_on)
        self.passphrase.changed.connect(self.problem.hide)
        self.passphrase.accepted.connect(self._sign_in)
        self.sign_in.clicked.connect(self._sign_in)
        self.leave.clicked.connect(self.reject)

    def _arrange(self) -> None:
        told = plain_label("settingMeaning", "Everything you do in this case log is signed with this name.")
        told.setWordWrap(True)
        self.list.setObjectName("signInList")
        self.list.setAccessibleName("Who you are")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.sign_in.setObjectName("dutyAccept")
        for button in (self.sign_in, self.leave):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.sign_in)
        buttons.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(plain_label("sheetHead", "Who are you?"))
        column.addWidget(told)
        column.addWidget(self.list, 1)
        column.addWidget(self.passphrase)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        height = self.fontMetrics().height()
        self.resize(QSize(26 * height, 22 * height))

    def _fill(self) -> None:
        for person in self._candidates:
            item = QListWidgetItem(f"{person.name}  ·  {person.role.value}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{person.name}, {person.role.value}")
            self.list.addItem(item)
        here = self._people.person
        rows = [row for row, person in enumerate(self._candidates) if here is not None and person.name == here.name]
        self.list.setCurrentRow(rows[0] if rows else 0)
        self._chosen(self.list.currentRow())
        if not self._candidates:
            self._say(_NOBODY.format(self._people.account))
            for widget in (self.list, self.passphrase):
                widget.hide()
            self.sign_in.setEnabled(False)
            self.leave.setFocus()

    def _person(self) -> Person | None:
        row = self.list.currentRow()
        return self._candidates[row] if 0 <= row < len(self._candidates) else None

    def _chosen(self, _row: int) -> None:
        person = self._person()
        self.passphrase.forget()
        self.passphrase.setEnabled(person is not None and bool(person.passphrase))
        self.problem.hide()

    def _go_on(self) -> None:
        if self.passphrase.isEnabled():
            self.passphrase.setFocus()
        else:
            self._sign_in()

    def _sign_in(self) -> None:
        person = self._person()
        if person is None or not self.sign_in.isEnabled():
            return
        name, words, people = person.name, self.passphrase.words, self._people
        self.sign_in.setEnabled(False)
        self.sign_in.setText("Checking…")
        self._lane.run(self, lambda: people.sign_in(name, words), self._signed_in, self._refused)

    def _signed_in(self, person: Person) -> None:
        self.signed_in.emit(person)
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.sign_in.setEnabled(True)
        self.sign_in.setText("Sign in")
        if not isinstance(error, DeskError):
            raise error
        self.passphrase.forget()
        self._say(error.sentence)
        self.passphrase.setFocus()

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self.passphrase.line.setAccessibleDescription(sentence)
