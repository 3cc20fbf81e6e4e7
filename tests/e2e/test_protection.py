"""A log is encrypted, backed up, damaged, restored and recovered in the real program."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from imr_desk.bootstrap.closed_log import LogOnDisk
from imr_desk.bootstrap.workstation import SystemClock, open_workstation
from imr_desk.caselog.failures import failure
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.edits import WriteNote
from imr_desk.model.errors import CaseLogErrorKind
from imr_desk.ui.keeping.backups_sheet import BackupsSheet
from imr_desk.ui.keeping.code_dialog import CodeDialog
from imr_desk.ui.keeping.encrypt_dialog import EncryptDialog
from imr_desk.ui.keeping.marks import EncryptionMark, ReadOnlyBar
from imr_desk.ui.keeping.protection_sheet import ProtectionSheet
from imr_desk.ui.keeping.trouble_dialog import READ, RECOVER, RESTORE, ChooseCopyDialog, TroubleDialog
from imr_desk.ui.keeping.unlock_dialog import UnlockDialog
from tests.e2e.several_windows import several_windows, sheet, told_of_the_log, unlock_with

PASSPHRASE = "otter violin thursday gravel"


@pytest.fixture
def desk(qapp, qtbot, monkeypatch, tmp_path):
    """Return a way to run the real program through several windows, one story for each."""
    with several_windows(qtbot, monkeypatch, tmp_path) as run:
        yield run


def encrypt(hands):
    protection = sheet(hands, ProtectionSheet, hands.keeping.show_protection)
    hands.until(protection.encrypt.isVisible)
    protection.encrypt.click()
    how_to_encrypt(hands)


def how_to_encrypt(hands):
    hands.until(lambda: hands.window.findChild(EncryptDialog) is not None)
    asked = hands.window.findChild(EncryptDialog)
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


def test_encrypted_reopened_and_asked_for_at_the_next_start(desk, letters):
    codes = []

    def plain(hands):
        hands.opened()
        mark = hands.window.findChild(EncryptionMark)
        hands.until(mark.isVisible)
        assert "can read the letters" in mark.toolTip()
        assert mark.text() == "Not encrypted: protect…"
        mark.click()
        how_to_encrypt(hands)

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
    key = LogOnDisk(desk.log, SystemClock()).protection.unlock(PASSPHRASE)
    told = told_of_the_log(desk.log, key)
    assert told[0] == ("protection changed", "encrypted, opened by a passphrase")
    assert told[-1][0] == "unlock refused"
    assert told[-1][1].startswith("at 20")


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
    (aside,) = desk.log.parent.glob("cases-replaced-*.db")
    kind, detail = told_of_the_log(desk.log)[-1]
    assert kind == "restored"
    assert detail.startswith("from cases-")
    assert aside.name in detail


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
    assert any(kind == "recovered" for kind, _detail in told_of_the_log(damaged.log))


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


@pytest.fixture
def elsewhere(desk, letters):
    """A log with one case and a backup, and another program that has it open."""
    workstation = open_workstation(desk.log)
    try:
        assert len(list(workstation.intake.bring_in([letters(83)]))) == 1
        workstation.backups.make()
    finally:
        workstation.close()
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.unit.caselog.writer", "holding", str(desk.log)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert program.stdout.readline() == "READY\n"
    desk.let_go = program.communicate
    yield desk
    program.kill()
    program.wait()


def test_who_has_the_log_is_told_and_the_latest_backup_can_be_read(elsewhere):
    said = []

    def read(dialog):
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.buttons[READ].click()

    def play(hands):
        hands.opened()
        assert hands.window.workstation.to_read
        assert hands.window.findChild(ReadOnlyBar).isVisible()
        refused = []
        hands.session.refused.connect(refused.append)
        assert not hands.session.act(WriteNote(None, "cannot be"))
        assert "nothing in it can be changed" in refused[0]

    elsewhere.answers.expect(TroubleDialog, read)
    assert elsewhere(play) == 0
    assert any("only one may write it at a time" in words and "on this computer since" in words for words in said)


def test_once_it_is_closed_there_trying_again_opens_it(elsewhere):
    def again(dialog):
        elsewhere.let_go("\n")
        dialog.buttons["again"].click()

    elsewhere.answers.expect(TroubleDialog, again)
    assert elsewhere(lambda hands: hands.opened()) == 0


def test_a_log_that_cannot_be_written_can_be_read(desk, letters, monkeypatch):
    workstation = open_workstation(desk.log)
    try:
        assert len(list(workstation.intake.bring_in([letters(84)]))) == 1
    finally:
        workstation.close()
    # Modes do not bind every account that runs the tests: what the disk would say is put in its place.
    opened = SqliteCaseLog.__init__

    def refusing(self, path, *arguments, to_read=False, **more):
        if not to_read:
            raise failure(CaseLogErrorKind.READ_ONLY, path)
        opened(self, path, *arguments, to_read=to_read, **more)

    monkeypatch.setattr(SqliteCaseLog, "__init__", refusing)

    def play(hands):
        hands.opened()
        assert hands.window.workstation.to_read

    desk.answers.expect(TroubleDialog, lambda dialog: dialog.buttons[READ].click())
    assert desk(play) == 0
