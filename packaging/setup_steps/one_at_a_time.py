"""Keeps two set-ups of one checkout apart."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from setup_steps.messages import say

_PAUSE_SECONDS = 0.1


@contextmanager
def one_at_a_time(path: Path) -> Iterator[int]:
    """Waits until no other set-up holds the file, and holds it; gives the descriptor.

    The system lets go of it when the process ends, however it ends. Handing the descriptor on to a child (POSIX)
    keeps it held until the child ends too, so that a set-up does not begin beside the pip of one that was killed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _take(descriptor):
            say("Another set-up of this folder is running; waiting for it to end.")
            while not _take(descriptor):
                time.sleep(_PAUSE_SECONDS)
        yield descriptor
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
