"""From format 2 to format 3: nothing that was done is lost, and what is new works on the old cases."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.migrations import MIGRATIONS, schema_after, schema_of
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.caselog.verify import report
from imr_desk.model.case import CaseStatus
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.handling import CallOffSecondReading, FinishSecondReading, SendToSecondReading, TakeSecondReading
from imr_desk.model.queue import CaseFilter, CaseQuery
from imr_desk.model.second import SecondState
from tests.contracts.caselog.letters import SetClock, a_day_of_acts, new_letter
from tests.contracts.caselog.second_readings import (
    FIRST,
    SECOND,
    at,
    comparison_of,
    first_reading,
    second_reading,
    stepped,
)
from tests.unit.caselog.format_two import STEPS, written


@pytest.fixture
def second_format(path: Path) -> Path:
    path.parent.mkdir(parents=True)
    written(path)
    return path


def asked(path: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchall()


def held(log: SqliteCaseLog) -> tuple[object, ...]:
    """Return all that a log tells of its cases."""
    whole = [(log.opened(number), log.events(number), log.content(number)) for number in range(1, 5)]
    return (*whole, log.handled((1, 2, 3, 4)), log.counts(), log.kept("views"), log.cases(CaseQuery()))


def test_the_log_is_really_one_of_format_2(second_format: Path) -> None:
    assert asked(second_format, "PRAGMA user_version") == [(2,)]
    assert asked(second_format, "SELECT count(*) FROM counts WHERE status = 'in second reading'") == [(0,)]
    handlings = [text for (text,) in asked(second_format, "SELECT handling FROM cases ORDER BY id")]
    assert [bool(text) for text in handlings] == [True, True, True, False]
    assert not any('"second":' in text for text in handlings)
    kinds = {kind for (kind,) in asked(second_format, "SELECT kind FROM events")}
    assert kinds == {"imported", "act", "handled", "kept"}


def test_format_2_comes_over_whole(second_format: Path) -> None:
    older = SqliteCaseLog(second_format, SetClock(), MIGRATIONS[:2])
    before = held(older)
    older.close()
    history = asked(second_format, "SELECT * FROM events ORDER BY seq")
    log = SqliteCaseLog(second_format, SetClock())
    assert held(log) == before
    assert log.damage() == ()
    assert log.verify() is None
    assert log.counts()[CaseStatus.SECOND_READING] == 0
    assert log.opened(1).acts == a_day_of_acts(new_letter(name="caf\udce9.pdf"))
    for case_id, steps in STEPS.items():
        assert tuple(event.step for event in log.events(case_id) if event.step is not None) == steps
        assert log.case(case_id).handling.second is None
    assert log.case(3).handling.holds[0].words == "writ filed"
    assert [log.case(number).status for number in range(1, 5)] == [
        CaseStatus.IN_REVIEW, CaseStatus.SECOND_LOOK, CaseStatus.ON_HOLD, CaseStatus.NEW,
    ]  # fmt: skip
    assert schema_of(log._db).items() >= schema_after(MIGRATIONS).items()  # type: ignore[arg-type]
    log.close()
    assert asked(second_format, "SELECT * FROM events ORDER BY seq") == history
    assert asked(second_format, "PRAGMA user_version") == [(3,)]


def test_format_2_is_copied_first_and_the_copy_opens(second_format: Path) -> None:
    history = asked(second_format, "SELECT * FROM events ORDER BY seq")
    SqliteCaseLog(second_format, SetClock()).close()
    copy = second_format.with_name("cases-before-format-3-20260105-093000.db")
    assert {file.name for file in second_format.parent.iterdir()} == {"cases.db", copy.name}
    assert asked(copy, "PRAGMA user_version") == [(2,)]
    assert asked(copy, "SELECT * FROM events ORDER BY seq") == history
    assert report(copy)[0] == 0


def test_the_older_program_refuses_what_came_over(second_format: Path) -> None:
    SqliteCaseLog(second_format, SetClock()).close()
    with pytest.raises(CaseLogError) as caught:
        SqliteCaseLog(second_format, SetClock(), MIGRATIONS[:2])
    assert caught.value.kind is CaseLogErrorKind.NEWER


def test_a_finished_case_of_format_2_is_read_a_second_time(second_format: Path) -> None:
    log = SqliteCaseLog(second_format, SetClock())
    letter = new_letter("CM25-0000007", ("Knee brace",), "done.pdf")
    before = log.opened(2)
    assert before.acts == first_reading(letter)
    sent = stepped(log, 2, SendToSecondReading("open flags", FIRST), at(60, "Sam Lead"))
    assert (sent.status, sent.stage) == (CaseStatus.SECOND_LOOK, CaseStatus.FINISHED)  # a second look counts more
    assert [case.id for case in log.cases(CaseQuery(CaseFilter(second=SecondState.WAITING)))] == [2]
    stepped(log, 2, TakeSecondReading(), at(61, SECOND))
    for act in second_reading(letter):
        log.record_second(2, 1, act)
    log.keep_comparison(2, comparison_of(letter), at(62, SECOND))
    stepped(log, 2, FinishSecondReading(), at(62, SECOND))
    stepped(log, 2, CallOffSecondReading(), at(63, "Sam Lead"))
    assert log.second_acts(2, 1) == second_reading(letter)
    assert log.opened(2).acts == before.acts
    assert [case.id for case in log.cases(CaseQuery(CaseFilter(second_reader=SECOND)))] == [2]
    assert log.damage() == ()
    assert log.verify() is None
    log.close()
