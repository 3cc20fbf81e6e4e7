"""A watched folder: letters that a mail room or a scanner puts there come in by themselves."""

import os
import stat
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

from imr_desk.model.errors import DeskError
from imr_desk.services.letter_files import is_folder

SETTLED = 5.0
"""Seconds that a file must have stood unchanged: a scanner or a copy over the network writes for a while
(paperless-ngx waits as long)."""

_MOST = 100_000
"""Files looked at in one folder; more is no inbox but an archive, which is imported by hand."""


_CLOSED = (-1, 0)
"""Stands for the size and moment of a folder that may not be looked into."""


class InboxError(DeskError):
    """The watched folder cannot be watched."""


class _Seen(NamedTuple):
    size: int
    changed: int
    since: float


class Inbox:
    """Looks into one folder, again and again, and tells which files are there to stay.

    Files are never moved, changed or deleted: they belong to whoever put them there. A file that was handed over is
    not handed over again until it changes.

    Args:
        folder: the folder; folders below it are watched too, hidden ones are not.
        seconds: a clock that only goes forward, in seconds.
    """

    def __init__(self, folder: Path, seconds: Callable[[], float]) -> None:
        self.folder = folder
        self._seconds = seconds
        self._waiting: dict[Path, _Seen] = {}
        self._handed: dict[Path, tuple[int, int]] = {}

    def ready(self) -> tuple[Path, ...]:
        """Return the files that came since the last look and have stood unchanged for a while, in name order.

        Raises:
            InboxError: the folder is gone or may not be read.
        """
        now = self._seconds()
        here = self._here()
        waiting: dict[Path, _Seen] = {}
        ready: list[Path] = []
        for path, (size, changed) in here.items():
            if self._handed.get(path) == (size, changed):
                continue
            before = self._waiting.get(path)
            if before is None or (before.size, before.changed) != (size, changed):
                waiting[path] = _Seen(size, changed, now)
            elif size == 0 or now - before.since < SETTLED:
                waiting[path] = before
            else:
                ready.append(path)
                self._handed[path] = (size, changed)
        self._waiting = waiting
        self._handed = {path: known for path, known in self._handed.items() if path in here}
        return tuple(sorted(ready))

    def give_again(self, paths: Collection[Path]) -> None:
        """Hand these files over once more: they did not come in, though nobody changed them."""
        self._handed = {path: known for path, known in self._handed.items() if path not in paths}

    @property
    def waits(self) -> bool:
        """Tell whether files are there that have not stood still long enough."""
        return bool(self._waiting)

    def _here(self) -> dict[Path, tuple[int, int]]:
        found: dict[Path, tuple[int, int]] = {}

        def unreadable(error: OSError) -> None:
            if error.filename == os.fspath(self.folder):
                raise InboxError(
                    "The watched folder is gone or may not be read. Choose another one in Settings, or ask its owner."
                ) from error
            if is_folder(Path(error.filename)):  # it gets its word in the list of what could not be read
                found[Path(error.filename)] = _CLOSED

        for folder, below, names in os.walk(self.folder, followlinks=False, onerror=unreadable):
            below[:] = [name for name in below if not name.startswith(".")]
            for name in names:
                if name.startswith("."):
                    continue
                path = Path(folder) / name
                try:
                    about = path.lstat()
                except OSError:
                    continue  # taken away while we looked
                if stat.S_ISREG(about.st_mode):
                    found[path] = (about.st_size, about.st_mtime_ns)
                if len(found) >= _MOST:
                    raise InboxError(
                        f"The watched folder holds more than {_MOST:,} files. Watch an empty folder, and import the "
                        "archive once with Import a folder."
                    )
        return found
