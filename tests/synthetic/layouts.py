"""The short form: paragraphs of layouts C and D, and the header table.

The labels, section names and lead-ins are those that letters.md quotes; what it does not quote is invented.
"""

from tests.synthetic.headings import heading_paragraph
from tests.synthetic.letter import Item, Letter
from tests.synthetic.typesetting import (
    LEFT,
    TABLE_SIZE,
    TOP,
    Box,
    Face,
    Line,
    Page,
    Paragraph,
    Role,
    Run,
    blank_line,
)

HOW_SECTION = "HOW THE IMR FINAL DETERMINATION WAS MADE"
SUMMARY_SECTION = "CLINICAL CASE SUMMARY"
ISSUES_SECTION = "IMR ISSUES, DECISIONS AND RATIONALES"
SUMMARY_LEAD_IN = (
    "The expert reviewer developed the following clinical case summary based on a review of the case file, "
    "including all medical records:"
)
ISSUES_LEAD_IN = "The Final Determination was based on decisions for the disputed items/services set forth below:"
_HOW_D = (
    "MAXIMUS Federal Services sent the complete case file to an expert reviewer. The reviewer is independent of "
    "the employer, of the employee, of every provider and of the claims administrator, sees patients each week, "
    "and has done so for years. What decided the choice were training, certification and practice in the field "
    "that the medical condition and the disputed items/Service belong to. The reviewer knows the laws and "
    "regulations at hand and the order in which kinds of evidence outweigh one another in an Independent Medical "
    "Review."
)
_HOW_C = (
    "MAXIMUS Federal Services sent the complete case file to a physician reviewer. No tie of any kind links the "
    "reviewer to the employer, the employee, a provider or the claims administrator. {credentials} The reviewer "
    "sees patients each week and was picked for training and practice in the field at issue. The order of "
    "evidence that applies to an Independent Medical Review is known to the reviewer."
)
SECTION_SPACE = 6.6
"""Points below a section name."""

_GREY = 0.875
_COLUMNS = (66.5, 173.8, 323.6, 421.6, 545.5)
_ROWS = (92.75, 106.05, 119.4, 132.35, 158.3)
_TEXT_X = (72.0, 179.4, 329.0, 426.9)
_FLOW_BELOW_TABLE = 158.5


def section(text: str, role: Role) -> Paragraph:
    """A centred section name."""
    return Paragraph(runs=(Run(f"{text} ", "bold"),), role=role, centred=True, after=SECTION_SPACE)


def prose(text: str, role: Role, item: int | None = None) -> Paragraph:
    """A paragraph in regular type, with the blank that Word leaves at its end."""
    return Paragraph(runs=(Run(f"{text} "),), role=role, item=item)


def labelled(
    label: str, text: str, role: Role, item: int | None = None, *, gap: str = " ", bold_gap: bool = False
) -> Paragraph:
    """A bold label and its text in one paragraph; the blanks between them are bold or regular."""
    runs = (Run(label + gap, "bold"), Run(f"{text} ")) if bold_gap else (Run(label, "bold"), Run(f"{gap}{text} "))
    return Paragraph(runs=runs, role=role, item=item)


def joined(names: tuple[str, ...]) -> str:
    """Names as a sentence lists them: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def credentials_prose(letter: Letter) -> str:
    """The sentence of layouts B and C that holds specialty and licence, as letters.md quotes it."""
    specialty, licences = joined(letter.fields.specialty), joined(letter.fields.licensure)
    return f"The physician reviewer is Board Certified in {specialty} and is licensed to practice in {licences}."


def item_paragraphs(letter: Letter, item: Item, number: int) -> list[Paragraph]:
    """Heading, two guideline lines and rationale, with blank lines behind each."""
    printing = letter.printing
    rationale = item.rationale.text if item.rationale else ""
    if letter.layout in {"C", "C2"}:
        rationale = f"The Physician Reviewer's decision rationale: {rationale}"
    bold = printing.bold_gaps
    told = labelled("Decision rationale:", rationale, "rationale", number, gap=printing.label_gap, bold_gap=bold)
    told = Paragraph(runs=told.runs, role=told.role, item=number, split_hyphen=printing.hyphen_break)
    heading = heading_paragraph(item.heading, item.decision, printing.heading_gap, number, bold_gap=bold)
    paragraphs = [heading, blank_line()]
    if item.claims_guideline:
        cited = f"{item.claims_guideline.text}  "
        paragraphs += [
            labelled("Claims Administrator guideline:", cited, "claims_guideline", number, bold_gap=bold),
            blank_line(),
        ]
    if item.imr_guideline:
        own = f"{item.imr_guideline.text}  "
        paragraphs.append(labelled("MAXIMUS guideline:", own, "imr_guideline", number, bold_gap=bold))
        paragraphs += [] if number in printing.tight_items else [blank_line()]
    return [*paragraphs, told, blank_line()]


def short_form(letter: Letter) -> list[Paragraph]:
    """Layouts C and D from the first section on."""
    fields = letter.fields
    paragraphs = [blank_line()] if letter.printing.header else []
    paragraphs.append(section(HOW_SECTION, "how_section"))
    if letter.layout == "C":
        paragraphs.append(prose(_HOW_C.format(credentials=credentials_prose(letter)), "credentials"))
    else:
        licences = letter.printing.licence_gap.join(fields.licensure)
        paragraphs += [
            prose(_HOW_D, "text"),
            blank_line(),
            prose("The Expert Reviewer has the following credentials:", "lead_in"),
            prose(f"State(s) of Licensure: {licences}", "credentials"),
            prose(f"Certification(s)/Specialty: {', '.join(fields.specialty)}", "credentials"),
        ]
    paragraphs += [
        blank_line("bold"),
        section(SUMMARY_SECTION, "summary_section"),
        prose(SUMMARY_LEAD_IN, "lead_in"),
        blank_line(),
        prose(fields.clinical_summary or "", "summary"),
        blank_line("bold"),
        section(ISSUES_SECTION, "issues_section"),
        prose(ISSUES_LEAD_IN, "lead_in"),
        blank_line(),
    ]
    for number, item in enumerate(letter.items):
        paragraphs += item_paragraphs(letter, item, number)
    return paragraphs


def _cell(text: str, face: Face, column: int, row: int, below: float = 0.0) -> Line:
    baseline = _ROWS[row] + 10.55 + below
    return Line(x=_TEXT_X[column], baseline=baseline, size=TABLE_SIZE, runs=(Run(text, face),), role="header")


def header_table(letter: Letter) -> tuple[Page, float]:
    """The first page with its header table and emblem, and where its text goes on (points from the top)."""
    fields = letter.fields

    def shown(day: object) -> str:
        return f"{day:%m/%d/%Y} " if day else " "

    lines = (
        Line(x=LEFT, baseline=TOP + 11.2, size=12.0, runs=(Run(" ", "bold"),), role="blank"),
        _cell("Case Number: ", "sans-bold", 0, 0),
        _cell(f"{fields.case_number} ", "sans", 1, 0),
        _cell(" ", "sans", 2, 0),
        _cell("Date Assigned: ", "sans-bold", 0, 1),
        _cell(shown(fields.date_assigned), "sans", 1, 1),
        _cell("Date of Injury:  ", "sans-bold", 2, 1),
        _cell(shown(fields.date_of_injury), "sans", 3, 1),
        _cell("Decision Date: ", "sans-bold", 0, 2),
        _cell(shown(fields.decision_date), "sans", 1, 2),
        _cell("UR Denial Date:  ", "sans-bold", 2, 2),
        _cell(shown(fields.ur_denial_date), "sans", 3, 2),
        _cell("Priority:  ", "sans-bold", 0, 3),
        _cell(f"{fields.priority} ", "sans", 1, 3),
        _cell("Application ", "sans-bold", 2, 3),
        _cell("Received:  ", "sans-bold", 2, 3, below=12.9),
        _cell(shown(fields.application_received), "sans", 3, 3),
    )
    top, bottom = _ROWS[0], _ROWS[-1]
    left, values, second, third, right = _COLUMNS
    boxes = [
        Box(left, top, values, bottom, _GREY),
        Box(second, top, right, _ROWS[1], _GREY),
        Box(second, _ROWS[1], third, bottom, _GREY),
    ]
    boxes += [Box(left - 0.2, y - 0.2, right + 0.2, y + 0.2, 0.0) for y in _ROWS]
    boxes += [Box(x - 0.2, top, x + 0.2, bottom, 0.0) for x in (left, values, second, right)]
    boxes.append(Box(third - 0.2, _ROWS[1], third + 0.2, bottom, 0.0))
    return Page(lines=lines, under=tuple(boxes), logo=True), _FLOW_BELOW_TABLE
