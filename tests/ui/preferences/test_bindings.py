"""Which keys do which act: no widget here."""

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from imr_desk.ui.actions import ACTIONS, MENUS
from imr_desk.ui.preferences.bindings import (
    Conflict,
    bindings_of,
    conflicts,
    differences,
    given,
    owner_of,
    plain_key,
    refusal,
    reset,
    taken_away,
    works_in_text,
)
from imr_desk.ui.preferences.keys import act_words, default_keys

DEFAULTS = {"open": ("Ctrl+O",), "find": ("Ctrl+F", "F3"), "overturn": ("O",), "back_up": ()}
ALL_DEFAULT_KEYS = [key for spec in ACTIONS for key in spec.keys]


def test_the_default_keys_have_no_conflict():
    assert conflicts(default_keys()) == ()


@pytest.mark.parametrize("key", ALL_DEFAULT_KEYS)
def test_a_default_key_is_plain_and_one_that_an_act_may_have(key):
    assert plain_key(key) == key
    assert refusal(key, MENUS) == ""


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("shift+ctrl+o", "Ctrl+Shift+O"),
        ("Ctrl+PageDown", "Ctrl+PgDown"),
        ("Ctrl++", "Ctrl++"),
        ("Ctrl+Shift++", "Ctrl+Shift++"),
        ("+", "+"),
        ("?", "?"),
        ("Meta+Ctrl+,", "Ctrl+Meta+,"),
        ("escape", "Esc"),
        ("f12", "F12"),
    ],
)
def test_a_key_has_one_spelling(written, plain):
    assert plain_key(written) == plain
    assert plain_key(plain) == plain


@pytest.mark.parametrize("text", ["", "Ctrl+K, Ctrl+C", "Hyper+O", "Ctrl+", "++", "Ctrl", "Ctrl+Shift"])
def test_what_is_no_single_key_is_refused(text):
    with pytest.raises(ValueError, match="no key"):
        plain_key(text)
    assert refusal(text, MENUS)


@pytest.mark.parametrize(
    ("key", "works"),
    [("O", False), ("1", False), ("?", False), ("+", False), ("Shift+O", False), ("Ctrl+O", True), ("Alt+1", True),
     ("Ctrl++", True), ("F8", True), ("Shift+F8", True), ("Meta+O", True)],
)  # fmt: skip
def test_a_sign_alone_works_only_outside_of_text(key, works):
    assert works_in_text(key) is works


@pytest.mark.parametrize("key", ["Return", "Tab", "Esc", "Delete", "Ctrl+C", "shift+left", "Space"])
def test_keys_that_widgets_need_are_refused_in_words(key):
    assert refusal(key, MENUS).endswith("so no act can have it.")


def test_a_key_that_opens_a_menu_is_refused():
    assert "menu File" in refusal("Alt+F", MENUS)
    assert refusal("Alt+Z", MENUS) == ""


def test_a_conflict_names_key_and_acts():
    assert conflicts({"one": ("Ctrl+O", "F2"), "two": ("ctrl+o",), "three": ("F3",)}) == (
        Conflict("Ctrl+O", ("one", "two")),
    )


def test_what_a_person_stored_goes_before_a_default():
    bound = bindings_of({"overturn": "Ctrl+F O"}, DEFAULTS)
    assert bound["overturn"] == ("Ctrl+F", "O")
    assert bound["find"] == ("F3",)


def test_of_two_stored_acts_the_first_of_the_table_has_the_key():
    bound = bindings_of({"overturn": "F5", "open": "F5"}, DEFAULTS)
    assert (bound["open"], bound["overturn"]) == (("F5",), ())


def test_unknown_acts_and_bad_keys_change_nothing():
    assert bindings_of({"gone": "F5", "open": "Ctrl+K, Hyper+X"}, DEFAULTS) == DEFAULTS


def test_an_act_can_have_no_key():
    assert bindings_of({"open": ""}, DEFAULTS)["open"] == ()


def test_giving_a_key_takes_it_from_the_other_act():
    bound = given(DEFAULTS, "open", "F3")
    assert (bound["open"], bound["find"]) == (("Ctrl+O", "F3"), ("Ctrl+F",))
    assert owner_of("f3", bound) == "open"
    assert DEFAULTS["find"] == ("Ctrl+F", "F3")


def test_resetting_an_act_takes_its_keys_back():
    bound = given(taken_away(DEFAULTS, "find", "Ctrl+F"), "open", "F3")
    again = reset(bound, "find", DEFAULTS)
    assert again["find"] == DEFAULTS["find"]
    assert again["open"] == ("Ctrl+O",)


def test_only_differences_are_stored():
    assert differences(default_keys(), default_keys()) == {}
    assert differences(given(DEFAULTS, "back_up", "Ctrl+O"), DEFAULTS) == {"open": "", "back_up": "Ctrl+O"}


keys = st.builds(
    lambda mods, name: plain_key("+".join([*mods, name])),
    st.lists(st.sampled_from(["Ctrl", "Alt", "Shift"]), unique=True),
    st.sampled_from(["A", "O", "1", "F5", "+", ",", "PgDown"]),
)
acts = st.sampled_from(list(DEFAULTS))


@examples(st.lists(st.tuples(st.sampled_from(["give", "take", "reset"]), acts, keys), max_size=12))
def test_whatever_is_done_there_is_no_conflict_and_storing_keeps_it(steps):
    bound = DEFAULTS
    for what, act, key in steps:
        if what == "give":
            bound = given(bound, act, key)
        elif what == "take":
            bound = taken_away(bound, act, key)
        else:
            bound = reset(bound, act, DEFAULTS)
        assert conflicts(bound) == ()
    assert bindings_of(differences(bound, DEFAULTS), DEFAULTS) == bound


@examples(st.dictionaries(st.sampled_from([*DEFAULTS, "gone"]), st.text(alphabet="CtrlAltO+ ,F35", max_size=16)))
def test_no_settings_file_makes_a_conflict(stored):
    assert conflicts(bindings_of(stored, DEFAULTS)) == ()


def test_an_act_is_called_as_in_the_menu():
    assert act_words("find") == "Find in the letter"
    with pytest.raises(KeyError):
        act_words("gone")
