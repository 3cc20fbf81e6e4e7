"""Annotations find their words again on another text of the same letter."""

import msgspec
import pytest

from imr_desk.model.annotations import Annotation
from imr_desk.model.edits import Annotate, RereadLetter, apply_edit
from imr_desk.model.edits.on_annotations import stands
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.geometry import Span
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.review import Review
from imr_desk.services.placing import placed_again
from tests.unit.model.letters import ME, letter, span_of, two_items

FIRST = letter(
    "The claimant has lumbar pain. Spasm was noted in the lumbar region.",
    "No spasm is documented in the records. The request is not medically necessary.",
)


def made(words, page=1, on=FIRST):
    span = span_of(on, words, page)
    return Annotation("a1", "symptom", (span,), on.quote_of((span,)), ME)


def words_of(text, annotation, before=None):
    placed = placed_again((annotation,), text, before)
    return [(spans[0].page, text.quote_of(spans)) for _, spans in placed]


def test_words_that_stand_are_left_alone():
    assert placed_again((made("Spasm was noted"),), FIRST) == ()


def test_the_same_words_are_found_where_lines_and_pages_broke_otherwise():
    other = letter("Cover sheet.", "The claimant has lumbar pain. Spasm\nwas   noted in the lumbar region.")
    assert words_of(other, made("Spasm was noted in")) == [(2, "Spasm was noted in")]


def test_words_that_run_over_a_page_now_stand_on_both():
    other = letter("The claimant has lumbar pain. Spasm was", "noted in the lumbar region.")
    ((_, spans),) = placed_again((made("Spasm was noted in"),), other)
    assert [span.page for span in spans] == [1, 2]
    assert other.quote_of(spans) == "Spasm was noted in"


def test_words_of_two_pages_are_found_on_one():
    two = letter("It ends with a sentence that goes", "on here and stops.")
    spans = (span_of(two, "that goes"), span_of(two, "on here", 2))
    annotation = Annotation("a1", "symptom", spans, two.quote_of(spans), ME)
    other = letter("It ends with a sentence that goes on here and stops.")
    assert words_of(other, annotation) == [(1, "that goes on here")]


def test_of_several_places_the_one_with_the_same_words_around_it_is_taken():
    other = letter("In the lumbar spine there is none. New words. The claimant has lumbar pain. Spasm was noted.")
    assert words_of(other, made("lumbar"), FIRST) == [(1, "lumbar")]
    ((_, (span,)),) = placed_again((made("lumbar"),), other, FIRST)
    assert other.page(1).text[span.start :].startswith("lumbar pain")


def test_of_several_places_nothing_tells_apart_none_is_guessed():
    other = letter("Cover.", "Cover.", "lumbar. lumbar.")
    assert words_of(other, made("lumbar")) == []


@pytest.mark.parametrize(
    ("read", "found"),
    [
        ("The clairnant has lumbar pain. Spasm was n0ted in the lurnbar region.", "Spasm was n0ted in the lurnbar"),
        ("The claimant has lumbar pain. Spasrn was noted in the lumbar region.", "Spasrn was noted in the lumbar"),
        ("The claimant has lumbar pain. (Spasm was noted in the lumbar) region.", "Spasm was noted in the lumbar"),
    ],
)
def test_words_recognized_otherwise_are_found_by_their_likeness(read, found):
    assert words_of(letter(read), made("Spasm was noted in the lumbar")) == [(1, found)]


@pytest.mark.parametrize("words", ["Spasm was noted in the lumbar", "pain"])
def test_words_that_are_gone_are_not_placed_anywhere(words):
    other = letter("The request for acupuncture was denied by utilization review in March.")
    assert words_of(other, made(words)) == []


def test_empty_pages_hold_nothing():
    assert words_of(letter("", ""), made("Spasm was noted in the lumbar")) == []


def reread(placed):
    text, draft = two_items()
    review = apply_edit(Annotate((span_of(text, "radiculopathy"),), "diagnosis"), Review.of(draft, text), text, ME)
    moved = msgspec.structs.replace(review.annotations[0], spans=(Span(1, 0, 4),))
    return text, msgspec.structs.replace(review, annotations=(moved,)), RereadLetter(draft, placed)


def test_a_letter_read_again_puts_annotations_where_the_act_says():
    text, review, _ = reread(())
    placed = placed_again(review.annotations, text)
    after = apply_edit(RereadLetter(two_items()[1], placed), review, text, ME)
    assert stands(text, after.annotations[0])
    assert after.annotations[0].by == ME


def test_what_could_not_be_placed_is_kept_with_its_words():
    text, review, act = reread(())
    after = apply_edit(act, review, text, ME)
    assert after.annotations == review.annotations
    assert not stands(text, after.annotations[0])


def test_a_place_outside_of_the_letter_is_refused():
    text, review, act = reread((("a1", (Span(9, 0, 4),)),))
    with pytest.raises(EditRefusedError):
        apply_edit(act, review, text, ME)


def test_placing_is_undone_with_the_reading_and_comes_back_from_the_log():
    text, review, _ = reread(())
    act = RereadLetter(two_items()[1], placed_again(review.annotations, text))
    acts = msgspec.json.decode(msgspec.json.encode([Act(act, ME), Act(Turn("undo"), ME)]), type=list[Act])
    assert History.replayed(text, review, acts[:1]).review.annotations[0].text == "radiculopathy"
    assert History.replayed(text, review, acts).review == review


def test_an_act_of_an_older_log_places_nothing():
    text, review, act = reread(())
    stored = msgspec.to_builtins(act)
    del stored["placed"]
    assert apply_edit(msgspec.convert(stored, RereadLetter), review, text, ME).annotations == review.annotations
