"""The history of a whole log in plain words: what was done, by whom and when."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

import msgspec

from imr_desk.model.case import CaseEvent
from imr_desk.model.event_kinds import EventKind
from imr_desk.ports import LogKeeping

LOOK = 500
"""Events that are read at once: a few milliseconds in which nothing else can be saved."""

_DIGITS = 12
"""Of a SHA-256, as many as tell one text from another at a glance; the saved table has all of them."""


class EventGroup(StrEnum):
    """What an event of a log is about; the value is what a list to choose from calls it."""

    SIGN_IN = "Signing in"
    LOCK = "Locking and passphrases"
    COPY = "Copies and restores"
    PROTECTION = "Protection"
    KEPT = "Rules, lists and labels"
    REPAIR = "Damage, recovery and clock"
    OTHER = "Other"


class LogLine(msgspec.Struct, frozen=True):
    """An event of a log, told.

    Attributes:
        seq: its number in the log.
        at: ISO 8601 with offset.
        by: who.
        group: what it is about.
        words: what happened, in a sentence without a full stop.
        kept: kind and detail as the log has them, under the log's chain of hashes.
    """

    seq: int
    at: str
    by: str
    group: EventGroup
    words: str
    kept: str

    @property
    def when(self) -> str:
        """Day and time to the second, in the zone in which it was signed."""
        return self.at[:19].replace("T", " ")


class Look(NamedTuple):
    """What one look into the history found: lines, where the next look begins, whether there is no next one."""

    lines: tuple[LogLine, ...]
    after: int
    ended: bool


class LogHistory:
    """Tells the history of a log, newest first. May be called from any thread.

    Args:
        log: the log.
    """

    def __init__(self, log: LogKeeping) -> None:
        self._log = log

    def look(self, after: int = 0, group: EventGroup | None = None) -> Look:
        """Look at the next ``LOOK`` events behind number ``after`` (0: from the newest) and tell those of a group.

        Raises:
            CaseLogError: the log cannot be read.
        """
        events = self._log.log_events(after, LOOK)
        lines = (line_of(event) for event in events)
        wanted = tuple(line for line in lines if group in (None, line.group))
        return Look(wanted, events[-1].seq if events else after, len(events) < LOOK)

    def every(self, group: EventGroup | None = None) -> Iterator[LogLine]:
        """Yield all lines of a group, newest first.

        Raises:
            CaseLogError: the log cannot be read.
        """
        after, ended = 0, False
        while not ended:
            lines, after, ended = self.look(after, group)
            yield from lines


def line_of(event: CaseEvent) -> LogLine:
    """Tell an event of a log."""
    group, tell = _TOLD.get(event.kind, (EventGroup.OTHER, None))
    kept = f"{event.kind}: {event.detail}" if event.detail else event.kind
    return LogLine(event.seq, event.at, event.by, group, kept if tell is None else tell(event.detail), kept)


_Tell = Callable[[str], str]


def _said(words: str, between: str = ": ") -> _Tell:
    """Return what tells an event by fixed words, with its detail behind them."""
    return lambda detail: f"{words}{between}{detail}" if detail else words


_KEPT_TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "deadline-rules": "The deadline rules were changed",
        "holidays": "The list of holidays was changed",
        "deadlines-counted": "The deadlines of all cases were counted anew",
        "sampling": "The rule that sends cases to a second reading was changed",
        "views": "The saved views of the queue were changed",
        "case-time-out": "The time after which a case left lying is free was changed",
        "people": "The list of people was changed",
        "labels": "The table of labels was changed",
    }
)
"""What is said of a text that was kept, by the name under which its service keeps it."""


def _kept(detail: str) -> str:
    name, _, proof = detail.partition(", SHA-256 ")
    words = _KEPT_TEXTS.get(name, f"“{name}” was kept")
    return f"{words} (fingerprint {proof[:_DIGITS]})" if proof else words


_TOLD: Final[Mapping[str, tuple[EventGroup, _Tell]]] = MappingProxyType(
    {
        EventKind.SIGNED_IN: (EventGroup.SIGN_IN, _said("Signed in")),
        EventKind.SIGN_IN_REFUSED: (EventGroup.SIGN_IN, _said("Sign-in refused, name or passphrase not right")),
        EventKind.LOCKED: (EventGroup.LOCK, _said("The window was locked")),
        EventKind.UNLOCKED: (EventGroup.LOCK, _said("The window was unlocked")),
        EventKind.UNLOCK_REFUSED: (EventGroup.LOCK, _said("A wrong passphrase or code was tried", " ")),
        EventKind.PROTECTION: (EventGroup.PROTECTION, _said("The protection of the log was changed")),
        EventKind.COPYING: (EventGroup.COPY, _said("A backup was begun")),
        EventKind.NOT_COPIED: (EventGroup.COPY, _said("A backup could not be made")),
        EventKind.COPIED: (EventGroup.COPY, _said("The log was copied to a file")),
        EventKind.RESTORED: (EventGroup.COPY, _said("The log was restored from a backup")),
        EventKind.PLAIN_COPY: (EventGroup.COPY, _said("A copy for other programs was written, not encrypted")),
        EventKind.HISTORY_SAVED: (EventGroup.COPY, _said("This history was saved as a table")),
        EventKind.KEPT: (EventGroup.KEPT, _kept),
        EventKind.CLOCK_SET_BACK: (EventGroup.REPAIR, _said("The clock was set back")),
        EventKind.HISTORY_LOST: (EventGroup.REPAIR, _said("Part of the history is lost")),
        EventKind.RECOVERED: (EventGroup.REPAIR, _said("The log was recovered")),
    }
)
"""How each kind of event is told; what is not here is told as the log has it."""
