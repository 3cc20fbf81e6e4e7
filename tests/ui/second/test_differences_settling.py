"""Settling in the real window, over a real log on disk that three people share."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imr_desk.model.edits import ReopenReview
from imr_desk.model.second import SecondState, Side
from imr_desk.ui.session import Place, SaveState
from imr_desk.ui.theme import load_fonts
from imr_desk.ui.window import Window
from tests.e2e.conftest import ScriptedDialogs
from tests.ui.second.desk_of_three import ANA, CLEO, Office
from tests.ui.second.two_readings import part
from tests.ui.showing import show_active

K = Qt.Key


class Desk:
    """A window with the comparison in it."""

    def __init__(self, office, window, settling, dialogs, qtbot):
        self.office, self.window, self.settling, self.dialogs, self.bot = office, window, settling, dialogs, qtbot
        self.turned = []
        settling.turned.connect(self.turned.append)

    @property
    def record(self):
        return self.window.session.review

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def until(self, condition):
        self.bot.waitUntil(condition, timeout=20_000)

    def show(self, case_id):
        self.settling.settle(case_id)
        self.until(lambda: self.settling.is_on)
        self.until(lambda: self.window.letter.is_settled)

    def saved(self):
        lanes = self.window._lanes
        self.until(lambda: not lanes.log.busy and self.window.session.save_state is SaveState.SAVED)


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """Return a log in which a case waits for its differences to be settled, and the number of the case."""
    path = tmp_path_factory.mktemp("compared") / "cases.db"
    office = Office(path)
    case_id = office.compared()
    office.workstation.close()
    return path, case_id


@pytest.fixture
def desk(qapp, qtbot, tmp_path, compared):
    """Return the window over such a log."""
    office = Office(shutil.copy(compared[0], tmp_path / "cases.db"))
    office.case_id = compared[1]
    load_fonts(office.workstation.resources / "fonts")
    dialogs = ScriptedDialogs()
    window = Window(office.workstation, dialogs)
    window.resize(1280, 800)
    show_active(window)
    yield Desk(office, window, window.parts.settling, dialogs, qtbot)
    dialogs.answers["confirm"] = True
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    window.deleteLater()
    office.workstation.close()


def test_the_comparison_takes_the_form_s_place_and_gives_it_back(desk):
    desk.show(desk.office.case_id)
    panel, review = desk.settling.panel, desk.window.review
    assert panel.isVisible()
    assert not review.isVisible()
    assert panel.isAncestorOf(QApplication.focusWidget())
    assert desk.window.session.focus is None
    desk.settling.table()["settle_differences"]()
    assert review.isVisible()
    assert not panel.isVisible()
    desk.settling.table()["settle_differences"]()
    desk.until(lambda: desk.settling.is_on)
    desk.key(K.Key_Escape)
    assert review.isVisible()
    assert desk.turned[-1] is False
    assert True in desk.turned


def test_who_goes_to_a_place_comes_to_its_difference_or_gets_the_form(desk):
    desk.show(desk.office.case_id)
    desk.window.review.go_to(Place("1", "quantity"))
    desk.until(lambda: desk.settling.panel.list.current.pair.key == "1/quantity")
    assert desk.settling.is_on
    desk.window.review.go_to(Place(None, "employer"))  # both have the same there
    assert not desk.settling.is_on
    assert desk.window.review.isVisible()


def test_another_panel_takes_its_place(desk):
    desk.show(desk.office.case_id)
    desk.window.actions_["annotate"].trigger()
    desk.until(lambda: desk.window.annotating.is_on)
    assert not desk.settling.is_on
    assert desk.settling.case.view is None
    assert desk.turned[-1] is False


def test_a_case_that_nobody_read_twice_says_so(desk, tmp_path):
    session = desk.window.session
    desk.show(desk.office.case_id)
    desk.settling.turn_panel()
    second = desk.office.workstation.second_readings
    second.call_off((desk.office.case_id,))
    second.send((desk.office.case_id,), "again")
    desk.settling.settle(session.case_id)
    desk.until(lambda: desk.window.message.isVisible() and "not finished" in desk.window.message.words.text())
    assert not desk.settling.is_on


def test_values_are_settled_by_keys_also_on_the_letter_and_all_of_it_is_in_the_log(desk):
    case_id = desk.office.case_id
    desk.show(case_id)
    panel = desk.settling.panel
    desk.dialogs.answers["confirm"] = True
    assert panel.list.go_to("2/decision")
    desk.key(K.Key_2)
    desk.until(lambda: desk.record.item("2").outcome.value == "overturned")
    assert "voids Ana Ruiz’s signature" in desk.dialogs.asked[-1][1]
    assert panel.list.go_to("1/excerpt")
    spans = part(desk.record.item("1").fields["rationale"].sources, 30, 90)
    desk.window.session.select(spans)
    view = desk.window.letter.views.front
    view.setFocus()
    QTest.keyClick(view, K.Key_3)
    assert desk.record.item("1").excerpt.spans == spans
    QTest.keyClick(view, K.Key_O)  # decides nothing in the form that nobody sees
    QTest.keyClick(view, K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "still to settle" in desk.window.message.words.text()
    assert desk.record.finished is None
    assert panel.list.go_to("1/quantity")
    QTest.keyClick(view, K.Key_1)
    desk.saved()
    assert panel.list.next_open()
    while not panel.list.current.body.foot.other.isVisible() or panel.list.current.pair.field == "annotation":
        assert panel.list.next_open()
    desk.key(K.Key_F2)
    assert panel.list.current.body.third is not None
    assert desk.settling.turn("undo")  # what is being typed was not done yet
    assert panel.list.current.body.third is None
    assert desk.settling.turn("undo")
    assert desk.settling.turn("undo")
    assert desk.record.item("1").excerpt.spans != spans
    assert desk.settling.turn("redo")
    while desk.settling.case.view.open:
        assert panel.list.next_open()
        desk.key(K.Key_1)
    assert panel.foot.main.hasFocus()
    desk.key(K.Key_Return, Qt.KeyboardModifier.ControlModifier)  # closes the comparison, and finishes no review
    desk.until(lambda: desk.settling.case.view.second.closed is not None)
    desk.saved()
    record, ws = desk.record, desk.office.workstation
    assert record.finished is None  # whoever took values signs them
    handling = ws.log.case(case_id).handling
    assert handling.second.state is SecondState.SETTLED
    assert {each.by.who for each in handling.second.settled} == {CLEO}
    sides = {each.key: each.side for each in handling.second.settled}
    assert (sides["2/decision"], sides["1/excerpt"], sides["1/quantity"]) == (Side.SECOND, Side.THIRD, Side.FIRST)
    assert handling.reviewer == CLEO
    assert ws.reviews.open(case_id)[1].review == record
    events = ws.log.events(case_id)
    assert any(event.act and isinstance(event.act.step, ReopenReview) and event.by == CLEO for event in events)
    labels = [event.step.label for event in events if event.step is not None]
    assert labels.count("close the comparison") == 1
    assert "open a difference again" in labels


def test_nothing_is_opened_again_for_the_first_reader_s_values(desk):
    desk.show(desk.office.case_id)
    while desk.settling.case.view.open:
        assert desk.settling.panel.list.next_open()
        desk.key(K.Key_1)
    desk.saved()
    assert desk.record.finished.who == ANA
    assert desk.dialogs.asked == []
    assert desk.window.session.colleague == ANA  # and the case is still hers
