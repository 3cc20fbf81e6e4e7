"""Figures of agreement and how they stand to their targets."""

import pytest

from imr_desk.model.second import PairKind
from imr_desk.model.second.agreement import FEW, Agreement, BeyondChance, Measure, Standing, target_of

FACT, PASSAGE, JUDGEMENT = PairKind.FACT, PairKind.PASSAGE, PairKind.JUDGEMENT


def test_f1_worked_out_by_hand():
    # first marked 20 and 12 characters, second 15 and none; of the first passage they share 10
    found = Agreement(PASSAGE, 6, 4, shared=10, marked=20 + 15 + 12)
    assert found.f1 == found.value(Measure.F1) == pytest.approx(20 / 47)  # P = 10/15, R = 10/32, F = 2PR/(P+R)
    precision, recall = 10 / 15, 10 / 32
    assert found.f1 == pytest.approx(2 * precision * recall / (precision + recall))
    assert Agreement(PASSAGE, 6, 4).f1 is None


def test_fewer_than_five_places_have_no_figure():
    assert Agreement(FACT, 4, 3).value(Measure.SHARE) is None
    assert Agreement(FACT, 5, 4).value(Measure.SHARE) == 0.8
    assert Agreement(JUDGEMENT, 4, 3, beyond=BeyondChance(0.7, 0.7)).value(Measure.KAPPA) is None


@pytest.mark.parametrize(
    ("found", "standing"),
    [
        (Agreement(FACT, 100, 98), Standing.REACHED),
        (Agreement(FACT, 100, 97), Standing.BELOW),
        (Agreement(FACT, FEW - 1, FEW - 1), Standing.FEW),
        (Agreement(FACT, FEW, FEW), Standing.REACHED),
        (Agreement(PASSAGE, 100, 10, 85, 200), Standing.REACHED),
        (Agreement(PASSAGE, 100, 99, 84, 200), Standing.BELOW),
        (Agreement(PairKind.TEXT, 100, 10), Standing.NO_TARGET),
        (Agreement(JUDGEMENT, 100, 100, beyond=BeyondChance(0.8)), Standing.REACHED),
        (Agreement(JUDGEMENT, 100, 100, beyond=BeyondChance(0.79)), Standing.BEGINNING),
        (Agreement(JUDGEMENT, 100, 100, beyond=BeyondChance(0.6)), Standing.BEGINNING),
        (Agreement(JUDGEMENT, 100, 100, beyond=BeyondChance(0.59)), Standing.BELOW),
        (Agreement(JUDGEMENT, 100, 100, beyond=BeyondChance(why="both the same")), Standing.FEW),
    ],
)
def test_a_figure_stands_to_its_target(found, standing):
    assert found.standing(target_of(found.kind)) is standing


@pytest.mark.parametrize("field", ["decision", "item"])
def test_what_is_copied_from_the_letter_is_held_to_the_share_alike(field):
    assert target_of(JUDGEMENT, field) == target_of(FACT)
    assert target_of(JUDGEMENT, "category").measure is Measure.KAPPA
