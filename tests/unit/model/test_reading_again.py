"""The machine reads a letter again; what people settled stays."""

import msgspec
import pytest

from imr_desk.model.draft import Candidate, Decision, Draft
from imr_desk.model.edits import (
    AddItem,
    ConfirmField,
    DecideItem,
    MergeItems,
    RemoveItem,
    RereadLetter,
    SetField,
    apply_edit,
)
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.review import Review
from tests.unit.model.letters import ME, found, two_items


@pytest.fixture
def read():
    letter, draft = two_items()
    return letter, draft, Review.of(draft, letter)


def after(read, *edits):
    letter, _, review = read
    for edit in edits:
        review = apply_edit(edit, review, letter, ME)
    return review


def with_field(read, name, value, printed):
    letter, draft, _ = read
    return msgspec.structs.replace(draft, fields={**draft.fields, name: found(letter, value, printed)})


def test_what_nobody_settled_becomes_what_is_read_now(read):
    new = with_field(read, "case_number", "CM99", "CM99")
    assert after(read, RereadLetter(new)).fields["case_number"].value == "CM99"


def test_a_confirmed_value_stays_and_the_new_reading_stands_beside_it(read):
    new = with_field(read, "case_number", "CM99", "CM99")
    entry = after(read, ConfirmField(None, "case_number"), RereadLetter(new)).fields["case_number"]
    assert entry.value == "CM99-0000001"
    assert entry.by == ME
    assert entry.others == (Candidate("CM99", new.fields["case_number"].sources),)


def test_a_typed_value_stays_even_when_the_machine_finds_nothing(read):
    entry = after(read, SetField(None, "claim_number", "A-1"), RereadLetter(read[1])).fields["claim_number"]
    assert (entry.value, entry.others) == ("A-1", ())


def test_a_decision_of_a_person_is_never_turned(read):
    letter, draft, _ = read
    first = draft.items[0]
    turned = type(first)({**first.fields, "decision": found(letter, "overturned", "Overturned")}, first.extent)
    new = msgspec.structs.replace(draft, items=(turned, draft.items[1]))
    item = after(read, DecideItem("1", Decision.UPHELD), RereadLetter(new)).item("1")
    assert item.decided is Decision.UPHELD
    assert item.decision.others[0].value == "overturned"


def test_items_that_people_added_or_settled_are_kept(read):
    empty = Draft("unknown", 0.0, {})
    review = after(read, AddItem("Knee brace"), DecideItem("2", Decision.OVERTURNED), RereadLetter(empty))
    assert [item.title for item in review.items] == ["Physical therapy x6", "Knee brace"]


def test_flags_follow_their_item_whatever_it_is_called_now(read):
    review = after(read, RemoveItem("1"), RereadLetter(read[1]))
    titles = {item.id: item.title for item in review.items}
    flag = review.flags[0]
    assert titles[str(flag.item + 1)] == "Lumbar epidural injection"


def test_reading_the_same_again_changes_nothing_that_is_seen(read):
    before = after(read, DecideItem("1", Decision.UPHELD), ConfirmField(None, "date_of_injury"))
    again = apply_edit(RereadLetter(read[1]), before, read[0], ME)
    assert msgspec.structs.replace(again, reread=None) == before


def test_it_can_be_undone_and_comes_back_from_the_log(read):
    letter, _, review = read
    new = with_field(read, "case_number", "CM99", "CM99")
    acts = [Act(MergeItems("2", "1"), ME), Act(RereadLetter(new), ME), Act(Turn("undo"), ME)]
    stored = msgspec.json.decode(msgspec.json.encode(acts), type=list[Act])
    history = History.replayed(letter, review, stored)
    assert history.review.fields["case_number"].value == "CM99-0000001"
    assert history.redo_label == "read the letter again"
