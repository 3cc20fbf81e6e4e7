"""The generator of large logs makes logs like the program's own, and every question about the queue can be asked."""

from pathlib import Path

import pytest

from imr_desk.model.case import CaseStatus
from imr_desk.model.queue import CaseFilter, CaseQuery
from tests.performance.big_log import log_of
from tests.performance.big_log_measures import RUNS, opened, questions

pytestmark = pytest.mark.performance

CASES = 400


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return log_of(tmp_path_factory.mktemp("big"), CASES)


def test_a_made_log_is_whole(made: Path) -> None:
    with opened(made) as log:
        assert log.damage() == ()
        assert log.newest() == sum(log.counts().values()) == CASES
        assert log.counts()[CaseStatus.FINISHED] > CASES / 2
        items = sum(case.digest.items for case in log.cases(CaseQuery(limit=CASES)))
        assert 2 < items / CASES < 3
        assert log.opened(CASES).letter.pages
        word = log.handled((7,))[0].facts.excerpts.split()[0]
        assert log.count(CaseFilter(words=f"{word} "), "") > 0


def test_every_question_has_its_answer_in_both_ways(made: Path) -> None:
    with opened(made) as log:
        asked = questions(log)
        for question in asked:
            for run in (0, RUNS - 1):
                question.ours(run)
                question.bare(run)
        assert len({question.name for question in asked}) == len(asked)
        assert log.damage() == ()
