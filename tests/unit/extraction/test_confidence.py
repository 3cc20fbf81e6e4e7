"""Confidence: grounds multiply, doubts cap, and review is asked for exactly below the line."""

from hypothesis import given
from hypothesis import strategies as st

from imr_desk.extraction.confidence import TRUST, Doubt, Ground, Rule, absent, doubted, weighed
from imr_desk.model.draft import Candidate

RATES = st.floats(0.0, 1.0)
WEIGHTS = st.lists(
    st.builds(Ground, st.just("g"), RATES) | st.builds(Doubt, st.just("d"), st.floats(0.0, 0.99)), max_size=6
)


def test_the_line_is_the_accuracy_of_double_entry():
    assert TRUST == 1 - 14 / 10_000


def test_one_reading_alone_is_never_trusted():
    for rule in Rule:
        if rule is not Rule.NOTHING:
            assert weighed("x", (), rule, ()).needs_review


def test_a_second_look_that_agrees_makes_it_trusted():
    finding = weighed("x", (), Rule.LABEL, (Ground("bold", 0.05),))
    assert (finding.confidence, finding.needs_review, finding.reasons) == (0.999, False, ("bold",))


@given(st.sampled_from(Rule), WEIGHTS)
def test_review_is_asked_for_exactly_below_the_line(rule, weights):
    finding = weighed("x", (), rule, tuple(weights))
    assert 0.0 <= finding.confidence <= 1.0
    if any(isinstance(weight, Doubt) for weight in weights):
        assert finding.needs_review
    assert finding.needs_review is (finding.confidence < TRUST) or abs(finding.confidence - TRUST) < 1e-5


@given(st.sampled_from(Rule), WEIGHTS, RATES)
def test_a_ground_more_never_lowers_confidence(rule, weights, rate):
    before = weighed("x", (), rule, tuple(weights))
    after = weighed("x", (), rule, (*weights, Ground("more", rate)))
    assert after.confidence >= before.confidence


def test_doubts_come_first_among_the_reasons():
    finding = weighed("x", (), Rule.LABEL, (Ground("bold"), Doubt("odd"), Ground("bold")))
    assert finding.reasons == ("odd", "bold")


def test_candidates_make_it_ambiguous():
    both = (Candidate("x"), Candidate("y"))
    finding = weighed("x", (), Rule.LABEL, (Ground("bold", 0.0),), both)
    assert (finding.state, finding.candidates, finding.needs_review) == ("ambiguous", both, True)


def test_an_expected_absence_is_no_surprise():
    assert not absent("never printed", surprising=False).needs_review
    assert absent("always printed", surprising=True).needs_review


def test_a_doubt_more_asks_for_review():
    finding = doubted(weighed("x", (), Rule.LABEL, (Ground("bold", 0.01),)), "the page is torn")
    assert finding.needs_review
    assert finding.reasons[0] == "the page is torn"
