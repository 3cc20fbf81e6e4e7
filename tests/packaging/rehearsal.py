"""An installer that makes real files but downloads nothing, and a program that lets a test cut a set-up off.

Run as a program it sets a folder up: `rehearsal.py FOLDER [STEP]`; at STEP it prints the step's name and waits.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

from setup_steps.checkout import Checkout, Kind
from setup_steps.messages import SetupStoppedError
from setup_steps.pip_install import locked_names
from setup_steps.set_up import set_up


class FolderInstaller:
    """Writes down each step beside the environment; an installed package is a file in `site/`."""

    def __init__(
        self, checkout: Checkout, held: int, *, wait_at: str = "", fail_at: str = "", untouched: bool = False
    ):
        self.checkout = checkout
        self.held = held
        self.wait_at = wait_at
        self.fail_at = fail_at
        self.untouched = untouched

    @property
    def site(self) -> Path:
        return self.checkout.environment / "site"

    def provide_system_packages(self, kind: Kind, *, display: bool) -> None:
        self._note("system")

    def make_environment(self) -> None:
        self._note("environment")
        self.site.mkdir(parents=True)
        self._write(self.checkout.python, "")
        self._come_to("environment")

    def works(self) -> bool:
        return self.checkout.python.exists()

    def install_packages(self, kind: Kind) -> None:
        self._note(f"packages {kind}")
        self._write(self.site / "half-written", "")
        self._come_to("packages")
        for name in locked_names(self.checkout.requirements(kind).read_text(encoding="utf-8")):
            self._write(self.site / name, "")
        (self.site / "half-written").unlink()

    def remove_packages(self, names: Sequence[str]) -> None:
        self._note(f"remove {' '.join(names)}")
        for name in names:
            (self.site / name).unlink()

    def install_project(self) -> None:
        self._note("project")
        self._come_to("project")
        self._write(self.checkout.script("imr-desk"), "")

    def start_qt(self, *, window: bool) -> None:
        self._note("qt with a window" if window else "qt")
        self._come_to("qt")

    def _come_to(self, step: str) -> None:
        if step == self.fail_at:
            raise SetupStoppedError("The network is away; connect it.", untouched=self.untouched)
        if step == self.wait_at:
            print(step, flush=True)
            sys.stdin.read()

    def _note(self, step: str) -> None:
        with (self.checkout.root / "steps").open("a", encoding="utf-8") as notes:
            notes.write(step + "\n")

    def _write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def steps_of(checkout: Checkout) -> list[str]:
    """The steps taken since the last call."""
    notes = checkout.root / "steps"
    steps = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
    notes.write_text("", encoding="utf-8")
    return steps


if __name__ == "__main__":
    waiting_at = sys.argv[2] if len(sys.argv) > 2 else ""
    set_up(
        Checkout(Path(sys.argv[1])),
        "run",
        display=False,
        installer=lambda checkout, held: FolderInstaller(checkout, held, wait_at=waiting_at),
    )
    print("done", flush=True)
