"""Sums of comparisons while the log is walked through: counts, never the comparisons themselves."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec

from imr_desk.model.queue import CaseFilter
from imr_desk.model.second import Comparison, Pair, PairKind
from imr_desk.model.second.agreement import Agreement, BeyondChance
from imr_desk.services.beyond_chance import beyond_chance, pooled

NEWEST_LISTED = 100
"""Differences of each choice that are kept to be listed, the newest."""

_LONGEST_WORDS = 160
"""Characters of a value that are kept to be listed."""

NOTHING = "(left empty)"
"""Stands for a place that a reader left empty: that too is an answer, and counts as one in kappa and alpha."""


class Start(StrEnum):
    """What second readers began with; the values are what the screen calls it."""

    DRAFT = "the machine's draft"
    BLANK = "an empty form"


class Differing(CaseFilter, frozen=True, omit_defaults=True):
    """Cases whose two readings differ in something; narrower than what the log can filter.

    Attributes:
        start: what their second readers began with.
        kind: in places of this kind; ``None`` for any.
        field: in this field; empty for any.
        month: compared in this month, ``YYYY-MM``; empty for any.
        readers: first and second reader; empty for any.
    """

    start: Start = Start.DRAFT
    kind: PairKind | None = None
    field: str = ""
    month: str = ""
    readers: tuple[str, ...] = ()


class Difference(msgspec.Struct, frozen=True):
    """A place that two readers filled in differently.

    Attributes:
        seq: number of the comparison in the history of the log.
        case_id: the case.
        round: which second reading of the case it was.
        at: when they were compared, ISO 8601 with offset.
        pair: the place; long values are cut.
    """

    seq: int
    case_id: int
    round: int
    at: str
    pair: Pair


class FieldSums:
    """Sums of one field.

    Attributes:
        kind: kind of the field.
        pairs, same, shared, marked: as in ``Agreement``.
        values: of a judgement, how often the readers said what.
    """

    def __init__(self, kind: PairKind) -> None:
        self.kind = kind
        self.pairs = self.same = self.shared = self.marked = 0
        self.values: Counter[tuple[str, str]] = Counter()

    def add(self, pair: Pair, sign: int) -> None:
        """Add a place, or with ``sign`` -1 take it out again."""
        self.pairs += sign
        self.same += sign * pair.agrees
        self.shared += sign * pair.shared
        self.marked += sign * sum(pair.sizes)
        if self.kind is PairKind.JUDGEMENT:
            self.values[pair.first or NOTHING, pair.second or NOTHING] += sign


class GroupSums:
    """Sums of a group of comparisons, by field.

    An item that only one reader has is a place that differs (``item``); those that both have are its counterpart.
    They count for the share alike, not for kappa: nobody can agree on an item that is not there.

    Attributes:
        letters: how many comparisons.
    """

    def __init__(self) -> None:
        self.letters = 0
        self._fields: dict[tuple[PairKind, str], FieldSums] = {}
        self._by_kind: tuple[Agreement, ...] | None = None

    def add(self, comparison: Comparison, sign: int = 1) -> None:
        """Add a comparison, or with ``sign`` -1 take it out again."""
        self._by_kind = None
        self.letters += sign
        items = self._of(PairKind.JUDGEMENT, "item")
        for pair in comparison.pairs:
            if pair.field == "item":
                items.pairs += sign
                continue
            if pair.field == "decision":
                items.pairs += sign
                items.same += sign
            self._of(pair.kind, pair.field).add(pair, sign)

    def _of(self, kind: PairKind, field: str) -> FieldSums:
        return self._fields.setdefault((kind, field), FieldSums(kind))

    def by_field(self) -> Iterator[tuple[str, Agreement]]:
        """Yield each field with its agreement: by kind, the most differences first."""
        found = [(field, sums) for (_, field), sums in self._fields.items() if sums.pairs]
        order = list(PairKind)
        found.sort(key=lambda each: (order.index(each[1].kind), each[1].same - each[1].pairs, each[0]))
        for field, sums in found:
            judged = sums.kind is PairKind.JUDGEMENT and field != "item"
            yield field, _agreement(sums.kind, (sums,), beyond_chance(sums.values) if judged else None)

    @property
    def by_kind(self) -> tuple[Agreement, ...]:
        """The agreement of each kind, in the order of the kinds."""
        if self._by_kind is None:
            self._by_kind = tuple(self._kind(kind) for kind in PairKind)
        return self._by_kind

    def _kind(self, kind: PairKind) -> Agreement:
        fields = [sums for sums in self._fields.values() if sums.kind is kind]
        judged = kind is PairKind.JUDGEMENT
        return _agreement(kind, fields, pooled([sums.values for sums in fields]) if judged else None)


class StartSums:
    """All sums of the comparisons whose second readers began alike.

    Attributes:
        start: what they began with.
        whole: of all of them.
        months: by month, ``YYYY-MM``.
        readers: by first and second reader.
    """

    def __init__(self, start: Start) -> None:
        self.start = start
        self.whole = GroupSums()
        self.months: dict[str, GroupSums] = {}
        self.readers: dict[tuple[str, str], GroupSums] = {}
        self._newest: dict[Differing, deque[Difference]] = {}

    def add(self, seq: int, case_id: int, comparison: Comparison) -> None:
        """Add a comparison, which is event ``seq`` of the log."""
        self._move(comparison, 1)
        for pair in comparison.differences:
            kept = Difference(seq, case_id, comparison.round, comparison.at, _cut(pair))
            for where in self._choices(comparison, pair):
                self._newest.setdefault(where, deque(maxlen=NEWEST_LISTED)).append(kept)

    def take_out(self, seq: int, comparison: Comparison) -> None:
        """Take a comparison out again, since a newer one of the same round counts."""
        self._move(comparison, -1)
        for pair in comparison.differences:
            for where in self._choices(comparison, pair):
                kept = self._newest.get(where, deque())
                self._newest[where] = deque((one for one in kept if one.seq != seq), maxlen=NEWEST_LISTED)

    def newest(self, where: Differing) -> tuple[Difference, ...]:
        """Return the newest differences of a choice: the newest letters first, each letter's in their own order."""
        return tuple(sorted(self._newest.get(where, ()), key=lambda kept: -kept.seq))

    def _move(self, comparison: Comparison, sign: int) -> None:
        readers = comparison.first, comparison.second
        self.whole.add(comparison, sign)
        self.months.setdefault(month_of(comparison), GroupSums()).add(comparison, sign)
        self.readers.setdefault(readers, GroupSums()).add(comparison, sign)

    def _choices(self, comparison: Comparison, pair: Pair) -> Iterable[Differing]:
        """Return the choices of a list that a difference belongs to."""
        start, kind = self.start, pair.kind
        yield Differing(start=start)
        yield Differing(start=start, kind=kind)
        yield Differing(start=start, kind=kind, field=pair.field)
        yield Differing(start=start, month=month_of(comparison))
        yield Differing(start=start, kind=kind, month=month_of(comparison))
        yield Differing(start=start, readers=(comparison.first, comparison.second))


def month_of(comparison: Comparison) -> str:
    """Return the month ``YYYY-MM`` in which the second reading was finished."""
    return comparison.at[:7]


def _agreement(kind: PairKind, sums: Iterable[FieldSums], beyond: BeyondChance | None) -> Agreement:
    added = [(one.pairs, one.same, one.shared, one.marked) for one in sums]
    pairs, same, shared, marked = (sum(column) for column in zip(*added, strict=True)) if added else (0, 0, 0, 0)
    return Agreement(kind, pairs, same, shared, marked, beyond)


def _cut(pair: Pair) -> Pair:
    first, second = (words and words[:_LONGEST_WORDS] for words in (pair.first, pair.second))
    return msgspec.structs.replace(pair, first=first, second=second)
