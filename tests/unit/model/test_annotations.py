"""Annotations, links and rejected proposals: whatever is done, undone and done again, and kept in a log."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from imr_desk.model.annotations import LABELS, Attributes, CriterionState, Link, LinkKind, Proposal, Speaker, label_of
from imr_desk.model.edits import (
    AddItem,
    Annotate,
    ChangeAnnotation,
    LinkAnnotations,
    MoveAnnotation,
    RejectProposal,
    RemoveAnnotation,
    RemoveItem,
    UnlinkAnnotations,
)
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.geometry import Span
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.review import Review
from tests.unit.model.letters import ME, span_of, two_items

LETTER, DRAFT = two_items()
START = Review.of(DRAFT, LETTER)
LENGTH = len(LETTER.page(1).text)

keys = st.sampled_from([label.key for label in LABELS])
spans = st.integers(0, LENGTH - 2).flatmap(lambda a: st.integers(a + 1, LENGTH + 3).map(lambda b: (Span(1, a, b),)))
attributes = st.builds(
    Attributes,
    st.booleans(),
    st.booleans(),
    st.none() | st.sampled_from(Speaker),
    st.none() | st.sampled_from(CriterionState),
    st.integers(0, 12),
)
items = st.sampled_from([None, "1", "2", "3", "9"])
ids = st.integers(1, 6).map(lambda n: f"a{n}")


class AnnotatingActs(RuleBasedStateMachine):
    """A nurse without a plan."""

    def __init__(self):
        super().__init__()
        self.history = History(LETTER, START)
        self.acts = []

    def do(self, step, amends=False):
        act = Act(step, ME, amends)
        try:
            self.history = self.history.done(act)
        except EditRefusedError as refusal:
            assert refusal.sentence.endswith(".")
        else:
            self.acts.append(act)

    @rule(label=keys, where=spans, said=attributes, item=items, note=st.text(max_size=4))
    def annotate(self, label, where, said, item, note):
        self.do(Annotate(where, label, said, item, note))

    @rule(label=keys, where=spans, item=items, kind=st.sampled_from(LinkKind), end=st.tuples(keys, spans, items))
    def annotate_both_ends(self, label, where, item, kind, end):
        self.do(Annotate(where, label, item=item, ends=((kind, Annotate(end[1], end[0], item=end[2])),)))

    @rule(made=ids, label=keys, said=attributes, item=items, note=st.text(max_size=4), amends=st.booleans())
    def change(self, made, label, said, item, note, amends):
        self.do(ChangeAnnotation(made, label, said, item, note), amends)

    @rule(made=ids, where=spans)
    def move(self, made, where):
        self.do(MoveAnnotation(made, where))

    @rule(made=ids)
    def remove(self, made):
        self.do(RemoveAnnotation(made))

    @rule(kind=st.sampled_from(LinkKind), one=ids, other=ids)
    def link(self, kind, one, other):
        self.do(LinkAnnotations(kind, one, other))

    @rule(kind=st.sampled_from(LinkKind), one=ids, other=ids)
    def unlink(self, kind, one, other):
        self.do(UnlinkAnnotations(kind, one, other))

    @rule(label=keys, where=spans)
    def reject(self, label, where):
        self.do(RejectProposal(Proposal(label, where).key))

    @rule(edit=st.sampled_from([AddItem("Added"), RemoveItem("1"), RemoveItem("3")]))
    def change_items(self, edit):
        self.do(edit)

    @rule(way=st.sampled_from(["undo", "redo"]))
    def turn(self, way):
        self.do(Turn(way))

    @precondition(lambda self: self.history.past)
    @rule()
    def undoing_all_and_redoing_it_gives_the_same(self):
        history, steps = self.history, 0
        while history.past:
            history, steps = history.done(Act(Turn("undo"), ME)), steps + 1
        assert history.review == START
        for _ in range(steps):
            history = history.done(Act(Turn("redo"), ME))
        assert history.review == self.history.review

    @invariant()
    def the_log_gives_back_the_same(self):
        stored = msgspec.json.decode(msgspec.json.encode(self.acts), type=list[Act])
        assert History.replayed(LETTER, START, stored) == self.history

    @invariant()
    def the_review_itself_can_be_stored(self):
        review = self.history.review
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(review), type=Review) == review

    @invariant()
    def annotations_hold_together(self):
        review = self.history.review
        known = [made.id for made in review.annotations]
        assert len(set(known)) == len(known)
        assert all(LETTER.quote_of(made.spans) == made.text for made in review.annotations)
        assert all(link.source in known and link.target in known for link in review.links)
        assert len(set(review.links)) == len(review.links)
        assert len(set(review.rejected)) == len(review.rejected)


AnnotatingActs.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestAnnotatingActs = AnnotatingActs.TestCase


def done(*edits):
    history = History(LETTER, START)
    for edit in edits:
        history = history.done(Act(edit, ME))
    return history


WORDS = (span_of(LETTER, "radiculopathy"),)
OTHERS = (span_of(LETTER, "Home exercise failed"),)


def test_spans_of_different_annotations_may_overlap():
    wider = (Span(1, WORDS[0].start - 3, WORDS[0].end + 1),)
    review = done(Annotate(WORDS, "diagnosis"), Annotate(wider, "patient-fact"), Annotate(WORDS, "symptom")).review
    assert [made.id for made in review.annotations] == ["a1", "a2", "a3"]


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ((Annotate((), "diagnosis"),), "no words there"),
        ((Annotate((Span(1, 0, LENGTH + 1),), "diagnosis"),), "not in this letter"),
        ((Annotate((Span(2, 0, 1),), "diagnosis"),), "not in this letter"),
        ((Annotate(WORDS, "diagnosis", item="7"),), "no longer in the case"),
        ((Annotate(WORDS, "diagnosis"), Annotate(WORDS, "diagnosis")), "this label already"),
        ((RemoveAnnotation("a1"),), "no longer in the case"),
        ((Annotate(WORDS, "diagnosis"), LinkAnnotations(LinkKind.CONTRADICTS, "a1", "a1")), "with itself"),
        ((RejectProposal("k"), RejectProposal("k")), "rejected already"),
        ((UnlinkAnnotations(LinkKind.CONTRADICTS, "a1", "a2"),), "no longer there"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(edits, said):
    with pytest.raises(EditRefusedError) as refusal:
        done(*edits)
    assert said in refusal.value.sentence


def test_removing_an_annotation_takes_its_links_and_undo_brings_both_back():
    two = (Annotate(WORDS, "absence-claim"), Annotate(OTHERS, "patient-fact"))
    link = LinkAnnotations(LinkKind.CONTRADICTS, "a2", "a1")
    history = done(*two, link, RemoveAnnotation("a1"))
    assert history.review.links == ()
    assert history.done(Act(Turn("undo"), ME)).review == done(*two, link).review


def both(kind=LinkKind.CONTRADICTS, **said):
    return Annotate(OTHERS, "patient-fact", ends=((kind, Annotate(WORDS, "absence-claim", **said)),))


def test_both_ends_and_their_link_are_one_act_that_is_undone_at_once():
    history = done(both(rule="absence-claim"))
    fact, claim = history.review.annotations
    assert (fact.label, claim.label, claim.rule) == ("patient-fact", "absence-claim", "absence-claim")
    assert history.review.links == (Link(LinkKind.CONTRADICTS, fact.id, claim.id),)
    assert history.undo_label == "label patient fact and link it"
    assert history.done(Act(Turn("undo"), ME)).review == START


@pytest.mark.parametrize("first", [Annotate(WORDS, "absence-claim"), Annotate(OTHERS, "patient-fact")])
def test_an_end_that_is_labelled_already_is_linked_as_it_is(first):
    review = done(first, both()).review
    assert len(review.annotations) == 2
    assert len(review.links) == 1


def test_ends_that_are_linked_already_are_refused():
    with pytest.raises(EditRefusedError, match="the link is there too"):
        done(both(), both())


def test_an_end_that_is_not_in_the_letter_leaves_nothing_half_done():
    wrong = Annotate(OTHERS, "patient-fact", ends=((LinkKind.CONTRADICTS, Annotate((Span(7, 0, 3),), "symptom")),))
    with pytest.raises(EditRefusedError):
        done(wrong)


def test_an_annotation_is_never_linked_with_itself():
    with pytest.raises(EditRefusedError, match="with itself"):
        done(Annotate(WORDS, "symptom", ends=((LinkKind.CONTRADICTS, Annotate(WORDS, "symptom")),)))


def test_an_act_of_an_older_log_has_no_ends():
    stored = msgspec.to_builtins(Annotate(WORDS, "symptom"))
    del stored["ends"]
    assert msgspec.convert(stored, Annotate) == Annotate(WORDS, "symptom")


def test_typing_a_remark_on_is_one_step():
    history = done(Annotate(WORDS, "diagnosis"))
    for note in ("a", "ab", "abc"):
        edit = ChangeAnnotation("a1", "diagnosis", Attributes(), None, note)
        history = history.done(Act(edit, ME, amends=note != "a"))
    assert len(history.past) == 2
    assert history.review.annotations[0].note == "abc"


@given(label=keys, where=spans)
def test_the_key_of_a_proposal_is_its_label_and_place_alone(label, where):
    plain = Proposal(label, where)
    told = Proposal(label, where, Attributes(negated=True), 3, 0.9, "rule", ("why",))
    assert plain.key == told.key
    assert plain.key != Proposal("other", where).key


def test_a_label_that_is_gone_is_told_by_its_key():
    assert label_of(LABELS, "no-such-label").name == "no-such-label"
    assert label_of(LABELS, "criterion").name == "Criterion"


def test_shipped_labels_have_hotkeys_and_keys_of_their_own():
    assert len({label.hotkey for label in LABELS}) == len({label.key for label in LABELS}) == len(LABELS)
