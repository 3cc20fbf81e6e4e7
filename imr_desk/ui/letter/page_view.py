"""The letter as it was printed, under the reader's hands: wheel, mouse and keys."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.ui.dress import Dress
from imr_desk.ui.letter.page_area import LINE
from imr_desk.ui.letter.page_desk import PageDesk
from imr_desk.ui.letter.page_gestures import PageGestures
from imr_desk.ui.letter.page_layout import Fit
from imr_desk.ui.letter.paper import MarkKind
from imr_desk.ui.letter.pictures import PagePictures
from imr_desk.ui.letter.text_selection import Caret
from imr_desk.ui.letter.word_hints import Pointed

_NOTCH = 120
"""What Qt reports for one notch of a wheel, in eighths of a degree."""
_SCREEN = 0.9
"""Share of the view that a screen key moves, so that the last lines stay in sight."""


class PageView(PageDesk):
    """The pages of a letter that can be scrolled, zoomed, turned and selected from.

    Signals (beside those of ``PageDesk`` and ``PageArea``): those of ``PageGestures``; ``menu_requested(global
    position)``; ``hint_requested(Pointed)`` the pointer rests on a word.
    """

    word_touched = Signal(object)
    fill_requested = Signal()
    dragging = Signal(bool)
    hint_requested = Signal(object)
    word_clicked = Signal(object)
    empty_place_double_clicked = Signal()
    menu_requested = Signal(QPoint)

    def __init__(self, pictures: PagePictures, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(pictures, dress, parent)
        self._gestures = PageGestures(self)
        self._gestures.word_touched.connect(self.word_touched)
        self._gestures.word_clicked.connect(self.word_clicked)
        self._gestures.fill_requested.connect(self.fill_requested)
        self._gestures.dragging.connect(self.dragging)
        self._gestures.empty_place_double_clicked.connect(self.empty_place_double_clicked)

    def show_letter(self, letter: LetterText | None, rotation: int = 0) -> None:
        """Show a letter from its beginning, nothing selected."""
        self._gestures.forget()
        super().show_letter(letter, rotation)

    def show_selection(self, spans: tuple[Span, ...]) -> None:
        """Show what was selected elsewhere."""
        if self.marks is not None and self.marks.spans(MarkKind.SELECTION) != spans:
            self._gestures.forget()
            if spans:
                self._gestures.text.adopt(spans)
            self.mark(MarkKind.SELECTION, spans)

    def select_word(self, caret: Caret) -> None:
        """Select the word at a place, and let the selection grow on from it."""
        self._gestures.text.select_word(caret)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection or a box."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._gestures.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word, or freeze the view on an empty place."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._gestures.double_press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a selection or a box."""
        self._gestures.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a selection or a box; with Ctrl, ask for the field to be filled."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._gestures.release(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selection; the word under the pointer where nothing is selected."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.menu_requested.emit(self.viewport().mapToGlobal(self.viewport().rect().center()))
            return
        if self.marks is not None and not self.marks.spans(MarkKind.SELECTION):
            self._gestures.text.select_word_at(QPointF(event.pos()))
        self.menu_requested.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Ask what is known of the word on which the pointer rests."""
        if event.type() is not QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().event(event)
        pos = QPointF(self.viewport().mapFrom(self, event.pos()))
        spot, printed, caret = self.spot_at(pos), self.printed, self._gestures.text.word_at(pos)
        word = None if spot is None or printed is None else printed.word_at(spot.page, spot.x, spot.y)
        if caret is None or word is None or word.box is None:
            QToolTip.hideText()
        else:
            rect = self.rect_in_view(caret.page, word.box).toAlignedRect()
            self.hint_requested.emit(Pointed(caret, event.globalPos(), self.viewport(), rect))
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom where the pointer is."""
        notches = event.angleDelta().y() / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self.zoom * 1.15**notches, event.position())
        elif not event.pixelDelta().isNull():  # a touch pad moves by pixels, and glides by itself
            across, down = self.horizontalScrollBar(), self.verticalScrollBar()
            across.setValue(across.value() - event.pixelDelta().x())
            self.glide.jump(down.value() - event.pixelDelta().y())
        elif event.angleDelta().x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            across = self.horizontalScrollBar()
            turned = event.angleDelta().x() / _NOTCH or notches
            across.setValue(across.value() - round(turned * 3 * LINE))
        else:
            self.glide.to(self.glide.goal - notches * 3 * LINE)
        event.accept()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, turn pages, zoom, select; other keys go on to the window."""
        if self.letter is None or not (self._gestures.key(event) or self._scroll(event) or self._zoom(event)):
            event.ignore()

    def _scroll(self, event: QKeyEvent) -> bool:
        key, down = event.key(), self.verticalScrollBar()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            return False
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            way = 1 if key == Qt.Key.Key_PageDown else -1
            self.go_to_page(self.page + way) if control else self.scroll_screens(way * _SCREEN)
        elif key == Qt.Key.Key_Space and not control:
            self.scroll_screens(-_SCREEN if back else _SCREEN)
        elif key == Qt.Key.Key_Home:
            self.glide.to(0)
        elif key == Qt.Key.Key_End:
            self.glide.to(down.maximum())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not control:
            self.glide.to(self.glide.goal + (LINE if key == Qt.Key.Key_Down else -LINE))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not control:
            self._across(1 if key == Qt.Key.Key_Right else -1)
        else:
            return False
        return True

    def _across(self, way: int) -> None:
        """Scroll sideways, or turn the page where the whole width shows."""
        across = self.horizontalScrollBar()
        if across.maximum() > 0:
            across.setValue(across.value() + way * LINE)
        else:
            self.go_to_page(self.page + way)

    def _zoom(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_by(-1)
        elif event.key() == Qt.Key.Key_0:
            self.set_fit(Fit.WIDTH)
        else:
            return False
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the caret."""
        super().focusOutEvent(event)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Leave no cursor of words behind."""
        super().leaveEvent(event)
        self.viewport().unsetCursor()
