"""``imr-desk read-record``: what a case record says, read back without the log or the letter that it came from."""

from collections.abc import Iterator
from pathlib import Path

import click

from imr_desk.export.moments import moment_words
from imr_desk.export.outcome_words import outcome_of
from imr_desk.export.record_json import CaseRecord, record_from
from imr_desk.export.sign_off import review_hash
from imr_desk.model.draft import DECISION_WORDS
from imr_desk.model.errors import ExportError


def read_records(files: tuple[Path, ...]) -> int:
    """Print what each record says; 1 when one cannot be read or contradicts itself."""
    failed = False
    for path in files:
        try:
            record = record_from(_content_of(path))
        except ExportError as error:
            click.echo(f"{path.name}: {error.sentence}", err=True)
            failed = True
            continue
        for line in _lines(record):
            click.echo(line)
        if contradiction := _contradiction(record):
            click.echo(f"{path.name}: {contradiction}", err=True)
            failed = True
    return 1 if failed else 0


def _content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ExportError("This file is not there or cannot be read. Choose another one.") from error


def _lines(record: CaseRecord) -> Iterator[str]:
    """Yield the head of the case, then a line an item, parted by tabulators."""
    case, review = record.case, record.review
    yield f"{case.digest.case_number or case.name}\t{outcome_of(review).sentence}\t{_signed(record)}"
    for number, item in enumerate(review.items, 1):
        words = "Not decided" if item.outcome is None else DECISION_WORDS[item.outcome]
        proposed = "" if item.decided is not None else " (proposed)"
        yield f"{number}\t{words}{proposed}\t{' '.join(item.title.split())}"
    yield (
        f"{len(record.acts):,} acts, {len(record.events):,} events, {len(record.deadlines):,} deadlines; written "
        f"{moment_words(record.printed_at)} by {record.printed_by}, {record.tool}"
    )


def _signed(record: CaseRecord) -> str:
    by = record.review.finished
    if by is None:
        return "DRAFT: not finished"
    words = f"finished by {by.who}, {moment_words(by.at)}"
    as_signed = record.signed_review_sha256 == review_hash(record.review)
    return words if as_signed else f"{words}; changed after it was signed"


def _contradiction(record: CaseRecord) -> str:
    """Return why a record cannot be trusted; empty when it agrees with itself."""
    if record.letter.fingerprint != record.case.fingerprint:
        return "The record names two letters. Write it anew from the case log."
    said = (record.outcome, record.confirmed_outcome)
    if said != (record.review.outcome, record.review.confirmed_outcome):
        return "The outcome does not follow from the decisions in the record. Write it anew from the case log."
    return ""
