"""The way back: a copy takes the place of the log, and what was there is kept."""

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from imr_desk.caselog import restoring
from imr_desk.caselog.backup import backups_in
from imr_desk.caselog.engine import connect
from imr_desk.caselog.migrations import MIGRATIONS
from imr_desk.caselog.places import backup_folder, wal_of
from imr_desk.caselog.restoring import DatedCopies, copies_of, restore, set_aside, try_out
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from tests.contracts.caselog.letters import PACIFIC, SetClock, a_day_of_acts, added, new_letter, recorded, signed
from tests.unit.caselog.conftest import Beside

NOON = datetime(2026, 1, 5, 12, 0, 0, tzinfo=PACIFIC)


@pytest.fixture
def kept(path: Path) -> Path:
    """A closed log with two copies: of one case, and of two."""
    log = SqliteCaseLog(path, SetClock())
    letter = new_letter()
    recorded(log, added(log, letter), letter, a_day_of_acts(letter))
    copies = DatedCopies(log)
    copies.make(NOON)
    added(log, new_letter("CM26-0100002"))
    copies.make(NOON + timedelta(hours=1))
    added(log, new_letter("CM26-0100003"))
    log.close()
    return path


def numbers(path: Path, **how: Any) -> list[str]:
    log = SqliteCaseLog(path, SetClock(), **how)
    try:
        assert log.damage() == ()
        return [log.case(number).digest.case_number for number in range(1, log.case(1).id + _cases(log))]
    finally:
        log.close()


def _cases(log: SqliteCaseLog) -> int:
    return sum(log.counts().values())


def test_the_copies_are_listed_with_what_they_hold(kept: Path) -> None:
    newest, oldest = copies_of(kept)
    events = len(a_day_of_acts(new_letter())) + 1
    assert (oldest.events, newest.events) == (events, events + 1)
    assert newest.made_at == (NOON + timedelta(hours=1)).replace(tzinfo=None)
    assert newest.size == Path(newest.path).stat().st_size > 4096
    assert not newest.encrypted
    Path(newest.path).write_bytes(b"x" * 5000)
    assert copies_of(kept)[0].events is None


def test_a_copy_takes_the_place_of_the_log_which_is_kept(kept: Path) -> None:
    oldest = Path(copies_of(kept)[-1].path)
    before = kept.read_bytes()
    aside = restore(oldest, kept, NOON)
    assert aside == kept.with_name("cases-replaced-20260105-120000.db")
    assert aside.read_bytes() == before
    assert kept.read_bytes() == oldest.read_bytes()
    assert numbers(kept) == ["CM26-0100001"]
    assert numbers(aside) == ["CM26-0100001", "CM26-0100002", "CM26-0100003"]
    again = restore(aside, kept, NOON)
    assert again == kept.with_name("cases-replaced-20260105-120000-2.db")
    assert len(numbers(kept)) == 3


def test_a_damaged_log_with_unwritten_changes_is_kept_whole(kept: Path, beside: Beside) -> None:
    program = beside("stubborn", kept.with_name("other.db"), "3")
    assert program.stdout is not None
    while "END" not in program.stdout.readline():
        pass
    program.kill()
    program.wait()
    for name in ("other.db", "other.db-wal"):
        shutil.copy(kept.with_name(name), kept.with_name(name.replace("other", "cases")))
    wal = wal_of(kept).read_bytes()
    assert wal
    with kept.open("r+b") as file:
        file.write(b"\xa5" * 300)
    damaged = kept.read_bytes()
    aside = restore(Path(copies_of(kept)[0].path), kept, NOON)
    assert aside is not None
    assert (aside.read_bytes(), wal_of(aside).read_bytes()) == (damaged, wal)
    assert not wal_of(kept).exists()
    assert len(numbers(kept)) == 2


def test_a_log_that_is_gone_is_put_back(kept: Path) -> None:
    kept.unlink()
    assert restore(Path(copies_of(kept)[0].path), kept, NOON) is None
    assert len(numbers(kept)) == 2


def test_a_copy_that_is_not_whole_takes_nobodys_place(kept: Path) -> None:
    copy = Path(copies_of(kept)[0].path)
    before = kept.read_bytes()
    content = bytearray(copy.read_bytes())
    content[4096 * 3 : 4096 * 5] = b"\xa5" * 8192
    copy.write_bytes(content)
    with pytest.raises(CaseLogError) as caught:
        restore(copy, kept, NOON)
    assert caught.value.kind is CaseLogErrorKind.DAMAGED
    assert kept.read_bytes() == before
    assert {file.name for file in kept.parent.iterdir()} == {"cases.db", "backups"}
    assert try_out(copy) == ("it cannot be opened as a case log",)


def test_an_open_log_is_not_replaced(kept: Path) -> None:
    log = SqliteCaseLog(kept, SetClock())
    with pytest.raises(CaseLogError) as caught:
        restore(Path(copies_of(kept)[0].path), kept, NOON)
    assert caught.value.kind is CaseLogErrorKind.LOCKED
    added(log, new_letter("CM26-0100004"))
    log.close()


@pytest.mark.parametrize("step", ["set_aside", "carry_keys", "replace"])
def test_a_fault_at_any_step_leaves_a_log_that_opens(kept: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(5, "pulled plug")

    before = numbers(kept)
    with monkeypatch.context() as patch:
        patch.setattr(*((Path, "replace") if step == "replace" else (restoring, step)), fails)
        with pytest.raises(CaseLogError, match="did not do what was asked"):
            restore(Path(copies_of(kept)[-1].path), kept, NOON)
    assert numbers(kept) == before


def test_a_disk_without_links_gets_a_copy(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(1, "not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    before = kept.read_bytes()
    aside = set_aside(kept, NOON, "damaged")
    assert aside == kept.with_name("cases-damaged-20260105-120000.db")
    assert aside.read_bytes() == before == kept.read_bytes()


def test_every_copy_that_is_kept_can_be_tried_out(kept: Path) -> None:
    log = SqliteCaseLog(kept, SetClock())
    copies = DatedCopies(log)
    before = {copy.path: Path(copy.path).read_bytes() for copy in copies.kept()}
    for copy in copies.kept():
        assert copies.try_out(copy) == ()
    assert {path: Path(path).read_bytes() for path in before} == before
    assert {file.name for file in backup_folder(kept).iterdir()} == {Path(path).name for path in before}
    assert copies.dates() == tuple(copy.made_at for copy in copies.kept())
    log.close()


def test_trying_out_names_what_is_altered(kept: Path) -> None:
    copy = Path(copies_of(kept)[0].path)
    connection = connect(copy)
    connection.execute("UPDATE cases SET title = 'other' WHERE id = 2")
    connection.execute("DELETE FROM letters WHERE case_id = 1")
    connection.close()
    assert {"the row of case 2", "the letter of case 1"} <= set(try_out(copy))


def test_no_room_is_told_before_the_copy_is_begun(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = SqliteCaseLog(kept, SetClock())
    usage = shutil.disk_usage(kept.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=50_000_000))
    before = backups_in(backup_folder(kept))
    with pytest.raises(CaseLogError, match="There is no room for a backup") as caught:
        DatedCopies(log).make(NOON + timedelta(hours=2))
    assert caught.value.kind is CaseLogErrorKind.DISK_FULL
    assert backups_in(backup_folder(kept)) == before
    log.close()


def test_what_a_copy_left_that_was_cut_off_is_taken_away(kept: Path) -> None:
    left = backup_folder(kept) / ".cases-20260105-110000.db.part"
    left.write_bytes(b"half")
    trial = backup_folder(kept) / ".cases-20260105-110000.trial"
    trial.mkdir()
    (trial / "cases.db").write_bytes(b"half")
    log = SqliteCaseLog(kept, SetClock())
    DatedCopies(log).make(NOON + timedelta(hours=2))
    log.close()
    assert not left.exists()
    assert not trial.exists()


# Opened to read


def test_a_copy_can_be_read_while_somebody_has_the_log(kept: Path, beside: Beside) -> None:
    holder = beside("holding", kept)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "READY\n"
    copy = Path(copies_of(kept)[0].path)
    before = {file.name for file in copy.parent.iterdir()}, copy.read_bytes()
    log = SqliteCaseLog(copy, SetClock(), to_read=True)
    assert log.case(2).digest.case_number == "CM26-0100002"
    assert log.content(1) == new_letter().content
    assert len(log.opened(1).acts) == len(a_day_of_acts(new_letter()))
    for write in (
        lambda: log.note_event(1, "printed", "", signed()),
        lambda: added(log, new_letter("CM26-0100009")),
        lambda: log.forget_unread("x"),
    ):
        with pytest.raises(CaseLogError, match="is a copy that was opened only to read it") as caught:
            write()
        assert caught.value.kind is CaseLogErrorKind.READ_ONLY
    assert log.damage() == ()
    log.close()
    assert ({file.name for file in copy.parent.iterdir()}, copy.read_bytes()) == before


@pytest.mark.skipif(os.name != "posix", reason="file modes of POSIX systems")
def test_a_copy_can_be_read_where_nothing_can_be_written(kept: Path) -> None:
    copy = Path(copies_of(kept)[0].path)
    copy.chmod(0o444)
    copy.parent.chmod(0o555)
    try:
        assert len(numbers(copy, to_read=True)) == 2
    finally:
        copy.parent.chmod(0o755)


def test_a_copy_of_an_older_format_is_read_as_it_would_be_brought_over(kept: Path) -> None:
    def m9999_colour(db: Any) -> None:
        db.execute("ALTER TABLE cases ADD COLUMN colour TEXT")

    copy = Path(copies_of(kept)[0].path)
    before = copy.read_bytes()
    log = SqliteCaseLog(copy, SetClock(), (*MIGRATIONS, m9999_colour), to_read=True)
    assert log.case(2).digest.case_number == "CM26-0100002"
    log.close()
    assert copy.read_bytes() == before


def test_a_log_with_unwritten_changes_is_not_read_without_them(kept: Path) -> None:
    log = SqliteCaseLog(kept, SetClock())
    added(log, new_letter("CM26-0100005"))
    with pytest.raises(CaseLogError) as caught:
        SqliteCaseLog(kept, SetClock(), to_read=True)
    assert caught.value.kind is CaseLogErrorKind.LOCKED
    log.close()
