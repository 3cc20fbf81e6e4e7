"""Questions of colleagues on papers and in the record: open ones stand among the open points."""

import msgspec
import pytest

from imr_desk.export.open_points import open_points
from imr_desk.export.profiles import COUNSEL, FILE, PROFILES
from imr_desk.export.record_json import CaseJson, record_from
from imr_desk.export.sign_off import review_hash, signed_review
from imr_desk.export.summary import summary_of
from imr_desk.model.edits import AnswerQuestion, AskQuestion, CloseQuestion, RemoveItem
from tests.unit.export.dossiers import AMES, OKAFOR, RULINGS, Bench, bench_of, three_finished, three_half_done

ASK = AskQuestion("2", "quantity", "Why\nsix zebras?", "R. Ames, RN")


def points(bench: Bench, profile=FILE):
    """Return the open points of which a question is told."""
    found = summary_of(bench.dossier(), profile).open_points
    return [(point.about, point.words) for point in found if point.words.startswith("question of")]


def test_a_waiting_question_is_told_with_its_place_and_its_words():
    bench = bench_of(RULINGS).do(ASK, by=OKAFOR)
    [(about, words)] = points(bench)
    assert about == "Item 2, quantity"
    assert words == (
        f"question of {OKAFOR.who} to R. Ames, RN, 11/23/2026, 3:20 PM: Why six zebras? (waits for an answer)"
    )


def test_an_answered_one_stands_until_it_is_closed():
    bench = bench_of(RULINGS).do(ASK, by=OKAFOR).do(AnswerQuestion("q1", "As printed."), by=AMES)
    [(_, words)] = points(bench)
    assert words.endswith("Why six zebras? (answered by R. Ames, RN: As printed.; not closed)")
    assert points(bench.do(CloseQuestion("q1"), by=OKAFOR)) == []


def test_a_finished_review_tells_its_open_questions_and_stays_signed():
    bench = three_finished()
    before = bench.dossier()
    after = bench.do(ASK, by=OKAFOR).dossier()
    assert [about for about, _ in points(bench)] == ["Item 2, quantity"]
    assert summary_of(after, FILE).sign_off.finished
    assert review_hash(signed_review(after)) == review_hash(signed_review(before))


def test_a_question_never_hides_or_doubles_what_else_is_open_at_its_place():
    """A question on a decision is not a decision that wants confirming, nor one on a doubtful date a look."""
    plain = open_points(three_half_done().review)
    asked = three_half_done().do(
        AskQuestion("1", "decision", "Sure?"), AskQuestion(None, "ur_denial_date", "Which?"), by=OKAFOR
    )
    assert open_points(asked.review) == plain
    assert [about for about, _ in points(asked)] == ["Item 1, decision", "UR denial date"]


def test_nothing_is_missing_but_the_signature_is_not_said_while_somebody_waits():
    bench = bench_of(RULINGS).settle_all().do(ASK, by=OKAFOR)
    words = [point.words for point in summary_of(bench.dossier(), FILE).open_points]
    assert "nothing is missing but the signature" not in words
    bench.do(AnswerQuestion("q1", "As printed."), by=AMES)
    words = [point.words for point in summary_of(bench.dossier(), FILE).open_points]
    assert "nothing is missing but the signature" in words


def test_one_about_an_item_that_was_removed_or_about_the_case_says_so():
    bench = bench_of(RULINGS).do(ASK, AskQuestion(None, "", "All?"), by=OKAFOR).do(RemoveItem("2"))
    assert [about for about, _ in points(bench)] == ["An item that was removed, quantity", "The letter"]


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_words_of_colleagues_stay_out_of_every_copy_without_the_notes_of_the_desk(profile):
    bench = bench_of(RULINGS).do(ASK, by=OKAFOR).do(AnswerQuestion("q1", "The giraffe printed it."), by=AMES)
    shown = msgspec.json.encode(summary_of(bench.dossier(), profile)).decode()
    assert ("zebras" in shown) is (profile is FILE)
    assert ("giraffe" in shown) is (profile is FILE)


def test_counsel_learns_that_a_question_is_open():
    bench = bench_of(RULINGS).do(ASK, by=OKAFOR)
    assert [words for _, words in points(bench, COUNSEL)] == [
        f"question of {OKAFOR.who} to R. Ames, RN, 11/23/2026, 3:20 PM (waits for an answer)"
    ]


def test_the_record_carries_questions_and_their_acts_and_reads_them_back():
    bench = bench_of(RULINGS).do(ASK, by=OKAFOR).do(AnswerQuestion("q1", "So."), by=AMES)
    bench.do(CloseQuestion("q1"), by=OKAFOR)
    record = record_from(CaseJson().content(bench.dossier()))
    assert record.review.questions == bench.review.questions
    assert record.review.questions[0].answers[0].text == "So."
    assert [type(act.step) for act in record.acts] == [AskQuestion, AnswerQuestion, CloseQuestion]
