"""The set-up: brings the environment to what the lock files say, and does nothing when it is there already."""

import errno
from collections.abc import Sequence
from typing import Protocol

from setup_steps.checkout import Checkout, Kind, this_python
from setup_steps.messages import SetupStoppedError, say
from setup_steps.stamp import (
    UNFINISHED,
    Stamp,
    covers,
    holds_environment,
    holds_packages,
    holds_project,
    read_stamp,
    write_stamp,
)


class Installer(Protocol):
    """What a set-up does to the world; `PipInstaller` is the real one."""

    def provide_system_packages(self, kind: Kind, *, display: bool) -> None:
        """Installs what the system lacks, or says how."""

    def make_environment(self) -> None:
        """Makes an empty environment."""

    def works(self) -> bool:
        """Whether the environment that stands there can be filled."""

    def install_packages(self, kind: Kind) -> None:
        """Installs the locked packages of a kind."""

    def remove_packages(self, names: Sequence[str]) -> None:
        """Takes packages away."""

    def install_project(self) -> None:
        """Installs the project itself."""

    def start_qt(self, *, window: bool) -> None:
        """Sees Qt start, off screen and, where a window will be opened, on the display."""


class InstallerMaker(Protocol):
    """Makes the installer of a checkout; held is the descriptor of the set-up's lock."""

    def __call__(self, checkout: Checkout, held: int) -> Installer:
        """See the class."""


def set_up(
    checkout: Checkout,
    kind: Kind,
    *,
    display: bool,
    thorough: bool = False,
    installer: InstallerMaker | None = None,
) -> None:
    """Makes sure that everything of a kind is there; thorough looks again at what the stamp says.

    Raises:
        SetupStoppedError: something is missing that only the person can mend; the text says what.
    """
    outside = wanted_outside(kind, display=display)
    if not thorough and covers(read_stamp(checkout.stamp), checkout, kind, outside):
        return
    # What follows is needed once; the start of every day does without loading it.
    from setup_steps.one_at_a_time import one_at_a_time
    from setup_steps.pip_install import PipInstaller

    try:
        with one_at_a_time(checkout.lock) as held:
            if not thorough and covers(read_stamp(checkout.stamp), checkout, kind, outside):
                return
            hands = (installer or PipInstaller)(checkout, held)
            checkout.log.write_text("", encoding="utf-8")
            hands.provide_system_packages(kind, display=display)
            stamp = fill(checkout, kind, hands, thorough=thorough)
            hands.start_qt(window=display and kind == "run")
            write_stamp(checkout.stamp, stamp._replace(outside=tuple(sorted({*stamp.outside, *outside}))))
            say("Set-up done.")
    except OSError as error:
        raise SetupStoppedError(_os_failure(error)) from error


def wanted_outside(kind: Kind, *, display: bool) -> tuple[str, ...]:
    """What the stamp must name beside the environment: system packages, where they are Debian's, and Qt."""
    from setup_steps import debian

    groups = debian.groups_for(kind, display=display) if debian.is_debian() else ()
    window = ("Qt on the display",) if display and kind == "run" else ()
    return (*debian.package_names(groups), "Qt off screen", *window)


def fill(checkout: Checkout, kind: Kind, installer: Installer, *, thorough: bool = False) -> Stamp:
    """Brings the environment to the locked state; gives the stamp of what stands there, already written.

    Before the first change the stamp says "unfinished", so a start after a set-up that was cut off begins with
    an empty environment. A failure that changed nothing, such as a missing network, leaves the stamp of what stands.
    """
    stamp = _environment(checkout, installer)
    try:
        if thorough or not holds_packages(stamp, checkout, kind):
            stamp = _packages(checkout, kind, stamp, installer)
        if thorough or not holds_project(stamp, checkout):
            write_stamp(checkout.stamp, UNFINISHED)
            installer.install_project()
            stamp = stamp._replace(project=checkout.project_digest())
    except SetupStoppedError as stopped:
        if stopped.untouched:
            write_stamp(checkout.stamp, stamp)
        raise
    write_stamp(checkout.stamp, stamp)
    return stamp


def _environment(checkout: Checkout, installer: Installer) -> Stamp:
    """An environment of this Python in this folder: the one that stands there or a new one."""
    from setup_steps.pip_install import clear

    before = read_stamp(checkout.stamp)
    if before is not None and holds_environment(before, checkout) and installer.works():
        return before
    write_stamp(checkout.stamp, UNFINISHED)
    fresh = Stamp(finished=True, root=str(checkout.root), python=this_python())
    if before is None and installer.works():
        return fresh  # somebody made it with `python -m venv`: it is filled as it is
    say(_why_anew(checkout, before))
    clear(checkout.environment, keep=(checkout.stamp, checkout.lock, checkout.log))
    installer.make_environment()
    return fresh


def _why_anew(checkout: Checkout, before: Stamp | None) -> str:
    if before is None or before == UNFINISHED:
        cut_off = "The last set-up was not finished. " if before == UNFINISHED else ""
        return f"{cut_off}Making the virtual environment in {checkout.environment}."
    if before.python != this_python():
        return f"The environment was made by another Python ({before.python}); making it anew."
    if before.root != str(checkout.root):
        return "The folder was moved; making the virtual environment anew."
    return "The virtual environment is broken; making it anew."


def _packages(checkout: Checkout, kind: Kind, stamp: Stamp, installer: Installer) -> Stamp:
    """Installs what the lock names and takes away what only an earlier lock named."""
    from setup_steps.pip_install import locked_names

    lock = checkout.requirements(kind).read_text(encoding="utf-8")
    all_locked = set(locked_names(checkout.requirements("dev").read_text(encoding="utf-8")))
    names = locked_names(lock)
    say(f"Installing {len(names)} locked packages (the first time about 150 MB are fetched).")
    write_stamp(checkout.stamp, UNFINISHED)
    installer.install_packages(kind)
    gone = sorted(set(stamp.installed) - all_locked - set(names))
    if gone:
        installer.remove_packages(gone)
    kinds: tuple[Kind, ...] = ("dev", "run") if kind == "dev" or holds_packages(stamp, checkout, "dev") else ("run",)
    installed = (set(stamp.installed) - set(gone)) | set(names)
    return stamp._replace(
        packages=tuple((each, checkout.digest(each)) for each in kinds),
        installed=tuple(sorted(installed)),
        outside=(),
    )


def _os_failure(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full: the set-up needs about 1 GB in this folder; make room, then start again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"This folder cannot be written ({error.filename}); use a copy of the project that belongs to you."
    return f"The set-up failed ({error}); mend that, then start again."
