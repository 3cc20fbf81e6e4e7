"""Backups: whole, proved, dated, kept by a rule; and a way back from each."""

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imr_desk.caselog import backup
from imr_desk.caselog.backup import Promise, dated_back_up, keep_rule, latest_backup
from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from tests.contracts.caselog.letters import PACIFIC, SetClock, a_day_of_acts, added, new_letter, recorded
from tests.unit.caselog.writer import act, digest

NOON = datetime(2026, 1, 5, 12, 0, 0)  # noqa: DTZ001 - names of copies have no zone


def test_a_backup_is_the_log(log: SqliteCaseLog, tmp_path: Path) -> None:
    letter = new_letter()
    case = added(log, letter)
    recorded(log, case, letter, a_day_of_acts(letter))
    copy = tmp_path / "away" / "copy.db"
    log.back_up(copy)
    assert [file.name for file in copy.parent.iterdir()] == ["copy.db"]
    assert copy.stat().st_mode & 0o077 == 0
    restored = SqliteCaseLog(copy, SetClock())
    assert restored.opened(case.id) == log.opened(case.id)
    assert restored.events(case.id) == log.events(case.id)
    assert restored.content(case.id) == letter.content
    assert restored.damage() == ()
    restored.close()
    log.record(case.id, act(1), CaseStanding(CaseStatus.IN_REVIEW, case.digest))


def test_a_backup_opens_from_a_medium_that_cannot_be_written(log: SqliteCaseLog, tmp_path: Path) -> None:
    added(log, new_letter())
    log.back_up(tmp_path / "copy.db")
    with closing(sqlite3.connect(f"file:{tmp_path / 'copy.db'}?mode=ro", uri=True)) as reader:
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert reader.execute("SELECT count(*) FROM cases").fetchone() == (1,)


def test_a_backup_that_fails_its_check_leaves_the_older_one(
    log: SqliteCaseLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = added(log, new_letter())
    copy = tmp_path / "copy.db"
    log.back_up(copy)
    older = copy.read_bytes()
    log.record(case.id, act(1), CaseStanding(CaseStatus.IN_REVIEW, case.digest))
    whole = backup.copy_whole

    def spoiled(source: sqlite3.Connection, part: Path, *more: Any) -> Promise:
        promise = whole(source, part, *more)
        with closing(sqlite3.connect(part, isolation_level=None)) as there:
            there.execute("DROP TRIGGER events_are_never_changed")
            there.execute("UPDATE events SET actor = 'x' WHERE seq = 2")
        return promise

    monkeypatch.setattr("imr_desk.caselog.copying.copy_whole", spoiled)
    with pytest.raises(CaseLogError, match=r"failed its check \(the history is broken at event 2\)") as caught:
        log.back_up(copy)
    assert caught.value.kind is CaseLogErrorKind.DAMAGED
    assert copy.read_bytes() == older
    assert {file.name for file in tmp_path.iterdir()} == {"copy.db", "desk"}


def test_a_backup_cannot_take_the_place_of_the_log(log: SqliteCaseLog, path: Path) -> None:
    added(log, new_letter())
    with pytest.raises(CaseLogError, match="cannot take the place of the log"):
        log.back_up(path)
    (path.parent / "same.db").hardlink_to(path)
    with pytest.raises(CaseLogError, match="cannot take the place of the log"):
        log.back_up(path.parent / "same.db")


def test_where_no_backup_can_be_written_is_told(log: SqliteCaseLog, tmp_path: Path) -> None:
    added(log, new_letter())
    (tmp_path / "file").touch()
    with pytest.raises(
        CaseLogError, match=r"The copy copy\.db could not be written in .*case log itself is untouched"
    ):
        log.back_up(tmp_path / "file" / "copy.db")
    (tmp_path / "taken.db").mkdir()
    with pytest.raises(CaseLogError, match=r"The copy taken\.db could not be written"):
        log.back_up(tmp_path / "taken.db")
    assert {file.name for file in tmp_path.iterdir()} == {"desk", "file", "taken.db"}


def test_a_log_in_memory_says_that_it_has_no_backup(tmp_path: Path) -> None:
    with pytest.raises(CaseLogError, match="nothing to back up"):
        MemoryCaseLog().back_up(tmp_path / "copy.db")


def test_copies_made_while_others_write_are_whole(log: SqliteCaseLog, tmp_path: Path) -> None:
    case = added(log, new_letter(repeated=40))
    enough = threading.Event()

    def write() -> None:
        number = 0
        while not enough.is_set():
            number += 1
            log.record(case.id, act(number), CaseStanding(CaseStatus.IN_REVIEW, digest(number)))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = []
        for number in range(10):
            copies.append(tmp_path / f"copy{number}.db")
            log.back_up(copies[-1])
    finally:
        enough.set()
        writer.join()
    seen = []
    for copy in copies:
        restored = SqliteCaseLog(copy, SetClock())
        assert restored.damage() == ()
        acts = restored.opened(case.id).acts
        assert acts == tuple(act(number) for number in range(1, len(acts) + 1))
        assert not acts or restored.case(case.id).digest == digest(len(acts))
        seen.append(len(acts))
        restored.close()
    assert seen == sorted(seen)


def test_dated_copies_have_the_logs_name_and_the_moment(log: SqliteCaseLog, path: Path) -> None:
    added(log, new_letter())
    folder = path.parent / "backups"
    now = datetime(2026, 1, 5, 14, 2, 9, 999, tzinfo=PACIFIC)
    first = dated_back_up(log, folder, now)
    second = dated_back_up(log, folder, now)
    assert (first.name, second.name) == ("cases-20260105-140209.db", "cases-20260105-140210.db")
    assert latest_backup(folder) == latest_backup(folder, "cases") == second
    assert latest_backup(folder, "other") is None
    assert latest_backup(path.parent / "none") is None


def test_a_new_copy_retires_old_ones_of_this_log_alone(log: SqliteCaseLog, path: Path) -> None:
    folder = path.parent / "backups"
    folder.mkdir()
    for hour in range(4):
        (folder / f"cases-20251201-0{hour}0000.db").touch()
    others = ["other-20251201-000000.db", "cases-20251301-000000.db", "cases-20251201-000000.txt", "notes.db"]
    for name in others:
        (folder / name).touch()
    made = dated_back_up(log, folder, NOON.replace(tzinfo=PACIFIC))
    assert {file.name for file in folder.iterdir()} == {*others, made.name, "cases-20251201-030000.db"}


def test_nothing_is_retired_when_the_new_copy_fails(path: Path) -> None:
    folder = path.parent / "backups"
    folder.mkdir(parents=True)
    old = [folder / f"cases-20251201-0{hour}0000.db" for hour in range(4)]
    for file in old:
        file.touch()

    class Full:
        def __init__(self) -> None:
            self.path = path

        def back_up(self, path: Path) -> None:
            raise CaseLogError(CaseLogErrorKind.DISK_FULL, "full")

    with pytest.raises(CaseLogError):
        dated_back_up(Full(), folder, NOON)
    assert sorted(folder.iterdir()) == old


def every_half_hour(days: int) -> Iterator[datetime]:
    moment = NOON
    while moment > NOON - timedelta(days=days):
        yield moment
        moment -= timedelta(minutes=30)


def test_the_rule_keeps_two_days_then_days_weeks_and_months() -> None:
    dates = list(every_half_hour(700))
    kept = sorted(set(dates) - set(keep_rule(dates)), reverse=True)
    recent = [moment for moment in kept if moment.date() >= NOON.date() - timedelta(days=1)]
    older = kept[len(recent) :]
    assert len(recent) == 25 + 48
    assert len(older) == backup.DAILY + backup.WEEKLY + backup.MONTHLY
    daily, weekly, monthly = older[:12], older[12:22], older[22:]
    last = NOON.replace(hour=23, minute=30)
    assert daily == [last - timedelta(days=days) for days in range(2, 14)]
    assert {(a - b).days for a, b in pairwise(weekly)} == {7}
    assert all(moment.weekday() == 6 for moment in weekly)
    assert [(moment.year, moment.month) for moment in monthly] == [(2025, month) for month in range(9, 0, -1)]
    assert all((moment + timedelta(days=1)).day == 1 for moment in monthly)


def test_the_rule_keeps_everything_while_there_is_little() -> None:
    assert keep_rule([]) == ()
    assert keep_rule([NOON]) == ()
    days = [NOON - timedelta(days=number) for number in range(14)]
    assert keep_rule(days) == ()


@given(st.lists(st.datetimes(NOON - timedelta(days=2500), NOON), max_size=120))
@settings(max_examples=150, deadline=None)
def test_the_rule_never_gives_up_the_newest_and_settles(dates: list[datetime]) -> None:
    gone = keep_rule(dates)
    kept = set(dates) - set(gone)
    assert set(gone) <= set(dates)
    assert not dates or max(dates) in kept
    assert keep_rule(kept) == ()
    newest = max(dates, default=NOON).date()
    older = [moment for moment in kept if moment.date() < newest - timedelta(days=1)]
    assert len(older) <= backup.DAILY + backup.WEEKLY + backup.MONTHLY
