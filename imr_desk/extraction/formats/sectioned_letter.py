"""Layout C, the sectioned letter of late 2013 and 2014.

The sections of layout D, but the reviewer's credentials are a sentence of prose, citations name pages, and the label
of the rationale comes twice. The header table is lost in the one text that is known; where it is there it is read.
"""

import re

from imr_desk.extraction.confidence import Doubt, Rule, absent, weighed
from imr_desk.extraction.rules.credentials import credentials_in_prose
from imr_desk.extraction.rules.date_mentions import injury_dates
from imr_desk.extraction.rules.header_table import FIELDS, PRIORITY, header_findings, header_table
from imr_desk.extraction.rules.letter_body import (
    Body,
    body_of,
    dates_mentioned,
    doubted_as_whole,
    page_flags,
    summary_findings,
)
from imr_desk.model.draft import Draft, Finding
from imr_desk.model.letter import LetterText

_ANCHORS = (
    (re.compile(r"HOW\s+THE\s+IMR\s+FINAL\s+DETERMINATION\s+WAS\s+MADE"), 0.1),
    (re.compile(r"complete\s+case\s+file\s+to\s+a\s+physician\s+reviewer"), 0.15),
    (re.compile(r"physician\s+reviewer\s+is\s+Board\s+Certified\s+in"), 0.15),
    (re.compile(r"CLINICAL\s+CASE\s+SUMMARY"), 0.1),
    (re.compile(r"IMR\s+ISSUES,\s+DECISIONS\s+AND\s+RATIONALES"), 0.1),
    (re.compile(r"Claims\s+Administrator\s+guidelines?\s*:"), 0.1),
    (re.compile(r"MAXIMUS\s+guidelines?\s*:"), 0.1),
    (re.compile(r"Physician\s+Reviewer's\s+decision\s+rationale\s*:"), 0.15),
    (re.compile(r"section\s+Page\(s\)\s*:"), 0.05),
)
_SELDOM_PRINTED = ("date_assigned", PRIORITY)


class SectionedLetter:
    """Reads letters of layout C."""

    @property
    def name(self) -> str:
        """Name of the layout in records."""
        return "sectioned-letter"

    def score(self, letter: LetterText) -> float:
        """Tell how many of the layout's anchors the letter holds, 0 to 1."""
        text = "\n".join(page.text for page in letter.pages)
        return round(sum(weight for anchor, weight in _ANCHORS if anchor.search(text)), 4)

    def draft(self, letter: LetterText) -> Draft:
        """Read the letter; never raises on any text."""
        body = body_of(letter)
        fields = _header(body)
        fields |= credentials_in_prose(body.stream, body.made())
        fields |= summary_findings(body)
        fields = doubted_as_whole(body, fields)
        return Draft(self.name, self.score(letter), fields, body.items(), page_flags(body))


def _header(body: Body) -> dict[str, Finding]:
    """Return the header's fields; without a header the date of injury from the summary, to be looked at."""
    table = header_table(body.stream, body.sections.top)
    if table.labels:
        return header_findings(body.stream, table, dates_mentioned(body))
    fields = {
        name: absent("the letter's text has no header", surprising=name not in _SELDOM_PRINTED) for name in FIELDS
    }
    summary = body.sections.summary
    for date, place in (injury_dates(body.stream, summary) if summary is not None else {}).items():
        doubt = Doubt("only the case summary gives it")
        fields["date_of_injury"] = weighed(date, body.stream.spans(place), Rule.PROSE, (doubt,))
        break
    return fields
