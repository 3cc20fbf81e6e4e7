"""One place that sorts what SQLite and the operating system report into errors that a person can act on."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from imr_desk.caselog.backup import FalseCopyError, latest_backup
from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.holder import HeldError, Hold, locked_sentence
from imr_desk.caselog.places import backup_folder
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind

_BY_CODE = {
    sqlite3.SQLITE_BUSY: CaseLogErrorKind.LOCKED,
    sqlite3.SQLITE_LOCKED: CaseLogErrorKind.LOCKED,
    sqlite3.SQLITE_CORRUPT: CaseLogErrorKind.DAMAGED,
    sqlite3.SQLITE_NOTADB: CaseLogErrorKind.DAMAGED,
    sqlite3.SQLITE_FORMAT: CaseLogErrorKind.DAMAGED,
    sqlite3.SQLITE_FULL: CaseLogErrorKind.DISK_FULL,
    sqlite3.SQLITE_READONLY: CaseLogErrorKind.READ_ONLY,
    sqlite3.SQLITE_PERM: CaseLogErrorKind.READ_ONLY,
    sqlite3.SQLITE_IOERR: CaseLogErrorKind.IO,
    sqlite3.SQLITE_NOMEM: CaseLogErrorKind.IO,
    sqlite3.SQLITE_PROTOCOL: CaseLogErrorKind.IO,
    sqlite3.SQLITE_NOLFS: CaseLogErrorKind.IO,
}
_BY_ERRNO = {
    errno.ENOSPC: CaseLogErrorKind.DISK_FULL,
    errno.EDQUOT: CaseLogErrorKind.DISK_FULL,
    errno.EACCES: CaseLogErrorKind.READ_ONLY,
    errno.EPERM: CaseLogErrorKind.READ_ONLY,
    errno.EROFS: CaseLogErrorKind.READ_ONLY,
}


class UnreadableRowError(Exception):
    """A row that holds what this program never wrote: the file was damaged or altered."""


def failure(kind: CaseLogErrorKind, log: Path, detail: str = "") -> CaseLogError:
    """Return the error with its sentence; ``detail`` is a clause for the kinds that have several causes."""
    name = log.name
    sentences = {
        CaseLogErrorKind.DAMAGED: (
            f"The case log {name} is damaged{detail}. Nothing in it was changed. {_backup_words(log)}"
        ),
        CaseLogErrorKind.READ_ONLY: (
            f"The case log {name} cannot be written: the file or its folder {log.parent} is read-only for you. "
            "Nothing saved before is lost, but nothing new is saved. "
            "Ask for the right to write there or choose another case log, then try again."
        ),
        CaseLogErrorKind.DISK_FULL: (
            f"The disk that holds the case log {name} is full. Nothing saved before is lost, but what you just did "
            "is not yet saved. Free some space and try again."
        ),
        CaseLogErrorKind.IO: (
            f"The disk that holds the case log {name} did not do what was asked{detail}. Nothing saved before is "
            "lost, but what you just did is not yet saved. Check that the disk is connected and has free space, then "
            "try again."
        ),
        CaseLogErrorKind.FOREIGN: (
            f"{name} is not a case log of imr-desk{detail}. Nothing in it was changed. Choose another file."
        ),
        CaseLogErrorKind.NEWER: (
            f"The case log {name} was made by a newer version of imr-desk{detail}. Nothing in it was changed. "
            "Install the newer version to open it."
        ),
        CaseLogErrorKind.SEALED: f"The case log {name} is encrypted{detail}. Nothing in it was changed.",
        CaseLogErrorKind.NO_CASE: f"{detail} is not in the case log {name}.",
    }
    return CaseLogError(kind, sentences[kind] if kind in sentences else locked_sentence(log))


def only_to_read(log: Path) -> CaseLogError:
    """Return the error for whoever wants to change a log that was opened to read."""
    return CaseLogError(
        CaseLogErrorKind.READ_ONLY,
        f"{log.name} is a copy that was opened only to read it, so nothing in it can be changed. "
        "Open the case log itself to go on working.",
    )


def _backup_words(log: Path) -> str:
    folder = backup_folder(log)
    latest = latest_backup(folder, log.stem)
    if latest is None:
        return f"There is no backup of it in {folder}. Keep the file and ask for help before doing anything else."
    return f"The latest backup is {latest}. Keep the damaged file and open the backup instead."


def _kind_of_sqlite(error: sqlite3.Error, log: Path) -> CaseLogErrorKind | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Python itself, not SQLite: text in the file that is no UTF-8. Misuse of the interface is a bug of ours.
        return CaseLogErrorKind.DAMAGED if type(error) is sqlite3.OperationalError else None
    if code & 0xFF in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        # What may only be read cannot be locked for writing, and where no file may be made no WAL can be opened.
        return CaseLogErrorKind.READ_ONLY if _may_not_write(log) else CaseLogErrorKind.IO
    return _BY_CODE.get(code & 0xFF)


def _may_not_write(log: Path) -> bool:
    # A folder that is gone is a disk that is gone.
    return any(place.exists() and not os.access(place, os.W_OK) for place in (log.parent, log))


@contextlib.contextmanager
def sorted_failures(log: Path) -> Iterator[None]:
    """Turn what goes wrong inside into ``CaseLogError``; a mistake of the program stays what it is.

    Raises:
        CaseLogError: the log could not do it.
    """
    try:
        yield
    except sqlite3.Error as error:
        kind = _kind_of_sqlite(error, log)
        if kind is None:
            raise
        name = getattr(error, "sqlite_errorname", "")
        # The message of a failed decoding quotes the text of the row: it must not follow the error into a record.
        raise failure(kind, log, f" ({name})" if kind is CaseLogErrorKind.IO else "") from (error if name else None)
    except UnicodeDecodeError:
        # A complaint of SQLite that quotes a damaged schema.
        raise failure(CaseLogErrorKind.DAMAGED, log) from None
    except UnreadableRowError as error:
        raise failure(CaseLogErrorKind.DAMAGED, log, f": {error} cannot be read") from None
    except FalseCopyError as error:
        detail = f": a copy of it failed its check ({error}) and was thrown away"
        raise failure(CaseLogErrorKind.DAMAGED, log, detail) from error
    except OSError as error:
        kind = _BY_ERRNO.get(error.errno or 0, CaseLogErrorKind.IO)
        raise failure(kind, log, f" ({errno.errorcode.get(error.errno or 0, 'unknown')})") from error


@contextlib.contextmanager
def held(log: Path) -> Iterator[None]:
    """Hold a closed log against everybody else.

    Raises:
        CaseLogError: somebody has it open (``LOCKED``).
    """
    try:
        hold = Hold.take(log)
    except HeldError:
        raise failure(CaseLogErrorKind.LOCKED, log) from None
    try:
        yield
    finally:
        hold.release()


@contextlib.contextmanager
def sorted_copy_failures(log: Path, copy: Path) -> Iterator[None]:
    """Turn what goes wrong while a copy is written into ``CaseLogError`` that speaks of the copy.

    Raises:
        CaseLogError: the copy could not be made; the log and an older copy stand.
    """
    reasons = {
        CaseLogErrorKind.DISK_FULL: "the disk is full. Free some space there",
        CaseLogErrorKind.READ_ONLY: "the folder is read-only for you. Choose another folder",
        CaseLogErrorKind.IO: "the disk did not do what was asked. Check that it is connected and has free space",
    }
    try:
        with sorted_failures(log):
            yield
    except CaseLogError as error:
        if error.kind not in reasons:
            raise
        raise CaseLogError(
            error.kind,
            f"The copy {copy.name} could not be written in {copy.parent}: {reasons[error.kind]} and try again. "
            "The case log itself is untouched.",
        ) from error
