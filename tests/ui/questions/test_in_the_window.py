"""Questions in the real window, over a real case log on disk: by key, through the queue, and back."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.model.case import CaseStatus
from imr_desk.model.edits import ReopenReview
from imr_desk.model.people import Person, Role
from imr_desk.model.queue import CaseFilter
from imr_desk.ui.app import application
from imr_desk.ui.session import Place
from imr_desk.ui.window import Window
from tests.synthetic import make_letter, render_pdf
from tests.ui.questions.conftest import press, send, type_words
from tests.ui.questions.test_sending_back import PLACE, finish
from tests.ui.showing import show_active


class Agreeing:
    """Agrees to whatever is asked before the window closes, and keeps it."""

    def __init__(self):
        self.asked = []

    def choose_papers_folder(self, _folder):
        return None

    def confirm(self, _title, question, _accept):
        self.asked.append(question)
        return True


@pytest.fixture
def office(qapp, qtbot, tmp_path):
    workstation = open_workstation(tmp_path / "cases.db")
    application(workstation.resources)
    dialogs = Agreeing()
    window = Window(workstation, dialogs)
    qtbot.addWidget(window)
    questions = window.parts.questions
    window.resize(1280, 800)
    show_active(window)
    path = tmp_path / "letter.pdf"
    path.write_bytes(render_pdf(make_letter("D", 7, items=3)))
    window.bring_in((path,))
    qtbot.waitUntil(lambda: window.session.is_open and window.session.focus is not None, timeout=30_000)
    people = workstation.people
    people.begin("Ana")
    for name, role in (("Ben", Role.REVIEWER), ("Cho", Role.SUPERVISOR)):
        people.put(Person(name, role, name.lower()))

    def sit(name):
        people._person = people.register.named(name)
        workstation.reviews.person = name
        questions.show_person()

    def saved():
        qtbot.waitUntil(lambda: not window.session.unsaved_cases)

    def reopen(case_id):
        saved()
        window.session.close()
        window.desk.open(case_id)
        qtbot.waitUntil(lambda: window.session.is_open and window.letter.is_settled)
        window.review.start()

    made = SimpleNamespace(
        window=window, session=window.session, form=window.review, log=workstation.log, questions=questions,
        people=people, dialogs=dialogs, sit=sit, saved=saved, reopen=reopen, bot=qtbot,
    )  # fmt: skip
    sit("Ben")
    yield made
    saved()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    workstation.workshop.close()
    workstation.log.close()


def test_a_key_asks_ctrl_enter_sends_and_finishes_nothing(office):
    office.form.go_to(PLACE)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F5)
    thread = office.questions.shown_at(PLACE)
    office.bot.waitUntil(thread.composer.edit.hasFocus)
    type_words("Once used? 1 2 3 o u e")
    assert office.session.review.item("2").decided is None
    send()
    office.saved()
    assert [asked.text for asked in office.session.review.questions] == ["Once used? 1 2 3 o u e"]
    assert "Not finished yet" not in office.window.message.words.text()
    assert office.log.count(CaseFilter(questions=True), "2026-11-24") == 1


def test_a_finished_case_goes_back_to_its_reader_and_the_answer_to_the_asker(office):
    case_id = office.session.case_id
    finish(office)
    office.sit("Cho")
    office.reopen(case_id)
    office.form.go_to(PLACE)
    office.questions.send_back()
    type_words("Why six?")
    send()
    office.bot.waitUntil(lambda: "Sent back to Ben" in office.window.message.words.text())
    assert office.session.review.finished is None
    case = office.log.case(case_id)
    assert (case.status, case.handling.reviewer) == (CaseStatus.REOPENED, "Ben")
    mine = CaseFilter(reviewer="Ben", questions=True, statuses=(CaseStatus.REOPENED,))
    assert office.log.count(mine, "2026-11-24") == 1
    steps = [type(event.act.step).__name__ for event in office.log.events(case_id) if event.act is not None]
    assert steps[-2:] == ["AskQuestion", ReopenReview.__name__]

    office.sit("Ben")
    office.reopen(case_id)
    assert office.session.focus == PLACE
    office.questions.ask()
    assert office.questions.shown_at(PLACE).composer.head.text() == "Answer Cho"
    type_words("As printed.")
    send()
    office.saved()
    assert office.log.count(CaseFilter(questions=True), "2026-11-24") == 0

    office.sit("Cho")
    office.reopen(case_id)
    office.form.go_to(PLACE)
    office.bot.waitUntil(lambda: office.questions.shown_at(PLACE).line.text() == "Ben answered: As printed.")


def test_what_was_typed_is_there_when_the_case_comes_back(office, tmp_path):
    first = office.session.case_id
    office.form.go_to(Place("1", "decision"))
    office.questions.ask()
    type_words("Is it?")
    other = tmp_path / "another.pdf"
    other.write_bytes(render_pdf(make_letter("D", 8, items=2)))
    office.window.bring_in((other,))
    office.bot.waitUntil(lambda: office.session.is_open and office.session.case_id != first, timeout=30_000)
    assert office.questions.unsent == 1
    office.reopen(first)
    office.questions.show_thread(Place("1", "decision"))
    assert QApplication.focusWidget().toPlainText() == "Is it?"
    press(Qt.Key.Key_Escape)
    assert office.questions.shown_at(Place("1", "decision")).line.text() == "Not sent yet: Is it?"


def test_the_window_asks_before_what_was_not_sent_is_lost(office, monkeypatch):
    office.form.go_to(PLACE)
    office.questions.ask()
    type_words("Why six?")
    monkeypatch.setattr(office.dialogs, "confirm", lambda *asked: bool(office.dialogs.asked.append(asked[1])))
    office.saved()
    office.window.close()
    assert office.window.isVisible()
    assert office.dialogs.asked == ["A question or answer that you typed was not sent and would be lost."]
    office.questions.shown_at(PLACE).composer.discard.click()
    office.window.close()
    office.bot.waitUntil(lambda: not office.window.isVisible())
    assert len(office.dialogs.asked) == 1
