"""Requests against determinations, numbers of a heading, criteria, quotations and guideline lines."""

import pytest

from imr_desk.checks.criteria import CriteriaNotTakenUp
from imr_desk.checks.guidelines import (
    GuidelineNotInForce,
    GuidelineOtherBodyPart,
    GuidelineSectionUnknown,
    NoGuidelineCited,
    SameCitationOtherOutcome,
)
from imr_desk.checks.pages import PageMissing
from imr_desk.checks.quantities import FrequencyAgainstNumber, GrantedPart, QuantityUnstated
from imr_desk.checks.reasoning import MostlyQuotation, NothingOfTheCase
from imr_desk.checks.requests import RequestAgainstConclusion
from imr_desk.model.draft import Decision, Draft, Flag, Severity
from tests.unit.checks.drafted import Item, drafted


def severities(check, *items, **kwargs):
    letter, draft = drafted(*items, **kwargs)
    return [flag.severity for flag in check.flags(letter, draft)]


@pytest.mark.parametrize(
    ("treatment", "determination", "expected"),
    [
        ("Physical therapy, 6 sessions", "The request for 6 sessions is not medically necessary.", 0),
        ("Physical therapy, 6 sessions", "The request for 8 visits is not medically necessary.", 1),
        ("Therapy 2 times a week for 3 weeks", "The request for 6 sessions is not medically necessary.", 0),
        ("Physical therapy, 6 sessions", "After 4 prior visits, the request is not medically necessary.", 0),
        ("Therapy, 12 sessions", "The request exceeds the 10 visits of the text and is not medically necessary.", 0),
        ("MRI of the lumbar spine", "With no findings in the right leg, the request is not medically necessary.", 0),
        ("Norco 5/325mg #60", "As 80 mg a day are exceeded, the request is not medically necessary.", 0),
        ("Brace #1", "The request for 6 sessions is not medically necessary.", 1),
        ("Norco 7.5-325mg #60", "The request for Norco 7.5 325 mg #60 is not medically necessary.", 0),
        ("Norco 7.5/325mg #60", "The request for Norco 10/325 mg #60 is not medically necessary.", 1),
        ("Norco 5/325mg #60", "The request for Norco 5/325 mg #90 is not medically necessary.", 1),
        ("MRI of the left knee", "The request for an MRI of the right knee is not medically necessary.", 1),
        ("MRI of the left knee", "The request for an MRI of the left shoulder is not medically necessary.", 1),
        ("Left L5-S1 injection", "The request for an L5-S1 injection is not medically necessary.", 0),
        ("Left L5-S1 injection", "The request for an L3-L4 injection is not medically necessary.", 1),
        ("MRI of the lumbar spine", "The request for an MRI of the low back is not medically necessary.", 0),
        ("EMG of both arms", "The request for an EMG of the wrist is not medically necessary.", 0),
    ],
)
def test_heading_and_determination_are_compared(treatment, determination, expected):
    item = Item(treatment=treatment, rationale=f"She was seen twice. {determination}", determination=determination)
    assert severities(RequestAgainstConclusion(), item) == [Severity.WARNING] * expected


@pytest.mark.parametrize(
    ("treatment", "expected"),
    [
        ("Therapy 2 times a week for 3 weeks (6)", 0),
        ("Therapy 2 times a week for 3 weeks (8)", 1),
        ("Therapy 2 times a week for 3 weeks", 0),
        ("Norco 5/325mg twice a day for 30 days #40", 0),
    ],
)
def test_often_times_long_must_be_the_number_of_visits(treatment, expected):
    assert severities(FrequencyAgainstNumber(), Item(treatment=treatment)) == [Severity.WARNING] * expected


@pytest.mark.parametrize(
    ("rest", "expected"),
    [("acupuncture for 2 sessions", Severity.INFO), ("acupuncture for 3 sessions", Severity.WARNING)],
)
def test_granted_parts_add_up(rest, expected):
    parts = {
        "original_request": "Acupuncture for 8 sessions",
        "authorized": "acupuncture for 6 sessions",
        "disputed": rest,
    }
    item = Item(treatment=f"Acupuncture for 8 sessions; acupuncture for 6 sessions; {rest}", parts=parts)
    assert severities(GrantedPart(), item) == [expected]


@pytest.mark.parametrize(
    ("treatment", "drug", "expected"),
    [
        ("Acupuncture (unspecified quantity)", None, 1),
        ("Etodolac", "Etodolac", 1),
        ("Etodolac 400mg #60", "Etodolac", 0),
        ("MRI of the left knee", None, 0),
    ],
)
def test_a_quantity_that_is_not_stated_is_a_note(treatment, drug, expected):
    item = Item(treatment=treatment, details={"drug": drug} if drug else None)
    assert severities(QuantityUnstated(), item) == [Severity.INFO] * expected


CRITERIA = "The criteria are: 1) Locking of the joint. 2) Swelling within a day. 3) Failure of bracing."


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("", [Severity.WARNING]),
        ("The patient had no locking. She had no swelling. Bracing was not tried.", []),
        ("The patient had no locking.", [Severity.INFO]),
        ("Others bring in age and weight.", [Severity.WARNING]),
    ],
)
def test_numbered_criteria_are_looked_for_behind_their_list(behind, expected):
    item = Item(rationale=f"The request is not medically necessary. {CRITERIA} {behind}".strip(), determination=None)
    assert severities(CriteriaNotTakenUp(), item) == expected


def test_two_numbers_and_dates_are_no_list():
    text = "1) Locking. 2) Swelling. On 3/4/2016 the knee was tender. Page 3. Table 4. It is not medically necessary."
    assert severities(CriteriaNotTakenUp(), Item(rationale=text, determination=None)) == []


QUOTED = '"' + " ".join(["The course should be short and its effect looked at before more is given."] * 13) + '"'


def test_a_long_quotation_is_told_only_where_it_is_most_of_the_rationale():
    own = " ".join(["The injured worker was seen again and the knee was tender along the inner line."] * 13)
    denied = "The request is not medically necessary."
    assert severities(MostlyQuotation(), Item(rationale=f"{QUOTED} {denied}")) == [Severity.WARNING]
    assert severities(MostlyQuotation(), Item(rationale=f"{QUOTED} {own} {denied}")) == []
    assert severities(MostlyQuotation(), Item(rationale=f'The "course" is short. {denied}')) == []


GENERAL = " ".join(["Long courses bring little, as trials with thousands of people show over many years."] * 12)


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("It is not medically necessary.", 1),
        ("This request is not medically necessary.", 0),
        ("The claimant is well.", 0),
        ("For most patients it is not medically necessary.", 1),
    ],
)
def test_general_text_alone_is_told(added, expected):
    item = Item(rationale=f"{GENERAL} {added}", determination=None)
    assert severities(NothingOfTheCase(), item) == [Severity.WARNING] * expected


CHRONIC = "Decision based on MTUS Chronic Pain Medical Treatment {year}, Section(s): Massage therapy."


@pytest.mark.parametrize(
    ("year", "decided", "expected"),
    [
        ("2009", "2016-12-19", [Severity.WARNING]),
        ("2009", "2016-07-27", []),
        ("2016", "2016-07-28", []),
        ("2016", "2016-07-27", [Severity.WARNING]),
        ("2016", "2017-12-01", [Severity.WARNING]),
        ("2011", "2016-12-19", [Severity.INFO]),
    ],
)
def test_editions_are_held_against_the_day_of_the_decision(year, decided, expected):
    item = Item(reviewer=CHRONIC.format(year=year), claims="")
    assert severities(GuidelineNotInForce(), item, header={"decision_date": decided}) == expected


def test_without_a_decision_date_no_edition_is_judged():
    letter, draft = drafted(Item(reviewer=CHRONIC.format(year="2009"), claims=""))
    fields = {name: finding for name, finding in draft.fields.items() if name != "decision_date"}
    assert GuidelineNotInForce().flags(letter, Draft(draft.layout, 1.0, fields, draft.items)) == []


BACK = "Decision based on MTUS Low Back Complaints 2004, Section(s): Special Studies."


@pytest.mark.parametrize(
    ("treatment", "reviewer", "expected"),
    [
        ("MRI of the left knee", BACK, [Severity.WARNING]),
        ("EMG of the left leg", BACK, []),
        ("Pre-op knee film", BACK, []),
        ("Chest x-ray", BACK, []),
        ("EMG of the left wrist", "Decision based on MTUS Neck and Upper Back Complaints 2004.", []),
        ("MRI of the thoracic spine", BACK, []),
        (
            "MRI of the left knee",
            f"{BACK} Decision based on Non-MTUS Citation Official Disability Guidelines, Knee.",
            [],
        ),
        ("MRI of the left knee", CHRONIC.format(year="2016"), []),
        ("Norco 5/325mg #60", BACK, []),
    ],
)
def test_a_chapter_on_another_part_of_the_body_is_told(treatment, reviewer, expected):
    assert severities(GuidelineOtherBodyPart(), Item(treatment=treatment, reviewer=reviewer, claims="")) == expected


@pytest.mark.parametrize(
    ("section", "expected"),
    [("Special Studies", 0), ("Special Studies, Summary", 0), ("341", 1), ("Knots and Bolts", 1)],
)
def test_a_section_that_no_chapter_has_is_a_note(section, expected):
    line = f"Decision based on MTUS Knee Complaints 2004, Section(s): {section}."
    assert severities(GuidelineSectionUnknown(), Item(reviewer=line)) == [Severity.INFO] * expected


@pytest.mark.parametrize(("decision", "expected"), [(Decision.OVERTURNED, 1), (Decision.UPHELD, 0)])
def test_the_same_citation_is_told_only_where_the_denial_falls(decision, expected):
    assert severities(SameCitationOtherOutcome(), Item(decision=decision)) == [Severity.INFO] * expected


@pytest.mark.parametrize(
    ("treatment", "reviewer", "expected"),
    [
        ("Left knee brace", "The Expert Reviewer did not cite any medical evidence for its decision.", 1),
        (
            "Associated surgical service: Sling",
            "The Expert Reviewer did not cite any medical evidence for its decision.",
            0,
        ),
        ("Left knee brace", "Decision based on Non-MTUS Citation Official Disability Guidelines.", 1),
        (
            "Left knee brace",
            (
                "The Expert Reviewer based their decision on recommendation(s) outside of the MTUS Guidelines. "
                "Decision based on Non-MTUS Citation Official Disability Guidelines."
            ),
            0,
        ),
    ],
)
def test_a_reviewer_without_the_mtus_is_a_note(treatment, reviewer, expected):
    assert severities(NoGuidelineCited(), Item(treatment=treatment, reviewer=reviewer)) == [Severity.INFO] * expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("It was seen by Dr.", "who wrote it down.", 0),
        ("It was tender.", "and swollen at the joint.", 1),
        ("It was tender and", "swollen at the joint.", 0),
        ("It was tender and", "Decision rationale: The knee was seen.", 1),
        ("It was tender.", "Decision rationale: The knee was seen.", 0),
    ],
)
def test_a_page_that_does_not_go_on_is_told(first, second, expected):
    letter, draft = drafted(Item(), later_pages=[f"Filler. {first}", second])
    flags = [flag for flag in PageMissing().flags(letter, draft) if flag.sources[-1].page == 3]
    assert len(flags) == expected


def test_page_edges_that_the_extractor_told_are_not_told_twice():
    letter, draft = drafted(Item(), later_pages=["and swollen at the joint."])
    told = Draft(
        draft.layout, 1.0, draft.fields, draft.items, (Flag("page-edge", Severity.WARNING, "Page 2 does not go on."),)
    )
    assert PageMissing().flags(letter, draft)
    assert not PageMissing().flags(letter, told)
