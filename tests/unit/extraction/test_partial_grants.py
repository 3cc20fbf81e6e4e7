"""Headings of partial approvals: both grammars, their slips, and headings that only smell of one."""

import pytest

from imr_desk.extraction.confidence import Doubt
from imr_desk.extraction.rules.partial_grants import GrantKind, grant_in
from tests.unit.extraction.letters import stream_of, whole

REMAINING = (
    "Grip trainer #8 was the original request. Grip trainer #3 was authorized by the Claims Administrator. "
    "The remaining IMR eligible portion of the original request, Grip trainer #5 is"
)
WHOLE = (
    "Paraffin baths, 9 sessions was the original request. The Claims Administrator authorized 4 paraffin baths, "
    "leaving the original request IMR eligible. The original request, paraffin baths, 9 sessions is"
)


def read(heading):
    stream = stream_of(heading)
    grant = grant_in(stream, whole(stream))
    parts = [stretch and stream.prose(stretch) for stretch in (grant.original, grant.authorized, grant.disputed)]
    return grant, parts


def doubted(grant):
    return any(isinstance(weight, Doubt) for weight in grant.weights)


def test_the_remaining_part():
    grant, parts = read(REMAINING)
    assert grant.kind is GrantKind.REMAINING
    assert parts == ["Grip trainer #8", "Grip trainer #3", "Grip trainer #5"]
    assert not doubted(grant)


def test_the_whole_request():
    grant, parts = read(WHOLE)
    assert grant.kind is GrantKind.WHOLE
    assert parts == ["Paraffin baths, 9 sessions", "4 paraffin baths", "paraffin baths, 9 sessions"]
    assert not doubted(grant)


@pytest.mark.parametrize("heading", [REMAINING, WHOLE])
def test_the_verb_may_be_missing_and_lines_may_break_anywhere(heading):
    _, parts = read(heading)
    grant, again = read(heading.removesuffix(" is").replace(" ", "\n", 40))
    assert again == parts
    assert not doubted(grant)


SLIPS = (
    REMAINING.replace("by the Claims", "by Claims"),
    REMAINING.replace("original request. Grip", "original request, Grip"),
    REMAINING.replace("IMR eligible portion", "portion"),
    REMAINING.replace("original request, Grip trainer #5 is", "original request is Grip trainer #5"),
    REMAINING.replace("authorized", "certified"),
    WHOLE.replace(", leaving", " leaving"),
)


@pytest.mark.parametrize("heading", SLIPS)
def test_other_words_are_read_and_doubted(heading):
    grant, parts = read(heading)
    assert parts in (read(REMAINING)[1], read(WHOLE)[1])
    assert doubted(grant)


def test_another_request_at_the_end_is_doubted():
    grant, _ = read(WHOLE.replace("request, paraffin baths, 9 sessions is", "request, an elbow pad is"))
    assert doubted(grant)


@pytest.mark.parametrize(
    "heading",
    [
        "Grip trainer, remaining 5 sessions",
        "Grip trainer #8, of which #3 were authorized",
        "The original request was a grip trainer",
        "Grip trainer (modified to 3 sessions)",
        "Grip trainer, partially approved",
    ],
)
def test_a_heading_that_smells_of_an_approval_is_doubted(heading):
    grant, parts = read(heading)
    assert grant.kind is GrantKind.UNCLEAR
    assert parts == [None, None, heading]
    assert doubted(grant)


@pytest.mark.parametrize("heading", ["Grip trainer #8", "Grip trainer, per the request for authorization"])
def test_a_plain_heading_is_its_own_dispute(heading):
    grant, parts = read(heading)
    assert (grant.kind, parts[2], doubted(grant)) == (GrantKind.PLAIN, heading, False)


def test_a_verb_at_the_end_of_a_plain_heading_is_doubted():
    assert doubted(read("Grip trainer #8 is")[0])
