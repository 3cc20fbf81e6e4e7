"""How much memory and time the process that reads letters may take."""

import sys
import time

import msgspec

from imr_desk.documents.sandbox_report import Layer

if sys.platform != "win32":
    import resource

_MEGABYTE = 1024 * 1024


class Limits(msgspec.Struct, frozen=True):
    """What a worker process may take.

    Attributes:
        memory: bytes of address space.
        seconds: for one request, of the clock and of the processor; then the process is ended.
        step_seconds: the same from one announced step (a page being recognized) to the next.
        all_seconds: for one request with all its steps.
        start_seconds: from the start of the process until it is ready.
        files: files open at once.
    """

    memory: int = 768 * _MEGABYTE
    seconds: float = 20.0
    step_seconds: float = 60.0
    all_seconds: float = 3_600.0
    start_seconds: float = 30.0
    files: int = 16


def limited(limits: Limits) -> tuple[Layer, ...]:
    """Limit this process for good and return the layers."""
    if sys.platform == "win32":
        return (
            Layer("memory", False, "Windows does not limit the memory of the process that reads letters here."),
            Layer("time", True, f"A letter that takes over {limits.seconds:.0f} seconds is given up."),
        )
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.files, limits.files))
    memory = sys.platform == "linux"
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    return (
        Layer(
            "memory",
            memory,
            f"A letter can take no more than {limits.memory // _MEGABYTE} MB of memory."
            if memory
            else "This system does not limit the memory of the process that reads letters.",
        ),
        Layer("time", True, f"A letter that takes over {limits.seconds:.0f} seconds is given up."),
        Layer("writing", True, "The process that reads letters can write no file and leaves no memory image behind."),
    )


def allow_processor_time(seconds: float) -> None:
    """Let this process compute for so many more seconds; then the system ends it. No such limit on Windows."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + 1, hard))
