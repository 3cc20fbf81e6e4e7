"""What was reported as saved is there after a kill and after a power cut."""

import hashlib
import importlib.util
import os
import random
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from imr_desk.caselog import keys
from imr_desk.caselog.engine import CAN_ENCRYPT
from imr_desk.caselog.protecting import Vault
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.errors import CaseLogError
from tests.contracts.caselog.letters import SetClock, added, new_letter
from tests.unit.caselog.conftest import ROOT, Beside
from tests.unit.caselog.writer import act, digest, standing

SIMULATOR = ROOT.parent / "shared" / "tools" / "powerloss_sim.py"
KILLS = 30
encrypting = pytest.mark.skipif(not CAN_ENCRYPT, reason="sqlcipher3 is not installed")
ACTS = 6


def acts_held(path: Path, key: bytes | None = None) -> int:
    """Return how many acts the log holds, -1 when it does not even hold the letter; it must be whole.

    Raises AssertionError beginning with ``corrupt``, as the simulator wants it.
    """
    if not path.exists():
        return -1
    try:
        log = SqliteCaseLog(path, SetClock(), key=key)
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


def cut_off_everywhere(
    simulator: ModuleType, tmp_path: Path, program: list[str], held: Callable[[Path], int], files: int = 2
) -> tuple[int, list[int]]:
    """Run a program under the simulator; return the moments tried and the acknowledgements, all of them kept."""
    operations = simulator.trace([sys.executable, "-m", *program], str(tmp_path))
    scratch = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else tmp_path
    seen: dict[bytes, int] = {}

    def holds_all(path: str, acked: int) -> None:
        # Many moments leave the same disk: each is opened once.
        disk = bytes_of(Path(path).parent)
        found = seen[disk] if disk in seen else seen.setdefault(disk, held(Path(path)))
        assert found >= acked, f"lost {acked - found} acts"

    points, outcomes, bad = simulator.simulate(operations, "cases.db", holds_all, seeds=1, scratch=str(scratch))
    assert bad == []
    total: Counter[str] = Counter()
    for (_kind, outcome), count in outcomes.items():
        total[outcome] += count
    assert set(total) == {"ok"}
    assert len(seen) > files
    return points, [operation[1] for operation in operations if operation[0] == "ack"]


# The simulator leaves closing its scratch files to Python.
unclosed = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")


@pytest.fixture(autouse=True)
def of_this_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")


@unclosed
def test_a_power_cut_at_any_moment_costs_no_acknowledged_act(simulator: ModuleType, tmp_path: Path) -> None:
    program = ["tests.unit.caselog.writer", "steady", str(tmp_path / "data" / "cases.db"), str(ACTS)]
    points, acked = cut_off_everywhere(simulator, tmp_path, program, acts_held)
    # The record must really hold the commits: one point for each acknowledgement and many writes between.
    assert acked == list(range(ACTS + 1))
    assert points > 10 * ACTS


@unclosed
@encrypting
def test_an_encrypted_log_survives_a_power_cut_at_any_moment(simulator: ModuleType, tmp_path: Path) -> None:
    key = bytes(range(32))
    db = str(tmp_path / "data" / "cases.db")
    program = ["tests.unit.caselog.sealed_writer", "steady", db, key.hex(), "3"]
    points, acked = cut_off_everywhere(simulator, tmp_path, program, lambda path: acts_held(path, key))
    assert acked == list(range(4))
    assert points > 30


@unclosed
@encrypting
def test_a_power_cut_while_a_log_is_encrypted_leaves_one_that_opens(
    simulator: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "MEMORY", 64)
    words = "seven violet anvils"
    ends: set[bool] = set()

    def held(path: Path) -> int:
        if not path.exists():
            return -1
        encrypted = Vault(path).protection().encrypted
        acts = acts_held(path, Vault(path).unlock(words) if encrypted else None)
        ends.add(encrypted)
        # The last acknowledgement is that of the protection.
        return acts + (encrypted and acts == 1)

    db = str(tmp_path / "data" / "cases.db")
    _, acked = cut_off_everywhere(
        simulator, tmp_path, ["tests.unit.caselog.sealed_writer", "turning", db, words, "1"], held
    )
    assert acked == [0, 1, 2]
    assert ends == {True, False}


@encrypting
@pytest.mark.parametrize("key", [None, bytes(range(32))], ids=["plain", "encrypted"])
def test_a_torn_write_at_the_end_costs_what_was_torn_and_nothing_before(
    tmp_path: Path, path: Path, key: bytes | None
) -> None:
    log = SqliteCaseLog(path, SetClock(), key=key)
    case = added(log, new_letter())
    wal = path.with_name("cases.db-wal")
    log_is, sizes = path.read_bytes, [wal.stat().st_size]
    for number in range(1, ACTS + 1):
        log.record(case.id, act(number), standing(number))
        sizes.append(wal.stat().st_size)
    content, newest = log_is(), wal.read_bytes()
    log.close()
    chance = random.Random(3)
    for number, end in enumerate(sizes):
        for torn in (end, end + 24 + chance.randrange(4000), end + 4096 + 24 + chance.randrange(3000)):
            there = tmp_path / f"{number}-{torn}" / "cases.db"
            there.parent.mkdir()
            there.write_bytes(content)
            # What the disk held before where the write did not reach.
            there.with_name("cases.db-wal").write_bytes(newest[:torn] + chance.randbytes(5000))
            assert acts_held(there, key) in (number, number + 1 if torn > end else number)
