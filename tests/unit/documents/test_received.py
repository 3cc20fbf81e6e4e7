"""A letter that comes from a broken worker is not believed."""

from math import inf, nan

import pytest
from msgspec.structs import replace

from imr_desk.documents.mupdf import MupdfReader
from imr_desk.documents.received import checked
from imr_desk.model.errors import LetterError, LetterErrorKind
from imr_desk.model.geometry import Rect, Span
from imr_desk.model.letter import LetterNote, LetterText, NoteKind, Page, Repair, TextKind, Word
from tests.unit.documents.pdf_making import with_lines

WORDS = (Word(0, 3, 0, False, Rect(1, 1, 9, 9)), Word(4, 7, 0, False, Rect(10, 1, 19, 9)))
PAGE = Page(1, "one two", WORDS, 612, 792)
LETTER = LetterText("ab", TextKind.LAYER, (PAGE,))


def test_a_letter_that_holds_together_passes_unchanged():
    letter = MupdfReader().read(with_lines(pages=2))
    assert checked(letter, letter.fingerprint) is letter
    assert checked(LETTER, "ab") is LETTER


@pytest.mark.parametrize(
    "letter",
    [
        replace(LETTER, fingerprint="cd"),
        replace(LETTER, pages=()),
        replace(LETTER, pages=(replace(PAGE, number=2),)),
        replace(LETTER, pages=(PAGE, PAGE)),
        replace(LETTER, pages=(replace(PAGE, width=nan),)),
        replace(LETTER, pages=(replace(PAGE, height=-1),)),
        replace(LETTER, pages=(replace(PAGE, text="one"),)),
        replace(LETTER, pages=(replace(PAGE, words=WORDS[::-1]),)),
        replace(LETTER, pages=(replace(PAGE, words=(Word(-1, 2, 0),)),)),
        replace(LETTER, pages=(replace(PAGE, words=(Word(2, 2, 0),)),)),
        replace(LETTER, pages=(replace(PAGE, words=(Word(0, 2, -1),)),)),
        replace(LETTER, pages=(replace(PAGE, words=(Word(0, 2, 0, False, Rect(0, inf, 1, 1)),)),)),
        replace(LETTER, repairs=(Repair(Span(2, 0, 1), "x"),)),
        replace(LETTER, repairs=(Repair(Span(1, 5, 9), "x"),)),
        replace(LETTER, notes=(LetterNote(NoteKind.NO_TEXT, "x", 7),)),
    ],
)
def test_a_letter_that_does_not_hold_together_is_refused(letter):
    with pytest.raises(LetterError) as caught:
        checked(letter, "ab")
    assert caught.value.kind is LetterErrorKind.CRASHED
