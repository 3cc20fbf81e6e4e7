"""Letters in PDF, read with MuPDF: the text layer where there is one, text recognition where there are pictures."""

import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from hashlib import sha256
from pathlib import Path

import pymupdf

from imr_desk.documents import refusals, tesseract
from imr_desk.documents.active_content import active_content
from imr_desk.documents.ink import Ink
from imr_desk.documents.language_data import language_data
from imr_desk.documents.ocr import recognized
from imr_desk.documents.open_pdf import MUPDF_ERRORS, is_pdf, is_unpacked_too_large, opened, refusal
from imr_desk.documents.page_marks import page_mark_notes
from imr_desk.documents.page_notes import layer_notes, nothing_read, recognition_missing, recognition_notes
from imr_desk.documents.page_text import PageText, text_of
from imr_desk.documents.tesseract import Tesseract
from imr_desk.model.letter import LetterNote, LetterText, NoteKind, Page, TextKind

_FEW_WORDS = 25  # a fax's head line and a page number; a letter's page has hundreds
_FUTILE = 1.0  # seconds of computing; a page takes some thousandths, the densest a few tenths
_PICTURE = 0.5  # share of the page that a scan covers

Step = Callable[[], None]
"""Called before a page is recognized, which takes seconds, so that whoever waits knows that work goes on."""


def silent() -> None:
    """Tell nobody: the step of a reader for which nobody waits."""


class MupdfReader:
    """Reads PDFs: words in reading order, bold or not, with their places on the page as shown.

    ``step`` is called before each page that has to be recognized. Where the data for recognition lie is looked up
    when the reader is made, because the process that reads letters may look around no more later.
    """

    def __init__(self, step: Step = silent) -> None:
        self._step = step
        self._data = language_data()

    @property
    def name(self) -> str:
        """Name of this reader in records."""
        return "pdf"

    def knows(self, content: bytes) -> bool:
        """Tell whether the bytes are a PDF's, whatever the file is called."""
        return is_pdf(content)

    def read(self, content: bytes) -> LetterText:
        """Return the letter's text with what is odd about the file.

        A page that MuPDF cannot read is left empty and said to be; a damaged letter is refused only if none of its
        pages shows anything.

        Raises:
            LetterError: password, damaged beyond reading, no pages, too many, too large when unpacked.
        """
        pymupdf.TOOLS.mupdf_warnings()  # takes away what it holds of the letter before, the half-counted last one too
        with opened(content) as document, ExitStack() as resources:
            work = _Work(self._step, self._data, resources)
            for number in range(1, document.page_count + 1):
                work.take(document, number)
            active = active_content(document)
            damage = _damage(document)
            if not any(page.width for page in work.pages) or (damage and not work.shows_anything):
                raise refusals.damaged()
            notes = [*active, *work.all_notes(), *page_mark_notes(document), *damage]
        return LetterText(sha256(content).hexdigest(), work.kind, tuple(work.pages), tuple(notes))


class _Work:
    """One letter being read, page by page."""

    def __init__(self, step: Step, data: Path | None, resources: ExitStack) -> None:
        self.pages: list[Page] = []
        self.kind = TextKind.LAYER
        self.shows_anything = False
        self._notes: list[LetterNote] = []
        self._unread_pictures: list[int] = []
        self._step = step
        self._data = data
        self._resources = resources
        self._engine: Tesseract | None = None
        self._engine_sought = False

    def take(self, document: pymupdf.Document, number: int) -> None:
        """Read page ``number``; a page that cannot be read is kept empty, with no width."""
        try:
            page = document[number - 1]
            ink = Ink(page)
            found = _text_in_time(page, number, ink)
            if len(found.page.words) < _FEW_WORDS and _is_picture(page, found, ink):
                self.shows_anything = True
                self._take_picture(page, found)
            else:
                self.shows_anything |= bool(found.page.words)
                self.pages.append(found.page)
                self._notes += layer_notes(found)
        except MUPDF_ERRORS as error:
            if is_unpacked_too_large(error):
                raise refusal(error) from error
            sentence = f"Page {number} is damaged and could not be read; its text is missing."
            self._notes.append(LetterNote(NoteKind.DAMAGED, sentence, number))
            self.pages.append(Page(number, "", ()))

    def all_notes(self) -> list[LetterNote]:
        """Return what is odd about the pages."""
        if not self._unread_pictures:
            return self._notes
        return [recognition_missing(self._unread_pictures), *self._notes]

    def _take_picture(self, page: pymupdf.Page, found: PageText) -> None:
        engine = self._find_engine()
        if engine is None:
            self._unread_pictures.append(found.page.number)
            self.pages.append(found.page)
            self._notes += layer_notes(found) if found.page.words else nothing_read(found.page.number)
            return
        self._step()
        read = recognized(page, found.page.number, engine)
        self.pages.append(read)
        if read.words:
            self.kind = TextKind.OCR
        self._notes += recognition_notes(read)

    def _find_engine(self) -> Tesseract | None:
        if not self._engine_sought:
            self._engine_sought = True
            if self._data is not None and tesseract.is_built_in():
                with suppress(OSError):  # the same as having no data: the note says what to do
                    self._engine = self._resources.enter_context(Tesseract(self._data))
        return self._engine


def _text_in_time(page: pymupdf.Page, number: int, ink: Ink) -> PageText:
    """Read a page's text layer; much computing for hardly a word is a bomb at work."""
    start = time.process_time()
    found = text_of(page, number, ink.is_blank)
    if len(found.page.words) < _FEW_WORDS and time.process_time() - start > _FUTILE:
        raise refusals.too_large_unpacked()
    return found


def _is_picture(page: pymupdf.Page, found: PageText, ink: Ink) -> bool:
    """Tell whether what is printed on the page is not in its text layer.

    A scanner's own invisible layer counts as text, however little it holds.
    """
    if found.only_unseen:
        return False
    if not found.page.words:
        return not ink.page_is_blank()
    covered = sum(abs(pymupdf.Rect(image["bbox"])) for image in page.get_image_info())
    return bool(covered > _PICTURE * abs(page.rect))


def _damage(document: pymupdf.Document) -> list[LetterNote]:
    """Tell what MuPDF had to mend or complained of: either can mean that text is missing, without any exception."""
    warned = bool(pymupdf.TOOLS.mupdf_warnings())
    if document.is_repaired:
        return [
            LetterNote(NoteKind.REPAIRED, "This file is damaged and was repaired for reading; text may be missing.")
        ]
    return [LetterNote(NoteKind.DAMAGED, "This file is damaged; text may be missing.")] if warned else []
