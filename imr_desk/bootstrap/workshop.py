"""The workshop: letters are read and drawn in processes of their own, one for each kind of work."""

import msgspec

from imr_desk.bootstrap.letter_worker import READ, RENDER, RenderRequest
from imr_desk.documents.sandbox_report import SandboxReport
from imr_desk.documents.worker import WorkerProcess
from imr_desk.model.errors import LetterError, LetterErrorKind
from imr_desk.ports import PagePixels, ReadLetter

_MODULE = "imr_desk.bootstrap.letter_worker"


class ProcessWorkshop:
    """Reads in one process and draws in another, so that an intake never keeps the letter on the screen waiting."""

    def __init__(self) -> None:
        self._reading = WorkerProcess(_MODULE)
        self._drawing = WorkerProcess(_MODULE)
        self._open: str = ""

    def start(self) -> None:
        """Start the process that draws, without waiting for it: the window will want it first."""
        self._drawing.start()

    def read(self, content: bytes) -> ReadLetter:
        """Read a letter and draft its review.

        Raises:
            LetterError: it cannot be read; the next letter can.
        """
        return msgspec.msgpack.decode(self._reading.request(READ, content), type=ReadLetter)

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

    def report(self) -> SandboxReport:
        """Return what the process that reads letters is protected by.

        Raises:
            LetterError: it could not be started.
        """
        return self._reading.report()

    def close(self) -> None:
        """End both processes."""
        self._reading.close()
        self._drawing.close()

    def _render(self, wanted: RenderRequest) -> PagePixels:
        return msgspec.msgpack.decode(self._drawing.request(RENDER, msgspec.msgpack.encode(wanted)), type=PagePixels)
