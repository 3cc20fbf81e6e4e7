"""Formats of the log: the released ones stay as they are, and a change copies first."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from imr_desk.caselog.migrations import MIGRATIONS, schema_of
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.case import CaseStatus
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from tests.contracts.caselog.letters import SetClock, a_day_of_acts, added, new_letter, recorded
from tests.unit.caselog.writer import act

RELEASED = {1: "ee77e26ae5e756875e47a14c0cb930b998d0fe102b27da2442e6af8be59d074b"}
"""SHA-256 over the schema of each released format: a change of a released migration shows here."""


def m0002_colour(db: Database) -> None:
    db.execute("ALTER TABLE cases ADD COLUMN colour TEXT")


def m0002_broken(db: Database) -> None:
    db.execute("ALTER TABLE cases ADD COLUMN colour TEXT")
    db.execute("CREATE TABLE half (x)")
    raise OSError(5, "pulled plug")


def schema(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return schema_of(connection)


@pytest.fixture
def old(path: Path) -> Path:
    """A closed log of format 1 with acts in it."""
    log = SqliteCaseLog(path, SetClock(), MIGRATIONS[:1])
    letter = new_letter()
    recorded(log, added(log, letter), letter, a_day_of_acts(letter))
    log.close()
    return path


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_a_released_format_is_never_changed(path: Path, version: int) -> None:
    log = SqliteCaseLog(path, SetClock(), MIGRATIONS[:version])
    log.close()
    assert hashlib.sha256(repr(schema(path)).encode()).hexdigest() == RELEASED[version]


def test_a_change_of_format_copies_first_and_keeps_everything(old: Path) -> None:
    before = SqliteCaseLog(old, SetClock())
    case = before.opened(1)
    before.close()
    log = SqliteCaseLog(old, SetClock(), (*MIGRATIONS, m0002_colour))
    assert log.opened(1) == case
    assert log.damage() == ()
    log.record(1, act(1), case.case.digest, CaseStatus.IN_REVIEW)
    log.close()
    copy = old.with_name("cases-before-format-2-20260105-093000.db")
    assert {file.name for file in old.parent.iterdir()} == {"cases.db", copy.name}
    kept = SqliteCaseLog(copy, SetClock())
    assert kept.opened(1) == case
    kept.close()
    # The older program sees from outside that it does not know this format.
    with pytest.raises(CaseLogError) as caught:
        SqliteCaseLog(old, SetClock())
    assert caught.value.kind is CaseLogErrorKind.NEWER


def test_a_new_log_is_made_in_the_newest_format_without_a_copy(path: Path) -> None:
    log = SqliteCaseLog(path, SetClock(), (*MIGRATIONS, m0002_colour))
    log.close()
    assert [file.name for file in path.parent.iterdir()] == ["cases.db"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)


def test_a_change_that_fails_leaves_the_old_format(old: Path) -> None:
    before = schema(old)
    with pytest.raises(CaseLogError, match="Nothing saved before is lost"):
        SqliteCaseLog(old, SetClock(), (*MIGRATIONS, m0002_broken))
    assert schema(old) == before
    log = SqliteCaseLog(old, SetClock())
    assert log.damage() == ()
    assert len(log.opened(1).acts) == len(a_day_of_acts(new_letter()))
    log.close()


def test_without_a_copy_nothing_is_changed(old: Path) -> None:
    blocked = old.with_name("cases-before-format-2-20260105-093000.db")
    blocked.mkdir()
    before = old.read_bytes()
    with pytest.raises(
        CaseLogError, match=r"The copy cases-before-format-2-20260105-093000\.db could not be written"
    ):
        SqliteCaseLog(old, SetClock(), (*MIGRATIONS, m0002_colour))
    assert old.read_bytes() == before


def test_a_change_of_format_that_drops_the_guards_is_caught(old: Path) -> None:
    def m0002_rebuilt(db: Database) -> None:
        db["events"].transform(rename={"detail": "details"})  # type: ignore[union-attr]

    with pytest.raises(CaseLogError, match="what keeps its history from being changed"):
        SqliteCaseLog(old, SetClock(), (*MIGRATIONS, m0002_rebuilt))
