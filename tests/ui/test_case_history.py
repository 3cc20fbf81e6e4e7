"""The history of a case and of a field in its sheet, over a real letter and its log."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from imr_desk.model.draft import Decision
from imr_desk.model.edits import DecideItem, SetField
from imr_desk.services.case_history import case_history
from imr_desk.ui.case_history import COLUMNS, CaseHistorySheet
from tests.synthetic import make_letter, render_pdf
from tests.ui.showing import show_active

LETTER = render_pdf(make_letter("D", 7, items=2))


@pytest.fixture
def opened(desk, dress, qtbot):
    """Open the sheet on a case in which Ana changed the case number and Ben decided an item."""
    desk.reviews.person = "Ana"
    case = desk.open(LETTER)
    desk.session.act(SetField(None, "case_number", "CM99-0000001"))
    desk.reviews.person = "Ben"
    desk.session.act(DecideItem("1", Decision.OVERTURNED))
    desk.session.act(SetField(None, "provider", "P" * 900))
    desk.saved()
    owner = QWidget()
    qtbot.addWidget(owner)

    def sheet(at=None):
        made = CaseHistorySheet(case_history(desk.log, case.id), desk.session.review, at, owner)
        show_active(made)
        return made

    return sheet


def cells(sheet, row):
    return [sheet.table.item(row, place).text() for place in range(len(COLUMNS))]


def test_the_whole_case_tells_who_did_what_and_what_stood_there_before_and_since(opened):
    sheet = opened()
    assert sheet.count.text() == "5 events"
    when, who, what, before, since, where = cells(sheet, 2)
    assert (when, who, what) == ("2026-11-24 09:00:00", "Ana", "change IMR case number")
    assert before.startswith("CM")
    assert before.endswith("(proposed)")
    assert since == "CM99-0000001 (corrected)"
    assert where == ""  # typed: no place in the letter
    decided = cells(sheet, 1)
    assert decided[1] == "Ben"
    assert "Overturned: treatment approved" in decided[4]
    assert cells(sheet, 4)[2].startswith("imported: ")
    assert max(map(len, cells(sheet, 4)[2].split())) < 20  # every word can wrap


def test_a_long_value_is_cut_and_no_row_is_higher_than_the_sheet(opened):
    sheet = opened()
    assert cells(sheet, 0)[4].endswith("…")
    assert sheet.table.rowHeight(0) < sheet.table.viewport().height()


def test_one_field_is_picked_out_and_begins_with_what_was_read(opened):
    sheet = opened((None, "case_number"))
    assert sheet.about.currentText() == "IMR case number"
    assert sheet.count.text() == "2 events"
    read = cells(sheet, 1)
    assert read[2] == "brought in; read by the program"
    assert read[3] == "nothing"
    assert read[5].startswith("page 1")
    sheet.about.setCurrentIndex(0)
    assert sheet.count.text() == "5 events"


def test_a_field_that_nobody_touched_can_be_asked_too(opened):
    sheet = opened((None, "date_of_injury"))
    assert sheet.about.currentText() == "Date of injury"
    assert sheet.count.text() == "1 event"


def test_every_column_fits_its_words_and_a_line_is_copied(opened):
    sheet = opened()
    table = sheet.table
    assert sum(table.columnWidth(place) for place in range(len(COLUMNS))) <= table.viewport().width()
    table.setCurrentCell(2, 0)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().startswith("2026-11-24 09:00:00\tAna\tchange IMR case number\t")
