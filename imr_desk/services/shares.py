"""Shares of a number, and how far a small number can be trusted."""

from math import sqrt

import msgspec

_Z = 1.959963984540054
"""Two-sided 95 % point of the normal distribution."""

FEWEST = 5
"""Below so many, a percentage says more about chance than about the work; the screen gives the numbers alone."""


class Share(msgspec.Struct, frozen=True):
    """``part`` of ``whole``."""

    part: int
    whole: int

    @property
    def too_few(self) -> bool:
        """Tell whether the whole is too small for a percentage."""
        return self.whole < FEWEST

    @property
    def percent(self) -> float:
        """The share in percent; 0 of nothing."""
        return 100 * self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval in percent.

        By Wilson (Journal of the American Statistical Association 22, 1927), which stays within 0 and 100 and holds
        for small numbers, where the usual "plus or minus" fails.
        """
        if not self.whole:
            return 0.0, 100.0
        n, p = self.whole, self.part / self.whole
        base = 1 + _Z * _Z / n
        middle = (p + _Z * _Z / (2 * n)) / base
        half = _Z / base * sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n))
        low = 0.0 if self.part == 0 else max(0.0, middle - half)
        high = 1.0 if self.part == n else min(1.0, middle + half)
        return 100 * low, 100 * high
