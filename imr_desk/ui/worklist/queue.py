"""The one queue of the window: what it shows, in which order, and the cases that have come so far."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from imr_desk.model.case import Case
from imr_desk.model.errors import DeskError
from imr_desk.model.queue import CaseFilter, CaseOrder, CaseQuery
from imr_desk.services.worklist import Outlook, Worklist
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.worklist.rows import CaseRows
from imr_desk.ui.worklist.views import ALL, TO_DO, View

Answer = tuple[Outlook, tuple[Case, ...]]
"""Cases of the log, and what they are looked at with."""

PAGE = 200
"""Cases in one answer of the log."""

_AHEAD = 60
"""Rows before the end at which the next page is asked for."""


class Queue(QObject):
    """Holds the present query and feeds the rows that all views of the queue share.

    Args:
        worklist: the service.
        lane: the thread that the case log lives in.
        parent: its owner.

    Signals:
        changed: another view, filter or order was asked for.
        filled: rows came or went, or the total became known.
        renewed: the same question is asked again, since the log may have changed.
        failed: a sentence; what was shown stays.
    """

    changed = Signal()
    filled = Signal()
    renewed = Signal()
    failed = Signal(str)

    def __init__(self, worklist: Worklist, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worklist = worklist
        self.lane = lane
        self.rows = CaseRows(self)
        self.view = TO_DO
        self.total: int | None = None
        self.is_whole = False
        self.problem = ""
        self._query = CaseQuery(TO_DO.where or CaseFilter(), TO_DO.order, limit=PAGE)
        self._shown: CaseQuery | None = None
        self._bottoms: dict[int, int] = {}
        self._job: Job | None = None
        self._counting: Job | None = None

    # What it shows

    @property
    def query(self) -> CaseQuery:
        """What the queue shows now; going on to the next case continues in it."""
        return self._query

    @property
    def where(self) -> CaseFilter:
        """Which cases it shows now."""
        return self._query.where

    @property
    def base(self) -> CaseFilter:
        """The filter of the chosen view, without what was narrowed since."""
        return self.view.where or CaseFilter()

    @property
    def is_loading(self) -> bool:
        """Tell whether the log was asked for rows and has not answered."""
        return self._job is not None

    @property
    def is_answered(self) -> bool:
        """Tell whether the rows are those of the present query, or the log said why there are none."""
        return self._shown == self._query or bool(self.problem)

    def choose(self, view: View) -> None:
        """Show a view."""
        self.view = view
        self._ask(self.base, view.order, view.descending)

    def choose_cases(self, title: str, where: CaseFilter, order: CaseOrder) -> None:
        """Show cases that somebody asked for elsewhere.

        What a filter of the queue can say narrows all cases, so that chips tell what was asked for and one can widen
        it; a filter that asks for more is a view of its own under the title.
        """
        if type(where) is not CaseFilter:
            self.choose(View(title, where, order))
            return
        self.view = ALL
        self._ask(where, order, descending=False)

    def narrow(self, where: CaseFilter) -> None:
        """Show other cases in the same order; the view stays the one they are narrowed from.

        Whoever looks for cases in front of the files that could not be read looks in all of them.
        """
        if self.view.where is None and where != self.where:
            self.view = ALL
            self._ask(CaseFilter(**_changes(self.where, where)), ALL.order, ALL.descending)
        elif where != self.where:
            self._ask(where, self._query.order, self._query.descending)

    def look_everywhere(self) -> None:
        """Look for the same words in all cases."""
        words = self.where.words
        self.view = ALL
        self._ask(msgspec.structs.replace(self.base, words=words), ALL.order, ALL.descending)

    def sort(self, order: CaseOrder, *, descending: bool = False) -> None:
        """Show the same cases in another order."""
        self._ask(self.where, order, descending)

    def follow(self, old: View, new: View) -> None:
        """Show a view in the place of another, if that is shown, narrowed as it was: it is asked for anew."""
        if self.view != old or old.where is None or new.where is None:
            return
        taken = {
            name: value
            for name, value in _changes(old.where, new.where).items()
            if getattr(self.where, name) == getattr(old.where, name)
        }
        self.view = new
        where = msgspec.structs.replace(self.where, **taken)
        self._ask(where, self._query.order, self._query.descending)

    def _ask(self, where: CaseFilter, order: CaseOrder, descending: bool) -> None:
        self._query = CaseQuery(where, order, descending, limit=PAGE)
        self.changed.emit()
        self.refresh()

    # Asking the log

    def refresh(self) -> None:
        """Ask the log again for what is shown; what stays the same keeps its place."""
        self._stop()
        fresh = self._shown != self._query
        if fresh:
            self._bottoms.clear()
        else:
            self.renewed.emit()
        needed = max((*self._bottoms.values(), 0)) + _AHEAD
        wanted = PAGE if fresh else max(PAGE, min(self.rows.rowCount(), needed))
        self._next([], wanted)

    def see(self, viewer: QObject, bottom: int, kept: int = 0) -> None:
        """Say down to which row a viewer shows cases; the next page comes in time for it.

        ``kept`` is the last row that it would not miss, such as a selected one: refreshing goes that far.
        """
        self._bottoms[id(viewer)] = max(bottom, kept)
        if bottom >= self.rows.rowCount() - _AHEAD:
            self.more()

    def more(self) -> None:
        """Ask for the next page, unless there is none or an answer is on its way."""
        if self._job is None and not self.is_whole and self._shown == self._query and self.rows.rowCount():
            after = self.rows.cases[-1]
            self._job = self._run(msgspec.structs.replace(self._query, after=after), self._append)

    def _next(self, so_far: list[Case], wanted: int) -> None:
        def take(answer: Answer) -> None:
            self._job = None
            outlook, cases = answer
            known = {case.id for case in so_far}
            so_far.extend(case for case in cases if case.id not in known)
            if len(cases) == PAGE and len(so_far) < wanted:
                self._next(so_far, wanted)
            else:
                self._fill(so_far, outlook, is_whole=len(cases) < PAGE)

        after = so_far[-1] if so_far else None
        self._job = self._run(msgspec.structs.replace(self._query, after=after), take)

    def _run(self, query: CaseQuery, take: Callable[[Answer], None]) -> Job:
        def work() -> Answer:
            return self.worklist.outlook(), self.worklist.cases(query)

        return self.lane.run(self, work, take, self._fail)

    def _fill(self, cases: Sequence[Case], outlook: Outlook, *, is_whole: bool) -> None:
        if self._shown == self._query:
            self.rows.become(cases, outlook)
        else:
            self._shown, self.total = self._query, None
            self.rows.show(cases, outlook)
        self.problem = ""
        self._become_whole(is_whole)
        self._count()
        self.filled.emit()

    def _append(self, answer: Answer) -> None:
        self._job = None
        _outlook, cases = answer
        self.rows.append(cases)
        self._become_whole(len(cases) < PAGE)
        self.filled.emit()

    def _become_whole(self, is_whole: bool) -> None:
        self.is_whole = is_whole
        if is_whole:
            self.total = self.rows.rowCount()

    def _count(self) -> None:
        if self.is_whole:
            return
        self._counting = self.lane.run(self, partial(self.worklist.count, self.where), self._counted, self._fail)

    def _counted(self, number: int) -> None:
        self._counting = None
        if not self.is_whole:
            self.total = max(number, self.rows.rowCount())
            self.filled.emit()

    def _stop(self) -> None:
        for job in (self._job, self._counting):
            if job is not None:
                job.cancel()
        self._job = self._counting = None

    def _fail(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, DeskError):
            raise error
        self.problem = error.sentence
        self.failed.emit(error.sentence)


def _changes(old: CaseFilter, new: CaseFilter) -> dict[str, Any]:
    """Return what a filter asks for otherwise than another does, by the names of its attributes."""
    asked = {name: getattr(new, name) for name in CaseFilter.__struct_fields__}
    return {name: value for name, value in asked.items() if value != getattr(old, name)}
