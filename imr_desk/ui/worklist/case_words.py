"""What the queue says of a case, in words."""

from collections.abc import Mapping

from imr_desk.model.case import Case, CaseStatus
from imr_desk.model.draft import CaseOutcome
from imr_desk.model.handling import Hold
from imr_desk.model.hiding import HIDDEN_TITLE
from imr_desk.model.second import SecondReading, SecondState

OUTCOME_ROLES: Mapping[CaseOutcome, str] = {
    CaseOutcome.UPHELD: "upheld",
    CaseOutcome.OVERTURNED: "overturned",
    CaseOutcome.PARTIALLY_OVERTURNED: "overturned",
}

OUTCOME_NAMES: Mapping[CaseOutcome, str] = {
    CaseOutcome.UPHELD: "Upheld: treatment stays denied",
    CaseOutcome.OVERTURNED: "Overturned: treatment approved",
    CaseOutcome.PARTIALLY_OVERTURNED: "Partially overturned: some approved",
}

OUTCOME_CHOICES: Mapping[CaseOutcome, str] = {
    CaseOutcome.UPHELD: "Upheld: stays denied",
    CaseOutcome.OVERTURNED: "Overturned: approved",
    CaseOutcome.PARTIALLY_OVERTURNED: "Partially overturned",
}
"""Outcomes in little room."""

STATUS_ICONS: Mapping[CaseStatus, str] = {
    CaseStatus.NEW: "state-proposed",
    CaseStatus.IN_REVIEW: "state-corrected",
    CaseStatus.ON_HOLD: "hold",
    CaseStatus.SECOND_LOOK: "second-look",
    CaseStatus.SECOND_READING: "duplicate",
    CaseStatus.FINISHED: "finish",
    CaseStatus.REOPENED: "retry",
}


NOT_SHOWN = "not shown"

WHY_NOT_SHOWN = (
    "Not shown: you could still read this case a second time, without knowing what its first reader said. Open it to "
    "begin."
)


def is_kept_back(case: Case) -> bool:
    """Tell whether what the review of a case says is kept from the person at the desk, who could read it blind."""
    return case.digest.title == HIDDEN_TITLE


def held_words(hold: Hold) -> str:
    """Tell why a case is on hold, as far as the person at the desk may know."""
    if hold.words == HIDDEN_TITLE:
        return hold.words
    return f"{hold.reason.value}; {hold.words}" if hold.words else hold.reason.value


def case_name(case: Case) -> str:
    """Return what the queue calls a case: its IMR number, or the name of its file."""
    return case.digest.case_number or case.name


def outcome_words(case: Case) -> str:
    """Return what the decisions of a case mean for the treatments."""
    digest = case.digest
    if is_kept_back(case):
        return "Not shown: second reading"
    if digest.outcome is None:
        return "No outcome yet"
    if digest.outcome is CaseOutcome.PARTIALLY_OVERTURNED:
        return f"Partially overturned: {digest.overturned} of {digest.items} approved"
    if digest.items < 2:
        return OUTCOME_NAMES[digest.outcome]
    upheld = digest.outcome is CaseOutcome.UPHELD
    return f"Upheld: all {digest.items} stay denied" if upheld else f"Overturned: all {digest.items} approved"


def whose_word(case: Case) -> str:
    """Tell whether a person stands behind the outcome; empty while there is none."""
    if case.digest.outcome is None:
        return ""
    return "confirmed" if case.digest.confirmed else "proposed"


def status_words(status: CaseStatus) -> str:
    """Return what a status is called at the head of a line."""
    return status.value[:1].upper() + status.value[1:]


def second_words(case: Case, second: SecondReading) -> str:
    """Tell how the open second reading of a case stands; never what it was drawn for, which would tell too much."""
    first = f"{second.first} read it first"
    if second.state is SecondState.COMPARING:
        return f"Differences to settle: {first}, {second.reader} a second time."
    if second.state is SecondState.READING:
        return f"Is read a second time by {second.reader}; {first}."
    if is_kept_back(case):
        return f"Waits for a second reader, who can be you; {first}."
    if not (second.seen_by or second.known_to):
        return "Waits for a second reader. You read it first, so somebody else has to."
    return (
        f"Waits for a second reader. {first[:1].upper()}{first[1:]}; who has seen what they said cannot read blind."
    )


def number_of_cases(number: int) -> str:
    """Return ``1 case`` or ``12,345 cases``."""
    return f"{number:,} case{'' if number == 1 else 's'}"
