"""The lock page of a log with several people: whoever goes on says who they are."""

from PySide6.QtWidgets import QApplication, QLabel

from imr_desk.services.people import People
from imr_desk.ui.background import Lane
from imr_desk.ui.people.sign_in import SignInDialog

_TOLD = (
    "The screen is locked. Whoever signs in goes on under their own name. What was being typed comes back as it "
    "stands."
)


class PersonPage(SignInDialog):
    """Asks who goes on, by the person's own passphrase; there is no way around it but to close the program.

    Args:
        people: knows who works here.
        lane: the thread that checks.
    """

    def __init__(self, people: People, lane: Lane) -> None:
        super().__init__(people, lane, at_start=False)
        self.setWindowTitle(QApplication.applicationDisplayName())
        self.leave.hide()
        for name, words in (("sheetHead", "Who goes on?"), ("settingMeaning", _TOLD)):
            label = self.findChild(QLabel, name)
            if label is not None:
                label.setText(words)
        self.passphrase.setFocus()

    def reject(self) -> None:
        """Stay: only signing in lifts the page."""


def knows_by_passphrase(people: People) -> bool:
    """Tell whether the person at the desk has a passphrase of their own, so that a lock keeps others out."""
    return people.register is not None and people.person is not None and bool(people.person.passphrase)
