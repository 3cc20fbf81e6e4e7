"""Selecting words of the pages with mouse and keys."""

from collections.abc import Mapping
from enum import Enum, auto

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from imr_desk.model.geometry import Span
from imr_desk.ui.letter.page_desk import PageDesk
from imr_desk.ui.letter.paper import MarkKind
from imr_desk.ui.letter.text_selection import Caret, Step

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier

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

_AUTOSCROLL = 30
"""Milliseconds between two moves while a drag waits beyond the edge of the view."""


class _Unit(Enum):
    """What a drag selects at least."""

    CHARACTER = auto()
    WORD = auto()
    LINE = auto()


class TextGestures(QObject):
    """Turns presses, drags and keys on a page desk into a selection.

    A click on a word is told only when it cannot become a double click any more, so that selecting a word never
    leads the form elsewhere.

    Args:
        desk: shows the pages; it owns this.
    """

    selection_made = Signal(object)
    word_clicked = Signal(object)
    empty_place_double_clicked = Signal()

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._anchor: tuple[Caret, Caret] | None = None
        self._unit = _Unit.CHARACTER
        self._pressed_at: QPointF | None = None
        self._dragged = False
        self._pos = QPointF()
        self._clicked: Caret | None = None
        self._since_double = QElapsedTimer()
        self._doubled_at = QPointF()
        self._click = QTimer(self)
        self._click.setSingleShot(True)
        self._click.timeout.connect(self._tell_click)
        self._autoscroll = QTimer(self)
        self._autoscroll.setInterval(_AUTOSCROLL)
        self._autoscroll.timeout.connect(self._scroll_on)

    def forget(self) -> None:
        """Start anew: another letter lies on the desk, or something else was selected elsewhere."""
        self._anchor = self._pressed_at = self._desk.caret = None
        self._click.stop()
        self._autoscroll.stop()

    # Mouse

    def press(self, event: QMouseEvent) -> None:
        """Begin a selection, or with Shift let it reach to here."""
        self._click.stop()
        caret = self._caret_at(event.position())
        if caret is None:
            return
        tripled = self._is_third_press(event.position())
        self._pressed_at, self._dragged = event.position(), False
        if event.modifiers() & _SHIFT and self._anchor is not None:
            self._dragged = True
            self._reach(caret)
        elif tripled:
            self._begin(_Unit.LINE, caret)
            self._reach(caret)
        else:
            self._begin(_Unit.CHARACTER, caret)
            self._select(())

    def _is_third_press(self, pos: QPointF) -> bool:
        """Tell whether this press follows a double click at once and in the same place."""
        soon = self._since_double.isValid() and self._since_double.elapsed() < QApplication.doubleClickInterval()
        self._since_double.invalidate()
        return soon and (pos - self._doubled_at).manhattanLength() < QApplication.startDragDistance()

    def double_press(self, event: QMouseEvent) -> None:
        """Select the word, or tell that an empty place was meant."""
        self._click.stop()
        caret = self._caret_at(event.position())
        if caret is None or not self.over_word(event.position()):
            self._pressed_at = None
            self.empty_place_double_clicked.emit()
            return
        self._since_double.start()
        self._doubled_at = event.position()
        self._pressed_at, self._dragged = event.position(), False
        self._begin(_Unit.WORD, caret)
        self._reach(caret)

    def move(self, event: QMouseEvent) -> None:
        """Let the selection reach to here while the button is down; show over words that they can be selected."""
        self._pos = event.position()
        if self._pressed_at is None:
            over = self.over_word(event.position())
            self._desk.viewport().setCursor(Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor)
            return
        way = (event.position() - self._pressed_at).manhattanLength()
        if not self._dragged and way < QApplication.startDragDistance():
            return
        self._dragged = True
        self._drag_to(event.position())
        outside = not self._desk.viewport().rect().contains(event.position().toPoint())
        if outside and not self._autoscroll.isActive():
            self._autoscroll.start()
        elif not outside:
            self._autoscroll.stop()

    def release(self, event: QMouseEvent) -> None:
        """End a drag; without one, note the click."""
        self._autoscroll.stop()
        pressed, self._pressed_at = self._pressed_at, None
        clicked = pressed is not None and not self._dragged and self._unit is _Unit.CHARACTER
        if clicked and self._anchor is not None and self.over_word(event.position()):
            self._clicked = self._anchor[0]
            self._click.start(QApplication.doubleClickInterval())

    def over_word(self, pos: QPointF) -> bool:
        """Tell whether a word is printed at a place of the viewport."""
        spot, printed = self._desk.spot_at(pos), self._desk.printed
        return spot is not None and printed is not None and printed.word_at(spot.page, spot.x, spot.y) is not None

    def select_word_at(self, pos: QPointF) -> None:
        """Select the word printed at a place of the viewport, if there is one."""
        caret = self._caret_at(pos)
        if caret is not None and self.over_word(pos):
            self._begin(_Unit.WORD, caret)
            self._reach(caret)

    # Keys

    def key(self, event: QKeyEvent) -> bool:
        """Let the selection grow or end; tell whether the key meant that."""
        if event.key() == Qt.Key.Key_Escape:
            if self._desk.marks is None or not self._desk.marks.spans(MarkKind.SELECTION):
                return False
            self._select(())
            self._desk.viewport().update()
            return True
        if not event.modifiers() & _SHIFT:
            return False
        step = _STEPS.get((event.key(), bool(event.modifiers() & _CONTROL)))
        printed = self._desk.printed
        if step is None or printed is None:
            return False
        start = self._desk.caret or self._first_seen()
        if start is None:
            return True
        if self._anchor is None:
            self._begin(_Unit.CHARACTER, start)
        self._unit = _Unit.CHARACTER
        self._reach(printed.moved(start, step))
        self._show_caret()
        return True

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
        self._desk.caret = last if caret >= self._anchor[1] else first
        self._select(printed.between(first, last))

    def _select(self, spans: tuple[Span, ...]) -> None:
        self._desk.mark(MarkKind.SELECTION, spans)
        self.selection_made.emit(spans)

    def _caret_at(self, pos: QPointF) -> Caret | None:
        spot, printed = self._desk.spot_at(pos), self._desk.printed
        return None if spot is None or printed is None else printed.caret_at(spot.page, spot.x, spot.y)

    def _drag_to(self, pos: QPointF) -> None:
        caret = self._caret_at(pos)
        if caret is not None:
            self._reach(caret)

    def _scroll_on(self) -> None:
        view = self._desk.viewport().rect()
        for bar, beyond in (
            (self._desk.verticalScrollBar(), self._beyond(self._pos.y(), view.height())),
            (self._desk.horizontalScrollBar(), self._beyond(self._pos.x(), view.width())),
        ):
            bar.setValue(bar.value() + round(beyond * 0.4))
        edge = QPointF(
            min(max(self._pos.x(), 0.0), view.width() - 1.0), min(max(self._pos.y(), 0.0), view.height() - 1.0)
        )
        self._drag_to(edge)

    @staticmethod
    def _beyond(at: float, length: float) -> float:
        return at if at < 0 else max(0.0, at - length)

    def _first_seen(self) -> Caret | None:
        spot, printed = self._desk.spot_at(QPointF(self._desk.viewport().width() / 2, 0)), self._desk.printed
        return None if spot is None or printed is None else printed.first_in(spot.page, spot.y)

    def _show_caret(self) -> None:
        caret, printed = self._desk.caret, self._desk.printed
        box = printed.box_of(caret) if caret is not None and printed is not None else None
        if caret is not None and box is not None:
            self._desk.show_box(caret.page, box)
        self._desk.viewport().update()

    def _tell_click(self) -> None:
        if self._clicked is not None:
            self.word_clicked.emit(self._clicked)
