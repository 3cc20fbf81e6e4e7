"""Reading the letter on the desk again: what is refused, what is told, and what was typed meanwhile."""

from types import SimpleNamespace

import msgspec
import pytest

from imr_desk.model.edits import AddItem, Annotate, ReopenReview, SetField
from imr_desk.model.edits.on_annotations import stands
from imr_desk.model.errors import LetterError, LetterErrorKind
from imr_desk.model.letter import Page
from imr_desk.services.rereading import ReadAgain
from imr_desk.ui.rereading import Rereading
from tests.synthetic import make_letter, render_seed_text

LETTER = render_seed_text(make_letter("C", 7)).encode()


class Reader:
    """Stands where the intake does: what it gives was read before, and it tells when it is asked."""

    def __init__(self):
        self.gives, self.meanwhile = None, lambda: None

    def read_again(self, case_id, letter):
        self.meanwhile()
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives


@pytest.fixture
def again(desk):
    """Return the open letter's session, what reads it again, and what was told."""
    desk.open(LETTER, "letter.txt")
    reader, told, failed = Reader(), [], []
    message = SimpleNamespace(tell=lambda kind, sentence, **_more: told.append((kind, sentence)))
    doer = Rereading(desk.session, reader, desk.lane, message, lambda: None, failed.append)
    return SimpleNamespace(session=desk.session, reader=reader, told=told, failed=failed, start=doer.start, desk=desk)


def longer(session):
    """Return the letter under a cover page: everything stands elsewhere."""
    letter = session.letter
    pages = (Page(1, "Cover.", ()), *(msgspec.structs.replace(page, number=page.number + 1) for page in letter.pages))
    return ReadAgain(msgspec.structs.replace(letter, pages=pages), session.draft, is_new=True)


def said(again, qtbot, words):
    qtbot.waitUntil(lambda: any(words in sentence for _, sentence in again.told))


def test_what_is_done_while_it_is_read_finds_its_place_too(again, qtbot):
    session = again.session
    again.reader.gives = longer(session)
    span = next(session.letter.find("decision"))
    again.start()
    # The answer waits for the window, so that this act comes between the reading and its taking over.
    assert session.act(Annotate((span,), "private"))
    said(again, qtbot, "everything found its place")
    (made,) = session.review.annotations
    assert stands(session.letter, made)
    assert made.spans[0].page == span.page + 1


def test_the_letter_that_was_left_gets_nothing(again, qtbot):
    again.reader.gives = longer(again.session)
    again.start()
    again.session.close()
    said(again, qtbot, "Case 1 was left")
    again.desk.session.open(*again.desk.reviews.open(1))
    assert again.session.review.text is None


def test_a_finished_review_is_not_read_again_until_it_is_opened(again, qtbot):
    session = again.session
    finished = msgspec.structs.replace(session.review, finished=again.desk.reviews.sign())
    session.open(session.opened, msgspec.structs.replace(session.history, review=finished))
    again.reader.gives = longer(session)
    again.start()
    assert again.told == [("warning", "This review is finished. Reopen it to change something.")]
    assert session.act(ReopenReview())
    again.start()
    said(again, qtbot, "new text")


def test_a_text_without_what_was_recognized_is_left_aside(again, qtbot):
    before = again.session.letter
    again.reader.gives = ReadAgain(before, again.session.draft, is_poorer=True)
    again.start()
    said(again, qtbot, "was left as it is")
    assert again.session.letter is before


def test_what_cannot_be_read_is_told_and_can_be_tried_again(again, qtbot):
    again.reader.gives = LetterError(LetterErrorKind.TIMEOUT, "It took too long.")
    again.start()
    qtbot.waitUntil(lambda: bool(again.failed))
    assert again.session.review.reread is None
    again.reader.gives = ReadAgain(again.session.letter, again.session.draft)
    again.start()
    said(again, qtbot, "the same as before")


def test_only_one_letter_is_read_at_a_time(again, qtbot):
    again.reader.gives = longer(again.session)
    again.start()
    again.start()
    assert "A letter is being read again." in again.told[-1][1]
    said(again, qtbot, "new text")
    assert again.session.act(SetField(None, "claim_number", "A-1"))
    assert again.session.act(AddItem("More"))
