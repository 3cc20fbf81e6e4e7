"""Two readings of one letter at random, laid side by side: what must hold of any pair of them."""

from functools import cache

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from imr_desk.bootstrap.letter_worker import checked
from imr_desk.documents.registry import reader_for
from imr_desk.extraction.engine import draft
from imr_desk.model.draft import Decision
from imr_desk.model.edits import (
    AddItem,
    Annotate,
    ConfirmExcerpt,
    ConfirmField,
    DecideItem,
    DropExcerpt,
    DuplicateItem,
    Edit,
    MarkField,
    MergeItems,
    MoveItem,
    QuoteRationale,
    RemoveItem,
    SetField,
    SettleFlag,
    SplitItem,
    WriteNote,
)
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS
from imr_desk.model.geometry import Span
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.review import EntryState, FlagState, Review, flag_key
from imr_desk.model.second import Comparison, Pair, PairKind, compared, second_form
from imr_desk.model.signature import Signature
from tests.synthetic import make_letter, render_pdf

BY = Signature("Ana Ruiz", "2026-11-24T09:00:00.000+00:00")
LETTERS = 3


@cache
def letter(seed):
    content = render_pdf(make_letter("D", 40 + seed, items=1 + seed, contradictions=("date_of_injury",)))
    text = reader_for(content).read(content)
    return text, checked(text, draft(text))


def some(*of):
    return st.sampled_from(of)


item_ids = some("1", "2", "3", "4", "5", "99")
names_of_letter = some(*(spec.name for spec in LETTER_FIELDS))
names_of_item = some(*(spec.name for spec in ITEM_FIELDS))
values = st.one_of(
    st.none(),
    some("lumbar", "LUMBAR ", "lumbar, two levels", "2016-03-28", "yes", "Pain Medicine"),
    st.integers(0, 3),
    some((), ("Pain Medicine",), ("Neurology", "Pain Medicine")),
    st.text(max_size=4),
)
spans = st.tuples(some(1, 2), st.integers(0, 180), st.integers(1, 60)).map(lambda a: Span(a[0], a[1], a[1] + a[2]))
several = st.lists(spans, min_size=1, max_size=2).map(tuple)
labels = some("reviewer-reasoning", "patient-fact", "request", "speculation")


@st.composite
def steps(draw):
    """Draw what somebody does next; much of it does not fit and is refused, as on the screen."""
    item = draw(item_ids)
    kind = draw(st.integers(0, 16))
    makers = (
        lambda: SetField(None, draw(names_of_letter), draw(values)),
        lambda: SetField(item, draw(names_of_item), draw(values)),
        lambda: MarkField(item, draw(names_of_item), draw(some(*EntryState)), draw(some("", "why"))),
        lambda: MarkField(None, draw(names_of_letter), draw(some(*EntryState))),
        lambda: ConfirmField(item, draw(names_of_item)),
        lambda: DecideItem(item, draw(some(*Decision))),
        lambda: ("quote", item, draw(several)),
        lambda: draw(some(ConfirmExcerpt, DropExcerpt, DuplicateItem, RemoveItem))(item),
        lambda: MoveItem(item, draw(st.integers(1, 5))),
        lambda: SplitItem(item, draw(some("one part", "lumbar", "x")), draw(some("other part", "lumbar"))),
        lambda: MergeItems(item, draw(item_ids)),
        lambda: AddItem(draw(some("", "lumbar", "Lumbar", "corset")), draw(some((), (Span(1, 0, 9),)))),
        lambda: Annotate(draw(several), draw(labels), item=draw(some(None, "1", "2"))),
        lambda: ("flag", draw(st.integers(0, 5)), draw(some(*FlagState))),
        lambda: WriteNote(draw(some(None, "1")), "a note"),
        lambda: Turn(draw(some("undo", "redo"))),
        lambda: ("again", 0, 0),
    )
    return makers[kind]()


def reading(seed, start, asked):
    """Return a reading: all that fits of what was asked for, done in its order."""
    text, _ = letter(seed)
    history = History(text, start)
    for step in asked:
        try:
            history = history.done(Act(real(history, step), BY))
        except EditRefusedError:
            continue
    return history.review


def real(history, step) -> Edit | Turn:
    if isinstance(step, tuple) and step[0] == "quote":
        inside = tuple(span for span in step[2] if span.end <= len(history.letter.page(span.page).text))
        return QuoteRationale(step[1], inside, history.letter.quote_of(inside) if inside else "")
    if isinstance(step, tuple) and step[0] == "flag":
        flags = history.review.flags
        return SettleFlag(flag_key(flags[step[1] % len(flags)]) if flags else "", step[2])
    return ConfirmExcerpt("1") if isinstance(step, tuple) else step


@st.composite
def two(draw):
    """Draw two readings of a letter, the second one begun with the machine's draft or an empty form."""
    seed, blank = draw(st.integers(0, LETTERS - 1)), draw(st.booleans())
    text, made = letter(seed)
    asked = st.lists(steps(), max_size=14)
    first = reading(seed, Review.of(made, text), draw(asked))
    return first, reading(seed, second_form(made, text, blank=blank), draw(asked))


def told(pairs):
    """Return pairs by what they are about, whichever reading comes first."""
    found = {}
    for pair in pairs:
        ids = frozenset(((pair.first_id, "first"), (pair.second_id, "second")))
        found[pair.field, pair.label, ids] = pair
    return found


def swapped(pair: Pair):
    ids = frozenset(((pair.first_id, "second"), (pair.second_id, "first")))
    return pair.field, pair.label, ids


@settings(max_examples=100, deadline=None)
@given(two())
def test_any_two_readings_can_be_compared(readings):
    first, second = readings
    pairs = compared(first, second)
    keys = [pair.key for pair in pairs]
    assert len(set(keys)) == len(keys), "settling by key would settle two differences at once"
    comparison = Comparison(1, "Ana Ruiz", "Ben Ode", BY.at, 3, False, pairs)
    assert msgspec.convert(msgspec.to_builtins(comparison), Comparison) == comparison
    for pair in pairs:
        assert pair.first is not None or pair.second is not None or pair.field == "decision"
        assert pair.kind is not PairKind.PASSAGE or 0 <= pair.shared <= min(pair.sizes)
        assert pair.number >= 0


@settings(max_examples=100, deadline=None)
@given(two())
def test_a_difference_is_one(readings):
    for pair in compared(*readings):
        if pair.kind is PairKind.PASSAGE:
            sizes = sum(pair.sizes)
            assert pair.agrees == (2 * pair.shared >= 0.85 * sizes)
        elif not pair.agrees:
            assert pair.first != pair.second
        elif pair.first is not None and pair.second is not None:
            assert " ".join(pair.first.split()).casefold() == " ".join(pair.second.split()).casefold()


@settings(max_examples=60, deadline=None)
@given(two(), st.booleans())
def test_a_reading_agrees_with_itself_in_everything(readings, which):
    review = readings[which]
    pairs = compared(review, review)
    assert [pair for pair in pairs if not pair.agrees] == []
    assert len([pair for pair in pairs if pair.field == "decision"]) == len(review.items)
    assert all(pair.first_id == pair.second_id for pair in pairs)


@settings(max_examples=100, deadline=None)
@given(two())
def test_it_does_not_matter_who_was_first(readings):
    """What both directions compare agrees in both or in neither, and each item has the same other one."""
    first, second = readings
    there, back = compared(first, second), compared(second, first)
    decisions = {(pair.first_id, pair.second_id) for pair in there if pair.field == "decision"}
    assert decisions == {(pair.second_id, pair.first_id) for pair in back if pair.field == "decision"}
    known = told(back)
    for pair in there:
        other = known.get(swapped(pair))
        if other is not None and pair.field != "flag":
            assert (pair.agrees, pair.first, pair.second) == (other.agrees, other.second, other.first)
            assert (pair.shared, pair.sizes) == (other.shared, other.sizes[::-1])


@settings(max_examples=60, deadline=None)
@given(two())
def test_every_item_of_both_stands_in_the_comparison_once(readings):
    first, second = readings
    pairs = [pair for pair in compared(first, second) if pair.field in ("decision", "item")]
    assert sorted(pair.first_id for pair in pairs if pair.first_id) == sorted(item.id for item in first.items)
    assert sorted(pair.second_id for pair in pairs if pair.second_id) == sorted(item.id for item in second.items)
    for pair in pairs:
        assert (pair.field == "decision") == bool(pair.first_id and pair.second_id)


@settings(max_examples=50, deadline=None)
@given(two())
def test_what_the_machine_proposed_and_nobody_touched_agrees(readings):
    """A place that both readers left as the machine has it is never a difference."""
    first, second = readings
    for pair in compared(first, second):
        if pair.field in ("decision", "item", "excerpt", "annotation", "flag") or pair.agrees:
            continue
        mine = first.entry(pair.first_id or None, pair.field)
        yours = second.entry(pair.second_id or None, pair.field)
        assert (mine.value, mine.state) != (yours.value, yours.state)
