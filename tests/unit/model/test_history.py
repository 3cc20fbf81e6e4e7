"""Undo and redo, and replaying acts from the log."""

import msgspec
import pytest

from imr_desk.model.draft import Decision
from imr_desk.model.edits import DecideItem, SetField, WriteNote
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.history import Act, History, Step, Turn
from imr_desk.model.signature import Signature
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


ANA, BEN = Signature("Ana", "2026-01-01T09:00:00-08:00"), Signature("Ben", "2026-01-02T09:00:00-08:00")


def test_undo_is_refused_to_everybody_but_who_did_the_step(fresh):
    done = fresh.done(Act(DecideItem("1", Decision.UPHELD), ANA))
    assert done.turn_refusal("undo", "Ana") == ""
    told = done.turn_refusal("undo", "Ben")
    assert "“decide item 1”" in told
    assert "done by Ana" in told
    assert "Undo takes back only what you did yourself" in told
    assert fresh.turn_refusal("undo", "Ben") == ""


def test_undo_goes_back_to_the_step_of_another_and_no_further(fresh):
    history = fresh.done(Act(SetField(None, "age", 44), ANA)).done(Act(SetField(None, "provider", "B"), BEN))
    assert history.turn_refusal("undo", "Ben") == ""
    history = history.done(Act(Turn("undo"), BEN))
    assert "done by Ana" in history.turn_refusal("undo", "Ben")
    # What Ben took back is no way for Ana to sign in his name.
    assert "done by Ben" in history.turn_refusal("redo", "Ana")
    assert history.turn_refusal("redo", "Ben") == ""


def test_a_finished_review_of_another_is_reopened_and_not_undone(fresh):
    finished = msgspec.structs.replace(fresh.review, finished=ANA)
    step = Step(fresh.review, finished, "finish review", (), frozenset(("Ana",)))
    history = History(fresh.letter, finished, (step,))
    assert "reopen the review" in history.turn_refusal("undo", "Ben")


def test_typing_of_two_people_in_one_field_is_two_steps(fresh):
    typed, edit = fresh.done(Act(SetField(None, "employee", "A"), ANA)), SetField(None, "employee", "Ab")
    assert typed.may_amend(edit, "Ana")
    assert not typed.may_amend(edit, "Ben")
    assert not typed.may_amend(SetField(None, "provider", "Ab"), "Ana")
    assert not fresh.may_amend(edit, "Ana")


def test_what_an_older_version_recorded_replays_as_it_was_and_neither_takes_the_other_back(fresh):
    acts = [Act(SetField(None, "employee", "A"), ANA), Act(SetField(None, "employee", "Ab"), BEN, amends=True)]
    joined = History.replayed(fresh.letter, fresh.review, acts)
    assert "done by Ben" in joined.turn_refusal("undo", "Ana")
    assert "done by Ana" in joined.turn_refusal("undo", "Ben")
    assert History.replayed(fresh.letter, fresh.review, [*acts, Act(Turn("undo"), BEN)]).review == fresh.review
