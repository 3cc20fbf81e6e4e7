"""Rows of the tables for spreadsheets and claim systems: cases, items, deadlines, flags.

Fields keep the names that records and storage use; dates are ISO 8601. ``case`` is the case's number in this log and
joins the tables.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

import msgspec

from imr_desk.export.flag_notes import note_of
from imr_desk.export.sign_off import review_hash, signed_review
from imr_desk.model.case import Dossier
from imr_desk.model.draft import DECISION_WORDS, Decision
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS, FieldKind
from imr_desk.model.places import place_words
from imr_desk.model.review import Entry, EntryState, Item, Review, flag_key
from imr_desk.model.values import words_of

Row = Mapping[str, str]

_LEFT_OUT: Final = ("clinical_summary", "documents_reviewed", "rationale")
"""Whole sections of the letter: longer than a cell holds, and more than a table needs."""

_LETTER_COLUMNS: Final = tuple(spec for spec in LETTER_FIELDS if spec.name not in _LEFT_OUT)
_ITEM_COLUMNS: Final = tuple(spec for spec in ITEM_FIELDS if spec.name not in _LEFT_OUT)
_LETTER_NAMES: Final = tuple(spec.name for spec in _LETTER_COLUMNS)
_MADE: Final = ("letter_file", "letter_fingerprint", "printed_at", "tool")


class Table(msgspec.Struct, frozen=True):
    """One kind of table.

    Attributes:
        name: name in commands and of its sheet.
        label: name in the menu.
        columns: columns in their order.
        rows: the rows of one case; none for a case that has nothing of the kind.
    """

    name: str
    label: str
    columns: tuple[str, ...]
    rows: Callable[[Dossier], Iterable[Row]]


def case_rows(dossier: Dossier) -> Iterator[Row]:
    """Yield the one row of a case."""
    review, case = dossier.review, dossier.case
    signed = signed_review(dossier)
    outcomes = [item.outcome for item in review.items]
    yield {
        **_letter_cells(review),
        **_made(dossier),
        "case": str(case.id),
        "status": case.status.value,
        "outcome": review.outcome.value if review.outcome else "",
        "outcome_confirmed": "yes" if review.confirmed_outcome else "no",
        "items": str(len(outcomes)),
        "items_approved": str(outcomes.count(Decision.OVERTURNED)),
        "items_denied": str(outcomes.count(Decision.UPHELD)),
        "open_flags": str(len(review.open_flags())),
        "open_problems": str(len(review.problems())),
        "reviewer": case.handling.reviewer,
        "priority_of_work": case.handling.priority.words,
        "on_hold": case.handling.hold.reason.value if case.handling.hold else "",
        "labels": "; ".join(case.handling.labels),
        "case_note": review.note,
        "finished_by": review.finished.who if review.finished else "",
        "finished_at": review.finished.at if review.finished else "",
        "signed_review_sha256": review_hash(signed) if signed else "",
        "imported_at": case.imported_at,
        "imported_by": case.imported_by,
    }


def item_rows(dossier: Dossier) -> Iterator[Row]:
    """Yield a row an item, the letter's fields repeated on each."""
    problems = str(len(dossier.review.problems()))
    for number, item in enumerate(dossier.review.items, 1):
        yield {**_item_cells(dossier, number, item), "open_problems": problems}


def deadline_rows(dossier: Dossier) -> Iterator[Row]:
    """Yield a row a deadline."""
    for deadline in dossier.deadlines:
        hold = deadline.paused
        yield {
            **_whose(dossier),
            "rule": deadline.rule,
            "what": deadline.name,
            "duty": deadline.duty.value,
            "items": "; ".join(map(str, deadline.items)),
            "trigger": deadline.trigger,
            "counted_from": _iso(deadline.start),
            "assumed": "yes" if deadline.assumed else "no",
            "safe_date": _iso(deadline.safe),
            "latest_arguable_date": _iso(deadline.latest),
            "done_on": _iso(deadline.done),
            "on_hold": hold.kind.value if hold else "",
            "on_hold_since": _iso(hold.since) if hold else "",
            "to_be_asked": "; ".join(question.words for question in deadline.missing),
            "assumptions": " ".join(deadline.assumptions),
            "source": deadline.source,
            "rule_table": dossier.rules,
            **_made(dossier),
        }


def flag_rows(dossier: Dossier) -> Iterator[Row]:
    """Yield a row a flag, open and settled."""
    review = dossier.review
    for flag in review.flags:
        note, settled = note_of(review, dossier.letter, flag), review.settled.get(flag_key(flag))
        yield {
            **_whose(dossier),
            "rule": flag.rule,
            "severity": flag.severity.value,
            "about": note.about,
            "field": flag.field or "",
            "message": note.message,
            "why": note.why,
            "place": note.place,
            "state": review.settlement(flag).value,
            "settled_by": settled.by.who if settled else "",
            "settled_at": settled.by.at if settled else "",
            "reason": note.reason,
            **_made(dossier),
        }


def _letter_cells(review: Review) -> Row:
    return {spec.name: _words(review.fields.get(spec.name, Entry()), spec.kind) for spec in _LETTER_COLUMNS}


def _whose(dossier: Dossier) -> Row:
    cells = _letter_cells(dossier.review)
    return {"case": str(dossier.case.id), **{name: cells[name] for name in ("case_number", "claim_number")}}


def _made(dossier: Dossier) -> Row:
    return {
        "letter_file": dossier.case.name,
        "letter_fingerprint": dossier.case.fingerprint,
        "printed_at": dossier.printed_at,
        "tool": dossier.tool,
    }


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _item_cells(dossier: Dossier, number: int, item: Item) -> Row:
    review, letter = dossier.review, dossier.letter
    outcome, excerpt, decided = item.outcome, item.excerpt, item.decision.by
    return {
        **_letter_cells(review),
        **{spec.name: _words(item.fields.get(spec.name, Entry()), spec.kind) for spec in _ITEM_COLUMNS},
        **_made(dossier),
        "case": str(dossier.case.id),
        "item": str(number),
        "items": str(len(review.items)),
        "decision": outcome.value if outcome else "",
        "decision_words": DECISION_WORDS[outcome] if outcome else "Not decided",
        "decision_state": item.decision.state.value,
        "decided_by": decided.who if decided else "",
        "decided_at": decided.at if decided else "",
        "excerpt": excerpt.text if excerpt else "",
        "excerpt_place": place_words(letter, excerpt.spans) if excerpt else "",
        "excerpt_confirmed_by": excerpt.by.who if excerpt and excerpt.by else "",
        "not_confirmed": "; ".join(_not_confirmed(review, item)),
        "in_doubt": "; ".join(_in_doubt(review, item)),
        "open_flags": str(len(review.open_flags(item.id))),
        "item_note": item.note,
        "case_outcome": review.outcome.value if review.outcome else "",
        "case_outcome_confirmed": "yes" if review.confirmed_outcome else "no",
        "case_note": review.note,
        "finished_by": review.finished.who if review.finished else "",
        "finished_at": review.finished.at if review.finished else "",
    }


def _words(entry: Entry, kind: FieldKind) -> str:
    words = words_of(entry.value)
    return words if kind is FieldKind.LONG_TEXT else " ".join(words.split())


def _entries(review: Review, item: Item) -> Iterable[tuple[str, Entry]]:
    yield "decision", item.decision
    yield from ((spec.name, item.fields.get(spec.name, Entry())) for spec in _ITEM_COLUMNS)
    yield from ((spec.name, review.fields.get(spec.name, Entry())) for spec in _LETTER_COLUMNS)


def _not_confirmed(review: Review, item: Item) -> Iterator[str]:
    """Name the columns whose value only the program gives."""
    return (name for name, entry in _entries(review, item) if entry.value is not None and entry.by is None)


def _in_doubt(review: Review, item: Item) -> Iterator[str]:
    """Name the columns that can be wrong, with the person's note."""
    doubtful = (EntryState.UNSURE, EntryState.UNREADABLE, EntryState.AMBIGUOUS)
    for name, entry in _entries(review, item):
        if entry.state in doubtful:
            note = " ".join(entry.note.split())
            yield f"{name} {entry.state.value}: {note}" if note else f"{name} {entry.state.value}"


_WHOSE: Final = ("case", "case_number", "claim_number")

CASES: Final = Table(
    "cases",
    "Cases",
    (
        "case",
        *_LETTER_NAMES,
        "status",
        "outcome",
        "outcome_confirmed",
        "items",
        "items_approved",
        "items_denied",
        "open_flags",
        "open_problems",
        "reviewer",
        "priority_of_work",
        "on_hold",
        "labels",
        "case_note",
        "finished_by",
        "finished_at",
        "signed_review_sha256",
        "imported_at",
        "imported_by",
        *_MADE,
    ),
    case_rows,
)

ITEMS: Final = Table(
    "items",
    "Disputed items",
    (
        "case",
        *_LETTER_NAMES,
        "item",
        "items",
        *(spec.name for spec in _ITEM_COLUMNS),
        "decision",
        "decision_words",
        "decision_state",
        "decided_by",
        "decided_at",
        "excerpt",
        "excerpt_place",
        "excerpt_confirmed_by",
        "not_confirmed",
        "in_doubt",
        "open_flags",
        "item_note",
        "case_outcome",
        "case_outcome_confirmed",
        "open_problems",
        "case_note",
        "finished_by",
        "finished_at",
        *_MADE,
    ),
    item_rows,
)

DEADLINES: Final = Table(
    "deadlines",
    "Deadlines",
    (
        *_WHOSE,
        "rule",
        "what",
        "duty",
        "items",
        "trigger",
        "counted_from",
        "assumed",
        "safe_date",
        "latest_arguable_date",
        "done_on",
        "on_hold",
        "on_hold_since",
        "to_be_asked",
        "assumptions",
        "source",
        "rule_table",
        *_MADE,
    ),
    deadline_rows,
)

FLAGS: Final = Table(
    "flags",
    "Flags",
    (
        *_WHOSE,
        "rule",
        "severity",
        "about",
        "field",
        "message",
        "why",
        "place",
        "state",
        "settled_by",
        "settled_at",
        "reason",
        *_MADE,
    ),
    flag_rows,
)

TABLES: Final = (CASES, ITEMS, DEADLINES, FLAGS)
"""All tables, in the order of the menu."""
