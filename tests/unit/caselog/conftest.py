"""A log to attack, and programs beside the tests that write one."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from imr_desk.caselog.sqlite import SqliteCaseLog
from tests.contracts.caselog.letters import SetClock

ROOT = Path(__file__).parents[3]


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk" / "cases.db"


@pytest.fixture
def log(path: Path, clock: SetClock) -> Iterator[SqliteCaseLog]:
    log = SqliteCaseLog(path, clock)
    yield log
    log.close()


Beside = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def beside() -> Iterator[Beside]:
    """Start the writer program in another process; what still runs at the end of the test is ended."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str | Path, before: tuple[str, ...] = (), **options: Any) -> "subprocess.Popen[str]":
        command = [*before, sys.executable, "-m", "tests.unit.caselog.writer", *map(str, arguments)]
        program = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            **options,
        )
        started.append(program)
        return program

    yield start
    for program in started:
        program.kill()
        program.communicate()
