"""The record of one letter, exactly as the extraction contract prints it (``imr-desk/extraction/1``)."""

from collections.abc import Sequence
from typing import Any

from imr_desk.model.draft import Candidate, Decision, Draft, Finding, FindingState, Flag, ItemDraft, case_outcome
from imr_desk.model.errors import DeskError, LetterError
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.values import Value

SCHEMA = "imr-desk/extraction/1"
"""Name and version of the record's form."""

_ORIGIN = "extracted"
_POINTS = 2  # digits behind the point of a box: hundredths of a point


def record_of(file_name: str, letter: LetterText, draft: Draft) -> dict[str, Any]:
    """Return the record of a letter that was read, ready for JSON.

    Values carry their place: page, characters, one box a printed line, and what is printed there. The outcome of
    the case is derived from the decisions of its items and carries their places.
    """
    fields = {name: _value(letter, finding) for name, finding in draft.fields.items()}
    if draft.fields:
        fields["case_outcome"] = _value(letter, _outcome(draft))
    return {
        "schema": SCHEMA,
        "file": file_name,
        "sha256": letter.fingerprint,
        "pages": len(letter.pages),
        "layout": draft.layout,
        "text": str(letter.kind),
        "fields": fields,
        "items": [_item(letter, item) for item in draft.items],
        "checks": [_check(letter, flag) for flag in draft.flags],
    }


def error_record(file_name: str, error: DeskError) -> dict[str, Any]:
    """Return the record of a letter that could not be read: its kind of trouble and the sentence for a person."""
    kind = str(error.kind) if isinstance(error, LetterError) else "error"
    return {"schema": SCHEMA, "file": file_name, "error": {"kind": kind, "message": error.sentence}}


def _outcome(draft: Draft) -> Finding:
    """Derive the outcome of the case; it is as sure as its least sure decision."""
    decisions = [item.fields.get("decision") for item in draft.items]
    known = [decision for decision in decisions if decision is not None]
    outcome = case_outcome(tuple(_decision(finding) for finding in decisions))
    if outcome is None:
        return Finding(None, FindingState.MISSING, rule="derived from the items", confidence=0.5, needs_review=True)
    return Finding(
        value=str(outcome),
        state=FindingState.FOUND,
        sources=tuple(source for finding in known for source in finding.sources),
        rule="derived from the items",
        confidence=min(finding.confidence for finding in known),
        needs_review=any(finding.needs_review for finding in known),
    )


def _decision(finding: Finding | None) -> Decision | None:
    return Decision(finding.value) if finding is not None and isinstance(finding.value, str) else None


def _item(letter: LetterText, item: ItemDraft) -> dict[str, Any]:
    return {name: _value(letter, finding) for name, finding in item.fields.items()}


def _value(letter: LetterText, finding: Finding) -> dict[str, Any]:
    return {
        "value": _plain(finding.value),
        "state": str(finding.state),
        "confidence": finding.confidence,
        "needs_review": finding.needs_review,
        "origin": _ORIGIN,
        "candidates": [_candidate(letter, candidate) for candidate in finding.candidates],
        "sources": _sources(letter, finding.sources),
    }


def _candidate(letter: LetterText, candidate: Candidate) -> dict[str, Any]:
    return {"value": _plain(candidate.value), "sources": _sources(letter, candidate.sources)}


def _plain(value: Value) -> str | int | list[str] | None:
    if isinstance(value, tuple):
        return [str(part) for part in value]
    return str(value) if isinstance(value, str) else value


def _sources(letter: LetterText, spans: Sequence[Span]) -> list[dict[str, Any]]:
    return [
        {
            "page": span.page,
            "start": span.start,
            "end": span.end,
            "boxes": [
                [round(box.x0, _POINTS), round(box.y0, _POINTS), round(box.x1, _POINTS), round(box.y1, _POINTS)]
                for box in letter.rects_of(span)
            ],
            "text": letter.text_of(span),
        }
        for span in spans
    ]


def _check(letter: LetterText, flag: Flag) -> dict[str, Any]:
    return {
        "rule": flag.rule,
        "severity": str(flag.severity),
        "message": flag.message,
        "item": flag.item,
        "sources": _sources(letter, flag.sources),
    }
