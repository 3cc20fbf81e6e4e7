"""The categories of the DWC decision search, as its page names them.

The letters carry no category: the extractor proposes one (its rules: ``extraction.details.category_rules``), a person
confirms it, and the queue is filtered by it.
"""

DIAGNOSTIC = "Diagnostic Testing"
DMEPOS = "DMEPOS"
EVALUATION = "Evaluation & Management"
HOME_HEALTH = "Home Health"
INJECTION = "Injection"
PHARMACEUTICALS = "Pharmaceuticals"
PROGRAMS = "Programs"
PSYCH = "Psych Services"
REHABILITATION = "Rehabilitation"
SURGERY = "Surgery"
TRANSPORTATION = "Transportation"

DWC_CATEGORIES = (
    DIAGNOSTIC, DMEPOS, EVALUATION, HOME_HEALTH, INJECTION, PHARMACEUTICALS, PROGRAMS, PSYCH, REHABILITATION, SURGERY,
    TRANSPORTATION,
)  # fmt: skip
"""All of them, in the order of the page."""
