"""The history of a case: what each act moved, before and since, and where in the letter."""

import pytest

from imr_desk.model.annotations import Attributes
from imr_desk.model.case import Case, CaseDigest, CaseEvent, CaseStatus, OpenedCase
from imr_desk.model.draft import Decision
from imr_desk.model.edits import (
    Annotate,
    ChangeAnnotation,
    ConfirmField,
    DecideItem,
    MarkField,
    MergeItems,
    QuoteRationale,
    RemoveItem,
    RereadLetter,
    SetField,
    SettleFlag,
    WriteNote,
)
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.handling import Take
from imr_desk.model.history import Act, Turn
from imr_desk.model.review import EntryState, FlagState, Review, flag_key
from imr_desk.model.signature import Signature
from imr_desk.services.case_history import case_words, history_of
from tests.unit.model.letters import RATIONALE, letter, span_of, two_items

ANA, BEN = Signature("Ana", "2026-11-24T09:00:00.250-08:00"), Signature("Ben", "2026-11-25T09:00:00.250-08:00")
LETTER, DRAFT = two_items()
CASE = Case(1, "f" * 64, "a.pdf", 1, 1, CaseStatus.NEW, ANA.at, ANA.who, CaseDigest.of(Review.of(DRAFT, LETTER)))


def told(*steps, others=()):
    """Return the history of a case in which these steps were taken, each by Ana or as a pair with who."""
    acts = [Act(*step) if isinstance(step, tuple) else Act(step, ANA) for step in steps]
    events = [CaseEvent(1, 1, EventKind.IMPORTED, ANA.who, ANA.at, detail="1 page")]
    events += [CaseEvent(number, 1, EventKind.ACT, act.by.who, act.by.at, act) for number, act in enumerate(acts, 2)]
    return history_of(OpenedCase(CASE, LETTER, DRAFT, tuple(acts)), (*events, *others))


def moved(line):
    return [(each.place, each.before, each.after, each.where) for each in line.moved]


def test_a_changed_value_tells_what_it_was_what_it_is_and_where_it_stands():
    line = told(SetField("1", "treatment", "Physical therapy", (span_of(LETTER, "Physical therapy"),))).lines[0]
    assert line.words == "change as printed of item 1"
    assert (line.event.by, line.when) == ("Ana", "2026-11-24 09:00:00")
    assert moved(line) == [
        (
            "As printed of item 1",
            "Lumbar epidural injection (proposed)",
            "Physical therapy (corrected)",
            "page 1, line 5",
        )
    ]
    assert line.moved[0].words == (
        "As printed of item 1: Lumbar epidural injection (proposed) → Physical therapy (corrected), page 1, line 5"
    )


@pytest.mark.parametrize(
    ("step", "words", "before", "after"),
    [
        (DecideItem("1", Decision.OVERTURNED), "decide item 1", "Upheld: treatment stays denied (proposed)",
         "Overturned: treatment approved (corrected)"),
        (ConfirmField("1", "treatment"), "confirm as printed of item 1", "Lumbar epidural injection (proposed)",
         "Lumbar epidural injection (confirmed)"),
        (MarkField("1", "treatment", EntryState.UNSURE, "smudged"), None, "Lumbar epidural injection (proposed)",
         "Lumbar epidural injection (unsure; smudged)"),
        (SetField(None, "employer", "A Works"), "change employer", "", "A Works (typed)"),
        (WriteNote(None, "call back"), "note on the case", "", "call back"),
        (QuoteRationale("1", (span_of(LETTER, RATIONALE),), RATIONALE), "take excerpt for item 1", None,
         f"“{RATIONALE}” (confirmed)"),
        (RemoveItem("2"), "delete item 2", "Physical therapy x6", "removed"),
    ],
)  # fmt: skip
def test_each_act_is_told_with_both_values(step, words, before, after):
    line = told(step).lines[0]
    assert words in (None, line.words)
    assert (before is None) or line.moved[0].before == before
    assert line.moved[0].after == after


def test_a_flag_settled_tells_the_reason():
    [flag] = DRAFT.flags
    line = told(SettleFlag(flag_key(flag), FlagState.DISMISSED, "heading counts")).lines[0]
    assert moved(line) == [(f"Flag: {flag.message}", "open", "dismissed: heading counts", "page 1, line 3")]


def test_labelled_words_tell_where_they_stand_until_they_lose_their_place():
    words = span_of(LETTER, "Physical therapy")
    other = letter("Another text, long enough to have other words there. " * 9)
    lines = told(
        Annotate((words,), "diagnosis"),
        RereadLetter(DRAFT, text=other),
        ChangeAnnotation("a1", "diagnosis", Attributes(), None, "ask"),
    ).lines
    assert moved(lines[2]) == [("Labelled words", "", "diagnosis: “Physical therapy”", "page 1, line 5")]
    assert [each.where for each in lines[0].moved] == [""]


def test_undo_and_redo_say_what_of_and_move_the_value_back():
    lines = told(SetField(None, "employer", "A Works"), Turn("undo"), Turn("redo")).lines
    assert [line.words for line in lines[:3]] == ["redo: change employer", "undo: change employer", "change employer"]
    assert [(line.moved[0].before, line.moved[0].after) for line in lines[:2]] == [
        ("", "A Works (typed)"),
        ("A Works (typed)", ""),
    ]


def test_the_history_of_a_field_begins_with_what_the_program_read():
    history = told(
        DecideItem("1", Decision.UPHELD),
        (SetField("1", "treatment", "Injection"), BEN),
        SetField(None, "employer", "A Works"),
        Turn("undo"),
    )
    lines = history.of(("1", "treatment"))
    assert [(line.event.by, line.moved[0].after) for line in lines] == [
        ("Ben", "Injection (corrected)"),
        ("Ana", "Lumbar epidural injection (proposed)"),
    ]
    assert lines[-1].moved[0].where == "page 1, line 3"
    assert "read by the program" in lines[-1].words
    assert [line.words for line in history.of((None, "employer"))] == [
        "undo: change employer",
        "change employer",
        "brought in; the program read nothing here",
    ]
    assert set(history.touched) == {
        ("1", "decision"),
        ("1", "excerpt"),  # deciding as the program read confirms its excerpt, and the history says so
        ("1", "treatment"),
        (None, "employer"),
    }
    assert history.words(("1", "decision")) == "Decision of item 1"


def test_a_field_of_an_item_that_is_gone_keeps_its_history_and_its_name():
    history = told(SetField("2", "treatment", "Therapy"), MergeItems("2", "1"))
    at = ("2", "treatment")
    assert history.touched[-1] == at
    assert history.words(at).endswith("of item 2")
    assert [line.words for line in history.of(at)][:2] == ["merge item 2 into item 1", "change as printed of item 2"]


def test_a_second_reading_is_told_apart_and_moves_nothing():
    act = Act(DecideItem("1", Decision.OVERTURNED), BEN)
    second = CaseEvent(9, 1, EventKind.SECOND_ACT, "Ben", BEN.at, act, "round 1")
    step = CaseEvent(10, 1, EventKind.HANDLED, "Ben", BEN.at, step=Take())
    lines = told(SetField(None, "employer", "A Works"), others=(second, step)).lines
    assert [line.words for line in lines[:2]] == [
        Take().label,
        "second reading, round 1: decide item: 1 · overturned",
    ]
    assert lines[1].moved == ()
    assert lines[1].words == case_words(second)
