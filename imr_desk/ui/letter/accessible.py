"""The words on the pages for screen readers, through the platform's accessibility interface."""

from functools import cache

from PySide6.QtCore import QObject, QPoint, QPointF, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleTextCursorEvent, QAccessibleTextInterface
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken

from imr_desk.model.letter import LetterText
from imr_desk.ui.letter.display_text import DisplayText
from imr_desk.ui.letter.page_view import PageView
from imr_desk.ui.letter.paper import MarkKind


class PageReader(QAccessibleWidget, QAccessibleTextInterface):
    """A page view as a document with text: all pages one after another, offsets in UTF-16 units.

    Selections and attributes are not told here, because Qt's Python binding cannot return them; what is selected and
    what is marked is said in the view's accessible description.

    Args:
        view: what is read.
    """

    def __init__(self, view: PageView) -> None:
        QAccessibleWidget.__init__(self, view, QAccessible.Role.Document)
        QAccessibleTextInterface.__init__(self)
        self._letter: LetterText | None = None
        self._shown = DisplayText("", (), (), 0)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """Return the address of the part that Qt asks for; nothing must be a null pointer, for Qt crashes on None."""
        if kind is QAccessible.InterfaceType.TextInterface:
            return Shiboken.VoidPtr(Shiboken.getCppPointer(self)[1])  # type: ignore[return-value]
        return QAccessibleWidget.interface_cast(self, kind) or Shiboken.VoidPtr(0)  # type: ignore[return-value]

    def text(self, *what: int | QAccessible.Text) -> str:
        """Return a name or description of the view, or (given two offsets) the letter's text between them."""
        if len(what) == 1:
            return QAccessibleWidget.text(self, what[0])  # type: ignore[arg-type]
        start, end = (int(offset) for offset in what)  # type: ignore[arg-type]
        return self._text().between(start, end)

    def characterCount(self) -> int:  # noqa: N802 - Qt's name
        """Return the length of the letter's text."""
        return self._text().length

    def cursorPosition(self) -> int:  # noqa: N802 - Qt's name
        """Return where reading goes on: the end of the selection, or the evidence of the value in focus."""
        view = self._view()
        if view.caret is not None:
            return self._text().unit_of(view.caret)
        evidence = view.marks.spans(MarkKind.FOCUS) if view.marks is not None else ()
        return self._text().units_of(evidence[0])[0] if evidence else 0

    def setCursorPosition(self, position: int) -> None:  # noqa: N802 - Qt's name
        """Go on reading from there."""
        view = self._view()
        view.caret = self._text().caret_at(position)
        self.scrollToSubstring(position, position + 1)

    def selectionCount(self) -> int:  # noqa: N802 - Qt's name
        """Return none; see the class."""
        return 0

    def addSelection(self, start: int, end: int) -> None:  # noqa: N802 - Qt's name
        """Select a part of the text."""
        view = self._view()
        spans = self._text().spans_between(start, end)
        view.show_selection(spans)
        view.selection_made.emit(spans)

    def setSelection(self, index: int, start: int, end: int) -> None:  # noqa: N802 - Qt's name
        """Select a part of the text."""
        self.addSelection(start, end)

    def removeSelection(self, index: int) -> None:  # noqa: N802 - Qt's name
        """Select nothing."""
        self.addSelection(0, 0)

    def characterRect(self, offset: int) -> QRect:  # noqa: N802 - Qt's name
        """Return where a character is on the screen."""
        view, caret = self._view(), self._text().caret_at(offset)
        box = view.printed.box_of(caret) if view.printed is not None and caret is not None else None
        if box is None or caret is None:
            return QRect()
        rect = view.rect_in_view(caret.page, box).toAlignedRect()
        return QRect(view.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def offsetAtPoint(self, point: QPoint) -> int:  # noqa: N802 - Qt's name
        """Return the offset of the character nearest to a place on the screen; -1 without text."""
        view = self._view()
        spot = view.spot_at(QPointF(view.viewport().mapFromGlobal(point)))
        if spot is None or view.printed is None:
            return -1
        caret = view.printed.caret_at(spot.page, spot.x, spot.y)
        return -1 if caret is None else self._text().unit_of(caret)

    def scrollToSubstring(self, start: int, end: int) -> None:  # noqa: N802 - Qt's name
        """Show a part of the text."""
        self._view().reveal(self._text().spans_between(start, end))

    def _view(self) -> PageView:
        view = self.object()
        if not isinstance(view, PageView):
            raise TypeError("a page reader reads page views only")
        return view

    def _text(self) -> DisplayText:
        letter = self._view().letter
        if letter is not self._letter:
            self._letter = letter
            self._shown = DisplayText("", (), (), 0) if letter is None else DisplayText.of(letter)
        return self._shown


def _reader_of(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    return PageReader(thing) if isinstance(thing, PageView) else None


@cache
def make_pages_readable() -> None:
    """Tell Qt how page views are read. Once is enough for all of them."""
    QAccessible.installFactory(_reader_of)


def tell_caret(view: PageView) -> None:
    """Tell screen readers that there is something new to read in a page view; nothing when none listens."""
    if not QAccessible.isActive():
        return
    reader = QAccessible.queryAccessibleInterface(view)
    if isinstance(reader, PageReader):
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(view, reader.cursorPosition()))
