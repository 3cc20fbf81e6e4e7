"""Backups: when a dated copy is due, making it, and trying out whether one leads back."""

import contextlib
import threading
from datetime import datetime, timedelta
from typing import Protocol

from imr_desk.model.errors import CaseLogError
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.keeping import KeptCopy
from imr_desk.ports import Clock
from imr_desk.services.log_events import Happened, LogEvents

INTERVAL = timedelta(minutes=30)
"""From a change to the copy that holds it (Anki's rule)."""

_UNHURRIED = 500_000_000
"""Bytes; a larger log is copied less often in proportion, so that copies take no more of the disk than work does."""


class Copies(Protocol):
    """The dated copies of one log."""

    @property
    def log_size(self) -> int:
        """Bytes of the log."""
        ...

    def changed_since(self, date: datetime) -> bool:
        """Tell whether anything was done in the log since its newest copy, made on ``date``, without zone."""
        ...

    def dates(self) -> tuple[datetime, ...]:
        """Return when the copies were made, newest first, without zone."""
        ...

    def kept(self) -> tuple[KeptCopy, ...]:
        """Return the copies, newest first."""
        ...

    def make(self, now: datetime) -> KeptCopy:
        """Make a proved copy dated ``now`` and retire old ones by the rule.

        Raises:
            CaseLogError: it could not be made.
        """
        ...

    def try_out(self, copy: KeptCopy) -> tuple[str, ...]:
        """Restore a copy elsewhere and read all that it holds; return what is damaged, a clause each.

        Raises:
            CaseLogError: there is no room to try it.
        """
        ...


class Backups:
    """Looks after the copies of one log. May be called from any thread; one copy is made at a time.

    Args:
        copies: what there is, and how one is made.
        clock: tells the time.
        events: keeps in the log that a copy was begun, so that the copy itself tells of it, and that one failed;
            left out, nothing is kept.
    """

    def __init__(self, copies: Copies, clock: Clock, events: LogEvents | None = None) -> None:
        self._copies = copies
        self._clock = clock
        self._events = events
        self._one_at_a_time = threading.Lock()
        self._first_change: datetime | None = None
        self._told = ""

    def log_changed(self) -> None:
        """Take note that something was saved."""
        if self._first_change is None:
            self._first_change = self._clock.now()

    def due_today(self) -> bool:
        """Tell whether the day needs its first copy: asked at the start, before anything is saved."""
        now = self._clock.now().replace(tzinfo=None)
        # Copies of the future are those of a clock that was set back: they say nothing of today.
        newest = next((date for date in self._copies.dates() if date <= now), None)
        return newest is None or (newest.date() < now.date() and self._copies.changed_since(newest))

    def due(self) -> bool:
        """Tell whether what was saved has waited long enough for its copy."""
        if self._first_change is None:
            return False
        waited = self._clock.now() - self._first_change
        # A clock that was set back tells nothing of how long it was.
        return waited >= self.interval or waited < timedelta()

    @property
    def interval(self) -> timedelta:
        """How long a change waits for its copy: longer in a large log."""
        return INTERVAL * max(1.0, self._copies.log_size / _UNHURRIED)

    def make(self) -> KeptCopy:
        """Make a copy now.

        Raises:
            CaseLogError: it could not be made; the log is untouched.
        """
        with self._one_at_a_time:
            # What is saved while the copy is made may or may not be in it: it counts as a change after it.
            waiting, self._first_change = self._first_change, None
            try:
                self._note(EventKind.COPYING)
                copy = self._copies.make(self._clock.now())
            except BaseException as error:
                self._first_change = waiting or self._first_change
                self._note_failure(error)
                raise
            self._told = ""
            return copy

    def make_if_due(self, *, at_start: bool = False) -> str:
        """Make a copy when one is due; return a sentence when it failed and was not told before, else nothing.

        After a failure the next try comes with the next question: asking once a minute is often enough.
        """
        if not (self.due_today() if at_start else self.due()):
            return ""
        try:
            self.make()
        except CaseLogError as error:
            told, self._told = self._told, error.kind.value
            return "" if told == error.kind.value else error.sentence
        return ""

    def kept(self) -> tuple[KeptCopy, ...]:
        """Return the copies that there are, newest first."""
        return self._copies.kept()

    def try_out(self, copy: KeptCopy) -> str:
        """Restore a copy elsewhere, read all that it holds and take it away again; return how it went in a sentence.

        Raises:
            CaseLogError: there is no room to try it.
        """
        damage = self._copies.try_out(copy)
        when = f"{copy.made_at:%Y-%m-%d %H:%M}"
        if not damage:
            return f"The backup of {when} is whole: the case log can be restored from it."
        more = f", and {len(damage) - 1} more" if len(damage) > 1 else ""
        return f"The backup of {when} is damaged ({damage[0]}{more}). Use another one."

    def _note(self, kind: EventKind, detail: str = "") -> None:
        if self._events is not None:
            self._events.note(Happened(kind, detail))

    def _note_failure(self, error: BaseException) -> None:
        # What kept the copy from being made may keep the log from telling of it: the copy's own error goes on.
        with contextlib.suppress(CaseLogError):
            self._note(EventKind.NOT_COPIED, error.kind.value if isinstance(error, CaseLogError) else "")
