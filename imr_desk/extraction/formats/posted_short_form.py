"""Layout D, the posted short form of 2015 to 2017 (all 194 posted letters that were counted).

A header table of seven fields, three section headings, two labelled credentials, and items with three bold labels
each. No claim number, name, signature, page number or list of documents.
"""

import re

from imr_desk.extraction.rules.credentials import credentials
from imr_desk.extraction.rules.header_table import header_findings, header_table
from imr_desk.extraction.rules.letter_body import (
    body_of,
    dates_mentioned,
    doubted_as_whole,
    page_flags,
    summary_findings,
)
from imr_desk.model.draft import Draft
from imr_desk.model.letter import LetterText

_ANCHORS = (
    (re.compile(r"Case\s+Number\s*:"), 0.1),
    (re.compile(r"Date\s+Assigned\s*:"), 0.08),
    (re.compile(r"UR\s+Denial\s+Date\s*:"), 0.06),
    (re.compile(r"Application\s+\S{0,10}\s*Received\s*:"), 0.06),
    (re.compile(r"HOW\s+THE\s+IMR\s+FINAL\s+DETERMINATION\s+WAS\s+MADE"), 0.06),
    (re.compile(r"State\(s\)\s+of\s+Licensure\s*:"), 0.12),
    (re.compile(r"Certification\(s\)/Specialty\s*:"), 0.12),
    (re.compile(r"CLINICAL\s+CASE\s+SUMMARY"), 0.08),
    (re.compile(r"IMR\s+ISSUES,\s+DECISIONS\s+AND\s+RATIONALES"), 0.1),
    (re.compile(r"Claims\s+Administrator\s+guidelines?\s*:"), 0.08),
    (re.compile(r"MAXIMUS\s+guidelines?\s*:"), 0.07),
    (re.compile(r"Decision\s+rationale\s*:"), 0.07),
)
_OF_C = (
    re.compile(r"Physician\s+Reviewer's\s+decision\s+rationale"),
    re.compile(r"physician\s+reviewer\s+is\s+Board\s+Certified"),
)


class PostedShortForm:
    """Reads letters of layout D."""

    @property
    def name(self) -> str:
        """Name of the layout in records."""
        return "posted-short-form"

    def score(self, letter: LetterText) -> float:
        """Tell how many of the layout's anchors the letter holds, 0 to 1."""
        text = "\n".join(page.text for page in letter.pages)
        score = sum(weight for anchor, weight in _ANCHORS if anchor.search(text))
        return round(score / 2 if any(anchor.search(text) for anchor in _OF_C) else score, 4)

    def draft(self, letter: LetterText) -> Draft:
        """Read the letter; never raises on any text."""
        body = body_of(letter)
        table = header_table(body.stream, body.sections.top)
        fields = header_findings(body.stream, table, dates_mentioned(body))
        fields |= credentials(body.stream, body.made())
        fields |= summary_findings(body)
        fields = doubted_as_whole(body, fields)
        return Draft(self.name, self.score(letter), fields, body.items(), page_flags(body))
