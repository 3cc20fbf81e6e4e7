"""Steps with many cases at once: done in the log's lane a part at a time, told, stopped and taken back."""

from collections.abc import Callable, Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QObject, Signal

from imr_desk.model.errors import DeskError
from imr_desk.model.handling import Handling, HandlingStep
from imr_desk.services.case_handling import CaseHandling, Handled, Refusal
from imr_desk.ui.background import Job, Lane

_PART = 250
"""Cases a job: what a person saves meanwhile waits no longer than for one of these."""


class BulkSum(msgspec.Struct, frozen=True):
    """How a step ended.

    Attributes:
        label: name of the step, as the menus say it.
        changed: numbers of the cases that are changed.
        refused: cases that it did not fit.
        stopped: whether the person stopped it.
        problem: why the log could not go on; empty when it could.
        undoes: whether it took another step back.
    """

    label: str
    changed: tuple[int, ...]
    refused: tuple[Refusal, ...] = ()
    stopped: bool = False
    problem: str = ""
    undoes: bool = False


class _Run(msgspec.Struct):
    """A step under way."""

    label: str
    parts: list[Callable[[], Handled]]
    total: int
    undoes: bool
    origin: Handled | None = None
    done: int = 0
    before: dict[int, Handling] = {}
    after: dict[int, Handling] = {}
    refused: list[Refusal] = []


class BulkSteps(QObject):
    """Takes steps with many cases, one step at a time.

    Args:
        handling: the service.
        lane: the thread that the case log lives in.
        parent: its owner.

    Signals:
        stepped: so many of so many cases are done, and the name of the step.
        ended: how the step ended (``BulkSum``).
    """

    stepped = Signal(int, int, str)
    ended = Signal(object)

    def __init__(self, handling: CaseHandling, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handling = handling
        self._lane = lane
        self._run: _Run | None = None
        self._job: Job | None = None
        self._done: list[Handled] = []
        self._undone: list[Handled] = []

    @property
    def running(self) -> bool:
        """Tell whether a step is under way."""
        return self._run is not None

    @property
    def undo_label(self) -> str:
        """What undo would take back, such as ``assign to Ana, 12 cases``; empty for nothing."""
        return _named(self._done[-1]) if self._done else ""

    @property
    def redo_label(self) -> str:
        """What redo would do again; empty for nothing."""
        return _named(self._undone[-1]) if self._undone else ""

    def take(self, case_ids: Sequence[int], step: HandlingStep) -> None:
        """Take a step with cases."""
        parts = [partial(self._handling.take, part, step) for part in _parts(case_ids)]
        self._begin(_Run(step.label, list(parts), len(case_ids), undoes=False))

    def undo(self) -> None:
        """Take the last step back."""
        if self._done and not self.running:
            self._begin(self._back(self._done.pop(), undoes=True))

    def redo(self) -> None:
        """Take the step that was taken back last once more."""
        if self._undone and not self.running:
            self._begin(self._back(self._undone.pop(), undoes=False))

    def forget(self) -> None:
        """Forget the steps that could be taken back, or taken once more."""
        self._done.clear()
        self._undone.clear()

    def cancel(self) -> None:
        """Stop after the part at work; what is done stays, and can be taken back."""
        if self._run is not None:
            self._run.parts.clear()

    def _back(self, handled: Handled, *, undoes: bool) -> _Run:
        told = handled if undoes else msgspec.structs.replace(handled, label=f"the undoing of “{handled.label}”")
        parts = [partial(self._handling.undo, told.part(part)) for part in _parts(tuple(handled.before))]
        return _Run(handled.label, list(parts), len(handled.before), undoes, origin=handled)

    def _begin(self, run: _Run) -> None:
        if not self.running and run.total:
            self._run = run
            self._go_on(run)

    def _go_on(self, run: _Run) -> None:
        self.stepped.emit(run.done, run.total, run.label)
        if not run.parts:
            self._end(run, stopped=run.done < run.total)
            return
        work = run.parts.pop(0)
        self._job = self._lane.run(self, work, partial(self._take, run), partial(self._fail, run))

    def _take(self, run: _Run, handled: Handled) -> None:
        run.before.update(handled.before)
        run.after.update(handled.after)
        run.refused.extend(handled.refused)
        run.done = min(run.total, run.done + _PART)
        self._go_on(run)

    def _fail(self, run: _Run, error: Exception) -> None:
        if not isinstance(error, DeskError):
            self._run = None
            raise error
        self._end(run, problem=error.sentence)

    def _end(self, run: _Run, *, stopped: bool = False, problem: str = "") -> None:
        self._run = self._job = None
        if run.before:
            handled = Handled(run.label, run.before, run.after)
            (self._undone if run.undoes else self._done).append(handled)
            if run.origin is None:
                self._undone.clear()
        if run.origin is not None:
            left = list(run.origin.before)[run.done :]
            if left:  # stopped or failed half way: the rest can still be taken back
                rest = msgspec.structs.replace(run.origin.part(left), label=run.label)
                (self._done if run.undoes else self._undone).append(rest)
        self.ended.emit(BulkSum(run.label, tuple(run.before), tuple(run.refused), stopped, problem, run.undoes))


def _parts(case_ids: Sequence[int]) -> list[Sequence[int]]:
    return [case_ids[start : start + _PART] for start in range(0, len(case_ids), _PART)]


def _named(handled: Handled) -> str:
    number = len(handled.before)
    return f"{handled.label}, {number:,} case{'' if number == 1 else 's'}"
