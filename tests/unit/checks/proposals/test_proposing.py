"""What the machine proposes to label, on letters made by hand."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imr_desk.checks.proposals.criteria_lists import criteria_of
from imr_desk.checks.proposals.excerpts import with_excerpts
from imr_desk.checks.proposals.proposing import MOST, propose
from imr_desk.checks.prose import Prose
from imr_desk.extraction.record import record_of
from imr_desk.model.annotations import LABELS, CriterionState, LinkKind, Speaker
from imr_desk.model.draft import Draft, Finding, FindingState, ItemDraft
from imr_desk.model.edits import ConfirmExcerpt
from imr_desk.model.geometry import Span
from imr_desk.model.history import Act, History
from imr_desk.model.letter import LetterText, Page, TextKind
from imr_desk.model.rationale import deciding_passage, kinds_in, other_passages, proposed_excerpt
from imr_desk.model.review import Review
from imr_desk.model.signature import Signature
from tests.unit.checks.drafted import Item, drafted

KINDS = ("guideline-quote", "patient-fact", "reviewer-reasoning", "conclusion")
VERDICT = "Therefore, the request is not medically necessary."


def proposed(rationale, summary="The worker hurt his knee.", label=None):
    letter, draft = drafted(Item(rationale=rationale), summary=summary)
    return [(p, letter.quote_of(p.spans)) for p in propose(letter, draft) if label in (None, p.label)]


def passages(letter, draft, item=0, most=5):
    """What the form offers as the excerpt of an item beside the passage proposed."""
    rationale = draft.items[item].fields.get("rationale")
    sources = () if rationale is None else rationale.sources
    return other_passages(letter, sources, item, propose(letter, draft), most)


def kinds(rationale):
    return {words: p.label for p, words in proposed(rationale) if p.label in KINDS}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The guidelines state that traction is recommended for patients with a locked joint.", "guideline-quote"),
        ("Per the handbook, bracing may be considered after a month of exercise.", "guideline-quote"),
        ("Studies show that those who keep moving do better.", "guideline-quote"),
        ('"Ice should be used for the first two days after an injury of the knee."', "guideline-quote"),
        ("The patient is a 51-year-old welder who sustained a fall.", "patient-fact"),
        ("She was prescribed naproxen and attended nine sessions of therapy.", "patient-fact"),
        ("Range of motion is 80 degrees and the pain was rated 7/10.", "patient-fact"),
        ("In this case, there is no documentation of a trial of exercise.", "reviewer-reasoning"),
        ("However, the submitted records do not show a response to the injections.", "reviewer-reasoning"),
        ("The requested number of sessions exceeds what the guideline recommends.", "reviewer-reasoning"),
    ],
)
def test_a_sentence_is_sorted_by_its_kind(sentence, kind):
    rationale = f"The guidelines recommend care. {sentence} {VERDICT}"
    found = kinds(rationale)
    assert found[sentence] == kind
    assert found[VERDICT] == "conclusion"


def test_a_recital_goes_on_until_the_case_is_named():
    found = kinds(
        "The guidelines recommend braces for a torn ligament. They come in three sizes. Most heal within weeks. "
        f"In this case, no tear was documented. {VERDICT}"
    )
    assert list(found.values()) == ["guideline-quote"] * 3 + ["reviewer-reasoning", "conclusion"]


def test_the_standing_notice_on_opioids_is_none_of_the_kinds():
    notice = "This decision addresses the medical necessity of opioids as they have been prescribed."
    assert notice not in kinds(f"The patient has pain. {VERDICT} {notice}")


def test_each_proposal_says_why_how_sure_and_where():
    for proposal, words in proposed(f"The patient has pain. The records do not show a trial of ice. {VERDICT}"):
        assert proposal.reasons
        assert 0 < proposal.confidence < 1
        assert proposal.rule
        assert proposal.item == 0
        assert words
        assert proposal.label in {label.key for label in LABELS}


@pytest.mark.parametrize(
    "claim",
    [
        "There is no documentation of a home exercise program.",
        "The provider failed to document a response to therapy.",
        "A prior trial of ice was not mentioned in the records.",
        "There was a lack of documentation of any objective finding.",
    ],
)
def test_a_claim_of_absence_is_proposed_beside_the_kind_of_its_sentence(claim):
    found = proposed(f"The guidelines recommend care. {claim} {VERDICT}", label="absence-claim")
    assert [words for _, words in found] == [claim]
    assert found[0][0].attributes.negated
    assert found[0][0].attributes.said_by is Speaker.REVIEWER


def test_a_verdict_and_a_general_rule_claim_no_absence():
    rule = "The guidelines do not recommend ice, as studies provide insufficient evidence of benefit."
    assert proposed(f"{rule} {VERDICT}", label="absence-claim") == []


def test_words_of_the_summary_that_contradict_an_absence_are_proposed():
    found = proposed(
        f"The records do not document any muscle spasm. {VERDICT}",
        summary="On examination there was a spasm of the left calf.",
    )
    claim = next(p for p, _ in found if p.label == "absence-claim")
    words = next((p, w) for p, w in found if p.rule == "contradicts-absence")
    assert "the case summary has something on it" in claim.reasons
    assert words[0].label == "patient-fact"
    assert words[1].lower() in ("spasm", "spasm of")


def test_a_guess_is_proposed_as_speculation():
    guess = "It is likely that the patient has had therapy already."
    assert [words for _, words in proposed(f"{guess} {VERDICT}", label="speculation")] == [guess]


CRITERIA = (
    "Criteria: 1) Radiculopathy found on examination; 2) Failure of conservative treatment; "
    "3) Fluoroscopy for guidance."
)


def states(text):
    return {c.number: (c.state, c.confidence) for c in criteria_of(Prose(text))}


def test_criteria_are_told_by_the_words_that_take_them_up():
    found = states(f"{CRITERIA} In this case the examination shows no radiculopathy. Other care has failed.")
    assert found[1][0] is CriterionState.NOT_MET
    assert found[3] == (None, 0.3)


def test_criteria_are_told_by_their_numbers():
    found = states(f"{CRITERIA} Criteria 1 and 2 are met. Criterion 3 was not discussed by the provider.")
    assert [state for state, _ in found.values()] == [
        CriterionState.MET, CriterionState.MET, CriterionState.NOT_ADDRESSED,
    ]  # fmt: skip
    assert all(sure > 0.8 for _, sure in found.values())


def test_lettered_criteria_count_from_one():
    assert list(states("Needed are (a) pain at night, (b) fever, (c) weight loss.")) == [1, 2, 3]


@pytest.mark.parametrize("text", ["See page 1. The patient has pain.", "Table 2. Grades.", "1. Alone.", ""])
def test_a_number_alone_is_no_list(text):
    assert states(text) == {}


def test_criteria_carry_their_number_and_who_says_them():
    found = proposed(f"{CRITERIA} {VERDICT}", label="criterion")
    assert [p.attributes.number for p, _ in found] == [1, 2, 3]
    assert found[0][1] == "1) Radiculopathy found on examination"


def test_the_best_excerpt_is_reasoning_that_runs_into_the_conclusion():
    reasoning = "In this case, there is no documentation of a trial of exercise."
    rationale = f"{reasoning} {VERDICT} The guidelines state that exercise should be tried first. They allow ice."
    letter, draft = drafted(Item(rationale=rationale, determination=VERDICT))
    (best, why), *others = passages(letter, draft)
    assert letter.quote_of(best) == f"{reasoning} {VERDICT}"
    assert why == ("applies the guideline to this patient", "decides the item")
    assert all("applies the guideline to this patient" not in reasons for _, reasons in others)


def test_recital_between_reasoning_and_conclusion_is_left_out():
    reasoning = "However, the submitted records do not show that exercise was tried."
    recital = "The guidelines state that patients should exercise for six weeks. " * 12
    letter, draft = drafted(Item(rationale=f"{reasoning} {recital}{VERDICT}", determination=VERDICT))
    offered = passages(letter, draft, most=2)
    assert {letter.quote_of(spans) for spans, _ in offered} == {reasoning, VERDICT}


def test_no_rationale_has_no_excerpt():
    assert passages(*drafted(Item(rationale=""))) == ()


def linked(rationale, summary):
    letter, draft = drafted(Item(rationale=rationale), summary=summary)
    proposals = {each.key: each for each in propose(letter, draft)}
    return [
        (link.kind, letter.quote_of(proposals[link.source].spans), proposals[link.target], each.label)
        for each in proposals.values()
        for link in each.links
    ]


def test_both_ends_of_a_contradiction_know_each_other():
    claim = "In this case, there is no documentation of muscle spasm."
    found = linked(f"The guidelines recommend care. {claim} {VERDICT}", "Spasm was noted. The worker hurt his knee.")
    assert {label for _, _, _, label in found} == {"patient-fact", "absence-claim"}
    assert {(kind, source) for kind, source, _, _ in found} == {(LinkKind.CONTRADICTS, "Spasm")}
    assert {target.label for _, _, target, _ in found} == {"absence-claim"}


def test_what_nothing_contradicts_is_linked_with_nothing():
    claim = "In this case, there is no documentation of muscle spasm."
    assert linked(f"The guidelines recommend care. {claim} {VERDICT}", "The worker hurt his knee.") == []


def test_a_criterion_knows_the_sentence_that_takes_it_up():
    said = "In this case, criterion 2 was not met."
    found = linked(f"{CRITERIA} {said} {VERDICT}", "The worker hurt his knee.")
    assert [(kind, source, target.attributes.number) for kind, source, target, _ in found] == [
        (LinkKind.EVIDENCE_FOR, said, 2)
    ]
    assert found[0][3] == "criterion"


REASONED = "In this case, there is no documentation of a trial of exercise."
RECITED = "The guidelines state that exercise should be tried first. They allow ice for two days."


def excerpt_of(rationale):
    letter, draft = drafted(Item(rationale=rationale, determination=VERDICT))
    before, after = Review.of(draft, letter), Review.of(with_excerpts(letter, draft), letter)
    return before.items[0].excerpt.text, after.items[0].excerpt.text


def test_a_new_draft_offers_reasoning_where_recital_stands_before_the_conclusion():
    before, after = excerpt_of(f"{REASONED} {RECITED * 12} {VERDICT}")
    assert REASONED not in before
    assert after == REASONED


def test_a_new_draft_offers_the_deciding_sentence_where_the_reason_stands_before_it():
    before, after = excerpt_of(f"{RECITED} {REASONED} {VERDICT}")
    assert before == after == f"{REASONED} {VERDICT}"


def test_a_new_draft_without_reasoning_offers_what_decides():
    before, after = excerpt_of(f"{RECITED} {VERDICT}")
    assert before == after
    assert VERDICT in after


def test_a_draft_of_an_older_log_offers_what_it_always_offered():
    letter, draft = drafted(Item(rationale=f"{REASONED} {RECITED * 12} {VERDICT}", determination=VERDICT))
    stored = msgspec.to_builtins(draft)
    for item in stored["items"]:
        del item["excerpt"]
    older = msgspec.convert(stored, Draft)
    acts = [Act(ConfirmExcerpt("1"), Signature("rn1", "2026-11-24T09:00:00+00:00"))]
    confirmed = History.replayed(letter, Review.of(older, letter), acts).review.items[0].excerpt
    assert confirmed.spans == deciding_passage(letter, draft.items[0])
    assert confirmed.spans != with_excerpts(letter, draft).items[0].excerpt


def test_naming_excerpts_moves_nothing_else_of_a_draft_and_nothing_of_its_record():
    letter, draft = drafted(Item(rationale=f"{REASONED} {RECITED * 12} {VERDICT}", determination=VERDICT))
    named = with_excerpts(letter, draft)
    bare_again = tuple(msgspec.structs.replace(item, excerpt=()) for item in named.items)
    assert msgspec.structs.replace(named, items=bare_again) == draft
    assert record_of("letter.txt", letter, named) == record_of("letter.txt", letter, draft)
    assert propose(letter, named) == propose(letter, draft)


@pytest.mark.parametrize("rationale", [f"{REASONED} {RECITED * 12} {VERDICT}", f"{RECITED} {REASONED} {VERDICT}"])
def test_passages_from_proposals_are_those_of_the_draft(rationale):
    letter, draft = drafted(Item(rationale=rationale, determination=VERDICT))
    (best, _), *_ = passages(letter, draft)
    drafted_excerpt = with_excerpts(letter, draft).items[0].excerpt
    assert drafted_excerpt in (best, deciding_passage(letter, draft.items[0]))


def bare(text):
    rationale = Finding(text, FindingState.FOUND, (Span(1, 0, len(text)),) if text else ())
    letter = LetterText("0" * 64, TextKind.PLAIN, (Page(1, text, ()),))
    return letter, Draft("by-hand", 1.0, {"clinical_summary": rationale}, (ItemDraft({"rationale": rationale}),))


PIECES = st.sampled_from(
    [
        "no documentation of ", "the patient ", "had been ", "1) A", "(a) ", '"', "“", "”", ". ", "\n",
        "guidelines state ",
        "criteria 1 through 3 ", "therefore ", "not medically necessary", "İ", "ß", "\u2028", "it is likely ",
        "(", "3.",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=60).map("".join))
def test_any_text_gives_proposals_that_stand_in_the_letter(text):
    letter, draft = bare(text)
    proposals = propose(letter, draft)
    assert len({p.key for p in proposals}) == len(proposals)
    for proposal in proposals:
        assert proposal.spans
        assert all(0 <= span.start < span.end <= len(text) for span in proposal.spans)
        assert 0 <= proposal.confidence <= 1
        assert all(proposal.key in (link.source, link.target) for link in proposal.links)
    for spans, _ in passages(letter, draft):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_an_endless_rationale_gives_no_more_than_can_be_looked_at():
    letter, draft = bare("There is no documentation of spasm in the records. " * 3000)
    assert len(propose(letter, draft)) == MOST


def test_real_letters_are_sorted_and_their_excerpts_reason(real_letters):
    """No text of theirs stands here: conclusions are found, and reasoning leads where there is some."""
    from imr_desk.bootstrap.letter_worker import checked
    from imr_desk.documents.mupdf import MupdfReader
    from imr_desk.extraction.engine import draft as drafting

    items, concluded, reasoned, offered = 0, 0, 0, 0
    for path in sorted(real_letters.glob("*.pdf")):
        letter = MupdfReader().read(path.read_bytes())
        draft = checked(letter, drafting(letter))
        proposals = propose(letter, draft)
        for index in range(len(draft.items)):
            items += 1
            concluded += any(p.item == index and p.label == "conclusion" for p in proposals)
            reasons = any(p.item == index and p.label == "reviewer-reasoning" for p in proposals)
            best = passages(letter, draft, index)
            reasoned += reasons
            excerpt = proposed_excerpt(letter, with_excerpts(letter, draft).items[index])
            offered += "reviewer-reasoning" in kinds_in(proposals, index, excerpt)
            if reasons and best:
                assert "applies the guideline to this patient" in best[0][1]
    assert concluded >= 0.98 * items
    assert offered == reasoned
