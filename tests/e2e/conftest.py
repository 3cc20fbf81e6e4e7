"""Stories over the real program: the real ``main()``, the real worker process, a real case log on disk."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from imr_desk.cli.main import main
from imr_desk.ui.session import SaveState
from imr_desk.ui.window import Window


class ScriptedDialogs:
    """Answers questions from a script; a question without an answer fails the test."""

    def __init__(self):
        self.answers = {}
        self.asked = []

    def _answer(self, question, *shown):
        self.asked.append((question, *shown))
        return self.answers.pop(question)

    def choose_letters(self, folder):
        return self._answer("choose_letters")

    def choose_folder(self, folder):
        return self._answer("choose_folder")

    def choose_papers_folder(self, folder):
        return self._answer("choose_papers_folder", folder)

    def choose_target(self, suggestion, kind):
        return self._answer("choose_target", suggestion, kind)

    def choose_printer(self, pages):
        return self._answer("choose_printer", pages)

    def choose_one(self, title, question, choices):
        return self._answer("choose_one", choices)

    def choose_act(self, title, sentence, acts):
        return self._answer("choose_act", sentence, acts)

    def ask_words(self, title, question, words=""):
        return self._answer("ask_words", question)

    def confirm(self, title, question, accept):
        return self._answer("confirm", question)

    def tell(self, title, sentence):
        self.asked.append(("tell", sentence))


class Play:
    """The reviewer's hands and eyes on the open window."""

    def __init__(self, window, dialogs, qtbot):
        self.window, self.dialogs, self.bot = window, dialogs, qtbot
        self.presses = 0

    @property
    def session(self):
        return self.window.session

    @property
    def review(self):
        return self.session.review

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.presses += 1
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def control(self, key):
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def words(self, words):
        QTest.keyClicks(QApplication.focusWidget(), words)

    def until(self, condition, timeout=30_000):
        self.bot.waitUntil(condition, timeout=timeout)

    def opened(self, case_id=None):
        self.until(lambda: self.session.is_open and case_id in (None, self.session.case_id))
        self.until(lambda: self.window.letter.is_settled)
        self.until(lambda: self.session.focus is not None or self.review.problems() == ())
        return self.session.case_id

    def saved(self):
        self.until(lambda: self.session.save_state is SaveState.SAVED)

    def papers(self):
        """Wait for the sheet from which papers are handed out, its paper made, and return it."""
        doer = self.window.papers
        self.until(lambda: doer.sheet is not None and doer.sheet.isActiveWindow())
        self.until(lambda: doer.sheet.is_settled)
        return doer.sheet

    def hand_out(self, target):
        """Save the summary for the claim file, by keys alone."""
        self.dialogs.answers["choose_target"] = target
        self.control(Qt.Key.Key_E)
        sheet = self.papers()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        self.until(lambda: "Written" in sheet.said.text())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        self.until(lambda: not isValid(sheet))
        self.window.activateWindow()
        self.until(lambda: QApplication.activeWindow() is self.window)

    def message(self):
        return self.window.message.words.text() if self.window.message.isVisible() else ""


@pytest.fixture
def program(qapp, qtbot, monkeypatch, tmp_path):
    """Return a way to run the real program: arguments and what the person does once the window is there."""

    def run(play, *arguments, log=None):
        told = []
        dialogs = ScriptedDialogs()
        monkeypatch.setattr("imr_desk.ui.window.QtDialogs", lambda parent: dialogs)
        monkeypatch.setattr(
            "imr_desk.ui.app.tell_without_window", lambda resources, error: told.append(error.sentence)
        )

        def exec_(*_):
            window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Window) and w.isVisible())
            window.activateWindow()
            qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=10_000)
            hands = Play(window, dialogs, qtbot)
            try:
                play(hands)
                if window.isVisible():
                    window.close()
                    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
            finally:
                dialogs.answers.setdefault("confirm", True)
                window.close()
                window.deleteLater()
            return 0

        monkeypatch.setattr(QApplication, "exec", exec_)
        log = log or tmp_path / "cases.db"
        with pytest.raises(SystemExit) as end:
            main(["--log", str(log), *map(str, arguments)])
        run.told = told
        return end.value.code

    return run


@pytest.fixture
def letters(tmp_path):
    """Return a way to write synthetic letters to disk."""
    from tests.synthetic import make_letter, render_pdf

    def write(seed, name=None, **wishes) -> Path:
        path = tmp_path / (name or f"letter-{seed}.pdf")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render_pdf(make_letter("D", seed, **wishes)))
        return path

    return write
