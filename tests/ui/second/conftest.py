"""A case that two people read, and a third one at the desk, over a log in memory."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.people import Person, Role
from imr_desk.model.review import Review
from imr_desk.ports import NewLetter
from imr_desk.services.case_handling import CaseHandling
from imr_desk.services.people import People
from imr_desk.services.second_readings import SecondReadings
from imr_desk.ui.second.differences_case import DifferencesCase
from imr_desk.ui.second.differences_panel import DifferencesPanel
from imr_desk.ui.session import SaveState
from tests.ui.second.two_readings import Hand, content, letter, read_first, read_second
from tests.ui.showing import show_active

ANA, BEN, CLEO, DORA = "Ana Ruiz", "Ben Ode", "Cleo Park", "Dora Lind"


@pytest.fixture
def office(desk):
    """Return the services of a log with four people, and a way to have a case read by two of them."""
    people = People(desk.log, desk.reviews.clock, desk.reviews, CLEO.casefold())
    people.begin(CLEO)
    for name, role in ((ANA, Role.REVIEWER), (BEN, Role.SUPERVISOR), (DORA, Role.REVIEWER)):
        people.put(Person(name, role, name.casefold()))
    handling = CaseHandling(desk.log, desk.reviews, people.refusal_of_step)
    workstation = SimpleNamespace(
        log=desk.log, reviews=desk.reviews, people=people, handling=handling, to_read=False,
        second_readings=SecondReadings(desk.log, desk.reviews, handling, people),
    )  # fmt: skip

    def sit(name):
        people.account = name.casefold()  # each works under an account of their own
        people.sign_in(name, "")

    def compared(first=read_first, second=read_second, *, blank=False):
        made, seconds, reviews = letter(), workstation.second_readings, desk.reviews
        sit(ANA)
        case_id = desk.log.add(
            NewLetter("letter.pdf", content(), made.text, made.draft),
            CaseStanding.of(Review.of(made.draft, made.text), CaseStatus.NEW),
            reviews.sign(),
        ).id
        opened, history = reviews.open(case_id)
        first(Hand(opened.letter, history.review, reviews.sign(), lambda act, to: reviews.record(case_id, act, to)))
        sit(BEN)
        seconds.send((case_id,), "drawn at random", blank=blank)
        opening = seconds.begin(case_id)
        record = seconds.record
        second(
            Hand(
                opening.opened.letter, opening.history.review, reviews.sign(),
                lambda act, _review: record(case_id, opening.second.round, act),
            )
        )  # fmt: skip
        seconds.finish(case_id)
        sit(CLEO)
        return case_id

    return SimpleNamespace(workstation=workstation, sit=sit, compared=compared, desk=desk)


class Hands:
    """Whoever settles: keys on the panel, and what the panel and the log have."""

    def __init__(self, office, panel, case, asked, qtbot):
        self.office, self.panel, self.case, self.asked, self.bot = office, panel, case, asked, qtbot
        self.answer, self.told, self.questions, self.marks, self.revealed = True, [], [], [], []
        case.told.connect(lambda kind, sentence: self.told.append(sentence))
        panel.told.connect(lambda kind, sentence: self.told.append(sentence))
        panel.question_requested.connect(lambda item, field: self.questions.append((item, field)))
        panel.marks_changed.connect(self.marks.append)
        panel.reveal_requested.connect(self.revealed.append)

    @property
    def session(self):
        return self.office.desk.session

    @property
    def record(self):
        return self.session.review

    @property
    def view(self):
        return self.case.view

    @property
    def current(self):
        return self.panel.list.current

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        """Press a key, and let what it asks of the log come back."""
        QTest.keyClick(QApplication.focusWidget() or self.panel, key, modifiers)
        self.quiet()

    def words(self, words):
        QTest.keyClicks(QApplication.focusWidget(), words)

    def open(self, case_id):
        """Take the record of a case on the desk and show its comparison."""
        opening = self.office.workstation.second_readings.opening(case_id)
        self.session.open(opening.opened, opening.history)
        self.show(case_id)

    def show(self, case_id):
        self.case.show(self.office.workstation.second_readings.both(case_id))
        self.panel.list.finish()
        self.panel.take_focus()

    def pair(self, field, item=None, **ids):
        return next(
            pair for pair in self.view.differences
            if (pair.field, pair.item) == (field, item) and all(getattr(pair, n) == is_ for n, is_ in ids.items())
        )  # fmt: skip

    def go(self, field, item=None, **ids):
        pair = self.pair(field, item, **ids)
        assert self.panel.list.go_to(pair.key)
        return pair

    def quiet(self):
        """Wait until everything is saved."""
        lane, session = self.office.desk.lane, self.session

        def still():
            QApplication.processEvents()  # what came back may ask for more
            return not lane.busy and session.save_state is not SaveState.SAVING

        self.bot.waitUntil(still)
        QApplication.processEvents()

    def in_log(self):
        """Return what the log has: the record, and whose reading of each place stands."""
        self.quiet()
        ws, case_id = self.office.workstation, self.session.case_id
        second = ws.log.case(case_id).handling.second
        return SimpleNamespace(
            review=ws.reviews.open(case_id)[1].review,
            sides={each.key: each.side for each in second.settled},
            second=second,
        )


@pytest.fixture
def hands(office, dress, qtbot):
    """Return somebody at the panel, with no case in it yet."""
    asked = []
    holder = []

    def ask(sentence):
        asked.append(sentence)
        return holder[0].answer

    case = DifferencesCase(office.workstation, office.desk.session, office.desk.lane, ask, office.desk.session)
    panel = DifferencesPanel(case, office.desk.session, dress)
    qtbot.addWidget(panel)
    panel.resize(560, 820)
    show_active(panel)
    holder.append(Hands(office, panel, case, asked, qtbot))
    return holder[0]
