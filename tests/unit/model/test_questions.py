"""Questions about a place in the form: asked, answered, asked again, closed."""

import msgspec
import pytest

from imr_desk.model.draft import Decision
from imr_desk.model.edits import (
    AnswerQuestion,
    AskQuestion,
    CloseQuestion,
    DecideItem,
    FinishReview,
    RemoveItem,
    SetField,
    SettleFlag,
    apply_edit,
)
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.facts import CaseFacts
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.review import FlagState, flag_key
from imr_desk.model.signature import Signature
from tests.unit.model.letters import review_of_two

ANA = Signature("Ana", "2026-11-24T09:00:00.000+00:00")
BEN = Signature("Ben", "2026-11-24T09:05:00.000+00:00")
ASK = AskQuestion("2", "quantity", "  Why six?  ", " Ben ")


@pytest.fixture
def two():
    return review_of_two()


def after(two, *steps):
    letter, review = two
    for edit, by in steps:
        review = apply_edit(edit, review, letter, by)
    return review


def finished(two):
    letter, review = two
    settled = [SettleFlag(flag_key(flag), FlagState.CONFIRMED) for flag in review.flags]
    decisions = (DecideItem("1", Decision.UPHELD), DecideItem("2", Decision.OVERTURNED))
    edits = (*decisions, SetField(None, "date_of_injury", "2016-01-02"), *settled, FinishReview())
    return letter, after(two, *((edit, BEN) for edit in edits))


def test_a_question_keeps_who_asks_whom_about_what(two):
    [asked] = after(two, (ASK, ANA)).questions
    assert (asked.id, asked.item, asked.field, asked.text) == ("q1", "2", "quantity", "Why six?")
    assert (asked.by, asked.to, asked.closed) == (ANA, "Ben", None)


@pytest.mark.parametrize(
    ("talk", "waits"),
    [
        ([], True),
        ([(AnswerQuestion("q1", "As printed."), BEN)], False),
        ([(AnswerQuestion("q1", "As printed."), BEN), (AnswerQuestion("q1", "Where?"), ANA)], True),
        ([(AnswerQuestion("q1", "I mean the first row."), ANA)], True),
        ([(CloseQuestion("q1"), ANA)], False),
    ],
    ids=["asked", "answered", "asked again", "explained", "closed"],
)
def test_it_waits_while_the_asker_spoke_last_and_keeps_the_review_from_being_finished(two, talk, waits):
    review = after(two, (ASK, ANA), *talk)
    assert review.questions[0].waits is waits
    named = [look for look in review.problems() if look.sentence == "Ana asks: Why six?"]
    assert [(look.item, look.field) for look in named] == ([("2", "quantity")] if waits else [])
    assert CaseFacts.of(review, ()).questions == (("Ben",) if waits else ())


def test_the_answers_stand_in_their_order_with_who_said_them(two):
    review = after(two, (ASK, ANA), (AnswerQuestion("q1", "So."), BEN), (AnswerQuestion("q1", "Why?"), ANA))
    assert [(answer.text, answer.by) for answer in review.questions[0].answers] == [("So.", BEN), ("Why?", ANA)]


def test_what_was_closed_can_be_read_and_not_answered(two):
    review = after(two, (ASK, ANA), (AnswerQuestion("q1", "So."), BEN), (CloseQuestion("q1"), ANA))
    assert review.questions[0].closed == ANA
    assert review.questions[0].answers[0].text == "So."
    letter, _ = two
    for edit in (AnswerQuestion("q1", "More."), CloseQuestion("q1")):
        with pytest.raises(EditRefusedError, match="is closed"):
            apply_edit(edit, review, letter, BEN)


def test_other_questions_stay_as_they_are(two):
    review = after(two, (ASK, ANA), (AskQuestion(None, "", "All right?"), BEN), (CloseQuestion("q2"), ANA))
    assert [(asked.id, asked.is_open) for asked in review.questions] == [("q1", True), ("q2", False)]


def test_a_finished_review_is_asked_about_and_stays_signed(two):
    signed = finished(two)
    review = after(signed, (ASK, ANA), (AnswerQuestion("q1", "So."), BEN), (CloseQuestion("q1"), ANA))
    assert review.finished == signed[1].finished
    assert review.finished is not None
    assert msgspec.structs.replace(review, questions=()) == signed[1]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (AskQuestion("9", "quantity", "Why?"), "no longer in the case"),
        (AskQuestion("2", "employer", "Why?"), "not part of the form"),
        (AskQuestion(None, "decision", "Why?"), "not part of the form"),
        (AskQuestion("2", "quantity", " \n "), "Write a few words"),
        (AskQuestion("2", "quantity", "x" * 2001), "At most 2,000"),
        (AskQuestion("2", "quantity", "Why?", "B" * 61), "at most 60"),
        (AnswerQuestion("q7", "So."), "no longer in the case"),
        (CloseQuestion("q7"), "no longer in the case"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(two, edit, said):
    letter, review = two
    with pytest.raises(EditRefusedError) as refusal:
        apply_edit(edit, review, letter, ANA)
    assert said in refusal.value.sentence


def test_every_place_of_the_form_can_be_asked_about(two):
    places = [("1", spec.name) for spec in ITEM_FIELDS] + [(None, spec.name) for spec in LETTER_FIELDS]
    places += [("1", "decision"), ("1", "excerpt"), ("1", ""), (None, "")]
    review = after(two, *((AskQuestion(item, name, "Why?"), ANA) for item, name in places))
    assert [(asked.item, asked.field) for asked in review.questions] == places
    assert len({asked.id for asked in review.questions}) == len(places)


def test_a_question_outlives_its_item_and_can_still_be_closed(two):
    review = after(two, (ASK, ANA), (RemoveItem("2"), BEN))
    assert [asked.text for asked in review.questions] == ["Why six?"]
    letter, _ = two
    assert not apply_edit(CloseQuestion("q1"), review, letter, BEN).questions[0].is_open


@pytest.mark.parametrize(
    ("edit", "label"),
    [
        (ASK, "ask about quantity of item 2"),
        (AskQuestion("1", "", "Two items?"), "ask about item 1"),
        (AskQuestion(None, "", "All?"), "ask about the case"),
        (AskQuestion(None, "employer", "Who?"), "ask about employer"),
        (AnswerQuestion("q1", "So."), "answer the question about decision of item 1"),
        (CloseQuestion("q1"), "close the question about decision of item 1"),
        (CloseQuestion("q9"), "close the question"),
    ],
)
def test_the_menu_names_what_undo_would_take_back(two, edit, label):
    review = after(two, (AskQuestion("1", "decision", "Sure?"), ANA))
    assert edit.label(review) == label


def test_undo_takes_a_question_back_and_the_log_replays_it(two):
    letter, review = two
    acts = [Act(ASK, ANA), Act(AnswerQuestion("q1", "So."), BEN), Act(Turn("undo"), BEN), Act(Turn("undo"), ANA)]
    history = History(letter, review)
    seen = []
    for act in msgspec.json.decode(msgspec.json.encode(acts), type=list[Act]):
        history = history.done(act)
        seen.append([(asked.text, len(asked.answers)) for asked in history.review.questions])
    assert seen == [[("Why six?", 0)], [("Why six?", 1)], [("Why six?", 0)], []]
    assert history.review == review
