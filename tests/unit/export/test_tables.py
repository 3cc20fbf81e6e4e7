"""The table of items: what a spreadsheet or a claim system reads from it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imr_desk.export.table_rows import ITEMS
from imr_desk.export.tables import TableCsv, guarded
from imr_desk.model.edits import RemoveItem
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS
from tests.unit.export.dossiers import (
    RULINGS,
    Bench,
    bench_of,
    hostile,
    one_item,
    three_finished,
    three_unread,
    twenty_one,
)


def rows_of(bench: Bench) -> list[dict[str, str]]:
    text = TableCsv(ITEMS).content(bench.dossier()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_one_row_an_item_with_the_letters_fields_on_each():
    rows = rows_of(twenty_one())
    assert [row["item"] for row in rows] == [str(number) for number in range(1, 22)]
    assert {row["case_number"] for row in rows} == {"CM26-0000417"}
    assert {row["items"] for row in rows} == {"21"}


def test_the_decision_stands_as_a_word_and_in_words():
    first, second, _ = rows_of(three_finished())
    assert (first["decision"], first["decision_words"]) == ("upheld", "Upheld: treatment stays denied")
    assert (second["decision"], second["decision_words"]) == ("overturned", "Overturned: treatment approved")
    assert (first["decided_by"], first["decided_at"]) == ("R. Ames, RN", "2026-11-23T14:05:00-08:00")
    assert (first["case_outcome"], first["case_outcome_confirmed"]) == ("partially overturned", "yes")
    assert (first["finished_by"], first["finished_at"]) == ("Ifeoma Okafor", "2026-11-23T15:20:00-08:00")


def test_what_only_the_program_says_is_told_as_such():
    row = rows_of(three_unread())[0]
    assert (row["decided_by"], row["case_outcome_confirmed"], row["finished_by"]) == ("", "no", "")
    assert {"decision", "treatment", "decision_date"} <= set(row["not_confirmed"].split("; "))
    assert row["excerpt_confirmed_by"] == ""


def test_confirmed_and_typed_values_are_not_in_that_list():
    names = rows_of(three_finished())[0]["not_confirmed"].split("; ")
    assert not {"decision", "ur_denial_date", "employee", "quantity"} & set(names)


def test_what_keeps_the_review_open_is_counted():
    assert {row["open_problems"] for row in rows_of(three_finished())} == {"0"}
    bench = three_unread()
    assert {row["open_problems"] for row in rows_of(bench)} == {str(len(bench.review.problems()))} != {"0"}
    assert [row["open_flags"] for row in rows_of(bench)] == ["1", "1", "0"]


def test_doubts_go_with_their_notes():
    rows = rows_of(three_finished())
    assert rows[1]["in_doubt"] == (
        "imr_guideline unsure: Section named, edition not.; provider unreadable: The stamp covers the signature."
    )


def test_every_field_of_the_form_has_its_column_but_whole_sections_of_the_letter():
    fields = {spec.name for spec in (*LETTER_FIELDS, *ITEM_FIELDS)}
    assert fields - set(ITEMS.columns) == {"clinical_summary", "documents_reviewed", "rationale"}
    assert len(set(ITEMS.columns)) == len(ITEMS.columns)


def test_dates_are_iso_so_that_they_sort():
    assert rows_of(one_item())[0]["decision_date"] == "2026-10-29"


def test_a_case_without_items_has_a_heading_row_alone():
    content = TableCsv(ITEMS).content(bench_of(RULINGS[:1]).do(RemoveItem("1")).dossier())
    assert content.decode("utf-8-sig").split("\r\n") == [",".join(ITEMS.columns), ""]


def test_a_byte_order_mark_and_crlf_as_excel_wants_them():
    content = TableCsv(ITEMS).content(three_finished().dossier())
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == 4
    assert content.replace(b"\r\n", b"").count(b"\r") == 0


def test_a_note_of_several_lines_stays_in_its_cell():
    row = rows_of(three_finished())[1]
    assert row["item_note"] == "Ask the provider for the date of service.\nCalled the office once; no answer."


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("  =1+1", "'  =1+1"),
        ("＝1+1", "'＝1+1"),
        ("plain", "plain"),
        ("a=b", "a=b"),
        ("2026-11-23", "2026-11-23"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell, safe):
    assert guarded(cell) == safe


def test_hostile_values_come_out_as_text():
    rows = rows_of(hostile())
    assert rows[0]["claim_number"] == '\'=HYPERLINK("http://x.example","a")'
    assert rows[0]["provider"] == "'@SUM(A1)"
    assert rows[1]["disputed"].startswith("'-2+3 ")
    assert rows[2]["disputed"].startswith("[U+202E]gnp.exe 中文 [U+0000][U+0007] \U0001f600")
    assert rows[0]["case_note"] == "' =1+1"


@given(st.text("=+-@\t\r\n '\"aZ,；", max_size=12))
def test_no_text_makes_a_risky_cell(text):
    safe = guarded(text)
    assert not safe.lstrip().startswith(("=", "+", "-", "@"))
    assert safe in (text, f"'{text}")
