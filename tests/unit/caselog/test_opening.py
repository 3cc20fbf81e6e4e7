"""Opening a log: what is refused, in which words, and that the file is left as it was."""

import hashlib
import json
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.migrations import APPLICATION_ID, MIGRATIONS
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from tests.contracts.caselog.letters import SetClock, added, new_letter
from tests.unit.caselog.conftest import Beside

posix = pytest.mark.skipif(os.name != "posix", reason="file modes and locks of POSIX systems")


def refused(path: Path) -> CaseLogError:
    """Return how the opening of what must stay as it is was refused."""
    before = hashlib.sha256(path.read_bytes()).digest()
    with pytest.raises(CaseLogError) as caught:
        SqliteCaseLog(path, SetClock())
    assert hashlib.sha256(path.read_bytes()).digest() == before
    assert sorted(path.parent.glob(f"{path.name}-*")) == []
    return caught.value


def a_log(path: Path) -> Path:
    log = SqliteCaseLog(path, SetClock())
    added(log, new_letter())
    log.close()
    return path


def pragma(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)


@posix
def test_a_new_log_and_its_folder_are_for_their_owner_alone(log: SqliteCaseLog, path: Path) -> None:
    added(log, new_letter())
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    beside = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    # The note of who has it open is for everybody that may come near.
    assert beside == {"cases.db": 0o600, "cases.db-wal": 0o600, "cases.db.holder": 0o644}


def test_a_closed_log_is_one_file(path: Path) -> None:
    a_log(path)
    assert [file.name for file in path.parent.iterdir()] == ["cases.db"]


def test_the_settings_that_make_it_durable_hold(log: SqliteCaseLog) -> None:
    assert log._db is not None
    settings = {
        "locking_mode": "exclusive",
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "application_id": APPLICATION_ID,
        "user_version": len(MIGRATIONS),
    }
    assert {name: log._db.execute(f"PRAGMA {name}").fetchone()[0] for name in settings} == settings
    assert log._db.execute("PRAGMA busy_timeout").fetchone()[0] <= 500


def test_a_newer_log_is_refused_untouched(path: Path) -> None:
    pragma(a_log(path), "PRAGMA user_version = 7")
    error = refused(path)
    assert error.kind is CaseLogErrorKind.NEWER
    assert (
        f"newer version of imr-desk (format 7, this version knows up to format {len(MIGRATIONS)})" in error.sentence
    )


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_another_programs_database_is_refused_untouched(path: Path, journal: str) -> None:
    path.parent.mkdir()
    for statement in (f"PRAGMA journal_mode = {journal}", "CREATE TABLE t (x)", "PRAGMA user_version = 1"):
        pragma(path, statement)
    error = refused(path)
    assert error.kind is CaseLogErrorKind.FOREIGN
    assert "another program's database" in error.sentence


def test_another_programs_empty_database_is_not_taken_over(path: Path) -> None:
    path.parent.mkdir()
    pragma(path, "PRAGMA application_id = 252006674")
    assert refused(path).kind is CaseLogErrorKind.FOREIGN


def test_another_programs_unfinished_changes_are_not_even_tidied_up(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "live.db", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = wal")
        other.execute("CREATE TABLE t (x)")
        other.execute("PRAGMA wal_checkpoint")
        other.execute("INSERT INTO t VALUES (1)")
        for name in ("live.db", "live.db-wal"):
            (tmp_path / name.replace("live", "dead")).write_bytes((tmp_path / name).read_bytes())
    wal = (tmp_path / "dead.db-wal").read_bytes()
    with pytest.raises(CaseLogError) as caught:
        SqliteCaseLog(tmp_path / "dead.db", SetClock())
    assert caught.value.kind is CaseLogErrorKind.FOREIGN
    assert (tmp_path / "dead.db-wal").read_bytes() == wal


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 not a log", b"SQLite format 3\0", b"x" * 5000, b"SQLite format 3\0" * 400]
)
def test_what_is_no_database_is_refused_untouched(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert refused(path).kind in (CaseLogErrorKind.DAMAGED, CaseLogErrorKind.FOREIGN)


def test_a_folder_is_no_log(tmp_path: Path) -> None:
    with pytest.raises(CaseLogError, match="but a folder") as caught:
        SqliteCaseLog(tmp_path, SetClock())
    assert caught.value.kind is CaseLogErrorKind.FOREIGN


def test_a_damaged_log_is_refused_untouched_and_the_backup_named(path: Path) -> None:
    a_log(path)
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xa5" * 4096 * 4)
    error = refused(path)
    assert error.kind is CaseLogErrorKind.DAMAGED
    assert "There is no backup of it in" in error.sentence
    backups = path.parent / "backups"
    backups.mkdir()
    for name in ("cases-20260101-120000.db", "cases-20251231-235959.db", "other-20270101-000000.db", "cases-x.db"):
        (backups / name).touch()
    assert f"The latest backup is {backups / 'cases-20260101-120000.db'}." in refused(path).sentence


def test_a_truncated_log_is_refused_untouched(path: Path) -> None:
    whole = a_log(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert refused(path).kind is CaseLogErrorKind.DAMAGED


@pytest.mark.parametrize(
    "statement",
    ["DROP TABLE readings", "DROP INDEX cases_by_status", "ALTER TABLE cases RENAME COLUMN title TO titles"],
)
def test_a_log_that_lost_a_part_is_damaged(path: Path, statement: str) -> None:
    pragma(a_log(path), statement)
    assert "a part of it is missing or altered" in refused(path).sentence


def test_an_index_that_somebody_added_does_no_harm(path: Path) -> None:
    pragma(a_log(path), "CREATE INDEX mine ON cases (looks)")
    log = SqliteCaseLog(path, SetClock())
    assert log.case(1).id == 1
    log.close()


@pytest.mark.parametrize("left", [b"", None])
def test_a_log_that_is_gone_is_not_taken_for_new_while_its_changes_are_there(path: Path, left: bytes | None) -> None:
    path.parent.mkdir()
    if left is not None:
        path.write_bytes(left)
    wal = path.with_name("cases.db-wal")
    wal.write_bytes(b"newest changes")
    with pytest.raises(CaseLogError, match=r"its newest changes are still in cases\.db-wal"):
        SqliteCaseLog(path, SetClock())
    assert wal.read_bytes() == b"newest changes"


def test_an_empty_file_becomes_a_log(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    log = SqliteCaseLog(path, SetClock())
    assert added(log, new_letter()).id == 1
    log.close()


def test_a_log_opens_by_another_name_of_it(path: Path, tmp_path: Path) -> None:
    a_log(path)
    try:
        (tmp_path / "link.db").symlink_to(path)
    except OSError:
        pytest.skip("this account may not make symbolic links")
    log = SqliteCaseLog(tmp_path / "link.db", SetClock())
    assert log.path == path
    log.close()


def test_who_has_it_open_is_told_to_the_next(path: Path, beside: Beside) -> None:
    holder = beside("holding", path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "READY\n"
    told = json.loads(path.with_name("cases.db.holder").read_bytes())
    assert told["pid"] == holder.pid
    with pytest.raises(CaseLogError) as caught:
        SqliteCaseLog(path, SetClock())
    assert caught.value.kind is CaseLogErrorKind.LOCKED
    assert f"{told['user']} has had the case log cases.db open on this computer since 09:30 on 2026-01-05" in (
        caught.value.sentence
    )
    holder.communicate("done\n")
    SqliteCaseLog(path, SetClock()).close()


def test_a_killed_holder_does_not_keep_the_log(path: Path, beside: Beside) -> None:
    holder = beside("holding", path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "READY\n"
    holder.kill()
    holder.communicate()
    assert path.with_name("cases.db.holder").exists()
    log = SqliteCaseLog(path, SetClock())
    assert json.loads(path.with_name("cases.db.holder").read_bytes())["pid"] == os.getpid()
    log.close()


def test_the_same_program_cannot_open_it_twice(log: SqliteCaseLog, path: Path) -> None:
    with pytest.raises(CaseLogError, match="already open in this window") as caught:
        SqliteCaseLog(path, SetClock())
    assert caught.value.kind is CaseLogErrorKind.LOCKED
    added(log, new_letter())


def test_looking_into_the_open_file_does_not_open_it_to_others(
    log: SqliteCaseLog, path: Path, beside: Beside
) -> None:
    # On POSIX systems this takes SQLite's lock away from the whole process.
    added(log, new_letter())
    path.read_bytes()
    said, _ = beside("opening", path).communicate()
    assert said.startswith("locked ")
    added(log, new_letter("CM26-2"))
    assert log.damage() == ()


def test_a_lock_of_another_tool_is_told_without_a_name(path: Path) -> None:
    a_log(path)
    path.with_name("cases.db.holder").write_text('{"user": "ghost", "host": "h", "pid": "no number"}')
    with closing(sqlite3.connect(path, isolation_level=None)) as tool:
        tool.execute("PRAGMA locking_mode = EXCLUSIVE")
        tool.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CaseLogError, match=r"Another program has the case log cases\.db open") as caught:
            SqliteCaseLog(path, SetClock())
    assert caught.value.kind is CaseLogErrorKind.LOCKED


@posix
def test_a_holder_that_is_no_more_is_not_named(path: Path, beside: Beside) -> None:
    a_log(path)
    gone = beside("opening", path)
    gone.communicate()
    told = {"user": "ghost", "host": os.uname().nodename, "pid": gone.pid, "since": "2026-01-05T09:00:00+00:00"}
    path.with_name("cases.db.holder").write_text(json.dumps(told))
    with closing(sqlite3.connect(path, isolation_level=None)) as tool:
        tool.execute("PRAGMA locking_mode = EXCLUSIVE")
        tool.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CaseLogError) as caught:
            SqliteCaseLog(path, SetClock())
    assert "ghost" not in caught.value.sentence


@pytest.fixture
def open_ground() -> Iterator[Path]:
    """A folder that any account can reach: root's own tests run as one that file modes bind."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        if not all(above.stat().st_mode & stat.S_IXOTH for above in folder.parents):
            pytest.skip("another account cannot reach the folder for temporary files")
        yield folder


@posix
@pytest.mark.parametrize("journal", ["delete", "wal"])
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)])
def test_what_cannot_be_written_is_refused_in_plain_words(
    open_ground: Path, beside: Beside, journal: str, file_mode: int, folder_mode: int
) -> None:
    path = a_log(open_ground / f"desk-{file_mode:o}-{folder_mode:o}" / "cases.db")
    pragma(path, f"PRAGMA journal_mode = {journal}")
    path.chmod(file_mode)
    path.parent.chmod(folder_mode)
    try:
        said = beside("bound", path).communicate()[0]
    finally:
        path.parent.chmod(0o700)
    assert said.startswith("read-only The case log cases.db cannot be written"), said
    assert "Ask for the right to write there" in said


@posix
def test_a_folder_where_no_log_can_be_made_is_told(open_ground: Path, beside: Beside) -> None:
    folder = open_ground / "closed"
    folder.mkdir()
    folder.chmod(0o555)
    said = beside("bound", folder / "new" / "cases.db").communicate()[0]
    assert said.startswith("read-only "), said


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
def test_a_log_whose_file_was_moved_away_saves_nothing_and_says_so(log: SqliteCaseLog, path: Path) -> None:
    added(log, new_letter())
    away = path.with_name("away.db")
    path.rename(away)
    with pytest.raises(CaseLogError, match="moved, deleted or replaced") as caught:
        added(log, new_letter("CM26-2"))
    assert caught.value.kind is CaseLogErrorKind.IO
    path.write_bytes(b"another file")
    with pytest.raises(CaseLogError, match="moved, deleted or replaced"):
        added(log, new_letter("CM26-2"))
    away.rename(path)
    assert added(log, new_letter("CM26-2")).id == 2
