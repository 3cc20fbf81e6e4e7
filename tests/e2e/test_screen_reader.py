"""What a screen reader, which has no Qt, is told of the real window over the accessibility bus of the desktop."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.synthetic import make_letter

ROOT = Path(__file__).resolve().parents[2]
READER = ROOT / "tests" / "e2e" / "programs" / "screen_reader.py"
SYSTEM_PYTHON = "/usr/bin/python3"
BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"


def missing():
    """Return what the test needs and is not here, as Debian names it; empty when all is there."""
    if sys.platform != "linux":
        return "a desktop with AT-SPI"
    programs = {"dbus-run-session": "dbus", "Xvfb": "xvfb", "openbox": "openbox"}
    lacks = [package for name, package in programs.items() if shutil.which(name) is None]
    if not Path("/usr/share/dbus-1/services/org.a11y.Bus.service").exists():
        lacks.append("at-spi2-core")
    python = Path(SYSTEM_PYTHON).exists()
    if not python or subprocess.run([SYSTEM_PYTHON, "-c", BINDINGS], capture_output=True, check=False).returncode:
        lacks.append("python3-gi gir1.2-atspi-2.0")
    return " ".join(lacks)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Return what a screen reader was told of a letter's window."""
    if lacks := missing():
        pytest.skip(f"no screen reader can listen here: {lacks} is not installed")
    from tests.synthetic import render_pdf

    sys.path.insert(0, str(ROOT / "packaging"))
    from setup_steps.screen import virtual_screens

    folder = tmp_path_factory.mktemp("reader")
    letter = folder / "letter.pdf"
    letter.write_bytes(render_pdf(make_letter("D", 71, items=2)))
    program = [sys.executable, "-m", "imr_desk", "--log", str(folder / "cases.db"), "open", str(letter)]
    with virtual_screens(1) as (display,):
        env = {
            **os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "IMR_DESK_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        done = subprocess.run(
            ["dbus-run-session", "--", SYSTEM_PYTHON, str(READER), *program],
            env=env, cwd=ROOT, capture_output=True, timeout=150, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_all_that_tab_reaches_says_its_name_and_what_it_is(told):
    assert told["around"], f"Tab does not come around; {len(told['stops'])} stops, the last {told['stops'][-3:]}"
    assert [stop for stop in told["stops"] if not stop["name"].strip() or stop["role"] in ("", "unknown")] == []
    names = " | ".join(stop["name"] for stop in told["stops"])
    for name in ("Upheld", "Rationale excerpt", "Decision date", "Finish", "Letter, page", "Zoom in", "want"):
        assert name in names, name


def test_a_value_says_how_it_stands_and_on_which_page_it_is(told):
    (field,) = (stop for stop in told["stops"] if stop["name"] == "Decision date")
    assert field["role"] == "text"
    assert "Proposed by the program" in field["description"]
    assert "p 1" in field["description"]


def test_the_words_of_the_page_and_the_evidence_on_it_are_there(told):
    number = make_letter("D", 71, items=2).fields.case_number
    assert number in told["letter"]["text"]
    assert "Evidence of the value in focus, page 1" in told["letter"]["description"]
    assert "Evidence of the value in focus, page 2" in told["after_next"]["description"]
