"""What the machine read from a letter, before any person looked: proposals with their evidence."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from imr_desk.model.geometry import Span
from imr_desk.model.values import Value


class FindingState(StrEnum):
    """How a reading ended."""

    FOUND = "found"
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"
    UNREADABLE = "unreadable"


class Decision(StrEnum):
    """What the reviewer of the letter decided on an item.

    ``UPHELD``: the denial stands, the treatment stays denied. ``OVERTURNED``: the denial falls, the treatment is
    approved. The other two exist for a letter that does not say.
    """

    UPHELD = "upheld"
    OVERTURNED = "overturned"
    NOT_ADDRESSED = "not addressed"
    UNCLEAR = "unclear"


FINAL_DECISIONS: tuple[Decision, ...] = (Decision.OVERTURNED, Decision.UPHELD)
"""Decisions that settle a dispute, one way or the other; shares are of these."""

DECISION_WORDS: Mapping[Decision, str] = {
    Decision.OVERTURNED: "Overturned: treatment approved",
    Decision.UPHELD: "Upheld: treatment stays denied",
    Decision.NOT_ADDRESSED: "Not addressed: the letter does not decide this item",
    Decision.UNCLEAR: "Unclear: the letter can be read both ways",
}
"""The outcome in words, as every screen and paper says it."""


class Candidate(msgspec.Struct, frozen=True):
    """One of several readings of the same value."""

    value: Value
    sources: tuple[Span, ...] = ()


class Finding(msgspec.Struct, frozen=True):
    """One value that the extractor proposes.

    Attributes:
        value: the value; ``None`` when it is missing or cannot be read.
        state: how the reading ended.
        sources: where it stands, one span a page; for a derived value, what it was derived from.
        rule: the extraction rule that found it, for the tooltip ("header table", "heading, last colon").
        confidence: calibrated probability between 0 and 1 that the value is right.
        needs_review: whether a person must look; ``False`` is a promise that the value may be trusted unseen.
        candidates: the readings of an ambiguous value, likeliest first.
        reasons: why it is trusted or doubted, each a short clause for the tooltip.
    """

    value: Value
    state: FindingState
    sources: tuple[Span, ...] = ()
    rule: str = ""
    confidence: float = 0.0
    needs_review: bool = True
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[str, ...] = ()


class ItemDraft(msgspec.Struct, frozen=True):
    """One disputed item as read.

    Attributes:
        fields: findings by the names of ``ITEM_FIELDS``, and ``decision`` beside them.
        extent: the whole block of the item, one span a page; an excerpt must stand inside it.
        excerpt: the passage to offer as the item's excerpt; empty in drafts made before it was kept with them, whose
            excerpt is worked out from the determination as it was then.
    """

    fields: Mapping[str, Finding]
    extent: tuple[Span, ...] = ()
    excerpt: tuple[Span, ...] = ()


class Severity(StrEnum):
    """How much a flag matters: information, something to look at, something that blocks trust in the item."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Flag(msgspec.Struct, frozen=True):
    """What a check found in the text: never a verdict on the reviewer.

    Attributes:
        rule: identity of the check, kebab case.
        severity: how much it matters.
        message: what the text shows, in one sentence.
        reason: why this is checked, for hovering.
        item: index of the item in the draft (from 0); ``None`` for the letter as a whole.
        field: the field it concerns, where there is one.
        sources: where in the letter, both sides of a contradiction.
    """

    rule: str
    severity: Severity
    message: str
    reason: str = ""
    item: int | None = None
    field: str | None = None
    sources: tuple[Span, ...] = ()


class Draft(msgspec.Struct, frozen=True):
    """A letter as the extractor read it.

    Attributes:
        layout: name of the letter format that read it, such as ``posted-short-form``.
        score: how well the layout fits, 0 to 1.
        fields: findings by the names of ``LETTER_FIELDS``.
        items: in the order of the letter.
        flags: what the checks found.
    """

    layout: str
    score: float
    fields: Mapping[str, Finding]
    items: tuple[ItemDraft, ...] = ()
    flags: tuple[Flag, ...] = ()


class CaseOutcome(StrEnum):
    """The outcome of a whole case, derived from its items; the labels of the DWC decision search in plain words."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"
    PARTIALLY_OVERTURNED = "partially overturned"


def case_outcome(decisions: tuple[Decision | None, ...]) -> CaseOutcome | None:
    """Derive the outcome of a case; ``None`` while an item is open, not addressed or unclear, or there is none."""
    if not decisions or any(d not in (Decision.UPHELD, Decision.OVERTURNED) for d in decisions):
        return None
    if all(d is Decision.UPHELD for d in decisions):
        return CaseOutcome.UPHELD
    if all(d is Decision.OVERTURNED for d in decisions):
        return CaseOutcome.OVERTURNED
    return CaseOutcome.PARTIALLY_OVERTURNED
