"""A case is sent back for one item: asked, opened again and assigned in one go, or told what was not done."""

from types import SimpleNamespace

import pytest

from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.draft import Decision
from imr_desk.model.edits import AskQuestion, DecideItem, FinishReview, ReopenReview, SetField, SettleFlag
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind, EditRefusedError
from imr_desk.model.handling import Assign, Handling, Take
from imr_desk.model.people import Person, Role
from imr_desk.model.queue import CaseFilter
from imr_desk.model.review import FlagState, Review, flag_key
from imr_desk.ports import NewLetter
from imr_desk.services.case_handling import CaseHandling
from imr_desk.services.people import NotAllowedError, People
from imr_desk.services.second_readings import SecondReadings
from imr_desk.services.sending_back import SendingBack, first_reader
from tests.unit.model.letters import two_items

ASKED = AskQuestion("2", "quantity", "Why six?")


@pytest.fixture
def office(desk):
    """Ana administers, Ben and Dee review, Cho supervises; Ben's letter of two items is in the log."""
    log, reviews = desk.log, desk.reviews
    reviews.person = "Ana"
    people = People(log, reviews.clock, reviews, "ana")
    people.begin("Ana")
    for name, role in (("Ben", Role.REVIEWER), ("Cho", Role.SUPERVISOR), ("Dee", Role.REVIEWER)):
        people.put(Person(name, role, name.lower()))
    letter, draft = two_items()
    standing = CaseStanding.of(Review.of(draft, letter), CaseStatus.NEW)
    case = log.add(NewLetter("letter.pdf", b"letter", letter, draft), standing, reviews.sign())
    handling = CaseHandling(log, reviews, people.refusal_of_step)
    office = SimpleNamespace(log=log, reviews=reviews, people=people, handling=handling, case_id=case.id)
    office.readings = SecondReadings(log, reviews, handling, people)
    office.back = SendingBack(reviews, handling, people)

    def sit(name):
        people._person = people.register.named(name)
        reviews.person = name

    def act(*edits):
        for edit in edits:
            _, history = reviews.open(case.id)
            step = reviews.act(edit)
            reviews.record(case.id, step, history.done(step).review)

    office.sit, office.act = sit, act
    return office


def finish(office, name="Ben"):
    office.sit(name)
    _, history = office.reviews.open(office.case_id)
    settled = [SettleFlag(flag_key(flag), FlagState.CONFIRMED) for flag in history.review.flags]
    office.act(
        DecideItem("1", Decision.UPHELD),
        DecideItem("2", Decision.OVERTURNED),
        SetField(None, "date_of_injury", "2016-01-02"),
        *settled,
        FinishReview(),
    )


def standing(office):
    case = office.log.case(office.case_id)
    return case.stage, case.handling.reviewer, office.reviews.open(office.case_id)[1].review


def as_it_was(office):
    return office.log.case(office.case_id), office.log.opened(office.case_id).acts


def test_a_finished_case_goes_back_to_who_signed_it(office):
    finish(office)
    office.sit("Cho")
    sent = office.back.send(office.case_id, ASKED)
    stage, reviewer, review = standing(office)
    assert (stage, reviewer, review.finished) == (CaseStatus.REOPENED, "Ben", None)
    [asked] = review.questions
    assert (asked.text, asked.to, asked.by.who, asked.waits) == ("Why six?", "Ben", "Cho", True)
    assert (sent.question, sent.to, sent.not_done) == (asked.id, "Ben", "")
    assert sent.voided.who == "Ben"


def test_it_stands_in_the_queue_of_the_reader_as_reopened_with_a_question(office):
    finish(office)
    office.sit("Cho")
    office.back.send(office.case_id, ASKED)
    for where in (CaseFilter(questions=True), CaseFilter(reviewer="Ben", statuses=(CaseStatus.REOPENED,))):
        assert office.log.count(where, "2026-11-24") == 1
    assert office.log.handled((office.case_id,))[0].facts.questions == ("Ben",)


def test_an_unfinished_case_goes_back_without_being_opened_again(office):
    office.sit("Ben")
    office.act(DecideItem("1", Decision.UPHELD))
    office.sit("Cho")
    sent = office.back.send(office.case_id, ASKED)
    assert sent.voided is None
    assert standing(office)[1] == "Ben"
    assert not any(isinstance(act.step, ReopenReview) for act in office.log.opened(office.case_id).acts)


def test_it_can_go_to_somebody_else(office):
    finish(office)
    office.sit("Cho")
    assert office.back.send(office.case_id, ASKED, "Dee").to == "Dee"
    stage, reviewer, review = standing(office)
    assert (stage, reviewer, review.questions[0].to) == (CaseStatus.REOPENED, "Dee", "Dee")


@pytest.mark.parametrize(
    ("who", "asked", "to", "kind", "said"),
    [
        ("Dee", ASKED, "", NotAllowedError, "Only a supervisor or an administrator may"),
        ("Cho", AskQuestion("2", "quantity", " "), "", EditRefusedError, "Write a few words"),
        ("Cho", AskQuestion("9", "", "Why?"), "", EditRefusedError, "no longer in the case"),
        ("Cho", ASKED, "Cho", EditRefusedError, "back to yourself"),
        ("Cho", ASKED, "Zoe", EditRefusedError, "Zoe no longer works"),
    ],
)
def test_what_does_not_fit_leaves_everything_as_it_was(office, who, asked, to, kind, said):
    finish(office)
    before = as_it_was(office)
    office.sit(who)
    with pytest.raises(kind) as refusal:
        office.back.send(office.case_id, asked, to)
    assert said in refusal.value.sentence
    assert as_it_was(office) == before


def test_a_reader_who_left_is_not_given_the_case(office):
    finish(office)
    office.sit("Ana")
    office.people.put(Person("Ben", Role.REVIEWER, "ben", active=False), "Ben")
    office.sit("Cho")
    with pytest.raises(EditRefusedError, match="Ben no longer works in this case log"):
        office.back.send(office.case_id, ASKED)
    assert office.back.send(office.case_id, ASKED, "Dee").to == "Dee"


def test_a_case_that_nobody_worked_on_wants_a_name(office):
    office.sit("Cho")
    with pytest.raises(EditRefusedError, match="Say to whom it goes"):
        office.back.send(office.case_id, ASKED)
    assert office.back.send(office.case_id, ASKED, "Ben").to == "Ben"


def test_a_case_that_waits_for_its_second_reading_stays_as_it_was_signed(office):
    finish(office)
    office.sit("Cho")
    office.readings.send((office.case_id,), "drawn")
    before = as_it_was(office)
    with pytest.raises(EditRefusedError, match="second reading"):
        office.back.send(office.case_id, ASKED)
    assert as_it_was(office) == before


def failing(log, monkeypatch, *numbers):
    """Let the log fail at these of its next recordings, counted from 1."""
    record, seen = log.record, []

    def fail(*given):
        seen.append(given)
        if len(seen) in numbers:
            raise CaseLogError(CaseLogErrorKind.DISK_FULL, "The disk is full.")
        return record(*given)

    monkeypatch.setattr(log, "record", fail)


def test_a_question_that_cannot_be_saved_gives_the_case_back_to_whoever_had_it(office, monkeypatch):
    finish(office)
    office.sit("Cho")
    office.handling.take((office.case_id,), Assign("Dee"))
    failing(office.log, monkeypatch, 1)
    with pytest.raises(CaseLogError, match="The disk is full"):
        office.back.send(office.case_id, ASKED)
    stage, reviewer, review = standing(office)
    assert (stage, reviewer, review.questions) == (CaseStatus.FINISHED, "Dee", ())


def test_an_assignment_that_cannot_be_taken_back_is_told(office, monkeypatch):
    finish(office)
    office.sit("Cho")
    office.handling.take((office.case_id,), Assign("Dee"))
    failing(office.log, monkeypatch, 1)

    def full(*_given):
        raise CaseLogError(CaseLogErrorKind.DISK_FULL, "The disk is full.")

    monkeypatch.setattr(office.handling, "undo", full)
    with pytest.raises(CaseLogError, match="The question was not asked, but the case is assigned to Ben"):
        office.back.send(office.case_id, ASKED)
    assert standing(office)[1] == "Ben"


def test_a_review_that_cannot_be_opened_again_is_told(office, monkeypatch):
    finish(office)
    office.sit("Cho")
    failing(office.log, monkeypatch, 2)
    sent = office.back.send(office.case_id, ASKED)
    assert "still signed as finished: The disk is full." in sent.not_done
    assert sent.voided is None
    stage, reviewer, review = standing(office)
    assert (stage, reviewer, len(review.questions)) == (CaseStatus.FINISHED, "Ben", 1)


def test_who_read_first_is_told_by_the_signature_then_by_who_has_the_case(office):
    def now():
        opened, history = office.reviews.open(office.case_id)
        return first_reader(opened.case, history, opened.acts)

    assert now() == ""
    office.sit("Dee")
    office.handling.take((office.case_id,), Take())
    assert now() == "Dee"
    finish(office, "Ben")
    assert now() == "Ben"
    office.sit("Cho")
    office.act(ReopenReview())
    assert now() == "Ben"
    assert office.log.case(office.case_id).handling != Handling()
