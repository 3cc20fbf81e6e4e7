import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from setup_steps import screen
from setup_steps.screen import can_make_screens, has_display, virtual_screens

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
needs_screens = pytest.mark.skipif(not can_make_screens(), reason="Xvfb or openbox is not installed")
linux_alone = pytest.mark.skipif(sys.platform != "linux", reason="X and Wayland displays are asked on Linux")
LONGEST_SECONDS = 30


def goes_away(display: str) -> bool:
    """Waits until a display answers no more."""
    end = time.monotonic() + LONGEST_SECONDS
    while has_display({"DISPLAY": display}):
        if time.monotonic() > end:
            return False
    return True


@linux_alone
@pytest.mark.parametrize("env", [{}, {"DISPLAY": ""}, {"DISPLAY": ":64999"}, {"WAYLAND_DISPLAY": "none"}])
def test_no_display_or_one_that_does_not_answer(env: dict[str, str], tmp_path: Path) -> None:
    assert not has_display({"XDG_RUNTIME_DIR": str(tmp_path), **env})


@linux_alone
def test_a_wayland_display_is_known_by_its_socket(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "wayland-7"))

        assert has_display({"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-7"})


@linux_alone
def test_a_display_of_another_machine_is_believed() -> None:
    assert has_display({"DISPLAY": "elsewhere:10.0"})


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "offscreen:size=1x1"])
def test_a_platform_without_windows_was_chosen(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(screen, "_DESKTOP_IS_THERE", True)

    assert not has_display({"DISPLAY": ":0", "QT_QPA_PLATFORM": platform})
    assert has_display({})


@needs_screens
def test_virtual_screens_are_different_ones_answer_and_end() -> None:
    with virtual_screens(2) as (one, other):
        assert one != other
        assert has_display({"DISPLAY": one})
        assert has_display({"DISPLAY": f"unix{other}.0"})

    assert goes_away(one)
    assert goes_away(other)


@needs_screens
def test_a_window_that_is_shown_has_the_keyboard() -> None:
    program = (
        "from PySide6.QtWidgets import QApplication, QLineEdit\n"
        "app = QApplication([]); line = QLineEdit(); had = []\n"
        "app.focusChanged.connect(lambda old, new: (had.append(line.isActiveWindow()), app.quit()))\n"
        "line.show(); app.exec(); print(had[0])"
    )
    with virtual_screens(1) as (name,):
        env = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
        ended = subprocess.run(
            [sys.executable, "-c", program],
            env=env,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST_SECONDS,
        )

    assert ended.stdout == "True\n", ended.stderr


@needs_screens
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv ends the screen of a killed program")
def test_a_screen_ends_even_when_the_program_that_started_it_is_killed() -> None:
    program = (
        "import sys\nfrom setup_steps.screen import virtual_screens\n"
        "with virtual_screens(1) as (name,): print(name, flush=True); sys.stdin.read()"
    )
    starter = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=PACKAGING,
        env=dict(os.environ),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout is not None
    name = starter.stdout.readline().strip()
    assert has_display({"DISPLAY": name})

    starter.kill()
    starter.communicate()

    assert goes_away(name)


@needs_screens
@pytest.mark.parametrize("program", ["Xvfb", "openbox"])
def test_a_screen_that_does_not_start_gets_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    xvfb = tmp_path / program
    xvfb.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    xvfb.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path), os.environ["PATH"]]))

    with pytest.raises(screen.SetupStoppedError, match="did not start"), virtual_screens(1):
        pass
