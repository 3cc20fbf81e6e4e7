"""The outcome of a case and the decision of an item in words that cannot be read the wrong way round.

*Overturned* is misread in practice: it is the denial that falls. So each outcome says what becomes of the treatment.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import msgspec

from imr_desk.export.moments import moment_words
from imr_desk.model.draft import DECISION_WORDS, CaseOutcome, Decision, Finding
from imr_desk.model.letter import LetterText
from imr_desk.model.places import place_words
from imr_desk.model.review import EntryState, Item, Review


class Shape(StrEnum):
    """The drawn sign beside an outcome, told apart without colour."""

    OVERTURNED = "overturned"
    UPHELD = "upheld"
    PARTIAL = "partial"
    NONE = "none"


class OutcomeLine(msgspec.Struct, frozen=True):
    """The outcome of the case.

    Attributes:
        word: ``PARTIALLY OVERTURNED``.
        detail: ``2 of 3 items approved, 1 stays denied``.
        proviso: said before it while a person has not confirmed every decision; empty afterwards.
        confirmed: whether a person decided every item.
        shape: the sign beside it.
    """

    word: str
    detail: str
    proviso: str
    confirmed: bool
    shape: Shape

    @property
    def sentence(self) -> str:
        """The whole line."""
        line = f"{self.word}: {self.detail}"
        return f"{self.proviso}: {line}" if self.proviso else line


class DecisionLine(msgspec.Struct, frozen=True):
    """The decision of one item.

    Attributes:
        word: ``Overturned``.
        meaning: ``treatment approved``.
        state: who decided and when, or that nobody did yet.
        confirmed: whether a person decided.
        shape: the sign beside it.
        place: where the letter says so.
    """

    word: str
    meaning: str
    state: str
    confirmed: bool
    shape: Shape
    place: str = ""

    @property
    def sentence(self) -> str:
        """Word and meaning, as every screen and paper says them."""
        return f"{self.word}: {self.meaning}"


_CASE_WORDS: Final[Mapping[CaseOutcome, tuple[str, Shape]]] = {
    CaseOutcome.UPHELD: ("UPHELD", Shape.UPHELD),
    CaseOutcome.OVERTURNED: ("OVERTURNED", Shape.OVERTURNED),
    CaseOutcome.PARTIALLY_OVERTURNED: ("PARTIALLY OVERTURNED", Shape.PARTIAL),
}
_SHAPES: Final[Mapping[Decision | None, Shape]] = {
    Decision.OVERTURNED: Shape.OVERTURNED,
    Decision.UPHELD: Shape.UPHELD,
}
_PROPOSED: Final = "Proposed by the program, not confirmed by a person"


def outcome_of(review: Review) -> OutcomeLine:
    """Put the outcome of the case into words."""
    total = len(review.items)
    if not total:
        return OutcomeLine("NO OUTCOME", "the case has no disputed item yet", "", False, Shape.NONE)
    confirmed = sum(item.decided is not None for item in review.items)
    proviso = ""
    if confirmed == 0:
        proviso = _PROPOSED
    elif confirmed < total:
        proviso = f"{_PROPOSED} in {total - confirmed} of {total} items"
    if review.outcome is not None:
        word, shape = _CASE_WORDS[review.outcome]
    else:
        undecided = any(item.outcome is None for item in review.items)
        word, shape = "NO OUTCOME YET" if undecided else "NO SINGLE OUTCOME", Shape.NONE
    return OutcomeLine(word, _detail(review), proviso, confirmed == total, shape)


def _detail(review: Review) -> str:
    outcomes = [item.outcome for item in review.items]
    total = len(outcomes)
    approved, denied = outcomes.count(Decision.OVERTURNED), outcomes.count(Decision.UPHELD)
    if approved == total:
        return "the one item is approved" if total == 1 else f"all {total} items approved"
    if denied == total:
        return "the one item stays denied" if total == 1 else f"all {total} items stay denied"
    parts = [f"{approved} of {total} {'item' if total == 1 else 'items'} approved"]
    if denied:
        parts.append(f"{denied} {'stays' if denied == 1 else 'stay'} denied")
    others = (
        (Decision.NOT_ADDRESSED, "not addressed by the letter"),
        (Decision.UNCLEAR, "unclear"),
        (None, "not decided yet"),
    )
    parts += [f"{outcomes.count(other)} {words}" for other, words in others if other in outcomes]
    return ", ".join(parts)


def decision_of(item: Item, letter: LetterText, read: Finding | None = None) -> DecisionLine:
    """Put the decision of an item into words; ``read`` is what the program had read."""
    outcome = item.outcome
    confirmed = item.decided is not None
    if outcome is None:
        word, meaning = "Not decided", "no decision has been read or taken yet"
    else:
        word, _, meaning = DECISION_WORDS[outcome].partition(": ")
    place = place_words(letter, item.decision.sources)
    return DecisionLine(word, meaning, _who(item, read), confirmed, _SHAPES.get(outcome, Shape.NONE), place)


def _who(item: Item, read: Finding | None) -> str:
    entry = item.decision
    if entry.by is None:
        return _PROPOSED if entry.value is not None else "Not decided by a person"
    verb = "Confirmed" if entry.state is EntryState.CONFIRMED else "Decided"
    words = f"{verb} by {entry.by.who}, {moment_words(entry.by.at)}"
    if read is not None and isinstance(read.value, str) and read.value != entry.value:
        words += f"; the program had read: {DECISION_WORDS[Decision(read.value)].partition(':')[0]}"
    return words
