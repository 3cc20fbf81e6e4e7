"""The readers, and which of them reads a file: told from its content, never from its name."""

from imr_desk.documents.foreign_files import FOREIGN_FILES
from imr_desk.documents.mupdf import MupdfReader, Step, silent
from imr_desk.documents.plain_text import PlainTextReader
from imr_desk.documents.refusals import MAX_BYTES, empty, too_large, unknown
from imr_desk.ports import LetterReader


def readers(step: Step = silent) -> tuple[LetterReader, ...]:
    """Return every reader, the most particular first; ``step`` is called before a page that takes seconds."""
    return (MupdfReader(step), PlainTextReader())


READERS: tuple[LetterReader, ...] = readers()
"""Every kind of letter that can be read."""


def reader_for(content: bytes, among: tuple[LetterReader, ...] = READERS) -> LetterReader:
    """Return the reader that knows the content.

    Raises:
        LetterError: the file is empty or too large, or is a file of another program, or nothing that is known.
    """
    if len(content) > MAX_BYTES:
        raise too_large(len(content))
    if not content or content.isspace():
        raise empty()
    for foreign in FOREIGN_FILES:
        if foreign.knows(content):
            raise foreign.refusal()
    for reader in among:
        if reader.knows(content):
            return reader
    raise unknown()
