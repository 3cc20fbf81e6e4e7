"""Dossiers for the tests of papers: invented letters, drafts of them, and reviews made by the program's own edits.

No word of a real letter: treatments, reasons and people are made up.
"""

import functools
import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from imr_desk.config.rule_tables import read_holidays, read_rules
from imr_desk.model.annotations import Attributes
from imr_desk.model.case import Case, CaseDigest, CaseEvent, CaseStatus, Dossier, PaperSize
from imr_desk.model.deadlines.computing import compute
from imr_desk.model.draft import Decision, Draft, Finding, FindingState, Flag, ItemDraft, Severity
from imr_desk.model.edits import (
    Annotate,
    ConfirmField,
    DecideItem,
    Edit,
    FinishReview,
    MarkField,
    QuoteRationale,
    SetField,
    SettleFlag,
    WriteNote,
)
from imr_desk.model.facts import CaseFacts
from imr_desk.model.geometry import Rect, Span
from imr_desk.model.handling import Handling, HandlingStep, MarkDone, Take, step_taken
from imr_desk.model.history import Act, History
from imr_desk.model.letter import LetterNote, LetterText, NoteKind, Page, Repair, TextKind, Word
from imr_desk.model.review import EntryState, FlagState, Review, flag_key
from imr_desk.model.signature import Signature
from imr_desk.services.deadlines import facts_of

AMES = Signature("R. Ames, RN", "2026-11-23T14:05:00-08:00")
OKAFOR = Signature("Ifeoma Okafor", "2026-11-23T15:20:00-08:00")
LINES_A_PAGE = 44


class Ruling(NamedTuple):
    """One invented item of a letter."""

    treatment: str
    decision: Decision
    cited: str
    answered: str
    reason: str
    last_word: str


UPHELD, OVERTURNED = Decision.UPHELD, Decision.OVERTURNED
_CHRONIC = "MTUS Chronic Pain Medical Treatment 2009, Section(s)"

RULINGS: tuple[Ruling, ...] = (
    Ruling(
        "Physical therapy 2 times a week for 6 weeks, lumbar spine",
        UPHELD,
        f"Decision based on {_CHRONIC}: Physical Medicine.",
        f"{_CHRONIC}: Physical Medicine.",
        "The chart mentions an earlier course of therapy but gives neither the count of visits nor what they did, "
        "and a home program taught then has not been tried again since.",
        "Without a measured gain from the visits already given, twelve more of them are not medically necessary.",
    ),
    Ruling(
        "Lumbar epidural steroid injection, left L4-L5, under fluoroscopy",
        OVERTURNED,
        f"Decision based on {_CHRONIC}: Epidural steroid injections (ESIs).",
        f"{_CHRONIC}: Epidural steroid injections (ESIs).",
        "Weak extension of the left great toe matches the narrowing that the scan of the spine shows at that level, "
        "and ten weeks of exercise and tablets brought no relief.",
        "One injection at the level that both the examination and the scan point to is medically necessary.",
    ),
    Ruling(
        "Tramadol 50 mg #60",
        OVERTURNED,
        "Decision based on MTUS Opioids Treatment 2016.",
        f"{_CHRONIC}: Opioids, criteria for use.",
        "Pain falls from seven to four with the tablets, the worker drives a forklift for a full shift again, and "
        "the urine screen of the spring agrees with the prescription.",
        "A month's supply while the dose is being lowered is medically necessary.",
    ),
)

_MORE = (
    "Gym membership, 12 months",
    "MRI of the right shoulder without contrast",
    "Cyclobenzaprine 7.5 mg #90",
    "Acupuncture, 8 visits, cervical spine",
    "Electromyography and nerve conduction study, both upper extremities",
    "TENS unit, 30-day rental",
    "Omeprazole 20 mg #30",
    "Cold therapy unit with wrap, 7-day rental",
    "Chiropractic manipulation, 6 visits",
    "Retrospective: urine drug screen",
    "Functional restoration program, initial evaluation",
    "Knee brace, hinged, right",
    "Gabapentin 300 mg #90 with 2 refills",
    "Psychological consultation and 4 sessions of cognitive behavioral therapy",
    "Home health aide, 4 hours a day for 2 weeks after surgery",
    "Right knee arthroscopy with partial medial meniscectomy",
    "Associated surgical service: pre-operative medical clearance with laboratory tests and chest film",
    "Associated surgical service: assistant surgeon",
)


def many_rulings(count: int) -> tuple[Ruling, ...]:
    """As many rulings as asked for, every fifth of the added ones overturned."""
    added = tuple(
        Ruling(
            treatment,
            OVERTURNED if index % 5 == 2 else UPHELD,
            f"Decision based on {_CHRONIC}: {treatment.split(',')[0].split(' (')[0]}.",
            "Non-MTUS Official Disability Guidelines (ODG), current edition, chapter on the body part.",
            f"The file says of request {index + 4}"
            " only that it is wanted; how the worker managed so far is not told.",
            f"Request {index + 4} is medically necessary."
            if index % 5 == 2
            else f"So request {index + 4} is not medically necessary.",
        )
        for index, treatment in enumerate(_MORE)
    )
    return (RULINGS + added)[:count]


def letter_of(pages: Sequence[str], kind: TextKind = TextKind.LAYER, content: bytes = b"") -> LetterText:
    """A letter with these pages, each word with its printed line and, on paper, a box."""
    return LetterText(
        hashlib.sha256(content or "\f".join(pages).encode("utf-8", "surrogatepass")).hexdigest(),
        kind,
        tuple(_page(number, text, paper=kind is not TextKind.PLAIN) for number, text in enumerate(pages, 1)),
    )


def _page(number: int, text: str, *, paper: bool) -> Page:
    words, line, at = [], -1, 0
    for row in text.split("\n"):
        found = list(re.finditer(r"\S+", row))
        line += bool(found)
        for match in found:
            box = (
                Rect(72 + 5 * match.start(), 72 + 15 * line, 72 + 5 * match.end(), 84 + 15 * line) if paper else None
            )
            words.append(Word(at + match.start(), at + match.end(), line, box=box))
        at += len(row) + 1
    return Page(number, text, tuple(words), 612 if paper else 0, 792 if paper else 0)


def _wrapped(words: str, width: int = 88) -> list[str]:
    lines, line = [], ""
    for word in words.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


_HEADER = """Independent Medical Review Final Determination Letter
Case Number: CM26-0000417 Date Assigned: 10/12/2026
Date of Injury: 05/02/2019 Decision Date: 10/29/2026
Priority: Standard UR Denial Date: 09/18/2026
Application Received: 09/30/2026"""

_MADE = (
    "The reviewer is licensed in California and Nevada and certified in Physical Medicine & Rehabilitation, "
    "Pain Management. The reviewer has no tie to either side and saw the whole case file."
)


def letter_pages(rulings: Iterable[Ruling]) -> list[str]:
    """The pages of an invented letter with these rulings."""
    lines = [*_HEADER.split("\n"), "", "HOW THE DETERMINATION WAS MADE", *_wrapped(_MADE), ""]
    lines += [
        "CASE SUMMARY",
        *_wrapped("A 44-year-old man lifted a crate and has had pain in the low back since."),
        "",
    ]
    for number, ruling in enumerate(rulings, 1):
        lines += [f"{number}. {ruling.treatment}: {ruling.decision.value.capitalize()}"]
        lines += _wrapped(f"Claims Administrator guideline: {ruling.cited}")
        lines += _wrapped(f"Reviewer's guideline: {ruling.answered}")
        lines += [*_wrapped(f"Rationale: {ruling.reason} {ruling.last_word}"), ""]
    return ["\n".join(lines[at : at + LINES_A_PAGE]) for at in range(0, len(lines), LINES_A_PAGE)]


def spans_of(letter: LetterText, words: str) -> tuple[Span, ...]:
    """Where the words stand first, over a page end where need be."""
    for span in letter.find(words):
        return (span,)
    parts = words.split()
    for cut in range(len(parts) - 1, 0, -1):
        heads, tails = list(letter.find(" ".join(parts[:cut]))), list(letter.find(" ".join(parts[cut:])))
        for head in heads:
            for tail in tails:
                if tail.page == head.page + 1 and not letter.page(tail.page).text[: tail.start].strip():
                    return (head, tail)
    raise AssertionError(f"the letter does not hold: {words}")


def found(letter: LetterText, value: object, words: str | None = None, *, sure: bool = True) -> Finding:
    """A finding with its evidence."""
    sources = spans_of(letter, words or str(value))
    return Finding(value, FindingState.FOUND, sources, "test layout", 0.99 if sure else 0.6, not sure)


MISSING = Finding(None, FindingState.MISSING, needs_review=False)


def draft_of(
    letter: LetterText, rulings: Sequence[Ruling], flags: tuple[Flag, ...] = (), *, header: bool = True
) -> Draft:
    """The draft that an extractor would make of the invented letter."""
    fields = {}
    if header:
        fields = {
            "case_number": found(letter, "CM26-0000417"),
            "priority": found(letter, "Standard", "Priority: Standard"),
            "date_assigned": found(letter, "2026-10-12", "10/12/2026"),
            "date_of_injury": found(letter, "2019-05-02", "05/02/2019"),
            "decision_date": found(letter, "2026-10-29", "10/29/2026"),
            "ur_denial_date": found(letter, "2026-09-18", "09/18/2026", sure=False),
            "application_received": found(letter, "2026-09-30", "09/30/2026"),
        }
    fields["specialty"] = found(
        letter,
        ("Physical Medicine & Rehabilitation", "Pain Management"),
        "Physical Medicine & Rehabilitation, Pain Management",
    )
    fields["licensure"] = found(letter, ("California", "Nevada"), "California and Nevada")
    items = []
    for ruling in rulings:
        whole = spans_of(letter, f"{ruling.reason} {ruling.last_word}")
        heading = spans_of(letter, f"{ruling.treatment}: {ruling.decision.value}")
        items.append(
            ItemDraft(
                {
                    "treatment": found(letter, ruling.treatment),
                    "disputed": found(letter, ruling.treatment),
                    "decision": Finding(ruling.decision.value, FindingState.FOUND, heading, "heading", 0.99, False),
                    "claims_admin_guideline": found(letter, ruling.cited),
                    "imr_guideline": found(letter, ruling.answered),
                    "rationale": Finding(ruling.reason, FindingState.FOUND, whole, "label", 0.99, False),
                    "determination": found(letter, ruling.last_word),
                },
                (*heading, *whole),
            )
        )
    return Draft("posted-short-form", 0.98, fields, tuple(items), flags)


CONTRADICTION = Flag(
    "decision-contradicts-rationale",
    Severity.ERROR,
    "The heading says Upheld, the last sentence of the rationale reads like an approval.",
    "A heading and its rationale that disagree mean that one of them is a slip; which one, only the text can show.",
    0,
    "decision",
    (Span(1, 0, 11),),
)
SPECULATION = Flag(
    "speculation",
    Severity.WARNING,
    "The rationale rests on a guess: “the file says only that it is wanted”.",
    "A guess is not a finding of fact.",
    1,
    "rationale",
    (Span(1, 12, 19),),
)
LATE = Flag(
    "decision-late",
    Severity.INFO,
    "The decision came 29 days after the application was received.",
    "A late decision stays valid; the day count is for information.",
    None,
    "decision_date",
    (Span(1, 54, 66),),
)
FLAGS = (CONTRADICTION, SPECULATION, LATE)


class Bench:
    """A dossier under way: edits are done as a person would do them."""

    def __init__(self, letter: LetterText, draft: Draft, name: str = "letter-0417.pdf", size: int = 88_213) -> None:
        self.letter, self.draft, self.name, self.size = letter, draft, name, size
        self.history = History(letter, Review.of(draft, letter))
        self.status = CaseStatus.IN_REVIEW
        self.acts: list[Act] = []
        self.handling = Handling()
        self.events = [CaseEvent(1, 7, "imported", "Mail room", "2026-11-20T09:01:00-08:00")]

    @property
    def review(self) -> Review:
        return self.history.review

    def do(self, *edits: Edit, by: Signature = AMES) -> "Bench":
        for edit in edits:
            act = Act(edit, by)
            self.history = self.history.done(act)
            self.acts.append(act)
            self.events.append(CaseEvent(len(self.events) + 1, 7, "act", by.who, by.at, act))
        return self

    def handle(self, *steps: HandlingStep, by: Signature = AMES) -> "Bench":
        """Take steps of handling, as the queue does."""
        for step in steps:
            self.handling = step_taken(step, self.handling, by)
            self.events.append(CaseEvent(len(self.events) + 1, 7, "handled", by.who, by.at, step=step))
        return self

    def settle_all(self) -> "Bench":
        """Confirm what wants a look, decide each item as read, take a missing excerpt, settle the serious flags."""
        for item in self.review.items:
            if item.decided is None and item.outcome is not None:
                self.do(DecideItem(item.id, item.outcome))
        for item in self.review.items:
            if item.excerpt is None:
                spans = (Span(1, 0, 11),)
                self.do(QuoteRationale(item.id, spans, self.letter.quote_of(spans)))
        for look in self.review.looks():
            self.do(ConfirmField(look.item, look.field or ""))
        for flag in self.review.open_flags():
            if flag.severity is Severity.ERROR:
                self.do(
                    SettleFlag(flag_key(flag), FlagState.DISMISSED, "Read both; the rationale denies."), by=OKAFOR
                )
        return self

    def finish(self) -> "Bench":
        self.settle_all().do(FinishReview(), by=OKAFOR)
        self.status = CaseStatus.FINISHED
        return self

    def dossier(self, size: PaperSize = PaperSize.US_LETTER) -> Dossier:
        rules, calendar = rule_tables()
        facts = CaseFacts.of(self.review, ())
        return Dossier(
            Case(
                7,
                self.letter.fingerprint,
                self.name,
                self.size,
                len(self.letter.pages),
                self.status,
                "2026-11-20T09:01:00-08:00",
                "Mail room",
                CaseDigest.of(self.review),
                handling=self.handling,
            ),
            self.letter,
            self.draft,
            self.review,
            "2026-11-24T08:30:15-08:00",
            "R. Ames, RN",
            "imr_desk 0.1.0",
            compute(facts_of(facts, self.handling), rules, calendar),
            f"{rules.name}, version {rules.version}",
            tuple(self.acts),
            tuple(self.events),
            size,
        )


@functools.cache
def rule_tables():
    """The shipped rules and holidays."""
    return read_rules(), read_holidays()


def bench_of(rulings: Sequence[Ruling], flags: tuple[Flag, ...] = ()) -> Bench:
    """A letter on paper with these rulings, read and nothing edited."""
    letter = letter_of(letter_pages(rulings))
    return Bench(letter, draft_of(letter, rulings, flags))


def typed_in(bench: Bench) -> Bench:
    """Enter what posted letters do not print."""
    return bench.do(
        SetField(None, "employee", "Jordan Example"),
        SetField(None, "claim_number", "WC-2019-004411"),
        SetField(None, "employer", "Harbor Crate & Pallet Co."),
        SetField(None, "claims_administrator", "Example Claims Services"),
        SetField(None, "date_received", "2026-11-19"),
    )


def one_item() -> Bench:
    return typed_in(bench_of(RULINGS[1:2])).finish()


def three_unread() -> Bench:
    """Three items as the program read them; nobody looked yet."""
    return bench_of(RULINGS, FLAGS)


def three_finished() -> Bench:
    """Three items, partially overturned, with corrections, doubts, notes and settled flags."""
    bench = typed_in(bench_of(RULINGS, FLAGS))
    bench.do(
        SetField(None, "ur_denial_date", "2026-09-17"),
        MarkField(None, "provider", EntryState.UNREADABLE, "The stamp covers the signature."),
        MarkField("2", "imr_guideline", EntryState.UNSURE, "Section named, edition not."),
        SetField("1", "quantity", "12 visits"),
        SetField("1", "original_request", "Physical therapy 3 times a week for 6 weeks"),
        SetField("1", "authorized", "Physical therapy, 6 visits"),
        SetField("3", "drug", "Tramadol"),
        SetField("3", "strength", "50 mg"),
        SetField("3", "retrospective", "yes"),
        WriteNote("2", "Ask the provider for the date of service.\nCalled the office once; no answer."),
        WriteNote(None, "Second page of the fax was light; compared with the mailed copy."),
        SettleFlag(flag_key(SPECULATION), FlagState.CONFIRMED, "Told counsel."),
        *annotations(bench.letter),
    )
    bench.handle(Take(), MarkDone("R1", "2026-11-23", "By fax and letter."))
    return bench.finish()


def annotations(letter: LetterText) -> tuple[Annotate, ...]:
    """What a nurse would mark in the invented letter."""
    marked = (
        ("diagnosis", "pain in the low back", None, Attributes()),
        ("exam-finding", "Weak extension of the left great toe", "2", Attributes()),
        ("prior-treatment", "ten weeks of exercise and tablets brought no relief", "2", Attributes(negated=True)),
        ("reviewer-reasoning", "One injection at the level that both", "2", Attributes()),
    )
    return tuple(
        Annotate(spans_of(letter, words), label, attributes, item) for label, words, item, attributes in marked
    )


def three_half_done() -> Bench:
    bench = bench_of(RULINGS, FLAGS).do(DecideItem("1", UPHELD), DecideItem("2", UPHELD))
    bench.letter = msgspec.structs.replace(
        bench.letter,
        notes=(LetterNote(NoteKind.REPAIRED, "The file was damaged and has been repaired; text may be missing."),),
    )
    return bench


def twenty_one() -> Bench:
    return typed_in(bench_of(many_rulings(21), FLAGS))


def plain_text() -> Bench:
    """A plain-text letter without a header, double-spaced, with a display repair inside an excerpt."""
    rulings = RULINGS[:2]
    lines = "\n".join(letter_pages(rulings)).split("\n")[5:]
    letter = letter_of(["\n\n".join(lines)], TextKind.PLAIN)
    spot = next(letter.find("Without a measured gain"))
    letter = msgspec.structs.replace(letter, repairs=(Repair(Span(1, spot.start, spot.start + 1), "Â§"),))
    return Bench(letter, draft_of(letter, rulings, header=False), "letter.txt", 11_452)


HOSTILE = (
    "#emph[x] $x^2$ *bold* _it_ `raw` <b>html</b> &amp; \\ ] [ } { #{ } @ref // c /* c */ -- --- ... ~ = head",
    '#read("/etc/passwd") #import "@preview/x:1.0.0" #panic("p") ]) #set page(fill: red)',
    "'; DROP TABLE cases; -- %s {0} \\u{41} \\n ${HOME} \"quoted\" ''single''",
)


def hostile() -> Bench:
    """A case whose every text is an attack on the paper's own language, on spreadsheets or on layout."""
    bench = bench_of(RULINGS, FLAGS)
    bench.do(
        SetField(None, "employee", HOSTILE[0]),
        SetField(None, "claim_number", '=HYPERLINK("http://x.example","a")'),
        SetField(None, "employer", "+1+1"),
        SetField(None, "provider", "@SUM(A1)"),
        SetField("1", "disputed", HOSTILE[1]),
        SetField("2", "disputed", "-2+3 " + "W" * 300),
        SetField("3", "disputed", "\u202egnp.exe 中文 \u0000\u0007 \U0001f600 \ufb01"),
        SetField("1", "claims_admin_guideline", HOSTILE[2]),
        WriteNote("1", "= heading\n- list\n+ enum\n/ term: x\n" + HOSTILE[0]),
        WriteNote(None, "\t=1+1"),
    )
    return bench


def long_values() -> Bench:
    """Values far longer than a page has room for."""
    bench = bench_of(RULINGS, FLAGS)
    essay = " ".join(f"sentence {number} of a very long treatment text." for number in range(1, 401))
    return bench.do(
        SetField("1", "disputed", essay),
        SetField("2", "disputed", "unbroken" * 80),
        SetField("2", "claims_admin_guideline", essay),
        SetField(None, "employee", "Maximiliana " * 12),
        SetField(None, "claim_number", "WC" + "0123456789" * 9),
        WriteNote("3", essay),
        by=Signature("Rosalind Featherstonehaugh-Cholmondeley of the second desk, RN, CCM", AMES.at),
    )
