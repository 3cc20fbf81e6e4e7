"""How fast a batch goes, and how long the rest will take."""

from collections import deque
from collections.abc import Callable

_OVER = 40
"""Cases over which the pace is taken: long enough to be steady, short enough to follow a slow disk."""


class Pace:
    """Counts cases a second over the last ones.

    Args:
        clock: seconds that never go back, such as ``time.monotonic``.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._steps: deque[tuple[int, float]] = deque(maxlen=_OVER)

    def restart(self) -> None:
        """Begin anew."""
        self._steps.clear()

    def step(self, done: int) -> None:
        """Hear that ``done`` cases are finished."""
        self._steps.append((done, self._clock()))

    @property
    def rate(self) -> float:
        """Cases a second; 0 while it cannot be told."""
        if len(self._steps) < 2:
            return 0.0
        (first, began), (last, now) = self._steps[0], self._steps[-1]
        return (last - first) / (now - began) if now > began else 0.0

    def words(self, left: int) -> str:
        """Say the pace and the time for the ``left`` cases that remain; empty while it cannot be told."""
        if not self.rate:
            return ""
        pace = f"{self.rate:.0f}" if self.rate >= 2 else f"{self.rate:.1f}"
        return f"{pace} cases a second · {_lasting(left / self.rate)} left"


def _lasting(seconds: float) -> str:
    if seconds < 60:
        return "less than a minute"
    minutes = round(seconds / 60)
    return f"about {minutes} min" if minutes < 60 else f"about {minutes // 60} h {minutes % 60} min"
