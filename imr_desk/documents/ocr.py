"""Pages that are pictures, read with Tesseract at the scan's own resolution.

Enlarging a scan before it is read makes it worse, and so does a slant: the picture is drawn pixel for pixel and
turned level by what the engine itself says of its slant.
"""

import math
import re
from itertools import groupby, pairwise

import msgspec
import pymupdf

from imr_desk.documents.reading_order import Piece, Printed, rows_of
from imr_desk.documents.tesseract import RecognizedWord, Tesseract
from imr_desk.documents.typesetting import set_in_lines
from imr_desk.model.letter import Page

_USUAL_DPI = 200  # of fax machines and scanners
_LEAST_DPI = 100
_MOST_DPI = 300  # finer scans are drawn coarser: no gain, and time grows with the pixels
_MOST_PIXELS = 25_000_000
_SLANT = 0.3  # degrees; less does no harm
_GAP = 1.5  # heights of the line
_POOR = 60  # per cent mean confidence; below, the page may stand on its head
_SURE = 60  # per cent
_RULES = re.compile(r"[|_¦]+")  # lines of a table taken for letters
_SPECKS = re.compile(r"[^\w%#$&§°®×]+")  # taken for punctuation, if the engine is not sure of it


class Reading(msgspec.Struct, frozen=True):
    """What the engine read in one drawing of a page.

    Attributes:
        words: in the engine's order.
        to_page: from pixels of the drawing to points of the page as shown.
        pixels_a_point: scale of the drawing.
    """

    words: list[RecognizedWord]
    to_page: pymupdf.Matrix
    pixels_a_point: float

    @property
    def confidence(self) -> float:
        """Mean confidence in per cent; 0 for no words."""
        return sum(word.confidence for word in self.words) / len(self.words) if self.words else 0.0

    def quarter_turn(self) -> int:
        """Return by how many degrees the drawing must be turned for its lines to run to the right: 0, 90 or -90.

        The engine reads lines that run up or down the page too, but their boxes are of no use for the reading order.
        """
        long = [word for word in self.words if len(word.text) > 2]
        tall = sum(1 for word in long if word.y1 - word.y0 > word.x1 - word.x0)
        if tall * 2 <= len(long):
            return 0
        down = sum(
            (after.y0 > before.y0) - (after.y0 < before.y0)
            for before, after in pairwise(self.words)
            if before.line == after.line
        )
        return -90 if down > 0 else 90


def recognized(page: pymupdf.Page, number: int, engine: Tesseract) -> Page:
    """Return page ``number`` (from 1) as the engine reads it; boxes as shown, each word with its confidence."""
    dpi = _scan_resolution(page)
    turn = 0
    reading = _read(page, dpi, turn, engine)
    if reading.confidence < _POOR:  # one page in many stands on its head
        other = _read(page, dpi, 180, engine)
        if other.confidence > reading.confidence:
            turn, reading = 180, other
    if quarter := reading.quarter_turn():
        reading = _read(page, dpi, turn + quarter, engine)
    return _page(page, number, reading)


def _read(page: pymupdf.Page, dpi: int, turn: float, engine: Tesseract) -> Reading:
    picture, matrix = _drawn(page, dpi, turn)
    slant = engine.slant(picture, dpi)
    if abs(slant) > _SLANT:
        picture, matrix = _drawn(page, dpi, turn + slant)
    to_page = pymupdf.Matrix(1, 0, 0, 1, picture.x, picture.y) * ~matrix
    return Reading([word for word in engine.words(picture, dpi) if not _is_speck(word)], to_page, dpi / 72)


def _drawn(page: pymupdf.Page, dpi: int, turn: float) -> tuple[pymupdf.Pixmap, pymupdf.Matrix]:
    matrix = pymupdf.Matrix(dpi / 72, dpi / 72).prerotate(turn)
    return page.get_pixmap(matrix=matrix, colorspace=pymupdf.csGRAY, alpha=False), matrix


def _scan_resolution(page: pymupdf.Page) -> int:
    """Return the dots an inch of the page's largest picture, within what helps and what memory allows."""
    finest, largest = float(_USUAL_DPI), 0.0
    for image in page.get_image_info():
        a, b, c, d, _, _ = image["transform"]
        width, height = math.hypot(a, b), math.hypot(c, d)
        if width * height > largest:
            largest = width * height
            finest = 72 * max(image["width"] / width, image["height"] / height)
    area = page.rect.width * page.rect.height / 72**2
    affordable = math.sqrt(_MOST_PIXELS / max(area, 1.0))
    return int(max(1.0, min(max(finest, _LEAST_DPI), _MOST_DPI, affordable)))


def _is_speck(word: RecognizedWord) -> bool:
    if _RULES.fullmatch(word.text):
        return True
    return word.confidence < _SURE and _SPECKS.fullmatch(word.text) is not None


def _page(page: pymupdf.Page, number: int, reading: Reading) -> Page:
    lines = [list(words) for _, words in groupby(reading.words, lambda word: word.line)]
    rows = rows_of([_piece(cell, reading) for line in lines for cell in _cells(line)])
    text, plain = set_in_lines(rows)
    confidences = [word[5] for row in rows for piece in row for word in piece.words]
    words = [
        msgspec.structs.replace(word, confidence=confidence)
        for word, confidence in zip(plain, confidences, strict=True)
    ]
    return Page(number, text, tuple(words), page.rect.width, page.rect.height)


def _cells(line: list[RecognizedWord]) -> list[list[RecognizedWord]]:
    """Cut a line where the gap is wider than any between two words of a sentence: there are cells of a table."""
    gap = _GAP * max(word.y1 - word.y0 for word in line)
    cells = [[line[0]]]
    for before, word in pairwise(line):
        if word.x0 - before.x1 > gap:
            cells.append([])
        cells[-1].append(word)
    return cells


def _piece(words: list[RecognizedWord], reading: Reading) -> Piece:
    scale = reading.pixels_a_point
    return Piece(
        min(word.x0 for word in words) / scale,
        min(word.y0 for word in words) / scale,
        max(word.x1 for word in words) / scale,
        max(word.y1 for word in words) / scale,
        " ".join(word.text for word in words),
        [_printed(word, reading) for word in words],
        [False] * len(words),
    )


def _printed(word: RecognizedWord, reading: Reading) -> Printed:
    """Return the word with its box on the page; the box stays upright, for a slant of a few degrees is no box's."""
    scale = reading.pixels_a_point
    middle = pymupdf.Point((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2) * reading.to_page
    width, height = (word.x1 - word.x0) / scale, (word.y1 - word.y0) / scale
    if abs(reading.to_page.b) > abs(reading.to_page.a):  # read lying on its side
        width, height = height, width
    half, tall = width / 2, height / 2
    return (middle.x - half, middle.y - tall, middle.x + half, middle.y + tall, word.text, word.confidence, 0, 0)
