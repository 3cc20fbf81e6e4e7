import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

from setup_steps.checkout import Checkout

NO_PACKAGE = "# no package\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A project folder without an environment, whose lock files ask for nothing."""
    root = tmp_path / "project"
    (root / "packaging").mkdir(parents=True)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (root / "packaging" / name).write_text(NO_PACKAGE, encoding="utf-8")
    (root / "pyproject.toml").write_text('[project]\nname = "imr-desk"\n', encoding="utf-8")
    return Checkout(root.resolve())


@pytest.fixture(autouse=True)
def ordinary_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the person who runs the tests reaches the set-up under test."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTEST_XDIST_WORKER", "IMR_DESK_TEST_SCREENS"):
        monkeypatch.delenv(name, raising=False)
