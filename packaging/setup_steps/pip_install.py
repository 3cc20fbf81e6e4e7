"""Making the environment and filling it with exactly the locked packages, by the pip that comes with Python."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from setup_steps import debian
from setup_steps.checkout import Checkout, Kind
from setup_steps.messages import SetupStoppedError, say

# Words of pip's output, told apart by what a person can do about them; the first that fits is taken.
_FAILURES: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("No space left on device", "not enough space on the disk", "Disk quota exceeded"),
        "The disk is full: the set-up needs about 1 GB in this folder and in the temporary folder; make room",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        "A package from the network is not the one that was locked; try another network, or tell the project",
    ),
    (
        ("CERTIFICATE_VERIFY_FAILED", "SSLError", "SSLCertVerificationError"),
        "The network's certificate is not known to pip; set PIP_CERT to your organisation's certificate file",
    ),
    (
        (
            "NewConnectionError",
            "NameResolutionError",
            "ConnectTimeoutError",
            "ReadTimeoutError",
            "Read timed out",
            "Network is unreachable",
            "Connection refused",
            "ProxyError",
            "Connection broken",
        ),
        "The packages could not be fetched; connect to the network (or set HTTPS_PROXY)",
    ),
    (
        ("Permission denied", "Access is denied", "Read-only file system"),
        "The environment could not be written; close what uses .venv, see that this folder belongs to you",
    ),
    (
        ("No matching distribution found", "Could not find a version"),
        "One of the packages is not made for this Python on this system; use a 64-bit Python 3.11 to 3.14",
    ),
)
_DOWNLOAD = re.compile(r"\s*Downloading (?:\S*/)?(?P<name>[A-Za-z0-9_.]+)-\S+ \((?P<size>[0-9.]+ MB)\)")
# From this line on pip changes the environment; before it, it only fetches.
_CHANGES_BEGIN = "Installing collected packages"
# Settings that would send packages past the environment or past the lock, whatever a person has set.
_PIP_SETTINGS = {"PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"}
_DROPPED = ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIREMENT", "PIP_NO_DEPS")


class PipInstaller:
    """Fills the environment of a checkout; held is the lock's descriptor, kept by each child until it ends."""

    def __init__(self, checkout: Checkout, held: int) -> None:
        self._checkout = checkout
        self._held = held

    def provide_system_packages(self, kind: Kind, *, display: bool) -> None:
        """Installs what Debian and Ubuntu lack, or says how; other systems are left to `start_qt` to judge."""
        if debian.is_debian():
            debian.provide(debian.groups_for(kind, display=display), self._checkout.log)

    def make_environment(self) -> None:
        """Makes an empty environment with the base Python."""
        base = getattr(sys, "_base_executable", sys.executable)
        code, output = self._run([base, "-m", "venv", str(self._checkout.environment)])
        if code != 0:
            said = "it lacks the part named ensurepip" if "ensurepip" in output else "python -m venv failed"
            raise SetupStoppedError(
                f"This Python cannot make a virtual environment ({said}); install its venv package "
                "(Debian and Ubuntu: python3-venv), then start again."
            )

    def works(self) -> bool:
        """Whether the environment's Python starts, is of this release and has pip."""
        if not self._checkout.python.exists():
            return False
        code, output = self._run(
            [str(self._checkout.python), "-c", "import pip, sys; print('release', *sys.version_info[:2])"]
        )
        return code == 0 and "release {} {}".format(*sys.version_info[:2]) in output

    def install_packages(self, kind: Kind) -> None:
        """Installs the locked packages of a kind; each file must have one of the locked hashes."""
        lock = self._checkout.requirements(kind)
        self._pip("install", "--require-hashes", "--only-binary", ":all:", "-r", str(lock))

    def remove_packages(self, names: Sequence[str]) -> None:
        """Takes packages away that the lock no longer names."""
        self._pip("uninstall", "-y", *names)

    def install_project(self) -> None:
        """Puts the project itself and its command into the environment, as a link to this folder.

        The build runs with the locked hatchling, and nothing is fetched for it.
        """
        self._pip("install", "--no-index", "--no-deps", "--no-build-isolation", "-e", str(self._checkout.root))

    def start_qt(self, *, window: bool) -> None:
        """Sees Qt start, off screen and, where a window will be opened, on the display.

        Raises:
            SetupStoppedError: it does not start; the text has Qt's own words, which name the missing library.
        """
        program = "from PySide6.QtWidgets import QApplication; QApplication([])"
        off_screen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        for env in (off_screen, dict(os.environ)) if window else (off_screen,):
            code, output = self._run([str(self._checkout.python), "-c", program], env)
            if code != 0:
                raise SetupStoppedError(qt_failure(output))

    def _pip(self, *words: str) -> None:
        code, output = self._run([str(self._checkout.python), "-m", "pip", *words])
        if code != 0:
            raise SetupStoppedError(
                pip_failure(output, self._checkout.log), untouched=code > 0 and _CHANGES_BEGIN not in output
            )

    def _run(self, command: Sequence[str], env: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Runs a step, tells its large downloads, keeps its output in the log; gives exit status and output."""
        lines: list[str] = []
        with (
            self._checkout.log.open("a", buffering=1, encoding="utf-8") as log,
            subprocess.Popen(
                command,
                cwd=self._checkout.root,
                env=pip_environment(os.environ) if env is None else env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                pass_fds=(self._held,) if sys.platform != "win32" else (),
            ) as process,
        ):
            log.write(f"$ {' '.join(command)}\n")
            try:
                for line in process.stdout or ():
                    log.write(line)
                    lines.append(line)
                    if (told := download_told(line)) is not None:
                        say(told)
            except BaseException:
                process.terminate()  # whoever ends the set-up ends its step; Ctrl-C has reached it already
                raise
        return process.returncode, "".join(lines)


def clear(environment: Path, keep: Sequence[Path]) -> None:
    """Empties the environment's folder but for some files.

    Raises:
        SetupStoppedError: a program still holds a file of it (Windows).
    """
    for entry in environment.iterdir():
        if entry in keep:
            continue
        try:
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        except PermissionError as error:
            raise SetupStoppedError(
                f"The old environment could not be removed ({entry}); close every program that uses .venv, "
                "then start again with a Python outside it."
            ) from error


def pip_environment(env: Mapping[str, str]) -> dict[str, str]:
    """The variables that pip runs with: a person's network settings, but nothing that leads past the lock."""
    kept = {name: value for name, value in env.items() if name not in _DROPPED}
    return {**kept, **_PIP_SETTINGS}


def download_told(line: str) -> str | None:
    """What to say for a line of pip's output: only downloads of 1 MB and more are worth a line."""
    found = _DOWNLOAD.match(line)
    return f"  fetching {found['name']} ({found['size']})" if found else None


def pip_failure(output: str, log: Path) -> str:
    """A sentence for what pip said when it failed."""
    for signs, sentence in _FAILURES:
        if any(sign in output for sign in signs):
            return f"{sentence}, then start again."
    errors = [line for line in output.splitlines() if line.startswith("ERROR:")]
    said = f" ({errors[-1].removeprefix('ERROR:').strip()})" if errors else ""
    return f"pip failed{said}; its whole output is in {log}. Mend that, then start again."


def qt_failure(output: str) -> str:
    """A sentence for what Qt said when it did not start."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "cannot open shared object" in line or "is needed" in line]
    said = (telling or lines or ["it ended without a word"])[-1]
    return (
        f"Qt, which draws the window, does not start here ({said}); install the system library that it names "
        "with the system's package manager, then start again."
    )


def locked_names(lock: str) -> tuple[str, ...]:
    """The names of the packages in the text of a lock file."""
    return tuple(re.findall(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", lock, flags=re.MULTILINE))
