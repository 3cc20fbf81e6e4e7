"""The page of keys: every act with its keys, one of which can be given, taken over, taken away and reset."""

from functools import partial

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imr_desk.ui.actions import ACTIONS, MENUS
from imr_desk.ui.dress import plain_label, set_state
from imr_desk.ui.pieces import whole_rows
from imr_desk.ui.preferences.bindings import given, owner_of, refusal, reset, taken_away, works_in_text
from imr_desk.ui.preferences.keys import act_words, native
from imr_desk.ui.preferences.store import PreferenceStore

_LONGEST = 3
"""How many keys an act can have: as many as the line has room for at the largest text."""


class KeyRecorder(QKeySequenceEdit):
    """Takes the next key that is pressed; Tab and Escape stay what they are everywhere."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumSequenceLength(1)
        (self._line,) = self.findChildren(QLineEdit)
        for part in (self, self._line):
            part.setAccessibleName("New key")
            part.setAccessibleDescription("Press the key that shall do the act. Escape leaves the line.")
        self._line.setPlaceholderText("Press a key")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key; Escape empties the line."""
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys are taken; the line inside never has the keyboard itself."""
        super().focusInEvent(event)
        set_state(self._line, recording=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys are taken no more."""
        super().focusOutEvent(event)
        set_state(self._line, recording=False)


class KeyEditor(QWidget):
    """Every act with its keys, and below them the keys of the act that is chosen.

    Args:
        store: holds the bindings; what is changed here applies at once.
        parent: its owner.
    """

    def __init__(self, store: PreferenceStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._lines = [
            tuple(QTableWidgetItem(words) for words in (spec.menu, act_words(spec.id), "", "")) for spec in ACTIONS
        ]
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find an act or a key")
        self.search.setAccessibleName("Find an act or a key")
        self.search.setClearButtonEnabled(True)
        self.table = self._make_table()
        self.nothing = plain_label("settingMeaning", "No act is called so, and no act has this key.")
        self.chosen = plain_label("settingLabel")
        self._held = QHBoxLayout()
        self.recorder = KeyRecorder()
        self.give = QPushButton("Add the key")
        self.reset_one = QPushButton("Reset this act")
        self.reset_all = QPushButton("Reset all keys")
        self.advice = plain_label("keyAdvice")
        self.advice.setWordWrap(True)
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.table.currentCellChanged.connect(self._choose)
        self.recorder.keySequenceChanged.connect(self._advise)
        self.recorder.left.connect(self.table.setFocus)
        self.give.clicked.connect(self._give)
        self.reset_one.clicked.connect(self._reset_one)
        self.reset_all.clicked.connect(store.restore_keys)
        store.keys_changed.connect(self._fill)
        self._fill()
        self.table.setCurrentCell(0, 1)

    # Reading

    @property
    def act(self) -> str:
        """Id of the chosen act; empty while none is."""
        row = self.table.currentRow()
        return ACTIONS[row].id if row >= 0 else ""

    @property
    def recorded(self) -> str:
        """The key that was pressed; empty while none was, and as Qt writes it where it is none to keep."""
        return self.recorder.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def choose(self, act: str) -> None:
        """Choose an act, as if its line were clicked.

        Raises:
            ValueError: no such act.
        """
        self.table.setCurrentCell([spec.id for spec in ACTIONS].index(act), 1)

    # Building

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(len(ACTIONS), 4)
        whole_rows(table, "Acts and their keys", ["Menu", "Act", "Keys", ""])
        table.setShowGrid(False)
        table.horizontalHeader().setStretchLastSection(True)
        for row, line in enumerate(self._lines):
            for column, item in enumerate(line):
                table.setItem(row, column, item)
        return table

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing)
        column.addWidget(self.chosen)
        self._held.setSpacing(6)
        column.addLayout(self._held)
        line = QHBoxLayout()
        for widget in (self.recorder, self.give, self.reset_one, self.reset_all):
            line.addWidget(widget)
        column.addLayout(line)
        column.addWidget(self.advice)

    # Showing

    def _fill(self, *_bindings: object) -> None:
        store = self._store
        for spec, line in zip(ACTIONS, self._lines, strict=True):
            keys = store.bindings[spec.id]
            line[2].setText(",  ".join(map(native, keys)))
            line[3].setText("changed" if keys != store.default_keys[spec.id] else "")
        self.table.resizeColumnsToContents()
        self.table.resizeRowsToContents()
        self.reset_all.setEnabled(store.bindings != store.default_keys)
        self._filter()
        self._show_act()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the lines when the size of the words changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.table.resizeColumnsToContents()
            self.table.resizeRowsToContents()
            self.table.scrollTo(self.table.currentIndex())

    def _filter(self) -> None:
        wanted = self.search.text().lower().split()
        lines = [" ".join(item.text() for item in line).lower() for line in self._lines]
        found = [row for row, words in enumerate(lines) if all(word in words for word in wanted)]
        for row in range(len(lines)):
            self.table.setRowHidden(row, row not in found)
        self.nothing.setVisible(not found)
        if found and self.table.currentRow() not in found:
            self.table.setCurrentCell(found[0], 1)

    def _choose(self, row: int, _column: int, before: int, _before_column: int) -> None:
        if row != before:
            self._show_act()

    def _show_act(self) -> None:
        while (entry := self._held.takeAt(0)) is not None:
            if (widget := entry.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        act = self.act
        if not act:
            return
        keys = self._store.bindings[act]
        self.chosen.setText(f"Keys of “{act_words(act)}”")
        for key in keys:
            self._held.addWidget(self._taker(act, key))
        if not keys:
            self._held.addWidget(plain_label("settingMeaning", "It has no key."))
        self._held.addStretch(1)
        self.reset_one.setEnabled(keys != self._store.default_keys[act])
        with QSignalBlocker(self.recorder):
            self.recorder.clear()
        self._advise()

    def _taker(self, act: str, key: str) -> QPushButton:
        button = QPushButton(f"{native(key)}  ×")
        button.setObjectName("keyChip")
        button.setAccessibleName(f"Take {native(key)} away from {act_words(act)}")
        button.setToolTip("Take this key away")
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._take_away, act, key))
        return button

    def _advise(self) -> None:
        """Say what adding the recorded key means, before it is done."""
        words, kind, can = self._advice()
        self.advice.setText(words)
        set_state(self.advice, kind=kind)
        self.give.setEnabled(can)
        taken = can and owner_of(self.recorded, self._store.bindings) is not None
        self.give.setText("Take the key over" if taken else "Add the key")

    def _advice(self) -> tuple[str, str, bool]:
        key, bindings, act = self.recorded, self._store.bindings, self.act
        if not key or not act:
            return "Go to the line “Press a key” and press the key that shall do this act.", "", False
        if problem := refusal(key, MENUS):
            return problem, "error", False
        owner = owner_of(key, bindings)
        if owner == act:
            return f"This act has {native(key)} already.", "", False
        if len(bindings[act]) >= _LONGEST:
            return f"An act can have {_LONGEST} keys. Take one away first.", "error", False
        only = "" if works_in_text(key) else " It works only while no text is being edited."
        if owner is not None:
            return f"{native(key)} is a key of “{act_words(owner)}”, which would lose it.{only}", "warning", True
        return f"{native(key)} is free.{only}", "good", True

    # Doing

    def _give(self) -> None:
        self._store.bind(given(self._store.bindings, self.act, self.recorded))
        self.table.setFocus()

    def _take_away(self, act: str, key: str) -> None:
        self._store.bind(taken_away(self._store.bindings, act, key))
        self.table.setFocus()

    def _reset_one(self) -> None:
        self._store.bind(reset(self._store.bindings, self.act, self._store.default_keys))
        self.table.setFocus()
