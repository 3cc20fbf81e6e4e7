"""What of a record's history settling its differences has done, so that it can be undone after a restart too.

The log keeps the acts on the record and what was settled, each by itself. Which acts belong to which difference is
found by doing in thought what settling it does: the acts that it would have taken are the ones that were taken.
"""

from collections.abc import Iterator
from typing import NamedTuple

from imr_desk.model.edits import Edit, ReopenReview, apply_edit
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.history import History
from imr_desk.model.review import Review
from imr_desk.model.second import Pair, Settled, Side
from imr_desk.services.settling import BothSides

_MOST_BEFORE = 3
"""Acts of settling one difference before the one that gives the record its value: opening it, emptying a field."""


class SettledSteps(NamedTuple):
    """A settled difference and what settling it did to the record.

    Attributes:
        pair: the place.
        settled: whose reading stands.
        start: the record before.
        end: the record after; the same object where it had the value already.
        steps: how many steps of the history lie between.
    """

    pair: Pair
    settled: Settled
    start: Review
    end: Review
    steps: int


def settled_steps(both: BothSides, history: History, settled: tuple[Settled, ...]) -> tuple[SettledSteps, ...]:
    """Return what settled differences did to the record since both readings were compared, oldest first.

    Those before one whose acts are not found in their order are left out: they can be undone in the form.

    Args:
        both: the two readings.
        history: the record with its past.
        settled: the settled differences that the record fits, the last one last.
    """
    return tuple(reversed(tuple(_backward(both, _Records(history), settled))))


class _Records:
    """The record after each of the steps that can be undone; 0 is the record before the first of them."""

    def __init__(self, history: History) -> None:
        self._history = history
        self.depth = len(history.past)

    def __getitem__(self, depth: int) -> Review:
        past = self._history.past
        return self._history.review if depth == len(past) else past[depth].before

    def labels(self, start: int, end: int) -> list[str]:
        """Return the names of the steps between two records."""
        return [step.label for step in self._history.past[start:end]]

    def compared_at(self, first: Review) -> int | None:
        """Return where the record was signed as it was compared; ``None`` when that was undone."""
        return next((at for at in range(self.depth, -1, -1) if self[at].finished == first.finished), None)


def _backward(both: BothSides, records: _Records, settled: tuple[Settled, ...]) -> Iterator[SettledSteps]:
    pairs = {pair.key: pair for pair in both.readings.comparison.differences}
    floor, depth = records.compared_at(both.readings.first_review), records.depth
    if floor is None:
        return
    for each in reversed(settled):
        pair = pairs.get(each.key)
        if pair is None or not both.holds(records[depth], pair, each.side):
            return
        start, end = _range(both, records, pair, each.side, (floor, depth))
        if end > depth:
            return
        yield SettledSteps(pair, each, records[start], records[end], end - start)
        depth = start


def _range(both: BothSides, records: _Records, pair: Pair, side: Side, within: tuple[int, int]) -> tuple[int, int]:
    """Return between which records a difference was settled; an empty range where the record had the value."""
    floor, depth = within
    wanted = records[depth]
    came = depth
    while came > floor and both.alike(records[came - 1], wanted, pair, side):
        came -= 1
    for start in range(max(floor, came - _MOST_BEFORE), came):  # the most first: opening the review belongs to it
        edits = _edits(both, records[start], wanted, pair, side)
        end = start + len(edits)
        if start < came <= end and _labels(both, records[start], edits) == records.labels(start, end):
            return start, end
    return depth, depth


def _edits(both: BothSides, record: Review, wanted: Review, pair: Pair, side: Side) -> tuple[Edit, ...]:
    """Return what settling does to a record, so that it has at a place what another has."""
    try:
        if side is Side.THIRD:
            edits = both.third(record, pair, both.third_of(wanted, pair))
        else:
            edits = both.edits(record, pair, side)
    except EditRefusedError:
        return ()
    return (ReopenReview(), *edits) if edits and record.finished is not None else edits


def _labels(both: BothSides, record: Review, edits: tuple[Edit, ...]) -> list[str]:
    found = []
    for edit in edits:
        found.append(edit.label(record))
        record = apply_edit(edit, record, both.letter, both.readings.second.asked)
    return found
