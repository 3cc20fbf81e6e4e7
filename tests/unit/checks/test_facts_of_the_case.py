"""Dates, persons, parts of the body, absence claims, guesses: defects and the traps beside them."""

import pytest

from imr_desk.checks.absence import AbsenceClaim
from imr_desk.checks.body_parts import BodyPartAgainstSummary
from imr_desk.checks.dates import DateOrder, HeaderAgainstSummary
from imr_desk.checks.identity import AgeOrSexDiffers, PronounDiffers
from imr_desk.checks.speculation import Speculation
from imr_desk.model.draft import Severity
from tests.unit.checks.drafted import CLEAN_SUMMARY, Item, drafted

DENIED = "The request is not medically necessary."


def found_by(check, *items, **kwargs):
    letter, draft = drafted(*items, **kwargs)
    return [
        (flag.severity, [letter.quote_of((span,)) for span in flag.sources]) for flag in check.flags(letter, draft)
    ]


@pytest.mark.parametrize(
    "summary",
    [
        "The patient has a date of injury of 3/4/2016.",
        "She was hurt in an industrial injury on March 4, 2016. An industrial injury on 2/2/2010 was earlier.",
        "She was seen on 03/05/2016 and on 10-02-16.",
        "The Utilization Review dated 11-1-16 denied it. A prior denial was made on 10/01/2016.",
    ],
)
def test_dates_that_agree_with_the_header_are_left_alone(summary):
    assert found_by(HeaderAgainstSummary(), Item(), summary=summary) == []


@pytest.mark.parametrize(
    ("summary", "printed"),
    [
        ("She was hurt in an industrial injury of March 5, 2016.", "March 5, 2016"),
        ("Her date of injury is 03-04-15.", "03-04-15"),
        ("On 11-02-2016, Utilization Review denied the request.", "11-02-2016"),
        ("A prior denial was made on 11/02/2016 for the study.", "11/02/2016"),
        ("In a utilization review report dated November 2, 2016, it was denied.", "November 2, 2016"),
    ],
)
def test_another_date_in_the_summary_is_shown_with_both_places(summary, printed):
    ((severity, places),) = found_by(HeaderAgainstSummary(), Item(), summary=summary)
    assert severity is Severity.WARNING
    assert places[-1] == printed
    assert len(places) == 2


def test_equal_dates_are_in_order():
    assert found_by(DateOrder(), Item(), header={"application_received": "2016-11-01"}) == []


@pytest.mark.parametrize("served", ["2016-12-20", "2016-03-03"])
def test_a_service_after_the_decision_or_before_the_injury_is_shown(served):
    assert [s for s, _ in found_by(DateOrder(), Item(details={"date_of_service": served}))] == [Severity.WARNING]


def test_a_service_in_its_time_is_left_alone():
    assert found_by(DateOrder(), Item(details={"date_of_service": "2016-10-02"})) == []


@pytest.mark.parametrize(
    "rationale",
    [
        f"The patient saw her physician. He asked for a study. {DENIED}",
        f"The surgeon was asked. His report is short. {DENIED}",
        f"The claimant has a sore knee. She kneels at work. {DENIED}",
        f'The patient said no. "He did it," she wrote. {DENIED}',
    ],
)
def test_a_pronoun_of_somebody_else_is_left_alone(rationale):
    assert found_by(PronounDiffers(), Item(rationale=rationale)) == []


def test_the_other_pronoun_behind_the_patient_is_shown():
    rationale = f"The claimant has a sore knee. He kneels at work. {DENIED}"
    ((severity, places),) = found_by(PronounDiffers(), Item(rationale=rationale))
    assert severity is Severity.WARNING
    assert places[-1] == "He"


@pytest.mark.parametrize(
    "rationale",
    [
        f"The patient is a 44-year-old female. {DENIED}",
        f"A child of hers is 12 years old. {DENIED}",
        f"Patients over 40 years old rarely need it. {DENIED}",
        f"The brace is 10 years old. {DENIED}",
    ],
)
def test_ages_that_agree_or_are_of_others_are_left_alone(rationale):
    assert found_by(AgeOrSexDiffers(), Item(rationale=rationale)) == []


def test_an_age_a_year_apart_is_a_note():
    rationale = f"The patient is a 45 year old female. {DENIED}"
    assert [s for s, _ in found_by(AgeOrSexDiffers(), Item(rationale=rationale))] == [Severity.INFO]


def test_another_sex_is_a_warning():
    rationale = f"The patient is a 44 year old male. {DENIED}"
    assert [s for s, _ in found_by(AgeOrSexDiffers(), Item(rationale=rationale))] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("treatment", "summary", "expected"),
    [
        ("MRI of the right knee", CLEAN_SUMMARY, [Severity.WARNING]),
        ("MRI of the right knee", "Both knees hurt. The left knee is swollen.", []),
        ("MRI of the right knee", "The knee hurts. The left knee is swollen.", []),
        ("MRI of the right knee", "She has pain in the left and right knee.", []),
        ("MRI of the left knee", CLEAN_SUMMARY, []),
        ("MRI of the lumbar spine", "She has low back pain.", []),
        ("MRI of the left shoulder", CLEAN_SUMMARY, [Severity.INFO]),
        ("Associated surgical service: Hip pad", CLEAN_SUMMARY, []),
        ("Norco 5/325mg #60", CLEAN_SUMMARY, []),
    ],
)
def test_part_and_side_are_compared_with_the_summary(treatment, summary, expected):
    assert [s for s, _ in found_by(BodyPartAgainstSummary(), Item(treatment=treatment), summary=summary)] == expected


ABSENT = "There is no documentation of muscle spasm in the records."


@pytest.mark.parametrize(
    ("rationale", "summary", "expected"),
    [
        (ABSENT, "Spasm was found beside the spine.", [Severity.WARNING]),
        (ABSENT, "No spasm was found beside the spine.", []),
        (ABSENT, "The plan was a drug for spasm.", []),
        (ABSENT, "The back was tender.", []),
        ("Muscle spasm was documented by the physician.", "Spasm was found.", []),
        ('The guideline says "no documentation of spasm".', "Spasm was found.", []),
        (
            "There is a lack of documentation regarding failure of conservative treatment.",
            "Prior treatment included physical therapy.",
            [Severity.INFO],
        ),
        ("There is no record of an MRI.", "An MRI dated 1/2/2016 revealed a tear.", [Severity.INFO]),
        ("There is no record of an MRI.", "An MRI was requested. It is pending.", []),
    ],
)
def test_what_is_said_to_be_missing_is_looked_up_in_the_summary(rationale, summary, expected):
    found = found_by(AbsenceClaim(), Item(rationale=f"{rationale} {DENIED}"), summary=summary)
    assert [severity for severity, _ in found] == expected
    assert all(len(places) == 2 for _, places in found)


@pytest.mark.parametrize(
    ("rationale", "expected"),
    [
        ("It is likely that she has had therapy before.", [Severity.WARNING]),
        ("The patient presumably had therapy before.", [Severity.WARNING]),
        ("She is likely to heal.", [Severity.INFO]),
        ('The text says "it is likely that the patient has had care".', []),
        ("Such studies are likely to be of use.", []),
    ],
)
def test_a_guess_at_a_fact_weighs_more_than_a_doubt(rationale, expected):
    assert [s for s, _ in found_by(Speculation(), Item(rationale=f"{rationale} {DENIED}"))] == expected
