"""Printing a paper from its preview: a PDF page by page, a text as it stands."""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from imr_desk.model.errors import DeskError
from imr_desk.model.letter import LetterText, Page, TextKind
from imr_desk.ui.background import Lane
from imr_desk.ui.letter.pictures import image_of
from imr_desk.ui.letter.printing import PrintSum, print_pages, print_text, wanted_pages
from imr_desk.ui.papers.making import Look

Note = Callable[[PrintSum], object]
"""Notes in the log how printing ended."""


class PaperPrint(QObject):
    """One paper on its way to a printer.

    Args:
        lane: where drawing and printing happen.

    Signals:
        stepped: so many of so many pages are printed.
        ended: how it ended (``PrintSum``).
    """

    stepped = Signal(int, int)
    ended = Signal(object)
    _printed = Signal(int, int)

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._stop = threading.Event()
        self.running = False
        self._printed.connect(self.stepped, Qt.ConnectionType.QueuedConnection)

    def print_pages(self, look: Look, printer: QPrinter, current: int, note: Note) -> None:
        """Print a PDF as its printer was told.

        Args:
            look: the paper.
            printer: set up, with its range of pages.
            current: the page (from 1) that stands on the screen.
            note: notes in the log what was printed, in the lane.
        """
        if look.pages is None:
            return
        pages, count = look.pages, look.pages_count
        wanted = wanted_pages(printer, count, current)

        def draw(page: int, scale: float) -> QImage:
            return image_of(pages.draw(page, scale))

        def work() -> PrintSum:
            # Printing asks for the size of each sheet only; the words of a paper are in its pictures.
            sizes = {page: pages.size(page) if page in wanted else (1, 1) for page in range(1, count + 1)}
            sheets = tuple(Page(page, "", (), float(wide), float(high)) for page, (wide, high) in sizes.items())
            paper = LetterText("", TextKind.LAYER, sheets)

            def step(printed: int) -> None:
                self._printed.emit(printed, len(wanted))

            printed = print_pages(paper, printer, wanted, draw, step, self._stop.is_set)
            return PrintSum(printed, stopped=printed < len(wanted))

        self._run(work, printer, note)

    def print_words(self, content: bytes, printer: QPrinter, note: Note) -> None:
        """Print a text; ``note`` as of ``print_pages``."""
        paper = LetterText("", TextKind.PLAIN, (Page(1, content.decode("utf-8-sig", errors="replace"), ()),))

        def work() -> PrintSum:
            print_text(paper, printer, (1,))
            return PrintSum(1)

        self._run(work, printer, note)

    def cancel(self) -> None:
        """Stop after the page at work."""
        self._stop.set()

    def _run(self, work: Callable[[], PrintSum], printer: QPrinter, note: Note) -> None:
        self._stop.clear()
        self.running = True

        def whole_or_not() -> PrintSum:
            try:
                ended = work()
                if ended.printed:
                    note(ended)
            except DeskError as error:
                if printer.outputFileName():  # printing to a file: half of one is none
                    Path(printer.outputFileName()).unlink(missing_ok=True)
                return PrintSum(0, problem=error.sentence)
            return ended

        self._lane.run(self, whole_or_not, self._end, self._fail)

    def _end(self, ended: PrintSum) -> None:
        self.running = False
        self.ended.emit(ended)

    def _fail(self, error: Exception) -> None:
        self._end(PrintSum(0, problem="The paper could not be printed because of a fault in the program."))
        raise error
