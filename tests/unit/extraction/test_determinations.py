"""The sentence that decides: wherever it stands, whatever is quoted around it, and what it decides."""

import pytest

from imr_desk.extraction.rules.determinations import determination_in, polarity
from tests.unit.extraction.letters import stream_of, whole

UPHELD = (
    "The request is not medically necessary.",
    "The request was not medically necessary at this time.",
    "This request is determined to be not medically necessary.",
    "This request is determined to not be medically necessary.",
    "The splint is considered not medically necessary.",
    "The splint is deemed not to be medically necessary or appropriate.",
    "The splint is not a medical necessity.",
    "The request is not seen as medically necessary.",
    "The request is not-medically necessary.",
    "The splint does not appear medically necessary.",
    "The splint is not medically appropriate.",
    "The medical necessity of this request is not established.",
    "Medical necessity has not been established.",
    "Medical necessity cannot be affirmed.",
    "The records do not support the medical necessity of a splint.",
    "The request is not necessary.",
    "The splint cannot be deemed medically necessary without further notes.",
    "The criteria have not been met and the splint is not medically necessary.",
    "No, the request for a splint was not medically necessary, medically appropriate, or indicated here.",
    "Although a splint may be medically necessary later, it is not medically necessary now.",
    "The splint is medically unnecessary.",
)
OVERTURNED = (
    "As such, the request is medically necessary.",
    "The request was medically necessary and appropriate.",
    "The services are medically necessary.",
    "The splint is considered medically necessary at this time.",
    "The splint is determined to be medically necessary.",
    "Yes, the request for a splint was medically necessary, medically appropriate, and indicated here.",
    "The medical necessity of the splint is established.",
    "The notes support the medical necessity of the splint.",
    "It is not recommended for all, but the request is medically necessary.",
    "There is no reason to wait and the request is medically necessary.",
)


@pytest.mark.parametrize("sentence", UPHELD)
def test_sentences_that_uphold(sentence):
    assert polarity(sentence) == "upheld"


@pytest.mark.parametrize("sentence", OVERTURNED)
def test_sentences_that_overturn(sentence):
    assert polarity(sentence) == "overturned"


@pytest.mark.parametrize("sentence", ["The splint is blue.", "Yes, the splint is not medically necessary."])
def test_sentences_that_decide_nothing(sentence):
    assert polarity(sentence) is None


def decided(rationale):
    stream = stream_of(rationale)
    found = determination_in(stream, whole(stream))
    return found and (stream.prose(found.sentence), found.decision, found.notice_behind)


NOTICE = (
    "This decision addresses the medical necessity of opioids as they have been prescribed. "
    "This medical necessity decision should not be interpreted as a recommendation to stop opioids abruptly. "
    "The patient is advised to speak with the doctor."
)
ENDS = "As such, the request is not medically necessary."


def test_it_stands_at_the_end():
    assert decided(f"A splint rests the wrist. {ENDS}") == (ENDS, "upheld", False)


def test_a_notice_behind_it_decides_nothing():
    assert decided(f"Opioids need a plan. {ENDS} {NOTICE}") == (ENDS, "upheld", True)


def test_a_notice_before_it_decides_nothing():
    assert decided(f"{NOTICE} {ENDS}") == (ENDS, "upheld", False)


def test_quoted_guidelines_decide_nothing():
    quoted = 'It says, "a splint is medically necessary in the first six weeks after a fracture of the wrist. So."'
    assert decided(f"{ENDS} {quoted}") == (ENDS, "upheld", False)


def test_a_stray_quotation_mark_does_not_hide_it():
    assert decided(f'The brace is 5" wide. {ENDS} It measures 6" now.') == (ENDS, "upheld", False)


def test_a_quoted_request_is_part_of_it():
    sentence = 'Therefore, the requested "Wrist splint #2" is medically necessary.'
    assert decided(f"Notes are in order. {sentence}") == (sentence, "overturned", False)


def test_an_answer_may_come_first():
    answer = "Yes, the request for a splint was medically necessary, medically appropriate, and indicated here."
    assert decided(f"{answer} The wrist was broken. The cast is off.") == (answer, "overturned", False)


def test_no_blank_between_sentences_and_abbreviations():
    rationale = f"Seen by Dr. Doe vs. another on 1. March.The wrist is weak.{ENDS}"
    assert decided(rationale) == (ENDS, "upheld", False)


def test_other_words_decide_weakly_at_the_end_only():
    assert decided("The wrist is weak. Therefore, the request is not supported.")[1] == "upheld"
    assert decided("The request is not supported. " + "The wrist is weak. " * 4) is None


def test_text_without_a_decision_has_none():
    assert decided("The request for a splint is therefore determined to be") is None
