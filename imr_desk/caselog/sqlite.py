"""The case log of a desk: one SQLite file, one writer, durable on return."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from imr_desk import ports
from imr_desk.caselog import rows
from imr_desk.caselog.case_tables import Stored, cells_of, facts_in, insert_case, update_case
from imr_desk.caselog.derived import learn_text_after
from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.facts_rows import facts_of
from imr_desk.caselog.failures import UnreadableRowError, failure
from imr_desk.caselog.migrations import MIGRATIONS, Migration
from imr_desk.caselog.queue_plan import number_of, page_of
from imr_desk.caselog.tallies import Asked, tally_in
from imr_desk.caselog.whole_log import WholeLogFile
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
from imr_desk.model.errors import CaseLogErrorKind
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.facts import DueMark
from imr_desk.model.handling import Handling
from imr_desk.model.history import Act
from imr_desk.model.queue import CaseFilter, CaseQuery, Count, Figure
from imr_desk.model.second import Comparison
from imr_desk.model.signature import Signature
from imr_desk.ports import NewLetter

_EVENT = "seq, case_id, kind, actor, at, act, detail"
"""Columns of an event in the order of ``rows.event_of``."""


class SqliteCaseLog(WholeLogFile):
    """A case log in one file. Any one thread at a time may call it; each call waits for the one before it."""

    def __init__(
        self,
        path: Path,
        clock: ports.Clock,
        migrations: tuple[Migration, ...] = MIGRATIONS,
        key: bytes | None = None,
        *,
        to_read: bool = False,
    ) -> None:
        """Open the log, or make a new one where there is nothing; arguments as for ``OpenLogFile``.

        Raises:
            CaseLogError: it cannot be opened; the file is left as it was.
        """
        super().__init__(path, clock, migrations, key, to_read=to_read)
        self._now: Callable[[], datetime] = clock.now

    def add(self, letter: NewLetter, standing: CaseStanding, by: Signature) -> Case:
        """Bring a letter in as a new case; a letter that is there already gives its case back unchanged."""
        with self._saving() as db:
            there = self._found(db, letter.text.fingerprint)
            if there is not None:
                return there
            cells: dict[str, rows.Cell] = {
                "fingerprint": letter.text.fingerprint,
                "name": rows.storable(letter.name),
                "size": len(letter.content),
                "pages": len(letter.text.pages),
                "imported_at": rows.storable(by.at),
                "imported_by": rows.storable(by.who),
                **rows.handling_cells(Handling()),
                **_standing_cells(standing, Handling()),
            }
            whole = insert_case(db, cells, standing.facts, letter.text)
            case = rows.case_of(whole)
            content = (case.id, rows.sha256(letter.content), letter.content)
            db.execute("INSERT INTO letters (case_id, sha256, content) VALUES (?, ?, ?)", content)
            reading = (case.id, rows.packed_letter(letter.text), rows.packed_draft(letter.draft))
            db.execute("INSERT INTO readings (case_id, letter, draft) VALUES (?, ?, ?)", reading)
            self._trail(db).append(case.id, EventKind.IMPORTED, by, detail=rows.import_detail(letter))
            return case

    def with_fingerprint(self, fingerprint: str) -> Case | None:
        """Return the case of the letter with these bytes, if there is one."""
        with self._reading() as db:
            return self._found(db, fingerprint)

    # The queue

    def with_number(self, case_number: str) -> tuple[Case, ...]:
        """Return all cases whose IMR case number this is, oldest first: corrected letters, consolidated ones."""
        statuses = ", ".join(f"'{status.value}'" for status in CaseStatus)
        sql = f"SELECT id FROM cases WHERE status IN ({statuses}) AND case_number = ? ORDER BY id"  # noqa: S608
        with self._reading() as db:
            found = db.execute(sql, (rows.storable(case_number),)).fetchall()
            return tuple(self._must_find(db, case_id) for (case_id,) in found)

    def cases(self, query: CaseQuery) -> tuple[Case, ...]:
        """Return the cases that the query asks for, in its order.

        Raises:
            ValueError: a window of days is asked for without a day.
        """
        with self._reading() as db:
            return tuple(map(rows.case_of, page_of(query, db)))

    def count(self, where: CaseFilter, today: str) -> int:
        """Return how many cases a filter lets through on the day ``today`` (ISO 8601 date).

        Raises:
            ValueError: a window of days is asked for without a day.
        """
        with self._reading() as db:
            return number_of(where, today, db)

    def counts(self) -> Mapping[CaseStatus, int]:
        """Return how many cases stand where; every status has a number."""
        with self._reading() as db:
            found = dict(db.execute("SELECT status, number FROM counts").fetchall())
            return {status: found.get(status.value, 0) for status in CaseStatus}

    def newest(self) -> int:
        """Return the number of the newest case; 0 in an empty log."""
        with self._reading() as db:
            return db.execute("SELECT max(id) FROM cases").fetchone()[0] or 0

    def tally(self, figure: Figure, first: int, last: int, without: Collection[int] = ()) -> tuple[Count, ...]:
        """Count the cases numbered ``first`` to ``last`` (both included) by a figure; see ``tally_in``."""
        with self._reading() as db:
            return tally_in(db, figure, Asked(first, last, without))

    # One case

    def case(self, case_id: int) -> Case:
        """Return one case without its letter.

        Raises:
            CaseLogError: there is no such case (``NO_CASE``), or the log cannot be read.
        """
        with self._reading() as db:
            return self._must_find(db, case_id)

    def opened(self, case_id: int) -> OpenedCase:
        """Return one case whole, with all its acts in their order."""
        with self._reading() as db:
            case = self._must_find(db, case_id)
            found = db.execute("SELECT letter, draft FROM readings WHERE case_id = ?", (case_id,)).fetchone()
            if found is None:
                raise UnreadableRowError(f"the stored text of case {case_id}")
            sql = "SELECT act FROM events WHERE case_id = ? AND kind = ? ORDER BY seq"
            acts = db.execute(sql, (case_id, EventKind.ACT)).fetchall()
            letter, draft = rows.unpacked_letter(found[0], case_id), rows.unpacked_draft(found[1], case_id)
            return OpenedCase(case, letter, draft, tuple(rows.act_of(act) for (act,) in acts))

    def content(self, case_id: int) -> bytes:
        """Return the letter's bytes as they were brought in."""
        with self._reading() as db:
            self._must_find(db, case_id)
            found = db.execute("SELECT sha256, content FROM letters WHERE case_id = ?", (case_id,)).fetchone()
            if found is None or rows.sha256(found[1]) != found[0]:
                raise UnreadableRowError(f"the letter of case {case_id}")
            content: bytes = found[1]
            return content

    def record(self, case_id: int, act: Act, standing: CaseStanding) -> int:
        """Append an act with what it leaves of the case, in one transaction; return its sequence number."""
        with self._saving() as db:
            stored = self._stored(db, case_id)
            handling = rows.case_of(tuple(stored.cells.values())).handling
            update_case(db, stored, _standing_cells(standing, handling), standing.facts)
            learn_text_after(db, case_id, act)
            return self._trail(db).append(case_id, EventKind.ACT, act.by, act=rows.act_text(act))

    def record_second(self, case_id: int, number: int, act: Act) -> int:
        """Append an act of round ``number`` of the case's second readings; the record stays as it is."""
        with self._saving() as db:
            self._must_find(db, case_id)
            told = {"act": rows.act_text(act), "detail": rows.round_detail(number)}
            return self._trail(db).append(case_id, EventKind.SECOND_ACT, act.by, **told)

    def second_acts(self, case_id: int, number: int) -> tuple[Act, ...]:
        """Return the acts of round ``number`` of the case's second readings, in their order."""
        with self._reading() as db:
            self._must_find(db, case_id)
            sql = "SELECT act FROM events WHERE case_id = ? AND kind = ? AND detail = ? ORDER BY seq"
            acts = db.execute(sql, (case_id, EventKind.SECOND_ACT, rows.round_detail(number))).fetchall()
            return tuple(rows.act_of(act) for (act,) in acts)

    def keep_comparison(self, case_id: int, comparison: Comparison, by: Signature) -> int:
        """Append a comparison of two readings (``compared``); return its sequence number."""
        with self._saving() as db:
            self._must_find(db, case_id)
            return self._trail(db).append(case_id, EventKind.COMPARED, by, act=rows.comparison_text(comparison))

    def comparisons(self, after: int, limit: int) -> tuple[CaseEvent, ...]:
        """Return the next ``limit`` comparisons behind event number ``after`` (0 for all), oldest first."""
        with self._reading() as db:
            sql = f"SELECT {_EVENT} FROM events WHERE kind = 'compared' AND seq > ? ORDER BY seq LIMIT ?"  # noqa: S608
            return tuple(map(rows.event_of, db.execute(sql, (after, max(0, limit)))))

    # Handling

    def handled(self, case_ids: Sequence[int]) -> tuple[HandledCase, ...]:
        """Return cases with their facts, in the order asked for.

        Raises:
            CaseLogError: one of them is not there (``NO_CASE``).
        """
        with self._reading() as db:
            return tuple(_handled(self._stored(db, case_id)) for case_id in case_ids)

    def handled_from(self, case_id: int, limit: int) -> tuple[HandledCase, ...]:
        """Return the next ``limit`` cases from number ``case_id`` on, by number: to walk through all of them."""
        with self._reading() as db:
            sql = "SELECT id FROM cases WHERE id >= ? ORDER BY id LIMIT ?"
            found = db.execute(sql, (case_id, max(0, limit))).fetchall()
            return tuple(_handled(self._stored(db, number)) for (number,) in found)

    def handle(self, changes: Sequence[HandlingChange], by: Signature) -> None:
        """Append steps of handling with what they leave, all in one transaction: an event (``handled``) a case."""
        with self._saving() as db:
            trail = self._trail(db)
            for change in changes:
                stored = self._stored(db, change.case_id)
                stage = CaseStatus(str(stored.cells["stage"]))
                after = {
                    **rows.handling_cells(change.handling),
                    **rows.due_cells(change.due),
                    "status": status_of(stage, change.handling).value,
                }
                update_case(db, stored, after)
                trail.append(change.case_id, EventKind.HANDLED, by, act=rows.step_text(change.step))

    def set_due(self, marks: Mapping[int, DueMark]) -> None:
        """Put down the next duties of cases, computed anew because a rule or the calendar changed; no event."""
        with self._saving() as db:
            for case_id, due in marks.items():
                update_case(db, self._stored(db, case_id), rows.due_cells(due))

    # The history of a case

    def note_event(self, case_id: int, kind: EventKind, detail: str, by: Signature) -> int:
        """Append another event, such as an export; return its sequence number."""
        with self._saving() as db:
            self._must_find(db, case_id)
            return self._trail(db).append(case_id, kind, by, detail=detail)

    def events(self, case_id: int) -> tuple[CaseEvent, ...]:
        """Return the history of a case, oldest first."""
        with self._reading() as db:
            self._must_find(db, case_id)
            sql = f"SELECT {_EVENT} FROM events WHERE case_id = ? ORDER BY seq"  # noqa: S608 - our own columns
            return tuple(map(rows.event_of, db.execute(sql, (case_id,))))

    def _stored(self, db: sqlite3.Connection, case_id: int) -> Stored:
        return Stored(self._cells(db, case_id), facts_in(db, case_id))

    def _cells(self, db: sqlite3.Connection, case_id: int) -> dict[str, rows.Cell]:
        cells = cells_of(db, case_id)
        if cells is None:
            raise failure(CaseLogErrorKind.NO_CASE, self._path, f"Case {case_id}")
        return cells

    def _must_find(self, db: sqlite3.Connection, case_id: int) -> Case:
        return rows.case_of(tuple(self._cells(db, case_id).values()))

    def _found(self, db: sqlite3.Connection, fingerprint: str) -> Case | None:
        found = db.execute("SELECT id FROM cases WHERE fingerprint = ?", (fingerprint,)).fetchone()
        return None if found is None else self._must_find(db, found[0])


def _standing_cells(standing: CaseStanding, handling: Handling) -> dict[str, rows.Cell]:
    return {
        "stage": standing.stage.value,
        "status": status_of(standing.stage, handling).value,
        **rows.digest_cells(standing.digest),
        **rows.due_cells(standing.due),
    }


def _handled(stored: Stored) -> HandledCase:
    case = rows.case_of(tuple(stored.cells.values()))
    return HandledCase(case, facts_of(stored.facts, case.id))
