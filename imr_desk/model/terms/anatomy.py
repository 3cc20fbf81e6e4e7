"""Parts of the body as letters print them, with side and vertebral level."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec


class Side(StrEnum):
    """Which side of the body."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "bilateral"


class PartKind(StrEnum):
    """What a mention is made of."""

    REGION = "region"
    SIDE = "side"
    LEVEL = "level"


class PartWord(msgspec.Struct, frozen=True, gc=False):
    """One word or phrase that tells where on the body.

    Attributes:
        kind: a region, a side or a vertebral level.
        name: canonical name: of ``REGIONS``, of ``Side``, or the level as ``L4-L5``.
        start: offset of its first character in the text read.
        end: offset behind its last character.
    """

    kind: PartKind
    name: str
    start: int
    end: int


REGIONS: Mapping[str, tuple[str, ...]] = {
    "neck": ("cervical(?: spine)?", "necks?", "cervico"),
    "upper back": ("thoracic(?: spine)?", "upper back", "mid[- ]?back", "middle back", "dorsal spine"),
    "low back": (
        "low(?:er)? back", "lumbar(?: spine)?", "lumbo-?sacral(?: spine)?", "lumbo", "sacral", "sacrum", "coccyx",
        "sacro-?iliac(?: joints?)?", "SI joints?",
    ),
    "back": ("back", "spine", "spinal"),
    "shoulder": ("shoulders?", "rotator cuff", "acromioclavicular", "AC joints?", "clavicle", "scapular?"),
    "elbow": ("elbows?", "epicondyl\\w+", "cubital tunnels?"),
    "forearm": ("forearms?", "distal radius", "radius", "ulna"),
    "wrist": ("wrists?", "carpal tunnels?"),
    "hand": ("hands?", "fingers?", "thumbs?", "metacarpal", "trigger fingers?"),
    "arm": ("upper extremit(?:y|ies)", "upper arms?", "arms?", "biceps", "humerus"),
    "hip": ("hips?", "groin", "pelvis", "pelvic"),
    "knee": ("knees?", "patella\\w?", "menisc(?:us|al|i)"),
    "leg": (
        "lower extremit(?:y|ies)", "lower legs?", "legs?", "thighs?", "calf", "calves", "femur", "tibia\\w?",
        "fibula\\w?",
    ),
    "ankle": ("ankles?", "achilles"),
    "foot": ("foot", "feet", "heels?", "toes?", "plantar", "metatarsal"),
    "head": ("head", "brain", "skull", "scalp", "cranial", "face", "facial", "jaw", "TMJ"),
    "chest": ("chest", "ribs?", "sternum"),
    "abdomen": ("abdomen", "abdominal", "umbilical", "inguinal"),
    "eye": ("eyes?",),
    "ear": ("ears?",),
    "teeth": ("teeth", "tooth"),
}  # fmt: skip
"""Canonical regions and the words that name them, longest first within a region."""

_WITHIN: Mapping[str, frozenset[str]] = {
    "arm": frozenset(("shoulder", "elbow", "forearm", "wrist", "hand")),
    "leg": frozenset(("hip", "knee", "ankle", "foot")),
    "back": frozenset(("neck", "upper back", "low back")),
    "hand": frozenset(("wrist",)),
    "wrist": frozenset(("forearm",)),
}
"""A wide region and the regions that lie in it or pass for it."""

_GROUP = {f"r{number}": name for number, name in enumerate(REGIONS)}
_SIDES = {"right": Side.RIGHT, "rt": Side.RIGHT, "r": Side.RIGHT, "left": Side.LEFT, "lt": Side.LEFT, "l": Side.LEFT}
_LEVEL = r"(?:C[1-8]|T(?:1[0-2]|[1-9])|L[1-6]|S[1-5])"
_WORDS = {number: "|".join(words).replace(" ", r"\s") for number, words in enumerate(REGIONS.values())}
_NAMED = "|".join(f"(?P<r{number}>{words})" for number, words in _WORDS.items())
_ANY = "|".join(_WORDS.values())
_PART = re.compile(
    rf"""\b(?P<level>{_LEVEL}(?:\s?[-/–]\s?(?:{_LEVEL}|1[0-2]|[1-8]))*)\b(?![\s-]weighted)
       | \b(?P<side>right|left|bilateral(?:ly)?|both|(?:rt|lt|r|l)(?=\.?\s(?:{_ANY})\b))\b
       | (?<!\w)(?:{_NAMED})(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)


def parts_of(text: str) -> tuple[PartWord, ...]:
    """Read every word that tells where on the body, in the order of the text."""
    return tuple(_part(match) for match in _PART.finditer(text))


def _part(match: re.Match[str]) -> PartWord:
    if match["level"]:
        return PartWord(PartKind.LEVEL, level_name(match["level"]), *match.span())
    if match["side"]:
        side = _SIDES.get(match["side"].lower().rstrip("."), Side.BOTH)
        return PartWord(PartKind.SIDE, side.value, *match.span())
    return PartWord(PartKind.REGION, _GROUP[match.lastgroup or ""], *match.span())


def level_name(printed: str) -> str:
    """Return a vertebral level in one spelling: ``l4/5`` and ``L4-L5`` both as ``L4-L5``."""
    ends = re.split(r"[-/–]", re.sub(r"\s", "", printed).upper())
    letter = ends[0][0]
    return "-".join(end if end[0].isalpha() else letter + end for end in ends)


def regions_in(parts: Iterable[PartWord]) -> frozenset[str]:
    """Return the regions named, those of the levels included."""
    by_letter = {"C": "neck", "T": "upper back", "L": "low back", "S": "low back"}
    return frozenset(
        part.name if part.kind is PartKind.REGION else by_letter[part.name[0]]
        for part in parts
        if part.kind is not PartKind.SIDE
    )


def same_region(first: str, second: str) -> bool:
    """Tell whether two regions are the same, one lies in the other, or letters use one for the other."""
    return first == second or second in _WITHIN.get(first, ()) or first in _WITHIN.get(second, ())


def sides_in(parts: Iterable[PartWord]) -> frozenset[Side]:
    """Return the sides named; right and left together count as both."""
    named = {Side(part.name) for part in parts if part.kind is PartKind.SIDE}
    if Side.BOTH in named or {Side.LEFT, Side.RIGHT} <= named:
        return frozenset((Side.BOTH,))
    return frozenset(named)


def levels_in(parts: Iterable[PartWord]) -> frozenset[str]:
    """Return the single vertebrae named: ``L4-S1`` counts as ``L4`` and ``S1``."""
    return frozenset(end for part in parts if part.kind is PartKind.LEVEL for end in part.name.split("-"))
