"""Cohen's kappa and Krippendorff's alpha from tables of counts.

The only module that knows the library (pycm), which is imported when a figure is first asked for. It works from the
counts alone, so that its memory does not grow with the log. A second reading has exactly two readers a place: there
Krippendorff's alpha for unordered values follows from the table of counts, and pycm computes it from that.
"""

import math
from collections.abc import Mapping, Sequence

import msgspec

from imr_desk.model.second.agreement import BeyondChance

Counts = Mapping[tuple[str, str], int]
"""How often the first reader said one thing and the second another."""

NO_PLACES = "not defined: nothing to compare"
ONE_VALUE = "not defined: both always chose the same"
TOO_MANY_VALUES = "not defined: too many different values"

_Z95 = 1.96
"""Standard errors on either side that make 95 %; the library takes as many."""

_MOST_VALUES = 400
"""Values beyond which a table is that of free text; its size grows with their square."""


def beyond_chance(counts: Counts) -> BeyondChance:
    """Return kappa and alpha of one field.

    The interval is that of Cohen (1960), from the standard error of kappa; where all places agree, or none, that
    error is 0 and tells nothing, so that there is no interval.
    """
    why = _why_not(counts)
    if why:
        return BeyondChance(why=why)
    table = _table(counts)
    if table.seen in (0, 1):
        return BeyondChance(table.kappa, table.alpha)
    return BeyondChance(table.kappa, table.alpha, max(-1.0, table.low), min(1.0, table.high))


def pooled(fields: Sequence[Counts]) -> BeyondChance:
    """Return kappa and alpha of several fields whose values have nothing to do with each other.

    One table of all their values would make chance look smaller than it is: nobody takes a sex for a category.
    Instead the agreement that was seen and the agreement by chance are each averaged over the fields, weighted by
    their places, and kappa is taken of the two (pooled kappa; De Vries, Elliott, Kanouse, Teleki, Field Methods 20,
    2008); alpha likewise of its two disagreements. A field with too many values stays out.

    The interval is Cohen's, with each field as a stratum: the error of the agreement that was seen is that of the
    fields together, and chance is taken as known. Places count as independent, as they do for one field.
    """
    whys = [(counts, _why_not(counts)) for counts in fields]
    parts = [_parts(counts, why) for counts, why in whys if why in ("", ONE_VALUE)]
    if not parts:
        return BeyondChance(why=TOO_MANY_VALUES if any(why == TOO_MANY_VALUES for _, why in whys) else NO_PLACES)
    chance_apart = sum(part.places * part.chance_apart for part in parts)
    if chance_apart <= 0:
        return BeyondChance(why=ONE_VALUE)
    whole = sum(part.places for part in parts)
    seen = sum(part.places * part.seen for part in parts) / whole
    chance = sum(part.places * part.chance for part in parts) / whole
    seen_apart = sum(part.places * part.seen_apart for part in parts)
    kappa, alpha = (seen - chance) / (1 - chance), 1 - seen_apart / chance_apart
    spread = sum(part.places * part.seen * (1 - part.seen) for part in parts)
    if spread <= 0:
        return BeyondChance(kappa, alpha)
    reach = _Z95 * math.sqrt(spread) / whole / (1 - chance)
    return BeyondChance(kappa, alpha, max(-1.0, kappa - reach), min(1.0, kappa + reach))


class _Parts(msgspec.Struct, frozen=True):
    """What kappa and alpha of a field are made of, each as a share of its places.

    Attributes:
        places: how many there are.
        seen: agreement as it is.
        chance: agreement by chance, of readers each with their own habits (kappa).
        seen_apart: disagreement as it is.
        chance_apart: disagreement by chance, of readers with the same habits, corrected for few places (alpha).
    """

    places: int
    seen: float
    chance: float
    seen_apart: float
    chance_apart: float


class _Table(msgspec.Struct, frozen=True):
    """What the library says of a table of counts.

    Attributes:
        kappa: Cohen's kappa.
        low: lower end of its 95 % interval, not cut at -1.
        high: upper end.
        alpha: Krippendorff's alpha.
        seen: share of agreement.
        chance: agreement by chance from each reader's own shares.
        chance_alike: agreement by chance from the shares of both together.
    """

    kappa: float
    low: float
    high: float
    alpha: float
    seen: float
    chance: float
    chance_alike: float


def _parts(counts: Counts, why: str) -> _Parts:
    places = sum(counts.values())
    if why == ONE_VALUE:
        return _Parts(places, 1, 1, 0, 0)
    table, said = _table(counts), 2 * places
    return _Parts(places, table.seen, table.chance, 1 - table.seen, (1 - table.chance_alike) * said / (said - 1))


def _why_not(counts: Counts) -> str:
    """Return why a table has no kappa and no alpha; empty when it has."""
    values = len(_values(counts))
    if values > _MOST_VALUES:
        return TOO_MANY_VALUES
    return (NO_PLACES, ONE_VALUE)[values] if values < 2 else ""


def _values(counts: Counts) -> list[str]:
    return sorted({value for said, number in counts.items() if number for value in said})


def _table(counts: Counts) -> _Table:
    from pycm import ConfusionMatrix  # type: ignore[import-untyped]  # noqa: PLC0415 - loads numpy

    names = {value: str(place) for place, value in enumerate(_values(counts))}
    rows = {
        mine: {yours: counts.get((value, other), 0) for other, yours in names.items()}
        for value, mine in names.items()
    }
    made = ConfusionMatrix(matrix=rows)
    return _Table(
        kappa=made.Kappa,
        low=made.Kappa_CI[0],
        high=made.Kappa_CI[1],
        alpha=made.Alpha,
        seen=made.Overall_ACC,
        chance=made.Overall_RACC,
        chance_alike=made.Overall_RACCU,
    )
