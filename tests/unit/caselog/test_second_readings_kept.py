"""Second readings in the file: the chain holds them, and every way of copying or rescuing a log keeps them."""

import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from imr_desk.caselog.backup import dated_back_up
from imr_desk.caselog.engine import CAN_ENCRYPT, connect, sqlite3
from imr_desk.caselog.plain_copy import write_plain_copy
from imr_desk.caselog.protecting import Vault
from imr_desk.caselog.salvage import recover
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.case import CaseEvent, CaseStatus
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.queue import CaseFilter, CaseQuery
from imr_desk.model.second import SecondState
from tests.contracts.caselog.letters import SetClock, new_letter, signed
from tests.contracts.caselog.second_readings import FIRST, SECOND, comparison_of, read_twice, second_reading
from tests.unit.caselog.conftest import ROOT
from tests.unit.caselog.test_salvage import NOW, PAGE, pages_of, spoil

CASES = 3


def letter(number: int) -> Any:
    return new_letter(f"CM26-01000{number:02}", repeated=12)


def filled(log: SqliteCaseLog) -> None:
    for number in range(1, CASES + 1):
        read_twice(log, letter(number))
    log.note_log_event("sign-in refused", "Ben Ode", signed(70))


class Held:
    """What a log tells of second readings."""

    def __init__(self, log: SqliteCaseLog) -> None:
        self.events = [log.events(number) for number in range(1, CASES + 1)]
        self.acts = [log.opened(number).acts for number in range(1, CASES + 1)]
        self.second = [log.second_acts(number, turn) for number in range(1, CASES + 1) for turn in (1, 2)]
        self.comparisons = log.comparisons(0, 100)
        self.cases = log.cases(CaseQuery(CaseFilter(second=SecondState.COMPARING, second_reader=SECOND)))
        self.counts = log.counts()
        self.damage, self.broken = log.damage(), log.verify()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash(repr(vars(self)))


def held(path: Path, key: bytes | None = None) -> Held:
    log = SqliteCaseLog(path, SetClock(), key=key)
    try:
        return Held(log)
    finally:
        log.close()


@pytest.fixture
def twice(log: SqliteCaseLog) -> SqliteCaseLog:
    filled(log)
    return log


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("twice") / "cases.db"
    log = SqliteCaseLog(path, SetClock())
    filled(log)
    log.close()
    return path


@pytest.fixture
def closed(sound: Path, path: Path) -> Path:
    path.parent.mkdir()
    path.write_bytes(sound.read_bytes())
    return path


def test_the_log_holds_what_the_tests_below_look_for(closed: Path) -> None:
    found = held(closed)
    assert (found.damage, found.broken) == ((), None)
    assert len(found.cases) == len(found.comparisons) == CASES
    assert found.second[1::2] == [second_reading(letter(number)) for number in range(1, CASES + 1)]
    assert [event.comparison for event in found.comparisons] == [
        comparison_of(letter(number), 2) for number in range(1, CASES + 1)
    ]
    assert found.counts[CaseStatus.SECOND_READING] == CASES


# Durable, and proved


def test_what_was_returned_is_in_the_file_at_once(twice: SqliteCaseLog, path: Path, tmp_path: Path) -> None:
    """What lies on the disk while the program still runs is all of it: a kill would leave just that."""
    wanted = Held(twice)
    there = tmp_path / "as it lies"
    there.mkdir()
    for file in path.parent.iterdir():
        if file.suffix != ".holder":
            (there / file.name).write_bytes(file.read_bytes())
    assert held(there / path.name) == wanted


def test_the_verifier_that_stands_alone_finds_the_chain_whole(closed: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", _VERIFY, str(ROOT), str(closed)], capture_output=True, text=True, check=False
    )
    (events,) = rows(closed, "SELECT count(*) FROM events")[0]
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{events} events, whole" in done.stdout


_VERIFY = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from imr_desk.caselog.verify import main; "
    "sys.exit(main(sys.argv[1:]))"
)


def rows(path: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchall()


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("second act", "act = replace(act, 'second', 'another')"),
        ("second act", "detail = 'round 1'"),
        ("compared", "act = replace(act, '\"agrees\":false', '\"agrees\":true')"),
        ("sign-in refused", "actor = 'somebody'"),
    ],
)
def test_an_altered_event_breaks_the_chain(closed: Path, kind: str, change: str) -> None:
    with closing(connect(closed)) as db:
        db.execute("DROP TRIGGER events_are_never_changed")
        (seq,) = db.execute("SELECT max(seq) FROM events WHERE kind = ?", (kind,)).fetchone()
        before = db.execute("SELECT * FROM events WHERE seq = ?", (seq,)).fetchone()
        db.execute(f"UPDATE events SET {change} WHERE seq = ?", (seq,))
        assert db.execute("SELECT * FROM events WHERE seq = ?", (seq,)).fetchone() != before
    done = subprocess.run(
        [sys.executable, "-c", _VERIFY, str(ROOT), str(closed)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, f"broken at event {seq}" in done.stdout) == (1, True)


@pytest.mark.parametrize(("kind", "named"), [("second act", "an act in the"), ("compared", "a comparison in the")])
def test_damage_is_named_and_the_rest_is_read(closed: Path, guard: str, kind: str, named: str) -> None:
    with closing(connect(closed)) as db:
        db.execute("DROP TRIGGER events_are_never_changed")
        db.execute("UPDATE events SET act = '{}' WHERE kind = ? AND case_id = 1", (kind,))
        db.executescript(guard)
    log = SqliteCaseLog(closed, SetClock())
    for ask in (
        lambda: log.events(1),
        lambda: log.second_acts(1, 2) if kind == "second act" else log.comparisons(0, 9),
    ):
        with pytest.raises(CaseLogError, match=named) as caught:
            ask()
        assert caught.value.kind is CaseLogErrorKind.DAMAGED
    assert log.opened(1).acts  # the record is none of it
    assert log.second_acts(2, 2) == second_reading(letter(2))
    log.close()


@pytest.fixture
def guard(tmp_path: Path) -> str:
    """Return the text of the guard that a test takes away, to put it back."""
    SqliteCaseLog(tmp_path / "other.db", SetClock()).close()
    ((text,),) = rows(tmp_path / "other.db", "SELECT sql FROM sqlite_master WHERE name = 'events_are_never_changed'")
    return f"{text};"


# Copies


def test_a_backup_keeps_them(twice: SqliteCaseLog, tmp_path: Path) -> None:
    twice.back_up(tmp_path / "copy.db")
    assert held(tmp_path / "copy.db") == Held(twice)


def test_a_dated_backup_keeps_them(twice: SqliteCaseLog, path: Path) -> None:
    made = dated_back_up(twice, path.parent / "backups", NOW)
    assert held(made) == Held(twice)


def test_the_plain_copy_tells_of_them(twice: SqliteCaseLog, tmp_path: Path) -> None:
    write_plain_copy(twice, tmp_path / "plain.db", NOW)
    told = rows(
        tmp_path / "plain.db", "SELECT case_id, kind, who FROM events WHERE case_id IS NOT NULL ORDER BY event"
    )
    events = sorted((e for number in range(1, CASES + 1) for e in twice.events(number)), key=_by_number)
    assert told == [(event.case_id, event.kind, event.by) for event in events]
    statuses = rows(tmp_path / "plain.db", "SELECT DISTINCT status FROM cases")
    assert statuses == [("in second reading",)]
    # The decisions of the record are told, never those of the second reader, who overturned the first item.
    outcomes = rows(tmp_path / "plain.db", "SELECT DISTINCT outcome FROM decisions")
    assert outcomes == [("upheld",)]


def _by_number(event: CaseEvent) -> int:
    return event.seq


@pytest.mark.skipif(not CAN_ENCRYPT, reason="sqlcipher3 is not installed")
def test_an_encrypted_log_keeps_them(closed: Path) -> None:
    wanted = held(closed)
    key, _ = Vault(closed).protect("seven violet anvils", in_store=False)
    assert held(closed, key) == wanted
    assert b"second employer" not in closed.read_bytes()


# Rescue


def test_a_whole_log_is_recovered_whole(closed: Path) -> None:
    wanted = held(closed)
    result = recover(closed, NOW)
    assert (result.cases, result.lost) == (CASES, ())
    assert held(closed) == wanted


def test_the_acts_come_back_where_rows_and_facts_are_lost(closed: Path) -> None:
    wanted = held(closed)
    spoil(closed, pages_of(closed, "marks"))
    assert recover(closed, NOW).lost == ()
    assert held(closed) == wanted


def test_acts_and_comparisons_stay_where_the_rows_of_cases_are_lost(closed: Path) -> None:
    """The steps of handling are not taken again, which is said; nothing that a reader did is lost."""
    wanted = held(closed)
    spoil(closed, pages_of(closed, "cases"))
    lost = recover(closed, NOW).lost
    assert lost == tuple(
        f"the row of case {number}, made again from its letter and history" for number in range(1, CASES + 1)
    )
    now = held(closed)
    assert (now.second, now.acts, now.comparisons) == (wanted.second, wanted.acts, wanted.comparisons)
    assert now.events == wanted.events
    assert (now.broken, now.damage) == (None, ())
    log = SqliteCaseLog(closed, SetClock())
    for number in range(1, CASES + 1):  # the record, not the second reading, makes the row
        assert log.case(number).digest.finished_by == FIRST
        assert log.cases(CaseQuery(CaseFilter(words="second treatment"))) == ()
    log.close()


@pytest.mark.parametrize("seed", range(6))
def test_whatever_pages_are_lost_nothing_gets_among_the_acts_of_the_record(closed: Path, seed: int) -> None:
    wanted, chance = held(closed), random.Random(seed)
    root = pages_of(closed, "events")[0]  # without it only the end of the history is said to be lost
    pages = [page for page in range(1, closed.stat().st_size // PAGE) if page != root]
    spoil(closed, chance.sample(pages, 1 + seed % 3))
    try:
        result = recover(closed, NOW)
    except CaseLogError as error:
        assert error.kind is CaseLogErrorKind.DAMAGED
        return
    log = SqliteCaseLog(closed, SetClock())
    assert log.verify() is None
    if not any("of the history" in clause for clause in result.lost):
        assert log.comparisons(0, 100) == wanted.comparisons
        for case in log.cases(CaseQuery()):
            assert log.events(case.id) == wanted.events[case.id - 1]
            assert log.second_acts(case.id, 2) == second_reading(letter(case.id))
    log.close()
