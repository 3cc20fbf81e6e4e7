"""Tables of the dashboard as files."""

import csv
import io

import pytest

from imr_desk.export.figure_tables import table_csv


def read(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_numbers_stay_numbers_and_words_are_quoted_where_needed():
    content = table_csv((("Group", "Items"), ('a "b", c', 1234567), ("é", 12.5)))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 3
    assert read(content) == [["Group", "Items"], ['a "b", c', "1234567"], ["é", "12.5"]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t=", "\n=", "＝"])
def test_no_word_is_taken_for_a_formula(start):
    cell = read(table_csv(((f"{start}1+1",),)))[0][0]
    assert cell.startswith("'")


def test_a_name_stays_on_its_line():
    assert read(table_csv((("one\r\ntwo\u2028three", 1),))) == [["one two three", "1"]]
