"""The case logs that must keep the contract."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.ports import CaseLog
from tests.contracts.caselog.letters import SetClock


@pytest.fixture(params=["sqlite", "memory"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CaseLog]:
    made: CaseLog = SqliteCaseLog(tmp_path / "cases.db", SetClock()) if request.param == "sqlite" else MemoryCaseLog()
    yield made
    made.close()
