"""Who signed, what was signed, and whether it still stands."""

import msgspec

from imr_desk.export.sign_off import review_hash, sign_off_of, signed_review
from imr_desk.model.edits import AskQuestion, FinishReview, ReopenReview, WriteNote
from imr_desk.model.handling import (
    AskSecondLook,
    CloseComparison,
    EndSecondLook,
    FinishSecondReading,
    SendToSecondReading,
    TakeSecondReading,
)
from tests.unit.export.dossiers import OKAFOR, one_item, three_unread


def facts(case):
    return {fact.name: fact.words for fact in sign_off_of(case.dossier()).facts}


def test_a_finished_review_is_signed_as_it_stands():
    case = one_item()
    found = facts(case)
    assert found["signed"] == "Ifeoma Okafor, 11/23/2026, 3:20 PM (UTC−08:00)"
    assert found["letter_hash"].replace(" ", "") == case.letter.fingerprint
    assert found["review_hash"].replace(" ", "") == review_hash(case.review)
    assert found["changed"] == "no; this paper shows the review as signed"


def test_a_draft_is_signed_by_nobody():
    found = facts(three_unread())
    assert found["signed"] == "nobody yet"
    assert "changed" not in found


def test_a_review_that_was_opened_again_keeps_the_hash_of_what_was_signed_and_says_that_it_changed():
    case = one_item()
    signed = case.review
    case.do(ReopenReview(), WriteNote(None, "Seen again."))
    sign_off, found = sign_off_of(case.dossier()), facts(case)
    assert not sign_off.finished
    assert found["changed"] == "yes; the signature is void; this paper shows the review as it stands"
    assert found["review_hash"].replace(" ", "") == review_hash(signed)
    assert found["now_hash"].replace(" ", "") == review_hash(case.review) != review_hash(signed)


def test_a_signature_that_stands_on_another_review_than_the_one_at_hand_is_told():
    """The edits refuse it; a paper made of a damaged or foreign record must not hide it."""
    dossier = one_item().dossier()
    other = msgspec.structs.replace(dossier.review, note="Written later.")
    changed = msgspec.structs.replace(dossier, review=other)
    assert signed_review(changed) == dossier.review
    found = {fact.name: fact.words for fact in sign_off_of(changed).facts}
    assert found["changed"] == "yes; this paper shows the review as it stands"


def test_the_last_signature_counts():
    case = one_item()
    case.do(ReopenReview(), WriteNote(None, "Seen again."))
    case.do(FinishReview(), by=OKAFOR)
    assert signed_review(case.dossier()) == case.review
    assert facts(case)["changed"].startswith("no;")


def test_a_second_look_is_told():
    case = one_item().handle(AskSecondLook("Level of the injection"))
    assert facts(case)["second_look"] == "wanted by R. Ames, RN: Level of the injection"
    case.handle(EndSecondLook(), by=OKAFOR)
    assert facts(case)["second_look"] == "done by Ifeoma Okafor, 11/23/2026, 3:20 PM (UTC−08:00)"


def test_a_second_reading_is_told_from_its_asking_to_its_end():
    case = one_item()
    first = case.review.finished.who
    case.handle(SendToSecondReading("overturned", first))
    assert facts(case)["second_reading"] == "waits for a second reader (overturned)"
    case.handle(TakeSecondReading(), FinishSecondReading())
    assert facts(case)["second_reading"].startswith("by R. Ames, RN, 11/23/2026")
    assert facts(case)["second_reading"].endswith("differences not settled yet")
    case.handle(CloseComparison(), by=OKAFOR)
    assert "compared and closed by Ifeoma Okafor" in facts(case)["second_reading"]


def test_a_question_leaves_what_was_signed_as_it_was():
    case = one_item()
    before = review_hash(case.review)
    case.do(AskQuestion(None, "decision_date", "Is this the mailing date?"))
    assert case.review.finished is not None
    assert review_hash(case.review) == before
    assert facts(case)["changed"].startswith("no;")
