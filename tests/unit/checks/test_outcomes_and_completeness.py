"""Outcomes, endings and parts: what must be flagged, and the traps that must not be."""

import pytest

from imr_desk.checks.completeness import ItemIncomplete, TextBreaksOff
from imr_desk.checks.outcomes import MissingConclusion, OutcomeAgainstConclusion, RepeatedItem, breaks_off
from imr_desk.model.draft import Decision, Severity
from tests.unit.checks.drafted import CLEAN_RATIONALE, Item, drafted

DENIED = "The injured worker had ten days of care. Therefore, the request is not medically necessary."
APPROVED = "The injured worker had a month of care. Therefore, the request is medically necessary."


def severities(check, *items, **kwargs):
    letter, draft = drafted(*items, **kwargs)
    return [flag.severity for flag in check.flags(letter, draft)]


@pytest.mark.parametrize(("decision", "rationale"), [(Decision.OVERTURNED, DENIED), (Decision.UPHELD, APPROVED)])
def test_a_heading_against_its_deciding_sentence_is_an_error(decision, rationale):
    item = Item(decision=decision, rationale=rationale, doubted_decision=True)
    assert severities(OutcomeAgainstConclusion(), item) == [Severity.ERROR]


def test_where_the_extractor_read_it_otherwise_it_is_only_a_warning():
    item = Item(decision=Decision.OVERTURNED, rationale=DENIED)
    assert severities(OutcomeAgainstConclusion(), item) == [Severity.WARNING]


@pytest.mark.parametrize(
    ("decision", "rationale", "determination"),
    [
        (Decision.UPHELD, DENIED, ""),
        (Decision.OVERTURNED, APPROVED, ""),
        (
            Decision.UPHELD,
            f'The text says "a brace is medically necessary after surgery". {DENIED}',
            "",
        ),
        (
            Decision.UPHELD,
            f"{DENIED} This medical necessity decision should not be interpreted as a recommendation to stop.",
            "Therefore, the request is not medically necessary.",
        ),
        (Decision.UPHELD, f"If function had improved, the request would be medically necessary. {DENIED}", ""),
    ],
)
def test_a_heading_that_agrees_is_left_alone(decision, rationale, determination):
    item = Item(decision=decision, rationale=rationale, determination=determination, doubted_decision=True)
    assert severities(OutcomeAgainstConclusion(), item) == []


def test_both_readings_of_one_request_are_a_warning():
    rationale = f"{DENIED} Thus the request is medically necessary."
    item = Item(rationale=rationale, determination="Therefore, the request is not medically necessary.")
    assert severities(OutcomeAgainstConclusion(), item) == [Severity.WARNING]


@pytest.mark.parametrize(
    "rationale",
    [
        "She was seen twice. The request is therefore determined to be",
        "She was seen twice. The text is long (Halm",
        "She was seen twice, and the",
    ],
)
def test_a_rationale_that_breaks_off_has_no_conclusion(rationale):
    assert severities(MissingConclusion(), Item(rationale=rationale, determination=None)) == [Severity.ERROR]
    assert severities(TextBreaksOff(), Item(rationale=rationale, determination=None)) == [Severity.ERROR]


def test_a_cut_item_before_the_last_one_is_a_warning():
    cut = Item(rationale="She was seen twice. The request is therefore determined to be", determination=None)
    assert severities(TextBreaksOff(), cut, Item(treatment="Left knee brace")) == [Severity.WARNING]


@pytest.mark.parametrize(
    "rationale",
    [
        CLEAN_RATIONALE,
        "She was seen twice. Therefore, the request is not medically necessary",
        "Therefore, the request is not medically necessary. See https://example.org/knee/mri",
        'She said "no more." The request is not medically necessary (see above).',
    ],
)
def test_an_ending_that_only_lacks_its_full_stop_is_left_alone(rationale):
    assert severities(TextBreaksOff(), Item(rationale=rationale, determination=None)) == []


def test_a_rationale_that_decides_in_other_words_is_left_alone():
    item = Item(rationale="She was seen twice. The request is non-certified.", determination=None)
    assert severities(MissingConclusion(), item) == []


def test_a_rationale_that_decides_nothing_is_a_warning():
    item = Item(rationale="She was seen twice. The knee was tender.", determination=None)
    assert severities(MissingConclusion(), item) == [Severity.WARNING]


def test_the_same_heading_decided_both_ways_is_a_warning():
    items = Item(), Item(decision=Decision.OVERTURNED, rationale=APPROVED)
    assert severities(RepeatedItem(), *items) == [Severity.WARNING]


def test_guideline_lines_are_asked_only_of_layouts_that_print_them():
    item = Item(claims="", reviewer="")
    assert severities(ItemIncomplete(), item) == [Severity.WARNING]
    assert severities(ItemIncomplete(), item, layout="notice-2013") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("It is to be", True), ("It was done", False), ("It is (see", True), ("It is to be.", False), ("", False)],
)
def test_breaking_off_is_told_by_the_last_words(text, expected):
    assert breaks_off(text) is expected
