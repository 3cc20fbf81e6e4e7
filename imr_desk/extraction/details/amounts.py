"""Quantity and frequency of a disputed item."""

import re
from collections.abc import Mapping, Sequence

from imr_desk.extraction.confidence import Doubt, Ground, Rule, Weight, absent, weighed
from imr_desk.extraction.details.item_words import ItemWords
from imr_desk.model.draft import Candidate, Finding
from imr_desk.model.terms.amounts import Amount, AmountKind, Rate, amounts_of, doses_of, durations_of, rates_of
from imr_desk.model.terms.passage import Passage

_MARKS = re.compile(
    r"^(?:\(\s*|#\s*|(?:qty|quantity)\b\s?\.?\s?:?\s?(?:of\s+)?#?\s*|times\s+|x\s?)|\s*\)$", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?<=^)(?P<number>[\w-]+(?:\s?(?:-|–|to)\s?\w+)?)\s+.*?\s?(?P<unit>[a-z]+)$", re.IGNORECASE)
_STRENGTH = re.compile(r"\d\s?(?:mg|mcg|%)", re.IGNORECASE)  # doses a day times days are not tablets
_UNSTATED = re.compile(r"unspecified|unknown|unstated|undetermined", re.IGNORECASE)
_MOST = re.compile(r"\b(?:more\s+than|up\s+to|maximum(?:\s+of)?|max\.?|exceed)\s*$", re.IGNORECASE)
_NEEDED = re.compile(r"[\s,]*(?:as\s+needed|prn)\b(?:\s+for\s+pain)?", re.IGNORECASE)
_LOOSE = re.compile(r"[\s,;]*(?:for\s|x\s?|times\s)?[\s,]*")
_GRAMMAR = Ground("fits the grammar of amounts", 0.2)
_ALONE = Ground("the only reading of its kind in the disputed part", 0.1)
_REPEATED = Ground("the determination gives the same", 0.1)


def read_amounts(words: ItemWords) -> Mapping[str, Finding]:
    """Read how many and how often; each missing without surprise where the item does not say."""
    rates = rates_of(words.disputed.text)
    return {"quantity": _quantity(words, rates), "frequency": _frequency(words, rates)}


def _printed(passage: Passage, amount: Amount) -> str:
    """Return the amount without its marks: ``#60`` as ``60``, ``12 more therapy sessions`` as ``12 sessions``."""
    text = passage.text[amount.start : amount.end]
    if amount.kind is AmountKind.UNSTATED:
        named = _UNSTATED.search(text)
        return named[0].lower() if named else text
    bare = _MARKS.sub("", text).strip()
    if amount.kind is AmountKind.SESSIONS and (match := _BETWEEN.match(bare)):
        return f"{match['number']} {match['unit']}"
    return bare


def _quantity(words: ItemWords, rates: Sequence[Rate]) -> Finding:
    amounts = amounts_of(words.disputed.text)
    if not amounts:
        return _from_determination(words, rates)
    counts = _distinct([amount for amount in amounts if amount.kind in _COUNTED])
    others = [amount for amount in amounts if amount.kind not in _COUNTED]
    if len(counts) > 1:
        return _ambiguous(words, [(words.disputed, amount) for amount in counts])
    chosen = sorted([*counts, *others], key=lambda amount: amount.start)
    sources = tuple(span for amount in chosen for span in words.disputed.spans(amount.start, amount.end))
    weights: list[Weight] = [*words.doubts_of(sources), _GRAMMAR, _ALONE]
    repeated = [amount for amount in amounts_of(words.determination.text) if amount.kind in _COUNTED]
    if counts and counts[0].kind in _COUNTED:
        if any(amount.same_as(counts[0]) for amount in repeated):
            weights.append(_REPEATED)
        elif said := _distinct([a for a in repeated if _alike(counts[0], a) and words.is_asked_for(a.start)]):
            return _ambiguous(
                words, [(words.disputed, counts[0]), *((words.determination, amount) for amount in said)]
            )
        totals = {rate.total for rate in rates if rate.total is not None}
        if len(totals) == 1 and counts[0].low not in totals and not _STRENGTH.search(words.disputed.text):
            weights.append(Doubt("the number is not how often times how long"))
    value = ", ".join(_printed(words.disputed, amount) for amount in chosen)
    return weighed(value, sources, Rule.HEADING, tuple(weights))


_COUNTED = (AmountKind.COUNT, AmountKind.SESSIONS)


def _alike(first: Amount, second: Amount) -> bool:
    """Tell whether two amounts of heading and determination count the same thing."""
    return AmountKind.SESSIONS in (first.kind, second.kind) or first.kind is second.kind is AmountKind.COUNT


def _distinct(amounts: Sequence[Amount]) -> list[Amount]:
    """Leave out amounts that repeat a number said before."""
    kept: list[Amount] = []
    for amount in amounts:
        if not any(amount.same_as(other) for other in kept):
            kept.append(amount)
    return kept


def _from_determination(words: ItemWords, rates: Sequence[Rate]) -> Finding:
    """Take the number of the determination where it is what the heading's frequency comes to."""
    totals = {rate.total for rate in rates if rate.total is not None}
    for amount in amounts_of(words.determination.text):
        if amount.kind in _COUNTED and len(totals) == 1 and amount.low in totals and amount.low == amount.high:
            sources = words.determination.spans(amount.start, amount.end)
            weights = (*words.doubts_of(sources), _GRAMMAR, Ground("it is how often times how long", 0.05))
            return weighed(_printed(words.determination, amount), sources, Rule.SENTENCE, weights)
    return absent("the disputed part names no quantity", surprising=False)


def _ambiguous(words: ItemWords, readings: Sequence[tuple[Passage, Amount]]) -> Finding:
    candidates = tuple(
        Candidate(_printed(passage, amount), passage.spans(amount.start, amount.end)) for passage, amount in readings
    )
    weights = (*words.doubts, Doubt("the item gives more than one number", 0.5))
    return weighed(candidates[0].value, candidates[0].sources, Rule.HEADING, weights, candidates)


def _frequency(words: ItemWords, rates: Sequence[Rate]) -> Finding:
    passage = words.disputed
    pieces = _pieces(passage.text, rates)
    if not pieces:
        if doses_of(passage.text):
            return absent("a dose is given, but not how often in known words", surprising=True)
        return absent("the disputed part does not say how often", surprising=False)
    said = rates_of(words.determination.text)
    weights: list[Weight] = [_GRAMMAR]
    if len(pieces) == 1:
        weights.append(_ALONE)
    else:
        weights.append(Doubt("how often is said in more than one place"))
    if len(rates) == 1 and any(rate.total == rates[0].total and rate.times == rates[0].times for rate in said):
        weights.append(_REPEATED)
    elif len(rates) == 1 and len(said) == 1 and rates[0].times and said[0].times not in (None, rates[0].times):
        weights.append(Doubt("the determination says another frequency", 0.5))
    if any(_MOST.search(passage.text, max(0, start - 24), start) for start, _ in pieces):
        weights.append(Doubt("it is said as the most, not as how often"))
    if any(re.fullmatch(r"\d+\s?x\s?\d+", passage.text[rate.start : rate.end], re.IGNORECASE) for rate in rates):
        weights.append(Doubt("a product such as 2 x 6 can be read two ways"))
    sources = tuple(span for start, end in pieces for span in passage.spans(start, end))
    value = "; ".join(passage.text[start:end] for start, end in pieces)
    return weighed(value, sources, Rule.HEADING, (*words.doubts_of(sources), *weights))


def _pieces(text: str, rates: Sequence[Rate]) -> list[tuple[int, int]]:
    """Return the stretches that say how often: rates, with the dose before and the duration behind them."""
    taken = [(amount.start, amount.end) for amount in amounts_of(text)]
    parts = [(rate.start, rate.end) for rate in rates]
    parts += [span for span in durations_of(text) if not any(_overlap(span, other) for other in (*taken, *parts))]
    parts += [(match.start(), match.end()) for match in _NEEDED.finditer(text)]
    parts += [span for span in doses_of(text) if parts and not any(_overlap(span, other) for other in parts)]
    parts.sort()
    pieces: list[tuple[int, int]] = []
    for start, end in parts:
        if pieces and _LOOSE.fullmatch(text, pieces[-1][1], start):
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((start, end))
    return [(start + len(text[start:end]) - len(text[start:end].lstrip(" ,")), end) for start, end in pieces]


def _overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] < second[1] and second[0] < first[1]
