import pytest

from imr_desk.model.deadlines.computing import compute
from imr_desk.model.deadlines.due import due_of, keep_until
from imr_desk.model.deadlines.facts import Suspension
from imr_desk.model.deadlines.phrases import item_words
from imr_desk.model.deadlines.words import DueState, HoldKind, Rendered
from imr_desk.model.draft import Decision
from tests.unit.model.deadlines.cases import california, day, facts, given, item, shipped

RECEIVED = given(date_mailed="2025-11-20", date_received="2025-11-24")


def due(known, today):
    return due_of(compute(known, shipped(), california()), day(today), california())


@pytest.mark.parametrize(
    ("today", "state", "words"),
    [
        ("2025-11-24", DueState.LATER, "Due Tue Dec 2"),
        ("2025-11-25", DueState.THIS_WEEK, "Due Tue Dec 2"),
        ("2025-11-28", DueState.THIS_WEEK, "Due Tue Dec 2"),
        ("2025-12-01", DueState.NEXT_WORKING_DAY, "Due Tue Dec 2"),
        ("2025-12-02", DueState.TODAY, "Due today"),
        ("2025-12-03", DueState.OVERDUE, "Overdue by 1 day"),
        ("2025-12-05", DueState.OVERDUE, "Overdue by 3 days"),
    ],
)
def test_words_of_the_chip(today, state, words):
    found = due(facts(dates=RECEIVED), today)
    assert (found.state, found.words, found.day, found.rule) == (state, words, day("2025-12-02"), "R1")
    assert found.diary == day("2025-12-26")


def test_the_next_working_day_is_found_over_a_weekend_and_another_year_is_named():
    known = facts(dates=given(date_received="2025-12-26"))
    assert due(known, "2026-01-02").state is DueState.NEXT_WORKING_DAY
    assert due(known, "2026-01-03").state is DueState.NEXT_WORKING_DAY
    assert due(known, "2025-12-30").words == "Due Mon Jan 5, 2026"


def test_past_the_safe_date_the_hint_says_how_long_it_is_arguable():
    found = due(facts(item(rendered=Rendered.YES), dates=RECEIVED), "2025-12-13")
    assert found.words == "Overdue by 1 day"
    assert found.hint.endswith("safe date Fri Dec 12, 2025. Still arguable until Mon Dec 15, 2025.")


def test_the_nearest_duty_wins():
    found = due(facts(item(1, rendered=Rendered.YES), item(2), dates=RECEIVED), "2025-11-24")
    assert found.rule == "R1"


def test_what_is_done_is_due_no_more():
    known = facts(item(1, rendered=Rendered.YES), item(2), dates=RECEIVED, done={"R1": day("2025-11-25")})
    assert due(known, "2025-12-05").rule == "R2"
    known = facts(item(2), dates=RECEIVED, expedited=True, done={"R1": day("2025-11-25")})
    assert due(known, "2025-12-05").state is DueState.NONE


def test_without_a_date_it_is_asked_for():
    found = due(facts(), "2025-12-05")
    assert (found.state, found.words) == (DueState.NEEDS_DATE, "Needs the date received")
    assert (found.hint, found.day) == ("When was the letter received?", None)


def test_an_assumed_date_warns_ahead_but_never_makes_a_case_overdue():
    known = facts(dates=given(decision_date="2025-11-20"))
    found = due(known, "2025-11-25")
    assert (found.words, found.assumed) == ("Due Fri Nov 28 (assumed)", True)
    found = due(known, "2026-03-05")
    assert (found.state, found.words, found.day) == (
        DueState.NEEDS_DATE,
        "Needs the date received",
        day("2025-11-28"),
    )


def test_a_far_duty_does_not_hide_a_missing_date():
    known = facts(dates=given(bill_received="2025-11-24"), answers={"bill_form": "paper"})
    assert due(known, "2025-11-25").state is DueState.NEEDS_DATE
    assert due(known, "2026-01-06").rule == "R9"


def test_a_hold_is_shown_until_it_ends():
    on_going = facts(dates=RECEIVED, holds=(Suspension(HoldKind.APPEAL, day("2025-11-26")),))
    found = due(on_going, "2025-12-05")
    assert (found.state, found.words) == (DueState.PAUSED, "On hold since Wed Nov 26")
    assert "appeal filed" in found.hint
    assert found.day == day("2025-12-02")
    planned = facts(dates=RECEIVED, holds=(Suspension(HoldKind.APPEAL, day("2025-11-26"), day("2026-01-15")),))
    assert due(planned, "2025-12-05").words == "On hold until Thu Jan 15, 2026"
    assert due(planned, "2026-01-14").state is DueState.PAUSED
    assert due(planned, "2026-01-15").words == "Overdue by 44 days"


def test_an_upheld_case_has_nothing_due_but_its_diary_stays_open():
    found = due(facts(item(1, Decision.UPHELD), dates=RECEIVED), "2025-12-05")
    assert (found.state, found.words, found.diary) == (DueState.NONE, "Nothing due", day("2025-12-26"))
    assert found.hint == ("Keep the diary open until Fri Dec 26, 2025: the time for an appeal may run until then.")


def test_the_file_is_kept_to_the_latest_of_its_dates():
    dates = given(date_of_injury="2016-02-29", last_benefit_date="2023-05-01", audit_final="2020-01-01")
    assert keep_until(compute(facts(dates=dates), shipped(), california())) == day("2024-05-01")
    assert keep_until(compute(facts(), shipped(), california())) is None


# Items in words


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((2,), "item 2"),
        ((1, 2), "items 1 and 2"),
        ((1, 2, 4), "items 1, 2 and 4"),
        ((1, 2, 3), "items 1–3"),
        ((1, 2, 3, 5), "items 1–3 and 5"),
        ((1, 3, 4, 5, 9), "items 1, 3–5 and 9"),
        (tuple(range(1, 16)), "items 1–15"),
    ],
)
def test_items_that_follow_one_another_are_told_as_a_range(numbers, words):
    assert item_words(numbers) == words
