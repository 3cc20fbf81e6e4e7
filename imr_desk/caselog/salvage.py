"""Recovering a damaged log: what can be read is written into a new one, and what cannot is said.

The damaged file is moved aside whole. Rows count only if they are as they were written: cases and facts fit their
seals, letters their hashes, events the chain. What was taken from others is taken anew: items, marks, counts,
search, and, as far as letter and history go, the row and the facts of a case. Events keep number and hash up to the
first that is lost; there the new history says so, and those behind it are linked anew.
"""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from imr_desk.caselog import rows
from imr_desk.caselog.backup import part_of
from imr_desk.caselog.chain import CHAINED, GENESIS, Head, head_of, link
from imr_desk.caselog.damaged_file import DamagedFile, Row
from imr_desk.caselog.derived import derive_again, facts_from_review, row_from_review
from imr_desk.caselog.engine import LogConnection, connect
from imr_desk.caselog.facts_rows import FactsRow, facts_row
from imr_desk.caselog.failures import UnreadableRowError, failure, held, sorted_failures
from imr_desk.caselog.holder import login_name
from imr_desk.caselog.migrations import MIGRATIONS, migrate
from imr_desk.caselog.places import wal_of
from imr_desk.caselog.restoring import set_aside
from imr_desk.caselog.trail import Trail
from imr_desk.model.errors import CaseLogErrorKind
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.facts import CaseFacts
from imr_desk.model.keeping import Recovered
from imr_desk.model.signature import Signature


def recover(log: Path, now: datetime, key: bytes | None = None) -> Recovered:
    """Move a damaged, closed log aside and put what can be read of it in its place.

    Args:
        log: the log.
        now: dates the damaged file and what the new history says.
        key: of an encrypted log.

    Raises:
        CaseLogError: nothing could be read, or it could not be written; the log is as it was.
    """
    with sorted_failures(log), held(log), part_of(log) as part:
        with _scratch_copy(log) as scratch, contextlib.closing(connect(part, key)) as target:
            salvage = _Salvage(log, DamagedFile(scratch, key), target, now)
            cases, events = salvage.run()
        aside = set_aside(log, now, "damaged")
    return Recovered(str(aside), cases, events, tuple(salvage.lost))


@contextlib.contextmanager
def _scratch_copy(log: Path) -> Iterator[Path]:
    """Copy a log with its newest changes: opening it writes those into it."""
    folder = log.with_name(f".{log.stem}.salvage")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700)
        scratch = folder / log.name
        shutil.copyfile(log, scratch)
        if wal_of(log).exists():
            shutil.copyfile(wal_of(log), wal_of(scratch))
        yield scratch
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Salvage:
    def __init__(self, log: Path, source: DamagedFile, target: LogConnection, now: datetime) -> None:
        self._log = log
        self._source = source
        self._target = target
        self._now = now
        self.lost: list[str] = []
        self._ids: set[int] = set()

    def run(self) -> tuple[int, int]:
        """Return how many cases and events were read back."""
        try:
            if self._source.one("SELECT count(*) FROM sqlite_master") in (None, 0):
                raise failure(CaseLogErrorKind.DAMAGED, self._log, " so badly that nothing in it can be found")
            if self._source.one("PRAGMA user_version") != len(MIGRATIONS):
                raise failure(
                    CaseLogErrorKind.DAMAGED, self._log, " and of an older format, which cannot be read back"
                )
            self._target.execute("PRAGMA synchronous = OFF")  # flushed as a whole before it takes its place
            migrate(self._target, MIGRATIONS)
            self._target.execute("BEGIN")
            events = self._events()
            cases = self._cases()
            self._texts()
            derive_again(self._target)
            self._number_on()
            self._say_so(cases)
            self._target.execute("COMMIT")
        finally:
            self._source.close()
        return cases, events

    # The history

    def _events(self) -> int:
        found = self._source.numbered("events", "seq", (*CHAINED[1:], "prev", "hash"), 0)
        expected, read = Head(0, GENESIS), 0
        for *event, prev, own in found:
            if own != link(prev, event):
                continue  # altered: it counts as lost
            if event[0] != expected.seq + 1 or prev != expected.hash:
                self._say_lost(expected.seq + 1, event[0] - 1)
            self._put_event(event)
            expected, read = Head(event[0], own), read + 1
        if found.lost and found.lost[-1][1] > expected.seq:
            self._say_lost(expected.seq + 1, found.lost[-1][1])
        if found.end_is_lost:
            self.lost.append("the end of the history, of unknown length")
        return read

    def _put_event(self, event: list[Any]) -> None:
        head = head_of(self._target)
        if event[6] is not None:
            self._ids.add(event[6])
        whole = [head.seq + 1, *event[1:]]
        places = ", ".join("?" * (len(CHAINED) + 2))
        columns = ", ".join((*CHAINED, "prev", "hash"))
        self._target.execute(
            f"INSERT INTO events ({columns}) VALUES ({places})",  # noqa: S608 - our own columns
            (*whole, head.hash, link(head.hash, whole)),
        )

    def _say_lost(self, first: int, last: int) -> None:
        clause = f"events {first} to {last}" if last > first else f"event {first}"
        self.lost.append(f"{clause} of the history")
        words = f"{clause} of the damaged log could not be read; what follows is linked anew"
        self._note(EventKind.HISTORY_LOST, words)

    def _say_so(self, cases: int) -> None:
        lost = "; ".join(self.lost[:50]) or "nothing"
        self._note(EventKind.RECOVERED, f"{cases} cases read back from a damaged log; lost: {lost}")

    def _note(self, kind: str, detail: str) -> None:
        by = Signature(login_name(), self._now.isoformat(timespec="seconds"))
        Trail(self._target, lambda: self._now).append(None, kind, by, detail=detail)

    # The cases

    def _cases(self) -> int:
        last = max(self._ids, default=0)
        self._keep("letters", "case_id", ("sha256", "content"), last, lambda row: rows.sha256(row[2]) == row[1])
        self._keep("readings", "case_id", ("letter", "draft"), last, _fits_reading)
        self._keep("cases", "id", (*rows.CASE_COLUMNS[1:], "seal"), last, lambda row: rows.seal(row[:-1]) == row[-1])
        self._keep("facts", "case_id", ("facts", "excerpts", "notes", "seal"), last, _fits_facts)
        for case_id in sorted(self._numbers("readings") - self._numbers("cases")):
            self._put_again("the row", case_id, row_from_review)
        for case_id in sorted(self._numbers("facts") - self._numbers("cases")):
            self._target.execute("DELETE FROM facts WHERE case_id = ?", (case_id,))
        for case_id in sorted(self._numbers("cases") - self._numbers("facts")):
            if not self._put_again("the facts", case_id, facts_from_review):
                empty = facts_row(CaseFacts())
                self._target.execute("INSERT INTO facts VALUES (?, ?, ?, ?, ?)", (case_id, *empty, empty.seal))
        there = self._numbers("cases")
        for table, what in (("letters", "the letter"), ("readings", "the stored text")):
            self.lost += [f"{what} of case {case_id}" for case_id in sorted(there - self._numbers(table))]
        self.lost += [f"case {case_id}" for case_id in sorted(self._ids - there)]
        return len(there)

    def _put_again(self, what: str, case_id: int, make: Callable[[LogConnection, int], None]) -> bool:
        try:
            make(self._target, case_id)
        except UnreadableRowError:
            return False
        self.lost.append(f"{what} of case {case_id}, made again from its letter and history")
        return True

    def _keep(
        self, table: str, number: str, columns: tuple[str, ...], last: int, fits: Callable[[Row], bool]
    ) -> None:
        names, places = ", ".join((number, *columns)), ", ".join("?" * (len(columns) + 1))
        insert = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 - our own tables and columns
        for row in self._source.numbered(table, number, columns, last):
            if _does(fits, row):
                self._ids.add(row[0])
                self._target.execute(insert, row)

    def _numbers(self, table: str) -> set[int]:
        number = "id" if table == "cases" else "case_id"
        return {case_id for (case_id,) in self._target.execute(f"SELECT {number} FROM {table}")}  # noqa: S608 - ours

    def _texts(self) -> None:
        for table, columns in (
            ("kept", ("name", "text", "at", "actor")),
            ("unread", ("path", "kind", "sentence", "at")),
        ):
            found = self._source.numbered(table, "id", columns, 0)
            places = ", ".join("?" * (len(columns) + 1))
            for row in found:
                self._target.execute(f"INSERT OR IGNORE INTO {table} VALUES ({places})", row)  # noqa: S608 - ours
            if found.lost:
                self.lost.append("kept texts such as views and rules" if table == "kept" else "files not brought in")

    def _number_on(self) -> None:
        """Never give the number of a lost case to a new one: its history is still there."""
        last = max(self._ids, default=0)
        self._target.execute("DELETE FROM sqlite_sequence WHERE name = 'cases'")
        self._target.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('cases', ?)", (last,))


def _does(fits: Callable[[Row], bool], row: Row) -> bool:
    try:
        return fits(row)
    except (TypeError, ValueError):  # a value of another kind than was written
        return False


def _fits_reading(row: Row) -> bool:
    try:
        rows.unpacked_letter(row[1], row[0])
        rows.unpacked_draft(row[2], row[0])
    except UnreadableRowError:
        return False
    return True


def _fits_facts(row: Row) -> bool:
    return FactsRow(*row[1:4]).seal == int(row[4])
