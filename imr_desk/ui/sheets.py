"""Sheets that tell: the keys, the commands, the history of a case, what is protected, about."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imr_desk.model.case import CaseEvent
from imr_desk.model.history import Turn
from imr_desk.ui.actions import ACTIONS
from imr_desk.ui.dress import plain_label


class Sheet(QDialog):
    """A dialog with a head, a body and a button to close it."""

    def __init__(self, title: str, head: str, body: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName("sheet")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(plain_label("sheetHead", head))
        column.addWidget(body, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.resize(680, 560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


def key_sheet(parent: QWidget, bindings: Mapping[str, tuple[str, ...]]) -> Sheet:
    """Return the sheet of all keys, by menu."""
    rows = [(spec.menu, _plain(spec.text), keys) for spec in ACTIONS if (keys := _keys(bindings[spec.id]))]
    rows += [
        ("Form", "Accept and go on to the next that wants a look", "Enter"),
        ("Form", "Begin a new line in prose", "Shift+Enter"),
        ("Form", "Take back what was typed in this field", "Esc"),
        ("Form", "Dismiss the flag in focus", "Delete"),
        ("Letter", "Extend the selection by a word or a line", "Shift+arrows"),
        ("Letter", "Page forward and back", "Space, Shift+Space"),
    ]
    return Sheet("Keys", "Keys", _table(("Menu", "Act", "Keys"), rows), parent)


def history_sheet(parent: QWidget, events: tuple[CaseEvent, ...]) -> Sheet:
    """Return the history of a case, newest first."""
    rows = [(event.at[:19].replace("T", " "), event.by, _event_words(event)) for event in reversed(events)]
    return Sheet("History", "History of this case", _table(("When", "Who", "What"), rows), parent)


def words_sheet(parent: QWidget, title: str, words: str) -> Sheet:
    """Return a sheet of plain words."""
    text = QPlainTextEdit(words)
    text.setReadOnly(True)
    text.setObjectName("sheetWords")
    text.setAccessibleName(title)
    return Sheet(title, title, text, parent)


class CommandSheet(QDialog):
    """Find an act by its name and do it."""

    def __init__(self, parent: QWidget, action_of: Callable[[str], QAction]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("commandSheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = {spec.id: action_of(spec.id) for spec in ACTIONS if spec.id != "commands"}
        self.words = QLineEdit()
        self.words.setPlaceholderText("Type a command")
        self.words.setAccessibleName("Find a command")
        self.list = QListWidget()
        self.list.setAccessibleName("Commands")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.words)
        column.addWidget(self.list)
        self.resize(560, 420)
        self.words.textChanged.connect(self._fill)
        self.words.returnPressed.connect(self._do)
        self.list.itemActivated.connect(self._do)
        self.list.itemClicked.connect(self._do)
        self._fill()

    def _fill(self) -> None:
        wanted = self.words.text().lower().split()
        self.list.clear()
        for spec in ACTIONS:
            action = self._actions.get(spec.id)
            if action is None or not action.isEnabled():
                continue
            words = f"{spec.menu}: {_plain(action.text())}"
            if all(word in words.lower() for word in wanted):
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                line = QListWidgetItem(words + (f"    {keys}" if keys else ""))
                line.setData(Qt.ItemDataRole.UserRole, spec.id)
                self.list.addItem(line)
        self.list.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move in the list while the words keep the keyboard."""
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if (move := moves.get(Qt.Key(event.key()))) is not None:
            row = max(0, min(self.list.currentRow() + move, self.list.count() - 1))
            self.list.setCurrentRow(row)
        else:
            super().keyPressEvent(event)

    def _do(self) -> None:
        if self.list.count() == 0:
            return
        chosen = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        self.accept()
        self._actions[str(chosen)].trigger()


def _plain(text: str) -> str:
    return text.replace("&", "").removesuffix("…")


def _keys(keys: tuple[str, ...]) -> str:
    return ", ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)


def _event_words(event: CaseEvent) -> str:
    if event.act is None:
        return f"{event.kind}: {event.detail}" if event.detail else event.kind
    step = event.act.step
    if isinstance(step, Turn):
        return step.way
    words = type(step).__name__
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in words).strip()
    about = [
        str(part) for name in ("item", "name", "decision", "value", "state") if (part := getattr(step, name, None))
    ]
    return f"{spaced}: {' · '.join(about)}" if about else spaced


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> QTableWidget:
    table = QTableWidget(len(rows), len(heads))
    table.setObjectName("sheetTable")
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            table.setItem(row, column, QTableWidgetItem(word))
    table.resizeColumnsToContents()
    table.setTabKeyNavigation(False)
    return table
