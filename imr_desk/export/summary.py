"""The case summary: everything that the paper says, as words already decided; how it looks is decided elsewhere."""

from collections.abc import Mapping
from typing import Final

import msgspec

from imr_desk.export.clinical_facts import ClinicalFact, clinical_facts
from imr_desk.export.deadline_lines import DeadlineBox, deadline_box
from imr_desk.export.entry_words import Fact, facts_of
from imr_desk.export.flag_notes import FlagNote, flag_notes
from imr_desk.export.item_parts import ItemPart, clipped, item_part
from imr_desk.export.moments import date_words, moment_words
from imr_desk.export.open_points import OpenPoint, asked_of, doubts_of, open_points
from imr_desk.export.outcome_words import OutcomeLine, outcome_of
from imr_desk.export.profiles import FILE, Part, Profile
from imr_desk.export.sign_off import SignOff, grouped, sign_off_of
from imr_desk.model.case import CaseEvent, Dossier, PaperSize
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.fields import LETTER_FIELDS, FieldGroup, FieldSpec
from imr_desk.model.letter import LetterText, TextKind

CONFIDENTIAL: Final = (
    "Confidential medical information — workers' compensation claim file. "
    "Abstract only; the determination letter controls. Not legal advice."
)
"""The foot of every page (California claim-file practice; an abstract never replaces the determination)."""


class Printing(msgspec.Struct, frozen=True):
    """On which day, by whom and with what this paper was made.

    The log keeps the moment. The paper tells the day, so that a case that nobody touched gives the same file again.

    Attributes:
        day: ISO 8601, for the file's own date.
        on: the same for readers.
        by: who prints; cut short for the foot of the page.
        tool: name and version of the program.
    """

    day: str
    on: str
    by: str
    tool: str


class Summary(msgspec.Struct, frozen=True):
    """A case on paper; page one is for action, the pages behind it are evidence. A profile may leave parts out.

    Attributes:
        title: heading of the paper.
        audience: for whom the copy is.
        statement: what was left out of the copy and why; empty where nothing was.
        size: what it is printed on.
        running: what tells the pages of one case from another's.
        case_facts: injured worker, claim, case number, parties, who works it.
        date_facts: the dates, each with how it stands.
        stated: whether the pages of evidence tell how each of these values stands.
        outcome: the outcome of the case.
        items: the disputed items.
        due: what is to be done by when; ``None`` where the copy tells no days.
        open_points: what is odd about the letter's file, what keeps the review from being finished, which questions
            of colleagues are open, what a person marked unsure or unreadable, and how many flags stand where.
        quoted: whether the copy holds excerpts.
        clinical: the clinical facts that a nurse marked.
        letter_flags: what the checks found on the letter as a whole or on items that were removed.
        reviewer_facts: specialty and licences of the letter's reviewer.
        note: the reviewer's remark on the case, lines as typed.
        sign_off: DRAFT or FINISHED.
        letter_facts: the letter's file, its fingerprint and how it was read.
        fingerprint: first twelve digits of the letter's fingerprint, for the foot of each page; may be empty.
        printing: when, by whom and with what this paper was made.
        footer: confidentiality and what this paper is not.
    """

    title: str
    audience: str
    statement: str
    size: PaperSize
    running: str
    case_facts: tuple[Fact, ...]
    date_facts: tuple[Fact, ...]
    stated: bool
    outcome: OutcomeLine
    items: tuple[ItemPart, ...]
    due: DeadlineBox | None
    open_points: tuple[OpenPoint, ...]
    quoted: bool
    clinical: tuple[ClinicalFact, ...]
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


def summary_of(dossier: Dossier, profile: Profile = FILE) -> Summary:
    """Decide every word of the case summary.

    Contents follow the claims desk's order: identity and dates, outcome, items, deadlines, what is open; then the
    evidence. The clinical summary, age and sex of the injured worker stay in the letter: the paper keeps to what is
    needed, and to what the profile lets its readers see.
    """
    review, letter = dossier.review, dossier.letter
    flags = flag_notes(review, letter)
    case_facts = _facts_for(profile, _case_specs(), dossier)
    if profile.shows(Part.HISTORY) and dossier.case.handling.reviewer:
        case_facts += (Fact("worked_by", "Worked by", dossier.case.handling.reviewer),)
    sign_off = sign_off_of(dossier)
    return Summary(
        title="IMR case summary",
        audience=profile.audience,
        statement=profile.statement,
        size=dossier.size,
        running=_running(case_facts),
        case_facts=case_facts,
        date_facts=_facts_for(profile, _specs(FieldGroup.DATES), dossier),
        stated=profile.shows(Part.STATES),
        outcome=outcome_of(review),
        items=tuple(
            item_part(number, item, dossier, (note for item_id, note in flags if item_id == item.id), profile)
            for number, item in enumerate(review.items, 1)
        ),
        due=deadline_box(dossier) if profile.shows(Part.DEADLINES) else None,
        open_points=_open_points(dossier, flags, profile) if profile.shows(Part.OPEN_POINTS) else (),
        quoted=profile.shows(Part.EXCERPTS),
        clinical=clinical_facts(review, letter, dossier.labels) if profile.shows(Part.CLINICAL) else (),
        letter_flags=tuple(note for owner, note in flags if owner is None and profile.shows(Part.FLAGS)),
        reviewer_facts=_facts_for(profile, _specs(FieldGroup.REVIEWER), dossier)
        if profile.shows(Part.REVIEWER)
        else (),
        note=review.note.strip() if profile.shows(Part.NOTES) else "",
        sign_off=sign_off if profile.shows(Part.HISTORY) else msgspec.structs.replace(sign_off, facts=()),
        letter_facts=_letter_facts(dossier) if profile.shows(Part.LETTER_FILE) else (),
        fingerprint=grouped(dossier.case.fingerprint[:12], 4) if profile.shows(Part.LETTER_FILE) else "",
        printing=Printing(
            day=dossier.printed_at[:10],
            on=date_words(dossier.printed_at[:10]),
            by=clipped(dossier.printed_by, 60) if profile.identified else "",
            tool=dossier.tool,
        ),
    )


def _facts_for(profile: Profile, specs: tuple[FieldSpec, ...], dossier: Dossier) -> tuple[Fact, ...]:
    """Say how fields stand, as far as the profile shows them; notes of the desk only where the profile has them."""
    fields = dossier.review.fields
    if not profile.shows(Part.NOTES):
        fields = {name: msgspec.structs.replace(entry, note="") for name, entry in fields.items()}
    shown = (spec for spec in specs if spec.name in profile.letter_fields)
    return facts_of(shown, fields, dossier.letter, dossier.read.fields)


def _open_points(
    dossier: Dossier, flags: tuple[tuple[str | None, FlagNote], ...], profile: Profile
) -> tuple[OpenPoint, ...]:
    return (
        *_cautions(dossier.letter),
        *open_points(dossier.review),
        *asked_of(dossier.review, notes=profile.shows(Part.NOTES)),
        *doubts_of(dossier.review, notes=profile.shows(Part.NOTES)),
        OpenPoint("Flags", _flag_count(tuple(note for _, note in flags))),
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
    shown = [named[name] for name in ("case_number", "claim_number") if name in named and named[name].words]
    return " · ".join(f"{fact.label} {clipped(fact.words, 28)}" for fact in shown)


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


def _letter_facts(dossier: Dossier) -> tuple[Fact, ...]:
    case, letter = dossier.case, dossier.letter
    pages = "1 page" if case.pages == 1 else f"{case.pages:,} pages"
    size = f"{pages}, {case.size:,} bytes" if letter.has_paper else f"{case.size:,} bytes"
    facts = [
        Fact("file", "File", f"{case.name}, {size}"),
        Fact("text", "Read from", f"{_TEXT_KINDS[letter.kind]}; layout {dossier.read.layout}"),
        Fact("fingerprint", "Fingerprint (SHA-256)", grouped(case.fingerprint)),
        Fact("imported", "Brought in", f"{moment_words(case.imported_at)} by {case.imported_by}"),
    ]
    if letter.repairs:
        facts.append(
            Fact("repairs", "Repairs", f"{len(letter.repairs):,} for reading only; the file is kept as it came")
        )
    if history := tuple(event for event in dossier.events if event.kind != EventKind.EXPORTED):
        facts.append(Fact("history", "History", _history(history)))
    facts.append(
        Fact("printed", "Printed", f"{date_words(dossier.printed_at[:10])} by {dossier.printed_by}, {dossier.tool}")
    )
    return tuple(facts)


def _history(events: tuple[CaseEvent, ...]) -> str:
    """Say where in the log's chain the history of the case stands, so that it can be found there.

    That papers were made is no part of it: making one does not change the next.
    """
    acts = sum(event.act is not None for event in events)
    last = events[-1]
    told = "1 event" if len(events) == 1 else f"{len(events):,} events"
    return f"{told} in the log ({acts:,} acts), the last no. {last.seq}, {moment_words(last.at)}"
