"""The next duty of a case, from its review and its handling."""

import msgspec
import pytest

from imr_desk.config.rule_tables import read_holidays, read_rules
from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.deadlines.rules import RuleTableError
from imr_desk.model.deadlines.words import HoldKind, Rendered
from imr_desk.model.draft import Decision
from imr_desk.model.edits import SetField
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


def handled(*steps):
    handling = Handling()
    for step in steps:
        handling = step_taken(step, handling, ME)
    return handling


def test_facts_come_from_form_and_handling():
    hold = handled(PutOnHold(HoldReason.LIABILITY, since="2025-11-26"), ReleaseHold("2025-12-10"))
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
    waiting = handled(PutOnHold(HoldReason.APPEAL, since="2025-11-26", until="2026-01-15"))
    assert rules.mark(known, waiting) == DueMark("2026-01-15", "2026-01-15", LOOK_AGAIN, paused="appeal filed")
    assert rules.mark(known, step_taken(ReleaseHold("2026-01-10"), waiting, ME)).on == "2025-12-02"


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


def test_kept_rules_that_make_no_sense_are_told_and_the_shipped_ones_count(desk):
    desk.log.keep("deadline-rules", "[[rule]]", ME)
    rules = Deadlines(desk.log, desk.reviews.clock, read_rules, read_holidays)
    assert rules.rules == read_rules()
    assert "cannot be used" in rules.problem
