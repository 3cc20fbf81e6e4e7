"""What is kept from somebody who reads a case blind, or still might: all that its first reader said."""

import msgspec

from imr_desk.model.case import Case, CaseDigest, HandledCase
from imr_desk.model.facts import CaseFacts, DueMark
from imr_desk.model.handling import Handling, Hold, HoldReason

HIDDEN_TITLE = "(not shown: second reading)"
"""What stands in the place of the disputed treatments, which the first reader may have corrected, and of reasons."""


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
    return msgspec.structs.replace(case, digest=shown, due=DueMark(), handling=_without_words(case.handling))


def _without_words(handling: Handling) -> Handling:
    """Return a handling without what may have been said because of the decisions.

    A label such as "overturned, call provider", the reason of a hold or of a second look, a duty that was fulfilled
    and the date of a bill all tell, and so does why the case was drawn. Who has the case, how urgent it is and that
    it is on hold stay: the work is ordered by them.
    """
    second = handling.second and msgspec.structs.replace(handling.second, why="")
    kept = Handling(handling.reviewer, handling.taken_at, handling.priority, second=second)
    hold = handling.hold
    if hold is not None:
        hold = Hold(HoldReason.OTHER, HIDDEN_TITLE, hold.since, hold.by, hold.until)
    return msgspec.structs.replace(
        kept,
        holds=() if hold is None else (hold,),
        second_look=HIDDEN_TITLE if handling.second_look else "",
        asked_by=handling.asked_by,
    )


def facts_as_seen_by(handled: HandledCase, person: str) -> HandledCase:
    """Return a case with its facts as somebody may see them."""
    if not is_hidden(handled.case.handling, person):
        return handled
    return HandledCase(as_seen_by(handled.case, person), CaseFacts())
