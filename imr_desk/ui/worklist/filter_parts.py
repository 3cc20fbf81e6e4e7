"""The parts of a filter in words, for the chips over the cases: each can be put back on its own."""

from collections.abc import Callable

import msgspec

from imr_desk.model.draft import DECISION_WORDS
from imr_desk.model.fields import spec_of
from imr_desk.model.flag_names import flag_name
from imr_desk.model.queue import CaseFilter, DateRange
from imr_desk.ui.worklist.case_words import OUTCOME_CHOICES, status_words
from imr_desk.ui.worklist.due_words import WINDOW_WORDS, short_date


class Part(msgspec.Struct, frozen=True):
    """One thing that a filter asks for.

    Attributes:
        names: attributes of the filter that belong to it.
        words: what it asks for; empty when it asks for nothing.
    """

    names: tuple[str, ...]
    words: Callable[[CaseFilter], str]

    def differs(self, where: CaseFilter, base: CaseFilter) -> bool:
        """Tell whether it asks for something else than the view does."""
        return any(getattr(where, name) != getattr(base, name) for name in self.names)

    def put_back(self, where: CaseFilter, base: CaseFilter) -> CaseFilter:
        """Return the filter with this part as the view has it."""
        return msgspec.structs.replace(where, **{name: getattr(base, name) for name in self.names})

    def chip(self, where: CaseFilter) -> str:
        """Return the words of its chip; a part that the view asks for and the filter no longer does says so."""
        return self.words(where) or f"Any {self.names[0].replace('_', ' ')}"


def _text(name: str, label: str) -> Part:
    def words(where: CaseFilter) -> str:
        value = str(getattr(where, name)).strip()
        return f"{label}: {value}" if value else ""

    return Part((name,), words)


def _range(name: str, label: str) -> Part:
    def words(where: CaseFilter) -> str:
        asked: DateRange = getattr(where, name)
        first, last = short_date(asked.first), short_date(asked.last)
        if first and last:
            return f"{label}: {first}" if first == last else f"{label}: {first} to {last}"
        if first:
            return f"{label}: from {first}"
        return f"{label}: up to {last}" if last else ""

    return Part((name,), words)


def _reviewer(where: CaseFilter) -> str:
    return "" if where.reviewer is None else f"Who: {where.reviewer or 'nobody'}"


def _statuses(where: CaseFilter) -> str:
    return "Status: " + " or ".join(map(status_words, where.statuses)) if where.statuses else ""


def _outcomes(where: CaseFilter) -> str:
    return " or ".join(OUTCOME_CHOICES[outcome] for outcome in where.outcomes)


def _item(where: CaseFilter) -> str:
    return f"An item: {DECISION_WORDS[where.item_outcome]}" if where.item_outcome is not None else ""


def _decided(where: CaseFilter) -> str:
    return "An item: overturned or upheld" if where.item_decided else ""


def _window(where: CaseFilter) -> str:
    return WINDOW_WORDS[where.window] if where.window is not None else ""


def _priority(where: CaseFilter) -> str:
    return f"Priority: at least {where.priority.words.lower()}" if where.priority is not None else ""


def _flag(where: CaseFilter) -> str:
    return f"Flag: {flag_name(where.flag)}" if where.flag else ""


def _corrected(where: CaseFilter) -> str:
    if not where.corrected:
        return ""
    try:
        return f"Corrected: {spec_of(where.corrected).label}"
    except KeyError:
        return f"Corrected: {where.corrected}"


def _second(where: CaseFilter) -> str:
    return f"Second reading: {where.second}" if where.second is not None else ""


def _questions(where: CaseFilter) -> str:
    return "A question waits for an answer" if where.questions else ""


PARTS: tuple[Part, ...] = (
    _text("words", "Words"),
    _text("number", "Number"),
    Part(("window",), _window),
    _range("due", "Due"),
    _range("received", "Received"),
    _range("decided", "Decided"),
    _range("injury", "Injury"),
    _range("arrived", "Brought in"),
    _range("finished", "Finished"),
    Part(("outcomes",), _outcomes),
    Part(("item_outcome",), _item),
    Part(("item_decided",), _decided),
    _text("category", "Category"),
    _text("subcategory", "Subcategory"),
    _text("specialty", "Specialty"),
    _text("exact_specialty", "Specialty is"),
    _text("guideline", "Guideline"),
    _text("cited_guideline", "Guideline is"),
    Part(("statuses",), _statuses),
    Part(("reviewer",), _reviewer),
    Part(("priority",), _priority),
    Part(("flag",), _flag),
    _text("label", "Label"),
    Part(("corrected",), _corrected),
    Part(("second",), _second),
    _text("second_reader", "Second reader"),
    Part(("questions",), _questions),
)


def narrowed(where: CaseFilter, base: CaseFilter) -> tuple[Part, ...]:
    """Return the parts in which a filter differs from that of its view."""
    return tuple(part for part in PARTS if part.differs(where, base))
