"""Small synthetic letters, their drafts and a reviewer's acts, for the case logs."""

import hashlib
from datetime import datetime, timedelta, timezone

from imr_desk.model.case import Case, CaseDigest, CaseStanding, CaseStatus
from imr_desk.model.draft import Decision, Draft, Finding, FindingState, Flag, ItemDraft, Severity
from imr_desk.model.edits import (
    ConfirmExcerpt,
    ConfirmField,
    DecideItem,
    MoveItem,
    QuoteRationale,
    SetField,
    SettleFlag,
    WriteNote,
)
from imr_desk.model.geometry import Rect, Span
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.letter import LetterNote, LetterText, NoteKind, Page, Repair, TextKind, Word
from imr_desk.model.review import FlagState, Review, flag_key
from imr_desk.model.signature import Signature
from imr_desk.ports import CaseLog, NewLetter

PACIFIC = timezone(timedelta(hours=-8))
NURSE = "r.nguyen"


class SetClock:
    """A clock that stands where the test puts it."""

    def __init__(self, moment: datetime = datetime(2026, 1, 5, 9, 30, tzinfo=PACIFIC)) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


def signed(minute: int = 0, who: str = NURSE) -> Signature:
    return Signature(who, (datetime(2026, 1, 5, 9, 0, tzinfo=PACIFIC) + timedelta(minutes=minute)).isoformat())


def page(number: int, text: str) -> Page:
    words, start = [], 0
    for index, part in enumerate(text.split(" ")):
        box = Rect(72.0 + 7.3 * start, 700.25, 72.0 + 7.3 * (start + len(part)), 711.5)
        words.append(Word(start, start + len(part), index // 9, index % 7 == 0, box))
        start += len(part) + 1
    return Page(number, text, tuple(words), 612.0, 792.0)


def new_letter(
    number: str = "CM26-0100001",
    treatments: tuple[str, ...] = ("Lumbar epidural injection L4-L5", "Physical therapy 12 visits"),
    name: str = "letter.pdf",
    decision_date: str = "2026-01-02",
    salt: str = "",
    repeated: int = 1,
) -> NewLetter:
    """Make a letter with its draft; ``salt`` makes its bytes another letter's, ``repeated`` makes it longer."""
    reasons = [f"{name} is not supported by the records on file." for name in treatments]
    first = page(1, f"Case Number: {number} Decision Date: {decision_date}")
    second = page(2, " ".join(reasons * repeated))
    content = f"%PDF-1.7 {number} {'|'.join(treatments)} {salt}\0\xff".encode("utf-8", "surrogatepass") * repeated
    notes = (LetterNote(NoteKind.REPAIRED, "The file was repaired.", 2),)
    text = LetterText(
        hashlib.sha256(content).hexdigest(),
        TextKind.LAYER,
        (first, second),
        notes,
        (Repair(Span(1, 0, 4), "CÂse"),),
    )
    start = first.text.index(number)
    fields = {
        "case_number": Finding(
            number or None, _state(number), (Span(1, start, start + len(number)),), "header", 0.99
        ),
        "decision_date": Finding(
            decision_date or None, _state(decision_date), (), "header", 0.98, needs_review=False
        ),
        "specialty": Finding(("Orthopaedic Surgery", "Pain Medicine"), FindingState.FOUND, (), "header"),
        "age": Finding(52, FindingState.FOUND, (), "summary"),
    }
    items = []
    for treatment, reason in zip(treatments, reasons, strict=True):
        at = second.text.index(reason)
        span = Span(2, at, at + len(reason))
        named = Finding(treatment, FindingState.FOUND, (Span(2, at, at + len(treatment)),), "heading", 0.97)
        item = {
            "treatment": named,
            "disputed": named,
            "determination": Finding(reason, FindingState.FOUND, (span,), "determination", 0.9),
            "decision": Finding("upheld", FindingState.FOUND, (span,), "determination", 0.9),
        }
        items.append(ItemDraft(item, (span,)))
    flags = (
        Flag("units-unclear", Severity.WARNING, "The number of units is unclear.", item=0, sources=(Span(2, 0, 3),)),
    )
    return NewLetter(name, content, text, Draft("posted-short-form", 0.93, fields, tuple(items), flags))


def _state(text: str) -> FindingState:
    return FindingState.FOUND if text else FindingState.MISSING


def digest_of(letter: NewLetter) -> CaseDigest:
    return CaseDigest.of(Review.of(letter.draft, letter.text))


def standing_of(letter: NewLetter) -> CaseStanding:
    return CaseStanding.of(Review.of(letter.draft, letter.text), CaseStatus.NEW)


def added(log: CaseLog, letter: NewLetter) -> Case:
    return log.add(letter, standing_of(letter), signed())


def a_day_of_acts(letter: NewLetter) -> tuple[Act, ...]:
    """Return acts of every kind that leave traces: typing, a decision, an excerpt, steps back and forth, odd text."""
    quoted = letter.text.pages[1].words[0]
    span = Span(2, quoted.start, quoted.end)
    flag = letter.draft.flags[0]
    return (
        Act(ConfirmField(None, "case_number"), signed(1)),
        Act(SetField(None, "specialty", ("Neurology", "Addiction Medicine, “certified”")), signed(2)),
        Act(SetField(None, "age", 5), signed(3)),
        Act(SetField(None, "age", 53), signed(3), amends=True),
        Act(DecideItem("1", Decision.OVERTURNED), signed(4)),
        Act(QuoteRationale("1", (span,), letter.text.quote_of((span,))), signed(5)),
        Act(Turn("undo"), signed(6)),
        Act(Turn("redo"), signed(7)),
        Act(DecideItem("2", Decision.UPHELD), signed(8)),
        Act(ConfirmExcerpt("2"), signed(9, "m.okafor")),
        Act(MoveItem("2", 1), signed(10)),
        Act(SettleFlag(flag_key(flag), FlagState.DISMISSED, "Units are printed on page 1."), signed(11)),
        Act(WriteNote(None, 'pasted: \udce9 NUL \0 quote " line\nend 😀'), signed(12)),
    )


def recorded(log: CaseLog, case: Case, letter: NewLetter, acts: tuple[Act, ...]) -> History:
    """Do the acts as the session does: each into the log with the digest it leaves; return what stands on screen."""
    history = History(letter.text, Review.of(letter.draft, letter.text))
    for act in acts:
        history = history.done(act)
        log.record(case.id, act, CaseStanding.of(history.review, CaseStatus.IN_REVIEW))
    return history
