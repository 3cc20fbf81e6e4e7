"""Who works here: the list of people, and handing the desk over to a colleague."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from imr_desk.services.people import People
from imr_desk.ui.background import Lane
from imr_desk.ui.dress import Dress


class PeopleActs(QObject):
    """Shows the sheets of people.

    Signals: ``switched(name)`` another person works here now.

    Args:
        people: who works in this log.
        lane: the thread that the case log lives in.
        window: the parent of the sheets.
    """

    switched = Signal(str)

    def __init__(self, people: People, lane: Lane, window: QWidget) -> None:
        super().__init__(window)
        self._people, self._lane, self._window = people, lane, window
        self._dress: Dress | None = None

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        return {"people": self.show_people, "switch_person": self.switch}

    def show_people(self) -> None:
        """Show who works in this log."""
        from imr_desk.ui.people.people_sheet import PeopleSheet  # noqa: PLC0415 - who starts the program need not wait for it

        if self._dress is not None:
            sheet = PeopleSheet(self._people, self._lane, self._dress, self._window)
            sheet.people_changed.connect(self._tell)
            sheet.open()

    def switch(self) -> None:
        """Hand the desk over to a colleague."""
        from imr_desk.ui.people.sign_in import SignInDialog  # noqa: PLC0415 - as above

        dialog = SignInDialog(self._people, self._lane, at_start=False, parent=self._window)
        dialog.signed_in.connect(lambda _person: self._tell())
        dialog.open()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress

    def _tell(self) -> None:
        self.switched.emit(self._people.person.name if self._people.person is not None else self._people.account)
