"""A side is taken by edits, and given back by edits, whatever the kind of the place."""

import random
from functools import cache

import pytest

from imr_desk.model.draft import Decision
from imr_desk.model.edits import AddItem, ReopenReview, SetField
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.history import Act
from imr_desk.model.review import EntryState, FlagState
from imr_desk.model.second import Settled, Side, compared
from imr_desk.model.signature import Signature
from imr_desk.services.settling import BothSides, ThirdValue
from tests.ui.second.two_readings import part, read_both

CLEO = Signature("Cleo Park", "2026-11-25T10:00:00+00:00")


@cache
def stage():
    made = read_both()
    return made, BothSides(made.text, made.readings)


def settled(history, edits):
    """Do edits on the record, which is opened again where it is finished."""
    if edits and history.review.finished is not None:
        history = history.done(Act(ReopenReview(), CLEO))
    for edit in edits:
        history = history.done(Act(edit, CLEO))
    return history


def pair_of(field, item=None, **ids):
    made, _ = stage()
    found = [
        pair for pair in made.differences
        if pair.field == field and pair.item == item and all(getattr(pair, name) == is_ for name, is_ in ids.items())
    ]  # fmt: skip
    assert len(found) == 1
    return found[0]


def keys():
    return [pair.key for pair in stage()[0].differences]


def test_the_two_readings_differ_in_every_kind_of_place():
    made, _ = stage()
    assert {pair.field for pair in made.differences} >= {
        "decision", "excerpt", "item", "flag", "annotation", "quantity", "body_part", "rationale", "age",
    }  # fmt: skip
    items = [(pair.first, pair.second) for pair in made.differences if pair.field == "item"]
    assert items == [("Transport to appointments", None), (None, "Lumbar corset, purchase")]


@pytest.mark.parametrize("key", keys())
def test_a_side_is_taken_and_given_back(key):
    made, both = stage()
    pair = next(pair for pair in made.differences if pair.key == key)
    record = made.record
    assert both.edits(record.review, pair, Side.FIRST) == ()  # the record is the first reading
    assert both.holds(record.review, pair, Side.FIRST)
    assert not both.holds(record.review, pair, Side.SECOND)
    taken = settled(record, both.edits(record.review, pair, Side.SECOND))
    assert both.holds(taken.review, pair, Side.SECOND)
    assert not both.holds(taken.review, pair, Side.FIRST)
    assert both.edits(taken.review, pair, Side.SECOND) == ()
    back = settled(taken, both.edits(taken.review, pair, Side.FIRST))
    assert both.holds(back.review, pair, Side.FIRST)
    assert not both.holds(back.review, pair, Side.SECOND)


def test_every_second_side_makes_the_record_agree_with_the_second_reading():
    made, both = stage()
    history = made.record
    for pair in made.differences:
        history = settled(history, both.edits(history.review, pair, Side.SECOND))
    left = [pair for pair in compared(history.review, made.readings.second_review) if not pair.agrees]
    assert left == []
    titles = [item.title for item in history.review.items]
    assert titles == [item.title for item in made.readings.second_review.items]  # in their order, too
    assert history.review.problems() == ()


@pytest.mark.parametrize("seed", range(12))
def test_sides_taken_in_any_order_and_back_and_forth_leave_what_was_taken_last(seed):
    made, both = stage()
    draw = random.Random(seed)
    history, last = made.record, {}
    for _ in range(40):
        pair = draw.choice(made.differences)
        side = draw.choice((Side.FIRST, Side.SECOND))
        history = settled(history, both.edits(history.review, pair, side))
        last[pair.key] = side
        for other in made.differences:
            assert both.holds(history.review, other, last.get(other.key, Side.FIRST)), (seed, pair.key, other.key)
    for pair in made.differences:
        history = settled(history, both.edits(history.review, pair, Side.FIRST))
    assert [pair.key for pair in compared(made.readings.first_review, history.review) if not pair.agrees] == []
    links = {(link.kind, *sorted(_words(history.review, link))) for link in history.review.links}
    first = made.readings.first_review
    assert links == {(link.kind, *sorted(_words(first, link))) for link in first.links}


def _words(review, link):
    return [each.text for each in review.annotations if each.id in (link.source, link.target)]


def test_a_value_is_taken_with_the_words_it_stands_on():
    made, both = stage()
    pair = pair_of("quantity", "1")
    after = settled(made.record, both.edits(made.record.review, pair, Side.SECOND)).review
    entry = after.item("1").fields["quantity"]
    second = made.readings.second_review.item("1").fields["quantity"]
    assert (entry.value, entry.sources, entry.by) == ("8 visits", second.sources, CLEO)
    assert second.sources


def test_what_a_reader_said_without_a_value_is_taken_as_said():
    made, both = stage()
    states = {("body_part", "1"): EntryState.NOT_APPLICABLE, ("age", None): EntryState.UNREADABLE,
              ("original_request", "2"): EntryState.UNSURE}  # fmt: skip
    for (field, item), state in states.items():
        edits = both.edits(made.record.review, pair_of(field, item), Side.SECOND)
        entry = settled(made.record, edits).review.entry(item, field)
        assert (entry.value, entry.state) == (None, state)


def test_an_item_is_taken_whole_and_behind_the_one_it_follows():
    made, both = stage()
    pair = pair_of("item", "4", second_id="4")
    edits = both.edits(made.record.review, pair, Side.SECOND)
    assert isinstance(edits[0], AddItem)
    after = settled(made.record, edits).review
    assert [item.title for item in after.items][1] == "Lumbar corset, purchase"
    item = after.items[1]
    assert (item.decided, item.fields["quantity"].value, item.fields["drug"].value) == (
        Decision.OVERTURNED,
        "1",
        "none",
    )
    assert item.excerpt.spans == made.readings.second_review.item("4").excerpt.spans
    assert after.problems() == ()


def test_an_annotation_of_an_item_that_was_taken_goes_with_it():
    made, both = stage()
    history = settled(made.record, both.edits(made.record.review, pair_of("item", "4", second_id="4"), Side.SECOND))
    label = pair_of("annotation", "4")
    history = settled(history, both.edits(history.review, label, Side.SECOND))
    item = history.review.item(history.review.annotations[-1].item)
    assert item.title == "Lumbar corset, purchase"


def test_a_flag_is_taken_with_its_reason():
    made, both = stage()
    pair = pair_of("flag")
    history = settled(made.record, both.edits(made.record.review, pair, Side.SECOND))
    assert history.review.settled[pair.label].state is FlagState.CONFIRMED
    history = settled(history, both.edits(history.review, pair, Side.FIRST))
    assert history.review.settled[pair.label].reason == "a slip of the header"


def test_a_third_value_is_neither_reader_s():
    made, both = stage()
    thirds = {
        pair_of("quantity", "1").key: ThirdValue("10 visits"),
        pair_of("decision", "2").key: ThirdValue(Decision.UNCLEAR.value),
        pair_of("flag").key: ThirdValue(FlagState.OPEN.value),
        pair_of("excerpt", "1").key: ThirdValue(spans=part(made.readings.first_review.item("1").extent, 0, 70)),
        pair_of("annotation", "2", first_id="a2").key: ThirdValue(
            spans=part(made.readings.second_review.annotations[1].spans, 30, 60)
        ),
    }
    for pair in made.differences:
        if pair.key in thirds:
            edits = both.third(made.record.review, pair, thirds[pair.key])
            after = settled(made.record, edits).review
            assert both.holds(after, pair, Side.THIRD), pair.key
            assert both.side_after(made.record.review, edits, pair) is Side.THIRD
            assert both.third(after, pair, thirds[pair.key]) == ()
            for side in (Side.SECOND, Side.FIRST):
                after = settled(made.record, edits).review
                again = settled(made.record, edits)
                again = settled(again, both.edits(after, pair, side))
                assert both.holds(again.review, pair, side), (pair.key, side)


def test_a_third_value_that_is_a_reader_s_is_theirs():
    made, both = stage()
    pair = pair_of("quantity", "1")
    edits = both.third(made.record.review, pair, ThirdValue("8  visits"))
    assert both.side_after(made.record.review, edits, pair) is Side.SECOND
    assert both.third(made.record.review, pair, ThirdValue("12 visits")) == ()


def test_an_item_has_no_third_value():
    made, both = stage()
    with pytest.raises(EditRefusedError, match="Take a side"):
        both.third(made.record.review, pair_of("item", "4", first_id="4"), ThirdValue("x"))


def test_an_item_that_left_the_record_is_told():
    made, both = stage()
    gone = settled(made.record, both.edits(made.record.review, pair_of("item", "4", first_id="4"), Side.SECOND))
    without = settled(gone, ()).review
    items = tuple(item for item in without.items if item.id != "1")
    import msgspec

    without = msgspec.structs.replace(without, items=items)
    pair = pair_of("quantity", "1")
    assert not both.holds(without, pair, Side.FIRST)
    with pytest.raises(EditRefusedError, match="no longer in the case"):
        both.edits(without, pair, Side.SECOND)


def test_a_settled_difference_fits_only_while_the_record_has_it():
    made, both = stage()
    pair = pair_of("quantity", "1")
    second = Settled(pair.key, Side.SECOND, CLEO)
    assert not both.fits(made.record.review, pair, second)
    history = settled(made.record, both.edits(made.record.review, pair, Side.SECOND))
    assert both.fits(history.review, pair, second)
    third = settled(history, (SetField("1", "quantity", "9 visits"),))
    assert not both.fits(third.review, pair, second)
    assert both.fits(third.review, pair, Settled(pair.key, Side.THIRD, CLEO))
    assert not both.fits(third.review, pair, None)


def test_each_side_shows_where_its_value_stands():
    made, both = stage()
    first, second = made.readings.first_review, made.readings.second_review
    excerpt = pair_of("excerpt", "1")
    assert both.sources(excerpt, Side.FIRST) == first.item("1").excerpt.spans
    assert both.sources(excerpt, Side.SECOND) == second.item("1").excerpt.spans
    lone = pair_of("item", "4", second_id="4")
    assert both.sources(lone, Side.FIRST) == ()
    assert both.sources(lone, Side.SECOND)
    assert both.sources(pair_of("decision", "2"), Side.SECOND)
    assert both.sources(pair_of("flag"), Side.FIRST) == both.flag(pair_of("flag")).sources
