"""The queue in SQLite gives what the plain reading of the filter gives, whichever way it takes."""

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imr_desk.caselog import queue_plan, queue_sql
from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.case import Case, CaseStanding, HandlingChange
from imr_desk.model.draft import Decision
from imr_desk.model.edits import WriteNote
from imr_desk.model.facts import DueMark
from imr_desk.model.handling import Handling, Take
from imr_desk.model.history import Act
from imr_desk.model.queue import CaseFilter, CaseOrder, CaseQuery, Figure
from tests.contracts.caselog.letters import SetClock, new_letter, signed
from tests.contracts.caselog.made_up import TODAY, dues, filters, handlings, queries, standings

MANY = 30


def filled(
    logs: tuple[SqliteCaseLog, MemoryCaseLog], standing: CaseStanding, handling: Handling, due: DueMark
) -> None:
    for log in logs:
        made = new_letter(salt=str(log.newest()), treatments=("Knee brace" if log.newest() % 2 else "MRI of L4-L5",))
        case = log.add(made, standing, signed(log.newest()))
        log.handle((HandlingChange(case.id, Take(), handling, due),), signed())


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SqliteCaseLog, MemoryCaseLog]]:
    both = SqliteCaseLog(tmp_path_factory.mktemp("queue") / "cases.db", SetClock()), MemoryCaseLog()

    @settings(max_examples=MANY, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(standings, handlings, dues)
    def fill(standing: CaseStanding, handling: Handling, due: DueMark) -> None:
        filled(both, standing, handling, due)

    fill()
    yield both
    both[0].close()


def pages(log: SqliteCaseLog | MemoryCaseLog, query: CaseQuery) -> list[tuple[Case, ...]]:
    """Return page after page until an empty one."""
    found = [log.cases(query)]
    while found[-1]:
        found.append(log.cases(msgspec.structs.replace(query, after=found[-1][-1])))
    return found


@pytest.fixture(params=["few", "walk", "door", "to the end"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make a small log be asked like a large one: through a door, along the order, or both."""
    few, walk, many = {"few": (5000, 20000, 9), "walk": (0, 20000, 9), "door": (0, 2, 9999), "to the end": (0, 2, 0)}[
        request.param
    ]
    for name, value in (("_FEW", few), ("_WALK", walk), ("_MANY", many)):
        monkeypatch.setattr(queue_plan, name, value)
    monkeypatch.setattr(queue_sql, "_SMALL", 20000 if request.param == "few" else 0)
    monkeypatch.setattr(queue_sql, "_GATHERED", 0 if request.param == "to the end" else 9999)
    monkeypatch.setattr(queue_sql, "_SAMPLE", 8)
    monkeypatch.setattr(queue_sql, "_SAMPLES", 3)
    return str(request.param)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries)
def test_both_logs_show_the_same_pages(logs: tuple[SqliteCaseLog, MemoryCaseLog], way: str, query: CaseQuery) -> None:
    sqlite, memory = (pages(log, query) for log in logs)
    assert [[case.id for case in page] for page in sqlite] == [[case.id for case in page] for page in memory]
    assert sqlite == memory
    # Together the pages are the whole, each case once.
    if query.limit:
        whole = logs[1].cases(msgspec.structs.replace(query, limit=10_000))
        assert tuple(case for page in sqlite for case in page) == whole


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=filters())
def test_both_logs_count_the_same(logs: tuple[SqliteCaseLog, MemoryCaseLog], way: str, where: CaseFilter) -> None:
    sqlite, memory = (log.count(where, TODAY) for log in logs)
    assert sqlite == memory == len(logs[1].cases(CaseQuery(where, today=TODAY, limit=10_000)))


@settings(max_examples=100, deadline=None)
@given(
    figure=st.sampled_from(Figure),
    first=st.integers(0, MANY),
    size=st.integers(0, MANY),
    without=st.frozensets(st.integers(1, MANY), max_size=MANY // 2),
)
def test_both_logs_tally_the_same(
    logs: tuple[SqliteCaseLog, MemoryCaseLog], figure: Figure, first: int, size: int, without: frozenset[int]
) -> None:
    sqlite, memory = (log.tally(figure, first, first + size, without) for log in logs)
    assert sqlite == memory


def test_nothing_is_damaged_after_all_that(logs: tuple[SqliteCaseLog, MemoryCaseLog]) -> None:
    assert logs[0].damage() == ()
    assert logs[0].counts() == logs[1].counts()
    assert logs[0].handled_from(1, 999) == logs[1].handled_from(1, 999)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=standings, second=standings, handling=handlings, due=dues, query=queries)
def test_both_logs_follow_what_is_done(
    tmp_path_factory: pytest.TempPathFactory,
    first: CaseStanding,
    second: CaseStanding,
    handling: Handling,
    due: DueMark,
    query: CaseQuery,
) -> None:
    sqlite, memory = SqliteCaseLog(tmp_path_factory.mktemp("done") / "cases.db", SetClock()), MemoryCaseLog()
    for log in (sqlite, memory):
        log.add(new_letter(), first, signed())
        log.handle((HandlingChange(1, Take(), handling, due),), signed(1))
        log.record(1, Act(WriteNote(None, "n"), signed(2)), second)
        log.set_due({1: due})
    asked = msgspec.structs.replace(query, limit=9)
    assert sqlite.cases(asked) == memory.cases(asked)
    assert sqlite.handled((1,)) == memory.handled((1,))
    assert sqlite.counts() == memory.counts()
    assert sqlite.damage() == ()
    sqlite.close()


@pytest.mark.parametrize("order", CaseOrder)
@pytest.mark.parametrize("descending", [False, True])
def test_a_page_is_read_from_indexes(
    logs: tuple[SqliteCaseLog, MemoryCaseLog], order: CaseOrder, descending: bool
) -> None:
    """No page of the bare queue, first or later, sorts or scans anything."""
    assert logs[0]._db is not None
    plans: list[str] = []
    asked: list[tuple[str, tuple[object, ...]]] = []
    db = logs[0]._db
    db.set_trace_callback(lambda sql: asked.append((sql, ())))
    pages(logs[0], CaseQuery(order=order, descending=descending, limit=7))
    db.set_trace_callback(None)
    for sql, _values in asked:
        plans += [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert asked
    assert not [step for step in plans if "TEMP B-TREE" in step or ("SCAN" in step and "found" not in step)]


@pytest.mark.parametrize(
    "where",
    [
        CaseFilter(category="Equipment"),
        CaseFilter(subcategory="CT", item_outcome=Decision.UPHELD),
        CaseFilter(category="Equipment", item_decided=True),
    ],
)
def test_whether_a_case_has_such_an_item_is_asked_of_its_own_items(
    logs: tuple[SqliteCaseLog, MemoryCaseLog], where: CaseFilter
) -> None:
    """Not of all the items of a category, of which a large log has hundreds of thousands."""
    db = logs[0]._db
    assert db is not None
    tests = [condition.test for condition in queue_sql.conditions(where, TODAY, db)]
    for text, values in tests:
        plan = db.execute(
            f"EXPLAIN QUERY PLAN SELECT 1 FROM cases AS found JOIN cases ON cases.id = found.id WHERE {text}", values
        ).fetchall()
        (items,) = [row[3] for row in plan if " items " in row[3]]
        assert "USING PRIMARY KEY (case_id=?)" in items
