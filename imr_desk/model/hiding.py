"""What is kept from somebody who reads a case blind, or still might: all that its first reader said."""

import msgspec

from imr_desk.model.case import Case, CaseDigest, HandledCase
from imr_desk.model.facts import CaseFacts, DueMark
from imr_desk.model.handling import Handling

HIDDEN_TITLE = "(not shown: second reading)"
"""What stands in the place of the disputed treatments, which the first reader may have corrected."""


def is_hidden(handling: Handling, person: str) -> bool:
    """Tell whether the first reading of a case is kept from somebody: they read it blind, or still might."""
    return handling.second is not None and handling.second.may_read(person)


def as_seen_by(case: Case, person: str) -> Case:
    """Return a case as somebody may see it: without what its review holds while its first reading is hidden.

    Numbers and dates go too: they are those of the review, which its first reader may have corrected, and what a
    second reader is asked for. The letter is known by its file.
    """
    second = case.handling.second
    if second is None or not second.may_read(person):
        return case
    digest = case.digest
    shown = CaseDigest(title=HIDDEN_TITLE, finished_on=digest.finished_on, finished_by=digest.finished_by)
    # Why a case was drawn, such as an overturned item, tells too.
    handling = msgspec.structs.replace(case.handling, second=msgspec.structs.replace(second, why=""))
    return msgspec.structs.replace(case, digest=shown, due=DueMark(), handling=handling)


def facts_as_seen_by(handled: HandledCase, person: str) -> HandledCase:
    """Return a case with its facts as somebody may see them."""
    if not is_hidden(handled.case.handling, person):
        return handled
    return HandledCase(as_seen_by(handled.case, person), CaseFacts())
