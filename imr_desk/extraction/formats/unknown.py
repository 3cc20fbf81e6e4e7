"""A letter of no known layout: what can be found is proposed, and all of it must be looked at.

Looks for dates behind the labels that any layout uses, a case number, decision words at the end of lines with what
stands before them, and the labels of items. A text that speaks nowhere of independent medical review gives nothing.
"""

import re

import msgspec

from imr_desk.extraction.confidence import Doubt, Rule, absent, doubted, weighed
from imr_desk.extraction.rules.header_table import header_findings, header_table
from imr_desk.extraction.rules.item_blocks import items_in
from imr_desk.extraction.rules.letter_body import body_of, dates_mentioned, page_flags, summary_findings
from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.draft import Decision, Draft, Finding, ItemDraft
from imr_desk.model.letter import LetterText

_OF_REVIEW = re.compile(
    r"\bindependent\s+medical\s+review\b|\bMAXIMUS\b|\bIMR\s+(?:final|case|issues|decision|determination|application)\b|"
    r"\bfinal\s+determination\b|\bdecision\s+rationale\s*:|\bmedically\s+necessary\b|\bdate\s+assigned\s*:|\bCM\d{2}-\d{7}\b",
    re.IGNORECASE,
)
_CASE_NUMBER = re.compile(r"\bCM\d{2}-\d{7}\b")
_DECIDED_LINE = re.compile(
    r"^[ ]*(?P<treatment>\S[^\n]{2,300}?)[ ]*[:\-\u2013][ ]*"
    r"(?:(?P<upheld>up\s?held|uphold)|(?P<overturned>over\s?turn(?:ed)?))[ .]*$",
    re.MULTILINE | re.IGNORECASE,
)
_MOST_ITEMS = 500
_UNKNOWN = "the layout of the letter is not known"


class UnknownLayout:
    """Reads letters that fit no layout."""

    @property
    def name(self) -> str:
        """Name in records."""
        return "unknown"

    def score(self, letter: LetterText) -> float:
        """Tell whether the letter speaks of independent medical review at all: 0.1 or 0."""
        return 0.1 if any(_OF_REVIEW.search(page.text) for page in letter.pages) else 0.0

    def draft(self, letter: LetterText) -> Draft:
        """Propose what can be found, all of it to be looked at; never raises on any text."""
        score = self.score(letter)
        if not score:
            return Draft(self.name, 0.0, {})
        body = body_of(letter)
        stream = body.stream
        table = header_table(stream, Stretch(0, len(stream.text)))
        fields = header_findings(stream, table, dates_mentioned(body))
        if fields["case_number"].value is None and (match := _CASE_NUMBER.search(stream.text)):
            spans = stream.spans(Stretch(match.start(), match.end()))
            fields["case_number"] = weighed(match[0], spans, Rule.LOOSE, (Doubt("spelled like a case number"),))
        fields |= summary_findings(body)
        fields |= {name: absent(_UNKNOWN, surprising=True) for name in ("licensure", "specialty")}
        if body.reading.labels:
            items = items_in(body.reading, Stretch(0, len(stream.text)))
        else:
            items = _decided_lines(stream)
        return Draft(
            self.name,
            score,
            {name: doubted(finding, _UNKNOWN) for name, finding in fields.items()},
            tuple(_doubted_item(item) for item in items),
            page_flags(body),
        )


def _decided_lines(stream: Stream) -> tuple[ItemDraft, ...]:
    """Return an item for each line that ends in a decision behind a colon or dash."""
    items: list[ItemDraft] = []
    for match in _DECIDED_LINE.finditer(stream.text):
        if len(items) == _MOST_ITEMS:
            break
        treatment = Stretch(match.start("treatment"), match.end("treatment"))
        word = "upheld" if match["upheld"] else "overturned"
        spans = stream.spans(treatment)
        decision = Decision.UPHELD if match["upheld"] else Decision.OVERTURNED
        doubt = (Doubt(_UNKNOWN),)
        text = weighed(stream.prose(treatment), spans, Rule.LOOSE, doubt)
        place = stream.spans(Stretch(match.start(word), match.end(word)))
        items.append(
            ItemDraft(
                {
                    "treatment": text,
                    "disputed": text,
                    "decision": weighed(decision, place, Rule.LOOSE, doubt),
                    **{name: absent(_UNKNOWN, surprising=True) for name in _NOT_FOUND},
                },
                stream.spans(Stretch(match.start(), match.end())),
            )
        )
    return tuple(items)


_NOT_FOUND = (
    "original_request",
    "authorized",
    "claims_admin_guideline",
    "imr_guideline",
    "rationale",
    "determination",
)


def _doubted_item(item: ItemDraft) -> ItemDraft:
    fields: dict[str, Finding] = {name: doubted(finding, _UNKNOWN) for name, finding in item.fields.items()}
    return msgspec.structs.replace(item, fields=fields)
