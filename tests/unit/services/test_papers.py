"""Papers of one case and of many: what is written, what is kept, and what the log says of it."""

import errno
import os
import stat
from pathlib import Path

import pytest

from imr_desk.config.places import resources_folder
from imr_desk.config.rule_tables import read_holidays, read_rules
from imr_desk.export.destination import FileDestination
from imr_desk.export.registry import exporters
from imr_desk.model.case import PaperSize
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind, ExportError
from imr_desk.model.handling import GiveDate
from imr_desk.services.deadlines import Deadlines
from imr_desk.services.disclosure import Disclosure, Way
from imr_desk.services.paper_kinds import LetterCopy
from imr_desk.services.papers import Kept, NotWritten, Papers, Written
from tests.synthetic import make_letter, render_pdf

FOR_COUNSEL = Disclosure("Doe & Roe, counsel", "petition\n due in December")


class Asked:
    """A person who watches and cancels once ``limit`` cases are done."""

    def __init__(self, limit=99):
        self.limit, self.steps = limit, []

    def step(self, done, total, name):
        self.steps.append((done, total, name))

    def cancelled(self):
        return len(self.steps) >= self.limit


@pytest.fixture
def cases(desk, tmp_path):
    files = []
    for seed in range(3):
        files.append(tmp_path / f"letter-{seed}.pdf")
        files[-1].write_bytes(render_pdf(make_letter("D", seed)))
    return [taken.case.id for taken in desk.intake.bring_in(files)]


@pytest.fixture
def deadlines(desk):
    return Deadlines(desk.log, desk.reviews.clock, read_rules, read_holidays)


@pytest.fixture
def papers(desk, deadlines):
    return Papers(
        desk.log, desk.reviews, lambda: exporters(resources_folder()), FileDestination(), "imr_desk test", deadlines
    )


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "papers"
    made.mkdir()
    return made


def exported(desk, case_id):
    return [event.detail for event in desk.log.events(case_id) if event.kind == "exported"]


def test_a_dossier_holds_deadlines_acts_and_history(desk, papers, deadlines, cases):
    desk.handling.take(cases[:1], GiveDate("date_received", "2026-11-20"))
    dossier = papers.dossier(cases[0])
    assert dossier.deadlines == deadlines.of(desk.log.handled(cases[:1])[0])
    assert any(deadline.safe is not None for deadline in dossier.deadlines)
    assert dossier.rules == f"{deadlines.rules.name}, version {deadlines.rules.version}"
    assert dossier.events == desk.log.events(cases[0])
    assert dossier.size is PaperSize.US_LETTER
    papers.size = PaperSize.A4
    assert papers.dossier(cases[0]).size is PaperSize.A4


def test_the_log_says_who_took_what_for_whom(desk, papers, cases, folder):
    papers.export(cases[0], "summary-counsel", folder / "a.pdf", FOR_COUNSEL)
    papers.export(cases[0], "claim-note", folder / "a.txt")
    papers.note(cases[0], "summary-pdf", Disclosure("printer"))
    assert exported(desk, cases[0]) == [
        "Case summary for counsel (PDF); for Doe & Roe, counsel; purpose: petition due in December",
        "Claim note (text)",
        "Case summary (PDF); for printer",
    ]


def test_a_preview_writes_and_notes_nothing(desk, papers, cases):
    assert papers.preview(cases[0], "summary-pdf").content.startswith(b"%PDF")
    assert exported(desk, cases[0]) == []


def test_a_batch_writes_a_file_a_case_under_names_that_say_nothing(desk, papers, cases, folder):
    watched = Asked()
    results = list(papers.export_each(cases, "claim-note", folder, FOR_COUNSEL, progress=watched))
    assert results == [Written(case_id, folder / f"case-{case_id} claim-note.txt") for case_id in cases]
    assert [step[:2] for step in watched.steps] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert sorted(path.name for path in folder.iterdir()) == sorted(result.path.name for result in results)
    assert all(len(exported(desk, case_id)) == 1 for case_id in cases)


def test_a_batch_that_is_cancelled_leaves_whole_files_and_no_others(desk, papers, cases, folder):
    results = list(papers.export_each(cases, "claim-note", folder, FOR_COUNSEL, progress=Asked(2)))
    assert [result.case_id for result in results] == cases[:2]
    assert len(list(folder.iterdir())) == 2
    assert exported(desk, cases[2]) == []


def test_a_file_that_is_there_is_replaced_only_when_somebody_said_so(desk, papers, cases, folder):
    older = folder / papers.file_name(cases[1], "claim-note")
    older.write_text("mine")
    assert papers.standing(cases, "claim-note", folder) == (older,)
    results = list(papers.export_each(cases, "claim-note", folder, FOR_COUNSEL))
    assert results[1] == Kept(cases[1], older)
    assert older.read_text() == "mine"
    assert exported(desk, cases[1]) == []
    again = list(papers.export_each(cases, "claim-note", folder, FOR_COUNSEL, replace=True))
    assert all(isinstance(result, Written) for result in again)
    assert older.read_text() != "mine"


def test_a_case_that_fails_stops_nothing_and_is_told(papers, cases, folder):
    results = list(papers.export_each([cases[0], 999, cases[1]], "claim-note", folder, FOR_COUNSEL))
    assert isinstance(results[1], NotWritten)
    assert "999" in results[1].sentence or "case" in results[1].sentence
    assert [type(result) for result in results] == [Written, NotWritten, Written]


@pytest.mark.parametrize("name", ["cases-csv", "items-csv", "deadlines-csv", "flags-csv", "tables-xlsx"])
def test_many_cases_go_into_one_table_and_each_has_its_line_in_the_log(desk, papers, cases, folder, name):
    path = folder / f"many{papers.exporter(name).suffix}"
    assert papers.export_together(cases, name, path, FOR_COUNSEL)
    assert path.stat().st_size > 100
    assert all(len(exported(desk, case_id)) == 1 for case_id in cases)
    if name == "cases-csv":
        rows = path.read_text(encoding="utf-8-sig").splitlines()
        assert len(rows) == 1 + len(cases)


def test_a_table_that_is_cancelled_or_fails_leaves_the_older_file(desk, papers, cases, folder):
    path = folder / "many.csv"
    path.write_text("older")
    assert not papers.export_together(cases, "cases-csv", path, FOR_COUNSEL, Asked(1))
    with pytest.raises(CaseLogError):
        papers.export_together([*cases, 999], "cases-csv", path, FOR_COUNSEL)
    assert path.read_text() == "older"
    assert exported(desk, cases[0]) == []
    assert [each.name for each in folder.iterdir()] == ["many.csv"]


def test_a_paper_of_one_case_does_not_take_many(papers, cases, folder):
    with pytest.raises(ExportError, match="one case"):
        papers.export_together(cases, "summary-pdf", Path(folder / "x.pdf"), FOR_COUNSEL)
    with pytest.raises(ExportError, match="no paper called"):
        papers.standing(cases, "nothing", folder)


def test_the_log_says_by_which_way_and_why_it_is_more_than_needed(desk, papers, cases):
    papers.note(cases[0], "claim-note", Disclosure("the employer", "", "self-\ninsured"), Way.PRINTED_IN_PART)
    papers.note(cases[0], "claim-note", Disclosure(), Way.COPIED)
    assert exported(desk, cases[0]) == [
        "Claim note (text), printed in part; for the employer; more than the recipient needs, because: self- insured",
        "Claim note (text), copied to the clipboard",
    ]


def test_a_preview_says_whether_the_review_is_finished(desk, papers, cases):
    made = papers.preview(cases[0], "claim-note")
    assert made.draft
    assert made.suffix == ".txt"
    assert made.remark == ""


def test_a_copy_of_the_letter_leaves_like_any_other_paper(desk, papers, cases, folder):
    copy = LetterCopy(
        "letter-copy", "Letter", lambda case_id: (desk.log.content(case_id), "Look at it."), lambda _: ".pdf"
    )
    papers.copies = (copy,)
    made = papers.export(cases[0], "letter-copy", folder / "a.pdf", FOR_COUNSEL)
    assert made.content == desk.log.content(cases[0]) == (folder / "a.pdf").read_bytes()
    assert made.remark == "Look at it."
    assert papers.file_name(cases[1], "letter-copy") == f"case-{cases[1]} letter-copy.pdf"
    assert [type(each) for each in papers.export_each(cases, "letter-copy", folder, FOR_COUNSEL)] == [Written] * 3
    assert exported(desk, cases[1]) == ["Letter; for Doe & Roe, counsel; purpose: petition due in December"]
    assert copy in papers.all_papers
    with pytest.raises(ExportError, match="Letter is a paper of one case"):
        papers.export_together(cases, "letter-copy", folder / "all.pdf", FOR_COUNSEL)


def test_what_is_refused_leaves_by_no_way(desk, papers, cases, folder):
    papers.refusal_of = lambda case_id: "You read this case blind." if case_id == cases[0] else ""
    papers.copies = (LetterCopy("letter-copy", "Letter", lambda _: (b"", ""), lambda _: ".pdf"),)
    for name in ("claim-note", "letter-copy"):
        with pytest.raises(ExportError, match="blind"):
            papers.preview(cases[0], name)
        with pytest.raises(ExportError, match="blind"):
            papers.export(cases[0], name, folder / "a", FOR_COUNSEL)
    with pytest.raises(ExportError, match="blind"):
        papers.export_together(cases, "cases-csv", folder / "all.csv", FOR_COUNSEL)
    results = list(papers.export_each(cases, "claim-note", folder, FOR_COUNSEL))
    assert results[0] == NotWritten(cases[0], "You read this case blind.")
    assert [type(each) for each in results[1:]] == [Written, Written]
    assert exported(desk, cases[0]) == []
    assert len(list(folder.iterdir())) == 2


def test_a_path_that_is_too_long_is_a_sentence_and_no_crash(papers, cases, folder):
    deep = folder.joinpath(*["x" * 250] * 17)
    assert papers.standing(cases, "claim-note", deep) == ()
    results = list(papers.export_each(cases, "claim-note", deep, FOR_COUNSEL))
    assert all("too long" in each.sentence for each in results)


def test_a_disk_that_fills_up_leaves_whole_files_and_says_so_of_the_rest(desk, papers, cases, folder, monkeypatch):
    """A disk of this size cannot be made everywhere; the system reports it as one does, while the file is written."""
    synced, real = [], os.fsync

    def fsync(handle):
        if stat.S_ISREG(os.fstat(handle).st_mode):
            synced.append(handle)
            if len(synced) > 1:
                raise OSError(errno.ENOSPC, "no space")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    results = list(papers.export_each(cases, "claim-note", folder, FOR_COUNSEL))
    assert [type(each) for each in results] == [Written, NotWritten, NotWritten]
    assert all("disk is full" in each.sentence for each in results[1:])
    assert [path.name for path in folder.iterdir()] == [f"case-{cases[0]} claim-note.txt"]
    assert exported(desk, cases[1]) == []


def test_a_file_that_the_log_cannot_note_is_told(desk, papers, cases, folder, monkeypatch):
    def full(*_):
        raise CaseLogError(CaseLogErrorKind.DISK_FULL, "The disk of the case log is full.")

    monkeypatch.setattr(desk.log, "note_event", full)
    with pytest.raises(ExportError, match="written, but the log could not note who it is for"):
        papers.export(cases[0], "claim-note", folder / "a.txt", FOR_COUNSEL)
