"""A log that several people share asks who works here before it shows anything."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.model.people import Person, Role
from imr_desk.ui.people.sign_in import SignInDialog


def shared_log(path):
    """A register of two people who share this computer account, each with a passphrase."""
    workstation = open_workstation(path)
    try:
        people = workstation.people
        people.begin("Ana Ruiz", "correct horse battery")
        people.put(Person("Ben Ode", Role.NURSE, people.account, people.hashed("staple of the day")))
    finally:
        workstation.close()


def answering(do):
    """Do something with the question as soon as it is there."""
    timer = QTimer()

    def look():
        dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, SignInDialog) and w.isVisible()]
        if dialogs:
            timer.stop()
            do(dialogs[0])

    timer.setSingleShot(False)
    timer.timeout.connect(look)
    timer.start(20)
    return timer


def test_nobody_gets_in_without_signing_in_and_the_work_is_theirs(program, letters, tmp_path):
    log = tmp_path / "shared.db"
    shared_log(log)
    seen, asked = [], []

    def leave(dialog):
        asked.append(dialog)
        seen.extend(w for w in QApplication.topLevelWidgets() if w.isVisible() and hasattr(w, "session"))
        dialog.reject()

    kept = answering(leave)
    assert program(lambda hands: None, log=log) == 0
    assert asked
    assert not seen  # no window, and so no case, before somebody signed in
    kept.stop()

    def enter(dialog):
        names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
        dialog.list.setCurrentRow(next(row for row, name in enumerate(names) if "Ben" in name))
        dialog.passphrase.line.setText("staple of the day")
        dialog.sign_in.click()

    def play(hands):
        hands.opened()
        assert hands.window.session.person == "Ben Ode"
        assert "Ben Ode" in hands.window.status.who.text()

    kept = answering(enter)
    assert program(play, "open", letters(301), log=log) == 0
    kept.stop()
