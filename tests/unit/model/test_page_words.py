"""Completions from the letter's own words: where runs begin and end, their order, their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imr_desk.model.geometry import Span
from imr_desk.model.page_words import PageWords, WordIndex, plain
from tests.unit.model.letters import letter

FIRST = (
    "Case Number: CM99-0000001\nDate of Injury: 01/02/2016\nRequested: Lumbar epidural\ninjection (levels L4-L5) "
    "and lumbar brace. Lumbar pain goes on; lumbago too.\n\nThe worker’s doctor, J. Smith, M.D. agrees."
)
SECOND = "Page two. Lumbar epidural steroid"


@pytest.fixture
def made():
    return letter(FIRST, "", SECOND)


def texts(made, typed, limit=10):
    return [run.text for run in PageWords().completions(made, typed, limit)]


def test_short_runs_come_first_and_go_across_line_ends(made):
    assert texts(made, "lumb", 20) == [
        "Lumbar",
        "lumbago",
        "Lumbar epidural",
        "lumbar brace",
        "Lumbar pain",
        "lumbago too",
        "Lumbar epidural injection",
        "Lumbar pain goes",
        "Lumbar epidural steroid",
        "Lumbar epidural injection (levels",
        "Lumbar pain goes on",
        "Lumbar epidural injection (levels L4-L5)",
        "Lumbar epidural injection (levels L4-L5) and",
    ]


def test_no_more_than_asked_for(made):
    assert texts(made, "lumb", 3) == ["Lumbar", "lumbago", "Lumbar epidural"]


def test_each_run_stands_where_its_place_says(made):
    for run in PageWords().completions(made, "lu", 50):
        assert made.quote_of(run.spans) == run.text


def test_the_first_place_is_kept(made):
    runs = {run.text: run.spans for run in PageWords().completions(made, "lumbar epid")}
    start = FIRST.index("Lumbar epidural")
    assert runs["Lumbar epidural"] == (Span(1, start, start + 15),)
    assert runs["Lumbar epidural steroid"] == (Span(3, 10, 33),)


def test_a_blank_asks_for_the_next_word(made):
    assert texts(made, "lumbar", 1) == ["Lumbar"]
    assert texts(made, "lumbar ", 3) == ["Lumbar epidural", "lumbar brace", "Lumbar pain"]


def test_nothing_runs_past_a_sentence_a_label_or_a_page(made):
    assert texts(made, "brace") == ["brace"]
    assert texts(made, "Case") == ["Case", "Case Number"]
    assert texts(made, "CM99") == ["CM99-0000001"]
    assert texts(made, "agrees") == ["agrees"]
    assert texts(made, "steroid") == ["steroid"]


def test_initials_end_no_sentence(made):
    assert "J. Smith, M.D. agrees" in texts(made, "j. s", 20)
    assert "M.D." in texts(made, "m.d")


def test_words_begin_behind_a_bracket_and_inside_a_joined_word(made):
    assert texts(made, "lev", 2) == ["levels", "levels L4-L5"]
    assert texts(made, "l5")[0] == "L5"
    assert texts(made, "evels") == []
    assert texts(made, "2016") == []


def test_typed_quotes_find_printed_ones(made):
    assert texts(made, "worker's")[0] == "worker’s"


@pytest.mark.parametrize("typed", ["", " ", "l", " l ", "zz", "\n\n", ".*", "Number: CM"])
def test_what_offers_nothing(made, typed):
    assert texts(made, typed) == []


def test_a_letter_without_words():
    assert texts(letter("", " \n"), "lu") == []


def test_another_letter_has_other_words(made):
    words = PageWords()
    assert words.completions(made, "lumb")
    other = letter("Cervical collar")
    assert words.completions(other, "lumb") == ()
    assert [run.text for run in words.completions(other, "ce")] == ["Cervical", "Cervical collar"]


def test_capitals_with_two_small_forms_keep_the_places():
    made = letter("İİİ lumbar İx brace")
    run = PageWords().completions(made, "brac")[0]
    assert (run.text, made.quote_of(run.spans)) == ("brace", "brace")


@given(
    st.lists(st.text("aAbB12 .:;()/-’\n\u00a0İ", max_size=60), min_size=1, max_size=3),
    st.text("aAbB12 .(-'", max_size=6),
)
def test_every_run_begins_with_what_was_typed_and_stands_in_the_letter(pages, typed):
    made = letter(*pages)
    runs = WordIndex(made).completions(typed, 40)
    wanted = plain(" ".join(typed.split()))
    assert len({plain(run.text) for run in runs}) == len(runs)
    for run in runs:
        assert plain(run.text).startswith(wanted)
        assert made.quote_of(run.spans) == run.text
