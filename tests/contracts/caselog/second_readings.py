"""A case that two people read, for the case logs: acts of both readings, their comparison, the steps around them."""

import msgspec

from imr_desk.model.case import Case, CaseStanding, CaseStatus, HandlingChange
from imr_desk.model.draft import Decision
from imr_desk.model.edits import (
    AddItem,
    AskQuestion,
    ConfirmExcerpt,
    ConfirmField,
    DecideItem,
    FinishReview,
    SetField,
    WriteNote,
)
from imr_desk.model.facts import DueMark
from imr_desk.model.handling import (
    FinishSecondReading,
    GiveSecondReadingBack,
    HandlingStep,
    SendToSecondReading,
    TakeSecondReading,
    step_taken,
)
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.review import Review
from imr_desk.model.second import Comparison, compared, second_form
from imr_desk.model.signature import Signature
from imr_desk.ports import CaseLog, NewLetter
from tests.contracts.caselog.letters import added, new_letter, signed

FIRST, SECOND = "Ana Ruiz", "Ben Ode"


def at(minute: int, who: str) -> Signature:
    return signed(minute, who)


def ending(review: Review, by: Signature) -> tuple[Act, ...]:
    """Return what a person does to finish a review as it stands."""
    edits = [DecideItem(item.id, Decision.UPHELD) for item in review.items if item.decided is None]
    edits += [ConfirmExcerpt(item.id) for item in review.items if item.excerpt is not None]
    looks = [look for look in review.looks() if look.field not in ("decision", "excerpt")]
    edits += [ConfirmField(look.item, look.field or "") for look in looks]
    return tuple(Act(edit, by) for edit in (*edits, FinishReview()))


def first_reading(letter: NewLetter) -> tuple[Act, ...]:
    """Return the acts of a first reader, who finishes."""
    by = at(1, FIRST)
    begin = (Act(SetField(None, "employer", "first employer"), by), Act(WriteNote(None, "first note"), by))
    review = History.replayed(letter.text, Review.of(letter.draft, letter.text), begin).review
    return (*begin, *ending(review, by))


def second_reading(letter: NewLetter, *, blank: bool = False, mark: str = "second") -> tuple[Act, ...]:
    """Return the acts of a second reader, who does not finish: odd text, an item more, a step back and forth."""
    by = at(20, SECOND)
    return (
        Act(SetField(None, "employer", f"{mark} employer"), by),
        Act(SetField(None, "employer", f"{mark} employer, Inc."), by, amends=True),
        Act(AddItem(f"{mark} treatment"), by),
        Act(Turn("undo"), by),
        Act(Turn("redo"), by),
        Act(DecideItem("1", Decision.OVERTURNED), by),
        Act(WriteNote(None, f'{mark} note: \udce9 NUL \0 quote " line\nend 😀'), by),
    )


def reviewed(letter: NewLetter, acts: tuple[Act, ...]) -> Review:
    return History.replayed(letter.text, Review.of(letter.draft, letter.text), acts).review


def comparison_of(letter: NewLetter, number: int = 1, minute: int = 30) -> Comparison:
    """Return the comparison of both readings as they are above."""
    first, second = first_reading(letter), second_reading(letter)
    start = second_form(letter.draft, letter.text, blank=False)
    pairs = compared(reviewed(letter, first), History.replayed(letter.text, start, second).review)
    return Comparison(number, FIRST, SECOND, at(minute, SECOND).at, len(first), False, pairs)


def finished_case(log: CaseLog, letter: NewLetter) -> Case:
    """Bring a letter in and have its review finished by the first reader."""
    case = added(log, letter)
    history = History(letter.text, Review.of(letter.draft, letter.text))
    for act in first_reading(letter):
        history = history.done(act)
        stage = CaseStatus.FINISHED if history.review.finished is not None else CaseStatus.IN_REVIEW
        log.record(case.id, act, CaseStanding.of(history.review, stage))
    return log.case(case.id)


def stepped(log: CaseLog, case_id: int, step: HandlingStep, by: Signature) -> Case:
    """Take a step of handling as the service does."""
    handling = step_taken(step, log.case(case_id).handling, by)
    log.handle((HandlingChange(case_id, step, handling, DueMark()),), by)
    return log.case(case_id)


def read_twice(log: CaseLog, letter: NewLetter | None = None) -> Case:
    """Bring a letter in, have it read, sent, given back after one act, read again and compared; return the case."""
    letter = letter or new_letter()
    case = finished_case(log, letter)
    stepped(log, case.id, SendToSecondReading("open flags", FIRST), at(10, "Sam Lead"))
    stepped(log, case.id, TakeSecondReading(), at(11, SECOND))
    log.record_second(case.id, 1, second_reading(letter, mark="given back")[0])
    stepped(log, case.id, GiveSecondReadingBack(), at(12, SECOND))
    stepped(log, case.id, TakeSecondReading(), at(19, SECOND))
    for act in second_reading(letter):
        log.record_second(case.id, 2, act)
    log.keep_comparison(case.id, comparison_of(letter, 2), at(30, SECOND))
    return stepped(log, case.id, FinishSecondReading(), at(30, SECOND))


def asking(letter: NewLetter, to: str = "") -> Act:
    return Act(AskQuestion(None, "employer", "Which one?", to), at(40, "Sam Lead"))


def with_round(comparison: Comparison, number: int) -> Comparison:
    return msgspec.structs.replace(comparison, round=number)
