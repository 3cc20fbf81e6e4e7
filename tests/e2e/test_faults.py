"""Something goes wrong in the program: the person is told, can hand a report on, and the report holds no letter."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from imr_desk.ui.sheets import ReportSheet

ROOT = Path(__file__).resolve().parents[2]
CANARY = "CM17-0004711 lumbar fusion of Mrs. Example"


def report_of(hands):
    hands.window.message.act.click()
    hands.until(lambda: any(sheet.isVisible() for sheet in hands.window.findChildren(ReportSheet)))
    return next(sheet for sheet in hands.window.findChildren(ReportSheet) if sheet.isVisible())


def test_an_error_nobody_expected_is_told_with_a_report_to_hand_on(program, letters, tmp_path, capfd):
    target = tmp_path / "report.txt"

    def play(hands):
        hands.opened()
        try:
            hands.window.letter.set_page_theme(CANARY)
        except ValueError as error:  # as Qt does with what a slot raises
            assert CANARY in str(error)
            sys.excepthook(type(error), error, error.__traceback__)
        assert "what was saved is safe" in hands.message()
        assert hands.window.message.act.text() == "Details…"
        sheet = report_of(hands)
        words = sheet.words.toPlainText()
        assert "ValueError" in words
        assert "imr_desk/ui/letter/panel.py:" in words
        assert "CM17" not in words + hands.message()
        assert "Nothing is sent" in " ".join(label.text() for label in sheet.findChildren(QLabel))
        sheet.copy.click()
        assert QApplication.clipboard().text() == words
        hands.dialogs.answers["choose_target"] = target
        sheet.save.click()
        sheet.close()
        hands.until(lambda: "Written: report.txt" in hands.message())
        assert target.read_text(encoding="utf-8") == words

    assert program(play, "open", letters(131)) == 0
    said = capfd.readouterr()
    assert "CM17-0004711" not in said.out + said.err


def test_a_report_that_cannot_be_written_says_so(program, tmp_path):
    def play(hands):
        hands.dialogs.answers["choose_target"] = tmp_path / "no such folder" / "report.txt"
        hands.window.actions_["report"].trigger()
        hands.until(lambda: any(sheet.isVisible() for sheet in hands.window.findChildren(ReportSheet)))
        sheet = next(sheet for sheet in hands.window.findChildren(ReportSheet) if sheet.isVisible())
        assert "Nothing went wrong." in sheet.words.toPlainText()
        sheet.save.click()
        sheet.close()
        hands.until(lambda: "could not be written" in hands.message())

    assert program(play) == 0


@pytest.mark.skipif(os.name != "posix", reason="a process dies of a signal on POSIX systems")
def test_a_run_that_died_is_told_once_at_the_next_start(program, letters, tmp_path):
    log = tmp_path / "cases.db"
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    died = subprocess.run(
        [sys.executable, "-m", "tests.e2e.programs.dying", str(log)],
        env=env, cwd=ROOT, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert died.returncode < 0, died.stderr.decode()

    def next_start(hands):
        hands.until(lambda: "ended unexpectedly" in hands.message())
        hands.opened()
        assert "Nothing that was saved is lost" in hands.message()  # it stays when a case is opened
        words = report_of(hands).words.toPlainText()
        assert "The run before ended unexpectedly\n  Segmentation fault" in words
        assert "imr_desk/ui/app.py:" in words
        assert str(tmp_path) not in words

    def the_one_after(hands):
        hands.opened()
        assert hands.message() == ""

    assert program(next_start, "open", letters(132)) == 0
    assert program(the_one_after) == 0
