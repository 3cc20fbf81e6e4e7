"""Saving, printing and copying the paper of one case."""

import threading

import pymupdf
import pypdf
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from tests.ui.papers.conftest import choose


def test_enter_saves_and_the_log_says_for_whom(office):
    sheet = office.open(office.cases[:1])
    office.answers.target = office.folder / "paper.pdf"
    sheet.choosing.form.who.setText("Unit 4")
    QTest.keyClick(sheet.choosing.list, Qt.Key.Key_Return)
    office.settle(sheet)
    suggestion, kind = office.answers.asked[0]
    assert suggestion.name == f"case-{office.cases[0]} summary-pdf.pdf"
    assert kind == "Case summary (PDF)"
    assert sheet.said.text() == "Written: paper.pdf."
    assert sheet.folder.isVisible()
    assert pymupdf.open(office.folder / "paper.pdf").page_count > 1
    assert office.exported(office.cases[0]) == [
        "Case summary (PDF); for the claim file (Unit 4); purpose: Keep the claim file complete"
    ]


def test_the_folder_is_remembered_until_it_is_gone(office):
    sheet = office.open(office.cases[:1])
    office.answers.target = office.folder / "paper.pdf"
    sheet.save.click()
    office.settle(sheet)
    sheet.save.click()
    office.settle(sheet)
    assert office.answers.asked[1][0].parent == office.folder
    (office.folder / "paper.pdf").unlink()
    office.folder.rmdir()
    assert office.counter.remembered.folder != office.folder


def test_who_thinks_better_of_it_writes_nothing(office):
    sheet = office.open(office.cases[:1])
    sheet.save.click()
    office.settle(sheet)
    assert list(office.folder.iterdir()) == []
    assert office.exported(office.cases[0]) == []
    assert sheet.said.text() == ""


def test_what_the_disk_refuses_is_told_and_the_older_file_stands(office):
    sheet = office.open(office.cases[:1])
    for target, words in (
        (office.folder / "gone" / "paper.pdf", "The folder is no longer there"),
        (office.folder / f"{'x' * 300}.pdf", "The file name is too long"),
    ):
        office.answers.target = target
        sheet.save.click()
        office.settle(sheet)
        assert words in sheet.said.text()
        assert not sheet.folder.isVisible()
    guarded = office.folder / "older.pdf"
    guarded.write_text("older")
    guarded.chmod(0o444)
    office.answers.target = guarded
    sheet.save.click()
    office.settle(sheet)
    assert "write-protected" in sheet.said.text()
    assert guarded.read_text() == "older"
    assert [path.name for path in office.folder.iterdir()] == ["older.pdf"]
    assert office.exported(office.cases[0]) == []


def test_a_paper_is_printed_from_its_preview_and_noted(office, printer):
    sheet = office.open(office.cases[:1])
    office.answers.printer = printer
    QTest.keyClick(sheet, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    office.settle(sheet)
    office.bot.waitUntil(lambda: "sent to the printer" in sheet.said.text())
    count = sheet.choosing.preview.pages.count
    assert office.answers.asked == [count]
    assert len(pypdf.PdfReader(printer.file).pages) == count
    assert printer.docName() == "Paper"
    (line,) = office.exported(office.cases[0])
    assert line.startswith("Case summary (PDF), printed; for the claim file; purpose: ")


def test_a_printer_that_fails_says_so_and_nothing_is_noted(office, printer):
    sheet = office.open(office.cases[:1])
    office.answers.printer = printer
    office.renderer.damaged = {2}
    sheet.print.click()
    office.settle(sheet)
    assert sheet.said.text() == "Page 2 is damaged."
    assert not printer.file.exists()
    assert office.exported(office.cases[0]) == []


def test_printing_is_stopped_before_the_sheet_closes(office, printer):
    sheet = office.open(office.cases[:1])
    office.answers.printer = printer
    office.renderer.open.clear()
    sheet.print.click()
    office.bot.waitUntil(lambda: sheet.handing.busy)
    assert not sheet.save.isEnabled()
    sheet.reject()
    assert sheet.isVisible()
    office.renderer.open.set()
    office.settle(sheet)
    assert "not printed whole" in sheet.said.text()
    assert not printer.file.exists()
    sheet.reject()
    assert not sheet.isVisible()


def test_a_text_is_printed_as_text(office, printer):
    sheet = office.open(office.cases[:1], paper="claim-note")
    office.answers.printer = printer
    sheet.print.click()
    office.settle(sheet)
    words = "".join(page.extract_text() for page in pypdf.PdfReader(printer.file).pages)
    assert "IMRDETERMINATION" in "".join(words.split())
    assert "Claim note (text), printed; " in office.exported(office.cases[0])[0]


def test_the_claim_note_is_copied_whole_once_the_log_knows(office):
    sheet = office.open(office.cases[:1], paper="claim-note")
    QGuiApplication.clipboard().setText("before")
    QTest.keyClick(sheet, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    office.settle(sheet)
    assert QGuiApplication.clipboard().text() == office.papers.preview(office.cases[0], "claim-note").content.decode()
    assert office.exported(office.cases[0]) == [
        "Claim note (text), copied to the clipboard; for the claim file; purpose: Keep the claim file complete"
    ]


def test_what_the_log_cannot_note_is_not_copied(office, monkeypatch):
    sheet = office.open(office.cases[:1], paper="claim-note")
    QGuiApplication.clipboard().setText("before")

    def full(*_):
        raise CaseLogError(CaseLogErrorKind.DISK_FULL, "The disk of the case log is full.")

    monkeypatch.setattr(office.desk.log, "note_event", full)
    sheet.copy.click()
    office.settle(sheet)
    assert sheet.said.text() == "The disk of the case log is full."
    assert QGuiApplication.clipboard().text() == "before"


def test_nothing_is_made_or_drawn_on_the_thread_of_the_window(office, printer):
    threads = set()
    made, drawn = office.papers.preview, office.renderer.render

    def preview(*what):
        threads.add(threading.current_thread())
        return made(*what)

    def render(*what):
        threads.add(threading.current_thread())
        return drawn(*what)

    office.papers.preview, office.renderer.render = preview, render
    sheet = office.open(office.cases[:1])
    office.answers.printer = printer
    sheet.print.click()
    office.settle(sheet)
    choose(office, sheet, "tables-xlsx")
    assert threads
    assert threading.main_thread() not in threads
