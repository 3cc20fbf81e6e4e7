"""The tables of cases, items, deadlines and flags, as CSV and as a workbook, of one case and of many."""

import csv
import io
import tempfile
import zipfile
from xml.etree import ElementTree as ET

import msgspec
import pytest

from imr_desk.export import workbook
from imr_desk.export.table_rows import CASES, DEADLINES, FLAGS, TABLES
from imr_desk.export.tables import TableCsv
from imr_desk.export.workbook import TablesXlsx
from imr_desk.model.edits import SetField
from imr_desk.model.errors import ExportError
from tests.contracts.exports.test_exporters import sheet_cells
from tests.unit.export.dossiers import one_item, three_finished
from tests.unit.export.papers import BENCHES, bench

ALL = [bench(name).dossier() for name in ("one item, finished", "three items, finished", "twenty-one items")]


def rows_of(table, *dossiers):
    text = TableCsv(table).content_of_all(dossiers).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("name", BENCHES)
def test_every_row_has_exactly_its_columns(table, name):
    for row in table.rows(bench(name).dossier()):
        assert set(row) == set(table.columns)
    assert len(set(table.columns)) == len(table.columns)


def test_many_cases_follow_one_another_under_one_heading():
    assert len(rows_of(CASES, *ALL)) == 3
    assert [row["items"] for row in rows_of(CASES, *ALL)] == ["1", "3", "21"]
    assert len(rows_of(DEADLINES, *ALL)) == sum(len(dossier.deadlines) for dossier in ALL)


def test_a_deadline_has_both_dates_its_rule_and_its_assumptions():
    row = next(row for row in rows_of(DEADLINES, one_item().dossier()) if row["rule"] == "R3")
    assert (row["duty"], row["safe_date"], row["latest_arguable_date"]) == ("theirs", "2026-11-28", "2026-12-24")
    assert (row["counted_from"], row["assumed"]) == ("2026-10-29", "yes")
    assert "How it was served is not known" in row["assumptions"]
    assert row["rule_table"].startswith("California IMR deadlines, version ")


def test_flags_tell_what_became_of_them_and_why():
    rows = {row["rule"]: row for row in rows_of(FLAGS, three_finished().dossier())}
    settled = rows["decision-contradicts-rationale"]
    assert (settled["state"], settled["settled_by"]) == ("dismissed", "Ifeoma Okafor")
    assert settled["reason"] == "Read both; the rationale denies."
    assert rows["decision-late"]["state"] == "open"


def test_the_workbook_holds_the_same_cells_as_the_tables():
    expected = []
    for table in TABLES:
        expected.append(list(table.columns))
        expected += [[row[column] for column in table.columns] for row in rows_of(table, *ALL)]
    assert [
        [cell.replace("\r\n", "\n") for cell in row] for row in sheet_cells(TablesXlsx().content_of_all(ALL))
    ] == [[cell.replace("\r\n", "\n") for cell in row] for row in expected]


def test_a_workbook_has_a_sheet_for_each_table_and_no_formula_link_or_macro():
    with zipfile.ZipFile(io.BytesIO(TablesXlsx().content_of_all([bench("hostile").dossier(), *ALL]))) as book:
        names = book.namelist()
        sheets = ET.fromstring(book.read("xl/workbook.xml"))
        assert [each.get("name") for each in sheets.iter() if each.tag.endswith("}sheet")] == [
            table.name for table in TABLES
        ]
        assert not any(word in name for name in names for word in ("vba", "external", "hyperlink"))
        assert all(b"<f>" not in book.read(name) for name in names)


def test_the_same_cases_give_the_same_bytes():
    assert TablesXlsx().content_of_all(ALL) == TablesXlsx().content_of_all(list(ALL))


def test_nothing_is_put_into_a_folder_for_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    TablesXlsx().content_of_all(ALL)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(tempfile, "mkstemp", lambda *args, **kwargs: pytest.fail("a temporary file"))
    TablesXlsx().content_of_all(ALL)


def test_a_cell_that_is_full_says_so():
    case = one_item()
    dossier = msgspec.structs.replace(case.dossier(), review=_noted(case))
    cells = [cell for row in sheet_cells(TablesXlsx().content(dossier)) for cell in row]
    longest = max(cells, key=len)
    assert len(longest) == 32_767
    assert longest.endswith("[cut: the cell is full]")


def _noted(case):
    return msgspec.structs.replace(case.review, note="word " * 9_000)


def test_more_rows_than_a_sheet_can_hold_are_refused(monkeypatch):
    monkeypatch.setattr(workbook, "_MOST_ROWS", 3)
    with pytest.raises(ExportError, match="Choose fewer cases"):
        TablesXlsx().content_of_all(ALL)


def test_leading_zeros_and_letters_of_all_kinds_stay():
    case = one_item()
    dossier = bench("one item, finished").dossier()
    entry = SetField(None, "claim_number", "000123456789012345").apply(
        msgspec.structs.replace(case.review, finished=None), case.letter, case.acts[0].by
    )
    cells = [
        cell
        for row in sheet_cells(TablesXlsx().content(msgspec.structs.replace(dossier, review=entry)))
        for cell in row
    ]
    assert "000123456789012345" in cells
