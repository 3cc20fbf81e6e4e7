"""The geometry of pages on the desk, without Qt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imr_desk.model.geometry import Rect
from imr_desk.ui.letter.page_layout import (
    FULL_SIZE,
    GAP,
    MARGIN,
    Fit,
    PageLayout,
    Paper,
    Spot,
    fitted_zoom,
    revealing,
    stepped,
)

LETTER = tuple(Paper(number, 612, 792) for number in (1, 2, 3))
MIXED = (Paper(1, 612, 792), Paper(2, 792, 612), Paper(3, 300, 400))
papers = st.lists(st.tuples(st.floats(50, 1500), st.floats(50, 2500)), min_size=1, max_size=6).map(
    lambda sizes: tuple(Paper(n, w, h) for n, (w, h) in enumerate(sizes, 1))
)
rotations = st.sampled_from((0, 90, 180, 270))


def test_fit_width_fills_the_view_but_for_the_desk_beside_the_page():
    zoom = fitted_zoom(LETTER, 0, 900, 700, Fit.WIDTH)
    frame = PageLayout.arranged(LETTER, zoom, 0, 900).frame(1)
    assert frame.x == pytest.approx(MARGIN, abs=1)
    assert frame.width == pytest.approx(900 - 2 * MARGIN, abs=1)


def test_fit_page_shows_a_whole_page():
    zoom = fitted_zoom(MIXED, 0, 900, 700, Fit.PAGE)
    layout = PageLayout.arranged(MIXED, zoom, 0, 900)
    assert max(frame.height for frame in layout.frames) <= 700
    assert max(frame.width for frame in layout.frames) <= 900


def test_fit_width_of_pages_turned_looks_at_their_height():
    upright, turned = (fitted_zoom(LETTER, rotation, 900, 700, Fit.WIDTH) for rotation in (0, 90))
    assert turned == pytest.approx(upright * 612 / 792)


def test_a_page_without_a_letter_needs_no_zoom():
    assert fitted_zoom((), 0, 900, 700, Fit.WIDTH) == 1.0
    assert PageLayout.arranged((), 1.0, 0, 900).nearest(50) is None
    assert PageLayout.arranged((), 1.0, 0, 900).spot(5, 5) is None


def test_pages_lie_under_one_another_in_the_middle():
    layout = PageLayout.arranged(MIXED, 1.0, 0, 2000)
    for above, below in zip(layout.frames, layout.frames[1:], strict=False):
        assert below.y - above.bottom == pytest.approx(GAP, abs=1)
    for frame in layout.frames:
        assert frame.x + frame.width / 2 == pytest.approx(1000, abs=1)


@given(papers, st.floats(0.1, 8), rotations, st.sampled_from((1.0, 1.25, 1.5, 2.0, 3.0)))
def test_pages_are_whole_device_pixels_at_whole_device_pixels(sheets, zoom, rotation, ratio):
    for frame in PageLayout.arranged(sheets, zoom, rotation, 900, ratio).frames:
        for length in (frame.x, frame.y, frame.width, frame.height):
            assert length * ratio == pytest.approx(round(length * ratio), abs=1e-6)


@given(papers, st.floats(0.1, 8), rotations, st.data())
def test_a_place_in_the_view_and_its_place_on_the_page_are_the_same(sheets, zoom, rotation, data):
    layout = PageLayout.arranged(sheets, zoom, rotation, 900)
    frame = data.draw(st.sampled_from(layout.frames))
    x = frame.x + frame.width * data.draw(st.floats(0.01, 0.99))
    y = frame.y + frame.height * data.draw(st.floats(0.01, 0.99))
    spot = layout.spot(x, y)
    assert spot is not None
    assert spot.page == frame.page
    assert layout.place(spot) == (pytest.approx(x, abs=0.01), pytest.approx(y, abs=0.01))


def test_the_top_left_corner_of_the_paper_goes_round_with_the_page():
    corners = []
    for rotation in (0, 90, 180, 270):
        layout = PageLayout.arranged(LETTER, 1.0, rotation, 900)
        frame = layout.frame(1)
        x, y = layout.place(Spot(1, 0, 0))
        corners.append((round((x - frame.x) / frame.width), round((y - frame.y) / frame.height)))
    assert corners == [(0, 0), (1, 0), (1, 1), (0, 1)]


def test_a_box_stays_a_box_when_the_page_is_turned():
    for rotation in (0, 90, 180, 270):
        box = PageLayout.arranged(LETTER, 1.0, rotation, 900).box(2, Rect(100, 200, 160, 212))
        size = (box.width, box.height) if rotation % 180 == 0 else (box.height, box.width)
        assert size == (pytest.approx(60 * FULL_SIZE, abs=0.1), pytest.approx(12 * FULL_SIZE, abs=0.1))


def test_only_pages_that_show_are_between_two_heights():
    layout = PageLayout.arranged(LETTER, 1.0, 0, 900)
    middle = layout.frame(2).y + 10
    assert [frame.page for frame in layout.between(middle, middle + 50)] == [2]
    assert [frame.page for frame in layout.between(0, layout.height)] == [1, 2, 3]
    assert layout.between(layout.height + 1, layout.height + 2) == ()


def test_between_two_pages_the_nearer_is_meant():
    layout = PageLayout.arranged(LETTER, 1.0, 0, 900)
    gap = layout.frame(1).bottom
    assert layout.nearest(gap + 1).page == 1
    assert layout.nearest(gap + GAP - 1).page == 2
    assert layout.nearest(-500).page == 1
    assert layout.nearest(layout.height + 500).page == 3


def test_zooming_stops_at_round_sizes_and_at_the_ends():
    assert stepped(1.18, 1) == 1.25
    assert stepped(1.18, -1) == 1.1
    assert stepped(1.0, 1) == 1.1
    assert stepped(0.25, -1) == 0.25
    assert stepped(8.0, 3) == 8.0


class TestRevealing:
    def test_what_shows_does_not_move(self):
        assert revealing(100, 500, 150, 580, 60) == 100

    def test_what_lies_above_comes_in_with_context_over_it(self):
        assert revealing(1000, 500, 300, 320, 60) == 240

    def test_what_lies_below_comes_in_with_context_under_it(self):
        assert revealing(0, 500, 900, 920, 60) == 480

    def test_of_what_is_longer_than_the_view_the_beginning_is_shown(self):
        assert revealing(0, 500, 900, 1600, 60) == 900

    def test_a_view_within_what_is_longer_than_itself_stays(self):
        assert revealing(1000, 500, 900, 1600, 60) == 1000

    @given(st.floats(0, 3000), st.floats(100, 900), st.floats(0, 4000), st.floats(1, 99), st.floats(0, 300))
    def test_afterwards_it_always_shows(self, view, length, start, size, context):
        moved = revealing(view, length, start, start + size, context)
        assert moved - 1e-6 <= start
        assert start + size <= moved + length + 1e-6
