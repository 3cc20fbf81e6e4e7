"""Displays: whether there is one to open a window on, and virtual ones for the tests."""

import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from setup_steps.messages import SetupStoppedError

_SECONDS_TO_START = 30
_SECONDS_TO_END = 10
# Windows and macOS draw their windows themselves; other systems may have no display at all.
_DESKTOP_IS_THERE = sys.platform in ("win32", "darwin")
# Platforms of Qt that open no window.
_WINDOWLESS = ("offscreen", "minimal", "minimalegl")


def has_display(env: Mapping[str, str]) -> bool:
    """Whether a window opened now would be seen: a display is named and answers."""
    if env.get("QT_QPA_PLATFORM", "").split(":")[0] in _WINDOWLESS:
        return False
    return _DESKTOP_IS_THERE or _wayland_answers(env) or _x_answers(env.get("DISPLAY", ""))


def _wayland_answers(env: Mapping[str, str]) -> bool:
    name = env.get("WAYLAND_DISPLAY", "")
    return bool(name) and (Path(env.get("XDG_RUNTIME_DIR", "")) / name).exists()


def _x_answers(display: str) -> bool:
    """A display of this machine is asked for its socket; one elsewhere (`host:0`) is believed."""
    host, _, number = display.rpartition(":")
    if host not in ("", "unix") or not number:
        return bool(display)
    path = f"/tmp/.X11-unix/X{number.split('.')[0]}"  # noqa: S108 - where X puts it
    return any(_listens(address) for address in (path, "\0" + path))


def _listens(address: str) -> bool:
    family: int | None = getattr(socket, "AF_UNIX", None)  # Windows has no such sockets
    if family is None:
        return False
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(address)
        except OSError:
            return False
        return True


def can_make_screens() -> bool:
    """Whether Xvfb is here, and a window manager, without which no window gets the keyboard."""
    return sys.platform != "win32" and all(shutil.which(name) for name in ("Xvfb", "openbox"))


@contextmanager
def virtual_screens(count: int) -> Iterator[tuple[str, ...]]:
    """Starts some virtual displays at free numbers, gives their names (":99"), ends them in every case.

    Raises:
        SetupStoppedError: one did not start.
    """
    with ExitStack() as started:
        yield tuple(started.enter_context(_virtual_screen()) for _ in range(count))


@contextmanager
def _virtual_screen() -> Iterator[str]:
    """One display, at a number that Xvfb finds free and tells, with a window manager."""
    screen = ["Xvfb", "-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"]
    with _beside(screen, os.environ) as number, tempfile.TemporaryDirectory(prefix="imr-desk-screen-") as folder:
        name = f":{number}"
        # A folder of its own, so that the settings of the person's own window manager stay out of the tests.
        env = {**os.environ, "DISPLAY": name, "XDG_CONFIG_HOME": folder}
        with _beside(["openbox", "--sm-disable", "--startup", "echo ready"], env):
            yield name


@contextmanager
def _beside(command: Sequence[str], env: Mapping[str, str]) -> Iterator[str]:
    """Starts a program, gives the line that it writes once it is ready, and ends it.

    It runs in a session of its own, out of reach of Ctrl-C; where util-linux is, the kernel ends it even when this
    process is killed outright.
    """
    guard = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        [*guard, *command],
        env=dict(env),
        stdin=quiet,
        stdout=subprocess.PIPE,
        stderr=quiet,
        bufsize=0,
        start_new_session=True,
    )
    try:
        yield _first_line(process.stdout)
    finally:
        process.terminate()
        try:
            process.communicate(timeout=_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _first_line(told: IO[bytes] | None) -> str:
    line = b""
    while told is not None and not line.endswith(b"\n"):
        ready, _, _ = select.select([told], [], [], _SECONDS_TO_START)
        piece = told.read(1) if ready else b""
        if not piece:
            raise SetupStoppedError(
                "The virtual screen of the tests (Xvfb with openbox) did not start; start both by hand to see why, "
                "or set QT_QPA_PLATFORM=offscreen to test without it."
            )
        line += piece
    return line.decode("ascii").strip()
