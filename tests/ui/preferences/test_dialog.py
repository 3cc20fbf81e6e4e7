"""The dialog of settings and keys, by mouse, by keyboard and for the screen reader."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QMainWindow, QSpinBox, QTableWidget

from imr_desk.config.places import resources_folder
from imr_desk.model.settings import SETTINGS, Choices, SettingKind
from imr_desk.ui.actions import ACTIONS, ActionSet
from imr_desk.ui.preferences.bindings import given
from imr_desk.ui.preferences.dialog import SettingsDialog
from imr_desk.ui.preferences.keys import apply_keys, default_keys
from imr_desk.ui.theme import DARK, LIGHT, Type, apply_theme
from tests.ui.showing import show_active

KEYS = [setting.key for setting in SETTINGS]


@pytest.fixture
def dialog(qtbot, dress, store):
    made = SettingsDialog(store)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    show_active(made)
    return made


@pytest.fixture
def keys(dialog):
    dialog.show_keys()
    return dialog.keys


def words_of(button):
    return button.text().replace("&", "")


# Settings


def test_every_setting_has_its_editor_which_shows_its_value(dialog, store):
    assert list(dialog.settings.editors) == KEYS
    for setting in SETTINGS:
        editor = dialog.settings.editors[setting.key]
        if setting.kind is SettingKind.NUMBER:
            assert editor.box.value() == setting.default * 100
        else:
            assert [value for value, button in editor.buttons.items() if button.isChecked()] == [setting.default]


def test_a_click_chooses_at_once(dialog, store, qtbot):
    with qtbot.waitSignal(store.changed) as told:
        qtbot.mouseClick(dialog.settings.editors["look/theme"].buttons["dark"], Qt.MouseButton.LeftButton)
    assert told.args == ["look/theme", "dark"]


def test_arrow_keys_choose_the_next_option(dialog, store, qtbot):
    buttons = dialog.settings.editors["walk/order"].buttons
    buttons["form"].setFocus()
    qtbot.keyClick(buttons["form"], Qt.Key.Key_Down)
    assert store.choices["walk/order"] == "document"
    assert buttons["document"].hasFocus()


def test_a_typed_size_applies_once_when_it_is_complete(dialog, store, qtbot):
    told = []
    store.changed.connect(lambda key, value: told.append((key, value)))
    box = dialog.settings.editors["look/scale"].box
    box.selectAll()
    qtbot.keyClicks(box, "150")
    assert told == []
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told == [("look/scale", 1.5)]
    assert dialog.isVisible()


def test_buttons_make_the_words_larger_and_smaller_within_the_limits(dialog, store, qtbot):
    editor = dialog.settings.editors["look/scale"]
    qtbot.mouseClick(editor.more, Qt.MouseButton.LeftButton)
    assert store.choices["look/scale"] == 1.1
    for _ in range(5):
        qtbot.mouseClick(editor.less, Qt.MouseButton.LeftButton)
    assert store.choices["look/scale"] == 0.8


def test_what_is_chosen_elsewhere_is_shown_and_not_chosen_again(dialog, store):
    told = []
    store.changed.connect(lambda key, value: told.append((key, value)))
    store.choose("look/scale", 1.21)
    store.choose("look/theme", "light")
    assert dialog.settings.editors["look/scale"].box.value() == 121
    assert dialog.settings.editors["look/theme"].buttons["light"].isChecked()
    assert told == [("look/scale", 1.21), ("look/theme", "light")]


def test_defaults_come_back_with_one_button(dialog, store, qtbot):
    assert not dialog.settings.restore.isEnabled()
    store.choose("look/theme", "dark")
    store.choose("start/open_next", False)
    qtbot.mouseClick(dialog.settings.restore, Qt.MouseButton.LeftButton)
    assert store.choices == Choices()
    assert dialog.settings.editors["start/open_next"].buttons[True].isChecked()
    assert not dialog.settings.restore.isEnabled()


# Keys


def press(qtbot, keys, key, modifiers=Qt.KeyboardModifier.NoModifier):
    keys.recorder.setFocus()
    qtbot.keyClick(keys.recorder, key, modifiers)


def test_every_act_stands_in_the_table_with_its_keys(keys):
    assert keys.table.rowCount() == len(ACTIONS)
    for row, spec in enumerate(ACTIONS):
        assert (keys.table.item(row, 2).text() != "") is bool(spec.keys)


@pytest.mark.parametrize("words", ["find in", "ctrl+f", "FIND LETTER"])
def test_search_finds_acts_by_name_and_key(keys, qtbot, words):
    qtbot.keyClicks(keys.search, words)
    shown = [ACTIONS[row].id for row in range(keys.table.rowCount()) if not keys.table.isRowHidden(row)]
    assert "find" in shown
    assert len(shown) < 5
    assert keys.act == shown[0]


def test_search_that_finds_nothing_says_so(keys, qtbot):
    assert keys.nothing.isHidden()
    qtbot.keyClicks(keys.search, "zzz")
    assert not keys.nothing.isHidden()


def test_a_free_key_is_added(keys, store, qtbot):
    keys.choose("back_up")
    assert not keys.give.isEnabled()
    press(qtbot, keys, Qt.Key.Key_F11)
    assert "free" in keys.advice.text()
    qtbot.mouseClick(keys.give, Qt.MouseButton.LeftButton)
    assert store.bindings["back_up"] == ("F11",)
    row = [spec.id for spec in ACTIONS].index("back_up")
    assert keys.table.item(row, 3).text() == "changed"


def test_a_key_of_another_act_is_named_and_taken_over_only_when_asked(keys, store, qtbot):
    keys.choose("back_up")
    press(qtbot, keys, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert "“Open letters”" in keys.advice.text()
    assert store.bindings == store.default_keys
    assert keys.give.text() == "Take the key over"
    qtbot.mouseClick(keys.give, Qt.MouseButton.LeftButton)
    assert (store.bindings["back_up"], store.bindings["open"]) == (("Ctrl+O",), ())


def test_a_key_that_widgets_need_is_refused_in_words(keys, store, qtbot):
    keys.choose("back_up")
    press(qtbot, keys, Qt.Key.Key_Return)
    assert "no act can have it" in keys.advice.text()
    assert not keys.give.isEnabled()


def test_a_key_that_cannot_be_kept_is_refused(keys, qtbot):
    keys.choose("back_up")
    press(qtbot, keys, Qt.Key.Key_VolumeUp)
    assert keys.recorded
    assert "cannot be given" in keys.advice.text()
    assert not keys.give.isEnabled()


@pytest.mark.parametrize(
    ("key", "modifiers", "plain"),
    [(Qt.Key.Key_Comma, "ControlModifier", "Ctrl+,"), (Qt.Key.Key_Plus, "ControlModifier", "Ctrl++"),
     (Qt.Key.Key_PageDown, "AltModifier", "Alt+PgDown"), (Qt.Key.Key_K, "NoModifier", "K")],
)  # fmt: skip
def test_what_is_pressed_is_what_is_bound(keys, store, open_store, qtbot, key, modifiers, plain):
    keys.choose("back_up")
    press(qtbot, keys, key, Qt.KeyboardModifier[modifiers])
    qtbot.mouseClick(keys.give, Qt.MouseButton.LeftButton)
    assert open_store().bindings["back_up"] == (plain,)


def test_a_letter_alone_comes_with_a_warning(keys, qtbot):
    keys.choose("note")
    press(qtbot, keys, Qt.Key.Key_N)
    assert "only while no text is being edited" in keys.advice.text()
    assert keys.give.isEnabled()


def test_escape_leaves_the_recorder_and_not_the_dialog(dialog, keys, qtbot):
    keys.choose("note")
    press(qtbot, keys, Qt.Key.Key_F12)
    qtbot.keyClick(keys.recorder, Qt.Key.Key_Escape)
    assert keys.recorded == ""
    assert dialog.isVisible()
    assert keys.table.hasFocus()


def test_tab_leaves_the_recorder(keys, qtbot):
    keys.choose("note")
    press(qtbot, keys, Qt.Key.Key_F12)
    qtbot.keyClick(keys.recorder, Qt.Key.Key_Tab)
    assert keys.give.hasFocus()
    assert keys.recorded == "F12"


def test_a_key_is_taken_away_and_the_act_reset(keys, store, qtbot):
    keys.choose("redo")
    chip = next(b for b in keys.findChildren(QAbstractButton) if b.accessibleName() == "Take Ctrl+Y away from Redo")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert store.bindings["redo"] == ("Ctrl+Shift+Z",)
    assert keys.table.hasFocus()
    qtbot.mouseClick(keys.reset_one, Qt.MouseButton.LeftButton)
    assert store.bindings == store.default_keys


def test_all_keys_are_reset(keys, store, qtbot):
    assert not keys.reset_all.isEnabled()
    store.bind(given(given(store.bindings, "note", "F12"), "find", "Ctrl+O"))
    qtbot.mouseClick(keys.reset_all, Qt.MouseButton.LeftButton)
    assert store.bindings == store.default_keys


def test_an_act_has_three_keys_at_most(keys, store, qtbot):
    store.bind(given(given(given(store.bindings, "back_up", "F10"), "back_up", "Ctrl+F11"), "back_up", "F12"))
    keys.choose("back_up")
    press(qtbot, keys, Qt.Key.Key_F11)
    assert not keys.give.isEnabled()
    assert "3 keys" in keys.advice.text()


def test_enter_in_the_search_presses_nothing(dialog, keys, store, qtbot):
    store.bind(given(store.bindings, "note", "F12"))
    qtbot.keyClick(keys.search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert store.bindings["note"][-1] == "F12"


# Actions


@pytest.fixture
def actions(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    done = []
    made = ActionSet(window, {spec.id: (lambda act=spec.id: done.append(act)) for spec in ACTIONS})
    show_active(window)
    return window, made, done


def test_the_actions_get_the_keys_and_work_by_them(actions, qtbot):
    window, made, done = actions
    apply_keys(made, given(default_keys(), "back_up", "Ctrl+O"))
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert done == ["back_up"]
    assert made["open"].shortcuts() == []


def test_the_default_keys_change_no_action(actions):
    window, made, _ = actions
    moved = []
    for action in window.findChildren(QAction):
        action.changed.connect(lambda: moved.append(True))
    apply_keys(made, default_keys())
    assert moved == []
    apply_keys(made, given(default_keys(), "back_up", "F12"))
    assert made["back_up"].shortcuts() == [QKeySequence("F12")]
    assert moved


# Looks and screen reader


@pytest.mark.parametrize("page", ["settings", "keys"])
def test_every_control_has_a_name(dialog, page):
    dialog.pages.setCurrentWidget(getattr(dialog, page))
    kinds = (QAbstractButton, QSpinBox, QTableWidget, QLineEdit, QComboBox)
    for kind in kinds:
        for widget in dialog.findChildren(kind):
            if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                described = QAccessible.queryAccessibleInterface(widget)
                assert described.text(QAccessible.Text.Name), widget


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
def test_words_fit_at_every_text_size(dialog, keys, qapp, qtbot, theme, scale):
    style_sheet = (resources_folder() / "desk.qss").read_text(encoding="utf-8")
    apply_theme(qapp, theme, Type(scale), style_sheet)
    dialog.resize(984, 640)  # beside the smallest window
    for page in (dialog.settings, dialog.keys):
        dialog.pages.setCurrentWidget(page)
        qtbot.waitUntil(lambda: dialog.size().width() >= dialog.minimumSizeHint().width())
        assert dialog.width() == 984
        for button in page.findChildren(QAbstractButton):
            if button.isVisible() and button.text():
                assert button.width() >= button.sizeHint().width(), words_of(button)
    assert dialog.settings.widget().width() <= dialog.settings.viewport().width()
    assert dialog.keys.table.rowHeight(0) >= dialog.keys.table.fontMetrics().height()
    apply_theme(qapp, LIGHT, Type(), style_sheet)
