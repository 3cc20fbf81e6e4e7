"""The case as a record for other programs, for quality checks and for moving house: JSON that reads back whole."""

from typing import Final, Literal

import msgspec

from imr_desk.export.sign_off import review_hash, signed_review
from imr_desk.model.case import Case, CaseEvent, Dossier
from imr_desk.model.deadlines.computing import Deadline
from imr_desk.model.draft import CaseOutcome, Draft
from imr_desk.model.errors import ExportError
from imr_desk.model.history import Act
from imr_desk.model.letter import LetterNote, Repair, TextKind
from imr_desk.model.review import Review

VERSION: Final = 1
"""Goes up when a reader of the record must change."""


class LetterFacts(msgspec.Struct, frozen=True):
    """What is to be known of the letter without its text.

    The text in force is part of the review where the letter was read again and came out differently.

    Attributes:
        fingerprint: SHA-256 of the letter's bytes, in hexadecimal; all spans of the record point into this letter.
        kind: where its text comes from.
        pages: number of pages.
        notes: what is odd about the file.
        repairs: where the text shown is not the source's.
    """

    fingerprint: str
    kind: TextKind
    pages: int
    notes: tuple[LetterNote, ...]
    repairs: tuple[Repair, ...]


class CaseRecord(msgspec.Struct, frozen=True):
    """A case on file.

    Attributes:
        format: says what this is.
        version: version of this layout.
        printed_at: ISO 8601 with offset.
        printed_by: who made it.
        tool: name and version of the program.
        case: the letter in the log.
        letter: facts of the letter.
        draft: what the program had read, before any person looked.
        review: what stands in the form, with who settled each value.
        outcome: the case's outcome as the decisions stand.
        confirmed_outcome: the same once a person decided each item; ``None`` before.
        acts: all acts of persons in their order; replayed over the draft they give the review.
        events: the history of the case in the log, oldest first.
        deadlines: what is due, and was.
        rules: name and version of the rule table that says so.
        signed_review_sha256: hash of the review as it was last signed, of its JSON with sorted keys, no blanks and
            without its questions; empty when nobody signed.
    """

    format: Literal["imr-desk case"]
    version: Literal[1]
    printed_at: str
    printed_by: str
    tool: str
    case: Case
    letter: LetterFacts
    draft: Draft
    review: Review
    outcome: CaseOutcome | None
    confirmed_outcome: CaseOutcome | None
    acts: tuple[Act, ...] = ()
    events: tuple[CaseEvent, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    rules: str = ""
    signed_review_sha256: str = ""


def record_of(dossier: Dossier) -> CaseRecord:
    """Gather the record of a case.

    The letter's own text stays in the letter, but a text that an act brought is part of the history.
    """
    letter, review, signed = dossier.letter, dossier.review, signed_review(dossier)
    return CaseRecord(
        format="imr-desk case",
        version=VERSION,
        printed_at=dossier.printed_at,
        printed_by=dossier.printed_by,
        tool=dossier.tool,
        case=dossier.case,
        letter=LetterFacts(letter.fingerprint, letter.kind, len(letter.pages), letter.notes, letter.repairs),
        draft=dossier.draft,
        review=review,
        outcome=review.outcome,
        confirmed_outcome=review.confirmed_outcome,
        acts=dossier.acts,
        events=dossier.events,
        deadlines=dossier.deadlines,
        rules=dossier.rules,
        signed_review_sha256=review_hash(signed) if signed is not None else "",
    )


def record_from(content: bytes) -> CaseRecord:
    """Read a record back.

    Raises:
        ExportError: it is no whole record of this version.
    """
    try:
        return msgspec.json.decode(content, type=CaseRecord)
    except msgspec.MsgspecError:
        # What is wrong in it is told by quoting it, and it is health data: it ends here.
        raise ExportError(
            "This is not a whole case record that this version of the program can read. Write it anew with the paper "
            "case-json, or read it with the version that wrote it."
        ) from None


def content_of(record: CaseRecord) -> bytes:
    """Return a record as a file: UTF-8, indented, keys sorted."""
    return msgspec.json.format(msgspec.json.encode(record, order="deterministic"), indent=2) + b"\n"


def schema_text() -> bytes:
    """Return the published schema of records (JSON Schema 2020-12), as ``docs/case-json.schema.json`` holds it."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "imr-desk case, version 1",
        **msgspec.json.schema(CaseRecord),
    }
    return msgspec.json.format(msgspec.json.encode(schema, order="deterministic"), indent=2) + b"\n"


class CaseJson:
    """Makes the record of a case."""

    name = "case-json"
    label = "Case record (JSON)"
    suffix = ".json"

    def content(self, dossier: Dossier) -> bytes:
        """Return the file: UTF-8, indented, keys sorted."""
        return content_of(record_of(dossier))
