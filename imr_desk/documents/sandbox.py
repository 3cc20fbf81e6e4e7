"""What the process that reads letters takes from itself before it sees the first byte of one.

Parsers of PDF have flaws that no version ends. A hostile letter must find nothing to reach: no other file, no
network, no program to start, no more memory and time than a letter needs. Each layer is reported, so that Help can
say what protects this computer and what does not.
"""

import gc
import sys
import sysconfig
from pathlib import Path

from imr_desk.documents import landlock, limits, seccomp
from imr_desk.documents.language_data import language_data
from imr_desk.documents.sandbox_report import Layer, SandboxReport

_LIBRARY_PATHS = ("stdlib", "platstdlib", "purelib", "platlib")
_PACKAGES = ("site-packages", "dist-packages")


def closed(limit: limits.Limits) -> SandboxReport:
    """Close the sandbox around this process, for good, and report its layers.

    What stays readable is the program itself, because Python loads parts of its library when they are first needed,
    and the data for text recognition.
    """
    gc.freeze()  # what is loaded now stays; the collector need not look at it again with every letter
    readable = [Path(sysconfig.get_path(name)) for name in _LIBRARY_PATHS]
    readable += [Path(place) for place in sys.path if Path(place).name in _PACKAGES]  # where a distribution puts them
    readable.append(Path(__file__).resolve().parents[1])
    if (data := language_data()) is not None:
        readable.append(data)
    resources = limits.limited(limit)
    return SandboxReport((*resources, _files(readable), _calls()))


def _files(readable: list[Path]) -> Layer:
    if landlock.restricted(readable):
        return Layer("files", True, "The process that reads letters can open no file but those of this program.")
    return Layer(
        "files",
        False,
        "The process that reads letters could read other files: this system cannot forbid it (Landlock).",
    )


def _calls() -> Layer:
    if seccomp.restricted():
        return Layer("calls", True, "It can neither use the network nor start programs nor reach other programs.")
    return Layer(
        "calls", False, "It could use the network and start programs: this system cannot forbid it here (seccomp)."
    )
