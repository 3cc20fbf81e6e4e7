"""The letter as text: for letters without paper, and beside the pages of damaged ones."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QToolTip, QWidget

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.ui.dress import Dress
from imr_desk.ui.label_look import Mark
from imr_desk.ui.letter.display_text import DisplayText, bold_runs, trimmed
from imr_desk.ui.letter.line_gestures import LineGestures
from imr_desk.ui.letter.page_layout import stepped
from imr_desk.ui.letter.paper import MarkKind, Paper
from imr_desk.ui.letter.text_column import TextColumn, text_column
from imr_desk.ui.letter.text_marks import TextMarks
from imr_desk.ui.letter.text_selection import Caret
from imr_desk.ui.letter.tiles import PageTheme
from imr_desk.ui.letter.word_hints import Pointed
from imr_desk.ui.theme import GRID, SERIF, Theme, font

_TEXT_SIZE = 17.0
"""Pixels of the type at 100 %."""
_SMALLEST, _LARGEST = 0.5, 4.0


class TextView(QPlainTextEdit):
    """Shows one letter as a page of text; takes the same marks, and reports the same selection, as the pages do."""

    page_changed = Signal(int)
    zoom_changed = Signal()
    selection_made = Signal(object)
    word_touched = Signal(object)
    word_clicked = Signal(object)
    fill_requested = Signal()
    dragging = Signal(bool)
    hint_requested = Signal(object)
    menu_requested = Signal(QPoint)

    def __init__(self, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("letterText")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(self.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.letter: LetterText | None = None
        self.page = 1
        self.zoom = 1.0
        self.paper = Paper.of(dress.theme, PageTheme.LIGHT)
        self._dress = dress
        self._text = DisplayText("", (), (), 0)
        self._marks = TextMarks(self._text)
        self._look: tuple[TextColumn, Theme, Paper] | None = None
        self._in_sight: tuple[Span, ...] = ()
        self._gestures = LineGestures(self)
        self._gestures.word_touched.connect(self.word_touched)
        self._gestures.word_clicked.connect(self.word_clicked)
        self._gestures.selected.connect(self._select)
        self._gestures.fill_requested.connect(self.fill_requested)
        self._gestures.dragging.connect(self.dragging)
        self.selectionChanged.connect(self._tell_selection)
        self.verticalScrollBar().valueChanged.connect(self._settle)
        self.verticalScrollBar().actionTriggered.connect(self._scrolled_on)

    # What is shown

    def show_letter(self, letter: LetterText | None) -> None:
        """Show a letter from its beginning; ``None`` for none."""
        self.letter = letter
        self.page = 1
        self._in_sight = ()
        self._gestures.open(letter)
        self._text = DisplayText.of(letter) if letter is not None else DisplayText("", (), (), 0)
        self._marks = TextMarks(self._text)
        self.blockSignals(True)
        self.setPlainText(self._text.text)
        self._set_type()
        self._set_faces()
        self.blockSignals(False)
        self._settle()

    def dress(self, dress: Dress, page_theme: PageTheme) -> None:
        """Restyle; the paper has a theme of its own."""
        self._dress = dress
        self.paper = Paper.of(dress.theme, page_theme)
        self._set_type()
        self._set_faces()
        self._settle()

    def mark(self, kind: MarkKind, spans: Iterable[Span]) -> None:
        """Mark these words and no others of this kind."""
        if kind is MarkKind.SELECTION:
            self.show_selection(tuple(spans))
        elif self._marks.set(kind, spans):
            self._settle()

    def mark_more(self, kind: MarkKind, spans: Iterable[Span]) -> None:
        """Mark these words beside the others of this kind."""
        self._marks.add(kind, spans)
        self._settle()

    def show_labels(self, marks: tuple[Mark, ...]) -> None:
        """Show these labelled words and no others."""
        if self.letter is not None and self._marks.show_labels(marks):
            self._settle()

    def reveal(self, spans: tuple[Span, ...]) -> None:
        """Scroll so that the words show with some context; what shows already does not move."""
        self._in_sight = spans
        if not spans or self.letter is None:
            return
        start, end = self._text.units_of(spans[0])
        if not self.hasFocus() and not self.textCursor().hasSelection():
            cursor = self.textCursor()
            cursor.setPosition(start)  # who comes here by keyboard begins to mark at the evidence
            where = self.verticalScrollBar().value()
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(where)
        view = self.viewport().rect()
        first, last = self._rect(start), self._rect(max(start, end - 1))
        if first.top() >= view.top() and last.bottom() <= view.bottom():
            return
        lines = max(1, view.height() // max(1, first.height()))
        long = self._line_of(end - 1) - self._line_of(start) + 1
        context = min(lines // 4, max(0, (lines - long) // 2))
        if first.top() < view.top() or long > lines:
            self.verticalScrollBar().setValue(self._line_of(start) - context)
        else:
            self.verticalScrollBar().setValue(self._line_of(end - 1) + context - lines + 1)

    def _scrolled_on(self) -> None:
        """From now on the reviewer's own place counts, not the evidence."""
        self._in_sight = ()

    def show_selection(self, spans: tuple[Span, ...]) -> None:
        """Show what was selected elsewhere; what lies scattered over a page is only marked: a cursor spans a run."""
        if self.letter is None:
            return
        scattered = spans if len({span.page for span in spans}) < len(spans) else ()
        if self._marks.set(MarkKind.SELECTION, scattered):
            self._settle()
        if spans == self._selected():
            return
        cursor = self.textCursor()
        if spans and not scattered:
            cursor.setPosition(self._text.units_of(spans[0])[0])
            cursor.setPosition(self._text.units_of(spans[-1])[1], QTextCursor.MoveMode.KeepAnchor)
        else:
            cursor.clearSelection()
        self.blockSignals(True)
        self.setTextCursor(cursor)
        self.blockSignals(False)

    def go_to_page(self, page: int) -> None:
        """Show a page from its top; numbers beyond the letter mean its ends."""
        if self.letter is not None:
            page = min(max(1, page), len(self.letter.pages))
            line = self._line_of(self._text.unit_of(Caret(page, 0)))
            self.verticalScrollBar().setValue(line - (2 if page > 1 else 0))
            self._note_page(page)

    # Size of type

    def zoom_to(self, zoom: float) -> None:
        """Set the type in this share of its usual size."""
        self.zoom = min(_LARGEST, max(_SMALLEST, zoom))
        self.dress(self._dress, self.paper.theme)
        self.zoom_changed.emit()

    def zoom_by(self, steps: int) -> None:
        """Enlarge the type by so many stops, or (below zero) make it smaller."""
        self.zoom_to(stepped(self.zoom, steps))

    # Setting

    def _set_type(self) -> None:
        """Set type and column so that the letter keeps its own lines where the view is wide enough for them."""
        kind, width = self._dress.kind, self.width() - self.verticalScrollBar().sizeHint().width() - 2 * GRID
        column = text_column(self._text.text, width, kind.px(_TEXT_SIZE), self.zoom)
        look = (column, self._dress.theme, self.paper)
        if look == self._look:
            return
        self._look = look
        self.setStyleSheet(
            f'QPlainTextEdit#letterText {{ font-family: "{SERIF}"; font-size: {column.size}px; padding: 0;'
            f" border: 2px solid transparent; background: {self._dress.theme.sunken}; color: {self.paper.words};"
            f" selection-background-color: {self.paper.grounds[MarkKind.SELECTION]};"
            f" selection-color: {self.paper.words}; }}"
            f"QPlainTextEdit#letterText:focus {{ border-color: {self._dress.theme.accent}; }}"
        )
        self.document().setDocumentMargin(column.margin)
        self.setViewportMargins(column.side, 0, column.side, 0)

    def _set_faces(self) -> None:
        """Set bold what the letter prints bold, and the lines between pages in quiet type."""
        if self.letter is None:
            return
        bold, quiet = QTextCharFormat(), QTextCharFormat()
        bold.setFontWeight(600)
        quiet.setForeground(QColor(self.paper.quiet))
        quiet.setFont(font(self._dress.kind.small))
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for start, end in self._text.separators:
            _format(cursor, start, end, quiet)
        for page in self.letter.pages:
            for start, end in bold_runs(page):
                _format(cursor, *self._text.units_of(Span(page.number, start, end)), bold)
        cursor.endEditBlock()

    # After every move

    def _settle(self) -> None:
        if self.letter is None:
            self.setExtraSelections([])
            return
        start = self.firstVisibleBlock().position()
        end = self.cursorForPosition(self.viewport().rect().bottomRight()).block()
        last = end.position() + end.length()
        labelled = self._marks.label_selections(self, self.paper, start, last)
        self.setExtraSelections([*labelled, *self._marks.selections(self, self.paper, start, last)])
        third = QPoint(self.viewport().width() // 2, self.viewport().height() // 3)
        caret = self._text.caret_at(self.cursorForPosition(third).position())
        if caret is not None:
            self._note_page(caret.page)

    def _note_page(self, page: int) -> None:
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)

    def _rect(self, unit: int) -> QRect:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(unit, self._text.length))
        return self.cursorRect(cursor)

    def _line_of(self, unit: int) -> int:
        """Return the number of the line on the screen that shows a unit, counted from 0 over the whole letter."""
        block = self.document().findBlock(min(max(0, unit), self._text.length))
        self.blockBoundingGeometry(block)  # lines are counted only for what was laid out
        line = block.layout().lineForTextPosition(unit - block.position())
        return block.firstLineNumber() + (line.lineNumber() if line.isValid() else 0)

    # Selection

    def _selected(self) -> tuple[Span, ...]:
        cursor = self.textCursor()
        if self.letter is None or not cursor.hasSelection():
            return ()
        return trimmed(self.letter, self._text.spans_between(cursor.selectionStart(), cursor.selectionEnd()))

    def _tell_selection(self) -> None:
        self.selection_made.emit(self._selected())

    def select_word(self, caret: Caret) -> None:
        """Select the word at a place, and let Shift and a click reach on from it."""
        self._select(self._gestures.word_span(caret))

    def _select(self, spans: tuple[Span, ...]) -> None:
        self.show_selection(spans)
        self.selection_made.emit(spans)

    def _take_sentence(self, event: QKeyEvent) -> bool:
        """Select the sentence that a key means, from the cursor on, or from what shows first; tell whether it did."""
        seen = self.viewport().rect().intersects(self.cursorRect())
        cursor = self.textCursor() if seen else self.cursorForPosition(QPoint(0, 0))
        found = self._gestures.sentence(event, self._selected(), self._text.caret_at(cursor.position()))
        if found:
            self._select(found)
            self.reveal(found)
        return bool(found)

    def _word_at(self, pos: QPoint) -> Caret | None:
        """Return the place of the letter at a place of the viewport; ``None`` beside all words."""
        cursor = self.cursorForPosition(pos)
        near = self.cursorRect(cursor).adjusted(-GRID * 2, 0, GRID * 2, 0).contains(pos)
        return self._text.caret_at(cursor.position()) if near else None

    # Qt's

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._gestures.press(event)
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._select(())
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a selection."""
        self._gestures.move(event)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a click or a drag; with Ctrl, ask for the field to be filled."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            word = self._word_at(event.position().toPoint())
            self._gestures.release(event, word, selects=self.textCursor().hasSelection())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word; with Ctrl the first click has done all."""
        self._gestures.forget_click()
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().mouseDoubleClickEvent(event)

    def event(self, event: QEvent) -> bool:
        """Ask what is known of the word on which the pointer rests."""
        if event.type() is not QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().event(event)
        pos = self.viewport().mapFrom(self, event.pos())
        caret = self._word_at(pos)
        if caret is None:
            QToolTip.hideText()
        else:
            rect = self.cursorRect(self.cursorForPosition(pos)).adjusted(-GRID * 3, 0, GRID * 3, 0)
            self.hint_requested.emit(Pointed(caret, event.globalPos(), self.viewport(), rect))
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selection; the word under the pointer where nothing is selected."""
        if not self.textCursor().hasSelection() and event.reason() is QContextMenuEvent.Reason.Mouse:
            cursor = self.cursorForPosition(event.pos())
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
            self.setTextCursor(cursor)
        self.menu_requested.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the selection end with Escape; the rest is the widget's own, or goes on to the panel."""
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()  # the panel copies the letter's own words, without the lines that this view puts in
        elif event.key() == Qt.Key.Key_Escape and (
            self.textCursor().hasSelection() or self._marks.has(MarkKind.SELECTION)
        ):
            self._select(())
        elif not self._take_sentence(event):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, change the size of the type."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle, and in sight what was shown last unless the reviewer scrolled on."""
        super().resizeEvent(event)
        self._set_type()
        self._settle()
        self.reveal(self._in_sight)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the paper under the text."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self.paper.ground))
        edge = QColor(self.paper.edge)
        painter.fillRect(0, event.rect().top(), 1, event.rect().height(), edge)
        painter.fillRect(self.viewport().width() - 1, event.rect().top(), 1, event.rect().height(), edge)
        painter.end()
        super().paintEvent(event)


def _format(cursor: QTextCursor, start: int, end: int, look: QTextCharFormat) -> None:
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(look)
