"""Until when a case in work is its reviewer's alone: after a time without any act on it, others may take it.

Nothing happens when the time is over. Whether a case has timed out is told whenever one looks, from the moment that
the log keeps of each case, so that a million cases cost nothing; who works on a case puts that moment forward.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from imr_desk.model.case import Case
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.handling import Handling, HandlingStep, Take, TakeIdle
from imr_desk.model.signature import Signature
from imr_desk.ports import Clock, LogKeeping

_HOURS = "case-time-out"
"""Name of the setting among the texts that the log keeps: a whole number of hours."""

USUAL_HOURS = 24
MOST_HOURS = 24 * 260
"""A year of working days; who wants more wants no time-out."""

SIGN_AFTER = timedelta(minutes=15)
"""A reviewer at work puts the moment forward not more often than this: each time is an event of the log."""

_DAY = timedelta(days=1)


class Ownership:
    """Tells which cases in work have timed out.

    Hours are counted on working days, round the clock: 24 hours from Friday at three end on Monday at three, so that
    nobody loses a case over a weekend.

    Args:
        log: where the setting is kept.
        clock: tells the time.
        works: tells whether a day is a working day.
    """

    def __init__(self, log: LogKeeping, clock: Clock, works: Callable[[date], bool]) -> None:
        self._log = log
        self._clock = clock
        self._works = works
        self._kept: int | None = None

    @property
    def hours(self) -> int:
        """Working-day hours without an act after which others may take a case; 0 for never. Asks the log once."""
        if self._kept is None:
            said = self._log.kept(_HOURS) or ""
            # What a newer version or a person wrote otherwise counts as the usual time: no work is lost by either.
            fits = said.isascii() and said.isdecimal() and int(said[:6]) <= MOST_HOURS
            self._kept = int(said) if fits else USUAL_HOURS
        return self._kept

    def keep_hours(self, hours: int, by: Signature) -> None:
        """Let cases time out after so many hours from now on; 0 for never.

        Raises:
            EditRefusedError: nobody can mean so many hours.
            CaseLogError: it could not be saved.
        """
        if not 0 <= hours <= MOST_HOURS:
            raise EditRefusedError(f"Write a number of hours from 1 to {MOST_HOURS:,}, or 0 for never.")
        self._log.keep(_HOURS, str(hours), by)
        self._kept = hours

    def idle_before(self) -> str:
        """Return the moment before which the last sign of work must lie for a case to have timed out.

        It is written as signatures are (ISO 8601 with offset), so that the log compares it with what it keeps; where
        summer time begins or ends in between, it is an hour off. Empty when cases never time out.
        """
        if not self.hours:
            return ""
        now, left = self._clock.now(), timedelta(hours=self.hours)
        day, end = now.date(), now
        while True:
            begin = datetime.combine(day, time(), now.tzinfo)
            if self._works(day):
                if end - begin >= left:
                    return (end - left).isoformat(timespec="milliseconds")
                left -= end - begin
            day, end = day - _DAY, begin

    def is_idle(self, case: Case) -> bool:
        """Tell whether a case in work has timed out; one that waits on hold, or is finished, never does."""
        return case.timed_out(self.idle_before())

    def step_for(self, step: HandlingStep, case: Case, who: str) -> HandlingStep:
        """Return the step that takes a timed-out case of somebody else, where a step would take it; else the step."""
        if isinstance(step, Take) and case.handling.reviewer not in ("", who) and self.is_idle(case):
            return TakeIdle(case.handling.reviewer, case.handling.taken_at)
        return step

    def wants_sign(self, handling: Handling, by: Signature) -> bool:
        """Tell whether an act of who has a case is to put the moment of their last work forward."""
        if handling.reviewer != by.who or not self.hours:
            return False
        try:
            last = datetime.fromisoformat(handling.taken_at)
            return datetime.fromisoformat(by.at) - last >= SIGN_AFTER
        except (ValueError, TypeError):  # no moment, or one without its zone: this act gives it one
            return True
