"""Going through a letter sentence by sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText, Page, TextKind
from imr_desk.ui.letter.sentence_walk import SentenceWalk
from imr_desk.ui.letter.text_selection import Caret


def letter_of(*pages):
    made = tuple(Page(number, text, ()) for number, text in enumerate(pages, 1))
    return LetterText("0" * 64, TextKind.PLAIN, made)


def all_of(letter):
    walk, found = SentenceWalk(letter), []
    place = walk.step((), Caret(1, 0), 1)
    while place:
        found.append(letter.quote_of(place))
        place = walk.step(place, None, 1)
    return found


@pytest.mark.parametrize(
    ("pages", "sentences"),
    [
        (
            ("CLINICAL SUMMARY\nThe worker fell. Dr. Lee gave 2.5 mg\ndaily. She is well.",),
            ["CLINICAL SUMMARY", "The worker fell.", "Dr. Lee gave 2.5 mg daily.", "She is well."],
        ),
        (
            ("Decision rationale: No gain is shown. It is not necessary.",),
            ["Decision rationale:", "No gain is shown.", "It is not necessary."],
        ),
        (
            ("Drug 0.5 mg #60: Upheld\nGuideline used: Chapter 3.",),
            ["Drug 0.5 mg #60:", "Upheld", "Guideline used:", "Chapter 3."],
        ),
        (
            (
                "The plan goes",
                "on over the page. Then it ends.",
            ),
            ["The plan goes on over the page.", "Then it ends."],
        ),
        (("", ""), []),
    ],
)
def test_sentences_and_headings_come_one_after_another(pages, sentences):
    assert all_of(letter_of(*pages)) == sentences


def test_the_way_back_leads_over_the_same_sentences():
    letter = letter_of("One is here. Two is here.", "Three is here.")
    walk = SentenceWalk(letter)
    assert letter.quote_of(walk.step((Span(2, 0, 14),), None, -1)) == "Two is here."
    assert walk.step((Span(1, 0, 12),), None, -1) == ()


@given(st.lists(st.text(alphabet='aB .:?!"\n1', max_size=60), min_size=1, max_size=3))
def test_no_word_of_any_letter_is_left_out_or_told_twice(pages):
    letter = letter_of(*pages)
    assert "".join("".join(all_of(letter)).split()) == "".join("".join(pages).split())
