"""Draws the dates of a case."""

import random
from datetime import date, timedelta

import msgspec

from tests.synthetic.wishes import Layout

_YEARS: dict[Layout, tuple[date, date]] = {
    "A": (date(2013, 2, 1), date(2013, 5, 31)),
    "B": (date(2013, 7, 1), date(2013, 12, 20)),
    "C": (date(2013, 11, 1), date(2014, 12, 20)),
    "C2": (date(2013, 10, 1), date(2015, 6, 30)),
    "D": (date(2016, 1, 5), date(2017, 3, 10)),
}
"""Spans of decision dates in which the layouts were in use (letters.md)."""


class CaseDays(msgspec.Struct, frozen=True):
    """The dates of a case, in their order in time."""

    injury: date
    denied: date
    received: date
    assigned: date
    decided: date


def draw_days(rng: random.Random, layout: Layout) -> CaseDays:
    """Dates of a case decided while the layout was in use."""
    first, last = _YEARS[layout]
    decided = first + timedelta(days=rng.randrange((last - first).days))
    assigned = decided - timedelta(days=rng.randint(12, 40))
    received = assigned - timedelta(days=rng.randint(2, 15))
    denied = received - timedelta(days=rng.randint(3, 29))
    since = rng.choice((rng.randint(40, 200), rng.randint(200, 1500), rng.randint(1500, 6000)))
    return CaseDays(denied - timedelta(days=since), denied, received, assigned, decided)


def another_day(rng: random.Random, day: date) -> date:
    """A date that a hurried writer puts for another: a year, a month or a few days off."""
    return day - timedelta(days=rng.choice((365, 31, 1, 6)))
