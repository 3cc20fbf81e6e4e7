"""The sentences of a rationale, each by its kind: quoted guideline, fact, applied reasoning, conclusion."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import exp

import msgspec

from imr_desk.checks.proposals.cues import (
    ABSENCE,
    CONCLUSION,
    CUES,
    FACT,
    IN_GENERAL,
    KINDS,
    NOTICE,
    OF_CASE,
    QUOTE,
    REASONING,
    RULED,
    THERE,
)
from imr_desk.checks.reading import ItemReading

_LONGEST = 4000  # characters of one sentence that are looked at; what is longer is no sentence
_MOST_SENTENCES = 400  # of one rationale; the longest real one has under 60
_MOSTLY = 0.6  # share of a sentence within quotation marks from which on it is a quotation
_SHORTEST = 12  # characters; less is a heading or a stray number
_MOST_REASONS = 3
_CONCRETE = 1.4  # signs of a fact or an argument that outweigh the scene


class KindedSentence(msgspec.Struct, frozen=True):
    """A sentence with its kind.

    Attributes:
        start: offset of its first character in the rationale as prose.
        end: offset behind its last character.
        kind: key of the label; empty for a notice that is none of the kinds.
        confidence: 0 to 1.
        reasons: why, strongest first.
        claims_absence: it says that the records do not show something.
    """

    start: int
    end: int
    kind: str
    confidence: float
    reasons: tuple[str, ...]
    claims_absence: bool


class Kinds:
    """Sorts the sentences of one item's rationale.

    Args:
        item: the item as the checks read it.
    """

    def __init__(self, item: ItemReading) -> None:
        self._item = item
        self._prose = item.rationale

    @cached_property
    def sentences(self) -> Sequence[KindedSentence]:
        """The sentences in order; of an endless rationale the first ones."""
        found: list[KindedSentence] = []
        scene = QUOTE  # a rationale begins with the rule and comes to the case
        for start, end in self._parts():
            made = self._sorted(start, end, scene)
            if made.kind in (QUOTE, FACT, REASONING):
                scene = made.kind
            found.append(made)
        return tuple(found)

    def _parts(self) -> Iterator[tuple[int, int]]:
        for start, end in self._prose.sentences[:_MOST_SENTENCES]:
            if end - start >= _SHORTEST:
                yield start, min(end, start + _LONGEST)

    @cached_property
    def own(self) -> str:
        """The rationale in small letters, each quoted character a blank."""
        pieces, at = [], 0
        for start, end in self._prose.quotations:
            pieces += [self._prose.lower[at:start], " " * (end - start)]
            at = end
        return "".join((*pieces, self._prose.lower[at:]))

    def quoted_share(self, start: int, end: int) -> float:
        """Return how much of a stretch stands within quotation marks, 0 to 1."""
        quotations = self._prose.quotations
        first = max(0, bisect_right(quotations, (start, start)) - 1)
        last = bisect_left(quotations, (end, end))
        inside = sum(max(0, min(end, right) - max(start, left)) for left, right in quotations[first:last])
        return inside / max(1, end - start)

    @cached_property
    def _concluding(self) -> dict[int, bool]:
        """Where conclusions of the request begin, and whether they are plain."""
        return {found.start: found.is_plain for found in self._item.conclusions if found.of_request or found.is_plain}

    @cached_property
    def _deciding(self) -> tuple[int, int] | None:
        """Where the sentence stands from which the extractor took the determination."""
        finding = self._item.found("determination")
        words = "" if finding is None else " ".join(self._item.text("determination").split())
        at = self._prose.text.rfind(words) if words else -1
        return None if at < 0 else (at, at + len(words))

    def _sorted(self, start: int, end: int, scene: str) -> KindedSentence:
        own = self.own[start:end]
        if NOTICE.search(self._prose.lower, start, end):
            return KindedSentence(start, end, "", 0.0, (), claims_absence=False)
        of_case = OF_CASE.search(IN_GENERAL.sub(" ", own)) is not None
        claims = ABSENCE.search(own)
        turned = of_case or scene != QUOTE or THERE.search(own) is not None
        absent = claims is not None and turned and RULED.match(own, claims.end()) is None
        sums, why = self._weighed(start, end, own, scene, of_case=of_case)
        kind = max(KINDS, key=lambda each: sums[each])
        others = sorted((sums[each] for each in KINDS if each != kind), reverse=True)
        confidence = 0.35 + 0.6 * (1 - exp(-0.7 * max(0.0, sums[kind] - others[0])))
        reasons = tuple(
            dict.fromkeys(reason for weight, reason in sorted(why[kind], key=lambda each: -each[0]) if reason)
        )
        named = reasons[:_MOST_REASONS] or ("nothing in it speaks for another kind",)
        return KindedSentence(start, end, kind, round(confidence, 3), named, claims_absence=absent)

    def _weighed(
        self, start: int, end: int, own: str, scene: str, *, of_case: bool
    ) -> tuple[dict[str, float], dict[str, list[tuple[float, str]]]]:
        sums = dict.fromkeys(KINDS, 0.0)
        why: dict[str, list[tuple[float, str]]] = {kind: [] for kind in KINDS}

        def add(kind: str, weight: float, reason: str) -> None:
            sums[kind] += weight
            why[kind].append((weight, reason))

        recites = scene == QUOTE and not of_case
        for cue in CUES:
            if cue.pattern.search(own):
                # A recital says "insufficient evidence" of a treatment, not of the records.
                halved = cue.kind == REASONING and recites and not THERE.search(own)
                add(cue.kind, cue.weight / 2 if halved else cue.weight, cue.reason)
        if self.quoted_share(start, end) >= _MOSTLY:
            add(QUOTE, 5.0, "stands in quotation marks")
        concrete = of_case or (sums[FACT] >= _CONCRETE and sums[QUOTE] < 1)
        if not concrete:
            add(QUOTE, 1.0 if recites else 0.4, "names nobody and nothing of this case")
            if scene == QUOTE or sums[QUOTE] < 2:  # who names a guideline begins to recite
                add(scene, 0.8, "goes on with the sentence before")
        elif sums[QUOTE] < 1:
            add(REASONING if sums[REASONING] > sums[FACT] else FACT, 0.7, "speaks of this case")
        elif sums[REASONING] >= _CONCRETE:
            add(REASONING, 0.8, "brings guideline and case together")
        deciding = self._deciding
        if deciding is not None and start < deciding[1] and deciding[0] < end:
            add(CONCLUSION, 6.0, "decides the item")
        elif start in self._concluding:
            add(CONCLUSION, 4.0 if self._concluding[start] else 2.0, "says whether the request is necessary")
        return sums, why
