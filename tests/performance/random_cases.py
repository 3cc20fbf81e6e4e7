"""Cases worked on at random, each by its seed: letters read for real, acts, questions, second readings, handling."""

import hashlib
import random
from collections.abc import Iterator
from functools import cache

import msgspec

from imr_desk.bootstrap.letter_worker import checked
from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.documents.registry import reader_for
from imr_desk.extraction.engine import draft
from imr_desk.model.case import CaseStanding, CaseStatus, HandlingChange
from imr_desk.model.draft import Decision, Draft
from imr_desk.model.edits import (
    AddItem,
    Annotate,
    AnswerQuestion,
    AskQuestion,
    CloseQuestion,
    ConfirmExcerpt,
    ConfirmField,
    DecideItem,
    DuplicateItem,
    Edit,
    FinishReview,
    MarkField,
    MergeItems,
    QuoteRationale,
    RemoveItem,
    ReopenReview,
    SetField,
    SettleFlag,
    SplitItem,
    WriteNote,
)
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.facts import DueMark
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS
from imr_desk.model.geometry import Span
from imr_desk.model.handling import (
    CallOffSecondReading,
    FinishSecondReading,
    GiveSecondReadingBack,
    HandlingStep,
    SendToSecondReading,
    Take,
    TakeSecondReading,
    step_taken,
)
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.letter import LetterText
from imr_desk.model.review import EntryState, FlagState, Review, flag_key
from imr_desk.model.second import Comparison, compared, second_form
from imr_desk.model.signature import Signature
from imr_desk.ports import NewLetter
from imr_desk.services.reviews import stage_after
from tests.synthetic import make_letter, render_pdf, render_text

FIRST, SECOND, LEAD = "Ana Ruiz", "Ben Ode 😀", "Sam Lead"
_LETTERS = 24
_LAYOUTS = ("A", "B", "C", "C2", "D", "D")
_CHARACTERS = "aé§ \t\n\"\\/<=+-@'“中😀\u202e\u0000\u0007\u2028\ufeffZ0"
_LABELS = ("reviewer-reasoning", "patient-fact", "request", "speculation", "private")


class RandomCase:
    """Works on one case of a log as people without a plan would; what does not fit is refused, as on the screen.

    Args:
        log: takes the case.
        seed: the same seed gives the same case.
    """

    def __init__(self, log: MemoryCaseLog, seed: int) -> None:
        self._log, self._chance, self._minute = log, random.Random(seed), 0
        text, made = read_letter(seed % _LETTERS)
        fingerprint = hashlib.sha256(f"{text.fingerprint} {seed}".encode()).hexdigest()
        self._text, self._draft = msgspec.structs.replace(text, fingerprint=fingerprint), made
        self._history = History(self._text, Review.of(made, self._text))
        standing = CaseStanding.of(self._history.review, CaseStatus.NEW)
        letter = NewLetter(f"{seed}.pdf", b"%d" % seed, self._text, made)
        self.id = log.add(letter, standing, self._by(FIRST)).id

    def work(self) -> int:
        """Do all of it; return the number of the case."""
        self._handle(Take(), FIRST)
        for _step in range(self._chance.randrange(4, 24)):
            self._act(self._edit(self._history), FIRST)
        for edit in self._ending() if self._chance.random() < 0.7 else ():
            self._act(edit, FIRST)
        if self._history.review.finished is not None and self._chance.random() < 0.8:
            for number in range(1, self._chance.choice((1, 1, 2)) + 1):
                self._read_again(number)
        self._log.note_event(self.id, "exported", f"{self._words()}; for counsel", self._by(FIRST))
        return self.id

    def _act(self, step: Edit | Turn, who: str) -> None:
        act = Act(step, self._by(who), self._chance.random() < 0.1)
        try:
            self._history = self._history.done(act)
        except EditRefusedError:
            return
        review = self._history.review
        self._log.record(self.id, act, CaseStanding.of(review, stage_after(act, review)))

    def _read_again(self, number: int) -> None:
        blank = self._chance.random() < 0.5
        self._handle(SendToSecondReading(self._words(), FIRST, blank), LEAD)
        self._handle(TakeSecondReading(), SECOND)
        history = History(self._text, second_form(self._draft, self._text, blank=blank))
        for _step in range(self._chance.randrange(1, 12)):
            act = Act(self._edit(history), self._by(SECOND))
            try:
                history = history.done(act)
            except EditRefusedError:
                continue
            self._log.record_second(self.id, number, act)
        if self._chance.random() < 0.2:
            self._handle(GiveSecondReadingBack(), SECOND)
        else:
            pairs, by = compared(self._history.review, history.review), self._by(SECOND)
            acts = len(self._log.opened(self.id).acts)
            self._log.keep_comparison(self.id, Comparison(number, FIRST, SECOND, by.at, acts, blank, pairs), by)
            self._handle(FinishSecondReading(), SECOND)
        self._handle(CallOffSecondReading(), LEAD)

    def _handle(self, step: HandlingStep, who: str) -> None:
        by = self._by(who)
        try:
            handling = step_taken(step, self._log.case(self.id).handling, by)
        except EditRefusedError:
            return
        self._log.handle((HandlingChange(self.id, step, handling, DueMark("2026-12-01")),), by)

    def _edit(self, history: History) -> Edit | Turn:
        chance, review = self._chance, history.review
        item = chance.choice([*(each.id for each in review.items), "99"])
        field, whole = chance.choice(ITEM_FIELDS).name, chance.choice(LETTER_FIELDS).name
        spans = (self._span(),)
        question = chance.choice([*(each.id for each in review.questions), "q9"])
        flag = flag_key(chance.choice(review.flags)) if review.flags else ""
        makers = (
            lambda: SetField(None, whole, self._words(), spans),
            lambda: SetField(item, field, self._words()),
            lambda: MarkField(None, whole, chance.choice(list(EntryState)), self._words()),
            lambda: ConfirmField(item, field),
            lambda: DecideItem(item, chance.choice(list(Decision))),
            lambda: QuoteRationale(item, spans, history.letter.quote_of(spans)),
            lambda: Annotate(spans, chance.choice(_LABELS), item=chance.choice((None, item))),
            lambda: chance.choice((ConfirmExcerpt, DuplicateItem, RemoveItem))(item),
            lambda: SplitItem(item, "one part", self._words() or "x"),
            lambda: MergeItems(item, chance.choice(review.items).id if review.items else "99"),
            lambda: AddItem(self._words()),
            lambda: SettleFlag(flag, chance.choice(list(FlagState)), self._words()),
            lambda: WriteNote(chance.choice((None, item)), self._words()),
            lambda: AskQuestion(item, field, f"Why {self._words()}?", chance.choice(("", SECOND))),
            lambda: AskQuestion(None, whole, f"Which {self._words()}?"),
            lambda: AnswerQuestion(question, f"Because {self._words()}."),
            lambda: CloseQuestion(question),
            lambda: Turn(chance.choice(("undo", "redo"))),
            chance.choice((FinishReview, ReopenReview)),
        )
        return chance.choice(makers)()

    def _ending(self) -> Iterator[Edit]:
        """Yield what finishes the review as it stands."""
        for item in self._history.review.items:
            if item.decided is None:
                yield DecideItem(item.id, Decision.UPHELD)
        for item in self._history.review.items:
            spans = (Span(1, 0, 11),)
            yield (
                ConfirmExcerpt(item.id)
                if item.excerpt
                else QuoteRationale(item.id, spans, self._text.quote_of(spans))
            )
        for look in self._history.review.looks():
            yield ConfirmField(look.item, look.field or "")
        for flag in self._history.review.open_flags():
            yield SettleFlag(flag_key(flag), FlagState.DISMISSED, "read both")
        for question in self._history.review.questions:
            yield CloseQuestion(question.id)
        yield FinishReview()

    def _span(self) -> Span:
        page = self._chance.choice(self._text.pages)
        start = self._chance.randrange(max(1, len(page.text) - 1))
        return Span(page.number, start, min(len(page.text), start + self._chance.randrange(1, 60)))

    def _words(self) -> str:
        return "".join(self._chance.choices(_CHARACTERS, k=self._chance.choice((0, 1, 6, 30))))

    def _by(self, who: str) -> Signature:
        self._minute += 1
        return Signature(who, f"2026-11-24T{8 + self._minute // 60:02}:{self._minute % 60:02}:00.250-08:00")


@cache
def read_letter(number: int) -> tuple[LetterText, Draft]:
    """Return a synthetic letter of one of the layouts as the program reads it: PDF, every fourth plain text."""
    made = make_letter(_LAYOUTS[number % len(_LAYOUTS)], 500 + number)
    content = render_text(made).encode() if number % 4 == 3 else render_pdf(made)
    text = reader_for(content).read(content)
    return text, checked(text, draft(text))
