"""Dates, moments and places as papers print them."""

import pytest

from imr_desk.export.moments import date_words, moment_words
from imr_desk.model.geometry import Span
from imr_desk.model.letter import TextKind
from imr_desk.model.places import place_words
from tests.unit.export.dossiers import letter_of


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2017-01-06", "01/06/2017"),
        ("0999-12-31", "12/31/0999"),
        ("soon", "soon"),
        ("2017-02-30", "2017-02-30"),
        ("", ""),
    ],
)
def test_dates_in_us_order(iso, words):
    assert date_words(iso) == words


@pytest.mark.parametrize(
    ("iso", "zone", "words"),
    [
        ("2026-11-23T00:05:00-08:00", False, "11/23/2026, 12:05 AM"),
        ("2026-11-23T12:00:00-08:00", False, "11/23/2026, 12:00 PM"),
        ("2026-11-23T23:59:59+05:30", True, "11/23/2026, 11:59 PM (UTC+05:30)"),
        ("2026-11-23T09:07:00-08:00", True, "11/23/2026, 9:07 AM (UTC−08:00)"),
        ("2026-11-23T09:07:00", True, "11/23/2026, 9:07 AM"),
        ("yesterday", True, "yesterday"),
    ],
)
def test_moments(iso, zone, words):
    assert moment_words(iso, zone=zone) == words


PAGES = ("one two\n\nthree four\nfive", "six seven\neight")


def test_places_on_paper_name_page_and_lines():
    letter = letter_of(PAGES)
    assert place_words(letter, (Span(1, 0, 3),)) == "page 1, line 1"
    assert place_words(letter, (Span(1, 4, 25),)) == "page 1, lines 1–3"
    assert place_words(letter, (Span(1, 20, 24), Span(2, 0, 3))) == "page 1, line 3; page 2, line 1"


def test_blank_lines_do_not_count():
    assert place_words(letter_of(PAGES), (Span(1, 9, 14),)) == "page 1, line 2"


def test_one_place_is_named_once():
    assert place_words(letter_of(PAGES), (Span(1, 0, 3), Span(1, 4, 7))) == "page 1, line 1"


def test_plain_text_of_one_page_has_only_lines():
    assert place_words(letter_of(PAGES[:1], TextKind.PLAIN), (Span(1, 9, 25),)) == "lines 2–3"
    assert place_words(letter_of(PAGES, TextKind.PLAIN), (Span(2, 0, 3),)) == "page 2, line 1"


def test_no_evidence_has_no_place():
    assert place_words(letter_of(PAGES), ()) == ""
