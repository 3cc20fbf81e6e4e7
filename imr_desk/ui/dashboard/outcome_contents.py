"""From figures of outcomes to charts and tables: the overturned share, how sure it is, what was published."""

import msgspec

from imr_desk.model.benchmarks import Benchmark, beside
from imr_desk.model.draft import Decision
from imr_desk.model.queue import Figure
from imr_desk.services.figures import DECISIONS, FigureTable, Line
from imr_desk.services.shares import FEWEST, Share
from imr_desk.ui.dashboard.chart import Bar, Cell, Chart, Content, Fill, Guide, Series, Slot, Table
from imr_desk.ui.dashboard.contents import MOST_MONTHS, interval_words, items_cell, percent_cell
from imr_desk.ui.dashboard.words import DECISION_HEADS, TITLES, month_words, things

_MOST_GROUPS = 12

_SERIES = (Series("Share overturned: treatment approved", "overturned", Fill.TINTED),)

_GROUP_HEADS = {
    Figure.OUTCOME_BY_CATEGORY: "Category",
    Figure.OUTCOME_BY_SUBCATEGORY: "Subcategory",
    Figure.OUTCOME_BY_GUIDELINE: "Guideline",
    Figure.OUTCOME_BY_SPECIALTY: "Specialty",
    Figure.OUTCOME_BY_MONTH: "Month of decision",
}


class Published(msgspec.Struct, frozen=True):
    """The published rates, and the year whose rates are the nearest to the log's decisions."""

    rates: tuple[Benchmark, ...]
    year: int

    @property
    def of_all(self) -> Benchmark | None:
        """The rate of all treatments."""
        return beside(self.rates, "", self.year)

    def of(self, figure: Figure, group: str) -> Benchmark | None:
        """Return the rate that belongs beside a group: of the same category, or of the month's own year."""
        if figure is Figure.OUTCOME_BY_CATEGORY:
            return beside(self.rates, group, self.year)
        if figure is Figure.OUTCOME_BY_MONTH:
            rate = beside(self.rates, "", int(group[:4]))
            return rate if rate is not None and rate.year == int(group[:4]) else None
        return None


def main_year(months: FigureTable, otherwise: int) -> int:
    """Return the year in which most of the log's decided items were decided."""
    by_year: dict[int, int] = {}
    for line in months.lines:
        by_year[int(line.group[:4])] = by_year.get(int(line.group[:4]), 0) + line.total
    return max(by_year, key=lambda year: (by_year[year], year), default=otherwise)


def outcome_content(table: FigureTable, published: Published) -> Content:
    """Show how the items of each group came out."""
    by_month = table.figure is Figure.OUTCOME_BY_MONTH
    shown = table.lines[-MOST_MONTHS:] if by_month else table.lines[:_MOST_GROUPS]
    slots = tuple(_slot(table.figure, line, published) for line in shown)
    rate = published.of_all
    guide = None
    if rate is not None and not by_month:
        guide = Guide(rate.overturned, f"{rate.label}, all treatments: {rate.overturned:g} %")
    marked = any(slot.marker is not None for slot in slots)
    marker_words = "" if not marked else "Published for the year" if by_month else "Published for the category"
    return Content(
        TITLES[table.figure],
        Chart(_SERIES, slots, not by_month, " %", guide, marker_words),
        _table(table, published),
        _note(table, published, len(shown)),
        "" if table.lines else "No decided item says this yet.",
    )


def _slot(figure: Figure, line: Line, published: Published) -> Slot:
    share, name = _share(line), _name(figure, line)
    rate = published.of(figure, line.group)
    where = line.numbers[0].where if share.part else None
    words = f"{name}: {share.part:,} of {things(share.whole, 'item', 'items')} overturned (treatment approved)"
    if where is not None:
        words += f", in {things(line.numbers[0].cases, 'case', 'cases')}"
    if share.too_few:
        bar = Bar(0, f"{words}; too few for a percentage", where)
    else:
        low, high = share.interval
        words += f", {share.percent:.1f} %; 95 % interval {interval_words(share)}"
        bar = Bar(share.percent, words + _rate_words(rate), where, low, high)
    aside = f"{share.part:,} of {share.whole:,}" + (": too few for a percentage" if share.too_few else "")
    if figure is Figure.OUTCOME_BY_MONTH:  # no room between months; table and spoken words have the numbers
        aside = ""
    return Slot(name, (bar,), aside, None if rate is None else rate.overturned)


def _table(table: FigureTable, published: Published) -> Table:
    rare = tuple(
        place for place in (2, 3) if any(line.numbers[place].number for line in table.lines)
    )  # decisions that few letters leave open have a column only where there is one
    rows: list[tuple[Cell, ...]] = []
    for line in table.lines:
        share = _share(line)
        rate = published.of(table.figure, line.group)
        rows.append(
            (
                Cell(_name(table.figure, line)),
                items_cell(line.decided),
                *(items_cell(line.numbers[place]) for place in (0, 1, *rare)),
                percent_cell(share),
                Cell("" if share.too_few else interval_words(share)),
                Cell("" if rate is None else f"{rate.overturned:g} % ({rate.label})"),
            )
        )
    heads = (
        _GROUP_HEADS[table.figure],
        "Overturned\nor upheld",
        *(DECISION_HEADS[DECISIONS[place]].replace(": ", ":\n") for place in (0, 1, *rare)),
        "Share\noverturned",
        "95 %\ninterval",
        "Published",
    )
    return Table(heads, tuple(rows))


def _note(table: FigureTable, published: Published, shown: int) -> str:
    sentences = [
        "Items, not cases: a number leads to the cases that its items are in.",
        "The line across a bar's end is its 95 % interval (Wilson).",
    ]
    if table.figure is Figure.OUTCOME_BY_GUIDELINE:
        sentences.append("An item that cites several guidelines stands under each.")
    if any(_share(line).too_few for line in table.lines[:_MOST_GROUPS]):
        sentences.append(f"Fewer than {FEWEST} items have no percentage.")
    if (more := len(table.lines) - shown) > 0:
        sentences.append(f"{more:,} more in the table.")
    sentences.append(f"Items without a {_GROUP_HEADS[table.figure].lower()} stand in none of these.")
    rates = [published.of_all, *(published.of(table.figure, line.group) for line in table.lines)]
    sources = dict.fromkeys(f"{rate.label}: {rate.source}" for rate in rates if rate is not None)
    if sources:
        sentences.append(f"Published rates: {'; '.join(sources)}. Publishers count differently.")
    return " ".join(sentences)


def _share(line: Line) -> Share:
    """Return the share of overturned among the items that are overturned or upheld."""
    return Share(line.numbers[DECISIONS.index(Decision.OVERTURNED)].number, line.decided.number)


def _name(figure: Figure, line: Line) -> str:
    return month_words(line.group) if figure is Figure.OUTCOME_BY_MONTH else line.group


def _rate_words(rate: Benchmark | None) -> str:
    if rate is None:
        return ""
    return f"; published: {rate.overturned:g} % ({rate.label})"
