"""How much, how often and how long, as item headings and determinations print it."""

import re
from enum import StrEnum

import msgspec

from imr_desk.model.terms.numbers import NUMBER, NUMBER_WORDS, number_of


class AmountKind(StrEnum):
    """What an amount counts."""

    COUNT = "count"
    SESSIONS = "sessions"
    REFILLS = "refills"
    RENTAL = "rental"
    VOLUME = "volume"
    UNSTATED = "unstated"


class Amount(msgspec.Struct, frozen=True, gc=False):
    """One amount.

    Attributes:
        kind: what is counted; ``UNSTATED`` for words such as "unspecified quantity".
        low: the number, or the lower end of a range; 0 when it is not stated.
        high: the upper end of a range, else the number again.
        start: offset of its first character in the text read.
        end: offset behind its last character.
    """

    kind: AmountKind
    low: int
    high: int
    start: int
    end: int

    def same_as(self, other: "Amount") -> bool:
        """Tell whether both state the same number or range."""
        return (self.low, self.high) == (other.low, other.high)


class Rate(msgspec.Struct, frozen=True, gc=False):
    """How often and for how long: ``2 times a week for 3 weeks``.

    Attributes:
        times: how many in one period; ``None`` when it is not one number.
        spans: how many periods in all; ``None`` when not stated.
        start: offset of its first character in the text read.
        end: offset behind its last character.
    """

    times: int | None
    spans: int | None
    start: int
    end: int

    @property
    def total(self) -> int | None:
        """How many in all, where both numbers are stated."""
        return None if self.times is None or self.spans is None else self.times * self.spans


_PERIOD = r"(?:day|wk|week|mo|month|year)"
_VISITS = r"(?:session|visit|treatment|appointment|procedure)s?"
_UNITS = (
    r"(?:tablet|tab|capsule|cap|pill|patch|patche|tube|bottle|box|boxe|jar|kit|pad|pair|unit|injection|implant|dose|"
    r"unit dose|month supply|electrode|brace|wrap|lead)s?"
)
_RANGE = rf"(?P<low>{NUMBER})(?:\s?(?:-|–|to)\s?(?P<high>{NUMBER}))?"

_RATE = re.compile(
    rf"""\b(?:
        (?P<times>{NUMBER})(?P<upto>\s?(?:-|–|to)\s?{NUMBER})?\s?(?:x|times?|sessions?|visits?|hours?)?\s?
        (?:a|per|each|every|/)\s?(?P<period>{_PERIOD})s?\b
      | (?P<worded>once|twice|thrice)\s+(?:(?:a|per|each|every)\s+)?(?P<adverb>week|weekly|daily|monthly|day|month)\b
      | (?P<counted>{NUMBER})\s?(?:x|times)\s+(?P<counted_adverb>weekly|daily|monthly)\b
      | (?P<single>daily|weekly|biweekly|monthly|nightly)\b
      | every\s+(?:other\s+day|{NUMBER}(?:\s?(?:-|to)\s?{NUMBER})?\s+(?:hours?|hrs?|days?|weeks?|months?))
      | q\.?\s?\d{{1,2}}(?:\s?-\s?\d{{1,2}})?\s?(?:h|hr|hrs|hours)\b
      | (?:qd|qhs|qam|qpm|qod|bid|tid|qid|b\.i\.d|t\.i\.d|q\.i\.d|q\.d|q\.h\.s)\b\.?
      | at\s+(?:bedtime|night)\b
      | (?P<cross>\d{{1,2}})\s?x\s?(?P<crossed>\d{{1,2}})\b(?!\s?(?:mg|mcg|inch|in\b|cm))
    )
    (?:\s?,?\s?(?:(?:for|x|times|over|during)\s?)?(?:the\s+next\s+)?(?P<long>{NUMBER})(?:\s?-\s?{NUMBER})?\s+(?P<unit>{_PERIOD})s?\b)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DURATION = re.compile(
    rf"(?:\bfor|\bx|\btimes|\bover)\s?{NUMBER}(?:\s?-\s?{NUMBER})?\s+{_PERIOD}s?\b|(?:^|,\s){NUMBER}\s+{_PERIOD}s?\b(?=\s*$)",
    re.IGNORECASE,
)
_SHORT = {"wk": "week", "mo": "month", "weekly": "week", "daily": "day", "monthly": "month", "nightly": "day"}


_TOKEN = re.compile(r"[a-z]+|\d")
_OFTEN_WORDS = frozenset(
    (
        *(
            "daily",
            "weekly",
            "biweekly",
            "monthly",
            "nightly",
            "every",
            "bedtime",
            "night",
            "once",
            "twice",
            "thrice",
        ),
        *("day", "days", "week", "weeks", "wk", "month", "months", "mo"),
        *("qd", "qhs", "qam", "qpm", "qod", "bid", "tid", "qid", "q", "b", "t"),
    )
)
_CROSS = re.compile(r"\d\s?[xX]\s?\d")
_UNSTATED_WORDS = frozenset(("unspecified", "unknown", "unstated", "undetermined", "no"))


def _tokens(text: str) -> frozenset[str]:
    """Return the words and figures of a text, to tell at little cost that it holds no amount."""
    return frozenset(_TOKEN.findall(text.lower()))


def rates_of(text: str) -> tuple[Rate, ...]:
    """Read how often and how long, in the order of the text; never two that overlap."""
    if _OFTEN_WORDS.isdisjoint(_tokens(text)) and _CROSS.search(text) is None:
        return ()
    return tuple(_rate(match) for match in _RATE.finditer(text))


def durations_of(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a bare duration such as ``for 6 weeks`` stands."""
    return tuple(match.span() for match in _DURATION.finditer(text))


def _rate(match: re.Match[str]) -> Rate:
    if match["cross"]:
        return Rate(int(match["cross"]), int(match["crossed"]), match.start(), match.end())
    period = (match["period"] or match["adverb"] or match["counted_adverb"] or match["single"] or "").lower()
    period, unit = _SHORT.get(period, period), (match["unit"] or "").lower()
    counted = match["times"] or match["worded"] or match["counted"] or ("one" if match["single"] else "")
    if match["upto"] or (match["single"] or "").lower() == "biweekly":  # a range; "biweekly" has two meanings
        counted = ""
    same = period == _SHORT.get(unit, unit)
    return Rate(
        number_of(counted) if counted else None,
        number_of(match["long"]) if match["long"] and same else None,
        match.start(),
        match.end(),
    )


class _Grammar(msgspec.Struct, frozen=True):
    """One way to print an amount.

    Attributes:
        kind: what it counts.
        hints: words in small letters of which its text holds at least one, to pass over it at little cost.
        pattern: how it is printed; the number stands in the group ``low`` or ``after``.
    """

    kind: AmountKind
    hints: tuple[str, ...]
    pattern: re.Pattern[str]


def _grammar(kind: AmountKind, hints: str, pattern: str) -> _Grammar:
    return _Grammar(kind, tuple(hints.split()), re.compile(pattern, re.IGNORECASE | re.VERBOSE))


_NOT_COUNTED = rf"(?!\s?[-/]?\s?(?:{_PERIOD}s?\b|mg\b|mcg\b|%|cm\b|mm\b|inch|x\b|times\b|hours?\b))"
_GRAMMARS: tuple[_Grammar, ...] = (
    _grammar(
        AmountKind.UNSTATED,
        "unspecified unknown unstated undetermined",
        r"""\b(?:unspecified|unknown|unstated|undetermined)\s+(?:quantity|number|amount|duration|frequency|length)
            (?:\s+of(?:\s+(?:sessions|visits|treatments))?)?\b | ^(?:unknown|unspecified)(?=\s) """,
    ),
    _grammar(
        AmountKind.REFILLS,
        "refill",
        rf"\b(?:(?P<low>{NUMBER}|no)\s+(?:additional\s+)?refills?\b|refills?\s?[:x]?\s?(?P<after>\d{{1,2}})\b)",
    ),
    _grammar(
        AmountKind.RENTAL,
        "rental trial supply",
        rf"""\b(?P<low>{NUMBER})[\s-]+{_PERIOD}s?[\s-]+(?:rental|trial|supply)\b
           | \b(?:rental|trial|supply)\s?(?:,|:|for|of|x|times)?\s?(?P<after>{NUMBER})[\s-]+{_PERIOD}s?\b""",
    ),
    _grammar(AmountKind.COUNT, "#", r"\#\s?(?P<low>\d{1,4})\b(?:\s?(?:tablets|tabs|capsules|caps|patches)\b)?"),
    _grammar(
        AmountKind.COUNT,
        "qty quantity",
        r"""\b(?:qty|quantity)\b\s?\.?\s?:?\s?(?:of\s+)?\#?\s?(?P<low>\d{1,4})\b
            (?:\s?(?:units?|tablets|tabs|capsules|caps)\b)?""",
    ),
    _grammar(
        AmountKind.SESSIONS,
        "session visit treatment appointment procedure",
        rf"\b{_RANGE}\s+(?:[a-z][a-z/-]*\s+){{0,4}}?{_VISITS}\b",
    ),
    _grammar(
        AmountKind.COUNT,
        "times x",
        rf"(?:\btimes\s|(?<![\w.])x\s?)(?P<low>{NUMBER})\b{_NOT_COUNTED}(?:\s(?:{_VISITS}|{_UNITS})\b)?",
    ),
    _grammar(AmountKind.COUNT, "", rf"\b{_RANGE}\s?(?:{_UNITS}|hours)\b"),
    _grammar(
        AmountKind.VOLUME,
        "g ml cc oz",
        r"(?<![\d.])(?P<low>\d{1,4})(?:\.\d+)?\s?(?:gm|gms|grams?|ml|cc|oz|g)\b(?!\s?/)",
    ),
    _grammar(AmountKind.COUNT, "(", r"\((?P<low>\d{1,3})\)"),
    _grammar(
        AmountKind.COUNT,
        "",
        rf"""(?:^|(?<=:\s))(?P<low>{NUMBER})(?=\s+[A-Za-z])
             (?!\s+(?:{_PERIOD}s?\b|hours?\b|hrs?\b|times?\b|phase\b|panel\b|view|part\b|level|x\b|mg\b|mcg\b))""",
    ),
)
"""The ways to print an amount; the first that fits a place takes it."""
_OFTEN = (
    rf"(?:once|twice|thrice|{NUMBER}\s+times|daily|every|each|q\.?\s?\d|qd|qhs|qam|qpm|qod|bid|tid|qid|prn|as\s+needed|"
    rf"at\s+(?:bed|night)|a\s+day|per\s+day|nightly|\d+\s+hours?)"
)
_ROUTE = r"(?:by\s+mouth|orally|oral|p\.?o\.?|topically|sublingually)"
_UNIT_DOSE = r"(?:tablet|tab|capsule|cap|pill|patch|patche|spray|puff|drop)s?"
_DOSE = re.compile(
    rf"""\b(?:(?:take|apply|use)\s+(?:{NUMBER}(?:\s?-\s?{NUMBER})?)?(?:\s*{_UNIT_DOSE}\b)?(?:\s+{_ROUTE})?
       | {NUMBER}(?:\s?-\s?{NUMBER})?\s+{_UNIT_DOSE}(?:\s+{_ROUTE}(?=[\s,;.]|$)|(?=\s+{_OFTEN}\b))
       | {NUMBER}(?:\s?-\s?{NUMBER})?\s+{_ROUTE}(?=[\s,;.]|$))""",
    re.IGNORECASE | re.VERBOSE,
)


_DOSE_HINTS = (
    "take",
    "apply",
    "use",
    "tab",
    "cap",
    "pill",
    "patch",
    "spray",
    "puff",
    "drop",
    "mouth",
    "oral",
    "po",
    "lingual",
)


def doses_of(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a single dose such as ``1-2 caps by mouth`` stands: an instruction, not a quantity."""
    lower = text.lower()
    if not any(hint in lower for hint in _DOSE_HINTS):
        return ()
    return tuple(match.span() for match in _DOSE.finditer(text))


_STRENGTH_IN_NAME = re.compile(r"(?:tylenol|codeine|apap)[\s-]*(?:(?:with|w/)\s*codeine\s*)?$", re.IGNORECASE)


def amounts_of(text: str) -> tuple[Amount, ...]:
    """Read amounts in the order of the text; never two that overlap, nor one inside a dose or a rate."""
    tokens = _tokens(text)
    if NUMBER_WORDS.isdisjoint(tokens) and _UNSTATED_WORDS.isdisjoint(tokens):
        return ()
    taken = bytearray(len(text))
    for start, end in (*doses_of(text), *((rate.start, rate.end) for rate in rates_of(text))):
        taken[start:end] = b"\1" * (end - start)
    found: list[Amount] = []
    lower = text.lower()
    for grammar in _GRAMMARS:
        if grammar.hints and not any(hint in lower for hint in grammar.hints):
            continue
        for match in grammar.pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            if match[0][0] == "#" and _STRENGTH_IN_NAME.search(text, max(0, match.start() - 30), match.start()):
                continue  # "Tylenol #3" names a strength of the drug
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            found.append(_amount(grammar.kind, match))
    return tuple(sorted(found, key=lambda amount: amount.start))


def _amount(kind: AmountKind, match: re.Match[str]) -> Amount:
    groups = match.groupdict()
    low = number_of(groups.get("low") or groups.get("after") or "") or 0
    high = number_of(groups.get("high") or "") or low
    return Amount(kind, low, high, match.start(), match.end())
