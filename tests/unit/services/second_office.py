"""Four people over one log: Sam supervises, Ana reads first, Ben and Cho could read a second time."""

from datetime import UTC, datetime, timedelta

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.config.rule_tables import read_holidays, read_rules
from imr_desk.model.case import CaseStatus
from imr_desk.model.draft import Decision
from imr_desk.model.edits import (
    ConfirmExcerpt,
    ConfirmField,
    DecideItem,
    Edit,
    FinishReview,
    QuoteRationale,
    SetField,
    SettleFlag,
)
from imr_desk.model.history import Act, History
from imr_desk.model.people import Person, Role
from imr_desk.model.review import FlagState, flag_key
from imr_desk.ports import CaseLog
from imr_desk.services.case_handling import CaseHandling
from imr_desk.services.deadlines import Deadlines
from imr_desk.services.people import People
from imr_desk.services.reviews import Reviews
from imr_desk.services.sampling import Sampling
from imr_desk.services.second_readings import SecondReadings
from imr_desk.services.worklist import Worklist
from tests.contracts.caselog.letters import added, new_letter

SAM, ANA, BEN, CHO, NIA = "Sam Lead", "Ana Ruiz", "Ben Ode", "Cho Lee", "Nia Nurse"
ROLES = {SAM: Role.ADMINISTRATOR, ANA: Role.REVIEWER, BEN: Role.REVIEWER, CHO: Role.SUPERVISOR, NIA: Role.NURSE}


class GoingClock:
    """Goes on by a second each time somebody asks."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 6, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


class Office:
    """The services of a desk, and who sits at it; everybody has an account of their own."""

    def __init__(self, log: CaseLog | None = None, *, alone: bool = False, lot=lambda: 0.5) -> None:
        self.log: CaseLog = log if log is not None else MemoryCaseLog()
        self.clock = GoingClock()
        self.lot = lot
        deadlines = Deadlines(self.log, self.clock, read_rules, read_holidays)
        self.reviews = Reviews(self.log, self.clock, SAM, deadlines.mark)
        self.worklist = Worklist(self.log, self.reviews)
        self.people = People(self.log, self.clock, self.reviews, SAM)
        if not alone:
            self.people.begin(SAM)
            for name, role in ROLES.items():
                if name != SAM:
                    self.people.put(Person(name, role, name))
        self._join()

    def _join(self) -> None:
        self.handling = CaseHandling(self.log, self.reviews, self.people.refusal_of_step)
        self.readings = SecondReadings(self.log, self.reviews, self.handling, self.people)
        self.sampling = Sampling(self.log, self.reviews, self.readings, self.people, self.lot)

    def sit(self, name: str) -> "Office":
        """Let somebody work at the desk."""
        self.people = People(self.log, self.clock, self.reviews, name)
        assert self.people.person is not None
        assert self.reviews.person == name
        self._join()
        return self

    # A case

    def brought_in(self, number: str = "CM26-0100001", **letter: object) -> int:
        return added(self.log, new_letter(number, salt=number, **letter)).id

    def finished(self, number: str = "CM26-0100001", *edits: Edit, by: str = ANA, flags: bool = False) -> int:
        """Bring a letter in and have its review finished; ``flags`` leaves those open that the checks raised."""
        self.sit(by)
        case_id = self.brought_in(number)
        _, history = self.reviews.open(case_id)
        if not flags:
            edits = (*edits, *(SettleFlag(flag_key(flag), FlagState.DISMISSED) for flag in history.review.flags))
        done(self, case_id, history, (*edits, *endings(history, edits)))
        assert self.log.case(case_id).stage is CaseStatus.FINISHED
        return case_id

    def sent(self, number: str = "CM26-0100001", *edits: Edit, blank: bool = False, reader: str = "") -> int:
        case_id = self.finished(number, *edits)
        self.sit(SAM)
        taken = self.readings.send((case_id,), "drawn at random", blank=blank, reader=reader)
        assert not taken.refused
        return case_id

    def read(self, case_id: int, *edits: Edit, by: str = BEN, finish: bool = True) -> History:
        """Let somebody read a case blind; without ``finish`` the last act is not done."""
        self.sit(by)
        opening = self.readings.begin(case_id)
        assert opening.second is not None
        history = opening.history
        for edit in (*edits, *(endings(history, edits) if finish else ())):
            act = self.reviews.act(edit)
            history = history.done(act)
            self.readings.record(case_id, opening.second.round, act)
        return history

    def second(self, case_id: int):
        return self.log.case(case_id).handling.second


def done(office: Office, case_id: int, history: History, edits: tuple[Edit, ...]) -> History:
    """Do edits on the record as the window does: each act with what it leaves."""
    for edit in edits:
        act = office.reviews.act(edit)
        history = history.done(act)
        office.reviews.record(case_id, act, history.review)
    return history


def endings(history: History, edits: tuple[Edit, ...] = ()) -> tuple[Edit, ...]:
    """Return what is still to be done after some edits until a review can be finished, the finishing included."""
    by = office_signature()
    for edit in edits:
        history = history.done(Act(edit, by))
    found: list[Edit] = []

    def do(edit: Edit) -> None:
        nonlocal history
        history = history.done(Act(edit, by))
        found.append(edit)

    for item in history.review.items:
        if item.decided is None:
            do(DecideItem(item.id, item.outcome or Decision.UPHELD))
        now = history.review.item(item.id)
        if now.excerpt is None:
            spans = (history.letter.pages[1].words[0],)
            span = type(history.review.items[0].extent[0])(2, spans[0].start, spans[0].end)
            do(QuoteRationale(item.id, (span,), history.letter.quote_of((span,))))
        elif now.excerpt.by is None:
            do(ConfirmExcerpt(item.id))
    for look in history.review.looks():
        do(ConfirmField(look.item, look.field or ""))
    do(FinishReview())
    return tuple(found)


def office_signature():
    from imr_desk.model.signature import Signature

    return Signature("nobody", "2026-01-01T00:00:00+00:00")


def overturned(item: str = "1") -> DecideItem:
    return DecideItem(item, Decision.OVERTURNED)


def employer(words: str) -> SetField:
    return SetField(None, "employer", words)
