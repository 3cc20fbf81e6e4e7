"""The keys of the acts and the actions of the window: the table's defaults, and how bindings reach the actions."""

from types import MappingProxyType
from typing import Protocol

from PySide6.QtGui import QAction, QKeySequence

from imr_desk.ui.actions import ACTIONS
from imr_desk.ui.preferences.bindings import Bindings


class Actions(Protocol):
    """The acts of a window by id, as ``ActionSet`` has them."""

    def __getitem__(self, action_id: str, /) -> QAction:
        """Return an act."""
        ...


def default_keys() -> Bindings:
    """Return the keys that the table of acts gives."""
    return MappingProxyType({spec.id: spec.keys for spec in ACTIONS})


def act_words(act: str) -> str:
    """Return what an act is called, without access key and dots.

    Raises:
        KeyError: no such act.
    """
    for spec in ACTIONS:
        if spec.id == act:
            return spec.text.replace("&", "").removesuffix("…")
    raise KeyError(act)


def native(key: str) -> str:
    """Return a key as the system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def apply_keys(actions: Actions, bindings: Bindings) -> None:
    """Give the actions these keys; the menus show the first of each.

    All keys are taken away first, so that no key is ever two actions' at once.
    """
    moved = [act for act in bindings if actions[act].shortcuts() != _sequences(bindings[act])]
    for act in moved:
        actions[act].setShortcuts([])
    for act in moved:
        actions[act].setShortcuts(_sequences(bindings[act]))


def _sequences(keys: tuple[str, ...]) -> list[QKeySequence]:
    return [QKeySequence(key) for key in keys]
