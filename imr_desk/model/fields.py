"""Every field of the form, once: rows, storage, summary, CSV and extraction records all follow this table."""

from enum import StrEnum

import msgspec


class FieldKind(StrEnum):
    """What a field holds and so which editor it gets."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    WORD_LIST = "word-list"
    FLAG = "flag"


class FieldGroup(StrEnum):
    """Where in the form a field stands; the order of the groups is the order of the work."""

    ITEM = "item"
    GUIDELINES = "guidelines"
    DETAILS = "details"
    CASE = "case"
    DATES = "dates"
    REVIEWER = "reviewer"
    PATIENT = "patient"
    PARTIES = "parties"


class FieldSpec(msgspec.Struct, frozen=True):
    """One field of a letter or of a disputed item.

    Attributes:
        name: name in records, storage and contracts.
        label: what the form and the papers call it.
        kind: what it holds.
        group: where it stands.
        meaning: one sentence for the tooltip and the screen reader.
        choices: the vocabulary of a ``CHOICE`` field; free text is still allowed where ``open_choice``.
        open_choice: whether other words than the vocabulary may be typed.
        by_hand: not in posted letters, so the reviewer types it; its absence is no surprise.
    """

    name: str
    label: str
    kind: FieldKind
    group: FieldGroup
    meaning: str
    choices: tuple[str, ...] = ()
    open_choice: bool = False
    by_hand: bool = False


_T, _L, _D, _N, _C, _W, _F = (
    FieldKind.TEXT,
    FieldKind.LONG_TEXT,
    FieldKind.DATE,
    FieldKind.NUMBER,
    FieldKind.CHOICE,
    FieldKind.WORD_LIST,
    FieldKind.FLAG,
)
_CASE, _DATES, _WHO, _PATIENT, _PARTIES = (
    FieldGroup.CASE,
    FieldGroup.DATES,
    FieldGroup.REVIEWER,
    FieldGroup.PATIENT,
    FieldGroup.PARTIES,
)

LETTER_FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("case_number", "IMR case number", _T, _CASE, "The number that the review organization gave the case."),
    FieldSpec("claim_number", "Claim number", _T, _CASE, "The claims administrator's number of the claim.", by_hand=True),
    FieldSpec("priority", "Priority", _C, _CASE, "Standard or expedited review.", ("Standard", "Expedited"), True),
    FieldSpec("date_of_injury", "Date of injury", _D, _DATES, "Date of injury as the letter's header gives it."),
    FieldSpec("ur_denial_date", "UR denial date", _D, _DATES, "Date of the utilization review decision in dispute."),
    FieldSpec("application_received", "Application received", _D, _DATES, "Date the application for IMR was received."),
    FieldSpec("noarfi_date", "Notice of assignment", _D, _DATES, "Date of the Notice of Assignment and Request for Information.", by_hand=True),
    FieldSpec("date_assigned", "Date assigned", _D, _DATES, "Date the case was assigned to the reviewer."),
    FieldSpec("decision_date", "Decision date", _D, _DATES, "Date of the final determination."),
    FieldSpec("letter_date", "Letter date", _D, _DATES, "Date printed on the letter itself.", by_hand=True),
    FieldSpec("date_received", "Received by us", _D, _DATES, "Date this letter reached the claims administrator; deadlines run from it.", by_hand=True),
    FieldSpec("specialty", "Reviewer's specialty", _W, _WHO, "Board certifications or specialties of the expert reviewer."),
    FieldSpec("licensure", "Reviewer's licences", _W, _WHO, "States in which the expert reviewer is licensed."),
    FieldSpec("age", "Age", _N, _PATIENT, "Age of the injured worker in years, as the case summary states it."),
    FieldSpec("sex", "Sex", _C, _PATIENT, "Sex of the injured worker, as the case summary states it.", ("female", "male"), True),
    FieldSpec("clinical_summary", "Clinical case summary", _L, _PATIENT, "The letter's summary of the case file."),
    FieldSpec("documents_reviewed", "Documents reviewed", _L, _PATIENT, "The letter's list of documents reviewed.", by_hand=True),
    FieldSpec("employee", "Injured worker", _T, _PARTIES, "Name of the injured worker; posted letters do not print it.", by_hand=True),
    FieldSpec("employer", "Employer", _T, _PARTIES, "The employer.", by_hand=True),
    FieldSpec("provider", "Provider", _T, _PARTIES, "The physician who asked for the treatment.", by_hand=True),
    FieldSpec("claims_administrator", "Claims administrator", _T, _PARTIES, "The company that administers the claim.", by_hand=True),
)  # fmt: skip

_ITEM, _GUIDE, _DETAIL = FieldGroup.ITEM, FieldGroup.GUIDELINES, FieldGroup.DETAILS

ITEM_FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("treatment", "As printed", _L, _ITEM, "The item's heading as printed, without its decision."),
    FieldSpec("disputed", "Disputed", _L, _ITEM, "What was decided: the remaining part where utilization review granted some."),
    FieldSpec("original_request", "Original request", _T, _ITEM, "The whole request, where utilization review approved a part of it.", by_hand=True),
    FieldSpec("authorized", "Already authorized", _T, _ITEM, "The part that the claims administrator had authorized.", by_hand=True),
    FieldSpec("claims_admin_guideline", "Administrator cites", _L, _GUIDE, "The guideline that the claims administrator based its denial on."),
    FieldSpec("imr_guideline", "Reviewer cites", _L, _GUIDE, "The guideline that the expert reviewer based the decision on."),
    FieldSpec("rationale", "Rationale", _L, _GUIDE, "The whole decision rationale."),
    FieldSpec("determination", "Determination", _L, _GUIDE, "The sentence that decides the item."),
    FieldSpec("quantity", "Quantity", _T, _DETAIL, "Number of units, visits or tablets disputed.", by_hand=True),
    FieldSpec("frequency", "Frequency", _T, _DETAIL, "How often, for how long.", by_hand=True),
    FieldSpec("body_part", "Body part and side", _T, _DETAIL, "Where on the body, with side and level.", by_hand=True),
    FieldSpec("drug", "Drug", _T, _DETAIL, "Name of the drug.", by_hand=True),
    FieldSpec("strength", "Strength", _T, _DETAIL, "Strength of the drug.", by_hand=True),
    FieldSpec("date_of_service", "Date of service", _D, _DETAIL, "Date on which the treatment was rendered.", by_hand=True),
    FieldSpec("retrospective", "Retrospective", _F, _DETAIL, "The treatment had been rendered before the decision.", ("yes", "no"), by_hand=True),
    FieldSpec("associated_surgical", "With a surgery", _F, _DETAIL, "The item goes with a disputed surgery.", ("yes", "no"), by_hand=True),
    FieldSpec("category", "Category", _T, _DETAIL, "Category of the DWC decision search, proposed.", by_hand=True),
    FieldSpec("subcategory", "Subcategory", _T, _DETAIL, "Subcategory of the DWC decision search, proposed.", by_hand=True),
)  # fmt: skip

_BY_NAME = {spec.name: spec for spec in (*LETTER_FIELDS, *ITEM_FIELDS)}


def spec_of(name: str) -> FieldSpec:
    """Return the spec of a letter or item field.

    Raises:
        KeyError: no field has this name.
    """
    return _BY_NAME[name]
