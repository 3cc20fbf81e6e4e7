"""Proposed category and subcategory of the DWC decision search for a disputed item."""

from collections.abc import Mapping, Sequence

import msgspec

from imr_desk.extraction.confidence import Ground, Rule, Weight, absent, weighed
from imr_desk.extraction.details.category_rules import (
    COMPOUND,
    RULES,
    TOPICAL,
    TURNS_TOPICAL,
)
from imr_desk.extraction.details.drug import STRENGTH, drugs_of
from imr_desk.extraction.details.drug_names import CLASS_OF
from imr_desk.extraction.details.item_words import ItemWords
from imr_desk.model.categories import PHARMACEUTICALS
from imr_desk.model.draft import Candidate, Finding, FindingState
from imr_desk.model.geometry import Span

_ADJUNCT = "Adjunct Surgical Services"


class _Vote(msgspec.Struct, frozen=True):
    """Words that speak for a category; a subcategory of ``None`` is not settled or not on the page."""

    category: str
    subcategory: str | None
    sources: tuple[Span, ...]


def read_category(words: ItemWords) -> Mapping[str, Finding]:
    """Propose category and subcategory; both missing where no word of the item speaks for one."""
    votes = _votes(words)
    if words.heading.text[:30].lower().lstrip().startswith("associated surgical"):
        votes = [vote for vote in votes if vote.subcategory == _ADJUNCT]
    return {
        "category": _elected(words, [(vote.category, vote.sources) for vote in votes]),
        "subcategory": _elected(words, [(vote.subcategory, vote.sources) for vote in votes if vote.subcategory]),
    }


def _votes(words: ItemWords) -> list[_Vote]:
    text = words.disputed.text
    votes: list[_Vote] = []
    for rule in RULES:
        found = rule.words.search(text)
        if found is not None and (rule.unless is None or not rule.unless.search(text)):
            votes.append(_Vote(rule.category, rule.subcategory, words.disputed.spans(*found.span())))
    votes.extend(_drug_votes(words))
    return votes


def _drug_votes(words: ItemWords) -> Sequence[_Vote]:
    """Return what the drugs named speak for: their class, the topical classes where they are put on the skin."""
    text = words.disputed.text
    mentions = drugs_of(text)
    if not mentions:
        return ()
    sources = words.disputed.spans(mentions[0].start, mentions[-1].end)
    topical = TOPICAL.search(text) is not None
    mixed = len({mention.name for mention in mentions}) > 1 and len(STRENGTH.findall(text)) > 1
    if COMPOUND.search(text) or (topical and mixed):
        return (_Vote(PHARMACEUTICALS, "Topical Compounds", sources),)
    classes = {CLASS_OF[mention.name] for mention in mentions} - {None}
    if topical:
        classes = {"Topical Analgesics" if name in TURNS_TOPICAL else name for name in classes}
    if len(classes) > 1 and "Misc Analgesics" in classes:
        classes = classes - {"Misc Analgesics"}
    return tuple(_Vote(PHARMACEUTICALS, name, sources) for name in sorted(str(name) for name in classes)) or (
        _Vote(PHARMACEUTICALS, None, sources),
    )


def _elected(words: ItemWords, votes: Sequence[tuple[str, tuple[Span, ...]]]) -> Finding:
    candidates: dict[str, Candidate] = {}
    for name, sources in votes:
        candidates.setdefault(name, Candidate(name, sources))
    if not candidates:
        return absent("no word of the item speaks for one of the search page", surprising=False)
    if len(candidates) > 1:
        # The letter prints no category; what is only a proposal is not claimed where the words speak for more than
        # one, so nobody must look: the readings are offered when somebody comes by.
        return Finding(
            value=None,
            state=FindingState.AMBIGUOUS,
            rule=Rule.HEADING.words,
            confidence=0.999,
            needs_review=False,
            candidates=tuple(candidates.values()),
            reasons=("none is proposed: the words speak for more than one",),
        )
    chosen = next(iter(candidates.values()))
    weights: list[Weight] = [*words.doubts_of(chosen.sources), Ground("words with one plain meaning", 0.1)]
    weights.append(Ground("no word of the item speaks for another", 0.2))
    return weighed(chosen.value, chosen.sources, Rule.HEADING, tuple(weights))
