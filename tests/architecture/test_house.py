"""What import-linter cannot see of the house."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "imr_desk"
SOURCES = sorted(PACKAGE.rglob("*.py"))


def test_import_rules_hold():
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) == 0


@pytest.mark.parametrize("module", ["imr_desk.cli.main", "imr_desk.services.workstation", "imr_desk.bootstrap"])
def test_commands_do_not_load_qt(module):
    code = f"import {module}, sys; sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_signals_are_made_only_in_the_window_floor():
    for path in SOURCES:
        if "ui" not in path.relative_to(PACKAGE).parts:
            assert "Signal(" not in path.read_text(encoding="utf-8"), path


RESTS = PACKAGE / "caselog" / "chain.py"
"""Proves a copy in a thread of its own, and rests in between so that whoever types is not kept waiting."""


def test_nothing_turns_the_event_loop_by_hand_or_sleeps():
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        assert "processEvents(" not in text, path
        assert "time.sleep(" not in text or path == RESTS, path


def test_modules_stay_small():
    for path in SOURCES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


def test_classes_stay_narrow():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                public = [b.name for b in node.body if isinstance(b, ast.FunctionDef) and not b.name.startswith("_")]
                own = [name for name in public if not name.endswith("Event")]
                assert len(own) <= 25, f"{path}: {node.name} has {len(own)} public methods"


def test_names_tell_what_a_module_holds():
    refused = {"utils", "helpers", "common", "manager", "handler", "controller", "misc"}
    assert not [path for path in SOURCES if path.stem in refused]


def test_only_the_top_level_that_the_project_agreed_on():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    folders = {name.split("/")[0] for name in listed.splitlines() if "/" in name and not name.startswith(".")}
    assert folders <= {"imr_desk", "resources", "tests", "packaging", "docs"}
