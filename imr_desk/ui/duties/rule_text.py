"""The rule table as text, for people who know it; it is taken over whole or not at all."""

import re

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.deadlines.rules import RuleTableError
from imr_desk.ui.dress import plain_label


class RuleText(QWidget):
    """An editor of the table's text.

    Signals:
        taken: the text, to be checked and taken over.
    """

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        told = plain_label(
            "settingMeaning", "The same rules as text (TOML). What you change here is checked as a whole."
        )
        told.setWordWrap(True)
        self.edit = QPlainTextEdit()
        self.edit.setObjectName("ruleText")
        self.edit.setAccessibleName("The rules as text")
        self.edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.edit.setTabChangesFocus(True)
        self.edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.edit.setMinimumSize(QSize(200, 120))
        self.take = QPushButton("Check and take over")
        self.take.setObjectName("dutyButton")
        self.take.setAutoDefault(False)
        self.take.clicked.connect(lambda: self.taken.emit(self.edit.toPlainText()))
        row = QHBoxLayout()
        row.addWidget(told, 1)
        row.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.edit, 1)

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that was not taken over."""
        return self.edit.toPlainText() != self._shown

    def show_text(self, text: str) -> None:
        """Show the table; what was typed and not taken over stays, unless the text is empty, which forgets it."""
        if text and self.is_changed:
            return
        if text != self._shown:
            self._shown = text
            self.edit.setPlainText(text)
        elif self.is_changed:
            self.edit.setPlainText(text)

    def show_error(self, error: RuleTableError) -> None:
        """Put the cursor on the line that is meant, where the sentence names one, or on the rule."""
        if not self.is_changed:
            return
        line = re.search(r"line (\d+)", error.sentence)
        if line:
            place = self.edit.document().findBlockByNumber(int(line[1]) - 1).position()
        else:
            place = max(0, self.edit.toPlainText().find(f'id = "{error.rule}"')) if error.rule else 0
        cursor = self.edit.textCursor()
        cursor.setPosition(max(0, place))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self.edit.setTextCursor(cursor)
        self.edit.setFocus()
