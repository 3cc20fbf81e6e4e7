"""Showing a window as a person does: what is typed next finds it with the keyboard."""

from typing import TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

Shown = TypeVar("Shown", bound=QWidget)
_PATIENCE = 10_000
"""Milliseconds that a window manager may take on a busy machine."""


def show_active(widget: Shown) -> Shown:
    """Show a widget, and wait until its window has the keyboard: a window manager gives it when it comes to it."""
    widget.show()
    window = widget.window()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, _PATIENCE)
    return widget
