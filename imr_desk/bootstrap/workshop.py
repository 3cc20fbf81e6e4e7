"""The workshop: letters are read and drawn in processes of their own, one for each kind of work."""

from hashlib import sha256
from queue import LifoQueue

import msgspec

from imr_desk.bootstrap.requests import (
    DRAFT,
    MARK,
    PROPOSE,
    READ,
    REDACT,
    RENDER,
    MarkRequest,
    RedactRequest,
    RenderRequest,
)
from imr_desk.documents import received
from imr_desk.documents.pixels import unpacked
from imr_desk.documents.refusals import crashed
from imr_desk.documents.sandbox_report import SandboxReport
from imr_desk.documents.worker import WorkerProcess
from imr_desk.model.annotations import Proposal
from imr_desk.model.copies import Mark, RedactedLetter, Withheld
from imr_desk.model.draft import Draft
from imr_desk.model.errors import LetterError, LetterErrorKind
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.ports import PagePixels, ReadLetter
from imr_desk.services.intake import READERS

_READS, _DRAWS = "imr_desk.bootstrap.letter_worker", "imr_desk.bootstrap.page_worker"
_COPIES = "imr_desk.bootstrap.paper_worker"


class ProcessWorkshop:
    """Reads in some processes and draws in another, so that an intake never keeps the letter on the screen waiting.

    Args:
        readers: letters that are read at once, each in a process that starts when it is first needed.
    """

    def __init__(self, readers: int = READERS) -> None:
        self._readers = tuple(WorkerProcess(_READS) for _ in range(readers))
        # Last in, first out: while one reader is enough, it is always the same one.
        self._free: LifoQueue[WorkerProcess] = LifoQueue()
        for reader in reversed(self._readers):
            self._free.put(reader)
        self._drawing = WorkerProcess(_DRAWS)
        self._copying = WorkerProcess(_COPIES)
        self._open: str = ""

    def start(self) -> None:
        """Start the process that draws, without waiting for it: the window will want it first."""
        self._drawing.start()

    def read(self, content: bytes) -> ReadLetter:
        """Read a letter and draft its review.

        Raises:
            LetterError: it cannot be read; the next letter can.
        """
        answer = self._asked(READ, content)
        try:
            read = msgspec.msgpack.decode(answer, type=ReadLetter)
        except msgspec.MsgspecError:
            raise crashed() from None  # what a broken worker says is never trusted, nor shown
        return ReadLetter(received.checked(read.text, sha256(content).hexdigest()), read.draft)

    def draft(self, letter: LetterText) -> Draft:
        """Draft the review of a letter whose text is at hand already.

        Raises:
            LetterError: the process that reads failed; the next letter can be read.
        """
        answer = self._asked(DRAFT, msgspec.msgpack.encode(letter))
        try:
            return msgspec.msgpack.decode(answer, type=Draft)
        except msgspec.MsgspecError:
            raise crashed() from None

    def propose(self, letter: LetterText, draft: Draft) -> tuple[Proposal, ...]:
        """Return the spans that the machine would label, in the order of the letter.

        Raises:
            LetterError: the process that reads failed; the next letter can be read.
        """
        answer = self._asked(PROPOSE, msgspec.msgpack.encode(ReadLetter(letter, draft)))
        try:
            proposals = msgspec.msgpack.decode(answer, type=tuple[Proposal, ...])
        except msgspec.MsgspecError:
            raise crashed() from None
        if not all(_stands(letter, span) for proposal in proposals for span in proposal.spans):
            raise crashed()
        return proposals

    def render(self, content: bytes, fingerprint: str, page: int, scale: float) -> PagePixels:
        """Draw page ``page`` (from 1) at ``scale`` pixels a point.

        Raises:
            LetterError: the page cannot be drawn; the next one can.
        """
        if fingerprint == self._open:
            try:
                return self._render(RenderRequest(b"", fingerprint, page, scale))
            except LetterError as error:
                if error.kind is not LetterErrorKind.GONE:
                    raise
        pixels = self._render(RenderRequest(content, fingerprint, page, scale))
        self._open = fingerprint
        return pixels

    def mark(self, content: bytes, letter: LetterText, marks: tuple[Mark, ...]) -> bytes:
        """Return a PDF of the letter with native highlights and notes.

        Raises:
            LetterError: it cannot be made; the next one can.
        """
        wanted = MarkRequest(content if letter.has_paper else b"", letter, marks)
        return bytes(self._copying.request(MARK, msgspec.msgpack.encode(wanted)))

    def redact(self, content: bytes, letter: LetterText, withheld: Withheld) -> RedactedLetter:
        """Return a copy of the letter with words, pixels and drawings taken out, searched by another engine.

        Raises:
            LetterError: it cannot be made; the next one can.
        """
        wanted = RedactRequest(content if letter.has_paper else b"", letter, withheld)
        answer = self._copying.request(REDACT, msgspec.msgpack.encode(wanted))
        try:
            return msgspec.msgpack.decode(answer, type=RedactedLetter)
        except msgspec.MsgspecError:
            raise crashed() from None

    def report(self) -> SandboxReport:
        """Return what the process that reads letters is protected by.

        Raises:
            LetterError: it could not be started.
        """
        return self._readers[0].report()

    def close(self) -> None:
        """End all processes."""
        for worker in (*self._readers, self._drawing, self._copying):
            worker.close()

    def _asked(self, verb: str, payload: bytes) -> bytes | bytearray:
        """Ask a reader that is free; wait when none is."""
        reader = self._free.get()
        try:
            return reader.request(verb, payload)
        finally:
            self._free.put(reader)

    def _render(self, wanted: RenderRequest) -> PagePixels:
        return unpacked(self._drawing.request(RENDER, msgspec.msgpack.encode(wanted)))


def _stands(letter: LetterText, span: Span) -> bool:
    """Tell whether a span that a worker names is in the letter; what a broken worker says is never trusted."""
    return 1 <= span.page <= len(letter.pages) and 0 <= span.start < span.end <= len(letter.page(span.page).text)
