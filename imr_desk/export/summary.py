"""The case summary: everything that the paper says, as words already decided; how it looks is decided elsewhere."""

from collections.abc import Mapping
from typing import Final

import msgspec

from imr_desk.export.entry_words import Fact, facts_of
from imr_desk.export.flag_notes import FlagNote, flag_notes
from imr_desk.export.item_parts import ItemPart, clipped, item_part
from imr_desk.export.moments import moment_words
from imr_desk.export.open_points import OpenPoint, doubts_of, open_points
from imr_desk.export.outcome_words import OutcomeLine, outcome_of
from imr_desk.model.case import CaseStatus, Dossier
from imr_desk.model.fields import LETTER_FIELDS, FieldGroup, FieldSpec
from imr_desk.model.letter import LetterText, TextKind
from imr_desk.model.review import Review

CONFIDENTIAL: Final = (
    "Confidential medical information — workers' compensation claim file. "
    "Abstract only; the determination letter controls. Not legal advice."
)
"""The foot of every page (California claim-file practice; an abstract never replaces the determination)."""


class SignOff(msgspec.Struct, frozen=True):
    """Where the review stands.

    Attributes:
        finished: whether a person signed it as finished.
        word: ``FINISHED`` or ``DRAFT``.
        sentence: who signed and when, or why it is a draft.
    """

    finished: bool
    word: str
    sentence: str


class Printing(msgspec.Struct, frozen=True):
    """When, by whom and with what this paper was made.

    Attributes:
        moment: ISO 8601, for the file's own date.
        at: the same for readers.
        by: who prints; cut short for the foot of the page.
        tool: name and version of the program.
    """

    moment: str
    at: str
    by: str
    tool: str


class Summary(msgspec.Struct, frozen=True):
    """A case on paper; page one is for action, the pages behind it are evidence.

    Attributes:
        title: heading of the paper.
        running: what tells the pages of one case from another's.
        case_facts: injured worker, claim, case number, parties.
        date_facts: the dates, each with how it stands.
        outcome: the outcome of the case.
        items: the disputed items.
        open_points: what is odd about the letter's file, what keeps the review from being finished, what a person
            marked unsure or unreadable, and how many flags stand where.
        letter_flags: what the checks found on the letter as a whole or on items that were removed.
        reviewer_facts: specialty and licences of the letter's reviewer.
        note: the reviewer's remark on the case, lines as typed.
        sign_off: DRAFT or FINISHED.
        letter_facts: the letter's file, its fingerprint and how it was read.
        fingerprint: first twelve digits of the letter's fingerprint, for the foot of each page.
        printing: when, by whom and with what this paper was made.
        footer: confidentiality and what this paper is not.
    """

    title: str
    running: str
    case_facts: tuple[Fact, ...]
    date_facts: tuple[Fact, ...]
    outcome: OutcomeLine
    items: tuple[ItemPart, ...]
    open_points: tuple[OpenPoint, ...]
    letter_flags: tuple[FlagNote, ...]
    reviewer_facts: tuple[Fact, ...]
    note: str
    sign_off: SignOff
    letter_facts: tuple[Fact, ...]
    fingerprint: str
    printing: Printing
    footer: str = CONFIDENTIAL


_TEXT_KINDS: Final[Mapping[TextKind, str]] = {
    TextKind.LAYER: "the PDF's own text",
    TextKind.OCR: "recognised from pictures of the pages (OCR); characters can be misread",
    TextKind.PLAIN: "a plain-text file",
}


def summary_of(dossier: Dossier) -> Summary:
    """Decide every word of the case summary.

    Contents follow the claims desk's order: identity and dates, outcome, items, what is open; then the evidence.
    The clinical summary, age and sex of the injured worker stay in the letter: the paper keeps to what is needed.
    """
    review, letter, draft = dossier.review, dossier.letter, dossier.draft
    flags = flag_notes(review, letter)
    case_facts = facts_of(_case_specs(), review.fields, letter, draft.fields)
    return Summary(
        title="IMR case summary",
        running=_running(case_facts),
        case_facts=case_facts,
        date_facts=facts_of(_specs(FieldGroup.DATES), review.fields, letter, draft.fields),
        outcome=outcome_of(review),
        items=tuple(
            item_part(number, item, letter, draft, (note for item_id, note in flags if item_id == item.id))
            for number, item in enumerate(review.items, 1)
        ),
        open_points=(
            *_cautions(letter),
            *open_points(review),
            *doubts_of(review),
            OpenPoint("Flags", _flag_count(tuple(note for _, note in flags))),
        ),
        letter_flags=tuple(note for item_id, note in flags if item_id is None),
        reviewer_facts=facts_of(_specs(FieldGroup.REVIEWER), review.fields, letter, draft.fields),
        note=review.note.strip(),
        sign_off=_sign_off(review, dossier.case.status),
        letter_facts=_letter_facts(dossier),
        fingerprint=_grouped(dossier.case.fingerprint[:12], 4),
        printing=Printing(
            moment=dossier.printed_at,
            at=moment_words(dossier.printed_at, zone=True),
            by=clipped(dossier.printed_by, 60),
            tool=dossier.tool,
        ),
    )


def _specs(group: FieldGroup) -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in LETTER_FIELDS if spec.group is group)


def _case_specs() -> tuple[FieldSpec, ...]:
    """Return the fields that say whose case it is: the injured worker first, then the numbers, then the parties."""
    parties = _specs(FieldGroup.PARTIES)
    worker = tuple(spec for spec in parties if spec.name == "employee")
    return (*worker, *_specs(FieldGroup.CASE), *(spec for spec in parties if spec not in worker))


def _running(case_facts: tuple[Fact, ...]) -> str:
    named = {fact.name: fact for fact in case_facts}
    shown = [named[name] for name in ("case_number", "claim_number") if named[name].words]
    return " · ".join(f"{fact.label} {clipped(fact.words, 40)}" for fact in shown)


def _cautions(letter: LetterText) -> tuple[OpenPoint, ...]:
    """Return what a reader must know of the letter's file, such as that text may be missing."""
    return tuple(
        OpenPoint("The letter's file", note.sentence if note.page is None else f"Page {note.page}: {note.sentence}")
        for note in letter.notes
    )


def _flag_count(notes: tuple[FlagNote, ...]) -> str:
    if not notes:
        return "The checks raised no flag."
    standing = sum(note.open for note in notes)
    settled = len(notes) - standing
    words = "1 flag is open" if standing == 1 else f"{standing or 'No'} flags are open"
    if standing and any(note.open and note.serious for note in notes):
        words += f" ({sum(note.open and note.serious for note in notes)} serious)"
    return f"{words}, {settled} settled." if settled else f"{words}."


def _sign_off(review: Review, status: CaseStatus) -> SignOff:
    signed = review.finished
    if signed is not None:
        return SignOff(True, "FINISHED", f"Review finished by {signed.who}, {moment_words(signed.at, zone=True)}.")
    if status is CaseStatus.REOPENED:
        return SignOff(False, "DRAFT", "The review was opened again; its earlier signature is void.")
    return SignOff(False, "DRAFT", "The review is not finished; nobody has signed it.")


def _letter_facts(dossier: Dossier) -> tuple[Fact, ...]:
    case, letter = dossier.case, dossier.letter
    pages = "1 page" if case.pages == 1 else f"{case.pages:,} pages"
    size = f"{pages}, {case.size:,} bytes" if letter.has_paper else f"{case.size:,} bytes"
    facts = [
        Fact("file", "File", f"{case.name}, {size}"),
        Fact("text", "Read from", f"{_TEXT_KINDS[letter.kind]}; layout {dossier.draft.layout}"),
        Fact("fingerprint", "Fingerprint (SHA-256)", _grouped(case.fingerprint, 8)),
        Fact("imported", "Brought in", f"{moment_words(case.imported_at)} by {case.imported_by}"),
    ]
    if letter.repairs:
        facts.append(
            Fact("repairs", "Repairs", f"{len(letter.repairs):,} for reading only; the file is kept as it came")
        )
    facts.append(
        Fact(
            "printed",
            "Printed",
            f"{moment_words(dossier.printed_at, zone=True)} by {dossier.printed_by}, {dossier.tool}",
        )
    )
    return tuple(facts)


def _grouped(digits: str, size: int) -> str:
    return " ".join(digits[at : at + size] for at in range(0, len(digits), size))
