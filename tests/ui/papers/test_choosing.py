"""For whom, which paper, and what is seen of it before it leaves."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imr_desk.services.recipients import RECIPIENTS
from tests.ui.papers.conftest import choose, recipient


def test_the_sheet_begins_with_what_the_claim_file_needs_and_shows_it(office):
    sheet = office.open(office.cases[:1])
    assert sheet.choosing.paper.name == "summary-pdf"
    pages = sheet.choosing.preview.pages
    assert pages.count > 1
    assert pages.isVisible()
    assert sheet.choosing.preview.where.text() == f"Page 1 of {pages.count}"
    assert "DRAFT" in sheet.choosing.draft.words.text()
    assert sheet.choosing.draft.isVisible()
    assert sheet.windowTitle() == "Hand out papers"
    assert office.exported(office.cases[0]) == []


@pytest.mark.parametrize("each", RECIPIENTS, ids=lambda each: each.name)
def test_each_recipient_is_offered_the_least_that_they_need(office, each):
    sheet = office.open(office.cases[1:2])
    recipient(office, sheet, each.name)
    assert not each.excess(sheet.choosing.paper)
    assert sheet.choosing.list.rows.mark(sheet.choosing.paper) == "suggested"
    assert not sheet.choosing.excess.isVisible()
    assert office.counter.remembered.recipient is each


def test_a_paper_that_holds_too_much_warns_in_words_and_asks_for_a_reason(office):
    sheet = office.open(office.cases[:1])
    recipient(office, sheet, "employer")
    choose(office, sheet, "summary-pdf")
    warning = sheet.choosing.excess
    assert warning.isVisible()
    assert "Labor Code 3762(c)" in warning.words.text()
    assert "the diagnosis and clinical facts" in warning.words.text()
    office.answers.target = office.folder / "paper.pdf"
    for button in (sheet.save, sheet.print):
        button.click()
        office.settle(sheet)
        assert "Say why" in sheet.said.text()
        assert QApplication.focusWidget() is warning.reason
    assert office.answers.asked == []
    assert list(office.folder.iterdir()) == []
    warning.reason.setText("The employer is self-insured and adjusts this claim")
    sheet.save.click()
    office.settle(sheet)
    (line,) = office.exported(office.cases[0])
    assert line.startswith(
        "Case summary (PDF); for the employer; purpose: Tell which treatments were approved; more "
    )
    assert line.endswith("because: The employer is self-insured and adjusts this claim")


def test_a_reason_for_one_paper_is_none_for_another(office):
    sheet = office.open(office.cases[:1])
    recipient(office, sheet, "employer")
    choose(office, sheet, "summary-pdf")
    sheet.choosing.excess.reason.setText("agreed")
    choose(office, sheet, "flags-csv")
    assert sheet.choosing.excess.given == ""
    choose(office, sheet, "summary-employer")
    assert not sheet.choosing.excess.isVisible()
    assert sheet.choosing.lacks() is None


def test_somebody_else_must_be_named_and_a_purpose_said(office):
    sheet = office.open(office.cases[:1])
    recipient(office, sheet, "other")
    form = sheet.choosing.form
    sheet.save.click()
    assert sheet.said.text() == "Say who gets the paper."
    assert QApplication.focusWidget() is form.who
    form.who.setText("  the  training\tgroup ")
    assert sheet.said.text() == ""
    form.purpose.setEditText(" ")
    sheet.save.click()
    assert "what the paper is for" in sheet.said.text()
    form.purpose.setEditText("Course in March")
    office.answers.target = office.folder / "paper.pdf"
    sheet.save.click()
    office.settle(sheet)
    assert office.exported(office.cases[0]) == [
        "Case summary, de-identified (PDF); for the training group; purpose: Course in March"
    ]


def test_tables_are_seen_as_tables_and_texts_as_texts(office):
    sheet = office.open(office.cases[:1])
    preview = sheet.choosing.preview
    choose(office, sheet, "items-csv")
    table = preview.shown
    heads = [table.horizontalHeaderItem(column).text() for column in range(table.columnCount())]
    assert table.rowCount() == 3
    assert "decision words" in heads
    choose(office, sheet, "tables-xlsx")
    assert [preview.tables.tabText(place) for place in range(preview.tables.count())] == [
        "Cases", "Disputed items", "Deadlines", "Flags",
    ]  # fmt: skip
    choose(office, sheet, "claim-note")
    assert preview.words.toPlainText().startswith("IMR DETERMINATION")
    choose(office, sheet, "case-json")
    assert preview.words.toPlainText().startswith("{")
    assert not any(tool.isVisible() for tool in preview.page_tools)


def test_what_is_no_page_and_no_text_is_not_printed_and_says_why(office):
    sheet = office.open(office.cases[:1])
    choose(office, sheet, "cases-csv")
    assert not sheet.print.isEnabled()
    assert "saved, not printed" in sheet.print.accessibleDescription()
    assert not sheet.copy.isVisible()
    choose(office, sheet, "claim-note")
    assert sheet.print.isEnabled()
    assert sheet.copy.isVisible()


def test_a_paper_that_cannot_be_made_says_why_and_cannot_be_saved(office):
    sheet = office.open(office.cases[:1])
    office.papers.refusal_of = lambda case_id: "You are reading this case a second time."
    choose(office, sheet, "claim-note")
    assert sheet.choosing.preview.waiting.text() == "You are reading this case a second time."
    assert not sheet.save.isEnabled()
    assert not sheet.print.isEnabled()
    assert not sheet.choosing.draft.isVisible()


def test_what_must_be_told_of_a_copy_is_told(office):
    sheet = office.open(office.cases[:1], paper="letter-marked")
    assert sheet.choosing.paper.name == "letter-marked"
    assert sheet.choosing.remark.words.text() == "Look."
    assert sheet.choosing.remark.isVisible()
    assert sheet.choosing.preview.pages.count > 1


def test_papers_of_other_cases_of_the_selection_are_looked_at_in_turn(office):
    sheet = office.open(office.cases)
    preview = sheet.choosing.preview
    assert preview.case.text() == f"Case {office.cases[0]} (1 of 3)"
    first = preview.pages.count
    sheet.activateWindow()
    QTest.keyClick(sheet, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    office.settle(sheet)
    assert preview.case.text() == f"Case {office.cases[1]} (2 of 3)"
    assert preview.pages.count != first or preview.pages.count > 0
    preview.case_after.click()
    office.settle(sheet)
    assert not preview.case_after.isEnabled()
    assert preview.case_before.isEnabled()


def test_one_file_is_offered_only_of_papers_that_take_many_cases(office):
    sheet = office.open(office.cases)
    assert sheet.many.only.isVisible()
    assert sheet.many.each.isChecked()
    choose(office, sheet, "cases-csv")
    assert sheet.many.together.isVisible()
    assert sheet.many.together.isChecked()
    one = office.open(office.cases[:1])
    assert not one.many.isVisible()


def test_everything_is_reached_by_tab_from_top_to_bottom(office):
    sheet = office.open(office.cases[:1])
    form, preview = sheet.choosing.form, sheet.choosing.preview
    form.whom.setFocus()
    seen = []
    for _ in range(14):
        seen.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    wanted = [form.whom, form.who, form.purpose, sheet.choosing.list, preview.after, preview.out, preview.into]
    wanted += [preview.fit, preview.pages, sheet.print, sheet.save, sheet.shut]
    order = [seen.index(widget) for widget in wanted]
    assert order == sorted(order)


def test_keys_turn_pages_and_change_the_zoom(office):
    sheet = office.open(office.cases[:1])
    pages = sheet.choosing.preview.pages
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(sheet, Qt.Key.Key_PageDown, control)
    office.settle(sheet)
    assert pages.page == 2
    QTest.keyClick(sheet, Qt.Key.Key_PageUp, control)
    office.settle(sheet)
    assert pages.page == 1
    fitted = pages.zoom
    QTest.keyClick(sheet, Qt.Key.Key_Minus, control)
    office.settle(sheet)
    assert pages.zoom < fitted
    QTest.keyClick(sheet, Qt.Key.Key_0, control)
    office.settle(sheet)
    assert pages.is_fitted


def test_every_row_tells_those_who_cannot_see_it_what_it_holds(office):
    sheet = office.open(office.cases[:1])
    recipient(office, sheet, "employer")
    rows = sheet.choosing.list.rows
    texts = [rows.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(rows.rowCount())]
    assert "Case summary: For the claim file, PDF, holds more" in texts
    assert "Case summary: For the employer, PDF, suggested" in texts
    assert sheet.choosing.list.accessibleName() == "Which paper"
