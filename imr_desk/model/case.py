"""A case: a letter in the case log with its review and its handling."""

from enum import StrEnum
from typing import Final

import msgspec

from imr_desk.model.annotations import LABELS, Label
from imr_desk.model.deadlines.computing import Deadline
from imr_desk.model.draft import CaseOutcome, Decision, Draft, Severity
from imr_desk.model.facts import CaseFacts, DueMark
from imr_desk.model.handling import Handling, HandlingStep
from imr_desk.model.history import Act
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Review
from imr_desk.model.second.comparing import Comparison


class CaseStatus(StrEnum):
    """Where a case stands."""

    NEW = "new"
    IN_REVIEW = "in review"
    ON_HOLD = "on hold"
    SECOND_LOOK = "needs a second look"
    SECOND_READING = "in second reading"
    FINISHED = "finished"
    REOPENED = "reopened"


OPEN_STATUSES = (CaseStatus.NEW, CaseStatus.IN_REVIEW, CaseStatus.SECOND_LOOK, CaseStatus.REOPENED)
"""Cases that wait for somebody now."""


def status_of(stage: CaseStatus, handling: Handling) -> CaseStatus:
    """Return where a case stands.

    A hold counts more than a second look, that more than a second reading, and that more than its review's stage.
    """
    if handling.hold is not None:
        return CaseStatus.ON_HOLD
    if handling.second_look:
        return CaseStatus.SECOND_LOOK
    return CaseStatus.SECOND_READING if handling.in_second_reading else stage


class CaseDigest(msgspec.Struct, frozen=True):
    """What the queue shows of a review without opening it.

    Attributes:
        case_number: the IMR case number; empty when the letter does not print it.
        outcome: as the decisions stand.
        confirmed: whether a person decided every item.
        title: the disputed treatments in a line.
        items: how many disputed items.
        overturned: how many of them are overturned (treatment approved).
        looks: how many values want a look.
        flags: how many flags are open that are more than information.
        decision_date: ISO 8601, or empty.
        received: date the letter was received, ISO 8601, or empty.
        claim_number: the claims administrator's number of the claim, or empty.
        injury_date: ISO 8601, or empty.
        finished_on: day on which the review was finished, ISO 8601, or empty.
        finished_by: who finished it, or empty.
    """

    case_number: str = ""
    outcome: CaseOutcome | None = None
    confirmed: bool = False
    title: str = ""
    items: int = 0
    overturned: int = 0
    looks: int = 0
    flags: int = 0
    decision_date: str = ""
    received: str = ""
    claim_number: str = ""
    injury_date: str = ""
    finished_on: str = ""
    finished_by: str = ""

    @classmethod
    def of(cls, review: Review) -> "CaseDigest":
        """Sum a review up."""

        def words(name: str) -> str:
            value = review.fields[name].value if name in review.fields else None
            return value if isinstance(value, str) else ""

        return cls(
            case_number=words("case_number"),
            outcome=review.outcome,
            confirmed=bool(review.items) and all(item.decided is not None for item in review.items),
            title="; ".join(item.title for item in review.items),
            items=len(review.items),
            overturned=sum(item.outcome is Decision.OVERTURNED for item in review.items),
            looks=len(review.looks()),
            flags=sum(flag.severity is not Severity.INFO for flag in review.open_flags()),
            decision_date=words("decision_date"),
            received=words("date_received"),
            claim_number=words("claim_number"),
            injury_date=words("date_of_injury"),
            finished_on="" if review.finished is None else review.finished.at[:10],
            finished_by="" if review.finished is None else review.finished.who,
        )


class CaseStanding(msgspec.Struct, frozen=True):
    """What an act leaves of a case beside the act itself.

    Attributes:
        stage: where the review stands: new, in review, finished or reopened.
        digest: what the queue shows.
        facts: what search, deadlines and figures are made from.
        due: the next duty.
    """

    stage: CaseStatus
    digest: CaseDigest
    facts: CaseFacts = CaseFacts()
    due: DueMark = DueMark()

    @classmethod
    def of(cls, review: Review, stage: CaseStatus) -> "CaseStanding":
        """Sum a review up; what is due is another's to say."""
        flags = (flag.rule for flag in review.open_flags() if flag.severity is not Severity.INFO)
        return cls(stage, CaseDigest.of(review), CaseFacts.of(review, tuple(sorted(set(flags)))))


class Case(msgspec.Struct, frozen=True):
    """A letter in the log.

    Attributes:
        id: number in this log.
        fingerprint: SHA-256 of the letter's bytes.
        name: the file's name when it was brought in, without its folder.
        size: bytes of the letter.
        pages: pages of the letter.
        status: where the case stands, hold and second look included.
        imported_at: ISO 8601 with offset.
        imported_by: who brought it in.
        digest: what the queue shows.
        stage: where its review stands.
        handling: who works it, and how.
        due: its next duty.
    """

    id: int
    fingerprint: str
    name: str
    size: int
    pages: int
    status: CaseStatus
    imported_at: str
    imported_by: str
    digest: CaseDigest
    stage: CaseStatus = CaseStatus.NEW
    handling: Handling = Handling()
    due: DueMark = DueMark()

    def timed_out(self, idle_before: str) -> bool:
        """Tell whether it is in work and its last sign of work lies before a moment (ISO 8601 with offset).

        One that waits on hold, or is finished, never times out; nor does any where ``idle_before`` is empty.
        """
        handling = self.handling
        return bool(handling.reviewer) and self.status in OPEN_STATUSES and handling.taken_at < idle_before


class OpenedCase(msgspec.Struct, frozen=True):
    """A case taken out of the log whole: the letter's text as it was read then, the draft and all acts."""

    case: Case
    letter: LetterText
    draft: Draft
    acts: tuple[Act, ...]


class HandledCase(msgspec.Struct, frozen=True):
    """A case with its facts, as much as a step of handling needs of it."""

    case: Case
    facts: CaseFacts


class HandlingChange(msgspec.Struct, frozen=True):
    """A step taken with one case, and what it leaves."""

    case_id: int
    step: HandlingStep
    handling: Handling
    due: DueMark


class UnreadLetter(msgspec.Struct, frozen=True):
    """A file that could not be brought in, kept in a list until somebody deals with it.

    Attributes:
        path: where the file is, so that it can be tried again.
        kind: kind of error, as in extraction records.
        sentence: what to tell the person.
        at: ISO 8601 with offset.
    """

    path: str
    kind: str
    sentence: str
    at: str


EXPORTED: Final = "exported"
"""Kind of the events that tell of papers."""


class CaseEvent(msgspec.Struct, frozen=True):
    """One line of the log's history.

    Attributes:
        seq: order of events over the whole log, from 1.
        case_id: the case.
        kind: ``imported``, ``act``, ``handled``, ``second act``, ``compared``, ``exported`` …
        by: who.
        at: ISO 8601 with offset.
        act: the act, for kind ``act``, and ``second act`` of a second reading, whose round is the detail.
        step: the step of handling, for kind ``handled``.
        detail: plain words for other kinds.
        comparison: the two readings side by side, for kind ``compared``.
    """

    seq: int
    case_id: int
    kind: str
    by: str
    at: str
    act: Act | None = None
    detail: str = ""
    step: HandlingStep | None = None
    comparison: Comparison | None = None


class PaperSize(StrEnum):
    """What a paper is printed on; the values are those of the typesetter."""

    US_LETTER = "us-letter"
    A4 = "a4"


class Dossier(msgspec.Struct, frozen=True):
    """All that a paper about a case is made from.

    Attributes:
        case: the case.
        letter: its text in force.
        draft: the machine's first draft; ``read`` is the one in force.
        review: the review as it stands.
        printed_at: ISO 8601 with offset; the only moment a paper knows.
        printed_by: who prints.
        tool: name and version of the program.
        deadlines: what is due, and was.
        rules: name and version of the rule table that says so; empty where no deadline is told.
        acts: all acts of the case in their order, which show what was signed.
        events: the history of the case in the log, oldest first.
        size: what a paper is printed on.
        labels: the department's table of labels.
        first_letter: its text as it was first read, which the acts begin on; ``None`` where that is the one in force.
    """

    case: Case
    letter: LetterText
    draft: Draft
    review: Review
    printed_at: str
    printed_by: str
    tool: str
    deadlines: tuple[Deadline, ...] = ()
    rules: str = ""
    acts: tuple[Act, ...] = ()
    events: tuple[CaseEvent, ...] = ()
    size: PaperSize = PaperSize.US_LETTER
    labels: tuple[Label, ...] = LABELS
    first_letter: LetterText | None = None

    @property
    def read(self) -> Draft:
        """What the machine read when it read last."""
        return self.review.reread or self.draft
