"""Kappa and alpha against tables that were published with their results, and against another library."""

import random
import subprocess
import sys
from collections import Counter
from itertools import product
from math import nan

import krippendorff
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imr_desk.services.beyond_chance import NO_PLACES, ONE_VALUE, TOO_MANY_VALUES, beyond_chance, pooled

COHEN = {
    ("a", "a"): 88, ("a", "b"): 10, ("a", "c"): 2,
    ("b", "a"): 14, ("b", "b"): 40, ("b", "c"): 6,
    ("c", "a"): 18, ("c", "b"): 10, ("c", "c"): 12,
}  # fmt: skip
"""Two judges, three diagnoses, 200 patients: .44 .05 .01 / .07 .20 .03 / .09 .05 .06; Cohen reports .492."""

GRANTS = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
"""Two readers of 50 grant proposals, the usual textbook example: seen .7, by chance .5."""

BINARY = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
"""Two observers, ten units (Krippendorff 2011, A)."""

NOMINAL = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")
"""Two observers, twelve units, five categories (Krippendorff 2011, B)."""

FOUR = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3),
    (nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan),
)
"""Four observers, twelve units, some of them unseen (Krippendorff 2011, C)."""


def counted(first, second):
    """Return the table of two lists of values; units that only one of them has are no pair."""
    said = zip(map(str, first), map(str, second), strict=True)
    return Counter(pair for pair in said if "nan" not in pair)


def test_kappa_and_its_interval_are_those_of_cohen():
    found = beyond_chance(COHEN)
    assert found.kappa == pytest.approx(0.492, abs=5e-4)
    error = (found.high - found.low) / 2 / 1.96
    assert error == pytest.approx((0.7 * 0.3 / (200 * 0.59**2)) ** 0.5, rel=1e-3)
    assert (found.low, found.high) == (pytest.approx(0.384, abs=1e-3), pytest.approx(0.599, abs=1e-3))


def test_kappa_of_the_textbook():
    assert beyond_chance(GRANTS).kappa == pytest.approx(0.4)


@pytest.mark.parametrize(("table", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692)])
def test_alpha_is_that_of_krippendorff(table, alpha):
    assert beyond_chance(counted(*(row.split() for row in table))).alpha == pytest.approx(alpha, abs=5e-4)


@pytest.mark.parametrize(
    ("scale", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_the_reference_gives_what_krippendorff_published(scale, alpha):
    assert krippendorff.alpha(FOUR, level_of_measurement=scale) == pytest.approx(alpha, abs=5e-4)


@pytest.mark.parametrize(("one", "other"), [pair for pair in product(range(4), repeat=2) if pair[0] < pair[1]])
def test_alpha_of_any_two_of_four_observers_equals_the_reference(one, other):
    found = beyond_chance(counted(FOUR[one], FOUR[other]))
    expected = krippendorff.alpha((FOUR[one], FOUR[other]), level_of_measurement="nominal")
    assert found.alpha == pytest.approx(expected)


VALUES = st.sampled_from(["yes", "no", "unclear", "(left empty)"])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=60))
def test_alpha_equals_the_reference_and_one_field_pooled_is_itself(said):
    counts = Counter(said)
    found, alone = beyond_chance(counts), pooled([counts])
    values = sorted({value for pair in said for value in pair})
    if len(values) == 1:
        assert found.why == alone.why == ONE_VALUE
        return
    numbers = [[values.index(value) for value in column] for column in zip(*said, strict=True)]
    assert found.alpha == pytest.approx(krippendorff.alpha(numbers, level_of_measurement="nominal"))
    assert (alone.kappa, alone.alpha) == (pytest.approx(found.kappa), pytest.approx(found.alpha))
    seen = sum(mine == yours for mine, yours in said) / len(said)
    shares = [[column.count(value) / len(said) for value in values] for column in zip(*said, strict=True)]
    chance = sum(mine * yours for mine, yours in zip(*shares, strict=True))
    assert found.kappa == pytest.approx((seen - chance) / (1 - chance))
    assert (alone.low is None) is (found.low is None)
    if found.low is not None:
        assert (alone.low, alone.high) == (pytest.approx(found.low, abs=1e-4), pytest.approx(found.high, abs=1e-4))


def test_readers_who_always_contradict_are_worse_than_chance():
    found = beyond_chance({("yes", "no"): 10, ("no", "yes"): 10})
    assert (found.kappa, found.low, found.high) == (-1, None, None)  # an error of 0 says nothing


def test_the_interval_ends_where_kappa_does():
    assert beyond_chance({("yes", "no"): 9, ("no", "yes"): 9, ("yes", "yes"): 1}).low == -1
    assert beyond_chance({("yes", "yes"): 9, ("no", "no"): 9, ("yes", "no"): 1}).high == 1


def test_no_interval_where_all_agree():
    found = beyond_chance({("yes", "yes"): 12, ("no", "no"): 7})
    assert (found.kappa, found.alpha, found.low, found.high) == (1, 1, None, None)


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ({}, NO_PLACES),
        ({("yes", "no"): 0}, NO_PLACES),
        ({("yes", "yes"): 40, ("no", "yes"): 0}, ONE_VALUE),
        ({(f"{number}", "x"): 1 for number in range(500)}, TOO_MANY_VALUES),
    ],
)
def test_what_is_not_defined_says_why(counts, why):
    found = beyond_chance(counts)
    assert (found.kappa, found.alpha, found.low, found.high, found.why) == (None, None, None, None, why)
    assert pooled([counts]).why == why


def test_pooling_averages_what_was_seen_and_chance_before_kappa_is_taken():
    both = {("left", "left"): 25, ("right", "right"): 25}  # seen 1, by chance .5; the grants: seen .7, by chance .5
    assert pooled([GRANTS, both]).kappa == pytest.approx((0.85 - 0.5) / (1 - 0.5))
    one_table = beyond_chance({**GRANTS, **both}).kappa
    assert one_table == pytest.approx(0.8)  # what pooling keeps from being claimed
    # alpha: each field's disagreement by chance is 1 - (.55² + .45²) or .5, times 100/99 of its 100 values
    chance = (1 - (0.55**2 + 0.45**2) + 0.5) / 2 * 100 / 99
    assert pooled([GRANTS, both]).alpha == pytest.approx(1 - 0.15 / chance)


def test_the_interval_of_pooled_fields_takes_each_as_a_stratum():
    # seen .7 in 200 places and .7 in 50, by chance .41 and .5; the error of what was seen is that of 250 places
    found = pooled([COHEN, GRANTS])
    error = (200 * 0.7 * 0.3 + 50 * 0.7 * 0.3) ** 0.5 / 250
    chance = (200 * 0.41 + 50 * 0.5) / 250
    assert found.kappa == pytest.approx((0.7 - chance) / (1 - chance), abs=1e-3)
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * error / (1 - chance), rel=1e-3)
    certain = pooled([{("a", "a"): 9, ("b", "b"): 9}, {("c", "c"): 5, ("d", "d"): 5}])
    assert (certain.kappa, certain.low, certain.high) == (1, None, None)


def test_an_interval_holds_the_true_kappa_as_often_as_it_says():
    """Readers drawn with a known agreement: two fields of two answers, 60 and 40 places, kappa .6 of both.

    Cohen's interval holds 92 to 93 of 100 there, of one field as of several: it takes chance as known.
    """
    draw, held, tries = random.Random(7), 0, 400
    for _ in range(tries):
        fields = []
        for places in (60, 40):
            pairs = Counter()
            for _ in range(places):
                one = draw.choice("ab")
                pairs[one, one if draw.random() < 0.6 else draw.choice("ab")] += 1
            fields.append(pairs)
        found = pooled(fields)
        held += found.low is not None and found.low <= 0.6 <= found.high
    assert 0.88 <= held / tries <= 1


def test_fields_of_one_value_weigh_in_and_those_of_too_many_stay_out():
    same = {("no", "no"): 50}
    assert pooled([GRANTS, same]).kappa == pytest.approx((0.85 - 0.75) / (1 - 0.75))
    assert pooled([GRANTS, {(f"{number}", "x"): 1 for number in range(500)}]) == pooled([GRANTS])
    assert pooled([same, {}]).why == ONE_VALUE


def test_the_library_is_loaded_when_a_figure_is_asked_for():
    code = (
        "import imr_desk.services.agreement, imr_desk.services.beyond_chance as b, sys;"
        "assert not {'pycm', 'numpy'} & set(sys.modules);"
        "b.beyond_chance({('a', 'b'): 1});"
        "assert 'pycm' in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
