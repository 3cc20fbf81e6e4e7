"""Letters made by hand for the checks: each piece stands somewhere on a page, and the draft knows where."""

import re
import textwrap
from collections.abc import Mapping, Sequence

from imr_desk.model.draft import Decision, Draft, Finding, FindingState, ItemDraft
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterNote, LetterText, Page, TextKind, Word
from imr_desk.model.values import Value

KNEE = "MTUS Knee Complaints 2004, Section(s): Special Studies."
CLEAN_SUMMARY = (
    "The injured worker is a 44 year old female with a date of injury of 03/04/2016. She was seen on 10/02/2016 with "
    "pain in the left knee and stiffness after kneeling. The left knee was tender along the inner joint line. Prior "
    "treatment was rest and naproxen. Utilization Review dated 11/01/2016 denied the request."
)
CLEAN_RATIONALE = (
    "The guidelines ask for a month of care before special studies. The injured worker had ten days of it, and she "
    "can bear weight. Therefore, the request is not medically necessary."
)
CLEAN_HEADER: Mapping[str, str] = {
    "date_of_injury": "2016-03-04",
    "ur_denial_date": "2016-11-01",
    "application_received": "2016-11-14",
    "date_assigned": "2016-11-20",
    "decision_date": "2016-12-19",
}
SECTIONS = (
    "Case Number: CM99-0000001",
    "HOW THE IMR FINAL DETERMINATION WAS MADE",
    "CLINICAL CASE SUMMARY",
    "IMR ISSUES, DECISIONS AND RATIONALES",
)


class Sheet:
    """A page that is written piece by piece."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, words: str, *, wrapped: bool = True) -> Span:
        """Write a paragraph and return where it stands."""
        if self.text:
            self.text += "\n\n"
        start = len(self.text)
        lines = textwrap.wrap(words, 90, break_on_hyphens=False) if wrapped else [words]
        self.text += "\n".join(lines)
        return Span(1, start, len(self.text))

    def within(self, span: Span, words: str) -> Span:
        """Return where words stand inside a span, across line ends."""
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        found = re.compile(pattern).search(self.text, span.start, span.end)
        assert found is not None, words
        return Span(1, *found.span())

    def letter(self, notes: Sequence[LetterNote] = (), later_pages: Sequence[str] = ()) -> LetterText:
        """Return the letter, the sheet as its first page."""
        pages = tuple(
            Page(number, text, tuple(Word(m.start(), m.end(), 0) for m in re.finditer(r"\S+", text)))
            for number, text in enumerate((self.text, *later_pages), 1)
        )
        return LetterText("0" * 64, TextKind.LAYER, pages, tuple(notes))


def found(value: Value, *spans: Span, needs_review: bool = False) -> Finding:
    """Return a finding that was found at the spans."""
    return Finding(value, FindingState.FOUND, spans, "by hand", 0.999, needs_review)


def missing(*, surprising: bool = False) -> Finding:
    """Return a finding of nothing."""
    return Finding(None, FindingState.MISSING, needs_review=surprising)


class Item:
    """What one item of a hand-made letter says; the defaults are a clean item."""

    def __init__(
        self,
        treatment: str = "MRI of the left knee",
        *,
        decision: Decision | None = Decision.UPHELD,
        rationale: str = CLEAN_RATIONALE,
        determination: str | None = "",
        claims: str = f"Decision based on {KNEE}",
        reviewer: str = f"Decision based on {KNEE}",
        parts: Mapping[str, str] | None = None,
        details: Mapping[str, Value] | None = None,
        doubted_decision: bool = False,
    ) -> None:
        self.treatment = treatment
        self.decision = decision
        self.rationale = rationale
        self.determination = rationale.rsplit(". ", 1)[-1] if determination == "" else determination
        self.claims = claims
        self.reviewer = reviewer
        self.parts = dict(parts or {})
        self.details = dict(details or {})
        self.doubted_decision = doubted_decision

    def drafted(self, sheet: Sheet) -> ItemDraft:
        """Write the item and return its draft."""
        heading = sheet.write(self.treatment)
        fields = {"treatment": found(self.treatment, heading), "disputed": found(self.treatment, heading)}
        for name, words in self.parts.items():
            fields[name] = found(words, sheet.within(heading, words))
        word = sheet.write("Upheld" if self.decision is Decision.UPHELD else "Overturned")
        fields["decision"] = (
            missing(surprising=True)
            if self.decision is None
            else found(self.decision, word, needs_review=self.doubted_decision)
        )
        for name, words in (("claims_admin_guideline", self.claims), ("imr_guideline", self.reviewer)):
            fields[name] = found(words, sheet.write(words)) if words else missing(surprising=True)
        if not self.rationale:
            return ItemDraft({**fields, "rationale": missing(surprising=True)}, (heading,))
        rationale = sheet.write(self.rationale)
        fields["rationale"] = found(self.rationale, rationale)
        if self.determination:
            fields["determination"] = found(self.determination, sheet.within(rationale, self.determination))
        for name, value in self.details.items():
            fields[name] = found(value, heading)
        return ItemDraft(fields, (Span(1, heading.start, rationale.end),))


def drafted(
    *items: Item,
    summary: str = CLEAN_SUMMARY,
    header: Mapping[str, str] | None = None,
    sections: Sequence[str] = SECTIONS,
    sex: str = "female",
    age: int = 44,
    layout: str = "posted-short-form",
    notes: Sequence[LetterNote] = (),
    later_pages: Sequence[str] = (),
    fields: Mapping[str, str] | None = None,
    more_words: str = "",
) -> tuple[LetterText, Draft]:
    """Return a letter with these items, and its draft."""
    sheet = Sheet()
    for section in sections:
        sheet.write(section)
    read = {"case_number": found("CM99-0000001", Span(1, 0, 4))}
    for name, day in {**CLEAN_HEADER, **(header or {})}.items():
        read[name] = found(day, sheet.write(f"{day[5:7]}/{day[8:]}/{day[:4]}"))
    for name, words in (fields or {}).items():
        read[name] = found(words, sheet.write(words))
    place = sheet.write(summary)
    read["clinical_summary"] = found(summary, place)
    read["age"], read["sex"] = found(age, place), found(sex, place)
    if more_words:
        sheet.write(more_words, wrapped=False)
    drafts = tuple(item.drafted(sheet) for item in items)
    return sheet.letter(notes, later_pages), Draft(layout, 1.0, read, drafts)
