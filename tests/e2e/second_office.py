"""A log that four people share under one computer account, and how they sign in to the real program."""

from contextlib import contextmanager

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.draft import Decision
from imr_desk.model.edits import ConfirmExcerpt, ConfirmField, DecideItem, FinishReview, QuoteRationale
from imr_desk.model.geometry import Span
from imr_desk.model.people import Person, Role
from imr_desk.model.review import Review
from imr_desk.ports import NewLetter
from imr_desk.ui.people.sign_in import SignInDialog

SAM, ANA, BEN, CHO = "Sam Lead", "Ana Ruiz", "Ben Ode", "Cho Lee"
PHRASE = "correct horse battery"


@contextmanager
def desk(log, name=None):
    """Open the log without a window, somebody at the desk."""
    workstation = open_workstation(log)
    try:
        if name is not None:
            workstation.people.sign_in(name, PHRASE)
        yield workstation
    finally:
        workstation.close()


def shared_log(log, rule=None, then=lambda workstation: None):
    """Register four people, put a rule in force, and do more before the log is closed again."""
    with desk(log) as workstation:
        people = workstation.people
        people.begin(SAM, PHRASE)
        phrase = people.hashed(PHRASE)
        for name, role in ((ANA, Role.REVIEWER), (BEN, Role.REVIEWER), (CHO, Role.SUPERVISOR)):
            people.put(Person(name, role, people.account, phrase))
        if rule is not None:
            workstation.sampling.keep_rule(rule)
        then(workstation)
    return log


def signing_in(name):
    """Sign somebody in as soon as the program asks; the timer that comes back has to be kept."""
    timer = QTimer()
    timer.setInterval(20)

    def look():
        if dialogs := asking():
            timer.stop()
            enter(dialogs[0], name)

    timer.timeout.connect(look)
    timer.start()
    return timer


def asking():
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, SignInDialog) and w.isVisible()]


def enter(dialog, name):
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    dialog.list.setCurrentRow(next(row for row, text in enumerate(names) if text.startswith(name)))
    dialog.passphrase.line.setText(PHRASE)
    dialog.sign_in.click()


def hand_over(hands, name):
    """Hand the open window over to somebody else, by the menu."""
    kept = signing_in(name)
    hands.window.actions_["switch_person"].trigger()
    hands.until(lambda: hands.session.person == name)
    hands.until(
        lambda: not [w for w in QApplication.topLevelWidgets() if isinstance(w, SignInDialog) and w.isVisible()]
    )
    kept.stop()


class Form:
    """A form without a window: of the record, or of a second reading; each act goes into the log."""

    def __init__(self, workstation, case_id, *, blind=False):
        readings, reviews = workstation.second_readings, workstation.reviews
        opening = readings.begin(case_id) if blind else readings.opening(case_id)
        self.letter, self._history, self._reviews = opening.opened.letter, opening.history, reviews
        self._record = (
            (lambda act: readings.record(case_id, opening.second.round, act))
            if blind
            else (lambda act: reviews.record(case_id, act, self.review))
        )

    @property
    def review(self):
        return self._history.review

    def act(self, edit):
        act = self._reviews.act(edit)
        self._history = self._history.done(act)
        self._record(act)
        return True


def bring_in(workstation, content, name="letter.pdf"):
    """Bring a letter in; return the number of its case."""
    read = workstation.workshop.read(content)
    standing = CaseStanding.of(Review.of(read.draft, read.text), CaseStatus.NEW)
    letter = NewLetter(name, content, read.text, read.draft)
    return workstation.log.add(letter, standing, workstation.reviews.sign()).id


def to_the_end(session):
    """Do on the open form what is still to be done until it can be finished."""
    for item in session.review.items:
        if item.decided is None:
            session.act(DecideItem(item.id, item.outcome or Decision.UPHELD))
        now = session.review.item(item.id)
        if now.excerpt is None:
            word = session.letter.pages[0].words[0]
            spans = now.fields["rationale"].sources or item.extent or (Span(1, word.start, word.end),)
            session.act(QuoteRationale(item.id, spans, session.letter.quote_of(spans)))
        elif now.excerpt.by is None:
            session.act(ConfirmExcerpt(item.id))
    for look in session.review.looks():
        session.act(ConfirmField(look.item, look.field))
    assert session.review.problems() == ()


def finished(session):
    to_the_end(session)
    session.act(FinishReview())
