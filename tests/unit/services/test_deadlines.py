"""The next duty of a case, from its review and its handling."""

from datetime import date, timedelta

import msgspec
import pytest

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.config.rule_tables import read_holidays, read_rules
from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.deadlines.computing import compute
from imr_desk.model.deadlines.due import due_of
from imr_desk.model.deadlines.rules import RuleTableError
from imr_desk.model.deadlines.words import DueState, HoldKind, Rendered
from imr_desk.model.draft import Decision
from imr_desk.model.edits import SetField
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.facts import DueMark
from imr_desk.model.handling import (
    GiveAnswer,
    GiveDate,
    Handling,
    HoldReason,
    MarkDone,
    PutOnHold,
    ReleaseHold,
    step_taken,
)
from imr_desk.model.queue import CaseQuery
from imr_desk.model.review import Review
from imr_desk.model.signature import Signature
from imr_desk.services.deadlines import LOOK_AGAIN, Deadlines, facts_of
from tests.synthetic import make_letter, render_pdf
from tests.unit.model.letters import two_items

ME = Signature("rn1", "2025-11-25T09:00:00-08:00")
LATER = Signature("rn1", "2026-01-20T09:00:00-08:00")


@pytest.fixture
def rules(desk):
    return Deadlines(desk.log, desk.reviews.clock, read_rules, read_holidays)


def reviewed(**fields):
    """A review of two items, the second overturned, with dates typed."""
    letter, draft = two_items()
    review = Review.of(draft, letter)
    for name, value in fields.items():
        review = SetField(None, name, value).apply(review, letter, ME)
    return letter, review


def facts(**fields):
    return CaseStanding.of(reviewed(**fields)[1], CaseStatus.NEW).facts


def handled(*steps, by=ME):
    handling = Handling()
    for step in steps:
        handling = step_taken(step, handling, by)
    return handling


def test_facts_come_from_form_and_handling():
    hold = handled(PutOnHold(HoldReason.LIABILITY, since="2025-11-26"), ReleaseHold("2025-12-10"), by=LATER)
    known = facts_of(
        facts(date_received="2025-11-24"), msgspec.structs.replace(hold, done=handled(MarkDone("R2")).done)
    )
    assert known.dates["date_received"].settled
    assert not known.dates["date_of_injury"].settled
    assert known.dates["liability_resolved"].day.isoformat() == "2025-12-10"
    assert [(each.number, each.outcome) for each in known.items] == [(1, Decision.UPHELD), (2, Decision.OVERTURNED)]
    assert known.holds[0].kind is HoldKind.LIABILITY
    assert known.done["R2"].isoformat() == "2025-11-25"


def test_a_doubtful_yes_to_given_counts_as_unknown():
    letter, review = reviewed()
    review = SetField(review.items[1].id, "retrospective", "yes").apply(review, letter, ME)
    entry = msgspec.structs.replace(review.items[1].fields["retrospective"], by=None, doubtful=True)
    doubted = msgspec.structs.replace(review.items[1], fields={**review.items[1].fields, "retrospective": entry})
    for item, rendered in ((review.items[1], Rendered.YES), (doubted, Rendered.UNKNOWN)):
        now = msgspec.structs.replace(review, items=(review.items[0], item))
        assert facts_of(CaseStanding.of(now, CaseStatus.NEW).facts, Handling()).items[1].rendered is rendered


def test_five_working_days_after_receipt(rules):
    mark = rules.mark(facts(date_received="2025-11-24"), Handling())
    assert mark == DueMark(on="2025-12-02", latest="2025-12-02", rule="R1")


def test_a_date_given_beside_the_form_counts_and_the_forms_own_goes_first(rules):
    beside = handled(GiveDate("date_received", "2025-11-24"))
    assert rules.mark(facts(), beside).on == "2025-12-02"
    assert rules.mark(facts(date_received="2024-07-01"), beside).on == "2024-07-09"


def test_without_the_date_it_is_asked_for(rules):
    mark = rules.mark(facts(), Handling())
    assert mark.needs == "date_received"


def test_an_appeal_suspends_the_duty_and_its_end_brings_it_back(rules):
    known = facts(date_received="2025-11-24")
    waiting = handled(PutOnHold(HoldReason.APPEAL, since="2025-11-26", until="2026-01-15"), by=LATER)
    assert rules.mark(known, waiting) == DueMark("2026-01-15", "2026-01-15", LOOK_AGAIN, paused="appeal filed")
    assert rules.mark(known, step_taken(ReleaseHold("2026-01-10"), waiting, LATER)).on == "2025-12-02"


@pytest.mark.parametrize("reason", [HoldReason.RECORDS, HoldReason.ANSWER, HoldReason.OTHER])
def test_on_a_case_that_waits_for_anything_else_the_duty_goes_on_and_the_nearer_day_counts(rules, reason):
    known = facts(date_received="2025-11-24")
    duty = DueMark("2025-12-02", "2025-12-02", "R1")
    for until in ("", "2025-12-02", "2026-01-15"):
        assert rules.mark(known, handled(PutOnHold(reason, since="2025-11-26", until=until), by=LATER)) == duty
    sooner = handled(PutOnHold(reason, since="2025-11-26", until="2025-12-01"), by=LATER)
    assert rules.mark(known, sooner) == DueMark("2025-12-01", "2025-12-01", LOOK_AGAIN, paused=reason.value)
    done = handled(MarkDone("R1", "2025-11-25"), PutOnHold(reason, since="2025-11-26"), by=LATER)
    assert rules.mark(known, done) == DueMark(rule=LOOK_AGAIN, paused=reason.value)


def test_an_appeal_lets_the_fee_go_on_and_the_nearer_day_counts(rules):
    steps = (GiveDate("imr_invoice_received", "2025-11-24"), PutOnHold(HoldReason.APPEAL, since="2025-11-26"))
    known = facts(date_received="2025-11-24")
    assert rules.mark(known, handled(*steps, by=LATER)).rule == "R10"
    sooner = handled(steps[0], PutOnHold(HoldReason.APPEAL, since="2025-11-26", until="2025-12-01"), by=LATER)
    assert rules.mark(known, sooner).rule == LOOK_AGAIN


@pytest.mark.parametrize("reason", [HoldReason.APPEAL, HoldReason.LIABILITY])
@pytest.mark.parametrize("released", ["", "2026-01-10", "2026-01-20"])
def test_queue_and_case_read_a_released_hold_alike_from_the_very_day(rules, reason, released):
    known = facts(date_received="2025-11-24")
    waiting = handled(PutOnHold(reason, since="2025-11-26"), by=LATER)
    free = step_taken(ReleaseHold(released), waiting, LATER)
    for days in range(10):
        today = date(2026, 1, 20) + timedelta(days)
        for handling, rests in ((waiting, True), (free, False)):
            found = due_of(compute(facts_of(known, handling), rules.rules, rules.calendar), today, rules.calendar)
            assert (found.state is DueState.PAUSED) is rests
            assert bool(rules.mark(known, handling).paused) is rests
    assert rules.mark(known, free).on == "2025-12-02"


def test_a_dispute_over_liability_is_resolved_on_the_day_on_which_its_hold_ended(rules):
    over = handled(PutOnHold(HoldReason.LIABILITY, since="2025-11-26"), ReleaseHold(), by=LATER)
    assert facts_of(facts(), over).dates["liability_resolved"].day == date(2026, 1, 20)


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ((PutOnHold(HoldReason.APPEAL, since="2026-01-21"),), "cannot begin on a day to come"),
        ((PutOnHold(HoldReason.APPEAL), ReleaseHold("2026-01-21")), "cannot end on a day to come"),
    ],
)
def test_a_hold_neither_begins_nor_ends_on_a_day_to_come(steps, sentence):
    with pytest.raises(EditRefusedError, match=sentence):
        handled(*steps, by=LATER)


def test_what_is_done_is_no_longer_due(rules):
    done = handled(MarkDone("R1", "2025-11-28", "authorized"))
    assert rules.mark(facts(date_received="2025-11-24"), done).rule != "R1"


def test_an_answer_that_means_nothing_is_not_known():
    known = facts_of(facts(), handled(GiveAnswer("service_method", "by pigeon")))
    assert known.service is None


def test_edited_rules_count_and_all_cases_are_counted_anew(desk, rules, tmp_path):
    desk.reviews.due_of = rules.mark
    (tmp_path / "a.pdf").write_bytes(render_pdf(make_letter("D", 1, items=2)))
    tuple(desk.intake.bring_in([tmp_path / "a.pdf"]))
    (case,) = desk.worklist.cases(CaseQuery())
    desk.handling.take([case.id], GiveDate("date_received", "2025-11-24"))
    before = desk.log.case(case.id).due
    text = rules.rules_text().replace("count = 5\n", "count = 3\n", 1)
    rules.keep_rules(text, ME)
    assert rules.wants_counting()
    assert sum(rules.count_anew()) == (1 if before.rule == "R1" else 0)
    assert not rules.wants_counting()
    assert Deadlines(desk.log, desk.reviews.clock, read_rules, read_holidays).rules == rules.rules


def test_nonsense_rules_are_refused_and_the_old_ones_stay(desk, rules):
    before = rules.rules
    with pytest.raises(RuleTableError):
        rules.keep_rules("count = five", ME)
    assert rules.rules == before
    assert desk.log.kept("deadline-rules") is None


def test_a_table_without_the_duty_to_implement_is_refused_with_a_sentence(desk, rules):
    without = rules.rules_text().replace('outcome = "overturned"', 'outcome = "upheld"')
    with pytest.raises(RuleTableError, match="treatment that is approved and not yet given") as refused:
        rules.keep_rules(without, ME)
    assert refused.value.column == "duty"
    assert desk.log.kept("deadline-rules") is None


def test_kept_rules_that_make_no_sense_are_told_and_the_shipped_ones_count(desk):
    desk.log.keep("deadline-rules", "[[rule]]", ME)
    rules = Deadlines(desk.log, desk.reviews.clock, read_rules, read_holidays)
    assert rules.rules == read_rules()
    assert "cannot be used" in rules.problem


# Holidays


def test_edited_holidays_count_and_all_cases_are_to_be_counted_anew(desk, rules, tmp_path):
    desk.reviews.due_of = rules.mark
    (tmp_path / "a.pdf").write_bytes(render_pdf(make_letter("D", 1, items=1, decisions=("overturned",))))
    tuple(desk.intake.bring_in([tmp_path / "a.pdf"]))
    (case,) = desk.worklist.cases(CaseQuery())
    desk.handling.take([case.id], GiveDate("date_received", "2026-11-30"))
    assert sum(rules.count_anew()) == 0
    assert not rules.wants_counting()
    added = '[[holiday]]\nname = "Day of the desk"\nexcuse = "always"\non = "December 3"\n'
    rules.keep_holidays(rules.holidays_text() + added, ME)
    assert rules.wants_counting()
    before = desk.log.case(case.id).due.on
    assert sum(rules.count_anew()) == 1
    assert (before, desk.log.case(case.id).due.on) == ("2026-12-07", "2026-12-08")
    assert not rules.wants_counting()
    again = Deadlines(desk.log, desk.reviews.clock, read_rules, read_holidays)
    assert again.calendar == rules.calendar != read_holidays()
    assert (
        again.shipped_holidays_text()
        == Deadlines(MemoryCaseLog(), desk.reviews.clock, read_rules, read_holidays).holidays_text()
    )


def test_nonsense_holidays_are_refused_and_the_old_ones_stay(desk, rules):
    before = rules.calendar
    with pytest.raises(RuleTableError):
        rules.keep_holidays("[[holiday]]", ME)
    assert rules.calendar == before
    assert desk.log.kept("holidays") is None


def test_kept_holidays_that_make_no_sense_are_told_and_the_shipped_ones_count(desk):
    desk.log.keep("holidays", "name = 1", ME)
    rules = Deadlines(desk.log, desk.reviews.clock, read_rules, read_holidays)
    assert rules.calendar == read_holidays()
    assert "The department's holidays cannot be used" in rules.problem


def test_a_rule_is_named_as_its_newest_version_says_it(rules):
    text = rules.rules_text()
    assert rules.rule_names["R1"] == "Authorize the treatment; tell the employee and the provider"
    assert set(rules.rule_names) == {line[6:-1] for line in text.splitlines() if line.startswith("id = ")}
