"""The worker process in which letters are opened, seen from the program that is to survive them."""

import contextlib
import threading
from typing import Self

from imr_desk.documents import refusals
from imr_desk.documents.child_process import ChildProcess
from imr_desk.documents.frames import Frame, Kind
from imr_desk.documents.limits import Limits
from imr_desk.documents.sandbox_report import SandboxReport
from imr_desk.model.errors import LetterError, LetterErrorKind


class WorkerProcess:
    """A process that answers requests, one at a time, and is replaced when it dies, hangs or distrusts itself.

    Any thread may call any method. ``module`` is run as ``python -m module`` and calls ``serving.serve``.
    """

    def __init__(self, module: str, limits: Limits | None = None) -> None:
        self._module = module
        self._limits = Limits() if limits is None else limits
        self._turn = threading.Lock()  # held through a request
        self._state = threading.Lock()  # guards what follows; held for moments
        self._process: ChildProcess | None = None
        self._busy = False
        self._cancelled = False
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the process, if it does not run, without waiting until it is ready.

        A failure shows with the next request.
        """
        with self._state:
            if self._process is None and not self._closed:
                with contextlib.suppress(OSError):
                    self._process = ChildProcess(self._module, self._limits)

    def report(self) -> SandboxReport:
        """Wait until the process is ready and return what it is protected by.

        Raises:
            LetterError: it could not be started.
        """
        with self._turn:
            return self._ready_process().ready()

    def request(self, verb: str, payload: bytes) -> bytes | bytearray:
        """Send a request and wait for its answer.

        Raises:
            LetterError: the worker's own refusal; ``TIMEOUT`` or ``CRASHED`` if it hung or died of this request;
                ``CANCELLED`` if it was stopped. The worker is ready again for the next request in each case.
        """
        with self._turn:
            with self._state:
                self._busy = True
            try:
                process = self._ready_process()
                answer = self._exchange(process, Frame(Kind.REQUEST, verb, payload))
            finally:
                with self._state:
                    self._busy = self._cancelled = False
            if answer.suspect:
                self._discard(process)
        if answer.kind is Kind.ERROR:
            raise LetterError(_error_kind(answer.name), bytes(answer.body).decode("utf-8", "replace"))
        return answer.body

    def cancel(self) -> None:
        """Stop the request at work, if there is one, by ending the process; its caller gets ``CANCELLED``."""
        with self._state:
            if self._busy:
                self._cancelled = True
                if self._process is not None:
                    self._process.kill()

    def recycle(self) -> None:
        """Replace the process, after the request at work; for a letter that turned out to be damaged."""
        with self._turn, self._state:
            process, self._process = self._process, None
            if process is not None:
                process.end()
        self.start()

    def close(self) -> None:
        """End the process for good; a request at work gets ``CANCELLED``."""
        with self._state:
            self._closed = True
            self._cancelled = self._busy
            if self._process is not None:
                self._process.kill()
        with self._turn, self._state:
            if self._process is not None:
                self._process.end()
                self._process = None

    def _exchange(self, process: ChildProcess, request: Frame) -> Frame:
        try:
            return process.exchange(request, self._limits)
        except LetterError as error:
            self._discard(process)
            raise self._unless_cancelled(error) from None

    def _ready_process(self) -> ChildProcess:
        """Return the process, started anew if it died while idle."""
        with self._state:
            if self._process is not None and self._process.has_ended():
                self._process.end()
                self._process = None
        self.start()
        with self._state:
            if self._closed or self._cancelled:
                raise refusals.cancelled()
            process = self._process
        if process is None:
            raise refusals.no_worker()
        try:
            process.ready()
        except LetterError as error:
            self._discard(process, again=False)
            raise self._unless_cancelled(error) from None
        return process

    def _discard(self, process: ChildProcess, *, again: bool = True) -> None:
        """End the process and start another in its place, so that the next request need not wait for it."""
        process.end()
        with self._state:
            self._process = None
        if again:
            self.start()

    def _unless_cancelled(self, error: LetterError) -> LetterError:
        with self._state:
            return refusals.cancelled() if self._cancelled or self._closed else error


def _error_kind(name: str) -> LetterErrorKind:
    try:
        return LetterErrorKind(name)
    except ValueError:
        return LetterErrorKind.CRASHED
