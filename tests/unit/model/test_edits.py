"""What a reviewer does, and what the review says afterwards."""

import msgspec
import pytest

from imr_desk.model.draft import CaseOutcome, Decision
from imr_desk.model.edits import (
    AddItem,
    ConfirmExcerpt,
    ConfirmField,
    DecideItem,
    DropExcerpt,
    DuplicateItem,
    FinishReview,
    MarkField,
    MergeItems,
    MoveItem,
    QuoteRationale,
    RemoveItem,
    ReopenReview,
    SetField,
    SettleFlag,
    SplitItem,
    apply_edit,
)
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.geometry import Span
from imr_desk.model.review import EntryState, FlagState, flag_key
from tests.unit.model.letters import ME, review_of_two, span_of


@pytest.fixture
def two():
    return review_of_two()


def after(two, *edits):
    letter, review = two
    for edit in edits:
        review = apply_edit(edit, review, letter, ME)
    return review


def test_a_fresh_review_proposes_and_confirms_nothing(two):
    _, review = two
    assert review.outcome is CaseOutcome.PARTIALLY_OVERTURNED
    assert review.confirmed_outcome is None
    assert all(item.decided is None for item in review.items)


def test_a_decision_that_agrees_confirms_the_proposed_excerpt_too(two):
    item = after(two, DecideItem("1", Decision.UPHELD)).item("1")
    assert item.decision.state is EntryState.CONFIRMED
    assert item.decision.by == ME
    assert item.excerpt.by == ME
    assert item.excerpt.text.endswith("not medically necessary.")


def test_an_excerpt_that_ends_in_a_doubtful_sentence_is_not_confirmed_along(two):
    letter, review = two
    item = review.items[0]
    doubtful = msgspec.structs.replace(item.fields["determination"], doubtful=True)
    item = msgspec.structs.replace(item, fields={**item.fields, "determination": doubtful})
    review = msgspec.structs.replace(review, items=(item, review.items[1]))
    assert after((letter, review), DecideItem("1", Decision.UPHELD)).item("1").excerpt.by is None


def test_a_decision_against_the_reading_leaves_the_excerpt_open(two):
    item = after(two, DecideItem("1", Decision.OVERTURNED)).item("1")
    assert item.decision.state is EntryState.CORRECTED
    assert item.decision.sources == ()
    assert item.excerpt.by is None


def test_the_case_outcome_is_confirmed_only_when_each_item_is(two):
    first = DecideItem("1", Decision.UPHELD)
    assert after(two, first).confirmed_outcome is None
    assert after(two, first, DecideItem("2", Decision.UPHELD)).confirmed_outcome is CaseOutcome.UPHELD


def test_a_corrected_value_loses_evidence_that_is_not_its_own(two):
    entry = after(two, SetField(None, "date_of_injury", "2015-01-02")).fields["date_of_injury"]
    assert (entry.state, entry.sources, entry.by) == (EntryState.CORRECTED, (), ME)


def test_a_value_taken_from_the_letter_keeps_its_words_as_evidence(two):
    span = span_of(two[0], "Physical therapy x6")
    entry = after(two, SetField("1", "disputed", "Physical therapy x6", (span,))).item("1").fields["disputed"]
    assert entry.sources == (span,)


def test_what_the_letter_does_not_print_counts_as_typed(two):
    entry = after(two, SetField(None, "claim_number", "ABC-1")).fields["claim_number"]
    assert entry.state is EntryState.TYPED


def test_setting_the_same_value_confirms_it_with_its_evidence(two):
    before = two[1].fields["case_number"]
    entry = after(two, SetField(None, "case_number", "CM99-0000001")).fields["case_number"]
    assert (entry.state, entry.sources) == (EntryState.CONFIRMED, before.sources)


def test_marking_unsure_keeps_the_value_and_the_note(two):
    entry = after(two, MarkField(None, "case_number", EntryState.UNSURE, "smudged")).fields["case_number"]
    assert (entry.value, entry.state, entry.note) == ("CM99-0000001", EntryState.UNSURE, "smudged")


def test_marking_not_applicable_takes_the_value_away(two):
    entry = after(two, MarkField(None, "case_number", EntryState.NOT_APPLICABLE)).fields["case_number"]
    assert (entry.value, entry.sources) == (None, ())


def test_a_field_that_is_not_in_the_form_is_refused(two):
    with pytest.raises(EditRefusedError):
        after(two, SetField(None, "salary", 5))


def test_evidence_outside_the_letter_is_refused(two):
    with pytest.raises(EditRefusedError):
        after(two, SetField(None, "case_number", "x", (Span(2, 0, 4),)))


def test_an_excerpt_must_stand_in_the_letter(two):
    span = span_of(two[0], "Home exercise failed.")
    taken = after(two, QuoteRationale("2", (span,), "Home exercise failed."))
    assert taken.item("2").excerpt.spans == (span,)
    with pytest.raises(EditRefusedError):
        after(two, QuoteRationale("2", (span,), "Home exercise worked."))


def test_an_excerpt_can_be_dropped_and_then_not_confirmed(two):
    with pytest.raises(EditRefusedError):
        after(two, DropExcerpt("1"), ConfirmExcerpt("1"))


def test_items_can_be_added_moved_copied_split_merged_and_deleted(two):
    review = after(two, AddItem("Knee brace", (), "1"))
    assert [item.title for item in review.items][1] == "Knee brace"
    review = after(two, MoveItem("2", 1))
    assert [item.id for item in review.items] == ["2", "1"]
    review = after(two, DecideItem("1", Decision.UPHELD), DuplicateItem("1"))
    assert review.items[1].decided is None
    review = after(two, SplitItem("2", "Therapy x3", "Therapy x3 more"))
    assert [item.title for item in review.items][1:] == ["Therapy x3", "Therapy x3 more"]
    assert [item.decided for item in review.items] == [None, None, None]
    review = after(two, MergeItems("2", "1"))
    assert review.items[0].title == "Lumbar epidural injection; Physical therapy x6"
    assert [item.id for item in after(two, RemoveItem("1")).items] == ["2"]


def test_a_new_item_never_takes_the_identity_of_a_deleted_one(two):
    review = after(two, RemoveItem("1"), AddItem("Knee brace"))
    assert review.items[-1].id == "3"


def test_an_act_on_a_deleted_item_is_refused(two):
    with pytest.raises(EditRefusedError):
        after(two, RemoveItem("1"), DecideItem("1", Decision.UPHELD))


def test_finishing_says_what_is_missing_and_then_signs(two):
    with pytest.raises(EditRefusedError, match="wants your decision"):
        after(two, FinishReview())
    flag = two[1].flags[0]
    edits = (
        DecideItem("1", Decision.UPHELD),
        DecideItem("2", Decision.OVERTURNED),
        ConfirmField(None, "date_of_injury"),
        SettleFlag(flag_key(flag), FlagState.DISMISSED, "typing slip"),
    )
    finished = after(two, *edits, FinishReview())
    assert finished.finished == ME
    with pytest.raises(EditRefusedError, match="Reopen"):
        after(two, *edits, FinishReview(), RemoveItem("1"))
    assert after(two, *edits, FinishReview(), ReopenReview(), RemoveItem("1")).finished is None


def test_each_thing_that_blocks_finishing_has_a_place_to_go_to(two):
    for look in two[1].problems():
        assert look.sentence
        assert look.field or look.flag
