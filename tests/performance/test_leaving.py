"""What leaves the desk has no fault: fewer cases and letters than the bench looks at."""

import pytest

from imr_desk.export.record_json import record_from
from imr_desk.model.case import CaseStatus
from imr_desk.model.edits import Annotate, AnswerQuestion, AskQuestion, CloseQuestion, FinishReview
from tests.performance.leaving_measures import highlights_of, records, redactions_of

pytestmark = pytest.mark.performance

CASES = 60


def test_random_cases_read_back_without_a_difference_with_questions_and_second_readings():
    kinds, steps, statuses, blank = set(), set(), set(), set()
    questions = comparisons = 0
    for content, same in records(CASES):
        assert same
        record = record_from(content)
        kinds |= {event.kind for event in record.events}
        steps |= {type(event.act.step) for event in record.events if event.act is not None}
        told = [event.comparison for event in record.events if event.comparison is not None]
        comparisons += sum(bool(each.pairs) for each in told)
        blank |= {each.blank for each in told}
        statuses.add(record.case.status)
        questions += len(record.review.questions)
    assert kinds == {"imported", "handled", "act", "second act", "compared", "exported"}
    assert {AskQuestion, AnswerQuestion, CloseQuestion, FinishReview, Annotate} <= steps
    assert questions > CASES / 2
    assert comparisons > CASES / 4
    assert blank == {True, False}
    assert {CaseStatus.FINISHED, CaseStatus.IN_REVIEW} <= statuses


def test_two_other_engines_read_each_highlights_words():
    for figure in highlights_of(1):
        assert figure.value == 0, figure
        assert figure.floor > 50


def test_no_withheld_word_is_left():
    figure = redactions_of(1, recognize=False)
    assert figure.value == 0
    assert figure.floor > 20
