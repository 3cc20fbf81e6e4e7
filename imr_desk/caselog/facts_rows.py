"""The facts of a case as rows: one of their own, one an item, one a mark by which cases are picked."""

import json
import zlib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

import msgspec

from imr_desk.caselog.failures import UnreadableRowError
from imr_desk.caselog.rows import Cell, storable
from imr_desk.model.facts import CaseFacts
from imr_desk.model.handling import Handling

_FACTS = msgspec.json.Decoder(CaseFacts)


class MarkKind(StrEnum):
    """Kinds of marks: words that a case bears any number of."""

    FLAG = "flag"
    LABEL = "label"
    SPECIALTY = "specialty"
    CORRECTED = "corrected"
    GUIDELINE = "guideline"
    SECOND = "second reading"
    SECOND_READER = "second reader"
    QUESTION = "question"


class FactsRow(NamedTuple):
    """The facts of a case in the columns of their table: the texts to search apart from the rest, which is JSON."""

    facts: str
    excerpts: str
    notes: str

    @property
    def seal(self) -> int:
        """A checksum of the row, against rot of the disk."""
        return zlib.crc32(json.dumps(self, ensure_ascii=True).encode("ascii"))


def facts_row(facts: CaseFacts) -> FactsRow:
    """Return facts for storing, without what no file can hold."""
    apart = msgspec.to_builtins(msgspec.structs.replace(facts, excerpts="", notes=""))
    text = json.dumps(apart, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return FactsRow(storable(text), storable(facts.excerpts), storable(facts.notes))


def facts_of(row: FactsRow, case_id: int) -> CaseFacts:
    """Return the facts of a row.

    Raises:
        UnreadableRowError: the row is damaged.
    """
    try:
        apart = _FACTS.decode(row.facts)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise UnreadableRowError(f"the facts of case {case_id}") from None
    return msgspec.structs.replace(apart, excerpts=row.excerpts, notes=row.notes)


def kept_facts(facts: CaseFacts) -> CaseFacts:
    """Return the facts as a log gives them back: without what no file can hold."""
    return facts_of(facts_row(facts), 0)


ITEM_COLUMNS = ("case_id", "number", "title", "category", "subcategory", "outcome", "guideline", "rendered")


def item_rows(case_id: int, facts: CaseFacts) -> list[tuple[Cell, ...]]:
    """Return a row an item, its values in the order of ``ITEM_COLUMNS``; items are counted from 1."""
    return [
        (
            case_id,
            number,
            storable(item.title),
            storable(item.category),
            storable(item.subcategory),
            None if item.outcome is None else item.outcome.value,
            storable(item.guideline),
            None if item.rendered is None else int(item.rendered),
        )
        for number, item in enumerate(facts.items, 1)
    ]


ASKED = "waits for an answer"
"""The mark of a case with an open question."""


def marks_of(facts: CaseFacts, handling: Handling) -> frozenset[tuple[str, str]]:
    """Return what a case is picked by, as pairs of kind and word."""
    second = handling.second
    words: Mapping[MarkKind, Iterable[str]] = {
        MarkKind.FLAG: facts.flags,
        MarkKind.LABEL: handling.labels,
        MarkKind.SPECIALTY: facts.specialty,
        MarkKind.CORRECTED: facts.corrected,
        MarkKind.GUIDELINE: (item.guideline for item in facts.items),
        MarkKind.SECOND: () if second is None else (second.state.value,),
        MarkKind.SECOND_READER: () if second is None else (second.reader,),
        MarkKind.QUESTION: (ASKED,) if facts.questions else (),
    }
    return frozenset((kind.value, storable(word)) for kind, all_of_it in words.items() for word in all_of_it if word)
