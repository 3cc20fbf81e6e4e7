"""What was reported as saved is there after a kill and after a power cut."""

import hashlib
import importlib.util
import os
import random
import shutil
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.errors import CaseLogError
from tests.contracts.caselog.letters import SetClock
from tests.unit.caselog.conftest import ROOT, Beside
from tests.unit.caselog.writer import act, digest

SIMULATOR = ROOT.parent / "shared" / "tools" / "powerloss_sim.py"
KILLS = 30
ACTS = 6


def acts_held(path: Path) -> int:
    """Return how many acts the log holds, -1 when it does not even hold the letter; it must be whole.

    Raises AssertionError beginning with ``corrupt``, as the simulator wants it.
    """
    if not path.exists():
        return -1
    try:
        log = SqliteCaseLog(path, SetClock())
    except CaseLogError as error:
        raise AssertionError(f"corrupt {error.kind} {error.sentence}") from error
    try:
        damage = log.damage()
        assert not damage, f"corrupt {damage}"
        if not any(log.counts().values()):
            return -1
        acts = log.opened(1).acts
        assert acts == tuple(act(number) for number in range(1, len(acts) + 1)), "corrupt order of acts"
        assert not acts or log.case(1).digest == digest(len(acts)), "corrupt: half a transaction"
        return len(acts)
    finally:
        log.close()


def bytes_of(folder: Path) -> bytes:
    """Return what tells one disk from another."""
    files = sorted(file for file in folder.iterdir() if file.suffix != ".holder")
    return hashlib.sha256(b"".join(file.name.encode() + b"\0" + file.read_bytes() for file in files)).digest()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer is killed in a forked child")
def test_thirty_kills_cost_no_acknowledged_act(path: Path, beside: Beside) -> None:
    chance = random.Random(7)
    writer = beside("killed", path)
    assert writer.stdin is not None
    assert writer.stdout is not None
    held = 0
    for _kill in range(KILLS):
        writer.stdin.write("again\n")
        writer.stdin.flush()
        _word, child, before = writer.stdout.readline().split()
        assert int(before) == held
        acked = held
        for _act in range(chance.randint(1, 12)):
            acked = int(writer.stdout.readline().split()[1])
        os.kill(int(child), 9)
        while (line := writer.stdout.readline()) != "DEAD\n":
            acked = int(line.split()[1])
        held = acts_held(path)
        assert held in (acked, acked + 1)
    assert held > KILLS


@pytest.fixture
def simulator() -> ModuleType:
    if not SIMULATOR.exists():
        pytest.skip("the power-loss simulator is not beside this project")
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    spec = importlib.util.spec_from_file_location("powerloss_sim", SIMULATOR)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# The simulator leaves closing its scratch files to Python.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_a_power_cut_at_any_moment_costs_no_acknowledged_act(
    simulator: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    db = tmp_path / "data" / "cases.db"
    command = [sys.executable, "-m", "tests.unit.caselog.writer", "steady", str(db), str(ACTS)]
    operations = simulator.trace(command, str(tmp_path))
    scratch = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else tmp_path
    seen: dict[bytes, int] = {}

    def holds_all(path: str, acked: int) -> None:
        # Many moments leave the same disk: each is opened once.
        disk = bytes_of(Path(path).parent)
        held = seen[disk] if disk in seen else seen.setdefault(disk, acts_held(Path(path)))
        assert held >= acked, f"lost {acked - held} acts"

    points, outcomes, bad = simulator.simulate(operations, "cases.db", holds_all, seeds=1, scratch=str(scratch))
    assert bad == []
    total: Counter[str] = Counter()
    for (_kind, outcome), count in outcomes.items():
        total[outcome] += count
    assert set(total) == {"ok"}
    # The record must really hold the commits: one point for each acknowledgement and many writes between.
    assert [operation[1] for operation in operations if operation[0] == "ack"] == list(range(ACTS + 1))
    assert points > 10 * ACTS
