"""Adding the log's figures up, over a log that counts how it is asked."""

from datetime import date
from types import SimpleNamespace

import pytest

from imr_desk.model.case import CaseStatus
from imr_desk.model.draft import Decision
from imr_desk.model.queue import OUTCOMES, CaseFilter, Count, DateRange, DueWindow, Figure
from imr_desk.services.figures import (
    AT_ONCE,
    DECISIONS,
    LATER,
    OVERDUE,
    UNSURE,
    WAITING,
    Figures,
    FigureTable,
    Line,
    Number,
    Tiles,
    cases_by,
    outcomes,
    throughput,
    tile_filters,
    workload,
)

TODAY = date(2026, 11, 24)  # a Tuesday


class CountedLog:
    """Has the same counts in every range of numbers, and remembers the ranges."""

    def __init__(self, newest=1, **counts):
        self._newest = newest
        self._counts = {Figure[name]: found for name, found in counts.items()}
        self.asked = []

    def newest(self):
        return self._newest

    def tally(self, figure, first, last, without=()):
        self.asked.append((figure, first, last))
        return self._counts.get(figure, ())


class CountedList:
    today = TODAY.isoformat()

    def __init__(self, cases=7):
        self._cases = cases
        self.hidden = SimpleNamespace(among=lambda where: iter(()))

    def count(self, where):
        return self._cases if where == CaseFilter() else 3


def results(log):
    return list(Figures(log, CountedList()).results())


def tables(log):
    return {found.figure: found for found in results(log) if isinstance(found, FigureTable)}


def parts(**numbers):
    return {name.replace("_", " "): number for name, number in numbers.items()}


def test_the_numbers_at_the_top_come_first_each_with_the_filter_that_counted_it():
    found = [result for result in results(CountedLog()) if result is not None]
    assert isinstance(found[0], Tiles)
    assert found[0].cases == 7
    assert [tile.number.where for tile in found[0].tiles] == [where for _, where in tile_filters(TODAY)]
    assert {tile.number.number for tile in found[0].tiles} == {3}


def test_a_large_log_is_asked_range_by_range_and_the_turn_is_handed_over_after_each():
    log = CountedLog(2 * AT_ONCE + 1, OPEN_FLAG=(Count("date-order", "", 4),))
    steps = Figures(log, CountedList()).results()
    seen, before = None, 0
    for result in steps:
        assert len(log.asked) - before <= 1, "two visits to the log in one turn"
        before = len(log.asked)
        if isinstance(result, FigureTable) and result.figure is Figure.OPEN_FLAG:
            seen = result
    ranges = [(first, last) for figure, first, last in log.asked if figure is Figure.OPEN_FLAG]
    assert ranges == [(1, AT_ONCE), (AT_ONCE + 1, 2 * AT_ONCE), (2 * AT_ONCE + 1, 3 * AT_ONCE)]
    assert seen.lines[0].total == 12


def test_who_stops_asking_leaves_the_log_in_peace():
    log = CountedLog(10 * AT_ONCE)
    steps = Figures(log, CountedList()).results()
    while not log.asked:
        next(steps)
    steps.close()
    assert len(log.asked) == 1


def test_an_empty_log_gives_every_figure_with_nothing_in_it():
    log = CountedLog(0)
    found = tables(log)
    assert log.asked == []
    assert set(found) == {
        Figure.DUE_DATE,
        Figure.FINISHED_BY_WEEK,
        *OUTCOMES,
        Figure.CORRECTED_FIELD,
        Figure.OPEN_FLAG,
        Figure.REVIEWER,
    }
    assert sum(line.total for table in found.values() for line in table.lines if line.group != UNSURE) == 0


def test_workload_has_what_is_late_four_weeks_of_days_and_the_rest():
    days = {"2026-11-01": 2, "2026-11-23": 1, "2026-11-24": 5, "2026-12-21": 4, "2026-12-22": 8, "": 9}
    unsure = Number(9, CaseFilter(window=DueWindow.NEEDS_DATE))
    table = workload(TODAY, {day: {"": number} for day, number in days.items()}, unsure)
    assert table.lines[-1] == Line(UNSURE, (unsure,))
    numbers = {line.group: line.total for line in table.lines}
    assert numbers[OVERDUE] == 3
    assert numbers["2026-11-24"] == 5
    assert numbers["2026-12-21"] == 4
    assert numbers[LATER] == 8
    assert table.lines[0].group == OVERDUE
    assert sum(numbers.values()) == 20 + 9
    where = {line.group: line.numbers[0].where for line in table.lines}
    assert where[OVERDUE] == CaseFilter(window=DueWindow.OVERDUE)
    for day, window in (
        ("2026-11-24", DueWindow.TODAY),
        ("2026-11-25", DueWindow.WEEK),
        ("2026-12-01", DueWindow.WEEK),
        ("2026-12-02", DueWindow.LATER),
    ):
        assert where[day] == CaseFilter(due=DateRange(day, day), window=window)
    assert where[LATER] == CaseFilter(due=DateRange("2026-12-22"), window=DueWindow.LATER)


def test_a_weekend_is_shown_only_when_something_is_due_on_it():
    assert len(workload(TODAY, {}, Number(0)).lines) == 20 + 3
    saturday = workload(TODAY, {"2026-11-28": {"": 1}}, Number(0))
    assert [line.total for line in saturday.lines if line.group == "2026-11-28"] == [1]
    assert "2026-11-29" not in {line.group for line in saturday.lines}


def test_throughput_counts_weeks_from_monday_to_sunday_the_present_one_last():
    table = throughput(TODAY, {"2026-11-23": {"": 5}, "2020-01-06": {"": 1}}, {"2026-11-16": {"": 2}})
    assert len(table.lines) == 12
    assert (table.lines[0].group, table.lines[-1].group) == ("2026-09-07", "2026-11-23")
    week = DateRange("2026-11-23", "2026-11-29")
    assert [one.where for one in table.lines[-1].numbers] == [CaseFilter(arrived=week), CaseFilter(finished=week)]
    assert [one.number for one in table.lines[-1].numbers] == [5, 0]
    assert [one.number for one in table.lines[-2].numbers] == [0, 2]


def test_outcomes_count_decided_items_the_largest_group_first():
    counts = {
        "Surgery": parts(upheld=3, overturned=1, decided=4),
        "Injection": parts(upheld=5, unclear=1, decided=5) | {"": 40},
        "Programs": {"": 3},
        "": parts(upheld=9),
    }
    table = outcomes(Figure.OUTCOME_BY_CATEGORY, counts, {"Surgery": parts(upheld=2, overturned=1, decided=2)})
    assert table.parts == tuple(decision.value for decision in DECISIONS)
    assert [(line.group, [one.number for one in line.numbers]) for line in table.lines] == [
        ("Injection", [0, 5, 0, 1]),
        ("Surgery", [1, 3, 0, 0]),
    ]
    surgery = table.lines[1]
    assert surgery.numbers[0].where == CaseFilter(category="Surgery", item_outcome=Decision.OVERTURNED)
    assert [one.cases for one in surgery.numbers] == [1, 2, 0, 0]
    assert surgery.decided == Number(4, CaseFilter(category="Surgery", item_decided=True), 2)


def test_months_keep_their_order_and_lead_to_all_of_their_days():
    counts = {"2017-03": parts(upheld=1), "2016-02": parts(upheld=9), "no day": parts(upheld=1)}
    table = outcomes(Figure.OUTCOME_BY_MONTH, counts, {})
    assert [line.group for line in table.lines] == ["2016-02", "2017-03"]
    assert table.lines[0].numbers[1].where.decided == DateRange("2016-02-01", "2016-02-29")


@pytest.mark.parametrize(
    ("figure", "where"),
    [
        (Figure.OUTCOME_BY_SUBCATEGORY, CaseFilter(subcategory="x")),
        (Figure.OUTCOME_BY_GUIDELINE, CaseFilter(cited_guideline="x")),
        (Figure.OUTCOME_BY_SPECIALTY, CaseFilter(exact_specialty="x")),
    ],
)
def test_each_grouping_leads_to_its_own_cases(figure, where):
    found = outcomes(figure, {"x": parts(upheld=1)}, {}).lines[0].numbers[1].where
    assert found == CaseFilter(**{name: getattr(where, name) for name in where.__struct_fields__} | {
        "item_outcome": Decision.UPHELD,
    })  # fmt: skip


def test_corrections_are_a_part_of_the_cases_that_a_person_has_worked():
    log = CountedLog(
        CORRECTED_FIELD=(Count("age", "", 1), Count("disputed", "", 4)),
        STATUS=(Count("new", "", 30), Count("finished", "", 9), Count("in review", "", 1)),
    )
    table = tables(log)[Figure.CORRECTED_FIELD]
    assert table.whole == 10
    assert [(line.group, line.total) for line in table.lines] == [("disputed", 4), ("age", 1)]
    assert table.lines[0].numbers[0].where == CaseFilter(corrected="disputed")


def test_reviewers_are_counted_by_what_waits_and_nobody_comes_first():
    counts = {
        "rn1": parts(new=2, finished=50),
        "rn2": parts(in_review=5) | {CaseStatus.ON_HOLD.value: 1},
        "": parts(new=1),
        "rn3": parts(finished=4),
    }
    table = cases_by(Figure.REVIEWER, counts)
    assert [(line.group, line.total) for line in table.lines] == [("", 1), ("rn2", 6), ("rn1", 2)]
    assert table.lines[0].numbers[0].where == CaseFilter(reviewer="", statuses=WAITING)
