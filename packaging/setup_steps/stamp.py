"""The stamp: what was set up, so that the next start need not look again."""

import json
from pathlib import Path
from typing import NamedTuple

from setup_steps.checkout import Checkout, Kind, this_python

_FORM = 1


class Stamp(NamedTuple):
    """What stands in an environment.

    Attributes:
        finished: false from before the first change until the last is done; a set-up that was cut off leaves false.
        root: the project folder; scripts in an environment hold its path, so a moved one is made anew.
        python: see `this_python`.
        packages: for each kind that is installed, the digest of its lock file.
        project: the digest of pyproject.toml when the project itself was installed.
        installed: names of the locked packages, to take away those that a later lock no longer names.
        outside: what was looked at outside the environment since then: system packages found, installed or told to
            be missing, and that Qt starts.
    """

    finished: bool
    root: str = ""
    python: str = ""
    packages: tuple[tuple[str, str], ...] = ()
    project: str = ""
    installed: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


UNFINISHED = Stamp(finished=False)


def read_stamp(path: Path) -> Stamp | None:
    """The stamp in a file; None where there is no file, UNFINISHED where it cannot be understood."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return UNFINISHED
    try:
        if told["form"] != _FORM:
            return UNFINISHED
        return Stamp(
            finished=told["finished"] is True,
            root=told["root"],
            python=told["python"],
            packages=tuple(sorted(told["packages"].items())),
            project=told["project"],
            installed=tuple(told["installed"]),
            outside=tuple(told["outside"]),
        )
    except (KeyError, TypeError, AttributeError):
        return UNFINISHED


def write_stamp(path: Path, stamp: Stamp) -> None:
    """Puts a stamp in place in one step: a reader sees the old one or the new one."""
    told = {"form": _FORM, **stamp._asdict(), "packages": dict(stamp.packages)}
    beside = path.with_name(path.name + ".new")
    beside.write_text(json.dumps(told, indent=1), encoding="utf-8")
    beside.replace(path)


def holds_environment(stamp: Stamp | None, checkout: Checkout) -> bool:
    """Whether the environment is whole and belongs to this folder and this Python, whatever is installed in it."""
    return (
        stamp is not None
        and stamp.finished
        and stamp.root == str(checkout.root)
        and stamp.python == this_python()
        and checkout.python.exists()
    )


def holds_packages(stamp: Stamp | None, checkout: Checkout, kind: Kind) -> bool:
    """Whether the locked packages of a kind are those installed."""
    return stamp is not None and dict(stamp.packages).get(kind) == checkout.digest(kind)


def holds_project(stamp: Stamp | None, checkout: Checkout) -> bool:
    """Whether the project's own entry and command stand."""
    return stamp is not None and stamp.project == checkout.project_digest() and checkout.script("imr-desk").exists()


def covers(stamp: Stamp | None, checkout: Checkout, kind: Kind, outside: tuple[str, ...]) -> bool:
    """Whether nothing at all is left to set up."""
    return (
        holds_environment(stamp, checkout)
        and holds_packages(stamp, checkout, kind)
        and holds_project(stamp, checkout)
        and stamp is not None
        and set(outside) <= set(stamp.outside)
    )
