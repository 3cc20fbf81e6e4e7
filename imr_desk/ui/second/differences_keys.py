"""One key settles a difference: on the cards, and on the letter after words were marked in it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

_PLAIN = Qt.KeyboardModifier.KeypadModifier
_KEYS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class DifferencesKeys(QObject):
    """Knows what a key does in the comparison.

    Letters and digits without a modifier belong to the comparison while it is on the screen, also those that it has
    no use for: behind it stands the form, which nobody sees and no key may reach.

    Args:
        does: what a key does; with Shift the same the other way round, where it takes a way.
        on_letter: those of the keys that count on the letter, too.
        close: what Ctrl+Enter does.
        parent: its owner.
    """

    def __init__(
        self,
        does: Mapping[Qt.Key, Callable[[], object]],
        on_letter: frozenset[Qt.Key],
        close: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._does, self._on_letter, self._close = does, on_letter, close
        self.on = False

    def watch(self, view: QWidget) -> None:
        """Take the keys of a view of the letter."""
        view.installEventFilter(self)

    def claims(self, event: QKeyEvent) -> bool:
        """Tell whether a key on a card is the comparison's, before the window's shortcuts see it."""
        if _is_typing():
            return _closes(event)
        return _closes(event) or self._meant(event) is not None or _is_letter(event)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key on a card says; ``False`` when it means nothing here."""
        if _closes(event):
            self._close()
            return True
        meant = None if _is_typing() else self._meant(event)
        if meant is None:
            return False
        meant()
        return True

    def _meant(self, event: QKeyEvent) -> Callable[[], object] | None:
        if event.modifiers() & ~_PLAIN:
            return None
        return self._does.get(Qt.Key(event.key()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take keys that settle from the letter."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if not self.on or not isinstance(event, QKeyEvent) or event.type() not in kinds:
            return False
        meant = self._meant(event) if Qt.Key(event.key()) in self._on_letter else None
        meant = self._close if _closes(event) else meant
        if meant is None and not _is_letter(event):
            return False
        event.accept()
        if meant is not None and event.type() is QEvent.Type.KeyPress and not event.isAutoRepeat():
            meant()
        return True


def _closes(event: QKeyEvent) -> bool:
    control = event.modifiers() & ~_PLAIN == Qt.KeyboardModifier.ControlModifier
    return control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _is_letter(event: QKeyEvent) -> bool:
    return not event.modifiers() & ~_KEYS and len(event.text()) == 1 and event.text().isalnum()


def _is_typing() -> bool:
    return isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
