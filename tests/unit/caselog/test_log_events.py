"""Events of the whole log are found at once among millions of others: no format of their own is needed."""

from pathlib import Path

from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.signature import Signature
from tests.contracts.caselog.letters import SetClock, added, new_letter, signed


def test_a_page_is_a_short_range_of_an_index_without_sorting(path: Path) -> None:
    log = SqliteCaseLog(path, SetClock())
    case = added(log, new_letter())
    log.note_log_event("locked", "", signed())
    log.note_event(case.id, "exported", "", signed())
    asked: list[str] = []
    log._db.set_trace_callback(asked.append)  # type: ignore[union-attr]
    assert len(log.log_events(0, 50)) == 1
    log._db.set_trace_callback(None)  # type: ignore[union-attr]
    (statement,) = [each for each in asked if each.startswith("SELECT seq")]
    plan = log._db.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()  # type: ignore[union-attr]
    assert [row[3] for row in plan] == ["SEARCH events USING INDEX events_by_case (case_id=? AND rowid<?)"]
    log.close()


def test_the_note_of_a_clock_set_back_stands_among_them(path: Path) -> None:
    clock = SetClock()
    log = SqliteCaseLog(path, clock)
    log.note_log_event("locked", "", Signature("rn1", clock.now().isoformat()))
    clock.moment = clock.moment.replace(year=clock.moment.year - 1)
    log.note_log_event("unlocked", "", Signature("rn1", clock.now().isoformat()))
    assert [event.kind for event in log.log_events(0, 5)] == ["unlocked", "clock set back", "locked"]
    log.close()


def test_it_can_be_read_from_a_log_that_is_only_read(path: Path) -> None:
    log = SqliteCaseLog(path, SetClock())
    log.note_log_event("locked", "", signed())
    log.close()
    log = SqliteCaseLog(path, SetClock(), to_read=True)
    assert [event.kind for event in log.log_events(0, 5)] == ["locked"]
    log.close()
