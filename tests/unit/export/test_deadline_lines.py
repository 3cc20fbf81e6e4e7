"""What is to be done by when, in words."""

import pytest

from imr_desk.export.deadline_lines import NextAct, action_of, deadline_box
from imr_desk.model.handling import HoldReason, MarkDone, PutOnHold
from tests.unit.export.dossiers import one_item, plain_text, three_finished, three_unread


def box(case):
    return deadline_box(case.dossier())


def line(case, rule):
    return next(found for found in (*box(case).lines, *box(case).others) if found.rule == rule)


def test_ours_stand_first_and_each_has_both_dates_and_what_it_runs_from():
    found = box(one_item())
    assert [each.whose for each in found.lines] == ["Ours", "Other side"]
    first = found.lines[0]
    assert (first.rule, first.safe, first.latest, first.state) == ("R1", "11/27/2026", "11/27/2026", "Open")
    assert (first.items, first.runs_from) == ("Item 1", "from the date received, 11/19/2026")
    assert found.rules.startswith("California IMR deadlines, version ")


def test_an_assumption_that_touches_two_rules_is_said_once():
    assumed = box(three_unread()).assumptions
    assert len({each.words for each in assumed}) == len(assumed)
    assert any(each.rules == "R1 and R3" for each in assumed)


def test_what_is_done_says_so_and_asks_no_more():
    case = one_item().handle(MarkDone("R1", "2026-11-23"))
    assert line(case, "R1").state == "Done 11/23/2026"
    assert not line(case, "R1").open
    assert not any("R1" in each.rules for each in box(case).assumptions)


def test_a_hold_is_told_and_the_date_stays():
    case = one_item().handle(PutOnHold(HoldReason.APPEAL, "secret words", "2026-11-21"))
    assert line(case, "R1").state == "On hold since 11/21/2026: appeal filed"
    assert line(case, "R1").safe == "11/27/2026"


def test_a_date_that_has_passed_on_the_day_of_printing_is_told():
    assert line(three_unread(), "R1").state == "Open; safe date passed"


def test_a_date_that_is_wanting_is_asked_for():
    found = line(plain_text(), "R1")
    assert (found.safe, found.latest, found.state) == ("", "", "When was the letter received?")


@pytest.mark.parametrize(
    ("number", "words", "due"),
    [
        (1, "No authorization", ""),
        (2, "R1: Authorize the treatment; tell the employee and the provider", "Done 11/23/2026"),
        (3, "R2: Reimburse the provider or the employee", "12/09/2026"),
    ],
)
def test_each_item_says_what_is_to_be_done_and_by_when(number, words, due):
    dossier = three_finished().dossier()
    found = action_of(number, dossier.review.items[number - 1], dossier.deadlines)
    assert (found.words, found.due) == (words, due)


def test_an_assumed_date_is_marked_as_such():
    dossier = three_unread().dossier()
    assert action_of(2, dossier.review.items[1], dossier.deadlines).due == "11/05/2026 (assumed)"


def test_our_open_duties_are_told_in_a_line_each_the_most_urgent_first_and_done_ones_are_not():
    assert deadline_box(three_finished().dossier()).next_acts == (
        NextAct("Act by 12/09/2026", "R2: Reimburse the provider or the employee", "item 3"),
    )
    passed = deadline_box(three_unread().dossier()).next_acts[0]
    assert passed.when == "Act by 11/05/2026 (assumed, passed)"
    assert passed.items == "items 2 and 3"
    assert deadline_box(plain_text().dossier()).next_acts[0].when == "No date yet: the date received is not known"
