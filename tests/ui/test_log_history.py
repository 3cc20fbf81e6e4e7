"""The history of the log in its sheet: pages, kinds, saving, and what goes wrong."""

import csv
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.export.destination import FileDestination
from imr_desk.export.figure_tables import table_csv
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.signature import Signature
from imr_desk.services import log_history
from imr_desk.services.figure_files import FigureFiles
from imr_desk.services.log_events import Happened, LogEvents
from imr_desk.services.log_history import EventGroup, LogHistory
from imr_desk.ui import log_history as sheets
from imr_desk.ui.background import Lane
from imr_desk.ui.log_history import LogHistorySheet, LogHistorySource
from imr_desk.ui.log_history_acts import LogHistoryActs
from tests.ui.showing import show_active

BY = Signature("Ana Ruiz", datetime(2026, 11, 24, 9, 0, tzinfo=UTC).isoformat())
GROUPS = (None, *EventGroup)


class Answers:
    """Answers where a file shall go."""

    def __init__(self):
        self.target, self.asked = None, []

    def choose_target(self, suggestion, kind):
        self.asked.append((suggestion.name, kind))
        return self.target


@pytest.fixture
def board(qtbot, dress, tmp_path, monkeypatch):
    """A log, and a way to open the sheet on it with pages of 5 lines."""
    monkeypatch.setattr(log_history, "LOOK", 4)
    monkeypatch.setattr(sheets, "PAGE", 5)
    log, lane, answers = MemoryCaseLog(), Lane("case-log"), Answers()
    events = LogEvents(log, lambda: BY)
    files = FigureFiles(FileDestination(), table_csv)
    source = LogHistorySource(LogHistory(log), events, files, tmp_path / "cases.db")

    window = QWidget()
    qtbot.addWidget(window)

    def opened():
        sheet = LogHistorySheet(source, lane, answers, window)
        show_active(sheet)
        settled(sheet)
        return sheet

    def settled(sheet):
        qtbot.waitUntil(lambda: sheet._job is None)

    yield SimpleNamespace(
        log=log, events=events, answers=answers, open=opened, settled=settled, lane=lane, folder=tmp_path
    )
    lane.close()


def words(sheet):
    return [sheet.table.item(row, 2).text() for row in range(sheet.table.rowCount())]


def test_the_newest_come_first_and_older_ones_a_page_at_a_time(board, qtbot):
    for number in range(12):
        board.events.note(Happened(EventKind.RESTORED, f"file {number:02}"))
    sheet = board.open()
    assert [each[-2:] for each in words(sheet)] == ["11", "10", "09", "08", "07"]
    assert sheet.count.text() == "The newest 5 lines"
    assert sheet.table.item(0, 0).text() == "2026-11-24 09:00:00"
    assert sheet.table.item(0, 1).text() == "Ana Ruiz"
    qtbot.mouseClick(sheet.older, Qt.MouseButton.LeftButton)
    board.settled(sheet)
    assert len(words(sheet)) == 10
    qtbot.mouseClick(sheet.older, Qt.MouseButton.LeftButton)
    board.settled(sheet)
    assert [each[-2:] for each in words(sheet)] == [f"{number:02}" for number in range(11, -1, -1)]
    assert sheet.count.text() == "12 lines, all there are"
    assert not sheet.older.isEnabled()


def test_going_to_the_last_line_by_key_brings_older_ones(board):
    for number in range(30):
        board.events.note(Happened(EventKind.RESTORED, f"file {number} " + "long " * 40))
    sheet = board.open()
    sheet.resize(500, 300)
    before = len(words(sheet))
    QTest.keyClick(sheet.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    board.settled(sheet)
    assert len(words(sheet)) > before


def test_a_kind_is_picked_out_of_all_pages(board):
    for number in range(15):
        kind = EventKind.LOCKED if number % 7 == 0 else EventKind.COPYING
        board.events.note(Happened(kind, str(number)))
    sheet = board.open()
    sheet.about.setCurrentIndex(GROUPS.index(EventGroup.LOCK))
    board.settled(sheet)
    assert words(sheet) == [f"The window was locked: {number}" for number in (14, 7, 0)]
    assert sheet.count.text() == "3 lines, all there are"
    sheet.about.setCurrentIndex(GROUPS.index(EventGroup.REPAIR))
    board.settled(sheet)
    assert words(sheet) == []
    assert sheet.count.text() == "Nothing of this kind happened."
    assert not sheet.save.isEnabled()
    sheet.about.setCurrentIndex(0)
    board.settled(sheet)
    assert len(words(sheet)) == 5


def test_long_words_are_shown_whole(board, qtbot):
    board.events.note(Happened(EventKind.RESTORED, "word " * 80), Happened(EventKind.LOCKED))
    sheet = board.open()
    qtbot.waitUntil(lambda: sheet.table.rowHeight(1) > 4 * sheet.table.rowHeight(0))
    narrow = sheet.table.rowHeight(1)
    sheet.resize(sheet.width() * 2, sheet.height())
    qtbot.waitUntil(lambda: sheet.table.rowHeight(1) < narrow)


def test_all_that_is_chosen_is_saved_safe_for_spreadsheets_and_the_log_says_so(board, qtbot):
    board.log.note_log_event("sign-in refused", "=cmd|' /C calc'!A0", BY)
    board.log.note_log_event("=1+1", "", Signature("@SUM(A1)", BY.at))
    for number in range(9):
        board.events.note(Happened(EventKind.LOCKED, str(number)))
    sheet = board.open()
    sheet.save.click()
    assert board.answers.asked == [("cases history.csv", "the history of the log")]
    assert not list(board.folder.iterdir())
    board.answers.target = board.folder / "told.csv"
    sheet.save.click()
    qtbot.waitUntil(lambda: sheet.problem.text() == "Written: told.csv")
    with board.answers.target.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["Number", "When", "Who", "About", "What", "As the log has it"]
    assert [row[0] for row in rows] == [str(number) for number in range(11, 0, -1)]
    assert all(not cell.startswith(("=", "@", "+", "-")) for row in rows for cell in row)
    assert "sign-in refused: =cmd" in rows[-1][5]
    (newest,) = board.log.log_events(0, 1)
    assert (newest.kind, newest.detail) == ("history saved", "told.csv")
    assert sheet.save.isEnabled()


def test_a_file_that_cannot_be_written_is_told_and_the_log_does_not_say_that_it_was(board, qtbot):
    board.events.note(Happened(EventKind.LOCKED))
    sheet = board.open()
    board.answers.target = board.folder / "gone" / "told.csv"
    sheet.save.click()
    qtbot.waitUntil(sheet.save.isEnabled)
    assert sheet.problem.text().endswith(".")
    assert sheet.problem.isVisible()
    assert [event.kind for event in board.log.log_events(0, 5)] == ["locked"]


def test_a_log_that_cannot_be_read_is_told(board, monkeypatch):
    def broken(_after, _limit):
        raise CaseLogError(CaseLogErrorKind.IO, "The case log cannot be read. Try again.")

    monkeypatch.setattr(board.log, "log_events", broken)
    sheet = board.open()
    assert sheet.problem.text() == "The case log cannot be read. Try again."
    assert not sheet.older.isEnabled()


def test_everything_can_be_reached_by_key_and_has_a_name(board):
    board.events.note(Happened(EventKind.LOCKED))
    sheet = board.open()
    assert sheet.table.accessibleName() == "History of the log, newest first"
    assert sheet.about.accessibleName() == "Show"
    assert sheet.focusWidget() is sheet.table
    seen = set()
    for _step in range(8):
        seen.add(sheet.focusWidget())
        sheet.focusNextChild()
    assert {sheet.about, sheet.table, sheet.save, sheet.buttons.button(QDialogButtonBox.StandardButton.Close)} <= seen
    QTest.keyClick(sheet.table, Qt.Key.Key_Return)
    assert sheet.isVisible()


def test_the_act_opens_the_sheet_on_the_open_log(board, qtbot):
    board.events.note(Happened(EventKind.LOCKED))
    workstation = SimpleNamespace(
        log=board.log,
        reviews=SimpleNamespace(sign=lambda: BY),
        figure_files=FigureFiles(FileDestination(), table_csv),
        log_path=board.folder / "cases.db",
        to_read=True,
    )
    window = QWidget()
    qtbot.addWidget(window)
    LogHistoryActs(workstation, board.lane, board.answers, window).table()["log_history"]()
    (sheet,) = window.findChildren(LogHistorySheet)
    board.settled(sheet)
    assert words(sheet) == ["The window was locked"]
    # A log that is only read is saved as a table all the same; nothing is written into it.
    board.answers.target = board.folder / "told.csv"
    sheet.save.click()
    qtbot.waitUntil(lambda: sheet.problem.text() == "Written: told.csv")
    assert len(board.log.log_events(0, 5)) == 1
