"""A pytest plugin: each of xdist's workers opens its windows on a virtual display of its own.

Two programs on one display take the keyboard from each other, and tests that type would fail by turns.
"""

import os
from collections.abc import MutableMapping

SCREENS = "IMR_DESK_TEST_SCREENS"


def choose_screen(env: MutableMapping[str, str]) -> None:
    """Points DISPLAY at this worker's screen; a replacement for a worker that died takes the next in turn."""
    screens = env.get(SCREENS, "").split()
    worker = env.get("PYTEST_XDIST_WORKER", "")
    if screens and worker.startswith("gw"):
        env["DISPLAY"] = screens[int(worker.removeprefix("gw")) % len(screens)]


def pytest_configure() -> None:
    """Runs in the worker before any test module is read."""
    choose_screen(os.environ)
