"""What happens to a whole log, kept in its own history: locks, refused passphrases, protection, copies, restoring."""

from collections.abc import Callable, Iterable

import msgspec

from imr_desk.model.event_kinds import EventKind
from imr_desk.model.signature import Signature
from imr_desk.ports import LogKeeping


class Happened(msgspec.Struct, frozen=True):
    """Something that happened to a log.

    Attributes:
        kind: what.
        detail: what else is worth knowing, without anything out of a case or a letter.
    """

    kind: EventKind
    detail: str = ""


class LogEvents:
    """Keeps what happens to a log in its history, signed by who sits at the desk. May be called from any thread.

    Args:
        log: the log.
        sign: tells who, and when.
        to_read: nothing can be kept, since the log is only read.
    """

    def __init__(self, log: LogKeeping, sign: Callable[[], Signature], *, to_read: bool = False) -> None:
        self._log = log
        self._sign = sign
        self._to_read = to_read

    def note(self, *happened: Happened) -> None:
        """Keep what happened.

        Raises:
            CaseLogError: the log cannot keep it.
        """
        for each in () if self._to_read else happened:
            self._log.note_log_event(each.kind, each.detail, self._sign())


def refused_unlocks(moments: Iterable[str]) -> tuple[Happened, ...]:
    """Return what to keep of tries to unlock that failed; ``moments`` tells when, ISO 8601 with offset."""
    return tuple(Happened(EventKind.UNLOCK_REFUSED, f"at {moment}") for moment in moments)
