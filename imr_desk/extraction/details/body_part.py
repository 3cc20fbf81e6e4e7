"""Part of the body of a disputed item, with side and level."""

import re
from collections.abc import Mapping, Sequence

from imr_desk.extraction.confidence import Doubt, Ground, Rule, Weight, absent, weighed
from imr_desk.extraction.details.item_words import ItemWords
from imr_desk.model.draft import Candidate, Finding
from imr_desk.model.terms.anatomy import (
    PartKind,
    PartWord,
    Side,
    levels_in,
    parts_of,
    regions_in,
    same_region,
    sides_in,
)

_JOINED = re.compile(
    r"[\s,;/&()-]*(?:(?:and|or|of|the|at|to|through|with|joints?|region|area|levels?|disc|facets?|nerve|roots?|"
    r"for|in|distal|proximal|medial|lateral)[\s,;/&()-]+)*(?:joints?|regions?|levels?|spine)?[\s,;/&()-]*",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"\s+(?:scooter|walker|warmer|rest|held|therapy\s+for|surgeons?|surgery|specialists?)\b", re.IGNORECASE
)
_VOCABULARY = Ground("known words for parts of the body", 0.05)
_ONE_PLACE = Ground("named in one place of the disputed part", 0.2)


def read_body_part(words: ItemWords) -> Mapping[str, Finding]:
    """Read where on the body; missing without surprise where the item does not say."""
    text = words.disputed.text
    parts = _meant(text)
    if not parts:
        return {"body_part": absent("the disputed part names no part of the body", surprising=False)}
    pieces = _pieces(text, parts)
    values = list(dict.fromkeys(text[start:end] for start, end in pieces))
    sources = tuple(span for start, end in pieces for span in words.disputed.spans(start, end))
    weights: list[Weight] = [*words.doubts_of(sources), _VOCABULARY]
    weights.append(_ONE_PLACE if len(values) == 1 else Ground("all places named are taken together", 0.3))
    if any(_only_sides(piece, parts) for piece in pieces):
        weights.append(Doubt("a side is named apart from any known part of the body"))
    value = ", ".join(values)
    other = _contradiction(words, parts)
    if other:
        first, last = other[0], other[-1]
        candidates = (
            Candidate(value, sources),
            Candidate(
                words.determination.text[first.start : last.end], words.determination.spans(first.start, last.end)
            ),
        )
        doubt = Doubt("heading and determination name different places", 0.5)
        return {"body_part": weighed(value, sources, Rule.HEADING, (*weights, doubt), candidates)}
    return {"body_part": weighed(value, sources, Rule.HEADING, tuple(weights))}


def _meant(text: str) -> tuple[PartWord, ...]:
    """Return the parts named as places of treatment, not as part of a device's or a specialist's name."""
    parts = parts_of(text)
    places = tuple(part for part in parts if not _DEVICE.match(text, part.end))
    if any(part.kind is not PartKind.SIDE for part in places):
        return places
    return () if any(part.kind is not PartKind.SIDE for part in parts) else places


def _pieces(text: str, parts: Sequence[PartWord]) -> list[tuple[int, int]]:
    """Join parts between which only words such as ``and`` and ``of the`` stand."""
    pieces: list[tuple[int, int]] = []
    for part in parts:
        if pieces and _JOINED.fullmatch(text, pieces[-1][1], part.start):
            pieces[-1] = (pieces[-1][0], part.end)
        else:
            pieces.append((part.start, part.end))
    return pieces


def _only_sides(piece: tuple[int, int], parts: Sequence[PartWord]) -> bool:
    """Tell whether a stretch names only a side."""
    return all(part.kind is PartKind.SIDE for part in parts if piece[0] <= part.start < piece[1])


def _contradiction(words: ItemWords, parts: Sequence[PartWord]) -> Sequence[PartWord]:
    """Return the parts of the determination that cannot be those of the heading; empty when they can."""
    said = tuple(part for part in parts_of(words.determination.text) if words.is_asked_for(part.start))
    regions, said_regions = regions_in(parts), regions_in(said)
    if regions and said_regions and not any(same_region(one, other) for one in regions for other in said_regions):
        return said
    sides, said_sides = sides_in(parts), sides_in(said)
    if regions and said_regions and {sides, said_sides} == {frozenset((Side.LEFT,)), frozenset((Side.RIGHT,))}:
        return said
    levels, said_levels = levels_in(parts), levels_in(said)
    if levels and said_levels and not levels & said_levels:
        return said
    return ()
