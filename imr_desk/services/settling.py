"""What makes the record hold one reader's value of a place where two readings of a letter differ.

Every edit is one that a person could have done in the form, so that settling can be undone, is signed by whoever
settles and stands in the history of the case like the rest.
"""

from imr_desk.model.edits import Edit
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.geometry import Span
from imr_desk.model.review import Review
from imr_desk.model.second import Pair, Settled, Side
from imr_desk.services.reading_sides import Sides, ThirdValue, Writing
from imr_desk.services.settling_places import item_in, place_of

__all__ = ["BothSides", "ThirdValue"]


class BothSides(Sides, frozen=True):
    """Two readings of a letter, laid against the record of its case."""

    def holds(self, record: Review, pair: Pair, side: Side) -> bool:
        """Tell whether the record has a side's value; ``THIRD`` asks for another value than either."""
        place = place_of(self, pair)
        if side is Side.THIRD:
            return not place.holds(record, Side.FIRST) and not place.holds(record, Side.SECOND)
        return place.holds(record, side)

    def fits(self, record: Review, pair: Pair, settled: Settled | None) -> bool:
        """Tell whether the record is as a settled difference says."""
        return settled is not None and self.holds(record, pair, settled.side)

    def edits(self, record: Review, pair: Pair, side: Side) -> tuple[Edit, ...]:
        """Return what makes the record hold a side's value; nothing when it does.

        Of a finished review the edits say what would be done once it is open again.

        Raises:
            EditRefusedError: the record cannot take it; the sentence says why.
        """
        place = place_of(self, pair)
        if place.holds(record, side):
            return ()
        writing = Writing(record, self.letter)
        place.write(writing, side)
        return tuple(writing.edits)

    def third(self, record: Review, pair: Pair, third: ThirdValue) -> tuple[Edit, ...]:
        """Return what makes the record hold a third value.

        Raises:
            EditRefusedError: the record cannot take it; the sentence says why.
        """
        writing = Writing(record, self.letter)
        place_of(self, pair).write_third(writing, third)
        return tuple(writing.edits)

    def third_of(self, record: Review, pair: Pair) -> ThirdValue:
        """Return what a record has at a place, as what whoever settles may have put there.

        Raises:
            EditRefusedError: no such value could be put there.
        """
        return place_of(self, pair).third_of(record)

    def alike(self, record: Review, other: Review, pair: Pair, side: Side) -> bool:
        """Tell whether two records have the same at a place, where one has a side's value."""
        if side is not Side.THIRD:
            return self.holds(record, pair, side)
        try:
            return self.third_of(record, pair) == self.third_of(other, pair)
        except EditRefusedError:
            return False

    def side_after(self, record: Review, edits: tuple[Edit, ...], pair: Pair) -> Side:
        """Return whose value the record has once some edits are done: a third value may be that of a reader."""
        writing = Writing(record, self.letter)
        for edit in edits:
            writing.do(edit)
        place = place_of(self, pair)
        return next((side for side in (Side.FIRST, Side.SECOND) if place.holds(writing.record, side)), Side.THIRD)

    def sources(self, pair: Pair, side: Side) -> tuple[Span, ...]:
        """Return where in the letter a side's value stands; nothing when it has no place."""
        return place_of(self, pair).sources(side)

    def item_of(self, record: Review, pair: Pair) -> str | None:
        """Return the record's item that a place belongs to; ``None`` for the letter and where the record has none."""
        only_second = bool(pair.second_id) and not pair.first_id
        wanted = item_in(self, record, pair.item) if only_second else pair.item
        return wanted if any(item.id == wanted for item in record.items) else None
