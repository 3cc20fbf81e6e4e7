"""Printing a letter: its pages as pictures, or its text where there is no paper, off the Qt thread."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPageLayout, QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrinter

from imr_desk.model.errors import DeskError
from imr_desk.model.letter import LetterText
from imr_desk.services.pages import Pages
from imr_desk.ui.background import Lane
from imr_desk.ui.letter.page_layout import paper_of
from imr_desk.ui.letter.pictures import image_of

FINEST = 300
"""Dots an inch at which pages are drawn at most: letters print in nothing finer, and more would only be larger."""
_POINTS_AN_INCH = 72
_BAND = 480
"""Rows of a picture that are handed to Qt at once: the binding keeps all other threads waiting meanwhile."""
_TEXT_SIZE = 10
"""Points of the type in which a letter without paper is printed."""

Step = Callable[[int], None]
"""Is told after each page how many are printed."""


class PrintError(DeskError):
    """A letter that could not be printed."""


class PrintSum(NamedTuple):
    """How printing ended.

    Attributes:
        printed: pages handed to the printer.
        stopped: whether the person stopped it.
        problem: a sentence when it failed; empty when it did not.
    """

    printed: int
    stopped: bool = False
    problem: str = ""

    @property
    def sentence(self) -> str:
        """Say it in a sentence."""
        if self.problem:
            return self.problem
        if self.stopped:
            return "Printing was stopped; the letter is not printed whole."
        return (
            "1 page was sent to the printer."
            if self.printed == 1
            else f"{self.printed} pages were sent to the printer."
        )


class LetterPrint(QObject):
    """One printing under way. It keeps its lane busy to its end: give it one of its own, not that of the screen.

    Signals: ``stepped(printed, all)``; ``ended(PrintSum)``.

    Args:
        pages: the service that draws; its renderer must bear two threads, as that of the workstation does.
        lane: where drawing and printing happen.
    """

    stepped = Signal(int, int)
    ended = Signal(object)
    _printed = Signal(int)

    def __init__(self, pages: Pages, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._lane = lane
        self._stop = threading.Event()
        self._total = 0
        self.running = False
        self._printed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self, case_id: int, letter: LetterText, printer: QPrinter, wanted: tuple[int, ...]) -> None:
        """Print pages ``wanted`` (from 1, in this order) of a case's letter; the printer is busy to the end."""
        self._stop.clear()
        self.running = True
        self._total = len(wanted)
        self.stepped.emit(0, self._total)

        def work() -> PrintSum:
            try:
                if letter.has_paper:
                    return self._print_pages(case_id, letter, printer, wanted)
                print_text(letter, printer, wanted)
                return PrintSum(len(wanted))
            except DeskError as error:
                _drop(printer)
                return PrintSum(0, problem=error.sentence)

        self._lane.run(self, work, self._end, self._fail)

    def cancel(self) -> None:
        """Stop after the page at work."""
        self._stop.set()

    def _print_pages(self, case_id: int, letter: LetterText, printer: QPrinter, wanted: tuple[int, ...]) -> PrintSum:
        def draw(page: int, scale: float) -> QImage:
            return image_of(self._pages.picture(case_id, letter.fingerprint, page, scale))

        printed = print_pages(letter, printer, wanted, draw, self._printed.emit, self._stop.is_set)
        return PrintSum(printed, stopped=printed < len(wanted))

    def _tell(self, printed: int) -> None:
        if self.running:
            self.stepped.emit(printed, self._total)

    def _end(self, ended: PrintSum) -> None:
        self.running = False
        self.ended.emit(ended)

    def _fail(self, error: Exception) -> None:
        self._end(PrintSum(0, problem="The letter could not be printed because of a fault in the program."))
        raise error


def print_letter(
    pages: Pages, lane: Lane, case_id: int, letter: LetterText, printer: QPrinter, current: int = 1
) -> LetterPrint:
    """Begin to print what the printer was told in its dialog; connect to what comes back at once.

    Args:
        pages: draws them.
        lane: where that happens.
        case_id: number of the case.
        letter: its letter.
        printer: set up, with its range of pages.
        current: the page (from 1) that stands on the screen.
    """
    run = LetterPrint(pages, lane)
    run.start(case_id, letter, printer, wanted_pages(printer, len(letter.pages), current))
    return run


def wanted_pages(printer: QPrinter, count: int, current: int = 1) -> tuple[int, ...]:
    """Return the pages to print, in the order in which they leave the printer, and each as often as it wants.

    Args:
        printer: knows range, order and copies.
        count: pages of the letter.
        current: the page (from 1) that stands on the screen.
    """
    pages = tuple(range(1, count + 1))
    if printer.printRange() is QPrinter.PrintRange.CurrentPage:
        pages = pages[current - 1 : current]
    elif printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage() > 0:
        pages = pages[printer.fromPage() - 1 : max(printer.fromPage(), printer.toPage())]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        pages = pages[::-1]
    if printer.supportsMultipleCopies():
        return pages
    if printer.collateCopies():
        return pages * printer.copyCount()
    return tuple(page for page in pages for _ in range(printer.copyCount()))


def print_pages(
    letter: LetterText,
    printer: QPrinter,
    wanted: tuple[int, ...],
    draw: Callable[[int, float], QImage],
    step: Step,
    stopped: Callable[[], bool],
) -> int:
    """Print pages in their own size, made smaller only where the paper is; return how many were.

    What was stopped is aborted, and a file half written is taken away. Blocks until it is done.

    Raises:
        PrintError: the printer does not take it.
        LetterError, CaseLogError: a page cannot be drawn.
    """
    printer.setFullPage(True)
    painter = QPainter()
    printed = 0
    try:
        for page in wanted:
            if stopped():
                break
            _turn(printer, letter, page)
            begun = printer.newPage() if painter.isActive() else painter.begin(printer)
            if not begun:
                raise PrintError("The printer did not take the letter. See whether it is ready, then print again.")
            dots = min(FINEST, printer.resolution())
            _paint(printer, painter, letter, page, draw(page, dots / _POINTS_AN_INCH))
            printed += 1
            step(printed)
        if printed < len(wanted):
            printer.abort()
    finally:
        ended = not painter.isActive() or painter.end()
    if printed < len(wanted):
        _drop(printer)
    elif not ended or printer.printerState() is QPrinter.PrinterState.Error:
        raise PrintError("The printer reported a fault. See what came out of it, then print the rest again.")
    return printed


def _turn(printer: QPrinter, letter: LetterText, page: int) -> None:
    """Let the paper lie as the page does; it takes effect with the page that begins next."""
    paper = paper_of(letter.page(page))
    across = paper.width > paper.height
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait)


def _paint(printer: QPrinter, painter: QPainter, letter: LetterText, page: int, image: QImage) -> None:
    """Put the picture of a page in the middle of the paper."""
    paper = paper_of(letter.page(page))
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
    dots = printer.resolution() / _POINTS_AN_INCH
    size = QSizeF(paper.width * dots, paper.height * dots)
    # A dot more than the paper is no page too large: sizes in points are not always whole dots.
    if size.width() > sheet.width() + 1 or size.height() > sheet.height() + 1:
        size.scale(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(QPointF(), size)
    place.moveCenter(QPointF(sheet.width() / 2, sheet.height() / 2))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    high = place.height() / image.height()
    for top, end in bands_of(image):
        # One row more than the band, so that no reader of the file shows a hair of paper between two.
        rows = min(end + 1, image.height()) - top
        band = QRectF(place.x(), place.y() + top * high, place.width(), rows * high)
        painter.drawImage(band, image, QRectF(0, top, image.width(), rows))


def bands_of(image: QImage) -> list[tuple[int, int]]:
    """Cut a picture into bands of rows (first, behind the last), where it can be between two lines of print.

    Readers of a file may put the edge of each band on a whole dot of theirs; where three rows are alike, as between
    lines, nobody sees that.
    """
    size, height = image.bytesPerLine(), image.height()
    dots = memoryview(image.constBits())
    rows = [dots[row * size : (row + 1) * size] for row in range(height)]
    bands, top = [], 0
    while top < height:
        end = min(top + _BAND, height)
        if end < height:
            quiet = (
                row
                for row in range(min(end, height - 2), top + _BAND // 2, -1)
                if rows[row - 1] == rows[row] == rows[row + 1]
            )
            end = next(quiet, end)
        bands.append((top, end))
        top = end
    return bands


def print_text(letter: LetterText, printer: QPrinter, wanted: tuple[int, ...]) -> None:
    """Print the text of a letter that has no paper, literally; blocks until it is done.

    Raises:
        PrintError: the printer does not take it.
    """
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    font.setPointSize(_TEXT_SIZE)
    document = QTextDocument()
    document.setDefaultFont(font)
    document.setPlainText("\n".join(letter.page(page).text for page in wanted))
    # The range counted pages of the letter; the paper has other ones, and all of them are wanted.
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    document.print_(printer)
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise PrintError("The printer did not take the letter. See whether it is ready, then print again.")


def _drop(printer: QPrinter) -> None:
    """Take away a file that was not written whole; what goes to a real printer leaves none."""
    if printer.outputFileName():
        Path(printer.outputFileName()).unlink(missing_ok=True)
