"""A lock hides everything and loses nothing: what was being typed comes back as it stood, with the keyboard in it."""

import contextlib
import sys
from pathlib import Path
from types import BuiltinFunctionType

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QPlainTextEdit

from imr_desk.bootstrap.closed_log import LogOnDisk
from imr_desk.bootstrap.workstation import SystemClock, open_workstation
from imr_desk.caselog.engine import CAN_ENCRYPT
from imr_desk.model.edits import WriteNote
from imr_desk.model.people import Person, Role
from imr_desk.ui.dialogs import QtDialogs
from imr_desk.ui.keeping.cover import CoverDialog
from imr_desk.ui.keeping.marks import EncryptionMark
from imr_desk.ui.keeping.person_page import PersonPage
from imr_desk.ui.keeping.unlock_dialog import UnlockDialog
from imr_desk.ui.people.sign_in import SignInDialog
from tests.e2e.several_windows import several_windows, told_of_the_log, unlock_with

PASSPHRASE = "otter violin thursday gravel"
CANARY = "zymotic quatrefoil"
KINDS = ("locked", "unlocked", "unlock refused")

needs_cipher = pytest.mark.skipif(not CAN_ENCRYPT, reason="sqlcipher3 is not installed")


@pytest.fixture
def desk(qapp, qtbot, monkeypatch, tmp_path):
    """Return a way to run the real program through several windows, one story for each."""
    with several_windows(qtbot, monkeypatch, tmp_path) as run:
        yield run


@pytest.fixture
def sealed(desk, letters):
    """The same, with a log that has one case and a passphrase."""
    workstation = open_workstation(desk.log)
    try:
        assert len(list(workstation.intake.bring_in([letters(72)]))) == 1
    finally:
        workstation.close()
    LogOnDisk(desk.log, SystemClock()).protection.protect(PASSPHRASE, in_store=False, copies_too=False)
    desk.answers.expect(UnlockDialog, unlock_with(PASSPHRASE))
    return desk


def in_front(hands):
    hands.window.activateWindow()
    hands.until(lambda: QApplication.activeWindow() is hands.window)


def has_keyboard(field):
    """Tell whether a field has the keyboard; a display without a window manager gives it to no window by itself."""
    if QApplication.activeWindow() is None:
        return field.window().focusWidget() is field
    return field.hasFocus()


def lock(hands):
    """Lock by the act, and look whether anything but the page can be seen."""
    hands.window.actions_["lock"].trigger()
    page = hands.keeping.cover.page
    assert page is not None
    hands.until(page.isVisible)
    assert not hands.window.isVisible()
    return page


def unlock(hands, page, words=PASSPHRASE):
    page.line.line.setText(words)
    page.accept_button.click()
    hands.until(lambda: not hands.keeping.cover.down)
    hands.until(hands.window.isVisible)


def shut(hands):
    hands.until(lambda: hands.window.workstation.log.resting)


def shown_texts():
    """Return all words of visible widgets, and the titles of windows, as eyes and task switchers see them."""
    found = []
    for each in QApplication.allWidgets():
        if each.isVisible():
            found.append(each.windowTitle())
            shows = ("text", "toPlainText", "placeholderText", "accessibleName")
            asked = [getattr(each, name, None) for name in shows]
            found += [str(ask()) for ask in asked if isinstance(ask, BuiltinFunctionType)]
    return found


def read_aloud(interface=None):
    """Return what a screen reader can reach."""
    if interface is None:
        interface = QAccessible.queryAccessibleInterface(QApplication.instance())
    state = interface.state()
    words = [interface.text(QAccessible.Text.Name), interface.text(QAccessible.Text.Value)]
    if getattr(state, "invisible", False):
        return []
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None and child.isValid():
            words += read_aloud(child)
    return words


def open_files():
    found = set()
    for each in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            found.add(str(each.readlink()))
    return found


def _note(words):
    return WriteNote(None, words)


# The file and the key


@needs_cipher
def test_locked_the_file_is_closed_and_the_key_gone_until_the_same_window_comes_back(sealed, monkeypatch):
    if QGuiApplication.platformName() == "offscreen":
        # That platform never tells whose the clipboard is.
        monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)

    def play(hands):
        case, log = hands.opened(), hands.window.workstation.log
        before = log.events(case)
        QGuiApplication.clipboard().setText("a line of the letter")
        page = lock(hands)
        assert QGuiApplication.clipboard().text() == ""
        shut(hands)
        assert log.key is None
        if sys.platform == "linux":
            assert str(sealed.log) not in open_files()
            assert str(sealed.log) + "-wal" not in open_files()
        # It is still ours: nobody else may change what the window shows.
        assert sealed.log.with_name("cases.db.holder").exists()
        page.line.line.setText("not the passphrase")
        page.accept_button.click()
        hands.until(lambda: "does not open" in page.problem.text())
        assert log.resting
        assert not hands.window.isVisible()
        unlock(hands, page)
        assert hands.session.case_id == case
        assert log.events(case) == before
        hands.session.set_focus(None)
        hands.window.review.start()
        hands.window.session.act(_note("after the lock"))
        hands.saved()
        assert log.opened(case).acts

    assert sealed(play) == 0
    key = LogOnDisk(sealed.log, SystemClock()).protection.unlock(PASSPHRASE)
    kinds = [kind for kind, _detail in told_of_the_log(sealed.log, key) if kind in KINDS]
    assert kinds == ["locked", "unlock refused", "unlocked"]


@needs_cipher
def test_who_asks_the_log_for_something_meanwhile_waits(sealed, letters):
    def play(hands):
        case = hands.opened()
        page = lock(hands)
        shut(hands)
        # Letters of a second start, and a save that comes late.
        hands.keeping.come_forward((letters(73),))
        hands.session.act(_note("typed just before"))
        assert not hands.window.isVisible()
        unlock(hands, page)
        log = hands.window.workstation.log
        hands.until(lambda: sum(log.counts().values()) == 2)
        hands.saved()
        assert any("typed just before" in str(act) for act in log.opened(case).acts)

    assert sealed(play) == 0


@needs_cipher
def test_the_program_can_end_while_it_is_locked(sealed):
    def play(hands):
        hands.opened()
        lock(hands)
        shut(hands)
        hands.window.worklist.refresh()  # waits for the log
        assert hands.window.close()

    assert sealed(play) == 0
    assert not sealed.log.with_name("cases.db.holder").exists()


# What was being typed


def rules(hands):
    hands.window.actions_["rules"].trigger()
    sheet = opened_sheet(hands, "RulesSheet")
    sheet.edit.click()
    return sheet


def people(hands):
    hands.window.actions_["people"].trigger()
    sheet = opened_sheet(hands, "PeopleSheet")
    hands.until(lambda: sheet.begin.isVisible() and sheet.begin.isEnabled())
    sheet.begin.click()
    hands.until(sheet.add.isVisible)
    sheet.add.click()
    return sheet.form


def labels(hands):
    hands.window.actions_["labels"].trigger()
    return opened_sheet(hands, "LabelSheet")


def commands(hands):
    hands.window.actions_["commands"].trigger()
    return opened_sheet(hands, "CommandSheet")


def step_form(hands):
    page = hands.window.centre.queue
    hands.window.actions_["queue_page"].trigger()
    hands.until(page.isVisible)
    hands.until(lambda: page.table.model().rowCount() > 0)
    page.table.selectRow(0)
    hands.window.actions_["case_skip"].trigger()
    hands.until(page.form.isVisible)
    return page.form


def filter_form(hands):
    if not hands.window.centre.queue.isVisible():
        hands.window.actions_["queue_page"].trigger()
    hands.until(hands.window.centre.queue.isVisible)
    return hands.window.centre.queue.side.form


def opened_sheet(hands, name):
    def there():
        return [w for w in QApplication.topLevelWidgets() if type(w).__name__ == name and w.isVisible()]

    hands.until(lambda: bool(there()))
    return there()[0]


def field_in(widget):
    fields = [*widget.findChildren(QLineEdit), *widget.findChildren(QPlainTextEdit)]
    return next(f for f in fields if f.isVisible() and f.isEnabled() and not f.isReadOnly())


def text_of(field):
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def test_what_is_being_typed_comes_back_with_its_words_and_the_keyboard(desk, letters):
    def locked_over(hands, show):
        in_front(hands)
        sheet = show(hands)
        field = field_in(sheet)
        field.setFocus()
        hands.until(field.hasFocus)
        QTest.keyClicks(field, CANARY)
        typed = text_of(field)
        assert CANARY in typed
        assert any(CANARY in words for words in shown_texts())
        page = lock(hands)
        assert isinstance(page, CoverDialog)
        assert QApplication.activeModalWidget() is page
        assert [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not page] == []
        assert not any(CANARY in words for words in (*shown_texts(), *read_aloud()))
        page.go_on.click()
        hands.until(sheet.isVisible)
        assert hands.window.isVisible()
        assert text_of(field) == typed
        hands.until(lambda: has_keyboard(field))
        QTest.keyClicks(field, "!")
        assert text_of(field).count("!") == typed.count("!") + 1
        if sheet.window() is not hands.window:
            hands.dialogs.answers["confirm"] = True
            sheet.window().close()
            hands.dialogs.answers.pop("confirm", None)

    def play(hands):
        hands.opened()
        for show in (rules, people, commands, step_form, filter_form):
            locked_over(hands, show)
            if QApplication.activeWindow() is None:
                return  # no window manager: no window of this display gets the keyboard again

    assert desk(play, arguments=("open", letters(79))) == 0


@needs_cipher
def test_a_cell_of_the_label_table_comes_back_behind_a_passphrase_too(sealed):
    def play(hands):
        hands.opened()
        in_front(hands)
        sheet = labels(hands)
        hands.until(sheet.add.isEnabled)
        rows = sheet.table.rowCount()
        sheet.add.click()
        hands.until(lambda: sheet.table.rowCount() == rows + 1)
        page = lock(hands)
        shut(hands)
        assert not sheet.isVisible()
        unlock(hands, page)
        hands.until(sheet.isVisible)
        assert sheet.table.rowCount() == rows + 1
        hands.dialogs.answers["confirm"] = True
        sheet.close()

    assert sealed(play) == 0


def test_a_question_that_waits_goes_on_waiting_with_what_was_typed(desk, letters):
    def play(hands):
        hands.opened()
        in_front(hands)
        answers = []
        real = QtDialogs(hands.window)
        QTimer.singleShot(0, lambda: story(hands))

        def story(hands):
            asked = opened_sheet(hands, "QInputDialog")
            assert isinstance(asked, QInputDialog)
            QTest.keyClicks(field_in(asked), CANARY)
            page = lock(hands)
            assert not any(CANARY in words or "canary" in words for words in shown_texts())
            page.go_on.click()
            hands.until(field_in_is_back(asked))
            assert asked.textValue() == CANARY
            assert asked.windowTitle() == "Reason of the canary"
            asked.accept()

        answers.append(real.ask_words("Reason of the canary", "Why does the canary wait?"))
        assert answers == [CANARY]

    def field_in_is_back(asked):
        return lambda: any(each.isVisible() for each in asked.findChildren(QLineEdit))

    assert desk(play, arguments=("open", letters(80))) == 0


def test_a_sheet_that_opens_late_is_hidden_too(desk, letters):
    def play(hands):
        hands.opened()
        page = lock(hands)
        hands.window.actions_["keys"].trigger()
        late = next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == "Sheet")
        hands.until(lambda: not late.isVisible())
        page.go_on.click()
        hands.until(late.isVisible)
        late.close()

    assert desk(play, arguments=("open", letters(81))) == 0


# Covers and people


def test_a_lock_without_a_passphrase_is_a_cover_and_says_so(desk, letters):
    def play(hands):
        hands.opened()
        page = lock(hands)
        assert isinstance(page, CoverDialog)
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
        hands.keeping.cover.page.go_on.click()

    assert desk(play, arguments=("open", letters(74))) == 0


def sign_in_as(name, words):
    def act(dialog):
        names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
        dialog.list.setCurrentRow(next(row for row, each in enumerate(names) if name in each))
        dialog.passphrase.line.setText(words)
        dialog.sign_in.click()

    return act


def test_a_shared_log_asks_who_goes_on_and_signs_what_was_typed_with_who_typed_it(desk, letters):
    workstation = open_workstation(desk.log)
    try:
        assert len(list(workstation.intake.bring_in([letters(75)]))) == 1
        register = workstation.people
        register.begin("Ana Ruiz", "correct horse battery")
        register.put(Person("Ben Ode", Role.REVIEWER, register.account, register.hashed("staple of the day")))
    finally:
        workstation.close()
    desk.answers.expect(SignInDialog, sign_in_as("Ana", "correct horse battery"))

    def play(hands):
        case = hands.opened()
        in_front(hands)
        assert hands.session.person == "Ana Ruiz"
        field = field_in(filter_form(hands))
        field.setFocus()
        hands.until(field.hasFocus)
        QTest.keyClicks(field, CANARY)
        hands.session.act(_note("typed by Ana"))
        page = lock(hands)
        assert isinstance(page, PersonPage)
        page.reject()
        page.close()
        assert page.isVisible()
        sign_in_as("Ben", "not his words at all")(page)
        hands.until(page.problem.isVisible)
        assert not hands.window.isVisible()
        sign_in_as("Ben", "staple of the day")(page)
        hands.until(hands.window.isVisible)
        assert hands.session.person == "Ben Ode"
        assert "Ben Ode" in hands.window.status.who.text()
        assert text_of(field) == CANARY
        hands.saved()
        (act,) = hands.window.workstation.log.opened(case).acts
        assert (act.step.text, act.by.who) == ("typed by Ana", "Ana Ruiz")

    assert desk(play) == 0
