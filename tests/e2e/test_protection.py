"""A log is encrypted, locked, backed up, damaged, restored and recovered in the real program."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from imr_desk.bootstrap.closed_log import LogOnDisk
from imr_desk.bootstrap.workstation import SystemClock
from imr_desk.cli.main import main
from imr_desk.ui.keeping.backups_sheet import BackupsSheet
from imr_desk.ui.keeping.code_dialog import CodeDialog
from imr_desk.ui.keeping.cover import CoverDialog
from imr_desk.ui.keeping.encrypt_dialog import EncryptDialog
from imr_desk.ui.keeping.keeping import Keeping
from imr_desk.ui.keeping.marks import EncryptionMark, ReadOnlyBar
from imr_desk.ui.keeping.protection_sheet import ProtectionSheet
from imr_desk.ui.keeping.trouble_dialog import READ, RECOVER, RESTORE, ChooseCopyDialog, TroubleDialog
from imr_desk.ui.keeping.unlock_dialog import UnlockDialog
from imr_desk.ui.window import Window
from tests.e2e.conftest import Play, ScriptedDialogs

PASSPHRASE = "otter violin thursday gravel"


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


@pytest.fixture
def desk(qapp, qtbot, monkeypatch, tmp_path):
    """Return a way to run the real program through several windows, one story for each."""
    dialogs, answers = ScriptedDialogs(), Answers()
    monkeypatch.setattr("imr_desk.ui.window.QtDialogs", lambda parent: dialogs)

    def run(*stories, arguments=(), log=None):
        waiting = list(stories)

        def exec_(*_):
            window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Window) and w.isVisible())
            qtbot.waitExposed(window)
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


def encrypt(hands):
    protection = sheet(hands, ProtectionSheet, hands.keeping.show_protection)
    hands.until(protection.encrypt.isVisible)
    protection.encrypt.click()
    hands.until(lambda: protection.findChild(EncryptDialog) is not None)
    asked = protection.findChild(EncryptDialog)
    asked.passphrase.first.line.setText(PASSPHRASE)
    asked.passphrase.again.line.setText(PASSPHRASE)
    assert asked.passphrase.strength.text().startswith("Good")
    asked.encrypt.click()


def keep_code(codes):
    def act(dialog):
        assert not dialog.go_on.isEnabled()
        dialog.reject()
        assert dialog.isVisible(), "the code went away before it was kept"
        codes.append(dialog.paper.split("\n\n")[1])
        dialog.kept.click()
        dialog.go_on.click()

    return act


def unlock_with(words):
    def act(dialog):
        dialog.line.line.setText(words)
        dialog.accept_button.click()

    return act


def test_encrypted_reopened_and_asked_for_at_the_next_start(desk, letters):
    codes = []

    def plain(hands):
        hands.opened()
        mark = hands.window.findChild(EncryptionMark)
        hands.until(mark.isVisible)
        assert "can read the letters" in mark.toolTip()
        encrypt(hands)

    def encrypted(hands):
        hands.until(lambda: "are encrypted" in hands.message())
        hands.opened()
        assert not hands.window.findChild(EncryptionMark).isVisible()

    desk.answers.expect(CodeDialog, keep_code(codes))
    assert desk(plain, encrypted, arguments=("open", letters(71))) == 0
    assert b"SQLite format 3" not in desk.log.read_bytes()[:32]

    refused = []

    def wrong_then_code(dialog):
        dialog.problem.setText("")
        dialog.line.line.setText("not the passphrase at all")
        dialog.accept_button.click()

    def then_code(dialog):
        if not dialog.problem.text():
            desk.answers.expect(UnlockDialog, then_code)
            return
        refused.append(dialog.problem.text())
        unlock_with(codes[0])(dialog)

    desk.answers.expect(UnlockDialog, wrong_then_code)
    desk.answers.expect(UnlockDialog, then_code)
    assert desk(lambda hands: hands.opened()) == 0
    assert "does not open the case log" in refused[0]


def test_locked_the_log_is_closed_and_the_same_case_comes_back(desk, letters, monkeypatch):
    if QGuiApplication.platformName() == "offscreen":
        # That platform never tells whose the clipboard is.
        monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)
    codes, cases = [], []
    desk.answers.expect(CodeDialog, keep_code(codes))
    desk(
        lambda hands: (hands.opened(), encrypt(hands)), lambda hands: hands.opened(), arguments=("open", letters(72))
    )

    def lock(hands):
        cases.append(hands.opened())
        QGuiApplication.clipboard().setText("a line of the letter")
        assert hands.window.second is not None
        hands.keeping.lock()
        assert QGuiApplication.clipboard().text() == ""
        assert not hands.window.isVisible()

    def locked(dialog):
        # Nobody holds the log: the key is gone and the file is closed.
        assert not desk.log.with_name("cases.db.holder").exists()
        assert not any(isinstance(w, Window) and w.isVisible() for w in QApplication.topLevelWidgets())
        unlock_with(PASSPHRASE)(dialog)

    desk.answers.expect(UnlockDialog, unlock_with(PASSPHRASE))
    desk.answers.expect(UnlockDialog, locked)
    assert desk(lock, lambda hands: cases.append(hands.opened())) == 0
    assert cases[0] == cases[1]


def test_a_lock_without_a_passphrase_is_a_cover_and_says_so(desk, letters):
    def play(hands):
        hands.opened()
        hands.keeping.lock()
        page = next(w for w in QApplication.topLevelWidgets() if isinstance(w, CoverDialog))
        assert not hands.window.isVisible()
        hands.keeping.come_forward(())
        assert not hands.window.isVisible(), "a second start uncovered the window"
        page.go_on.click()
        hands.until(hands.window.isVisible)
        assert hands.session.is_open

    assert desk(play, arguments=("open", letters(73))) == 0


def test_idle_locks_only_a_log_with_a_passphrase_unless_chosen(desk, letters):
    def play(hands):
        hands.opened()
        hands.until(hands.window.findChild(EncryptionMark).isVisible)
        hands.keeping.idle.check()
        assert not hands.keeping.cover.down
        hands.window.preferences.choose("work/lock", "1")
        hands.keeping.idle._touched = hands.keeping.idle._touched.replace(year=2020)
        hands.keeping.idle.check()
        assert hands.keeping.cover.down
        hands.keeping.cover._page.go_on.click()

    assert desk(play, arguments=("open", letters(74))) == 0


def test_backed_up_tried_out_and_restored_from_the_window(desk, letters, tmp_path):
    second = letters(76)

    def play(hands):
        hands.opened()
        backups = sheet(hands, BackupsSheet, hands.keeping.show_backups)
        hands.until(backups.now.isEnabled)
        backups.now.click()
        hands.until(lambda: "Backed up" in backups.problem.text() and backups.try_out.isEnabled())
        backups.try_out.click()
        hands.until(lambda: "is whole" in backups.problem.text() and backups.restore.isEnabled())
        assert "whole" in backups.table.item(0, 4).text()
        backups.close()
        hands.window.bring_in((second,))
        hands.until(lambda: sum(hands.window.workstation.log.counts().values()) == 2)
        again = sheet(hands, BackupsSheet, hands.keeping.show_backups)
        hands.until(again.restore.isEnabled)
        hands.dialogs.answers["confirm"] = True
        again.restore.click()

    def restored(hands):
        hands.until(lambda: "is restored from the backup" in hands.message())
        assert sum(hands.window.workstation.log.counts().values()) == 1

    assert desk(play, restored, arguments=("open", letters(75))) == 0
    assert len(list(desk.log.parent.glob("cases-replaced-*.db"))) == 1


@pytest.fixture
def damaged(desk, letters):
    """A log with one letter and one backup, its pages then overwritten in the middle."""

    def fill(hands):
        hands.opened()
        hands.window.workstation.backups.make()

    desk(fill, arguments=("open", letters(77)))
    content = bytearray(desk.log.read_bytes())
    content[4096 * 2 : 4096 * 3] = b"\xff" * 4096
    desk.log.write_bytes(content)
    return desk


def test_a_damaged_log_opens_its_latest_backup_to_read(damaged):
    def play(hands):
        hands.opened()
        assert hands.window.findChild(ReadOnlyBar).isVisible()
        assert hands.window.workstation.to_read

    damaged.answers.expect(TroubleDialog, lambda dialog: dialog.buttons[READ].click())
    before = damaged.log.read_bytes()
    assert damaged(play) == 0
    assert damaged.log.read_bytes() == before


def test_a_damaged_log_is_restored_from_a_backup(damaged):
    def play(hands):
        hands.until(lambda: "is restored" in hands.message())
        hands.opened()

    damaged.answers.expect(TroubleDialog, lambda dialog: dialog.buttons[RESTORE].click())
    damaged.answers.expect(ChooseCopyDialog, lambda dialog: dialog.restore.click())
    assert damaged(play) == 0


def test_what_can_be_read_of_a_damaged_log_is_recovered(damaged):
    def play(hands):
        hands.until(lambda: "read back" in hands.message())

    damaged.answers.expect(TroubleDialog, lambda dialog: dialog.buttons[RECOVER].click())
    assert damaged(play) == 0
    assert len(list(damaged.log.parent.glob("cases-damaged-*.db"))) == 1


def test_without_its_key_file_an_encrypted_log_says_where_it_belongs(desk, letters, tmp_path):
    codes, said = [], []
    desk.answers.expect(CodeDialog, keep_code(codes))
    desk(
        lambda hands: (hands.opened(), encrypt(hands)), lambda hands: hands.opened(), arguments=("open", letters(78))
    )
    key_file = desk.log.with_name("cases.db.key.json")
    shutil.rmtree(desk.log.parent / "backups", ignore_errors=True)
    key_file.rename(tmp_path / "elsewhere.json")

    def missing(dialog):
        said.append(dialog.findChildren(QPushButton)[0].text())
        (tmp_path / "elsewhere.json").rename(key_file)
        dialog.buttons["again"].click()

    desk.answers.expect(TroubleDialog, missing)
    desk.answers.expect(UnlockDialog, unlock_with(PASSPHRASE))
    assert desk(lambda hands: hands.opened()) == 0
    assert said
    assert LogOnDisk(Path(desk.log), SystemClock()).protection.protection().passphrase
