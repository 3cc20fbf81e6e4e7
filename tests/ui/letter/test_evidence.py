"""Where the values of the form come from in the letter."""

import msgspec
import pytest

from imr_desk.extraction.engine import draft
from imr_desk.model.draft import Candidate, Draft, Finding, FindingState, Flag, Severity
from imr_desk.model.geometry import Span
from imr_desk.model.review import Entry, EntryState, Review, flag_key
from imr_desk.ui.letter import evidence
from imr_desk.ui.letter.text_selection import Caret
from imr_desk.ui.session import Place

FLAG = Flag("quantity", Severity.WARNING, "Two numbers.", item=0, sources=(Span(1, 5, 9), Span(2, 0, 4)))


@pytest.fixture(scope="module")
def made(letter):
    return draft(letter)


@pytest.fixture
def review(made, letter):
    return msgspec.structs.replace(Review.of(made, letter), flags=(FLAG,))


def test_a_field_shows_the_words_it_was_read_from(review, made, letter):
    spans = evidence.sources_of(review, made, Place(None, "case_number"))
    assert letter.quote_of(spans) == review.fields["case_number"].value


def test_an_excerpt_shows_its_own_passage(review, made):
    item = review.items[0]
    assert evidence.sources_of(review, made, Place(item.id, "excerpt")) == item.excerpt.spans


def test_a_flag_shows_both_sides_of_a_contradiction(review, made):
    place = Place("1", "flag", flag_key(FLAG))
    assert evidence.sources_of(review, made, place) == FLAG.sources
    assert evidence.sources_of(review, made, Place("1", "flag", "gone")) == ()


def test_an_ambiguous_value_shows_all_its_readings(review):
    candidates = (Candidate("2016-01-02", (Span(1, 10, 18),)), Candidate("2016-02-01", (Span(2, 3, 9),)))
    found = Finding(None, FindingState.AMBIGUOUS, (Span(1, 10, 18),), candidates=candidates)
    entry = Entry(None, EntryState.AMBIGUOUS, found.sources)
    ambiguous = msgspec.structs.replace(review, fields={**review.fields, "date_of_injury": entry})
    doubtful = Draft("any", 1.0, {"date_of_injury": found})
    place = Place(None, "date_of_injury")
    assert evidence.sources_of(ambiguous, doubtful, place) == (Span(1, 10, 18), Span(2, 3, 9))


def test_around_an_item_its_decision_and_excerpt_are_shown(review):
    item = review.items[1]
    around = evidence.surroundings_of(review, Place(item.id, "treatment"))
    assert set(around) == {*item.decision.sources, *item.excerpt.spans}
    assert evidence.surroundings_of(review, Place(None, "case_number")) == ()


def test_a_typed_value_is_told_from_one_that_was_not_found(review):
    typed = Entry("Dr. A", EntryState.TYPED)
    with_typed = msgspec.structs.replace(review, fields={**review.fields, "provider": typed, "employee": Entry()})
    assert evidence.why_nothing(with_typed, Place(None, "provider")) == evidence.NO_PLACE
    assert evidence.why_nothing(with_typed, Place(None, "employee")) == evidence.NOT_FOUND
    assert evidence.why_nothing(with_typed, Place("1", "excerpt")) == evidence.NO_EXCERPT


def test_an_item_that_is_gone_has_no_evidence_and_no_error(review, made):
    assert evidence.sources_of(review, made, Place("99", "decision")) == ()
    assert evidence.surroundings_of(review, Place("99", "decision")) == ()
    assert evidence.why_nothing(review, Place("99", "decision"))


def test_a_click_means_the_narrowest_value_there_and_then_the_next(review):
    decision = review.items[0].decision.sources[0]
    caret = Caret(decision.page, decision.start + 1)
    places = evidence.places_at(review, caret)
    first = evidence.place_at(review, caret, None)
    assert first == places[0] == Place("1", "decision")
    seen = [first]
    for _ in places[1:]:
        seen.append(evidence.place_at(review, caret, seen[-1]))
    assert tuple(seen) == places
    assert evidence.place_at(review, caret, seen[-1]) == first


def test_a_word_that_no_value_comes_from_means_nothing(review, letter):
    used = {span for _, spans in evidence._all_sources(review) for span in spans}
    word = next(
        word
        for word in letter.page(1).words
        if not any(span.overlaps(Span(1, word.start - 1, word.end + 1)) for span in used)
    )
    assert evidence.place_at(review, Caret(1, word.start + 1), None) is None


def test_marks_beside_pages_say_where_doubts_and_flags_lie(review, letter):
    span = Span(1, 20, 28)
    doubtful = Entry("x", EntryState.PROPOSED, (span,), doubtful=True)
    fields = {name: msgspec.structs.replace(entry, doubtful=False) for name, entry in review.fields.items()}
    items = tuple(
        msgspec.structs.replace(
            item,
            fields={name: msgspec.structs.replace(entry, doubtful=False) for name, entry in item.fields.items()},
            decision=msgspec.structs.replace(item.decision, doubtful=False),
        )
        for item in review.items
    )
    calm = msgspec.structs.replace(review, fields={**fields, "priority": doubtful}, items=items)
    marks = evidence.page_marks(calm, letter)
    assert [mark.flag for mark in marks[2]] == [True]
    assert sorted(mark.flag for mark in marks[1]) == [False, True]
    box = letter.rects_of(span)[0]
    at = next(mark.share for mark in marks[1] if not mark.flag)
    assert at == pytest.approx(box.y0 / letter.page(1).height)
