"""How a case log is kept: what protects it, which copies there are, and whether it is whole."""

from datetime import datetime

import msgspec


class Protection(msgspec.Struct, frozen=True):
    """What stands between a case log and somebody who gets hold of its file.

    Attributes:
        encrypted: the file cannot be read without its key.
        key_store: this computer's key store holds what opens it, under the person's login.
        passphrase: a passphrase opens it.
        recovery_code: a recovery code was made that opens it.
        possible: this computer has what it takes to encrypt logs.
    """

    encrypted: bool = False
    key_store: bool = False
    passphrase: bool = False
    recovery_code: bool = False
    possible: bool = True


class KeptCopy(msgspec.Struct, frozen=True):
    """A dated copy of a case log.

    Attributes:
        path: of the file.
        made_at: when, by the clock of the computer that made it; without zone.
        size: bytes.
        events: how many events it holds; ``None`` where that cannot be told, as without its key.
        encrypted: it cannot be read without its key.
    """

    path: str
    made_at: datetime
    size: int
    events: int | None = None
    encrypted: bool = False


class Soundness(msgspec.Struct, frozen=True):
    """What a look through a whole case log found.

    Attributes:
        checked_at: when the look ended, ISO 8601 with offset.
        events: how many events its history holds.
        damage: what is damaged, a clause each; empty when all of it is as it was written.
    """

    checked_at: str
    events: int
    damage: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is damaged."""
        return not self.damage


class Recovered(msgspec.Struct, frozen=True):
    """What was read back from a damaged case log.

    Attributes:
        aside: where the damaged file is now.
        cases: how many cases the log holds again.
        events: how many events of the history were read back.
        lost: what could not be read, a clause each; empty when only indexes were damaged.
    """

    aside: str
    cases: int
    events: int
    lost: tuple[str, ...] = ()
