"""Numbered criteria of a rationale, and what its own sentences say of each of them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from imr_desk.checks.prose import Prose
from imr_desk.model.annotations import CriterionState

_MARK = re.compile(r"(?<![\w.,/#-])(?:\((?P<round>\d{1,2}|[a-j])\)|(?P<plain>\d{1,2})[.)](?=\s+[A-Z\"“]))\s*(?=\S)")
_LEAST = 2
_MOST = 20  # criteria of one list
_LONGEST = 700  # characters of one criterion
_MOST_FOLLOWING = 60  # sentences behind a list that are asked about it
_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    (
        *("about", "after", "also", "been", "before", "being", "both", "case", "could", "does", "during", "each"),
        *("from", "have", "into", "least", "less", "more", "most", "must", "only", "other", "over", "patient"),
        *("patients", "should", "such", "than", "that", "their", "there", "these", "they", "this", "those", "under"),
        *("upon", "used", "using", "were", "when", "where", "which", "while", "with", "within", "without", "would"),
        *("medical", "medically", "necessary", "request", "requested", "documented", "documentation", "evidence"),
        *("criteria", "criterion", "guideline", "guidelines", "treatment", "injured", "worker", "claimant"),
    )
)
_NAMED = re.compile(
    r"\bcriteri(?:on|a)\s+(?:number\s+|no\.?\s*|#\s*|\()?(?P<numbers>\d{1,2}\)?(?:\s*(?:,|and|&|or|through|-)\s*(?:#\s*|\()?\d{1,2}\)?)*)"
)
_UNMET = re.compile(
    r"\b(?:not|no|lacks?|lack\s+of|lacking|without|absent|absence|fail(?:s|ed)?|insufficient|neither|nor|unmet|never)\b|n't\b"
)
_UNSPOKEN = re.compile(
    r"\b(?:not|never)\s+(?:been\s+)?(?:addressed|discussed|mentioned|considered|taken\s+up)\b|\bsilent\b"
)
_MET = re.compile(
    r"\b(?:met|meets|satisf(?:y|ies|ied)|fulfilled|documented|confirmed|has|had|have|shows?|showed|demonstrate[sd]?|"
    r"failed|tried|completed|underwent|present|positive|revealed|noted)\b"
)
_TRIED = re.compile(
    r"\bfail(?:ed|ure)\s+(?:of\s+)?(?:\w+\s+){0,3}(?:treatment|therapy|care|management|medications?|conservative)"
)


class Criterion(msgspec.Struct, frozen=True):
    """One numbered criterion.

    Attributes:
        number: its number in the list; letters count from 1.
        start: offset in the rationale as prose.
        end: offset behind it.
        state: what the rationale says of it; ``None`` where it says nothing that can be told apart.
        confidence: 0 to 1.
        reasons: why.
        evidence: offset of the sentence that takes it up; ``None`` where none does.
    """

    number: int
    start: int
    end: int
    state: CriterionState | None
    confidence: float
    reasons: tuple[str, ...]
    evidence: int | None = None


def criteria_of(prose: Prose) -> Iterator[Criterion]:
    """Yield the criteria of all numbered lists in a rationale, in its order."""
    if not any(sign in prose.text for sign in ("2.", "2)", "(b)")):
        return
    lists = tuple(_lists(prose))
    begins = (*(starts[0] for starts in lists), len(prose.text))
    for starts, limit in zip(lists, begins[1:], strict=True):
        yield from _judged(prose, starts, limit)


def _lists(prose: Prose) -> Iterator[tuple[int, ...]]:
    run: list[int] = []
    style = ""
    for match in _MARK.finditer(prose.text):
        kind = "round" if match["round"] else "plain"
        number = _number(match["round"] or match["plain"])
        if run and kind == style and number == len(run) + 1 and len(run) < _MOST:
            run.append(match.start())
        elif number == 1:
            if len(run) >= _LEAST:
                yield tuple(run)
            run, style = [match.start()], kind
    if len(run) >= _LEAST:
        yield tuple(run)


def _number(mark: str) -> int:
    return int(mark) if mark.isdigit() else ord(mark) - ord("a") + 1


def _judged(prose: Prose, starts: tuple[int, ...], limit: int) -> Iterator[Criterion]:
    last_end = min(limit, starts[-1] + _LONGEST, prose.sentence_at(min(starts[-1] + 4, len(prose.text) - 1))[1])
    parts = [(start, min(end, start + _LONGEST)) for start, end in pairwise((*starts, last_end))]
    first = prose.sentence_number(max(last_end - 1, 0)) + 1
    following = [part for part in prose.sentences[first : first + _MOST_FOLLOWING] if part[0] < limit]
    words = [_content(prose.lower[start:end]) for start, end in parts]
    shared = Counter(word for each in words for word in each)
    for number, ((start, end), own) in enumerate(zip(parts, words, strict=True), 1):
        if end > start:
            telling = {word for word in own if shared[word] == 1}  # words of all criteria tell none of them apart
            state, confidence, reason, evidence = _said(prose, following, number, telling)
            cut = start + len(prose.text[start:end].rstrip(" ;,"))
            reasons = (f"stands as number {number} of a list", reason)
            yield Criterion(number, start, cut, state, confidence, reasons, evidence)


def _content(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text)) - _COMMON


def _said(
    prose: Prose, following: Sequence[tuple[int, int]], number: int, telling: set[str]
) -> tuple[CriterionState | None, float, str, int | None]:
    """Return what the sentences behind a list say of one criterion, and where: by its number, else by its words."""
    best: tuple[int, str, int] = (0, "", 0)
    for start, end in following:
        sentence = prose.lower[start : min(end, start + _LONGEST)]
        for named in _NAMED.finditer(sentence):
            if number in _numbers(named["numbers"]):
                return _state_in(sentence), 0.85, "a sentence behind the list names this number", start
        found = len(telling & _content(sentence))
        if found > best[0] and not prose.is_quoted(start):
            best = (found, sentence, start)
    if best[0] >= min(2, len(telling)) and best[0] > 0:
        state = _state_in(best[1])
        confidence = 0.35 if state is None else min(0.7, 0.4 + 0.1 * best[0])
        return state, confidence, "a sentence behind the list takes up its words", best[2]
    return None, 0.3, "no sentence behind the list takes it up", None


def _numbers(words: str) -> frozenset[int]:
    listed = [int(each) for each in re.findall(r"\d{1,2}", words)]
    if len(listed) == 2 and re.search(r"through|-", words):
        return frozenset(range(listed[0], listed[1] + 1))
    return frozenset(listed)


def _state_in(sentence: str) -> CriterionState | None:
    if _UNSPOKEN.search(sentence):
        return CriterionState.NOT_ADDRESSED
    if _UNMET.search(_TRIED.sub(" ", sentence)):
        return CriterionState.NOT_MET
    return CriterionState.MET if _MET.search(sentence) else None
