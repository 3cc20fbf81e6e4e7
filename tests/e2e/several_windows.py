"""The real program through several windows: what comes between two of them is answered as the story says."""

from contextlib import closing, contextmanager

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from imr_desk.caselog.engine import connect
from imr_desk.cli.main import main
from imr_desk.ui.keeping.keeping import Keeping
from imr_desk.ui.keeping.unlock_dialog import UnlockDialog
from imr_desk.ui.window import Window
from tests.e2e.conftest import Play, ScriptedDialogs


class Answers(QObject):
    """Answers the dialogs that come between two windows, each kind as the story says."""

    def __init__(self):
        super().__init__()
        self.script, self.seen, self.errors = [], [], []
        self._look = QTimer(self)
        self._look.setInterval(20)
        self._look.timeout.connect(self._answer)
        self._look.start()

    def expect(self, kind, act):
        self.script.append((kind, act))

    def _answer(self):
        for dialog in QApplication.topLevelWidgets():
            if not dialog.isVisible() or not isinstance(dialog, QDialog) or dialog.parent() is not None:
                continue
            if self.errors:
                dialog.done(0)  # the story went wrong: come to its end
            # The page over an open window has no way out and is no question between two windows; one that is still
            # being answered must not be answered twice.
            page = isinstance(dialog, UnlockDialog) and not (
                dialog.leave.isVisible() and dialog.accept_button.isEnabled()
            )
            if self.script and type(dialog) is self.script[0][0] and not page:
                _, act = self.script.pop(0)
                self.seen.append(type(dialog).__name__)
                try:
                    act(dialog)
                except Exception as error:  # noqa: BLE001 - raised at the end of the story
                    self.errors.append(error)
                    dialog.done(0)
                return

    def end(self):
        self._look.stop()
        if self.errors:
            raise self.errors[0]
        assert not self.script, f"never asked: {self.script}"


@contextmanager
def several_windows(qtbot, monkeypatch, tmp_path):
    """Give a way to run the real program through several windows, one story for each."""
    dialogs, answers = ScriptedDialogs(), Answers()
    monkeypatch.setattr("imr_desk.ui.window.QtDialogs", lambda parent: dialogs)

    def run(*stories, arguments=(), log=None):
        waiting = list(stories)

        def exec_(*_):
            window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Window) and w.isVisible())
            assert QTest.qWaitForWindowExposed(window, 10_000)
            hands = Play(window, dialogs, qtbot)
            hands.keeping = window.findChild(Keeping)
            try:
                waiting.pop(0)(hands)
                if window.isVisible():
                    window.close()
                qtbot.waitUntil(lambda: not window.isVisible() and not hands.keeping.cover.down, timeout=20_000)
            finally:
                dialogs.answers.setdefault("confirm", True)
                window.close()
                hands.closed = True
            return 0

        monkeypatch.setattr(QApplication, "exec", exec_)
        with pytest.raises(SystemExit) as end:
            main(["--log", str(log or tmp_path / "cases.db"), *map(str, arguments)])
        assert not waiting, "a window never opened"
        for window in QApplication.topLevelWidgets():
            if isinstance(window, Window):
                window.deleteLater()
        return end.value.code

    run.answers, run.dialogs, run.log = answers, dialogs, tmp_path / "cases.db"
    yield run
    answers.end()


def sheet(hands, kind, show):
    show()
    found = next(w for w in hands.window.findChildren(kind) if w.isVisible())
    hands.until(found.isVisible)
    return found


def unlock_with(words):
    def act(dialog):
        dialog.line.line.setText(words)
        dialog.accept_button.click()

    return act


def told_of_the_log(log, key=None):
    """Return kind and detail of what the history of a closed log tells of the whole log, oldest first."""
    with closing(connect(log, key)) as db:
        return db.execute("SELECT kind, detail FROM events WHERE case_id IS NULL ORDER BY seq").fetchall()
