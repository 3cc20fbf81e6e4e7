"""Type-ahead: while a value is typed, words of the letter that begin so are offered under its editor."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QListView, QWidget

from imr_desk.model.page_words import Completion, PageWords
from imr_desk.ui.review import words as say
from imr_desk.ui.review.editors import LineEditor, ProseEditor
from imr_desk.ui.session import Session

MOST = 10
"""Runs of words that are offered at once."""
_NARROWEST = 260
"""Pixels; a popup under a short editor is this wide."""


class LetterWords(QObject):
    """The words of the session's letter. A child of the session, so that all rows of the form share one index."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._words = PageWords()
        session.case_closed.connect(self._forget)

    @classmethod
    def of(cls, session: Session) -> "LetterWords":
        """Return the words of this session."""
        there = session.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return there if there is not None else cls(session)

    def completions(self, typed: str, limit: int) -> tuple[Completion, ...]:
        """Return runs of the open letter's words that begin with what was typed."""
        return self._words.completions(self._session.letter, typed, limit) if self._session.is_open else ()

    def _forget(self) -> None:
        self._words = PageWords()


class CompletionList(QListView):
    """What is offered. It lies on the window and never takes the keyboard from the editor."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("completionList")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setUniformItemSizes(True)
        self.setAccessibleName("Words of the letter that begin like this")
        self._rows = QStringListModel(self)
        self.setModel(self._rows)
        self.hide()

    def offer(self, rows: list[str], under: QWidget) -> None:
        """Show rows of words under an editor, or above it where there is no room; none is chosen."""
        self._rows.setStringList(rows)
        self.setCurrentIndex(QModelIndex())
        self.place(under)
        self.show()
        self.place(under)  # its frame is known only now
        self.raise_()

    def place(self, under: QWidget) -> None:
        """Go where the editor is now."""
        window = self._window
        frame = self.height() - self.viewport().height() if self.isVisible() else 2 * self.frameWidth()
        height = max(1, self.sizeHintForRow(0)) * self._rows.rowCount() + frame
        width = min(max(under.width(), _NARROWEST), window.width())
        corner = under.mapTo(window, QPoint(0, under.height()))
        top = corner.y() if corner.y() + height <= window.height() else corner.y() - under.height() - height
        self.setGeometry(min(corner.x(), window.width() - width), max(0, top), width, height)

    @property
    def chosen(self) -> int | None:
        """The row that is chosen, from 0."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def step(self, way: int) -> None:
        """Choose the next row or the one before; beyond the ends no row is chosen, as at first."""
        count = self._rows.rowCount()
        now = -1 if self.chosen is None else self.chosen
        row = (now + way + 1) % (count + 1) - 1
        self.setCurrentIndex(self._rows.index(row) if row >= 0 else QModelIndex())


class TypeAhead(QObject):
    """Offers under one editor what the letter has; the words come once the keystroke that asks for them is painted.

    Down and Up choose; Enter or Tab takes what is chosen and otherwise means what it always does; Escape closes and
    keeps what was typed. Signals: ``taken(Completion)``.

    Args:
        editor: where is typed.
        session: knows the letter.
        offers: returns what fits the field for what was typed.
    """

    taken = Signal(object)

    _STEPS: ClassVar[dict[int, int]] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
    _TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)

    def __init__(
        self,
        editor: LineEditor | ProseEditor,
        session: Session,
        offers: Callable[[str], tuple[Completion, ...]],
    ) -> None:
        super().__init__(editor)
        self._editor = editor
        self._session = session
        self._offers = offers
        self._offered: tuple[Completion, ...] = ()
        self._asked = ""
        self._popup: CompletionList | None = None
        self._look_up_soon = QTimer(self)
        self._look_up_soon.setSingleShot(True)
        self._look_up_soon.setInterval(0)
        self._look_up_soon.timeout.connect(self._look_up)
        editor.keyed.connect(self._look_up_soon.start)
        editor.left.connect(self.close)

    @property
    def popup(self) -> CompletionList | None:
        """The list, while it shows."""
        return self._popup if self._popup is not None and not self._popup.isHidden() else None

    def close(self) -> None:
        """Offer nothing more for what was typed."""
        self._look_up_soon.stop()
        self._offered = ()
        if self._popup is not None:
            self._editor.removeEventFilter(self)
            self._popup.hide()

    def close_if_outdated(self) -> None:
        """Offer nothing more when other words stand in the editor than those that were looked for."""
        if self._editor.words() != self._asked and not self._look_up_soon.isActive():
            self.close()

    def _look_up(self) -> None:
        self._asked = self._editor.words()
        at_end = self._cursor_is_at_end()
        self._offered = self._offers(self._asked) if self._editor.hasFocus() and at_end else ()
        if not self._offered:
            self.close()
            return
        letter = self._session.letter
        rows = [f"{offer.text}   ({say.chip_words(letter, offer.spans)})" for offer in self._offered]
        self._list().offer(rows, self._editor)
        self._editor.installEventFilter(self)  # once only, however often it is asked for

    def _cursor_is_at_end(self) -> bool:
        """Tell whether typing goes on at the end; who mends the middle of a value wants no other value."""
        editor = self._editor
        if isinstance(editor, LineEditor):
            return editor.cursorPosition() == len(editor.text())
        return editor.textCursor().atEnd()

    def _go_to_end(self) -> None:
        editor = self._editor
        if isinstance(editor, LineEditor):
            editor.end(False)
        else:
            editor.moveCursor(QTextCursor.MoveOperation.End)

    def _list(self) -> CompletionList:
        if self._popup is None or self._popup.parentWidget() is not self._editor.window():
            self._popup = CompletionList(self._editor.window())
            self._popup.clicked.connect(self._take_clicked)
            self.destroyed.connect(self._popup.deleteLater)
            self._follow_scrolling()
        return self._popup

    def _follow_scrolling(self) -> None:
        around = self._editor.parentWidget()
        while around is not None:
            if isinstance(around, QAbstractScrollArea):
                around.verticalScrollBar().valueChanged.connect(self._replace)
            around = around.parentWidget()

    def _replace(self) -> None:
        if (popup := self.popup) is not None:
            popup.place(self._editor)

    def _take_clicked(self, index: QModelIndex) -> None:
        self._take(index.row())

    def _take(self, row: int) -> None:
        offer = self._offered[row]
        self.close()
        self.taken.emit(offer)
        self._go_to_end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it so
        """Take the keys that are meant for the popup while it shows, and follow the editor."""
        popup = self.popup
        if popup is None:
            return False
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            popup.place(self._editor)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(popup, event)
        return False

    def _pressed(self, popup: CompletionList, event: QKeyEvent) -> bool:
        """Do what a key means here; ``False`` leaves it to the editor."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in self._STEPS:
            popup.step(self._STEPS[key])
            return True
        if key == Qt.Key.Key_Escape:
            self.close()
            return True
        if key in self._TAKE:
            if popup.chosen is not None:
                self._take(popup.chosen)
                return True
            self.close()
        return False
