"""What every exporter promises, whatever it makes: run over all that the registry names."""

import csv
import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pymupdf
import pytest

from imr_desk.export.characters import printable
from imr_desk.export.registry import exporters
from imr_desk.model.errors import ExportError
from imr_desk.ports import Exporter
from tests.unit.export.dossiers import HOSTILE
from tests.unit.export.papers import BENCHES, RESOURCES, bench, solid

ALL = exporters(RESOURCES)
EVERY = pytest.mark.parametrize("exporter", ALL, ids=lambda exporter: exporter.name)
CASES = pytest.mark.parametrize("case", BENCHES)


def text_of(exporter: Exporter, content: bytes) -> str:
    """What a reader of the file reads, white space left out."""
    match exporter.suffix:
        case ".pdf":
            with pymupdf.open(stream=content, filetype="pdf") as document:
                return solid("".join(page.get_text() for page in document))
        case ".csv":
            rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
            return solid("\n".join(cell for row in rows for cell in row))
        case ".xlsx":
            return solid("\n".join(cell for row in sheet_cells(content) for cell in row))
        case _:
            return solid(content.decode("utf-8"))


def sheet_cells(content: bytes) -> list[list[str]]:
    """All cells of a workbook, read by the standard library alone."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        strings = ET.fromstring(book.read("xl/sharedStrings.xml"))
        words = ["".join(part.text or "" for part in each.iter(f"{space}t")) for each in strings]
        sheets = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        rows = []
        for name in sheets:
            sheet = ET.fromstring(book.read(name))
            assert not list(sheet.iter(f"{space}f")), "a formula"
            for row in sheet.iter(f"{space}row"):
                cells = row.findall(f"{space}c")
                assert {cell.get("t") for cell in cells} <= {"s"}, "a cell that is no text"
                rows.append([words[int(cell.findtext(f"{space}v"))] for cell in cells])
    return rows


# What a narrow copy leaves out is proved with the profiles; a table of deadlines or flags has no row for each item.
WHOLE = ("summary-pdf", "summary-counsel", "items-csv", "tables-xlsx", "case-json", "claim-note")
EVERY_WHOLE = pytest.mark.parametrize(
    "exporter", [found for found in ALL if found.name in WHOLE], ids=lambda exporter: exporter.name
)


def test_the_registry_names_each_once():
    assert [exporter.name for exporter in ALL] == [
        "summary-pdf",
        "summary-counsel",
        "summary-party",
        "summary-employer",
        "summary-deidentified",
        "cases-csv",
        "items-csv",
        "deadlines-csv",
        "flags-csv",
        "tables-xlsx",
        "case-json",
        "annotations-json",
        "annotations-csv",
        "deadlines-ics",
        "claim-note",
    ]
    assert len({exporter.label for exporter in ALL}) == len(ALL)


@EVERY
def test_names_are_fit_for_a_command_and_a_menu(exporter):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", exporter.name)
    assert exporter.label[0].isupper()
    assert re.fullmatch(r"\.[a-z]+", exporter.suffix)


@EVERY
@CASES
def test_every_case_gives_a_file(exporter, case):
    if exporter.name == "deadlines-ics" and not any(each.safe for each in bench(case).dossier().deadlines):
        with pytest.raises(ExportError, match="date"):
            exporter.content(bench(case).dossier())
        return
    assert len(exporter.content(bench(case).dossier())) > 140


@EVERY
@CASES
def test_the_same_dossier_gives_the_same_bytes(exporter, case):
    dossier = bench(case).dossier()
    if exporter.name == "deadlines-ics" and not any(each.safe for each in dossier.deadlines):
        return  # nothing to put into a calendar, as the test above has it
    assert exporter.content(dossier) == exporter.content(BENCHES[case]().dossier())


@EVERY_WHOLE
@CASES
def test_every_file_says_whose_case_and_which_letter_it_is(exporter, case):
    text = text_of(exporter, exporter.content(bench(case).dossier()))
    assert bench(case).letter.fingerprint[:12] in text
    if case != "plain text":  # a letter without a header
        assert "CM26-0000417" in text


@EVERY_WHOLE
@CASES
def test_no_item_is_left_out_and_each_has_its_decision(exporter, case):
    text = text_of(exporter, exporter.content(bench(case).dossier())).lower()
    for item in bench(case).review.items:
        assert item.outcome is not None
        assert item.outcome.value in text
    counted = text.count("upheld:treatmentstaysdenied") + text.count("overturned:treatmentapproved")
    if exporter.suffix != ".json":
        assert counted >= len(bench(case).review.items)


@EVERY_WHOLE
def test_a_draft_and_a_finished_review_are_told_apart(exporter):
    done = exporter.content(bench("three items, finished").dossier())
    assert "IfeomaOkafor" in text_of(exporter, done)
    assert text_of(exporter, done) != text_of(exporter, exporter.content(bench("three items, unread").dossier()))


@pytest.mark.parametrize(
    "exporter",
    [found for found in ALL if found.name in WHOLE and found.suffix in (".pdf", ".csv", ".xlsx")],
    ids=lambda e: e.name,
)
def test_hostile_words_stay_words(exporter):
    text = text_of(exporter, exporter.content(bench("hostile").dossier()))
    for words in HOSTILE:
        assert solid(words) in text


@EVERY
def test_no_control_character_and_no_reversed_text_reaches_a_reader(exporter):
    content = exporter.content(bench("hostile").dossier())
    text = text_of(exporter, content)
    if exporter.suffix == ".json":  # JSON escapes control characters itself, and must give them back unchanged
        assert all(character >= " " or character == "\n" for character in content.decode())
        return
    assert printable(text) == text
    if exporter.name in WHOLE:
        assert "[U+202E]gnp.exe" in text


def test_no_cell_of_a_table_is_a_formula():
    tables = [exporter for exporter in ALL if exporter.suffix == ".csv"]
    assert tables
    for exporter in tables:
        for case in BENCHES:
            text = exporter.content(bench(case).dossier()).decode("utf-8-sig")
            for row in csv.reader(io.StringIO(text, newline="")):
                for cell in row:
                    assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell[:40]
                    assert not cell.startswith(("\t", "\r"))
