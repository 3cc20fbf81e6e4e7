"""desk.py as a person starts it, in a copy of the project that is set up with stand-ins for what it starts."""

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from setup_steps.checkout import Checkout, this_python
from setup_steps.commands import COMMANDS
from setup_steps.set_up import wanted_outside
from setup_steps.stamp import Stamp, write_stamp

ROOT = Path(__file__).resolve().parents[2]
DESK = ROOT / "packaging" / "desk.py"

# Each stand-in tells what it was asked, where and with which display, and ends as STATUS or its own rule says.
STAND_IN = """#!/bin/sh
echo "$(basename "$0")|$PWD|${QT_QPA_PLATFORM-none}|$*" >> "$ASKED"
case "$*" in *${FAILING:-nothing fails}*) exit 3;; esac
exit ${STATUS:-0}
"""

posix_alone = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are shell scripts")


class Started:
    """What came of one start of desk.py."""

    def __init__(self, ended: subprocess.CompletedProcess[str], asked: Path) -> None:
        self.status = ended.returncode
        self.out = ended.stdout
        self.said = ended.stderr
        lines = asked.read_text(encoding="utf-8").splitlines() if asked.exists() else []
        self.asked = [tuple(line.split("|")) for line in lines]


class Desk:
    """A copy of packaging/ whose set-up is done, so that nothing is installed."""

    def __init__(self, root: Path, elsewhere: Path) -> None:
        self.checkout = Checkout(root)
        self.elsewhere = elsewhere
        self.env = {**os.environ, "ASKED": str(elsewhere / "asked")}
        shutil.copytree(ROOT / "packaging", root / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
        (root / "pyproject.toml").touch()
        for name in ("python", "imr-desk", "lint-imports"):
            script = self.checkout.script(name)
            script.parent.mkdir(parents=True, exist_ok=True)
            script.write_text(STAND_IN, encoding="utf-8")
            script.chmod(0o755)
        outside = {name for d in (True, False) for k in ("run", "dev") for name in wanted_outside(k, display=d)}  # type: ignore[arg-type]
        stamp = Stamp(
            finished=True,
            root=str(root),
            python=this_python(),
            packages=(("dev", self.checkout.digest("dev")), ("run", self.checkout.digest("run"))),
            project=self.checkout.project_digest(),
            outside=tuple(outside),
        )
        write_stamp(self.checkout.stamp, stamp)

    def start(self, *words: str, **env: str) -> Started:
        ended = subprocess.run(
            [sys.executable, str(self.checkout.root / "packaging" / "desk.py"), *words],
            cwd=self.elsewhere,
            env={**self.env, **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return Started(ended, self.elsewhere / "asked")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    root, elsewhere = tmp_path.resolve() / "the project", tmp_path.resolve() / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    return Desk(root, elsewhere)


@posix_alone
def test_without_a_display_the_main_job_is_done_off_screen_and_says_where_its_pictures_are(desk: Desk) -> None:
    started = desk.start()

    pictures = desk.checkout.root / "build" / "first-look"
    assert started.asked == [("imr-desk", str(desk.elsewhere), "offscreen", f"demo --pictures {pictures}")]
    assert str(pictures) in started.said
    assert started.status == 0


@posix_alone
def test_with_a_display_the_main_job_opens_the_window(desk: Desk) -> None:
    started = desk.start(DISPLAY="elsewhere:0")

    assert started.asked == [("imr-desk", str(desk.elsewhere), "none", "demo")]
    assert started.said == ""


@posix_alone
def test_run_passes_words_and_status_on_in_the_persons_own_folder(desk: Desk) -> None:
    started = desk.start("run", "open", "a letter.pdf", "--help", STATUS="7")

    assert started.asked == [("imr-desk", str(desk.elsewhere), "none", "open a letter.pdf --help")]
    assert started.status == 7


@posix_alone
def test_looks_writes_to_the_folder_as_the_person_sees_it(desk: Desk) -> None:
    started = desk.start("looks", "shots")

    assert started.asked[0][2:] == ("offscreen", f"demo --every-screen --pictures {desk.elsewhere / 'shots'}")


@posix_alone
def test_bench_measures_in_the_projects_folder(desk: Desk) -> None:
    started = desk.start("bench", "--json", QT_QPA_PLATFORM="offscreen", STATUS="4")

    assert started.asked == [
        ("python", str(desk.checkout.root), "offscreen", "-m tests.performance.bench --json"),
    ]
    assert started.status == 4
    assert started.out == ""


@posix_alone
def test_a_program_that_a_signal_ended_gives_a_shells_status(desk: Desk) -> None:
    desk.checkout.python.write_text("#!/bin/sh\nkill -KILL $$\n", encoding="utf-8")

    assert desk.start("bench", QT_QPA_PLATFORM="offscreen").status == 128 + signal.SIGKILL


@posix_alone
def test_the_suite_runs_every_gate_and_all_tests_though_one_fails(desk: Desk) -> None:
    started = desk.start("test", "-n", "0", "-k", "deadline", QT_QPA_PLATFORM="offscreen", FAILING="mypy")

    assert [(name, words) for name, _, _, words in started.asked] == [
        ("python", "-m ruff check ."),
        ("python", "-m ruff format --check ."),
        ("python", "-m mypy"),
        ("lint-imports", ""),
        ("python", "-m pytest -p setup_steps.worker_screen -n 0 -k deadline"),
    ]
    assert {folder for _, folder, _, _ in started.asked} == {str(desk.checkout.root)}
    assert started.out.splitlines()[-1] == "Failed: mypy."
    assert started.status == 3


@posix_alone
def test_the_suite_passes_when_all_pass_and_says_so_last(desk: Desk) -> None:
    started = desk.start("test", "-n", "0", QT_QPA_PLATFORM="offscreen")

    assert started.out.splitlines()[-1] == "Passed: ruff check, ruff format, mypy, import rules, tests."
    assert started.status == 0


@posix_alone
def test_failing_tests_fail_the_suite(desk: Desk) -> None:
    started = desk.start("test", QT_QPA_PLATFORM="offscreen", FAILING="pytest")

    assert started.out.splitlines()[-1].startswith("Failed: tests")
    assert started.status == 3


@posix_alone
def test_check_runs_the_gates_alone(desk: Desk) -> None:
    started = desk.start("check", FAILING="ruff format")

    assert len(started.asked) == 4
    assert started.out.splitlines()[-1] == "Failed: ruff format."
    assert started.status == 3


@posix_alone
@pytest.mark.parametrize(
    "words", [("tset",), ("looks",), ("looks", "--json"), ("check", "x"), ("setup", "x"), ("", "x")]
)
def test_words_that_mean_nothing_get_a_sentence_and_start_nothing(desk: Desk, words: tuple[str, ...]) -> None:
    started = desk.start(*words)

    assert started.status == 2
    assert started.said.endswith("See: desk.py --help\n")
    assert len(started.said.splitlines()) == 1
    assert started.asked == []


@posix_alone
def test_a_plain_kill_ends_what_was_started_too(desk: Desk) -> None:
    python = desk.checkout.python
    python.write_text("#!/bin/sh\necho $$\nexec sleep 600\n", encoding="utf-8")
    started = subprocess.Popen(
        [sys.executable, str(desk.checkout.root / "packaging" / "desk.py"), "bench"],
        env={**desk.env, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    child = int(started.stdout.readline())

    started.send_signal(signal.SIGTERM)

    started.communicate()
    assert started.returncode == 128 + signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_help_names_every_command_and_sets_nothing_up() -> None:
    ended = subprocess.run([sys.executable, str(DESK), "--help"], capture_output=True, text=True, check=False)

    assert ended.returncode == 0
    assert ended.stderr == ""
    for command in COMMANDS:
        assert re.search(rf"^  desk\.py {command.name}".rstrip(), ended.stdout, flags=re.MULTILINE)
        assert command.tells in ended.stdout


def old_pythons() -> list[Path]:
    """Pythons older than 3.11 that are at hand: on PATH, and among pyenv's."""
    on_path = [shutil.which(f"python3.{minor}") for minor in range(6, 11)]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    of_pyenv = [path for minor in range(6, 11) for path in pyenv.glob(f"3.{minor}.*/bin/python")]
    return [*(Path(found) for found in on_path if found and "shims" not in found), *of_pyenv]


def test_an_old_python_gets_a_sentence() -> None:
    pythons = old_pythons()
    if not pythons:
        pytest.skip("no Python older than 3.11 is installed here")
    for python in pythons:
        ended = subprocess.run([str(python), str(DESK)], capture_output=True, text=True, check=False)

        assert ended.returncode == 1
        assert ended.stderr.startswith("imr_desk needs Python 3.11 or newer and this is Python 3.")
        assert len(ended.stderr.splitlines()) == 1


def test_an_old_python_can_read_the_file_that_tells_it() -> None:
    ast.parse(DESK.read_text(encoding="utf-8"), feature_version=(3, 6))


@posix_alone
def test_ci_runs_the_second_command_from_the_projects_folder_and_passes_its_status_on(tmp_path: Path) -> None:
    root = tmp_path.resolve() / "clone"
    (root / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "run", root / ".ci" / "run")
    python = tmp_path / "bin" / "python3"
    python.parent.mkdir()
    python.write_text(STAND_IN, encoding="utf-8")
    python.chmod(0o755)
    asked = tmp_path / "asked"
    env = {"PATH": f"{python.parent}:/usr/bin:/bin", "ASKED": str(asked), "CI": "true", "STATUS": "3"}

    ended = subprocess.run(["bash", str(root / ".ci" / "run")], cwd="/", env=env, check=False)

    assert ended.returncode == 3
    assert asked.read_text(encoding="utf-8") == f"python3|{root}|none|packaging/desk.py test\n"
