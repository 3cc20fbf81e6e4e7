"""What is kept from somebody who reads a case blind, or still might: all that its first reader said."""

import msgspec

from imr_desk.model.case import Case, CaseDigest, HandledCase
from imr_desk.model.facts import CaseFacts, DueMark
from imr_desk.model.handling import Handling

HIDDEN_TITLE = "(not shown: second reading)"
"""What stands in the place of the disputed treatments, which the first reader may have corrected."""


def is_hidden(handling: Handling, person: str) -> bool:
    """Tell whether the first reading of a case is kept from somebody."""
    return handling.second is not None and handling.second.hides_from(person)


def as_seen_by(case: Case, person: str) -> Case:
    """Return a case as somebody may see it: without outcome, flags and duties while its first reading is hidden.

    What the letter itself is known by stays: the numbers, and the dates that the queue is sorted by.
    """
    if not is_hidden(case.handling, person):
        return case
    digest = case.digest
    shown = CaseDigest(
        case_number=digest.case_number,
        title=HIDDEN_TITLE,
        decision_date=digest.decision_date,
        received=digest.received,
        claim_number=digest.claim_number,
        injury_date=digest.injury_date,
        finished_on=digest.finished_on,
        finished_by=digest.finished_by,
    )
    return msgspec.structs.replace(case, digest=shown, due=DueMark())


def facts_as_seen_by(handled: HandledCase, person: str) -> HandledCase:
    """Return a case with its facts as somebody may see them."""
    if not is_hidden(handled.case.handling, person):
        return handled
    return HandledCase(as_seen_by(handled.case, person), CaseFacts())
