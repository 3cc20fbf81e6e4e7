"""What a rationale concludes, read apart from the extractor: a second pair of eyes, not a copy of the first."""

import re
from collections.abc import Sequence

import msgspec

from imr_desk.checks.prose import Prose
from imr_desk.model.draft import Decision

_NECESSARY = re.compile(r"necessary|necessity")
_OTHERWISE = re.compile(r"medically\s+(?:appropriate|indicated)")
_NOT = re.compile(r"\bnot\b|n't\b|\bcannot\b|\bnon\b|\bnever\b|\bnor\b|\bneither\b|\bun$|\bfail(?:s|ed)?\s+to\b")
_NONE = re.compile(
    r"\bun(?:established|clear|supported)\b|\black(?:s|ing)?\b|\bno\b|\bwithout\b|\bfail(?:s|ed)?\b|\binsufficient\b|"
    r"\binadequate\b"
)
_LISTED = re.compile(r"\s*(?:(?:or|nor|and)\s+)?(?:\w+\s+)?")
_LIMITED = re.compile(r"\b(?:if|unless|whether|when|may|might|could|would|can|until|should)\b")
_REQUEST = re.compile(r"\b(?:request\w*|therefore|thus|as\s+such|consequently|accordingly|likewise)\b")
_NOTICE = re.compile(
    r"decision\s+addresses\s+the\s+medical\s+necessity|necessity\s+decision\s+should\s+not\s+be\s+interpreted|"
    r"method\s+for\s+(?:weaning|tapering)"
)
_VERDICT = re.compile(
    r"\b(?:necessary|unnecessary|necessity|appropriate|indicated|warranted|supported|justified|established|certif\w+|approv\w+|"
    r"authoriz\w+|granted|denied|upheld|overturn\w*|recommended|substantiated|criteria|reasonable|met|needed)\b"
)
_WINDOW = 60


class Conclusion(msgspec.Struct, frozen=True, gc=False):
    """One sentence that says whether something is necessary.

    Attributes:
        decision: which way it goes.
        is_plain: it speaks of no condition and no possibility.
        of_request: it speaks of the request, not only of guideline or treatment in general.
        start: offset of the sentence in the rationale.
        end: offset behind it.
    """

    decision: Decision
    is_plain: bool
    of_request: bool
    start: int
    end: int


def conclusions_of(prose: Prose) -> Sequence[Conclusion]:
    """Return the sentences outside quotations that speak of necessity, in the order of the rationale."""
    last: dict[int, re.Match[str]] = {}
    for pattern in (_OTHERWISE, _NECESSARY):  # of a sentence that speaks of both, necessity counts
        for match in pattern.finditer(prose.lower):
            if not prose.is_quoted(match.start()):
                last[prose.sentence_number(match.start())] = match  # the last phrase of a sentence counts
    found: list[Conclusion] = []
    for match in sorted(last.values(), key=lambda phrase: phrase.start()):
        start, end = prose.sentence_at(match.start())
        if not _NOTICE.search(prose.lower, start, end):
            found.append(_conclusion(prose, start, end, match))
    return found


def _conclusion(prose: Prose, start: int, end: int, match: re.Match[str]) -> Conclusion:
    text = prose.lower
    before = text[max(start, match.start() - _WINDOW) : match.start()]
    denied = _denies(before)
    if match[0] == "necessity":
        behind = text[match.end() : min(end, match.end() + _WINDOW)]
        denied = denied or any(words.search(part) for words in (_NOT, _NONE) for part in (before, behind))
    of_request = _REQUEST.search(text, start, end) is not None and not prose.speaks_of_guideline(start, end)
    medical = "medical" in before[-12:] or match[0] not in ("necessary", "necessity")
    return Conclusion(
        decision=Decision.UPHELD if denied else Decision.OVERTURNED,
        is_plain=_LIMITED.search(before) is None and (medical or of_request),
        of_request=of_request,
        start=start,
        end=end,
    )


def _denies(before: str) -> bool:
    """Tell whether the words before "medically necessary" deny it: those of its clause, or of the list it ends."""
    cut = max(before.rfind(sign) for sign in ",;:") + 1
    clause = before[cut:]
    return _NOT.search(before if _LISTED.fullmatch(clause) else clause) is not None


def speaks_a_verdict(prose: Prose, sentences: int = 3) -> bool:
    """Tell whether the first sentence or one of the last ones, notices left out, holds a word that could decide."""
    kept = [part for part in prose.sentences if not _NOTICE.search(prose.lower, *part)]
    return any(_VERDICT.search(prose.lower, start, end) for start, end in [*kept[-sentences:], *kept[:1]])
