"""The table of settings, and choices that survive any settings file."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imr_desk.model.settings import SETTINGS, Choices, SettingKind, setting_of

KEYS = [setting.key for setting in SETTINGS]
by_key = pytest.mark.parametrize("setting", SETTINGS, ids=KEYS)


def test_keys_are_unique_and_have_a_group():
    assert len(set(KEYS)) == len(KEYS)
    assert all(key.count("/") == 1 for key in KEYS)


def test_groups_stand_together():
    groups = [group for group, _ in groupby(SETTINGS, key=lambda setting: setting.group)]
    assert len(set(groups)) == len(groups)


@by_key
def test_a_default_is_a_value_of_its_setting(setting):
    assert setting.allows(setting.default)
    assert Choices()[setting.key] == setting.default


@by_key
def test_a_setting_says_what_it_does_in_one_sentence(setting):
    assert setting.meaning.endswith(".")
    assert setting.label


@by_key
def test_only_a_choice_has_options_and_more_than_one(setting):
    assert (len(setting.options) > 1) is (setting.kind is SettingKind.CHOICE)
    assert len({option.label for option in setting.options}) == len(setting.options)


def other_values(setting):
    if setting.kind is SettingKind.CHOICE:
        return [option.value for option in setting.options]
    return [True, False] if setting.kind is SettingKind.FLAG else [setting.least, 1.1, setting.most]


@by_key
def test_every_value_comes_back_from_its_text(setting):
    for value in other_values(setting):
        chosen = Choices().replaced(setting.key, value)
        assert chosen[setting.key] == value
        assert Choices(chosen.stored) == chosen


@by_key
def test_only_what_differs_from_the_defaults_is_stored(setting):
    for value in other_values(setting):
        stored = Choices().replaced(setting.key, value).stored
        assert set(stored) == (set() if value == setting.default else {setting.key})


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("look/theme", "purple"),
        ("look/theme", ""),
        ("look/scale", "large"),
        ("look/scale", "nan"),
        ("look/scale", "inf"),
        ("look/scale", "0.1"),
        ("look/scale", "2.01"),
        ("look/scale", "True"),
        ("start/open_next", "perhaps"),
        ("walk/order", "Form Order"),
    ],
)
def test_a_bad_stored_text_gives_the_default(key, text):
    assert Choices({key: text})[key] == setting_of(key).default


@given(st.dictionaries(st.sampled_from([*KEYS, "window/geometry"]), st.text(max_size=12)))
def test_any_settings_file_gives_values_that_are_allowed(stored):
    choices = Choices(stored)
    assert list(choices) == KEYS
    assert all(setting_of(key).allows(value) for key, value in choices.items())


@pytest.mark.parametrize(
    ("key", "value"),
    [("look/scale", 3.0), ("look/scale", True), ("look/scale", "1.0"), ("look/theme", 1.0), ("start/open_next", 1.0)],
)
def test_a_wrong_value_is_refused(key, value):
    with pytest.raises(ValueError, match=key):
        Choices().replaced(key, value)


def test_an_unknown_setting_is_refused():
    with pytest.raises(KeyError):
        Choices().replaced("look/sound", "loud")


def test_choices_never_change():
    first = Choices()
    second = first.replaced("look/theme", "dark").replaced("look/scale", 1.5)
    assert first == Choices()
    assert second.stored == {"look/theme": "dark", "look/scale": "1.5"}
