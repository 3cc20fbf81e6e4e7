"""What clicks do in the text view, beside what the text widget does by itself."""

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.ui.letter.sentence_walk import SentenceWalk, sentence_way
from imr_desk.ui.letter.text_selection import Caret

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


class LineGestures(QObject):
    """Tells clicks on words from drags; the words of both count as they do on the pages.

    Signals: as those of ``PageGestures``; ``selected(spans)`` a click with Ctrl or Shift selects these words.
    """

    word_touched = Signal(object)
    word_clicked = Signal(object)
    selected = Signal(object)
    fill_requested = Signal()
    dragging = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._letter: LetterText | None = None
        self._sentences: SentenceWalk | None = None
        self._pressed_at: QPointF | None = None
        self._dragged = False
        self._first: Span | None = None
        self._clicked: Caret | None = None
        self._click = QTimer(self)
        self._click.setSingleShot(True)
        self._click.timeout.connect(self._tell_click)

    def open(self, letter: LetterText | None) -> None:
        """Turn to another letter."""
        self._letter = letter
        self._first = None
        self._sentences = SentenceWalk(letter) if letter is not None else None
        self.forget_click()

    def forget_click(self) -> None:
        """Do not tell of the last click: it has become a double click."""
        self._click.stop()

    def press(self, event: QMouseEvent) -> None:
        """Note where a click or a drag begins."""
        self._click.stop()
        self._pressed_at = event.position()

    def move(self, event: QMouseEvent) -> None:
        """Note that a click has become a drag."""
        if self._pressed_at is None or self._dragged or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if (event.position() - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
            self._dragged, self._first = True, None
            self.dragging.emit(True)

    def release(self, event: QMouseEvent, caret: Caret | None, *, selects: bool) -> None:
        """End a drag or a click.

        Args:
            event: the release.
            caret: the place of the word under the pointer; ``None`` beside all words.
            selects: whether anything is selected now.
        """
        pressed, dragged = self._pressed_at, self._dragged
        self._pressed_at, self._dragged = None, False
        if dragged:
            self.dragging.emit(False)
        word = None if caret is None else self._word(caret)
        if pressed is None:
            return
        held = event.modifiers()
        if not dragged and held & _SHIFT and word is not None and self._first is not None:
            self.selected.emit(self._between(self._first, word))
        elif not dragged and word is not None and held & _CONTROL:
            self._first = word
            self.selected.emit((word,))
        elif not dragged and not selects:
            self._note_click(word, caret)
            return
        if held & _CONTROL and (selects or word is not None):
            self.fill_requested.emit()

    def sentence(self, event: QKeyEvent, selected: tuple[Span, ...], caret: Caret | None) -> tuple[Span, ...]:
        """Return the sentence that a key means; empty when it means none."""
        way = sentence_way(event)
        return self._sentences.step(selected, caret, way) if way and self._sentences is not None else ()

    def _note_click(self, word: Span | None, caret: Caret | None) -> None:
        self._first = word
        if word is not None and caret is not None:
            self._clicked = caret
            self._click.start(QApplication.doubleClickInterval())
            self.word_touched.emit(caret)

    def word_span(self, caret: Caret) -> tuple[Span, ...]:
        """Return the word at a place, and let Shift reach from it."""
        self._first = self._word(caret)
        return () if self._first is None else (self._first,)

    def _word(self, caret: Caret) -> Span | None:
        if self._letter is None:
            return None
        for word in self._letter.words_of(Span(caret.page, max(0, caret.offset - 1), caret.offset + 1)):
            if word.start <= caret.offset <= word.end:
                return Span(caret.page, word.start, word.end)
        return None

    def _between(self, one: Span, other: Span) -> tuple[Span, ...]:
        """Return all from one word to another, one span a page."""
        first, last = sorted((one, other))
        if self._letter is None or first.page == last.page:
            return (Span(first.page, first.start, last.end),)
        whole = (
            Span(page.number, page.words[0].start, page.words[-1].end)
            for page in self._letter.pages[first.page : last.page - 1]
            if page.words
        )
        ending = self._letter.page(first.page).words[-1].end
        beginning = self._letter.page(last.page).words[0].start
        return (
            Span(first.page, first.start, ending),
            *whole,
            Span(last.page, beginning, last.end),
        )

    def _tell_click(self) -> None:
        if self._clicked is not None:
            self.word_clicked.emit(self._clicked)
