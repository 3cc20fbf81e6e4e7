"""The item's part of the body against the one that the case summary speaks of."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from imr_desk.checks.reading import ItemReading, Reading, ReadingCheck, flag
from imr_desk.model.draft import Flag, Severity
from imr_desk.model.terms.anatomy import REGIONS, PartKind, PartWord, Side, regions_in, same_region

_WORDS: Mapping[str, re.Pattern[str]] = {
    region: re.compile(rf"\b(?:{'|'.join(words)})\b".replace(" ", r"\s")) for region, words in REGIONS.items()
}
_BEFORE = re.compile(
    r"(?:(?P<both>bilateral|both|right\s+and\s+left|left\s+and\s+right)|(?P<side>right|left))[\s-]+(?:\w+\s+)?$"
)
_BEHIND = re.compile(r"[\s,]+(?:(?P<both>bilaterally)|(?P<side>right|left)(?=[.,;]|\s+and))")
_NEAR = 28
_REASON = (
    "A side or part of the body that the summary does not bear out may be a slip in the request or in the letter."
)


class SidedMention(msgspec.Struct, frozen=True, gc=False):
    """A part of the body named in the summary, with the side printed next to it; ``None`` where none is."""

    side: Side | None
    start: int
    end: int


def mentions_of(lower: str, region: str) -> Sequence[SidedMention]:
    """Return each place where a text in small letters names a region, with its side."""
    found: list[SidedMention] = []
    for match in _WORDS[region].finditer(lower):
        near = _BEFORE.search(lower, max(0, match.start() - _NEAR), match.start()) or _BEHIND.match(
            lower, match.end()
        )
        side = None
        if near is not None:
            side = Side.BOTH if near["both"] else Side(near["side"])
        start = min(match.start(), near.start()) if near else match.start()
        found.append(SidedMention(side, start, max(match.end(), near.end() if near else 0)))
    return found


class BodyPartAgainstSummary(ReadingCheck):
    """The item's part of the body, or its side, is not the one that the case summary speaks of."""

    rule = "body-part-against-summary"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return a warning where the summary speaks only of the other side, a note where it never names the part."""
        if not reading.summary.text:
            return ()
        return [found for item in reading.items for found in self._of(reading, item)]

    def _of(self, reading: Reading, item: ItemReading) -> Sequence[Flag]:
        regions = regions_in(item.parts)
        if not regions or item.is_associated:
            return ()
        lower = reading.summary_prose.lower
        asked = item.sources("disputed") or item.sources("treatment")
        if not any(
            same_region(region, other) and _WORDS[other].search(lower) for region in regions for other in REGIONS
        ):
            message = (
                f"Item {item.number} is for the {', '.join(sorted(regions))}, which the case summary "
                "does not mention."
            )
            return [flag(self.rule, Severity.INFO, message, _REASON, asked, item=item.index, field="body_part")]
        side = _one_side(item.parts)
        if side is None or len(regions) != 1:
            return ()
        (region,) = regions
        mentions = mentions_of(lower, region)
        if not mentions or any(mention.side in (side, Side.BOTH, None) for mention in mentions):
            return ()
        where = [span for mention in mentions[:3] for span in reading.summary.spans(mention.start, mention.end)]
        opposite = Side.LEFT if side is Side.RIGHT else Side.RIGHT
        message = (
            f"Item {item.number} is for the {side.value} {region}, while the case summary speaks only "
            f"of the {opposite.value} one."
        )
        return [
            flag(self.rule, Severity.WARNING, message, _REASON, (*asked, *where), item=item.index, field="body_part")
        ]


def _one_side(parts: Sequence[PartWord]) -> Side | None:
    """Return the one side that a heading names, left or right; ``None`` for none, both, or bilateral."""
    sides = {Side(part.name) for part in parts if part.kind is PartKind.SIDE}
    return next(iter(sides)) if len(sides) == 1 and Side.BOTH not in sides else None
