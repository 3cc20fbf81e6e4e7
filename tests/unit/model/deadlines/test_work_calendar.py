from datetime import date, timedelta

import pytest

from imr_desk.model.deadlines.words import Excuse
from imr_desk.model.deadlines.work_calendar import Holiday, WorkCalendar, YearlyDay
from tests.unit.model.deadlines.cases import california, day

CORE = {
    2014: "01-01 01-20 02-17 03-31 05-26 07-04 09-01 11-11 11-27 12-25",
    2025: "01-01 01-20 02-17 03-31 05-26 07-04 09-01 11-11 11-27 12-25",
    2032: "01-01 01-19 02-16 03-31 05-31 07-04 09-06 11-11 11-25 12-25",
}


@pytest.mark.parametrize("year", CORE)
def test_the_core_calendar_holds_what_nobody_doubts(year):
    found = sorted(day for day in california().core if day.year == year)
    assert found == [date.fromisoformat(f"{year}-{rest}") for rest in CORE[year].split()]


@pytest.mark.parametrize("year", range(2013, 2041))
def test_every_year_has_its_holidays_in_both_readings(year):
    core = {day for day in california().core if day.year == year}
    assert len(core) == 10
    assert core < {day for day in california().full if day.year == year}


@pytest.mark.parametrize(
    ("iso", "name"),
    [
        ("2026-02-12", "Lincoln Day"),
        ("2026-02-17", "Lunar New Year"),
        ("2026-04-24", "Genocide Remembrance Day"),
        ("2026-06-19", "Juneteenth"),
        ("2026-09-09", "Admission Day"),
        ("2026-09-25", "Native American Day"),
        ("2026-10-12", "Columbus Day"),
        ("2026-11-08", "Diwali"),
        ("2023-01-02", "New Year's Day, observed"),
        ("2023-11-10", "Veterans Day, observed"),
    ],
)
def test_arguable_days_are_left_out_of_the_latest_date_only(iso, name):
    assert california().full[day(iso)] == name
    assert day(iso) not in california().core


@pytest.mark.parametrize("iso", ["2025-11-28", "2022-06-20", "2022-04-25", "2025-10-20", "2022-02-01", "2021-12-24"])
def test_days_that_are_no_holidays_are_counted_in_both_readings(iso):
    assert california().works(day(iso))
    assert california().works(day(iso), full=True)


def test_saturday_and_sunday_are_never_working_days():
    for offset in range(7):
        probe = date(2025, 5, 5) + timedelta(days=offset)
        assert california().works(probe, full=True) is (probe.weekday() < 5)


def test_a_holiday_that_follows_the_moon_beyond_its_list_leaves_out_no_day_and_is_told():
    assert california().unlisted_between(day("2036-01-10"), day("2036-02-28")) == (
        (2036, "Lunar New Year"),
        (2036, "Diwali"),
    )
    assert not [day for day in california().full if day.year == 2036 and "Lunar" in california().full[day]]
    assert california().unlisted_between(day("2022-01-10"), day("2035-12-31")) == ()


def test_yearly_days():
    assert YearlyDay(5, weekday=0, nth=-1).in_year(2021) == date(2021, 5, 31)
    assert YearlyDay(11, weekday=3, nth=4, plus=1).in_year(2025) == date(2025, 11, 28)
    assert YearlyDay(2, 29).in_year(2023) is None
    assert YearlyDay(2, 29).in_year(2024) == date(2024, 2, 29)


def test_two_holidays_on_one_day_keep_the_name_of_the_first():
    both = tuple(Holiday(name, Excuse.ALWAYS, YearlyDay(7, 4)) for name in ("First", "Second"))
    assert WorkCalendar.of(both).core[date(2025, 7, 4)] == "First"
