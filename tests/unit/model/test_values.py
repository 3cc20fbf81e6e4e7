"""Dates as letters print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imr_desk.model.values import date_of, parse_date


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("01/06/2017", "2017-01-06"),
        ("5/2/1999", "1999-05-02"),
        ("10-13-16", "2016-10-13"),
        ("August 30, 2013", "2013-08-30"),
        ("Sept. 6, 2017", "2017-09-06"),
        ("2017-01-06", "2017-01-06"),
        ("11/31/2013", None),
        ("02/29/2015", None),
        ("May 2013", None),
        ("13/01/2013", None),
        ("", None),
    ],
)
def test_dates_are_read_month_first_or_not_at_all(printed, iso):
    assert parse_date(printed) == iso


@given(st.dates(date(1969, 1, 1), date(2068, 12, 31)))
def test_every_date_reads_back_from_each_way_to_print_it(day):
    for printed in (f"{day:%m/%d/%Y}", f"{day.month}-{day.day}-{day:%y}", f"{day:%B} {day.day}, {day.year}"):
        assert parse_date(printed) == day.isoformat()


@given(st.text(max_size=20))
def test_any_words_are_a_date_or_none(words):
    iso = parse_date(words)
    assert iso is None or date_of(iso) is not None
