"""How many cases each view has: asked for lazily, one after another, and dropped when outdated."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QObject, QTimer, Signal

from imr_desk.model.case import CaseStatus
from imr_desk.model.errors import DeskError
from imr_desk.model.queue import CaseFilter
from imr_desk.services.worklist import Worklist
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.worklist.views import View

_PAUSE = 120
"""Milliseconds of rest before counting begins, so that rows come first."""


class ViewCounts(QObject):
    """Counts views in the log's lane, each in a job of its own, so that nothing that is to be saved waits for all.

    Args:
        worklist: the service.
        lane: the thread that the case log lives in.
        parent: its owner.

    Signals:
        counted: a number became known or changed.
    """

    counted = Signal()

    def __init__(self, worklist: Worklist, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worklist = worklist
        self._lane = lane
        self._views: tuple[View, ...] = ()
        self._numbers: dict[View, int] = {}
        self._job: Job | None = None
        self._left: Iterator[View] = iter(())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._begin)
        self.all_cases: int | None = None

    @property
    def views(self) -> tuple[View, ...]:
        """The views that are counted, in their order."""
        return self._views

    @property
    def numbers(self) -> Mapping[View, int]:
        """What is known so far; numbers of the last round stand until the next one replaces them."""
        return MappingProxyType(self._numbers)

    @property
    def is_counting(self) -> bool:
        """Tell whether numbers are still on their way."""
        return self._job is not None or self._pause.isActive()

    def ask(self, views: Sequence[View]) -> None:
        """Count these views soon; a count that is under way is dropped."""
        self._views = tuple(views)
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._pause.start()

    def _begin(self) -> None:
        self._left = iter([view for view in self._views if _statuses(view) is None])
        self._job = self._lane.run(self, self._worklist.counts, self._take_statuses, self._give_up)

    def _take_statuses(self, counts: Mapping[CaseStatus, int]) -> None:
        self.all_cases = sum(counts.values())
        for view in self._views:
            statuses = _statuses(view)
            if statuses is not None:
                self._numbers[view] = sum(counts[status] for status in statuses or CaseStatus)
        self._go_on()

    def _go_on(self) -> None:
        self._job = None
        self.counted.emit()
        view = next(self._left, None)
        if view is not None:
            self._job = self._lane.run(self, partial(self._number, view), partial(self._take, view), self._give_up)

    def _number(self, view: View) -> int:
        return len(self._worklist.unread()) if view.where is None else self._worklist.count(view.where)

    def _take(self, view: View, number: int) -> None:
        self._numbers[view] = number
        self._go_on()

    def _give_up(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, DeskError):  # else: the rows ask the same log and tell what is wrong
            raise error


def _statuses(view: View) -> tuple[CaseStatus, ...] | None:
    """Return the statuses of a view that asks for nothing else; ``None`` for another view."""
    if view.where is None or view.where != CaseFilter(statuses=view.where.statuses):
        return None
    return view.where.statuses
