"""The holidays: looked at, edited, refused where they make no sense, kept, and all cases counted anew."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from imr_desk.config.rule_tables import read_holidays
from imr_desk.model.deadlines.words import Excuse
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.handling import GiveDate
from imr_desk.model.people import Person, Role

SHIPPED = read_holidays()


@pytest.fixture
def sheet(sheet):
    """Return the desk; the sheet is made with its page of holidays in sight."""
    make = sheet.make

    def make_holidays():
        made = make()
        made.pages.setCurrentWidget(made.holidays)
        return made

    sheet.make = make_holidays
    return sheet


def row_of(view, name):
    return next(row for row, each in enumerate(view.draft.holidays) if each.name == name)


def choose(made, name):
    view = made.holidays
    view.table.selectRow(row_of(view, name))
    view.edit.click()
    assert view.head.text() == name
    return view.editor.cells


def typed(cell, words):
    cell.line.setText(words)
    cell.line.textEdited.emit(words)


def add(made, name, on, excuse=Excuse.ALWAYS):
    made.holidays.add.click()
    cells = made.holidays.editor.cells
    typed(cells["name"], name)
    typed(cells["on"], on)
    cells["excuse"].box.setCurrentIndex(list(Excuse).index(excuse))
    return cells


def test_a_new_holiday_moves_the_dates_of_all_cases_and_its_table_is_kept_with_its_history(sheet, qtbot):
    sheet.open()
    sheet.settled()
    sheet.handling.take((1,), GiveDate("date_received", "2026-11-30"))
    before = sheet.log.case(1).due.on
    assert before == "2026-12-07"
    made = sheet.make()
    add(made, "Day of the desk", "december 3")
    assert made.news.words.text() == "Changed, and not saved yet."
    with qtbot.waitSignal(sheet.recount.ended) as ended:
        made.save.click()
    assert "1 case has another next duty" in ended.args[0]
    assert sheet.log.case(1).due.on == "2026-12-08"
    assert date(2026, 12, 3) in sheet.deadlines.calendar.core
    assert sheet.deadlines.calendar.version == "2026-1, changed 2026-11-24 by rn1"
    assert not made.save.isEnabled()
    assert "Day of the desk" in sheet.log.kept("holidays")
    cells = choose(made, "Day of the desk")
    typed(cells["on"], "December 4")
    with qtbot.waitSignal(sheet.recount.ended):
        made.save.click()
    assert date(2026, 12, 3) not in sheet.deadlines.calendar.core
    assert sheet.deadlines.calendar.version == "2026-1, changed 2026-11-24 by rn1"


def test_what_makes_no_sense_is_told_under_its_field_and_cannot_be_saved(sheet):
    made = sheet.make()
    cells = choose(made, "Memorial Day")
    problems = made.holidays.editor.problems
    typed(cells["on"], "sometime in May")
    assert problems["on"].text() == "This must read as “July 4” or “3rd Monday of January”."
    assert "see the field marked" in made.news.words.text()
    assert not made.save.isEnabled()
    typed(cells["on"], "may 32")
    assert problems["on"].text() == "This names a day that no month has."
    typed(cells["on"], "last monday OF may")
    assert not problems["on"].isVisible()
    typed(cells["from_year"], "26")
    assert problems["from_year"].text() == "Write a year such as 2026, or nothing."
    typed(cells["from_year"], "2026")
    typed(cells["to_year"], "2020")
    assert problems["to_year"].text() == "This is before “First year”."
    assert not made.save.isEnabled()
    typed(cells["to_year"], "")
    typed(cells["name"], "Juneteenth")
    assert "there are two of this name" in problems["name"].text().lower()
    typed(cells["name"], "")
    assert not made.save.isEnabled()
    made.discard.click()
    assert tuple(made.holidays.draft.holidays) == SHIPPED.holidays
    assert cells["name"].value() == "Memorial Day"
    assert not made.save.isEnabled()


def test_days_that_follow_the_moon_are_listed_one_by_one(sheet):
    made = sheet.make()
    cells = choose(made, "Lunar New Year")
    boxes = made.holidays.editor._boxes
    assert boxes["dates"].isVisible()
    assert not boxes["on"].isVisible()
    typed(cells["dates"], "02/06/2027, Feb 17 2026, 2/17/2026")
    place = row_of(made.holidays, "Lunar New Year")
    assert made.holidays.draft.holidays[place].dates == (date(2026, 2, 17), date(2027, 2, 6))
    assert made.holidays.editor.told.text() == "2026: Tue Feb 17; 2027: Sat Feb 6."
    typed(cells["dates"], "02/06/2027, soon")
    assert "“soon” is no date" in made.holidays.editor.problems["dates"].text()
    typed(cells["dates"], "")
    assert "at least one day" in made.holidays.editor.problems["dates"].text()
    assert not made.save.isEnabled()
    cells["listed"].box.setCurrentIndex(0)
    assert boxes["on"].isVisible()
    typed(cells["on"], "February 1")
    assert made.holidays.draft.holidays[place].dates == ()
    assert made.save.isEnabled()


def test_a_table_without_any_holiday_is_refused_and_the_shipped_one_brings_them_back(sheet):
    made = sheet.make()
    while made.holidays.draft.holidays:
        made.holidays.remove.click()
    assert "leaves out no day at all" in made.news.words.text()
    assert not made.save.isEnabled()
    assert not made.holidays.edit.isEnabled()
    made.shipped.click()
    assert tuple(made.holidays.draft.holidays) == SHIPPED.holidays
    assert not made.holidays.draft.changed


def test_esc_goes_back_to_all_holidays_and_closing_asks_before_changes_are_lost(sheet, qtbot):
    made = sheet.make()
    cells = choose(made, "Labor Day")
    typed(cells["source"], "Somewhere")
    typed(cells["on"], "nonsense")
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert made.holidays.stack.currentIndex() == 0
    assert made.save.isEnabled()  # what was no day is forgotten
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert made.isVisible()
    assert sheet.answers.asked == ["The changed holidays are not saved."]
    sheet.answers.answer = True
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert not made.isVisible()


def test_the_buttons_belong_to_the_page_that_is_seen(sheet):
    made = sheet.make()
    add(made, "Day of the desk", "December 3")
    made.pages.setCurrentIndex(0)
    assert not made.save.isEnabled()
    assert not made.discard.isEnabled()
    made.pages.setCurrentWidget(made.holidays)
    assert made.save.isEnabled()


def test_a_nurse_looks_at_the_holidays_and_changes_nothing(sheet):
    sheet.people.begin("rn1")
    sheet.people.put(Person("A. Ruiz, RN", Role.NURSE, "", sheet.people.hashed("correct horse battery")))
    sheet.people.sign_in("A. Ruiz, RN", "correct horse battery")
    made = sheet.make()
    assert made.holidays.edit.text() == "Look at this holiday…"
    cells = choose(made, "Labor Day")
    assert not cells["name"].line.isEnabled()
    for button in (made.holidays.add, made.holidays.remove, made.save, made.shipped):
        assert not button.isEnabled()
    assert "Only a supervisor or an administrator" in made.news.words.text()


def test_a_log_that_cannot_keep_the_holidays_says_so(sheet, qtbot, monkeypatch):
    made = sheet.make()
    add(made, "Day of the desk", "December 3")

    def full(*_args):
        raise CaseLogError(CaseLogErrorKind.DISK_FULL, "The disk is full.")

    monkeypatch.setattr(sheet.log, "keep", full)
    made.save.click()
    qtbot.waitUntil(lambda: made.news.words.text() == "Not saved. The disk is full.")
    assert made.save.isEnabled()
    assert sheet.deadlines.calendar == SHIPPED
