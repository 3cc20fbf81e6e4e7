"""How sure a value is, and when a person must look.

The promise is that *what is not flagged is right*, at a rate better than double entry by hand (14 errors in
10,000 values). One mechanical reading cannot promise that, so each value is weighed:

1. A reading starts with the error rate of its ``Rule``: what goes wrong when one rule reads alone.
2. Every ``Ground`` is a second, independent look at the same value: another reading that agrees (font weight against
   grammar, position on the paper against the order of labels, heading against rationale), a grammar that the value
   fits, a vocabulary that holds it, a cross-check that holds. Its figure is the share of *wrong* values that
   would pass it all the same. Grounds are chosen to fail for different causes; the rates therefore multiply.
3. A ``Doubt`` is something seen in the letter that a right value does not show: two readings that differ, a page
   that does not go on where the last one ended, a character that no letter holds, a word below the OCR engine's
   confidence. A doubt caps the confidence below the line, whatever the grounds.
4. ``needs_review`` is true exactly when the confidence is below ``TRUST`` (1 - 0.0014, the double-entry rate).

So a value is trusted when one reading and enough independent grounds agree and nothing is odd. A value that the
layout always prints and that is missing is doubted; a value that the layout never prints is trusted to be absent.
The error rates were set from the counts over real letters and are held by tests: on letters set anew from other
words, in every rendering, no trusted value may be wrong and the doubted ones stay few; on damaged letters (slips,
misread characters, lost pages) the share of right values rises from one class of confidence to the next.
"""

from enum import Enum

import msgspec

from imr_desk.model.draft import Candidate, Finding, FindingState
from imr_desk.model.geometry import Span
from imr_desk.model.values import Value

TRUST = 1 - 0.0014
"""Confidence from which a value may be trusted unseen: the accuracy of double entry."""


class Rule(Enum):
    """How a value was read, with its name for the tooltip and its error rate when it reads alone."""

    HEADER_TABLE = ("header table", 0.02)
    LABEL = ("text behind its label", 0.02)
    SECTION = ("section below its heading", 0.02)
    HEADING = ("item heading, up to the last colon", 0.03)
    DECISION_WORD = ("word behind the item heading", 0.01)
    PARTIAL_GRANT = ("item heading of a partial approval", 0.05)
    SENTENCE = ("sentence that decides", 0.05)
    PROSE = ("mention in the text", 0.1)
    LOOSE = ("found without a known layout", 0.5)
    NOTHING = ("not printed by this layout", 0.0)

    def __init__(self, words: str, error: float) -> None:
        self.words = words
        self.error = error


class Ground(msgspec.Struct, frozen=True):
    """A second look that a value passed.

    Attributes:
        reason: short clause for the tooltip.
        passes_wrong: share of wrong values that would pass it all the same, 0 to 1.
    """

    reason: str
    passes_wrong: float = 0.1


class Doubt(msgspec.Struct, frozen=True):
    """Something odd about a value.

    Attributes:
        reason: short clause for the tooltip.
        confidence: the most that the value can be trusted, 0 to 1; below ``TRUST``.
    """

    reason: str
    confidence: float = 0.8


Weight = Ground | Doubt


def weighed(
    value: Value,
    sources: tuple[Span, ...],
    rule: Rule,
    weights: tuple[Weight, ...],
    candidates: tuple[Candidate, ...] = (),
) -> Finding:
    """Return the finding of a value that was read, with the confidence its grounds and doubts give it.

    Candidates make it ``ambiguous``; the value is then the first of them or what the caller thinks likeliest.
    """
    error = rule.error
    cap = 1.0
    for weight in weights:
        if isinstance(weight, Ground):
            error *= weight.passes_wrong
        else:
            cap = min(cap, weight.confidence)
    ambiguous = len(candidates) > 1
    confidence = min(1 - error, cap, 0.5 if ambiguous else 1.0)
    return Finding(
        value=value,
        state=FindingState.AMBIGUOUS if ambiguous else FindingState.FOUND,
        sources=sources,
        rule=rule.words,
        confidence=round(confidence, 6),
        needs_review=confidence < TRUST,
        candidates=candidates if ambiguous else (),
        reasons=_reasons(weights),
    )


def _reasons(weights: tuple[Weight, ...]) -> tuple[str, ...]:
    """Return the reasons, each once, doubts before grounds: they are what a person must read first."""
    doubts = [weight.reason for weight in weights if isinstance(weight, Doubt)]
    grounds = [weight.reason for weight in weights if isinstance(weight, Ground)]
    return tuple(dict.fromkeys((*doubts, *grounds)))


def absent(reason: str, *, surprising: bool, sources: tuple[Span, ...] = ()) -> Finding:
    """Return the finding of a value that the letter does not state.

    ``surprising`` tells whether this layout always prints it, so that a person must look.
    """
    return Finding(
        value=None,
        state=FindingState.MISSING,
        sources=sources,
        rule=Rule.NOTHING.words,
        confidence=0.1 if surprising else 0.999,
        needs_review=surprising,
        reasons=(reason,),
    )


def unreadable(reason: str, sources: tuple[Span, ...], rule: Rule) -> Finding:
    """Return the finding of a value whose place was found but whose characters make no sense there."""
    return Finding(None, FindingState.UNREADABLE, sources, rule.words, 0.0, needs_review=True, reasons=(reason,))


def doubted(finding: Finding, reason: str, confidence: float = 0.8) -> Finding:
    """Return the finding with one doubt more."""
    capped = min(finding.confidence, confidence)
    return msgspec.structs.replace(finding, confidence=capped, needs_review=True, reasons=(reason, *finding.reasons))
