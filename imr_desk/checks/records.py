"""What the reviewer had before them: the list of documents, and records said not to be there."""

import re
from collections.abc import Sequence

from imr_desk.checks.reading import Reading, ReadingCheck, flag
from imr_desk.model.draft import Flag, Severity
from imr_desk.model.geometry import Span

_LISTING = ("professional-review", "cover-block")
_HEADING = re.compile(r"DOCUMENTS\s+REVIEWED|Documents\s+Reviewed")
_HINTS = (
    "o records",
    "o medical record",
    "o record",
    "ecords were not",
    "ecord was not",
    "did not submit",
    "did not provide",
    "did not send",
)
_NOT_RECEIVED = re.compile(
    r"\b(?:no\s+(?:medical\s+)?records?\s+(?:were|was|have\s+been)\s+(?:received|provided|submitted|supplied|available)"
    r"|(?:medical\s+)?records?\s+(?:were|was)\s+not\s+(?:received|provided|submitted|supplied|available)"
    r"|(?:claims\s+administrator|employer)\s+did\s+not\s+(?:submit|provide|send)\s+(?:any\s+|the\s+)?(?:medical\s+)?records)\b",
    re.IGNORECASE,
)


class DocumentsList(ReadingCheck):
    """A layout that lists the documents reviewed has no such list, or an empty one."""

    rule = "documents-list"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return one flag when the list of documents is not there."""
        if reading.draft.layout not in _LISTING:
            return ()
        listed = reading.found("documents_reviewed")
        if listed is not None and listed.value:
            return ()
        heading = [
            Span(page.number, *m.span()) for page in reading.letter.pages for m in _HEADING.finditer(page.text)
        ]
        what = "an empty list of documents reviewed" if heading else "no list of documents reviewed"
        message = f"The letter has {what}, which its layout prints."
        reason = "The determination lists what was reviewed (8 CCR 9792.10.6); a record not seen may matter."
        return [flag(self.rule, Severity.WARNING, message, reason, heading[:1], field="documents_reviewed")]


class RecordsNotReceived(ReadingCheck):
    """The letter says that records were not received."""

    rule = "records-not-received"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return one note that shows where the letter says so."""
        where = [
            Span(page.number, *match.span())
            for page in reading.letter.pages
            if any(hint in page.text for hint in _HINTS)
            for match in _NOT_RECEIVED.finditer(page.text)
        ]
        if not where:
            return ()
        message = "The letter says that records were not received or not submitted."
        reason = (
            "Records that the reviewer never had may be asked for, and the duty to send them has its own deadline."
        )
        return [flag(self.rule, Severity.INFO, message, reason, where)]
