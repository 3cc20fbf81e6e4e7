"""Copies of a log and the way back from them: what there is, trying one out, putting one in the place of the log.

The log that was there is moved aside under its date, with its newest changes and its key file; it is never
overwritten. The copy that takes its place is proved first. All of it works on a closed log.
"""

import contextlib
import shutil
from datetime import datetime
from pathlib import Path
from typing import Protocol

from imr_desk.caselog.backup import (
    BackedUp,
    FalseCopyError,
    Promise,
    backups_in,
    dated_back_up,
    latest_backup,
    part_of,
    prove_copy,
)
from imr_desk.caselog.chain import head_of
from imr_desk.caselog.encrypting import seems_encrypted
from imr_desk.caselog.engine import connect, sqlite3
from imr_desk.caselog.failures import held, sorted_failures
from imr_desk.caselog.guards import fallen_guards
from imr_desk.caselog.inspection import damage_in
from imr_desk.caselog.keys import carry_keys
from imr_desk.caselog.opening import open_log
from imr_desk.caselog.places import backup_folder, key_file_of, wal_of
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.keeping import KeptCopy

_SPARE = 100_000_000
"""Bytes that must stay free on a disk when a copy has been made."""


class Copied(BackedUp, Protocol):
    """An open log that is copied."""

    def number_of_events(self) -> int:
        """Return how many events its history has."""
        ...

    @property
    def key(self) -> bytes | None:
        """What opens it while it is open and encrypted."""
        ...


class DatedCopies:
    """The dated copies of one open log.

    Args:
        log: the log.
    """

    def __init__(self, log: Copied) -> None:
        self._log = log

    @property
    def log_size(self) -> int:
        """Bytes of the log, its newest changes included."""
        return _size(self._log.path) + _size(wal_of(self._log.path))

    def changed_since(self, date: datetime) -> bool:
        """Tell whether anything was done in the log since its newest copy, made on ``date``, without zone.

        A file changes without anything being done, as when the program ends: then the histories are compared.
        """
        files = [self._log.path, *([wal_of(self._log.path)] if _size(wal_of(self._log.path)) else [])]
        times = [file.stat().st_mtime for file in files if file.exists()]
        if datetime.fromtimestamp(max(times, default=0)) <= date:  # noqa: DTZ006 - copies are dated without zone
            return False
        newest = latest_backup(backup_folder(self._log.path), self._log.path.stem)
        there = None if newest is None else _described(newest, date, self._log.key).events
        return there != self._log.number_of_events()

    def dates(self) -> tuple[datetime, ...]:
        """Return when the copies were made, newest first, without zone."""
        return tuple(sorted(backups_in(backup_folder(self._log.path), self._log.path.stem), reverse=True))

    def kept(self) -> tuple[KeptCopy, ...]:
        """Return the copies, newest first."""
        return copies_of(self._log.path, self._log.key)

    def make(self, now: datetime) -> KeptCopy:
        """Make a proved copy dated ``now`` and retire old ones by the rule. Others may use the log meanwhile.

        Raises:
            CaseLogError: it could not be made.
        """
        folder = backup_folder(self._log.path)
        with contextlib.suppress(OSError):  # where even that cannot be told, the copying says why
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if shutil.disk_usage(folder).free < self.log_size + _SPARE:
                raise CaseLogError(
                    CaseLogErrorKind.DISK_FULL,
                    f"There is no room for a backup in {folder}: it needs {self.log_size / 1e6:,.0f} MB. Free some "
                    "space there. The case log itself is untouched.",
                )
        return _described(dated_back_up(self._log, folder, now), now.replace(tzinfo=None), self._log.key)

    def try_out(self, copy: KeptCopy) -> tuple[str, ...]:
        """Restore a copy elsewhere and read all that it holds; return what is damaged, a clause each.

        Raises:
            CaseLogError: there is no room to try it.
        """
        return try_out(Path(copy.path), self._log.key)


def copies_of(log: Path, key: bytes | None = None) -> tuple[KeptCopy, ...]:
    """Return the dated copies of a log, newest first, also when the log itself cannot be opened."""
    found = backups_in(backup_folder(log), log.stem)
    return tuple(_described(found[moment], moment, key) for moment in sorted(found, reverse=True))


def _described(path: Path, made_at: datetime, key: bytes | None) -> KeptCopy:
    encrypted = False
    with contextlib.suppress(OSError):
        encrypted = seems_encrypted(path)
    events = None
    if key is not None or not encrypted:
        with (
            contextlib.suppress(sqlite3.Error, UnicodeDecodeError),  # told by trying it out
            contextlib.closing(connect(_to_read(path), key if encrypted else None, uri=True)) as copy,
        ):
            events = head_of(copy).seq
    return KeptCopy(str(path), made_at, _size(path), events, encrypted)


def try_out(copy: Path, key: bytes | None = None) -> tuple[str, ...]:
    """Restore a copy into a folder of its own, open it as a log, read all that it holds, and take it away again.

    Returns:
        what is damaged, a clause each; empty when the log could be restored from it whole.

    Raises:
        CaseLogError: there is no room to try it, or its key does not fit.
    """
    folder = copy.with_name(f".{copy.stem}.trial")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        with sorted_failures(copy):
            trial = folder / copy.name
            folder.mkdir(mode=0o700)
            shutil.copyfile(copy, trial)
            carry_keys(copy, trial)
            return _damage_of(trial, key)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _damage_of(log: Path, key: bytes | None) -> tuple[str, ...]:
    try:
        opened = open_log(log, _now, key=key)
    except CaseLogError as error:
        if error.kind is CaseLogErrorKind.DAMAGED:
            return ("it cannot be opened as a case log",)
        raise
    try:
        return tuple(damage_in(opened.db))
    finally:
        opened.db.close()
        opened.hold.release()


def restore(copy: Path, log: Path, now: datetime, key: bytes | None = None) -> Path | None:
    """Put a copy in the place of a closed log; the copy stays where it is.

    Args:
        copy: a dated copy, or any other closed log.
        log: the log, which may be damaged or gone.
        now: dates what is moved aside.
        key: of an encrypted copy.

    Returns:
        where the log that was there is now; ``None`` when there was none.

    Raises:
        CaseLogError: it could not be done; the log is where it was.
    """
    with sorted_failures(log), held(log):
        with part_of(log) as part:
            shutil.copyfile(copy, part)
            _must_be_whole(part, key if seems_encrypted(copy) else None)
            aside = set_aside(log, now, "replaced")
            # First the key, then what needs it.
            if seems_encrypted(copy) and key_file_of(copy).exists():
                carry_keys(copy, log)
        return aside


def _must_be_whole(part: Path, key: bytes | None) -> None:
    with contextlib.closing(connect(part, key)) as copy:
        head = head_of(copy)
        if fallen_guards(copy):
            raise FalseCopyError("what keeps its history from being changed was taken out")
    prove_copy(part, Promise(head, key), thorough=True)


def set_aside(log: Path, now: datetime, why: str) -> Path | None:
    """Give a closed log, its newest changes and its key file a second name with its date, beside it.

    Until something takes the place of the log it has both names: at no moment is there none.

    Returns:
        the second name; ``None`` when there is no log.

    Raises:
        OSError: it could not be done.
    """
    if not log.exists():
        return None
    aside = _free_name(log, f"{log.stem}-{why}-{now:%Y%m%d-%H%M%S}")
    _second_name(log, aside)
    carry_keys(log, aside)
    if wal_of(log).exists():
        # It belongs to this log alone: SQLite would take it for the newest changes of whatever comes in its place.
        wal_of(log).replace(wal_of(aside))
    return aside


def _free_name(log: Path, stem: str) -> Path:
    path, number = log.with_name(f"{stem}.db"), 1
    while path.exists():
        number += 1
        path = log.with_name(f"{stem}-{number}.db")
    return path


def _second_name(log: Path, aside: Path) -> None:
    try:
        aside.hardlink_to(log)
    except OSError:  # a file system without links
        with part_of(aside) as part:
            shutil.copyfile(log, part)


def _now() -> datetime:
    return datetime.now().astimezone()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _to_read(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro&immutable=1"
