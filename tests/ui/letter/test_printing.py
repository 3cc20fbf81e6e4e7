"""Printing to a PDF file, which Qt writes as it prints, read back by another reader."""

import itertools
import threading
from types import SimpleNamespace

import pypdf
import pytest
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QColor, QImage, QPageSize
from PySide6.QtPrintSupport import QPrinter

from imr_desk.documents.rendering import MupdfRenderer
from imr_desk.services.pages import Pages
from imr_desk.ui.background import Lane
from imr_desk.ui.letter.pictures import image_of
from imr_desk.ui.letter.printing import FINEST, bands_of, print_letter, wanted_pages
from tests.ui.letter.conftest import WatchedRenderer

_INK = 215
"""Grey below which a dot counts as ink; thin rules grow pale when a picture of them is drawn smaller."""


@pytest.fixture
def printer(tmp_path, qapp):
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    made.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    made.setPageMargins(QMarginsF(0, 0, 0, 0))
    made.setResolution(150)
    made.file = tmp_path / "printed.pdf"
    return made


@pytest.fixture
def press(qtbot, desk):
    """Return a way to print an opened letter and to wait for the end."""
    lane, renderer = Lane("pages"), WatchedRenderer()
    pages = Pages(desk.log, renderer)

    def begin(printer, current=1):
        session = desk.session
        run = print_letter(pages, lane, session.case_id, session.letter, printer, current)
        run.steps, run.sums = [], []
        run.stepped.connect(lambda *step: run.steps.append(step))
        run.ended.connect(run.sums.append)
        return run

    def whole(printer, current=1):
        run = begin(printer, current)
        qtbot.waitUntil(lambda: bool(run.sums), timeout=30_000)
        return run

    yield SimpleNamespace(begin=begin, whole=whole, renderer=renderer, lane=lane, desk=desk)
    renderer.open.set()
    lane.close(finish=False)


def printed(printer):
    return pypdf.PdfReader(printer.file).pages


def image_of_page(content, page, scale):
    """Return a page as a grey picture."""
    return image_of(MupdfRenderer().render(content, "", page, scale)).convertToFormat(QImage.Format.Format_Grayscale8)


def ink_box(content, page):
    """Return where the ink of a page begins and ends, as parts of its width and height."""
    image = image_of_page(content, page, 2.0)
    rows = [bytes(image.constScanLine(y))[: image.width()] for y in range(image.height())]
    dark = [y for y, row in enumerate(rows) if min(row) < _INK]
    left = min(next(x for x, dot in enumerate(rows[y]) if dot < _INK) for y in dark)
    right = max(next(x for x in range(image.width() - 1, -1, -1) if rows[y][x] < _INK) for y in dark)
    width, height = image.width(), image.height()
    return left / width, dark[0] / height, right / width, dark[-1] / height


def greatest_difference(one, other, page):
    """Return by how much of 255 the greyest difference between two pages is, seen from afar."""
    smooth, ratio = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.IgnoreAspectRatio
    seen = [image_of_page(content, page, 2.0).scaled(102, 132, ratio, smooth) for content in (one, other)]
    dots = [[image.pixelColor(x, y).value() for x in range(102) for y in range(132)] for image in seen]
    assert min(dots[0]) < 200  # there is something to see
    return max(abs(a - b) for a, b in zip(*dots, strict=True))


def test_every_page_is_there_in_its_size_and_place(press, printer, letter_bytes):
    press.desk.open(letter_bytes)
    count = len(press.desk.session.letter.pages)
    run = press.whole(printer)
    pages = printed(printer)
    assert len(pages) == count > 1
    assert run.sums[0].sentence == f"{count} pages were sent to the printer."
    assert run.steps[-1] == (count, count)
    for number, page in enumerate(pages, 1):
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (612, 792)
        before, after = ink_box(letter_bytes, number), ink_box(printer.file.read_bytes(), number)
        assert after == pytest.approx(before, abs=0.006)
        assert greatest_difference(letter_bytes, printer.file.read_bytes(), number) < 40


def test_pages_are_drawn_as_fine_as_the_printer_and_no_finer_than_needed(press, printer, letter_bytes):
    press.desk.open(letter_bytes)
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    press.whole(printer, current=2)
    printer.setResolution(1200)
    press.whole(printer, current=2)
    assert press.renderer.asked == [(2, 150 / 72), (2, FINEST / 72)]
    assert len(printed(printer)) == 1


def test_a_range_in_either_order(printer):
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert wanted_pages(printer, 5) == (2, 3)
    assert wanted_pages(printer, 2) == (2,)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert wanted_pages(printer, 5) == (3, 2)
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    assert wanted_pages(printer, 3) == (3, 2, 1)
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert wanted_pages(printer, 5, current=4) == (4,)


def test_copies_that_the_printer_does_not_make_itself(printer):
    if printer.supportsMultipleCopies():
        pytest.skip("this platform's PDF printer makes copies itself")
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    assert wanted_pages(printer, 2) == (1, 2, 1, 2)
    printer.setCollateCopies(False)
    assert wanted_pages(printer, 2) == (1, 1, 2, 2)


def test_stopping_leaves_no_half_file(press, printer, letter_bytes, qtbot):
    press.desk.open(letter_bytes)
    press.renderer.open.clear()
    run = press.begin(printer)
    qtbot.waitUntil(lambda: bool(press.renderer.asked))
    run.cancel()
    press.renderer.open.set()
    qtbot.waitUntil(lambda: bool(run.sums))
    assert run.sums[0].stopped
    assert "stopped" in run.sums[0].sentence
    assert not printer.file.exists()
    assert not run.running


def test_a_page_that_cannot_be_drawn_says_so(press, printer, letter_bytes):
    press.desk.open(letter_bytes)
    press.renderer.damaged = {2}
    run = press.whole(printer)
    assert run.sums[0].sentence == "Page 2 is damaged."
    assert not printer.file.exists()


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)  # Qt says so too
def test_a_printer_that_does_not_take_it(press, printer, letter_bytes, tmp_path):
    press.desk.open(letter_bytes)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "printed.pdf"))
    assert "did not take the letter" in press.whole(printer).sums[0].sentence


def test_paper_too_small_makes_the_page_smaller(press, printer, letter_bytes):
    press.desk.open(letter_bytes)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    press.whole(printer)
    page = printed(printer)[0]
    assert round(float(page.mediabox.width)) in (419, 420)
    left, top, right, bottom = ink_box(letter_bytes, 1)
    # As wide as the paper, so with some of its height to spare.
    lower, upper = (0.5 + (at - 0.5) / (612 / 420 * 595 / 792) for at in (bottom, top))
    assert ink_box(printer.file.read_bytes(), 1) == pytest.approx((left, upper, right, lower), abs=0.01)


def test_a_letter_without_paper_prints_its_words(press, printer):
    press.desk.open(
        b"Case Number: CM99-0000001\nDate of Injury: 01/02/2016\n<b>literally</b> & so on\n", "letter.txt"
    )
    run = press.whole(printer)
    assert not run.sums[0].problem
    words = " ".join(" ".join(page.extract_text() for page in printed(printer)).split())
    assert "CM99-0000001" in words
    assert "<b>literally</b> & so on" in words


def test_nothing_is_printed_on_the_thread_of_the_window(press, printer, letter_bytes):
    threads = set()
    real = press.renderer.render

    def render(*what):
        threads.add(threading.current_thread())
        return real(*what)

    press.renderer.render = render
    press.desk.open(letter_bytes)
    press.whole(printer)
    assert threads
    assert threading.main_thread() not in threads


def test_pictures_are_cut_between_lines_of_print(qapp):
    image = QImage(40, 2000, QImage.Format.Format_RGB32)
    for row in range(2000):
        for column in range(40):
            image.setPixelColor(column, row, QColor("white" if row % 50 < 20 else QColor((row * 7) % 200, 0, 0)))
    bands = bands_of(image)
    assert bands[0][0] == 0
    assert bands[-1][1] == 2000
    assert all(one[1] == other[0] for one, other in itertools.pairwise(bands))
    assert all(0 < end % 50 < 20 for _, end in bands[:-1])


def test_a_picture_without_a_quiet_place_is_cut_all_the_same(qapp):
    image = QImage(4, 1700, QImage.Format.Format_RGB32)
    for row in range(1700):
        image.setPixelColor(0, row, QColor(row % 256, row // 256, 0))
    assert bands_of(image) == [(0, 480), (480, 960), (960, 1440), (1440, 1700)]
