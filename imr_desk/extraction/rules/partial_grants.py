"""Headings of items of which utilization review had granted a part: the two grammars of layout D.

(a) ``X was the original request. Y was authorized by the Claims Administrator. The remaining IMR eligible portion of
the original request, Z is`` and (b) ``X was the original request. The Claims Administrator authorized Y, leaving the
original request IMR eligible. The original request, X is``. In both the disputed treatment is what stands behind the
last comma phrase, ``is`` may be missing, and ``Upheld`` means that only that part stays denied.
"""

import re
from enum import StrEnum

import msgspec
from rapidfuzz import fuzz

from imr_desk.extraction.confidence import Doubt, Ground, Weight
from imr_desk.extraction.stream import Stream, Stretch


class GrantKind(StrEnum):
    """Which grammar a heading follows."""

    PLAIN = "plain"
    REMAINING = "remaining part"
    WHOLE = "whole request still in dispute"
    UNCLEAR = "unclear"


_WAS = "(?:was|were|is|are)"
_ORIGINAL = rf"(?P<original>\S.*?) {_WAS} (?:the|an) original requests? ?[.,;:]* ?"
_AUTHORIZED = "(?:authorized|authorised|approved|certified)"
_IS = "(?P<ending> (?:is|are|was|were))?"
_CA = "(?:the )?Claims? Administrator"
_REMAINING = re.compile(
    rf"{_ORIGINAL}(?P<authorized>\S.*?) {_WAS} {_AUTHORIZED} by {_CA} ?[.,;:]* ?"
    r"(?:The )?remaining (?:IMR[ -]{1,2}eligible )?(?:portions?|parts?) of the original requests?"
    rf" ?(?:[,;:]| of\b)?(?: (?:is|are|was|were)\b[,:]?)? ?(?P<disputed>(?!(?:is|are|was|were)\b)\S.*?){_IS}",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"{_ORIGINAL}{_CA} {_AUTHORIZED} (?P<authorized>\S.*?) ?,? leaving the original requests? (?:as )?"
    rf"IMR[ -]{{1,2}}eligible ?[.,;:]* ?The original requests? ?[,;:]? ?(?P<disputed>\S.*?){_IS}",
    re.IGNORECASE,
)
_SMELL = re.compile(
    r"\b(?:original(?:ly)? request\w*|authori[zs](?:ed|es|ing)|IMR[ -]+eligible|claims? administrator|"
    r"remaining|remainder|leaving|granted|certified|non-?certified|modified (?:to|by|from)|partially|approved|"
    r"denied)\b",
    re.IGNORECASE,
)
_TRAILING_IS = re.compile(r" (?:is|are|was|were)$", re.IGNORECASE)
_NUMBERS = re.compile(r"(?<![\d./%-])#?\b(\d{1,3})\b(?![\d./%-]| ?m[gl]\b)")
# The very words of the two grammars; others are read too but doubted.
_USUAL = re.compile(
    r" (?:was|were) the original requests?\. (?:.* (?:was|were) authorized by the Claims Administrator\. "
    r"The remaining IMR eligible portion of the original requests?|The Claims Administrator authorized .*, "
    r"leaving the original requests? IMR eligible\. The original requests?), (?!(?:is|are|was|were)\b)"
)
_SAME_REQUEST = 80  # of 100
_LONGEST = 1500


class Grant(msgspec.Struct, frozen=True):
    """What a heading says was asked, granted and left in dispute; stretches of the stream.

    Attributes:
        kind: the grammar.
        disputed: what was decided.
        original: the whole request; ``None`` for a plain heading.
        authorized: the part already granted; ``None`` for a plain heading.
        weights: what speaks for and against this reading.
    """

    kind: GrantKind
    disputed: Stretch
    original: Stretch | None
    authorized: Stretch | None
    weights: tuple[Weight, ...]


def grant_in(stream: Stream, treatment: Stretch) -> Grant:
    """Read the heading of an item."""
    text, places = stream.folded(Stretch(treatment.start, min(treatment.end, treatment.start + 2 * _LONGEST)))
    if _SMELL.search(text) is None:
        doubts = (Doubt("ends in a verb without a partial approval"),) if _TRAILING_IS.search(text) else ()
        return Grant(GrantKind.PLAIN, treatment, None, None, (Ground("a plain heading", 0.1), *doubts))
    if len(text) <= _LONGEST:
        for kind, grammar in ((GrantKind.REMAINING, _REMAINING), (GrantKind.WHOLE, _WHOLE)):
            match = grammar.fullmatch(text)
            if match is not None:
                return _grant(stream, kind, match, places)
    doubt = Doubt("the heading speaks of a partial approval in no known grammar")
    return Grant(GrantKind.UNCLEAR, treatment, None, None, (doubt,))


def _grant(stream: Stream, kind: GrantKind, match: re.Match[str], places: list[int]) -> Grant:
    def part(name: str) -> Stretch:
        return Stretch(places[match.start(name)], places[match.end(name) - 1] + 1)

    original, authorized, disputed = part("original"), part("authorized"), part("disputed")
    weights: list[Weight] = [Ground(f"grammar of a partial approval: {kind}", 0.1)]
    texts = [stream.prose(stretch) for stretch in (original, authorized, disputed)]
    if _USUAL.search(match[0]) is None:
        weights.append(Doubt("a partial approval in other words than letters use"))
    if any(_SMELL.search(text) for text in texts):
        weights.append(Doubt("a part of the heading speaks of approval again"))
    if kind is GrantKind.WHOLE:
        if fuzz.ratio(texts[0].lower(), texts[2].lower()) >= _SAME_REQUEST:
            weights.append(Ground("the disputed request repeats the original one", 0.05))
        else:
            weights.append(Doubt("the disputed request is not the original one"))
    elif _adds_up(*texts):
        weights.append(Ground("original less authorized is what remains", 0.02))
    else:
        weights.append(Ground("three key phrases in their order", 0.2))
    return Grant(kind, disputed, original, authorized, tuple(weights))


def _adds_up(original: str, authorized: str, disputed: str) -> bool:
    """Tell whether some number of the original request is the sum of one of each other part."""
    whole, granted, left = ({int(n) for n in _NUMBERS.findall(text)} for text in (original, authorized, disputed))
    return any(a + b in whole for a in granted for b in left)
