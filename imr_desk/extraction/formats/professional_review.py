"""Layout A, the "MEDICAL PROFESSIONAL REVIEW" of early 2013.

Only its capital labels are known, from a public reader of 2017 that looked for them in real letters. The label of the
rationale carries the outcome ("IS/WAS NOT MEDICALLY NECESSARY"); that an overturned letter prints it without NOT is
inferred. Nothing read here has been measured on a real letter, so all of it is to be looked at.
"""

import re
from collections.abc import Mapping

from imr_desk.extraction.confidence import Doubt, Ground, Rule, Weight, absent, doubted, weighed
from imr_desk.extraction.rules.date_mentions import injury_dates
from imr_desk.extraction.rules.determinations import Determination, determination_in
from imr_desk.extraction.rules.labelled_sections import Section, sections_by_label, text_finding
from imr_desk.extraction.rules.people import age_and_sex
from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.draft import Candidate, Decision, Draft, Finding, ItemDraft
from imr_desk.model.letter import LetterText

_TITLE = re.compile(r"^\s*MEDICAL\s+PROFESSIONAL\s+REVIEW\b", re.MULTILINE)
_LABELS: Mapping[str, re.Pattern[str]] = {
    "issue": re.compile(r"^[ ]*ISSUES?\s+AT\s+DISPUTE\s*:", re.MULTILINE),
    "summary": re.compile(r"^[ ]*CASE\s+SUMMARY\s*:", re.MULTILINE),
    "documents": re.compile(r"^[ ]*DOCUMENTS\s+REVIEWED\s+FOR\s+DETERMINATION\s*:", re.MULTILINE),
    "guideline": re.compile(
        r"^[ ]*MEDICAL\s+TREATMENT\s+GUIDELINE(?:\(S\)|S)?\s+RELIED\s+UPON\s+BY\s+PROFESSIONAL\s+REVIEWER\s+"
        r"AND\s+WHY\s*:",
        re.MULTILINE,
    ),
    "rationale": re.compile(
        r"^[ ]*RATIONALE\s+FOR\s+WHY\s+THE\s+REQUESTED\s+TREATMENT/SERVICE\s+(?:IS/WAS|IS|WAS)\s+"
        r"(?:(?P<denied>NOT)\s+)?MEDICALLY\s+NECESSARY\s*:",
        re.MULTILINE,
    ),
    "qualifications": re.compile(r"^[ ]*MEDICAL\s+REVIEWER\s+QUALIFICATIONS\s*:", re.MULTILINE),
}
_TITLE_WEIGHT, _LABEL_WEIGHT = 0.4, 0.1
_CASE_NUMBER = re.compile(r"\b(?:IMR\s*(?:No\.?|Number)?\s*:?\s*)?(?P<number>13-\d{3,6})\b")
_LICENSED = re.compile(
    r"\blicensed\s+(?:to\s+practice\s+)?in\s+(?P<states>[A-Z][A-Za-z\s,]{2,300}?)(?=\s+and\s+(?:is\s+)?Board|[.;]|\n\n)"
)
_CERTIFIED = re.compile(
    r"\b[Bb]oard\s+[Cc]ertified\s+in\s+(?P<names>[A-Z][^.;]{2,200}?)(?=,?\s+and\s+(?:is\s+)?licensed|[.;])"
)
_AND = re.compile(r",?\s+and\s+|,\s*")
_UNMEASURED = "only the labels of this layout are known"
_NOT_PRINTED = (
    "decision_date",
    "date_of_injury",
    "ur_denial_date",
    "application_received",
    "date_assigned",
    "priority",
)


class ProfessionalReview:
    """Reads letters of layout A."""

    @property
    def name(self) -> str:
        """Name of the layout in records."""
        return "professional-review"

    def score(self, letter: LetterText) -> float:
        """Tell how many of the layout's labels the letter holds, 0 to 1; without its title or outcome label, 0."""
        text = "\n".join(page.text for page in letter.pages)
        if "PROFESSIONAL" not in text and "RATIONALE FOR" not in text:
            return 0.0
        titled = _TITLE.search(text) is not None
        if not titled and not _LABELS["rationale"].search(text):
            return 0.0
        labels = sum(1 for label in _LABELS.values() if label.search(text))
        return round(min(1.0, _TITLE_WEIGHT * titled + _LABEL_WEIGHT * labels), 4)

    def draft(self, letter: LetterText) -> Draft:
        """Read the letter; never raises on any text."""
        stream = Stream(letter)
        sections = sections_by_label(stream, _LABELS)
        fields: dict[str, Finding] = {
            name: absent("this layout is not known to print it", surprising=True) for name in _NOT_PRINTED
        }
        fields["case_number"] = _case_number(stream)
        fields["clinical_summary"] = text_finding(stream, sections.get("summary"), "the case summary")
        fields["documents_reviewed"] = text_finding(stream, sections.get("documents"), "the list of documents")
        fields |= _qualifications(stream, sections.get("qualifications"))
        if (summary := sections.get("summary")) is not None:
            fields |= {**age_and_sex(stream, summary.body), **_injury(stream, summary)}
        else:
            fields |= dict.fromkeys(("age", "sex"), absent("the case summary is not there", surprising=True))
        looked_at = {name: doubted(finding, _UNMEASURED) for name, finding in fields.items()}
        return Draft(self.name, self.score(letter), looked_at, _items(stream, sections))


def _injury(stream: Stream, summary: Section) -> dict[str, Finding]:
    """Take the first date of injury that the case summary gives, where it gives one."""
    for day, place in injury_dates(stream, summary.body).items():
        doubt = Doubt("only the case summary gives it")
        return {"date_of_injury": weighed(day, stream.spans(place), Rule.PROSE, (doubt,))}
    return {}


def _case_number(stream: Stream) -> Finding:
    match = _CASE_NUMBER.search(stream.text)
    if match is None:
        return absent("this layout is not known to print it", surprising=True)
    spans = stream.spans(Stretch(*match.span("number")))
    return weighed(match["number"], spans, Rule.LOOSE, (Doubt("numbers of this form are known only by hearsay"),))


def _qualifications(stream: Stream, section: Section | None) -> dict[str, Finding]:
    """Read licences and specialties from the prose of the last section."""
    found: dict[str, Finding] = {}
    for name, pattern, group in (("licensure", _LICENSED, "states"), ("specialty", _CERTIFIED, "names")):
        match = None if section is None else pattern.search(stream.text, section.body.start, section.body.end)
        if match is None:
            found[name] = absent("the qualifications do not say it in known words", surprising=True)
            continue
        place = Stretch(*match.span(group))
        names = tuple(part.strip() for part in _AND.split(stream.prose(place)) if part.strip())
        found[name] = weighed(names, stream.spans(place), Rule.PROSE, ())
    return found


def _items(stream: Stream, sections: Mapping[str, Section]) -> tuple[ItemDraft, ...]:
    """Return the one item of the letter; none where neither issue nor rationale is found."""
    issue, rationale = sections.get("issue"), sections.get("rationale")
    if issue is None and rationale is None:
        return ()
    treatment = text_finding(stream, _without_mark(stream, issue), "the issue at dispute")
    fields: dict[str, Finding] = {
        "treatment": treatment,
        "disputed": treatment,
        "original_request": absent("this layout is not known to print it", surprising=True),
        "authorized": absent("this layout is not known to print it", surprising=True),
        "claims_admin_guideline": absent("this layout is not known to print it", surprising=True),
        "imr_guideline": text_finding(stream, sections.get("guideline"), "the guideline relied upon"),
        "rationale": text_finding(stream, rationale, "the rationale"),
    }
    decided = None if rationale is None else determination_in(stream, rationale.body)
    fields["decision"] = _decision(stream, rationale, decided)
    fields["determination"] = (
        absent("no sentence of the rationale decides", surprising=True)
        if decided is None
        else text_finding(stream, decided.sentence, "the sentence that decides")
    )
    parts = [section for section in (issue, rationale) if section is not None]
    extent = tuple(span for part in parts for span in stream.spans(Stretch(part.label.start, part.body.end)))
    return (ItemDraft({name: doubted(finding, _UNMEASURED) for name, finding in fields.items()}, extent),)


def _without_mark(stream: Stream, issue: Section | None) -> Stretch | None:
    """Return the issue without a colon or full stop behind it."""
    if issue is None:
        return None
    end = issue.body.end
    while end > issue.body.start and stream.text[end - 1] in " .:\n":
        end -= 1
    return Stretch(issue.body.start, end)


def _decision(stream: Stream, rationale: Section | None, decided: Determination | None) -> Finding:
    """Read the outcome from the label of the rationale, and compare it with the sentence that decides."""
    told = None if decided is None else decided.decision
    if rationale is None:
        return absent("the label that carries the outcome is not there", surprising=True)
    label = _LABELS["rationale"].search(stream.text, rationale.label.start)
    denied = label is not None and label["denied"] is not None
    value = Decision.UPHELD if denied else Decision.OVERTURNED
    spans = stream.spans(rationale.label)
    weights: list[Weight] = [] if denied else [Doubt("that this label means overturned is inferred")]
    candidates: tuple[Candidate, ...] = ()
    if told is value:
        weights.append(Ground("the rationale decides the same", 0.1))
    elif told is not None and decided is not None:
        weights.append(Doubt("label and rationale decide differently", 0.5))
        candidates = (Candidate(value, spans), Candidate(told, stream.spans(decided.sentence)))
    return weighed(value, spans, Rule.DECISION_WORD, tuple(weights), candidates)
