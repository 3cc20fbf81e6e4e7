"""Saving goes on while a copy is made; `desk.py bench` gives the figures."""

from pathlib import Path

import pytest

from imr_desk.caselog.engine import CAN_ENCRYPT
from tests.performance.copying_measures import BLINK, copying_of, p95, saving_while_copied

pytestmark = pytest.mark.performance

CASES = 300
SLACK = 4


@pytest.mark.skipif(not CAN_ENCRYPT, reason="sqlcipher3 is not installed")
def test_a_save_never_waits_for_a_whole_copy_of_an_encrypted_log(tmp_path: Path) -> None:
    alone, meanwhile = saving_while_copied(tmp_path, CASES, sealed=True)
    assert len(alone) > 100
    assert len(meanwhile) > 5
    assert p95(meanwhile) < BLINK * SLACK
    assert not list(tmp_path.glob("cop*"))


def test_each_figure_has_a_value_and_a_floor_of_the_same_run(tmp_path: Path) -> None:
    figures = copying_of(tmp_path, 60)
    assert all(figure.value > 0 and figure.floor > 0 for figure in figures)
    assert len({figure.name for figure in figures}) == len(figures)
