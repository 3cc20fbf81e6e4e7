"""All acts at random: what must hold after each of them."""

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from imr_desk.model.draft import Decision, Draft
from imr_desk.model.edits import (
    AddItem,
    ConfirmExcerpt,
    ConfirmField,
    DecideItem,
    DropExcerpt,
    DuplicateItem,
    FinishReview,
    MarkField,
    MergeItems,
    MoveItem,
    QuoteRationale,
    RemoveItem,
    ReopenReview,
    SetField,
    SettleFlag,
    SplitItem,
    WriteNote,
)
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS
from imr_desk.model.geometry import Span
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.review import EntryState, FlagState, Review, flag_key
from imr_desk.services.rereading import ReadAgain, reread_letter
from tests.unit.model.letters import ME, TEXT, letter, two_items

LETTER, DRAFT = two_items()
START = Review.of(DRAFT, LETTER)
TEXTS = (letter("Cover.", TEXT), letter(TEXT[: len(TEXT) // 2]), letter(TEXT.replace("Upheld", "Overturned"), ""))
DRAFTS = (Draft("cover", 0.5, {}), Draft("half", 0.5, {}), DRAFT)
LENGTH = len(LETTER.page(1).text)
names_of_letter = st.sampled_from([spec.name for spec in LETTER_FIELDS])
names_of_item = st.sampled_from([spec.name for spec in ITEM_FIELDS])
values = st.one_of(st.none(), st.text(max_size=12), st.integers(0, 99), st.lists(st.text(max_size=5)).map(tuple))
spans = st.integers(0, LENGTH - 2).flatmap(lambda a: st.integers(a + 1, LENGTH).map(lambda b: Span(1, a, b)))


class ReviewActs(RuleBasedStateMachine):
    """A reviewer without a plan."""

    def __init__(self):
        super().__init__()
        self.history = History(LETTER, START)
        self.acts = []

    def do(self, step, amends=False):
        act = Act(step, ME, amends)
        try:
            self.history = self.history.done(act)
        except EditRefusedError as refusal:
            assert refusal.sentence.endswith((".", "?"))
        else:
            self.acts.append(act)

    def some_item(self, data):
        ids = [item.id for item in self.history.review.items] + ["99"]
        return data.draw(st.sampled_from(ids))

    @rule(name=names_of_letter, value=values, amends=st.booleans())
    def set_letter_field(self, name, value, amends):
        self.do(SetField(None, name, value), amends)

    @rule(data=st.data(), name=names_of_item, value=values, span=spans)
    def set_item_field(self, data, name, value, span):
        self.do(SetField(self.some_item(data), name, value, (span,)))

    @rule(name=names_of_letter, state=st.sampled_from(EntryState), note=st.text(max_size=5))
    def mark(self, name, state, note):
        self.do(MarkField(None, name, state, note))

    @rule(data=st.data(), name=names_of_item)
    def confirm(self, data, name):
        self.do(ConfirmField(self.some_item(data), name))

    @rule(data=st.data(), decision=st.sampled_from(Decision))
    def decide(self, data, decision):
        self.do(DecideItem(self.some_item(data), decision))

    @rule(data=st.data(), span=spans, honest=st.booleans())
    def quote(self, data, span, honest):
        words = LETTER.quote_of((span,)) if honest else "words of nobody"
        self.do(QuoteRationale(self.some_item(data), (span,), words))

    @rule(data=st.data(), edit=st.sampled_from([ConfirmExcerpt, DropExcerpt, DuplicateItem, RemoveItem]))
    def act_on_item(self, data, edit):
        self.do(edit(self.some_item(data)))

    @rule(data=st.data(), place=st.integers(-2, 9))
    def move(self, data, place):
        self.do(MoveItem(self.some_item(data), place))

    @rule(data=st.data(), first=st.text(max_size=5), second=st.text(max_size=5))
    def split(self, data, first, second):
        self.do(SplitItem(self.some_item(data), first, second))

    @rule(data=st.data())
    def merge(self, data):
        self.do(MergeItems(self.some_item(data), self.some_item(data)))

    @rule(words=st.text(max_size=8))
    def add(self, words):
        self.do(AddItem(words))

    @rule(state=st.sampled_from(FlagState))
    def settle(self, state):
        self.do(SettleFlag(flag_key(START.flags[0]), state))

    @rule(words=st.text(max_size=8))
    def note(self, words):
        self.do(WriteNote(None, words))

    @rule(edit=st.sampled_from([FinishReview(), ReopenReview()]))
    def finish_or_reopen(self, edit):
        self.do(edit)

    @rule(number=st.integers(0, len(TEXTS) - 1))
    def read_text_again(self, number):
        read = ReadAgain(TEXTS[number], DRAFTS[number], is_new=True)
        self.do(reread_letter(self.history.review, self.history.text, read))

    @rule(way=st.sampled_from(["undo", "redo"]))
    def turn(self, way):
        self.do(Turn(way))

    @precondition(lambda self: self.history.past)
    @rule()
    def undoing_everything_gives_the_draft_back_and_redoing_the_review(self):
        history, steps = self.history, 0
        while history.past:
            history, steps = history.done(Act(Turn("undo"), ME)), steps + 1
        assert history.review == START
        for _ in range(steps):
            history = history.done(Act(Turn("redo"), ME))
        assert history.review == self.history.review

    @invariant()
    def the_log_gives_back_the_same_history(self):
        stored = msgspec.json.decode(msgspec.json.encode(self.acts), type=list[Act])
        assert History.replayed(LETTER, START, stored) == self.history

    @invariant()
    def every_excerpt_stands_in_the_letter(self):
        for item in self.history.review.items:
            if item.excerpt is not None and not item.excerpt.is_lost:
                assert self.history.text.quote_of(item.excerpt.spans) == item.excerpt.text

    @invariant()
    def item_identities_are_unique(self):
        ids = [item.id for item in self.history.review.items]
        assert len(ids) == len(set(ids))

    @invariant()
    def a_finished_review_lacks_nothing(self):
        if self.history.review.finished is not None:
            assert self.history.review.problems() == ()


ReviewActs.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestReviewActs = ReviewActs.TestCase
