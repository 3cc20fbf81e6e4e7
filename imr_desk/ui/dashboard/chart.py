"""What a chart and its table show, before anything is drawn."""

from enum import Enum
from math import ceil, floor, log10

import msgspec

from imr_desk.model.queue import CaseFilter


class Fill(Enum):
    """What bars are filled with."""

    PLAIN = "plain"
    TINTED = "tinted"
    HATCHED = "hatched"


class Series(msgspec.Struct, frozen=True):
    """One kind of bar.

    Attributes:
        name: what the legend calls it.
        role: its colour role in the theme.
        fill: what its bars are filled with, so that it is told from another without its colour.
    """

    name: str
    role: str
    fill: Fill = Fill.PLAIN


class Bar(msgspec.Struct, frozen=True):
    """One bar.

    Attributes:
        height: its value; nothing is drawn for 0.
        words: what it says, for pointer, keyboard and screen reader.
        where: leads to its cases; ``None`` when there are none.
        low, high: ends of its interval; the same when it has none.
        series: its kind, from 0.
    """

    height: float
    words: str
    where: CaseFilter | None
    low: float = 0
    high: float = 0
    series: int = 0


class Slot(msgspec.Struct, frozen=True):
    """One place on the axis of groups; its bars stand side by side.

    Attributes:
        label: what stands at the axis; may be empty.
        bars: in the order of the series.
        aside: words beside the bar, such as its numbers.
        marker: a published value beside the bar; ``None`` for none.
    """

    label: str
    bars: tuple[Bar, ...]
    aside: str = ""
    marker: float | None = None


class Guide(msgspec.Struct, frozen=True):
    """A line across all bars, and what the legend calls it."""

    value: float
    words: str


class Chart(msgspec.Struct, frozen=True):
    """A bar chart.

    Attributes:
        series: the kinds of bars.
        slots: the groups in their order.
        lying: whether bars lie, one under the other, so that long names have room.
        unit: stands behind the numbers of the axis, such as `` %``.
        guide: a line across all bars.
        marker_words: what the legend calls the markers; empty without any.
    """

    series: tuple[Series, ...]
    slots: tuple[Slot, ...]
    lying: bool = False
    unit: str = ""
    guide: Guide | None = None
    marker_words: str = ""

    @property
    def top(self) -> float:
        """The largest value that must fit."""
        values = [value for slot in self.slots for bar in slot.bars for value in (bar.height, bar.high)]
        values += [slot.marker for slot in self.slots if slot.marker is not None]
        return max([*values, self.guide.value if self.guide else 0, 0])


class Cell(msgspec.Struct, frozen=True):
    """One cell of a table.

    Attributes:
        words: what it shows.
        where: leads to its cases; ``None`` when it leads nowhere.
        number: the bare number for files; ``None`` for words.
        leads: what is found there, such as ``9 cases``, where that is not the number itself.
    """

    words: str
    where: CaseFilter | None = None
    number: float | None = None
    leads: str = ""


class Table(msgspec.Struct, frozen=True):
    """A table: the accessible form of a chart, with all of its groups; heads may break into lines."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def plain(self) -> tuple[tuple[str | float, ...], ...]:
        """Return heads and rows for a file; numbers as numbers."""
        rows = (tuple(cell.words if cell.number is None else cell.number for cell in row) for row in self.rows)
        return (tuple(head.replace("\n", " ") for head in self.heads), *rows)


class Content(msgspec.Struct, frozen=True):
    """What a card shows.

    Attributes:
        title: its head.
        chart: how it is drawn.
        table: the same in words.
        note: what must be said of it: sources, what is left out.
        empty: what stands in its place when there is nothing to show.
    """

    title: str
    chart: Chart
    table: Table
    note: str = ""
    empty: str = ""


_SMALLEST = 1e-6
"""A value so small that an axis of it would tell nothing."""


def axis_values(top: float, *, whole: bool) -> tuple[float, ...]:
    """Return the round values of an axis from 0 to at least ``top``, five steps at most; ``whole`` numbers only."""
    if top < _SMALLEST:
        return (0.0, 1.0)
    raw = top / 4
    power = 10.0 ** floor(log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if raw <= power * factor * 1.0001)
    if whole:
        step = max(1.0, float(ceil(step)))
    return tuple(step * i for i in range(ceil(top / step - 1e-9) + 1))


def number_words(number: float) -> str:
    """Return a number with separators of thousands, without an empty fraction."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"
