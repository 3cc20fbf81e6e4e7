"""A case in work belongs to its reviewer until it is given back or has timed out."""

from datetime import date, datetime, timedelta, timezone

import msgspec
import pytest

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.config.rule_tables import read_holidays
from imr_desk.model.case import OPEN_STATUSES, CaseStanding, CaseStatus
from imr_desk.model.edits import SetField
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.handling import GiveBack, GoOn, Handling, HoldReason, PutOnHold, Take, TakeIdle, step_taken
from imr_desk.model.people import Person, Role
from imr_desk.model.queue import CaseFilter, CaseQuery
from imr_desk.model.review import Review
from imr_desk.model.signature import Signature
from imr_desk.ports import NewLetter
from imr_desk.services.case_handling import CaseHandling
from imr_desk.services.ownership import MOST_HOURS, SIGN_AFTER, USUAL_HOURS, Ownership
from imr_desk.services.people import People
from imr_desk.services.reviews import Reviews
from imr_desk.services.worklist import Worklist
from tests.unit.model.letters import two_items

PACIFIC = timezone(timedelta(hours=-8))
FRIDAY = datetime(2026, 11, 20, 15, 0, tzinfo=PACIFIC)
FREE = CaseFilter(statuses=OPEN_STATUSES, free_for="Ben")


class MovingClock:
    """Stands until it is moved."""

    def __init__(self, moment=FRIDAY):
        self.moment = moment

    def now(self):
        return self.moment

    def go(self, **span):
        self.moment += timedelta(**span)


class Office:
    """Ana and Ben, who are reviewers, at one log of two cases."""

    def __init__(self, log):
        self.log, self.clock = log, MovingClock()
        self.ownership = Ownership(log, self.clock, read_holidays().works)
        self.reviews = Reviews(log, self.clock, "Ana", wants_sign=self.ownership.wants_sign)
        self.people = People(log, self.clock, self.reviews, "desk")
        self.people.begin("Cho")
        for name in ("Ana", "Ben"):
            self.people.put(Person(name, Role.REVIEWER, name))
        self.handling = CaseHandling(log, self.reviews, self.people.refusal_of_step, self.ownership.step_for)
        self.worklist = Worklist(log, self.reviews, idle_before=self.ownership.idle_before)
        self.letter, self.draft = two_items()
        for number in (1, 2):
            text = msgspec.structs.replace(self.letter, fingerprint=f"{number:064x}")
            standing = CaseStanding.of(Review.of(self.draft, text), CaseStatus.NEW)
            log.add(NewLetter(f"{number}.pdf", b"x", text, self.draft), standing, self.reviews.sign())

    def sit(self, name):
        self.people._person = self.people.register.named(name)
        self.reviews.person = name

    def take(self, name, over=False):
        self.sit(name)
        return self.handling.take((1,), Take(over=over))

    def act(self, name):
        self.sit(name)
        review = Review.of(self.draft, self.letter)
        act = self.reviews.act(SetField(None, "employer", f"Acme {self.clock.now()}"))
        self.reviews.record(1, act, act.step.apply(review, self.letter, act.by))

    def whose(self):
        return self.log.case(1).handling.reviewer

    def free(self):
        self.sit("Ben")
        found = [case.id for case in self.worklist.cases(CaseQuery(FREE))]
        assert self.worklist.count(FREE) == len(found)
        return found


@pytest.fixture(params=["memory", "sqlite"])
def office(request, tmp_path):
    made = Office(MemoryCaseLog() if request.param == "memory" else SqliteCaseLog(tmp_path / "c.db", MovingClock()))
    yield made
    made.log.close()


def test_a_case_that_nobody_worked_on_is_free_again_and_the_history_says_why(office):
    office.take("Ana")
    office.act("Ana")
    office.clock.go(hours=71, minutes=59)  # Monday, a minute to three
    assert office.free() == [2]
    refused = office.take("Ben").refused
    assert "Only a supervisor" in refused[0].sentence
    office.clock.go(minutes=2)
    assert office.free() == [1, 2]
    assert office.worklist.next_after(2, CaseQuery()).id == 1
    assert not office.take("Ben").refused
    assert office.whose() == "Ben"
    step = office.log.events(1)[-1].step
    assert step == TakeIdle("Ana", "2026-11-20T15:00:00.000-08:00")
    assert step.label == "take from Ana, timed out: not worked on since Fri Nov 20, 2026"
    opened, history = office.reviews.open(1)
    assert len(opened.acts) == 1  # what Ana did is there
    assert history.review.fields["employer"].by.who == "Ana"


def test_taking_over_a_case_that_timed_out_needs_no_right(office):
    office.take("Ana")
    office.clock.go(days=7)
    assert not office.take("Ben", over=True).refused
    assert isinstance(office.log.events(1)[-1].step, TakeIdle)


def test_who_acts_keeps_the_case(office):
    office.take("Ana")
    for _ in range(4):
        office.clock.go(hours=20)
        office.act("Ana")
        assert office.free() == [2]
    signs = [event.step for event in office.log.events(1) if isinstance(event.step, GoOn)]
    assert len(signs) == 4
    assert "Only a supervisor" in office.take("Ben").refused[0].sentence


def test_typing_on_leaves_no_more_than_one_sign_in_a_quarter_of_an_hour(office):
    office.take("Ana")
    for _ in range(30):
        office.clock.go(minutes=1)
        office.act("Ana")
    signs = [event for event in office.log.events(1) if isinstance(event.step, GoOn)]
    assert len(signs) == timedelta(minutes=30) // SIGN_AFTER


def test_nobody_signs_for_somebody_else_or_where_nothing_times_out(office):
    office.take("Ana")
    office.clock.go(hours=5)
    handling = office.log.case(1).handling
    assert office.ownership.wants_sign(handling, Signature("Ana", office.clock.now().isoformat()))
    assert not office.ownership.wants_sign(handling, Signature("Ben", office.clock.now().isoformat()))
    office.ownership.keep_hours(0, office.reviews.sign())
    assert not office.ownership.wants_sign(handling, Signature("Ana", office.clock.now().isoformat()))
    assert step_taken(GoOn(), handling, Signature("Ben", "2026-11-21T09:00:00-08:00")) == handling


def test_a_case_on_hold_or_finished_does_not_time_out(office):
    office.take("Ana")
    office.handling.take((1,), PutOnHold(HoldReason.RECORDS))
    office.clock.go(days=30)
    assert office.free() == [2]
    assert "Only a supervisor" in office.take("Ben").refused[0].sentence


def test_a_step_that_comes_too_late_is_refused(office):
    office.take("Ana")
    handling = office.log.case(1).handling
    by = Signature("Ben", "2026-12-01T09:00:00-08:00")
    for meanwhile in (GoOn(), GiveBack()):
        later = step_taken(meanwhile, handling, Signature("Ana", "2026-11-30T09:00:00-08:00"))
        with pytest.raises(EditRefusedError, match="worked on this case meanwhile"):
            step_taken(TakeIdle("Ana", handling.taken_at), later, by)


def test_one_s_own_case_and_one_that_nobody_has_are_taken_as_ever(office):
    office.take("Ana")
    office.clock.go(days=30)
    assert not office.take("Ana").before  # nothing to take: it is hers
    assert office.handling.take((2,), Take()).before == {2: Handling()}
    assert office.log.events(2)[-1].step == Take()


@pytest.mark.parametrize(
    ("now", "hours", "before"),
    [
        ("2026-11-20T15:00:00-08:00", 4, "2026-11-20T11:00:00.000-08:00"),
        ("2026-11-23T15:00:00-08:00", 24, "2026-11-20T15:00:00.000-08:00"),  # over a weekend
        ("2026-11-22T12:00:00-08:00", 24, "2026-11-20T00:00:00.000-08:00"),  # looked at on a Sunday
        ("2026-11-27T10:00:00-08:00", 24, "2026-11-25T10:00:00.000-08:00"),  # over Thanksgiving; Friday counts
        ("2026-11-24T00:00:00-08:00", 24, "2026-11-23T00:00:00.000-08:00"),  # at midnight
        ("2026-11-24T00:00:00-08:00", 25, "2026-11-20T23:00:00.000-08:00"),
        ("2026-11-24T09:30:00+00:00", 48, "2026-11-20T09:30:00.000+00:00"),
    ],
)
def test_only_working_days_count(now, hours, before):
    ownership = Ownership(MemoryCaseLog(), MovingClock(datetime.fromisoformat(now)), read_holidays().works)
    ownership.keep_hours(hours, Signature("Cho", now))
    assert ownership.idle_before() == before


def test_the_longest_time_is_found_at_once():
    ownership = Ownership(MemoryCaseLog(), MovingClock(), read_holidays().works)
    ownership.keep_hours(MOST_HOURS, Signature("Cho", "2026-11-20T15:00:00-08:00"))
    assert date.fromisoformat(ownership.idle_before()[:10]).year == 2025


def test_the_time_is_kept_with_its_history_and_nonsense_is_refused(office):
    assert office.ownership.hours == USUAL_HOURS
    for wrong in (-1, MOST_HOURS + 1):
        with pytest.raises(EditRefusedError, match="from 1 to"):
            office.ownership.keep_hours(wrong, office.reviews.sign())
    office.ownership.keep_hours(0, office.reviews.sign())
    assert office.ownership.idle_before() == ""
    again = Ownership(office.log, office.clock, read_holidays().works)
    assert again.hours == 0
    office.take("Ana")
    office.clock.go(days=60)
    assert office.free() == [2]
    again.keep_hours(8, office.reviews.sign())
    assert Ownership(office.log, office.clock, read_holidays().works).hours == 8


@pytest.mark.parametrize("kept", ["", "soon", "-3", "1e9", "99999999999999999999", "٣", str(MOST_HOURS + 1)])
def test_what_no_version_wrote_counts_as_the_usual_time(kept):
    log = MemoryCaseLog()
    log.keep("case-time-out", kept, Signature("Cho", "2026-11-20T15:00:00-08:00"))
    assert Ownership(log, MovingClock(), read_holidays().works).hours == USUAL_HOURS
