"""The whole truth about a state of the project: the static gates and all tests, each run whatever the others say."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from setup_steps.checkout import Checkout
from setup_steps.children import attend
from setup_steps.messages import say
from setup_steps.screen import can_make_screens, has_display, virtual_screens
from setup_steps.worker_screen import SCREENS

_NO_TEST_RAN = 5  # pytest's exit status
_WORKERS = 2


class Verdict(NamedTuple):
    """How one part ended; status is its exit status, 0 for passed."""

    part: str
    status: int


class Room(NamedTuple):
    """What tests that open windows run in: variables, and how many may run side by side."""

    env: dict[str, str]
    workers: int


def run_gates(checkout: Checkout) -> list[Verdict]:
    """Runs linter, formatter, type checker and import rules on the whole project."""
    python = str(checkout.python)
    gates = (
        ("ruff check", [python, "-m", "ruff", "check", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        ("mypy", [python, "-m", "mypy"]),
        ("import rules", [str(checkout.script("lint-imports"))]),
    )
    return [_run(part, command, checkout, os.environ) for part, command in gates]


def run_tests(checkout: Checkout, arguments: Sequence[str]) -> list[Verdict]:
    """Runs pytest; measurements run after the other tests and alone, where two cores would disturb them."""
    with test_room(os.environ) as room:
        verdicts = []
        for part, words in pytest_runs(arguments, room.workers):
            command = [str(checkout.python), "-m", "pytest", "-p", "setup_steps.worker_screen", *words, *arguments]
            verdicts.append(_run(part, command, checkout, room.env))
    return judged(verdicts)


def pytest_runs(arguments: Sequence[str], workers: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The runs of pytest, each with its name and what is put before a person's own arguments.

    A person who chooses by mark, or how many workers there are, gets one run as asked.
    """
    chosen = any(word in ("-m", "-n") or word.startswith(("-n", "--numprocesses", "-m=")) for word in arguments)
    if chosen or workers == 1:
        return (("tests", ()),)
    return (
        ("tests", ("-n", str(workers), "-m", "not performance")),
        ("measurements", ("-n", "0", "-m", "performance")),
    )


def judged(verdicts: list[Verdict]) -> list[Verdict]:
    """One of two runs may find no test for it, when a person has asked for a few; all of them may not."""
    ran = [verdict for verdict in verdicts if verdict.status != _NO_TEST_RAN]
    return ran or verdicts


def closing_line(verdicts: Sequence[Verdict]) -> str:
    """The last line: what failed, or that all passed."""
    failed = [verdict.part for verdict in verdicts if verdict.status != 0]
    if failed:
        return f"Failed: {', '.join(failed)}."
    return f"Passed: {', '.join(verdict.part for verdict in verdicts)}."


@contextmanager
def test_room(env: Mapping[str, str]) -> Iterator[Room]:
    """Virtual displays of its own where Xvfb and openbox are, so that tests and person leave each other alone.

    Elsewhere the person's display and one worker on Linux, Qt's off-screen platform on other systems.
    A platform that the person has chosen stays.
    """
    workers = _WORKERS if _cores() > 1 else 1
    room = {**env, "PYTHONPATH": _with_this_folder(env)}
    if "QT_QPA_PLATFORM" in env:
        yield Room(room, workers)
    elif can_make_screens():
        with virtual_screens(workers) as screens:
            shown = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": screens[0], SCREENS: " ".join(screens)}
            yield Room({**room, **shown}, workers)
    elif sys.platform == "linux" and has_display(env):
        yield Room(room, 1)
    else:
        say("No virtual screen here: the windows of the tests stay off screen.")
        yield Room({**room, "QT_QPA_PLATFORM": "offscreen"}, workers)


def _with_this_folder(env: Mapping[str, str]) -> str:
    """PYTHONPATH that lets pytest find the plugin of the set-up."""
    here = str(Path(__file__).resolve().parents[1])
    return os.pathsep.join([here, *filter(None, [env.get("PYTHONPATH", "")])])


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _run(part: str, command: Sequence[str], checkout: Checkout, env: Mapping[str, str]) -> Verdict:
    print(f"== {part}", flush=True)
    return Verdict(part, attend(command, checkout.root, env))
