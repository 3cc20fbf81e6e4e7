"""Finding a command by a few letters."""

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from imr_desk.ui.command_sheet import Command, CommandSheet, RecentCommands, distance
from tests.ui.showing import show_active

NAMES = (
    "View: Zoom in",
    "View: Zoom out",
    "Edit: Find in the letter",
    "View: Dark theme",
    "Case: Finish and next case",
)


def found(wanted):
    near = [(distance(wanted, name), name) for name in NAMES]
    return [name for away, name in sorted((away, name) for away, name in near if away is not None)]


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("zoom", "View: Zoom in"),
        ("zin", "View: Zoom in"),
        ("zout", "View: Zoom out"),
        ("letter find", "Edit: Find in the letter"),
        ("dkt", "View: Dark theme"),
        ("finish", "Case: Finish and next case"),
        ("fanc", "Case: Finish and next case"),
        ("THEME", "View: Dark theme"),
    ],
)
def test_a_few_letters_find_a_command(wanted, first):
    assert found(wanted)[0] == first


def test_letters_in_another_order_find_nothing():
    assert found("xyz") == []
    assert distance("niz", "View: Zoom in") is None


def test_whole_words_come_before_scattered_letters():
    assert distance("find", "Edit: Find next") < distance("find", "Flag in december")


@pytest.fixture
def sheet_of(qtbot, tmp_path):
    window = QWidget()
    window.resize(1000, 700)
    qtbot.addWidget(window)
    show_active(window)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    done = []

    def make(off=()):
        commands = [
            Command(
                name.replace(" ", "-"),
                name,
                lambda name=name: done.append(name),
                "Ctrl+X",
                "not now" if name in off else "",
            )
            for name in NAMES
        ]
        sheet = CommandSheet(window, commands, RecentCommands(settings))
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(sheet)
        show_active(sheet)
        return sheet

    make.done = done
    return make


def lines(sheet):
    return [sheet.list.topLevelItem(row).text(0) for row in range(sheet.list.topLevelItemCount())]


def test_what_was_chosen_last_stands_on_top_at_the_next_time(sheet_of):
    sheet = sheet_of()
    assert lines(sheet) == list(NAMES)
    QTest.keyClicks(sheet.words, "dark")
    QTest.keyClick(sheet.words, Qt.Key.Key_Return)
    assert sheet_of.done == ["View: Dark theme"]
    again = sheet_of()
    assert lines(again)[0] == "View: Dark theme"
    assert sorted(lines(again)) == sorted(NAMES)
    QTest.keyClick(again.words, Qt.Key.Key_Return)
    assert sheet_of.done == ["View: Dark theme"] * 2


def test_what_cannot_be_done_stands_below_with_its_reason_and_is_passed_over(sheet_of):
    sheet = sheet_of(off=("View: Zoom in",))
    QTest.keyClicks(sheet.words, "zoom")
    assert lines(sheet) == ["View: Zoom out", "View: Zoom in"]
    assert [sheet.list.topLevelItem(row).text(1) for row in (0, 1)] == ["Ctrl+X", "not now"]
    assert "not now" in sheet.list.topLevelItem(1).data(0, Qt.ItemDataRole.AccessibleTextRole)
    QTest.keyClick(sheet.words, Qt.Key.Key_Down)
    QTest.keyClick(sheet.words, Qt.Key.Key_Return)
    assert sheet_of.done == ["View: Zoom out"]


def test_arrow_keys_pass_over_what_cannot_be_done(sheet_of):
    sheet = sheet_of(off=(NAMES[0], NAMES[2]))
    assert sheet.list.currentItem().text(0) == NAMES[1]
    QTest.keyClick(sheet.words, Qt.Key.Key_Down)
    assert sheet.list.currentItem().text(0) == NAMES[3]
    QTest.keyClick(sheet.words, Qt.Key.Key_Up)
    QTest.keyClick(sheet.words, Qt.Key.Key_Up)
    assert sheet.list.currentItem().text(0) == NAMES[1]
