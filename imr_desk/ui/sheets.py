"""Sheets that tell: the keys, what went wrong, what is protected, about."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imr_desk.ui.actions import ACTIONS
from imr_desk.ui.dress import plain_label

_REPORT_HOLDS = (
    "This is what whoever looks after the program needs to mend it: the version of the program, the system it runs "
    "on, and the places in its code. Nothing of a letter, a case or your files is in it. Nothing is sent: copy or "
    "save it, and hand it on yourself."
)


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
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        # The system's own icon is drawn for light windows.
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)
        letter, room = self.fontMetrics().averageCharWidth(), self.screen().availableGeometry().size()
        self.resize(QSize(letter * 96, letter * 80).boundedTo(room - QSize(40, 60)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


def key_sheet(parent: QWidget, bindings: Mapping[str, tuple[str, ...]]) -> Sheet:
    """Return the sheet of all keys, by menu."""
    rows = [(spec.menu, spec.words, keys) for spec in ACTIONS if (keys := _keys(bindings[spec.id]))]
    rows += [
        ("Form", "Accept and go on to the next that wants a look", "Enter"),
        ("Form", "Begin a new line in prose", "Shift+Enter"),
        ("Form", "Take back what was typed in this field", "Esc"),
        ("Form", "Dismiss the flag in focus", "Delete"),
        ("Form", "Send a question or an answer", "Ctrl+Enter"),
        ("Form", "Keep a question for later", "Esc"),
        ("Letter", "Extend the selection by a word or a line", "Shift+arrows"),
        ("Letter", "Select the next sentence, the one before", ". and ,"),
        ("Letter", "Move the caret by a word, by a line", "Ctrl+Left, Ctrl+Right; Alt+Up, Alt+Down"),
        ("Annotations", "Confirm what is proposed, reject it or remove what is labelled", "Enter or Y, Delete or N"),
        ("Annotations", "Negated, of the past, who says it, criterion met or not", "X, P, W, C"),
        ("Annotations", "Remark, link with another, all attributes, back to the list", "R, L, F2, Esc"),
        ("Letter", "Page forward and back", "Space, Shift+Space"),
        ("Letter", "Fill the field in focus with a word", "Ctrl+click"),
        ("Letter", "Reach from the last word to this one", "Shift+click"),
        ("Letter", "Draw a box over columns", "drag from empty paper, Alt+drag, Ctrl+Alt+drag"),
        ("Letter", "Fill the field in focus from a drag or a box", "let go with Ctrl"),
    ]
    return Sheet("Keys", "Keys", _table(("Menu", "Act", "Keys"), rows), parent)


def words_sheet(parent: QWidget, title: str, words: str) -> Sheet:
    """Return a sheet of plain words."""
    text = QPlainTextEdit(words)
    text.setReadOnly(True)
    text.setObjectName("sheetWords")
    text.setAccessibleName(title)
    return Sheet(title, title, text, parent)


class ReportSheet(Sheet):
    """What went wrong, to be copied or saved and handed to whoever looks after the program.

    Signals: ``save_requested(words)``.
    """

    save_requested = Signal(str)

    def __init__(self, parent: QWidget, report: str) -> None:
        body = QWidget()
        self.words = QPlainTextEdit(report)
        self.words.setReadOnly(True)
        self.words.setObjectName("sheetWords")
        self.words.setAccessibleName("Problem report")
        self.words.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        about = plain_label("sheetAbout", _REPORT_HOLDS)
        about.setWordWrap(True)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(about)
        column.addWidget(self.words, 1)
        super().__init__("Problem report", "Problem report", body, parent)
        self.copy = self.buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        self.save = self.buttons.addButton("Save…", QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(lambda: self.save_requested.emit(report))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words.toPlainText())
        self.copy.setText("Copied")


def _keys(keys: tuple[str, ...]) -> str:
    return ", ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)


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
