"""The key of an encrypted log, sealed: ``NAME.key.json`` beside the log, and beside each copy of it.

The log is encrypted with 256 random bits that stand nowhere in the open. The file holds them sealed once for each way
to open the log: the recovery code, a passphrase, this computer's key store. Changing a passphrase seals the same key
anew and leaves the log as it is. What was sealed is bound to the log's identity and to the way (AES-256-GCM).
"""

import hashlib
import hmac
import os
import secrets
import unicodedata
from pathlib import Path

import msgspec

from imr_desk.caselog.backup import backups_in, part_of
from imr_desk.caselog.engine import CIPHER_KEY
from imr_desk.caselog.places import backup_folder, key_file_of
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind

FORMAT = "imr-desk/keys/1"

MEMORY, PASSES, LANES = 64 * 1024, 3, 4
"""Argon2id: KiB of memory, passes, lanes (design: reliability, section 5); some 0.4 s."""

SHORTEST_PASSPHRASE = 10
"""Characters."""

_MOST_MEMORY, _MOST_PASSES, _MOST_LANES = 1024 * 1024, 16, 16
"""What a key file may ask for at most: it may come from a stranger."""


class Sealed(msgspec.Struct, frozen=True, tag="recovery-code"):
    """The key, sealed with a recovery code."""

    nonce: bytes
    content: bytes


class SealedInStore(msgspec.Struct, frozen=True, tag="key-store"):
    """The key, sealed with a secret that this computer's key store holds."""

    nonce: bytes
    content: bytes


class SealedByPassphrase(msgspec.Struct, frozen=True, tag="passphrase"):
    """The key, sealed with what Argon2id makes of a passphrase; ``memory`` in KiB."""

    nonce: bytes
    content: bytes
    salt: bytes
    memory: int
    passes: int
    lanes: int


Wrap = Sealed | SealedInStore | SealedByPassphrase


class KeyFile(msgspec.Struct, frozen=True):
    """What stands in a key file.

    Attributes:
        log: random identity of the log, 32 hexadecimal digits.
        wraps: the key, once for each way to open the log.
        format: of the file.
    """

    log: str
    wraps: tuple[Wrap, ...] = ()
    format: str = FORMAT

    def with_wrap(self, wrap: Wrap) -> "KeyFile":
        """Return the file with this wrap in the place of the one of its kind."""
        return msgspec.structs.replace(self.without(type(wrap)), wraps=(*self.without(type(wrap)).wraps, wrap))

    def without(self, kind: type[Wrap]) -> "KeyFile":
        """Return the file without the wrap of a kind."""
        return msgspec.structs.replace(self, wraps=tuple(wrap for wrap in self.wraps if not isinstance(wrap, kind)))

    def has(self, kind: type[Wrap]) -> bool:
        """Tell whether a way to open the log is there."""
        return any(isinstance(wrap, kind) for wrap in self.wraps)


def new_key() -> bytes:
    """Return a new random key for a log."""
    return secrets.token_bytes(CIPHER_KEY)


def new_key_file() -> KeyFile:
    """Return the key file of a log that is to be encrypted, still without a way to open it."""
    return KeyFile(secrets.token_hex(16))


# The file


def read_keys(log: Path) -> KeyFile | None:
    """Return the key file of a log, or of its newest backup where its own is gone; ``None`` without any.

    Raises:
        CaseLogError: there are only files that cannot be read.
    """
    backups = backups_in(backup_folder(log), log.stem)
    files = [key_file_of(log), *(key_file_of(backups[moment]) for moment in sorted(backups, reverse=True))]
    unreadable = None
    for file in files:
        try:
            found = msgspec.json.decode(file.read_bytes(), type=KeyFile)
        except FileNotFoundError:
            continue
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            unreadable = unreadable or file
            continue
        if found.format == FORMAT:
            return found
        unreadable = unreadable or file
    if unreadable is not None:
        raise CaseLogError(
            CaseLogErrorKind.SEALED,
            f"The key file {unreadable.name} of the case log cannot be read, so the log cannot be opened. "
            f"Put a copy of it in {unreadable.parent}; each backup has one beside it.",
        )
    return None


def write_keys(log: Path, keys: KeyFile) -> None:
    """Write the key file of a log, whole or not at all.

    Raises:
        OSError: it could not be written; an older one stands.
    """
    write_whole(key_file_of(log), msgspec.json.format(msgspec.json.encode(keys)))


def write_whole(path: Path, content: bytes) -> None:
    """Write a small file, whole or not at all."""
    with part_of(path) as part:
        part.write_bytes(content)


def carry_keys(log: Path, copy: Path) -> None:
    """Put the key file of an encrypted log beside a copy of it; a plain log has none to put.

    Raises:
        OSError: it could not be written.
    """
    source, target = key_file_of(log), key_file_of(copy)
    if source.exists():
        write_whole(target, source.read_bytes())
    else:
        target.unlink(missing_ok=True)


# Sealing


def sealed_by_code(keys: KeyFile, key: bytes, secret: bytes) -> KeyFile:
    """Seal the key with the secret of a recovery code; an older code opens nothing any more."""
    return keys.with_wrap(Sealed(*_sealed(_from_code(keys, secret), key, keys, Sealed)))


def sealed_in_store(keys: KeyFile, key: bytes, secret: bytes) -> KeyFile:
    """Seal the key with 32 random bytes that are kept in the key store."""
    return keys.with_wrap(SealedInStore(*_sealed(secret, key, keys, SealedInStore)))


def sealed_by_passphrase(keys: KeyFile, key: bytes, passphrase: str) -> KeyFile:
    """Seal the key with a passphrase; an older one opens nothing any more.

    Raises:
        CaseLogError: the passphrase is too short.
    """
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise CaseLogError(
            CaseLogErrorKind.SEALED,
            f"A passphrase needs at least {SHORTEST_PASSPHRASE} characters. Four or five words that do not belong "
            "together are easy to keep in mind.",
        )
    salt = os.urandom(16)
    made = _from_passphrase(passphrase, salt, MEMORY, PASSES, LANES)
    nonce, content = _sealed(made, key, keys, SealedByPassphrase)
    return keys.with_wrap(SealedByPassphrase(nonce, content, salt, MEMORY, PASSES, LANES))


def opened_by_code(keys: KeyFile, secret: bytes) -> bytes | None:
    """Return the key, or ``None`` when this is not the code of this log."""
    return next(
        (_opened(_from_code(keys, secret), wrap, keys) for wrap in keys.wraps if isinstance(wrap, Sealed)), None
    )


def opened_by_store(keys: KeyFile, secret: bytes) -> bytes | None:
    """Return the key, or ``None`` when what the key store holds does not fit."""
    return next((_opened(secret, wrap, keys) for wrap in keys.wraps if isinstance(wrap, SealedInStore)), None)


def opened_by_passphrase(keys: KeyFile, passphrase: str) -> bytes | None:
    """Return the key, or ``None`` when this is not the passphrase; takes some 0.4 s."""
    for wrap in keys.wraps:
        if isinstance(wrap, SealedByPassphrase) and _bearable(wrap):
            made = _from_passphrase(passphrase, wrap.salt, wrap.memory, wrap.passes, wrap.lanes)
            return _opened(made, wrap, keys)
    return None


def _bearable(wrap: SealedByPassphrase) -> bool:
    lanes = 1 <= wrap.lanes <= _MOST_LANES
    return lanes and 8 * wrap.lanes <= wrap.memory <= _MOST_MEMORY and 1 <= wrap.passes <= _MOST_PASSES


def _from_code(keys: KeyFile, secret: bytes) -> bytes:
    # 160 random bits need no stretching.
    return hmac.digest(secret, f"{FORMAT} recovery code {keys.log}".encode(), hashlib.sha256)


def _from_passphrase(passphrase: str, salt: bytes, memory: int, passes: int, lanes: int) -> bytes:
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - 20 ms that a plain log does not pay

    # The same words typed on another keyboard or system are the same passphrase.
    words = unicodedata.normalize("NFKC", passphrase.strip()).encode("utf-8", "surrogatepass")
    made: bytes = hash_secret_raw(
        words, salt, time_cost=passes, memory_cost=memory, parallelism=lanes, hash_len=CIPHER_KEY, type=Type.ID
    )
    return made


def _bound_to(keys: KeyFile, kind: type[Wrap]) -> bytes:
    return f"{FORMAT} {keys.log} {kind.__struct_config__.tag}".encode()


def _sealed(with_key: bytes, key: bytes, keys: KeyFile, kind: type[Wrap]) -> tuple[bytes, bytes]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

    nonce = os.urandom(12)
    return nonce, AESGCM(with_key).encrypt(nonce, key, _bound_to(keys, kind))


def _opened(with_key: bytes, wrap: Wrap, keys: KeyFile) -> bytes | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

    try:
        key = AESGCM(with_key).decrypt(wrap.nonce, wrap.content, _bound_to(keys, type(wrap)))
    except (InvalidTag, ValueError):  # the second: a nonce of a length that nobody makes
        return None
    return key if len(key) == CIPHER_KEY else None
