"""A synthetic letter: everything that is printed in it, and its truth."""

from datetime import date
from typing import Any

import msgspec

from tests.synthetic.citations import Citation
from tests.synthetic.headings import Heading
from tests.synthetic.rationales import Decision, Defect, Rationale
from tests.synthetic.summaries import Opening, Sex
from tests.synthetic.typesetting import REDACTION, PageBreak
from tests.synthetic.wishes import ContradictedField, Layout


class LetterFields(msgspec.Struct, frozen=True, kw_only=True):
    """The fields as the letter prints them; None or empty where its layout does not print them."""

    case_number: str | None = None
    date_assigned: date | None = None
    date_of_injury: date | None = None
    decision_date: date | None = None
    ur_denial_date: date | None = None
    application_received: date | None = None
    priority: str | None = None
    licensure: tuple[str, ...] = ()
    specialty: tuple[str, ...] = ()
    age: int | None = None
    sex: Sex | None = None
    clinical_summary: str | None = None
    letter_date: date | None = None
    noarfi_date: date | None = None
    claim_number: str | None = None
    employee: str | None = None
    provider: str | None = None
    documents_reviewed: tuple[str, ...] = ()


class Contradiction(msgspec.Struct, frozen=True):
    """A date that the header and the case summary give differently; the header's is the truth."""

    field: ContradictedField
    header: date
    summary: date


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A disputed item. The guidelines and the rationale are None where the layout does not print them."""

    heading: Heading
    decision: Decision
    claims_guideline: Citation | None
    imr_guideline: Citation | None
    rationale: Rationale | None
    defect: Defect | None = None


class Printing(msgspec.Struct, frozen=True, kw_only=True):
    """How the letter is printed; nothing of it is a truth.

    `bold_gaps`: the blank behind a bold label is bold too. `tight_items`: items without the empty line
    before their rationale.
    """

    header: bool
    from_memory: bool = False
    made_on: date
    opening: Opening
    page_breaks: tuple[PageBreak, ...] = ()
    heading_gap: str = " "
    licence_gap: str = ","
    label_gap: str = " "
    bold_gaps: bool = False
    tight_items: tuple[int, ...] = ()
    hyphen_break: bool = False
    bottom: float = 720.0


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A synthetic letter."""

    layout: Layout
    seed: int
    file: str
    fields: LetterFields
    items: tuple[Item, ...]
    contradictions: tuple[Contradiction, ...] = ()
    printing: Printing

    @property
    def case_outcome(self) -> str:
        """Upheld, overturned or partially overturned, derived from the decisions."""
        decisions = {item.decision for item in self.items}
        return decisions.pop() if len(decisions) == 1 else "partially overturned"


def folded(text: str) -> str:
    """White space folded to single blanks and a redaction taken out, as the truth of the real letters has it."""
    return " ".join(text.replace(REDACTION, " ").split())


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _fields_truth(fields: LetterFields) -> dict[str, Any]:
    return {
        "case_number": fields.case_number,
        "date_assigned": _iso(fields.date_assigned),
        "date_of_injury": _iso(fields.date_of_injury),
        "decision_date": _iso(fields.decision_date),
        "ur_denial_date": _iso(fields.ur_denial_date),
        "application_received": _iso(fields.application_received),
        "priority": fields.priority,
        "licensure": list(fields.licensure),
        "specialty": list(fields.specialty),
        "age": fields.age,
        "sex": fields.sex,
        "clinical_summary": folded(fields.clinical_summary) if fields.clinical_summary else None,
    }


def _further_truth(fields: LetterFields) -> dict[str, Any]:
    further: dict[str, Any] = {
        "letter_date": _iso(fields.letter_date),
        "noarfi_date": _iso(fields.noarfi_date),
        "claim_number": fields.claim_number,
        "employee": fields.employee,
        "provider": fields.provider,
        "documents_reviewed": list(fields.documents_reviewed) or None,
    }
    return {name: value for name, value in further.items() if value is not None}


def item_details(item: Item) -> dict[str, Any]:
    """The values of the contract that the truth of the real letters does not have: derived ones.

    `determination` is None where the rationale does not decide (defects of layout C).
    """
    treatment = item.heading.treatment
    told = item.rationale.determination if item.rationale else None
    return {
        "determination": folded(told) if told else None,
        "quantity": treatment.quantity,
        "frequency": treatment.frequency,
        "body_part": treatment.body_part,
        "drug": treatment.drug,
        "strength": treatment.strength,
        "date_of_service": _iso(treatment.date_of_service),
        "retrospective": treatment.retrospective,
        "associated_surgical": item.heading.kind == "associated_surgical",
        "category": treatment.category,
        "subcategory": treatment.subcategory,
    }


def item_truth(item: Item) -> dict[str, Any]:
    """The truth of an item but for its pages, which the typesetting gives."""
    heading = item.heading
    return {
        "treatment": folded(heading.text),
        "disputed": folded(heading.disputed),
        "original_request": heading.original_request,
        "authorized": heading.authorized,
        "kind": heading.kind,
        "decision": item.decision,
        "claims_admin_guideline": folded(item.claims_guideline.text) if item.claims_guideline else None,
        "imr_guideline": folded(item.imr_guideline.text) if item.imr_guideline else None,
        "rationale": folded(item.rationale.text) if item.rationale else None,
    }


def letter_truth(letter: Letter) -> dict[str, Any]:
    """Everything but pages, in the shape of truth.jsonl.

    Keys that the real truth lacks appear only where they say something: the fields of other layouts
    (contract of extraction), and `contradictions` (field, header, summary).
    """
    truth: dict[str, Any] = {
        "file": letter.file,
        "fields": _fields_truth(letter.fields) | _further_truth(letter.fields),
        "case_outcome": letter.case_outcome,
        "items": [item_truth(item) for item in letter.items],
    }
    if letter.contradictions:
        truth["contradictions"] = [
            {"field": odd.field, "header": odd.header.isoformat(), "summary": odd.summary.isoformat()}
            for odd in letter.contradictions
        ]
    return truth
