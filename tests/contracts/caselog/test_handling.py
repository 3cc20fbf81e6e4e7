"""How a case log keeps what is done with cases without opening them, over every implementation."""

import pytest

from imr_desk.model.case import CaseStanding, CaseStatus, HandledCase, HandlingChange
from imr_desk.model.edits import WriteNote
from imr_desk.model.facts import DueMark
from imr_desk.model.handling import AddLabel, Assign, Handling, Hold, HoldReason, Priority, PutOnHold, RestoreHandling
from imr_desk.model.history import Act
from imr_desk.model.queue import CaseFilter
from imr_desk.ports import CaseLog
from tests.contracts.caselog.letters import added, new_letter, signed, standing_of

HELD = Handling(
    reviewer="ana",
    taken_at=signed().at,
    priority=Priority.HIGH,
    holds=(Hold(HoldReason.RECORDS, "“ask” again", "2026-01-05", signed(), "2026-02-01"),),
    labels=("a", "b"),
)


@pytest.fixture
def three(log: CaseLog) -> CaseLog:
    for number in ("CM26-1", "CM26-2", "CM26-1"):
        added(log, new_letter(number, salt=str(log.newest())))
    return log


def test_a_step_leaves_handling_status_and_duty_and_is_told(three: CaseLog) -> None:
    due = DueMark("2026-02-03", "2026-02-05", "R2")
    step = PutOnHold(HoldReason.RECORDS, "“ask” again", until="2026-02-01")
    three.handle((HandlingChange(2, step, HELD, due), HandlingChange(3, AddLabel("x"), HELD, due)), signed(7, "ana"))
    case = three.case(2)
    assert (case.handling, case.due) == (HELD, due)
    assert (case.status, case.stage) == (CaseStatus.ON_HOLD, CaseStatus.NEW)
    told = three.events(2)[-1]
    assert (told.seq, told.kind, told.by, told.at, told.step, told.act) == (
        4, "handled", "ana", signed(7).at, step, None,
    )  # fmt: skip
    assert three.events(3)[-1].step == AddLabel("x")
    assert three.case(1).handling == Handling()


def test_steps_are_no_acts_and_acts_leave_the_handling(three: CaseLog) -> None:
    three.handle((HandlingChange(1, Assign("ana"), HELD, DueMark()),), signed())
    act = Act(WriteNote(None, "n"), signed())
    three.record(1, act, CaseStanding(CaseStatus.IN_REVIEW, three.case(1).digest, due=DueMark("2026-04-01")))
    opened = three.opened(1)
    assert opened.acts == (act,)
    assert opened.case.handling == HELD
    assert (opened.case.status, opened.case.stage) == (CaseStatus.ON_HOLD, CaseStatus.IN_REVIEW)
    assert opened.case.due == DueMark("2026-04-01")
    three.handle((HandlingChange(1, RestoreHandling(HELD, "x"), Handling(), DueMark()),), signed())
    assert three.case(1).status is CaseStatus.IN_REVIEW
    assert three.events(1)[-1].step == RestoreHandling(HELD, "x")


def test_handled_cases_come_with_their_facts_in_the_order_asked_for(three: CaseLog) -> None:
    facts = standing_of(new_letter("CM26-1")).facts
    assert three.handled((3, 1)) == (HandledCase(three.case(3), facts), HandledCase(three.case(1), facts))
    assert [handled.case.id for handled in three.handled_from(2, 5)] == [2, 3]
    assert [handled.case.id for handled in three.handled_from(0, 2)] == [1, 2]
    assert three.handled_from(4, 5) == three.handled_from(1, 0) == three.handled(()) == ()


def test_duties_are_put_down_without_an_event(three: CaseLog) -> None:
    marks = {1: DueMark("2026-02-03", rule="R1"), 3: DueMark(needs="date_received")}
    three.set_due(marks)
    assert [three.case(number).due for number in (1, 2, 3)] == [marks[1], DueMark(), marks[3]]
    assert len(three.events(1)) == 1


def test_labels_come_and_go(three: CaseLog) -> None:
    three.handle((HandlingChange(1, AddLabel("a"), Handling(labels=("a", "b")), DueMark()),), signed())
    three.handle((HandlingChange(1, AddLabel("c"), Handling(labels=("b", "c")), DueMark()),), signed())
    assert [three.count(CaseFilter(label=label), "") for label in ("a", "b", "c")] == [0, 1, 1]


def test_cases_of_one_number_are_found_oldest_first(three: CaseLog) -> None:
    assert [case.id for case in three.with_number("CM26-1")] == [1, 3]
    assert three.with_number("CM26") == three.with_number("") == ()


def test_the_newest_text_of_a_name_is_kept_and_told(three: CaseLog) -> None:
    assert three.kept("rules") is None
    three.keep("rules", "one", signed())
    three.keep("other", "x", signed())
    three.keep("rules", "two “2” \udce9", signed())
    assert three.kept("rules") == "two “2” ?"
    assert three.kept("other") == "x"
    assert three.note_event(1, "opened", "", signed()) == 7  # each keeping is an event of the whole log
    assert len(three.events(1)) == 2


def test_names_that_no_file_can_hold_are_made_storable_in_handlings(three: CaseLog) -> None:
    odd = Handling(reviewer="ana\udce9", labels=("caf\udce9",))
    three.handle((HandlingChange(1, Assign("ana\udce9"), odd, DueMark("\ud800")),), signed())
    case = three.case(1)
    assert (case.handling.reviewer, case.handling.labels, case.due.on) == ("ana?", ("caf?",), "?")
    assert three.events(1)[-1].step == Assign("ana\udce9")
    assert three.count(CaseFilter(reviewer="ana\udce9", label="caf?"), "") == 1
