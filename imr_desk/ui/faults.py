"""What went wrong in the program, told without anything of a letter: kinds of errors and places in its own code.

Messages and values of an exception may hold letter text, so they are never looked at.
"""

import faulthandler
import hashlib
import platform
import re
import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec
from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from imr_desk import __version__
from imr_desk.ui.statements import part_versions

_PACKAGE = Path(__file__).resolve().parents[1]
_MOST = 20
"""Faults that are remembered; one that comes with every drawing of the screen is counted instead."""
_CRASH_LINE = re.compile(r'\s+File "(.*)", line (\d+) in (.*)')


class Fault(msgspec.Struct, frozen=True):
    """One thing that went wrong.

    Attributes:
        kind: type of the exception, with those it came from; or what ended the program.
        lines: places in the program's own code, the outermost first: ``imr_desk/ui/row.py:12 in flush``.
    """

    kind: str
    lines: tuple[str, ...]

    @property
    def where(self) -> str:
        """The innermost place."""
        return self.lines[-1] if self.lines else "outside of imr_desk"


class Met(msgspec.Struct, frozen=True):
    """A fault, when it was met last and how often."""

    fault: Fault
    at: str
    times: int = 1


def fault_of(error: BaseException, trace: TracebackType | None) -> Fault:
    """Tell an exception without its message and without the values around it."""
    kinds, cause = [type(error).__name__], error.__cause__ or error.__context__
    while cause is not None and len(kinds) < 5:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    lines = [_place(frame.f_code.co_filename, line, frame.f_code.co_name) for frame, line in traceback.walk_tb(trace)]
    return Fault(", from ".join(kinds), tuple(line for line in lines if line))


def _place(file: str, line: int, function: str) -> str:
    """Return a place in the program's own code, empty for any other: its path may name a person."""
    try:
        inside = Path(file).resolve().relative_to(_PACKAGE)
    except ValueError:
        return ""
    return f"{_PACKAGE.name}/{inside.as_posix()}:{line} in {function}"


class FaultBook:
    """The faults of this run, and how the last one ended if it ended badly."""

    def __init__(self) -> None:
        self._met: dict[Fault, Met] = {}
        self.last_end: Fault | None = None

    def note(self, fault: Fault, at: datetime) -> None:
        """Note that a fault was met."""
        times = self._met[fault].times + 1 if fault in self._met else 1
        self._met.pop(fault, None)
        self._met[fault] = Met(fault, at.strftime("%Y-%m-%d %H:%M:%S"), times)
        while len(self._met) > _MOST:
            del self._met[next(iter(self._met))]

    def report(self) -> str:
        """Return all of it as plain text, with the versions and the system it happened on."""
        lines = ["imr_desk: problem report", "", "This run"]
        for met in reversed(self._met.values()):
            often = f" ({met.times} times)" if met.times > 1 else ""
            lines += [f"  {met.at}  {met.fault.kind}{often}", *(f"    {line}" for line in met.fault.lines)]
        if not self._met:
            lines.append("  Nothing went wrong.")
        if self.last_end is not None:
            lines += ["", "The run before ended unexpectedly", f"  {self.last_end.kind}"]
            lines += [f"    {line}" for line in self.last_end.lines]
        lines += ["", "Program", *_versions(), "", "System", *_system()]
        return "\n".join(lines) + "\n"


def _versions() -> list[str]:
    parts = [f"  {name} {version}" for name, version in part_versions()]
    return [f"  imr_desk {__version__}", f"  Python {platform.python_version()}", *parts]


def _system() -> list[str]:
    screens = [
        f"{screen.size().width()} x {screen.size().height()} at {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    ]
    return [
        f"  {platform.system()} {platform.release()}, {platform.machine()}",
        f"  Qt {qVersion()} by PySide6 {pyside_version}, platform {QGuiApplication.platformName()}",
        f"  Screens: {'; '.join(screens)}",
    ]


class CrashLog:
    """A file that the interpreter writes to when the whole process dies; one for each case log.

    Args:
        folder: where the program keeps what is its own; made if need be.
        log_path: the case log, of which one process at a time can be the holder.
    """

    def __init__(self, folder: Path, log_path: Path) -> None:
        name = hashlib.sha256(str(log_path.absolute()).encode()).hexdigest()[:24]
        self._path = folder / f"crash-{name}.txt"
        self._file: IO[str] | None = None
        self._before = False

    def begin(self) -> Fault | None:
        """Listen from now on; return how the last run ended when it died, ``None`` when it did not."""
        try:
            last = self._path.read_text(encoding="utf-8", errors="replace") if self._path.exists() else ""
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w", encoding="utf-8")
        except OSError:
            return None  # a program that cannot tell how it dies works as well as any other
        self._before = faulthandler.is_enabled()
        faulthandler.enable(self._file)
        return crash_of(last)

    def end(self) -> None:
        """The run ends well: nothing is left of it."""
        if self._file is None:
            return
        faulthandler.disable()
        if self._before and sys.stderr is not None:
            faulthandler.enable()
        self._file.close()
        self._file = None
        self._path.unlink(missing_ok=True)


def crash_of(words: str) -> Fault | None:
    """Read what the interpreter wrote as it died: what ended it, and where its own code was in that thread."""
    kind, lines, here = "", list[str](), False
    for line in words.splitlines():
        if not kind and line.startswith(("Fatal Python error: ", "Windows fatal exception: ")):
            kind = line.partition(": ")[2].strip()
        elif not line.startswith(" "):
            here = line.startswith("Current thread ")  # the others only waited
        elif here and (place := _CRASH_LINE.fullmatch(line)) is not None:
            lines.append(_place(place[1], int(place[2]), place[3]))
    if not kind:
        return None
    return Fault(kind, tuple(line for line in reversed(lines) if line))
