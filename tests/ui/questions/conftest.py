"""The real form with its questions over a real log, and three people who work in it."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from imr_desk.model.people import Person, Role
from imr_desk.services.case_handling import CaseHandling
from imr_desk.services.people import People
from imr_desk.services.second_readings import SecondReadings
from imr_desk.services.sending_back import SendingBack
from imr_desk.ui.questions.tying import Questions
from imr_desk.ui.review.panel import ReviewPanel
from tests.synthetic import make_letter, render_pdf
from tests.ui.showing import show_active

THREE = render_pdf(make_letter("D", 7, items=3))
ANOTHER = render_pdf(make_letter("D", 8, items=2))


class Office:
    """Ana administers, Ben reviews, Cho supervises; Ben sits at the desk at first."""

    def __init__(self, desk, dress, qtbot, *, alone=False):
        self.desk, self.bot, self.session, self.log = desk, qtbot, desk.session, desk.log
        desk.reviews.person = "Ana"
        self.people = People(desk.log, desk.reviews.clock, desk.reviews, "ana")
        if not alone:
            self.people.begin("Ana")
            for name, role in (("Ben", Role.REVIEWER), ("Cho", Role.SUPERVISOR)):
                self.people.put(Person(name, role, name.lower()))
        self.handling = CaseHandling(desk.log, desk.reviews, self.people.refusal_of_step)
        self.readings = SecondReadings(desk.log, desk.reviews, self.handling, self.people)
        self.back = SendingBack(desk.reviews, self.handling, self.people)
        self.services = SimpleNamespace(people=self.people, second_readings=self.readings, to_read=False)
        self.told = []
        self.form = ReviewPanel(desk.session)
        self.form.dress(dress)
        self.form.resize(620, 760)
        qtbot.addWidget(self.form)
        self.questions = Questions(
            self.services,
            self.back,
            desk.session,
            self.form,
            desk.lane,
            lambda *news: self.told.append(news),
            self.form,
        )
        self.questions.dress(dress)
        show_active(self.form)
        if not alone:
            self.sit("Ben")

    def sit(self, name):
        """Let somebody else sit down at the desk."""
        self.people._person = self.people.register.named(name)
        self.desk.reviews.person = name
        self.questions.show_person()

    def open(self, content=THREE):
        """Bring a letter in and open it."""
        case = self.desk.open(content)
        self.form.start()
        return case

    def reopen(self, case_id):
        """Open a case that is in the log."""
        self.saved()
        opening = self.readings.opening(case_id)
        self.session.open(opening.opened, opening.history, opening.second)
        self.form.start()

    def saved(self):
        self.bot.waitUntil(lambda: not self.session.unsaved_cases)

    def at(self, place):
        """Return the thread at a place."""
        return self.questions.shown_at(place)

    def ask(self, place):
        """Go to a place and ask there as the key does."""
        assert self.form.go_to(place)
        self.questions.ask()
        return self.at(place)

    def asked(self):
        return self.session.review.questions


@pytest.fixture
def office(desk, dress, qtbot):
    made = Office(desk, dress, qtbot)
    made.open()
    return made


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def send():
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def type_words(words):
    QTest.keyClicks(QApplication.focusWidget(), words)


def texts(widget: QWidget):
    """Return all words that a widget shows."""
    found = [child.text() for child in widget.findChildren(QWidget) if hasattr(child, "text") and child.isVisible()]
    return " | ".join(found)
