"""The inside of a worker process: it closes its sandbox and then answers requests for ever.

A worker is started as ``python -m MODULE LIMITS LIFELINE``; the module imports all it needs and calls ``serve``.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from io import FileIO
from typing import Self

import msgspec

from imr_desk.documents import frames, refusals, sandbox
from imr_desk.documents.frames import Frame, Kind
from imr_desk.documents.limits import Limits, allow_processor_time
from imr_desk.documents.sandbox_report import SandboxReport
from imr_desk.model.errors import LetterError, LetterErrorKind

if sys.platform != "win32":
    import fcntl

_SUSPECT = frozenset({LetterErrorKind.DAMAGED, LetterErrorKind.TOO_LARGE, LetterErrorKind.CRASHED})

Verb = Callable[[bytes], bytes | Sequence[bytes | bytearray]]
"""Answers one kind of request: payload in, payload out, in one part or in several that are not joined."""


class Channel:
    """The worker's end of the two pipes. While it is claimed, nothing else can read or write on them."""

    def __init__(self, source: FileIO, sink: FileIO, limits: Limits) -> None:
        self.limits = limits
        self._source = source
        self._sink = sink
        self._suspect = False

    @classmethod
    def claimed(cls) -> Self:
        """Take standard input and output away from the rest of the process, whose prints go nowhere from now on."""
        source, sink = FileIO(os.dup(0), "rb"), FileIO(os.dup(1), "wb")
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)
        os.close(nowhere)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which then ends its workers
        limits = msgspec.json.decode(sys.argv[1], type=Limits) if len(sys.argv) > 1 else Limits()
        if len(sys.argv) > 2:
            _end_with(int(sys.argv[2]))
        return cls(source, sink, limits)

    def ready(self, report: SandboxReport) -> None:
        """Say that requests can come."""
        self._sink.write(frames.MARK)
        frames.send(self._sink, Frame(Kind.READY, body=msgspec.msgpack.encode(report)))

    def request(self) -> Frame | None:
        """Wait for a request; ``None`` when the program has ended."""
        frame = frames.receive(self._source)
        self._suspect = False
        allow_processor_time(self.limits.seconds)
        return frame

    def step(self) -> None:
        """Say that a part of the work begins that takes seconds, such as recognizing a page; it gets its own time."""
        allow_processor_time(self.limits.step_seconds)
        frames.send(self._sink, Frame(Kind.STEP))

    def distrust(self) -> None:
        """Ask to be replaced after this request, because the letter may have harmed this process."""
        self._suspect = True

    def reply(self, body: bytes | Sequence[bytes | bytearray]) -> None:
        """Answer the request."""
        parts = [body] if isinstance(body, bytes) else body
        frames.send(self._sink, Frame(Kind.REPLY, suspect=self._suspect), *parts)

    def refuse(self, error: LetterError, *, suspect: bool) -> None:
        """Answer the request with the sentence for the person."""
        frames.send(self._sink, Frame(Kind.ERROR, error.kind, error.sentence.encode(), suspect or self._suspect))


def serve(verbs: Mapping[str, Verb], channel: Channel | None = None) -> None:
    """Close the sandbox and answer requests until the program that started this process ends.

    Everything that the verbs need must be imported before. A verb raises ``LetterError`` for what a person is told.
    """
    channel = Channel.claimed() if channel is None else channel
    channel.ready(sandbox.closed(channel.limits))
    while (frame := channel.request()) is not None:
        try:
            channel.reply(verbs[frame.name](bytes(frame.body)))
        except LetterError as error:
            channel.refuse(error, suspect=error.kind in _SUSPECT)
        except MemoryError:
            channel.refuse(refusals.too_large_unpacked(), suspect=True)
        except Exception:  # noqa: BLE001 - whatever a hostile letter provokes, the person gets a sentence
            channel.refuse(refusals.crashed(), suspect=True)


def _end_with(lifeline: int) -> None:
    """Let the system end this process when the pipe ``lifeline`` closes at its other end, even amid C code.

    Linux could also signal the death of the parent, but takes for that the thread which started this process.
    """
    if sys.platform == "win32":
        return
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC | os.O_NONBLOCK)
    with contextlib.suppress(BlockingIOError):
        os.read(lifeline, 1)  # it never carries anything: this returns only if it was closed before
        sys.exit(0)
