"""A step of handling is taken back alone: what was done with the case since stays."""

import pytest

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.model.handling import AddLabel, Assign, HoldReason, MarkDone, Priority, PutOnHold, SetPriority, Take
from tests.unit.services.second_office import BEN, SAM, Office


@pytest.fixture
def office():
    return Office(MemoryCaseLog()).sit(SAM)


def handling_of(office, case_id):
    return office.log.case(case_id).handling


def test_undo_in_the_queue_keeps_what_was_done_with_the_case_since(office):
    case_id = office.brought_in()
    labelled = office.handling.take((case_id,), AddLabel("spine"))
    office.handling.take((case_id,), MarkDone("R1", "2026-11-24", "by fax"))
    office.handling.take((case_id,), PutOnHold(HoldReason.APPEAL, "waits"))
    undone = office.handling.undo(labelled)
    left = handling_of(office, case_id)
    assert left.labels == ()
    assert [each.rule for each in left.done] == ["R1"]
    assert left.hold is not None
    # Redo is the undoing of the undoing, and as careful.
    assert office.handling.undo(undone).refused == ()
    assert handling_of(office, case_id).labels == ("spine",)
    assert handling_of(office, case_id).hold is not None


def test_what_was_changed_again_is_left_and_told(office):
    case_id, other = office.brought_in(), office.brought_in("CM26-0100002")
    urgent = office.handling.take((case_id, other), SetPriority(Priority.URGENT))
    office.handling.take((case_id,), SetPriority(Priority.LOW))
    undone = office.handling.undo(urgent)
    assert [(each.case_id, each.sentence) for each in undone.refused] == [
        (case_id, "Its priority changed again after this step, so it is left as it is.")
    ]
    assert handling_of(office, case_id).priority is Priority.LOW
    assert handling_of(office, other).priority is Priority.NORMAL


def test_a_case_that_a_colleague_has_by_now_is_not_taken_from_them(office):
    case_id = office.brought_in()
    taken = office.handling.take((case_id,), Take())
    office.handling.take((case_id,), Assign(BEN))
    assert "Who has the case changed again" in office.handling.undo(taken).refused[0].sentence
    assert handling_of(office, case_id).reviewer == BEN
