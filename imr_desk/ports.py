"""What the services ask of the world, as Protocols; implementations are siblings that bootstrap joins."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec

from imr_desk.model.annotations import Proposal
from imr_desk.model.case import (
    Case,
    CaseEvent,
    CaseStanding,
    CaseStatus,
    Dossier,
    HandledCase,
    HandlingChange,
    OpenedCase,
    UnreadLetter,
)
from imr_desk.model.copies import Mark, RedactedLetter, Withheld
from imr_desk.model.draft import Draft, Flag
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.facts import DueMark
from imr_desk.model.history import Act
from imr_desk.model.letter import LetterText
from imr_desk.model.queue import CaseFilter, CaseQuery, Count, Figure
from imr_desk.model.second import Comparison
from imr_desk.model.signature import Signature


class Clock(Protocol):
    """Tells the time. The model never asks; services pass it on."""

    def now(self) -> datetime:
        """Return the present moment with its zone."""
        ...


class LetterReader(Protocol):
    """Reads letters of one kind of file."""

    @property
    def name(self) -> str:
        """Short name for messages and records."""
        ...

    def knows(self, content: bytes) -> bool:
        """Tell from the content, never from a file's name, whether this reader reads it."""
        ...

    def read(self, content: bytes) -> LetterText:
        """Return the letter's text.

        Raises:
            LetterError: it cannot be read; the sentence says why and what to do.
        """
        ...


class PagePixels(msgspec.Struct, frozen=True):
    """A picture of a page: rows of RGB bytes, ``stride`` bytes from one row to the next."""

    width: int
    height: int
    stride: int
    rgb: bytes | bytearray


class PageRenderer(Protocol):
    """Turns pages of a letter into pictures."""

    def render(self, content: bytes, fingerprint: str, page: int, scale: float) -> PagePixels:
        """Draw page ``page`` (from 1) at ``scale`` pixels a point; a page too large is drawn smaller.

        ``fingerprint`` is the letter's identity, so that an open document can be kept.

        Raises:
            LetterError: the page cannot be drawn.
        """
        ...


class ReadLetter(msgspec.Struct, frozen=True):
    """A letter read whole: its text and what the extractor made of it."""

    text: LetterText
    draft: Draft


class LetterWorkshop(PageRenderer, Protocol):
    """Reads letters, drafts reviews and draws pages, apart from the window, under limits of memory and time."""

    def read(self, content: bytes) -> ReadLetter:
        """Read a letter and draft its review.

        Raises:
            LetterError: it cannot be read; nothing else is harmed.
        """
        ...

    def draft(self, letter: LetterText) -> Draft:
        """Draft the review of a letter whose text is at hand already, the checks' flags included.

        Raises:
            LetterError: the process behind it failed.
        """
        ...

    def propose(self, letter: LetterText, draft: Draft) -> tuple[Proposal, ...]:
        """Return the spans that the machine would label, in the order of the letter.

        Raises:
            LetterError: the process behind it failed.
        """
        ...

    def mark(self, content: bytes, letter: LetterText, marks: tuple[Mark, ...]) -> bytes:
        """Return a PDF of the letter with native highlights and notes; the same marks give the same bytes.

        Raises:
            LetterError: it cannot be made.
        """
        ...

    def redact(self, content: bytes, letter: LetterText, withheld: Withheld) -> RedactedLetter:
        """Return a copy of the letter with words, pixels and drawings taken out, searched by another engine.

        Raises:
            LetterError: it cannot be made.
        """
        ...

    def close(self) -> None:
        """End the processes behind it."""
        ...


class LetterFormat(Protocol):
    """Knows one layout of letters."""

    @property
    def name(self) -> str:
        """Name of the layout in records."""
        ...

    def score(self, letter: LetterText) -> float:
        """Tell how well the letter fits this layout, 0 to 1."""
        ...

    def draft(self, letter: LetterText) -> Draft:
        """Read the letter; never raises on any text."""
        ...


class Check(Protocol):
    """One family of checks: what the text shows and where, never a verdict."""

    @property
    def rule(self) -> str:
        """Identity of the check, kebab case."""
        ...

    def flags(self, letter: LetterText, draft: Draft) -> Sequence[Flag]:
        """Return what the letter shows; never raises on any text."""
        ...


class Progress(Protocol):
    """Hears how far a long job is, and can stop it."""

    def step(self, done: int, total: int, name: str) -> None:
        """``done`` of ``total`` are finished; ``name`` is the one at work."""
        ...

    def cancelled(self) -> bool:
        """Tell whether the person asked to stop."""
        ...


class Destination(Protocol):
    """Where an export goes: a file written beside and then moved into place."""

    def write(self, path: Path, content: bytes) -> None:
        """Write whole or not at all.

        Raises:
            ExportError: it could not be written; an older file stands as it was.
        """
        ...


class NewLetter(msgspec.Struct, frozen=True):
    """A letter on its way into the log: its file name, its bytes, and what was read from it."""

    name: str
    content: bytes
    text: LetterText
    draft: Draft


class CaseReading(Protocol):
    """What a case log tells of its cases. As for ``CaseLog``."""

    def with_fingerprint(self, fingerprint: str) -> Case | None:
        """Return the case of the letter with these bytes, if there is one."""
        ...

    def with_number(self, case_number: str) -> tuple[Case, ...]:
        """Return all cases whose IMR case number this is, oldest first: corrected letters, consolidated ones."""
        ...

    def cases(self, query: CaseQuery) -> tuple[Case, ...]:
        """Return the cases that the query asks for, in its order."""
        ...

    def count(self, where: CaseFilter, today: str) -> int:
        """Return how many cases a filter lets through on the day ``today`` (ISO 8601 date)."""
        ...

    def counts(self) -> Mapping[CaseStatus, int]:
        """Return how many cases stand where; every status has a number."""
        ...

    def newest(self) -> int:
        """Return the number of the newest case; 0 in an empty log."""
        ...

    def tally(self, figure: Figure, first: int, last: int, without: Collection[int] = ()) -> tuple[Count, ...]:
        """Count the cases numbered ``first`` to ``last`` (both included) by a figure, but those numbered ``without``.

        A figure over a large log is added up from ranges, so that nothing that is to be saved waits for it.
        """
        ...

    def case(self, case_id: int) -> Case:
        """Return one case without its letter."""
        ...

    def opened(self, case_id: int) -> OpenedCase:
        """Return one case whole, with all its acts in their order."""
        ...

    def content(self, case_id: int) -> bytes:
        """Return the letter's bytes as they were brought in."""
        ...

    def second_acts(self, case_id: int, number: int) -> tuple[Act, ...]:
        """Return the acts of round ``number`` of the case's second readings, in their order."""
        ...

    def comparisons(self, after: int, limit: int) -> tuple[CaseEvent, ...]:
        """Return the next ``limit`` comparisons behind event number ``after`` (0 for all), oldest first."""
        ...

    def handled(self, case_ids: Sequence[int]) -> tuple[HandledCase, ...]:
        """Return cases with their facts, in the order asked for.

        Raises:
            CaseLogError: one of them is not there (``NO_CASE``).
        """
        ...

    def handled_from(self, case_id: int, limit: int) -> tuple[HandledCase, ...]:
        """Return the next ``limit`` cases from number ``case_id`` on, by number: to walk through all of them."""
        ...

    def events(self, case_id: int) -> tuple[CaseEvent, ...]:
        """Return the history of a case, oldest first."""
        ...


class CaseWriting(Protocol):
    """What is put down about cases, for good: nothing is taken back but by a later event. As for ``CaseLog``."""

    def add(self, letter: NewLetter, standing: CaseStanding, by: Signature) -> Case:
        """Bring a letter in as a new case; a letter that is there already gives its case back unchanged."""
        ...

    def record(self, case_id: int, act: Act, standing: CaseStanding) -> int:
        """Append an act with what it leaves of the case, in one transaction; return its sequence number.

        The handling of the case stays as it is.
        """
        ...

    def record_second(self, case_id: int, number: int, act: Act) -> int:
        """Append an act of round ``number`` of the case's second readings; the record stays as it is.

        Returns its sequence number.
        """
        ...

    def keep_comparison(self, case_id: int, comparison: Comparison, by: Signature) -> int:
        """Append a comparison of two readings (``compared``); return its sequence number."""
        ...

    def handle(self, changes: Sequence[HandlingChange], by: Signature) -> None:
        """Append steps of handling with what they leave, all in one transaction: an event (``handled``) a case."""
        ...

    def set_due(self, marks: Mapping[int, DueMark]) -> None:
        """Put down the next duties of cases, computed anew because a rule or the calendar changed; no event."""
        ...

    def note_event(self, case_id: int, kind: EventKind, detail: str, by: Signature) -> int:
        """Append another event, such as an export; return its sequence number."""
        ...


class LogKeeping(Protocol):
    """What belongs to the log as a whole: its own texts and history, files it could not read, the file itself.

    As for ``CaseLog``.
    """

    def kept(self, name: str) -> str | None:
        """Return the newest text kept under a name, such as the deadline rules; ``None`` when there is none."""
        ...

    def keep(self, name: str, text: str, by: Signature) -> None:
        """Keep a text of the whole log under a name, with an event (``kept``); older ones stay in the log."""
        ...

    def note_log_event(self, kind: EventKind, detail: str, by: Signature) -> int:
        """Append an event of the whole log, such as a refused sign-in; return its sequence number."""
        ...

    def log_events(self, after: int, limit: int) -> tuple[CaseEvent, ...]:
        """Return the next ``limit`` events of no case behind event number ``after`` (0 for all), newest first.

        They are about the log as a whole; their case number is 0.
        """
        ...

    def keep_unread(self, letter: UnreadLetter) -> None:
        """Put a file into the list of those that could not be brought in; a later word on a path replaces it."""
        ...

    def forget_unread(self, path: str) -> None:
        """Take a file off that list."""
        ...

    def unread(self) -> tuple[UnreadLetter, ...]:
        """Return that list, newest first."""
        ...

    def back_up(self, path: Path) -> None:
        """Write a whole copy of the log beside it."""
        ...

    def close(self) -> None:
        """Let go of the file. Closing twice does nothing."""
        ...


class CaseLog(CaseReading, CaseWriting, LogKeeping, Protocol):
    """Where cases live. Whatever returns without an error is durable: it survives a crash and a power cut.

    Any thread may call any method; each call waits for the one before it. All raise ``CaseLogError`` with a
    sentence when the log cannot do it; what was there before is never harmed.
    """


class Exporter(Protocol):
    """Makes one kind of paper or file of a case."""

    @property
    def name(self) -> str:
        """Identity for the command line, such as ``summary-pdf``."""
        ...

    @property
    def label(self) -> str:
        """Name for the menu."""
        ...

    @property
    def suffix(self) -> str:
        """Ending of its files, with the dot."""
        ...

    def content(self, dossier: Dossier) -> bytes:
        """Return the whole file.

        Raises:
            ExportError: it cannot be made; the sentence says why.
        """
        ...
