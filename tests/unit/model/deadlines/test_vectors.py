"""The worked examples that the domain gives, each computed by hand over the core calendar."""

import msgspec
import pytest

from imr_desk.model.deadlines.words import Excuse, Rendered, ServiceMethod
from imr_desk.model.deadlines.work_calendar import WorkCalendar
from imr_desk.model.draft import Decision
from tests.unit.model.deadlines.cases import california, day, deadlines, facts, given, item

NO_HOLIDAYS = WorkCalendar.of(())


def with_friday_after_thanksgiving():
    holidays = [
        msgspec.structs.replace(holiday, excuse=Excuse.ALWAYS) if "after" in holiday.name else holiday
        for holiday in california().holidays
    ]
    assert holidays != list(california().holidays)
    return WorkCalendar.of(tuple(holidays))


# mailed, received, R1 without holidays, R1 core, R1 with the Friday off, R2 raw, R2 rolled, R3 30, rolled, 35, rolled
VECTORS = [
    (
        "2025-11-20 2025-11-24 2025-12-01 2025-12-02 2025-12-03 2025-12-14 "
        "2025-12-15 2025-12-20 2025-12-22 2025-12-25 2025-12-26"
    ),
    (
        "2024-07-01 2024-07-01 2024-07-08 2024-07-09 2024-07-09 2024-07-21 "
        "2024-07-22 2024-07-31 2024-07-31 2024-08-05 2024-08-05"
    ),
    (
        "2026-03-27 2026-03-30 2026-04-06 2026-04-07 2026-04-07 2026-04-19 "
        "2026-04-20 2026-04-26 2026-04-27 2026-05-01 2026-05-01"
    ),
    (
        "2025-12-23 2025-12-26 2026-01-02 2026-01-05 2026-01-05 2026-01-15 "
        "2026-01-15 2026-01-22 2026-01-22 2026-01-27 2026-01-27"
    ),
    (
        "2025-10-08 2025-10-09 2025-10-16 2025-10-16 2025-10-16 2025-10-29 "
        "2025-10-29 2025-11-07 2025-11-07 2025-11-12 2025-11-12"
    ),
    (
        "2014-03-14 2014-03-18 2014-03-25 2014-03-25 2014-03-25 2014-04-07 "
        "2014-04-07 2014-04-13 2014-04-14 2014-04-18 2014-04-18"
    ),
]
WEEKDAYS = [("Thu", "Mon"), ("Mon", "Mon"), ("Fri", "Mon"), ("Tue", "Fri"), ("Wed", "Thu"), ("Fri", "Tue")]


@pytest.fixture(params=VECTORS, ids=lambda vector: vector[:10])
def vector(request):
    return [day(iso) for iso in request.param.split()]


def computed(vector, calendar=None):
    known = facts(
        item(1, rendered=Rendered.NO),
        item(2, rendered=Rendered.YES),
        dates=given(date_mailed=vector[0].isoformat(), date_received=vector[1].isoformat()),
    )
    return deadlines(known, calendar=calendar)


def test_the_vectors_fall_on_the_weekdays_that_they_were_written_for():
    for vector, (mailed, received) in zip(VECTORS, WEEKDAYS, strict=True):
        assert (f"{day(vector[:10]):%a}", f"{day(vector[11:21]):%a}") == (mailed, received)


def test_five_working_days_to_authorize(vector):
    assert computed(vector, NO_HOLIDAYS)["R1"].safe == vector[2]
    assert computed(vector)["R1"].safe == vector[3]
    assert computed(vector, with_friday_after_thanksgiving())["R1"].safe == vector[4]


def test_twenty_days_to_reimburse(vector):
    found = computed(vector)["R2"]
    assert found.counts[0].raw == vector[5]
    assert found.latest == vector[6]
    assert found.safe <= vector[5]


def test_thirty_and_thirty_five_days_to_petition(vector):
    found = computed(vector)["R3"]
    without, with_service = found.counts[1], found.counts[2]
    assert (found.safe, without.raw, without.end) == (vector[7], vector[7], vector[8])
    assert (with_service.raw, with_service.end, found.latest) == (vector[9], vector[10], vector[10])


def test_a_sunday_goes_back_to_friday_for_the_safe_date():
    found = computed([day(iso) for iso in VECTORS[0].split()])["R2"]
    assert (found.safe, found.latest) == (day("2025-12-12"), day("2025-12-15"))


def test_the_full_list_leaves_out_columbus_day():
    found = computed([day(iso) for iso in VECTORS[4].split()])["R1"]
    assert (found.safe, found.latest) == (day("2025-10-16"), day("2025-10-17"))


def test_the_thirty_fourth_day_after_mailing_in_california_is_in_time():
    known = facts(dates=given(date_mailed="2025-03-03"), service=ServiceMethod.CALIFORNIA)
    assert deadlines(known)["R3"].latest >= day("2025-04-06")


@pytest.mark.parametrize(
    ("decided", "until"), [("2013-08-30", "2014-08-30"), ("2024-02-29", "2025-02-28"), ("2023-02-28", "2024-02-28")]
)
def test_a_denial_stays_effective_for_twelve_months(decided, until):
    known = facts(item(1, Decision.UPHELD), dates=given(ur_denial_date=decided))
    found = deadlines(known)["R4"]
    assert (found.safe, found.latest) == (day(until), day(until))
