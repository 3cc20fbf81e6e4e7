"""A case is left and opened again in the midst of work: nothing that was done is lost on the screen or in the log."""

import threading

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imr_desk.model.draft import Decision
from imr_desk.model.edits import SetField, WriteNote
from imr_desk.ui.session import Place


def steps(hands, case_id):
    opened, _ = hands.window.workstation.reviews.open(case_id)
    return [act.step for act in opened.acts]


@pytest.mark.parametrize("place", [Place(None, "claim_number"), Place("1", "rationale")])
def test_what_is_being_typed_stays_with_its_case(program, letters, place):
    def play(hands):
        hands.until(lambda: not hands.window.intake.running)
        hands.opened(1)
        assert hands.window.review.go_to(place)
        QTest.keyClicks(QApplication.focusWidget(), "12")
        hands.window.desk.open(2)
        hands.opened(2)
        hands.saved()
        assert steps(hands, 2) == []
        (typed,) = steps(hands, 1)
        assert (typed.item, typed.name) == (place.item, place.name)
        assert "12" in typed.value

    assert program(play, "open", letters(121, items=2), letters(122)) == 0


def test_an_act_that_waits_for_another_to_be_saved_is_there_when_the_case_comes_back(program, letters, monkeypatch):
    """On a slow disk two acts and a way back take less time than saving the first one."""

    def play(hands):
        hands.until(lambda: not hands.window.intake.running)
        hands.opened(1)
        reviews, slow = hands.window.workstation.reviews, threading.Event()
        record = reviews.record

        def slowly(*act):
            slow.wait(20)
            return record(*act)

        monkeypatch.setattr(reviews, "record", slowly)
        hands.session.act(WriteNote(None, "first"))
        hands.session.act(WriteNote(None, "second"))
        hands.window.desk.open(2)
        hands.window.desk.open(2)
        slow.set()
        hands.opened(2)
        hands.window.desk.open(1)
        hands.opened(1)
        hands.until(lambda: len(steps(hands, 1)) == 2)
        assert hands.review.note == "second"
        assert hands.review == reviews.open(1)[1].review

    assert program(play, "open", letters(123), letters(124)) == 0


def test_a_case_that_is_opened_once_more_keeps_what_is_done_meanwhile(program, letters):
    """Its letter is brought in again while the reviewer goes on working."""

    def play(hands):
        hands.opened(1)
        hands.window.desk.open(1)
        hands.window.review.decide(Decision.OVERTURNED)
        hands.session.act(SetField(None, "employer", "B"))
        hands.saved()
        hands.until(lambda: not hands.window._lanes.log.busy)
        assert hands.review.fields["employer"].value == "B"
        assert hands.review == hands.window.workstation.reviews.open(1)[1].review

    assert program(play, "open", letters(125)) == 0
