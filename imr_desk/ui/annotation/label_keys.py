"""One key labels the words that are selected in the letter."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from imr_desk.model.annotations import Label
from imr_desk.model.edits import Annotate
from imr_desk.services.labels import Labels
from imr_desk.ui.annotation.entries import item_at
from imr_desk.ui.session import Session

_WITH = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class LabelKeys(QObject):
    """Watches views of the letter for the hotkeys of labels.

    A key counts only while the annotation mode is on, a watched view has the focus and words are selected, so that no
    text is ever typed into a label and the window's own keys work everywhere else.

    Args:
        session: the open case.
        labels: the table.

    Signals:
        labelled: words were labelled; carries the identity of the annotation.
        place_requested: an annotation that lost its place shall stand on the selected words.

    Attributes:
        places: Enter puts an annotation in its place again.
    """

    labelled = Signal(str)
    place_requested = Signal()

    def __init__(self, session: Session, labels: Labels, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._labels = session, labels
        self.on, self.places = False, False

    def watch(self, view: QWidget) -> None:
        """Take the hotkeys of a view of the letter."""
        view.installEventFilter(self)

    def label(self, label: Label) -> bool:
        """Label the selected words; ``False`` when none are selected or it was refused."""
        session = self._session
        spans = session.selection
        if not session.is_open or not spans:
            return False
        if not session.act(Annotate(spans, label.key, item=item_at(session.review, spans)), by=self):
            return False
        self.labelled.emit(session.review.annotations[-1].id)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Claim a hotkey before the window's shortcuts see it, and label with it."""
        if not isinstance(event, QKeyEvent) or event.type() not in (
            QEvent.Type.ShortcutOverride,
            QEvent.Type.KeyPress,
        ):
            return False
        found = self._meant(event)
        placed = self._places(event)
        if found is None and not placed:
            return False
        event.accept()
        if event.type() is QEvent.Type.KeyPress and not event.isAutoRepeat():
            self.place_requested.emit() if found is None else self.label(found)
        return True

    def _places(self, event: QKeyEvent) -> bool:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_WITH
        return self.on and self.places and enter and bool(self._session.selection)

    def _meant(self, event: QKeyEvent) -> Label | None:
        session = self._session
        if not self.on or not session.is_open or not session.selection or event.modifiers() & ~_WITH:
            return None
        return self._labels.by_hotkey(event.text())
