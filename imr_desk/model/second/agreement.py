"""How far two readers of the same letters agree.

Each kind of field has its own measure. Dates, numbers and codes are copied, so that the share of places filled in
alike says it all. Passages are measured by the characters that both marked (F1). Judgements have few answers, of
which two readers who guess would share some; Cohen's kappa and Krippendorff's alpha take that part off.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

from imr_desk.model.second.comparing import PairKind

FEW = 30
"""Below so many places a figure says little: one difference more or less moves it by three percent and more."""

FEWEST = 5
"""Below so many places there is no figure at all."""


class Measure(StrEnum):
    """What agreement is measured by; the values are what the screen calls it."""

    SHARE = "share alike"
    F1 = "F1 of characters"
    KAPPA = "Cohen's kappa"


class Standing(StrEnum):
    """How a figure stands to its target; the values are what the screen calls it."""

    NO_TARGET = "no target"
    FEW = "says little"
    BELOW = "below target"
    BEGINNING = "enough to begin"
    REACHED = "target reached"


class Target(msgspec.Struct, frozen=True):
    """What two trained readers should reach.

    Attributes:
        measure: what counts.
        least: enough to begin with.
        mature: what readers of some months reach; the same as ``least`` where one target is all there is.
    """

    measure: Measure
    least: float
    mature: float


_COPIED = Target(Measure.SHARE, 0.98, 0.98)

TARGETS: Mapping[PairKind, Target] = MappingProxyType(
    {
        PairKind.JUDGEMENT: Target(Measure.KAPPA, 0.6, 0.8),
        PairKind.FACT: _COPIED,
        PairKind.PASSAGE: Target(Measure.F1, 0.85, 0.85),
    }
)
"""Targets by kind; free text has none.

Passages: F 0.85 to 0.92 between trained annotators (Deleger 2012). Judgements: not good in the first month of a chart
study, good after six (Yawn and Wollan 2005); 0.6 is where agreement is called substantial, 0.8 where it is called
almost perfect (Landis and Koch 1977).
"""


def target_of(kind: PairKind, field: str = "") -> Target | None:
    """Return the target of a kind, or of a field of it: items and decisions are copied, not judged."""
    return _COPIED if field in ("decision", "item") else TARGETS.get(kind)


class BeyondChance(msgspec.Struct, frozen=True):
    """Agreement beyond what chance alone would bring.

    Attributes:
        kappa: Cohen's kappa; ``None`` where it is not defined.
        alpha: Krippendorff's alpha for two readers and unordered values; ``None`` where it is not defined.
        low: lower end of the 95 % interval of kappa; ``None`` where there is none.
        high: its upper end.
        why: why neither is defined, in words; empty when they are.
    """

    kappa: float | None = None
    alpha: float | None = None
    low: float | None = None
    high: float | None = None
    why: str = ""


class Agreement(msgspec.Struct, frozen=True):
    """How far the readers agree on a group of places.

    Attributes:
        kind: kind of the places.
        pairs: places that at least one of them filled in.
        same: of these, how many agree.
        shared: characters that both marked; 0 but for passages.
        marked: characters that the first reader marked and those that the second did, added up.
        beyond: the figures without chance; ``None`` but for judgements.
    """

    kind: PairKind
    pairs: int
    same: int
    shared: int = 0
    marked: int = 0
    beyond: BeyondChance | None = None

    @property
    def differing(self) -> int:
        """How many places differ."""
        return self.pairs - self.same

    @property
    def f1(self) -> float | None:
        """F1 of characters, added up over all passages (micro average); ``None`` without any."""
        return 2 * self.shared / self.marked if self.marked else None

    def value(self, measure: Measure) -> float | None:
        """Return the figure by one measure; ``None`` where it is not defined or there are too few places for any."""
        if self.pairs < FEWEST:
            return None
        if measure is Measure.SHARE:
            return self.same / self.pairs
        if measure is Measure.F1:
            return self.f1
        return None if self.beyond is None else self.beyond.kappa

    def standing(self, target: Target | None) -> Standing:
        """Tell how the figure stands to a target."""
        if target is None:
            return Standing.NO_TARGET
        value = self.value(target.measure)
        if value is None or self.pairs < FEW:
            return Standing.FEW
        if value < target.least:
            return Standing.BELOW
        return Standing.REACHED if value >= target.mature else Standing.BEGINNING
