"""Drawing cases for a second reading: by a rule, at random with a least number, each case at most once."""

import random
import time

import msgspec
import pytest

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.draft import Decision
from imr_desk.model.edits import DecideItem, FinishReview, ReopenReview
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.facts import CaseFacts, ItemFacts
from imr_desk.model.queue import CaseFilter, CaseQuery, DateRange
from imr_desk.model.review import Review
from imr_desk.model.second import SamplingRule, SecondState
from imr_desk.services.people import NotAllowedError
from tests.contracts.caselog.letters import new_letter
from tests.unit.services.second_office import ANA, BEN, CHO, NIA, SAM, Office, done, overturned

EVERYTHING = DateRange()
NOTHING = SamplingRule(on=True, overturned=False, flags=False, percent=0, least=0)


def rule(**asked):
    return msgspec.structs.replace(NOTHING, **asked)


@pytest.fixture
def office():
    return Office()


def with_rule(office, **asked):
    office.sit(SAM).sampling.keep_rule(rule(**asked))
    return office


class Hears:
    """Hears how far a drawing is, and stops it after so many cases."""

    def __init__(self, stop_after=None):
        self.steps, self.stop_after = [], stop_after

    def step(self, done, total, name):
        self.steps.append((done, total, name))

    def cancelled(self):
        return self.stop_after is not None and len(self.steps) > self.stop_after


# The rule


def test_nothing_is_drawn_before_somebody_says_so(office):
    assert office.sampling.rule == SamplingRule()
    assert office.sampling.rule.on is False
    case_id = office.finished("CM26-1", overturned())
    assert office.sampling.after_finish(case_id) == ""
    assert office.second(case_id) is None


def test_the_rule_is_kept_in_the_log(office):
    kept = rule(overturned=True, percent=17, least=3, blank=True)
    office.sit(CHO).sampling.keep_rule(kept)
    assert office.sampling.rule == kept
    assert Office(office.log, alone=True).sit(NIA).sampling.rule == kept


@pytest.mark.parametrize("asked", [{"percent": -1}, {"percent": 101}, {"least": -1}, {"least": 1001}])
def test_nonsense_is_refused_and_the_older_rule_stays(office, asked):
    with_rule(office, percent=9)
    with pytest.raises(EditRefusedError, match="between 0 and"):
        office.sampling.keep_rule(rule(**asked))
    assert office.sampling.rule == rule(percent=9)
    assert office.sit(ANA).sampling.rule == rule(percent=9)


@pytest.mark.parametrize("name", [ANA, NIA])
def test_only_a_supervisor_changes_the_rule_and_draws(office, name):
    office.sit(name)
    with pytest.raises(NotAllowedError):
        office.sampling.keep_rule(rule(percent=1))
    with pytest.raises(NotAllowedError):
        office.sampling.draw(EVERYTHING)
    assert office.log.kept("sampling") is None


@pytest.mark.parametrize("text", ["", "{", '{"percent": "many"}', "[]"])
def test_a_rule_that_cannot_be_read_draws_nothing_and_says_so(office, text):
    office.log.keep("sampling", text, office.reviews.sign())
    office.sit(SAM)
    assert office.sampling.rule == SamplingRule()
    assert "cannot be read" in office.sampling.problem
    case_id = office.finished("CM26-1", overturned())
    assert office.sampling.after_finish(case_id) == ""


@pytest.mark.parametrize(
    ("asked", "facts", "lot", "why"),
    [
        ({"overturned": True}, CaseFacts((ItemFacts("a", Decision.OVERTURNED),)), 0.99, "overturned"),
        ({"overturned": True}, CaseFacts((ItemFacts("a", Decision.UPHELD), ItemFacts("b"))), 0.0, ""),
        ({"flags": True}, CaseFacts(flags=("x",)), 0.99, "open flags"),
        ({"flags": True}, CaseFacts(), 0.0, ""),
        ({"percent": 100}, CaseFacts(), 0.999999, "drawn at random"),
        ({"percent": 0}, CaseFacts(), 0.0, ""),
        ({"percent": 5}, CaseFacts(), 0.0499, "drawn at random"),
        ({"percent": 5}, CaseFacts(), 0.05, ""),
        ({"percent": 100, "on": False}, CaseFacts(flags=("x",)), 0.0, ""),
        (
            {"percent": 100, "flags": True, "overturned": True},
            CaseFacts((ItemFacts("a", Decision.OVERTURNED),), flags=("x",)),
            0.0,
            "overturned",
        ),
    ],
)
def test_the_rule_says_why(asked, facts, lot, why):
    told = rule(**asked).why(facts, lot)
    assert told.startswith(why)
    assert bool(told) == bool(why)


# At finishing


@pytest.mark.parametrize(
    ("asked", "edits", "flags", "why"),
    [
        ({"overturned": True}, (overturned(),), False, "overturned (treatment approved)"),
        ({"overturned": True}, (), False, ""),
        ({"flags": True}, (), True, "open flags"),
        ({"flags": True}, (), False, ""),
        ({"percent": 51}, (), False, "drawn at random"),
        ({"percent": 50}, (), False, ""),
    ],
)
def test_a_case_is_drawn_when_it_is_finished(office, asked, edits, flags, why):
    with_rule(office, blank=True, **asked)
    case_id = office.finished("CM26-1", *edits, flags=flags)
    assert office.sampling.after_finish(case_id) == why  # whoever finishes needs no right for it
    second = office.second(case_id)
    assert (second and second.why) == (why or None)
    if second is not None:
        assert (second.blank, second.first, second.asked.who) == (True, ANA, ANA)
        assert office.log.case(case_id).status is CaseStatus.SECOND_READING


def test_alone_nothing_is_drawn():
    office = Office(alone=True)
    office.sampling.keep_rule(rule(percent=100))
    case_id = office.brought_in()
    assert office.sampling.after_finish(case_id) == ""


def test_only_what_is_finished_is_drawn(office):
    with_rule(office, percent=100)
    case_id = office.brought_in()
    assert office.sampling.after_finish(case_id) == ""
    assert office.second(case_id) is None


def test_a_case_is_never_drawn_twice(office):
    with_rule(office, percent=100)
    case_id = office.finished()
    assert office.sampling.after_finish(case_id)
    asked = office.second(case_id).asked
    assert office.sampling.after_finish(case_id) == ""
    office.sit(SAM).readings.call_off((case_id,))
    _, history = office.reviews.open(case_id)
    done(office, case_id, history, (ReopenReview(), FinishReview()))
    assert office.sampling.after_finish(case_id) == ""
    assert office.sit(SAM).sampling.draw(EVERYTHING).number == 0
    assert office.second(case_id).asked == asked


# By hand


def test_a_drawing_takes_what_the_rule_takes_also_while_it_is_off(office):
    over, plain = office.finished("CM26-1", overturned()), office.finished("CM26-2")
    flagged = office.finished("CM26-3", flags=True)
    new = office.brought_in("CM26-4")
    with_rule(office, on=False, overturned=True, flags=True)
    drawn = office.sampling.draw(EVERYTHING)
    assert drawn.sent == {"overturned (treatment approved)": 1, "open flags": 1}
    assert (drawn.number, drawn.looked, drawn.stopped) == (2, 3, False)
    assert [bool(office.second(case_id)) for case_id in (over, plain, flagged, new)] == [True, False, True, False]


@pytest.mark.parametrize(("percent", "number"), [(0, 0), (100, 6)])
def test_none_and_all_percent(percent, number):
    office = Office(lot=random.Random(3).random)
    for case in range(6):
        office.finished(f"CM26-{case}")
    with_rule(office, percent=percent)
    assert office.sampling.draw(EVERYTHING).number == number
    assert office.log.count(CaseFilter(second=SecondState.WAITING), "") == number


def test_the_least_number_of_each_reviewer_is_filled_up():
    office = Office(lot=random.Random(5).random)
    mine = {
        ANA: [office.finished(f"A-{n}") for n in range(5)],
        BEN: [office.finished(f"B-{n}", by=BEN) for n in range(2)],
    }
    mine[CHO] = [office.finished("C-0", overturned(), by=CHO), office.finished("C-1", by=CHO)]
    office.finished("C-2", overturned(), by=CHO)
    with_rule(office, overturned=True, least=2)
    drawn = office.sampling.draw(EVERYTHING)
    # Cho's two overturned cases are enough; Ana's and Ben's are filled up as far as there are any.
    assert drawn.sent == {"overturned (treatment approved)": 2, "drawn at random": 4}
    firsts = [
        case.handling.second.first for case in office.log.cases(CaseQuery(CaseFilter(second=SecondState.WAITING)))
    ]
    assert {name: firsts.count(name) for name in (ANA, BEN, CHO)} == {ANA: 2, BEN: 2, CHO: 2}
    assert office.sampling.draw(EVERYTHING).number == 0  # what was drawn before counts


def test_what_was_read_twice_counts_towards_the_least_number():
    office = Office(lot=random.Random(5).random)
    read = office.sent("A-0")
    office.read(read)
    office.readings.finish(read)
    office.sit(SAM).readings.call_off((read,))
    for number in range(1, 4):
        office.finished(f"A-{number}")
    with_rule(office, least=2)
    assert office.sampling.draw(EVERYTHING).number == 1


def test_every_case_can_be_the_one_that_fills_up():
    drawn = set()
    for seed in range(40):
        office = Office(lot=random.Random(seed).random)
        ids = [office.finished(f"A-{number}") for number in range(3)]
        with_rule(office, least=1).sampling.draw(EVERYTHING)
        drawn |= {case_id for case_id in ids if office.second(case_id) is not None}
    assert drawn == {1, 2, 3}


def test_only_the_days_asked_for_are_drawn_from(office):
    case_id = office.finished()
    with_rule(office, percent=100)
    day = office.log.case(case_id).digest.finished_on
    assert office.sampling.draw(DateRange("2026-01-07")).looked == 0
    assert office.sampling.draw(DateRange("", "2026-01-05")).looked == 0
    assert office.sampling.draw(DateRange(day, day)).number == 1


def test_stopping_keeps_what_was_sent_before(office):
    for number in range(6):
        office.finished(f"CM26-{number}")
    with_rule(office, percent=100)
    hears = Hears(stop_after=4)
    drawn = office.sampling.draw(EVERYTHING, hears)
    assert (drawn.number, drawn.looked, drawn.stopped) == (4, 6, True)
    assert office.log.count(CaseFilter(second=SecondState.WAITING), "") == 4
    assert [(done, total) for done, total, _ in hears.steps] == [(number, 6) for number in range(5)]
    assert office.sampling.draw(EVERYTHING, Hears()).number == 2


def test_a_case_that_was_sent_meanwhile_is_not_counted(office):
    case_id = office.finished()
    with_rule(office, percent=100)

    class Sends(Hears):
        def step(self, done, total, name):
            office.readings.send((case_id,), "by hand")

    drawn = office.sampling.draw(EVERYTHING, Sends())
    assert (drawn.number, office.second(case_id).why) == (0, "by hand")


# Many


class Counted(MemoryCaseLog):
    """Tells how many cases are asked for at once."""

    def __init__(self):
        super().__init__()
        self.most = 0

    def cases(self, query):
        found = super().cases(query)
        self.most = max(self.most, len(found))
        return found

    def handled(self, case_ids):
        self.most = max(self.most, len(case_ids))
        return super().handled(case_ids)


def test_ten_thousand_finished_cases_are_drawn_from_page_by_page():
    log = Counted()
    office = Office(log, lot=random.Random(1).random)
    letter = new_letter()
    case = office.log.add(
        letter, CaseStanding.of(Review.of(letter.draft, letter.text), CaseStatus.FINISHED), office.reviews.sign()
    )
    kept = log._cases[case.id]
    for number in range(1, 10_001):  # straight into the log: bringing them in is not what is measured
        digest = msgspec.structs.replace(
            kept.case.digest, finished_on="2026-01-06", finished_by=(ANA, BEN)[number % 2]
        )
        log._cases[number] = kept._replace(case=msgspec.structs.replace(kept.case, id=number, digest=digest))
    with_rule(office, percent=1, least=60)
    start = time.perf_counter()
    drawn = office.sampling.draw(EVERYTHING)
    took = time.perf_counter() - start
    assert drawn.looked == 10_000
    assert 110 <= drawn.number <= 170
    assert log.most <= 200
    print(f"{drawn.number} of 10,000 drawn in {took:.1f} s")


def test_the_decision_of_an_item_counts_as_it_stands_at_the_end(office):
    with_rule(office, overturned=True)
    case_id = office.finished("CM26-1", overturned(), DecideItem("1", Decision.UPHELD))
    assert office.sampling.after_finish(case_id) == ""
