"""Layout C2, the letter with a cover block of late 2013 to 2015.

Known from a public reader of 2017: two title lines, "UR Denial Date:", and four section headings, of which "DOCUMENTS
REVIEWED" and "IMR DECISION(S) AND RATIONALE(S)" tell it from layout C. How its items look is a recollection
that nobody has checked, so both the items of layout C and numbered sentences are tried. All of it is to be looked at.
"""

import re
from collections.abc import Mapping

import msgspec

from imr_desk.extraction.confidence import Doubt, Ground, Rule, absent, doubted, weighed
from imr_desk.extraction.rules.credentials import credentials_in_prose
from imr_desk.extraction.rules.date_mentions import injury_dates
from imr_desk.extraction.rules.determinations import determination_in
from imr_desk.extraction.rules.header_table import header_findings, header_table
from imr_desk.extraction.rules.item_blocks import Reading, items_in
from imr_desk.extraction.rules.labelled_sections import Section, sections_by_label, text_finding
from imr_desk.extraction.rules.labels import labels_of
from imr_desk.extraction.rules.lineation import Lineation
from imr_desk.extraction.rules.people import age_and_sex
from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.draft import Decision, Draft, Finding, ItemDraft
from imr_desk.model.letter import LetterText

_TITLE = re.compile(r"MAXIMUS\s+FEDERAL\s+SERVICES,?\s+INC\.?\s+Independent\s+Medical\s+Review\b(?!\s+Determination)")
_UR_DATE = re.compile(r"\bUR\s+Denial\s+Date\s*:")
_LABELS: Mapping[str, re.Pattern[str]] = {
    "made": re.compile(r"^[ ]*HOW\s+THE\s+IMR\s+FINAL\s+DETERMINATION\s+WAS\s+MADE", re.MULTILINE),
    "documents": re.compile(r"^[ ]*DOCUMENTS\s+REVIEWED\b[ ]*:?", re.MULTILINE),
    "summary": re.compile(r"^[ ]*CLINICAL\s+CASE\s+SUMMARY\b[ ]*:?", re.MULTILINE),
    "issues": re.compile(r"^[ ]*IMR\s+DECISION\(S\)\s+AND\s+RATIONALE\(S\)[ ]*:?", re.MULTILINE),
}
_ANCHORS: tuple[tuple[re.Pattern[str], float], ...] = (
    (_TITLE, 0.35),
    (_UR_DATE, 0.1),
    (_LABELS["made"], 0.1),
    (_LABELS["documents"], 0.15),
    (_LABELS["summary"], 0.1),
    (_LABELS["issues"], 0.2),
)
_OWN_ANCHORS = (_TITLE, _LABELS["issues"])
_LEAD = re.compile(
    r"\s*The\s+expert\s+reviewer\s+developed\s+the\s+following\s+clinical\s+case\s+summary[^:]{0,120}:", re.IGNORECASE
)
_EMPLOYEE = re.compile(r"^[ ]*(?:Employee\s+Name|Employee)[ ]*:[ ]*(?P<value>[^\n]*\S)", re.MULTILINE)
_PROVIDER = re.compile(r"^[ ]*(?:Provider\s+Name|Provider)[ ]*:[ ]*(?P<value>[^\n]*\S)", re.MULTILINE)
_CLAIM = re.compile(r"^[ ]*Claims?\s+Numbers?[ ]*:[ ]*(?P<value>[^\n]*\S)", re.MULTILINE)
_NUMBERED = re.compile(
    r"^[ ]*(?P<number>\d{1,2})[.)]\s+(?:The\s+)?requests?\s+for\s+(?=\S)", re.MULTILINE | re.IGNORECASE
)
_VERDICT = re.compile(
    r"\s(?:is|are|was|were)\s*(?P<denied>not\s*)?medically\s+necessary(?:\s+and\s+appropriate)?[ ]*\.?", re.IGNORECASE
)
_LONGEST_HEADING = 1500
_RATIONALE = re.compile(
    r"(?:The\s+)?(?:Physician|Expert)\s+Reviewer['’]?s?\s+decision\s+rationale\s*:", re.IGNORECASE
)
_CLAIMS_LINE = re.compile(
    r"(?:The\s+)?Claims\s+Administrator\b[^\n]*based\s+(?:its|their)\s+decision|Decision\s+based\s+on", re.IGNORECASE
)
_REVIEWER_LINE = re.compile(
    r"^[ ]*(?:The\s+)?(?:Physician|Expert)\s+Reviewer\b|^[ ]*MAXIMUS\s+guideline|^[ ]*Decision\s+based\s+on",
    re.IGNORECASE | re.MULTILINE,
)
_UNMEASURED = "only the anchors of this layout are known"


class CoverBlock:
    """Reads letters of layout C2."""

    @property
    def name(self) -> str:
        """Name of the layout in records."""
        return "cover-block"

    def score(self, letter: LetterText) -> float:
        """Tell how many of the layout's anchors the letter holds, 0 to 1; 0 without one that is its own."""
        text = "\n".join(page.text for page in letter.pages)
        if not any(anchor.search(text) for anchor in _OWN_ANCHORS):
            return 0.0
        return round(sum(weight for anchor, weight in _ANCHORS if anchor.search(text)), 4)

    def draft(self, letter: LetterText) -> Draft:
        """Read the letter; never raises on any text."""
        stream = Stream(letter)
        sections = sections_by_label(stream, _LABELS)
        top = Stretch(0, min((section.label.start for section in sections.values()), default=len(stream.text)))
        fields = _header(stream, top, sections)
        made = sections.get("made")
        fields |= credentials_in_prose(stream, None if made is None else made.body)
        fields["documents_reviewed"] = text_finding(stream, sections.get("documents"), "the list of documents")
        fields |= _summary(stream, sections.get("summary"))
        return Draft(
            self.name,
            self.score(letter),
            {name: doubted(finding, _UNMEASURED) for name, finding in fields.items()},
            tuple(
                msgspec.structs.replace(
                    item, fields={name: doubted(finding, _UNMEASURED) for name, finding in item.fields.items()}
                )
                for item in _items(stream, sections)
            ),
        )


def _header(stream: Stream, top: Stretch, sections: Mapping[str, Section]) -> dict[str, Finding]:
    """Read the labels of the cover block; the date of injury from the summary where no label gives it."""
    fields = header_findings(stream, header_table(stream, top), {})
    for name, pattern in (("employee", _EMPLOYEE), ("provider", _PROVIDER), ("claim_number", _CLAIM)):
        match = pattern.search(stream.text, top.start, top.end)
        if match is not None:
            place = Stretch(*match.span("value"))
            fields[name] = weighed(stream.prose(place), stream.spans(place), Rule.LABEL, ())
    summary = sections.get("summary")
    if fields["date_of_injury"].value is None and summary is not None:
        for day, place in injury_dates(stream, summary.body).items():
            doubt = Doubt("only the case summary gives it")
            fields["date_of_injury"] = weighed(day, stream.spans(place), Rule.PROSE, (doubt,))
            break
    return fields


def _summary(stream: Stream, section: Section | None) -> dict[str, Finding]:
    if section is None:
        missing = absent("the section CLINICAL CASE SUMMARY is missing", surprising=True)
        return dict.fromkeys(("clinical_summary", "age", "sex"), missing)
    lead = _LEAD.match(stream.text, section.body.start, section.body.end)
    body = section.body if lead is None else stream.trimmed(Stretch(lead.end(), section.body.end))
    return {"clinical_summary": text_finding(stream, body, "the case summary"), **age_and_sex(stream, body)}


def _items(stream: Stream, sections: Mapping[str, Section]) -> tuple[ItemDraft, ...]:
    """Read the items: those of layout C where their labels are found, else numbered sentences."""
    issues = sections.get("issues")
    section = Stretch(0, len(stream.text)) if issues is None else issues.body
    labels = labels_of(stream)
    if any(label.name == "claims" for label in labels):
        return items_in(Reading(stream, Lineation(stream), labels, {}), section)
    return _numbered_items(stream, section)


class _Heading(msgspec.Struct, frozen=True):
    """A numbered sentence that decides: the whole of it, the treatment it names, and whether it denies."""

    sentence: Stretch
    treatment: Stretch
    denied: bool


def _numbered_items(stream: Stream, section: Stretch) -> tuple[ItemDraft, ...]:
    headings: list[_Heading] = []
    for match in _NUMBERED.finditer(stream.text, section.start, section.end):
        if int(match["number"]) != len(headings) + 1:
            continue
        limit = min(section.end, match.end() + _LONGEST_HEADING)
        verdict = _VERDICT.search(stream.text, match.end(), limit)
        if verdict is not None and "\n\n" not in stream.text[match.end() : verdict.start()].replace(" ", ""):
            sentence = Stretch(match.start(), verdict.end())
            headings.append(_Heading(sentence, Stretch(match.end(), verdict.start()), verdict["denied"] is not None))
    ends = [*(heading.sentence.start for heading in headings[1:]), section.end]
    return tuple(
        _numbered_item(stream, heading, end) for heading, end in zip(headings, ends[: len(headings)], strict=True)
    )


def _numbered_item(stream: Stream, heading: _Heading, end: int) -> ItemDraft:
    block = stream.trimmed(Stretch(heading.sentence.end, end))
    label = _RATIONALE.search(stream.text, block.start, block.end)
    rationale = None if label is None else stream.trimmed(Stretch(label.end(), block.end))
    lines = Stretch(block.start, block.end if label is None else label.start())
    claims, reviewer = _guideline_lines(stream, lines)
    treatment = text_finding(stream, stream.trimmed(heading.treatment), "the request")
    decision = Decision.UPHELD if heading.denied else Decision.OVERTURNED
    decided = None if rationale is None else determination_in(stream, rationale)
    agrees = decided is not None and decided.decision is decision
    spans = stream.spans(stream.trimmed(heading.sentence))
    grounds = (
        (Ground("the rationale decides the same", 0.1),)
        if agrees
        else (Doubt("the rationale does not say it again"),)
    )
    fields: dict[str, Finding] = {
        "treatment": treatment,
        "disputed": treatment,
        "original_request": absent("this layout is not known to print it", surprising=True),
        "authorized": absent("this layout is not known to print it", surprising=True),
        "decision": weighed(decision, spans, Rule.SENTENCE, grounds),
        "claims_admin_guideline": text_finding(stream, claims, "the claims administrator's guideline"),
        "imr_guideline": text_finding(stream, reviewer, "the reviewer's guideline"),
        "rationale": text_finding(stream, rationale, "the rationale"),
        "determination": text_finding(stream, stream.trimmed(heading.sentence), "the sentence that decides"),
    }
    return ItemDraft(
        fields, stream.spans(Stretch(stream.trimmed(heading.sentence).start, max(block.end, heading.sentence.end)))
    )


def _guideline_lines(stream: Stream, lines: Stretch) -> tuple[Stretch | None, Stretch | None]:
    """Return the two guideline lines between a numbered sentence and its rationale, each ``None`` where not told."""
    first = _CLAIMS_LINE.search(stream.text, lines.start, lines.end)
    if first is None:
        return None, None
    second = _REVIEWER_LINE.search(stream.text, stream.line_end(first.start()), lines.end)
    if second is None:
        return stream.trimmed(Stretch(first.start(), lines.end)), None
    return (
        stream.trimmed(Stretch(first.start(), second.start())),
        stream.trimmed(Stretch(second.start(), lines.end)),
    )
