"""A case log that nobody has open: what can be done to its file, and what a window asks for once it is closed."""

from pathlib import Path
from typing import Protocol

import msgspec

from imr_desk.model.keeping import KeptCopy, Recovered, Soundness
from imr_desk.services.log_events import Happened
from imr_desk.services.protection import LogProtection


class ClosedLog(Protocol):
    """The file of a log, its copies and its key, while no program has it open."""

    @property
    def path(self) -> Path:
        """Where the log is."""
        ...

    @property
    def protection(self) -> LogProtection:
        """What protects it."""
        ...

    def at(self, path: Path) -> "ClosedLog":
        """Return another closed log, such as a copy of this one."""
        ...

    def copies(self, key: bytes | None = None) -> tuple[KeptCopy, ...]:
        """Return its dated copies, newest first, also when the log itself cannot be opened."""
        ...

    def try_out(self, copy: Path, key: bytes | None = None) -> tuple[str, ...]:
        """Restore a copy elsewhere and read all that it holds; return what is damaged, a clause each.

        Raises:
            CaseLogError: there is no room to try it, or its key does not fit.
        """
        ...

    def restore(self, copy: Path, key: bytes | None = None) -> Path | None:
        """Put a copy in its place; return where the log that was there is now.

        Raises:
            CaseLogError: it could not be done; the log is where it was.
        """
        ...

    def recover(self, key: bytes | None = None) -> Recovered:
        """Move the damaged file aside and put what can be read of it in its place.

        Raises:
            CaseLogError: nothing could be read; the log is as it was.
        """
        ...

    def look_through(self, key: bytes | None = None) -> Soundness:
        """Read history and cases and compare them with their seals.

        Raises:
            CaseLogError: it cannot be opened.
        """
        ...


class OpenLog(msgspec.Struct, frozen=True):
    """Open a log.

    Attributes:
        path: of the file.
        key: of an encrypted log, where it is known; else it is asked for.
        to_read: nothing in it can be changed.
        case_id: the case to put on the desk.
        kind: of what is said: ``good``, ``info``, ``warning`` or ``error``.
        said: a sentence for the window that opens; empty for none.
        happened: what was done to it while it was closed, to be kept in its history.
    """

    path: Path
    key: bytes | None = None
    to_read: bool = False
    case_id: int | None = None
    kind: str = "info"
    said: str = ""
    happened: tuple[Happened, ...] = ()


class EncryptLog(msgspec.Struct, frozen=True):
    """Encrypt the log, show its recovery code, open it again.

    Attributes:
        passphrase: opens it from now on; ``None`` for none.
        in_store: the key store opens it from now on.
        copies_too: the copies made before are encrypted as well.
    """

    passphrase: str | None
    in_store: bool
    copies_too: bool


class DecryptLog(msgspec.Struct, frozen=True):
    """Write the log plain again and open it."""


class RestoreCopy(msgspec.Struct, frozen=True):
    """Put a copy in the place of the log and open it."""

    copy: KeptCopy


Afterwards = OpenLog | EncryptLog | DecryptLog | RestoreCopy
"""What a window may ask for that can only be done once it has closed the log."""


def restored_words(copy: KeptCopy, aside: Path | None) -> str:
    """Return what to say when a copy has taken the place of the log."""
    kept = "" if aside is None else f" The case log that was there before is kept as {aside.name} beside it."
    return f"The case log is restored from the backup of {copy.made_at:%Y-%m-%d %H:%M}.{kept}"


def recovered_words(found: Recovered) -> str:
    """Return what to say when a damaged log was read back."""
    cases = f"{found.cases} case{'' if found.cases == 1 else 's'}"
    events = f"{found.events} event{'' if found.events == 1 else 's'}"
    told = (
        f"{cases} and {events} of the history were read back. The damaged file is kept as {Path(found.aside).name}."
    )
    if not found.lost:
        return f"{told} Nothing is lost."
    shown = "; ".join(found.lost[:8])
    more = f"; and {len(found.lost) - 8} more" if len(found.lost) > 8 else ""
    return f"{told} Not as it was: {shown}{more}. A backup may still hold it."


def soundness_words(found: Soundness) -> str:
    """Return how a look through a log went."""
    if found.whole:
        return f"The case log is whole: {found.events} events, each as it was written."
    shown = "; ".join(found.damage[:3])
    more = f"; and {len(found.damage) - 3} more" if len(found.damage) > 3 else ""
    return (
        f"The case log is damaged: {shown}{more}. Make no new backup over old ones by hand; open File, Backups, "
        "and restore the newest one that is whole."
    )
