"""How many keys a letter takes: one a decision, and one to finish and go on."""

import pytest
from PySide6.QtCore import Qt

from imr_desk.model.case import CaseStatus


def review_all(hands):
    """Review the open case by accepting what the program read, and go on to the next; return the presses."""
    case_id = hands.opened()
    hands.presses = 0
    while hands.review.problems():
        before = hands.review
        hands.key(Qt.Key.Key_Return)
        assert hands.review != before, "a key changed nothing"
    items = len(hands.review.items)
    hands.control(Qt.Key.Key_Return)
    hands.until(lambda: hands.session.case_id != case_id or "All done" in hands.message())
    hands.saved()
    assert hands.window.workstation.log.case(case_id).status is CaseStatus.FINISHED
    return items, hands.presses


@pytest.mark.parametrize("items", [1, 3])
def test_a_letter_read_rightly_takes_a_key_an_item_and_one_more(program, letters, items):
    first, second = letters(51, items=items), letters(52, items=1)

    def play(hands):
        hands.until(lambda: not hands.window.intake.running)
        count, presses = review_all(hands)
        assert count == items
        assert presses <= items + 2
        hands.opened()
        assert hands.session.case_id != 1

    assert program(play, "open", first, second) == 0


def test_real_letters_take_no_more(program, real_letters):
    paths = sorted(real_letters.glob("*.pdf"))[:4]

    def play(hands):
        hands.until(lambda: not hands.window.intake.running)
        for _ in paths:
            count, presses = review_all(hands)
            assert presses <= count + 2

    assert program(play, "open", *paths) == 0
