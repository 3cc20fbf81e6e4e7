"""Opening a PDF: what is refused before the first page is looked at, each with a sentence a person can act on."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pymupdf

from imr_desk.documents import refusals
from imr_desk.model.errors import LetterError

_MAGIC = re.compile(rb"^%PDF-\d", re.MULTILINE)
_MAGIC_WITHIN = 8192  # bytes; readers allow junk before the mark, and mail programs put their headers there
_UNPACKED_TOO_LARGE = re.compile(r"malloc|realloc|calloc|memory|Overly large|too large|limit", re.IGNORECASE)

MUPDF_ERRORS: tuple[type[Exception], ...] = (
    pymupdf.mupdf.FzErrorBase,
    RuntimeError,
    ValueError,
    IndexError,
    TypeError,
    AssertionError,
    MemoryError,
)
"""What PyMuPDF raises on files that are not as they should be, or take more memory than there is."""

# Both go to the process's output and may quote the letter; what they say is asked for with mupdf_warnings().
pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


def is_pdf(content: bytes) -> bool:
    """Tell from the bytes whether this claims to be a PDF; MuPDF itself would open much else by its content."""
    return _MAGIC.search(content[:_MAGIC_WITHIN]) is not None


@contextmanager
def opened(content: bytes) -> Iterator[pymupdf.Document]:
    """Open a PDF and close it again; the document has been found to hold 1 to ``refusals.MAX_PAGES`` pages.

    Raises:
        LetterError: it needs a password, is damaged beyond reading, has no pages or too many; also whatever MuPDF
            raises in the body of the ``with`` statement.
    """
    document = open_pdf(content)
    try:
        yield document
    except MUPDF_ERRORS as error:
        raise refusal(error) from error
    finally:
        document.close()


def open_pdf(content: bytes) -> pymupdf.Document:
    """Open a PDF; the caller closes it. See ``opened``."""
    try:
        document = pymupdf.open(stream=content, filetype="pdf")
    except MUPDF_ERRORS as error:
        raise refusal(error) from error
    try:
        _admit(document)
    except LetterError:
        document.close()
        raise
    except MUPDF_ERRORS as error:
        document.close()
        raise refusal(error) from error
    return document


def _admit(document: pymupdf.Document) -> None:
    # An owner's ban on copying is not asked about: an empty password opens the file to every viewer,
    # and nothing is taken out of it but what a person reads on the screen.
    if document.needs_pass:
        raise refusals.password()
    if not document.is_pdf:
        raise refusals.damaged()
    count = document.page_count
    if count == 0:
        raise refusals.no_pages()
    if count > refusals.MAX_PAGES:
        raise refusals.too_many_pages(count)


def refusal(error: Exception) -> LetterError:
    """Return what to tell the person when MuPDF gave up."""
    return refusals.too_large_unpacked() if is_unpacked_too_large(error) else refusals.damaged()


def is_unpacked_too_large(error: Exception) -> bool:
    """Tell whether MuPDF gave up for want of memory or at one of its own limits, as with a decompression bomb."""
    return isinstance(error, MemoryError) or _UNPACKED_TOO_LARGE.search(str(error)) is not None
