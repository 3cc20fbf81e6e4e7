"""Another value than either reader's, typed or chosen in place."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.draft import DECISION_WORDS, Decision
from imr_desk.model.fields import FieldSpec, spec_of
from imr_desk.model.review import Entry, FlagState, Review
from imr_desk.model.second import Pair
from imr_desk.services.settling import ThirdValue
from imr_desk.ui.dress import plain_label
from imr_desk.ui.review.editors import LineEditor, ProseEditor, editor_for
from imr_desk.ui.review.words import editable, understood
from imr_desk.ui.second.difference_words import FLAG_WORDS


class ThirdForm(QFrame):
    """The editor of a place: that of its field, or the other decisions and words on a flag as buttons.

    Signals:
        written: a ``ThirdValue``.
        left: the person changed their mind.
    """

    written = Signal(object)
    left = Signal()

    def __init__(self, pair: Pair, record: Review, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differenceThird")
        self._pair = pair
        self._spec: FieldSpec | None = None
        self.editor: LineEditor | ProseEditor | None = None
        self.buttons: list[QPushButton] = []
        self.problem = plain_label("fieldProblem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 8, 10, 8)
        self._column.setSpacing(6)
        if pair.field == "decision":
            self._offer([(DECISION_WORDS[each], each.value) for each in Decision if each.value not in _values(pair)])
        elif pair.field == "flag":
            self._offer([(FLAG_WORDS[each], each.value) for each in FlagState if each.value not in _values(pair)])
        else:
            self._edit(pair, record)

    def take_focus(self) -> None:
        """Put the keyboard where the value is typed or chosen."""
        target: QWidget | None = self.editor if self.editor is not None else next(iter(self.buttons), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.editor, LineEditor):
            self.editor.selectAll()
        elif self.editor is not None:  # long texts are mended, not typed anew
            self.editor.moveCursor(QTextCursor.MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves it; Up and Down go from one choice to the next."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif self.buttons and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            here = next((place for place, button in enumerate(self.buttons) if button.hasFocus()), 0)
            way = 1 if event.key() == Qt.Key.Key_Down else -1
            self.buttons[(here + way) % len(self.buttons)].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _offer(self, choices: list[tuple[str, str]]) -> None:
        self._column.addWidget(_head("Another value: choose it (Enter), or leave it (Esc)"))
        for words, value in choices:
            button = QPushButton(words)
            button.setObjectName("candidate")
            button.setAutoDefault(True)
            button.clicked.connect(partial(self.written.emit, ThirdValue(value)))
            self.buttons.append(button)
            self._column.addWidget(button)

    def _edit(self, pair: Pair, record: Review) -> None:
        spec = self._spec = spec_of(pair.field)
        editor = self.editor = editor_for(spec, self)
        editor.setAccessibleName(f"{spec.label}: another value than either reader’s")
        try:
            entry = record.entry(pair.item, pair.field)
        except KeyError:
            entry = Entry()
        editor.show_words(editable(spec, entry.value))
        editor.setPlaceholderText("empty: not in the letter")
        editor.accepted.connect(self._accept)
        editor.reverted.connect(self.left)
        take, away = QPushButton("Take this value"), QPushButton("Leave it")
        take.setObjectName("dutyAccept")
        away.setObjectName("quietButton")
        take.clicked.connect(self._accept)
        away.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(take)
        row.addWidget(away)
        row.addStretch(1)
        self._column.addWidget(_head("Another value: type it and press Enter; Esc leaves it"))
        self._column.addWidget(editor)
        self._column.addWidget(self.problem)
        self._column.addLayout(row)

    def _accept(self) -> None:
        if self._spec is None or self.editor is None:
            return
        value, problem = understood(self._spec, self.editor.words())
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if not problem:
            self.written.emit(ThirdValue(value))


def takes_words_of_the_letter(pair: Pair) -> bool:
    """Tell whether another value of a place is words marked in the letter."""
    return pair.field in ("excerpt", "annotation")


def _values(pair: Pair) -> tuple[str | None, str | None]:
    return pair.first, pair.second


def _head(words: str) -> QLabel:
    label = plain_label("differenceHint", words)
    label.setWordWrap(True)
    return label
