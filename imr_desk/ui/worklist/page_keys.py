"""The keys of the queue's page: acts on cases where no window has them, and keys of the page itself."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from imr_desk.ui.case_acts import CASE_ACTS

Does = Callable[[], object]


def own_actions(page: QWidget, does: Mapping[str, Does]) -> dict[str, QAction]:
    """Make the acts on cases, by id, with their keys, for a page without a window that has them."""
    actions = {}
    for act in CASE_ACTS:
        action = QAction(act.text, page)
        action.setShortcuts([QKeySequence(keys) for keys in act.keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda *_, do=does[act.id]: do())
        page.addAction(action)
        actions[act.id] = action
    return actions


def page_key(event: QKeyEvent, focused: QWidget | None, search: Does, undo: Does, redo: Does) -> Does | None:
    """Return what a key does on the page; ``None`` for one that it does not know.

    Where text is typed, undo, redo and the slash belong to the text.
    """
    keys = QKeySequence.StandardKey
    if event.matches(keys.Find):
        return search
    if isinstance(focused, QLineEdit):
        return None
    if event.matches(keys.Undo):
        return undo
    if event.matches(keys.Redo):
        return redo
    return search if event.text() == "/" else None
