"""Charts before they are drawn, and how their bars are hit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imr_desk.ui.dashboard.bars import BarLayout
from imr_desk.ui.dashboard.chart import Bar, Cell, Chart, Series, Slot, Table, axis_values


def chart_of(*heights, lying=False, unit=""):
    slots = tuple(
        Slot(str(place), tuple(Bar(one, "w", None) for one in group)) for place, group in enumerate(heights)
    )
    return Chart((Series("s", "accent"),), slots, lying, unit)


@given(st.just(0.0) | st.floats(0.001, 1e9), st.booleans())
def test_an_axis_is_round_short_and_long_enough(top, whole):
    values = axis_values(top, whole=whole)
    assert values[0] == 0
    assert values[-1] >= top * 0.999999
    assert 2 <= len(values) <= 6
    if whole:
        assert all(value == int(value) for value in values)


@pytest.mark.parametrize(
    ("top", "values"), [(0, (0, 1)), (1, (0, 1)), (3, (0, 1, 2, 3)), (160, (0, 50, 100, 150, 200))]
)
def test_axes_of_counts(top, values):
    assert axis_values(top, whole=True) == values


@pytest.mark.parametrize("lying", [False, True])
def test_a_bar_is_hit_wherever_its_place_is_pointed_at(lying):
    layout = BarLayout.of(chart_of((3, 0), (), (1,), lying=lying))
    points = {-0.49: 0, -0.01: 0, 0.01: 1, 0.49: 1, 0.51: -1, 1.49: -1, 1.51: 2, 2.49: 2, 2.51: -1, -0.51: -1}
    for along, number in points.items():
        across, up = (2.9, along) if lying else (along, 2.9)
        assert layout.at(across, up, lying=lying) == number, along


def test_bars_of_a_group_stand_side_by_side_within_their_places():
    layout = BarLayout.of(chart_of((3, 2), (1, 5)))
    for one, other in zip(layout.spots, layout.spots[1:], strict=False):
        assert one.drawn.right() <= other.drawn.left() + 1e-9
    for spot in layout.spots:
        assert spot.around.left() - 1e-9 <= spot.drawn.left()
        assert spot.drawn.right() <= spot.around.right() + 1e-9


def test_a_table_for_a_file_has_bare_numbers_and_heads_in_a_line():
    table = Table(("A", "Of\nall"), ((Cell("x"), Cell("1,234", None, 1234)),))
    assert table.plain() == (("A", "Of all"), ("x", 1234))
