"""What is chosen is told at once and there at the next start; the file holds only differences."""

import pytest
from PySide6.QtCore import QSettings

from imr_desk.model.settings import PAGE_THEME, THEME, Choices, setting_of
from imr_desk.ui.letter.tiles import PageTheme
from imr_desk.ui.preferences.bindings import given, taken_away
from imr_desk.ui.theme import THEMES


def stored(ini):
    settings = QSettings(str(ini), QSettings.Format.IniFormat)
    return {key: settings.value(key) for key in settings.allKeys()}


def test_a_choice_is_told_and_kept(store, open_store, qtbot):
    with qtbot.waitSignal(store.changed) as told:
        store.choose("look/theme", "dark")
    assert told.args == ["look/theme", "dark"]
    assert open_store().choices["look/theme"] == "dark"


def test_the_same_choice_again_is_not_told(store, qtbot):
    with qtbot.assertNotEmitted(store.changed):
        store.choose("look/scale", 1.0)


def test_a_wrong_choice_changes_nothing(store, ini):
    with pytest.raises(ValueError, match="look/scale"):
        store.choose("look/scale", 9.0)
    assert store.choices == Choices()
    assert stored(ini) == {}


def test_what_earlier_versions_stored_is_read(ini, open_store):
    settings = QSettings(str(ini), QSettings.Format.IniFormat)
    settings.setValue("look/theme", "dark")
    settings.setValue("look/scale", 1.21)
    settings.sync()
    assert open_store().choices.stored == {"look/theme": "dark", "look/scale": "1.21"}


def test_defaults_leave_the_rest_of_the_file_alone(store, ini):
    QSettings(str(ini), QSettings.Format.IniFormat).setValue("window/panels", "wide")
    store.choose("look/theme", "light")
    store.choose("start/open_next", False)
    store.bind(given(store.bindings, "back_up", "F11"))
    told = []
    store.changed.connect(lambda key, value: told.append((key, value)))
    store.restore_defaults()
    assert told == [("look/theme", "system"), ("start/open_next", True)]
    assert stored(ini) == {"window/panels": "wide", "keys/back_up": "F11"}


def test_keys_are_told_and_kept(store, open_store, qtbot):
    bound = given(taken_away(store.bindings, "find", "Ctrl+F"), "zoom_in", "Ctrl+,")
    with qtbot.waitSignal(store.keys_changed):
        store.bind(bound)
    again = open_store()
    assert again.bindings == bound
    assert again.bindings["find"] == ()
    assert again.bindings["zoom_in"][-1] == "Ctrl+,"


def test_restoring_keys_leaves_keys_of_other_versions(store, ini, open_store):
    QSettings(str(ini), QSettings.Format.IniFormat).setValue("keys/act_of_tomorrow", "F11")
    again = open_store()
    again.bind(given(again.bindings, "open", "F11"))
    again.restore_keys()
    assert again.bindings == again.default_keys
    assert stored(ini) == {"keys/act_of_tomorrow": "F11"}


def test_a_file_edited_by_hand_never_stops_the_start(ini, open_store):
    ini.write_text(
        "[look]\ntheme=purple\nscale=1.1, 2\n[keys]\nopen=Ctrl+K, Ctrl+C\nfind=F11\nfinish=F11\n", encoding="utf-8"
    )
    store = open_store()
    assert store.choices == Choices()
    assert store.bindings["open"] == ("Ctrl+O",)
    assert store.bindings["find"] == ("F11",)
    assert store.bindings["finish"] == ()


def test_the_options_are_the_themes_and_the_looks_of_paper_that_there_are():
    assert {option.value for option in setting_of(THEME).options} == {"system", *(theme.name for theme in THEMES)}
    assert {option.value for option in setting_of(PAGE_THEME).options} == set(PageTheme)
