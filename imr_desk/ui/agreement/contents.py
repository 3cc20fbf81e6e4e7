"""From figures of agreement to charts and tables."""

from imr_desk.model.second import PairKind
from imr_desk.model.second.agreement import FEW, FEWEST, Agreement, BeyondChance, Measure, Target, target_of
from imr_desk.services.agreement import AgreementFigures, GroupLine
from imr_desk.services.agreement_sums import Differing
from imr_desk.services.shares import Share
from imr_desk.ui.agreement.words import (
    KIND_WORDS,
    measure_words,
    place_words,
    standing_words,
    target_words,
)
from imr_desk.ui.dashboard.chart import Bar, Cell, Chart, Content, Fill, Guide, Series, Slot, Table
from imr_desk.ui.dashboard.contents import MOST_MONTHS, interval_words, number_cell, percent_cell
from imr_desk.ui.dashboard.words import month_words, things

KINDS: tuple[PairKind, ...] = tuple(PairKind)
"""In the order of the groups' agreements."""

_MOST_LYING = 12

_FIGURE_HEADS = ("Places\ncompared", "Differ", "Alike", "95 %\ninterval")

_NOTHING = "Nothing has been compared this way yet."

_SHARE_SERIES = (Series("Filled in alike, with its 95 % interval (Wilson)", "accent", Fill.TINTED),)


def kinds_content(figures: AgreementFigures) -> Content:
    """Show the kinds of fields, each with its own measure."""
    rows: list[tuple[Cell, ...]] = []
    slots: list[Slot] = []
    for found in figures.whole.by_kind:
        target, where = target_of(found.kind), _narrowed(figures.whole, found.kind)
        beyond = found.beyond
        rows.append((
            Cell(KIND_WORDS[found.kind]),
            *_share_cells(found, where),
            _measure_cell(found.value(Measure.F1) if found.kind is PairKind.PASSAGE else None),
            _measure_cell(found.value(Measure.KAPPA)),
            Cell("–" if beyond is None or found.pairs < FEWEST else _kappa_interval(beyond)),
            _measure_cell(beyond.alpha if beyond is not None and found.pairs >= FEWEST else None),
            Cell(target_words(target)),
            Cell(standing_words(found, target)),
        ))  # fmt: skip
        slots.append(_lying_slot(KIND_WORDS[found.kind], found, where))
    heads = (
        "Kind of field", *_FIGURE_HEADS, "F1", "Kappa", "95 % of\nkappa", "Alpha", "Target", "Against the target",
    )  # fmt: skip
    chart = Chart(_SHARE_SERIES, tuple(slots), lying=True, unit=" %")
    note = (
        "F1 counts the characters that both marked. Kappa (Cohen) and alpha (Krippendorff) take off what chance "
        "alone would bring; over several fields they are pooled (De Vries 2008). A place that only one reader filled "
        "in differs."
    )
    return Content("Agreement by kind of field", chart, Table(heads, tuple(rows)), note, _empty(figures))


def fields_content(figures: AgreementFigures) -> Content:
    """Show the fields, of each kind those with the most differences first."""
    rows: list[tuple[Cell, ...]] = []
    for line in figures.fields:
        found, target = line.agreement, target_of(line.agreement.kind, line.field)
        rows.append((
            Cell(place_words(line.field)),
            Cell(KIND_WORDS[found.kind]),
            *_share_cells(found, line.where),
            _measure_cell(found.value(Measure.F1) if found.kind is PairKind.PASSAGE else None),
            *_beyond_cells(found),
            Cell(standing_words(found, target)),
        ))  # fmt: skip
    worst = sorted(figures.fields, key=lambda line: -line.agreement.differing)[:_MOST_LYING]
    slots = tuple(_lying_slot(place_words(line.field), line.agreement, line.where) for line in worst)
    heads = (
        "Field", "Kind", *_FIGURE_HEADS, "F1", "Kappa", "95 % of\nkappa", "Alpha",
        "Against the target",
    )  # fmt: skip
    note = (
        f"Fewer than {FEWEST} places have no figure; fewer than {FEW} say little. Items and decisions are copied "
        "from the letter, so that they are held to 98 %. Flags that both left open are not compared. Kappa is not "
        "defined where both always chose the same; alpha, unlike kappa, does not mind that pairs of readers change."
    )
    chart = Chart(_SHARE_SERIES, slots, lying=True, unit=" %")
    return Content("Agreement by field", chart, Table(heads, tuple(rows)), note, _empty(figures))


def months_content(figures: AgreementFigures, kind: PairKind) -> Content:
    """Show the months of one kind of field by its own measure."""
    target, at = target_of(kind), KINDS.index(kind)
    measure = Measure.SHARE if target is None else target.measure
    rows: list[tuple[Cell, ...]] = []
    slots: list[Slot] = []
    for line in figures.months:
        found, where, name = line.by_kind[at], _narrowed(line, kind), month_words(line.names[0])
        rows.append((
            Cell(name),
            number_cell(line.letters, None),
            *_share_cells(found, where),
            *(() if measure is Measure.SHARE else (_measure_cell(found.value(measure)),)),
            Cell(standing_words(found, target)),
        ))  # fmt: skip
        slots.append(_month_slot(name, found, measure, where))
    guide = None if target is None else Guide(100 * target.least, _guide_words(target))
    practised = target is not None and target.mature > target.least
    if target is not None and practised:
        slots = [_with_marker(slot, 100 * target.mature) for slot in slots]
    series = (Series(_SERIES_WORDS[measure], "accent", Fill.TINTED),)
    chart = Chart(
        series, tuple(slots[-MOST_MONTHS:]), False, " %" if measure is Measure.SHARE else "", guide,
        "Practised readers: 0.8" if practised else "",
    )  # fmt: skip
    extra = () if measure is Measure.SHARE else ("F1",) if measure is Measure.F1 else ("Kappa",)
    heads = ("Month", "Letters", *_FIGURE_HEADS, *extra, "Against the target")
    compared = any(line.by_kind[at].pairs for line in figures.months)
    note = "By the month in which the second reading was finished. Readers new to the work agree less at first."
    return Content("Agreement by month", chart, Table(heads, tuple(rows)), note, "" if compared else _NOTHING)


def readers_content(figures: AgreementFigures, *, everybody: bool) -> Content:
    """Show the pairs of readers that the person may see."""
    rows: list[tuple[Cell, ...]] = []
    slots: list[Slot] = []
    for line in figures.readers:
        judged, facts, text, passages = line.by_kind
        differ = sum(found.differing for found in line.by_kind)
        rows.append((
            Cell(", then ".join(line.names)),
            number_cell(line.letters, None),
            number_cell(differ, line.where),
            _measure_cell(judged.value(Measure.KAPPA)),
            *(_percent_cell(Share(found.same, found.pairs)) for found in (facts, text)),
            _measure_cell(passages.value(Measure.F1)),
        ))  # fmt: skip
        slots.append(_lying_slot(", then ".join(line.names), facts, line.where))
    heads = (
        "First reader, then second", "Letters", "Differ", "Judgements:\nkappa", "Dates, codes:\nalike",
        "Free text:\nalike", "Passages:\nF1",
    )  # fmt: skip
    note = "A difference is between two readers; it does not say which of them was right."
    if not everybody:
        note += " You see the pairs that you were part of; the others are for supervisors."
    chart = Chart(
        (Series("Dates, numbers and codes filled in alike", "accent", Fill.TINTED),),
        tuple(slots[:_MOST_LYING]), lying=True, unit=" %",
    )  # fmt: skip
    empty = "" if figures.readers else "You have not been part of a second reading of this kind yet."
    return Content("Agreement by readers", chart, Table(heads, tuple(rows)), note, empty)


_SERIES_WORDS = {
    Measure.SHARE: "Filled in alike, with its 95 % interval",
    Measure.F1: "F1 of characters, in hundredths",
    Measure.KAPPA: "Cohen's kappa, in hundredths, with its 95 % interval",
}


def _guide_words(target: Target) -> str:
    return f"Target: {target_words(target).split(',', 1)[0]}"


def _narrowed(line: GroupLine, kind: PairKind) -> Differing:
    """Return the choice of a group's differences of one kind."""
    return Differing(start=line.where.start, kind=kind, month=line.where.month)


def _share_cells(found: Agreement, where: Differing) -> tuple[Cell, ...]:
    share = Share(found.same, found.pairs)
    return (
        number_cell(found.pairs, None),
        number_cell(found.differing, where),
        _percent_cell(share),
        Cell("–" if share.too_few else interval_words(share)),
    )


def _percent_cell(share: Share) -> Cell:
    return percent_cell(share) if share.whole else Cell("–")


def _measure_cell(value: float | None) -> Cell:
    return Cell(measure_words(value), None, None if value is None else round(value, 3))


def _beyond_cells(found: Agreement) -> tuple[Cell, ...]:
    beyond = found.beyond
    if beyond is None or found.pairs < FEWEST:
        return Cell("–"), Cell("–"), Cell("–")
    if beyond.why:
        return Cell("not defined"), Cell("–"), Cell("not defined")
    return _measure_cell(beyond.kappa), Cell(_kappa_interval(beyond)), _measure_cell(beyond.alpha)


def _kappa_interval(beyond: BeyondChance) -> str:
    return "–" if beyond.low is None else f"{measure_words(beyond.low)} to {measure_words(beyond.high)}"


def _lying_slot(name: str, found: Agreement, where: Differing) -> Slot:
    share = Share(found.same, found.pairs)
    words = f"{name}: {found.same:,} of {things(found.pairs, 'place', 'places')} alike"
    leads = where if found.differing else None
    aside = f"{found.same:,} of {found.pairs:,}"
    if share.too_few:
        return Slot(name, (Bar(0, f"{words}; too few for a percentage", leads),), aside)
    low, high = share.interval
    return Slot(name, (Bar(share.percent, f"{words}, {share.percent:.1f} %", leads, low, high),), aside)


def _month_slot(name: str, found: Agreement, measure: Measure, where: Differing) -> Slot:
    value, leads = found.value(measure), where if found.differing else None
    places = things(found.pairs, "place", "places")
    if value is None:
        why = "no figure" if found.beyond is None or found.pairs < FEWEST else found.beyond.why
        return Slot(name, (Bar(0, f"{name}: {why}; {places}", leads),))
    low, high = _interval(found, measure)
    told = f"{100 * value:.1f} % alike" if measure is Measure.SHARE else f"{measure.value} {measure_words(value)}"
    few = "; says little" if found.pairs < FEW else ""
    bar = Bar(max(0.0, 100 * value), f"{name}: {told} in {places}{few}", leads, low, high)
    aside = f"{100 * value:.0f} %" if measure is Measure.SHARE else measure_words(value)
    return Slot(name, (bar,), "" if low < high else aside)


def _interval(found: Agreement, measure: Measure) -> tuple[float, float]:
    """Return the ends of a figure's 95 % interval, in hundredths; the same twice where there is none."""
    if measure is Measure.SHARE:
        return Share(found.same, found.pairs).interval
    beyond = found.beyond
    if measure is not Measure.KAPPA or beyond is None or beyond.low is None or beyond.high is None:
        return 0.0, 0.0
    return max(0.0, 100 * beyond.low), max(0.0, 100 * beyond.high)


def _with_marker(slot: Slot, at: float) -> Slot:
    return Slot(slot.label, slot.bars, slot.aside, at)


def _empty(figures: AgreementFigures) -> str:
    return "" if figures.whole.letters else _NOTHING
