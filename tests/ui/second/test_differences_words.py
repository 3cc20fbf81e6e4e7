"""What the comparison says, and which words of two texts it picks out."""

import pytest

from imr_desk.model.second import Settled, Side
from imr_desk.model.signature import Signature
from imr_desk.services.settling import BothSides
from imr_desk.ui.second import difference_words as say
from imr_desk.ui.second.difference_runs import GAP, is_shortened, runs_of, shortened
from tests.ui.second.two_readings import read_both


@pytest.fixture(scope="module")
def both():
    made = read_both()
    return BothSides(made.text, made.readings)


def pair_of(both, field, item=None, first_id=None):
    return next(
        pair for pair in both.readings.comparison.differences
        if pair.field == field and pair.item == item and first_id in (None, pair.first_id)
    )  # fmt: skip


def test_decisions_are_told_with_what_they_mean(both):
    pair = pair_of(both, "decision", "2")
    assert say.place_name(pair, both) == "Item 2 · Decision"
    assert say.said(both, pair, Side.FIRST) == "Upheld: treatment stays denied"
    assert say.said(both, pair, Side.SECOND) == "Overturned: treatment approved"


@pytest.mark.parametrize(
    ("field", "item", "name", "first", "second"),
    [
        ("quantity", "1", "Item 1 · Quantity", "12 visits", "8 visits"),
        ("body_part", "1", "Item 1 · Body part and side", "left knee", "Not applicable"),
        ("age", None, "Letter · Age", "44", "Unreadable"),
        (
            "decision_date",
            None,
            "Letter · Decision date",
            "03/26/2016 · Sat 26 Mar 2016",
            "03/28/2016 · Mon 28 Mar 2016",
        ),
        ("original_request", "2", "Item 2 · Original request", "the whole request", "Not sure"),
        ("flag", None, "Flag", "Dismissed: a slip of the header", "Confirmed: the letter has this fault"),
    ],
)
def test_places_and_values_are_told_in_words(both, field, item, name, first, second):
    pair = pair_of(both, field, item)
    assert say.place_name(pair, both) == name
    assert (say.said(both, pair, Side.FIRST), say.said(both, pair, Side.SECOND)) == (first, second)


def test_an_item_of_one_reading_is_told_with_its_decision(both):
    pair = next(pair for pair in both.readings.comparison.differences if pair.field == "item" and pair.second_id)
    assert say.about(both, pair, ()) == "No. 2 of Ben Ode’s list"
    assert say.said(both, pair, Side.FIRST) == "Not in this reading"
    assert say.said(both, pair, Side.SECOND) == (
        "Lumbar corset, purchase\nOverturned: treatment approved, with an excerpt"
    )


def test_a_label_is_told_with_its_item_and_its_remark(both):
    pair = pair_of(both, "annotation", "3", "a4")
    assert say.place_name(pair, both) == "Item 3 · Label"
    assert say.said(both, pair, Side.FIRST).endswith("\nonly here")
    assert say.said(both, pair, Side.SECOND) == "Not labelled"


def test_agreement_is_a_sentence(both):
    pairs = both.readings.comparison.pairs
    same = sum(pair.agrees for pair in pairs)
    assert say.agreement(pairs) == f"{same} of {len(pairs)} values agree"
    assert say.agreement(pairs[:1]) == "1 of 1 value agrees"
    assert say.progress(1, 2) == "1 of 2 differences settled"
    assert say.progress(0, 1) == "0 of 1 difference settled"


def test_who_took_what_is_told(both):
    by = Signature("Cleo Park", "2026-11-25T10:00:00+00:00")
    second = both.readings.second
    assert (
        say.taken_words(second, Settled("x", Side.SECOND, by)) == "Cleo Park took Ben Ode’s value, 25 Nov 2026, 10:00"
    )
    assert say.taken_words(second, Settled("x", Side.FIRST, by, "page 2")).endswith("10:00: page 2")
    assert "wrote another value" in say.taken_words(second, Settled("x", Side.THIRD, by))


def test_what_taking_a_value_does_besides_is_told_first():
    assert say.reopening("Ana", "", "Cleo") == (
        "Taking this value opens the finished review again and voids Ana’s signature."
    )
    assert "your signature" in say.reopening("Cleo", "", "Cleo")
    assert say.reopening("Ana", "Ana", "Cleo").endswith("The case comes to you, until you finish it again.")
    assert say.reopening("", "Ana", "Cleo") == "Ana works on this case. Taking this value takes the case over."
    assert say.reopening("", "", "Cleo") == ""


# Word by word

TEXT = "The patient walked without a cane and the exam was normal on both sides"


def test_only_the_words_that_differ_are_picked_out():
    first, second = runs_of(TEXT, TEXT.replace("normal", "abnormal"))
    assert [run.text.strip() for run in first if run.differs] == ["normal"]
    assert [run.text.strip() for run in second if run.differs] == ["abnormal"]
    assert "".join(run.text for run in first) == TEXT


def test_a_word_more_is_picked_out_on_its_side_alone():
    first, second = runs_of(TEXT, TEXT.replace("cane", "cane at home"))
    assert not any(run.differs for run in first)
    assert [run.text.strip() for run in second if run.differs] == ["at home"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("12 visits", "8 visits"), (TEXT, "Something else is said here, wholly in other terms"), ("", TEXT)],
)
def test_nothing_is_picked_out_where_that_tells_nothing(first, second):
    assert [[run.differs for run in side] for side in runs_of(first, second)] == [[False], [False]]


def test_long_passages_that_both_have_are_left_out():
    same = " ".join(f"word{number}" for number in range(120))
    first, second = runs_of(f"{same} denied {same}", f"{same} granted {same}")
    for side, word in ((first, "denied"), (second, "granted")):
        words = "".join(run.text for run in shortened(side))
        assert is_shortened(side)
        assert word in words
        assert len(words.split()) < 25
        assert words.startswith(GAP.strip())
        assert words.endswith(GAP.rstrip())
        assert "word119 " + word in words


def test_words_that_differ_are_never_left_out():
    same = " ".join(f"word{number}" for number in range(60))
    other = " ".join(f"thing{number}" for number in range(50))
    _, second = runs_of(same, f"{same} {other}")
    assert other in "".join(run.text for run in shortened(second))


def test_what_is_cut_whole_is_shown_whole():
    text = " ".join(f"word{number}" for number in range(200))
    first, _ = runs_of(text, "nothing of it is the same at all here")
    assert shortened(first) == first
