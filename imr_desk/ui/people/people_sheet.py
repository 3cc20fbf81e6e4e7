"""The list of people who work in the log: to look at for all, to change for an administrator."""

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imr_desk.model.errors import DeskError
from imr_desk.model.people import Person, Right
from imr_desk.services.people import People
from imr_desk.ui.background import Lane
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.people.allowed import allow
from imr_desk.ui.people.person_form import PersonForm, WantedPerson
from imr_desk.ui.pieces import only_down, whole_rows

_HEADS = ("Name", "Role", "Computer account", "Signs in", "Works here")
_ALONE = (
    "This is the log of a single user: {} may do everything, and the computer account is signature enough. Begin a "
    "list when more people work in this log, each with a role; you become its first administrator."
)
_TOGETHER = (
    "The list is the record of who did what. It keeps nobody out who holds the file: that is what encryption of the "
    "case log is for."
)
_ROOMY = QSize(820, 640)


class PeopleSheet(QDialog):
    """Shows and changes who works in the log.

    Args:
        people: keeps the list.
        lane: the log's thread.
        dress: the look.
        parent: the window.

    Signals:
        people_changed: the list or the person at the desk changed.
    """

    people_changed = Signal()

    def __init__(self, people: People, lane: Lane, dress: Dress, parent: QWidget) -> None:
        super().__init__(parent)
        self._people, self._lane, self._dress = people, lane, dress
        self._shown: tuple[Person, ...] = ()
        self.setWindowTitle("People")
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.told = plain_label("settingMeaning")
        self.refused = plain_label("questionProblem")
        self.table = QTableWidget(0, len(_HEADS))
        self.begin, self.add = QPushButton("Begin a list of people…"), QPushButton("Add a person…")
        self.change, self.shut = QPushButton("Change…"), QPushButton("Close")
        self.form = PersonForm(people.account)
        self.pages = QStackedWidget()
        self._arrange()
        self.begin.clicked.connect(self._begin)
        self.add.clicked.connect(lambda: self._ask(None))
        self.change.clicked.connect(self._change)
        self.table.cellActivated.connect(lambda _row, _column: self._change())
        self.shut.clicked.connect(self.reject)
        self.form.accepted.connect(self._put)
        self.form.left.connect(self._go_back)
        self._show()
        room = self.screen().availableGeometry().size()
        self.resize((_ROOMY * max(1.0, dress.kind.scale * 0.85)).boundedTo(room - QSize(40, 60)))

    def _arrange(self) -> None:
        self._arrange_table()
        every = QWidget()
        rows = QVBoxLayout(every)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.begin, self.add, self.change):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.shut)
        for button in (self.begin, self.add, self.change, self.shut):
            button.setAutoDefault(False)
        rows.addLayout(buttons)
        around = QScrollArea()
        only_down(around, "settingsScroll", self.form)
        for page in (every, around):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addWidget(plain_label("sheetHead", "People"))
        for words in (self.told, self.refused):
            words.setWordWrap(True)
            column.addWidget(words)
        column.addWidget(self.pages, 1)

    def _arrange_table(self) -> None:
        table = self.table
        whole_rows(table, "People", _HEADS)
        table.verticalHeader().setDefaultSectionSize(self._dress.kind.px(30))
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    # Showing

    def _show(self) -> None:
        register, refusal = self._people.register, self._people.refusal(Right.PEOPLE)
        alone = register is None
        here = self._people.person
        self._shown = register.people if register is not None else ((here,) if here is not None else ())
        self.told.setText(_ALONE.format(here.name) if alone and here is not None else _TOGETHER)
        self.refused.setText(self._people.problem or refusal)
        self.refused.setVisible(bool(self.refused.text()))
        self.table.setRowCount(len(self._shown))
        for row, person in enumerate(self._shown):
            for column, words in enumerate(self._cells(person)):
                self.table.setItem(row, column, QTableWidgetItem(words))
        if self._shown and self.table.currentRow() < 0:
            self.table.selectRow(0)
        self.begin.setVisible(alone)
        for button in (self.add, self.change):
            button.setVisible(not alone)
            allow(button, refusal)

    def _cells(self, person: Person) -> tuple[str, ...]:
        here = self._people.person
        you = " (you)" if here is not None and here.name == person.name else ""
        signs = "with a passphrase" if person.passphrase else "by the computer account"
        works = "yes" if person.active else "no longer"
        return (f"{person.name}{you}", person.role.words, person.account or "any", signs, works)

    # Changing

    def _ask(self, person: Person | None) -> None:
        self.pages.setCurrentIndex(1)
        self.form.ask(person)

    def _change(self) -> None:
        row = self.table.currentRow()
        if self.change.isEnabled() and not self.change.isHidden() and 0 <= row < len(self._shown):
            self._ask(self._shown[row])

    def _begin(self) -> None:
        people = self._people
        name = "" if people.person is None else people.person.name
        self.begin.setEnabled(False)
        self._lane.run(self, lambda: people.begin(name), lambda _none: self._kept(), self._not_kept)

    def _put(self, wanted: WantedPerson) -> None:
        people = self._people

        def work() -> None:
            hashed = people.hashed(wanted.passphrase) or wanted.person.passphrase
            people.put(msgspec.structs.replace(wanted.person, passphrase=hashed), wanted.instead_of)

        self.form.accept.setEnabled(False)
        self._lane.run(self, work, lambda _none: self._kept(), self._not_kept)

    def _kept(self) -> None:
        for button in (self.form.accept, self.begin):
            button.setEnabled(True)
        self.form.leave()
        self._show()
        self.people_changed.emit()

    def _not_kept(self, error: Exception) -> None:
        for button in (self.form.accept, self.begin):
            button.setEnabled(True)
        if not isinstance(error, DeskError):
            raise error
        if self.pages.currentIndex():
            self.form.say(error.sentence)
        else:
            self.refused.setText(error.sentence)
            self.refused.show()

    def _go_back(self) -> None:
        self.pages.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the form with Esc, then close."""
        if event.key() == Qt.Key.Key_Escape and self.pages.currentIndex():
            self.form.leave()
        else:
            super().keyPressEvent(event)
