"""Protection of a case log: what the window says of it, and doing what a person chooses."""

import threading
from typing import Protocol, runtime_checkable

import msgspec

from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.keeping import Protection

PROTECTS = (
    "Encryption protects the case log and its backups when the computer or disk is lost or stolen, when somebody "
    "copies the files, and from other people who use this computer under their own login."
)
DOES_NOT = (
    "It does not protect against programs that run under your login, against anybody at the screen while the log is "
    "open, nor what was exported, printed or copied to another program. Turn on the encryption of the whole disk too "
    "(BitLocker, FileVault, LUKS)."
)
STORE_ALONE = (
    "Without a passphrase, whoever can log in as you can open the case log. Only a passphrase keeps the key away "
    "from the computer."
)
CODE_WORDS = (
    "Print the recovery code and keep it away from the computer. It is shown this once. If the passphrase is "
    "forgotten or the login is lost, only this code opens the case log; without it the cases are lost."
)
OLD_COPIES = (
    "Backups made before keep the passphrase and recovery code that they were made with. If somebody else may know "
    "those, make a new backup and delete the old ones."
)


class Vault(Protocol):
    """What protects one log."""

    def protection(self) -> Protection: ...  # noqa: D102 - told by the service, method for method

    def has_store(self) -> bool: ...  # noqa: D102

    def key_from_store(self) -> bytes | None: ...  # noqa: D102

    def unlock(self, words: str) -> bytes: ...  # noqa: D102

    def take_refusals(self) -> tuple[str, ...]: ...  # noqa: D102

    def protect(self, passphrase: str | None, *, in_store: bool) -> tuple[bytes, str]: ...  # noqa: D102

    def remove(self, key: bytes) -> None: ...  # noqa: D102

    def protect_copies(self, key: bytes) -> int: ...  # noqa: D102

    def change_passphrase(self, key: bytes, passphrase: str | None) -> None: ...  # noqa: D102

    def renew_recovery_code(self, key: bytes) -> str: ...  # noqa: D102

    def keep_in_store(self, key: bytes) -> None: ...  # noqa: D102

    def forget_in_store(self) -> None: ...  # noqa: D102


class ProtectionWords(msgspec.Struct, frozen=True):
    """What a window says of how a log is protected.

    Attributes:
        state: a few words, for the status bar.
        sentence: what that means.
        notice: what stays visible as long as it holds; empty when the log is encrypted.
    """

    state: str
    sentence: str
    notice: str = ""


def words_for(protection: Protection, *, has_store: bool) -> ProtectionWords:
    """Return what to say of a protection; ``has_store`` tells whether this computer has a key store."""
    if not protection.encrypted:
        return ProtectionWords("Not encrypted", _why_plain(protection, has_store=has_store), _NOTICE)
    opening = {
        (True, True): "It opens with your login on this computer, elsewhere with its passphrase.",
        (True, False): f"It opens with your login on this computer. {STORE_ALONE}",
        (False, True): "It opens with its passphrase.",
        (False, False): "It opens with its recovery code alone: give it a passphrase.",
    }[protection.key_store, protection.passphrase]
    code = "" if protection.recovery_code else " It has no recovery code: make one and print it."
    return ProtectionWords("Encrypted", f"The case log and its new backups are encrypted. {opening}{code}")


_NOTICE = "This case log is not encrypted: whoever gets hold of its file can read the letters."


def _why_plain(protection: Protection, *, has_store: bool) -> str:
    if not protection.possible:
        return (
            "This computer lacks what encrypts case logs (the package sqlcipher3), so only the encryption of the "
            "whole disk protects it."
        )
    way = "with your login or a passphrase" if has_store else "with a passphrase; this computer has no key store"
    return f"It can be encrypted, to be opened {way}."


class LogProtection:
    """Protects one log. Whoever changes the protection closes the log before and opens it with the key after.

    Args:
        vault: what protects the log.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def protection(self) -> Protection:
        """Return what protects the log."""
        return self._vault.protection()

    def has_store(self) -> bool:
        """Tell whether this computer has a key store that can be used now."""
        return self._vault.has_store()

    def words(self) -> ProtectionWords:
        """Return what to say of it; the key store is looked for only where it makes a difference."""
        protection = self._vault.protection()
        asked = protection.possible and not protection.encrypted
        return words_for(protection, has_store=asked and self._vault.has_store())

    def key_without_asking(self) -> bytes | None:
        """Return the key of an encrypted log where the key store holds it; ``None`` for a plain log or to ask."""
        return self._vault.key_from_store() if self._vault.protection().encrypted else None

    def must_ask(self) -> bool:
        """Tell whether only the person can open the log, by passphrase or recovery code."""
        return self._vault.protection().encrypted and self._vault.key_from_store() is None

    def unlock(self, words: str) -> bytes:
        """Return the key by the passphrase or the recovery code.

        Raises:
            CaseLogError: neither fits (``SEALED``).
        """
        if not words.strip():
            raise CaseLogError(CaseLogErrorKind.SEALED, "Type the passphrase or the recovery code.")
        return self._vault.unlock(words)

    def take_refusals(self) -> tuple[str, ...]:
        """Return when words were refused (ISO 8601), oldest first, and forget it: the history keeps them now."""
        return self._vault.take_refusals()

    def protect(self, passphrase: str | None, *, in_store: bool, copies_too: bool) -> tuple[bytes, str]:
        """Encrypt a closed log, and the copies made of it before; return its key and its recovery code.

        Raises:
            CaseLogError: the log could not be encrypted; it is as it was.
        """
        key, code = self._vault.protect(passphrase, in_store=in_store)
        if copies_too:
            try:
                self._vault.protect_copies(key)
            except CaseLogError:
                # The code must reach the person whatever happens to old copies: the window asks for what is left.
                return key, code
        return key, code

    def protect_copies(self, key: bytes) -> int:
        """Encrypt the copies that are still plain; return how many were.

        Raises:
            CaseLogError: one could not be.
        """
        return self._vault.protect_copies(key)

    def remove(self, key: bytes) -> None:
        """Write a closed log plain again; its copies stay encrypted.

        Raises:
            CaseLogError: it could not be done; the log is as it was.
        """
        self._vault.remove(key)

    def change_passphrase(self, key: bytes, passphrase: str | None) -> None:
        """Give the log another passphrase, or none where the key store opens it; takes effect at once.

        Raises:
            CaseLogError: it is too short, or nothing but the recovery code would open the log.
        """
        self._vault.change_passphrase(key, passphrase)

    def renew_recovery_code(self, key: bytes) -> str:
        """Make a new recovery code, shown this once; the old one opens older backups only.

        Raises:
            CaseLogError: the key file could not be written.
        """
        return self._vault.renew_recovery_code(key)

    def use_store(self, key: bytes, *, use: bool) -> None:
        """Let the key store open the log, or no more.

        Raises:
            CaseLogError: there is none that can be used, or nothing but the recovery code would open the log.
        """
        if use:
            self._vault.keep_in_store(key)
        else:
            self._vault.forget_in_store()


@runtime_checkable
class Rests(Protocol):
    """A log in a file that can be closed for a while without being given up."""

    def rest(self) -> None: ...  # noqa: D102 - told by the lock, method for method

    def wake(self, key: bytes | None) -> None: ...  # noqa: D102

    def give_up_rest(self) -> None: ...  # noqa: D102


class LogLock:
    """The lock on an open log with a passphrase: while it holds, the file is closed and no key is kept.

    Whoever asks something of the log meanwhile waits for it to be unlocked; nothing that a window shows or that a
    person typed is touched. May be called from any thread.

    Args:
        log: the open log; one that is not in a file is left open.
        protection: checks the passphrase.
    """

    def __init__(self, log: object, protection: LogProtection) -> None:
        self._log = log if isinstance(log, Rests) else None
        self._protection = protection
        self._turn = threading.Lock()
        self._wanted = False

    def begin(self) -> None:
        """Lock; the file is closed by ``shut``, which may have to wait for what is being saved or copied."""
        with self._turn:
            self._wanted = True

    def shut(self) -> None:
        """Close the file, unless it was unlocked since.

        Raises:
            CaseLogError: it could not be closed; it is open.
        """
        with self._turn:
            if self._wanted and self._log is not None:
                self._log.rest()

    def unlock(self, words: str) -> bytes:
        """Open the file again by the passphrase or the recovery code; return its key.

        Raises:
            CaseLogError: neither fits, or the file cannot be opened; it stays locked.
        """
        key = self._protection.unlock(words)
        with self._turn:
            self._wanted = False
            if self._log is not None:
                self._log.wake(key)
        return key

    def give_up(self) -> None:
        """Let whoever waits be told that the log is closed, since the program ends."""
        with self._turn:
            self._wanted = False
            if self._log is not None:
                self._log.give_up_rest()
