"""A case log without a file: for tests, and for looking at letters when no log can be opened."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from imr_desk.caselog import rows
from imr_desk.caselog.facts_rows import kept_facts
from imr_desk.caselog.picking import Looked, in_order, lets_through, tidy
from imr_desk.caselog.tallies import tally_of
from imr_desk.caselog.whole_memory import WholeMemoryLog
from imr_desk.model.case import (
    Case,
    CaseEvent,
    CaseStanding,
    CaseStatus,
    HandledCase,
    HandlingChange,
    OpenedCase,
    status_of,
)
from imr_desk.model.edits import RereadLetter
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.facts import CaseFacts, DueMark
from imr_desk.model.handling import Handling
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.queue import CaseFilter, CaseQuery, Count, Figure
from imr_desk.model.review import Review
from imr_desk.model.second import Comparison
from imr_desk.model.signature import Signature
from imr_desk.ports import NewLetter

_replace = msgspec.structs.replace


class _Kept(NamedTuple):
    case: Case
    facts: CaseFacts
    words: str
    content: bytes
    letter: bytes
    draft: bytes


class MemoryCaseLog(WholeMemoryLog):
    """A case log that ends with the program: nothing in it is durable, and it cannot be backed up."""

    def __init__(self) -> None:
        super().__init__()
        self._cases: dict[int, _Kept] = {}

    def add(self, letter: NewLetter, standing: CaseStanding, by: Signature) -> Case:
        """Bring a letter in as a new case; a letter that is there already gives its case back unchanged."""
        there = self.with_fingerprint(letter.text.fingerprint)
        if there is not None:
            return there
        case = Case(
            id=len(self._cases) + 1,
            fingerprint=letter.text.fingerprint,
            name=rows.storable(letter.name),
            size=len(letter.content),
            pages=len(letter.text.pages),
            status=status_of(standing.stage, Handling()),
            imported_at=rows.storable(by.at),
            imported_by=rows.storable(by.who),
            digest=rows.kept_digest(standing.digest),
            stage=standing.stage,
            due=rows.kept_due(standing.due),
        )
        packed = rows.packed_letter(letter.text), rows.packed_draft(letter.draft)
        words = rows.letter_words(letter.text)
        self._cases[case.id] = _Kept(case, kept_facts(standing.facts), words, letter.content, *packed)
        self._append(case.id, EventKind.IMPORTED, by, detail=rows.import_detail(letter))
        return case

    def with_fingerprint(self, fingerprint: str) -> Case | None:
        """Return the case of the letter with these bytes, if there is one."""
        self._must_be_open()
        return next((kept.case for kept in self._cases.values() if kept.case.fingerprint == fingerprint), None)

    # The queue

    def with_number(self, case_number: str) -> tuple[Case, ...]:
        """Return all cases whose IMR case number this is, oldest first: corrected letters, consolidated ones."""
        self._must_be_open()
        asked = rows.storable(case_number)
        return tuple(kept.case for kept in self._cases.values() if kept.case.digest.case_number == asked)

    def cases(self, query: CaseQuery) -> tuple[Case, ...]:
        """Return the cases that the query asks for, in its order.

        Raises:
            ValueError: a window of days is asked for without a day.
        """
        return tuple(in_order(self._let_through(query.where, query.today), query))

    def count(self, where: CaseFilter, today: str) -> int:
        """Return how many cases a filter lets through on the day ``today`` (ISO 8601 date).

        Raises:
            ValueError: a window of days is asked for without a day.
        """
        return sum(1 for _case in self._let_through(where, today))

    def counts(self) -> Mapping[CaseStatus, int]:
        """Return how many cases stand where; every status has a number."""
        self._must_be_open()
        standing = [kept.case.status for kept in self._cases.values()]
        return {status: standing.count(status) for status in CaseStatus}

    def newest(self) -> int:
        """Return the number of the newest case; 0 in an empty log."""
        self._must_be_open()
        return len(self._cases)

    def tally(self, figure: Figure, first: int, last: int, without: Collection[int] = ()) -> tuple[Count, ...]:
        """Count the cases numbered ``first`` to ``last`` (both included) by a figure, but those ``without``."""
        self._must_be_open()
        asked = set(range(first, last + 1)).difference(without)
        return tally_of(figure, (_looked(kept) for number, kept in self._cases.items() if number in asked))

    def _let_through(self, where: CaseFilter, today: str) -> Iterator[Case]:
        self._must_be_open()
        where = tidy(where)
        return (kept.case for kept in self._cases.values() if lets_through(where, _looked(kept), today))

    # One case

    def case(self, case_id: int) -> Case:
        """Return one case without its letter.

        Raises:
            CaseLogError: there is no such case (``NO_CASE``).
        """
        return self._must_find(case_id).case

    def opened(self, case_id: int) -> OpenedCase:
        """Return one case whole, with all its acts in their order."""
        kept = self._must_find(case_id)
        events = (event for event in self.events(case_id) if event.kind == EventKind.ACT)
        acts = tuple(event.act for event in events if event.act is not None)
        letter, draft = rows.unpacked_letter(kept.letter, case_id), rows.unpacked_draft(kept.draft, case_id)
        return OpenedCase(kept.case, letter, draft, acts)

    def content(self, case_id: int) -> bytes:
        """Return the letter's bytes as they were brought in."""
        return self._must_find(case_id).content

    def record(self, case_id: int, act: Act, standing: CaseStanding) -> int:
        """Append an act with what it leaves of the case; return its sequence number."""
        kept = self._must_find(case_id)
        case = _replace(
            kept.case,
            stage=standing.stage,
            status=status_of(standing.stage, kept.case.handling),
            digest=rows.kept_digest(standing.digest),
            due=rows.kept_due(standing.due),
        )
        self._cases[case_id] = kept._replace(case=case, facts=kept_facts(standing.facts))
        seq = self._append(case_id, EventKind.ACT, act.by, act=act)
        if isinstance(act.step, RereadLetter | Turn):
            self._learn_text(case_id)
        return seq

    def _learn_text(self, case_id: int) -> None:
        """Let the search find the words of the letter's text in force."""
        opened = self.opened(case_id)
        if any(isinstance(act.step, RereadLetter) for act in opened.acts):
            text = History.replayed(opened.letter, Review.of(opened.draft, opened.letter), opened.acts).text
            self._cases[case_id] = self._cases[case_id]._replace(words=rows.letter_words(text))

    def record_second(self, case_id: int, number: int, act: Act) -> int:
        """Append an act of round ``number`` of the case's second readings; the record stays as it is."""
        self._must_find(case_id)
        return self._append(case_id, EventKind.SECOND_ACT, act.by, act=act, detail=rows.round_detail(number))

    def second_acts(self, case_id: int, number: int) -> tuple[Act, ...]:
        """Return the acts of round ``number`` of the case's second readings, in their order."""
        of_it = (EventKind.SECOND_ACT, rows.round_detail(number))
        events = self.events(case_id)
        return tuple(each.act for each in events if each.act is not None and (each.kind, each.detail) == of_it)

    def keep_comparison(self, case_id: int, comparison: Comparison, by: Signature) -> int:
        """Append a comparison of two readings (``compared``); return its sequence number."""
        self._must_find(case_id)
        kept = rows.comparison_of(rows.comparison_text(comparison))
        seq = self._append(case_id, EventKind.COMPARED, by)
        self._events[-1] = _replace(self._events[-1], comparison=kept)
        return seq

    def comparisons(self, after: int, limit: int) -> tuple[CaseEvent, ...]:
        """Return the next ``limit`` comparisons behind event number ``after`` (0 for all), oldest first."""
        self._must_be_open()
        found = [event for event in self._events if event.kind == EventKind.COMPARED and event.seq > after]
        return tuple(found[: max(0, limit)])

    # Handling

    def handled(self, case_ids: Sequence[int]) -> tuple[HandledCase, ...]:
        """Return cases with their facts, in the order asked for.

        Raises:
            CaseLogError: one of them is not there (``NO_CASE``).
        """
        found = [self._must_find(case_id) for case_id in case_ids]
        return tuple(HandledCase(kept.case, kept.facts) for kept in found)

    def handled_from(self, case_id: int, limit: int) -> tuple[HandledCase, ...]:
        """Return the next ``limit`` cases from number ``case_id`` on, by number: to walk through all of them."""
        self._must_be_open()
        return self.handled([number for number in self._cases if number >= case_id][: max(0, limit)])

    def handle(self, changes: Sequence[HandlingChange], by: Signature) -> None:
        """Append steps of handling with what they leave: all of them or none."""
        before = [self._must_find(change.case_id).case for change in changes]
        for change, case in zip(changes, before, strict=True):
            after = _replace(
                case,
                status=status_of(case.stage, change.handling),
                handling=rows.kept_handling(change.handling),
                due=rows.kept_due(change.due),
            )
            self._cases[case.id] = self._cases[case.id]._replace(case=after)
            self._append(case.id, EventKind.HANDLED, by, step=change.step)

    def set_due(self, marks: Mapping[int, DueMark]) -> None:
        """Put down the next duties of cases, computed anew because a rule or the calendar changed; no event."""
        found = {case_id: self._must_find(case_id) for case_id in marks}
        for case_id, kept in found.items():
            self._cases[case_id] = kept._replace(case=_replace(kept.case, due=rows.kept_due(marks[case_id])))

    # The history of a case

    def note_event(self, case_id: int, kind: EventKind, detail: str, by: Signature) -> int:
        """Append another event, such as an export; return its sequence number."""
        self._must_find(case_id)
        return self._append(case_id, kind, by, detail=detail)

    def events(self, case_id: int) -> tuple[CaseEvent, ...]:
        """Return the history of a case, oldest first."""
        self._must_find(case_id)
        return tuple(event for event in self._events if event.case_id == case_id)

    def _must_find(self, case_id: int) -> _Kept:
        self._must_be_open()
        if case_id not in self._cases:
            raise CaseLogError(CaseLogErrorKind.NO_CASE, f"Case {case_id} is not in the case log.")
        return self._cases[case_id]


def _looked(kept: _Kept) -> Looked:
    return Looked(kept.case, kept.facts, kept.words)
