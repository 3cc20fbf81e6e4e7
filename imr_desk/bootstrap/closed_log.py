"""A closed log on the disk, joined from the parts of the case log."""

import threading
from pathlib import Path

from imr_desk.caselog.key_store import KeyStore, SystemKeyStore
from imr_desk.caselog.looking import look_through
from imr_desk.caselog.protecting import Vault
from imr_desk.caselog.restoring import copies_of, restore, try_out
from imr_desk.caselog.salvage import recover
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.keeping import KeptCopy, Recovered, Soundness
from imr_desk.ports import Clock
from imr_desk.services.protection import LogProtection


class LogOnDisk:
    """The file of a log while no program has it open.

    Args:
        path: of the log.
        clock: dates what is moved aside.
        store: this computer's key store; the system's when left out.
    """

    def __init__(self, path: Path, clock: Clock, store: KeyStore | None = None) -> None:
        self._path = path
        self._clock = clock
        self._store: KeyStore = store if store is not None else SystemKeyStore()
        self._protection = LogProtection(Vault(path, self._store))

    @property
    def path(self) -> Path:
        """Where the log is."""
        return self._path

    @property
    def protection(self) -> LogProtection:
        """What protects it."""
        return self._protection

    def at(self, path: Path) -> "LogOnDisk":
        """Return another closed log, such as a copy of this one."""
        return LogOnDisk(path, self._clock, self._store)

    def copies(self, key: bytes | None = None) -> tuple[KeptCopy, ...]:
        """Return its dated copies, newest first, also when the log itself cannot be opened."""
        return copies_of(self._path, key)

    def try_out(self, copy: Path, key: bytes | None = None) -> tuple[str, ...]:
        """Restore a copy elsewhere and read all that it holds; return what is damaged, a clause each.

        Raises:
            CaseLogError: there is no room to try it, or its key does not fit.
        """
        return try_out(copy, key)

    def restore(self, copy: Path, key: bytes | None = None) -> Path | None:
        """Put a copy in its place; return where the log that was there is now.

        Raises:
            CaseLogError: it could not be done; the log is where it was.
        """
        return restore(copy, self._path, self._clock.now(), key)

    def recover(self, key: bytes | None = None) -> Recovered:
        """Move the damaged file aside and put what can be read of it in its place.

        Raises:
            CaseLogError: nothing could be read; the log is as it was.
        """
        return recover(self._path, self._clock.now(), key)

    def look_through(self, key: bytes | None = None) -> Soundness:
        """Read history and cases and compare them with their seals.

        Raises:
            CaseLogError: it cannot be opened.
        """
        if not self._path.exists():
            raise CaseLogError(
                CaseLogErrorKind.IO, f"There is no case log {self._path.name} in {self._path.parent}. Look elsewhere."
            )
        log = SqliteCaseLog(self._path, self._clock, key=key)
        try:
            found = look_through(log, self._clock, threading.Event())
        finally:
            log.close()
        if found is None:
            raise RuntimeError("nobody told it to stop")
        return found
