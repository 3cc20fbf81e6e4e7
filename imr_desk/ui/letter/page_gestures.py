"""What mouse and keys do on the pages: select words, draw boxes, ask for a field to be filled, lead to a value."""

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from imr_desk.ui.letter.box_gesture import BoxGesture
from imr_desk.ui.letter.edge_scroll import EdgeScroll
from imr_desk.ui.letter.page_desk import PageDesk
from imr_desk.ui.letter.paper import MarkKind
from imr_desk.ui.letter.text_gestures import TextGestures
from imr_desk.ui.letter.text_selection import Caret

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


class PageGestures(QObject):
    """Tells apart what a hand means.

    A drag that begins at words selects running text. One that begins on empty paper, or with Alt, draws a box. Shift
    lets the selection reach on from the last word to the one clicked. Whatever was selected goes into the field in
    focus when the button is let go with Ctrl; so Ctrl and a click fill it with one word.

    Signals: ``word_touched(Caret)`` a word was clicked, told at once; ``word_clicked(Caret)`` the same, told only
    when it cannot become a double click any more, so that selecting a word never leads the form elsewhere;
    ``fill_requested()`` the selection is to go into the field in focus; ``dragging(bool)`` a drag began or ended.

    Args:
        desk: shows the pages; it owns this.
    """

    word_touched = Signal(object)
    word_clicked = Signal(object)
    fill_requested = Signal()
    dragging = Signal(bool)
    empty_place_double_clicked = Signal()

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.text = TextGestures(desk)
        self.box = BoxGesture(desk)
        self.edge = EdgeScroll(desk)
        self.edge.moved.connect(self._reach)
        self._pressed_at: QPointF | None = None
        self._dragged = self._extends = self._draws = False
        self._clicked: Caret | None = None
        self._click = QTimer(self)
        self._click.setSingleShot(True)
        self._click.timeout.connect(self._tell_click)

    def forget(self) -> None:
        """Start anew: another letter lies on the desk, or something else was selected elsewhere."""
        self._click.stop()
        self._end_drag()
        self.text.forget()

    # Mouse

    def press(self, event: QMouseEvent) -> None:
        """Begin a selection or a box, or with Shift let the selection reach to here."""
        self._click.stop()
        if self._desk.letter is None:
            return
        pos, held = event.position(), event.modifiers()
        self._pressed_at, self._dragged = pos, False
        self._extends = bool(held & _SHIFT) and not held & _ALT and self.text.has_begun
        self._draws = not self._extends and (bool(held & _ALT) or not self.text.is_near_words(pos))
        if self._extends:
            self.text.reach(pos)
        elif self._draws:
            self._desk.select(())
        else:
            self.text.press(pos)

    def double_press(self, event: QMouseEvent) -> None:
        """Select the word, or tell that an empty place was meant; with Ctrl the first click has done all."""
        self._click.stop()
        self._pressed_at = None
        if self.text.word_at(event.position()) is None:
            self.empty_place_double_clicked.emit()
        elif not event.modifiers() & _CONTROL:
            self.text.double_press(event.position())
            self._pressed_at, self._dragged, self._draws, self._extends = event.position(), False, False, True

    def move(self, event: QMouseEvent) -> None:
        """Let the selection or the box reach to here while the button is down; show before what a press would do."""
        pos = event.position()
        if self._pressed_at is None:
            self._desk.viewport().setCursor(self._cursor(pos, event.modifiers()))
            return
        if not self._dragged:
            if (pos - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
                return
            self._begin_drag(self._pressed_at)
        self._reach(pos)
        self.edge.follow(pos)

    def release(self, event: QMouseEvent) -> None:
        """End a drag; without one, note the click. With Ctrl, ask for the field to be filled."""
        pressed, dragged = self._pressed_at, self._dragged
        self._end_drag()
        if pressed is None:
            return
        fills = bool(event.modifiers() & _CONTROL)
        if dragged or self._extends:
            if fills and self._selects():
                self.fill_requested.emit()
            return
        word = self.text.word_at(event.position())
        if word is None:
            return
        if fills:
            self.text.select_word(word)
            self.fill_requested.emit()
        elif not self._selects():  # a third press has selected its line
            self.text.begin_at_word(word)
            self._clicked = word
            self._click.start(QApplication.doubleClickInterval())
            self.word_touched.emit(word)

    def _begin_drag(self, start: QPointF) -> None:
        self._dragged = True
        if self._draws:
            self.box.begin(start)
            self._desk.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.dragging.emit(True)

    def _end_drag(self) -> None:
        self.edge.stop()
        self._pressed_at = None
        if self._dragged:
            self._dragged = False
            self.box.end()
            self.dragging.emit(False)

    def _reach(self, pos: QPointF) -> None:
        if self.box.is_drawn:
            self.box.reach(pos)
        else:
            self.text.reach(pos)

    def _cursor(self, pos: QPointF, held: Qt.KeyboardModifier) -> Qt.CursorShape:
        if held & _ALT or not self.text.is_near_words(pos):
            return Qt.CursorShape.CrossCursor if self._has_words(pos) else Qt.CursorShape.ArrowCursor
        if held & _CONTROL and self.text.word_at(pos) is not None:
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.IBeamCursor

    def _has_words(self, pos: QPointF) -> bool:
        """Tell whether a box can be drawn on the page there that holds something."""
        return self.text.caret_at(pos) is not None

    # Keys

    def key(self, event: QKeyEvent) -> bool:
        """Let the selection grow or end, or give a drag up; tell whether the key meant that."""
        if event.key() != Qt.Key.Key_Escape:
            return self.text.key(event)
        if not self._dragged and not self._selects():
            return False
        self._end_drag()
        self.text.leave()
        return True

    def _selects(self) -> bool:
        return self._desk.marks is not None and bool(self._desk.marks.spans(MarkKind.SELECTION))

    def _tell_click(self) -> None:
        if self._clicked is not None:
            self.word_clicked.emit(self._clicked)
