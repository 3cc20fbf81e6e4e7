"""Protecting a log: encrypting it, opening it, changing what opens it, and taking the protection away.

All of it works on a closed log. A log is written anew into a file beside it, which is proved and flushed before it
takes the log's place in one step: whatever moment the power fails, the log is there, plain or encrypted.
"""

import contextlib
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from imr_desk.caselog import keys, recovery
from imr_desk.caselog.backup import backups_in, part_of
from imr_desk.caselog.encrypting import seems_encrypted, write_anew
from imr_desk.caselog.engine import CAN_ENCRYPT
from imr_desk.caselog.failures import held, sorted_failures
from imr_desk.caselog.key_store import KeyStore
from imr_desk.caselog.keys import KeyFile, Sealed, SealedByPassphrase, SealedInStore
from imr_desk.caselog.places import backup_folder, key_file_of
from imr_desk.caselog.refusals import note_refusal, take_refusals
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.keeping import Protection


class Vault:
    """What protects one log.

    Args:
        log: the file, closed whenever something of it is changed.
        store: this computer's key store; ``None`` to do without.
    """

    def __init__(self, log: Path, store: KeyStore | None = None) -> None:
        self._log = log
        self._store = store

    def protection(self) -> Protection:
        """Return what protects the log; that of a plain one where there is none yet.

        Raises:
            CaseLogError: the file cannot be read.
        """
        with sorted_failures(self._log):
            if not self._log.exists() or not seems_encrypted(self._log):
                return Protection(possible=CAN_ENCRYPT)
            found = keys.read_keys(self._log)
        if found is None:
            return Protection(encrypted=True, possible=CAN_ENCRYPT)
        return Protection(
            encrypted=True,
            key_store=found.has(SealedInStore),
            passphrase=found.has(SealedByPassphrase),
            recovery_code=found.has(Sealed),
            possible=CAN_ENCRYPT,
        )

    def has_store(self) -> bool:
        """Tell whether this computer has a key store that can be used now."""
        return self._store is not None and self._store.there()

    # Opening

    def key_from_store(self) -> bytes | None:
        """Return the key of an encrypted log as far as the key store opens it; ``None`` to ask the person.

        Raises:
            CaseLogError: the key file cannot be read.
        """
        found = keys.read_keys(self._log)
        if self._store is None or found is None or not found.has(SealedInStore):
            return None
        secret = self._store.get(found.log)
        return None if secret is None else keys.opened_by_store(found, secret)

    def unlock(self, words: str) -> bytes:
        """Return the key of an encrypted log by its passphrase or its recovery code.

        Raises:
            CaseLogError: neither fits, or the key file is missing (``SEALED``).
        """
        found = self._keys()
        key = keys.opened_by_passphrase(found, words)
        if key is None and recovery.looks_like_code(words):
            key = keys.opened_by_code(found, recovery.secret_of(words))
            if key is None:
                note_refusal(self._log, datetime.now().astimezone())
                raise _refused(
                    "This recovery code belongs to another case log, or a newer one was made for this log. "
                    "Look for the paper with the newest date."
                )
        if key is None:
            note_refusal(self._log, datetime.now().astimezone())
            raise _refused(_wrong_passphrase(found))
        return key

    def take_refusals(self) -> tuple[str, ...]:
        """Return when words were refused (ISO 8601), oldest first, and forget it: the log itself keeps them now."""
        return take_refusals(self._log)

    # Encrypting and back

    def protect(self, passphrase: str | None, *, in_store: bool) -> tuple[bytes, str]:
        """Encrypt a plain, closed log; return its key and its recovery code, which is shown this once.

        The copies made before stay plain until ``protect_copies``.

        Args:
            passphrase: opens it from now on; ``None`` for none.
            in_store: the key store opens it from now on.

        Raises:
            CaseLogError: it could not be done; the log is as it was.
        """
        if not CAN_ENCRYPT:
            raise _refused(
                "This computer lacks what encrypts case logs. Install the package sqlcipher3 and try again."
            )
        if passphrase is None and not in_store:
            raise _refused(
                "Choose a passphrase: without it and a key store only the recovery code would open the log."
            )
        key, secret = keys.new_key(), recovery.new_secret()
        made = keys.sealed_by_code(keys.new_key_file(), key, secret)
        if passphrase is not None:
            made = keys.sealed_by_passphrase(made, key, passphrase)
        with self._held():
            if seems_encrypted(self._log):
                raise _refused(f"The case log {self._log.name} is encrypted already.")
            if in_store:
                made = self._stored(made, key)
            # First the key, then what needs it: a key file beside a plain log does no harm.
            keys.write_keys(self._log, made)
            with part_of(self._log) as part:
                write_anew(self._log, None, part, key)
        return key, recovery.code_of(secret)

    def remove(self, key: bytes) -> None:
        """Write an encrypted, closed log plain again. Its copies stay encrypted, each with its key file.

        Raises:
            CaseLogError: it could not be done; the log is as it was.
        """
        with self._held():
            found = keys.read_keys(self._log)
            with part_of(self._log) as part:
                write_anew(self._log, key, part, None)
            key_file_of(self._log).unlink(missing_ok=True)
        if self._store is not None and found is not None and not self._copies():
            self._store.drop(found.log)

    def plain_copies(self) -> tuple[Path, ...]:
        """Return the copies, dated ones and those made before the format changed, that are not encrypted."""
        before = self._log.parent.glob(f"{self._log.stem}-before-format-*.db")
        return tuple(copy for copy in sorted([*self._copies(), *before]) if not seems_encrypted(copy))

    def protect_copies(self, key: bytes) -> int:
        """Encrypt the plain copies of an encrypted log under its key; return how many were.

        Raises:
            CaseLogError: one could not be; it is as it was, and so are those after it.
        """
        plain = self.plain_copies()
        for copy in plain:
            with sorted_failures(copy):
                keys.carry_keys(self._log, copy)
                with part_of(copy) as part:
                    write_anew(copy, None, part, key)
        return len(plain)

    # Changing what opens it

    def change_passphrase(self, key: bytes, passphrase: str | None) -> None:
        """Give an encrypted log another passphrase, or none; it takes effect at once, and copies keep the old one.

        Raises:
            CaseLogError: the passphrase is too short, or the key file could not be written.
        """
        found = self._keys()
        if passphrase is not None:
            self._write(keys.sealed_by_passphrase(found, key, passphrase))
        elif found.has(SealedInStore):
            self._write(found.without(SealedByPassphrase))
        else:
            raise _refused("Without a passphrase and a key store only the recovery code would open the case log.")

    def renew_recovery_code(self, key: bytes) -> str:
        """Make a new recovery code, shown this once; the one before opens older copies only."""
        secret = recovery.new_secret()
        self._write(keys.sealed_by_code(self._keys(), key, secret))
        return recovery.code_of(secret)

    def keep_in_store(self, key: bytes) -> None:
        """Let the key store open an encrypted log, as after it lost what it held.

        Raises:
            CaseLogError: there is no key store that can be used.
        """
        self._write(self._stored(self._keys(), key))

    def forget_in_store(self) -> None:
        """Let only the passphrase, and the recovery code, open an encrypted log.

        Raises:
            CaseLogError: it has no passphrase.
        """
        found = self._keys()
        if not found.has(SealedByPassphrase):
            raise _refused("Give the case log a passphrase first: without one only the recovery code would open it.")
        self._write(found.without(SealedInStore))
        if self._store is not None:
            self._store.drop(found.log)

    def _stored(self, found: KeyFile, key: bytes) -> KeyFile:
        secret = secrets.token_bytes(32)
        if self._store is None or not self._store.put(found.log, secret):
            raise _refused("This computer's key store cannot be used now. Choose a passphrase instead.")
        return keys.sealed_in_store(found, key, secret)

    def _copies(self) -> tuple[Path, ...]:
        return tuple(backups_in(backup_folder(self._log), self._log.stem).values())

    def _keys(self) -> KeyFile:
        found = keys.read_keys(self._log)
        if found is None:
            file = key_file_of(self._log)
            raise _refused(
                f"The key file {file.name} of the case log is missing from {file.parent}, so nothing opens it. Each "
                "backup has a copy of it beside it: put that there under this name."
            )
        return found

    def _write(self, changed: KeyFile) -> None:
        with sorted_failures(self._log):
            keys.write_keys(self._log, changed)

    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        with sorted_failures(self._log):
            if not self._log.exists() or self._log.stat().st_size == 0:
                raise _refused(f"There is no case log {self._log.name} yet. Open it once, then protect it.")
            with held(self._log):
                yield


def _wrong_passphrase(found: KeyFile) -> str:
    if not found.has(SealedByPassphrase):
        return (
            "This case log has no passphrase: this computer's key store opened it, and does so no more. "
            "Type the recovery code that was printed when the log was protected."
        )
    return (
        "This passphrase does not open the case log. Check capital letters and the layout of the keyboard and try "
        "again, or type the recovery code."
    )


def _refused(sentence: str) -> CaseLogError:
    return CaseLogError(CaseLogErrorKind.SEALED, sentence)
