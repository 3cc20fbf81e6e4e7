"""Two people read one synthetic letter: what the first does, what the second does otherwise."""

from functools import cache
from types import SimpleNamespace

from imr_desk.bootstrap.letter_worker import checked
from imr_desk.documents.registry import reader_for
from imr_desk.extraction.engine import draft
from imr_desk.model.annotations import LinkKind
from imr_desk.model.draft import Decision
from imr_desk.model.edits import (
    AddItem,
    Annotate,
    ConfirmExcerpt,
    ConfirmField,
    DecideItem,
    FinishReview,
    LinkAnnotations,
    MarkField,
    QuoteRationale,
    SetField,
    SettleFlag,
)
from imr_desk.model.geometry import Span
from imr_desk.model.history import Act, History
from imr_desk.model.review import EntryState, FlagState, Review, flag_key
from imr_desk.model.second import Comparison, SecondReading, compared, second_form
from imr_desk.model.signature import Signature
from imr_desk.services.second_readings import TwoReadings
from tests.synthetic import make_letter, render_pdf

FIRST, SECOND = Signature("Ana Ruiz", "2026-11-23T09:00:00+00:00"), Signature("Ben Ode", "2026-11-24T09:00:00+00:00")


@cache
def content(items=3):
    return render_pdf(make_letter("D", 8, items=items, contradictions=("date_of_injury",)))


@cache
def letter(items=3):
    text = reader_for(content(items)).read(content(items))
    return SimpleNamespace(text=text, draft=checked(text, draft(text)))


class Hand:
    """Somebody at a form; ``record`` is told every act."""

    def __init__(self, text, review, by, record=lambda act, review: None):
        self.history, self.by, self._record = History(text, review), by, record

    @property
    def review(self):
        return self.history.review

    @property
    def text(self):
        return self.history.letter

    def do(self, *edits):
        for edit in edits:
            act = Act(edit, self.by)
            self.history = self.history.done(act)
            self._record(act, self.review)

    def words(self, phrase):
        """Return where words stand that every letter of the generator has, or the first words of a page."""
        for page in self.text.pages:
            at = page.text.find(phrase)
            if at >= 0:
                return (Span(page.number, at, at + len(phrase)),)
        raise LookupError(phrase)

    def reasons(self, item_id):
        """Return the span of an item's rationale."""
        return self.review.item(item_id).fields["rationale"].sources

    def finish(self):
        for item in self.review.items:
            if item.decided is None:
                self.do(DecideItem(item.id, item.outcome or Decision.UPHELD))
            if (now := self.review.item(item.id)).excerpt is None:
                spans = now.fields["rationale"].sources or self.words("Decision")
                self.do(QuoteRationale(item.id, spans, self.text.quote_of(spans)))
            elif now.excerpt.by is None:
                self.do(ConfirmExcerpt(item.id))
        for look in self.review.looks():
            self.do(ConfirmField(look.item, look.field))
        self.do(FinishReview())


def part(spans, start, end):
    """Return a part of the longest of some spans."""
    span = max(spans, key=lambda each: each.end - each.start)
    return (Span(span.page, span.start + start, min(span.end, span.start + end)),)


def read_first(hand):
    first, second, third = (hand.reasons(item.id) for item in hand.review.items[:3])
    flag = next(flag for flag in hand.review.flags if flag.item is None)
    hand.do(
        SetField("1", "quantity", "12 visits", hand.words("Decision")),
        SetField("1", "body_part", "left knee"),
        SetField("2", "original_request", "the whole request"),
        SetField(None, "employer", "Example Works"),
        SetField(None, "age", 44),
        Annotate(part(first, 0, 60), "reviewer-reasoning", item="1"),
        Annotate(part(second, 0, 40), "patient-fact", item="2"),
        Annotate(part(third, 0, 50), "guideline-quote", item="3"),
        Annotate(part(third, 10, 30), "speculation", item="3", note="only here"),
        LinkAnnotations(LinkKind.CONTRADICTS, "a4", "a3"),
        QuoteRationale("1", part(first, 0, 80), hand.text.quote_of(part(first, 0, 80))),
        SettleFlag(flag_key(flag), FlagState.DISMISSED, "a slip of the header"),
        AddItem("Transport to appointments", hand.words("Decision")),
        DecideItem("4", Decision.NOT_ADDRESSED),
    )
    hand.finish()


def read_second(hand):
    first, second, third = (hand.reasons(item.id) for item in hand.review.items[:3])
    flag = next(flag for flag in hand.review.flags if flag.item is None)
    rationale = hand.review.item("1").fields["rationale"].value
    hand.do(
        SetField("1", "quantity", "8 visits", hand.words("Decision")),
        MarkField("1", "body_part", EntryState.NOT_APPLICABLE),
        SetField("1", "rationale", " ".join(rationale.split()[:-1]) + " seldom."),
        MarkField(None, "age", EntryState.UNREADABLE),
        SetField(None, "employer", "Example Works"),
        SetField(None, "decision_date", "2016-03-28"),
        MarkField("2", "original_request", EntryState.UNSURE, "two are named"),
        DecideItem("2", Decision.OVERTURNED),
        Annotate(part(first, 0, 60), "reviewer-reasoning", item="1"),
        Annotate(part(second, 20, 120), "patient-fact", item="2"),
        Annotate(part(third, 0, 50), "guideline-quote", item="3"),
        Annotate(part(second, 0, 20), "request", item="2"),
        QuoteRationale("1", part(first, 100, 200), hand.text.quote_of(part(first, 100, 200))),
        SettleFlag(flag_key(flag), FlagState.CONFIRMED),
        AddItem("Lumbar corset, purchase", part(first, 0, 10), "1"),
        SetField("4", "quantity", "1"),
        SetField("4", "drug", "none"),
        DecideItem("4", Decision.OVERTURNED),
    )
    extra = part(first, 0, 90)
    hand.do(QuoteRationale("4", extra, hand.text.quote_of(extra)), Annotate(part(first, 5, 25), "request", item="4"))
    hand.finish()


def read_both(*, blank=False):
    """Return the letter, its record and both readings, as the log would give them."""
    made = letter()
    ana = Hand(made.text, Review.of(made.draft, made.text), FIRST)
    read_first(ana)
    ben = Hand(made.text, second_form(made.draft, made.text, blank=blank), SECOND)
    read_second(ben)
    pairs = compared(ana.review, ben.review)
    comparison = Comparison(1, FIRST.who, SECOND.who, SECOND.at, len(ana.history.past), blank, pairs)
    second = SecondReading("drawn", FIRST, FIRST.who, 1, blank, SECOND.who, SECOND.at, SECOND)
    return SimpleNamespace(
        text=made.text,
        record=ana.history,
        readings=TwoReadings(second, comparison, ana.review, ben.review),
        pairs=pairs,
        differences=comparison.differences,
    )
