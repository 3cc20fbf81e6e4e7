"""A letter whose text came out better: everything that people said of it stays, on its words or said to be lost."""

import random
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imr_desk.caselog import rows
from imr_desk.model.draft import Candidate, Decision, Draft
from imr_desk.model.edits import (
    Annotate,
    ConfirmExcerpt,
    ConfirmField,
    DecideItem,
    FinishReview,
    QuoteRationale,
    RejectProposal,
    SetField,
    SettleFlag,
    apply_edit,
)
from imr_desk.model.edits.on_annotations import stands
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.review import EntryState, FlagState, Review, flag_key
from imr_desk.services.rereading import ReadAgain, lost_places, reread_letter
from tests.unit.model.letters import ME, RATIONALE, TEXT, found, letter, span_of, two_items

BEFORE, DRAFT = two_items()
START = Review.of(DRAFT, BEFORE)
AFTER = letter("Fax cover sheet.", f"IMR letter\n{TEXT}")
CASE_NUMBER = SetField(None, "case_number", "CM99-0000001", (span_of(BEFORE, "CM99-0000001"),))
CLAIM = SetField(None, "claim_number", "pain", (span_of(BEFORE, "Home exercise"),))


def after(text, *edits, draft=None, review=START):
    for edit in edits:
        review = apply_edit(edit, review, BEFORE, ME)
    act = reread_letter(review, BEFORE, ReadAgain(text, draft or Draft("unknown", 0.0, {}), is_new=True))
    return act, apply_edit(act, review, BEFORE, ME)


def words(review, entry):
    return review.text.quote_of(entry.sources)


def test_what_was_settled_goes_with_its_words():
    edits = (CASE_NUMBER, DecideItem("1", Decision.UPHELD), ConfirmField("2", "treatment"))
    act, review = after(AFTER, *edits)
    assert review.text == AFTER
    assert (act.lost, lost_places(review, AFTER)) == (0, 0)
    number = review.fields["case_number"]
    assert (number.value, number.by, words(review, number)) == ("CM99-0000001", ME, "CM99-0000001")
    assert number.sources[0].page == 2
    assert words(review, review.item("1").decision) == "Upheld"
    assert words(review, review.item("2").fields["treatment"]) == "Physical therapy x6"
    assert review.item("1").excerpt.text == AFTER.quote_of(review.item("1").excerpt.spans)


def test_what_is_not_found_keeps_its_value_and_says_so():
    text = letter(TEXT.replace("Home exercise failed.", "###"))
    act, review = after(text, CLAIM)
    entry = review.fields["claim_number"]
    assert (entry.value, entry.state, entry.by) == ("pain", EntryState.CORRECTED, ME)
    assert (entry.sources, entry.lost) == ((), "Home exercise")
    assert act.lost == 1
    assert act.label(review) == "read the letter's text again (1 place not found)"
    assert "Claim number wants a look." in [look.sentence for look in review.problems()]


@pytest.mark.parametrize("edit", [ConfirmField(None, "claim_number"), SetField(None, "claim_number", "pain"), CLAIM])
def test_a_person_who_looked_settles_it(edit):
    text = letter(TEXT.replace("Home exercise failed.", "###"))
    _, review = after(text, CLAIM)
    if edit is CLAIM:
        edit = SetField(None, "claim_number", "pain", (span_of(text, "###"),))
    assert apply_edit(edit, review, text, ME).fields["claim_number"].lost == ""


def test_a_lost_decision_wants_a_look_until_it_is_taken_again():
    text = letter("Nothing of it.")
    _, review = after(text, DecideItem("1", Decision.UPHELD))
    assert review.item("1").decided is Decision.UPHELD
    assert "Item 1: decision wants a look." in [look.sentence for look in review.problems()]
    review = apply_edit(DecideItem("1", Decision.UPHELD), review, text, ME)
    assert review.item("1").decision.lost == ""


def test_the_same_value_read_elsewhere_is_its_place_now():
    text = letter("Number CM 99 1")
    draft = Draft("x", 1.0, {"case_number": found(text, "CM99-0000001", "CM 99 1")})
    _, review = after(text, CASE_NUMBER, draft=draft)
    entry = review.fields["case_number"]
    assert (words(review, entry), entry.lost, entry.others) == ("CM 99 1", "", ())


def test_another_value_read_stands_beside_the_settled_one():
    text = letter("Number CM99-0000007")
    draft = Draft("x", 1.0, {"case_number": found(text, "CM99-0000007")})
    _, review = after(text, CASE_NUMBER, draft=draft)
    entry = review.fields["case_number"]
    assert entry.value == "CM99-0000001"
    assert entry.others == (Candidate("CM99-0000007", draft.fields["case_number"].sources),)


def test_what_nobody_settled_is_read_from_the_new_text():
    text = letter("Number CM99-0000007")
    draft = Draft("x", 1.0, {"case_number": found(text, "CM99-0000007")})
    _, review = after(text, draft=draft)
    assert review.fields["case_number"].value == "CM99-0000007"
    assert review.items == ()


def test_an_excerpt_whose_words_are_gone_is_kept_and_asked_for():
    take = QuoteRationale("1", (span_of(BEFORE, RATIONALE),), RATIONALE)
    text = letter("Nothing of it.")
    _, review = after(text, DecideItem("1", Decision.UPHELD), take)
    excerpt = review.item("1").excerpt
    assert (excerpt.text, excerpt.by, excerpt.spans) == (RATIONALE, ME, ())
    assert any(look.field == "excerpt" and "new text" in look.sentence for look in review.problems())
    with pytest.raises(EditRefusedError):
        apply_edit(ConfirmExcerpt("1"), review, text, ME)


def test_items_are_paired_by_what_the_letter_calls_them():
    text = letter(TEXT)
    second = DRAFT.items[1]
    act, review = after(
        letter("Cover.", *(page.text for page in text.pages)),
        DecideItem("2", Decision.OVERTURNED),
        draft=msgspec.structs.replace(DRAFT, fields={}, items=(second,), flags=()),
    )
    assert [(item.id, item.decided) for item in review.items] == [("2", Decision.OVERTURNED)]
    assert act.lost == 0


def test_what_was_said_of_flags_and_proposals_goes_with_them():
    flag, rejected = DRAFT.flags[0], f"private/1.{TEXT.index('CM99')}-{TEXT.index('CM99') + 12}"
    moved = msgspec.structs.replace(flag, sources=(span_of(AFTER, "Upheld", 2),))
    _, review = after(
        AFTER,
        SettleFlag(flag_key(flag), FlagState.DISMISSED, "a slip"),
        RejectProposal(rejected),
        draft=msgspec.structs.replace(DRAFT, flags=(moved,)),
    )
    assert review.settlement(review.flags[0]) is FlagState.DISMISSED
    start = AFTER.page(2).text.index("CM99")
    assert review.rejected == (f"private/2.{start}-{start + 12}",)


def test_a_flag_that_says_something_else_is_open_again():
    other = msgspec.structs.replace(DRAFT.flags[0], message="Another thing.", sources=(span_of(AFTER, "Upheld", 2),))
    _, review = after(
        AFTER,
        SettleFlag(flag_key(DRAFT.flags[0]), FlagState.DISMISSED, "a slip"),
        draft=msgspec.structs.replace(DRAFT, flags=(other,)),
    )
    assert review.settlement(review.flags[0]) is FlagState.OPEN


def test_the_text_of_another_letter_is_refused():
    act, _ = after(AFTER)
    stranger = msgspec.structs.replace(act, text=msgspec.structs.replace(AFTER, fingerprint="e" * 64))
    with pytest.raises(EditRefusedError):
        apply_edit(stranger, START, BEFORE, ME)


def test_a_finished_review_keeps_its_text():
    fields = {"case_number": DRAFT.fields["case_number"]}
    review = Review.of(Draft("x", 1.0, fields, DRAFT.items), BEFORE)
    for edit in (
        DecideItem("1", Decision.UPHELD), DecideItem("2", Decision.OVERTURNED), ConfirmExcerpt("1"),
        ConfirmExcerpt("2"), FinishReview(),
    ):  # fmt: skip
        review = apply_edit(edit, review, BEFORE, ME)
    act = reread_letter(review, BEFORE, ReadAgain(AFTER, DRAFT, is_new=True))
    with pytest.raises(EditRefusedError, match="finished"):
        apply_edit(act, review, BEFORE, ME)


def worse(source, seed):
    """Return a text as a bad scan of the same pages gives it: misread, cut, broken otherwise, under a cover."""
    rng = random.Random(seed)
    lines = [line for line in source.split("\n") if rng.random() > 0.1]
    for number, line in enumerate(lines):
        characters = [rng.choice("lI1rnm#") if rng.random() < 0.03 else character for character in line]
        lines[number] = "".join(characters)
    cut = rng.randrange(len(lines) + 1)
    return letter(*(["Cover."] if rng.random() < 0.5 else []), "\n".join(lines[:cut]), "\n".join(lines[cut:]))


SPANS = [
    span_of(BEFORE, words)
    for words in ("CM99-0000001", "01/02/2016", "Lumbar epidural injection", RATIONALE, "radiculopathy", "Upheld")
]
SAID = st.lists(
    st.one_of(
        st.builds(SetField, st.just(None), st.sampled_from(["claim_number", "case_number", "employer"]),
                  st.sampled_from(["A", "CM99-0000001"]), st.sampled_from(SPANS).map(lambda span: (span,))),
        st.builds(ConfirmField, st.just(None), st.sampled_from(["case_number", "date_of_injury"])),
        st.builds(DecideItem, st.sampled_from(["1", "2"]), st.sampled_from(Decision)),
        st.builds(ConfirmExcerpt, st.sampled_from(["1", "2"])),
        st.builds(Annotate, st.sampled_from(SPANS).map(lambda span: (span,)), st.just("symptom")),
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(SAID, st.lists(st.integers(0, 10_000), min_size=1, max_size=3))
def test_nothing_a_person_said_is_ever_changed_or_dropped(edits, seeds):
    history, acts = History(BEFORE, START), []

    def do(step):
        nonlocal history
        history = history.done(Act(step, ME))
        acts.append(Act(step, ME))

    for edit in edits:
        with suppress(EditRefusedError):  # such as the same label twice
            do(edit)
    for seed in seeds:
        before, old_text = history.review, history.text
        text = worse(TEXT, seed)
        if text == old_text:
            continue
        act = reread_letter(before, old_text, ReadAgain(text, Draft("unknown", 0.0, {}), is_new=True))
        do(act)
        check(before, history.review, text)
        assert act.lost == lost_places(history.review, text)
        undone = history.done(Act(Turn("undo"), ME))
        assert (undone.review, undone.text) == (before, old_text)
        assert undone.done(Act(Turn("redo"), ME)).review == history.review
    stored = [rows.act_of(rows.act_text(act)) for act in acts]
    assert stored == acts
    assert History.replayed(BEFORE, START, stored) == history


def check(before, review, text):
    assert [made.id for made in review.annotations] == [made.id for made in before.annotations]
    for made, old in zip(review.annotations, before.annotations, strict=True):
        assert stands(text, made) or made == old
    pairs = [(entry, review.fields[name]) for name, entry in before.fields.items()]
    for item in before.items:
        kept = [other for other in review.items if other.id == item.id]
        touched = [entry for entry in (item.decision, *item.fields.values()) if entry.by is not None]
        assert kept or not touched
        for now in kept:
            pairs += [
                (item.decision, now.decision),
                *((each, now.fields[name]) for name, each in item.fields.items()),
            ]
            if item.excerpt is not None and item.excerpt.by is not None:
                assert now.excerpt.by == item.excerpt.by
                assert now.excerpt.text == (
                    text.quote_of(now.excerpt.spans) if now.excerpt.spans else item.excerpt.text
                )
    for old, new in pairs:
        for span in new.sources:
            assert 0 <= span.start < span.end <= len(text.page(span.page).text)
        if old.by is not None:
            assert (new.value, new.state, new.by, new.note) == (old.value, old.state, old.by, old.note)
            assert not old.sources or new.sources or new.lost
