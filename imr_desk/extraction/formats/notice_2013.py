"""Layout B, the "Notice of Independent Medical Review Determination" of mid and late 2013.

One page and a half of one real letter are known: title, ``Dated:``, the decisions as numbered sentences (twice), the
section with three dates in its prose, the reviewer's qualifications, and the case summary in curly quotes. Everything
behind it (header labels, documents, rationales) is a recollection that nobody has checked: it is looked for and never
relied upon. All of it is to be looked at.
"""

import re
from collections.abc import Mapping, Sequence

import msgspec

from imr_desk.extraction.confidence import Doubt, Ground, Rule, Weight, absent, doubted, unreadable, weighed
from imr_desk.extraction.rules.credentials import credentials_in_prose
from imr_desk.extraction.rules.date_mentions import injury_dates
from imr_desk.extraction.rules.determinations import determination_in
from imr_desk.extraction.rules.header_table import header_findings, header_table
from imr_desk.extraction.rules.labelled_sections import Section, sections_by_label, text_finding
from imr_desk.extraction.rules.people import age_and_sex
from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.draft import Candidate, Decision, Draft, Finding, ItemDraft
from imr_desk.model.letter import LetterText
from imr_desk.model.values import parse_date

_TITLE = re.compile(r"Notice\s+of\s+Independent\s+Medical\s+Review\s+Determination", re.IGNORECASE)
_SECTION = re.compile(r"^[ ]*INDEPENDENT\s+MEDICAL\s+REVIEW\s+DECISION\s+AND\s+RATIONALE", re.MULTILINE)
_LABELS: Mapping[str, re.Pattern[str]] = {
    "decisions": _SECTION,
    "qualifications": re.compile(r"^[ ]*Medical\s+Qualifications\s+of\s+the\s+Expert\s+Reviewer\s*:", re.MULTILINE),
    "summary": re.compile(r"^[ ]*Case\s+Summary\s*:", re.MULTILINE),
    "documents": re.compile(r"^[ ]*Documents\s+Reviewed\s+for\s+Determination\s*:", re.MULTILINE),
    "reasons": re.compile(r"^[ ]*1\)\s+Regarding\s+the\s+request\s+for\b", re.MULTILINE),
    "effect": re.compile(r"^[ ]*Effect\s+of\s+the\s+Decision\s*:", re.MULTILINE),
}
_DATE = r"(?P<date>\d{1,2}/\d{1,2}/\d{4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4})"
_DATED = re.compile(rf"^[ ]*Dated\s*:\s*{_DATE}", re.MULTILINE)
_FILED = re.compile(rf"Independent\s+Medical\s+Review\s+was\s+filed\s+on\s+{_DATE}", re.IGNORECASE)
_DENIED = re.compile(rf"Utilization\s+Review\s+Denial(?:/Modification)?\s+dated\s+{_DATE}", re.IGNORECASE)
_ASSIGNED = re.compile(
    r"Notice\s+of\s+Assignment\s+and\s+Request\s+for\s+Information\s+was\s+provided\s+to\s+the\s+above\s+parties\s+on\s+"
    rf"{_DATE}",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    rf"Disclaimer\s*:[^“\"]{{0,200}}?utilization\s+review\s+denial/modification\s+dated\s+{_DATE}\s*\.?",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"^[ ]*(?P<number>\d{1,2})\)\s+MAXIMUS\s+Federal\s+Services,\s+Inc\.?\s+has\s+determined\s+the\s+request\s+"
    r"for\s+",
    re.MULTILINE,
)
_VERDICT = re.compile(
    r"\s+(?:is|are|was|were)\s*(?P<denied>not\s*)?medically\s*necessary(?:\s+and\s+appropriate)?[ ]*\.?",
    re.IGNORECASE,
)
_LONGEST_DECISION = 1500
_REASON = re.compile(
    r"^[ ]*(?P<number>\d{1,2})\)\s+Regarding\s+the\s+request\s+for\s+(?P<treatment>[^:]{2,800}):", re.MULTILINE
)
_RELIED = re.compile(
    r"Section\s+of\s+the\s+Medical\s+Treatment\s+Utilization\s+Schedule\s+Relied\s+Upon\s+by\s+the\s+Expert\s+Reviewer\s+to\s+Make\s+"
    r"His/Her\s+Decision\s*:?",
    re.IGNORECASE,
)
_RATIONALE = re.compile(r"Rationale\s+for\s+the\s+Decision\s*:", re.IGNORECASE)
_OWN_LINE = re.compile(
    r"(?:(?:The\s+)?(?:Expert|Physician)\s+Reviewer\b|MAXIMUS\s+guideline)|^[ ]*Decision\s+based\s+on",
    re.IGNORECASE | re.MULTILINE,
)
_ANCHORS: tuple[tuple[re.Pattern[str], float], ...] = (
    (_TITLE, 0.4),
    (_DATED, 0.05),
    (_DECIDED, 0.2),
    (_SECTION, 0.15),
    (_FILED, 0.1),
    (_LABELS["qualifications"], 0.1),
)
_OWN_ANCHORS = (_TITLE, _DECIDED, _SECTION)
_HINTS = ("Notice", "NOTICE", "has determined", "DECISION AND")
_UNMEASURED = "one page and a half of this layout is known"


class Notice2013:
    """Reads letters of layout B."""

    @property
    def name(self) -> str:
        """Name of the layout in records."""
        return "notice-2013"

    def score(self, letter: LetterText) -> float:
        """Tell how many of the layout's anchors the letter holds, 0 to 1; 0 without one that is its own."""
        text = "\n".join(page.text for page in letter.pages)
        if not any(hint in text for hint in _HINTS) or not any(anchor.search(text) for anchor in _OWN_ANCHORS):
            return 0.0
        return round(sum(weight for anchor, weight in _ANCHORS if anchor.search(text)), 4)

    def draft(self, letter: LetterText) -> Draft:
        """Read the letter; never raises on any text."""
        stream = Stream(letter)
        sections = sections_by_label(stream, _LABELS)
        fields = _header(stream, sections) | _dates(stream)
        qualified = sections.get("qualifications")
        fields |= credentials_in_prose(stream, None if qualified is None else qualified.body)
        fields |= _summary(stream, sections.get("summary"))
        if "documents" in sections:
            fields["documents_reviewed"] = text_finding(stream, sections["documents"], "the list of documents")
        if fields["date_of_injury"].value is None and (summary := sections.get("summary")) is not None:
            for day, place in injury_dates(stream, summary.body).items():
                doubt = Doubt("only the case summary gives it")
                fields["date_of_injury"] = weighed(day, stream.spans(place), Rule.PROSE, (doubt,))
                break
        looked_at = {name: doubted(finding, _UNMEASURED) for name, finding in fields.items()}
        return Draft(self.name, self.score(letter), looked_at, _items(stream, sections))


def _header(stream: Stream, sections: Mapping[str, Section]) -> dict[str, Finding]:
    """Read what header labels give; a recollection that nobody has checked."""
    first = _DECIDED.search(stream.text)
    top = Stretch(0, first.start() if first is not None else len(stream.text))
    if "decisions" in sections:
        top = Stretch(0, min(top.end, sections["decisions"].label.start))
    return header_findings(stream, header_table(stream, top), {})


def _dates(stream: Stream) -> dict[str, Finding]:
    """Read the date of the letter and the three dates of the prose; the disclaimer repeats one of them."""
    found: dict[str, Finding] = {}
    for name, pattern in (
        ("letter_date", _DATED),
        ("application_received", _FILED),
        ("ur_denial_date", _DENIED),
        ("noarfi_date", _ASSIGNED),
    ):
        match = pattern.search(stream.text)
        if match is None:
            if name not in ("application_received", "ur_denial_date"):  # a header label may give these
                found[name] = absent("the sentence that gives it is not there", surprising=True)
            continue
        spans = stream.spans(Stretch(*match.span("date")))
        day = parse_date(" ".join(match["date"].split()))
        if day is None:
            found[name] = unreadable("no date that a calendar has", spans, Rule.PROSE)
            continue
        weights: list[Weight] = []
        candidates: tuple[Candidate, ...] = ()
        again = _SOURCE.search(stream.text) if name == "ur_denial_date" else None
        if again is not None and (other := parse_date(" ".join(again["date"].split()))) is not None:
            if other == day:
                weights.append(Ground("the disclaimer gives the same date", 0.05))
            else:
                candidates = (Candidate(day, spans), Candidate(other, stream.spans(Stretch(*again.span("date")))))
        found[name] = weighed(day, spans, Rule.PROSE, tuple(weights), candidates)
    return found


def _summary(stream: Stream, section: Section | None) -> dict[str, Finding]:
    """Read the quoted summary, without its disclaimer and its quotation marks."""
    if section is None:
        missing = absent("the case summary is not there", surprising=True)
        return dict.fromkeys(("clinical_summary", "age", "sex"), missing)
    source = _SOURCE.search(stream.text, section.body.start, section.body.end)
    body = section.body if source is None else stream.trimmed(Stretch(source.end(), section.body.end))
    start, end = body.start, body.end
    while start < end and stream.text[start] in '“" \n':
        start += 1
    while end > start and stream.text[end - 1] in '”" \n':
        end -= 1
    quoted = Stretch(start, end)
    return {"clinical_summary": text_finding(stream, quoted, "the case summary"), **age_and_sex(stream, quoted)}


class _Decided(msgspec.Struct, frozen=True):
    """A numbered sentence that decides."""

    number: int
    sentence: Stretch
    treatment: Stretch
    decision: Decision


def _decisions(stream: Stream) -> Sequence[_Decided]:
    found: list[_Decided] = []
    marks = list(_DECIDED.finditer(stream.text))
    for index, match in enumerate(marks):
        following = marks[index + 1].start() if index + 1 < len(marks) else len(stream.text)
        verdict = _VERDICT.search(stream.text, match.end(), min(following, match.end() + _LONGEST_DECISION))
        if verdict is None:
            continue
        decision = Decision.UPHELD if verdict["denied"] else Decision.OVERTURNED
        sentence = stream.trimmed(Stretch(match.start(), verdict.end()))
        found.append(
            _Decided(int(match["number"]), sentence, stream.trimmed(Stretch(match.end(), verdict.start())), decision)
        )
    return found


def _items(stream: Stream, sections: Mapping[str, Section]) -> tuple[ItemDraft, ...]:
    """Return an item for each number: its decision is printed twice, its reasons may follow."""
    by_number: dict[int, list[_Decided]] = {}
    for decided in _decisions(stream):
        by_number.setdefault(decided.number, []).append(decided)
    reasons = _reasons(stream, sections)
    return tuple(_item(stream, told, reasons.get(number)) for number, told in sorted(by_number.items()))


def _reasons(stream: Stream, sections: Mapping[str, Section]) -> Mapping[int, Stretch]:
    """Return by number where the reasons for each decision stand, up to the next ones or the effect."""
    marks = list(_REASON.finditer(stream.text))
    last = sections["effect"].label.start if "effect" in sections else len(stream.text)
    ends = [*(mark.start() for mark in marks[1:]), max(last, marks[-1].end())] if marks else []
    return {
        int(mark["number"]): stream.trimmed(Stretch(mark.end(), end)) for mark, end in zip(marks, ends, strict=True)
    }


def _item(stream: Stream, told: Sequence[_Decided], reasons: Stretch | None) -> ItemDraft:
    first, last = told[0], told[-1]
    treatment = text_finding(stream, first.treatment, "the request")
    agree = stream.prose(first.treatment).casefold() == stream.prose(last.treatment).casefold()
    if not agree:
        treatment = doubted(treatment, "the letter words the request in two ways", 0.5)
    fields: dict[str, Finding] = {
        "treatment": treatment,
        "disputed": treatment,
        "original_request": absent("this layout is not known to print it", surprising=True),
        "authorized": absent("this layout is not known to print it", surprising=True),
        "decision": _decision(stream, told),
        "determination": text_finding(stream, last.sentence, "the sentence that decides"),
        **_reasoned(stream, reasons),
    }
    places = [first.sentence] if reasons is None else [first.sentence, reasons]
    extent = tuple(span for place in places for span in stream.spans(place))
    return ItemDraft({name: doubted(finding, _UNMEASURED) for name, finding in fields.items()}, extent)


def _decision(stream: Stream, told: Sequence[_Decided]) -> Finding:
    spans = stream.spans(told[0].sentence)
    decisions = {decided.decision for decided in told}
    if len(decisions) > 1:
        candidates = tuple(Candidate(decided.decision, stream.spans(decided.sentence)) for decided in told)
        return weighed(told[0].decision, spans, Rule.SENTENCE, (), candidates)
    weights: tuple[Weight, ...] = (
        (Ground("the letter prints the decision twice alike", 0.05),) if len(told) > 1 else ()
    )
    return weighed(told[0].decision, spans, Rule.SENTENCE, weights)


def _reasoned(stream: Stream, reasons: Stretch | None) -> dict[str, Finding]:
    """Read guideline lines and rationale of one decision; a recollection that nobody has checked."""
    if reasons is None:
        missing = absent("the letter goes no further than its case summary", surprising=True)
        return dict.fromkeys(("claims_admin_guideline", "imr_guideline", "rationale"), missing)
    label = _RATIONALE.search(stream.text, reasons.start, reasons.end)
    rationale = None if label is None else stream.trimmed(Stretch(label.end(), reasons.end))
    relied = _RELIED.search(stream.text, reasons.start, reasons.end)
    start = reasons.start if relied is None else relied.end()
    lines = stream.trimmed(Stretch(start, max(start, reasons.end if label is None else label.start())))
    own = None if lines.is_empty else _OWN_LINE.search(stream.text, stream.line_end(lines.start), lines.end)
    claims = stream.trimmed(Stretch(lines.start, lines.end if own is None else own.start()))
    reviewer = None if own is None else stream.trimmed(Stretch(own.start(), lines.end))
    found = {
        "claims_admin_guideline": text_finding(stream, claims, "the claims administrator's guideline"),
        "imr_guideline": text_finding(stream, reviewer, "the reviewer's guideline"),
        "rationale": text_finding(stream, rationale, "the rationale"),
    }
    if rationale is not None and determination_in(stream, rationale) is None:
        found["rationale"] = doubted(found["rationale"], "no sentence of it decides", 0.5)
    return found
