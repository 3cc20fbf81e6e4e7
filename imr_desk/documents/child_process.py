"""One running worker process: its pipes, its deadlines and its end."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from io import FileIO
from typing import cast

import msgspec

from imr_desk.documents import frames, refusals
from imr_desk.documents.frames import Frame, Kind
from imr_desk.documents.limits import Limits
from imr_desk.documents.sandbox_report import SandboxReport

if sys.platform == "linux":
    import fcntl

_PIPE_SIZE = 1 << 20  # bytes; a page's pixels go through in a few pieces instead of a hundred
_ENVIRONMENT = (
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "SYSTEMROOT",
    "TESSDATA_PREFIX",
    "ProgramFiles",
    "LOCALAPPDATA",
)


class ChildProcess:
    """One running process and its pipes."""

    def __init__(self, module: str, limits: Limits) -> None:
        """Start it.

        Raises:
            OSError: the system refuses.
        """
        self._limits = limits
        self._report: SandboxReport | None = None
        self._killed = False
        held, self._lifeline = os.pipe()
        try:
            self._popen = subprocess.Popen(  # noqa: S603 - this Python with a module of this program, no shell
                _command(module, limits, held),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a library's complaint may quote the letter
                bufsize=0,
                env=_environment(),
                pass_fds=() if sys.platform == "win32" else (held,),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            os.close(self._lifeline)
            raise
        finally:
            os.close(held)
        self._sink = cast("FileIO", self._popen.stdin)
        self._source = cast("FileIO", self._popen.stdout)
        _widen(self._sink, self._source)

    def ready(self) -> SandboxReport:
        """Wait until it takes requests.

        Raises:
            LetterError: it did not start.
        """
        if self._report is None:
            deadline = _Deadline(self.kill)
            deadline.put_off(self._limits.start_seconds)
            try:
                frame = frames.receive(self._source) if frames.pass_over(self._source) else None
                if frame is not None:
                    self._report = msgspec.msgpack.decode(frame.body, type=SandboxReport)
            except (ValueError, msgspec.MsgspecError):
                frame = None
            finally:
                deadline.reached()
            if self._report is None:
                raise refusals.no_worker()
        return self._report

    def exchange(self, request: Frame, limits: Limits) -> Frame:
        """Send the request and return the answer.

        Raises:
            LetterError: the process hung or died; it is of no more use.
        """
        deadline = _Deadline(self.kill)
        deadline.put_off(limits.seconds)
        last = time.monotonic() + limits.all_seconds
        allowed = limits.seconds
        answer: Frame | None = None
        try:
            frames.send(self._sink, request)
            while (answer := frames.receive(self._source)) is not None and answer.kind is Kind.STEP:
                allowed = min(limits.step_seconds, max(0.0, last - time.monotonic()))
                deadline.put_off(allowed)
        except (OSError, ValueError):
            answer = None
        finally:
            late = deadline.reached()
        if answer is not None and not late and answer.kind in {Kind.REPLY, Kind.ERROR}:
            return answer
        self.kill()
        out_of_time = late or self._popen.wait() == -getattr(signal, "SIGXCPU", 0)
        raise refusals.timed_out(allowed) if out_of_time else refusals.crashed()

    def has_ended(self) -> bool:
        """Tell whether it has died or is about to."""
        return self._killed or self._popen.poll() is not None

    def kill(self) -> None:
        """End it at once; any thread may."""
        self._killed = True
        self._popen.kill()

    def end(self) -> None:
        """End it and give back all that it held."""
        self._popen.kill()
        self._popen.wait()
        self._sink.close()
        self._source.close()
        if self._lifeline >= 0:
            os.close(self._lifeline)
            self._lifeline = -1


class _Deadline:
    """Calls back once if it is not cleared in time."""

    def __init__(self, callback: Callable[[], None]) -> None:
        self._callback = callback
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._over = False
        self._reached = False

    def put_off(self, seconds: float) -> None:
        """Set the deadline to ``seconds`` from now."""
        self._stop()
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def reached(self) -> bool:
        """Clear the deadline and tell whether it had been reached; from now on it never calls back."""
        with self._lock:
            self._over = True
        self._stop()
        return self._reached

    def _ring(self) -> None:
        with self._lock:
            if not self._over:
                self._over = self._reached = True
                self._callback()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()


def _command(module: str, limits: Limits, lifeline: int) -> list[str]:
    command = [sys.executable, "-s", "-P", "-X", "utf8", "-m", module, msgspec.json.encode(limits).decode()]
    return command if sys.platform == "win32" else [*command, str(lifeline)]


def _environment() -> dict[str, str]:
    """Return the few variables a worker needs; it looks for modules where this program does."""
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def _widen(*pipes: FileIO) -> None:
    if sys.platform == "linux":
        for pipe in pipes:
            with contextlib.suppress(OSError):  # beyond what this system grants: slower, not wrong
                fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_SIZE)
