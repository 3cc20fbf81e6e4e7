"""Starting other programs: in this one's place, or while this one waits."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

# A plain kill, and a terminal that was closed; Windows has no second one.
_ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def end_in_order() -> None:
    """Lets a plain kill or a closed terminal end this program by an exception, so that what it started ends too."""

    def end(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    for number in _ENDINGS:
        signal.signal(number, end)


def hand_over(command: Sequence[str], env: Mapping[str, str]) -> NoReturn:
    """Goes on as another program, in the person's own folder; its exit status is the status of this start."""
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":  # there, exec would give the prompt back while the program still runs
        sys.exit(attend(command, Path.cwd(), env))
    os.execve(command[0], list(command), dict(env))  # noqa: S606 - no shell is wanted


def attend(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> int:
    """Runs a program to its end and gives its exit status, in a shell's numbers for signals.

    Ctrl-C reaches the program too, so it is left to end in its own way; whatever else ends this one ends it.
    """
    process: subprocess.Popen[bytes] | None = None
    try:
        with _endings_held_back():
            process = subprocess.Popen(command, cwd=folder, env=dict(env))
        code = _wait(process)
    except BaseException:
        if process is not None:
            process.terminate()
            process.wait()
        raise
    return code if code >= 0 else 128 - code


def _wait(process: subprocess.Popen[bytes]) -> int:
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


@contextmanager
def _endings_held_back() -> Iterator[None]:
    """Keeps an ending from falling between the start of a program and the moment it is known here."""
    came: list[int] = []
    before = {number: signal.signal(number, lambda number, _frame: came.append(number)) for number in _ENDINGS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in came:
            signal.raise_signal(number)
