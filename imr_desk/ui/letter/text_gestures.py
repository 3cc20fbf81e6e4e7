"""Selecting words of the pages as running text, with mouse and keys."""

from collections.abc import Mapping
from enum import Enum, auto

from PySide6.QtCore import QElapsedTimer, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from imr_desk.model.geometry import Span
from imr_desk.ui.letter.page_desk import PageDesk
from imr_desk.ui.letter.paper import MarkKind
from imr_desk.ui.letter.sentence_walk import sentence_way
from imr_desk.ui.letter.text_selection import Caret, Step

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier

_STEPS: Mapping[tuple[int, bool], Step] = {
    (Qt.Key.Key_Right, False): Step.WORD_ON,
    (Qt.Key.Key_Left, False): Step.WORD_BACK,
    (Qt.Key.Key_Down, False): Step.LINE_DOWN,
    (Qt.Key.Key_Up, False): Step.LINE_UP,
    (Qt.Key.Key_Right, True): Step.LINE_END,
    (Qt.Key.Key_Left, True): Step.LINE_START,
    (Qt.Key.Key_Home, False): Step.LINE_START,
    (Qt.Key.Key_End, False): Step.LINE_END,
    (Qt.Key.Key_Down, True): Step.PAGE_END,
    (Qt.Key.Key_Up, True): Step.PAGE_START,
    (Qt.Key.Key_Home, True): Step.PAGE_START,
    (Qt.Key.Key_End, True): Step.PAGE_END,
}
"""What a key does with Shift, and (``True``) with Shift and Ctrl."""

_WALKS: Mapping[tuple[int, Qt.KeyboardModifier], Step] = {
    (Qt.Key.Key_Right, _CONTROL): Step.WORD_ON,
    (Qt.Key.Key_Left, _CONTROL): Step.WORD_BACK,
    (Qt.Key.Key_Down, _ALT): Step.LINE_DOWN,
    (Qt.Key.Key_Up, _ALT): Step.LINE_UP,
}
"""What a key does with the caret alone; the keys without these scroll."""


class _Unit(Enum):
    """What a selection grows by."""

    CHARACTER = auto()
    WORD = auto()
    LINE = auto()


class TextGestures:
    """A selection that grows from where it began to where a hand points.

    Args:
        desk: shows the pages.
    """

    def __init__(self, desk: PageDesk) -> None:
        self._desk = desk
        self._anchor: tuple[Caret, Caret] | None = None
        self._reached: Caret | None = None  # the caret as left here; one set elsewhere, at evidence, begins anew
        self._unit = _Unit.CHARACTER
        self._since_double = QElapsedTimer()
        self._doubled_at = QPointF()

    def forget(self) -> None:
        """Start anew: another letter lies on the desk, or something else was selected elsewhere."""
        self._anchor = self._desk.caret = None

    # Places

    def caret_at(self, pos: QPointF) -> Caret | None:
        """Return the place between characters nearest to a place of the viewport."""
        spot, printed = self._desk.spot_at(pos), self._desk.printed
        return None if spot is None or printed is None else printed.caret_at(spot.page, spot.x, spot.y)

    def word_at(self, pos: QPointF) -> Caret | None:
        """Return the beginning of the word printed at a place of the viewport; ``None`` beside all words."""
        spot, printed = self._desk.spot_at(pos), self._desk.printed
        word = None if spot is None or printed is None else printed.word_at(spot.page, spot.x, spot.y)
        return None if spot is None or word is None else Caret(spot.page, word.start)

    def is_near_words(self, pos: QPointF) -> bool:
        """Tell whether a press at a place of the viewport means words."""
        spot, printed = self._desk.spot_at(pos), self._desk.printed
        return spot is not None and printed is not None and printed.is_near(spot.page, spot.x, spot.y)

    # Mouse

    @property
    def has_begun(self) -> bool:
        """Tell whether there is a place that a selection can reach from."""
        return self._anchor is not None

    def press(self, pos: QPointF) -> None:
        """Begin a selection; the third press in one place selects the line."""
        caret, tripled = self.caret_at(pos), self._is_third_press(pos)
        if caret is None:
            return
        self._begin(_Unit.LINE if tripled else _Unit.CHARACTER, caret)
        if tripled:
            self._reach(caret)
        else:
            self._desk.select(())

    def _is_third_press(self, pos: QPointF) -> bool:
        """Tell whether this press follows a double click at once and in the same place."""
        soon = self._since_double.isValid() and self._since_double.elapsed() < QApplication.doubleClickInterval()
        self._since_double.invalidate()
        return soon and (pos - self._doubled_at).manhattanLength() < QApplication.startDragDistance()

    def double_press(self, pos: QPointF) -> None:
        """Select the word."""
        self._since_double.start()
        self._doubled_at = pos
        self.select_word_at(pos)

    def reach(self, pos: QPointF) -> None:
        """Let the selection reach to a place of the viewport."""
        caret = self.caret_at(pos)
        if caret is not None:
            self._reach(caret)

    def select_word_at(self, pos: QPointF) -> None:
        """Select the word printed at a place of the viewport, if there is one."""
        caret = self.word_at(pos)
        if caret is not None:
            self.select_word(caret)

    def select_word(self, caret: Caret) -> None:
        """Select the word at a place, and let the selection grow on from it by words."""
        self.begin_at_word(caret)
        self._reach(caret)

    def begin_at_word(self, caret: Caret) -> None:
        """Let what is selected next reach from the whole word at a place."""
        self._begin(_Unit.WORD, caret)

    # Keys

    def key(self, event: QKeyEvent) -> bool:
        """Let the selection grow, move the caret, or select a sentence; tell whether the key meant one of these."""
        printed, held = self._desk.printed, event.modifiers() & ~_KEYPAD
        walk = _WALKS.get((event.key(), held))
        grow = _STEPS.get((event.key(), bool(held & _CONTROL))) if held & _SHIFT else None
        way = sentence_way(event)
        if printed is None or (walk is None and grow is None and not way):
            return False
        if walk is not None:
            self.leave()
        start = self._start()
        if start is None:
            return True
        if way:
            self._take_sentence(start, way)
        elif walk is not None:
            self._begin(_Unit.CHARACTER, self._walked(printed.moved(start, walk), walk))
        elif grow is not None:
            if self._anchor is None or not self._selects() or self._desk.caret != self._reached:
                start = self._whole(start)
                self._begin(_Unit.CHARACTER, start)
            self._unit = _Unit.CHARACTER
            self._reach(printed.moved(start, grow))
        self._show_caret()
        return True

    def leave(self) -> None:
        """End the selection; keys go on from its end."""
        selected = self._selects()
        if selected:
            self._desk.caret = Caret(selected[-1].page, selected[-1].end)
            self._desk.select(())

    def adopt(self, spans: tuple[Span, ...]) -> None:
        """Let what was selected elsewhere grow on from here."""
        self._begin(_Unit.CHARACTER, Caret(spans[0].page, spans[0].start))
        self._desk.caret = self._reached = Caret(spans[-1].page, spans[-1].end)

    def _take_sentence(self, start: Caret, way: int) -> None:
        """Select the sentence at the caret; where words are selected, the one behind or before them."""
        found = self._desk.sentences.step(self._selects(), start, way) if self._desk.sentences is not None else ()
        if found:
            self.adopt(found)
            self._desk.select(found)
            self._desk.reveal(found)

    def _walked(self, caret: Caret, step: Step) -> Caret:
        """Return the beginning of the word that a step by lines came upon, no middle of it."""
        return caret if step in (Step.WORD_ON, Step.WORD_BACK) else self._whole(caret)

    def _whole(self, caret: Caret) -> Caret:
        """Return the beginning of the word that the place lies in; the place itself at a word's end or beside all."""
        word = self._desk.printed.word_around(caret) if self._desk.printed is not None else None
        return caret if word is None or caret.offset == word.end else Caret(word.page, word.start)

    def _start(self) -> Caret | None:
        """Return where a key begins: at the caret, or at the first line seen when the caret is out of sight."""
        caret, printed = self._desk.caret, self._desk.printed
        box = printed.box_of(caret) if caret is not None and printed is not None else None
        if caret is not None and box is not None and (self._selects() or self._desk.will_show(caret.page, box)):
            return caret
        return self._first_seen()

    def _selects(self) -> tuple[Span, ...]:
        return () if self._desk.marks is None else self._desk.marks.spans(MarkKind.SELECTION)

    # Selecting

    def _begin(self, unit: _Unit, caret: Caret) -> None:
        self._unit = unit
        self._anchor = self._around(caret)
        self._desk.caret = caret

    def _around(self, caret: Caret) -> tuple[Caret, Caret]:
        """Return the ends of the word or line at a place, or twice the place itself."""
        printed = self._desk.printed
        if printed is None or self._unit is _Unit.CHARACTER:
            return caret, caret
        span = printed.word_around(caret) if self._unit is _Unit.WORD else printed.line_around(caret)
        return (caret, caret) if span is None else (Caret(span.page, span.start), Caret(span.page, span.end))

    def _reach(self, caret: Caret) -> None:
        printed = self._desk.printed
        if self._anchor is None or printed is None:
            return
        ends = (*self._anchor, *self._around(caret))
        first, last = min(ends), max(ends)
        self._desk.caret = self._reached = first if caret < self._anchor[0] else last
        self._desk.select(printed.between(first, last))

    def _first_seen(self) -> Caret | None:
        spot, printed = self._desk.spot_at(QPointF(self._desk.viewport().width() / 2, 0)), self._desk.printed
        return None if spot is None or printed is None else printed.first_in(spot.page, spot.y)

    def _show_caret(self) -> None:
        caret, printed = self._desk.caret, self._desk.printed
        box = printed.box_of(caret) if caret is not None and printed is not None else None
        if caret is not None and box is not None:
            self._desk.show_box(caret.page, box)
        self._desk.viewport().update()
