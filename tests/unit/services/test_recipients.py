"""What each recipient may have, held against what the papers themselves hold."""

import pytest

from imr_desk.config.places import resources_folder
from imr_desk.export.profiles import PROFILES, Part
from imr_desk.export.registry import exporters
from imr_desk.services.paper_facts import PAPER_FACTS, Content, facts_of
from imr_desk.services.recipients import RECIPIENTS, listed, recipient_of

_PARTS = {
    Content.DEADLINES: (Part.DEADLINES,),
    Content.DOUBTS: (Part.OPEN_POINTS, Part.FLAGS),
    Content.NOTES: (Part.NOTES,),
    Content.HISTORY: (Part.HISTORY,),
    Content.REASONS: (Part.EXCERPTS,),
    Content.CLINICAL: (Part.CLINICAL,),
}
"""Parts of a case summary that bring along what not everybody may have."""


@pytest.fixture(scope="module")
def papers():
    return exporters(resources_folder())


def test_every_paper_is_described_and_none_twice(papers):
    described = [facts.name for facts in PAPER_FACTS]
    assert len(set(described)) == len(described)
    assert {paper.name for paper in papers} <= set(described)
    for facts in PAPER_FACTS:
        assert facts.holds.endswith(".")
        assert not facts.leaves_out or facts.leaves_out.endswith(".")


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_what_is_said_of_a_summary_is_what_its_profile_lets_through(profile):
    facts = facts_of(profile.name, profile.label)
    for content, parts in _PARTS.items():
        assert (content in facts.contents) == any(map(profile.shows, parts)), content
    assert (Content.IDENTITY in facts.contents) == profile.identified
    assert (Content.DENIED in facts.contents) == profile.names_denied
    assert Content.LETTER not in facts.contents


def test_tables_that_hold_notes_and_excerpts_are_said_to(papers):
    from imr_desk.export.table_rows import TABLES

    by_name = {f"{table.name}-csv": set(table.columns) for table in TABLES}
    for name, columns in by_name.items():
        contents = facts_of(name, "").contents
        assert ("case_note" in columns) <= (Content.NOTES in contents)
        assert ("excerpt" in columns) <= (Content.REASONS in contents)
        assert ("open_flags" in columns or "severity" in columns) == (Content.DOUBTS in contents)
        assert ("safe_date" in columns) == (Content.DEADLINES in contents)


def test_a_paper_that_nobody_described_is_taken_to_hold_everything():
    assert facts_of("new-paper", "New").contents == frozenset(Content)
    assert recipient_of("employer").warning(facts_of("new-paper", "New"))


@pytest.mark.parametrize("recipient", RECIPIENTS, ids=lambda recipient: recipient.name)
def test_what_is_suggested_never_holds_more_than_they_may_have(recipient, papers):
    known = {paper.name for paper in papers}
    everything = recipient.suggestion(PAPER_FACTS)
    at_hand = recipient.suggestion([facts for facts in PAPER_FACTS if facts.name in known])
    assert recipient.excess(everything) == ()
    assert recipient.excess(at_hand) == ()
    assert recipient.suggested[0] == everything.name
    assert recipient.purposes


def test_the_employer_gets_no_medical_information():
    employer = recipient_of("employer")
    assert not employer.may & {Content.CLINICAL, Content.REASONS, Content.DENIED, Content.LETTER, Content.NOTES}
    assert employer.suggestion(PAPER_FACTS).name == "summary-employer"
    for facts in PAPER_FACTS:
        if facts.contents & {Content.CLINICAL, Content.REASONS, Content.DENIED}:
            assert "Labor Code 3762(c)" in employer.warning(facts)
    assert employer.warning(facts_of("summary-employer", "")) == ""


def test_a_warning_names_what_is_more_and_why():
    other = recipient_of("bill-review")
    warning = other.warning(facts_of("summary-pdf", ""))
    assert warning == (
        "This paper also holds the desk's own notes and who did what in the review. "
        "That is more than bill review usually needs."
    )


def test_a_class_that_is_not_known_is_the_claim_file():
    assert recipient_of("").name == recipient_of("gone").name == "claim-file"


def test_lists_in_sentences():
    assert [listed(words) for words in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
