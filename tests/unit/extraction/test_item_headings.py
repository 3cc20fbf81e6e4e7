"""Item headings: one to five lines, colons of their own, page breaks, and the decision behind the last colon."""

import pytest

from imr_desk.extraction.engine import draft
from tests.unit.extraction.letters import ISSUES, LABELS, MADE, SUMMARY, TOP, item, plain, printed, short_form

HEADINGS = (
    "Wrist splint",
    "Associated surgical service: Wrist splint",
    "Wrist splint QTY: 2",
    "Labs to include: CBC",
    "Retrospective: Wrist splint (DOS: 02/03/2016)",
    "Night splint, size 2: left: rental",
    "Upheld brace of the Overturned kind",
)


def first(letter):
    return draft(letter).items[0].fields


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("word", ["Upheld", "Overturned"])
def test_the_heading_is_cut_at_its_last_colon(heading, word):
    necessary = "not medically necessary" if word == "Upheld" else "medically necessary"
    letter = short_form(item(f"{heading}: {word}", f"The request is {necessary}."), bold=(f"{heading}:",))
    fields = first(letter)
    assert fields["treatment"].value == fields["disputed"].value == heading
    assert fields["decision"].value == word.lower()
    assert letter.quote_of(fields["treatment"].sources) == heading
    assert letter.quote_of(fields["decision"].sources) == word
    assert not fields["decision"].needs_review
    assert fields["treatment"].needs_review is ("Upheld brace" in heading)


def test_a_heading_of_several_lines_is_one_value():
    heading = (
        "Physical therapy for the left wrist and the left\nelbow, twice a week for three weeks, with a home\nprogram"
    )
    letter = short_form(item(f"{heading}: Upheld"), bold=(f"{heading}:",))
    fields = first(letter)
    assert fields["treatment"].value == " ".join(heading.split())
    assert not fields["treatment"].needs_review
    assert len(letter.rects_of(fields["treatment"].sources[0])) == 3


def test_a_decision_on_the_next_line_belongs_to_the_heading():
    fields = first(short_form(item("Wrist splint:\nUpheld")))
    assert (fields["treatment"].value, fields["decision"].value) == ("Wrist splint", "upheld")
    assert not fields["treatment"].needs_review


def test_a_heading_over_a_page_break_has_one_source_a_page():
    upper = "Wrist splint for the left and the right side with a padded and washable lining and with a"
    before, after = item(f"{upper}\nremovable stay: Upheld").split("removable")
    letter = printed(
        TOP + MADE + SUMMARY + ISSUES + before.rstrip("\n"),
        "removable" + after,
        bold=(*LABELS, upper, "removable stay:"),
    )
    treatment = first(letter)["treatment"]
    assert treatment.value == f"{upper} removable stay"
    assert [span.page for span in treatment.sources] == [1, 2]


def test_two_items_are_told_apart():
    second = item("Grip test: Overturned", "The request for a grip test is medically necessary.")
    read = draft(short_form(item(), second, bold=("Wrist splint:", "Grip test:")))
    assert [entry.fields["decision"].value for entry in read.items] == ["upheld", "overturned"]
    assert (
        read.items[0].fields["rationale"].value.endswith("The request for a wrist splint is not medically necessary.")
    )


DOUBTFUL = {
    "two colons": "Wrist splint:: Upheld",
    "no colon": "Wrist splint Upheld",
    "another word": "Wrist splint: Uphold",
    "a partial decision": "Wrist splint: Partially Overturned",
    "no decision": "Wrist splint:",
    "words behind the decision": "Wrist splint: Upheld in part",
    "a misspelled decision": "Wrist splint: Uphe1d",
}


@pytest.mark.parametrize("oddity", DOUBTFUL)
def test_what_letters_do_not_print_is_flagged(oddity):
    fields = first(short_form(item(DOUBTFUL[oddity])))
    assert fields["treatment"].needs_review or fields["decision"].needs_review
    assert fields["treatment"].value is None or "splint" in fields["treatment"].value


def test_weight_and_lines_that_differ_are_a_doubt():
    fields = first(short_form(item("Brace and\nwrist splint: Upheld"), bold=("wrist splint:",)))
    assert fields["treatment"].needs_review


def test_a_heading_that_is_not_bold_is_a_doubt():
    assert first(short_form(bold=()))["treatment"].needs_review


def test_a_heading_without_labels_is_an_item_of_its_own_and_flagged():
    letter = short_form(item(), "||\nGrip test: Overturned\n", bold=("Wrist splint:", "Grip test:"))
    splint, grip = draft(letter).items
    assert not splint.fields["rationale"].needs_review
    assert grip.fields["treatment"].value == "Grip test"
    assert grip.fields["decision"].needs_review
    assert grip.fields["rationale"].state == "missing"


def test_plain_text_without_gaps_is_read_by_the_sentences():
    body = item().replace("||\n", "") + item("Grip test: Upheld").replace("||\n", "")
    read = draft(plain(TOP + MADE + SUMMARY + ISSUES + body))
    assert [entry.fields["treatment"].value for entry in read.items] == ["Wrist splint", "Grip test"]
    assert not any(entry.fields["treatment"].needs_review for entry in read.items)


def test_plain_text_that_leaves_the_heading_open_is_flagged():
    unfinished = item(rationale="The file was sent late and the reviewer asked").replace("||\n", "")
    body = unfinished + item("Grip test: Upheld").replace("||\n", "")
    grip = draft(plain(TOP + MADE + SUMMARY + ISSUES + body)).items[1]
    assert grip.fields["treatment"].needs_review
