"""The history is append-only, and altering it is seen."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from imr_desk.caselog import verify
from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.guards import GUARDS
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.event_kinds import EventKind
from tests.contracts.caselog.letters import PACIFIC, SetClock, a_day_of_acts, added, new_letter, recorded, signed
from tests.unit.caselog.conftest import ROOT

COLUMNS = ("seq", "utc", "utc_offset", "actor", "at", "kind", "case_id", "act", "detail", "prev", "hash")
SAME = "utc, utc_offset, actor, at, kind, case_id, act, 'forged'"


@pytest.fixture
def written(path: Path) -> Path:
    """A closed log with fifteen events of two cases."""
    log = SqliteCaseLog(path, SetClock())
    letter = new_letter()
    recorded(log, added(log, letter), letter, a_day_of_acts(letter))
    added(log, new_letter("CM26-2"))
    log.close()
    return path


@pytest.fixture
def attacker(written: Path) -> Iterator[sqlite3.Connection]:
    """A connection of somebody who has the file and none of the program's settings."""
    with closing(sqlite3.connect(written, isolation_level=None)) as connection:
        yield connection


def test_what_was_written_is_whole(written: Path) -> None:
    log = SqliteCaseLog(written, SetClock())
    assert log.verify() is None
    assert log.damage() == ()
    log.close()


@pytest.mark.parametrize("settings", ["PRAGMA recursive_triggers = OFF", "PRAGMA recursive_triggers = ON"])
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE events SET actor = 'somebody' WHERE seq = 3",
        "UPDATE events SET seq = 99 WHERE seq = 15",
        "UPDATE OR REPLACE events SET seq = 3 WHERE seq = 4",
        "DELETE FROM events WHERE seq = 15",
        "DELETE FROM events",
        f"INSERT OR REPLACE INTO events SELECT 3, {SAME}, prev, hash||'x' FROM events WHERE seq = 3",
        f"REPLACE INTO events SELECT 15, {SAME}, prev, hash FROM events WHERE seq = 15",
        f"INSERT INTO events SELECT seq + 50, {SAME}, hash, 'h' FROM events WHERE seq = 15",
        f"INSERT INTO events SELECT seq + 1, {SAME}, prev, 'h' FROM events WHERE seq = 15",
        f"INSERT INTO events SELECT NULL, {SAME}, hash, 'h' FROM events WHERE seq = 15",
        f"INSERT INTO events SELECT -1, {SAME}, hash, 'h' FROM events WHERE seq = 15",
        f"INSERT INTO events SELECT 15, {SAME}, '', '' FROM events WHERE 1 ON CONFLICT DO UPDATE SET kind = 'x'",
    ],
)
def test_the_history_is_neither_changed_nor_cut_nor_replaced(
    attacker: sqlite3.Connection, attack: str, settings: str
) -> None:
    attacker.execute(settings)
    before = attacker.execute("SELECT * FROM events").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="events of the case log are"):
        attacker.execute(attack)
    assert attacker.execute("SELECT * FROM events").fetchall() == before
    assert len(before) == 15


@pytest.mark.parametrize("guard", [guard.name for guard in GUARDS if guard.name != "events"])
def test_a_guard_taken_out_is_seen_at_the_next_opening(
    written: Path, attacker: sqlite3.Connection, guard: str
) -> None:
    attacker.execute(f"DROP TRIGGER {guard}")
    attacker.close()
    with pytest.raises(CaseLogError, match="what keeps its history from being changed") as caught:
        SqliteCaseLog(written, SetClock())
    assert caught.value.kind is CaseLogErrorKind.DAMAGED
    assert verify.report(written) == (
        1,
        f"{written}: the history is whole, but its guards are missing or changed: {guard}.",
    )


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TRIGGER quiet BEFORE INSERT ON events BEGIN SELECT RAISE(IGNORE); END",
        "ALTER TABLE events ADD COLUMN more TEXT",
        "ALTER TABLE events RENAME COLUMN detail TO details",
    ],
)
def test_a_guard_altered_or_added_is_seen_at_the_next_opening(
    written: Path, attacker: sqlite3.Connection, change: str
) -> None:
    attacker.execute(change)
    attacker.close()
    with pytest.raises(CaseLogError, match="what keeps its history from being changed"):
        SqliteCaseLog(written, SetClock())


def test_a_table_rebuilt_without_its_triggers_is_seen(written: Path, attacker: sqlite3.Connection) -> None:
    attacker.execute("DROP INDEX events_compared")
    Database(attacker)["events"].transform(drop={"detail"})  # type: ignore[union-attr]
    attacker.close()
    with pytest.raises(CaseLogError, match="what keeps its history"):
        SqliteCaseLog(written, SetClock())


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER events_are_never_changed",
        "DROP TABLE events",
        "ALTER TABLE events ADD COLUMN more TEXT",
        "CREATE TRIGGER quiet BEFORE INSERT ON events BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TEMP TRIGGER quiet BEFORE INSERT ON events BEGIN SELECT RAISE(IGNORE); END",
        "PRAGMA writable_schema = ON",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA synchronous = OFF",
        "UPDATE events SET actor = 'x'",
        "DELETE FROM events",
    ],
)
def test_the_programs_own_connection_cannot_take_the_guards_out(log: SqliteCaseLog, statement: str) -> None:
    added(log, new_letter())
    assert log._db is not None
    with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|events of the case log"):
        log._db.execute(statement)


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("seq", [1, 8, 15])
def test_a_changed_event_is_named(written: Path, attacker: sqlite3.Connection, column: str, seq: int) -> None:
    for guard in GUARDS[1:]:
        attacker.execute(f"DROP TRIGGER {guard.name}")
    number = column in ("seq", "utc_offset", "case_id")
    value = f"coalesce({column}, 0) + 100" if number else f"coalesce({column}, '') || 'x'"
    attacker.execute("PRAGMA foreign_keys = OFF")
    attacker.execute(f"UPDATE events SET {column} = {value} WHERE seq = ?", (seq,))
    for guard in GUARDS[1:]:
        attacker.execute(guard.sql)
    attacker.close()
    log = SqliteCaseLog(written, SetClock())
    # A hash that was changed belongs to its own event, as does a number that was skipped.
    assert log.verify() == seq
    log.close()
    assert verify.report(written) == (1, f"{written}: the history is broken at event {seq}.")


def test_a_lost_event_is_named(written: Path, attacker: sqlite3.Connection) -> None:
    attacker.execute("DROP TRIGGER events_are_never_deleted")
    attacker.execute("DELETE FROM events WHERE seq = 6")
    attacker.execute(GUARDS[2].sql)
    attacker.close()
    log = SqliteCaseLog(written, SetClock())
    assert log.verify() == 6
    log.close()


def test_a_text_that_is_no_text_is_a_broken_event(written: Path, attacker: sqlite3.Connection) -> None:
    attacker.execute("DROP TRIGGER events_are_never_changed")
    attacker.execute("UPDATE events SET detail = CAST(x'ff80' AS TEXT) WHERE seq = 4")
    attacker.execute(GUARDS[1].sql)
    attacker.close()
    log = SqliteCaseLog(written, SetClock())
    assert log.verify() == 4
    log.close()


def test_every_event_tells_its_moment_in_utc_with_the_offset(path: Path) -> None:
    clock = SetClock(datetime(2026, 7, 1, 23, 15, 0, 250, tzinfo=PACIFIC))
    log = SqliteCaseLog(path, clock)
    added(log, new_letter())
    log.close()
    with closing(sqlite3.connect(path)) as connection:
        told = connection.execute("SELECT utc, utc_offset, at FROM events").fetchall()
    assert told == [("2026-07-02T07:15:00.000250+00:00", -480, signed().at)]


def test_a_clock_set_back_is_noted_and_the_order_stays(log: SqliteCaseLog, clock: SetClock) -> None:
    case = added(log, new_letter())
    clock.moment -= timedelta(hours=3)
    seq = log.note_event(case.id, "exported", "", signed(5))
    clock.moment = clock.moment.astimezone(UTC) - timedelta(seconds=2)  # another zone, and a small correction
    log.note_event(case.id, "exported", "", signed(6))
    told = log.events(case.id)
    assert [(event.seq, event.kind) for event in told] == [
        (1, "imported"),
        (2, EventKind.CLOCK_SET_BACK),
        (3, "exported"),
        (4, "exported"),
    ]
    assert seq == 3
    assert "shows 3:00:00 less than at event 1" in told[1].detail
    assert log.verify() is None


def test_the_verifier_needs_nothing_but_the_standard_library(written: Path) -> None:
    command = [sys.executable, "-S", "-m", "imr_desk.caselog.verify", str(written)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    before = written.read_bytes()
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "15 events, whole. Last hash " in done.stdout
    assert written.read_bytes() == before
    assert [file.name for file in written.parent.iterdir()] == ["cases.db"]


def test_the_verifier_says_what_it_cannot_check(
    tmp_path: Path, log: SqliteCaseLog, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "no.db").write_bytes(b"x" * 2000)
    assert verify.main([str(tmp_path / "none.db"), str(tmp_path / "no.db")]) == 2
    said = capsys.readouterr().out
    assert "none.db: there is no such file." in said
    assert "no.db: cannot be read as a case log (SQLITE_NOTADB)." in said
    assert verify.main([]) == 2
    assert verify.main(["--help"]) == 0
    assert "Exit status" in capsys.readouterr().out
    added(log, new_letter())
    done = subprocess.run(
        [sys.executable, "-m", "imr_desk.caselog.verify", str(path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stdout) == (
        2,
        f"{path}: the log is open in a program. Close it there, or check a backup.\n",
    )
