"""A case log without a file: for tests, and for looking at letters when no log can be opened."""

import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from imr_desk.caselog import rows
from imr_desk.caselog.search import occurs
from imr_desk.model.case import (
    Case,
    CaseDigest,
    CaseEvent,
    CaseOrder,
    CaseQuery,
    CaseStatus,
    OpenedCase,
    UnreadLetter,
)
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.history import Act
from imr_desk.model.review import Signature
from imr_desk.ports import NewLetter


class _Kept(NamedTuple):
    case: Case
    content: bytes
    letter: bytes
    draft: bytes


class MemoryCaseLog:
    """A case log that ends with the program: nothing in it is durable, and it cannot be backed up."""

    def __init__(self) -> None:
        self._kept: dict[int, _Kept] = {}
        self._events: list[CaseEvent] = []
        self._unread: dict[str, UnreadLetter] = {}
        self._closed = False

    def add(self, letter: NewLetter, digest: CaseDigest, by: Signature) -> Case:
        """Bring a letter in as a new case; a letter that is there already gives its case back unchanged."""
        there = self.with_fingerprint(letter.text.fingerprint)
        if there is not None:
            return there
        case = Case(
            id=len(self._kept) + 1,
            fingerprint=letter.text.fingerprint,
            name=rows.storable(letter.name),
            size=len(letter.content),
            pages=len(letter.text.pages),
            status=CaseStatus.NEW,
            imported_at=rows.storable(by.at),
            imported_by=rows.storable(by.who),
            digest=rows.kept_digest(digest),
        )
        packed = rows.packed_letter(letter.text), rows.packed_draft(letter.draft)
        self._kept[case.id] = _Kept(case, letter.content, *packed)
        self._append(case.id, "imported", by, detail=rows.import_detail(letter))
        return case

    def with_fingerprint(self, fingerprint: str) -> Case | None:
        """Return the case of the letter with these bytes, if there is one."""
        self._must_be_open()
        return next((kept.case for kept in self._kept.values() if kept.case.fingerprint == fingerprint), None)

    def cases(self, query: CaseQuery) -> tuple[Case, ...]:
        """Return the cases that the query asks for, in its order."""
        self._must_be_open()
        found = [kept.case for kept in self._kept.values() if _asked_for(kept.case, query)]
        match query.order:
            case CaseOrder.OLDEST_FIRST:
                found.sort(key=lambda case: case.id)
            case CaseOrder.NEWEST_FIRST:
                found.sort(key=lambda case: -case.id)
            case CaseOrder.CASE_NUMBER:
                found.sort(key=lambda case: _none_last(case.digest.case_number, case.id))
            case CaseOrder.DECISION_DATE:
                found.sort(key=lambda case: _none_last(case.digest.decision_date, case.id))
        return tuple(itertools.islice(found, max(0, query.offset), max(0, query.offset) + max(0, query.limit)))

    def counts(self) -> Mapping[CaseStatus, int]:
        """Return how many cases stand where; every status has a number."""
        self._must_be_open()
        standing = [kept.case.status for kept in self._kept.values()]
        return {status: standing.count(status) for status in CaseStatus}

    def case(self, case_id: int) -> Case:
        """Return one case without its letter.

        Raises:
            CaseLogError: there is no such case (``NO_CASE``).
        """
        return self._must_find(case_id).case

    def opened(self, case_id: int) -> OpenedCase:
        """Return one case whole, with all its acts in their order."""
        kept = self._must_find(case_id)
        acts = tuple(event.act for event in self.events(case_id) if event.act is not None)
        letter, draft = rows.unpacked_letter(kept.letter, case_id), rows.unpacked_draft(kept.draft, case_id)
        return OpenedCase(kept.case, letter, draft, acts)

    def content(self, case_id: int) -> bytes:
        """Return the letter's bytes as they were brought in."""
        return self._must_find(case_id).content

    def record(self, case_id: int, act: Act, digest: CaseDigest, status: CaseStatus) -> int:
        """Append an act with the digest and status it leaves; return its sequence number."""
        kept = self._must_find(case_id)
        case = msgspec.structs.replace(kept.case, digest=rows.kept_digest(digest), status=status)
        self._kept[case_id] = kept._replace(case=case)
        return self._append(case_id, "act", act.by, act=act)

    def note_event(self, case_id: int, kind: str, detail: str, by: Signature) -> int:
        """Append another event, such as an export; return its sequence number."""
        self._must_find(case_id)
        return self._append(case_id, kind, by, detail=detail)

    def events(self, case_id: int) -> tuple[CaseEvent, ...]:
        """Return the history of a case, oldest first."""
        self._must_find(case_id)
        return tuple(event for event in self._events if event.case_id == case_id)

    def keep_unread(self, letter: UnreadLetter) -> None:
        """Put a file into the list of those that could not be brought in; a later word on a path replaces it."""
        self.forget_unread(letter.path)
        self._unread[letter.path] = letter

    def forget_unread(self, path: str) -> None:
        """Take a file off that list."""
        self._must_be_open()
        self._unread.pop(path, None)

    def unread(self) -> tuple[UnreadLetter, ...]:
        """Return that list, newest first."""
        self._must_be_open()
        return tuple(reversed(self._unread.values()))

    def back_up(self, path: Path) -> None:
        """Refuse: there is no file to copy.

        Raises:
            CaseLogError: always (``READ_ONLY``).
        """
        raise CaseLogError(
            CaseLogErrorKind.READ_ONLY,
            "No case log is open, so there is nothing to back up. Open or make a case log first.",
        )

    def close(self) -> None:
        """Let go of everything. Closing twice does nothing."""
        self._closed = True

    def _append(self, case_id: int, kind: str, by: Signature, *, act: Act | None = None, detail: str = "") -> int:
        seq = len(self._events) + 1
        self._events.append(CaseEvent(seq, case_id, kind, by.who, by.at, act, rows.storable(detail)))
        return seq

    def _must_find(self, case_id: int) -> _Kept:
        self._must_be_open()
        if case_id not in self._kept:
            raise CaseLogError(CaseLogErrorKind.NO_CASE, f"Case {case_id} is not in the case log.")
        return self._kept[case_id]

    def _must_be_open(self) -> None:
        if self._closed:
            raise CaseLogError(CaseLogErrorKind.IO, "The case log has been closed. Open it again.")


def _asked_for(case: Case, query: CaseQuery) -> bool:
    if query.statuses and case.status not in query.statuses:
        return False
    digest = case.digest
    texts = (digest.case_number, digest.title, case.name)
    return not query.words.strip() or occurs(query.words, texts, digest.case_number)


def _none_last(text: str, case_id: int) -> tuple[bool, str, int]:
    return not text, text, case_id
