"""Getting at a case log from the command line; the passphrase is asked for without echo, or read from a file."""

from pathlib import Path

import click
import msgspec

from imr_desk.bootstrap.closed_log import LogOnDisk
from imr_desk.bootstrap.workstation import SystemClock, open_workstation
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.services.log_events import Happened, LogEvents, refused_unlocks
from imr_desk.services.protection import LogProtection
from imr_desk.services.workstation import Workstation

_TRIES = 3


class LogAccess(msgspec.Struct, frozen=True):
    """Which log a command works on, and where its passphrase comes from.

    Attributes:
        path: of the log.
        passphrase_file: its first line is the passphrase or the recovery code; ``None`` to ask.
    """

    path: Path
    passphrase_file: Path | None = None

    @property
    def closed(self) -> LogOnDisk:
        """The log's file while nobody has it open."""
        return LogOnDisk(self.path, SystemClock())

    def at(self, path: Path) -> "LogAccess":
        """Return the same way into another file, such as a backup."""
        return LogAccess(path, self.passphrase_file)

    def key(self) -> bytes | None:
        """Return the key of an encrypted log, asking for it where the key store does not hold it.

        Raises:
            CaseLogError: what was given does not open it.
        """
        protection = self.closed.protection
        if not protection.must_ask():
            return protection.key_without_asking()
        if self.passphrase_file is not None:
            return protection.unlock(passphrase_in(self.passphrase_file))
        return _asked(protection)

    def key_from_file(self) -> bytes | None:
        """Return the key that the passphrase file opens; ``None`` without one, or where none is needed.

        Raises:
            CaseLogError: what stands in the file does not open the log.
        """
        return self.key() if self.passphrase_file is not None else None

    def open(self) -> Workstation:
        """Open the log with everything that works on it; passphrases that were refused before stand in its history.

        Raises:
            CaseLogError: it cannot be opened.
        """
        workstation = open_workstation(self.path, self.key())
        try:
            note(workstation, *refused_unlocks(workstation.protection.take_refusals()))
        except BaseException:
            workstation.close()
            raise
        return workstation


def note(workstation: Workstation, *happened: Happened) -> None:
    """Keep in the history of an open log what happened to it.

    Raises:
        CaseLogError: the log cannot keep it.
    """
    LogEvents(workstation.log, workstation.reviews.sign).note(*happened)


def _asked(protection: LogProtection) -> bytes:
    for tried in range(1, _TRIES + 1):
        words = click.prompt("Passphrase or recovery code", hide_input=True, err=True)
        try:
            return protection.unlock(words)
        except CaseLogError as error:
            if tried == _TRIES:
                raise
            click.echo(error.sentence, err=True)
    raise AssertionError("the last try returns or raises")


def passphrase_in(file: Path) -> str:
    """Return the first line of a file.

    Raises:
        CaseLogError: it cannot be read, or there is nothing in it.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    if not lines or not lines[0].strip():
        raise CaseLogError(
            CaseLogErrorKind.SEALED,
            f"There is no passphrase in {file.name}. Write it into the first line of that file, as plain text.",
        )
    return lines[0]
