"""What was asked for against what was decided: number, strength, side, level and part of the body."""

import re
from collections.abc import Sequence

from imr_desk.checks.prose import shortened
from imr_desk.checks.reading import ItemCheck, ItemReading, flag
from imr_desk.model.draft import Flag, Severity
from imr_desk.model.terms.amounts import Amount, AmountKind, amounts_of
from imr_desk.model.terms.anatomy import Side, levels_in, parts_of, regions_in, same_region, sides_in
from imr_desk.model.terms.asked import asked_in

REASON = "What is authorized or stays denied is what was asked for; a number or side that differs is settled first."
COUNTED = (AmountKind.COUNT, AmountKind.SESSIONS)
"""Amounts that number pieces or visits."""

STRENGTH = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:\s?[-/]\s?\d+(?:\.\d+)?)*\s?(?:mg|mcg|%)", re.IGNORECASE)
"""A drug's strength with its unit."""

_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_ONE_SIDE = {frozenset((Side.LEFT,)), frozenset((Side.RIGHT,))}
_OF_OTHERS = re.compile(r"\b(?:previous|prior|initial|completed|first|up\s+to|already|additional)\b", re.IGNORECASE)


class RequestAgainstConclusion(ItemCheck):
    """Heading and determination name another number, strength, side, level or part of the body as asked for."""

    rule = "request-against-conclusion"

    def of_item(self, item: ItemReading) -> Sequence[Flag]:
        """Return one flag for each thing that heading and determination tell differently of the request."""
        decided = item.text("determination")
        asked = asked_in(decided) if item.requested.text else None
        if asked is None:
            return ()
        said = decided[slice(*asked)]
        differences = (_numbers(item, said), _strengths(item, said), _places(item, said))
        return [self._flag(item, asked[0], *difference) for difference in differences if difference is not None]

    def _flag(
        self, item: ItemReading, shift: int, field: str, what: str, asked: tuple[int, int], said: tuple[int, int]
    ) -> Flag:
        decided = item.passage("determination")
        place = (shift + said[0], shift + said[1])
        first = shortened(item.requested.text[slice(*asked)], 40)
        second = shortened(decided.text[slice(*place)], 40)
        message = (
            f"The heading of item {item.number} asks for “{first}”, while its determination speaks of “{second}” as "
            f"the {what}."
        )
        where = (*item.requested.spans(*asked), *decided.spans(*place))
        return flag(self.rule, Severity.WARNING, message, REASON, where, item=item.index, field=field)


_Difference = tuple[str, str, tuple[int, int], tuple[int, int]]


def _numbers(item: ItemReading, said: str) -> _Difference | None:
    wanted = [amount for amount in item.amounts if amount.kind in COUNTED]
    told = [amount for amount in amounts_of(said) if amount.kind in COUNTED] if wanted else []
    totals = {rate.total for rate in item.rates}
    if any(amount.low in totals or any(amount.same_as(other) for other in wanted) for amount in told):
        return None
    for one in wanted:
        for other in told:
            if _same_sort(one, other) and not _OF_OTHERS.search(said, max(0, other.start - 24), other.end):
                return "quantity", "number", (one.start, one.end), (other.start, other.end)
    return None


def _same_sort(one: Amount, other: Amount) -> bool:
    """Tell whether both count visits, or both count pieces."""
    return AmountKind.SESSIONS in (one.kind, other.kind) or one.kind is other.kind


def _strengths(item: ItemReading, said: str) -> _Difference | None:
    wanted, told = list(STRENGTH.finditer(item.requested.text)), list(STRENGTH.finditer(said))
    if len(wanted) != 1 or len(told) != 1:
        return None
    figures = _FIGURES.findall(wanted[0][0])
    before = _FIGURES.findall(said[max(0, told[0].start() - 10) : told[0].end()])
    if figures == before[-len(figures) :]:  # "7.5 325 mg" has only lost its stroke
        return None
    return "strength", "strength", wanted[0].span(), told[0].span()


def _places(item: ItemReading, said: str) -> _Difference | None:
    wanted = item.parts
    told = parts_of(said) if wanted else ()
    if not wanted or not told:
        return None
    ends = (wanted[0].start, wanted[-1].end), (told[0].start, told[-1].end)
    regions, told_regions = regions_in(wanted), regions_in(told)
    if regions and told_regions and not any(same_region(one, other) for one in regions for other in told_regions):
        return "body_part", "part of the body", *ends
    if {sides_in(wanted), sides_in(told)} == _ONE_SIDE:
        return "body_part", "side", *ends
    levels, told_levels = levels_in(wanted), levels_in(told)
    if levels and told_levels and not levels & told_levels:
        return "body_part", "level", *ends
    return None
