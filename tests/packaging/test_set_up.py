import functools
import subprocess
import sys
from pathlib import Path

import pytest
from setup_steps.checkout import Checkout
from setup_steps.messages import SetupStoppedError
from setup_steps.one_at_a_time import one_at_a_time
from setup_steps.set_up import set_up
from setup_steps.stamp import read_stamp, write_stamp

from tests.packaging.rehearsal import FolderInstaller, steps_of

REHEARSAL = Path(__file__).with_name("rehearsal.py")


def start(checkout: Checkout, *step: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(REHEARSAL), str(checkout.root), *step],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> str:
    """Lets a set-up that waits go on, and gives what it said to the person."""
    _, said = process.communicate()
    assert process.returncode == 0, said
    return said


def lock_names(checkout: Checkout, *names: str) -> None:
    text = "".join(f"{name}==1.0 --hash=sha256:00\n" for name in names)
    for kind in ("run", "dev"):
        checkout.requirements(kind).write_text(text, encoding="utf-8")


def site(checkout: Checkout) -> set[str]:
    return {path.name for path in (checkout.environment / "site").iterdir()}


def test_the_first_start_sets_up_and_the_second_does_nothing(checkout: Checkout) -> None:
    lock_names(checkout, "click")
    set_up(checkout, "run", display=False, installer=FolderInstaller)
    assert steps_of(checkout) == ["system", "environment", "packages run", "project", "qt"]
    assert site(checkout) == {"click"}

    set_up(checkout, "run", display=False, installer=FolderInstaller)

    assert steps_of(checkout) == []


def test_the_packages_of_the_tests_come_on_top_and_serve_the_program_too(checkout: Checkout) -> None:
    set_up(checkout, "run", display=False, installer=FolderInstaller)
    steps_of(checkout)

    set_up(checkout, "dev", display=False, installer=FolderInstaller)
    assert steps_of(checkout) == ["system", "packages dev", "qt"]

    set_up(checkout, "run", display=False, installer=FolderInstaller)
    assert steps_of(checkout) == []


def test_a_thorough_set_up_looks_at_everything_again(checkout: Checkout) -> None:
    set_up(checkout, "dev", display=False, installer=FolderInstaller)
    steps_of(checkout)

    set_up(checkout, "run", display=False, thorough=True, installer=FolderInstaller)
    assert steps_of(checkout) == ["system", "packages run", "project", "qt"]

    set_up(checkout, "dev", display=False, installer=FolderInstaller)
    assert "packages dev" not in steps_of(checkout)


def test_a_display_that_comes_later_is_tried_before_the_window_opens(checkout: Checkout) -> None:
    set_up(checkout, "run", display=False, installer=FolderInstaller)
    steps_of(checkout)

    set_up(checkout, "run", display=True, installer=FolderInstaller)

    assert steps_of(checkout) == ["system", "qt with a window"]


def test_a_new_lock_installs_what_it_names_and_takes_away_what_it_no_longer_names(checkout: Checkout) -> None:
    lock_names(checkout, "click", "old")
    set_up(checkout, "run", display=False, installer=FolderInstaller)
    (checkout.environment / "site" / "own-tool").touch()
    steps_of(checkout)

    lock_names(checkout, "click", "new")
    set_up(checkout, "run", display=False, installer=FolderInstaller)

    assert steps_of(checkout) == ["system", "packages run", "remove old", "qt"]
    assert site(checkout) == {"click", "new", "own-tool"}


def test_a_new_version_of_the_project_file_installs_the_project_alone(checkout: Checkout) -> None:
    set_up(checkout, "run", display=False, installer=FolderInstaller)
    steps_of(checkout)

    checkout.project_file.write_text('[project]\nname = "imr-desk"\nversion = "2"\n', encoding="utf-8")
    set_up(checkout, "run", display=False, installer=FolderInstaller)

    assert steps_of(checkout) == ["system", "project", "qt"]


@pytest.mark.parametrize("step", ["environment", "packages", "project", "qt"])
def test_a_set_up_killed_in_the_middle_is_mended_by_the_next_start(checkout: Checkout, step: str) -> None:
    lock_names(checkout, "click")
    cut_off = start(checkout, step)
    assert cut_off.stdout is not None
    assert cut_off.stdout.readline() == f"{step}\n"
    cut_off.kill()
    cut_off.communicate()
    steps_of(checkout)

    finish(start(checkout))

    assert site(checkout) == {"click"}
    assert checkout.script("imr-desk").exists()
    assert ("environment" in steps_of(checkout)) == (step != "qt")
    finish(start(checkout))
    assert steps_of(checkout) == []


@pytest.mark.parametrize("step", ["packages", "project"])
def test_an_update_killed_in_the_middle_is_not_built_upon(checkout: Checkout, step: str) -> None:
    lock_names(checkout, "click")
    finish(start(checkout))
    if step == "packages":
        lock_names(checkout, "click", "new")
    else:
        checkout.project_file.write_text('[project]\nname = "imr-desk"\nversion = "2"\n', encoding="utf-8")
    cut_off = start(checkout, step)
    assert cut_off.stdout is not None
    assert cut_off.stdout.readline() == f"{step}\n"
    cut_off.kill()
    cut_off.communicate()
    steps_of(checkout)

    said = finish(start(checkout))

    assert said.startswith("The last set-up was not finished.")
    assert "environment" in steps_of(checkout)
    assert site(checkout) == ({"click", "new"} if step == "packages" else {"click"})


def test_of_two_starts_at_once_one_sets_up_and_the_other_waits_for_it(checkout: Checkout) -> None:
    first = start(checkout, "packages")
    assert first.stdout is not None
    assert first.stdout.readline() == "packages\n"
    second = start(checkout)
    assert second.stderr is not None
    assert second.stderr.readline() == "Another set-up of this folder is running; waiting for it to end.\n"

    finish(first)
    finish(second)

    assert steps_of(checkout) == ["system", "environment", "packages run", "project", "qt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows hands no lock on to a child")
def test_the_lock_is_held_until_the_step_of_a_killed_set_up_has_ended(tmp_path: Path) -> None:
    lock = tmp_path / "set-up.lock"
    with one_at_a_time(lock) as held:
        orphan = subprocess.Popen(
            [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE, pass_fds=(held,)
        )
    program = (
        "import sys, pathlib; from setup_steps.one_at_a_time import one_at_a_time\n"
        "with one_at_a_time(pathlib.Path(sys.argv[1])): print('held')"
    )
    waiting = subprocess.Popen(
        [sys.executable, "-c", program, str(lock)],
        cwd=REHEARSAL.parents[2] / "packaging",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert waiting.stderr is not None
    assert "waiting" in waiting.stderr.readline()
    assert waiting.poll() is None

    orphan.communicate()

    assert waiting.communicate()[0] == "held\n"


def test_a_network_that_is_away_leaves_the_old_environment_good(checkout: Checkout) -> None:
    lock_names(checkout, "click")
    set_up(checkout, "run", display=False, installer=FolderInstaller)
    before = read_stamp(checkout.stamp)
    old_lock = checkout.requirements("run").read_text(encoding="utf-8")
    lock_names(checkout, "click", "new")

    with pytest.raises(SetupStoppedError, match="connect it"):
        set_up(
            checkout,
            "run",
            display=False,
            installer=functools.partial(FolderInstaller, fail_at="packages", untouched=True),
        )

    assert read_stamp(checkout.stamp) == before
    steps_of(checkout)
    for kind in ("run", "dev"):
        checkout.requirements(kind).write_text(old_lock, encoding="utf-8")
    set_up(checkout, "run", display=False, installer=FolderInstaller)
    assert steps_of(checkout) == []


def test_a_step_that_failed_half_way_is_not_built_upon(checkout: Checkout) -> None:
    with pytest.raises(SetupStoppedError):
        set_up(checkout, "run", display=False, installer=functools.partial(FolderInstaller, fail_at="packages"))
    assert site(checkout) == {"half-written"}
    steps_of(checkout)

    set_up(checkout, "run", display=False, installer=FolderInstaller)

    assert site(checkout) == set()
    assert "environment" in steps_of(checkout)


def test_qt_that_does_not_start_is_tried_again_next_time(checkout: Checkout) -> None:
    with pytest.raises(SetupStoppedError):
        set_up(checkout, "run", display=False, installer=functools.partial(FolderInstaller, fail_at="qt"))
    steps_of(checkout)

    set_up(checkout, "run", display=False, installer=FolderInstaller)

    assert steps_of(checkout) == ["system", "qt"]


def test_qt_is_tried_again_with_other_packages(checkout: Checkout) -> None:
    lock_names(checkout, "qt-6.1")
    set_up(checkout, "run", display=False, installer=FolderInstaller)
    lock_names(checkout, "qt-6.2")
    with pytest.raises(SetupStoppedError):
        set_up(checkout, "run", display=False, installer=functools.partial(FolderInstaller, fail_at="qt"))
    steps_of(checkout)

    set_up(checkout, "run", display=False, installer=FolderInstaller)

    assert steps_of(checkout) == ["system", "qt"]


def test_an_environment_of_another_python_is_made_anew(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(checkout, "run", display=False, installer=FolderInstaller)
    stamp = read_stamp(checkout.stamp)
    assert stamp is not None
    write_stamp(checkout.stamp, stamp._replace(python="cpython-399 linux 64-bit"))
    (checkout.environment / "site" / "left-over").touch()

    set_up(checkout, "run", display=False, installer=FolderInstaller)

    assert "made by another Python (cpython-399 linux 64-bit)" in capsys.readouterr().err
    assert site(checkout) == set()


def test_an_environment_made_by_hand_is_filled_as_it_is(checkout: Checkout) -> None:
    FolderInstaller(checkout, 0).make_environment()
    (checkout.environment / "site" / "own-tool").touch()
    steps_of(checkout)

    set_up(checkout, "run", display=False, installer=FolderInstaller)

    assert steps_of(checkout) == ["system", "packages run", "project", "qt"]
    assert site(checkout) == {"own-tool"}


def test_a_moved_folder_gets_a_new_environment(checkout: Checkout, tmp_path: Path) -> None:
    set_up(checkout, "run", display=False, installer=FolderInstaller)
    moved = Checkout(checkout.root.rename(tmp_path / "moved"))
    steps_of(moved)

    set_up(moved, "run", display=False, installer=FolderInstaller)

    assert "environment" in steps_of(moved)


def test_a_folder_that_cannot_be_written_gets_a_sentence(checkout: Checkout) -> None:
    checkout.environment.write_text("a file in the way", encoding="utf-8")

    with pytest.raises(SetupStoppedError) as stopped:
        set_up(checkout, "run", display=False, installer=FolderInstaller)

    assert "start again" in str(stopped.value)
