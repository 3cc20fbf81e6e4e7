"""Whole small letters: every field with its evidence, and a draft whose trusted values are all right."""

import pytest

from imr_desk.extraction.details.registry import DETAILS
from imr_desk.extraction.engine import draft
from imr_desk.extraction.registry import FORMATS
from imr_desk.model.fields import spec_of
from imr_desk.model.letter import TextKind
from tests.unit.extraction.letters import ISSUES, LABELS, MADE, SUMMARY, TOP, item, plain, printed, short_form

WANTED = {
    "case_number": "CM99-0001234",
    "date_assigned": "2016-03-20",
    "date_of_injury": "2016-01-05",
    "decision_date": "2016-04-15",
    "ur_denial_date": "2016-02-25",
    "application_received": "2016-03-10",
    "priority": "Standard",
    "licensure": ("Texas", "New York"),
    "specialty": ("Preventive Medicine", "Occupational Medicine"),
    "age": 44,
    "sex": "female",
    "clinical_summary": "The injured worker is a 44 year old female who fell from a ladder. She reports wrist pain.",
}
ITEM = {
    "treatment": "Wrist splint",
    "disputed": "Wrist splint",
    "original_request": None,
    "authorized": None,
    "decision": "upheld",
    "claims_admin_guideline": "Decision based on MTUS Elbow Complaints 2007.",
    "imr_guideline": "The Expert Reviewer did not cite any medical evidence for its decision.",
    "rationale": "A splint is for the acute phase. The request for a wrist splint is not medically necessary.",
    "determination": "The request for a wrist splint is not medically necessary.",
}
LETTERS = {
    "printed": short_form(),
    "plain": plain(TOP + MADE + SUMMARY + ISSUES + item().replace("||", "")),
    "plain without gaps": plain(TOP + MADE + SUMMARY + ISSUES + item().replace("||\n", "")),
}


@pytest.mark.parametrize("kind", LETTERS)
def test_every_field_of_a_short_form_is_read_and_trusted(kind):
    letter = LETTERS[kind]
    read = draft(letter)
    assert read.layout == "posted-short-form"
    assert {name: finding.value for name, finding in read.fields.items()} == WANTED
    (only,) = read.items
    assert {name: only.fields[name].value for name in ITEM} == ITEM
    found = [*read.fields.items(), *((name, only.fields[name]) for name in ITEM)]
    assert [name for name, finding in found if finding.needs_review] == []
    for name, finding in found:
        assert finding.reasons
        if finding.value is not None and name not in ("age", "licensure", "specialty") and "date" not in name:
            text = letter.quote_of(finding.sources).lower()
            assert str(finding.value).lower() in text or name == "application_received"


def test_all_names_are_fields_of_the_form():
    read = draft(LETTERS["printed"])
    for name in (*read.fields, *(name for entry in read.items for name in entry.fields)):
        assert name == "decision" or spec_of(name)


def test_the_extent_holds_the_whole_item():
    letter = LETTERS["printed"]
    (only,) = draft(letter).items
    text = letter.quote_of(only.extent)
    assert text.startswith("Wrist splint: Upheld Claims Administrator guideline:")
    assert text.endswith("is not medically necessary.")


def test_details_are_read_from_each_item():
    names = set().union(*(entry.fields for entry in draft(LETTERS["printed"]).items))
    assert names > set(ITEM)
    assert DETAILS


def test_heading_against_rationale_is_ambiguous():
    letter = short_form(item("Wrist splint: Overturned"))
    decision = draft(letter).items[0].fields["decision"]
    assert (decision.value, decision.state, decision.needs_review) == ("overturned", "ambiguous", True)
    assert [candidate.value for candidate in decision.candidates] == ["overturned", "upheld"]
    assert letter.quote_of(decision.candidates[1].sources) == ITEM["determination"]


def test_a_rationale_cut_off_is_flagged_and_so_is_its_decision():
    fields = draft(short_form(item(rationale="A splint is for the acute phase. The request is"))).items[0].fields
    assert fields["rationale"].needs_review
    assert fields["decision"].needs_review
    assert not fields["treatment"].needs_review


@pytest.mark.parametrize("label", LABELS)
def test_a_missing_label_is_flagged(label):
    fields = draft(short_form(item().replace(label, "Note"))).items[0].fields
    wrong = [name for name in ITEM if fields[name].value != ITEM[name] and not fields[name].needs_review]
    assert wrong == []
    assert any(fields[name].needs_review for name in ("claims_admin_guideline", "imr_guideline", "rationale"))


@pytest.mark.parametrize("slip", ["Claims Administrator guidelines:", "Claims Administrator's guideline::"])
def test_a_slip_in_a_label_is_read_all_the_same(slip):
    letter = printed(
        TOP + MADE + SUMMARY + ISSUES + item().replace(LABELS[0], slip), bold=(slip, *LABELS[1:], "Wrist splint:")
    )
    fields = draft(letter).items[0].fields
    assert fields["claims_admin_guideline"].value == ITEM["claims_admin_guideline"]
    assert fields["treatment"].value == "Wrist splint"


def test_empty_sections_are_surprises():
    letter = printed(
        TOP + MADE + "CLINICAL CASE SUMMARY\n" + ISSUES + item(rationale=""), bold=(*LABELS, "Wrist splint:")
    )
    read = draft(letter)
    assert all(read.fields[name].needs_review for name in ("clinical_summary", "age", "sex"))
    assert read.items[0].fields["rationale"].needs_review


def test_pages_in_the_wrong_order_are_flagged_and_told():
    letter = printed(SUMMARY + ISSUES + item(), TOP + MADE, bold=(*LABELS, "Wrist splint:"))
    read = draft(letter)
    assert read.flags
    assert all(finding.needs_review for finding in read.fields.values())


def test_a_page_that_ends_early_is_told():
    letter = printed(TOP + MADE + SUMMARY + ISSUES.rstrip("\n"), item(), bold=(*LABELS, "Wrist splint:"))
    assert [flag.rule for flag in draft(letter).flags] == ["page-ends-early"]


def test_text_by_ocr_is_never_trusted_as_it_stands():
    letter = printed(TOP + MADE + SUMMARY + ISSUES + item(), kind=TextKind.OCR)
    read = draft(letter)
    (only,) = read.items
    for name in ("treatment", "rationale", "claims_admin_guideline", "determination"):
        assert only.fields[name].value == ITEM[name]
        assert only.fields[name].needs_review
    assert not only.fields["decision"].needs_review
    assert read.fields["decision_date"].needs_review


def test_mojibake_is_flagged():
    fields = draft(
        short_form(item(rationale="See 8 CCR \u00c2\u00a7 9792. The request is not medically necessary."))
    ).items[0]
    assert fields.fields["rationale"].needs_review


def test_layouts_have_names_of_their_own_and_score_between_0_and_1():
    assert len({layout.name for layout in FORMATS}) == len(FORMATS)
    for letter in LETTERS.values():
        assert all(0.0 <= layout.score(letter) <= 1.0 for layout in FORMATS)
