import msgspec
import pytest

from imr_desk.model.deadlines.facts import GivenDate, Suspension
from imr_desk.model.deadlines.rules import RuleTable
from imr_desk.model.deadlines.words import Duty, HoldKind, Rendered, ServiceMethod
from imr_desk.model.draft import Decision
from tests.unit.model.deadlines.cases import day, deadlines, facts, given, item, shipped

RECEIVED = given(date_received="2025-11-24")


def told(deadline):
    return " ".join(deadline.lines)


# Which rules apply


@pytest.mark.parametrize(
    ("outcome", "rendered", "rules"),
    [
        (Decision.OVERTURNED, Rendered.NO, {"R1"}),
        (Decision.OVERTURNED, Rendered.YES, {"R2"}),
        (Decision.OVERTURNED, Rendered.PART, {"R1", "R2"}),
        (Decision.OVERTURNED, Rendered.UNKNOWN, {"R1"}),
        (Decision.UPHELD, Rendered.NO, set()),
        (Decision.NOT_ADDRESSED, Rendered.NO, set()),
        (Decision.UNCLEAR, Rendered.NO, {"R1"}),
        (None, Rendered.YES, {"R2"}),
    ],
)
def test_duties_follow_the_decision_and_what_was_given(outcome, rendered, rules):
    found = deadlines(facts(item(1, outcome, rendered), dates=RECEIVED))
    assert {rule for rule, deadline in found.items() if deadline.duty is Duty.OURS} == rules


def test_a_deadline_names_the_items_that_it_is_about():
    known = facts(
        item(1), item(2, Decision.UPHELD), item(3), item(4, rendered=Rendered.YES), dates=RECEIVED, expedited=True
    )
    found = deadlines(known)
    assert {rule: found[rule].items for rule in ("R1", "R1-expedited", "R2", "R3", "R4")} == {
        "R1": (1, 3),
        "R1-expedited": (1, 3),
        "R2": (4,),
        "R3": (1, 2, 3, 4),
        "R4": (2,),
    }
    assert found["R1-expedited"].safe == day("2025-11-25")


def test_what_nobody_decided_or_said_is_asked_and_assumed_for_the_earlier_date():
    found = deadlines(facts(item(1), item(2, None, Rendered.UNKNOWN), dates=RECEIVED))["R1"]
    assert [(question.field, question.items) for question in found.missing] == [
        ("decision", (2,)),
        ("retrospective", (2,)),
    ]
    assert "The decision on item 2 is not clear; counted as if the treatment were approved." in found.assumptions
    assert "Nobody said whether the treatment of item 2 was given; counted as not yet given." in found.assumptions


def test_rules_that_do_not_ask_are_silent_until_their_date_is_there():
    assert not {"R5", "R6", "R7", "R9", "R10", "R13"} & set(deadlines(facts()))
    found = deadlines(facts(dates=given(bill_received="2025-11-24"), answers={"bill_form": "paper"}))
    assert found["R9"].safe == day("2026-01-08")
    assert {rule for rule in found if rule.startswith("R9")} == {"R9"}


def test_an_answer_that_nobody_gave_excludes_no_rule_and_is_asked():
    found = deadlines(facts(dates=given(bill_received="2025-11-24")))
    assert {rule for rule in found if rule.startswith("R9")} == {"R9", "R9-government", "R9-electronic"}
    assert [question.field for question in found["R9"].missing] == ["bill_form"]


# Dates that are not known


def test_without_any_date_the_letter_s_receipt_is_asked():
    found = deadlines(facts())
    assert (found["R1"].safe, found["R1"].latest, found["R1"].counts) == (None, None, ())
    assert found["R1"].missing[0].words == "When was the letter received?"
    assert found["R3"].missing[0].words == "When was the letter mailed?"


def test_receipt_is_assumed_on_the_earliest_day_that_is_known():
    known = facts(dates={"decision_date": GivenDate(day("2025-11-20"), settled=False)})
    found = deadlines(known)["R1"]
    assert (found.assumed, found.start, found.safe) == (True, day("2025-11-20"), day("2025-11-28"))
    assert found.missing[0].field == "date_received"
    assert (
        "The date received is not known; the decision date, Thu Nov 20, 2025, stands in for it, the earliest that it "
        "can be."
    ) in found.assumptions
    assert "The decision date is the program's reading; nobody has confirmed it." in found.assumptions
    known = facts(dates=known.dates | given(date_mailed="2025-11-21"))
    assert deadlines(known)["R1"].start == day("2025-11-21")


def test_the_other_side_s_latest_date_is_never_counted_from_a_day_too_early():
    decided = given(decision_date="2025-11-20")
    found = deadlines(facts(dates=decided))["R3"]
    assert "The latest arguable date may be later, because the mailing date is not known." in found.assumptions
    found = deadlines(facts(dates=decided | RECEIVED))["R3"]
    assert (found.safe, found.latest) == (day("2025-12-20"), day("2025-12-29"))
    assert "because the mailing date cannot be later" in told(found)


def test_dates_that_contradict_one_another_are_told():
    found = deadlines(facts(dates=given(decision_date="2025-11-20", date_received="2025-01-06")))["R3"]
    assert found.safe <= found.latest
    assert "contradict" in told(found)


def test_a_slip_of_the_hand_is_not_counted_from():
    found = deadlines(facts(dates=given(date_received="9999-12-31")))["R1"]
    assert found.safe is None
    assert found.assumptions == ("The date received, Fri Dec 31, 9999, cannot be right and was not used.",)


@pytest.mark.parametrize(
    ("service", "latest"),
    [
        (ServiceMethod.PERSONAL, "2025-12-22"),
        (ServiceMethod.CALIFORNIA, "2025-12-26"),
        (ServiceMethod.OTHER_STATE, "2025-12-30"),
        (ServiceMethod.ABROAD, "2026-01-09"),
        (None, "2025-12-26"),
    ],
)
def test_the_manner_of_service_adds_days_to_the_latest_date_only(service, latest):
    found = deadlines(facts(dates=given(date_mailed="2025-11-20"), service=service))["R3"]
    assert (found.safe, found.latest) == (day("2025-12-20"), day(latest))
    assert ("service_method" in [question.field for question in found.missing]) is (service is None)


# Holds


def test_a_hold_leaves_the_deadline_in_sight_with_its_date():
    hold = Suspension(HoldKind.APPEAL, day("2025-11-26"), reason="Petition filed", by="rn1")
    found = deadlines(facts(dates=RECEIVED, holds=(hold,)))
    assert found["R1"].safe == day("2025-12-02")
    assert found["R1"].paused == hold
    assert found["R1"].paused_on(day("2025-11-25")) is None
    assert found["R1"].paused_on(day("2025-12-30")) == hold
    assert found["R3"].holds == ()


def test_days_of_a_hold_that_is_over_are_not_deducted():
    hold = Suspension(HoldKind.LIABILITY, day("2025-11-26"), day("2025-12-10"))
    found = deadlines(facts(dates=RECEIVED, holds=(hold,)))["R1"]
    assert found.safe == day("2025-12-02")
    assert found.paused is None
    assert found.paused_on(day("2025-12-09")) == hold
    assert found.paused_on(day("2025-12-10")) is None
    assert "its days are not deducted, the date stands as first counted" in told(found)


def test_a_hold_that_began_too_late_is_told():
    hold = Suspension(HoldKind.APPEAL, day("2025-12-20"))
    assert "began when the date had passed" in told(deadlines(facts(dates=RECEIVED, holds=(hold,)))["R1"])


# Versions of rules


def test_the_day_it_runs_from_decides_which_version_counts():
    old = next(rule for rule in shipped().rules if rule.id == "R1")
    table = RuleTable.of(
        (
            msgspec.structs.replace(old, count=3, valid_from=day("2026-04-01"), unchecked_from=None),
            msgspec.structs.replace(old, valid_to=day("2026-03-31")),
        ),
        "Two versions",
        "1",
    )
    before = deadlines(facts(dates=given(date_received="2026-03-31")), table)["R1"]
    after = deadlines(facts(dates=given(date_received="2026-04-01")), table)["R1"]
    assert (before.counts[0].count, after.counts[0].count) == (5, 3)
    assert deadlines(facts(), table)["R1"].missing[0].field == "date_received"
    only_new = RuleTable.of(table.rules[1:], "New", "2")
    assert deadlines(facts(dates=given(date_received="2026-03-31")), only_new) == {}


def test_what_nobody_compared_with_the_law_says_so():
    amended = "The law was amended as of Wed Apr 1, 2026; rule R1 has not been compared with the new text."
    assert amended not in deadlines(facts(dates=given(date_received="2026-03-31")))["R1"].assumptions
    assert amended in deadlines(facts(dates=given(date_received="2026-04-01")))["R1"].assumptions
    fee = deadlines(facts(dates=given(imr_invoice_received="2025-01-06")))["R10"]
    assert "Rule R10 was written down from memory; nobody has compared it with its source." in fee.assumptions


# Words


def test_lines_tell_how_it_was_counted():
    lines = deadlines(facts(dates=RECEIVED))["R1"].lines
    assert lines[0] == (
        "Safe and latest date: 5 working days after Mon Nov 24, 2025, "
        "leaving out Thanksgiving (Thu Nov 27), Saturday and Sunday, is Tue Dec 2, 2025."
    )
    assert lines[1] == (
        "Safe and latest date, day by day: day 1 Tue Nov 25; day 2 Wed Nov 26; Thu Nov 27 (Thanksgiving); "
        "day 3 Fri Nov 28; Sat Nov 29; Sun Nov 30; day 4 Mon Dec 1; day 5 Tue Dec 2."
    )
    assert lines[-1].startswith("Source: 8 CCR 9792.10.7(a)(2)")


def test_lines_tell_how_a_last_day_was_moved():
    lines = deadlines(facts(item(rendered=Rendered.YES), dates=RECEIVED))["R2"].lines
    counted = "20 calendar days after Mon Nov 24, 2025, is Sun Dec 14, 2025"
    assert lines[0] == f"Safe date: {counted}; back over Saturday and Sunday to Fri Dec 12, 2025."
    assert lines[1] == f"Latest arguable date: {counted}; forward over Sunday to Mon Dec 15, 2025."


def test_no_line_speaks_of_money():
    dates = {trigger: GivenDate(day("2026-05-04")) for trigger in {rule.trigger for rule in shipped().rules}}
    known = facts(item(rendered=Rendered.PART), item(2, Decision.UPHELD), dates=dates)
    found = deadlines(known)
    assert len(found) > 15
    for deadline in found.values():
        assert "$" not in told(deadline)
        assert "penalt" not in told(deadline).lower()


def test_business_days_and_hours_are_counted_for_the_earlier_date():
    friday = given(ad_request_received="2025-10-03", noarfi_date="2025-10-03")
    found = deadlines(facts(dates=friday, expedited=True))
    assert (found["R7"].safe, found["R7"].latest) == (day("2025-10-09"), day("2025-10-10"))
    assert found["R6-expedited"].safe == day("2025-10-04")
    assert "R6" not in found


def test_a_holiday_whose_date_nobody_listed_is_told():
    found = deadlines(facts(dates=given(date_received="2037-02-09")))["R1"]
    assert "The calendar gives no date for Lunar New Year in 2037; no day was left out for it." in found.assumptions
