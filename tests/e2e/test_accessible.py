"""Whoever cannot see the screen hears what is on it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget


def heard(widget):
    """Return the name that the platform's accessibility interface is told."""
    told = QAccessible.queryAccessibleInterface(widget)
    return told.text(QAccessible.Text.Name) if told is not None else ""


def test_everything_the_keyboard_reaches_has_a_name(program, letters):
    def play(hands):
        hands.opened()
        hands.window.worklist.show()
        nameless = [
            f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}"
            for widget in hands.window.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isEnabled()
            and not heard(widget).strip()
        ]
        assert nameless == []

    assert program(play, "open", letters(71, items=2)) == 0


def test_a_field_says_what_it_is_how_it_stands_and_where_it_comes_from(program, letters):
    def play(hands):
        hands.opened()
        editor = hands.window.review.facts.rows["decision_date"].editor
        assert heard(editor) == "Decision date"
        assert "Proposed by the program" in editor.accessibleDescription()
        assert "p 1" in editor.accessibleDescription()

    assert program(play, "open", letters(72)) == 0
