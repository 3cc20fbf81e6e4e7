"""Undo and redo, and replaying acts from the log."""

import msgspec
import pytest

from imr_desk.model.draft import Decision
from imr_desk.model.edits import DecideItem, SetField, WriteNote
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.history import Act, History, Turn
from tests.unit.model.letters import ME, review_of_two

UNDO, REDO = Act(Turn("undo"), ME), Act(Turn("redo"), ME)


@pytest.fixture
def fresh():
    return History(*review_of_two())


def test_undo_takes_back_and_redo_does_again(fresh):
    done = fresh.done(Act(DecideItem("1", Decision.UPHELD), ME))
    assert done.undo_label == "decide item 1"
    undone = done.done(UNDO)
    assert undone.review == fresh.review
    assert undone.redo_label == "decide item 1"
    assert undone.done(REDO).review == done.review


def test_typing_in_one_field_is_one_step(fresh):
    typed = fresh.done(Act(SetField(None, "employee", "A"), ME))
    typed = typed.done(Act(SetField(None, "employee", "Ab"), ME, amends=True))
    assert typed.done(UNDO).review == fresh.review


def test_typing_in_another_field_is_another_step(fresh):
    typed = fresh.done(Act(SetField(None, "employee", "A"), ME))
    typed = typed.done(Act(SetField(None, "provider", "B"), ME, amends=True))
    assert typed.done(UNDO).review.fields["employee"].value == "A"


def test_a_new_act_after_undo_forgets_the_future(fresh):
    done = fresh.done(Act(WriteNote(None, "one"), ME)).done(UNDO).done(Act(WriteNote(None, "two"), ME))
    assert done.redo_label is None
    with pytest.raises(EditRefusedError):
        done.done(REDO)


def test_nothing_to_undo_is_said(fresh):
    with pytest.raises(EditRefusedError, match="nothing to undo"):
        fresh.done(UNDO)


def test_acts_that_went_through_the_log_replay_to_the_same_history(fresh):
    acts = [
        Act(DecideItem("1", Decision.OVERTURNED), ME),
        Act(SetField(None, "age", 44), ME),
        Act(SetField(None, "age", 45), ME, amends=True),
        UNDO,
        REDO,
        UNDO,
    ]
    live = fresh
    for act in acts:
        live = live.done(act)
    stored = msgspec.json.decode(msgspec.json.encode(acts), type=list[Act])
    assert History.replayed(fresh.letter, fresh.review, stored) == live
