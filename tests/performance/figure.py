"""One performance figure: a value against a floor of the same run."""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Figure(NamedTuple):
    """A row of the table.

    Attributes:
        name: what was measured.
        value: seconds (or megabytes) of the program.
        floor: the same of the bare thing it is held against.
        goal: the largest ratio wanted (``None``: for the record).
        unit: of value and floor.
        at_least: whether the ratio must be reached instead of not exceeded.
    """

    name: str
    value: float
    floor: float
    goal: float | None
    unit: str = "s"
    at_least: bool = False

    @property
    def ratio(self) -> float:
        """Value over floor."""
        return self.value / self.floor if self.floor else float("inf")

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        if self.goal is None:
            return True
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(ours: Callable[[], float], floor: Callable[[], float], rounds: int) -> tuple[float, float]:
    """Measure both in turn, so that a slow moment of the machine meets both; return the medians."""
    pairs = [(ours(), floor()) for _ in range(rounds)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)
