"""The places of the window that grow: panels in the form's stead, pages in the middle."""

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel, QLineEdit

from imr_desk.ui.arrangement import Arrangement
from imr_desk.ui.review.panel import ReviewPanel
from tests.ui.showing import show_active


@pytest.fixture
def places(desk, qtbot, tmp_path):
    """Return a desk with two panels that can stand in the form's place."""
    review = ReviewPanel(desk.session)
    settings = QSettings(str(tmp_path / "places.ini"), QSettings.Format.IniFormat)
    arrangement = Arrangement(QLineEdit(), QLabel("letter"), review, settings)
    qtbot.addWidget(arrangement)
    first, second = QLabel("first"), QLabel("second")
    arrangement.add_panel(first)
    arrangement.add_panel(second)
    arrangement.resize(1600, 800)
    show_active(arrangement)
    return arrangement, review, first, second


def shown(*panels):
    return [not panel.isHidden() for panel in panels]


def test_a_panel_takes_the_forms_place_and_gives_it_back_in_the_same_width(places):
    arrangement, review, first, second = places
    arrangement.panels.setSizes([300, 700, 600, 0, 0])
    width = review.width()
    arrangement.show_instead_of_form(first, shown=True)
    assert shown(review, first, second) == [False, True, False]
    assert first.width() == width
    arrangement.show_instead_of_form(first, shown=False)
    assert shown(review, first, second) == [True, False, False]
    assert review.width() == width


def test_a_second_panel_displaces_the_first_and_gives_the_place_to_the_form(places):
    arrangement, review, first, second = places
    displaced = []
    arrangement.displaced.connect(displaced.append)
    arrangement.show_instead_of_form(first, shown=True)
    assert displaced == []
    arrangement.show_instead_of_form(second, shown=True)
    assert displaced == [first]
    assert shown(review, first, second) == [False, False, True]
    arrangement.show_instead_of_form(first, shown=False)  # it no longer stands there
    assert shown(review, first, second) == [False, False, True]
    arrangement.show_instead_of_form(second, shown=False)
    assert shown(review, first, second) == [True, False, False]
