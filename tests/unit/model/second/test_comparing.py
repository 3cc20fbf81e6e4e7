"""Two readings side by side, by hand: which items are the same, what counts as a difference, what is hidden."""

import msgspec
import pytest

from imr_desk.model.case import Case, CaseDigest, CaseStatus, HandledCase
from imr_desk.model.edits import (
    AddItem,
    DuplicateItem,
    MarkField,
    MergeItems,
    MoveItem,
    QuoteRationale,
    RemoveItem,
    SetField,
    SplitItem,
)
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.facts import CaseFacts, DueMark
from imr_desk.model.handling import (
    CallOffSecondReading,
    CloseComparison,
    FinishSecondReading,
    GiveSecondReadingBack,
    Handling,
    RestoreHandling,
    SeeFirstReading,
    SendToSecondReading,
    SettleDifference,
    TakeSecondReading,
    step_taken,
)
from imr_desk.model.hiding import HIDDEN_TITLE, as_seen_by, facts_as_seen_by, is_hidden
from imr_desk.model.history import Act, History
from imr_desk.model.review import EntryState, Review
from imr_desk.model.second import PairKind, SecondState, Side, compared, second_form
from imr_desk.model.signature import Signature
from tests.unit.model.letters import ME, RATIONALE, span_of, two_items

LETTER, DRAFT = two_items()
START = Review.of(DRAFT, LETTER)
NIL = "2026-11-24T09:00:00+00:00"


def reading(*edits, start=START):
    return History.replayed(LETTER, start, [Act(edit, ME) for edit in edits]).review


def decisions(first, second):
    """Return which item was matched with which; alone ones with an empty other."""
    return {(pair.first_id, pair.second_id) for pair in compared(first, second) if pair.field in ("decision", "item")}


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ((), (), {("1", "1"), ("2", "2")}),
        ((MoveItem("2", 1),), (), {("1", "1"), ("2", "2")}),
        ((RemoveItem("1"),), (), {("2", "2"), ("", "1")}),
        ((DuplicateItem("1"), MoveItem("3", 1)), (), {("1", "1"), ("2", "2"), ("3", "")}),
        ((SplitItem("1", "one", "other"),), (), {("1", "1"), ("2", "2"), ("3", "")}),
        ((SplitItem("1", "a", "b"),), (SplitItem("1", "c", "d"),), {("1", "1"), ("2", "2"), ("3", "3")}),
        ((MergeItems("1", "2"),), (), {("2", "2"), ("", "1")}),
        ((MergeItems("1", "2"),), (MergeItems("2", "1"),), {("2", "1")}),
        ((AddItem("Corset"),), (AddItem("Corset "),), {("1", "1"), ("2", "2"), ("3", "3")}),
        ((AddItem("Corset"),), (AddItem("Brace"),), {("1", "1"), ("2", "2"), ("3", ""), ("", "3")}),
        (
            (AddItem("Corset"),),
            (AddItem("Brace"), AddItem("Corset")),
            {("1", "1"), ("2", "2"), ("3", "4"), ("", "3")},
        ),
    ],
)
def test_items_are_matched_whoever_was_first(first, second, wanted):
    assert decisions(reading(*first), reading(*second)) == wanted
    assert decisions(reading(*second), reading(*first)) == {(yours, mine) for mine, yours in wanted}


def test_no_item_takes_the_other_one_of_its_neighbour():
    """The first item has no counterpart, and its block overlaps that of the second, which goes before."""
    first = reading(MergeItems("2", "1"), AddItem("x"))
    wide = msgspec.structs.replace(first.items[0], id="9", extent=(*DRAFT.items[0].extent, *DRAFT.items[1].extent))
    first = msgspec.structs.replace(first, items=(wide, START.item("2")))
    second = msgspec.structs.replace(START, items=(START.item("2"),))
    assert decisions(first, second) == {("9", ""), ("2", "2")}


@pytest.mark.parametrize(
    ("mine", "yours", "told"),
    [
        (SetField(None, "employer", "Acme"), SetField(None, "employer", " Acme "), True),
        (SetField(None, "employer", "Acme"), SetField(None, "employer", "Apex"), False),
        (SetField(None, "employer", "Acme"), MarkField(None, "employer", EntryState.UNREADABLE), False),
        (
            MarkField(None, "employer", EntryState.UNREADABLE),
            MarkField(None, "employer", EntryState.UNREADABLE),
            True,
        ),
        (
            MarkField(None, "employer", EntryState.UNREADABLE),
            MarkField(None, "employer", EntryState.NOT_APPLICABLE),
            False,
        ),
    ],
)
def test_what_counts_as_the_same_value(mine, yours, told):
    (pair,) = [pair for pair in compared(reading(mine), reading(yours)) if pair.field == "employer"]
    assert (pair.agrees, pair.kind, pair.item, pair.number) == (told, PairKind.TEXT, None, 0)


def test_what_the_second_reader_left_empty_without_a_word_is_not_compared():
    first = reading(SetField(None, "employer", "Acme"))
    assert not [pair for pair in compared(first, START) if pair.field == "employer"]
    assert [pair.first for pair in compared(START, first) if pair.field == "employer"] == [None]


@pytest.mark.parametrize(("cut", "agrees"), [(0, True), (12, True), (40, False)])
def test_passages_are_the_same_when_they_nearly_are(cut, agrees):
    whole = span_of(LETTER, RATIONALE)
    part = msgspec.structs.replace(whole, end=whole.end - cut)
    first = reading(QuoteRationale("1", (whole,), LETTER.quote_of((whole,))))
    second = reading(QuoteRationale("1", (part,), LETTER.quote_of((part,))))
    (pair,) = [pair for pair in compared(first, second) if pair.field == "excerpt" and pair.item == "1"]
    size = whole.end - whole.start
    assert (pair.agrees, pair.shared, pair.sizes) == (agrees, size - cut, (size, size - cut))


def test_an_empty_form_keeps_the_list_of_items_and_nothing_that_was_read():
    form = second_form(DRAFT, LETTER, blank=True)
    assert [item.extent for item in form.items] == [item.extent for item in START.items]
    assert {entry.value for item in form.items for entry in (*item.fields.values(), item.decision)} == {None}
    assert {entry.value for entry in form.fields.values()} == {None}
    assert {look.field for look in form.looks()} >= {"decision", "case_number", "decision_date", "date_received"}
    assert second_form(DRAFT, LETTER, blank=False) == START
    assert not [pair for pair in compared(START, form) if pair.field not in ("decision", "excerpt")]


# Steps

SENT = step_taken(SendToSecondReading("drawn", "ana"), Handling(), Signature("sam", NIL))


def steps(*taken, start=SENT):
    handling = start
    for number, (who, step) in enumerate(taken):
        handling = step_taken(step, handling, Signature(who, f"2026-11-24T10:{number:02}:00+00:00"))
    return handling


TAKE, GIVE, FINISH, SEE = TakeSecondReading(), GiveSecondReadingBack(), FinishSecondReading(), SeeFirstReading()
CLOSE, OFF, SETTLE = CloseComparison(), CallOffSecondReading(), SettleDifference("k", Side.FIRST)


@pytest.mark.parametrize(
    ("taken", "match"),
    [
        ([("ana", TAKE)], "You read this case first"),
        ([("ben", SEE), ("ben", TAKE)], "have seen the first reading"),
        ([("ben", TAKE), ("cho", TAKE)], "ben reads this case"),
        ([("ben", TAKE), ("ben", SEE)], "Give that back first"),
        ([("ben", GIVE)], "Nobody reads"),
        ([("ben", FINISH)], "Nobody reads"),
        ([("ben", TAKE), ("cho", FINISH)], "only they can finish"),
        ([("ben", TAKE), ("sam", SETTLE)], "nothing to settle before"),
        ([("ben", TAKE), ("sam", CLOSE)], "nothing to settle before"),
        ([("ben", TAKE), ("ben", FINISH), ("cho", TAKE)], "is finished"),
        ([("ben", TAKE), ("ben", FINISH), ("ben", GIVE)], "Nobody reads"),
        ([("sam", OFF), ("ben", TAKE)], "in no second reading"),
        ([("sam", OFF), ("sam", OFF)], "in no second reading"),
        ([("ben", TAKE), ("sam", SendToSecondReading("again", "ana"))], "in its second reading already"),
    ],
)
def test_what_does_not_fit_is_refused(taken, match):
    before = steps(*taken[:-1])
    with pytest.raises(EditRefusedError, match=match):
        steps(taken[-1], start=before)


@pytest.mark.parametrize(
    ("taken", "state", "hidden_from"),
    [
        ([], SecondState.WAITING, {"ben", "cho", "sam"}),
        ([("ben", TAKE)], SecondState.READING, {"ben"}),
        ([("ben", SEE)], SecondState.WAITING, {"cho", "sam"}),
        ([("ben", TAKE), ("ben", GIVE)], SecondState.WAITING, {"ben", "cho", "sam"}),
        ([("ben", TAKE), ("ben", FINISH)], SecondState.COMPARING, set()),
        ([("ben", TAKE), ("ben", FINISH), ("sam", CLOSE)], SecondState.SETTLED, set()),
        ([("sam", OFF)], SecondState.SETTLED, set()),
        ([("ben", TAKE), ("sam", OFF)], SecondState.SETTLED, set()),
    ],
)
def test_from_whom_the_first_reading_is_hidden(taken, state, hidden_from):
    handling = steps(*taken)
    assert handling.second.state is state
    assert {name for name in ("ana", "ben", "cho", "sam") if is_hidden(handling, name)} == hidden_from
    assert handling.in_second_reading == (state is not SecondState.SETTLED)


@pytest.mark.parametrize(
    "since", [[("ben", SEE)], [("ben", TAKE)], [("ben", TAKE), ("ben", GIVE)], [("ben", TAKE), ("ben", FINISH)]]
)
def test_undo_leaves_what_somebody_did_or_saw(since):
    now = steps(*since)
    for before in (Handling(labels=("old",)), SENT):
        back = step_taken(RestoreHandling(before, "step"), now, ME)
        assert (back.second, back.labels) == (now.second, before.labels)


def test_undo_takes_back_what_nobody_has_touched():
    assert step_taken(RestoreHandling(Handling(), "send"), SENT, ME).second is None
    assert step_taken(RestoreHandling(SENT, "call off"), steps(("sam", OFF)), ME) == SENT
    again = steps(("sam", OFF), ("sam", SendToSecondReading("again", "ana")))
    off = steps(("sam", OFF))
    assert step_taken(RestoreHandling(off, "send"), again, ME) == off


# Hiding


def test_a_hidden_case_is_known_by_its_file_alone():
    digest = CaseDigest(
        case_number="CM26-7", title="MRI", items=3, overturned=1, flags=2, decision_date="2026-02-03",
        received="2026-02-09", claim_number="WC-17", injury_date="2019-05-06", finished_on="2026-02-10",
        finished_by="ana",
    )  # fmt: skip
    status, due = CaseStatus.SECOND_READING, DueMark("2026-02-12", "2026-02-19", "R1")
    case = Case(7, "f" * 64, "scan.pdf", 9, 2, status, NIL, "sam", digest, CaseStatus.FINISHED, SENT, due)
    handled = HandledCase(case, CaseFacts(flags=("x",), notes="a note"))
    assert as_seen_by(case, "ana") == case
    assert facts_as_seen_by(handled, "ana") == handled
    seen = as_seen_by(case, "ben")
    assert seen.digest == CaseDigest(title=HIDDEN_TITLE, finished_on="2026-02-10", finished_by="ana")
    assert (seen.due, seen.handling.second.why) == (DueMark(), "")
    assert facts_as_seen_by(handled, "ben") == HandledCase(seen, CaseFacts())
    assert (seen.id, seen.name, seen.status, seen.fingerprint) == (7, "scan.pdf", case.status, case.fingerprint)
    assert as_seen_by(seen, "ben") == seen
