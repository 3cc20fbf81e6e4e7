"""For whom a case summary is: each profile says which parts, fields and names its copies hold. Nothing else does.

A profile names what it shows, so that a field that is added later stays out of every narrow copy until somebody puts
it in on purpose.
"""

from enum import StrEnum
from typing import Final

import msgspec

from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS


class Part(StrEnum):
    """A part of the paper that a profile may leave out."""

    DEADLINES = "deadlines"
    OPEN_POINTS = "open points"
    STATES = "how each value stands"
    ITEM_EVIDENCE = "evidence of items"
    EXCERPTS = "excerpts"
    CLINICAL = "clinical facts"
    FLAGS = "flags"
    NOTES = "notes of the desk"
    REVIEWER = "the expert reviewer"
    LETTER_FILE = "the letter's file"
    HISTORY = "history of the case"


class Profile(msgspec.Struct, frozen=True):
    """What one kind of copy holds.

    Attributes:
        name: identity of the paper, such as ``summary-employer``.
        label: name for the menu.
        audience: for whom it is, beside the title.
        statement: what was left out and why, on page one; empty where nothing was.
        parts: the parts it holds.
        letter_fields: the letter's fields it shows, by name.
        item_fields: the fields of items it shows, by name.
        names_denied: whether treatments are named that no person has recorded as approved.
        identified: whether persons, numbers and days are told; otherwise years alone.
    """

    name: str
    label: str
    audience: str
    statement: str
    parts: tuple[Part, ...]
    letter_fields: tuple[str, ...]
    item_fields: tuple[str, ...]
    names_denied: bool = True
    identified: bool = True

    def shows(self, part: Part) -> bool:
        """Tell whether copies hold a part."""
        return part in self.parts


_ON_NO_PAPER: Final = ("age", "sex", "clinical_summary", "documents_reviewed")
"""The paper keeps to what is needed; these stay in the letter and in the record."""
_IN_THE_LETTER: Final = ("rationale", "determination")
"""The paper is an abstract: the excerpt stands for the whole rationale."""
_ALL_OF_LETTER: Final = tuple(spec.name for spec in LETTER_FIELDS if spec.name not in _ON_NO_PAPER)
_ALL_OF_ITEM: Final = tuple(spec.name for spec in ITEM_FIELDS if spec.name not in _IN_THE_LETTER)

FILE: Final = Profile(
    "summary-pdf",
    "Case summary (PDF)",
    "Claim file",
    "",
    tuple(Part),
    _ALL_OF_LETTER,
    _ALL_OF_ITEM,
)
COUNSEL: Final = Profile(
    "summary-counsel",
    "Case summary for counsel (PDF)",
    "Copy for counsel",
    "The desk's own notes are left out of this copy; dates, flags and evidence are whole.",
    tuple(part for part in Part if part is not Part.NOTES),
    _ALL_OF_LETTER,
    _ALL_OF_ITEM,
)
PARTY: Final = Profile(
    "summary-party",
    "Case summary for a provider or the worker (PDF)",
    "Copy for a party",
    "This copy tells what was decided and why. The desk's deadlines, flags, open points, notes and history are left "
    "out.",
    (Part.ITEM_EVIDENCE, Part.EXCERPTS, Part.CLINICAL, Part.REVIEWER, Part.LETTER_FILE),
    _ALL_OF_LETTER,
    _ALL_OF_ITEM,
)
EMPLOYER: Final = Profile(
    "summary-employer",
    "Case summary, employer copy (PDF)",
    "Employer copy",
    "Medical information is left out as Labor Code 3762(c) asks: this copy holds no clinical summary, rationale, "
    "excerpt, diagnosis, guideline, flag or note, and it names only treatments that were approved. The IMR case "
    "number is left out, because determinations are posted under it. Whoever sends it checks that each treatment "
    "named is for the condition claimed.",
    (Part.DEADLINES,),
    (
        "claim_number",
        "priority",
        "date_of_injury",
        "decision_date",
        "letter_date",
        "date_received",
        "employee",
        "employer",
        "claims_administrator",
    ),
    ("disputed", "quantity", "frequency", "date_of_service", "retrospective"),
    names_denied=False,
)
DEIDENTIFIED: Final = Profile(
    "summary-deidentified",
    "Case summary, de-identified (PDF)",
    "De-identified copy",
    "Names, numbers, the letter's fingerprint, signatures, deadlines, flags, excerpts and notes are left out; of "
    "each date only the year is told, and names, numbers and dates inside treatments and guidelines are replaced. "
    "Nobody has certified this copy under 45 CFR 164.514(b), and determinations are posted: handle it as sensitive.",
    (Part.ITEM_EVIDENCE, Part.REVIEWER),
    (
        "priority",
        "date_of_injury",
        "ur_denial_date",
        "application_received",
        "noarfi_date",
        "date_assigned",
        "decision_date",
        "letter_date",
        "date_received",
        "specialty",
    ),
    tuple(name for name in _ALL_OF_ITEM if name != "treatment"),
    identified=False,
)

PROFILES: Final[tuple[Profile, ...]] = (FILE, COUNSEL, PARTY, EMPLOYER, DEIDENTIFIED)
"""All profiles, in the order of the menu."""
