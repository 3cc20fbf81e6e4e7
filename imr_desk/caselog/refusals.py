"""Tries to unlock a log that failed: a small file beside it, ``NAME.refused``, until the log itself can keep them.

A locked log cannot be written, and whoever tries words on it may never open it. So the moments wait outside, one a
line, and become events of the history when somebody opens the log. Whoever can write there can also take the file
away: it helps the honest to notice, and proves nothing.
"""

import contextlib
import os
from datetime import datetime
from pathlib import Path

_MOST = 1000
"""Lines that are kept; who tries more often than that has been noticed."""

_LONGEST = 40
"""Characters of a moment: what is longer was not written by this program."""


def note_refusal(log: Path, now: datetime) -> None:
    """Put down that a passphrase or recovery code was refused. Where nothing can be written, nothing is kept."""
    place = _refused(log)
    with contextlib.suppress(OSError):
        if place.exists() and place.stat().st_size >= _MOST * _LONGEST:
            return
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, f"{now.isoformat(timespec='seconds')}\n".encode())
        finally:
            os.close(descriptor)


def take_refusals(log: Path) -> tuple[str, ...]:
    """Return when words were refused, oldest first, and forget it."""
    place = _refused(log)
    try:
        lines = place.read_text(encoding="ascii", errors="replace").splitlines()
        place.unlink()
    except OSError:
        return ()
    return tuple(line for line in lines[-_MOST:] if _is_moment(line))


def _is_moment(line: str) -> bool:
    if len(line) > _LONGEST:
        return False
    try:
        datetime.fromisoformat(line)
    except ValueError:
        return False
    return True


def _refused(log: Path) -> Path:
    return log.with_name(f"{log.name}.refused")
