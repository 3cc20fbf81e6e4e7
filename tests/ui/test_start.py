"""Whoever starts the program waits for what is seen first, and for nothing else."""

import subprocess
import sys

LATER = (
    "imr_desk.export.registry",
    "imr_desk.ui.annotation.panel",
    "imr_desk.ui.duties.panel",
    "imr_desk.ui.duties.rules_sheet",
    "imr_desk.ui.keeping.backups_sheet",
    "imr_desk.ui.log_history",
    "imr_desk.ui.papers.sheet",
    "imr_desk.ui.people.people_sheet",
    "imr_desk.ui.preferences.dialog",
    "imr_desk.ui.second.differences_panel",
    "imr_desk.ui.second.sampling_sheet",
    "imr_desk.ui.worklist.page",
    "imr_desk.ui.worklist.time_out_sheet",
)
"""Modules of parts that nobody has asked for at the start."""


def said_by(code):
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def test_parts_that_nobody_asked_for_are_not_loaded():
    code = "import sys, imr_desk.cli.main, imr_desk.ui.app; print(*sorted(sys.modules))"
    loaded = set(said_by(code).split())
    assert "imr_desk.ui.window" in loaded
    assert not loaded & set(LATER)


def test_qt_does_not_read_the_source_of_all_that_is_loaded():
    code = (
        "import builtins; python = builtins.__import__; import imr_desk.ui.app, PySide6.QtPrintSupport; "
        "print(builtins.__import__ is python)"
    )
    assert said_by(code) == "True"
