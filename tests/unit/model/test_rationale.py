"""The passage that is offered as an item's excerpt."""

from imr_desk.model.draft import Finding, FindingState, ItemDraft
from imr_desk.model.geometry import Span
from imr_desk.model.rationale import JoinedText, proposed_excerpt
from tests.unit.model.letters import letter, span_of


def proposal(made, rationale, determination):
    def found(spans):
        return Finding("x", FindingState.FOUND, spans)

    item = ItemDraft({"rationale": found(rationale), "determination": found(determination)})
    spans = proposed_excerpt(made, item)
    return made.quote_of(spans)


def test_the_reason_before_the_deciding_sentence_goes_with_it():
    made = letter("One thing. No gain is shown. It is not necessary.")
    whole = (Span(1, 0, 49),)
    assert proposal(made, whole, (span_of(made, "It is not necessary."),)) == "No gain is shown. It is not necessary."


def test_a_reason_that_began_on_the_page_before_is_taken_whole():
    made = letter("One thing. No gain of any", "kind is shown. It is not necessary.")
    whole = (Span(1, 0, 25), Span(2, 0, 35))
    wanted = "No gain of any kind is shown. It is not necessary."
    assert proposal(made, whole, (span_of(made, "It is not necessary.", 2),)) == wanted


def test_a_deciding_sentence_that_stands_first_is_taken_alone():
    made = letter("It is not necessary. More follows.")
    assert proposal(made, (Span(1, 0, 34),), (Span(1, 0, 20),)) == "It is not necessary."


def test_a_deciding_sentence_outside_of_the_rationale_is_taken_as_it_is():
    made = letter("It is not necessary. Reason here.")
    assert proposal(made, (Span(1, 21, 33),), (Span(1, 0, 20),)) == "It is not necessary."


def test_abbreviations_and_decimals_end_no_sentence():
    made = letter("Dr. A. Smith gave 7.5 mg vs. 10 mg. See pg. 82 of it. Done.")
    passage = JoinedText.of(made, (Span(1, 0, len(made.page(1).text)),))
    cut = [passage.text[start:end] for start, end in passage.sentences()]
    assert cut == ["Dr. A. Smith gave 7.5 mg vs. 10 mg.", "See pg. 82 of it.", "Done."]
