"""Who has a case log open: a small file beside it, ``NAME.holder``, so that the next person can be told.

The truth is SQLite's lock on the log; the file gives it a name, and is ignored when its writer is no longer there.
On POSIX systems it carries a second lock besides: there a process loses its locks on a file as soon as any part of it
opens and closes that file, for instance to bring in a folder of letters in which the log happens to lie.
"""

import contextlib
import getpass
import os
import platform
import secrets
import sys
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec

if sys.platform != "win32":
    import fcntl

_THIS_RUN = secrets.token_hex(8)
"""Tells this run of the program from an earlier one that happened to have the same process number."""


class Holder(msgspec.Struct, frozen=True):
    """The program that has a log open.

    Attributes:
        user: login name of the person.
        host: name of the computer.
        pid: number of the process.
        since: ISO 8601 with offset.
        run: random identity of that run of the program.
    """

    user: str
    host: str
    pid: int
    since: str
    run: str = ""


class HeldError(Exception):
    """Another program, or another part of this one, has the log open."""


class Hold:
    """The word that this program has a log open, from before it is opened until it is closed."""

    def __init__(self, sidecar: Path, descriptor: int | None) -> None:
        self._sidecar = sidecar
        self._descriptor = descriptor
        self._announced = False

    @classmethod
    def take(cls, log: Path) -> Self:
        """Claim the log; nothing is said yet.

        Raises:
            HeldError: it is open already.
        """
        sidecar = _sidecar(log)
        try:
            descriptor = os.open(sidecar, os.O_RDWR | os.O_CREAT, 0o644)  # read by others, to be told
        except OSError:
            # Where nothing can be written beside the log, SQLite's own lock and its own complaint are enough.
            return cls(sidecar, None)
        if sys.platform != "win32":
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                raise HeldError from None
            except OSError:  # a file system without such locks
                pass
        return cls(sidecar, descriptor)

    @classmethod
    def none(cls, log: Path) -> Self:
        """Claim nothing: the log is only read, and nobody is kept from it."""
        return cls(_sidecar(log), None)

    def announce(self, now: datetime) -> None:
        """Write down who has the log open since ``now``."""
        if self._descriptor is None:
            return
        holder = Holder(login_name(), platform.node(), os.getpid(), now.isoformat(timespec="seconds"), _THIS_RUN)
        self._announced = True
        # A courtesy: a disk too full for it must not keep the log from being opened.
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, msgspec.json.encode(holder))

    def release(self) -> None:
        """Take the word back. Doing it twice does nothing."""
        if self._descriptor is None:
            return
        with contextlib.suppress(OSError):
            ours = self._announced or os.fstat(self._descriptor).st_size == 0
            if sys.platform == "win32":
                os.close(self._descriptor)
            if ours:
                self._sidecar.unlink(missing_ok=True)
            if sys.platform != "win32":
                os.close(self._descriptor)
        self._descriptor = None


def login_name() -> str:
    """Return the login name of the person, or ``somebody`` when the system does not know it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "somebody"


def _sidecar(log: Path) -> Path:
    return log.with_name(f"{log.name}.holder")


def holder_of(log: Path) -> Holder | None:
    """Return who has the log open as the file beside it says; ``None`` when it says nothing or is out of date."""
    try:
        holder = msgspec.json.decode(_sidecar(log).read_bytes(), type=Holder)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return holder if _alive(holder) else None


def _alive(holder: Holder) -> bool:
    if sys.platform == "win32" or holder.host != platform.node():
        return True
    try:
        os.kill(holder.pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def locked_sentence(log: Path) -> str:
    """Return what to tell the person who finds the log locked."""
    holder = holder_of(log)
    if holder is None:
        return (
            f"Another program has the case log {log.name} open, and only one may write it at a time. "
            "Close the other program and try again."
        )
    if holder.run == _THIS_RUN:
        return f"The case log {log.name} is already open in this window."
    try:
        since = f" since {datetime.fromisoformat(holder.since):%H:%M on %Y-%m-%d}"
    except ValueError:
        since = ""
    where = "this computer" if holder.host == platform.node() else holder.host
    return (
        f"{holder.user} has had the case log {log.name} open on {where}{since}, and only one may write it at a time. "
        "Close it there and try again."
    )
