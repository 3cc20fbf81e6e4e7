"""When the machine is asked for proposals."""

import msgspec
import pytest

from imr_desk.model.errors import LetterError, LetterErrorKind
from imr_desk.ui.annotation.proposer import Proposer
from imr_desk.ui.background import Lane
from tests.synthetic import make_letter, render_pdf
from tests.ui.annotation.conftest import proposals


@pytest.fixture
def lane():
    made = Lane("proposals")
    yield made
    made.close()


def test_a_case_that_is_opened_is_asked_about_once(desk, lane, qtbot):
    asked, told = [], []

    def propose(letter, draft):
        asked.append(letter.fingerprint)
        return proposals()

    proposer = Proposer(desk.session, propose, lane)
    proposer.proposed.connect(told.append)
    desk.open(render_pdf(make_letter("D", 7, items=3)))
    assert asked == []
    with qtbot.waitSignal(proposer.proposed):
        proposer.set_on(True)
    proposer.set_on(True)
    qtbot.waitUntil(lambda: not lane.busy)
    assert asked == [desk.session.letter.fingerprint]
    assert told == [proposals()]


def test_a_letter_read_again_is_asked_about_again(desk, lane, qtbot):
    proposer = Proposer(desk.session, lambda letter, draft: (), lane)
    proposer.set_on(True)
    with qtbot.waitSignal(proposer.proposed):
        desk.open(render_pdf(make_letter("D", 7, items=3)))
    session = desk.session
    before = session.review
    reread = msgspec.structs.replace(before, reread=msgspec.structs.replace(session.draft, score=0.5))
    from imr_desk.model.history import History
    from imr_desk.ui.session import Change

    session._history = History(session.letter, reread)
    with qtbot.waitSignal(proposer.proposed):
        session.review_changed.emit(Change(before, reread))


def test_a_worker_that_fails_is_told_in_words(desk, lane, qtbot):
    def propose(letter, draft):
        raise LetterError(LetterErrorKind.CRASHED, "The letter could not be looked through.")

    proposer = Proposer(desk.session, propose, lane)
    proposer.set_on(True)
    with qtbot.waitSignal(proposer.failed) as told:
        desk.open(render_pdf(make_letter("D", 7, items=3)))
    assert told.args == ["The letter could not be looked through."]


def test_what_failed_is_asked_again_and_the_second_answer_counts(desk, lane, qtbot):
    answers = [LetterError(LetterErrorKind.CRASHED, "The letter could not be looked through."), proposals()]
    told = []

    def propose(letter, draft):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    proposer = Proposer(desk.session, propose, lane)
    proposer.asked.connect(lambda: told.append("asked"))
    proposer.set_on(True)
    with qtbot.waitSignal(proposer.failed):
        desk.open(render_pdf(make_letter("D", 7, items=3)))
    with qtbot.waitSignal(proposer.proposed) as found:
        proposer.ask()
    assert found.args == [proposals()]
    assert told == ["asked", "asked"]


def test_a_case_can_be_asked_about_while_nobody_annotates(desk, lane, qtbot):
    proposer = Proposer(desk.session, lambda letter, draft: proposals(), lane)
    desk.open(render_pdf(make_letter("D", 7, items=3)))
    with qtbot.waitSignal(proposer.proposed):
        proposer.ask()
    with qtbot.assertNotEmitted(proposer.asked, wait=50):
        proposer.ask()
        proposer.set_on(True)


def test_an_answer_about_the_case_before_is_forgotten(desk, lane, qtbot):
    import threading

    go_on, told = threading.Event(), []

    def propose(letter, draft):
        go_on.wait(5)
        return (letter.fingerprint,)

    proposer = Proposer(desk.session, propose, lane)
    proposer.proposed.connect(told.append)
    proposer.set_on(True)
    desk.open(render_pdf(make_letter("D", 7, items=3)))
    desk.open(render_pdf(make_letter("D", 8, items=1)))
    go_on.set()
    qtbot.waitUntil(lambda: bool(told) and not lane.busy)
    assert told == [(desk.session.letter.fingerprint,)]
