"""Events of the whole log, for every implementation: those of no case, newest first, a page at a time."""

import pytest

from imr_desk.model.case import CaseEvent
from imr_desk.model.errors import CaseLogError
from imr_desk.ports import CaseLog
from tests.contracts.caselog.letters import added, new_letter, signed


def noted(log: CaseLog, count: int) -> list[int]:
    """Note events of the log, each beside one of a case; return their numbers, newest first."""
    case = added(log, new_letter())
    numbers = []
    for each in range(count):
        log.note_event(case.id, "exported", "a paper", signed(each))
        numbers.append(log.note_log_event("signed in", f"person {each}", signed(each)))
    return numbers[::-1]


def test_events_of_no_case_come_newest_first_and_those_of_cases_stay_out(log: CaseLog) -> None:
    wanted = noted(log, 5)
    found = log.log_events(0, 100)
    assert [event.seq for event in found] == wanted
    assert {(event.case_id, event.kind, event.act, event.step) for event in found} == {(0, "signed in", None, None)}
    assert [event.detail for event in found] == [f"person {each}" for each in range(4, -1, -1)]


def test_pages_follow_one_another_without_gap_or_repetition(log: CaseLog) -> None:
    wanted = noted(log, 7)
    found: list[CaseEvent] = []
    while page := log.log_events(found[-1].seq if found else 0, 3):
        assert len(page) <= 3
        found += page
        log.note_log_event("locked", "", signed())  # what is noted meanwhile stands before the first page
    assert [event.seq for event in found] == wanted


@pytest.mark.parametrize(("after", "limit", "count"), [(0, 0, 0), (0, -1, 0), (-5, 2, 2), (1, 9, 0), (10**12, 9, 3)])
def test_what_is_asked_for_at_the_edges(log: CaseLog, after: int, limit: int, count: int) -> None:
    noted(log, 3)
    assert len(log.log_events(after, limit)) == count


def test_a_kept_text_is_an_event_of_the_log(log: CaseLog) -> None:
    log.keep("labels", "[]", signed(2))
    (event,) = log.log_events(0, 5)
    assert (event.kind, event.by, event.detail.split(",")[0]) == ("kept", signed(2).who, "labels")


def test_an_empty_log_has_none_and_a_closed_one_says_so(log: CaseLog) -> None:
    assert log.log_events(0, 5) == ()
    log.close()
    with pytest.raises(CaseLogError):
        log.log_events(0, 5)
