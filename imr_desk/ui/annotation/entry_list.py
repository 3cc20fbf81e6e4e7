"""The list of annotations and proposals, worked through by keys."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from imr_desk.model.annotations import Label, label_of
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Review
from imr_desk.ui.annotation.entries import Entry, Say
from imr_desk.ui.annotation.words import aside_of, spoken

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()

ACCEPT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Y)
REFUSE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_N)
"""One key settles a proposal, either with the right hand beside the arrows or with a letter."""

LINK_KEY, EDIT_KEY = Qt.Key.Key_L, Qt.Key.Key_F2
SAY_KEYS: Mapping[int, Say] = MappingProxyType(
    {
        Qt.Key.Key_X: Say.NEGATED,
        Qt.Key.Key_P: Say.HISTORICAL,
        Qt.Key.Key_W: Say.SPEAKER,
        Qt.Key.Key_C: Say.CRITERION,
        Qt.Key.Key_R: Say.REMARK,
    }
)
"""One key turns an attribute of the current entry on, off or to its next value; the form names each."""

_OWN = frozenset((*ACCEPT_KEYS, *REFUSE_KEYS, LINK_KEY, EDIT_KEY, *SAY_KEYS))


class EntryRows(QAbstractListModel):
    """Entries as rows."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()
        self.labels: Sequence[Label] = ()
        self._asides: list[str] = []

    def show(self, entries: tuple[Entry, ...], labels: Sequence[Label], review: Review, letter: LetterText) -> None:
        """Take other entries; rows that stay keep their place in the view."""
        asides = [aside_of(entry, review, letter) for entry in entries]
        if [entry.id for entry in entries] == [entry.id for entry in self.entries]:
            self.entries, self.labels, self._asides = entries, labels, asides
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self.entries, self.labels, self._asides = entries, labels, asides
        self.endResetModel()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.entries, self._asides = (), []
        self.endResetModel()

    def row_of(self, entry_id: str | None) -> int:
        """Return the row of an entry; -1 when it is not listed."""
        return next((row for row, entry in enumerate(self.entries) if entry.id == entry_id), -1)

    def label(self, row: int) -> Label:
        """Return the label of a row."""
        return label_of(self.labels, self.entries[row].label)

    def aside(self, row: int) -> str:
        """Return what stands under the words of a row."""
        return self._asides[row]

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return how many entries are listed."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an entry's words, for screen readers and tests."""
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(entry, self.label(index.row()), self._asides[index.row()])
        return None


class EntryList(QListView):
    """Shows the rows.

    Signals:
        entry_moved: another entry is current (an ``Entry``, or ``None``).
        accepted: the current entry is right: confirm it.
        refused: the current entry is wrong: reject or remove it.
        link_asked: link the current entry with another.
        edit_asked: go to its attributes.
        say_asked: turn one of its attributes (a ``Say``).
    """

    entry_moved = Signal(object)
    accepted = Signal()
    refused = Signal()
    link_asked = Signal()
    edit_asked = Signal()
    say_asked = Signal(object)

    def __init__(self, rows: EntryRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("annotationList")
        self.setAccessibleName("Annotations and proposals")
        self.setAccessibleDescription(
            "Enter or Y confirms, Delete or N rejects, L links, F2 goes to the attributes. X says that it is "
            "negated, P that it is of the past, W who says it, C whether the criterion is met; R goes to the remark."
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setModel(rows)
        self._rows = rows

    @property
    def entry(self) -> Entry | None:
        """The current entry."""
        row = self.currentIndex().row()
        return self._rows.entries[row] if 0 <= row < len(self._rows.entries) else None

    def go_to(self, entry_id: str | None) -> bool:
        """Make an entry current; ``False`` when it is not listed."""
        row = self._rows.row_of(entry_id)
        if row < 0:
            return False
        index = self._rows.index(row)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current entry in sight when the room for the list changes."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802 - Qt's name
        """Tell which entry is current."""
        super().currentChanged(current, previous)
        self.entry_moved.emit(self.entry)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the list from the window's shortcuts while it has the focus."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OWN
            and not _modified(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Settle the current entry with one key."""
        key = event.key()
        if key not in _OWN or _modified(event) or self.entry is None:
            # Letters go on to the window: a list that searches by typing would swallow them.
            event.ignore() if event.text().isprintable() and event.text() else super().keyPressEvent(event)
        elif event.isAutoRepeat():
            event.accept()  # a key held down must not settle what nobody looked at
        elif key in ACCEPT_KEYS:
            self.accepted.emit()
        elif key in REFUSE_KEYS:
            self.refused.emit()
        elif key in SAY_KEYS:
            self.say_asked.emit(SAY_KEYS[key])
        else:
            (self.link_asked if key == LINK_KEY else self.edit_asked).emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first entry, so that the first key already works."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.entries:
            self.setCurrentIndex(self._rows.index(0))
        self.viewport().update()


def _modified(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier))
