"""Backups: dated copies of a log, which of them to keep, and how a copy is made and proved."""

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Protocol

from imr_desk.caselog.chain import Head, first_broken, head_of
from imr_desk.caselog.engine import LogConnection, connect, sqlite3
from imr_desk.caselog.places import key_file_of

DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""How many days, weeks and months back a copy of each is kept (Anki's rule)."""

_PLAIN_STEP, _SEALED_STEP = 128, 16
"""Pages of 4096 bytes that are copied between two chances for others. A page that has to be decrypted, encrypted and
signed anew takes eight times as long, so that fewer of them make a step: both take about a millisecond."""

_FLUSHED = 1024
"""Pages between two flushes: a disk that must write a whole copy at once keeps everybody's saving waiting."""

_REST = 0.001
"""Seconds between two pieces of the history that is proved: Python lets no other thread in by itself for five."""

_STAMP = "%Y%m%d-%H%M%S"
_DATED = re.compile(r"(?P<stem>.+)-(?P<stamp>\d{8}-\d{6})\.db")


class BackedUp(Protocol):
    """A log that can be copied."""

    @property
    def path(self) -> Path:
        """Where the log is."""
        ...

    def back_up(self, path: Path) -> None:
        """Write a whole, proved copy."""
        ...


class FalseCopyError(Exception):
    """A copy that does not hold what the log holds; it was thrown away."""


def keep_rule(dates: Iterable[datetime]) -> tuple[datetime, ...]:
    """Return which copies may be deleted, oldest first.

    Kept are all copies of the newest day and the day before it, then the last copy of each of 12 further days, of
    each of 10 further weeks and of each of 9 further months.
    """
    newest_first = sorted(set(dates), reverse=True)
    if not newest_first:
        return ()
    recent = newest_first[0].date() - timedelta(days=1)
    older = [moment for moment in newest_first if moment.date() < recent]
    kept: set[datetime] = set()
    for most, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        last_of: dict[tuple[int, ...], datetime] = {}
        # Where the stage before ended, the next goes on: a week that still has a daily copy needs no other.
        covered = {period(moment) for moment in kept}
        for moment in older:
            if period(moment) not in covered:
                last_of.setdefault(period(moment), moment)
        kept.update(sorted(last_of.values(), reverse=True)[:most])
    return tuple(sorted(moment for moment in older if moment not in kept))


def _day(moment: datetime) -> tuple[int, ...]:
    return (moment.year, moment.month, moment.day)


def _week(moment: datetime) -> tuple[int, ...]:
    return tuple(moment.isocalendar()[:2])


def _month(moment: datetime) -> tuple[int, ...]:
    return (moment.year, moment.month)


def backups_in(folder: Path, stem: str | None = None) -> dict[datetime, Path]:
    """Return the dated copies in a folder, of one log (``stem``: its name without ending) or of any."""
    found: dict[datetime, Path] = {}
    for path in sorted(folder.glob("*.db")) if folder.is_dir() else ():
        match = _DATED.fullmatch(path.name)
        if match and stem in (None, match["stem"]):
            # Not a date, such as month 13: a file of somebody else.
            with contextlib.suppress(ValueError):
                found[datetime.strptime(match["stamp"], _STAMP)] = path  # noqa: DTZ007 - names have no zone
    return found


def latest_backup(folder: Path, stem: str | None = None) -> Path | None:
    """Return the newest dated copy in a folder, of one log (``stem``) or of any; ``None`` when there is none."""
    found = backups_in(folder, stem)
    return found[max(found)] if found else None


def dated_back_up(log: BackedUp, folder: Path, now: datetime) -> Path:
    """Copy the log into ``folder`` under its name and ``now``, then delete what the keeping rule gives up.

    A copy that cannot be deleted stays and is tried again the next time: the new copy counts all the same.

    Raises:
        CaseLogError: the copy could not be made; nothing was deleted.
    """
    moment = now.replace(microsecond=0, tzinfo=None)
    stem = log.path.stem
    while (path := folder / f"{stem}-{moment:{_STAMP}}.db").exists():
        moment += timedelta(seconds=1)
    _sweep(folder, stem)
    log.back_up(path)
    found = backups_in(folder, stem)
    for old in keep_rule(found):
        with contextlib.suppress(OSError):
            found[old].unlink()
            key_file_of(found[old]).unlink(missing_ok=True)
    return path


def _sweep(folder: Path, stem: str) -> None:
    """Take away what copies and trials left that were cut off."""
    for left in folder.glob(f".{stem}-*.part*") if folder.is_dir() else ():
        with contextlib.suppress(OSError):
            left.unlink()
    for left in folder.glob(f".{stem}-*.trial") if folder.is_dir() else ():
        shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """Give a file beside ``path`` to write into; it takes the place of ``path`` when all went well, else it goes.

    Raises:
        OSError: it could not be written; an older file at ``path`` stands.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield part
        _sync(part, os.O_RDWR)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
        part.with_name(f"{part.name}-journal").unlink(missing_ok=True)
    if os.name == "posix":
        _sync(path.parent, os.O_RDONLY)


def _sync(path: Path, mode: int) -> None:
    descriptor = os.open(path, mode)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Promise(NamedTuple):
    """What a copy must hold: the end of the chain, under the key of the log."""

    head: Head
    key: bytes | None


def copy_whole(
    source: sqlite3.Connection,
    part: Path,
    letting_go: Callable[[], contextlib.AbstractContextManager[None]] = contextlib.nullcontext,
) -> Promise:
    """Copy a log by SQLite's backup interface, under the key of its own; return what the copy must hold.

    The copy is one file that opens anywhere, also from a medium that cannot be written.

    Args:
        source: the log, which nobody else writes but through this connection.
        part: an empty file.
        letting_go: entered between two steps, about a millisecond apart: lets others read and write through
            ``source``, which puts their changes into the copy too. What it raises ends the copy.

    Raises:
        sqlite3.Error: it could not be read or written.
    """
    key = source.key if isinstance(source, LogConnection) else None
    pages = _PLAIN_STEP if key is None else _SEALED_STEP
    steps = 0

    def step(_status: int, remaining: int, _total: int) -> None:
        nonlocal steps
        steps += 1
        # Not after the last: the end of the chain is read before anybody writes again.
        if remaining:
            with letting_go():
                if steps * pages % _FLUSHED == 0:
                    _sync(part, os.O_RDWR)

    with contextlib.closing(connect(part, key)) as copy:
        # Until it is proved and flushed the copy is worth nothing, so that it needs no journal of its own.
        for setting in ("locking_mode = EXCLUSIVE", "journal_mode = OFF", "synchronous = OFF"):
            copy.execute(f"PRAGMA {setting}")
        source.backup(copy, pages=pages, progress=step)
        head = head_of(source)
        copy.execute("PRAGMA journal_mode = DELETE")
    return Promise(head, key)


def prove_copy(part: Path, promise: Promise, *, thorough: bool = False) -> None:
    """Make sure that a copy is whole, that its chain is unbroken and that it ends where the log's does.

    Args:
        part: the copy.
        promise: what it must hold.
        thorough: compare the indexes with their tables too, which takes several times as long.

    Raises:
        FalseCopyError: it is not what it should be.
        sqlite3.Error: it cannot be read.
    """
    with contextlib.closing(connect(part, promise.key)) as copy:
        check = "integrity_check" if thorough else "quick_check"
        if copy.execute(f"PRAGMA {check}(1)").fetchone() != ("ok",):
            raise FalseCopyError("the copy is damaged")
        broken = first_broken(copy, _REST)
        if broken is not None:
            raise FalseCopyError(f"the history is broken at event {broken}")
        if head_of(copy) != promise.head:
            raise FalseCopyError("the copy ends elsewhere")
