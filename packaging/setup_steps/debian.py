"""System packages that Qt and the tests need on Debian and Ubuntu: what is missing, and installing it."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from setup_steps.checkout import Kind
from setup_steps.messages import SetupStoppedError, say

_SECONDS_FOR_THE_PACKAGE_LOCK = 300


class Group(NamedTuple):
    """Packages that serve one purpose; required means that nothing starts without them."""

    why: str
    packages: tuple[str, ...]
    required: bool = False


# Measured on a bare Debian 12: what ldd names as missing for Qt's off-screen and X platforms.
QT = Group(
    "Qt",
    ("libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0"),
    required=True,
)
WINDOWS = Group(
    "windows on a display",
    ("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0"),
)
TEXT_RECOGNITION = Group("reading scanned letters", ("tesseract-ocr-eng",))
# openbox: without a window manager no window gets the keyboard.
VIRTUAL_SCREEN = Group("the tests' virtual screen", ("xvfb", "xauth", "openbox"))
SCREEN_READER = Group("the tests' screen reader", ("at-spi2-core", "dbus", "python3-gi", "gir1.2-atspi-2.0"))
PDF_TOOLS = Group("the tests' second look at PDFs", ("poppler-utils",))


def is_debian() -> bool:
    """Whether this system has Debian's packages."""
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def groups_for(kind: Kind, *, display: bool) -> tuple[Group, ...]:
    """The groups that a kind of set-up asks for; a display makes the libraries for windows a must."""
    run = (_environment_maker(), QT, WINDOWS._replace(required=display and kind == "run"), TEXT_RECOGNITION)
    return run if kind == "run" else (*run, VIRTUAL_SCREEN, SCREEN_READER, PDF_TOOLS)


def package_names(groups: Iterable[Group]) -> tuple[str, ...]:
    """All packages of some groups."""
    return tuple(name for group in groups for name in group.packages)


def installed_packages(listing: str) -> frozenset[str]:
    """The names in a listing by dpkg-query, those that a package provides under another name included.

    Each line is "status TAB package TAB provides"; Debian 13 and Ubuntu 24.04 have libglib2.0-0 only as
    something that libglib2.0-0t64 provides.
    """
    names: set[str] = set()
    for line in listing.splitlines():
        status, package, provides = [*line.split("\t"), "", ""][:3]
        if status[1:2] == "i":
            names.add(package)
            names.update(word.split()[0].split(":")[0] for word in provides.split(",") if word.strip())
    return frozenset(names)


def missing(groups: Iterable[Group], installed: frozenset[str]) -> tuple[Group, ...]:
    """The groups cut down to the packages that are not installed; groups that have all are left out."""
    short = (group._replace(packages=tuple(p for p in group.packages if p not in installed)) for group in groups)
    return tuple(group for group in short if group.packages)


def provide(groups: tuple[Group, ...], log: Path) -> None:
    """Installs what is missing where this is allowed without a question, and otherwise says how.

    Does not judge whether Qt starts in the end; `probe` does. Says nothing when nothing is missing.
    """
    short = missing(groups, _installed_here())
    if not short:
        return
    told = "; ".join(f"{' '.join(group.packages)} (for {group.why})" for group in short)
    say(f"Missing system packages: {told}.")
    prefix = _root_prefix()
    if prefix is None:
        say(f"Only the system's administrator may install them: {command_for(short)}")
        return
    say("Installing them with apt-get.")
    _install(short, prefix, log)


def command_for(groups: Iterable[Group]) -> str:
    """The command that a person types to install some groups."""
    return f"sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(package_names(groups))}"


def _environment_maker() -> Group:
    """Debian keeps the part of Python that makes virtual environments in a package of its own."""
    if importlib.util.find_spec("ensurepip") is not None:
        return Group("making the virtual environment", ())
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Group("making the virtual environment", (f"python{version}-venv",), required=True)


def _installed_here() -> frozenset[str]:
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Abbrev}\t${Package}\t${Provides}\n"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return installed_packages(answer.stdout)


def _root_prefix() -> tuple[str, ...] | None:
    """What to write before apt-get; None where it would take a password."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return ()
    if shutil.which("sudo") is None:
        return None
    quiet = subprocess.DEVNULL
    free = subprocess.run(["sudo", "-n", "true"], stdin=quiet, stdout=quiet, stderr=quiet, check=False)
    return ("sudo", "-n") if free.returncode == 0 else None


def _install(groups: tuple[Group, ...], prefix: tuple[str, ...], log: Path) -> None:
    """One update, one install; when that fails, one more of what is required alone."""
    _apt(prefix, log, "update")
    refused = _apt(prefix, log, "install", *package_names(groups))
    if refused is None:
        return
    required = tuple(group for group in groups if group.required)
    if len(required) == len(groups):
        raise SetupStoppedError(apt_failure(refused, groups))
    if required and (again := _apt(prefix, log, "install", *package_names(required))) is not None:
        raise SetupStoppedError(apt_failure(again, required))
    optional = tuple(group for group in groups if not group.required)
    say(apt_failure(refused, optional) + " Going on without them.")


def _apt(prefix: tuple[str, ...], log: Path, action: str, *packages: str) -> str | None:
    """Runs apt-get without questions; None when it succeeded, its output when not."""
    options = ["-y", "-o", f"DPkg::Lock::Timeout={_SECONDS_FOR_THE_PACKAGE_LOCK}"]
    if action == "install":
        options.append("--no-install-recommends")
    speech = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    command = [*prefix, "env", *_assignments(speech), "apt-get", *options, action, *packages]
    answer = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    with log.open("a", encoding="utf-8") as out:
        out.write(f"$ {' '.join(command)}\n{answer.stdout}\n")
    return None if answer.returncode == 0 else answer.stdout


def _assignments(values: Mapping[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in values.items()]


def apt_failure(output: str, groups: Iterable[Group]) -> str:
    """A sentence for what apt-get said when it failed."""
    todo = f"then start again, or install them yourself: {command_for(groups)}."
    if "No space left" in output or "enough free space" in output:
        return f"The disk is full, so the system packages were not installed; make room, {todo}"
    if "Could not get lock" in output:
        return f"Another program is installing system packages; wait until it has ended, {todo}"
    if any(sign in output for sign in ("Could not resolve", "Failed to fetch", "Could not connect")):
        return f"The system packages could not be fetched; connect to the network, {todo}"
    if "Unable to locate package" in output or "has no installation candidate" in output:
        return f"This system's package lists do not have all of them; look at its package sources, {todo}"
    errors = [line for line in output.splitlines() if line.startswith("E:")]
    said = f" ({errors[-1][2:].strip()})" if errors else ""
    return f"apt-get failed{said}; mend that, {todo}"
