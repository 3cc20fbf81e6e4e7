"""A case that a colleague left lying is taken; files that could not be read are tried again all at once."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.model.case import HandlingChange, UnreadLetter
from imr_desk.model.facts import DueMark
from imr_desk.model.handling import Take, TakeIdle
from imr_desk.model.people import Person, Role
from imr_desk.model.signature import Signature
from imr_desk.ui.people.sign_in import SignInDialog

LONG_AGO = Signature("Ana Ruiz", "2020-01-06T09:00:00.000+00:00")


def desk_of_two(log, letter):
    """A log that Ana and Ben share, with a case that Ana took long ago."""
    workstation = open_workstation(log)
    try:
        people = workstation.people
        people.begin("Ana Ruiz", "correct horse battery")
        people.put(Person("Ben Ode", Role.REVIEWER, people.account, people.hashed("staple of the day")))
        taken = workstation.intake.one(letter)
        handling = Take().apply(taken.case.handling, LONG_AGO)
        workstation.log.handle((HandlingChange(taken.case.id, Take(), handling, DueMark()),), LONG_AGO)
        return taken.case.id
    finally:
        workstation.close()


def entering(name, phrase):
    """Sign somebody in as soon as it is asked."""
    timer = QTimer()

    def look():
        dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, SignInDialog) and w.isVisible()]
        if dialogs:
            timer.stop()
            dialog = dialogs[0]
            names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
            dialog.list.setCurrentRow(next(row for row, each in enumerate(names) if name in each))
            dialog.passphrase.line.setText(phrase)
            dialog.sign_in.click()

    timer.timeout.connect(look)
    timer.start(20)
    return timer


def test_a_reviewer_takes_what_a_colleague_left_lying_and_the_queue_is_theirs(program, letters, tmp_path):
    log = tmp_path / "shared.db"
    case_id = desk_of_two(log, letters(301))

    def play(hands):
        window = hands.window
        hands.until(lambda: window.session.person == "Ben Ode")
        window.parts.desk.open(case_id)
        hands.opened(case_id)
        message = window.parts.bars.message
        hands.until(lambda: "has not worked on it for long" in hands.message())
        button = next(b for b in message.findChildren(QPushButton) if b.text().replace("&", "") == "Take it")
        button.click()
        hands.until(lambda: window.workstation.log.case(case_id).handling.reviewer == "Ben Ode")
        assert isinstance(window.workstation.log.events(case_id)[-1].step, TakeIdle)
        hands.until(lambda: not window.session.colleague)
        kept = entering("Ana Ruiz", "correct horse battery")
        window.actions_["switch_person"].trigger()
        mine = window.parts.centre.queue.side.built_in
        hands.until(lambda: mine.views[1].where.reviewer == "Ana Ruiz")
        kept.stop()

    kept = entering("Ben Ode", "staple of the day")
    assert program(play, log=log) == 0
    kept.stop()


def test_all_files_that_could_not_be_read_are_tried_again_and_the_end_is_told(program, letters, tmp_path):
    log = tmp_path / "cases.db"
    good, bad = letters(302, "good.pdf"), tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 not really")
    workstation = open_workstation(log)
    try:
        for path in (good, bad):
            workstation.log.keep_unread(UnreadLetter(str(path), "damaged", "It could not be read.", LONG_AGO.at))
    finally:
        workstation.close()

    def play(hands):
        window = hands.window
        window.actions_["unread"].trigger()
        unread = window.parts.centre.queue.unread
        hands.until(lambda: unread.list.count() == 2)
        unread.retry_all.click()
        hands.until(lambda: hands.message() == "Tried 2 files again: 1 came in, 1 still cannot be read.")
        hands.until(lambda: unread.list.count() == 1)
        assert not window.session.is_open

    assert program(play, log=log) == 0
