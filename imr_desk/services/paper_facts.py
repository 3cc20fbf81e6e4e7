"""What each paper holds and leaves out, in words for whoever hands it out.

The exporters decide what goes onto a paper. This table tells of it, so that a recipient can be held against a paper
before it leaves the desk; tests hold the table against the papers themselves.
"""

from enum import StrEnum
from typing import Final

import msgspec


class Content(StrEnum):
    """Something that a paper can hold and that not everybody may have; the value is what a sentence calls it."""

    IDENTITY = "names, numbers and dates of the injured worker"
    OUTCOME = "which treatments were approved"
    DENIED = "treatments that were not approved"
    CLINICAL = "the diagnosis and clinical facts"
    REASONS = "the rationale or excerpts of it"
    LETTER = "words of the letter at length"
    DEADLINES = "deadlines"
    DOUBTS = "the desk's flags and open points"
    NOTES = "the desk's own notes"
    HISTORY = "who did what in the review"


class PaperGroup(StrEnum):
    """Where a paper stands in a list of papers; the value is the head over it."""

    SUMMARY = "Case summary"
    LETTER = "The letter"
    DESK = "For the claim system"
    TABLES = "Tables"
    RECORDS = "For other programs"


class PaperFacts(msgspec.Struct, frozen=True):
    """What is to be known of one kind of paper before it leaves the desk.

    Attributes:
        name: the paper's name, as of its exporter.
        title: what a list calls it, under the head of its group.
        group: where it stands.
        holds: one sentence: what is in it.
        leaves_out: one sentence: what is not; empty where nothing to speak of is left out.
        contents: what it holds of what not everybody may have.
        says_draft: whether the paper itself says that a review is not finished.
        shown_as: papers that show what is in it, for one that cannot be shown itself.
    """

    name: str
    title: str
    group: PaperGroup
    holds: str
    leaves_out: str
    contents: frozenset[Content]
    says_draft: bool = True
    shown_as: tuple[str, ...] = ()


_C = Content
_ALL: Final = frozenset(Content)
_F = PaperFacts

PAPER_FACTS: Final[tuple[PaperFacts, ...]] = (
    _F(
        "summary-pdf", "For the claim file", PaperGroup.SUMMARY,
        "Everything for the file: outcome, deadlines, evidence, excerpts, flags, notes and history.",
        "The clinical summary, the list of documents and the whole rationale stay in the letter.",
        _ALL - {_C.LETTER},
    ),
    _F(
        "summary-counsel", "For counsel", PaperGroup.SUMMARY,
        "Dates, deadlines, flags and evidence whole, as counsel needs them.",
        "The desk's own notes are left out.",
        _ALL - {_C.LETTER, _C.NOTES},
    ),
    _F(
        "summary-party", "For provider or worker", PaperGroup.SUMMARY,
        "What was decided on each treatment and why, with excerpts and the guideline.",
        "The desk's flags, open points, deadlines, notes and history are left out.",
        frozenset({_C.IDENTITY, _C.OUTCOME, _C.DENIED, _C.CLINICAL, _C.REASONS}),
    ),
    _F(
        "summary-employer", "For the employer", PaperGroup.SUMMARY,
        "Which treatments were approved, and what is due by when.",
        "Medical information is left out, as Labor Code 3762(c) asks: no diagnosis, rationale, excerpt, guideline, "
        "flag or note, and no treatment that was not approved.",
        frozenset({_C.IDENTITY, _C.OUTCOME, _C.DEADLINES}),
    ),
    _F(
        "summary-deidentified", "De-identified", PaperGroup.SUMMARY,
        "Treatments, outcomes and guidelines, with the year of each date.",
        "Names, numbers, days, excerpts, flags and notes are left out. Nobody has certified it: handle it as "
        "sensitive.",
        frozenset({_C.OUTCOME, _C.DENIED}),
    ),
    _F(
        "letter-marked", "With highlights", PaperGroup.LETTER,
        "The whole letter as PDF, with evidence, excerpts and labels highlighted; notes of the desk go with them.",
        "",
        _ALL - {_C.DEADLINES, _C.HISTORY},
        says_draft=False,
    ),
    _F(
        "letter-redacted", "Redacted", PaperGroup.LETTER,
        "The letter without the words that are labelled as private; the copy is searched before it may leave.",
        "Only what is labelled as private is taken out: look at each page.",
        frozenset({_C.OUTCOME, _C.DENIED, _C.CLINICAL, _C.REASONS, _C.LETTER}),
        says_draft=False,
    ),
    _F(
        "claim-note", "Claim note", PaperGroup.DESK,
        "Outcome, items, what is due and what is open, as text of at most 2,000 characters to paste.",
        "Rationale, clinical facts and notes are left out.",
        frozenset({_C.IDENTITY, _C.OUTCOME, _C.DENIED, _C.DEADLINES, _C.DOUBTS}),
    ),
    _F(
        "deadlines-ics", "Deadlines as calendar", PaperGroup.DESK,
        "One entry a deadline, with a reminder, under the case's number in this log.",
        "No treatment, outcome, name or claim is in it.",
        frozenset({_C.DEADLINES}),
        says_draft=False,
    ),
    _F(
        "cases-csv", "Cases", PaperGroup.TABLES,
        "One row a case: numbers, dates, outcome, state of the review, the desk's note.",
        "Whole sections of the letter are left out.",
        frozenset({_C.IDENTITY, _C.OUTCOME, _C.DENIED, _C.CLINICAL, _C.DOUBTS, _C.NOTES}),
    ),
    _F(
        "items-csv", "Disputed items", PaperGroup.TABLES,
        "One row a treatment: quantity, decision, guideline, excerpt, who decided it.",
        "Whole sections of the letter are left out.",
        frozenset({_C.IDENTITY, _C.OUTCOME, _C.DENIED, _C.CLINICAL, _C.REASONS, _C.DOUBTS, _C.NOTES}),
    ),
    _F(
        "deadlines-csv", "Deadlines", PaperGroup.TABLES,
        "One row a deadline: rule, both dates, what was assumed, when it was done.",
        "Treatments, reasons, flags and notes are left out.",
        frozenset({_C.IDENTITY, _C.DEADLINES}),
        says_draft=False,
    ),
    _F(
        "flags-csv", "Flags", PaperGroup.TABLES,
        "One row a flag: what the letter shows, where, and how it was settled.",
        "Treatments and deadlines are left out, except where a flag names them.",
        frozenset({_C.IDENTITY, _C.DENIED, _C.CLINICAL, _C.REASONS, _C.DOUBTS, _C.NOTES}),
        says_draft=False,
    ),
    _F(
        "tables-xlsx", "All four in one workbook", PaperGroup.TABLES,
        "Cases, disputed items, deadlines and flags, a sheet each, for Excel.",
        "Whole sections of the letter are left out.",
        _ALL - {_C.LETTER, _C.HISTORY},
        shown_as=("cases-csv", "items-csv", "deadlines-csv", "flags-csv"),
    ),
    _F(
        "case-json", "Case record", PaperGroup.RECORDS,
        "The whole record with every act, to be read back without loss.",
        "",
        _ALL,
    ),
    _F(
        "annotations-json", "Annotations (W3C)", PaperGroup.RECORDS,
        "Every annotation with its words and place, in the W3C model.",
        "Outcome, deadlines and flags are left out.",
        frozenset({_C.IDENTITY, _C.DENIED, _C.CLINICAL, _C.REASONS, _C.LETTER, _C.NOTES, _C.HISTORY}),
        says_draft=False,
    ),
    _F(
        "annotations-csv", "Annotations", PaperGroup.RECORDS,
        "One row an annotation: label, words, place, note, who made it.",
        "Outcome, deadlines and flags are left out.",
        frozenset({_C.IDENTITY, _C.DENIED, _C.CLINICAL, _C.REASONS, _C.LETTER, _C.NOTES, _C.HISTORY}),
        says_draft=False,
    ),
)  # fmt: skip
"""What is known of each paper, in the order of the list."""


def facts_of(name: str, label: str) -> PaperFacts:
    """Return what is known of a paper; one that nobody described is taken to hold everything.

    Args:
        name: its name.
        label: what the menu calls it.
    """
    known = next((facts for facts in PAPER_FACTS if facts.name == name), None)
    if known is not None:
        return known
    unknown = "Nobody has described this paper yet: it may hold everything that is known of the case."
    return PaperFacts(name, label, PaperGroup.RECORDS, unknown, "", _ALL)
