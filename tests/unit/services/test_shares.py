"""Shares and their intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imr_desk.services.shares import FEWEST, Share


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [  # reference values of Wilson's interval without continuity correction
        (0, 10, 0.0, 27.75),
        (1, 10, 1.79, 40.42),
        (5, 10, 23.66, 76.34),
        (10, 10, 72.25, 100.0),
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
    ],
)
def test_the_interval_is_wilsons(part, whole, low, high):
    assert Share(part, whole).interval == (pytest.approx(low, abs=0.01), pytest.approx(high, abs=0.01))


@given(st.integers(1, 10**6).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_interval_holds_the_share_and_stays_within_bounds(pair):
    share = Share(*pair)
    low, high = share.interval
    assert 0 <= low <= share.percent + 1e-9
    assert share.percent - 1e-9 <= high <= 100
    assert low < high


def test_nothing_of_nothing_says_nothing():
    assert Share(0, 0).percent == 0
    assert Share(0, 0).interval == (0, 100)
    assert Share(0, 0).too_few


def test_a_percentage_needs_five():
    assert Share(1, FEWEST - 1).too_few
    assert not Share(1, FEWEST).too_few
