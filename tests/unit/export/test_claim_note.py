"""The claim note: short enough for a claim system, and never an item without its decision."""

import re

import msgspec
import pytest

from imr_desk.export.claim_note import LIMIT, claim_note
from imr_desk.export.summary import summary_of
from imr_desk.model.edits import DecideItem, SetField
from imr_desk.model.signature import Signature
from tests.unit.export.dossiers import (
    OVERTURNED,
    RULINGS,
    Bench,
    bench_of,
    many_rulings,
    one_item,
    three_finished,
    three_half_done,
    three_unread,
    twenty_one,
)
from tests.unit.export.papers import BENCHES, bench


def note_of(made: Bench) -> str:
    return claim_note(summary_of(made.dossier()))


def test_a_finished_case_in_a_few_lines():
    assert note_of(one_item()).splitlines() == [
        "IMR DETERMINATION - review FINISHED",
        "Injured worker: Jordan Example",
        "IMR case number: CM26-0000417 (not confirmed)",
        "Claim number: WC-2019-004411",
        (
            "Date of injury: 05/02/2019 (not confirmed); UR denial date: 09/18/2026; "
            "Decision date: 10/29/2026 (not confirmed); Received by us: 11/19/2026"
        ),
        "OVERTURNED: the one item is approved",
        "1. Lumbar epidural steroid injection, left L4-L5, under fluoroscopy - Overturned: treatment approved",
        "Act by 11/27/2026 - R1: Authorize the treatment; tell the employee and the provider",
        "Flags: The checks raised no flag.",
        "Review finished by Ifeoma Okafor, 11/23/2026, 3:20 PM (UTC−08:00).",
        (f"Letter {summary_of(one_item().dossier()).fingerprint}; imr_desk 0.1.0; printed 11/24/2026"),
        "Abstract only; the determination letter controls. Confidential medical information.",
    ]


@pytest.mark.parametrize("name", BENCHES)
def test_it_never_grows_over_the_limit(name):
    note = note_of(bench(name))
    assert len(note) <= LIMIT
    assert note.isprintable() or set(note) - {"\n"} == {c for c in note if c.isprintable()}


@pytest.mark.parametrize("name", BENCHES)
def test_identity_outcome_and_state_are_always_there(name):
    note, summary = note_of(bench(name)), summary_of(bench(name).dossier())
    assert summary.outcome.sentence in note
    assert f"review {summary.sign_off.word}" in note
    assert "the determination letter controls" in note
    assert "IMR case number: " in note


@pytest.mark.parametrize("name", BENCHES)
def test_no_item_is_named_without_its_decision(name):
    summary = summary_of(bench(name).dossier())
    lines = [line for line in note_of(bench(name)).splitlines() if re.match(r"\d+\. ", line)]
    for line, item in zip(lines, summary.items, strict=False):
        assert line.startswith(f"{item.number}. ")
        assert item.decision.sentence in line
    assert len(lines) == len(summary.items) or "more items: see the case summary." in note_of(bench(name))


def test_twenty_one_items_all_fit():
    assert sum(bool(re.match(r"\d+\. ", line)) for line in note_of(twenty_one()).splitlines()) == 21


def test_a_decision_that_nobody_confirmed_is_marked_where_others_are_confirmed():
    lines = [line for line in note_of(three_half_done()).splitlines() if re.match(r"\d\. ", line)]
    assert [line.endswith("(not confirmed)") for line in lines] == [False, False, True]
    assert "Proposed by the program, not confirmed by a person in 1 of 3 items" in note_of(three_half_done())


def test_items_that_do_not_fit_are_counted():
    crowd = bench_of(many_rulings(21))
    summary = summary_of(crowd.do(DecideItem("1", OVERTURNED)).dossier())
    crowded = msgspec.structs.replace(summary, items=summary.items * 3)
    note = claim_note(crowded)
    assert len(note) <= LIMIT
    shown = sum(bool(re.match(r"\d+\. ", line)) for line in note.splitlines())
    assert f"... and {63 - shown} more items: see the case summary." in note


def test_a_name_of_any_length_leaves_room():
    endless = Signature("N" * 5000, "2026-11-23T14:05:00-08:00")
    made = bench_of(RULINGS).do(SetField(None, "employee", "E" * 5000), DecideItem("1", OVERTURNED), by=endless)
    assert len(note_of(made)) <= LIMIT
    assert "Overturned: treatment approved" in note_of(made)


def test_open_points_are_told():
    note = note_of(three_finished())
    assert "Provider: unreadable, marked by R. Ames, RN" in note
    assert "Flags: 1 flag is open, 2 settled." in note


def test_a_date_that_is_assumed_or_has_passed_is_told_as_such():
    assert "Act by 11/05/2026 (assumed, passed) - R1: Authorize" in note_of(three_unread())
