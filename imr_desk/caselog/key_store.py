"""This computer's own key store: Windows' credentials, macOS' keychain, the Secret Service of Linux desktops.

A stand-in that keeps secrets in a plain file, or none at all, is never taken for one: better to ask for a passphrase.
"""

import base64
import binascii
import contextlib
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE = "imr_desk"
_REAL = (
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
)


class KeyStore(Protocol):
    """Holds a secret of each log under the person's login."""

    def there(self) -> bool:
        """Tell whether there is one that can be used now."""
        ...

    def put(self, log: str, secret: bytes) -> bool:
        """Keep the secret of a log; tell whether it is kept."""
        ...

    def get(self, log: str) -> bytes | None:
        """Return the secret of a log; ``None`` when it is not held or the store does not answer."""
        ...

    def drop(self, log: str) -> None:
        """Forget the secret of a log."""
        ...


class SystemKeyStore:
    """The store of the operating system, found and loaded when first asked."""

    def __init__(self) -> None:
        self._looked = False
        self._backend: KeyringBackend | None = None

    def there(self) -> bool:
        """Tell whether there is one that can be used now."""
        return self._found() is not None

    def put(self, log: str, secret: bytes) -> bool:
        """Keep the secret of a log; tell whether it is kept."""
        backend = self._found()
        if backend is None:
            return False
        try:
            backend.set_password(_SERVICE, log, base64.b64encode(secret).decode())
        except Exception:  # noqa: BLE001 - each platform raises its own; whatever it was, nothing is kept
            return False
        return self.get(log) == secret

    def get(self, log: str) -> bytes | None:
        """Return the secret of a log; ``None`` when it is not held or the store does not answer."""
        backend = self._found()
        if backend is None:
            return None
        try:
            kept = backend.get_password(_SERVICE, log)
            return None if kept is None else base64.b64decode(kept, validate=True)
        except binascii.Error:
            return None
        except Exception:  # noqa: BLE001 - as above: the recovery code is asked for
            return None

    def drop(self, log: str) -> None:
        """Forget the secret of a log."""
        backend = self._found()
        if backend is not None:
            # What is left there opens nothing without the key file.
            with contextlib.suppress(Exception):
                backend.delete_password(_SERVICE, log)

    def _found(self) -> "KeyringBackend | None":
        if not self._looked:
            self._looked = True
            self._backend = _best()
        return self._backend


def _best() -> "KeyringBackend | None":
    try:
        from keyring.backend import get_all_keyring  # noqa: PLC0415 - 60 ms that only an encrypted log pays
    except ImportError:
        return None
    real = [backend for backend in get_all_keyring() if type(backend).__module__.startswith(_REAL)]
    return max(real, key=lambda backend: float(backend.priority), default=None)
