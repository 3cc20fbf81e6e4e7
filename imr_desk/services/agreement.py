"""Agreement between first and second readers: by kind of field, by field, over time, by readers.

Comparisons are only ever appended to the log, so that what was counted once is not read again: a later count goes on
behind it. Like the dashboard's figures they are counted in steps, between which whatever is to be saved has its turn.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Union

import msgspec

from imr_desk.model.case import Case, CaseEvent
from imr_desk.model.hiding import as_seen_by, is_hidden
from imr_desk.model.people import Right
from imr_desk.model.queue import CaseFilter
from imr_desk.model.second import SecondState, Side
from imr_desk.model.second.agreement import Agreement
from imr_desk.ports import CaseReading
from imr_desk.services.agreement_sums import Difference, Differing, GroupSums, Start, StartSums
from imr_desk.services.figures import Tiles, counted_tiles
from imr_desk.services.people import People
from imr_desk.services.worklist import Worklist

AT_ONCE = 200
"""Comparisons a visit to the log."""


class FieldLine(msgspec.Struct, frozen=True):
    """Agreement on one field, and the choice of its differences."""

    field: str
    agreement: Agreement
    where: Differing


class GroupLine(msgspec.Struct, frozen=True):
    """Agreement of a group of comparisons.

    Attributes:
        names: month, or first and second reader.
        letters: how many comparisons.
        by_kind: agreement of each kind, in the order of the kinds.
        where: the choice of their differences.
    """

    names: tuple[str, ...]
    letters: int
    by_kind: tuple[Agreement, ...]
    where: Differing


class AgreementFigures(msgspec.Struct, frozen=True):
    """All figures of comparisons whose second readers began alike.

    Attributes:
        start: what they began with.
        whole: all of them.
        fields: by kind, then the most differences first.
        months: in their order; those without a comparison are left out.
        readers: the pairs of readers that the person at the desk may see.
        kept_back: how many pairs of readers they may not.
    """

    start: Start
    whole: GroupLine
    fields: tuple[FieldLine, ...]
    months: tuple[GroupLine, ...]
    readers: tuple[GroupLine, ...]
    kept_back: int = 0


class Fate(StrEnum):
    """What became of a difference; the values are what the screen says."""

    OPEN = "still open"
    FIRST = "first reading stands"
    SECOND = "second reading stands"
    THIRD = "another value"
    LEFT = "called off"
    EARLIER = "read again since"


class ListedDifference(msgspec.Struct, frozen=True):
    """A difference with its case.

    Attributes:
        difference: the difference; without values while ``hidden``.
        case: the case as it stands now.
        fate: what became of it.
        hidden: the person could still read the case blind and must not see what others read.
    """

    difference: Difference
    case: Case
    fate: Fate
    hidden: bool = False


Result = Union[Tiles, AgreementFigures]  # noqa: UP007 - one name for what the page is handed

_STATES: tuple[tuple[str, SecondState], ...] = (
    ("Wait for a second reader", SecondState.WAITING),
    ("Being read again", SecondState.READING),
    ("Differences to settle", SecondState.COMPARING),
    ("Second reading done", SecondState.SETTLED),
)

_FATES: Mapping[Side, Fate] = MappingProxyType(
    {Side.FIRST: Fate.FIRST, Side.SECOND: Fate.SECOND, Side.THIRD: Fate.THIRD}
)


class Agreements:
    """Adds up how far readers agree. Its steps belong into one thread, that of the log.

    Args:
        log: where comparisons are kept.
        worklist: counts what a filter lets through.
        people: tells who looks, and whether they may see the figures of others.
    """

    def __init__(self, log: CaseReading, worklist: Worklist, people: People) -> None:
        self._log = log
        self._worklist = worklist
        self._people = people
        self._sums = {start: StartSums(start) for start in Start}
        self._after = 0
        self._newest: dict[tuple[int, int], int] = {}

    @property
    def today(self) -> date:
        """The day on which one looks."""
        return date.fromisoformat(self._worklist.today)

    @property
    def _reader(self) -> str:
        """Who sits at the desk; empty while nobody has signed in, which hides all that could be read blind."""
        person = self._people.person
        return "" if person is None else person.name

    @property
    def sees_everybody(self) -> bool:
        """Tell whether the person at the desk may see the figures of all readers, not only their own."""
        return self._people.may(Right.SECOND_READINGS)

    def results(self) -> Iterator[Result | None]:
        """Yield what is done after each visit to the log, ``None`` while it is still being added up.

        Raises:
            CaseLogError: the log cannot be read.
        """
        yield from counted_tiles(self._worklist, ((name, CaseFilter(second=state)) for name, state in _STATES))
        while events := self._log.comparisons(self._after, AT_ONCE):
            for event in events:
                self._add(event)
            yield None
        for sums in self._sums.values():
            yield from self._figures(sums)

    def listed(self, where: Differing) -> tuple[ListedDifference, ...]:
        """Return the newest differences of a choice, as far as they are counted.

        Raises:
            CaseLogError: the log cannot be read.
        """
        found = self._sums[where.start].newest(where)
        if where.readers and not self._may_see(where.readers):
            return ()
        numbers = tuple(dict.fromkeys(one.case_id for one in found))
        cases = {handled.case.id: handled.case for handled in self._log.handled(numbers)}
        return tuple(self._listed(one, cases[one.case_id]) for one in found)

    def _add(self, event: CaseEvent) -> None:
        """Add a comparison; of several of one round, which a crash can leave behind, the newest counts."""
        self._after = event.seq
        if event.comparison is None:
            return
        key = event.case_id, event.comparison.round
        before = self._newest.get(key)
        if before is not None:
            for older in self._log.comparisons(before - 1, 1):
                if older.comparison is not None:
                    self._sums[_start(older.comparison.blank)].take_out(older.seq, older.comparison)
        self._newest[key] = event.seq
        self._sums[_start(event.comparison.blank)].add(event.seq, event.case_id, event.comparison)

    def _figures(self, sums: StartSums) -> Iterator[AgreementFigures | None]:
        """Work the figures of one start out, group by group."""
        whole = _group((), sums.whole, Differing(start=sums.start))
        fields = tuple(
            FieldLine(field, found, Differing(start=sums.start, kind=found.kind, field=field))
            for field, found in sums.whole.by_field()
        )
        yield None
        months, readers, kept_back = [], [], 0
        for month, group in sorted(sums.months.items()):
            if group.letters:
                months.append(_group((month,), group, Differing(start=sums.start, month=month)))
                yield None
        for names, group in sorted(sums.readers.items()):
            if group.letters and self._may_see(names):
                readers.append(_group(names, group, Differing(start=sums.start, readers=names)))
                yield None
            else:
                kept_back += group.letters > 0
        yield AgreementFigures(sums.start, whole, fields, tuple(months), tuple(readers), kept_back)

    def _may_see(self, readers: tuple[str, ...]) -> bool:
        return self.sees_everybody or self._reader in readers

    def _listed(self, one: Difference, case: Case) -> ListedDifference:
        person = self._reader
        if is_hidden(case.handling, person):
            pair = msgspec.structs.replace(one.pair, first=None, second=None)
            kept_back = msgspec.structs.replace(one, pair=pair)
            return ListedDifference(kept_back, as_seen_by(case, person), Fate.EARLIER, hidden=True)
        return ListedDifference(one, case, _fate(one, case))


def _start(blank: bool) -> Start:
    return Start.BLANK if blank else Start.DRAFT


def _group(names: tuple[str, ...], sums: GroupSums, where: Differing) -> GroupLine:
    return GroupLine(names, sums.letters, sums.by_kind, where)


def _fate(one: Difference, case: Case) -> Fate:
    second = case.handling.second
    if second is None or second.round != one.round:
        return Fate.EARLIER
    settled = second.side_of(one.pair.key)
    if settled is None:
        return Fate.OPEN if second.is_open else Fate.LEFT
    return _FATES[settled.side]
