"""No room, a failing disk: nothing saved is lost, nothing half saved stays, and the log goes on afterwards."""

import errno
import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.failures import UnreadableRowError, sorted_failures
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.case import CaseDigest, CaseStanding, CaseStatus
from imr_desk.model.edits import WriteNote
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.history import Act
from tests.contracts.caselog.letters import SetClock, added, new_letter, signed
from tests.unit.caselog.conftest import Beside
from tests.unit.caselog.writer import act, digest

strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


def test_a_full_disk_is_told_and_the_next_act_is_saved(log: SqliteCaseLog) -> None:
    case = added(log, new_letter())
    assert log._db is not None
    log._db.execute("PRAGMA max_page_count = 1")  # SQLite's own limit: it reports a full disk at the size of now
    large = Act(WriteNote(None, "x" * 200_000), signed())
    with pytest.raises(CaseLogError, match=r"is full.*not yet saved\. Free some space and try again") as caught:
        log.record(case.id, large, CaseStanding(CaseStatus.FINISHED, CaseDigest(title="half")))
    assert caught.value.kind is CaseLogErrorKind.DISK_FULL
    # The event is written last: what was written before it went with it.
    assert log.case(case.id) == case
    assert len(log.events(case.id)) == 1
    with pytest.raises(CaseLogError, match="is full"):
        added(log, new_letter("CM26-2", repeated=2000))
    log._db.execute("PRAGMA max_page_count = 1000000")
    assert log.record(case.id, large, CaseStanding(CaseStatus.FINISHED, CaseDigest(title="whole"))) == 2
    assert log.case(case.id).digest.title == "whole"
    assert log.damage() == ()


def test_a_transaction_left_open_by_an_error_does_not_swallow_the_next_act(
    log: SqliteCaseLog, path: Path, tmp_path: Path
) -> None:
    case = added(log, new_letter())
    assert log._db is not None
    log._db.execute("BEGIN")
    log._db.execute("UPDATE cases SET title = 'never asked for'")
    log.record(case.id, act(1), CaseStanding(CaseStatus.IN_REVIEW, case.digest))
    # What a kill would leave: the files as they are now.
    for name in ("cases.db", "cases.db-wal"):
        shutil.copy(path.with_name(name), tmp_path / name)
    copy = SqliteCaseLog(tmp_path / "cases.db", SetClock())
    assert copy.opened(case.id).acts == (act(1),)
    assert copy.case(case.id).digest.title == case.digest.title
    copy.close()


def survivors(path: Path) -> int:
    """Return how many acts a log holds that was left alone by its program; it must be whole."""
    log = SqliteCaseLog(path, SetClock())
    try:
        assert log.damage() == ()
        case = log.case(1)
        acts = log.opened(case.id).acts
        assert acts == tuple(act(number) for number in range(1, len(acts) + 1))
        wanted = digest(len(acts)) if acts else case.digest
        assert case.digest == wanted
        return len(acts)
    finally:
        log.close()


@strace
@pytest.mark.parametrize(
    ("fault", "kinds"),
    [
        # The calls before these belong to the opening, which may fail and be tried again as a whole.
        ("pwrite64:error=ENOSPC:when=12..60+3", {"disk-full"}),
        ("pwrite64:error=EIO:when=13..61+4", {"io"}),
        ("fsync:error=EIO:when=4..12+2", {"io"}),
    ],
)
def test_a_failing_disk_costs_no_act_that_was_saved(path: Path, beside: Beside, fault: str, kinds: set[str]) -> None:
    log = SqliteCaseLog(path, SetClock())
    added(log, new_letter())
    log.close()
    call = fault.partition(":")[0]
    program = beside(
        "stubborn",
        path,
        "12",
        before=("strace", "-f", "-qq", "-e", f"trace={call}", "-e", f"inject={fault}", "-o", "/dev/null"),
    )
    said, complaint = program.communicate()
    if "ptrace" in complaint and not said:
        pytest.skip("this system does not let strace look")
    lines = said.splitlines()
    saved = [int(line.split()[1]) for line in lines if line.startswith("ACK")]
    told = {line.split()[1] for line in lines if line.startswith("FAIL")}
    assert lines[-1:] == ["END"], complaint
    assert saved == list(range(1, 13))
    assert told == kinds
    assert survivors(path) == 12


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX systems")
def test_a_limit_on_the_size_of_files_is_told_and_costs_nothing(path: Path, beside: Beside) -> None:
    import resource  # only there

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (800_000, 800_000))

    said, complaint = beside("stubborn", path, "60", preexec_fn=limited).communicate()
    saved = [int(line.split()[1]) for line in said.splitlines() if line.startswith("ACK")]
    failed = [line for line in said.splitlines() if line.startswith("FAIL")]
    assert failed, complaint
    assert failed[0].startswith("FAIL io The disk that holds the case log cases.db did not do what was asked")
    assert "Nothing saved before is lost" in failed[0]
    assert len(saved) > 5
    assert survivors(path) == saved[-1]


def sqlite_error(code: int, name: str = "SQLITE_X") -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("message")
    error.sqlite_errorcode, error.sqlite_errorname = code, name
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (sqlite_error(sqlite3.SQLITE_BUSY), CaseLogErrorKind.LOCKED),
        (sqlite_error(sqlite3.SQLITE_BUSY | 1 << 8), CaseLogErrorKind.LOCKED),
        (sqlite_error(sqlite3.SQLITE_CORRUPT | 3 << 8), CaseLogErrorKind.DAMAGED),
        (sqlite_error(sqlite3.SQLITE_NOTADB), CaseLogErrorKind.DAMAGED),
        (sqlite_error(sqlite3.SQLITE_FULL), CaseLogErrorKind.DISK_FULL),
        (sqlite_error(sqlite3.SQLITE_READONLY | 6 << 8), CaseLogErrorKind.READ_ONLY),
        (sqlite_error(sqlite3.SQLITE_IOERR | 4 << 8), CaseLogErrorKind.IO),
        (sqlite_error(sqlite3.SQLITE_CANTOPEN), CaseLogErrorKind.IO),
        (OSError(errno.ENOSPC, "full"), CaseLogErrorKind.DISK_FULL),
        (OSError(errno.EROFS, "read-only"), CaseLogErrorKind.READ_ONLY),
        (PermissionError(errno.EACCES, "no"), CaseLogErrorKind.READ_ONLY),
        (OSError(errno.EIO, "broken"), CaseLogErrorKind.IO),
        (UnreadableRowError("the row of case 3"), CaseLogErrorKind.DAMAGED),
    ],
)
def test_each_failure_has_its_kind_and_its_sentence(tmp_path: Path, error: Exception, kind: CaseLogErrorKind) -> None:
    with pytest.raises(CaseLogError) as caught, sorted_failures(tmp_path / "cases.db"):
        raise error
    assert caught.value.kind is kind
    assert "cases.db" in caught.value.sentence
    assert "message" not in caught.value.sentence


@pytest.mark.parametrize(
    "error", [sqlite_error(sqlite3.SQLITE_ERROR), sqlite3.ProgrammingError("misuse"), KeyError(1)]
)
def test_a_mistake_of_the_program_is_not_blamed_on_the_disk(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(type(error)), sorted_failures(tmp_path / "cases.db"):
        raise error


def test_text_of_a_damaged_row_does_not_follow_the_error(log: SqliteCaseLog, path: Path) -> None:
    case = added(log, new_letter(treatments=("Secret treatment",)))
    log.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE cases SET title = CAST(CAST('Secret ' AS BLOB) || x'ff' AS TEXT)")
    damaged = SqliteCaseLog(path, SetClock())
    with pytest.raises(CaseLogError) as caught:
        damaged.case(case.id)
    damaged.close()
    assert caught.value.kind is CaseLogErrorKind.DAMAGED
    assert caught.value.__cause__ is None
    assert "Secret" not in str(caught.value)
