"""Settings and keys: chosen in the real window, applied at once, there at the next start."""

from PySide6.QtCore import Qt

from imr_desk.ui.preferences.dialog import SettingsDialog


def dialog_of(hands):
    hands.control(Qt.Key.Key_Comma)
    hands.until(lambda: any(d.isVisible() for d in hands.window.findChildren(SettingsDialog)))
    return next(d for d in hands.window.findChildren(SettingsDialog) if d.isVisible())


def test_a_choice_applies_at_once_and_is_there_at_the_next_start(program, letters):
    def choose(hands):
        hands.opened()
        dialog = dialog_of(hands)
        dialog.settings.editors["look/theme"].buttons["contrast"].click()
        assert hands.window.look.theme.name == "contrast"
        dialog.settings.editors["look/scale"].box.setValue(150)
        assert hands.window.look.kind.scale == 1.5
        dialog.settings.editors["letter/page_theme"].buttons["dimmed"].click()
        assert hands.window.letter.page_theme == "dimmed"
        dialog.settings.editors["start/open_next"].buttons[False].click()
        dialog.close()
        hands.until(lambda: not dialog.isVisible())

    def look(hands):
        assert hands.window.look.theme.name == "contrast"
        assert hands.window.look.kind.scale == 1.5
        assert hands.window.letter.page_theme == "dimmed"
        hands.until(lambda: hands.window.worklist.rows.rowCount() > 0)
        assert not hands.session.is_open

    assert program(choose, "open", letters(7)) == 0
    assert program(look) == 0


def test_a_new_key_works_and_the_old_one_of_another_act_does_not(program, letters):
    def take_over(hands):
        hands.opened()
        dialog = dialog_of(hands)
        dialog.show_keys()
        dialog.keys.choose("next_page")
        dialog.keys.recorder.setFocus()
        hands.until(dialog.keys.recorder.hasFocus)
        hands.control(Qt.Key.Key_G)
        dialog.keys.give.click()
        dialog.close()
        hands.until(lambda: not dialog.isVisible())
        hands.control(Qt.Key.Key_G)  # asks for a page no more: a question without an answer would fail
        assert hands.dialogs.asked == []

    def keys(hands):
        assert hands.window.actions_["go_to_page"].shortcuts() == []
        assert hands.window.actions_["next_page"].shortcuts()[-1].toString() == "Ctrl+G"

    assert program(take_over, "open", letters(7)) == 0
    assert program(keys) == 0
