"""Sending cases to a second reading and calling it off, one or many; what the queue shows of them, and to whom."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.queue import DateRange
from imr_desk.model.review import Review
from imr_desk.model.second import SamplingRule, SecondState
from imr_desk.ports import NewLetter
from imr_desk.services.sampling import Sampling
from imr_desk.services.second_readings import QueueHandling
from imr_desk.ui.background import Lane
from imr_desk.ui.bars import MessageBar
from imr_desk.ui.second.sampling_send import SendDialog
from imr_desk.ui.second.second_acts import SecondActs
from imr_desk.ui.worklist.case_words import NOT_SHOWN, WHY_NOT_SHOWN
from imr_desk.ui.worklist.columns import COLUMNS
from imr_desk.ui.worklist.page import QueuePage
from imr_desk.ui.worklist.queue import Queue
from imr_desk.ui.worklist.views import ALL, TO_READ_TWICE, TO_SETTLE, built_in_views, read_by
from tests.ui.second.two_readings import Hand, content, letter, read_first
from tests.ui.showing import show_active
from tests.ui.worklist.conftest import settle
from tests.unit.services.second_office import ANA as FIRST
from tests.unit.services.second_office import BEN as SECOND
from tests.unit.services.second_office import CHO, NIA, SAM, Office, overturned

ANA, BEN, CLEO, DORA = "Ana Ruiz", "Ben Ode", "Cleo Park", "Dora Lind"


# The case on the desk


class AtDesk:
    """Cleo, a supervisor, at a case that Ana has finished."""

    def __init__(self, office, dress, qtbot):
        self.office, self.bot, self.ws = office, qtbot, office.workstation
        desk = office.desk
        self.ws.sampling = Sampling(desk.log, desk.reviews, self.ws.second_readings, self.ws.people)
        self.ws.clock = desk.reviews.clock
        self.session, self.lane, self.message = desk.session, desk.lane, MessageBar()
        self.window, self.moved, self.people = QMainWindow(), [], []
        self.window.setCentralWidget(self.message)
        qtbot.addWidget(self.window)
        show_active(self.window)
        dialogs = SimpleNamespace(confirm=lambda *_: True)
        self.acts = SecondActs(
            self.ws, self.session, self.lane, dialogs, self.message, dress, lambda: self.people.append(True),
            self.window,
        )  # fmt: skip
        self.acts.moved.connect(lambda: self.moved.append(True))

    def finished(self, *, to_the_end=True):
        """Let Ana read a letter, and put her record on Cleo's desk."""
        made, reviews = letter(), self.ws.reviews
        self.office.sit(ANA)
        case_id = self.ws.log.add(
            NewLetter("letter.pdf", content(), made.text, made.draft),
            CaseStanding.of(Review.of(made.draft, made.text), CaseStatus.NEW),
            reviews.sign(),
        ).id
        opened, history = reviews.open(case_id)
        if to_the_end:
            record = reviews.record
            read_first(Hand(opened.letter, history.review, reviews.sign(), lambda act, to: record(case_id, act, to)))
        self.office.sit(CLEO)
        self.session.open(*reviews.open(case_id))
        return case_id

    def quiet(self):
        def still():
            QApplication.processEvents()
            return not (self.lane.busy or self.acts.drawing.is_running)

        for _ in range(3):  # what came back may ask for more
            self.bot.waitUntil(still)

    def asked(self):
        found = [d for d in self.window.findChildren(SendDialog) if d.isVisible()]
        return found[-1] if found else None

    def second(self, case_id):
        return self.ws.log.case(case_id).handling.second

    @property
    def told(self):
        return self.message.words.text()


@pytest.fixture
def at_desk(office, dress, qtbot):
    return AtDesk(office, dress, qtbot)


def test_the_open_case_is_sent_to_somebody(at_desk):
    case_id = at_desk.finished()
    at_desk.acts.send()
    dialog = at_desk.asked()
    readers = [dialog.reader.itemText(place) for place in range(dialog.reader.count())]
    assert readers == ["Whoever takes it", BEN, DORA]  # Ana read it; Cleo has it before her eyes
    QTest.keyClicks(dialog.why, "the outcome is doubtful")
    dialog.reader.setCurrentText(BEN)
    dialog.start.setCurrentIndex(1)
    QTest.keyClick(dialog.why, Qt.Key.Key_Return)
    at_desk.quiet()
    second = at_desk.second(case_id)
    assert (second.why, second.first, second.reader, second.blank) == ("the outcome is doubtful", ANA, BEN, True)
    assert second.asked.who == CLEO
    assert second.seen_by == (CLEO,)
    assert not second.may_read(CLEO)
    assert at_desk.told == f"Case {case_id} waits for {BEN} to read it a second time."
    assert "doubtful" not in at_desk.told
    assert at_desk.moved == [True]


def test_nothing_is_sent_without_saying_what_for(at_desk):
    case_id = at_desk.finished()
    at_desk.acts.send()
    dialog = at_desk.asked()
    dialog.accept_.click()
    assert dialog.problem.isVisible()
    assert dialog.isVisible()
    QTest.keyClicks(dialog.why, "x")
    assert not dialog.problem.isVisible()
    dialog.cancel.click()
    at_desk.quiet()
    assert at_desk.second(case_id) is None


def test_a_refusal_leaves_what_was_typed(at_desk):
    case_id = at_desk.finished()
    at_desk.acts.send()
    dialog = at_desk.asked()
    QTest.keyClicks(dialog.why, "slips")
    at_desk.office.sit(DORA)  # the program was locked, and somebody else goes on
    dialog.accept_.click()
    at_desk.quiet()
    assert dialog.isVisible()
    assert dialog.problem.text().startswith("Only a supervisor or an administrator may")
    assert dialog.why.text() == "slips"
    assert at_desk.second(case_id) is None
    at_desk.office.sit(CLEO)
    dialog.accept_.click()
    at_desk.quiet()
    assert at_desk.second(case_id).why == "slips"
    assert at_desk.asked() is None


def test_the_form_of_the_rule_is_offered_first(at_desk):
    at_desk.ws.sampling.keep_rule(SamplingRule(blank=True))
    at_desk.finished()
    at_desk.acts.send()
    assert at_desk.asked().start.currentText() == "An empty form"


def test_it_is_called_off_and_that_is_undone(at_desk):
    case_id = at_desk.finished()
    at_desk.acts.send()
    QTest.keyClicks(at_desk.asked().why, "slips")
    at_desk.asked().accept_.click()
    at_desk.quiet()
    assert at_desk.message.act.text() == "Call it off"
    at_desk.message.act.click()
    at_desk.quiet()
    assert not at_desk.second(case_id).is_open
    assert at_desk.told == f"The second reading of case {case_id} is called off."
    at_desk.message.act.click()
    at_desk.quiet()
    assert at_desk.second(case_id).state is SecondState.WAITING
    at_desk.acts.call_off()
    at_desk.quiet()
    assert not at_desk.second(case_id).is_open
    at_desk.acts.call_off()
    at_desk.quiet()
    assert at_desk.told == "This case is in no second reading."


def test_what_cannot_be_sent_says_why(at_desk):
    case_id = at_desk.finished(to_the_end=False)
    at_desk.acts.send()
    assert at_desk.told == "Only a finished review can be read a second time. Finish it first."
    at_desk.finished()
    at_desk.office.sit(ANA)
    at_desk.acts.send()
    assert at_desk.told.startswith("Only a supervisor or an administrator may send cases to a second reading")
    at_desk.acts.call_off()
    at_desk.quiet()
    assert at_desk.told.startswith("Only a supervisor or an administrator may")
    assert at_desk.asked() is None
    assert at_desk.second(case_id) is None


def test_who_reads_blind_neither_sends_nor_calls_off(at_desk):
    case_id = at_desk.finished()
    at_desk.office.sit(BEN)
    at_desk.ws.second_readings.send((case_id,), "slips", reader=DORA)
    at_desk.office.sit(DORA)
    opening = at_desk.ws.second_readings.begin(case_id)
    at_desk.session.open(opening.opened, opening.history, opening.second)
    at_desk.acts.send()
    assert at_desk.told.startswith("You read this case a second time yourself")
    at_desk.acts.call_off()
    assert at_desk.told.endswith("give it back instead.")
    at_desk.quiet()
    assert at_desk.second(case_id).state is SecondState.READING


def test_the_rule_is_shown_once_and_leads_to_the_people(at_desk):
    at_desk.acts.show_rule()
    at_desk.quiet()
    sheet = at_desk.acts._sheet
    assert sheet.isVisible()
    at_desk.acts.show_rule()
    at_desk.quiet()
    assert at_desk.acts._sheet is sheet
    sheet.colleague.click()
    assert at_desk.people == [True]
    sheet.shut.click()
    at_desk.bot.waitUntil(lambda: at_desk.acts._sheet is None)
    at_desk.acts.show_rule()
    at_desk.quiet()
    assert at_desk.acts._sheet is not sheet


def test_a_drawing_goes_on_without_the_sheet_and_is_told(at_desk):
    case_id = at_desk.finished()
    at_desk.ws.sampling.keep_rule(SamplingRule(percent=100))
    at_desk.acts.show_rule()
    at_desk.quiet()
    at_desk.acts.drawing.start(DateRange())
    at_desk.acts._sheet.shut.click()
    at_desk.quiet()
    assert at_desk.second(case_id) is not None
    assert at_desk.told == "Of the one review 1 was sent to a second reading now."
    assert at_desk.moved == [True]


# Many cases in the queue


class AtQueue:
    """Somebody at the page of the queue, over an office."""

    def __init__(self, office, dress, qtbot, folder):
        self.office, self.lane, self.told = office, Lane("case-log"), []
        readings, people = office.readings, office.people
        handling = QueueHandling(readings, office.log, office.reviews, people.refusal_of_step, _as_it_is)
        self.queue = Queue(office.worklist, self.lane)
        settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self.page = QueuePage(
            self.queue, handling, office.reviews.person, dress, settings, lambda *told: self.told.append(told)
        )
        self.page.steps.colleagues = lambda: readings.colleagues
        self.window = QMainWindow()
        self.window.setCentralWidget(self.page)
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)
        show_active(self.window)
        self.settled = lambda: settle(qtbot, self)
        self.show(ALL)

    def show(self, view):
        self.page.show_view(view)
        self.settled()

    def select(self, *ids):
        self.page.table.setFocus()
        self.page.table.select_ids(ids)

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        self.settled()

    def cells(self, case_id):
        row = self.queue.rows.row_of(case_id)
        return {column.key: self.queue.rows.cell(row, place) for place, column in enumerate(COLUMNS)}


def _as_it_is(step, _case, _person):
    return step


@pytest.fixture
def at_queue(dress, qtbot, tmp_path):
    pages = []

    def make(office):
        pages.append(AtQueue(office, dress, qtbot, tmp_path))
        return pages[-1]

    yield make
    for page in pages:
        page.window.hide()
        page.lane.close()


def test_selected_cases_are_sent_and_ctrl_z_takes_it_back(at_queue):
    office = Office()
    done = [office.finished(f"CM26-{number}") for number in (1, 2)]
    new = office.brought_in("CM26-3")
    at = at_queue(office.sit(SAM))
    at.select(*done, new)
    at.press(Qt.Key.Key_D)
    form = at.page.form
    assert form.head.text() == "Send 3 cases to a second reading"
    readers = [form.inputs[1].itemText(place) for place in range(form.inputs[1].count())]
    assert readers == ["Whoever takes them", *sorted([FIRST, SECOND, CHO, NIA, SAM])]
    at.press(Qt.Key.Key_Return)
    assert form.problem.text() == "Say what the second reading is for. The second reader is not told."
    QTest.keyClicks(form.inputs[0], "new guideline")
    form.inputs[2].setCurrentIndex(1)
    form.inputs[0].setFocus()
    at.press(Qt.Key.Key_Return)
    kind, sentence, act, _ = at.told[-1]
    assert (kind, act) == ("warning", "Undo send to a second reading, 2 cases")
    assert sentence.startswith("Send to a second reading: 2 cases. Left as they were: ")
    assert sentence.endswith("Only a finished review can be read a second time. Finish it first.")
    for case_id in done:
        second = office.second(case_id)
        assert (second.why, second.first, second.blank) == ("new guideline", FIRST, True)
    at.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [office.second(case_id) for case_id in (*done, new)] == [None] * 3


def test_second_readings_are_called_off_and_that_is_undone(at_queue):
    office = Office()
    sent, plain = office.sent("CM26-1"), office.finished("CM26-2")
    at = at_queue(office.sit(CHO))
    at.select(sent, plain)
    at.press(Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    assert not office.second(sent).is_open
    assert at.told[-1][1].endswith("This case is in no second reading.")
    at.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert office.second(sent).state is SecondState.WAITING


def test_only_a_supervisor_sends_from_the_queue(at_queue):
    office = Office()
    case_id = office.finished("CM26-1")
    at = at_queue(office.sit(SECOND))
    at.select(case_id)
    at.press(Qt.Key.Key_D)
    QTest.keyClicks(at.page.form.inputs[0], "slips")
    at.press(Qt.Key.Key_Return)
    assert "Only a supervisor or an administrator may" in at.told[-1][1]
    assert office.second(case_id) is None


def test_who_works_alone_is_told_before_anything_is_asked(at_queue):
    office = Office(alone=True)
    case_id = office.brought_in("CM26-1")
    at = at_queue(office)
    at.select(case_id)
    at.press(Qt.Key.Key_D)
    assert not at.page.form.isVisible()
    assert at.told[-1][1].startswith("Only one person works in this case log")


# What the rows show, and to whom


def test_a_case_that_one_could_read_blind_shows_nothing_of_its_first_reading(at_queue):
    office = Office()
    case_id = office.sent("CM26-1", overturned())
    at = at_queue(office.sit(SECOND))
    cells = at.cells(case_id)
    for key in ("due", "outcome", "treatments", "claim", "received", "decided", "injury"):
        assert (cells[key].words, cells[key].tip) == (NOT_SHOWN, WHY_NOT_SHOWN)
    assert {cells[key].words for key in ("items", "flags")} == {"–"}
    assert cells["who"].words == "Nobody"
    assert "can be you" in cells["status"].tip
    row = at.queue.rows.row_of(case_id)
    spoken = at.queue.rows.data(at.queue.rows.index(row, 0), int(Qt.ItemDataRole.AccessibleTextRole))
    said = " ".join([spoken, *(f"{cell.words} {cell.tip}" for cell in cells.values())])
    assert "Not shown: second reading" in spoken
    assert not any(word in said for word in ("pproved", "verturned", "drawn at random", "CM26-1"))


def test_rows_say_who_can_read_a_case_and_who_does(at_queue):
    office = Office()
    mine, taken = office.sent("CM26-1"), office.sent("CM26-2")
    office.read(taken, finish=False)
    at = at_queue(office.sit(FIRST))
    assert at.cells(mine)["who"].words == "Read first by you"
    assert "somebody else has to" in at.cells(mine)["who"].tip
    assert at.cells(mine)["outcome"].words != NOT_SHOWN
    assert at.cells(taken)["who"].words == SECOND
    assert at.cells(taken)["who"].tip == f"Is read a second time by {SECOND}; {FIRST} read it first."
    office.sit(CHO).readings.see_first(mine)
    at = at_queue(office)
    assert at.cells(mine)["who"].words == "Somebody else"
    at = at_queue(office.sit(FIRST))
    assert at.cells(mine)["who"].words == "Somebody else"
    assert "drawn at random" not in at.cells(mine)["status"].tip


def test_views_follow_a_second_reading_from_waiting_to_settling(at_queue):
    office = Office()
    waiting, reading, comparing = (office.sent(f"CM26-{number}") for number in (1, 2, 3))
    office.read(reading, finish=False)
    office.read(comparing)
    office.readings.finish(comparing)
    at = at_queue(office.sit(SECOND))
    for view, shown in ((TO_READ_TWICE, [waiting]), (read_by(SECOND), [reading]), (TO_SETTLE, [comparing])):
        at.show(view)
        assert [case.id for case in at.queue.rows.cases] == shown
        assert view in built_in_views(SECOND)
    assert at.cells(comparing)["who"].words == SECOND
    assert at.cells(comparing)["status"].tip.startswith("Differences to settle: ")
    assert read_by("") not in built_in_views("")


def test_the_next_case_stays_within_the_view(at_queue):
    office = Office()
    first, mine, last = office.sent("CM26-1"), office.finished("CM26-2", by=SECOND), office.sent("CM26-3")
    office.sit(SAM).readings.send((mine,), "slips")
    office.finished("CM26-4")
    at = at_queue(office.sit(SECOND))
    at.show(TO_READ_TWICE)
    query = at.queue.query
    assert office.worklist.next_after(None, query).id == first
    assert office.worklist.next_after(first, query).id == last  # the one between was read first by Ben himself
    assert office.worklist.next_after(last, query).id == first


def test_a_reader_who_is_not_in_the_log_is_refused():
    office = Office()
    case_id = office.finished("CM26-1")
    office.sit(SAM)
    with pytest.raises(EditRefusedError, match="Nobody named Zoe"):
        office.readings.send((case_id,), "slips", reader="Zoe")
    assert office.second(case_id) is None
    office.readings.send((case_id,), "slips", reader=CHO)
    assert office.second(case_id).reader == CHO
