"""A paper of many cases written off the Qt thread: told as it goes, stopped between two cases."""

import threading
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Qt, Signal

from imr_desk.model.errors import DeskError
from imr_desk.services.disclosure import Disclosure
from imr_desk.services.papers import Kept, NotWritten, Papers, Result, Written
from imr_desk.ui.background import Lane


class Batch(msgspec.Struct, frozen=True):
    """What is to be written.

    Attributes:
        case_ids: the cases.
        paper: name of the paper.
        target: the folder, or the one file.
        disclosure: for whom and what for.
        together: whether all cases go into one file.
        replace: whether files that are there are replaced.
    """

    case_ids: tuple[int, ...]
    paper: str
    target: Path
    disclosure: Disclosure
    together: bool = False
    replace: bool = False


class BatchSum(msgspec.Struct, frozen=True):
    """How a batch ended.

    Attributes:
        batch: what was asked for.
        results: what became of each case that its turn came to.
        stopped: whether the person stopped it.
        problem: why nothing was written together; empty when it was.
    """

    batch: Batch
    results: tuple[Result, ...]
    stopped: bool = False
    problem: str = ""

    @property
    def failed(self) -> tuple[int, ...]:
        """Cases whose paper could not be made."""
        return tuple(result.case_id for result in self.results if isinstance(result, NotWritten))

    @property
    def sentence(self) -> str:
        """Say it in a line."""
        if self.problem:
            return self.problem
        written, kept = (sum(isinstance(result, kind) for result in self.results) for kind in (Written, Kept))
        if self.batch.together:
            return "Stopped; nothing was written." if self.stopped else f"{_cases(written)} written into one file."
        parts = ["Stopped; what is written stays."] if self.stopped else []
        parts.append(f"{_papers(written)} written." if written else "Nothing was written.")
        if kept:
            parts.append(f"{kept:,} kept as {'it was' if kept == 1 else 'they were'}.")
        if self.failed:
            parts.append(f"{len(self.failed):,} could not be made.")
        return " ".join(parts)


class _Hearer:
    """Hears how far the batch is, in its thread."""

    def __init__(self, run: "BatchRun") -> None:
        self._run = run
        self.stop = threading.Event()

    def step(self, done: int, total: int, name: str) -> None:
        """Pass it on to the Qt thread."""
        self._run.stepped_in_lane.emit(done, total)

    def cancelled(self) -> bool:
        """Tell whether the person asked to stop."""
        return self.stop.is_set()


class BatchRun(QObject):
    """Writes one batch at a time.

    Args:
        papers: makes and writes.
        lane: where that happens.

    Signals:
        stepped: so many of so many cases are done.
        failed_one: a case whose paper could not be made (``NotWritten``).
        ended: how it ended (``BatchSum``).
    """

    stepped = Signal(int, int)
    failed_one = Signal(object)
    ended = Signal(object)
    stepped_in_lane = Signal(int, int)
    _failed_in_lane = Signal(object)

    def __init__(self, papers: Papers, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._papers = papers
        self._lane = lane
        self._hearer: _Hearer | None = None
        self.stepped_in_lane.connect(self.stepped, Qt.ConnectionType.QueuedConnection)
        self._failed_in_lane.connect(self.failed_one, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Tell whether a batch is under way."""
        return self._hearer is not None

    def start(self, batch: Batch) -> None:
        """Write a batch."""
        hearer = self._hearer = _Hearer(self)
        self._lane.run(self, partial(self._write, batch, hearer), self._end, partial(self._fail, batch))

    def cancel(self) -> None:
        """Stop before the next case."""
        if self._hearer is not None:
            self._hearer.stop.set()

    def _write(self, batch: Batch, hearer: _Hearer) -> BatchSum:
        if batch.together:
            return self._write_together(batch, hearer)
        results: list[Result] = []
        written = self._papers.export_each(
            batch.case_ids, batch.paper, batch.target, batch.disclosure, replace=batch.replace, progress=hearer
        )
        for result in written:
            results.append(result)
            if isinstance(result, NotWritten):
                self._failed_in_lane.emit(result)
        return BatchSum(batch, tuple(results), stopped=len(results) < len(batch.case_ids))

    def _write_together(self, batch: Batch, hearer: _Hearer) -> BatchSum:
        ids = batch.case_ids
        try:
            done = self._papers.export_together(ids, batch.paper, batch.target, batch.disclosure, hearer)
        except DeskError as error:
            return BatchSum(batch, (), problem=error.sentence)
        return BatchSum(batch, tuple(Written(case_id, batch.target) for case_id in ids if done), stopped=not done)

    def _end(self, ended: BatchSum) -> None:
        self._hearer = None
        self.ended.emit(ended)

    def _fail(self, batch: Batch, error: Exception) -> None:
        self._end(BatchSum(batch, (), problem="The papers could not be written because of a fault in the program."))
        raise error


def _cases(number: int) -> str:
    return f"{number:,} case{'' if number == 1 else 's'}"


def _papers(number: int) -> str:
    return f"{number:,} paper{'' if number == 1 else 's'}"
