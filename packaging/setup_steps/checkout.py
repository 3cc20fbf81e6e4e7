"""Where the things of this checkout stand, and what its environment depends on."""

import hashlib
import sys
from pathlib import Path
from typing import Literal, NamedTuple

# "run": what the program needs. "dev": that and what the tests and gates need.
Kind = Literal["run", "dev"]

_SCRIPTS, _EXE = ("Scripts", ".exe") if sys.platform == "win32" else ("bin", "")


class Checkout(NamedTuple):
    """A copy of the project; root is the folder that holds pyproject.toml."""

    root: Path

    @property
    def environment(self) -> Path:
        """The folder of the virtual environment."""
        return self.root / ".venv"

    @property
    def stamp(self) -> Path:
        """The file that says what was set up."""
        return self.environment / "set-up.json"

    @property
    def lock(self) -> Path:
        """The file that keeps two set-ups apart; it stays when the rest of the environment is cleared."""
        return self.environment / "set-up.lock"

    @property
    def log(self) -> Path:
        """The whole output of pip and apt-get in the last set-up."""
        return self.environment / "set-up.log"

    @property
    def project_file(self) -> Path:
        """pyproject.toml."""
        return self.root / "pyproject.toml"

    @property
    def python(self) -> Path:
        """The environment's Python."""
        return self.script("python")

    def script(self, name: str) -> Path:
        """A command that the environment holds, such as `imr-desk`."""
        return self.environment / _SCRIPTS / (name + _EXE)

    def requirements(self, kind: Kind) -> Path:
        """The lock file of a kind; the one for "dev" holds all of "run" too."""
        return self.root / "packaging" / ("requirements.txt" if kind == "run" else "requirements-dev.txt")

    def digest(self, kind: Kind) -> str:
        """Changes when the packages of a kind change."""
        return _digest(self.requirements(kind))

    def project_digest(self) -> str:
        """Changes when the project's own entry (version, commands) may have changed."""
        return _digest(self.project_file)


def this_checkout() -> Checkout:
    """The checkout that this file belongs to."""
    return Checkout(Path(__file__).resolve().parents[2])


def this_python() -> str:
    """Names what an environment shares with the Python that made it: an environment of another one is made anew.

    Two installations of one release are the same here: both can use the packages.
    """
    bits = 64 if sys.maxsize > 2**32 else 32
    return f"{sys.implementation.cache_tag}{getattr(sys, 'abiflags', '')} {sys.platform} {bits}-bit"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
