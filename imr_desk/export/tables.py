"""Items as a table for spreadsheets and claim systems: one row an item, the letter's fields repeated on each."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from imr_desk.export.characters import printable
from imr_desk.model.case import Dossier
from imr_desk.model.draft import DECISION_WORDS
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS, FieldKind
from imr_desk.model.places import place_words
from imr_desk.model.review import Entry, EntryState, Item, Review
from imr_desk.model.values import words_of

_BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's own code page."""

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that make a spreadsheet take a cell for a formula (OWASP, CSV injection)."""

_LEFT_OUT: Final = ("clinical_summary", "documents_reviewed", "rationale")
"""Whole sections of the letter: longer than a cell holds, and more than a table needs."""

_LETTER_COLUMNS: Final = tuple(spec for spec in LETTER_FIELDS if spec.name not in _LEFT_OUT)
_ITEM_COLUMNS: Final = tuple(spec for spec in ITEM_FIELDS if spec.name not in _LEFT_OUT)

COLUMNS: Final[tuple[str, ...]] = (
    *(spec.name for spec in _LETTER_COLUMNS),
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
    "letter_file",
    "letter_fingerprint",
    "printed_at",
    "tool",
)
"""Columns in their order. Fields keep the names that records and storage use; dates are ISO 8601."""


def guarded(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula: an apostrophe stands before a risky start.

    White space before a formula does not hide it, since some programs trim cells.
    """
    risky = cell.startswith(_FORMULA_STARTS) or cell.lstrip().startswith(_FORMULA_STARTS)
    return f"'{cell}" if risky else cell


class ItemsCsv:
    """Makes the table of items: UTF-8 with a byte order mark, RFC 4180."""

    name = "items-csv"
    label = "Disputed items (CSV)"
    suffix = ".csv"

    def content(self, dossier: Dossier) -> bytes:
        """Return the file. A case without items has a heading row and nothing below it."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        problems = len(dossier.review.problems())
        for number, item in enumerate(dossier.review.items, 1):
            row = {**_row(dossier, number, item), "open_problems": str(problems)}
            writer.writerow([guarded(printable(row[column])) for column in COLUMNS])
        return (_BYTE_ORDER_MARK + text.getvalue()).encode("utf-8")


def _row(dossier: Dossier, number: int, item: Item) -> dict[str, str]:
    review, letter = dossier.review, dossier.letter
    outcome, excerpt, decided = item.outcome, item.excerpt, item.decision.by
    row = {spec.name: _words(review.fields.get(spec.name, Entry()), spec.kind) for spec in _LETTER_COLUMNS}
    row |= {spec.name: _words(item.fields.get(spec.name, Entry()), spec.kind) for spec in _ITEM_COLUMNS}
    row |= {
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
        "letter_file": dossier.case.name,
        "letter_fingerprint": dossier.case.fingerprint,
        "printed_at": dossier.printed_at,
        "tool": dossier.tool,
    }
    return row


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
