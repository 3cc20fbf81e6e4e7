"""What is chosen reaches the parts of the window."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from imr_desk.config.places import resources_folder
from imr_desk.ui.icons import Icons
from imr_desk.ui.preferences.applying import Applying, Takers
from imr_desk.ui.preferences.bindings import given
from imr_desk.ui.theme import DARK, HIGH_CONTRAST, LIGHT


@pytest.fixture
def window(store):
    """Return what a window would have taken, and what applies it."""
    taken = SimpleNamespace(looks=[], pages=[], orders=[], keys=[], papers=[])
    owner = QObject()
    applying = Applying(store, Icons(resources_folder() / "icons"), owner)
    applying.start(
        Takers(
            lambda theme, kind: taken.looks.append((theme, kind.scale)),
            taken.pages.append,
            taken.orders.append,
            taken.keys.append,
            taken.papers.append,
        )
    )
    yield SimpleNamespace(taken=taken, applying=applying, owner=owner)
    owner.deleteLater()


def test_the_start_applies_all_but_the_look(window, store):
    assert window.taken == SimpleNamespace(
        looks=[], pages=["light"], orders=["form"], keys=[store.default_keys], papers=["us-letter"]
    )


def test_each_choice_goes_to_who_takes_it(window, store):
    store.choose("look/theme", "contrast")
    store.choose("look/scale", 1.5)
    store.choose("walk/order", "document")
    store.choose("start/open_next", False)
    assert window.taken.looks == [(HIGH_CONTRAST, 1.0), (HIGH_CONTRAST, 1.5)]
    assert window.taken.orders == ["form", "document"]
    store.bind(given(store.bindings, "note", "F12"))
    assert window.taken.keys[-1] == store.bindings


def test_the_acts_of_the_menu_are_remembered(window, store):
    store.choose("look/theme", "light")
    window.applying.turn_theme()
    assert store.choices["look/theme"] == "dark"
    window.applying.turn_theme()
    assert store.choices["look/theme"] == "light"
    for _ in range(12):
        window.applying.scale(1.1)
    assert store.choices["look/scale"] == 2.0
    for _ in range(12):
        window.applying.scale(1 / 1.1)
    assert store.choices["look/scale"] == 0.8


def test_the_looks_of_the_pages_go_round(window):
    for _ in range(3):
        window.applying.next_page_theme()
    assert window.taken.pages == ["light", "dimmed", "inverted", "light"]


def test_only_like_the_system_follows_the_system(window, store, qapp):
    hints = QApplication.styleHints()
    store.choose("look/theme", "light")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert window.taken.looks[-1] == (LIGHT, 1.0)
    assert len(window.taken.looks) == 1
    store.choose("look/theme", "system")
    count = len(window.taken.looks)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert len(window.taken.looks) == count + 1
    assert window.taken.looks[-1][0] in (LIGHT, DARK)
