"""Editors of values: one line for most, a growing box for prose. Both show letter text literally."""

from PySide6.QtCore import QEvent, QMimeData, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from imr_desk.model.fields import FieldKind, FieldSpec

TYPING_PAUSE = 250
"""Milliseconds without a key after which what was typed is taken over and saved."""

LONGEST_PASTE = 20_000
"""Characters pasted at once: more than any section of a letter has, few enough not to keep the window still."""


class LineEditor(QLineEdit):
    """One line: a date, a number, a word, a list with commas."""

    keyed = Signal()
    typed = Signal()
    accepted = Signal()
    reverted = Signal()
    focused = Signal()
    left = Signal()

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lineEditor")
        self.setFrame(False)
        self._pause = _pause(self)
        self._pause.timeout.connect(self.typed)
        self.textEdited.connect(self._edited)
        if spec.choices:
            completer = QCompleter(list(spec.choices), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.setCompleter(completer)

    def words(self) -> str:
        """Return what stands in the line."""
        return self.text()

    def show_words(self, words: str) -> None:
        """Show a value from its beginning."""
        if words != self.text():
            self._pause.stop()
            self.setText(words)
            if not self.hasFocus():
                self.setCursorPosition(0)

    def blank(self) -> None:
        """Show nothing until words are shown again."""
        self.show_words("")

    def _edited(self) -> None:
        self._pause.start()
        self.keyed.emit()

    def flush(self) -> None:
        """Take over at once what was typed."""
        if self._pause.isActive():
            self._pause.stop()
            self.typed.emit()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the session, whose steps reach further than this editor."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_turn(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter accepts, Escape takes back what was typed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._pause.stop()
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._pause.stop()
            self.reverted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the reviewer is here."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take over at once what was typed."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.flush()
            self.setCursorPosition(0)
            self.left.emit()


class ProseEditor(QPlainTextEdit):
    """Prose: two lines high at rest, as high as needed (to a limit) while it is edited."""

    keyed = Signal()
    typed = Signal()
    accepted = Signal()
    reverted = Signal()
    focused = Signal()
    left = Signal()
    folded = Signal(int)
    shortened = Signal(str)

    _LINES_AT_REST = 2
    _LINES_AT_WORK = 14

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proseEditor")
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self._pause = _pause(self)
        self._pause.timeout.connect(self.typed)
        self._shown = ""
        self._hidden_lines = 0
        self._blank = False
        self.textChanged.connect(self._edited)
        self._grow()

    def words(self) -> str:
        """Return the prose."""
        return self.toPlainText()

    def show_words(self, words: str) -> None:
        """Show prose from its beginning."""
        self._blank = False
        if words != self._shown:
            self._set(words)
        self._grow()

    def blank(self) -> None:
        """Show nothing, as high as before, until words are shown again."""
        self._blank = True
        self._set("")

    def _set(self, words: str) -> None:
        """Put words in that nobody typed."""
        self._pause.stop()
        with QSignalBlocker(self):
            self.setPlainText(words)
        self._shown = self.toPlainText()

    def _edited(self) -> None:
        words = self.toPlainText()
        if words != self._shown:
            self._shown = words
            self._pause.start()
            self.keyed.emit()
        self._grow()

    def _grow(self) -> None:
        """Be as high as whole lines: few at rest, as many as needed, to a limit, at work."""
        if self._blank:
            return
        limit = self._LINES_AT_WORK if self.hasFocus() else self._LINES_AT_REST
        lines = max(1, int(self.document().size().height()))
        shown = min(lines, limit)
        scrolls = self.hasFocus() and lines > shown
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        margins = self.contentsMargins()
        around = margins.top() + margins.bottom() + 2 * self.document().documentMargin()
        height = int(shown * QFontMetricsF(self.font()).lineSpacing() + around + 1)
        if height != self.height():
            self.setFixedHeight(height)
        if lines - shown != self._hidden_lines:
            self._hidden_lines = lines - shown
            self.folded.emit(0 if self.hasFocus() else self._hidden_lines)

    def sizeHint(self) -> QSize:
        """Ask for little width; the form gives what it has."""
        return QSize(120, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the height right when the width moves the line breaks."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            # Not here and now: a height that changes in the midst of a layout leaves the row's other parts unplaced.
            QTimer.singleShot(0, self, self._grow)

    def flush(self) -> None:
        """Take over at once what was typed."""
        if self._pause.isActive():
            self._pause.stop()
            self.typed.emit()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the session, whose steps reach further than this editor."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_turn(event):
            event.ignore()
            return False
        return super().event(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Take words as plain text, and of too many only the first; the person is told (``shortened``)."""
        words = source.text()
        self.insertPlainText(words[:LONGEST_PASTE])
        if len(words) > LONGEST_PASTE:
            self.shortened.emit(
                f"Only the first {LONGEST_PASTE:,} of {len(words):,} characters were pasted: a field takes no more "
                "at once. Paste the part that belongs here."
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter accepts (Shift+Enter begins a line), Escape takes back what was typed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._pause.stop()
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._pause.stop()
            self.reverted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Open up and tell that the reviewer is here."""
        super().focusInEvent(event)
        self._grow()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take over at once what was typed, and fold."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        self.flush()
        self._grow()
        self.verticalScrollBar().setValue(0)
        self.left.emit()


def _is_turn(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def _pause(owner: QWidget) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(TYPING_PAUSE)
    return timer


def editor_for(spec: FieldSpec, parent: QWidget | None = None) -> LineEditor | ProseEditor:
    """Return the proper editor of a field."""
    return ProseEditor(spec, parent) if spec.kind is FieldKind.LONG_TEXT else LineEditor(spec, parent)
