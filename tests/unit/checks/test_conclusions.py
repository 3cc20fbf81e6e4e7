"""What a sentence concludes, in the wordings that letters use."""

import pytest

from imr_desk.checks.conclusions import conclusions_of, speaks_a_verdict
from imr_desk.checks.prose import Prose
from imr_desk.model.draft import Decision

UPHELD = (
    "Therefore, the request is not medically necessary.",
    "As such, the request was not medically necessary.",
    "The request is determined to be not medically necessary.",
    "The request is determined to not be medically necessary.",
    "The request is considered not medically necessary.",
    "This request is not a medical necessity.",
    "Therefore the requested item is not seen as medically necessary.",
    "The request is not-medically necessary.",
    "As such, the request does not appear medically necessary.",
    "For these reasons, the request is not medically appropriate.",
    "Therefore the request is not medically necessary or appropriate.",
    "The medical necessity of this request is not established.",
    "Therefore, the request is not necessary.",
    "No, the request for a brace was not medically necessary, medically appropriate, or indicated here.",
    "Medical necessity for the requested study is not established.",
    "The request cannot be deemed medically necessary without further evidence.",
    "Thus medical necessity has not been demonstrated for the request.",
    "Therefore the request is not indicated, appropriate, or medically necessary.",
    "As such the request is medically unnecessary.",
)
OVERTURNED = (
    "Therefore, the request is medically necessary.",
    "This request for a brace is medically necessary.",
    "Therefore the request is considered medically necessary at this time.",
    "Yes, the request for a brace was medically necessary, medically appropriate, and indicated here.",
    "The requested items are medically necessary.",
    "Given that no surgery is needed, the request is medically necessary.",
    "Although not the first choice, the request is medically necessary.",
)


@pytest.mark.parametrize(
    ("sentence", "decision"),
    [
        *((sentence, Decision.UPHELD) for sentence in UPHELD),
        *((sentence, Decision.OVERTURNED) for sentence in OVERTURNED),
    ],
)
def test_a_plain_sentence_is_read_as_it_decides(sentence, decision):
    (conclusion,) = conclusions_of(Prose(f"She was seen twice. {sentence} More was not said."))
    assert conclusion.decision is decision
    assert conclusion.is_plain
    assert conclusion.of_request


@pytest.mark.parametrize(
    "text",
    [
        'The text says "care of this kind is medically necessary when all else is tried".',
        "This decision addresses the medical necessity of opioids as they have been prescribed to this patient.",
        "This medical necessity decision should not be interpreted as a recommendation to stop.",
        "The knee was tender.",
    ],
)
def test_quotations_and_notices_conclude_nothing(text):
    assert not conclusions_of(Prose(text))


def test_a_condition_is_no_plain_conclusion():
    (conclusion,) = conclusions_of(Prose("If function had improved, the request would be medically necessary."))
    assert not conclusion.is_plain


def test_the_guideline_in_general_is_not_the_request():
    (conclusion,) = conclusions_of(Prose("The guidelines hold that therefore braces are medically necessary."))
    assert not conclusion.of_request


def test_a_verdict_in_other_words_is_heard():
    assert speaks_a_verdict(Prose("One. Two. The request is non-certified."))
    assert not speaks_a_verdict(Prose("One. Two. The knee was tender."))
