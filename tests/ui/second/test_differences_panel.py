"""Settling differences with one key each: the record, the comparison and the log stay in step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.model.draft import Decision
from imr_desk.model.edits import DecideItem, FinishReview, SetField, WriteNote
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.handling import Take
from imr_desk.model.review import FlagState
from imr_desk.model.second import Side
from imr_desk.services.settling import ThirdValue
from imr_desk.ui.label_look import LabelColor
from imr_desk.ui.second.difference_body import DifferenceBody
from imr_desk.ui.second.difference_side import DifferenceSide
from imr_desk.ui.session import SaveState
from tests.ui.second.conftest import ANA, BEN, CLEO, DORA
from tests.ui.second.two_readings import part

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def settling(office, hands):
    hands.open(office.compared())
    return hands


def shown(widget):
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text())


# What is shown


def test_only_the_differences_stand_there_with_both_values(settling):
    cards = settling.panel.list.cards
    assert list(cards) == [pair.key for pair in settling.view.differences]
    order = sorted(cards.values(), key=lambda card: card.y())
    assert [card.pair.key for card in order] == list(cards)
    card = cards["1/quantity"]
    assert card.name.text() == "Item 1 · Quantity"
    assert {s: w.words.words() for s, w in card.body.sides.items()} == {
        Side.FIRST: "12 visits",
        Side.SECOND: "8 visits",
    }
    assert [w.name.text() for w in card.body.sides.values()] == [ANA, BEN]


def test_the_head_tells_who_read_and_how_far_they_agree(settling):
    words = shown(settling.panel.head)
    pairs = settling.view.pairs
    assert f"{sum(pair.agrees for pair in pairs)} of {len(pairs)} values agree" in words
    assert f"0 of {len(settling.view.differences)} differences settled" in words
    assert f"{ANA}  ·  first reading  ·  24 Nov 2026" in words
    assert f"{BEN}  ·  second reading  ·  24 Nov 2026" in words


def test_all_values_are_shown_on_wish_and_agreed_ones_cannot_be_taken(settling):
    settling.panel.head.all.click()
    settling.panel.list.finish()
    assert set(settling.panel.list.cards) == {pair.key for pair in settling.view.pairs}
    card = settling.panel.list.cards["letter/employer"]
    assert card.line.text() == "Both: Example Works"
    assert card.body is None
    card.take_focus()
    settling.key(K.Key_2)
    assert settling.in_log().sides == {}
    settling.panel.head.all.click()
    assert "letter/employer" not in settling.panel.list.cards


def test_long_texts_show_what_differs_and_all_of_it_on_wish(settling):
    settling.go("rationale", "1")
    side = settling.current.body.sides[Side.SECOND]
    assert side.words.picked_out() == "seldom."
    assert side.words.accessibleDescription() == "Differs: seldom."  # bold and underlined say it to the eye alone
    assert len(side.words.words()) < 80
    settling.key(K.Key_Space)
    whole = settling.view.both.review(Side.SECOND).item("1").fields["rationale"].value
    assert side.words.words() == whole
    settling.key(K.Key_Space)
    assert len(side.words.words()) < 80


def test_the_letter_shows_both_sides_words_and_goes_to_those_in_focus(settling):
    settling.go("excerpt", "1")
    both = settling.view.both
    first, second = (both.review(side).item("1").excerpt.spans for side in (Side.FIRST, Side.SECOND))
    marks = {mark.color: mark for mark in settling.marks[-1]}
    assert (marks[LabelColor.BLUE].spans, marks[LabelColor.ORANGE].spans) == (first, second)
    assert marks[LabelColor.ORANGE].focus
    assert settling.revealed[-1] == second
    settling.key(K.Key_Left)
    marks = {mark.color: mark for mark in settling.marks[-1]}
    assert marks[LabelColor.BLUE].focus
    assert settling.revealed[-1] == first


def test_a_side_without_a_place_leaves_the_letter_to_the_other(settling):
    settling.go("item", "4", first_id="4")
    assert settling.current.lit is Side.FIRST
    assert settling.revealed[-1] == settling.view.both.sources(settling.current.pair, Side.FIRST)


# One key


def test_the_second_value_is_taken_with_its_words_and_the_next_one_comes(settling):
    settling.go("quantity", "1")
    settling.key(K.Key_2)
    assert settling.current.pair.key != "1/quantity"
    entry = settling.record.item("1").fields["quantity"]
    assert (entry.value, entry.by.who) == ("8 visits", CLEO)
    assert entry.sources
    log = settling.in_log()
    assert log.review == settling.record
    assert log.sides == {"1/quantity": Side.SECOND}
    card = settling.panel.list.cards["1/quantity"]
    assert card.line.text() == "8 visits"
    assert f"{CLEO} took {BEN}’s value" in card.by.text()
    assert not card.body.isVisible()


def test_the_first_value_of_an_unchanged_record_opens_nothing(settling):
    before = settling.record
    settling.go("quantity", "1")
    settling.key(K.Key_1)
    assert settling.record is before
    assert settling.record.finished.who == ANA
    assert settling.asked == []
    assert settling.in_log().sides == {"1/quantity": Side.FIRST}


def test_the_first_value_comes_back_after_the_second_was_taken(settling):
    settling.go("quantity", "1")
    settling.key(K.Key_2)
    settling.panel.list.go_to("1/quantity")
    settling.key(K.Key_1)
    assert settling.record.item("1").fields["quantity"].value == "12 visits"
    log = settling.in_log()
    assert (log.review, log.sides) == (settling.record, {"1/quantity": Side.FIRST})


def test_opening_the_review_again_is_told_once_before_it_is_done(settling):
    settling.answer = False
    settling.go("quantity", "1")
    settling.key(K.Key_2)
    assert settling.record.finished.who == ANA
    assert settling.in_log().sides == {}
    settling.answer = True
    settling.key(K.Key_2)
    settling.key(K.Key_2)
    assert settling.record.finished is None
    assert len(settling.asked) == 2  # once refused, once for all
    assert "voids Ana Ruiz’s signature" in settling.asked[0]
    assert settling.in_log().second is not None


def test_a_colleague_s_case_becomes_the_settler_s(settling):
    assert settling.session.colleague == ANA
    settling.go("quantity", "1")
    settling.key(K.Key_2)
    assert settling.session.colleague == ""
    case = settling.office.workstation.log.case(settling.session.case_id)
    assert case.handling.reviewer == CLEO


def test_every_difference_is_settled_by_one_key_each_and_the_comparison_closed(settling):
    count = len(settling.view.differences)
    for _ in range(count):
        settling.key(K.Key_2)
    assert settling.view.open == ()
    assert settling.panel.foot.main.hasFocus()
    assert settling.panel.foot.main.property("ready") is True
    titles = [item.title for item in settling.record.items]
    assert "Lumbar corset, purchase" in titles
    assert "Transport to appointments" not in titles
    settling.key(K.Key_Return, CONTROL)
    settling.bot.waitUntil(lambda: settling.view.second.closed is not None)
    assert settling.in_log().second.closed.who == CLEO
    assert "closed this comparison" in shown(settling.panel.head)
    finish = []
    settling.panel.finish_requested.connect(lambda: finish.append(True))
    settling.panel.foot.main.click()  # what is left to do is to sign again
    assert finish == [True]
    assert settling.session.act(FinishReview())
    assert settling.in_log().review.finished.who == CLEO


def test_the_comparison_is_not_closed_while_something_is_open(settling):
    settling.key(K.Key_Return, CONTROL)
    assert settling.told == [f"{len(settling.view.differences)} differences are still to settle."]
    assert settling.in_log().second.closed is None


def test_a_reason_is_kept_with_the_side(settling):
    settling.go("quantity", "1")
    settling.key(K.Key_R)
    settling.words("page 2 says so")  # digits and letters are typed here, none of them settles
    assert settling.view.settled(settling.pair("quantity", "1")) is None
    settling.key(K.Key_Return)
    settling.key(K.Key_1)
    assert settling.in_log().second.side_of("1/quantity").words == "page 2 says so"
    assert "page 2 says so" in settling.panel.list.cards["1/quantity"].by.text()


# A third value


def test_a_third_value_is_typed_in_place(settling):
    settling.go("quantity", "1")
    settling.key(K.Key_3)
    settling.words("10 visits")
    settling.key(K.Key_Return)
    assert settling.record.item("1").fields["quantity"].value == "10 visits"
    assert settling.in_log().sides == {"1/quantity": Side.THIRD}
    assert settling.panel.list.cards["1/quantity"].line.text() == "10 visits"


def test_what_cannot_be_understood_is_told_and_stays(settling):
    settling.go("decision_date")
    settling.key(K.Key_F2)
    settling.words("some day")
    settling.key(K.Key_Return)
    third = settling.current.body.third
    assert "no date of the calendar" in third.problem.text()
    settling.key(K.Key_Escape)
    assert settling.current.body.third is None
    assert settling.current.hasFocus()
    assert settling.in_log().sides == {}


def test_a_third_decision_is_chosen(settling):
    settling.go("decision", "2")
    settling.key(K.Key_3)
    assert [button.text().split(":")[0] for button in settling.current.body.third.buttons] == [
        "Not addressed",
        "Unclear",
    ]
    settling.key(K.Key_Down)
    settling.key(K.Key_Space)
    assert settling.record.item("2").decided is Decision.UNCLEAR
    assert settling.in_log().sides == {"2/decision": Side.THIRD}


def test_the_third_word_on_a_flag_is_chosen(settling):
    pair = settling.go("flag")
    settling.key(K.Key_3)
    settling.current.body.third.buttons[0].click()
    settling.quiet()
    assert settling.record.settled[pair.label].state is FlagState.OPEN


def test_a_third_excerpt_is_marked_in_the_letter(settling):
    settling.go("excerpt", "1")
    settling.key(K.Key_3)
    assert settling.told == ["Mark the words in the letter first, then press 3."]
    spans = part(settling.record.item("1").fields["rationale"].sources, 30, 90)
    settling.session.select(spans)
    settling.key(K.Key_3)
    assert settling.record.item("1").excerpt.spans == spans
    assert settling.session.selection == ()
    assert settling.in_log().sides == {"1/excerpt": Side.THIRD}


def test_an_item_has_no_third_value_and_it_is_said(settling):
    settling.go("item", "4", first_id="4")
    settling.key(K.Key_3)
    assert "take a side" in settling.told[-1]


# And back


def test_undo_takes_back_record_and_comparison_at_once(settling):
    before = settling.record
    settling.go("item", "4", second_id="4")
    settling.key(K.Key_2)  # opens the review again, adds an item and fills ten of its fields
    assert len(settling.session.history.past) > 5
    assert settling.case.turn_labels[0] == "settle Item in one reading only"
    assert settling.case.turn("undo")
    assert settling.record is before
    assert settling.record.finished.who == ANA
    log = settling.in_log()
    assert (log.review, log.sides) == (before, {})
    assert settling.panel.list.cards["item/second/4"].is_open
    assert settling.case.turn("redo")
    log = settling.in_log()
    assert "Lumbar corset, purchase" in [item.title for item in log.review.items]
    assert log.sides == {"item/second/4": Side.SECOND}


def test_undo_takes_back_a_side_that_changed_no_value(settling):
    settling.go("quantity", "1")
    settling.key(K.Key_1)
    assert settling.case.turn("undo")
    assert settling.in_log().sides == {}
    assert settling.record.finished.who == ANA


def test_undo_never_reaches_behind_the_comparison(settling):
    assert settling.case.turn("undo")  # the first reader's signature is the last act of the record
    assert settling.record.finished.who == ANA
    assert "Undo goes back no further here" in settling.told[-1]


def test_undo_goes_through_all_that_was_settled_in_its_order(settling):
    start = settling.record
    for field, item, key in (("quantity", "1", K.Key_2), ("age", None, K.Key_1), ("decision", "2", K.Key_2)):
        settling.go(field, item)
        settling.key(key)
    assert [settling.case.turn("undo") for _ in range(3)] == [True, True, True]
    assert settling.record is start
    assert settling.in_log().sides == {}
    assert [settling.case.turn("redo") for _ in range(3)] == [True, True, True]
    assert settling.in_log().sides == {"1/quantity": Side.SECOND, "letter/age": Side.FIRST, "2/decision": Side.SECOND}
    assert not settling.case.turn("redo")


def settle_all_kinds(settling):
    """Settle an item, a field, a decision, a passage and a value of the record's own; return the record before."""
    start = settling.record
    settling.go("item", "4", second_id="4")
    settling.key(K.Key_2)
    for field, item, key in (("quantity", "1", K.Key_2), ("age", None, K.Key_1), ("decision", "2", K.Key_2)):
        settling.go(field, item)
        settling.key(key)
    settling.case.write(settling.pair("body_part", "1"), ThirdValue("both knees"))
    return start


def started_anew(settling):
    """Open the case as the log has it, with nothing remembered."""
    settling.bot.waitUntil(lambda: settling.session.save_state is SaveState.SAVED)
    settling.quiet()
    case_id = settling.session.case_id
    settling.session.close()
    settling.open(case_id)


def test_what_was_settled_is_undone_one_by_one_after_a_restart(settling):
    start = settle_all_kinds(settling)
    settled = settling.in_log().sides
    assert len(settled) == 5
    started_anew(settling)
    keys = []
    for left in range(4, -1, -1):
        keys.append(settling.case.turn_labels[0])
        assert settling.case.turn("undo")
        assert len(settling.in_log().sides) == left
    assert [words.removeprefix("settle ") for words in keys] == [
        "Item 1 · Body part and side", "Item 2 · Decision", "Letter · Age", "Item 1 · Quantity",
        "Item in one reading only",
    ]  # fmt: skip
    assert settling.record == start
    assert settling.record.finished.who == ANA
    assert settling.case.turn("undo")
    assert "Undo goes back no further here" in settling.told[-1]
    assert settling.record == start
    assert [settling.case.turn("redo") for _ in range(5)] == [True] * 5
    assert settling.in_log().sides == settled


@pytest.mark.parametrize("side", [Side.FIRST, Side.SECOND])
def test_every_kind_of_difference_is_undone_after_a_restart(settling, side):
    start, pairs = settling.record, settling.view.differences
    for pair in pairs:
        settling.case.take(pair, side)
    settled = settling.in_log().sides
    assert len(settled) == len(pairs)
    started_anew(settling)
    for left in range(len(pairs) - 1, -1, -1):
        assert settling.case.turn("undo")
        assert len(settling.view.second.settled) == left
    assert settling.record == start
    assert settling.in_log().sides == {}


def test_after_a_restart_what_the_form_did_since_is_undone_first(settling):
    settling.go("quantity", "1")
    settling.key(K.Key_2)
    assert settling.session.act(WriteNote(None, "a note of the form"))
    started_anew(settling)
    assert settling.case.turn_labels[0] is None
    assert not settling.case.turn("undo")
    assert settling.session.turn("undo")
    assert settling.case.turn("undo")
    assert settling.in_log().sides == {}
    assert settling.record.finished.who == ANA


def test_a_colleague_s_case_is_not_undone(settling):
    settling.go("quantity", "1")
    settling.key(K.Key_2)
    case_id = settling.session.case_id
    assert settling.in_log().sides == {"1/quantity": Side.SECOND}
    settling.office.sit(BEN)
    settling.office.workstation.handling.take((case_id,), Take(over=True))
    settling.office.sit(CLEO)
    started_anew(settling)
    assert settling.case.turn("undo")  # refused by the session, which says why
    assert settling.in_log().sides == {"1/quantity": Side.SECOND}
    assert settling.record.item("1").fields["quantity"].value == "8 visits"


def test_a_difference_is_opened_again_and_the_record_keeps_its_value(settling):
    settling.go("quantity", "1")
    settling.key(K.Key_2)
    settling.panel.list.go_to("1/quantity")
    settling.key(K.Key_0)
    assert settling.in_log().sides == {}
    assert settling.record.item("1").fields["quantity"].value == "8 visits"
    assert "has Ben Ode’s value until a side is taken" in settling.current.body.record.text()
    assert settling.case.turn("undo")
    assert settling.in_log().sides == {"1/quantity": Side.SECOND}
    settling.key(K.Key_Backspace)
    assert settling.in_log().sides == {}


def test_what_the_form_changes_is_open_again(settling):
    settling.go("quantity", "1")
    settling.key(K.Key_2)
    assert settling.session.act(SetField("1", "quantity", "9 visits"))
    assert settling.in_log().sides == {}
    assert "Open again, because the record has another value there now: Item 1 · Quantity" in settling.told[-1]
    assert not settling.case.turn("undo")  # the form's act comes first, and is the session's
    assert settling.session.turn("undo")
    settling.panel.list.go_to("1/quantity")
    settling.key(K.Key_2)
    assert settling.in_log().sides == {"1/quantity": Side.SECOND}


def test_an_edit_undone_in_the_form_opens_its_difference(settling):
    settling.go("decision", "2")
    settling.key(K.Key_2)
    assert settling.session.turn("undo")
    assert settling.in_log().sides == {}


def test_what_was_changed_while_nobody_looked_is_open_when_it_is_shown_again(settling):
    settling.go("decision", "2")
    settling.key(K.Key_2)
    case_id = settling.session.case_id
    settling.case.leave()
    assert settling.session.act(DecideItem("2", Decision.UPHELD))
    settling.show(case_id)
    assert settling.in_log().sides == {}


# Going


def test_keys_go_from_card_to_card_and_to_the_next_open_one(settling):
    keys = list(settling.panel.list.cards)
    assert settling.current.pair.key == keys[0]
    settling.key(K.Key_Down)
    assert settling.current.pair.key == keys[1]
    settling.key(K.Key_Up)
    settling.key(K.Key_1)
    settling.key(K.Key_Up)
    assert settling.current.pair.key == keys[0]
    settling.panel.list.go_to(keys[-1])
    settling.key(K.Key_N)
    assert settling.current.pair.key == keys[1]
    settling.key(K.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert settling.current.pair.key == keys[-1]


def test_a_question_names_the_place(settling):
    settling.go("quantity", "1")
    settling.key(K.Key_Q)
    settling.go("age")
    settling.key(K.Key_Q)
    settling.go("item", "4", second_id="4")
    settling.key(K.Key_Q)
    settling.go("annotation", "4")  # on the item that only the second reader has; the record has another item 4
    settling.key(K.Key_Q)
    settling.go("item", "4", first_id="4")
    settling.key(K.Key_Q)
    assert settling.questions == [("1", "quantity"), (None, "age"), (None, ""), (None, ""), ("4", "")]


def test_letters_without_a_meaning_here_reach_no_form_behind(settling):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    for key, text in ((K.Key_O, "o"), (K.Key_U, "u"), (K.Key_E, "e"), (K.Key_2, "2")):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier, text)
        event.ignore()
        settling.panel.event(event)
        assert event.isAccepted(), text
    find = QKeyEvent(QEvent.Type.ShortcutOverride, K.Key_F, CONTROL, "f")
    find.ignore()
    settling.panel.event(find)
    assert not find.isAccepted()


def test_a_click_shows_the_words_and_only_the_button_takes_them(settling):
    card = settling.panel.list.cards["1/quantity"]
    side = card.body.sides[Side.FIRST]
    QTest.mouseClick(side, Qt.MouseButton.LeftButton)
    assert (settling.current, card.lit) == (card, Side.FIRST)
    assert settling.in_log().sides == {}
    QTest.mouseClick(side.take, Qt.MouseButton.LeftButton)
    assert settling.in_log().sides == {"1/quantity": Side.FIRST}


# Who may, and when there is nothing


def test_others_read_it_and_are_told_why(office, hands):
    case_id = office.compared()
    office.sit(DORA)
    hands.open(case_id)
    assert hands.view.refusal.startswith("Only a supervisor or an administrator may")
    assert hands.view.refusal in shown(hands.panel.head)
    assert not any(side.take.isVisible() for side in hands.panel.findChildren(DifferenceSide))
    for key in (K.Key_1, K.Key_2, K.Key_3, K.Key_0):
        hands.go("quantity", "1")
        hands.key(key)
    assert set(hands.told) == {hands.view.refusal}
    assert not hands.panel.foot.main.isVisible()
    assert hands.in_log().sides == {}


def test_readings_that_agree_say_so_and_are_closed(office, hands):
    hands.open(office.compared(first=Hand_that_only_finishes, second=Hand_that_only_finishes))
    assert hands.view.differences == ()
    assert f"agree in all {len(hands.view.pairs)} values" in hands.panel.list.empty.text()
    assert hands.panel.list.empty.isVisible()
    assert hands.panel.foot.main.hasFocus()
    hands.key(K.Key_Return, CONTROL)
    hands.bot.waitUntil(lambda: hands.view.second.closed is not None)
    assert hands.in_log().second.closed.who == CLEO


def Hand_that_only_finishes(hand):
    hand.finish()


def test_what_the_log_refuses_is_told_and_shown_as_it_is(settling, monkeypatch):
    def refuse(self, changes, by):
        raise CaseLogError(CaseLogErrorKind.DISK_FULL, "The disk is full.")

    monkeypatch.setattr(MemoryCaseLog, "handle", refuse)
    settling.go("quantity", "1")
    settling.key(K.Key_1)
    settling.bot.waitUntil(lambda: "The disk is full." in settling.told)
    settling.bot.waitUntil(lambda: settling.view.settled(settling.pair("quantity", "1")) is None)
    assert settling.panel.list.cards["1/quantity"].is_open


def test_another_case_takes_the_comparison_away(settling):
    settling.session.close()
    assert settling.view is None
    assert settling.panel.list.cards == {}
    assert settling.marks[-1] == ()


def test_a_card_makes_its_open_part_only_when_it_is_needed(settling):
    settling.panel.head.all.click()
    settling.panel.list.finish()
    bodies = settling.panel.findChildren(DifferenceBody)
    assert len(bodies) == len(settling.view.differences) < len(settling.panel.list.cards)
