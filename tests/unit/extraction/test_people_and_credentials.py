"""Age and sex from the summary, licences and specialties from lists and prose."""

import pytest

from imr_desk.extraction.rules.credentials import credentials, credentials_in_prose
from imr_desk.extraction.rules.people import age_and_sex
from tests.unit.extraction.letters import stream_of, whole

OPENINGS = {
    "The injured worker is a 41 year old male, who fell.": (41, "male"),
    "The injured worker is a(n) 41 year old female.": (41, "female"),
    "This case involves a now 39-year-old male with a claim.": (39, "male"),
    "The 38 year old male injured worker suffered a fall.": (38, "male"),
    "According to the records, this is a 52-year old woman.": (52, "female"),
    "The applicant is a 60 y/o gentleman.": (60, "male"),
    "The patient, aged 33, is a female clerk.": (33, "female"),
}


@pytest.mark.parametrize("opening", OPENINGS)
def test_openings(opening):
    stream = stream_of(opening)
    found = age_and_sex(stream, whole(stream))
    assert (found["age"].value, found["sex"].value) == OPENINGS[opening]
    assert not found["age"].needs_review
    assert not found["sex"].needs_review


def test_evidence_is_whole_words():
    stream = stream_of("The applicant is a 34-year-old male, hurt at work.")
    found = age_and_sex(stream, whole(stream))
    assert stream.letter.quote_of(found["age"].sources) == "34-year-old"
    assert stream.letter.quote_of(found["sex"].sources) == "male"


def test_the_age_of_someone_else_is_not_the_workers():
    stream = stream_of("She was struck by a 16 year old student. The injured worker is a 47 year old female.")
    assert age_and_sex(stream, whole(stream))["age"].value == 47


def test_two_ages_are_ambiguous():
    stream = stream_of("The patient is a 47 year old female. On exam this is a 48 year old female.")
    finding = age_and_sex(stream, whole(stream))["age"]
    assert (finding.state, [candidate.value for candidate in finding.candidates]) == ("ambiguous", [47, 48])


def test_no_age_is_a_surprise_and_the_sex_is_still_found():
    stream = stream_of("The injured worker is a male born 02/03/1970 or 02/03/1971. He fell.")
    found = age_and_sex(stream, whole(stream))
    assert (found["age"].value, found["age"].needs_review) == (None, True)
    assert (found["sex"].value, found["sex"].needs_review) == ("male", False)


def test_pronouns_that_all_say_the_other_sex_are_a_doubt():
    stream = stream_of("The patient is a 47 year old male. She fell. Her wrist hurts. She rests. She works.")
    assert age_and_sex(stream, whole(stream))["sex"].needs_review


LISTS = "State(s) of Licensure: {states}\nCertification(s)/Specialty: {specialties}\n"


@pytest.mark.parametrize("comma", [",", ", ", ",\n"])
def test_lists_are_split_at_commas_and_may_wrap(comma):
    text = LISTS.format(
        states=comma.join(["Texas", "New York"]),
        specialties=comma.join(["Hand Surgery", "Physical Medicine &\nRehabilitation"]),
    )
    stream = stream_of(text)
    found = credentials(stream, whole(stream))
    assert found["licensure"].value == ("Texas", "New York")
    assert found["specialty"].value == ("Hand Surgery", "Physical Medicine & Rehabilitation")
    assert not any(finding.needs_review for finding in found.values())


def test_a_name_outside_the_vocabulary_is_kept_and_flagged():
    stream = stream_of(LISTS.format(states="Texas,Freedonia", specialties="Sports Medicinea"))
    found = credentials(stream, whole(stream))
    assert found["licensure"].value == ("Texas", "Freedonia")
    assert found["specialty"].value == ("Sports Medicinea",)
    assert all(finding.needs_review for finding in found.values())


def test_an_empty_list_is_a_surprise():
    stream = stream_of(LISTS.format(states="", specialties="Surgery"))
    assert credentials(stream, whole(stream))["licensure"].needs_review


def test_prose_of_the_older_letters():
    stream = stream_of(
        "The physician reviewer is Board Certified in Physical Medicine and Rehabilitation, has a subspecialty "
        "in Pain Management and is licensed to practice in California, Texas and\nFlorida. He or she is at work."
    )
    found = credentials_in_prose(stream, whole(stream))
    assert found["specialty"].value == ("Physical Medicine and Rehabilitation", "Pain Management")
    assert found["licensure"].value == ("California", "Texas", "Florida")
    assert not any(finding.needs_review for finding in found.values())
