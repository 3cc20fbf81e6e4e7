"""The field's terms as letters print them: amounts, parts of the body, citations, passages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText, Page, TextKind
from imr_desk.model.terms.amounts import AmountKind, amounts_of, doses_of, rates_of
from imr_desk.model.terms.anatomy import (
    Side,
    level_name,
    levels_in,
    parts_of,
    regions_in,
    same_region,
    sides_in,
)
from imr_desk.model.terms.asked import asked_in
from imr_desk.model.terms.citations import CitationSource, chapter_of, citations_of, sections_of
from imr_desk.model.terms.numbers import number_of
from imr_desk.model.terms.passage import Passage

COUNT, SESSIONS, REFILLS = AmountKind.COUNT, AmountKind.SESSIONS, AmountKind.REFILLS
RENTAL, VOLUME, UNSTATED = AmountKind.RENTAL, AmountKind.VOLUME, AmountKind.UNSTATED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Etodolac 400mg #60", [(COUNT, 60, "#60")]),
        ("Massage times 8", [(COUNT, 8, "times 8")]),
        ("Massage x3 visits for the back", [(COUNT, 3, "x3 visits")]),
        ("Massage x 12", [(COUNT, 12, "x 12")]),
        ("Massage, 12 sessions", [(SESSIONS, 12, "12 sessions")]),
        ("Twelve more massage therapy sessions", [(SESSIONS, 12, "Twelve more massage therapy sessions")]),
        ("Electrodes, QTY: 2", [(COUNT, 2, "QTY: 2")]),
        ("A stimulator, 30 day rental", [(RENTAL, 30, "30 day rental")]),
        ("A stimulator, rental for 3 months", [(RENTAL, 3, "rental for 3 months")]),
        ("Massage (unspecified quantity)", [(UNSTATED, 0, "unspecified quantity")]),
        ("Unknown massage treatments", [(UNSTATED, 0, "Unknown")]),
        ("Etodolac 400mg #60 with 2 refills", [(COUNT, 60, "#60"), (REFILLS, 2, "2 refills")]),
        ("Two refills of etodolac #60", [(REFILLS, 2, "Two refills"), (COUNT, 60, "#60")]),
        ("Massage 2 times a week for 3 weeks (6)", [(COUNT, 6, "(6)")]),
        ("1 knee brace", [(COUNT, 1, "1")]),
        ("Associated surgical service: 2 leg wraps", [(COUNT, 2, "2")]),
        ("Lidocaine cream 120gm", [(VOLUME, 120, "120gm")]),
        ("Tylenol #3 #60", [(COUNT, 60, "#60")]),
        ("24 hour Holter monitor", []),
        ("10 panel drug screen", []),
        ("Three phase bone scan", []),
        ("MRI of the left knee", []),
        ("take 1 tablet by mouth daily", []),
        ("1-2 caps by mouth every 6-8 hours", []),
        ("", []),
    ],
)
def test_amounts_are_read_as_printed(text, expected):
    assert [(a.kind, a.low, text[a.start : a.end]) for a in amounts_of(text)] == expected


def test_a_range_has_two_ends():
    (amount,) = amounts_of("Massage 12-18 sessions")
    assert (amount.low, amount.high) == (12, 18)


@pytest.mark.parametrize(
    ("text", "printed", "times", "spans"),
    [
        ("Massage 2 times a week for 3 weeks", "2 times a week for 3 weeks", 2, 3),
        ("Massage two times a week times six weeks", "two times a week times six weeks", 2, 6),
        ("Massage 3x/week x 4 weeks", "3x/week x 4 weeks", 3, 4),
        ("Massage twice weekly for 4 weeks", "twice weekly for 4 weeks", 2, 4),
        ("Massage three times weekly", "three times weekly", 3, None),
        ("one tablet twice daily 14 days", "twice daily 14 days", 2, 14),
        ("1-2 times a week", "1-2 times a week", None, None),
        ("every 4-6 hrs", "every 4-6 hrs", None, None),
        ("massage 2x6", "2x6", 2, 6),
        ("at bedtime", "at bedtime", None, None),
    ],
)
def test_rates_are_read_with_their_product(text, printed, times, spans):
    (rate,) = rates_of(text)
    assert (text[rate.start : rate.end], rate.times, rate.spans) == (printed, times, spans)
    assert rate.total == (times * spans if times and spans else None)


@pytest.mark.parametrize("text", ["MRI of the left knee", "Etodolac #60", "30 day rental", "week", ""])
def test_other_text_has_no_rate(text):
    assert rates_of(text) == ()


def test_a_dose_is_an_instruction():
    text = "take 1 tab orally every 4 hours"
    assert [text[start:end] for start, end in doses_of(text)] == ["take 1 tab orally"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thus, the request for an MRI of the left knee is not medically necessary.", "an MRI of the left knee"),
        ("The requested Norco 7.5/325 mg is not medically necessary.", "Norco 7.5/325 mg"),
        ("The request for 6 sessions of massage was not supported.", "6 sessions of massage"),
        ("Therefore, the request is not medically necessary.", None),
        ("She was seen.", None),
        ("", None),
    ],
)
def test_what_was_asked_for_stands_behind_the_word(text, expected):
    place = asked_in(text)
    assert (text[slice(*place)] if place else None) == expected


@pytest.mark.parametrize(
    ("printed", "expected"), [("12", 12), ("Twelve", 12), (" two ", 2), ("twice", 2), ("no", 0), ("many", None)]
)
def test_numbers_are_read_in_figures_and_words(printed, expected):
    assert number_of(printed) == expected


@pytest.mark.parametrize(
    ("text", "regions", "sides", "levels"),
    [
        ("MRI of the left knee", {"knee"}, {Side.LEFT}, set()),
        ("right and left shoulder", {"shoulder"}, {Side.BOTH}, set()),
        ("L4-5 and L5-S1 injections, bilateral", {"low back"}, {Side.BOTH}, {"L4", "L5", "S1"}),
        ("C5/6", {"neck"}, set(), {"C5", "C6"}),
        ("the lower back and bilateral upper extremities", {"low back", "arm"}, {Side.BOTH}, set()),
        ("Rt. wrist, L knee", {"wrist", "knee"}, {Side.BOTH}, set()),
        ("SI joint of the pelvis", {"low back", "hip"}, set(), set()),
        ("T2 weighted images", set(), set(), set()),
        ("Etodolac #60, L3651", set(), set(), set()),
    ],
)
def test_parts_of_the_body_have_region_side_and_level(text, regions, sides, levels):
    parts = parts_of(text)
    assert (set(regions_in(parts)), set(sides_in(parts)), set(levels_in(parts))) == (regions, sides, levels)


def test_levels_have_one_spelling():
    assert level_name("l4/5") == level_name("L4-L5") == "L4-L5"


def test_a_wide_region_holds_its_parts():
    assert same_region("arm", "wrist")
    assert same_region("low back", "back")
    assert not same_region("knee", "shoulder")


SHORT = "Decision based on MTUS {}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SHORT.format("Knee Complaints 2004."), [("Knee Complaints", 2004, (), ())]),
        (
            SHORT.format("Forearm, Wrist, and Hand Complaints 2004, Section(s): Special Studies, Summary."),
            [("Forearm, Wrist, and Hand Complaints", 2004, ("Special Studies", "Summary"), ())],
        ),
        (
            SHORT.format(
                "Neck and Upper Back Complaints 2004, and Knee Complaints 2004, Section(s): Summary, and Opioid "
                "Treatment 2016, Section(s): 4.1 Slow Ways: When to Go Slow."
            ),
            [
                ("Neck and Upper Back Complaints", 2004, (), ()),
                ("Knee Complaints", 2004, ("Summary",), ()),
                ("Opioid Treatment", 2016, ("4.1 Slow Ways: When to Go Slow",), ()),
            ],
        ),
        (
            SHORT.format(
                "Chronic Pain Medical Treatment 2016 Guidelines, Section(s): NSAIDs, GI symptoms & risk, Massage."
            ),
            [("Chronic Pain Medical Treatment", 2016, ("NSAIDs, GI symptoms & risk", "Massage"), ())],
        ),
        (
            SHORT.format("Chronic Pain Treatment Guidelines Physical Medicine section Page(s): 98-99.   "),
            [("Chronic Pain Medical Treatment", None, ("Physical Medicine",), ("98-99",))],
        ),
        (
            SHORT.format("ACOEM Practice Guidelines, Chapter 12 (Low Back Complaints) Page(s): 303-305, 309."),
            [("Low Back Complaints", None, (), ("303-305", "309"))],
        ),
        (
            SHORT.format(
                "Knee Complaints 2004, and MTUS Chronic Pain Treatment Guidelines Opioids section Page(s): 78."
            ),
            [("Knee Complaints", 2004, (), ()), ("Chronic Pain Medical Treatment", None, ("Opioids",), ("78",))],
        ),
    ],
)
def test_mtus_citations_are_read_in_every_grammar(text, expected):
    found = citations_of(text)
    assert all(citation.source is CitationSource.MTUS for citation in found)
    assert [(c.chapter, c.year, c.sections, c.pages) for c in found] == expected
    assert all(text[c.start : c.end].strip(" .,") == text[c.start : c.end] for c in found)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Decision based on Non-MTUS Citation Handbook (HB), Knee; MRI.", "Handbook (HB), Knee; MRI"),
        ("Decision based on Non-MTUS Handbook Knee.", "Handbook Knee"),
        ("Decision based on Non- MTUS Citation Handbook, 3rd ed., pg. 607.", "Handbook, 3rd ed., pg. 607"),
    ],
)
def test_other_citations_keep_their_words(text, title):
    (citation,) = citations_of(text)
    assert (citation.source, citation.title, citation.chapter) == (CitationSource.NON_MTUS, title, None)


def test_statements_are_told_apart_from_citations():
    text = (
        "The Claims Administrator based their decision on recommendation(s) outside of the MTUS Guidelines. Decision "
        "based on Non-MTUS Citation Handbook."
    )
    assert [c.source for c in citations_of(text)] == [CitationSource.OUTSIDE_MTUS, CitationSource.NON_MTUS]
    none = "The Expert Reviewer did not cite any medical evidence for its decision."
    assert [c.source for c in citations_of(none)] == [CitationSource.NONE]


@pytest.mark.parametrize(
    "text", ["", "Decision based on", "Decision based on MTUS", "She was seen.", "MTUS Knee 2004"]
)
def test_text_without_a_citation_gives_none(text):
    assert citations_of(text) == ()


def test_a_year_that_is_no_chapter_is_kept_as_printed():
    (citation,) = citations_of("Decision based on MTUS Zebra Care 2011, Section(s): Stripes.")
    assert (citation.title, citation.chapter, citation.year) == ("Zebra Care", None, 2011)


def test_sections_are_cut_at_commas_outside_names_and_parentheses():
    assert sections_of("TENS, chronic pain (a, b), Massage, CRPS, diagnostic tests") == (
        "TENS, chronic pain (a, b)",
        "Massage",
        "CRPS, diagnostic tests",
    )


def test_a_chapter_needs_its_whole_name():
    assert chapter_of("Knee Complaints Guidelines") == "Knee Complaints"
    assert chapter_of("Knee and Elbow Cookery") is None


def test_a_citation_has_one_line_of_words():
    (citation,) = citations_of("Decision based on MTUS Knee Complaints 2004, Section(s): Summary Page(s): 12.")
    assert citation.words == "MTUS: Knee Complaints 2004, sections: Summary, pages 12"


def letter_of(*texts: str) -> LetterText:
    return LetterText("0" * 64, TextKind.PLAIN, tuple(Page(n, text, ()) for n, text in enumerate(texts, 1)))


def test_a_passage_joins_words_that_a_line_end_broke():
    letter = letter_of("an x-\n ray of  the\nknee -\nand more")
    passage = Passage(letter, (Span(1, 0, len(letter.pages[0].text)),))
    assert passage.text == "an x-ray of the knee - and more"
    start = passage.text.index("x-ray")
    (span,) = passage.spans(start, start + 5)
    assert letter.text_of(span) == "x-\n ray"


def test_a_passage_over_two_pages_gives_two_places():
    letter = letter_of("the left ", "\nknee and so on")
    passage = Passage(letter, (Span(1, 0, 9), Span(2, 0, 15)))
    start = passage.text.index("left knee")
    assert [letter.text_of(span) for span in passage.spans(start, start + 9)] == ["left", "knee"]


@given(st.lists(st.text(alphabet="ab-\n \t(", max_size=30), min_size=1, max_size=3), st.data())
def test_every_place_of_a_passage_holds_its_own_characters(texts, data):
    letter = letter_of(*texts)
    passage = Passage(letter, tuple(Span(n, 0, len(text)) for n, text in enumerate(texts, 1)))
    if not passage.text:
        assert passage.spans(0, 0) == ()
        return
    start = data.draw(st.integers(0, len(passage.text) - 1))
    end = data.draw(st.integers(start + 1, len(passage.text)))
    shown = "".join(letter.text_of(span) for span in passage.spans(start, end))
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", passage.text[start:end])


@given(st.text(max_size=200))
def test_no_text_makes_a_reader_stumble(text):
    for found in (
        amounts_of(text),
        rates_of(text),
        parts_of(text),
        citations_of(text),
        citations_of(f"Decision based on {text}"),
    ):
        for one in found:
            assert 0 <= one.start < one.end <= len(text) + 18
