"""How many keys a letter takes: one a decision, and one to finish and go on."""

import pymupdf
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
        if hands.review == before:
            quote_by_keyboard(hands)
    items = len(hands.review.items)
    hands.control(Qt.Key.Key_Return)
    hands.until(lambda: hands.session.case_id != case_id or "All done" in hands.message())
    hands.saved()
    assert hands.window.workstation.log.case(case_id).status is CaseStatus.FINISHED
    return items, hands.presses


def quote_by_keyboard(hands):
    """The letter offers no excerpt for this item, and the screen says so: mark a line of it and take that."""
    assert hands.session.focus.name == "excerpt"
    assert "Mark" in hands.message()
    hands.key(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    hands.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    hands.until(lambda: bool(hands.session.selection))
    hands.key(Qt.Key.Key_E)
    item = hands.review.item(hands.session.focus.item)
    assert item.excerpt.text == hands.session.letter.quote_of(hands.session.selection)
    hands.key(Qt.Key.Key_F8)


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


def test_the_seed_and_five_real_letters_reach_paper_by_keyboard_alone(program, real_letters, tmp_path):
    """Import, check, decide, export, go on; the screen says each time what is still open and where the paper is."""
    seed = real_letters.parent / "seed-letter.txt"
    paths = [seed, *sorted(real_letters.glob("*.pdf"))[5:10]]
    presses = []

    def play(hands):
        hands.until(lambda: not hands.window.intake.running)
        for number in range(1, len(paths) + 1):
            hands.opened()
            assert hands.window.review.outcome.whose.text().startswith("Read by the program")
            paper = tmp_path / f"paper-{number}.pdf"
            hands.hand_out(paper)
            assert paper.exists()
            assert "DRAFT" in text_of(paper)
            count, needed = review_all(hands)
            presses.append((count, needed))

    assert program(play, "open", *paths) == 0
    print("seed letter and real letters, items and keys:", presses)
    assert presses[0][0] == 3
    assert all(needed <= count + 8 for count, needed in presses[1:])


def text_of(paper):
    with pymupdf.open(paper) as document:
        return "".join(page.get_text() for page in document)
