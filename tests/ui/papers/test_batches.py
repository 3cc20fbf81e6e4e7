"""A paper of many cases: what stands already, how it goes, what became of each."""

from imr_desk.services.disclosure import Disclosure
from imr_desk.services.papers import Kept, NotWritten, Written
from imr_desk.ui.papers.batch import Batch, BatchSum
from imr_desk.ui.papers.pace import Pace
from tests.ui.papers.conftest import choose


def begun(office, paper="claim-note"):
    sheet = office.open(office.cases)
    choose(office, sheet, paper)
    office.answers.folder = office.folder
    sheet.many.each.setChecked(True)
    return sheet


def ended(office, sheet):
    office.bot.waitUntil(lambda: sheet.stack.currentWidget() is sheet.end, timeout=30_000)
    return [tuple(row) for row in sheet.end.table.rows.rows]


def names(office):
    return sorted(path.name for path in office.folder.iterdir())


def test_a_file_for_each_case_and_a_line_in_each_history(office):
    sheet = begun(office)
    sheet.save.click()
    rows = ended(office, sheet)
    assert sheet.end.head.text() == "3 papers written."
    assert str(office.folder) in sheet.end.where.text()
    assert [row[1] for row in rows] == ["written"] * 3
    assert names(office) == [f"case-{case_id} claim-note.txt" for case_id in office.cases]
    assert all("for the claim file" in office.exported(case_id)[0] for case_id in office.cases)
    assert not sheet.end.retry.isVisible()
    sheet.end.back.click()
    assert sheet.stack.currentWidget() is sheet.first


def test_files_that_stand_are_listed_first_and_kept_when_that_is_said(office):
    older = office.folder / f"case-{office.cases[1]} claim-note.txt"
    older.write_text("mine")
    sheet = begun(office)
    sheet.save.click()
    office.bot.waitUntil(lambda: sheet.stack.currentWidget() is sheet.standing)
    assert sheet.standing.head.text() == "1 file is there already"
    assert [sheet.standing.files.item(row).text() for row in range(sheet.standing.files.count())] == [older.name]
    assert names(office) == [older.name]
    assert sheet.standing.keep.hasFocus()
    sheet.standing.keep.click()
    rows = ended(office, sheet)
    assert sheet.end.head.text() == "2 papers written. 1 kept as it was."
    assert [row[1] for row in rows] == ["kept as it was", "written", "written"]
    assert older.read_text() == "mine"
    assert office.exported(office.cases[1]) == []


def test_files_that_stand_are_replaced_when_that_is_said(office):
    for case_id in office.cases:
        (office.folder / f"case-{case_id} claim-note.txt").write_text("old")
    sheet = begun(office)
    sheet.save.click()
    office.bot.waitUntil(lambda: sheet.stack.currentWidget() is sheet.standing)
    assert sheet.standing.keep.text() == "&Keep them all"
    sheet.standing.replace.click()
    ended(office, sheet)
    assert sheet.end.head.text() == "3 papers written."
    assert all(path.read_text() != "old" for path in office.folder.iterdir())


def test_another_folder_can_be_chosen_and_escape_goes_back(office, tmp_path):
    (office.folder / f"case-{office.cases[0]} claim-note.txt").write_text("mine")
    sheet = begun(office)
    sheet.save.click()
    office.bot.waitUntil(lambda: sheet.stack.currentWidget() is sheet.standing)
    sheet.reject()
    assert sheet.stack.currentWidget() is sheet.first
    assert sheet.isVisible()
    sheet.save.click()
    office.bot.waitUntil(lambda: sheet.stack.currentWidget() is sheet.standing)
    office.answers.folder = tmp_path / "elsewhere"
    office.answers.folder.mkdir()
    sheet.standing.other.click()
    ended(office, sheet)
    assert len(list(office.answers.folder.iterdir())) == 3
    assert names(office) == [f"case-{office.cases[0]} claim-note.txt"]
    assert office.counter.remembered.folder == office.answers.folder


def test_a_case_that_fails_stops_nothing_stands_first_and_can_be_tried_again(office):
    blocked = office.folder / f"case-{office.cases[1]} claim-note.txt"
    office.papers.refusal_of = lambda case_id: "Not yours." if case_id == office.cases[1] else ""
    sheet = begun(office)
    sheet.save.click()
    rows = ended(office, sheet)
    assert sheet.end.head.text() == "2 papers written. 1 could not be made."
    assert rows[0] == (f"Case {office.cases[1]}", "could not be made", "Not yours.")
    assert not blocked.exists()
    office.papers.refusal_of = lambda case_id: ""
    sheet.end.retry.click()
    office.bot.waitUntil(lambda: sheet.end.head.text() == "1 paper written.")
    assert blocked.exists()
    assert len(office.exported(office.cases[0])) == 1


def test_a_folder_that_went_away_fails_each_case_with_its_sentence(office):
    sheet = begun(office)
    office.answers.folder = office.folder / "gone"
    sheet.save.click()
    rows = ended(office, sheet)
    assert sheet.end.head.text() == "Nothing was written. 3 could not be made."
    assert all(row[2] == "The folder is no longer there. Choose another folder." for row in rows)


def test_a_path_that_is_too_long_is_told_and_breaks_nothing(office):
    sheet = begun(office)
    office.answers.folder = office.folder.joinpath(*["x" * 250] * 17)
    sheet.save.click()
    rows = ended(office, sheet)
    assert all("too long" in row[2] for row in rows)


def test_a_batch_is_stopped_between_two_cases_and_what_is_written_stays(office):
    sheet = begun(office, "summary-pdf")
    exporter = office.papers.exporter("summary-pdf")
    real, made = exporter.content, []

    def content(dossier):
        made.append(dossier.case.id)
        sheet.handing.cancel()  # as the button does; it only raises a flag
        return real(dossier)

    exporter.content = content
    sheet.save.click()
    rows = ended(office, sheet)
    assert made == office.cases[:1]
    assert sheet.end.head.text() == "Stopped; what is written stays. 1 paper written."
    assert len(rows) == 1
    assert len(names(office)) == 1
    assert office.exported(office.cases[1]) == []


def test_one_file_of_all_cases(office):
    sheet = office.open(office.cases)
    choose(office, sheet, "cases-csv")
    office.answers.target = office.folder / "all.csv"
    sheet.save.click()
    rows = ended(office, sheet)
    assert office.answers.asked[0][0].name == "3 cases cases-csv.csv"
    assert sheet.end.head.text() == "3 cases written into one file."
    assert len(rows) == 3
    assert len((office.folder / "all.csv").read_text(encoding="utf-8-sig").splitlines()) == 4
    assert all(len(office.exported(case_id)) == 1 for case_id in office.cases)


def test_one_file_that_cannot_be_written_leaves_the_older_one(office):
    sheet = office.open(office.cases)
    choose(office, sheet, "cases-csv")
    older = office.answers.target = office.folder / "all.csv"
    older.write_text("older")
    older.chmod(0o444)
    sheet.save.click()
    assert ended(office, sheet) == []
    assert "write-protected" in sheet.end.head.text()
    assert not sheet.end.folder.isEnabled()
    assert older.read_text() == "older"


def test_the_sheet_says_how_far_it_is(office):
    sheet = begun(office)
    page = sheet.running
    seconds = iter(range(1000))
    page._pace = Pace(lambda: next(seconds) * 0.25)
    page.begin("Writing", 500)
    for done in range(1, 101):
        page.show_step(done, 500)
    assert page.words.text() == "100 of 500 cases · 4 cases a second · about 2 min left"
    page.show_failed(NotWritten(7, "The disk is full."))
    assert page.failed.text() == "1 could not be made so far; the others go on.\nCase 7: The disk is full."
    page.stop.click()
    assert not page.stop.isEnabled()
    page.show_step(500, 500)
    assert page.words.text() == "500 of 500 cases · finishing"


def test_a_batch_of_many_thousand_is_summed_in_a_line(office):
    batch = Batch((1,), "claim-note", office.folder, Disclosure())
    results = (
        *(Written(number, office.folder / "x") for number in range(1500)),
        Kept(1, office.folder / "x"),
        NotWritten(2, "No."),
        NotWritten(3, "No."),
    )
    ended = BatchSum(batch, results)
    assert ended.sentence == "1,500 papers written. 1 kept as it was. 2 could not be made."
    assert ended.failed == (2, 3)


def test_cases_left_out_are_named_over_the_papers(office):
    sheet = office.open(office.cases[:2], left_out="Left out: case 9. You are reading it a second time.")
    assert sheet.left_out.isVisible()
    assert "case 9" in sheet.left_out.text()
