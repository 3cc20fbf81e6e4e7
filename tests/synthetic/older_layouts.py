"""Layouts A, B and C2, of which only anchors are known (letters.md, marks [REAL] and [CODE]).

What the anchors do not give is invented. The texts that letters.md marks [MEM], a recollection nobody has
checked, are printed only with the wish `from_memory`.
"""

from tests.synthetic.dates import print_date
from tests.synthetic.layouts import (
    HOW_SECTION,
    SECTION_SPACE,
    SUMMARY_LEAD_IN,
    SUMMARY_SECTION,
    credentials_prose,
    item_paragraphs,
    joined,
    labelled,
    prose,
    section,
)
from tests.synthetic.letter import Item, Letter
from tests.synthetic.typesetting import Paragraph, Role, Run, blank_line

_A_GUIDELINE_LABEL = "MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL \nREVIEWER AND WHY:"
_A_RATIONALE_LABEL = "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS {verdict} \nMEDICALLY NECESSARY:"
_B_SECTION = "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE"
_B_INDEPENDENT = (
    "The physician who decided has no tie to the employer, the employee, a provider or the claims administrator. "
)
_C2_SECTION = "IMR DECISION(S) AND RATIONALE(S)"
_C2_DOCUMENTS = "DOCUMENTS REVIEWED"
_C2_HOW = (
    "MAXIMUS Federal Services sent the complete case file to a physician reviewer. The reviewer has no tie to any "
    "party of the claim and was picked for practice in the field at issue. {credentials}"
)


def _label(text: str, role: Role = "label") -> Paragraph:
    return Paragraph(runs=(Run(f"{text} ", "bold"),), role=role)


def _title(text: str) -> Paragraph:
    return Paragraph(runs=(Run(f"{text} ", "bold"),), role="title", centred=True)


def professional_review(letter: Letter) -> list[Paragraph]:
    """Layout A, of early 2013. Only the heading of an upheld letter is known; the other is inferred."""
    item = letter.items[0]
    fields = letter.fields
    verdict = "NOT" if item.decision == "upheld" else ""
    rationale_label = " ".join(_A_RATIONALE_LABEL.format(verdict=verdict).split(" ")).replace("WAS  \n", "WAS \n")
    qualified = (
        f"A physician licensed to practice in {joined(fields.licensure)} and Board Certified in "
        f"{joined(fields.specialty)}."
    )
    parts: list[tuple[Paragraph, Paragraph]] = [
        (_label("ISSUE AT DISPUTE:"), prose(item.heading.text, "heading", 0)),
        (_label("CASE SUMMARY:"), prose(fields.clinical_summary or "", "summary")),
        (
            _label("DOCUMENTS REVIEWED FOR DETERMINATION:"),
            prose("\n".join(fields.documents_reviewed), "documents"),
        ),
        (
            _label(_A_GUIDELINE_LABEL),
            prose(item.imr_guideline.text if item.imr_guideline else "", "imr_guideline", 0),
        ),
        (_label(rationale_label), prose(item.rationale.text if item.rationale else "", "rationale", 0)),
        (_label("MEDICAL REVIEWER QUALIFICATIONS:"), prose(qualified, "credentials")),
    ]
    paragraphs = [blank_line(), _title("MEDICAL PROFESSIONAL REVIEW"), blank_line()]
    for label, text in parts:
        paragraphs += [label, text, blank_line()]
    return paragraphs


def _numbered_decision(item: Item, number: int) -> Paragraph:
    """A decision of layout B; "not" is bold and runs into the next word, as the stored text has it."""
    asked = item.heading.text
    start = f"{number + 1}) MAXIMUS Federal Services, Inc. has determined the request for {asked} is "
    end = "medically necessary and appropriate. "
    runs = (Run(start), Run("not", "bold"), Run(end)) if item.decision == "upheld" else (Run(start + end),)
    return Paragraph(runs=runs, role="heading", item=number)


def _decisions(letter: Letter) -> list[Paragraph]:
    paragraphs = []
    for number, item in enumerate(letter.items):
        paragraphs += [_numbered_decision(item, number), blank_line()]
    return paragraphs


def notice(letter: Letter) -> list[Paragraph]:
    """Layout B, of mid and late 2013: as far as it is known, to the end of the case summary."""
    fields = letter.fields
    if not (fields.letter_date and fields.application_received and fields.ur_denial_date and fields.noarfi_date):
        raise ValueError("layout B prints four dates")
    asked, denied = print_date(fields.application_received, "bare"), print_date(fields.ur_denial_date, "bare")
    filed = (
        f"An application for Independent Medical Review was filed on {asked} disputing the Utilization Review Denial "
        f"dated {denied}. A Notice of Assignment and Request for Information was provided to the above parties on "
        f"{print_date(fields.noarfi_date, 'bare')}. A decision has been made for each of the treatment and/or "
        "services that were in dispute:"
    )
    source = (
        "Disclaimer: The following case summary was taken directly from the utilization review denial/modification "
        f"dated {print_date(fields.ur_denial_date, 'long')}."
    )
    remembered = letter.printing.from_memory
    return [
        _title("MAXIMUS FEDERAL SERVICES, INC."),
        _title("Notice of Independent Medical Review Determination"),
        blank_line(),
        prose(f"Dated: {print_date(fields.letter_date, 'bare')}", "header"),
        blank_line(),
        *(_remembered_cover(letter) if remembered else []),
        *_decisions(letter),
        section(_B_SECTION, "issues_section"),
        prose(filed, "lead_in"),
        blank_line(),
        *_decisions(letter),
        _label("Medical Qualifications of the Expert Reviewer:"),
        prose(_B_INDEPENDENT + credentials_prose(letter), "credentials"),
        blank_line(),
        _label("Case Summary:"),
        prose(source, "lead_in"),
        blank_line(),
        prose(f"“{fields.clinical_summary}”", "summary"),
        blank_line(),
        *(_remembered_reasons(letter) if remembered else []),
    ]


def _remembered_cover(letter: Letter) -> list[Paragraph]:
    """[MEM] The header of layout B."""
    fields = letter.fields
    rows = [
        ("Employee:", "Sample Employee"),
        ("Claim Number:", "SAMPLE-000000"),
        ("Date of UR Decision:", print_date(fields.ur_denial_date, "bare") if fields.ur_denial_date else ""),
        ("Date of Injury:", print_date(fields.date_of_injury, "bare") if fields.date_of_injury else ""),
        (
            "IMR Application Received:",
            print_date(fields.application_received, "bare") if fields.application_received else "",
        ),
        ("MAXIMUS Case Number:", fields.case_number or ""),
    ]
    return [*(labelled(label, text, "header") for label, text in rows), blank_line()]


def _remembered_reasons(letter: Letter) -> list[Paragraph]:
    """[MEM] The rest of layout B."""
    paragraphs = [_label("Documents Reviewed for Determination:")]
    paragraphs += [
        prose("The application, the denial letter and the records sent with them", "documents"),
        blank_line(),
    ]
    for number, item in enumerate(letter.items):
        regarding = f"{number + 1}) Regarding the request for {item.heading.text}:"
        schedule = (
            "Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer to Make "
            "His/Her Decision"
        )
        paragraphs += [
            Paragraph(runs=(Run(f"{regarding} ", "bold"),), role="label", item=number),
            blank_line(),
            _label(schedule),
            prose(item.claims_guideline.text if item.claims_guideline else "", "claims_guideline", number),
            prose(item.imr_guideline.text if item.imr_guideline else "", "imr_guideline", number),
            blank_line(),
            _label("Rationale for the Decision:"),
            prose(item.rationale.text if item.rationale else "", "rationale", number),
            blank_line(),
        ]
    effect = "The parties are bound by this determination unless it is set aside on appeal."
    return [*paragraphs, _label("Effect of the Decision:"), prose(effect, "text")]


def cover_letter(letter: Letter) -> list[Paragraph]:
    """Layout C2, of late 2013 to 2015.

    How its items look is not known from any letter: they are printed as in layout C, or [MEM] numbered.
    """
    fields = letter.fields
    remembered = letter.printing.from_memory
    denied = print_date(fields.ur_denial_date, "slash") if fields.ur_denial_date else ""
    paragraphs = [
        _title("MAXIMUS FEDERAL SERVICES, INC."),
        _title("Independent Medical Review"),
        blank_line(),
        *(_remembered_top(letter) if remembered else []),
        Paragraph(runs=(Run("UR Denial Date:", "bold"), Run(f"  {denied} ")), role="header"),
        blank_line(),
        section(HOW_SECTION, "how_section"),
        prose(_C2_HOW.format(credentials=credentials_prose(letter)), "credentials"),
        blank_line(),
        section(_C2_DOCUMENTS, "documents_section"),
        *(prose(name, "documents") for name in fields.documents_reviewed),
        blank_line(),
        section(SUMMARY_SECTION, "summary_section"),
        prose(SUMMARY_LEAD_IN, "lead_in"),
        blank_line(),
        prose(fields.clinical_summary or "", "summary"),
        blank_line(),
        Paragraph(runs=(Run(f"{_C2_SECTION} ", "bold"),), role="issues_section", centred=True, after=SECTION_SPACE),
    ]
    for number, item in enumerate(letter.items):
        paragraphs += _remembered_item(item, number) if remembered else item_paragraphs(letter, item, number)
    return paragraphs


def _remembered_top(letter: Letter) -> list[Paragraph]:
    """[MEM] The cover block of layout C2."""
    fields = letter.fields
    final = {"upheld": "UPHOLD", "overturned": "OVERTURN"}.get(letter.case_outcome, "PARTIAL OVERTURN")
    received = print_date(fields.application_received, "slash") if fields.application_received else ""
    rows = (
        ("IMR Case Number:", fields.case_number or ""),
        ("Priority:", fields.priority or ""),
        ("Application Received:", received),
        ("Employee Name:", "Sample Employee"),
        ("Final Determination:", f"{final}."),
    )
    return [labelled(label, text, "header", gap="  ") for label, text in rows]


def _remembered_item(item: Item, number: int) -> list[Paragraph]:
    """[MEM] A numbered item of layout C2."""
    verdict = "is not" if item.decision == "upheld" else "is"
    decided = f"{number + 1}. The request for {item.heading.text} {verdict} medically necessary and appropriate."
    reason = item.rationale.text if item.rationale else ""
    return [
        Paragraph(runs=(Run(f"{decided} ", "bold"),), role="heading", item=number),
        blank_line(),
        prose(item.claims_guideline.text if item.claims_guideline else "", "claims_guideline", number),
        prose(item.imr_guideline.text if item.imr_guideline else "", "imr_guideline", number),
        labelled("The Physician Reviewer's decision rationale:", reason, "rationale", number),
        blank_line(),
    ]
