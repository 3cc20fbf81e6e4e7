"""The list of people, and signing in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton

from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.people import Role
from imr_desk.ui.people.allowed import allow
from imr_desk.ui.people.people_sheet import PeopleSheet
from imr_desk.ui.people.sign_in import SignInDialog
from tests.ui.people.conftest import PHRASE
from tests.ui.showing import show_active


@pytest.fixture
def sheet(office, qtbot):
    def make(people):
        made = PeopleSheet(people, office.lane, office.dress, office.window)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(made)
        show_active(made)
        return made

    return make


@pytest.fixture
def door(office, qtbot):
    def make(people, *, at_start=True):
        made = SignInDialog(people, office.lane, at_start=at_start, parent=office.window)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(made)
        show_active(made)
        return made

    return make


def rows(made):
    table = made.table
    return [
        [table.item(row, column).text() for column in range(table.columnCount())] for row in range(table.rowCount())
    ]


def fill(form, name="Cho", role=Role.SUPERVISOR, account="cho", phrases=None):
    if not form.name.isReadOnly():
        form.name.setText(name)
    form.roles[role].setChecked(True)
    form.account.setText(account)
    form.uses.setChecked(phrases is not None)
    for line, words in zip((form.first, form.second), phrases or ("", ""), strict=True):
        line.line.setText(words)
    form.accept.click()


# The list


def test_a_single_users_log_says_so_and_begins_a_list(office, sheet, qtbot):
    people = office.people()
    made = sheet(people)
    assert "single user" in made.told.text()
    assert made.add.isHidden()
    with qtbot.waitSignal(made.people_changed):
        made.begin.click()
    assert rows(made) == [["ana (you)", "Administrator", "ana", "by the computer account", "yes"]]
    assert made.add.isVisible()
    assert made.begin.isHidden()


def test_a_person_is_added_and_changed(office, sheet, qtbot):
    people = office.begin()
    made = sheet(people)
    made.add.click()
    with qtbot.waitSignal(made.people_changed):
        fill(made.form)
    assert people.register.named("cho").role is Role.SUPERVISOR
    made.table.selectRow(next(i for i, row in enumerate(rows(made)) if row[0] == "Cho"))
    qtbot.keyClick(made.table, Qt.Key.Key_Return)
    assert made.form.name.isReadOnly()
    made.form.active.setChecked(False)
    with qtbot.waitSignal(made.people_changed):
        fill(made.form, role=Role.NURSE)
    assert ["Cho", "Nurse", "cho", "by the computer account", "no longer"] in rows(made)


def test_a_passphrase_is_written_twice_and_kept_when_nothing_is_written(office, sheet, qtbot):
    people = office.begin()
    made = sheet(people)
    made.add.click()
    for phrases, sentence in (
        (("", ""), "twice"),
        (("short", "short"), "at least 8"),
        (("long enough", "long enougj"), "differ"),
    ):
        fill(made.form, account="", phrases=phrases)
        assert sentence in made.form.problem.text()
    with qtbot.waitSignal(made.people_changed):
        fill(made.form, account="", phrases=("long enough", "long enough"))
    before = people.register.named("Cho").passphrase
    assert before.startswith("$argon2id$")
    made.table.selectRow(next(i for i, row in enumerate(rows(made)) if row[0] == "Cho"))
    made.change.click()
    with qtbot.waitSignal(made.people_changed):
        fill(made.form, account="", phrases=("", ""))
    assert people.register.named("Cho").passphrase == before
    assert made.form.first.words == ""


def test_a_list_that_cannot_be_is_refused_in_the_form(office, sheet, qtbot):
    people = office.begin()
    made = sheet(people)
    made.table.selectRow(0)
    made.change.click()
    fill(made.form, role=Role.NURSE, account="ana")
    qtbot.waitUntil(lambda: "Somebody has to be administrator" in made.form.problem.text())
    assert people.register.named("Ana").role is Role.ADMINISTRATOR
    qtbot.keyClick(made.form, Qt.Key.Key_Escape)
    assert made.pages.currentIndex() == 0
    assert made.isVisible()


def test_whoever_may_not_sees_the_list_and_why(office, sheet, door, qtbot):
    office.begin()
    people = office.people("desk")
    people.sign_in("Ben, RN", PHRASE)
    made = sheet(people)
    assert made.refused.text() == "Only an administrator may change who works in this case log."
    for button in (made.add, made.change):
        assert not button.isEnabled()
        assert "Only an administrator" in button.toolTip()
    made.table.selectRow(0)
    qtbot.keyClick(made.table, Qt.Key.Key_Return)
    assert made.pages.currentIndex() == 0


def test_a_log_that_cannot_keep_it_says_so(office, sheet, qtbot, monkeypatch):
    made = sheet(office.people())

    def full(*_args):
        raise CaseLogError(CaseLogErrorKind.DISK_FULL, "The disk is full.")

    monkeypatch.setattr(office.log, "keep", full)
    made.begin.click()
    qtbot.waitUntil(lambda: made.refused.text() == "The disk is full.")
    assert made.begin.isEnabled()


# Signing in


def test_who_knows_the_passphrase_sits_down(office, door, qtbot):
    office.begin()
    people = office.people("desk")
    made = door(people)
    assert made.list.currentItem().text() == "Ben, RN  ·  nurse"
    made.passphrase.line.setText("wrong words")
    qtbot.keyClick(made.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(made.problem.isVisible)
    assert "not right" in made.problem.text()
    assert made.passphrase.words == ""
    made.passphrase.line.setText(PHRASE)
    with qtbot.waitSignal(made.signed_in) as signed:
        qtbot.keyClick(made.passphrase.line, Qt.Key.Key_Return)
    assert signed.args[0].name == "Ben, RN"
    assert made.result() == QDialog.DialogCode.Accepted
    assert office.desk.reviews.person == "Ben, RN"


def test_a_passphrase_is_hidden_until_the_person_wants_to_see_it(office, door):
    office.begin()
    line = door(office.people("desk")).passphrase
    assert line.line.echoMode() is QLineEdit.EchoMode.Password
    line.see.click()
    assert line.line.echoMode() is QLineEdit.EchoMode.Normal
    line.forget()
    assert line.line.echoMode() is QLineEdit.EchoMode.Password


def test_a_stranger_is_told_whom_to_ask(office, door):
    office.begin()
    made = door(office.people("stranger"))
    assert "“stranger”" in made.problem.text()
    assert not made.sign_in.isEnabled()
    assert made.leave.text() == "Quit"
    made.leave.click()
    assert made.result() == QDialog.DialogCode.Rejected


def test_people_switch_and_whoever_needs_no_passphrase_is_not_asked(office, door, qtbot):
    people = office.begin()
    made = door(people, at_start=False)
    assert made.leave.text() == "Cancel"
    assert [made.list.item(row).text() for row in range(made.list.count())] == ["Ana  ·  administrator"]
    assert not made.passphrase.isEnabled()
    with qtbot.waitSignal(made.signed_in):
        made.sign_in.click()


# What is not allowed


@pytest.mark.parametrize("kind", [QAction, QPushButton])
def test_what_is_not_allowed_stays_in_sight_with_its_reason(qtbot, office, kind):
    act = kind("Rules", office.window)
    act.setToolTip("Shows the rules")
    allow(act, "Only a supervisor may.")
    assert not act.isEnabled()
    assert act.toolTip() == "Only a supervisor may."
    allow(act, "")
    assert act.isEnabled()
    assert act.toolTip() == "Shows the rules"
